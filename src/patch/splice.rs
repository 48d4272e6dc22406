//! Ranges of a text replaced by others.

use std::ops::Range;

/// A text with some ranges replaced, and where the new words stand.
pub(super) fn spliced(
    text: &str,
    changes: Vec<(Range<usize>, &str)>,
) -> (String, Vec<Range<usize>>) {
    let mut in_order: Vec<usize> = (0..changes.len()).collect();
    in_order.sort_by_key(|&at| changes[at].0.start);
    let mut places = vec![0..0; changes.len()];
    let (mut new, mut done) = (String::with_capacity(text.len() + 16), 0);
    for at in in_order {
        let (range, words) = &changes[at];
        new.push_str(&text[done..range.start]);
        places[at] = new.len()..new.len() + words.len();
        new.push_str(words);
        done = range.end;
    }
    new.push_str(&text[done..]);
    (new, places)
}
