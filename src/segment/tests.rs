//! What only the inside can tell: that the work is linear, and that shortcuts change nothing.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::Segmenter;
use super::srx::SrxRules;
use crate::lang::{EN, KK, RU};
use crate::work;

/// Pieces that make long runs of what a rule looks at.
const PIECES: [&str; 44] = [
    "The house stood. ",
    ".",
    ". ",
    "(",
    ")",
    "() ",
    "«",
    "« ",
    "«а",
    "“a ",
    "\"",
    "\"a ",
    "а",
    "a. ",
    "😍 ",
    "😍",
    ":)",
    "@",
    "а. @",
    "# ",
    "#а ",
    "*",
    "* ",
    "_",
    "\n",
    " ",
    "\u{a0}",
    "г. ",
    "5 г. ",
    "1. ",
    ": 1. ",
    "\u{301}",
    "[1",
    "\" ",
    ".\"",
    "т. ",
    "x.X",
    "?а ",
    "-",
    "— ",
    ". -",
    "!( ",
    "1) ",
    "слово за словом ",
];

fn work_on(segmenter: &Segmenter, text: &str) -> usize {
    let before = work::so_far();
    segmenter.segments(text);
    work::so_far() - before
}

/// Eight times the text is eight times the work, and no text takes more than so much a byte.
fn assert_linear(segmenter: &Segmenter, size: usize, per_byte: usize) {
    for piece in PIECES {
        let text = |size: usize| piece.repeat(size / piece.len() + 1);
        let (small, large) = (text(size), text(8 * size));
        let (less, more) = (work_on(segmenter, &small), work_on(segmenter, &large));
        assert!(
            10 * more <= 88 * less + 100_000,
            "{piece:?}: {less}, then {more}"
        );
        assert!(
            more <= per_byte * large.len(),
            "{piece:?}: {more} for {} bytes",
            large.len()
        );
    }
}

#[test]
fn the_work_of_the_built_in_rules_is_linear() {
    for language in [EN, RU, KK] {
        assert_linear(&Segmenter::new(language), 1 << 13, 1_000);
    }
}

/// Patterns that take a backtracking engine forever, and rules that match everywhere.
const CATASTROPHIC: &str = r#"<srx version="2.0"><header cascade="yes"/><body><languagerules>
    <languagerule languagerulename="All">
      <rule break="no"><beforebreak>(a+)+b</beforebreak></rule>
      <rule break="no"><beforebreak>(\p{L}|\w|а)*!</beforebreak><afterbreak>(.*)*x</afterbreak></rule>
      <rule break="no"><beforebreak>\b(\w+\s?)+\.</beforebreak><afterbreak>\s\p{Ll}</afterbreak></rule>
      <rule break="yes"><beforebreak>.*[.?!]+</beforebreak><afterbreak>\s*</afterbreak></rule>
      <rule break="yes"><afterbreak>(x+x+)+y</afterbreak></rule>
    </languagerule></languagerules><maprules>
    <languagemap languagepattern=".*" languagerulename="All"/></maprules></body></srx>"#;

#[test]
fn the_work_of_srx_rules_is_linear_whatever_the_rules() {
    let (segmenter, report) = Segmenter::from_srx(CATASTROPHIC.as_bytes(), RU).unwrap();
    assert_eq!(report.rules, 5);
    // Each of eight patterns may see 512 bytes to either side of each byte.
    assert_linear(&segmenter, 1 << 12, 8 * 1024);
}

static FILES: LazyLock<Vec<SrxRules>> = LazyLock::new(|| {
    let files: [(&[u8], _); 4] = [
        (include_bytes!("rules/en.srx"), EN),
        (include_bytes!("rules/ru.srx"), RU),
        (include_bytes!("rules/kk.srx"), KK),
        (CATASTROPHIC.as_bytes(), RU),
    ];
    let rules = |(file, language)| SrxRules::read(file, language).unwrap().0;
    files.map(rules).into()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn gates_and_sieves_change_nothing(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..12),
    ) {
        let text = pieces.concat();
        for rules in FILES.iter() {
            let (mut fast, mut slow) = (Vec::new(), Vec::new());
            rules.breaks(&text, &mut |at| fast.push(at));
            rules.obvious_breaks(&text, &mut |at| slow.push(at));
            prop_assert_eq!(fast, slow, "{}", text);
        }
    }
}
