//! Where a memory lies, and who waits for whom there.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::{Store, schema};
use crate::error::Result;

/// Where a memory lies, for more connections to it.
#[derive(Clone, Debug)]
pub(crate) enum Address {
    File(PathBuf),
    /// Memory that SQLite shares among connections under a name. It has no snapshots: who reads
    /// keeps writers waiting, and the reverse, by the lock.
    Shared(String, Arc<RwLock<()>>),
}

impl Address {
    /// Holds wherever the program goes to work.
    pub(super) fn of_file(path: &Path) -> Self {
        Address::File(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
    }

    /// Another connection, which only reads.
    pub(crate) fn open(&self) -> Result<Store> {
        match self {
            Address::File(path) => Store::open_read_only(path),
            Address::Shared(name, _) => {
                schema::shared(name).map(|connection| Store::over(connection, self.clone()))
            }
        }
    }

    pub(super) fn reading(&self) -> Option<RwLockReadGuard<'_, ()>> {
        match self {
            Address::File(_) => None,
            Address::Shared(_, lock) => Some(lock.read().unwrap_or_else(PoisonError::into_inner)),
        }
    }

    pub(super) fn writing(&self) -> Option<RwLockWriteGuard<'_, ()>> {
        match self {
            Address::File(_) => None,
            Address::Shared(_, lock) => Some(lock.write().unwrap_or_else(PoisonError::into_inner)),
        }
    }
}
