//! Where a unit stands in its documents, as numbers in one value.

use super::Store;
use super::writer::Writer;
use crate::error::{Error, Result};
use crate::leb128::{put, take};
use crate::unit::Place;

impl Store {
    /// Places as they are kept, by language.
    pub(super) fn places(&self, kept: &[u8]) -> Result<Vec<Place>> {
        let damaged = || Error::damaged("where a unit stands in its documents cannot be read");
        let mut rest = kept.iter();
        let mut places = Vec::new();
        while !rest.as_slice().is_empty() {
            let mut number = || {
                let number = take(&mut rest).and_then(|number| u32::try_from(number).ok());
                number.ok_or_else(damaged)
            };
            places.push(Place {
                language: self.language(number()?.into())?,
                block: number()?,
                segment: number()?,
            });
        }
        places.sort_by_cached_key(|place| place.language.to_string());
        Ok(places)
    }
}

impl Writer<'_> {
    /// Places as they are kept.
    pub(super) fn places(&mut self, places: &[Place]) -> rusqlite::Result<Option<Vec<u8>>> {
        let mut numbers = Vec::with_capacity(places.len());
        for place in places {
            let language = self.language_id(place.language)? as u64;
            numbers.push([language, place.block.into(), place.segment.into()]);
        }
        numbers.sort_unstable();
        let mut kept = Vec::new();
        for number in numbers.into_iter().flatten() {
            put(&mut kept, number);
        }
        Ok(Some(kept).filter(|kept| !kept.is_empty()))
    }
}
