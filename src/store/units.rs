//! Units with their texts: read, added, corrected and removed.

use rusqlite::{OptionalExtension, params};

use super::hashes::{fnv1a, text_hash};
use super::writer::Writer;
use super::{Store, postings, sql_error, tag};
use crate::error::Result;
use crate::lang::Language;
use crate::unit::{Entry, Provenance, Unit, UnitId, Variant};

impl Store {
    pub(crate) fn unit_ids(&self) -> Result<Vec<UnitId>> {
        self.rows("SELECT id FROM unit ORDER BY id", [], |row| {
            row.get(0).map(UnitId)
        })
    }

    pub(crate) fn unit(&self, id: UnitId) -> Result<Option<Unit>> {
        let sql = "SELECT l.tag, s.text FROM variant v JOIN language l ON l.id = v.language
                   JOIN segment s ON s.id = v.segment WHERE v.unit = ?1 ORDER BY l.tag";
        let variants = self.rows(sql, params![id.0], |row| {
            Ok(Variant {
                language: tag(row, 0)?,
                text: row.get(1)?,
            })
        })?;
        if variants.is_empty() {
            return Ok(None);
        }
        Ok(Some(Unit {
            id,
            variants,
            provenance: self.provenance(id)?,
        }))
    }

    /// Where a unit stands, the newest first.
    pub(crate) fn provenance(&self, unit: UnitId) -> Result<Vec<Provenance>> {
        let sql = "SELECT r.key, r.date, r.url, o.position, o.part, o.confidence, o.places
                   FROM occurrence o JOIN release r ON r.id = o.release
                   WHERE o.unit = ?1";
        let occurrences = self.rows(sql, params![unit.0], |row| {
            let provenance = Provenance {
                release: row.get(0)?,
                date: row.get(1)?,
                url: row.get(2)?,
                position: row.get(3)?,
                part: row.get(4)?,
                confidence: row.get::<_, f64>(5)? as f32,
                places: Vec::new(),
            };
            Ok((provenance, row.get::<_, Option<Vec<u8>>>(6)?))
        })?;
        let occurrences = occurrences.into_iter().map(|(mut provenance, places)| {
            provenance.places = self.places(&places.unwrap_or_default())?;
            Ok(provenance)
        });
        let mut occurrences = occurrences.collect::<Result<Vec<Provenance>>>()?;
        // Most stand in one place, for which SQLite would get ready to sort, too.
        occurrences.sort_by(Provenance::newest_first);
        Ok(occurrences)
    }

    /// The units that hold this very text in this language and stand, surely aligned, in another
    /// release than this.
    pub(crate) fn units_elsewhere(
        &self,
        language: Language,
        text: &str,
        release: &str,
    ) -> Result<Vec<UnitId>> {
        let id: Vec<i64> = self.rows(
            "SELECT id FROM language WHERE tag = ?1",
            params![language.to_string()],
            |row| row.get(0),
        )?;
        let Some(&id) = id.first() else {
            return Ok(Vec::new());
        };
        let sql = "SELECT v.unit FROM text_by_hash h JOIN segment s ON s.id = h.segment
                   JOIN variant v ON v.segment = s.id
                   WHERE h.hash = ?1 AND s.language = ?2 AND s.text = ?3 AND EXISTS (
                       SELECT 1 FROM occurrence o JOIN release r ON r.id = o.release
                       WHERE o.unit = v.unit AND r.key <> ?4 AND o.confidence >= 0.8)
                   ORDER BY v.unit";
        let values = params![text_hash(text), id, text, release];
        self.rows(sql, values, |row| Ok(UnitId(row.get(0)?)))
    }
}

impl Writer<'_> {
    /// The unit with these variants, and whether it was made just now.
    pub(super) fn unit_id(&mut self, entry: &Entry) -> rusqlite::Result<(i64, bool)> {
        let mut sides = Vec::with_capacity(entry.variants.len());
        let mut has_new_text = false;
        for variant in &entry.variants {
            let language = self.language_id(variant.language)?;
            let (segment, is_new) = self.segment_id(language, variant)?;
            sides.push((language, segment));
            has_new_text |= is_new;
        }
        sides.sort_unstable();
        let key = variants_key(&sides);
        // A text that was not there until now is in no unit.
        let alike: Vec<i64> = match has_new_text {
            true => Vec::new(),
            false => {
                let found = self.statements.units.query_map([key], |row| row.get(0))?;
                found.collect::<rusqlite::Result<_>>()?
            }
        };
        for unit in alike {
            let side = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
            let stored = self.statements.variants.query_map([unit], side)?;
            if stored.collect::<rusqlite::Result<Vec<(i64, i64)>>>()? == sides {
                return Ok((unit, false));
            }
        }
        let unit = self.last.next_unit()?;
        self.statements.add_unit.execute([unit, key])?;
        for (language, segment) in sides {
            self.statements
                .add_variant
                .execute([unit, language, segment])?;
        }
        Ok((unit, true))
    }

    /// The number of a text, and whether it was stored just now.
    fn segment_id(&mut self, language: i64, variant: &Variant) -> rusqlite::Result<(i64, bool)> {
        let hash = text_hash(&variant.text);
        for id in self.added.with_hash(hash) {
            let values = params![id, language, variant.text];
            if self.statements.is_text.exists(values)? {
                return Ok((id, false));
            }
        }
        let values = params![hash, language, variant.text];
        let known = self.statements.text.query_row(values, |row| row.get(0));
        if let Some(id) = known.optional()? {
            return Ok((id, false));
        }
        let id = self.last.next_segment()?;
        self.statements
            .add_text
            .execute(params![id, language, variant.text, hash])?;
        self.added.add(hash, id);
        self.seals |= id % postings::LOOK_EVERY == 0;
        Ok((id, true))
    }

    /// Gives a unit other variants, at all its places; the unit that holds them now.
    pub(crate) fn update_unit(&mut self, unit: UnitId, variants: &[Variant]) -> Result<UnitId> {
        let update = |writer: &mut Self| -> rusqlite::Result<UnitId> {
            let entry = Entry {
                variants: variants.to_vec(),
                confidence: 1.0,
                places: Vec::new(),
            };
            let before = writer.variants(unit.0)?;
            let (other, _) = writer.unit_id(&entry)?;
            if other != unit.0 {
                writer.execute(
                    "UPDATE occurrence SET unit = ?2, confidence = 1.0 WHERE unit = ?1",
                    params![unit.0, other],
                )?;
                writer.keep_correction(&before, variants)?;
                writer.drop_orphan(unit.0)?;
            }
            Ok(UnitId(other))
        };
        update(self).map_err(|e| sql_error("write the memory", e))
    }

    fn variants(&self, unit: i64) -> rusqlite::Result<Vec<Variant>> {
        let sql = "SELECT l.tag, s.text FROM variant v JOIN segment s ON s.id = v.segment
                   JOIN language l ON l.id = v.language WHERE v.unit = ?1";
        let mut statement = self.transaction.prepare_cached(sql)?;
        let variants = statement.query_map([unit], |row| {
            Ok(Variant {
                language: tag(row, 0)?,
                text: row.get(1)?,
            })
        })?;
        variants.collect()
    }

    /// Removes a unit with all its occurrences; whether it was there.
    pub(crate) fn remove_unit(&mut self, unit: UnitId) -> Result<bool> {
        let remove = |writer: &mut Self| -> rusqlite::Result<bool> {
            writer.execute("DELETE FROM occurrence WHERE unit = ?1", params![unit.0])?;
            writer.drop_orphan(unit.0)
        };
        remove(self).map_err(|e| sql_error("write the memory", e))
    }

    /// Removes a unit that stands nowhere any more, and its texts that no other unit has.
    pub(super) fn drop_orphan(&mut self, unit: i64) -> rusqlite::Result<bool> {
        let segments: Vec<i64> = self
            .transaction
            .prepare_cached("SELECT segment FROM variant WHERE unit = ?1")?
            .query_map(params![unit], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let gone = self.execute(
            "DELETE FROM unit WHERE id = ?1
             AND NOT EXISTS (SELECT 1 FROM occurrence WHERE unit = ?1)",
            params![unit],
        )?;
        if gone > 0 {
            self.removed = true;
            self.execute("DELETE FROM variant WHERE unit = ?1", params![unit])?;
            for segment in segments {
                self.execute(postings::REMOVE, params![segment])?;
                let hash: Option<i64> = self
                    .transaction
                    .prepare_cached(
                        "DELETE FROM segment WHERE id = ?1
                         AND NOT EXISTS (SELECT 1 FROM variant WHERE segment = ?1)
                         RETURNING text_hash",
                    )?
                    .query_row(params![segment], |row| row.get(0))
                    .optional()?;
                if let Some(hash) = hash {
                    self.added.remove(&self.transaction, hash, segment)?;
                }
            }
        }
        Ok(gone > 0)
    }
}

/// The number under which a unit is found by its variants, languages and texts in order: that of
/// the newest text, which new units add at the end of what is kept by it, and behind it 16 bits of
/// a hash of all. What has the key that is looked for is compared.
fn variants_key(sides: &[(i64, i64)]) -> i64 {
    let newest = sides.iter().map(|&(_, segment)| segment).max();
    let bytes = sides
        .iter()
        .flat_map(|(l, s)| [l.to_le_bytes(), s.to_le_bytes()]);
    newest.unwrap_or(0) << 16 | fnv1a(bytes.flatten()) & 0xffff
}
