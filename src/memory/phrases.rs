//! Phrases of the memory: mined, listed, found.

use super::Memory;
use crate::error::Result;
use crate::lang::Language;
use crate::phrases::{self, Acronym, Mining, PhraseBook};
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
}
