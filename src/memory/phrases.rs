//! Phrases of the memory: mined, listed, found.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Memory;
use super::terms::between;
use crate::error::Result;
use crate::lang::Language;
use crate::phrases::{
    self, Acronym, Finder, MinedAcronym, Mining, Origin, Phrase, PhraseBook, Term, Translation,
};
use crate::text::check_day;

/// What a mining found.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct MiningReport {
    /// Units that were read.
    pub units: usize,
    /// Phrases by language.
    pub phrases: std::collections::BTreeMap<String, usize>,
    /// Translations of all phrases.
    pub translations: usize,
    /// Acronyms whose full names the texts tell.
    pub acronyms: usize,
}

impl Memory {
    /// Mines the memory's stock phrases, in all its languages, in place of those mined before.
    ///
    /// Reads all units: some seconds a million words. The order in which they were imported is of no
    /// consequence. The curated list is left as it is.
    ///
    /// # Errors
    /// If the file cannot be read or written.
    pub fn mine_phrases(&mut self, mining: Mining) -> Result<MiningReport> {
        let store = self.store();
        let (content, corpus) =
            store.in_snapshot(|| Ok((store.phrase_state()?.0, store.corpus()?)))?;
        let (mined, acronyms) = phrases::mine(&corpus, &mining, |a, b| self.words_of_now(a, b))?;
        self.reader
            .store
            .replace_phrases(&mined, &acronyms, content)?;
        let mut report = MiningReport {
            units: corpus.units.len(),
            acronyms: acronyms.len(),
            ..MiningReport::default()
        };
        for phrase in mined.iter().filter(|phrase| phrase.wholeness.is_some()) {
            let language = phrase.language.primary().to_owned();
            *report.phrases.entry(language).or_default() += 1;
            report.translations += phrase.links.len();
        }
        Ok(report)
    }

    /// The acronyms whose full names the texts told when the phrases were mined, by language, those
    /// told most often first.
    ///
    /// # Errors
    /// If the file cannot be read.
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, Entry, KK, Memory, phrases::Mining};
    /// let mut memory = Memory::in_memory()?;
    /// memory.import_entries("table", [Ok(Entry::new([
    ///     (EN, "A summit of the Shanghai Cooperation Organisation (SCO)"),
    ///     (KK, "Шанхай ынтымақтастық ұйымының (ШЫҰ) саммиті"),
    /// ]))])?;
    /// memory.mine_phrases(Mining::new())?;
    /// let sco = &memory.acronyms()?[0];
    /// assert_eq!((sco.short.as_str(), sco.full.as_str()), ("SCO", "Shanghai Cooperation Organisation"));
    /// assert_eq!(sco.counterparts, [(KK, "ШЫҰ".to_owned())]);
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn acronyms(&self) -> Result<Vec<Acronym>> {
        let mined = self.store().acronyms()?.into_iter();
        Ok(mined.map(|mined| mined.acronym).collect())
    }

    /// The phrases of a language with their translations into others, mined and curated.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn phrases(&self, from: Language, to: &[Language]) -> Result<PhraseBook> {
        self.phrases_as_of(from, to, None)
    }

    /// The same as of a day, `YYYY-MM-DD`: later uses of a translation do not count.
    ///
    /// # Errors
    /// [Bad input](crate::Error::is_bad_input) if it is no day; or the file cannot be read.
    pub fn phrases_as_of(
        &self,
        from: Language,
        to: &[Language],
        day: Option<&str>,
    ) -> Result<PhraseBook> {
        day.map_or(Ok(()), check_day)?;
        let repeated = |at: usize| to[..at].iter().any(|other| other.same_language(to[at]));
        let to: Vec<Language> = (0..to.len())
            .filter(|&at| !repeated(at))
            .map(|at| to[at])
            .collect();
        self.store().in_snapshot(|| self.book(from, &to, day))
    }

    /// The phrases with their translations, as of a day if one is told.
    fn book(&self, from: Language, to: &[Language], day: Option<&str>) -> Result<PhraseBook> {
        let store = self.store();
        let (content, mined_from) = store.phrase_state()?;
        let rows = store.phrases(from)?;
        let mut keys: Vec<String> = Vec::with_capacity(rows.len());
        let mut list: Vec<Phrase> = Vec::with_capacity(rows.len());
        let mut by_id: FxHashMap<i64, usize> = FxHashMap::default();
        for row in rows {
            by_id.insert(row.id, list.len());
            keys.push(row.stems);
            list.push(Phrase {
                count: row.units,
                releases: row.releases,
                first: row.first,
                last: row.last,
                ..Phrase::new(row.text, row.wholeness)
            });
        }
        for (id, text, count) in store.phrase_forms(from)? {
            if let Some(&phrase) = by_id.get(&id) {
                list[phrase].forms.push((text, count));
            }
        }
        for &language in to {
            let forms = forms_by_phrase(store.phrase_forms(language)?);
            let mut places: FxHashMap<i64, (usize, usize)> = FxHashMap::default();
            for row in store.phrase_translations(from, language)? {
                let Some(&phrase) = by_id.get(&row.source) else {
                    continue;
                };
                let lists = &mut list[phrase].translations;
                if lists.last().is_none_or(|(l, _)| *l != language) {
                    lists.push((language, Vec::new()));
                }
                if let Some((_, translations)) = lists.last_mut() {
                    places.insert(row.id, (phrase, translations.len()));
                    translations.push(Translation {
                        confidence: row.confidence,
                        attested: forms.get(&row.target).cloned().unwrap_or_default(),
                        ..Translation::new(language, row.text, row.stems, Origin::Mined)
                    });
                }
            }
            for (id, used, count) in store.phrase_uses(from, language)? {
                let is_later = day.is_some_and(|day| used.date.as_deref().is_some_and(|d| d > day));
                if let Some(&(phrase, at)) = places.get(&id)
                    && !is_later
                    && let Some((_, translations)) = list[phrase].translations.last_mut()
                {
                    let all = &mut translations[at].count;
                    *all = all.saturating_add(count);
                    translations[at].uses.push((used, count));
                }
            }
        }
        let mut by_key: FxHashMap<String, usize> = keys.iter().cloned().zip(0..).collect();
        let terms = store.terms()?;
        for &language in to {
            for term in between(terms.clone(), from, language) {
                add_term(&mut list, &mut keys, &mut by_key, term);
            }
        }
        let acronyms = store.acronyms()?;
        // When a text told them is not kept.
        if day.is_none() {
            for &language in to {
                for (source, target) in named_together(&acronyms, from, language) {
                    add_names(&mut list, &mut keys, &mut by_key, source, target, language);
                }
            }
        }
        for phrase in &mut list {
            settle(phrase);
        }
        let names = OtherNames::of(&acronyms);
        for (phrase, key) in list.iter_mut().zip(&keys) {
            phrase.other_name = names.get(from, key);
            for (language, translations) in &mut phrase.translations {
                for translation in translations {
                    translation.other_name = names.get(*language, &translation.stems);
                }
            }
        }
        let mut order: Vec<usize> = (0..list.len()).collect();
        order.retain(|&i| !list[i].translations.is_empty());
        for &language in to {
            for &i in &order {
                let _ = list[i].translations_mut(language);
            }
        }
        order.sort_by(|&a, &b| {
            let (a, b) = (&list[a], &list[b]);
            b.confidence
                .total_cmp(&a.confidence)
                .then(b.count.cmp(&a.count))
                .then(a.text.cmp(&b.text))
        });
        let finder = Finder::new(from, order.iter().map(|&i| keys[i].as_str()));
        let mut taken: Vec<Option<Phrase>> = list.into_iter().map(Some).collect();
        Ok(PhraseBook {
            phrases: order.iter().filter_map(|&i| taken[i].take()).collect(),
            finder,
            is_stale: mined_from.unwrap_or(0) != content,
        })
    }
}

/// The written forms of phrases, by phrase.
fn forms_by_phrase(rows: Vec<(i64, String, u32)>) -> FxHashMap<i64, Arc<[(String, u32)]>> {
    let mut forms: FxHashMap<i64, Vec<(String, u32)>> = FxHashMap::default();
    for (phrase, text, count) in rows {
        forms.entry(phrase).or_default().push((text, count));
    }
    let shared = forms
        .into_iter()
        .map(|(phrase, forms)| (phrase, forms.into()));
    shared.collect()
}

/// The curated translation before the mined ones; a forbidden one is marked, or told.
fn add_term(
    list: &mut Vec<Phrase>,
    keys: &mut Vec<String>,
    by_key: &mut FxHashMap<String, usize>,
    term: Term,
) {
    let (Some(key), Some(target)) = (
        phrases::key(&term.text, term.language),
        phrases::key(&term.target, term.target_language),
    ) else {
        return;
    };
    let at = *by_key.entry(key).or_insert_with_key(|key| {
        keys.push(key.clone());
        list.push(Phrase::new(term.text.clone(), 1.0));
        list.len() - 1
    });
    let phrase = &mut list[at];
    let origin = match term.is_forbidden {
        true => Origin::Forbidden,
        false => Origin::Curated,
    };
    if !term.is_forbidden {
        phrase.text = term.text;
        phrase.confidence = 1.0;
    }
    let translations = phrase.translations_mut(term.target_language);
    match translations.iter_mut().find(|t| t.stems == target) {
        Some(known) => {
            known.origin = origin;
            known.citation = term.target;
            known.confidence = 1.0;
        }
        None => translations.push(Translation::new(
            term.target_language,
            term.target,
            target,
            origin,
        )),
    }
}

/// Acronyms of two languages that a unit tells side by side.
fn named_together(
    acronyms: &[MinedAcronym],
    from: Language,
    to: Language,
) -> impl Iterator<Item = (&MinedAcronym, &MinedAcronym)> {
    let sources = acronyms
        .iter()
        .filter(move |source| source.acronym.language.same_language(from));
    sources.filter_map(move |source| {
        let mut counterparts = source.acronym.counterparts.iter();
        let (_, short) = counterparts.find(|(language, _)| language.same_language(to))?;
        let mut targets = acronyms.iter();
        let target = targets.find(|target| {
            target.acronym.language.same_language(to) && target.acronym.short == *short
        })?;
        Some((source, target))
    })
}

/// That two acronyms, and their full names, stand side by side as names of one thing.
const NAMED_TOGETHER: f32 = 0.8;

/// Adds the short and the full names as translations of each other, where mining has none.
fn add_names(
    list: &mut Vec<Phrase>,
    keys: &mut Vec<String>,
    by_key: &mut FxHashMap<String, usize>,
    source: &MinedAcronym,
    target: &MinedAcronym,
    to: Language,
) {
    let (a, b) = (&source.acronym, &target.acronym);
    let key = phrases::key;
    let short = (key(&a.short, a.language), key(&b.short, b.language));
    let full = (source.full_key.clone(), target.full_key.clone());
    for ((text, name), keyed) in [(&a.short, &b.short), (&a.full, &b.full)]
        .into_iter()
        .zip([short, full])
    {
        let (Some(key), Some(stems)) = keyed else {
            continue;
        };
        let at = *by_key.entry(key).or_insert_with_key(|key| {
            keys.push(key.clone());
            let mut phrase = Phrase::new(text.clone(), NAMED_TOGETHER);
            phrase.count = a.count;
            phrase.releases = 1;
            list.push(phrase);
            list.len() - 1
        });
        let translations = list[at].translations_mut(to);
        if translations.is_empty() {
            let mut translation = Translation::new(to, name.clone(), stems, Origin::Mined);
            translation.count = a.count;
            translation.confidence = NAMED_TOGETHER;
            translations.push(translation);
        }
    }
}

/// By language and stems, the full name of an acronym and the acronym of a full name.
struct OtherNames(FxHashMap<(String, String), String>);

impl OtherNames {
    /// The acronyms told most often come first, and stand.
    fn of(acronyms: &[MinedAcronym]) -> Self {
        let mut names = FxHashMap::default();
        for MinedAcronym { acronym, full_key } in acronyms {
            let short_key = phrases::key(&acronym.short, acronym.language);
            let both = [(&short_key, &acronym.full), (full_key, &acronym.short)];
            for (key, other) in both {
                if let Some(key) = key {
                    let key = (acronym.language.primary().to_owned(), key.clone());
                    names.entry(key).or_insert_with(|| other.clone());
                }
            }
        }
        OtherNames(names)
    }

    fn get(&self, language: Language, stems: &str) -> Option<String> {
        let key = (language.primary().to_owned(), stems.to_owned());
        self.0.get(&key).cloned()
    }
}

/// So many of a phrase's likeliest translations may be the usual one of today.
const RIVALS: usize = 3;

/// Orders a phrase's translations: curated, mined, forbidden; of the mined ones, those first that are
/// both sure and frequent; drops those that no use is left of.
fn settle(phrase: &mut Phrase) {
    for (_, translations) in &mut phrase.translations {
        translations.retain(|t| t.count > 0 || t.origin != Origin::Mined);
        let rank = |t: &Translation| match t.origin {
            Origin::Curated => 0,
            Origin::Mined => 1,
            Origin::Forbidden => 2,
        };
        // A rare wording can keep closer company with a phrase than the usual one, which
        // stands for others, too.
        let weight = |t: &Translation| match t.origin {
            Origin::Mined => t.confidence * (t.count as f32).sqrt(),
            _ => 0.0,
        };
        translations.sort_by(|a, b| rank(a).cmp(&rank(b)).then(weight(b).total_cmp(&weight(a))));
        // What has become the usual one stands before what was, however often that was written.
        let since = |at: usize| {
            let others = translations.iter().enumerate().filter(|&(i, _)| i != at);
            let others: Vec<&Translation> = others.map(|(_, t)| t).collect();
            phrases::preferred_since(&translations[at], &others)
        };
        let rivals =
            (0..translations.len()).take_while(|&at| at == 0 || rank(&translations[0]) == 1);
        let rivals = rivals
            .filter(|&at| translations[at].origin != Origin::Forbidden)
            .take(RIVALS);
        let usual = rivals
            .filter_map(|at| Some((since(at)?, at)))
            .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((day, at)) = usual {
            translations[at].preferred_since = Some(day);
            translations[..=at].rotate_right(1);
        }
    }
    phrase
        .translations
        .retain(|(_, translations)| !translations.is_empty());
    let best = phrase.translations.iter().flat_map(|(_, all)| {
        let first = &all[0];
        let alike = all.iter().filter(|t| t.origin == first.origin);
        alike.map(|t| t.confidence)
    });
    phrase.confidence *= best.fold(0.0, f32::max);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{EN, RU};
    use crate::phrases::Use;

    fn translation(citation: &str, dates: &[&str], origin: Origin) -> Translation {
        let mut translation =
            Translation::new(EN, citation.to_owned(), citation.to_owned(), origin);
        translation.count = dates.len() as u32;
        let used = |date: &&str| Use {
            date: Some((*date).to_owned()),
            context: String::new(),
            form: citation.to_owned(),
        };
        translation.uses = dates.iter().map(|date| (used(date), 1)).collect();
        translation
    }

    fn settled(translations: Vec<Translation>) -> Vec<(String, Option<String>)> {
        let mut phrase = Phrase::new("capital".to_owned(), 1.0);
        *phrase.translations_mut(RU) = translations;
        settle(&mut phrase);
        let settled = phrase.translations(RU).iter();
        settled
            .map(|t| (t.citation.clone(), t.preferred_since.clone()))
            .collect()
    }

    #[test]
    fn what_is_usual_now_stands_before_what_was_written_more_often() {
        let old = ["2019", "2020", "2020", "2020", "2021", "2021", "2022"];
        let old = || translation("Нур-Султан", &old, Origin::Mined);
        let new = |origin| translation("Астана", &["2023", "2024", "2025"], origin);
        let since = Some("2023".to_owned());
        let first = |translations| settled(translations).remove(0);
        let expected = ("Астана".to_owned(), since);
        assert_eq!(first(vec![old(), new(Origin::Mined)]), expected);
        assert_eq!(first(vec![new(Origin::Mined), old()]), expected);
        let forbidden = settled(vec![old(), new(Origin::Forbidden)]);
        assert_eq!(forbidden[0], ("Нур-Султан".to_owned(), None));
        let curated = translation("столица", &[], Origin::Curated);
        let curated = settled(vec![old(), new(Origin::Mined), curated]);
        assert_eq!(curated[0], ("столица".to_owned(), None));
    }
}
