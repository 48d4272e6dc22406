//! What only the inside can tell: that the work is linear.

use super::*;
use crate::lang::{EN, KK, RU};
use crate::work;

/// The beads that were weighed to align these texts.
fn weighed(texts: &[(Language, Vec<String>)]) -> usize {
    let versions: Vec<Version<'_>> = texts
        .iter()
        .map(|(language, text)| Version::new(*language, text.iter().map(String::as_str).collect()))
        .collect();
    let before = work::so_far();
    Aligner::new().align(&versions);
    work::so_far() - before
}

#[test]
fn twice_the_text_is_at_most_about_twice_the_work() {
    let reports = |count: usize| {
        let text = |form: &dyn Fn(usize) -> String| (0..count).map(form).collect();
        vec![
            (
                EN,
                text(&|i| format!("On day {i} the minister visits a town.")),
            ),
            (RU, text(&|i| format!("В день {i} министр посетит город."))),
            (KK, text(&|i| format!("{i} күні министр қалаға барады."))),
        ]
    };
    // Nothing in these tells one segment from another.
    let alike = |count: usize| {
        let same = |text: &str, count: usize| vec![text.to_owned(); count];
        vec![
            (EN, same("The same again, 5.", count)),
            (RU, same("То же опять, 5.", count * 9 / 10)),
        ]
    };
    for texts in [
        &reports as &dyn Fn(usize) -> Vec<(Language, Vec<String>)>,
        &alike,
    ] {
        // The band is narrower at both ends of a text, which are a large part of a short one.
        let (once, twice) = (weighed(&texts(1200)), weighed(&texts(2400)));
        assert!(once < twice && twice * 10 < once * 22, "{once} {twice}");
    }
}

#[test]
fn twice_the_figures_of_a_sentence_are_about_twice_the_work() {
    let list = |first: usize, figures: usize| {
        let all: Vec<String> = (first..first + figures)
            .map(|i| (7 * i).to_string())
            .collect();
        vec![all.join(" km, ")]
    };
    // The same figures, and others as long.
    for first in [20_000, 100_000] {
        let work = |figures| weighed(&[(EN, list(20_000, figures)), (RU, list(first, figures))]);
        let (once, twice) = (work(1000), work(2000));
        assert!(once < twice && twice * 10 < once * 25, "{once} {twice}");
    }
}

/// Versions of so many segments that say these again and again; `text` tells the language's own.
fn cycles(
    count: usize,
    distinct: usize,
    text: fn(usize, usize) -> String,
) -> Vec<(Language, Vec<String>)> {
    let cycle = |language: usize| {
        (0..count)
            .map(move |i| text(language, i % distinct))
            .collect()
    };
    [EN, RU, KK].into_iter().zip((0..3).map(cycle)).collect()
}

/// What tells nothing apart takes no more than what does.
#[test]
fn equal_segments_are_no_more_work_than_others() {
    const HELD: [&str; 3] = [
        "The meeting was held.",
        "Заседание состоялось.",
        "Отырыс өтті.",
    ];
    let held = |language: usize, _: usize| HELD[language].to_owned();
    let dash = |_: usize, _: usize| "-".to_owned();
    let town = |language: usize, i: usize| match language {
        0 => format!("On day {i} the minister visits a town."),
        1 => format!("В день {i} министр посетит город."),
        _ => format!("{i} күні министр қалаға барады."),
    };
    let others = |count| weighed(&cycles(count, count, town));
    for (distinct, text) in [
        (1, held as fn(usize, usize) -> String),
        (1, dash),
        (50, town),
    ] {
        let equal = |count| weighed(&cycles(count, distinct, text));
        let (once, twice) = (equal(1200), equal(2400));
        assert!(
            once < twice && twice * 10 < once * 22,
            "{distinct} {once} {twice}"
        );
        // Where they stand near each other, the band about points of all words is as wide as about rare ones'.
        let others = others(2400);
        assert!(twice * 10 < others * 13, "{distinct} {twice} {others}");
        let two = |count| weighed(&cycles(count, distinct, text)[..2]);
        let (once, twice) = (two(1200), two(2400));
        assert!(
            once < twice && twice * 10 < once * 22,
            "{distinct} {once} {twice}"
        );
    }
    // One text has half of them.
    let half = |count: usize| {
        let mut texts = cycles(count, 1, held);
        texts[1].1.truncate(count / 2);
        weighed(&texts)
    };
    let (once, twice) = (half(1200), half(2400));
    assert!(once < twice && twice * 10 < once * 22, "{once} {twice}");
    assert!(twice < others(2400));
}
