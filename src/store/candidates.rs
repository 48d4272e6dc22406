//! What a lookup must know of the units that have a text, without reading them whole.

use rusqlite::params;

use super::{Store, tag};
use crate::error::{Error, Result};
use crate::lang::Language;
use crate::lookup::Filter;
use crate::text::fold;
use crate::unit::UnitId;

/// A unit that has a text, as far as the order of matches depends on it.
pub(crate) struct Candidate {
    pub(crate) unit: UnitId,
    /// Ordered by language.
    pub(crate) forms: Vec<Form>,
    /// Day of the newest occurrence.
    pub(crate) newest: Option<String>,
    /// Number of occurrences.
    pub(crate) count: u32,
    /// That of the surest occurrence.
    pub(crate) confidence: f32,
}

/// A variant with its match form.
pub(crate) struct Form {
    pub(crate) segment: i64,
    pub(crate) language: Language,
    pub(crate) text: String,
    pub(crate) form: String,
}

/// What stands beside an occurrence of a unit in a language.
pub(crate) enum Neighbour {
    /// A text, by its match form.
    Text(String),
    /// Nothing: the document begins or ends here.
    End,
    /// Nothing, in a table.
    Unknown,
}

impl Store {
    /// The units that have a stored text as a variant and stand where the filter asks, by number.
    pub(crate) fn candidates_of_segment(
        &self,
        segment: i64,
        filter: &Filter<'_>,
    ) -> Result<Vec<Candidate>> {
        let sql = "\
            SELECT v.unit, v.language, s.text, s.id, NULL, NULL, NULL FROM variant o \
            JOIN variant v ON v.unit = o.unit JOIN segment s ON s.id = v.segment \
            WHERE o.segment = ?1 \
            UNION ALL \
            SELECT v.unit, NULL, NULL, NULL, count(*), max(r.date), max(o.confidence) FROM variant v \
            JOIN occurrence o ON o.unit = v.unit JOIN release r ON r.id = o.release \
            WHERE v.segment = ?1 AND (?2 IS NULL OR r.key = ?2) \
            AND (?3 IS NULL OR instr(r.key, ?3) OR ifnull(instr(r.url, ?3), 0)) \
            AND (?4 IS NULL OR r.date >= ?4) AND (?5 IS NULL OR r.date <= ?5) \
            AND round(o.confidence * 100) >= ?6 GROUP BY v.unit";
        let parameters = params![
            segment,
            filter.release,
            filter.origin,
            filter.since,
            filter.until,
            filter.confidence
        ];
        let mut rows = self.rows(sql, parameters, |row| {
            let unit = UnitId(row.get(0)?);
            Ok(match row.get::<_, Option<i64>>(1)? {
                Some(language) => (unit, Some((language, row.get(2)?, row.get(3)?)), None),
                None => (
                    unit,
                    None,
                    Some((row.get(4)?, row.get(5)?, row.get::<_, f64>(6)?)),
                ),
            })
        })?;
        rows.sort_by_key(|&(unit, ..)| unit);
        let mut candidates: Vec<Candidate> = Vec::new();
        for (unit, variant, occurrences) in rows {
            if candidates.last().is_none_or(|last| last.unit != unit) {
                candidates.push(Candidate {
                    unit,
                    forms: Vec::new(),
                    newest: None,
                    count: 0,
                    confidence: 0.0,
                });
            }
            let Some(candidate) = candidates.last_mut() else {
                continue;
            };
            if let Some((language, text, segment)) = variant {
                let (language, text): (_, String) = (self.language(language)?, text);
                candidate.forms.push(Form {
                    segment,
                    language,
                    form: fold(&text, language),
                    text,
                });
            }
            if let Some((count, newest, confidence)) = occurrences {
                (candidate.count, candidate.newest) = (count, newest);
                candidate.confidence = confidence as f32;
            }
        }
        candidates.retain(|candidate| candidate.count > 0);
        for candidate in &mut candidates {
            candidate
                .forms
                .sort_by_cached_key(|form| form.language.to_string());
        }
        Ok(candidates)
    }

    /// A stored text as it was imported, and the units that have it.
    pub(crate) fn text_with_units(&self, segment: i64) -> Result<(String, Vec<UnitId>)> {
        let text = self.rows(
            "SELECT text FROM segment WHERE id = ?1",
            params![segment],
            |row| row.get(0),
        )?;
        let text = text.into_iter().next().ok_or_else(|| {
            Error::damaged(format!(
                "the index holds text {segment}, the memory does not"
            ))
        })?;
        let sql = "SELECT unit FROM variant WHERE segment = ?1 ORDER BY unit";
        let units = self.rows(sql, params![segment], |row| row.get(0).map(UnitId))?;
        Ok((text, units))
    }

    /// What stands before and after each occurrence of the unit in a language.
    pub(crate) fn neighbours(
        &self,
        unit: UnitId,
        language: Language,
    ) -> Result<Vec<[Neighbour; 2]>> {
        let sql = "SELECT release, position, places IS NOT NULL FROM occurrence WHERE unit = ?1";
        let at: Vec<(i64, i64, bool)> = self.rows(sql, params![unit.0], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        // Beads without this language lie between.
        const BEFORE: &str =
            "SELECT l.tag, s.text FROM occurrence o JOIN variant v ON v.unit = o.unit
                   JOIN language l ON l.id = v.language JOIN segment s ON s.id = v.segment
                   WHERE o.release = ?1 AND o.position < ?2 AND l.primary_tag = ?3
                   ORDER BY o.position DESC LIMIT 1";
        const AFTER: &str =
            "SELECT l.tag, s.text FROM occurrence o JOIN variant v ON v.unit = o.unit
                   JOIN language l ON l.id = v.language JOIN segment s ON s.id = v.segment
                   WHERE o.release = ?1 AND o.position > ?2 AND l.primary_tag = ?3
                   ORDER BY o.position LIMIT 1";
        let beside = |sql, release: i64, position: i64| -> Result<Option<String>> {
            let found = self.rows(sql, params![release, position, language.primary()], |row| {
                Ok(fold(row.get_ref(1)?.as_str()?, tag(row, 0)?))
            })?;
            Ok(found.into_iter().next())
        };
        at.into_iter()
            .map(|(release, position, in_document)| {
                let neighbour = |sql| {
                    Ok(match beside(sql, release, position)? {
                        Some(form) => Neighbour::Text(form),
                        None if in_document => Neighbour::End,
                        None => Neighbour::Unknown,
                    })
                };
                Ok([neighbour(BEFORE)?, neighbour(AFTER)?])
            })
            .collect()
    }
}
