//! Texts that have what few have.

/// To look so many texts up in other lists takes less time than a search by counts.
const RARE: usize = 4_096;
/// So few are compared at once.
const FEW: usize = 16;
/// To compare more than so many takes longer than a search by counts.
const MANY: usize = 128;

/// A list of an index: the texts that may have something.
pub(super) trait Postings {
    /// How many there are, or somewhat more.
    fn len(&self) -> usize;

    /// All of them, ascending.
    fn all(&self) -> Vec<u16>;

    /// Leaves out of ascending texts those that are not among them.
    fn retain(&self, texts: &mut Vec<u16>);
}

/// The texts that may be in all lists, ascending, if one of these is short, and they are not many.
pub(super) fn in_all<L: Postings>(mut lists: Vec<L>) -> Option<Vec<u16>> {
    lists.sort_unstable_by_key(L::len);
    let (rarest, others) = lists.split_first()?;
    if RARE < rarest.len() {
        return None;
    }
    let mut texts = rarest.all();
    // What shares a bucket with another of its own is there more than once.
    texts.dedup();
    let mut looked_up = 0;
    for list in others {
        if texts.len() <= FEW || RARE < looked_up {
            break;
        }
        looked_up += texts.len();
        list.retain(&mut texts);
    }
    (texts.len() <= MANY).then_some(texts)
}

/// Leaves out of ascending texts those that others, ascending, too, are not.
pub(super) fn retain_common(texts: &mut Vec<u16>, others: impl Iterator<Item = u16>) {
    let mut others = others.peekable();
    texts.retain(|&text| {
        while others.next_if(|&other| other < text).is_some() {}
        others.peek() == Some(&text)
    });
}

impl Postings for &[u16] {
    fn len(&self) -> usize {
        <[u16]>::len(self)
    }

    fn all(&self) -> Vec<u16> {
        self.to_vec()
    }

    fn retain(&self, texts: &mut Vec<u16>) {
        texts.retain(|text| self.binary_search(text).is_ok());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_in_all_lists_is_kept(
            lists in prop::collection::vec(prop::collection::btree_set(0u16..200, 0..200), 1..5),
        ) {
            let sorted: Vec<Vec<u16>> = lists.iter().map(|list| list.iter().copied().collect()).collect();
            let in_every = |text: &u16| lists.iter().all(|list| list.contains(text));
            let common: Vec<u16> = (0..200).filter(in_every).collect();
            match in_all(sorted.iter().map(Vec::as_slice).collect()) {
                None => prop_assert!(MANY < common.len()),
                Some(found) => {
                    prop_assert!(common.iter().all(|text| found.contains(text)));
                    prop_assert!(found.len() <= FEW.max(common.len()) && found.is_sorted());
                }
            }

            let mut merged = sorted[0].clone();
            let last = &sorted[sorted.len() - 1];
            retain_common(&mut merged, last.iter().copied());
            let both: Vec<u16> = sorted[0].iter().copied().filter(|text| last.contains(text)).collect();
            prop_assert_eq!(merged, both);
        }
    }
}
