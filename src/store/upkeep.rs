//! The file as a whole: whether it is sound, its size, and copies of it.

use std::fs::File;
use std::io;
use std::path::Path;

use super::{Store, postings, sql_error};
use crate::error::{Error, Result};

impl Store {
    /// What SQLite, the foreign keys and the check sums find wrong with the file; nothing if it is
    /// sound.
    pub(crate) fn integrity(&self) -> Result<Vec<String>> {
        let mut found = self.rows("PRAGMA integrity_check", [], |row| row.get::<_, String>(0))?;
        found.retain(|line| line != "ok");
        let broken = self.rows("PRAGMA foreign_key_check", [], |row| {
            row.get::<_, String>(0)
        })?;
        found.extend(
            broken
                .iter()
                .map(|t| format!("table {t}: a row refers to a missing one")),
        );
        found.extend(postings::integrity(&self.connection)?);
        found.extend(self.lists_integrity()?);
        found.extend(self.hashes_integrity()?);
        Ok(found)
    }

    /// Gives unused pages back.
    pub(crate) fn shrink(&self) -> Result<()> {
        let _lock = self.address.writing();
        self.connection
            .execute_batch("VACUUM")
            .map_err(|e| sql_error("compact the memory", e))
    }

    /// Writes a copy of one state of the memory to a new file.
    pub(crate) fn back_up(&self, path: &Path) -> Result<()> {
        let failed = |e| Error::io("copy the memory", path, e);
        // A name by itself may mean something else to SQLite.
        let whole = std::path::absolute(path).map_err(failed)?;
        let Some(name) = whole.to_str() else {
            let message = "a name that is not in UTF-8; give another";
            return Err(Error::input(message).in_file(path));
        };
        match File::create_new(&whole) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                let message = "there is a file already; give another name, or remove it first";
                return Err(Error::input(message).in_file(path));
            }
            created => drop(created.map_err(failed)?),
        }
        if let Err(e) = self.connection.execute("VACUUM INTO ?1", [name]) {
            // Half a copy is none.
            let _ = std::fs::remove_file(&whole);
            return Err(sql_error("copy the memory", e).in_file(path));
        }
        Ok(())
    }
}
