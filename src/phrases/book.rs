//! A phrase book: the phrases of one language with their translations into others, to list and to
//! find in texts.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::Use;
use super::find::Finder;
use super::inflect::is_form_of;
use super::written::{FormKind, counted};
use crate::lang::Language;

/// The phrases of one language, as of some day, with their translations.
///
/// Mined phrases are as fresh as the last mining: [`is_stale`](PhraseBook::is_stale) says whether
/// units came or went since, or nothing was mined yet. `Send` and `Sync`.
#[derive(Debug)]
pub struct PhraseBook {
    pub(crate) phrases: Vec<Phrase>,
    pub(crate) finder: Finder,
    pub(crate) is_stale: bool,
}

/// A stock phrase.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Phrase {
    /// Its citation form.
    #[serde(rename = "phrase")]
    pub text: String,
    /// In how many units it stands; 0 for a term that only the curated list has.
    pub count: u32,
    /// In how many releases; each row of a table counts as one.
    pub releases: u32,
    /// Date of the oldest dated release, `YYYY-MM-DD`.
    pub first: Option<String>,
    /// Date of the newest.
    pub last: Option<String>,
    /// Its written forms with their counts, the commonest first.
    pub forms: Vec<(String, u32)>,
    /// The full name of an acronym, or the acronym of a full name, where the texts tell both.
    pub other_name: Option<String>,
    /// How sure it is that this is a phrase and that its first translation is right, 0 to 1.
    #[serde(serialize_with = "hundredths")]
    pub confidence: f32,
    /// A list for each language that was asked for.
    #[serde(serialize_with = "by_language")]
    pub(crate) translations: Vec<(Language, Vec<Translation>)>,
}

/// A translation of a phrase.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Translation {
    /// Its citation form.
    #[serde(rename = "text")]
    pub citation: String,
    /// How often it stands for the phrase.
    pub count: u32,
    /// How sure it is, 0 to 1.
    #[serde(serialize_with = "hundredths")]
    pub confidence: f32,
    /// Where it comes from.
    pub origin: Origin,
    /// Since when it has been the usual one, if another was before.
    pub preferred_since: Option<String>,
    /// The full name of an acronym, or the acronym of a full name, where the texts tell both.
    pub other_name: Option<String>,
    #[serde(skip)]
    pub(crate) uses: Vec<(Use, u32)>,
    #[serde(skip)]
    pub(crate) stems: String,
    #[serde(skip)]
    pub(crate) language: Language,
    /// All its written forms with their counts, also where it stands for nothing; shared by the
    /// phrases that it translates.
    #[serde(skip)]
    pub(crate) attested: Arc<[(String, u32)]>,
}

/// Where a translation comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Origin {
    /// From the releases.
    Mined,
    /// From the curated list.
    Curated,
    /// The curated list forbids it.
    Forbidden,
}

/// A term of the curated list: what a phrase is to be called in another language, or must not be.
///
/// # Example
/// ```
/// use tolmach::{EN, KK, Memory, phrases::Term};
/// let mut memory = Memory::in_memory()?;
/// memory.add_terms(&[
///     Term::new(EN, "Head of State", KK, "Мемлекет басшысы"),
///     Term::new(EN, "Head of State", KK, "Ел басшысы").forbidden(),
/// ])?;
/// let phrases = memory.phrases(EN, &[KK])?;
/// let told = phrases.phrases()[0].translations(KK);
/// assert_eq!(told[0].citation, "Мемлекет басшысы");
/// assert_eq!(told[1].origin, tolmach::phrases::Origin::Forbidden);
/// # Ok::<(), tolmach::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub(crate) language: Language,
    pub(crate) text: String,
    pub(crate) target_language: Language,
    pub(crate) target: String,
    pub(crate) is_forbidden: bool,
}

impl Term {
    /// A term and what it is to be called.
    pub fn new(
        language: Language,
        text: impl Into<String>,
        to: Language,
        target: impl Into<String>,
    ) -> Self {
        Term {
            language,
            text: text.into(),
            target_language: to,
            target: target.into(),
            is_forbidden: false,
        }
    }

    /// The same, but what it must not be called.
    pub fn forbidden(mut self) -> Self {
        self.is_forbidden = true;
        self
    }

    /// The term's language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The term.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The language of what it is called.
    pub fn target_language(&self) -> Language {
        self.target_language
    }

    /// What it is to be called, or must not be.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// Whether it must not be called so.
    pub fn is_forbidden(&self) -> bool {
        self.is_forbidden
    }
}

/// A phrase found in a text.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Hit<'b> {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What is written there.
    pub text: String,
    /// The phrase.
    pub phrase: &'b Phrase,
    /// The bytes of a word among the phrase's words that the phrase does not have: Head of our State.
    pub gap: Option<Range<usize>>,
    /// It lies wholly inside another hit.
    pub is_nested: bool,
    /// Another hit stands for its words, a longer one that it lies inside or one that it crosses, or
    /// they seem to belong to another name: Head of the State Agency.
    pub is_overlapped: bool,
    pub(crate) is_opening: bool,
    pub(crate) context: String,
    pub(crate) language: Language,
}

impl Phrase {
    /// A phrase of which nothing else is known.
    pub(crate) fn new(text: String, confidence: f32) -> Self {
        Phrase {
            text,
            count: 0,
            releases: 0,
            first: None,
            last: None,
            forms: Vec::new(),
            other_name: None,
            confidence,
            translations: Vec::new(),
        }
    }

    /// The list of its translations into a language, made if there is none.
    pub(crate) fn translations_mut(&mut self, to: Language) -> &mut Vec<Translation> {
        let lists = &mut self.translations;
        let known = lists.iter().position(|(l, _)| l.same_language(to));
        let at = known.unwrap_or_else(|| {
            lists.push((to, Vec::new()));
            lists.len() - 1
        });
        &mut lists[at].1
    }

    /// Its translations into a language, the best first.
    pub fn translations(&self, to: Language) -> &[Translation] {
        let found = self.translations.iter().find(|(l, _)| l.same_language(to));
        found.map_or(&[], |(_, list)| list)
    }
}

impl Translation {
    /// A sure translation of which nothing else is known; `stems` as the [`key`](super::key) of it.
    pub(crate) fn new(language: Language, citation: String, stems: String, origin: Origin) -> Self {
        Translation {
            language,
            attested: Arc::default(),
            citation,
            count: 0,
            confidence: 1.0,
            origin,
            preferred_since: None,
            other_name: None,
            uses: Vec::new(),
            stems,
        }
    }

    /// The written forms of the translation with their counts, the commonest first.
    pub fn forms(&self) -> Vec<(&str, u32)> {
        counted(self.uses.iter().map(|(used, n)| (used.form.as_str(), *n)))
    }
}

impl PhraseBook {
    /// All phrases, the surest first.
    pub fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }

    /// Whether units came or went since the phrases were mined, or there are units and nothing was
    /// mined yet; [`Memory::mine_phrases`](crate::Memory::mine_phrases) brings the phrases up to date.
    pub fn is_stale(&self) -> bool {
        self.is_stale
    }

    /// The phrases of a text, in order, in any inflected form. Of two that cross, the one stands that
    /// has more words, each counted by how sure the phrase is. Those that lie wholly inside one that
    /// stands are told too, as overlapped, and those that share but a word with what they cross, or cross only
    /// what is not much surer. An English phrase with "of" is found without it, too: Minister of Energy,
    /// Energy Minister.
    ///
    /// A phrase of three words or more may have one word among them that says whose or of what kind
    /// the thing is; it gives way to any phrase without a gap.
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, KK, Memory, phrases::Term};
    /// let mut memory = Memory::in_memory()?;
    /// memory.add_terms(&[Term::new(EN, "Head of State", KK, "Мемлекет басшысы")])?;
    /// let phrases = memory.phrases(EN, &[KK])?;
    /// let text = "The Heads of our States met.";
    /// let hits = phrases.find(text);
    /// assert_eq!(hits[0].text, "Heads of our States");
    /// assert_eq!(hits[0].gap.as_ref().map(|gap| &text[gap.clone()]), Some("our"));
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn find(&self, text: &str) -> Vec<Hit<'_>> {
        let sureness = |phrase: usize| self.phrases[phrase].confidence;
        let language = self.finder.language();
        let is_form = |phrase: usize, form: &str| {
            let phrase = &self.phrases[phrase];
            is_form_of(form, &phrase.text, language)
                || phrase
                    .forms
                    .iter()
                    .any(|(known, _)| known.to_lowercase() == form.to_lowercase())
        };
        let spans = self.finder.find(text, &sureness, &is_form);
        // A hit that begins no later and ends no sooner comes first.
        let mut reach = 0;
        let hits = spans.into_iter().map(|span| {
            let is_nested = span.range.end <= reach;
            reach = reach.max(span.range.end);
            Hit {
                text: text[span.range.clone()].to_owned(),
                range: span.range,
                phrase: &self.phrases[span.phrase],
                gap: span.gap,
                is_nested,
                is_overlapped: span.is_overlapped,
                is_opening: span.is_opening,
                context: span.context,
                language: self.finder.language(),
            }
        });
        hits.collect()
    }
}

/// The phrase's translations in the form that they have here, [`form_for`](Translation::form_for);
/// `count` is that of the translation in all its forms, so a form that was built has it, too.
impl Serialize for Hit<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Told<'t> {
            text: Cow<'t, str>,
            form: FormKind,
            forms: Vec<(&'t str, u32)>,
            citation: &'t str,
            count: u32,
            #[serde(serialize_with = "hundredths")]
            confidence: f32,
            origin: Origin,
            preferred_since: &'t Option<String>,
            other_name: &'t Option<String>,
        }
        let told = self.phrase.translations.iter().map(|(language, list)| {
            let list = list.iter().map(|t| {
                let form = t.form_for(self);
                Told {
                    text: form.text,
                    form: form.kind,
                    forms: t.forms(),
                    citation: &t.citation,
                    count: t.count,
                    confidence: t.confidence,
                    origin: t.origin,
                    preferred_since: &t.preferred_since,
                    other_name: &t.other_name,
                }
            });
            (language, list.collect())
        });
        let told: BTreeMap<&Language, Vec<Told>> = told.collect();
        let mut fields = serializer.serialize_struct("Hit", 9)?;
        fields.serialize_field("start", &self.range.start)?;
        fields.serialize_field("end", &self.range.end)?;
        fields.serialize_field("text", &self.text)?;
        fields.serialize_field("phrase", &self.phrase.text)?;
        let gap = self.gap.as_ref().map(|gap| [gap.start, gap.end]);
        fields.serialize_field("gap", &gap)?;
        fields.serialize_field("nested", &self.is_nested)?;
        fields.serialize_field("overlapped", &self.is_overlapped)?;
        fields.serialize_field("other_name", &self.phrase.other_name)?;
        fields.serialize_field("translations", &told)?;
        fields.end()
    }
}

fn by_language<S: Serializer>(
    lists: &[(Language, Vec<Translation>)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(lists.iter().map(|(language, list)| (language, list)))
}

/// More digits promise what is not known.
fn hundredths<S: Serializer>(confidence: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((f64::from(*confidence) * 100.0).round() / 100.0)
}

/// Fewer uses than this, before or since, make no habit.
const HABIT: u64 = 3;

/// The day since when the first of these translations has been the usual one, if another was
/// before: the date that splits the dated uses best. At least four fifths of them have to be on
/// their side of it; otherwise the two are used side by side.
pub(crate) fn preferred_since(first: &Translation, others: &[&Translation]) -> Option<String> {
    let mut dated: Vec<(&str, bool, u64)> = Vec::new();
    for (translation, is_first) in
        std::iter::once((first, true)).chain(others.iter().map(|t| (*t, false)))
    {
        for (used, count) in &translation.uses {
            if let Some(date) = &used.date {
                dated.push((date, is_first, u64::from(*count)));
            }
        }
    }
    dated.sort_unstable();
    let all: u64 = dated.iter().map(|&(.., n)| n).sum();
    // Uses of the first from the split on, and of others before it.
    let mut first_since: u64 = dated.iter().filter(|d| d.1).map(|&(.., n)| n).sum();
    let mut others_before = 0;
    let (mut best, mut since) = (0, None);
    for (i, &(date, is_first, n)) in dated.iter().enumerate() {
        // A split stands before the first use of a day.
        let is_split = i == 0 || dated[i - 1].0 != date;
        let right = first_since + others_before;
        if is_split && HABIT <= first_since.min(others_before) && best < right {
            best = right;
            since = Some(date);
        }
        match is_first {
            true => first_since -= n,
            false => others_before += n,
        }
    }
    since.filter(|_| 4 * all <= 5 * best).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::EN;

    fn translation(dates: &[&str]) -> Translation {
        let mut translation = Translation::new(EN, String::new(), String::new(), Origin::Mined);
        translation.uses = dates
            .iter()
            .map(|date| {
                let used = Use {
                    date: Some((*date).to_owned()),
                    context: String::new(),
                    form: String::new(),
                };
                (used, 1)
            })
            .collect();
        translation
    }

    #[test]
    fn a_change_is_dated_and_a_mixture_is_none() {
        let since = |first: &[&str], other: &[&str]| {
            preferred_since(&translation(first), &[&translation(other)])
        };
        let (old, new) = (["2020", "2021", "2022"], ["2023", "2024", "2025"]);
        assert_eq!(since(&new, &old).as_deref(), Some("2023"));
        assert_eq!(since(&new, &[]), None, "there was no other");
        assert_eq!(since(&old, &new), None, "the other is the newer one");
        assert_eq!(since(&new, &["2022"]), None, "one use is no habit");
        let mixed = ["2020", "2021", "2022", "2023", "2024", "2025"];
        assert_eq!(since(&mixed, &mixed), None, "side by side");
        let late = ["2020", "2021", "2022", "2020", "2021", "2022", "2025"];
        assert_eq!(
            since(&new, &late).as_deref(),
            Some("2023"),
            "one slip is no return"
        );
    }
}
