//! How good it is, in one table a subject: `cargo bench --bench quality [-- SUBJECT…]`.
//!
//! Bundled texts serve always; with `TOLMACH_DATA` set to a folder of real data (its sets are named
//! in each module) there are rows on these too. Nothing is timed here.

mod align;
mod lookup;
mod phrases;
mod segmentation;
mod stems;

use std::path::{Path, PathBuf};

/// A subject with its tables, given the folder of real data if there is one.
type Subject = (&'static str, fn(Option<&Path>));

const SUBJECTS: &[Subject] = &[
    ("lookup", lookup::print),
    ("segmentation", segmentation::print),
    ("align", align::print),
    ("stems", stems::print),
    ("phrases", phrases::print),
];

fn main() {
    let data = std::env::var_os("TOLMACH_DATA").map(PathBuf::from);
    match &data {
        Some(folder) => println!("real data: {}", folder.display()),
        None => println!("bundled texts only; TOLMACH_DATA names no folder of real data"),
    }
    // Cargo adds --bench.
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    for (name, print) in SUBJECTS {
        if wanted.is_empty() || wanted.iter().any(|w| w == name) {
            println!("\n# {name}");
            print(data.as_deref());
        }
    }
}

/// Hits among what was said and what is true, added up over texts.
#[derive(Clone, Copy, Default)]
struct Counts {
    hits: usize,
    said: usize,
    truth: usize,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.hits += other.hits;
        self.said += other.said;
        self.truth += other.truth;
    }

    /// F1 in percent; 100 where there was nothing to say and nothing was said.
    fn f1(&self) -> f64 {
        match self.said + self.truth {
            0 => 100.0,
            sum => 200.0 * self.hits as f64 / sum as f64,
        }
    }
}

/// The files of a folder of the real data whose names end so, sorted.
fn files(data: Option<&Path>, folder: &str, ending: &str) -> Vec<PathBuf> {
    let Some(data) = data else { return Vec::new() };
    let entries = std::fs::read_dir(data.join(folder));
    let mut found: Vec<PathBuf> = entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    found.sort();
    found
}
