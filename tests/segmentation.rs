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
fn time_grows_with_the_text_and_no_faster() {
    for piece in [
        "The house stood. ",
        ".",
        ". ",
        "(",
        ")",
        "«",
        "а",
        "a. ",
        "😍 ",
        "😍",
        ":)",
        "@",
        "# ",
        "#а ",
        "*",
        "* ",
        "\n",
        " ",
        "г. ",
        "1. ",
        "\u{301}",
        "[1",
        "\" ",
        ".\"",
        "т.",
        "т. ",
        "x.X",
        "?а ",
        "-",
        "— ",
        "`",
        ".`",
        ". `",
        ". -",
        "=",
        "!( ",
        "1) ",
    ] {
        let seconds = |size: usize| {
            let text = piece.repeat(size / piece.len());
            // The best of three: other programs disturb.
            let once = || {
                let start = std::time::Instant::now();
                check(RU, &text);
                start.elapsed().as_secs_f64()
            };
            (0..3).map(|_| once()).fold(f64::INFINITY, f64::min)
        };
        // Eight times the text; the slack is for a busy machine, and anything quadratic exceeds it.
        let (small, large) = (seconds(1 << 14), seconds(1 << 17));
        assert!(
            large < 40.0 * small + 0.5,
            "{piece:?}: {small} s, then {large} s"
        );
    }
}

/// Hard cases, one per line: `|` where a segment ends (` | ` where one blank is left out), `⏎` for
/// a line break. A line with `#` is a heading; with `!` it says why the next case is not split as
/// a naive reader might expect; with `?` that the next case is split wrongly, and how it should be.
/// `UPDATE_GOLDEN=1` rewrites the cases to what the segmenter does; review the difference.
#[test]
fn golden_cases() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut wrong = String::new();
    for language in [EN, RU, KK] {
        let path = format!(
            "{}/tests/golden/{language}/segments.txt",
            env!("CARGO_MANIFEST_DIR")
        );
        let golden = std::fs::read_to_string(&path).unwrap();
        let segmenter = Segmenter::new(language);
        let mut found = String::new();
        let mut cases = 0;
        for line in golden.lines() {
            if line.is_empty() || line.starts_with(['#', '!', '?']) {
                found += line;
            } else {
                cases += 1;
                let got = marked(&segmenter, &unmarked(line));
                if got != line {
                    wrong +=
                        &format!("\n{language} expected: {line}\n{language} found:    {got}\n");
                }
                found += &got;
            }
            found.push('\n');
        }
        assert!(cases >= 150, "{language} has only {cases} cases");
        if update {
            std::fs::write(&path, &found).unwrap();
        }
    }
    assert!(update || wrong.is_empty(), "{wrong}");
}

fn unmarked(line: &str) -> String {
    line.replace(" | ", " ").replace('|', "").replace('⏎', "\n")
}

fn marked(segmenter: &Segmenter, text: &str) -> String {
    let mut out = String::new();
    let mut end = 0;
    for range in segmenter.segments(text) {
        let gap = &text[end..range.start];
        out += gap;
        if end > 0 {
            out += if gap == " " { "| " } else { "|" };
        }
        out += &text[range.clone()];
        end = range.end;
    }
    (out + &text[end..]).replace('\n', "⏎")
}
