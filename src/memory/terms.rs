//! The curated list of terms.

#[cfg(feature = "exchange")]
use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use super::Memory;
use crate::error::{Error, Result};
#[cfg(feature = "exchange")]
use crate::exchange::Table;
use crate::lang::Language;
use crate::phrases::{self, Term};
use crate::release::Rejected;

/// What an import of terms did. Counts are of directed pairs: a row of three languages has six.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct TermReport {
    /// Rows that were read.
    pub rows: usize,
    /// Pairs that the list did not have.
    pub new: usize,
    /// Pairs that it had.
    pub known: usize,
    /// What could not be used, each with place and reason.
    pub rejected: Vec<Rejected>,
}

/// What a table of terms says of the translations in its rows.
///
/// # Example
/// ```
/// use tolmach::{Memory, TermStatus, exchange::Table};
/// # let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("never.tsv");
/// std::fs::write(&path, "en\tkk\nnight train\tтүнгі автобус\n").unwrap();
/// let mut memory = Memory::in_memory()?;
/// let report = memory.import_terms(Table::open(&path)?, TermStatus::Forbidden)?;
/// assert_eq!(report.new, 1);
/// # Ok::<(), tolmach::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TermStatus {
    /// This is what a term is called, in each direction.
    #[default]
    Preferred,
    /// This is what the term in the first column must not be called in the others.
    Forbidden,
}

impl Memory {
    /// Adds terms to the curated list; how many it did not have yet as they are now. Terms win over
    /// what is mined, and are found from either language; only a forbidden one forbids nothing the other
    /// way round. Of a pair that is said both to be right and to be forbidden, the last word stands.
    ///
    /// # Errors
    /// [Bad input](Error::is_bad_input) if a term has no words or a mark inside that no phrase
    /// reaches across, or both its languages are one; or the file cannot be written.
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, KK, Memory, phrases::Term};
    /// let mut memory = Memory::in_memory()?;
    /// memory.add_terms(&[Term::new(EN, "night train", KK, "түнгі пойыз")])?;
    /// let phrases = memory.phrases(KK, &[EN])?;
    /// let hits = phrases.find("түнгі пойызбен");
    /// assert_eq!(hits[0].phrase.translations(EN)[0].citation, "night train");
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn add_terms(&mut self, terms: &[Term]) -> Result<usize> {
        for term in terms {
            if term.language.same_language(term.target_language) {
                let message = format!(
                    "“{}” and “{}” are both in {}; a term is called in another language, give that",
                    shown(&term.text),
                    shown(&term.target),
                    term.language
                );
                return Err(Error::input(message));
            }
            term_key(&term.text, term.language)?;
            term_key(&term.target, term.target_language)?;
        }
        self.reader.store.add_terms(terms)
    }

    /// Removes a term, written as [`terms`](Memory::terms) tells it, and the same the other way round, but for
    /// what is forbidden; whether it was there.
    ///
    /// # Errors
    /// If the file cannot be written.
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, KK, Memory, phrases::Term};
    /// let mut memory = Memory::in_memory()?;
    /// memory.add_terms(&[Term::new(EN, "night train", KK, "түнгі пойыз")])?;
    /// let term = memory.terms()?.remove(0);
    /// assert!(memory.remove_term(&term)?);
    /// assert!(memory.terms()?.is_empty());
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn remove_term(&mut self, term: &Term) -> Result<bool> {
        self.reader.store.remove_term(term)
    }

    /// The curated list, in the order in which it was made.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn terms(&self) -> Result<Vec<Term>> {
        self.store().terms()
    }

    /// Adds the rows of a table to the curated list: each says what a term is called in its
    /// languages, or what it must not be called, by `status`.
    ///
    /// A row that cannot be used is listed with its line, and the rest goes on: one that cannot be
    /// read, has fewer than two languages, is no term, or contradicts an earlier row or the list:
    /// it names another target, or forbids what is right, or the reverse. What was first stands.
    ///
    /// # Errors
    /// If the file cannot be read or written.
    #[cfg(feature = "exchange")]
    pub fn import_terms(&mut self, mut table: Table, status: TermStatus) -> Result<TermReport> {
        let forbidden = status == TermStatus::Forbidden;
        let mut report = TermReport::default();
        let mut standing = Standing::default();
        for term in self.terms()? {
            standing.add(&term);
        }
        let mut terms: Vec<Term> = Vec::new();
        while let Some(row) = table.next() {
            report.rows += 1;
            let checked = row.and_then(|row| {
                let checked = standing.check(&row.variants, forbidden);
                checked.map_err(|e| e.in_file(table.path()).at_line(table.line()))
            });
            match checked {
                Ok(row) => {
                    row.iter().for_each(|term| standing.add(term));
                    terms.extend(row);
                }
                Err(error) => report.rejected.push(error.into()),
            }
        }
        report.new = self.reader.store.add_terms(&terms)?;
        report.known = terms.len() - report.new;
        Ok(report)
    }
}

/// The terms from one language to another: those that are said so, then those that are said the other way
/// round, unless the same pair is said so, too.
pub(super) fn between(terms: Vec<Term>, from: Language, to: Language) -> Vec<Term> {
    let is_of = |term: &Term, from: Language, to: Language| {
        term.language.same_language(from) && term.target_language.same_language(to)
    };
    let keys = |term: &Term| {
        let key = phrases::key;
        (key(&term.text, from), key(&term.target, to))
    };
    let (mut list, others): (Vec<Term>, Vec<Term>) =
        terms.into_iter().partition(|term| is_of(term, from, to));
    let said: FxHashSet<_> = list.iter().map(keys).collect();
    let turned = others
        .into_iter()
        .filter(|term| !term.is_forbidden && is_of(term, to, from))
        .map(|term| Term::new(from, term.target, to, term.text));
    list.extend(turned.filter(|term| !said.contains(&keys(term))));
    list
}

/// What is said so far.
#[cfg(feature = "exchange")]
#[derive(Default)]
struct Standing {
    /// The target's key by language, key and target language.
    names: FxHashMap<(Language, String, Language), String>,
    /// Whether a pair of keys is forbidden.
    pairs: FxHashMap<(Language, String, Language, String), bool>,
}

#[cfg(feature = "exchange")]
impl Standing {
    fn add(&mut self, term: &Term) {
        let (Ok(key), Ok(target)) = (
            term_key(&term.text, term.language),
            term_key(&term.target, term.target_language),
        ) else {
            return;
        };
        let name = (term.language, key, term.target_language);
        if !term.is_forbidden {
            let names = self.names.entry(name.clone());
            names.or_insert_with(|| target.clone());
        }
        let pair = (name.0, name.1, name.2, target);
        self.pairs.insert(pair, term.is_forbidden);
    }

    /// The directed pairs of a row.
    fn check(&self, row: &[crate::unit::Variant], forbidden: bool) -> Result<Vec<Term>> {
        if let [] | [_] = row {
            let text = row.first().map_or("", |v| &v.text);
            let message = format!(
                "“{}” has no other language beside it; fill its cells",
                shown(text)
            );
            return Err(Error::input(message));
        }
        let keys: Result<Vec<String>> = row.iter().map(|v| term_key(&v.text, v.language)).collect();
        let keys = keys?;
        let mut terms = Vec::new();
        for (i, from) in row.iter().enumerate() {
            for (j, to) in row.iter().enumerate().filter(|&(j, _)| j != i) {
                // What is forbidden is forbidden as a translation of the first column alone.
                if forbidden && i != 0 {
                    continue;
                }
                let name = (from.language, keys[i].clone(), to.language);
                if let Some(other) = self.names.get(&name)
                    && *other != keys[j]
                    && !forbidden
                {
                    let message = format!(
                        "“{}” was named otherwise in {} by an earlier row or the list; keep one of the two",
                        shown(&from.text),
                        to.language
                    );
                    return Err(Error::input(message).at_item(shown(&to.text)));
                }
                let pair = (name.0, name.1, name.2, keys[j].clone());
                if self
                    .pairs
                    .get(&pair)
                    .is_some_and(|&other| other != forbidden)
                {
                    let message = format!(
                        "“{}” is {} as a translation of “{}”; remove that term first",
                        shown(&to.text),
                        if forbidden {
                            "in the list"
                        } else {
                            "forbidden"
                        },
                        shown(&from.text)
                    );
                    return Err(Error::input(message).at_item(shown(&to.text)));
                }
                let term = Term::new(from.language, &from.text, to.language, &to.text);
                terms.push(if forbidden { term.forbidden() } else { term });
            }
        }
        Ok(terms)
    }
}

fn term_key(text: &str, language: Language) -> Result<String> {
    phrases::key(text, language).ok_or_else(|| {
        let message = format!(
            "“{}” is no term: give words without punctuation or figures between them",
            shown(text)
        );
        Error::input(message)
    })
}

fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}
