//! Segmentation: what holds for every text.

use proptest::prelude::*;
use tolmach::segment::Segmenter;
use tolmach::{EN, KK, Language, RU};

/// Ascending, disjoint, trimmed, and nothing but white space outside.
fn check(language: Language, text: &str) {
    let mut at = 0;
    for range in Segmenter::new(language).segments(text) {
        assert!(at <= range.start && range.start < range.end, "{text:?}");
        assert!(text[at..range.start].trim().is_empty(), "{text:?}");
        let segment = &text[range.clone()];
        assert_eq!(segment, segment.trim(), "{text:?}");
        at = range.end;
    }
    assert!(text[at..].trim().is_empty(), "{text:?}");
}

/// Pieces that the rules know, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        ".", ". ", "!", "?", "…", " ", "\n", "\n\n", "\r\n", "г.", "в", "XIX", "1998 ", "(", ")",
        "«", "»", "–", " — ", "\"", "'", "т. ", "б.", "А.", "U.S.", "Mr.", "The", "Он", "бұл", ":",
        ":)", "😍", "@", "#", "***", "1)", "a. ", "b. ", "[1]", "\u{301}", "\u{200f}", "\u{a0}",
        "`", "•", "п", "1. ", "2. ", "-", "\u{2028}", "=", ". . .",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn segments_and_gaps_make_up_any_text(text in any::<String>()) {
        for language in [EN, RU, KK] {
            check(language, &text);
        }
    }

    #[test]
    fn segments_and_gaps_make_up_any_pile_of_marks(text in pieces()) {
        for language in [EN, RU, KK, Language::parse("ja").unwrap()] {
            check(language, &text);
        }
    }
}

#[test]
fn hostile_texts_take_no_longer_than_prose() {
    let prose = "The house stood. ".repeat(60_000);
    let seconds = |text: &str| {
        let start = std::time::Instant::now();
        check(RU, text);
        start.elapsed().as_secs_f64() / text.len() as f64
    };
    let usual = seconds(&prose);
    for piece in [
        ".", ". ", "(", ")", "«", "а", "a. ", "😍 ", "😍", ":)", "@", "# ", "#а ", "*", "* ", "\n",
        " ", "г. ", "1. ", "\u{301}", "[1", "\" ", ".\"", "т.", "т. ", "x.X", "?а ", "-", "— ",
        "`", ".`", ". `", ". -", "=", "!( ", "1) ",
    ] {
        let text = piece.repeat((1 << 19) / piece.len());
        let slow = seconds(&text) / usual;
        assert!(
            slow < 100.0,
            "{piece:?} takes {slow:.0} times as long as prose"
        );
    }
}
