//! What a memory has for a whole text, and what is left to do.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::edits::Edit;
use super::matched::Match;
use crate::lang::Language;
use crate::span::span;
use crate::text::{TokenKind, tokens};
use crate::unit::Variant;

/// What a memory has for a text, segment by segment; see
/// [`Memory::coverage`](crate::Memory::coverage).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Coverage {
    /// The text's language.
    pub language: Language,
    /// The text's segments in order, but for boilerplate.
    pub segments: Vec<Covered>,
}

/// A segment of a text, or several that were translated as one, and what the memory has for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Covered {
    /// The text of the segments, several joined by a blank.
    pub text: String,
    /// How many segments of the text it is.
    pub segments: usize,
    /// The block that the first of them stands in, counted from 0.
    pub block: usize,
    /// The bytes of that block that they begin with: the first segment.
    #[serde(serialize_with = "span")]
    pub range: Range<usize>,
    /// What the memory has for the whole, the best first.
    pub matches: Vec<Match>,
    /// What it has for parts of it, in order, where it has nothing for the whole.
    pub fragments: Vec<Fragment>,
    /// Stock phrases in what is not covered otherwise, in order.
    pub phrases: Vec<KnownPhrase>,
    /// Every word with what covers it.
    pub words: Vec<CoveredWord>,
}

/// A part of a segment that the memory has a translation for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Fragment {
    /// Bytes of the segment's text.
    #[serde(serialize_with = "span")]
    pub range: Range<usize>,
    /// The unit that holds it.
    pub found: Match,
}

/// A stock phrase of the memory in a segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KnownPhrase {
    /// Bytes of the segment's text.
    #[serde(serialize_with = "span")]
    pub range: Range<usize>,
    /// Its best translation into each wanted language that has a likely one, in the form that was
    /// written where the phrase stood as it stands here.
    pub translations: Vec<Variant>,
}

/// A word of a segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CoveredWord {
    /// Bytes of the segment's text.
    #[serde(serialize_with = "span")]
    pub range: Range<usize>,
    /// What covers it.
    pub cover: Cover,
}

/// What covers a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Cover {
    /// The best match has it, as it was stored or carried into it by a [patch](crate::patch).
    Match,
    /// The fragment of this number has it, as a best match would.
    Fragment(usize),
    /// The stock phrase of this number has it.
    Phrase(usize),
    /// Nothing: it is to be translated.
    Nothing,
}

impl Covered {
    /// Maps the words: each is covered by the best match, or by a fragment, or by one of the
    /// `phrases`, of which those that cover something are kept.
    pub(crate) fn map(&mut self, phrases: Vec<KnownPhrase>, language: Language) {
        let missing = self.matches.first().map(missing_in);
        let of_fragments = self.fragments.iter().map(|fragment| {
            let at = fragment.range.start;
            let missing = missing_in(&fragment.found).into_iter();
            missing
                .map(|range| range.start + at..range.end + at)
                .collect()
        });
        let of_fragments: Vec<Vec<Range<usize>>> = of_fragments.collect();
        let within = |word: &Range<usize>, range: &Range<usize>| {
            range.start <= word.start && word.end <= range.end
        };
        for range in words(&self.text, language) {
            let touches = |other: &Range<usize>| other.start < range.end && range.start < other.end;
            let has = |missing: &[Range<usize>]| !missing.iter().any(touches);
            let known = match &missing {
                Some(missing) => has(missing).then_some(Cover::Match),
                None => {
                    let mut fragments = self.fragments.iter();
                    let at = fragments.position(|f| within(&range, &f.range));
                    at.filter(|&at| has(&of_fragments[at])).map(Cover::Fragment)
                }
            };
            let cover = known.unwrap_or_else(|| {
                let phrase = phrases.iter().find(|phrase| within(&range, &phrase.range));
                let Some(phrase) = phrase else {
                    return Cover::Nothing;
                };
                if self.phrases.last() != Some(phrase) {
                    self.phrases.push(phrase.clone());
                }
                Cover::Phrase(self.phrases.len() - 1)
            });
            self.words.push(CoveredWord { range, cover });
        }
    }

    /// How many words there are between blanks, as who is paid by the word counts them: a date or an
    /// amount has several, and 15–20 is one.
    fn words_between_blanks(&self) -> usize {
        let (mut words, mut is_counted, mut end) = (0, false, 0);
        for CoveredWord { range, .. } in &self.words {
            is_counted &= !self.text[end..range.start].contains(char::is_whitespace);
            for c in self.text[range.clone()].chars() {
                if c.is_whitespace() {
                    is_counted = false;
                } else if c.is_alphanumeric() && !is_counted {
                    (words, is_counted) = (words + 1, true);
                }
            }
            end = range.end;
        }
        words
    }
}

/// The bytes of the query that a match does not have, neither as it was stored nor carried into it.
fn missing_in(found: &Match) -> Vec<Range<usize>> {
    let carried = found.carried();
    let is_carried = |edit: &Edit| {
        let mut carried = carried.iter();
        carried.any(|c| c.start <= edit.query.start && edit.query.end <= c.end)
    };
    let edits = found.edits().into_iter();
    let edits = edits.filter(|edit| !edit.is_free() && !is_carried(edit));
    edits.map(|edit| edit.query).collect()
}

/// The bytes of the words and figures of a text.
fn words(text: &str, language: Language) -> impl Iterator<Item = Range<usize>> {
    let mark = |kind| {
        matches!(
            kind,
            TokenKind::Punctuation | TokenKind::Symbol | TokenKind::Tag
        )
    };
    let tokens = tokens(text, language).into_iter();
    tokens
        .filter(move |token| !mark(token.kind))
        .map(|token| token.range)
}

/// How much of a text falls in which band of percents: a leverage analysis.
///
/// A segment counts as a repetition if the memory has it at less than 100% and it came before in
/// the texts analysed together: it needs translating once. Match forms are compared.
///
/// # Example
/// ```
/// use tolmach::{Analysis, Band, Document, EN, Entry, KK, Memory, Query};
/// let mut memory = Memory::in_memory()?;
/// memory.import_entries("t", [Ok(Entry::new([(EN, "Head of State"), (KK, "Мемлекет басшысы")]))])?;
/// let text = Document::from_text(EN, "Head of State\n\nHe spoke.\n\nHe spoke.");
/// let mut analysis = Analysis::default();
/// analysis.add(&memory.coverage(&text, &Query::new("").to(KK))?);
/// assert_eq!(analysis.volume(Band::Exact).words, 3);
/// assert_eq!(analysis.volume(Band::New).segments, 1);
/// assert_eq!(analysis.volume(Band::Repetition).segments, 1);
/// # Ok::<(), tolmach::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Analysis {
    bands: BTreeMap<Band, Volume>,
    #[serde(skip)]
    seen: std::collections::HashSet<(Language, String)>,
}

/// A band of a leverage analysis, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
pub enum Band {
    /// 102%: the same text between the same neighbours.
    #[serde(rename = "102")]
    BothNeighbours,
    /// 101%: the same text beside one of its neighbours.
    #[serde(rename = "101")]
    OneNeighbour,
    /// 100%.
    #[serde(rename = "100")]
    Exact,
    /// 95% to 99%.
    #[serde(rename = "95-99")]
    From95,
    /// 85% to 94%.
    #[serde(rename = "85-94")]
    From85,
    /// 75% to 84%.
    #[serde(rename = "75-84")]
    From75,
    /// 50% to 74%.
    #[serde(rename = "50-74")]
    From50,
    /// Less than 50%.
    #[serde(rename = "new")]
    New,
    /// What came before in the same texts.
    #[serde(rename = "repetitions")]
    Repetition,
}

impl Band {
    /// All, the best first.
    pub const ALL: [Band; 9] = [
        Band::BothNeighbours,
        Band::OneNeighbour,
        Band::Exact,
        Band::From95,
        Band::From85,
        Band::From75,
        Band::From50,
        Band::New,
        Band::Repetition,
    ];

    /// The band's name in reports: `102`, `95-99`, `new`, `repetitions` …
    pub fn name(self) -> &'static str {
        match self {
            Band::BothNeighbours => "102",
            Band::OneNeighbour => "101",
            Band::Exact => "100",
            Band::From95 => "95-99",
            Band::From85 => "85-94",
            Band::From75 => "75-84",
            Band::From50 => "50-74",
            Band::New => "new",
            Band::Repetition => "repetitions",
        }
    }

    /// The band of a percent.
    pub fn of(percent: u8) -> Self {
        match percent {
            102.. => Band::BothNeighbours,
            101 => Band::OneNeighbour,
            100 => Band::Exact,
            95.. => Band::From95,
            85.. => Band::From85,
            75.. => Band::From75,
            50.. => Band::From50,
            _ => Band::New,
        }
    }
}

/// How much text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Volume {
    /// Segments.
    pub segments: usize,
    /// Words and figures, as blanks part them: 24.3 trillion tenge is three.
    pub words: usize,
    /// Characters, blanks included.
    pub characters: usize,
}

impl std::ops::AddAssign for Volume {
    fn add_assign(&mut self, other: Volume) {
        self.segments += other.segments;
        self.words += other.words;
        self.characters += other.characters;
    }
}

impl std::ops::Sub for Volume {
    type Output = Volume;

    /// What came on top of `before`.
    fn sub(self, before: Volume) -> Volume {
        Volume {
            segments: self.segments.saturating_sub(before.segments),
            words: self.words.saturating_sub(before.words),
            characters: self.characters.saturating_sub(before.characters),
        }
    }
}

impl Analysis {
    /// Counts a text.
    pub fn add(&mut self, coverage: &Coverage) {
        for covered in &coverage.segments {
            let percent = covered
                .matches
                .iter()
                .map(Match::percent)
                .max()
                .unwrap_or(0);
            let form = crate::text::fold(&covered.text, coverage.language);
            let is_new = self.seen.insert((coverage.language, form));
            let band = match Band::of(percent) {
                band if is_new || band <= Band::Exact => band,
                _ => Band::Repetition,
            };
            *self.bands.entry(band).or_default() += Volume {
                segments: covered.segments,
                words: covered.words_between_blanks(),
                characters: covered.text.chars().count(),
            };
        }
    }

    /// What falls in a band.
    pub fn volume(&self, band: Band) -> Volume {
        self.bands.get(&band).copied().unwrap_or_default()
    }

    /// The whole.
    pub fn total(&self) -> Volume {
        let mut total = Volume::default();
        for &volume in self.bands.values() {
            total += volume;
        }
        total
    }
}
