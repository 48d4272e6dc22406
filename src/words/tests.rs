//! Words are linked the same whatever the order of the texts and the direction, and after a reload.

use proptest::prelude::*;

use super::*;
use crate::lang::{EN, KK, RU};

const PAIRS: &[(&str, &str)] = &[
    (
        "The commission met in Astana.",
        "Комиссия Астанада жиналды.",
    ),
    (
        "The commission will meet in May.",
        "Комиссия мамырда жиналады.",
    ),
    ("The council met in Almaty.", "Кеңес Алматыда жиналды."),
    ("Meeting of the council", "Кеңестің отырысы"),
    ("15 documents were signed.", "15 құжатқа қол қойылды."),
];

#[test]
fn figures_names_and_known_words_need_no_training() {
    for (languages, source, target, part, answer) in [
        (
            (EN, RU),
            "12,500 tonnes of grain",
            "12 500 тонн зерна",
            "12,500",
            "12 500",
        ),
        (
            (RU, KK),
            "посетил Алма-Ату 5 мая",
            "5 мамырда Алматыға барды",
            "5 мая",
            "5 мамырда",
        ),
        (
            (EN, KK),
            "The Government of Kazakhstan",
            "Қазақстан Үкіметі",
            "Government",
            "Үкіметі",
        ),
        (
            (RU, EN),
            "министр Ибрагимов",
            "Minister Ibragimov",
            "Ибрагимов",
            "Ibragimov",
        ),
    ] {
        let words = Model::new(languages.0, languages.1).align(source, target);
        let at = source.find(part).unwrap();
        let found = words.target(at..at + part.len()).unwrap();
        assert_eq!(&target[found.range], answer, "{part}");
    }
}

#[test]
fn training_does_not_depend_on_the_order_of_texts() {
    let model = Model::train(EN, KK, PAIRS);
    let mut turned = PAIRS.to_vec();
    turned.reverse();
    turned.push(PAIRS[0]);
    assert_eq!(Model::train(EN, KK, &turned), model);
}

#[test]
fn bytes_give_the_same_model() {
    let model = Model::train(EN, KK, PAIRS);
    let bytes = model.to_bytes();
    assert_eq!(Model::from_bytes([EN, KK], &bytes), Some(model));
    for cut in 0..bytes.len() {
        assert_eq!(Model::from_bytes([EN, KK], &bytes[..cut]), None);
    }
}

#[test]
fn hostile_texts_are_aligned() {
    let letters = "ә".repeat(1_000_000);
    let many = "слово ".repeat(20_000);
    let model = Model::train(KK, RU, &[(&letters, &many), ("", ""), ("...", "!")]);
    for (a, b) in [
        (&*letters, &*many),
        ("", "слово"),
        ("...", "слово"),
        ("", ""),
    ] {
        let words = model.align(a, b);
        assert_eq!(words.target(0..0), None);
        assert!(
            words
                .target(5..usize::MAX)
                .is_none_or(|p| p.range.end <= b.len())
        );
    }
}

fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("the council"),
        Just("Кеңес"),
        Just("комиссия"),
        Just("Astana"),
        Just("Астанада"),
        Just("15"),
        Just("5 мая"),
        Just("«"),
        Just("…"),
        Just("ё̈"),
        Just("👍🏽"),
        Just("<b>"),
        Just("\u{a0}"),
    ];
    proptest::collection::vec(word, 0..12).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn spans_lie_in_the_texts(a in text(), b in "\\PC{0,40}", from in 0usize..60, length in 0usize..60) {
        let words = Model::train(EN, KK, PAIRS).align(&a, &b);
        for link in words.links() {
            prop_assert!(a.get(link.source).is_some_and(|word| !word.is_empty()));
            prop_assert!(b.get(link.target).is_some_and(|word| !word.is_empty()));
            prop_assert!((0.0..=1.0).contains(&link.probability));
        }
        if let Some(there) = words.target(from..from + length) {
            prop_assert!(b.get(there.range).is_some_and(|words| !words.is_empty()));
            prop_assert!((0.0..=1.0).contains(&there.confidence));
        }
    }

    #[test]
    fn a_swapped_model_finds_the_same(a in text(), b in text()) {
        let model = Model::train(EN, KK, PAIRS);
        let swapped: Vec<_> = PAIRS.iter().map(|&(en, kk)| (kk, en)).collect();
        let back = Model::train(KK, EN, &swapped);
        prop_assert_eq!(&model.clone().swapped(), &back);
        let mut turned: Vec<Link> = back.align(&b, &a).links().into_iter()
            .map(|link| Link { source: link.target, target: link.source, ..link })
            .collect();
        turned.sort_by_key(|link| (link.source.start, link.target.start));
        prop_assert_eq!(model.align(&a, &b).links(), turned);
        prop_assert_eq!(model.align(&a, &b).target(3..9), back.align(&b, &a).source(3..9));
    }
}
