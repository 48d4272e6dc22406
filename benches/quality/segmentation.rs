//! Boundaries of sentences: F1 over all boundaries of a file, and the share of texts exactly right.
//!
//! Real data: `segmentation-gold/*.LANGUAGE.jsonl`, one `{"text", "sentences"}` a line. A boundary
//! is counted in characters that are no white space, so blanks never matter. Then the rule files of
//! other tools (`interchange/**/*.srx`): how many rules of each are in force.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use tolmach::segment::Segmenter;
use tolmach::{EN, KK, RU};

use crate::{Counts, files};

#[derive(Deserialize)]
struct Gold {
    text: String,
    sentences: Vec<String>,
}

/// A table with a row a file and a row a language.
pub(crate) fn print(data: Option<&Path>) {
    println!("{:40} {:>6} {:>7} {:>6}", "file", "texts", "exact %", "F1");
    for language in [EN, RU, KK] {
        let segmenter = Segmenter::new(language);
        let mut whole = Counts::default();
        for path in files(data, "segmentation-gold", &format!(".{language}.jsonl")) {
            let (mut counts, mut texts, mut exact) = (Counts::default(), 0, 0);
            for line in fs::read_to_string(&path).unwrap().lines() {
                let gold: Gold = serde_json::from_str(line).unwrap();
                if ink(&gold.sentences.concat()) != ink(&gold.text) {
                    continue;
                }
                let said = segmenter.segments(&gold.text);
                let said = boundaries(said.into_iter().map(|range| &gold.text[range]));
                let truth = boundaries(gold.sentences.iter().map(String::as_str));
                texts += 1;
                exact += usize::from(said == truth);
                counts.add(Counts {
                    hits: said.intersection(&truth).count(),
                    said: said.len(),
                    truth: truth.len(),
                });
            }
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let share = 100.0 * exact as f64 / texts as f64;
            println!("{name:40} {texts:>6} {share:>7.1} {:>6.2}", counts.f1());
            whole.add(counts);
        }
        println!("{language:40} {:>6} {:>7} {:>6.2}", "", "", whole.f1());
    }
    let Some(data) = data else { return };
    println!("\n{:40} {:>6} {:>7}", "SRX file", "rules", "skipped");
    srx_files(&data.join("interchange"));
}

/// A row for each rule file in a folder and those in it, read for English.
fn srx_files(folder: &Path) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            srx_files(&path);
        } else if path.extension().is_some_and(|extension| extension == "srx") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            match Segmenter::from_srx(&fs::read(&path).unwrap(), EN) {
                Ok((_, report)) => {
                    println!("{name:40} {:>6} {:>7}", report.rules, report.skipped.len());
                    for rule in report.skipped {
                        println!("    line {:?}: {}", rule.location.line, rule.reason);
                    }
                }
                Err(error) => println!("{name:40} refused: {error}"),
            }
        }
    }
}

fn ink(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// The places between pieces.
fn boundaries<'t>(pieces: impl Iterator<Item = &'t str>) -> BTreeSet<usize> {
    let mut at = 0;
    let mut found: BTreeSet<usize> = pieces
        .map(|piece| {
            at += ink(piece);
            at
        })
        .collect();
    found.remove(&at);
    found
}
