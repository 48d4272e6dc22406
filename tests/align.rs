//! Alignment: what must hold for any input.

use proptest::prelude::*;
use tolmach::align::{Aligner, Alignment, Reason, UseLexicon, Version};
use tolmach::{EN, KK, Language, RU};

const LANGUAGES: [Language; 8] = [EN, RU, KK, EN, RU, KK, EN, RU];

fn align(texts: &[Vec<String>]) -> Alignment {
    let versions: Vec<Version<'_>> = texts
        .iter()
        .zip(LANGUAGES)
        .map(|(text, language)| Version::new(language, text.iter().map(String::as_str).collect()))
        .collect();
    Aligner::new().align(&versions)
}

/// Every segment stands in exactly one bead, and every version reads on from bead to bead.
fn check(texts: &[Vec<String>], alignment: &Alignment) {
    let mut next = vec![0; texts.len()];
    for bead in &alignment.beads {
        assert!(bead.sides.iter().any(|side| !side.is_empty()));
        assert!((0.0..=1.0).contains(&bead.confidence));
        for (side, next) in bead.sides.iter().zip(&mut next) {
            assert_eq!(side.start, *next);
            *next = side.end;
        }
    }
    for (text, next) in texts.iter().zip(next) {
        assert_eq!(text.len(), next);
    }
    assert!((0.0..=1.0).contains(&alignment.grade.confidence));
}

fn checked(texts: &[Vec<String>]) -> Alignment {
    let alignment = align(texts);
    check(texts, &alignment);
    alignment
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_segment_stands_in_one_bead(
        texts in prop::collection::vec(
            prop::collection::vec("[a-dА-Гқ0-3 .,]{0,12}|\\PC{0,9}|Almaty 5|Алматы 5|дом 12|house", 0..14), 0..9)
    ) {
        check(&texts, &align(&texts));
    }
}

#[test]
fn hard_input_ends_soon() {
    let same = |n: usize| vec!["The same again, 5.".to_owned(); n];
    let counted = |n: usize| {
        (0..n)
            .map(|i| format!("Number {i} of Almaty."))
            .collect::<Vec<_>>()
    };
    checked(&[]);
    checked(&[same(3)]);
    checked(&[vec![], vec![], vec![]]);
    checked(&[same(5), vec![]]);
    checked(&[same(1), same(500)]);
    checked(&[same(500), same(1), same(30)]);
    checked(&[same(80), same(80), same(80), same(80)]);
    checked(&[vec![String::new(); 9], vec![" ".to_owned(); 7]]);
    checked(&[counted(2000), counted(1900)]);
    let long = "слово 5 ".repeat(70_000);
    checked(&[vec![long.clone(), "a".repeat(1 << 20)], vec![long]]);
}

#[test]
fn the_same_text_is_aligned_one_to_one() {
    let text: Vec<String> = (0..60).map(|i| format!("Number {i} of Almaty.")).collect();
    let alignment = checked(&[text.clone(), text]);
    assert!(alignment.beads.iter().all(|b| b.sides[0] == b.sides[1]));
}

#[test]
fn a_swapped_language_is_seen() {
    let english =
        vec!["The government met in the capital and spoke of the budget for the year. ".repeat(2)];
    let alignment = checked(&[english.clone(), english]);
    assert_eq!(
        alignment.grade.reasons,
        [Reason::SwappedLanguage { version: 1 }]
    );
}

#[test]
fn without_the_lexicon_names_and_numbers_serve() {
    let versions = [
        Version::new(
            EN,
            vec![
                "Johnson lives in London.",
                "On 5 May 2019 Tokayev flew to Moscow.",
            ],
        ),
        Version::new(
            RU,
            vec![
                "Джонсон живёт в Лондоне.",
                "Токаев вылетел в Москву 5 мая 2019 года.",
            ],
        ),
    ];
    let alignment = Aligner::new().lexicon(UseLexicon::No).align(&versions);
    assert_eq!(alignment.beads[1].sides, [1..2, 1..2]);
}
