//! The match forms that searches compared.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};

use crate::error::Result;

/// Match forms by the number of their text: no other text is ever given it, so that they stay right
/// whatever is written.
///
/// To find a text in the file and to fold it takes longer than to compare it, and what looks like one
/// query looks like others. Forms can be borrowed while more of them are put in, since none is moved:
/// room for more is made between searches.
#[derive(Default)]
pub(super) struct Forms {
    /// As many as a power of two, or none. A form is at the first place from that of its number on
    /// that was free.
    places: Box<[Place]>,
    len: Cell<usize>,
    bytes: Cell<usize>,
    is_full: Cell<bool>,
}

/// A number and a form, or free.
type Place = OnceCell<(u64, Box<str>)>;

impl Forms {
    /// What they take at most: where it would be more, all of them are forgotten.
    const MOST: usize = if cfg!(test) { 4_096 } else { 128 << 20 };
    /// What a form takes beside its bytes at most: four places, three of them free, and its own block.
    const BESIDE: usize = 112;
    /// What takes more than one in so many parts of it is read anew each time.
    const PARTS: usize = 16;
    const FIRST_PLACES: usize = if cfg!(test) { 4 } else { 1_024 };

    /// Gets ready for a search.
    pub(super) fn make_room(&mut self) {
        if self.is_full.get() {
            *self = Forms::default();
        }
        if self.places.len() / 2 <= self.len.get() {
            let many = (2 * self.places.len()).max(Self::FIRST_PLACES);
            let free = (0..many).map(|_| OnceCell::new()).collect();
            for form in std::mem::replace(&mut self.places, free) {
                if let Some((id, form)) = form.into_inner()
                    && let Some(place) = self.place(id)
                {
                    place.get_or_init(|| (id, form));
                }
            }
        }
    }

    /// The form that is known, or else the one that is read now.
    pub(super) fn get_or_read(
        &self,
        id: u64,
        read: impl FnOnce() -> Result<String>,
    ) -> Result<Cow<'_, str>> {
        let Some(place) = self.place(id) else {
            return read().map(Cow::Owned);
        };
        if let Some((_, form)) = place.get() {
            return Ok(Cow::Borrowed(form));
        }
        let form = read()?;
        let (len, bytes) = (self.len.get() + 1, form.len() + Self::BESIDE);
        let all = self.bytes.get() + bytes;
        // Some places stay free, for a search for one to end there.
        if Self::MOST / Self::PARTS < bytes || self.places.len() * 7 / 8 < len {
            return Ok(Cow::Owned(form));
        }
        if Self::MOST < all {
            self.is_full.set(true);
            return Ok(Cow::Owned(form));
        }
        self.len.set(len);
        self.bytes.set(all);
        let (_, form) = place.get_or_init(|| (id, form.into_boxed_str()));
        Ok(Cow::Borrowed(form))
    }

    /// Where the form of this number is, or has its place.
    fn place(&self, id: u64) -> Option<&Place> {
        let last = self.places.len().checked_sub(1)?;
        // The product's high half depends on all bits of the number.
        let first = (id.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize;
        let mut places = (first..).map(|at| &self.places[at & last]);
        places.find(|place| place.get().is_none_or(|(known, _)| *known == id))
    }
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
        fn what_is_told_is_what_would_be_read(searches in prop::collection::vec(prop::collection::vec(0u64..60, 0..40), 1..40)) {
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
                prop_assert!(forms.bytes.get() <= Forms::MOST);
                let kept = forms.places.iter().filter_map(OnceCell::get);
                let kept: usize = kept.map(|(_, form)| form.len() + Forms::BESIDE).sum();
                prop_assert_eq!(kept, forms.bytes.get());
                prop_assert!(forms.len.get() < forms.places.len());
            }
        }
    }

    #[test]
    fn a_known_form_is_not_read_again_and_a_failure_is_not_kept() {
        let mut forms = Forms::default();
        forms.make_room();
        let fails = || Err(crate::error::Error::damaged("gone"));
        assert!(forms.get_or_read(7, fails).is_err());
        assert_eq!(
            forms.get_or_read(7, || Ok("seven".to_owned())).unwrap(),
            "seven"
        );
        for _ in 0..3 {
            forms.make_room();
            assert_eq!(forms.get_or_read(7, fails).unwrap(), "seven");
        }
        // So much that nothing else can be kept is forgotten.
        for id in 8..40 {
            forms.make_room();
            let _ = forms.get_or_read(id, || Ok("x".repeat(60))).unwrap();
        }
        assert!(forms.get_or_read(7, fails).is_err());
        // And what is very long takes no other's place.
        let long = "x".repeat(Forms::MOST);
        assert_eq!(forms.get_or_read(99, || Ok(long.clone())).unwrap(), long);
        assert!(forms.get_or_read(99, fails).is_err());
    }
}
