//! Phrases in text that the memory does not have.
//!
//! The first table: phrases that were marked by hand in sentences of bundled releases
//! (`phrases.tsv`, in all three languages). They are looked for with the sentence's release left
//! out of the memory: how many are recognised to the letter, and how many are answered first by
//! the marked words of the other language, in any form and in the very form of that sentence. The
//! last column is the F1 of the words that a concordance over all releases marks as the translation.
//! Not every marked phrase stands in two other releases: 100 cannot be reached.
//!
//! The second: a tenth of a corpus is left out. How many of its words the phrases of the rest cover,
//! and how often the first translation of a phrase that is found there stands in the real
//! translation, in any form. Real data: line-aligned `LANGUAGE.txt` in `kaznu-titles-other-gov`,
//! `kaznu-economy-gov` and `apertium-kazrus-gov`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use tolmach::phrases::{Mining, PhraseBook};
use tolmach::release::read_collection;
use tolmach::text::{TokenKind, stem, tokens};
use tolmach::{EN, Entry, KK, Language, Memory, RU, Release};

use crate::Counts;

const LANGUAGES: [Language; 3] = [EN, RU, KK];
const SETS: &[(&str, Language, Language)] = &[
    ("kaznu-titles-other-gov", EN, KK),
    ("kaznu-titles-other-gov", KK, EN),
    ("kaznu-economy-gov", EN, KK),
    ("kaznu-economy-gov", KK, EN),
    ("apertium-kazrus-gov", RU, KK),
    ("apertium-kazrus-gov", KK, RU),
];

pub(crate) fn print(data: Option<&Path>) {
    println!(
        "{:8} {:>6} | {:>10} {:>9} {:>10} | {:>7}",
        "bundled", "marked", "recognised", "any form", "very form", "span F1"
    );
    let gold = gold();
    let releases = bundled();
    let whole = mined(releases.values());
    let mut scores: BTreeMap<(usize, usize), Score> = BTreeMap::new();
    let keys: BTreeSet<&str> = gold.iter().map(|row| row.release).collect();
    for key in keys {
        let memory = mined(releases.iter().filter(|(k, _)| *k != key).map(|(_, r)| r));
        for (a, b) in directions() {
            let (from, to) = (LANGUAGES[a], LANGUAGES[b]);
            let book = memory.phrases(from, &[to]).unwrap();
            for row in gold.iter().filter(|row| row.release == key) {
                let score = scores.entry((a, b)).or_default();
                score.add(&row.sides[a], &row.sides[b], &book, to);
                score.spans.add(concordance(&whole, row, a, b));
            }
        }
    }
    for ((a, b), score) in scores {
        let share = |n: usize| 100.0 * n as f64 / score.marked as f64;
        println!(
            "{:8} {:>6} | {:>10.1} {:>9.1} {:>10.1} | {:>7.1}",
            format!("{}-{}", LANGUAGES[a], LANGUAGES[b]),
            score.marked,
            share(score.recognised),
            share(score.any_form),
            share(score.very_form),
            score.spans.f1()
        );
    }
    let Some(data) = data else { return };
    println!(
        "\n{:32} {:>7} {:>8} {:>7} | {:>9} {:>9} {:>9}",
        "a tenth left out", "phrases", "words", "covered", "phrases", "first", "any of 3"
    );
    for &(name, from, to) in SETS {
        left_out(&data.join(name), name, from, to);
    }
}

fn directions() -> impl Iterator<Item = (usize, usize)> {
    (0..3).flat_map(|a| (0..3).filter(move |&b| b != a).map(move |b| (a, b)))
}

fn bundled() -> BTreeMap<String, Release> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/releases");
    let releases = read_collection(&folder).unwrap();
    let releases = releases.map(|(_, release)| release.unwrap());
    releases.map(|r| (r.key.clone(), r)).collect()
}

fn mined<'r>(releases: impl Iterator<Item = &'r Release>) -> Memory {
    let mut memory = Memory::in_memory().unwrap();
    for release in releases {
        let _ = memory.import(release).unwrap();
    }
    memory.mine_phrases(Mining::new()).unwrap();
    memory
}

/// A sentence in the three languages, each with a marked phrase.
struct Row {
    release: &'static str,
    sides: [Marked; 3],
}

struct Marked {
    text: String,
    span: Range<usize>,
}

impl Marked {
    fn parse(cell: &str) -> Self {
        let (start, end) = (cell.find('[').unwrap(), cell.find(']').unwrap());
        Marked {
            text: cell.replace(['[', ']'], ""),
            span: start..end - 1,
        }
    }

    fn phrase(&self) -> &str {
        &self.text[self.span.clone()]
    }
}

fn gold() -> Vec<Row> {
    let lines = include_str!("phrases.tsv").lines().skip(1);
    let rows = lines.map(|line| {
        let cells: Vec<&'static str> = line.split('\t').collect();
        Row {
            release: cells[0],
            sides: [1, 2, 3].map(|column| Marked::parse(cells[column])),
        }
    });
    rows.collect()
}

#[derive(Default)]
struct Score {
    marked: usize,
    recognised: usize,
    any_form: usize,
    very_form: usize,
    spans: Counts,
}

impl Score {
    fn add(&mut self, from: &Marked, to: &Marked, book: &PhraseBook, language: Language) {
        self.marked += 1;
        let hits = book.find(&from.text);
        let Some(hit) = hits.iter().find(|hit| hit.range == from.span) else {
            return;
        };
        self.recognised += 1;
        if let Some(first) = hit.phrase.translations(language).first() {
            let form = first.form_for(hit).text;
            self.any_form += usize::from(stems(&form, language) == stems(to.phrase(), language));
            self.very_form += usize::from(form.to_lowercase() == to.phrase().to_lowercase());
        }
    }
}

/// The words that a concordance of the marked phrase marks in the sentence's translation.
fn concordance(memory: &Memory, row: &Row, a: usize, b: usize) -> Counts {
    let (from, to) = (&row.sides[a], &row.sides[b]);
    let found = memory.concordance(from.phrase(), LANGUAGES[a], LANGUAGES[b]);
    // Marks inside a phrase ("U.S. dollars") are bad input.
    let found = found.map(|found| found.lines).unwrap_or_default();
    let mut found = found
        .into_iter()
        .filter(|line| line.source == from.text && line.target == to.text);
    let told = found.find_map(|line| line.target_span).unwrap_or(0..0);
    let words = |span: &Range<usize>| -> BTreeSet<usize> {
        let touches = |at: &Range<usize>| at.start < span.end && span.start < at.end;
        let words = words(&to.text, LANGUAGES[b]).into_iter();
        words.filter(touches).map(|word| word.start).collect()
    };
    let (told, truth) = (words(&told), words(&to.span));
    Counts {
        hits: told.intersection(&truth).count(),
        said: told.len(),
        truth: truth.len(),
    }
}

fn words(text: &str, language: Language) -> Vec<Range<usize>> {
    let tokens = tokens(text, language).into_iter();
    let words = tokens.filter(|token| token.kind == TokenKind::Word);
    words.map(|token| token.range).collect()
}

fn stems(text: &str, language: Language) -> Vec<String> {
    let words = words(text, language).into_iter();
    words.map(|word| stem(&text[word], language)).collect()
}

fn left_out(folder: &Path, name: &str, from: Language, to: Language) {
    let read = |language: Language| std::fs::read_to_string(folder.join(format!("{language}.txt")));
    let (Ok(source), Ok(target)) = (read(from), read(to)) else {
        return;
    };
    let pairs: Vec<(&str, &str)> = source.lines().zip(target.lines()).collect();
    let mut memory = Memory::in_memory().unwrap();
    let kept = pairs.iter().enumerate().filter(|(i, _)| i % 10 != 0);
    let entries = kept.map(|(_, &(a, b))| Ok(Entry::new([(from, a), (to, b)])));
    let report = memory.import_entries("kept", entries).unwrap();
    assert!(report.quarantined.is_empty(), "{:?}", report.quarantined);
    memory.mine_phrases(Mining::new()).unwrap();
    let book = memory.phrases(from, &[to]).unwrap();
    let (mut all_words, mut covered, mut phrases, mut first, mut of_three) = (0, 0, 0, 0, 0);
    for (source, target) in pairs.iter().step_by(10) {
        let source_words = words(source, from);
        let target = stems(target, to);
        let hits = book.find(source);
        let hits: Vec<_> = hits.iter().filter(|hit| !hit.is_overlapped).collect();
        all_words += source_words.len();
        let inside = |word: &&Range<usize>| {
            let mut hits = hits.iter();
            hits.any(|hit| hit.range.start <= word.start && word.end <= hit.range.end)
        };
        covered += source_words.iter().filter(inside).count();
        for hit in hits {
            let stands = |at: usize| {
                hit.phrase.translations(to).get(at).is_some_and(|told| {
                    let told = stems(&told.citation, to);
                    !told.is_empty() && target.windows(told.len()).any(|w| w == told)
                })
            };
            phrases += 1;
            first += usize::from(stands(0));
            of_three += usize::from((0..3).any(stands));
        }
    }
    let share = |n: usize, all: usize| 100.0 * n as f64 / all.max(1) as f64;
    println!(
        "{:32} {:>7} {:>8} {:>7.1} | {:>9} {:>9.1} {:>9.1}",
        format!("{name} {from}-{to}"),
        book.phrases().len(),
        all_words,
        share(covered, all_words),
        phrases,
        share(first, phrases),
        share(of_three, phrases)
    );
}
