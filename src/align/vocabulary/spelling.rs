//! Words as they are written: their letters, and the part that their inflected forms share.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::lang::{EN, KK, Language, RU};

/// Whether it is alphabetic; those of our languages are known without a search.
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphabetic(),
        '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' => true,
        '\u{a0}'..='\u{a9}' | '\u{ab}'..='\u{b4}' | '\u{2000}'..='\u{206f}' => false,
        _ => c.is_alphabetic(),
    }
}

/// Lower case; letters that writers exchange freely are made one.
pub(crate) fn lower(word: &str) -> String {
    let mut lower = String::with_capacity(word.len());
    push_lower(word, &mut lower);
    lower
}

pub(super) fn push_lower(word: &str, lower: &mut String) {
    for c in word.chars() {
        match c {
            _ if is_lower(c) => lower.push(c),
            'ё' | 'Ё' => lower.push('е'),
            _ => lower.extend(c.to_lowercase()),
        }
    }
}

/// Whether it is surely in lower case, and written in one way.
pub(crate) fn is_lower(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => !c.is_ascii_uppercase(),
        '\u{430}'..='\u{44f}' => true,
        'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і' => true,
        _ => false,
    }
}

/// The part of a word, in lower case, that its inflected forms share: the word without its longest
/// known ending, cut. Where beads are looked for this serves as well as [`text::stem`], in less
/// than half the time of the whole alignment.
///
/// [`text::stem`]: crate::text::stem
pub(crate) fn stem(language: Language, word: &str) -> &str {
    let endings = if language.same_language(EN) {
        &ENDINGS[0]
    } else if language.same_language(RU) {
        &ENDINGS[1]
    } else if language.same_language(KK) {
        return cut(word, 5);
    } else {
        return cut(word, 6);
    };
    let tail = packed(word);
    let bytes = endings.longest.min(word.len());
    let mut stems = (1..=bytes).rev().filter_map(|bytes| {
        let ending = tail & (u64::MAX >> (64 - 8 * bytes));
        let stem = word.get(..word.len() - bytes)?;
        endings.packed.contains(&ending).then_some(stem)
    });
    let stem = stems.find(|stem| stem.chars().nth(LEAST_STEM - 1).is_some());
    cut(stem.unwrap_or(word), 6)
}

/// A [`stem`] or a mark as a number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Stem([u64; 2]);

impl Stem {
    /// Nothing if it is longer than any stem.
    pub(crate) fn of(stem: &str) -> Option<Self> {
        // No character needs more.
        const BITS: u32 = 21;
        const EACH: usize = (u64::BITS / BITS) as usize;
        let mut halves = [0; 2];
        for (number, c) in stem.chars().enumerate() {
            let half = halves.get_mut(number / EACH)?;
            *half = *half << BITS | u64::from(c);
        }
        Some(Stem(halves))
    }
}

/// How many letters an ending leaves at least.
const LEAST_STEM: usize = 3;

/// The endings of a language.
struct Endings {
    packed: FxHashSet<u64>,
    /// How many bytes the longest has.
    longest: usize,
}

/// The endings of English and of Russian.
static ENDINGS: LazyLock<[Endings; 2]> = LazyLock::new(|| {
    ["en", "ru"].map(|tag| {
        let lines = include_str!("endings.txt").lines();
        let own = lines.filter_map(|line| line.strip_prefix(tag));
        let endings = || own.clone().flat_map(str::split_whitespace);
        Endings {
            packed: endings().map(packed).collect(),
            longest: endings().map(str::len).max().unwrap_or(0),
        }
    })
});

/// The last eight bytes of a word as a number.
fn packed(word: &str) -> u64 {
    let tail = word.bytes().rev().take(8).enumerate();
    tail.map(|(at, byte)| u64::from(byte) << (8 * at)).sum()
}

fn cut(word: &str, letters: usize) -> &str {
    match word.char_indices().nth(letters) {
        Some((at, _)) => &word[..at],
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::{ENDINGS, LEAST_STEM, cut, is_letter, lower, stem};
    use crate::align::vocabulary::lexicon::single_words;
    use crate::lang::{EN, KK, RU};

    #[test]
    fn letters_are_those_of_the_standard_library() {
        for c in char::MIN..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            let plain: String = c.to_lowercase().collect();
            assert_eq!(lower(&c.to_string()), plain.replace('ё', "е"), "{c:?}");
        }
    }

    #[test]
    fn the_longest_ending_is_cut() {
        assert!(ENDINGS.iter().all(|endings| endings.longest <= 8));
        for (tag, language) in [("en", EN), ("ru", RU)] {
            let lines = include_str!("endings.txt").lines();
            let own = lines.filter_map(|line| line.strip_prefix(tag));
            let endings: Vec<&str> = own.flat_map(str::split_whitespace).collect();
            for word in single_words(language).map(lower) {
                let stems = endings
                    .iter()
                    .filter_map(|ending| word.strip_suffix(ending));
                let stems = stems.filter(|stem| LEAST_STEM <= stem.chars().count());
                let shortest = stems.min_by_key(|stem| stem.len()).unwrap_or(&word);
                assert_eq!(stem(language, &word), cut(shortest, 6), "{word}");
            }
        }
    }

    #[test]
    fn forms_share_a_stem() {
        assert_eq!(stem(EN, "meetings"), stem(EN, "meeting"));
        assert_eq!(stem(RU, "встречами"), stem(RU, "встреча"));
        assert_eq!(stem(KK, "кездесудің"), stem(KK, "кездесу"));
        assert_eq!(stem(RU, "дня"), "дня");
    }
}
