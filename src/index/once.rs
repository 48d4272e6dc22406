//! Values made on demand.

use std::sync::{Mutex, OnceLock, PoisonError};

use crate::error::Result;

/// What is made once, by the first who asks; the others wait for it.
#[derive(Debug)]
pub(crate) struct Once<T> {
    made: OnceLock<T>,
    making: Mutex<()>,
}

impl<T> Default for Once<T> {
    fn default() -> Self {
        Once {
            made: OnceLock::new(),
            making: Mutex::new(()),
        }
    }
}

impl<T> From<T> for Once<T> {
    /// What is made already.
    fn from(made: T) -> Self {
        Once {
            made: OnceLock::from(made),
            making: Mutex::new(()),
        }
    }
}

impl<T> Once<T> {
    pub(crate) fn get_or_make(&self, make: impl FnOnce() -> Result<T>) -> Result<&T> {
        if let Some(made) = self.made.get() {
            return Ok(made);
        }
        let _one_at_a_time = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        match self.made.get() {
            Some(made) => Ok(made),
            None => make().map(|made| self.made.get_or_init(|| made)),
        }
    }
}
