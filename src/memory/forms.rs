//! The match forms that searches compared.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};

use crate::error::Result;

/// Match forms by the number of their text: no other text is ever given it, so that they stay right
/// whatever is written.
///
/// To find a text in the file and to fold it takes longer than to compare it, and what looks like one
/// query looks like others. A form that is put in while others are borrowed has a block of its own; between
/// searches it is packed with the rest, since a block takes as much again as a short form does.
#[derive(Default)]
pub(super) struct Forms {
    packed: Packed,
    /// What was read since, as many places as a power of two, or none.
    fresh: Box<[Fresh]>,
    len: Cell<usize>,
}

/// A number and a form, or free.
type Fresh = OnceCell<(u64, Box<str>)>;

/// Forms one after the other in long strings.
#[derive(Default)]
struct Packed {
    /// As many as a power of two, or none. A form is at the first place from that of its number on
    /// that was free.
    places: Vec<Place>,
    len: usize,
    chunks: Vec<String>,
}

/// Where a form is: counted through all chunks, as if each were full.
#[derive(Clone, Copy)]
struct Place {
    id: u64,
    start: u32,
    len: u32,
}

const FREE: Place = Place {
    id: 0,
    start: u32::MAX,
    len: 0,
};

/// What all packed forms take at most: before there are more, all of them are forgotten.
const MOST: usize = if cfg!(test) { 8_192 } else { 256 << 20 };
const CHUNK: usize = if cfg!(test) { 1_024 } else { 1 << 20 };
/// What is longer is read anew each time.
const LONGEST: usize = CHUNK / 8;
/// How many places there are at first.
const FEWEST: usize = if cfg!(test) { 4 } else { 1_024 };
/// How many fresh ones there are at most.
const MOST_FRESH: usize = if cfg!(test) { 16 } else { 65_536 };

impl Forms {
    /// Gets ready for a search.
    pub(super) fn make_room(&mut self) {
        if 2 * self.len.get() < self.fresh.len() {
            return;
        }
        let many = (2 * self.fresh.len()).clamp(FEWEST, MOST_FRESH);
        let free = (0..many).map(|_| OnceCell::new()).collect();
        let fresh = std::mem::replace(&mut self.fresh, free);
        self.len.set(0);
        for (id, form) in fresh.into_iter().filter_map(OnceCell::into_inner) {
            self.packed.insert(id, &form);
        }
    }

    /// The form that is known, or else the one that is read now.
    pub(super) fn get_or_read(
        &self,
        id: u64,
        read: impl FnOnce() -> Result<String>,
    ) -> Result<Cow<'_, str>> {
        if let Some(form) = self.packed.get(id) {
            return Ok(Cow::Borrowed(form));
        }
        let mut places = probed(id, self.fresh.len()).map(|at| &self.fresh[at]);
        let ends = |known: Option<&(u64, _)>| known.is_none_or(|(known, _)| *known == id);
        let Some(place) = places.find(|place| ends(place.get())) else {
            return read().map(Cow::Owned);
        };
        if let Some((_, form)) = place.get() {
            return Ok(Cow::Borrowed(form));
        }
        let (form, len) = (read()?, self.len.get() + 1);
        if LONGEST < form.len() || is_crowded(len, self.fresh.len()) {
            return Ok(Cow::Owned(form));
        }
        self.len.set(len);
        let (_, form) = place.get_or_init(|| (id, form.into_boxed_str()));
        Ok(Cow::Borrowed(form))
    }
}

impl Packed {
    fn get(&self, id: u64) -> Option<&str> {
        let mut places = probed(id, self.places.len()).map(|at| self.places[at]);
        let place = places.find(|place| place.is_free() || place.id == id)?;
        let (chunk, start) = place.address()?;
        Some(&self.chunks[chunk][start..start + place.len as usize])
    }

    /// Puts a form in that is not there.
    fn insert(&mut self, id: u64, form: &str) {
        let last = self.chunks.last();
        let has_room = last.is_some_and(|chunk| chunk.len() + form.len() <= CHUNK);
        let has_place = !is_crowded(self.len + 1, self.places.len());
        let more_places = match has_place {
            true => 0,
            false => self.places.len().max(FEWEST),
        };
        let more = size_of::<Place>() * more_places + if has_room { 0 } else { CHUNK };
        if MOST < self.bytes() + more {
            *self = Packed::default();
            return self.insert(id, form);
        }
        if !has_place {
            let many = self.places.len() + more_places;
            let places = std::mem::replace(&mut self.places, vec![FREE; many]);
            for place in places.into_iter().filter(|place| !place.is_free()) {
                self.put(place);
            }
        }
        if !has_room {
            self.chunks.push(String::with_capacity(CHUNK));
        }
        let last = self.chunks.len() - 1;
        self.put(Place {
            id,
            start: (last * CHUNK + self.chunks[last].len()) as u32,
            len: form.len() as u32,
        });
        self.len += 1;
        self.chunks[last].push_str(form);
    }

    /// Puts a place at the first that is free.
    fn put(&mut self, place: Place) {
        let mut places = probed(place.id, self.places.len());
        if let Some(at) = places.find(|&at| self.places[at].is_free()) {
            self.places[at] = place;
        }
    }

    /// What it takes.
    fn bytes(&self) -> usize {
        size_of::<Place>() * self.places.len() + CHUNK * self.chunks.len()
    }
}

impl Place {
    fn is_free(self) -> bool {
        self.start == FREE.start
    }

    /// The number of the chunk, and where in it, if there is a form.
    fn address(self) -> Option<(usize, usize)> {
        let start = self.start as usize;
        (!self.is_free()).then_some((start / CHUNK, start % CHUNK))
    }
}

/// The places among `many`, a power of two or none, where a number may be, in the order to look there.
fn probed(id: u64, many: usize) -> impl Iterator<Item = usize> {
    // The product's high half depends on all bits of the number.
    let first = (id.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize;
    (first..first + many).map(move |at| at & (many - 1))
}

/// Whether so many forms leave too few places free for a search to end soon.
fn is_crowded(len: usize, places: usize) -> bool {
    places * 7 / 8 < len
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn form_of(id: u64) -> String {
        "x".repeat((id % 100) as usize)
    }

    proptest! {
        #[test]
        fn what_is_told_is_what_would_be_read(searches in prop::collection::vec(prop::collection::vec(0u64..200, 0..40), 1..60)) {
            let mut forms = Forms::default();
            for search in searches {
                forms.make_room();
                let told: Vec<_> = search
                    .iter()
                    .map(|&id| forms.get_or_read(id, || Ok(form_of(id))).unwrap())
                    .collect();
                for (&id, told) in search.iter().zip(&told) {
                    prop_assert_eq!(&**told, form_of(id));
                }
                let Packed { places, len, chunks } = &forms.packed;
                prop_assert!(forms.packed.bytes() <= MOST);
                let kept = places.iter().filter(|place| !place.is_free());
                let (many, bytes) = kept.fold((0, 0), |(many, bytes), place| (many + 1, bytes + place.len as usize));
                prop_assert_eq!(many, *len);
                prop_assert_eq!(bytes, chunks.iter().map(String::len).sum::<usize>());
                prop_assert!(chunks.iter().all(|chunk| chunk.capacity() == CHUNK));
                prop_assert!(*len < places.len().max(1));
                let fresh = forms.fresh.iter().filter_map(OnceCell::get);
                prop_assert!(fresh.clone().all(|(id, _)| forms.packed.get(*id).is_none()));
                prop_assert_eq!(fresh.count(), forms.len.get());
                prop_assert!(forms.len.get() < forms.fresh.len());
            }
        }
    }

    #[test]
    fn a_known_form_is_not_read_again_and_a_failure_is_not_kept() {
        let mut forms = Forms::default();
        forms.make_room();
        let fails = || Err(crate::error::Error::damaged("gone"));
        assert!(forms.get_or_read(7, fails).is_err());
        let seven = || Ok("seven".to_owned());
        assert_eq!(forms.get_or_read(7, seven).unwrap(), "seven");
        for _ in 0..3 {
            forms.make_room();
            assert_eq!(forms.get_or_read(7, fails).unwrap(), "seven");
        }
        // Among others it is packed, and then more of them are than can be kept.
        let mut others = (8..).map(|id| {
            let _ = forms.get_or_read(id, || Ok("x".repeat(60))).unwrap();
            forms.make_room();
            forms.get_or_read(7, fails).is_ok()
        });
        let known = others.by_ref().take_while(|known| *known).count();
        assert!((MOST / 200..MOST / 60).contains(&known), "{known} others");
        // And what is very long takes no other's place.
        let long = "x".repeat(LONGEST + 1);
        assert_eq!(forms.get_or_read(9_999, || Ok(long.clone())).unwrap(), long);
        assert!(forms.get_or_read(9_999, fails).is_err());
    }
}
