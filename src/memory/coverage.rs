//! Lookup of a whole text.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::Memory;
use super::pieces::{Piece, pieces};
use super::reader::Reader;
use crate::error::Result;
use crate::lang::Language;
use crate::lookup::{Coverage, Covered, Fragment, KnownPhrase, Match, Query};
use crate::phrases::{Origin, PhraseBook};
use crate::release::Document;
use crate::text::{Token, TokenKind, tokens};
use crate::unit::Variant;

/// How many segments may have been translated as one.
const JOINED: usize = 4;

/// How sure a translation must be: likelier right than wrong.
const LIKELY: f32 = 0.5;

impl Memory {
    /// What the memory has for a text, segment by segment: context matches by the segments' own
    /// neighbours, exact and fuzzy ones; where there is none of these, matches for parts of the
    /// segment between marks of punctuation; and the [mined](Memory::mine_phrases) stock phrases in
    /// what neither covers.
    ///
    /// `like` says what is wanted, from which percent, and how many a segment; its text, language
    /// and context are the segments' own. Segments that only together are known exactly, or so in more
    /// of the wanted languages, as an import stores them where one sentence translates several, are
    /// answered together. Boilerplate
    /// is left out, as by an import, so that a text that was imported comes back whole.
    ///
    /// # Errors
    /// As [`lookup`](Memory::lookup).
    ///
    /// # Example
    /// ```
    /// use tolmach::{Document, EN, KK, Memory, Query, Release};
    /// let mut memory = Memory::in_memory()?;
    /// let english = Document::from_text(EN, "Meeting\n\nThe Head of State received the ambassador.");
    /// memory.import(&Release::new("r")?
    ///     .with_document(english.clone())
    ///     .with_document(Document::from_text(KK, "Кездесу\n\nМемлекет басшысы елшіні қабылдады.")))?;
    /// let coverage = memory.coverage(&english, &Query::new("").to(KK))?;
    /// assert!(coverage.segments.iter().all(|segment| segment.matches[0].percent() == 102));
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn coverage(&self, document: &Document, like: &Query<'_>) -> Result<Coverage> {
        let to = self.wanted(document.language, like)?;
        let book = self.phrases(document.language, &to)?;
        let reader = &self.reader;
        self.store()
            .in_snapshot(|| reader.coverage(document, like, &book, &to))
    }

    /// The languages that a query wants.
    fn wanted(&self, from: Language, query: &Query<'_>) -> Result<Vec<Language>> {
        if !query.to.is_empty() {
            return Ok(query.to.clone());
        }
        let mut languages = self.languages()?;
        languages.retain(|language| !language.matches(from));
        Ok(languages)
    }
}

impl Reader {
    fn coverage(
        &self,
        document: &Document,
        like: &Query<'_>,
        book: &PhraseBook,
        to: &[Language],
    ) -> Result<Coverage> {
        let language = document.language;
        let (pieces, _) = pieces(document);
        let mut coverage = Coverage {
            language,
            segments: Vec::new(),
        };
        let mut at = 0;
        while at < pieces.len() {
            let (count, text, matches) = self.best_of(&pieces, at, language, like, to)?;
            let fragments = match matches.is_empty() {
                true => self.fragments(&text, language, like)?,
                false => Vec::new(),
            };
            let mut covered = Covered {
                text,
                segments: count,
                block: pieces[at].block,
                range: pieces[at].range.clone(),
                matches,
                fragments,
                phrases: Vec::new(),
                words: Vec::new(),
            };
            let phrases = known_phrases(book, &covered.text, language, to);
            covered.map(phrases, language);
            coverage.segments.push(covered);
            at += count;
        }
        Ok(coverage)
    }

    /// How many segments from this one on are best looked up together, their text, and what there
    /// is for it.
    fn best_of(
        &self,
        pieces: &[Piece<'_>],
        at: usize,
        language: Language,
        like: &Query<'_>,
        to: &[Language],
    ) -> Result<(usize, String, Vec<Match>)> {
        let ask = |count: usize, threshold: u8| {
            let text: Vec<&str> = pieces[at..at + count].iter().map(|p| p.text).collect();
            let text = text.join(" ");
            let before = at.checked_sub(1).map(|at| pieces[at].text);
            let after = pieces.get(at + count).map(|piece| piece.text);
            let query = Query {
                text: &text,
                ..like.clone()
            };
            let query = query
                .from(language)
                .context(before, after)
                .threshold(threshold);
            let matches = self.matches(&query)?;
            Ok((count, text, matches))
        };
        // Into how many languages at once it is known exactly.
        let exactly = |(_, _, matches): &(usize, String, Vec<Match>)| {
            let exact = matches.iter().filter(|found| 100 <= found.percent());
            exact
                .map(|found| found.targets().count())
                .max()
                .unwrap_or(0)
        };
        let mut best = ask(1, like.threshold)?;
        // What some languages divide is known in these alone, and in all of them together.
        for count in 2..=JOINED.min(pieces.len() - at) {
            if to.len() <= exactly(&best) {
                break;
            }
            let together = ask(count, like.threshold.max(100))?;
            if exactly(&best) < exactly(&together) {
                best = together;
            }
        }
        Ok(best)
    }

    /// Matches for parts of a text, in order; a part lies between two marks of punctuation, and
    /// longer ones are tried first.
    fn fragments(&self, text: &str, language: Language, like: &Query<'_>) -> Result<Vec<Fragment>> {
        let clauses = clauses(text, language);
        let mut fragments = Vec::new();
        let mut at = 0;
        while at < clauses.len() {
            let mut taken = 1;
            for end in (at + 1..=clauses.len().min(at + JOINED)).rev() {
                let range = clauses[at].start..clauses[end - 1].end;
                if range.len() == text.len() {
                    continue;
                }
                let query = Query {
                    text: &text[range.clone()],
                    context: None,
                    ..like.clone()
                };
                let found = self.matches(&query.from(language).limit(1))?;
                if let Some(found) = found.into_iter().next() {
                    fragments.push(Fragment { range, found });
                    taken = end - at;
                    break;
                }
            }
            at += taken;
        }
        Ok(fragments)
    }
}

/// The stock phrases of a text that cross no other, in order, with the best translation into each
/// language in the form that it has here. One that cuts a figure in two is none, nor is one whose
/// translations are likelier wrong than right; what lies inside may then stand.
fn known_phrases(
    book: &PhraseBook,
    text: &str,
    from: Language,
    to: &[Language],
) -> Vec<KnownPhrase> {
    let tokens = tokens(text, from);
    let is_cut = |at: usize| {
        let after = tokens.partition_point(|token| token.range.end <= at);
        tokens
            .get(after)
            .is_some_and(|token| token.range.start < at)
    };
    let mut hits = book.find(text);
    hits.retain(|hit| !is_cut(hit.range.start) && !is_cut(hit.range.end));
    hits.sort_by_key(|hit| (hit.is_overlapped, Reverse(hit.range.len())));
    let mut known: BTreeMap<usize, KnownPhrase> = BTreeMap::new();
    for hit in hits {
        let before = known.range(..hit.range.end).next_back();
        if before.is_some_and(|(_, phrase)| hit.range.start < phrase.range.end) {
            continue;
        }
        let translations = to.iter().filter_map(|&language| {
            let mut told = hit.phrase.translations(language).iter();
            let best = told.find(|t| t.origin != Origin::Forbidden && LIKELY <= t.confidence)?;
            let text = best.form_for(&hit).text.into_owned();
            Some(Variant { language, text })
        });
        let translations: Vec<Variant> = translations.collect();
        if !translations.is_empty() {
            let range = hit.range;
            known.insert(
                range.start,
                KnownPhrase {
                    range,
                    translations,
                },
            );
        }
    }
    known.into_values().collect()
}

/// The stretches of a text between marks of punctuation that have more than one word. A mark inside a
/// word or a range parts nothing: 15–20 м/с.
fn clauses(text: &str, language: Language) -> Vec<Range<usize>> {
    let tokens = tokens(text, language);
    let parts = |token: &Token| {
        let [before, behind] = [&text[..token.range.start], &text[token.range.end..]];
        let is_inside = matches!(token.text(text), "/" | "-" | "‐" | "‑" | "–")
            && before.ends_with(char::is_alphanumeric)
            && behind.starts_with(char::is_alphanumeric);
        token.kind == TokenKind::Punctuation && !is_inside
    };
    let clauses = tokens.split(parts);
    let clauses = clauses.filter(|clause| clause.len() > 1);
    clauses
        .map(|clause| clause[0].range.start..clause[clause.len() - 1].range.end)
        .collect()
}
