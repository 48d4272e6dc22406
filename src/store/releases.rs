//! Releases: which units stand in them, and where.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, params};

use super::writer::Writer;
use super::{Store, sql_error, tag};
use crate::error::Result;
use crate::lang::Language;
use crate::unit::{Entry, UnitId};

/// What is known of a release beside its units.
pub(crate) struct ReleaseRow<'a> {
    pub(crate) key: &'a str,
    pub(crate) date: Option<&'a str>,
    pub(crate) url: Option<&'a str>,
}

/// What a replacement changed, in occurrences; `new + known + unchanged` is the number of entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    /// Entries whose unit the memory did not hold.
    pub(crate) new: usize,
    /// Entries whose unit it held, but not at this place.
    pub(crate) known: usize,
    /// Entries that stood there already.
    pub(crate) unchanged: usize,
    /// Occurrences that are gone.
    pub(crate) removed: usize,
}

/// Where an entry stands in its release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At {
    /// The bead's number.
    pub(crate) position: i64,
    /// 0 for the whole bead, or the number of its part.
    pub(crate) part: i64,
}

impl At {
    pub(crate) fn whole(position: usize) -> Self {
        At {
            position: position as i64,
            part: 0,
        }
    }

    fn distance(self, other: At) -> (u64, u64) {
        (
            self.position.abs_diff(other.position),
            self.part.abs_diff(other.part),
        )
    }
}

/// An occurrence that stands in the file.
struct Standing {
    at: At,
    confidence: f64,
    /// As they are kept.
    places: Option<Vec<u8>>,
}

impl Store {
    /// Keys of all releases, sorted.
    pub(crate) fn releases(&self) -> Result<Vec<String>> {
        self.rows("SELECT key FROM release ORDER BY key", [], |row| row.get(0))
    }

    /// The units that stand in a release.
    pub(crate) fn units_of_release(&self, key: &str) -> Result<Vec<UnitId>> {
        let sql = "SELECT DISTINCT o.unit FROM release r JOIN occurrence o ON o.release = r.id
                   WHERE r.key = ?1 ORDER BY o.unit";
        self.rows(sql, params![key], |row| row.get(0).map(UnitId))
    }

    /// Tags of the languages that a release has text in, sorted.
    pub(crate) fn languages_of_release(&self, key: &str) -> Result<Vec<Language>> {
        let sql = "SELECT DISTINCT l.tag FROM release r JOIN occurrence o ON o.release = r.id
                   JOIN variant v ON v.unit = o.unit JOIN language l ON l.id = v.language
                   WHERE r.key = ?1 ORDER BY l.tag";
        self.rows(sql, params![key], |row| tag(row, 0))
    }
}

impl Writer<'_> {
    /// Makes `entries` the content of the release; only what differs is written, and what was
    /// corrected stays so.
    pub(crate) fn replace_release(
        &mut self,
        release: &ReleaseRow<'_>,
        entries: impl Iterator<Item = (At, Entry)>,
    ) -> Result<Changes> {
        let write = |e| sql_error("write the memory", e);
        let id = self.release_id(release).map_err(write)?;
        let mut standing = self.standing(id).map_err(write)?;
        let has_corrections = self.has_corrections().map_err(write)?;
        let mut changes = Changes::default();
        for (at, mut entry) in entries {
            if has_corrections && self.correct(&mut entry.variants).map_err(write)? {
                entry.confidence = 1.0;
            }
            let (unit, is_new) = self.unit_id(&entry).map_err(write)?;
            let places = self.places(&entry.places).map_err(write)?;
            let same_unit = standing.get_mut(&unit).filter(|list| !list.is_empty());
            match same_unit {
                Some(list) => {
                    let nearest = (0..list.len())
                        .min_by_key(|&i| list[i].at.distance(at))
                        .unwrap_or(0);
                    let old = list.swap_remove(nearest);
                    let same = old.at == at
                        && old.confidence as f32 == entry.confidence
                        && old.places == places;
                    if same {
                        changes.unchanged += 1;
                        continue;
                    }
                    self.delete_occurrence(unit, id, &old).map_err(write)?;
                    changes.known += 1;
                }
                None if is_new => changes.new += 1,
                None => changes.known += 1,
            }
            let confidence = f64::from(entry.confidence);
            self.statements
                .add_occurrence
                .execute(params![unit, id, at.position, at.part, confidence, places])
                .map_err(write)?;
        }
        for (unit, list) in standing {
            changes.removed += list.len();
            for old in list {
                self.delete_occurrence(unit, id, &old).map_err(write)?;
            }
            self.drop_orphan(unit).map_err(write)?;
        }
        Ok(changes)
    }

    /// Removes a release and the units that stand nowhere else; the number of occurrences removed.
    pub(crate) fn remove_release(&mut self, key: &str) -> Result<Option<usize>> {
        let remove = |writer: &mut Self| -> rusqlite::Result<Option<usize>> {
            let id: Option<i64> = writer
                .transaction
                .prepare_cached("SELECT id FROM release WHERE key = ?1")?
                .query_row(params![key], |row| row.get(0))
                .optional()?;
            let Some(id) = id else { return Ok(None) };
            let mut removed = 0;
            for (unit, list) in writer.standing(id)? {
                removed += list.len();
                for old in list {
                    writer.delete_occurrence(unit, id, &old)?;
                }
                writer.drop_orphan(unit)?;
            }
            writer.execute("DELETE FROM release WHERE id = ?1", params![id])?;
            Ok(Some(removed))
        };
        remove(self).map_err(|e| sql_error("write the memory", e))
    }

    fn release_id(&self, release: &ReleaseRow<'_>) -> rusqlite::Result<i64> {
        let ReleaseRow { key, date, url } = release;
        self.execute(
            "INSERT INTO release (key, date, url) VALUES (?1, ?2, ?3)
             ON CONFLICT (key) DO UPDATE SET date = excluded.date, url = excluded.url
             WHERE date IS NOT excluded.date OR url IS NOT excluded.url",
            params![key, date, url],
        )?;
        self.transaction
            .prepare_cached("SELECT id FROM release WHERE key = ?1")?
            .query_row(params![key], |row| row.get(0))
    }

    /// The release's occurrences, by unit.
    fn standing(&self, release: i64) -> rusqlite::Result<HashMap<i64, Vec<Standing>>> {
        let mut by_unit: HashMap<i64, Vec<Standing>> = HashMap::new();
        let mut statement = self.transaction.prepare_cached(
            "SELECT unit, position, part, confidence, places FROM occurrence WHERE release = ?1",
        )?;
        let mut rows = statement.query(params![release])?;
        while let Some(row) = rows.next()? {
            by_unit.entry(row.get(0)?).or_default().push(Standing {
                at: At {
                    position: row.get(1)?,
                    part: row.get(2)?,
                },
                confidence: row.get(3)?,
                places: row.get(4)?,
            });
        }
        Ok(by_unit)
    }

    fn delete_occurrence(&self, unit: i64, release: i64, old: &Standing) -> rusqlite::Result<()> {
        let At { position, part } = old.at;
        self.execute(
            "DELETE FROM occurrence
             WHERE unit = ?1 AND release = ?2 AND position = ?3 AND part = ?4",
            params![unit, release, position, part],
        )
        .map(|_| ())
    }
}
