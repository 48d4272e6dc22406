//! What contradicts: figures, dates and names are what a translation repeats, and what another
//! release on the same subject says otherwise.
//!
//! Formulas make such a release look like a translation, sentence by sentence. A value clashes where
//! a bead has another one of its kind on the other side that it lacks itself; a name, which may stand
//! in a sentence nearby, only where neither is anywhere in the other version. A value that one side
//! lacks says nothing: translators leave figures out, and write pronouns for names.

mod denial;
mod excluding;
mod figures;
mod others;

use std::collections::BTreeMap;
use std::ops::Range;

use excluding::Excluding;
use others::names_place;
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::align::joint::{Sides, Told};
use crate::align::pair::Pairs;
use crate::align::pair::links::WordLinks;
use crate::align::reading::text::Text;
use crate::align::reading::words::{Kind, Token, Word, Words};
use crate::align::vocabulary::lexicon::{Group, Lexicon};
use crate::align::vocabulary::sound::{may_be_one, readings};
use crate::align::vocabulary::spelling::lower;
use crate::lang::{EN, KK, Language, RU};
use crate::text;

/// A figure or a name of a version.
///
/// # Example
/// ```
/// use tolmach::EN;
/// use tolmach::align::Quote;
/// let quote = Quote { language: EN, segment: 3, text: "Germany".to_owned() };
/// assert_eq!(quote.to_string(), "en says “Germany” in segment 3");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The language of the version.
    pub language: Language,
    /// The number of the segment that it stands in, counted from 1.
    pub segment: usize,
    /// The name as it stands there, or the figure by its value.
    pub text: String,
}

impl std::fmt::Display for Quote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Quote {
            language,
            segment,
            text,
        } = self;
        write!(f, "{language} says “{text}” in segment {segment}")
    }
}

/// What a translation repeats.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    Figure,
    Date,
    Name,
}

const VALUES: [Value; 3] = [Value::Figure, Value::Date, Value::Name];

/// By how much a clash of each kind lowers the odds of its bead: of true beads of news, one in 200
/// clashes in a figure, and one in eight in a name, whose spelling may be far from its sound; of
/// those of two releases on one subject, every second, but they are few.
const ODDS: [f64; 3] = [0.01, 0.01, 0.5];
/// The same of other countries, or other cities, that the lexicon knows, and of other persons: of
/// 14,000 true beads of seven sets none has these.
const OTHERS: f64 = 0.001;
/// The same of words that exclude each other, or figures in other units.
const OPPOSED: f64 = 0.01;
/// The same of what one side denies: of true beads of news, more are turned so by their translators.
const DENIED: f64 = 0.017;
/// What leaves less than this of a bead's odds is more than a name or two.
const GRAVE: f64 = 0.2;
/// How sure a bead of which something clashes is before that counts: nothing is so sure that it could
/// not be shaken.
const MOST: f64 = 0.995;

/// What a clash of each kind says for another release, as a logarithm …
const CLASH: [f64; 3] = [3.0, 2.5, 2.2];
/// … and what a value that is repeated says against it: the names of a country and its offices, and
/// the months, stand in many releases.
const REPEATED: [f64; 3] = [0.7, 0.5, 0.5];
/// A session of the same body a year later has the same names: its figures may tell it alone, if
/// they say so much more: a translator may well have converted or reckoned anew one or two.
const SAME_NAMES: f64 = 2.5;
/// So much must speak for another release: two names that clash do not suffice.
const SURE: f64 = 5.5;

/// No bead says more than so many clashes of a kind for another release: it may be none of its own.
const MOST_OF_BEAD: usize = 4;
/// So many values of a kind on one side of a bead are compared with all on the other: more make a table,
/// whose first values tell as much.
const MOST_COMPARED: usize = 64;

/// Links of the search that are believed, whatever they link.
const STRONG: f32 = 0.6;

/// What the versions of a release say otherwise.
pub(crate) struct Clashes {
    pairs: BTreeMap<(usize, usize), Compared>,
    /// Per bead, what is left of its odds.
    odds: Vec<f64>,
}

impl Clashes {
    pub(super) fn find(
        texts: &[&Text<'_>],
        told: &[Told],
        pairs: &Pairs,
        lexicon: Option<&Lexicon>,
    ) -> Self {
        let values: Vec<Values> = texts
            .iter()
            .map(|text| Values::of(&text.words, lexicon))
            .collect();
        let excluding = texts.iter().map(|text| Excluding::all(text));
        let excluding: Vec<Vec<Excluding<'_>>> = excluding.collect();
        let mut most = vec![Found::default(); told.len()];
        let compared = pairs.iter().map(|(&(a, b), pair)| {
            let both = Both {
                texts: [texts[a], texts[b]],
                values: [&values[a], &values[b]],
                excluding: [&excluding[a], &excluding[b]],
                links: &pair.links,
                lexicon,
            };
            let side = |sides: &Sides| [sides[a].clone(), sides[b].clone()];
            let beads = told.iter().map(|told| side(&told.sides));
            ((a, b), both.compared(beads, &mut most))
        });
        let pairs = compared.collect();
        let odds = most.iter().map(|found| {
            let odds = found.clashes.iter().zip(ODDS);
            let odds: f64 = odds.map(|(&clashes, odds)| odds.powi(clashes)).product();
            let of = |is_found: bool, odds: f64| if is_found { odds } else { 1.0 };
            // One slip may be found twice, by the day's name and as another date.
            odds.min(of(found.opposed, OPPOSED))
                .min(of(found.denied, DENIED))
                * of(found.others, OTHERS)
        });
        Clashes {
            pairs,
            odds: odds.collect(),
        }
    }

    /// The probability of a bead, its clashes counted.
    pub(super) fn sure(&self, bead: usize, probability: f64) -> f64 {
        let odds = self.odds[bead];
        let shaken = probability.min(MOST);
        match odds < 1.0 {
            true => shaken * odds / (shaken * odds + 1.0 - shaken),
            false => probability,
        }
    }

    /// Whether anything clashes that counts.
    pub(super) fn are_any(&self) -> bool {
        self.odds.iter().any(|&odds| odds < 1.0)
    }

    /// Whether more than a name or two clashes in a bead.
    pub(super) fn are_grave(&self, bead: usize) -> bool {
        self.odds[bead] < GRAVE
    }

    /// Of so many versions, the one that most clearly is of another release than all the others.
    pub(super) fn stranger(&self, versions: usize) -> Option<Stranger> {
        let strangers = (0..versions).filter_map(|version| {
            let with = |other: usize| {
                let compared = self.pairs.get(&(version.min(other), version.max(other)))?;
                let mut example = compared.example.clone();
                if let Some(example) = example.as_mut().filter(|_| other < version) {
                    example.reverse();
                }
                Some((compared.strangeness(), example))
            };
            let others = (0..versions).filter(|&other| other != version);
            let compared: Vec<(f64, Option<[Quote; 2]>)> = others.filter_map(with).collect();
            let sum: f64 = compared.iter().map(|(strangeness, _)| strangeness).sum();
            let mean = sum / compared.len() as f64;
            // Of three, one may have dropped here and one there; neither differs from the third.
            let least = compared
                .iter()
                .map(|(strangeness, _)| *strangeness)
                .fold(mean, f64::min);
            let clearest = compared.into_iter().min_by(|x, y| y.0.total_cmp(&x.0))?;
            let is_stranger = SURE <= mean && 0.5 * SURE <= least;
            let example = clearest.1.filter(|_| is_stranger)?;
            Some((mean, Stranger { version, example }))
        });
        // Of two, the second is named.
        let strangest = strangers.max_by(|one, other| one.0.total_cmp(&other.0));
        strangest.map(|(_, stranger)| stranger)
    }
}

/// A version of another release, and a clash: what it says, and what another version does.
pub(super) struct Stranger {
    pub(super) version: usize,
    pub(super) example: [Quote; 2],
}

/// What clashes in a bead.
#[derive(Clone, Copy, Default)]
struct Found {
    /// How many values, per kind.
    clashes: [i32; 3],
    /// Other places or other persons.
    others: bool,
    /// Words that exclude each other, or figures in other units.
    opposed: bool,
    /// One side denies what the other affirms.
    denied: bool,
}

/// What two versions say of each other's values.
#[derive(Default)]
struct Compared {
    /// Per kind, how many values stand on both sides of a bead …
    repeated: [usize; 3],
    /// … and how many clash.
    clashes: [usize; 3],
    /// The first clash.
    example: Option<[Quote; 2]>,
}

impl Compared {
    /// What speaks for two releases, as log-odds.
    fn strangeness(&self) -> f64 {
        let evidence = |kind: usize| {
            CLASH[kind] * self.clashes[kind] as f64 - REPEATED[kind] * self.repeated[kind] as f64
        };
        let all = (0..VALUES.len()).map(evidence).sum::<f64>();
        all.max(evidence(0) - SAME_NAMES)
    }
}

/// What a translation repeats of a text.
struct Values {
    /// Of every word.
    of: Vec<Option<Value>>,
    /// Per sentence, the words of which it repeats anything.
    words: Vec<Vec<u32>>,
    /// Per sentence, the words that name places.
    places: Vec<Vec<u32>>,
}

impl Values {
    fn of(words: &Words<'_>, lexicon: Option<&Lexicon>) -> Self {
        let vocabulary = || words.vocabulary.iter();
        // In other languages what has a capital may be any noun.
        let is_ours = [EN, RU, KK].iter().any(|l| l.same_language(words.language));
        let ours = lexicon.filter(|_| is_ours);
        let values: Vec<Option<Value>> = vocabulary().map(|word| value(word, ours)).collect();
        let are_told: Vec<bool> = values.iter().map(Option::is_some).collect();
        let is_place = |word| lexicon.is_some_and(|lexicon| names_place(word, lexicon));
        let are_places: Vec<bool> = vocabulary().map(is_place).collect();
        let per_sentence = |are: &[bool]| -> Vec<Vec<u32>> {
            let of = |sentence: &Vec<u32>| {
                let words = sentence.iter().copied();
                words.filter(|word| are[*word as usize]).collect()
            };
            words.segments.iter().map(of).collect()
        };
        Values {
            of: values,
            words: per_sentence(&are_told),
            places: per_sentence(&are_places),
        }
    }
}

/// Without a lexicon nothing tells that two names are one: Wien and Vienna.
fn value(word: &Word<'_>, lexicon: Option<&Lexicon>) -> Option<Value> {
    match (word.kind, lexicon) {
        (Kind::Number, _) => Some(Value::Figure),
        (Kind::Mark, _) | (_, None) => None,
        (_, Some(lexicon)) if word.is(Group::Date, lexicon) => Some(Value::Date),
        (Kind::Name, Some(lexicon)) if is_name(word, lexicon) => Some(Value::Name),
        _ => None,
    }
}

/// Whether a word with a capital is a name: one that the lexicon knows as such, or does not know.
/// The words of longer names (Republic, House) are none by themselves.
fn is_name(word: &Word<'_>, lexicon: &Lexicon) -> bool {
    const SHORTEST: usize = 3;
    let is_name = |entry: u32| lexicon.group(entry).is_name();
    let mut senses = word.senses.iter();
    match word.senses {
        [] => SHORTEST <= word.letters,
        _ => {
            senses.clone().all(|sense| is_name(sense.entry))
                || senses.any(|sense| is_name(sense.entry) && sense.share == 1.0)
        }
    }
}

/// Whether a word that the lexicon does not have is no form of another one there: its own stems are
/// as short as a search needs them, and do not know Елшісі by елші.
pub(crate) fn may_be_name(form: &str, language: Language, lexicon: &Lexicon) -> bool {
    // What is all capitals is an acronym, which translators translate.
    if form.chars().all(char::is_uppercase) {
        return false;
    }
    let form = lower(form);
    let is_other_word = |word: &str| {
        let senses = lexicon.senses_of_word(language, word);
        let mut groups = senses.iter().map(|sense| lexicon.group(sense.entry));
        !senses.is_empty() && !groups.any(Group::is_name)
    };
    let before_endings = || {
        let cuts = form.char_indices().skip(1);
        let mut stems = cuts.filter(|&(cut, _)| text::are_endings(&form[cut..]));
        stems.any(|(cut, _)| is_other_word(&form[..cut]))
    };
    !(is_other_word(&text::stem(&form, language)) || language.same_language(KK) && before_endings())
}

fn is_a_sentence_each(sides: &[Range<usize>; 2]) -> bool {
    sides.iter().all(|side| side.len() == 1)
}

/// Two versions.
struct Both<'a> {
    texts: [&'a Text<'a>; 2],
    values: [&'a Values; 2],
    /// Of every sentence.
    excluding: [&'a [Excluding<'a>]; 2],
    links: &'a WordLinks,
    lexicon: Option<&'a Lexicon>,
}

impl Both<'_> {
    /// What the versions say otherwise; of every bead the most clashes of any two versions.
    fn compared(
        &self,
        beads: impl Iterator<Item = [Range<usize>; 2]>,
        most: &mut [Found],
    ) -> Compared {
        let mut compared = Compared::default();
        // Of both sides together.
        let mut repeats = [0; 3];
        // What is said again says nothing new.
        let mut known = self.values.map(|values| vec![false; values.of.len()]);
        let mut new =
            |side: usize, word: u32| !std::mem::replace(&mut known[side][word as usize], true);
        let mut tell = |sides: &[Range<usize>; 2], told: &[Value]| {
            let mut found = [0; 3];
            for (kind, value) in VALUES.into_iter().enumerate() {
                if !told.contains(&value) {
                    continue;
                }
                let [one, other] = [0, 1].map(|side| self.words_of(side, sides, value));
                for (side, words) in [&one, &other].into_iter().enumerate() {
                    let repeated = words
                        .iter()
                        .filter(|&&word| self.is_answered(side, word, sides));
                    repeats[kind] += repeated.filter(|&&word| new(side, word)).count();
                }
                let clashes = self.clashes(value, [one, other], sides);
                found[kind] = clashes.len() as i32;
                for clash in clashes.into_iter().take(MOST_OF_BEAD) {
                    if new(0, clash[0]) & new(1, clash[1]) {
                        compared.clashes[kind] += 1;
                        let example = || [0, 1].map(|side| self.quote(side, clash[side], sides));
                        compared.example.get_or_insert_with(example);
                    }
                }
            }
            found
        };
        // What each says alone in one place: a sentence may be kept apart from its likeness by nothing
        // but its names. Figures there tell nothing, nor does what is longer: it may be what one left
        // out here, and the other there.
        let mut alone: Option<[Range<usize>; 2]> = None;
        for (sides, most) in beads.zip(most) {
            if sides.iter().any(Range::is_empty) {
                let alone = alone.get_or_insert_with(|| sides.clone());
                for (alone, side) in alone.iter_mut().zip(sides) {
                    alone.end = side.end;
                }
                continue;
            }
            if let Some(alone) = alone.take().filter(is_a_sentence_each) {
                tell(&alone, &[Value::Name]);
            }
            for (most, clashes) in most.clashes.iter_mut().zip(tell(&sides, &VALUES)) {
                *most = clashes.max(*most);
            }
            most.others |= self.have_other_places(&sides) || self.have_other_persons(&sides);
            most.opposed |= self.exclude(&sides);
            most.denied |= self.deny(&sides);
        }
        if let Some(alone) = alone.filter(is_a_sentence_each) {
            tell(&alone, &[Value::Name]);
        }
        compared.repeated = repeats.map(|both| both.div_ceil(2));
        compared
    }

    /// The values of a kind on one side of a bead.
    fn words_of(&self, side: usize, sides: &[Range<usize>; 2], value: Value) -> Vec<u32> {
        let Values { of, words, .. } = self.values[side];
        let words = words[sides[side].clone()].iter().flatten().copied();
        let of_kind = words.filter(|&word| of[word as usize] == Some(value));
        let mut found: Vec<u32> = of_kind.collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn words(&self, side: usize, sides: &[Range<usize>; 2]) -> impl Iterator<Item = u32> {
        let sentences = &self.texts[side].words.segments[sides[side].clone()];
        sentences.iter().flatten().copied()
    }

    /// What may translate a value: no name is a word without a capital that only sounds a little
    /// like it.
    fn links(&self, side: usize, word: u32) -> impl Iterator<Item = u32> {
        let links = match side {
            0 => self.links.forth.get(word as usize),
            _ => self.links.back.get(word as usize),
        };
        let links = links.iter().filter(move |&&(to, strength)| {
            STRONG <= strength || self.word(1 - side, to).kind == Kind::Name
        });
        links.map(|link| link.0)
    }

    /// Whether the other side of the bead has what may translate the word.
    fn is_answered(&self, side: usize, word: u32, sides: &[Range<usize>; 2]) -> bool {
        self.links(side, word)
            .any(|to| self.stands(1 - side, to, sides))
    }

    fn stands(&self, side: usize, word: u32, sides: &[Range<usize>; 2]) -> bool {
        let there = &self.texts[side].words.segments[sides[side].clone()];
        there.iter().any(|words| words.binary_search(&word).is_ok())
    }

    /// Whether the other version has nothing that may translate the word.
    fn is_nowhere(&self, side: usize, word: u32) -> bool {
        self.links(side, word).next().is_none()
    }

    /// The values of a kind on the two sides of a bead that clash, two by two.
    fn clashes(
        &self,
        value: Value,
        mut open: [Vec<u32>; 2],
        sides: &[Range<usize>; 2],
    ) -> Vec<[u32; 2]> {
        let distinct = [open[0].len(), open[1].len()];
        for (side, open) in open.iter_mut().enumerate() {
            open.retain(|&word| match value {
                Value::Figure | Value::Date => !self.is_answered(side, word, sides),
                Value::Name => self.is_nowhere(side, word),
            });
        }
        for side in [0, 1] {
            let may_repeat = value == Value::Figure && distinct[side] < distinct[1 - side];
            if may_repeat && open[side].is_empty() && !open[1 - side].is_empty() {
                open[side] = self.repeated(side, sides);
            }
        }
        if open.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        match value {
            Value::Figure => self.without_excused(&mut open, sides),
            Value::Name => self.without_known(&mut open, sides),
            Value::Date => self.without_ambiguous(&mut open, sides),
        }
        let [one, other] = open;
        one.into_iter().zip(other).map(|(x, y)| [x, y]).collect()
    }

    /// Leaves out words that may be no dates here (may, march, среди): in English what has no capital,
    /// in each what means something else too and stands beside no figure.
    fn without_ambiguous(&self, open: &mut [Vec<u32>; 2], sides: &[Range<usize>; 2]) {
        let Some(lexicon) = self.lexicon else { return };
        for (side, open) in open.iter_mut().enumerate() {
            let text = self.texts[side];
            let means_dates = |word: u32| {
                let mut senses = self.word(side, word).senses.iter();
                senses.all(|sense| lexicon.group(sense.entry) == Group::Date)
            };
            let mut dates: Vec<u32> = Vec::new();
            for sentence in self.sentences(side, sides) {
                let mut before = None;
                for &Token {
                    word,
                    kind,
                    ref form,
                    ..
                } in sentence
                {
                    let is_written = !text.words.language.same_language(EN)
                        || form.starts_with(char::is_uppercase);
                    match (before, kind) {
                        (Some((date, _)), Kind::Number) => dates.push(date),
                        (Some((_, Kind::Number)), _) if is_written => dates.push(word),
                        _ if is_written && means_dates(word) => dates.push(word),
                        _ => {}
                    }
                    before = is_written.then_some((word, kind));
                }
            }
            open.retain(|word| dates.contains(word));
        }
    }

    /// Leaves out words with a capital that are no names, and names that sound alike as they are
    /// written here; those that the lexicon knows come first.
    fn without_known(&self, open: &mut [Vec<u32>; 2], sides: &[Range<usize>; 2]) {
        let is_known = |side: usize, word: u32| !self.word(side, word).senses.is_empty();
        let forms = [0, 1].map(|side| self.forms(side, sides));
        for side in [0, 1] {
            let language = self.texts[side].words.language;
            open[side].retain(|word| {
                let token = forms[side][word];
                let may_be_name = |lexicon| may_be_name(&token.form, language, lexicon);
                token.kind == Kind::Name
                    && (is_known(side, *word) || self.lexicon.is_some_and(may_be_name))
            });
            open[side].sort_by_key(|&word| !is_known(side, word));
        }
        let sounds = [0, 1].map(|side| -> Vec<(u32, Vec<Vec<u8>>)> {
            let words = open[side].iter();
            words
                .map(|word| (*word, readings(forms[side][word].lower())))
                .collect()
        });
        for side in [0, 1] {
            open[side].truncate(MOST_COMPARED);
            let mut own = sounds[side].iter();
            open[side].retain(|&word| {
                let (_, own) = own.next().expect("the sounds of every word");
                !sounds[1 - side].iter().any(|(other, sounds)| {
                    let both_known = is_known(side, word) && is_known(1 - side, *other);
                    !both_known && may_be_one(own, sounds)
                })
            });
        }
    }

    fn word(&self, side: usize, word: u32) -> &Word<'_> {
        &self.texts[side].words.vocabulary[word as usize]
    }

    /// The sentences of one side of a bead, token by token.
    fn sentences(&self, side: usize, sides: &[Range<usize>; 2]) -> &[Vec<Token<'_>>] {
        &self.texts[side].words.tokens[sides[side].clone()]
    }

    /// The words of one side of a bead as they are written there, where they may be names if they
    /// may be anywhere there.
    fn forms(&self, side: usize, sides: &[Range<usize>; 2]) -> FxHashMap<u32, &Token<'_>> {
        let mut forms: FxHashMap<u32, &Token<'_>> = FxHashMap::default();
        for token in self.sentences(side, sides).iter().flatten() {
            let form = forms.entry(token.word).or_insert(token);
            if token.kind == Kind::Name && form.kind != Kind::Name {
                *form = token;
            }
        }
        forms
    }

    fn quote(&self, side: usize, word: u32, sides: &[Range<usize>; 2]) -> Quote {
        let text = self.texts[side];
        let has = |sentence: &usize| text.words.segments[*sentence].binary_search(&word).is_ok();
        let sentence = sides[side].clone().find(has).expect("it stands there");
        Quote {
            language: text.version.language,
            segment: text.sentences.segment[sentence] + 1,
            text: self.forms(side, sides)[&word].form.to_string(),
        }
    }
}
