//! Statements that an import needs for every unit.

use rusqlite::{CachedStatement, Connection};

/// What is done for every unit of an import, prepared once: to look a statement up by its text
/// takes a good part of the time that a row takes.
pub(super) struct Statements<'a> {
    pub(super) text: CachedStatement<'a>,
    pub(super) is_text: CachedStatement<'a>,
    pub(super) add_text: CachedStatement<'a>,
    pub(super) units: CachedStatement<'a>,
    pub(super) variants: CachedStatement<'a>,
    pub(super) add_unit: CachedStatement<'a>,
    pub(super) add_variant: CachedStatement<'a>,
    pub(super) add_occurrence: CachedStatement<'a>,
}

impl<'a> Statements<'a> {
    pub(super) fn prepare(connection: &'a Connection) -> rusqlite::Result<Self> {
        let prepare = |sql| connection.prepare_cached(sql);
        Ok(Statements {
            text: prepare(
                "SELECT s.id FROM text_by_hash h JOIN segment s ON s.id = h.segment
                 WHERE h.hash = ?1 AND s.language = ?2 AND s.text = ?3",
            )?,
            is_text: prepare(
                "SELECT 1 FROM segment WHERE id = ?1 AND language = ?2 AND text = ?3",
            )?,
            add_text: prepare(
                "INSERT INTO segment (id, language, text, text_hash) VALUES (?1, ?2, ?3, ?4)",
            )?,
            units: prepare("SELECT id FROM unit WHERE variants_key = ?1 ORDER BY id")?,
            variants: prepare(
                "SELECT language, segment FROM variant WHERE unit = ?1 ORDER BY language",
            )?,
            add_unit: prepare("INSERT INTO unit (id, variants_key) VALUES (?1, ?2)")?,
            add_variant: prepare(
                "INSERT INTO variant (unit, language, segment) VALUES (?1, ?2, ?3)",
            )?,
            add_occurrence: prepare(
                "INSERT INTO occurrence (unit, release, position, part, confidence, places)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?,
        })
    }
}
