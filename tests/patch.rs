//! Patches measured: a number is altered alike in both texts of a translation by a generator that
//! knows nothing of tokens, and the patched target must be the altered one, or be refused.
//!
//! `cargo test --test patch -- --nocapture` prints the shares, for the bundled releases and, where
//! `TOLMACH_DATA` names a folder, for the line-aligned corpora in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tolmach::patch::{Refusal, patch};
use tolmach::{EN, KK, Language, Memory, RU, Release};

/// Runs of digits with their places.
fn runs(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        if !digits.is_empty() {
            found.push((at, digits));
        }
        at += part.len();
    }
    found
}

/// Another number of the same last digit, so that words that agree with it and Kazakh endings
/// stay: 5 for 25, 25 for 5, 347 for 247, 2034 for 2024.
fn altered(run: &str) -> Option<String> {
    let last = run.chars().last()?;
    match run.as_bytes() {
        [b'2'..=b'9'] => Some(format!("2{run}")),
        [b'2', b'2'..=b'9'] => Some(last.to_string()),
        [b'1' | b'2', b'0' | b'9', b'0'..=b'8', b'1'..=b'9'] => {
            let decade = run.as_bytes()[2] - b'0' + 1;
            Some(format!("{}{decade}{last}", &run[..2]))
        }
        [b'1'..=b'8', _, _] => {
            let hundreds = run.as_bytes()[0] - b'0' + 1;
            Some(format!("{hundreds}{}", &run[1..]))
        }
        _ => None,
    }
}

fn replaced(text: &str, (at, run): (usize, &str), new: &str) -> String {
    format!("{}{new}{}", &text[..at], &text[at + run.len()..])
}

#[derive(Default)]
struct Shares {
    asked: usize,
    right: usize,
    refused: BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
}

impl Shares {
    fn alter(&mut self, source: &str, from: Language, target: &str, to: Language) {
        let targets = runs(target);
        for (at, run) in runs(source) {
            let mut places = targets.iter().filter(|(_, other)| *other == run);
            let (Some(&place), None) = (places.next(), places.next()) else {
                continue;
            };
            if runs(source)
                .iter()
                .filter(|(_, other)| *other == run)
                .count()
                > 1
            {
                continue;
            }
            // The day of a date in figures would have to be padded or not.
            let before_point = |text: &str, (at, run): (usize, &str)| {
                run.len() < 3 && text[at + run.len()..].starts_with('.')
            };
            if before_point(source, (at, run)) || before_point(target, place) {
                continue;
            }
            let Some(new) = altered(run) else { continue };
            let query = replaced(source, (at, run), &new);
            let truth = replaced(target, place, &new);
            self.asked += 1;
            match patch(&query, source, from, target, to) {
                Ok(patch) if patch.text == truth => self.right += 1,
                Ok(patch) => self
                    .wrong
                    .push(format!("{query}\n{source}\n{}\n{truth}", patch.text)),
                Err(refusal) => *self.refused.entry(name(&refusal)).or_default() += 1,
            }
        }
    }

    fn print(&self, what: &str) {
        let percent = |part: usize| 100.0 * part as f64 / self.asked.max(1) as f64;
        let refused = self.refused.values().sum::<usize>();
        println!(
            "{what}: {} altered figures, {:.1}% patched right, {:.1}% refused {:?}, {} wrong",
            self.asked,
            percent(self.right),
            percent(refused),
            self.refused,
            self.wrong.len(),
        );
        for wrong in self.wrong.iter().take(20) {
            println!("{wrong}\n");
        }
    }
}

fn name(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Unchanged => "unchanged",
        Refusal::Unpaired => "unpaired",
        Refusal::Ambiguous(_) => "ambiguous",
        Refusal::Absent(_) => "absent",
        Refusal::Agreement(_) => "agreement",
        Refusal::Form(_) => "form",
        Refusal::Script => "script",
        _ => "other",
    }
}

#[test]
fn altered_figures_are_patched_right_or_refused() {
    let mut memory = Memory::in_memory().unwrap();
    let releases = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/releases");
    for folder in fs::read_dir(releases).unwrap() {
        let folder = folder.unwrap().path();
        if folder.is_dir() {
            memory.import(&Release::read_dir(&folder).unwrap()).unwrap();
        }
    }
    let mut shares = Shares::default();
    for unit in memory.units().unwrap() {
        for a in &unit.variants {
            for b in unit.variants.iter().filter(|b| b.language != a.language) {
                shares.alter(&a.text, a.language, &b.text, b.language);
            }
        }
    }
    shares.print("bundled releases");
    assert!(shares.wrong.is_empty(), "{} wrong", shares.wrong.len());
    assert!(shares.asked > 100, "only {} figures", shares.asked);
    assert!(10 * shares.right > 8 * shares.asked, "most are patched");
}

#[test]
fn altered_figures_of_corpora_are_patched_right_or_refused() {
    let Some(data) = std::env::var_os("TOLMACH_DATA") else {
        println!("TOLMACH_DATA is not set: no corpora");
        return;
    };
    for corpus in fs::read_dir(data).unwrap() {
        let corpus = corpus.unwrap().path();
        for (from, to) in [(EN, RU), (EN, KK), (RU, KK), (RU, EN), (KK, EN), (KK, RU)] {
            let read = |l: Language| fs::read_to_string(corpus.join(format!("{l}.txt")));
            let (Ok(sources), Ok(targets)) = (read(from), read(to)) else {
                continue;
            };
            let mut shares = Shares::default();
            for (source, target) in sources.lines().zip(targets.lines()) {
                shares.alter(source, from, target, to);
            }
            let name = corpus.file_name().unwrap_or_default().to_string_lossy();
            shares.print(&format!("{name} {from}-{to}"));
        }
    }
}
