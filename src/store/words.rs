//! Models of word alignment in the file, and the texts that they are trained on.

use rusqlite::params;

use super::{Store, sql_error};
use crate::error::Result;
use crate::lang::Language;

/// The units of a memory at some time, as far as training needs to know them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stock {
    /// The number of the newest unit.
    pub(crate) newest: i64,
    /// How many units there were.
    pub(crate) units: i64,
}

impl Store {
    /// The units as they are now.
    pub(crate) fn stock(&self) -> Result<Stock> {
        let sql = "SELECT ifnull(max(id), 0), count(*) FROM unit";
        let stock = self.rows(sql, [], |row| {
            Ok(Stock {
                newest: row.get(0)?,
                units: row.get(1)?,
            })
        })?;
        Ok(stock.into_iter().next().unwrap_or(Stock {
            newest: 0,
            units: 0,
        }))
    }

    /// How many units came and went since then.
    pub(crate) fn changed_since(&self, then: Stock) -> Result<i64> {
        let sql =
            "SELECT count(*) FILTER (WHERE id <= ?1), count(*) FILTER (WHERE ?1 < id) FROM unit";
        let changed = self.rows(sql, params![then.newest], |row| {
            let (left, new): (i64, i64) = (row.get(0)?, row.get(1)?);
            Ok(then
                .units
                .saturating_sub(left)
                .saturating_abs()
                .saturating_add(new))
        })?;
        Ok(changed.into_iter().sum())
    }

    /// Texts of two languages that translate each other, parts of beads among them, which are the
    /// shorter and the better to learn from; of more than `most` pairs an even choice, which depends on
    /// the texts alone.
    pub(crate) fn pairs(
        &self,
        languages: [Language; 2],
        most: i64,
    ) -> Result<Vec<(String, String)>> {
        let from = "FROM variant a JOIN language la ON la.id = a.language AND la.primary_tag = ?1
             JOIN variant b ON b.unit = a.unit JOIN language lb ON lb.id = b.language AND lb.primary_tag = ?2
             JOIN segment sa ON sa.id = a.segment JOIN segment sb ON sb.id = b.segment";
        let [source, target] = languages;
        let [source, target] = [source.primary(), target.primary()];
        let sql = format!("SELECT count(*) {from}");
        let all: i64 = self
            .rows(&sql, params![source, target], |row| row.get::<_, i64>(0))?
            .into_iter()
            .sum();
        let step = (all + most - 1) / most.max(1);
        let sql = format!(
            "SELECT sa.text, sb.text {from} WHERE abs(sa.text_hash % ?3) = 0
             ORDER BY sa.text, sb.text"
        );
        self.rows(&sql, params![source, target, step.max(1)], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    /// The model that was kept for two languages, and what it was trained on.
    pub(crate) fn word_model(&self, languages: [Language; 2]) -> Result<Option<(Stock, Vec<u8>)>> {
        let sql =
            "SELECT newest_unit, units, data FROM word_model WHERE source = ?1 AND target = ?2";
        let [source, target] = languages;
        let found = self.rows(sql, params![source.primary(), target.primary()], |row| {
            let stock = Stock {
                newest: row.get(0)?,
                units: row.get(1)?,
            };
            Ok((stock, row.get(2)?))
        })?;
        Ok(found.into_iter().next())
    }

    /// Keeps a model in place of the one before; not while a snapshot of this store is open. A file
    /// that cannot be written now is left as it is: what is learnt can be learnt again.
    pub(crate) fn keep_word_model(
        &self,
        languages: [Language; 2],
        stock: Stock,
        data: &[u8],
    ) -> Result<()> {
        let _lock = self.address.writing();
        let [source, target] = languages;
        let values = params![
            source.primary(),
            target.primary(),
            stock.newest,
            stock.units,
            data
        ];
        let sql = "INSERT OR REPLACE INTO word_model (source, target, newest_unit, units, data)
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        use rusqlite::ErrorCode as Code;
        match self.connection.execute(sql, values) {
            Ok(_) => Ok(()),
            Err(e) => match e.sqlite_error_code() {
                Some(Code::DatabaseBusy | Code::DatabaseLocked | Code::ReadOnly) => Ok(()),
                _ => Err(sql_error("keep the word model", e)),
            },
        }
    }
}
