//! The measures are their formulas.

use super::pattern::Masks;
use super::*;
use crate::work;
use proptest::prelude::*;

/// Two texts, often related, over an alphabet that makes coincidences.
fn pairs() -> impl Strategy<Value = (String, String)> {
    let texts = prop_oneof![
        "a{0,9}",
        "[ab]{0,150}",
        "[abc ]{0,20}",
        "[а-еңқ𝒳😀 .]{0,300}",
        "[ab 😀]{60,70}"
    ];
    let edits = proptest::collection::vec((0usize..300, "[ab😀 ]{0,3}", 0usize..3), 0..12);
    let related = (texts.clone(), edits).prop_map(|(text, edits)| {
        let mut chars: Vec<char> = text.chars().collect();
        for (at, new, gone) in edits {
            let at = at.min(chars.len());
            let end = (at + gone).min(chars.len());
            chars.splice(at..end, new.chars());
        }
        (text, chars.into_iter().collect())
    });
    prop_oneof![related, (texts.clone(), texts)]
}

fn oracle(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    strsim::generic_levenshtein(&a, &b)
}

fn naive_grams(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    match chars.len() {
        0 => Vec::new(),
        1..4 => vec![text.to_owned()],
        _ => chars.windows(4).map(|gram| gram.iter().collect()).collect(),
    }
}

fn naive_shared(a: &str, b: &str) -> usize {
    let mut left = naive_grams(b);
    let mut shared = 0;
    for gram in naive_grams(a) {
        if let Some(at) = left.iter().position(|other| *other == gram) {
            left.swap_remove(at);
            shared += 1;
        }
    }
    shared
}

fn naive(a: &str, b: &str, measure: Measure) -> f64 {
    let of = |d: usize, m: usize| {
        if m == 0 {
            1.0
        } else {
            1.0 - d as f64 / m as f64
        }
    };
    let longer = a.chars().count().max(b.chars().count());
    match measure {
        Measure::Characters => of(oracle(a, b), longer),
        Measure::Mean => {
            let grams = naive_grams(a).len() + naive_grams(b).len();
            let dice = match grams {
                0 => 1.0,
                _ => 2.0 * naive_shared(a, b) as f64 / grams as f64,
            };
            (of(oracle(a, b), longer) + dice) / 2.0
        }
        Measure::Tokens => {
            let (x, y): (Vec<_>, Vec<_>) = (tokens(a).collect(), tokens(b).collect());
            let (d, m) = (strsim::generic_levenshtein(&x, &y), x.len().max(y.len()));
            match d {
                0 if a != b => 1.0 - 0.5 / m.max(1) as f64,
                _ => of(d, m),
            }
        }
    }
}

const MEASURES: [Measure; 3] = [Measure::Mean, Measure::Characters, Measure::Tokens];

#[test]
fn empty_and_short_texts() {
    for (a, b, mean, characters, tokens) in [
        ("", "", 100, 100, 100),
        ("", "a", 0, 0, 0),
        ("", " ", 0, 0, 50),
        ("ab", "ab", 100, 100, 100),
        ("abc", "abd", 33, 66, 0),
        ("abc", "abcd", 37, 75, 0),
        ("a b", "a  b", 37, 75, 75),
        ("😀", "😁", 0, 0, 0),
    ] {
        for (measure, expected) in MEASURES.into_iter().zip([mean, characters, tokens]) {
            let percent = |a, b| Scorer::new(a, measure).percent(b, 0);
            assert_eq!(percent(a, b), Some(expected), "{a:?} {b:?} {measure:?}");
            assert_eq!(percent(b, a), Some(expected), "{b:?} {a:?} {measure:?}");
        }
    }
}

#[test]
fn a_hundred_only_for_equal_texts() {
    let long = "слово ".repeat(400);
    let other = format!("{long}а");
    for measure in MEASURES {
        assert_eq!(Scorer::new(&long, measure).percent(&other, 0), Some(99));
        assert_eq!(Scorer::new(&long, measure).percent(&other, 100), None);
        assert_eq!(Scorer::new(&long, measure).percent(&long, 100), Some(100));
        assert_eq!(Scorer::new(&long, measure).percent(&long, 101), None);
        assert_eq!(Scorer::new(&long, measure).similarity(&long, 1.1), None);
        assert_eq!(
            Scorer::new(&long, measure).similarity(&long, f64::NAN),
            None
        );
        assert_eq!(
            Scorer::new(&long, measure).similarity(&long, -1.0),
            Some(1.0)
        );
    }
}

#[test]
fn many_distinct_characters_need_no_more_than_their_number() {
    let text: String = ('\u{4e00}'..'\u{9000}').collect();
    let prepared = Prepared::new(&text);
    assert!(matches!(prepared.pattern.masks, Masks::Sparse(_)));
    let mut other: Vec<char> = text.chars().collect();
    other.remove(1000);
    other[2000] = 'x';
    let other: String = other.into_iter().collect();
    assert_eq!(prepared.distance(&other, 5), Some(2));
    assert_eq!(prepared.distance(&other, 1), None);
}

#[test]
fn long_texts_have_the_distance_of_strsim() {
    // Near each other, far from each other, and apart in length.
    let words = |step: usize, count: usize| {
        let numbers = (0..count).map(|at| (at * at + at / step) % 7919);
        numbers.fold(String::new(), |text, number| text + &format!("{number} "))
    };
    let text = words(7, 1_200);
    let near = format!("{}x{}", &text[1..3_000], &text[3_004..]);
    let others = [near, words(5, 1_200), words(7, 1_100), words(3, 900)];
    let prepared = Prepared::new(&text);
    for other in &others {
        let expected = oracle(&text, other);
        for cutoff in [usize::MAX, expected, expected - 1, 8 * expected] {
            let within = (expected <= cutoff).then_some(expected);
            assert_eq!(prepared.distance(other, cutoff), within);
        }
    }
}

proptest! {
    #[test]
    fn distances_are_those_of_strsim((a, b) in pairs(), cutoff in 0usize..40) {
        let expected = oracle(&a, &b);
        let prepared = Prepared::new(&a);
        prop_assert_eq!(prepared.distance(&b, usize::MAX), Some(expected));
        for cutoff in [cutoff, expected, expected + 1, expected.saturating_sub(1)] {
            let within = (expected <= cutoff).then_some(expected);
            prop_assert_eq!(prepared.distance(&b, cutoff), within);
        }
    }

    #[test]
    fn shared_grams_are_counted_naively((a, b) in pairs()) {
        let profile = Profile::new(&a);
        prop_assert_eq!(profile.total(), naive_grams(&a).len());
        prop_assert_eq!(profile.total(), gram_count(a.chars().count()));
        prop_assert_eq!(profile.shared(&b), naive_shared(&a, &b));
    }

    #[test]
    fn an_edit_changes_four_grams_at_most((a, b) in pairs()) {
        let most = naive_grams(&a).len().max(naive_grams(&b).len());
        prop_assert!(most <= naive_shared(&a, &b) + 4 * oracle(&a, &b));
    }

    #[test]
    fn measures_are_their_formulas((a, b) in pairs(), at_least in 0.0..1.0f64, percent in 0u8..=101) {
        for measure in MEASURES {
            let scorer = Scorer::new(&a, measure);
            let value = scorer.similarity(&b, 0.0).unwrap();
            prop_assert!((value - naive(&a, &b, measure)).abs() < 1e-12);
            prop_assert_eq!(value == 1.0, a == b);
            for at_least in [at_least, value, value.next_up()] {
                let reached = (at_least <= value).then_some(value);
                prop_assert_eq!(scorer.similarity(&b, at_least), reached);
            }
            let all = scorer.percent(&b, 0).unwrap();
            prop_assert_eq!(all == 100, a == b);
            for percent in [percent, all, all + 1] {
                prop_assert_eq!(scorer.percent(&b, percent), (percent <= all).then_some(all));
            }
        }
    }
}

/// A text of so many words, each a number that follows from the one before.
fn numbers(count: usize, seed: u64) -> String {
    let next = |last: &u64| Some(last.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
    let numbers = std::iter::successors(next(&seed), next);
    let words = numbers.map(|number| format!("{} ", number >> 40));
    words.take(count).collect()
}

#[test]
fn long_texts_score_as_short_ones_do() {
    let text = numbers(600, 1);
    let middle = text.len() / 2;
    let candidates = [
        text.clone(),
        text[middle..].to_owned(),
        format!("{}{}", &text[middle..], &text[..middle]),
        text.replace('7', "1"),
        text.replace([' ', '3'], ""),
        numbers(600, 2),
        numbers(300, 3),
        "x".repeat(9000),
    ];
    assert!(LONG < text.len());
    let scorer = Scorer::new(&text, Measure::Mean);
    for candidate in &candidates {
        let distance = oracle(&text, candidate);
        let longer = text.len().max(candidate.len());
        let shared = Profile::new(&text).shared(candidate);
        let grams = gram_count(text.len()) + gram_count(candidate.len());
        let expected = Score::mean(distance, longer, shared, grams);
        assert_eq!(scorer.score(candidate, expected), Some(expected));
        for percent in (0..=100).step_by(10) {
            let floor = Score::from_percent(percent);
            let found = scorer.score(candidate, floor);
            assert_eq!(found, (floor <= expected).then_some(expected), "{percent}");
        }
    }
}

#[test]
fn unlike_long_texts_are_not_compared() {
    let text = "7".repeat(100_000);
    let scorer = Scorer::new(&text, Measure::Mean);
    let before = work::so_far();
    let floor = Score::from_percent(40);
    assert_eq!(scorer.score(&"8".repeat(100_000), floor), None);
    assert_eq!(work::so_far(), before);
}
