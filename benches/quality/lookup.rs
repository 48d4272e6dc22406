//! Lookup: what a suggestion is worth to a translator, and whether a percent means the same in
//! every language.
//!
//! A tenth of a corpus is asked of the rest. A suggestion is worth the chrF++ of its translation
//! against the real one, 0 to 100 (M. Popović, 2017). The first table has the mean worth of the
//! first suggestion, whatever its percent, none counting 0; the second the worth by the band of the
//! suggestion's percent, with the number of suggestions.
//!
//! Real data: line-aligned `LANGUAGE.txt` in `kaznu-titles-other-gov`, `apertium-kazrus-gov`,
//! `gnome-system-admin-guide`; the rows of `debian-mo-tm/en-ru-kk.tsv` of 25 letters and more, a
//! third of them, in all directions: there the same content tells whether a percent promises the
//! same in each language. Bundled: every fifth release is asked of the others.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use tolmach::release::read_collection;
use tolmach::{Band, EN, Entry, KK, Language, Memory, Order, Query, RU};

type Pair = (String, String);

/// What is asked, of what, in which direction.
struct Task {
    name: String,
    from: Language,
    to: Language,
    memory: Vec<Pair>,
    queries: Vec<Pair>,
}

const SETS: &[(&str, Language, Language)] = &[
    ("kaznu-titles-other-gov", EN, KK),
    ("kaznu-titles-other-gov", KK, EN),
    ("apertium-kazrus-gov", KK, RU),
    ("apertium-kazrus-gov", RU, KK),
    ("gnome-system-admin-guide", EN, RU),
    ("gnome-system-admin-guide", RU, KK),
    ("debian-mo-tm", EN, RU),
    ("debian-mo-tm", RU, EN),
    ("debian-mo-tm", RU, KK),
    ("debian-mo-tm", KK, RU),
    ("debian-mo-tm", EN, KK),
    ("debian-mo-tm", KK, EN),
];

const BANDS: [Band; 6] = [
    Band::Exact,
    Band::From95,
    Band::From85,
    Band::From75,
    Band::From50,
    Band::New,
];

/// Both tables, a row a direction.
pub(crate) fn print(data: Option<&Path>) {
    let directions = [(EN, RU), (RU, EN), (RU, KK), (KK, RU), (EN, KK), (KK, EN)];
    let mut tasks: Vec<Task> = directions.map(|(from, to)| bundled(from, to)).into();
    let sets = SETS
        .iter()
        .filter_map(|&(name, from, to)| real(data?, name, from, to));
    tasks.extend(sets);
    println!(
        "{:34} {:>7} {:>7} {:>8} {:>8}  worth by band (number)",
        "corpus", "memory", "queries", "worth", "by %"
    );
    for task in &tasks {
        let found = suggestions(task, Order::Useful);
        let plain = suggestions(task, Order::Percent);
        let bands = BANDS.map(|band| {
            let worth = found
                .iter()
                .flatten()
                .filter(|(percent, _)| Band::of((*percent).min(100)) == band);
            let worth: Vec<f64> = worth.map(|&(_, worth)| worth).collect();
            match worth.len() {
                0 => format!("{} - (0)", band.name()),
                len => format!("{} {:.0} ({len})", band.name(), mean(&worth)),
            }
        });
        let all = |found: &[Option<(u8, f64)>]| {
            let worth: Vec<f64> = found
                .iter()
                .map(|f| f.map_or(0.0, |(_, worth)| worth))
                .collect();
            mean(&worth)
        };
        println!(
            "{:34} {:>7} {:>7} {:>8.1} {:>8.1}  {}",
            format!("{} {}-{}", task.name, task.from, task.to),
            task.memory.len(),
            task.queries.len(),
            all(&found),
            all(&plain),
            bands.join(", ")
        );
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Percent and worth of the first suggestion for each query.
fn suggestions(task: &Task, order: Order) -> Vec<Option<(u8, f64)>> {
    let mut memory = Memory::in_memory().unwrap();
    let entries = task.memory.iter().map(|(source, target)| {
        Ok(Entry::new([
            (task.from, source.as_str()),
            (task.to, target.as_str()),
        ]))
    });
    let report = memory.import_entries("t", entries).unwrap();
    assert!(report.quarantined.is_empty(), "{:?}", report.quarantined);
    let first = |(source, reference): &Pair| {
        let query = Query::new(source).from(task.from).to(task.to);
        let found = memory
            .lookup(&query.threshold(20).limit(1).order(order))
            .unwrap();
        let found = found.first()?;
        Some((found.percent(), chrf(found.proposal(), reference)))
    };
    task.queries.iter().map(first).collect()
}

fn real(data: &Path, name: &str, from: Language, to: Language) -> Option<Task> {
    let folder = data.join(name);
    let pairs = match fs::read_to_string(folder.join("en-ru-kk.tsv")) {
        Ok(rows) => of_rows(&rows, from, to),
        Err(_) => {
            let lines = |language: Language| -> Option<Vec<String>> {
                let text = fs::read_to_string(folder.join(format!("{language}.txt"))).ok()?;
                Some(text.lines().map(|line| line.trim().to_owned()).collect())
            };
            lines(from)?.into_iter().zip(lines(to)?).collect()
        }
    };
    let pairs = pairs
        .into_iter()
        .filter(|(a, b)| !a.is_empty() && !b.is_empty());
    Some(split(
        name,
        from,
        to,
        pairs.enumerate().map(|(n, pair)| (n % 10 == 0, pair)),
    ))
}

/// Every third row of a table with a header of language tags that is long enough for a sentence
/// in its first language.
fn of_rows(rows: &str, from: Language, to: Language) -> Vec<Pair> {
    const SHORTEST: usize = 25;
    let mut rows = rows.lines().map(|row| row.split('\t').collect::<Vec<_>>());
    let header = rows.next().unwrap_or_default();
    let column = |language: Language| header.iter().position(|tag| *tag == language.to_string());
    let (Some(from), Some(to)) = (column(from), column(to)) else {
        return Vec::new();
    };
    let rows = rows
        .filter(|row| row[0].chars().count() >= SHORTEST)
        .step_by(3);
    rows.filter_map(|row| Some((row.get(from)?.to_string(), row.get(to)?.to_string())))
        .collect()
}

fn bundled(from: Language, to: Language) -> Task {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/releases");
    let mut pairs = Vec::new();
    for (number, (_, release)) in read_collection(folder).unwrap().enumerate() {
        let mut memory = Memory::in_memory().unwrap();
        let _ = memory.import(&release.unwrap()).unwrap();
        for unit in memory.units().unwrap() {
            if let (Some(source), Some(target)) = (unit.variant(from), unit.variant(to)) {
                pairs.push((number % 5 == 0, (source.text.clone(), target.text.clone())));
            }
        }
    }
    split("bundled releases", from, to, pairs)
}

fn split(
    name: &str,
    from: Language,
    to: Language,
    pairs: impl IntoIterator<Item = (bool, Pair)>,
) -> Task {
    let (queries, memory): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(asked, _)| *asked);
    let bare = |pairs: Vec<(bool, Pair)>| pairs.into_iter().map(|(_, pair)| pair).collect();
    Task {
        name: name.to_owned(),
        from,
        to,
        memory: bare(memory),
        queries: bare(queries),
    }
}

/// chrF++ of a sentence, 0 to 100: slow and obvious, apart from the one that lookup uses.
fn chrf(found: &str, reference: &str) -> f64 {
    let characters = |text: &str| -> Vec<String> {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .map(String::from)
            .collect()
    };
    let words =
        |text: &str| -> Vec<String> { tolmach::distance::tokens(text).map(String::from).collect() };
    let (mut precision, mut recall, mut orders) = (0.0, 0.0, 0.0);
    let sides = [
        (characters(found), characters(reference), 6),
        (words(found), words(reference), 2),
    ];
    for (found, reference, longest) in &sides {
        for n in 1..=*longest {
            if found.len() < n || reference.len() < n {
                continue;
            }
            let mut left: HashMap<&[String], usize> = HashMap::new();
            for gram in reference.windows(n) {
                *left.entry(gram).or_default() += 1;
            }
            let mut common = 0.0;
            for gram in found.windows(n) {
                if let Some(count) = left.get_mut(gram).filter(|count| **count > 0) {
                    *count -= 1;
                    common += 1.0;
                }
            }
            precision += common / (found.len() - n + 1) as f64;
            recall += common / (reference.len() - n + 1) as f64;
            orders += 1.0;
        }
    }
    match precision * recall == 0.0 {
        true => 0.0,
        false => 100.0 * 5.0 * precision * recall / (4.0 * precision + recall) / orders,
    }
}
