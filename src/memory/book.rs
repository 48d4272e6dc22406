//! A memory's phrases put together: what was mined, terms, and names that stand side by side.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Memory;
use super::terms::between;
use crate::error::Result;
use crate::lang::Language;
use crate::phrases::{self, Finder, MinedAcronym, Origin, Phrase, PhraseBook, Term, Translation};
use crate::store::Store;

impl Memory {
    /// The phrases with their translations, as of a day if one is told.
    pub(super) fn book(
        &self,
        from: Language,
        to: &[Language],
        day: Option<&str>,
    ) -> Result<PhraseBook> {
        let store = self.store();
        let (content, mined_from) = store.phrase_state()?;
        let mut draft = Draft::mined(store, from, to, day)?;
        let terms = store.terms()?;
        for &language in to {
            for term in between(terms.clone(), from, language) {
                draft.add_term(term);
            }
        }
        let acronyms = store.acronyms()?;
        // When a text told them is not kept.
        if day.is_none() {
            for &language in to {
                for (source, target) in named_together(&acronyms, from, language) {
                    draft.add_names(source, target, language);
                }
            }
        }
        draft.list.iter_mut().for_each(settle);
        draft.tell_other_names(from, &OtherNames::of(&acronyms));
        let (phrases, finder) = draft.in_order(from, to);
        Ok(PhraseBook {
            phrases,
            finder,
            is_stale: mined_from.unwrap_or(0) != content,
        })
    }
}

/// Phrases as they are put together.
#[derive(Default)]
struct Draft {
    list: Vec<Phrase>,
    /// The stems of each.
    keys: Vec<String>,
    by_key: FxHashMap<String, usize>,
}

impl Draft {
    /// What was mined.
    fn mined(store: &Store, from: Language, to: &[Language], day: Option<&str>) -> Result<Self> {
        let mut draft = Draft::default();
        let mut by_id: FxHashMap<i64, usize> = FxHashMap::default();
        for row in store.phrases(from)? {
            by_id.insert(row.id, draft.list.len());
            draft.keys.push(row.stems);
            draft.list.push(Phrase {
                count: row.units,
                releases: row.releases,
                first: row.first,
                last: row.last,
                ..Phrase::new(row.text, row.wholeness)
            });
        }
        for (id, text, count) in store.phrase_forms(from)? {
            if let Some(&phrase) = by_id.get(&id) {
                draft.list[phrase].forms.push((text, count));
            }
        }
        for &language in to {
            draft.add_mined(store, [from, language], day, &by_id)?;
        }
        draft.by_key = draft.keys.iter().cloned().zip(0..).collect();
        Ok(draft)
    }

    /// Adds the translations into a language that were mined, with their uses up to a day if one is told.
    fn add_mined(
        &mut self,
        store: &Store,
        [from, language]: [Language; 2],
        day: Option<&str>,
        by_id: &FxHashMap<i64, usize>,
    ) -> Result<()> {
        let forms = forms_by_phrase(store.phrase_forms(language)?);
        let mut places: FxHashMap<i64, (usize, usize)> = FxHashMap::default();
        for row in store.phrase_translations(from, language)? {
            let Some(&phrase) = by_id.get(&row.source) else {
                continue;
            };
            let lists = &mut self.list[phrase].translations;
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
                && let Some((_, translations)) = self.list[phrase].translations.last_mut()
            {
                let all = &mut translations[at].count;
                *all = all.saturating_add(count);
                translations[at].uses.push((used, count));
            }
        }
        Ok(())
    }

    /// The phrase with these stems, made if there is none.
    fn phrase(&mut self, key: String, make: impl FnOnce() -> Phrase) -> &mut Phrase {
        let at = *self.by_key.entry(key).or_insert_with_key(|key| {
            self.keys.push(key.clone());
            self.list.push(make());
            self.list.len() - 1
        });
        &mut self.list[at]
    }

    /// The curated translation before the mined ones; a forbidden one is marked, or told.
    fn add_term(&mut self, term: Term) {
        let (Some(key), Some(target)) = (
            phrases::key(&term.text, term.language),
            phrases::key(&term.target, term.target_language),
        ) else {
            return;
        };
        let phrase = self.phrase(key, || Phrase::new(term.text.clone(), 1.0));
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

    /// Adds the short and the full names as translations of each other, where mining has none.
    fn add_names(&mut self, source: &MinedAcronym, target: &MinedAcronym, to: Language) {
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
            let phrase = self.phrase(key, || Phrase {
                count: a.count,
                releases: 1,
                ..Phrase::new(text.clone(), NAMED_TOGETHER)
            });
            let translations = phrase.translations_mut(to);
            if translations.is_empty() {
                let mut translation = Translation::new(to, name.clone(), stems, Origin::Mined);
                translation.count = a.count;
                translation.confidence = NAMED_TOGETHER;
                translations.push(translation);
            }
        }
    }

    fn tell_other_names(&mut self, from: Language, names: &OtherNames) {
        for (phrase, key) in self.list.iter_mut().zip(&self.keys) {
            phrase.other_name = names.get(from, key);
            for (language, translations) in &mut phrase.translations {
                for translation in translations {
                    translation.other_name = names.get(*language, &translation.stems);
                }
            }
        }
    }

    /// The phrases that have a translation, the surest first, and what finds them.
    fn in_order(self, from: Language, to: &[Language]) -> (Vec<Phrase>, Finder) {
        let Draft { mut list, keys, .. } = self;
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
        let phrases = order.iter().filter_map(|&i| taken[i].take());
        (phrases.collect(), finder)
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
