//! Segmentation beside what else one could take, on the same text in the same run, on one core:
//! the built-in rules, the built-in rules' SRX through our engine and through the `srx` crate, and
//! UAX 29 sentences by `unicode-segmentation`.
//!
//! pySBD too, as a whole process, if `python3` has it (it needs minutes for a megabyte, and gets
//! 5,000 characters).
//!
//! `cargo bench --bench segment`: the bundled releases, repeated to a megabyte; with
//! `TOLMACH_DATA=…`, the lines of `ntrex128` instead. Then two texts that are no prose. An engine
//! is run for a while, and its fastest run counts: other programs only slow it down.
#![allow(missing_docs)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tolmach::segment::{Segmenter, srx_rules};
use tolmach::{EN, KK, Language, RU};
use unicode_segmentation::UnicodeSegmentation;

const MEGABYTE: usize = 1_000_000;
const FOR_EACH: Duration = Duration::from_millis(1500);

fn main() {
    println!("text          engine                   segments     MB/s   of UAX 29");
    for language in [EN, RU, KK] {
        compare(
            &format!("prose {language}"),
            language,
            &repeated(&prose(language)),
        );
    }
    let unmarked = "Мемлекет басшысы жиында айтқандай ".to_string();
    compare("no marks kk", KK, &repeated(&unmarked));
    compare("dots", EN, &".".repeat(MEGABYTE));
}

fn compare(name: &str, language: Language, text: &str) {
    let own = Segmenter::new(language);
    let rules = srx_rules(language).expect("the three languages have rules");
    let (ours, report) = Segmenter::from_srx(rules.as_bytes(), language).expect("good rules");
    assert!(report.skipped.is_empty());
    let theirs: srx::SRX = rules.parse().expect("good rules");
    let theirs = theirs.language_rules(language.to_string());

    let uax29 = speed(text, || text.unicode_sentences().count());
    let line = |engine: &str, (segments, rate): (usize, f64)| {
        let ratio = rate / uax29.1;
        println!("{name:<13} {engine:<24} {segments:>8} {rate:>8.2} {ratio:>9.2} x");
    };
    line("unicode-segmentation", uax29);
    line("tolmach", speed(text, || own.segments(text).len()));
    line("tolmach, SRX", speed(text, || ours.segments(text).len()));
    line(
        "srx crate, same SRX",
        speed(text, || theirs.split_ranges(text).len()),
    );
    let little: String = text.chars().take(MEGABYTE / 200).collect();
    if let Some(measured) = pysbd(language, &little) {
        line("pySBD, a process", measured);
    }
}

/// Segments and megabytes a second of pySBD, start of the interpreter included.
fn pysbd(language: Language, text: &str) -> Option<(usize, f64)> {
    let program = format!(
        "import sys, pysbd; print(len(pysbd.Segmenter('{language}').segment(sys.stdin.read())))"
    );
    let start = Instant::now();
    let mut python = Command::new("python3")
        .args(["-c", &program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    // Without the package it ends before it reads.
    let _ = python.stdin.take()?.write_all(text.as_bytes());
    let printed = python.wait_with_output().ok()?.stdout;
    let segments = String::from_utf8(printed).ok()?.trim().parse().ok()?;
    Some((
        segments,
        text.len() as f64 / 1e6 / start.elapsed().as_secs_f64(),
    ))
}

/// Segments, and megabytes a second in the fastest run.
fn speed(text: &str, run: impl Fn() -> usize) -> (usize, f64) {
    let begin = Instant::now();
    let mut fastest = f64::INFINITY;
    let mut segments = 0;
    while begin.elapsed() < FOR_EACH || fastest.is_infinite() {
        let start = Instant::now();
        segments = run();
        fastest = fastest.min(start.elapsed().as_secs_f64());
    }
    (segments, text.len() as f64 / 1e6 / fastest)
}

fn repeated(text: &str) -> String {
    text.repeat(MEGABYTE.div_ceil(text.len()))
}

fn prose(language: Language) -> String {
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_default();
    if let Some(data) = std::env::var_os("TOLMACH_DATA") {
        let path = PathBuf::from(data).join(format!("ntrex128/{language}.txt"));
        return read(&path).replace('\n', " ");
    }
    let releases = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/releases");
    let mut folders: Vec<PathBuf> = fs::read_dir(releases)
        .expect("the bundled releases")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    folders.sort();
    let texts = folders
        .iter()
        .map(|folder| read(&folder.join(format!("{language}.txt"))));
    texts.collect::<Vec<_>>().join("\n\n")
}
