//! Corrections: what is imported later, and says what a unit said before it was corrected, means what
//! the unit was corrected to.
//!
//! They are kept by texts, and so they hold while no unit says either; and by pairs of languages, and
//! so they hold for a release that gains or loses a version.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, params};

use super::tag_of;
use super::writer::Writer;
use crate::unit::Variant;

impl Writer<'_> {
    pub(super) fn has_corrections(&self) -> rusqlite::Result<bool> {
        self.transaction
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM correction)")?
            .query_row([], |row| row.get(0))
    }

    /// Keeps that a unit was corrected; what it says now is right, whatever was corrected to what.
    pub(super) fn keep_correction(
        &self,
        before: &[Variant],
        after: &[Variant],
    ) -> rusqlite::Result<()> {
        for part in parts(after) {
            self.execute("DELETE FROM correction WHERE said = ?1", [written(&part)])?;
        }
        let stood = |variant: &Variant| before.iter().any(|of| of.language == variant.language);
        for part in parts(before) {
            let belongs = |variant: &&Variant| {
                !stood(variant) || part.iter().any(|of| of.language == variant.language)
            };
            let (said, says) = (
                written(&part),
                written(&after.iter().filter(belongs).collect::<Vec<_>>()),
            );
            if said != says {
                let sql = "INSERT OR REPLACE INTO correction (said, says) VALUES (?1, ?2)";
                self.execute(sql, params![said, says])?;
            }
        }
        Ok(())
    }

    /// Applies the corrections, also those of what was corrected to; whether there were any.
    pub(super) fn correct(&self, variants: &mut Vec<Variant>) -> rusqlite::Result<bool> {
        let mut done: HashSet<String> = HashSet::new();
        'again: loop {
            for part in parts(variants) {
                let said = written(&part);
                let Some(says) = self.correction(&said)? else {
                    continue;
                };
                let is_rest =
                    |of: &&Variant| part.iter().all(|variant| variant.language != of.language);
                let mut corrected: Vec<Variant> =
                    variants.iter().filter(is_rest).cloned().collect();
                for variant in says {
                    if corrected.iter().all(|of| of.language != variant.language) {
                        corrected.push(variant);
                    }
                }
                corrected.sort_by_key(|variant| position(variants, variant));
                if corrected != *variants && done.insert(said) {
                    *variants = corrected;
                    continue 'again;
                }
            }
            return Ok(!done.is_empty());
        }
    }

    fn correction(&self, said: &str) -> rusqlite::Result<Option<Vec<Variant>>> {
        let sql = "SELECT says FROM correction WHERE said = ?1";
        let mut statement = self.transaction.prepare_cached(sql)?;
        let says = statement.query_row([said], |row| row.get::<_, String>(0));
        let Some(says) = says.optional()? else {
            return Ok(None);
        };
        let mut words = says.split_terminator('\0');
        let mut variants = Vec::new();
        while let (Some(tag), Some(text)) = (words.next(), words.next()) {
            variants.push(Variant {
                language: tag_of(tag, 0)?,
                text: text.to_owned(),
            });
        }
        Ok(Some(variants))
    }
}

/// Where a variant's language stands among others, or behind them.
fn position(variants: &[Variant], variant: &Variant) -> usize {
    let of = variants
        .iter()
        .position(|of| of.language == variant.language);
    of.unwrap_or(variants.len())
}

/// Each pair of variants, or the only one.
fn parts(variants: &[Variant]) -> Vec<Vec<&Variant>> {
    if let [only] = variants {
        return vec![vec![only]];
    }
    let pairs = variants.iter().enumerate().flat_map(|(number, one)| {
        let others = variants[number + 1..].iter();
        others.map(move |other| vec![one, other])
    });
    pairs.collect()
}

/// Languages and texts in order of the tags, NUL behind each.
fn written(variants: &[&Variant]) -> String {
    let texts = variants.iter();
    let mut sides: Vec<(String, &str)> = texts
        .map(|variant| (variant.language.to_string(), &*variant.text))
        .collect();
    sides.sort_unstable();
    let sides = sides.iter().flat_map(|(tag, text)| [tag, "\0", text, "\0"]);
    sides.collect()
}
