//! Many short lists in one piece of memory.

/// A list per number, from 0 on.
#[derive(Default)]
pub(crate) struct Lists<T> {
    /// Where each list begins, and where the last ends.
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Default> Lists<T> {
    /// So many lists of what is told, each with the number of its list; within a list what is told
    /// first stands first.
    pub(crate) fn of(count: usize, told: impl Iterator<Item = (u32, T)> + Clone) -> Self {
        let mut starts = vec![0u32; count + 2];
        for (list, _) in told.clone() {
            starts[list as usize + 2] += 1;
        }
        for list in 2..starts.len() {
            starts[list] += starts[list - 1];
        }
        // What is the next one's start becomes its own while items are put down.
        let mut items = vec![T::default(); starts[count + 1] as usize];
        for (list, item) in told {
            let place = &mut starts[list as usize + 1];
            items[*place as usize] = item;
            *place += 1;
        }
        starts.pop();
        Lists { starts, items }
    }

    pub(crate) fn get(&self, list: usize) -> &[T] {
        &self.items[self.starts[list] as usize..self.starts[list + 1] as usize]
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[T]> + Clone {
        (0..self.starts.len() - 1).map(|list| self.get(list))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Lists;

    proptest! {
        #[test]
        fn every_list_holds_what_was_told_of_it(
            told in prop::collection::vec((0u32..6, any::<u8>()), 0..30)
        ) {
            let lists = Lists::of(6, told.iter().copied());
            prop_assert_eq!(lists.iter().count(), 6);
            for (number, list) in lists.iter().enumerate() {
                let slow: Vec<u8> =
                    told.iter().filter(|t| t.0 as usize == number).map(|t| t.1).collect();
                prop_assert_eq!(list, slow);
            }
        }
    }
}
