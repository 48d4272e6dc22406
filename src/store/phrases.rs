//! Phrases in the file: what was mined, of which content, and the curated list.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::{Store, sql_error};
use crate::error::Result;
use crate::lang::Language;
use crate::phrases::{Acronym, Corpus, CorpusUnit, Mined, MinedAcronym, Term, Use};
use crate::unit::UnitId;

/// Notes that the units are no longer what they were.
pub(super) fn content_changed(connection: &Connection) -> Result<()> {
    connection
        .execute(
            "INSERT INTO state (name, value) VALUES ('content', 1)
             ON CONFLICT (name) DO UPDATE SET value = value + 1",
            [],
        )
        .map(|_| ())
        .map_err(|e| sql_error("write the memory", e))
}

/// A phrase as it stands in the file.
pub(crate) struct PhraseRow {
    pub(crate) id: i64,
    pub(crate) stems: String,
    pub(crate) text: String,
    pub(crate) units: u32,
    pub(crate) releases: u32,
    pub(crate) first: Option<String>,
    pub(crate) last: Option<String>,
    pub(crate) wholeness: f32,
}

/// A translation as it stands in the file.
pub(crate) struct TranslationRow {
    pub(crate) id: i64,
    pub(crate) source: i64,
    pub(crate) target: i64,
    pub(crate) stems: String,
    pub(crate) text: String,
    pub(crate) confidence: f32,
}

impl Store {
    /// The content's number, and that of the content that phrases were mined from.
    pub(crate) fn phrase_state(&self) -> Result<(i64, Option<i64>)> {
        let value = |name: &str| -> Result<Option<i64>> {
            let sql = "SELECT value FROM state WHERE name = ?1";
            let found = self.rows(sql, params![name], |row| row.get(0))?;
            Ok(found.into_iter().next())
        };
        Ok((value("content")?.unwrap_or(0), value("phrases")?))
    }

    /// Everything that phrases are mined from.
    pub(crate) fn corpus(&self) -> Result<Corpus> {
        let mut numbers: rustc_hash::FxHashMap<i64, usize> = rustc_hash::FxHashMap::default();
        let mut units: Vec<CorpusUnit> = Vec::new();
        let sql = "SELECT v.unit, l.tag, s.text FROM variant v
                   JOIN language l ON l.id = v.language JOIN segment s ON s.id = v.segment
                   ORDER BY v.unit, l.tag";
        self.rows(sql, [], |row| {
            let unit = *numbers.entry(row.get(0)?).or_insert_with(|| {
                units.push(CorpusUnit::default());
                units.len() - 1
            });
            let language = super::tag(row, 1)?;
            let unit = &mut units[unit];
            if unit.text(language).is_none() {
                unit.texts.push((language, row.get(2)?));
            }
            Ok(())
        })?;
        // A row of a table has no place in a document: it counts as a release of its own.
        let sql = "SELECT o.unit, o.places IS NOT NULL, r.id, o.position, r.date
                   FROM occurrence o JOIN release r ON r.id = o.release
                   WHERE o.part = 0 ORDER BY o.unit, r.date";
        let mut releases: rustc_hash::FxHashMap<(i64, Option<i64>), u32> =
            rustc_hash::FxHashMap::default();
        self.rows(sql, [], |row| {
            let Some(&unit) = numbers.get(&row.get(0)?) else {
                return Ok(());
            };
            let row_of_a_table = match row.get(1)? {
                true => None,
                false => Some(row.get(3)?),
            };
            let key = (row.get(2)?, row_of_a_table);
            let next = releases.len() as u32;
            let release = *releases.entry(key).or_insert(next);
            let unit = &mut units[unit];
            if !unit.releases.contains(&release) {
                unit.releases.push(release);
                unit.dates.extend(row.get::<_, Option<String>>(4)?);
            }
            Ok(())
        })?;
        // Parts of beads say once more what the whole says.
        units.retain(|unit| !unit.releases.is_empty());
        Ok(Corpus::new(units))
    }

    /// Makes these the memory's phrases and acronyms, mined from the content of that number.
    pub(crate) fn replace_phrases(
        &mut self,
        mined: &[Mined],
        acronyms: &[MinedAcronym],
        content: i64,
    ) -> Result<()> {
        let write = |transaction: Transaction<'_>| -> rusqlite::Result<()> {
            transaction.execute_batch(
                "DELETE FROM phrase_use; DELETE FROM phrase_translation;
                 DELETE FROM phrase_form; DELETE FROM phrase;
                 DELETE FROM acronym_counterpart; DELETE FROM acronym;",
            )?;
            insert(&transaction, mined)?;
            insert_acronyms(&transaction, acronyms)?;
            transaction.execute(
                "INSERT INTO state (name, value) VALUES ('phrases', ?1)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                params![content],
            )?;
            transaction.commit()
        };
        self.transact(write)
            .map_err(|e| sql_error("write the phrases", e))
    }

    /// A change that is none of the units.
    fn transact<T>(
        &mut self,
        write: impl FnOnce(Transaction<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let _lock = self.address.writing();
        let begin = TransactionBehavior::Immediate;
        write(self.connection.transaction_with_behavior(begin)?)
    }

    /// All acronyms, by language, the best known first.
    pub(crate) fn acronyms(&self) -> Result<Vec<MinedAcronym>> {
        let sql = "SELECT id, language, short, full, full_stems, count FROM acronym
                   ORDER BY language, count DESC, short, full";
        let mut found = self.rows(sql, [], |row| {
            let acronym = Acronym {
                language: super::tag(row, 1)?,
                short: row.get(2)?,
                full: row.get(3)?,
                count: row.get(5)?,
                counterparts: Vec::new(),
            };
            let full_key = row.get(4)?;
            Ok((row.get::<_, i64>(0)?, MinedAcronym { acronym, full_key }))
        })?;
        let sql = "SELECT language, short FROM acronym_counterpart WHERE acronym = ?1
                   ORDER BY language";
        for (id, mined) in &mut found {
            mined.acronym.counterparts =
                self.rows(sql, [*id], |row| Ok((super::tag(row, 0)?, row.get(1)?)))?;
        }
        Ok(found.into_iter().map(|(_, mined)| mined).collect())
    }

    /// The phrases of a language.
    pub(crate) fn phrases(&self, language: Language) -> Result<Vec<PhraseRow>> {
        let sql =
            "SELECT id, stems, text, units, releases, first_date, last_date, wholeness FROM phrase
                   WHERE language = ?1 AND wholeness IS NOT NULL ORDER BY id";
        self.rows(sql, params![language.primary()], |row| {
            Ok(PhraseRow {
                id: row.get(0)?,
                stems: row.get(1)?,
                text: row.get(2)?,
                units: row.get(3)?,
                releases: row.get(4)?,
                first: row.get(5)?,
                last: row.get(6)?,
                wholeness: row.get::<_, f64>(7)? as f32,
            })
        })
    }

    /// All translations between two languages, by phrase, the likeliest first.
    pub(crate) fn phrase_translations(
        &self,
        from: Language,
        to: Language,
    ) -> Result<Vec<TranslationRow>> {
        let sql = "SELECT t.id, t.source, t.target, q.stems, t.text, t.confidence
                   FROM phrase_translation t JOIN phrase p ON p.id = t.source
                   JOIN phrase q ON q.id = t.target
                   WHERE p.language = ?1 AND q.language = ?2 ORDER BY t.source, t.id";
        self.rows(sql, params![from.primary(), to.primary()], |row| {
            Ok(TranslationRow {
                id: row.get(0)?,
                source: row.get(1)?,
                target: row.get(2)?,
                stems: row.get(3)?,
                text: row.get(4)?,
                confidence: row.get::<_, f64>(5)? as f32,
            })
        })
    }

    /// All uses of the translations between two languages, by translation.
    pub(crate) fn phrase_uses(&self, from: Language, to: Language) -> Result<Vec<(i64, Use, u32)>> {
        let sql = "SELECT u.translation, u.date, u.context, u.form, u.count
                   FROM phrase_use u JOIN phrase_translation t ON t.id = u.translation
                   JOIN phrase p ON p.id = t.source JOIN phrase q ON q.id = t.target
                   WHERE p.language = ?1 AND q.language = ?2 ORDER BY u.rowid";
        self.rows(sql, params![from.primary(), to.primary()], |row| {
            let used = Use {
                date: row.get(1)?,
                context: row.get(2)?,
                form: row.get(3)?,
            };
            Ok((row.get(0)?, used, row.get(4)?))
        })
    }

    /// All written forms of a language's phrases, by phrase, the commonest first.
    pub(crate) fn phrase_forms(&self, language: Language) -> Result<Vec<(i64, String, u32)>> {
        let sql =
            "SELECT f.phrase, f.text, f.count FROM phrase_form f JOIN phrase p ON p.id = f.phrase
                   WHERE p.language = ?1 ORDER BY f.phrase, f.count DESC, f.text";
        self.rows(sql, params![language.primary()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
    }

    /// The units that a text is a variant of, each with its text in another language; no parts of
    /// beads, which say once more what the whole says.
    pub(crate) fn translations_of_segment(
        &self,
        segment: i64,
        to: Language,
    ) -> Result<Vec<(UnitId, String)>> {
        let sql = "SELECT v.unit, t.text FROM variant v JOIN variant w ON w.unit = v.unit
                   JOIN language l ON l.id = w.language AND l.primary_tag = ?2
                   JOIN segment t ON t.id = w.segment WHERE v.segment = ?1
                   AND EXISTS (SELECT 1 FROM occurrence o WHERE o.unit = v.unit AND o.part = 0)
                   ORDER BY v.unit, l.tag";
        let mut found: Vec<(UnitId, String)> =
            self.rows(sql, params![segment, to.primary()], |row| {
                Ok((UnitId(row.get(0)?), row.get(1)?))
            })?;
        // A unit with two variants of one language tells its first.
        found.dedup_by_key(|(unit, _)| *unit);
        Ok(found)
    }

    /// Key and date of the newest release of a unit.
    pub(crate) fn newest_release(&self, unit: UnitId) -> Result<Option<(String, Option<String>)>> {
        let sql = "SELECT r.key, r.date FROM occurrence o JOIN release r ON r.id = o.release
                   WHERE o.unit = ?1 ORDER BY r.date DESC, r.key, o.position, o.part LIMIT 1";
        let found = self.rows(sql, params![unit.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(found.into_iter().next())
    }

    /// The forms in which the mined phrase of these stems stands, the commonest first.
    pub(crate) fn forms_of_phrase(&self, language: Language, stems: &str) -> Result<Vec<String>> {
        let sql = "SELECT f.text FROM phrase_form f JOIN phrase p ON p.id = f.phrase
                   WHERE p.language = ?1 AND p.stems = ?2 ORDER BY f.count DESC, f.text";
        self.rows(sql, params![language.primary(), stems], |row| row.get(0))
    }

    /// The mined phrase of these stems, as it is cited.
    pub(crate) fn phrase(&self, language: Language, stems: &str) -> Result<Option<String>> {
        let sql = "SELECT text FROM phrase WHERE language = ?1 AND stems = ?2";
        let found = self.rows(sql, params![language.primary(), stems], |row| row.get(0))?;
        Ok(found.into_iter().next())
    }

    /// The mined translations of a phrase, by its stems, the likeliest first: citation form and
    /// stems of each.
    pub(crate) fn translations_of_phrase(
        &self,
        from: Language,
        stems: &str,
        to: Language,
    ) -> Result<Vec<(String, String)>> {
        let sql = "SELECT t.text, q.stems FROM phrase p
                   JOIN phrase_translation t ON t.source = p.id JOIN phrase q ON q.id = t.target
                   WHERE p.language = ?1 AND p.stems = ?2 AND q.language = ?3 ORDER BY t.id";
        self.rows(sql, params![from.primary(), stems, to.primary()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    /// Adds terms to the curated list; how many it did not have so.
    pub(crate) fn add_terms(&mut self, terms: &[Term]) -> Result<usize> {
        let write = |transaction: Transaction<'_>| -> rusqlite::Result<usize> {
            let mut new = 0;
            for term in terms {
                new += transaction
                    .prepare_cached(
                        "INSERT INTO term (language, text, target_language, target, forbidden)
                         VALUES (?1, ?2, ?3, ?4, ?5)
                         ON CONFLICT DO UPDATE SET forbidden = excluded.forbidden
                         WHERE forbidden <> excluded.forbidden",
                    )?
                    .execute(params![
                        term.language.primary(),
                        term.text,
                        term.target_language.primary(),
                        term.target,
                        term.is_forbidden
                    ])?;
            }
            transaction.commit()?;
            Ok(new)
        };
        self.transact(write)
            .map_err(|e| sql_error("write the terms", e))
    }

    /// Removes a term from the curated list, and the same the other way round, but for what is forbidden;
    /// whether it was there.
    pub(crate) fn remove_term(&mut self, term: &Term) -> Result<bool> {
        let write = |transaction: Transaction<'_>| -> rusqlite::Result<bool> {
            let removed = transaction.execute(
                "DELETE FROM term
                 WHERE (language, text, target_language, target) = (?1, ?2, ?3, ?4)
                 OR NOT forbidden AND (target_language, target, language, text) = (?1, ?2, ?3, ?4)
                 AND NOT EXISTS (
                     SELECT 1 FROM term
                     WHERE forbidden AND (language, text, target_language, target) = (?1, ?2, ?3, ?4)
                 )",
                params![
                    term.language.primary(),
                    term.text,
                    term.target_language.primary(),
                    term.target
                ],
            )?;
            transaction.commit()?;
            Ok(0 < removed)
        };
        self.transact(write)
            .map_err(|e| sql_error("write the terms", e))
    }

    /// The curated list, in the order in which it was made.
    pub(crate) fn terms(&self) -> Result<Vec<Term>> {
        let sql = "SELECT language, text, target_language, target, forbidden FROM term ORDER BY id";
        self.rows(sql, [], |row| {
            Ok(Term {
                language: super::tag(row, 0)?,
                text: row.get(1)?,
                target_language: super::tag(row, 2)?,
                target: row.get(3)?,
                is_forbidden: row.get(4)?,
            })
        })
    }
}

fn insert_acronyms(connection: &Connection, mined: &[MinedAcronym]) -> rusqlite::Result<()> {
    let mut acronym = connection.prepare(
        "INSERT INTO acronym (id, language, short, full, full_stems, count)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let mut counterpart = connection.prepare(
        "INSERT INTO acronym_counterpart (acronym, language, short) VALUES (?1, ?2, ?3)",
    )?;
    for (id, mined) in mined.iter().enumerate() {
        let Acronym {
            language,
            short,
            full,
            count,
            counterparts,
        } = &mined.acronym;
        let language = language.primary();
        acronym.execute(params![
            id as i64,
            language,
            short,
            full,
            mined.full_key,
            count
        ])?;
        for (other, short) in counterparts {
            counterpart.execute(params![id as i64, other.primary(), short])?;
        }
    }
    Ok(())
}

fn insert(connection: &Connection, mined: &[Mined]) -> rusqlite::Result<()> {
    let mut phrase = connection.prepare(
        "INSERT INTO phrase (id, language, stems, text, units, releases, first_date, last_date, wholeness)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    let mut form = connection
        .prepare("INSERT OR IGNORE INTO phrase_form (phrase, text, count) VALUES (?1, ?2, ?3)")?;
    for (id, mined) in mined.iter().enumerate() {
        phrase.execute(params![
            id as i64,
            mined.language.primary(),
            mined.key,
            mined.text,
            mined.units,
            mined.releases,
            mined.first,
            mined.last,
            mined.wholeness,
        ])?;
        for (text, count) in &mined.forms {
            form.execute(params![id as i64, text, count])?;
        }
    }
    let mut translation = connection.prepare(
        "INSERT INTO phrase_translation (source, target, text, confidence) VALUES (?1, ?2, ?3, ?4)",
    )?;
    let mut used = connection.prepare(
        "INSERT INTO phrase_use (translation, date, context, form, count) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (id, mined) in mined.iter().enumerate() {
        for link in &mined.links {
            let confidence = f64::from(link.confidence);
            translation.execute(params![
                id as i64,
                link.target as i64,
                link.text,
                confidence
            ])?;
            let number = connection.last_insert_rowid();
            for (u, count) in &link.uses {
                used.execute(params![number, u.date, u.context, u.form, count])?;
            }
        }
    }
    Ok(())
}
