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

/// An SRX file of one rule set for every language.
fn srx(rules: &str) -> String {
    format!(
        r#"<srx version="2.0"><header cascade="no"/><body>
        <languagerules><languagerule languagerulename="All">{rules}</languagerule></languagerules>
        <maprules><languagemap languagepattern=".*" languagerulename="All"/></maprules>
        </body></srx>"#
    )
}

const AFTER_SEMICOLON: &str =
    r#"<rule break="yes"><beforebreak>;</beforebreak><afterbreak>\s</afterbreak></rule>"#;

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn srx_is_read_in_the_encoding_that_its_bytes_show() {
    let file = srx(AFTER_SEMICOLON);
    let declared =
        |encoding: &str| format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>{file}");
    let marked = format!("\u{feff}{file}");
    for bytes in [
        declared("windows-1251").into_bytes(),
        declared("UTF-16").into_bytes(),
        marked.clone().into_bytes(),
        utf16(&marked, u16::to_le_bytes),
        utf16(&marked, u16::to_be_bytes),
        utf16(&declared("UTF-8"), u16::to_le_bytes),
        utf16(&declared("UTF-8"), u16::to_be_bytes),
    ] {
        let (segmenter, report) = Segmenter::from_srx(&bytes, KK).unwrap();
        assert_eq!(report.rules, 1);
        assert_eq!(segmenter.segments("бір; екі; үш").len(), 3);
    }
}

#[test]
fn what_is_no_srx_is_refused_with_a_reason() {
    let other_language = srx("").replace("\".*\"", "\"de\"");
    let bombs = srx("<rule>").replace("</languagerule>", "");
    for (bytes, reason) in [
        ("".as_bytes(), "no SRX file"),
        (b"<tmx version=\"1.4\"/>", "no SRX file"),
        (b"<srx><body>", "no rules"),
        (b"plain text", "no SRX file"),
        (b"\xcf\xf0\xe8\xe2\xe5\xf2 <srx/>", "save it as UTF-8"),
        (bombs.as_bytes(), "well-formed"),
        (other_language.as_bytes(), "languagemap"),
    ] {
        let error = Segmenter::from_srx(bytes, RU).err().unwrap();
        assert!(error.is_bad_input(), "{error}");
        assert!(error.to_string().contains(reason), "{error}");
    }
}

#[test]
fn srx_rules_that_cannot_compile_are_reported_with_their_place_and_skipped() {
    let lines = [
        r#"<rule break="no"><beforebreak>(?&lt;=x)y</beforebreak></rule>"#,
        r#"<rule break="no"><beforebreak>(unclosed</beforebreak></rule>"#,
        r#"<rule break="no"><beforebreak>(a)\1</beforebreak></rule>"#,
        r#"<rule break="no"><afterbreak>(?:\p{L}{1,500}){1,500}</afterbreak></rule>"#,
        AFTER_SEMICOLON,
    ];
    let (segmenter, report) = Segmenter::from_srx(srx(&lines.join("\n")).as_bytes(), EN).unwrap();
    assert_eq!(report.rules, 1);
    let places: Vec<_> = report
        .skipped
        .iter()
        .map(|rule| rule.location.line)
        .collect();
    assert_eq!(places, [Some(2), Some(3), Some(4), Some(5)]);
    assert!(report.skipped.iter().all(|rule| !rule.reason.is_empty()));
    assert_eq!(segmenter.segments("one; two").len(), 2);
}

/// Neither a file nor an address is opened, and what an entity would say is not guessed.
#[test]
fn external_entities_are_never_fetched() {
    let rule = r#"<rule break="no"><beforebreak>&outside;</beforebreak></rule>"#;
    let file = format!(
        r#"<!DOCTYPE srx SYSTEM "http://localhost:1/srx.dtd" [
        <!ENTITY outside SYSTEM "file:///etc/hostname">
        <!ENTITY a "&b;&b;"> <!ENTITY b "&a;&a;"> ]>{}"#,
        srx(&format!("{rule}{AFTER_SEMICOLON}"))
    );
    let (segmenter, report) = Segmenter::from_srx(file.as_bytes(), EN).unwrap();
    assert_eq!(report.rules, 1);
    assert!(report.skipped[0].reason.contains("&outside;"));
    assert_eq!(segmenter.segments("one; two").len(), 2);
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
