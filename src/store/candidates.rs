//! What a lookup must know of the units that have a text.

use rusqlite::params;

use super::{Store, sql_error, tag};
use crate::error::Result;
use crate::lang::Language;
use crate::text::fold;
use crate::unit::{Provenance, Unit, UnitId, Variant};

/// A unit that has a text, with the numbers of its variants' texts.
pub(crate) struct Candidate {
    pub(crate) unit: Unit,
    pub(crate) segments: Vec<i64>,
}

/// How often units stand somewhere, and the day of their newest occurrence.
#[derive(Clone, Default)]
pub(crate) struct Spread {
    pub(crate) count: u32,
    pub(crate) newest: Option<Box<str>>,
}

/// What stands beside an occurrence of a unit in a language.
pub(crate) enum Neighbour {
    /// A text, by its match form, or several in as many tags of the language.
    Texts(Vec<String>),
    /// Nothing: the document begins or ends here.
    End,
    /// Nothing, in a table.
    Unknown,
}

impl Store {
    /// The units that have a stored text as a variant, by number.
    pub(crate) fn candidates_of_segment(&self, segment: i64) -> Result<Vec<Candidate>> {
        let sql = "SELECT v.unit, v.language, s.id, s.text FROM variant o \
            JOIN variant v ON v.unit = o.unit JOIN segment s ON s.id = v.segment \
            WHERE o.segment = ?1 ORDER BY v.unit";
        let mut rows: Vec<(UnitId, i64, i64, String)> = self.rows(sql, [segment], |row| {
            Ok((UnitId(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
        let mut candidates = Vec::new();
        for rows in rows.chunk_by_mut(|(one, ..), (other, ..)| one == other) {
            let id = rows[0].0;
            let mut variants = Vec::with_capacity(rows.len());
            for (_, language, segment, text) in rows {
                let language = self.language(*language)?;
                let text = std::mem::take(text);
                variants.push((Variant { language, text }, *segment));
            }
            variants.sort_by_cached_key(|(variant, _)| variant.language.to_string());
            let (variants, segments) = variants.into_iter().unzip();
            let provenance = self.provenance(id)?;
            let unit = Unit {
                id,
                variants,
                provenance,
            };
            candidates.push(Candidate { unit, segments });
        }
        Ok(candidates)
    }

    /// How often the units of a stored text stand somewhere, and the day of the newest occurrence.
    pub(crate) fn spread_of_segment(&self, segment: i64) -> Result<Spread> {
        let sql = "SELECT count(*), max(r.date) FROM variant v \
            JOIN occurrence o ON o.unit = v.unit JOIN release r ON r.id = o.release \
            WHERE v.segment = ?1";
        let spread = self.rows(sql, [segment], |row| {
            Ok(Spread {
                count: row.get(0)?,
                newest: row.get(1)?,
            })
        })?;
        Ok(spread.into_iter().next().unwrap_or_default())
    }

    /// The units that have a stored text.
    pub(crate) fn units_with_text(&self, segment: i64) -> Result<Vec<UnitId>> {
        let sql = "SELECT unit FROM variant WHERE segment = ?1 ORDER BY unit";
        self.rows(sql, params![segment], |row| row.get(0).map(UnitId))
    }

    /// What stands before and after an occurrence of a unit, in a language.
    pub(crate) fn neighbours(
        &self,
        place: &Provenance,
        language: Language,
    ) -> Result<[Neighbour; 2]> {
        // The next part of the same bead, or the next bead that has the language.
        const BEFORE: &str =
            "SELECT l.tag, s.text, o.position FROM occurrence o JOIN variant v ON v.unit = o.unit
                   JOIN language l ON l.id = v.language JOIN segment s ON s.id = v.segment
                   WHERE o.release = (SELECT id FROM release WHERE key = ?1) AND o.position <= ?2 AND l.primary_tag = ?4
                   AND o.part = iif(o.position = ?2, iif(1 < ?3, ?3 - 1, NULL), 0)
                   ORDER BY o.position DESC";
        const AFTER: &str =
            "SELECT l.tag, s.text, o.position FROM occurrence o JOIN variant v ON v.unit = o.unit
                   JOIN language l ON l.id = v.language JOIN segment s ON s.id = v.segment
                   WHERE o.release = (SELECT id FROM release WHERE key = ?1) AND ?2 <= o.position AND l.primary_tag = ?4
                   AND o.part = iif(o.position = ?2, iif(0 < ?3, ?3 + 1, NULL), 0)
                   ORDER BY o.position";
        let neighbour = |sql| {
            let Provenance {
                release,
                position,
                part,
                places,
                ..
            } = place;
            let values = params![release, position, part, language.primary()];
            let read = || -> rusqlite::Result<Vec<String>> {
                let mut statement = self.connection.prepare_cached(sql)?;
                let (mut rows, mut nearest) = (statement.query(values)?, None);
                let mut forms = Vec::new();
                while let Some(row) = rows.next()? {
                    let (tag, position) = (tag(row, 0)?, row.get::<_, i64>(2)?);
                    if nearest.is_some_and(|nearest| nearest != position) {
                        break;
                    }
                    if tag.matches(language) {
                        nearest = Some(position);
                        forms.push(fold(row.get_ref(1)?.as_str()?, tag));
                    }
                }
                Ok(forms)
            };
            let forms = read().map_err(|e| sql_error("read the memory", e))?;
            Ok(match places.is_empty() {
                _ if !forms.is_empty() => Neighbour::Texts(forms),
                false => Neighbour::End,
                true => Neighbour::Unknown,
            })
        };
        Ok([neighbour(BEFORE)?, neighbour(AFTER)?])
    }
}
