//! Alignment: strict F1, calibration of the confidences, and what is put into quarantine.
//!
//! Gold: the bundled releases, and `alignment-3way/*.jsonl` of the real data: documents of three
//! versions with their beads. Beads with text in one language only do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use serde_json::Value;
use tolmach::align::{Aligner, Alignment, UseLexicon, Version};
use tolmach::{EN, Entry, KK, Language, Memory, RU, SURE_FROM};

use crate::Counts;

const LANGUAGES: [(&str, Language); 3] = [("en", EN), ("ru", RU), ("kk", KK)];

/// So much of what the others say must a version lack in one place for anyone to see it: less may be
/// left out by a translator.
const QUARTER: f64 = 0.25;

/// A bead as the ranges of its segments, in the order of `LANGUAGES`.
type Sides = [Range<usize>; 3];

struct Gold {
    texts: [Vec<String>; 3],
    beads: Vec<Sides>,
}

pub(crate) fn print(data: Option<&Path>) {
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/releases/gold.jsonl");
    let mut files = vec![("bundled", bundled)];
    if let Some(data) = data {
        for name in ["light", "heavy"] {
            files.push((name, data.join(format!("alignment-3way/{name}.jsonl"))));
        }
    }
    let sets: Vec<(&str, Vec<Gold>)> = files
        .into_iter()
        .filter_map(|(name, path)| Some((name, read(&std::fs::read_to_string(path).ok()?))))
        .collect();
    println!("beads of three versions      documents  strict F1");
    let mut reliabilities = Vec::new();
    for (name, documents) in &sets {
        let mut reliability = Reliability::default();
        for (lexicon, title) in [(UseLexicon::Yes, ""), (UseLexicon::No, ", no lexicon")] {
            let aligner = Aligner::new().lexicon(lexicon);
            let mut counts = Counts::default();
            for document in documents {
                let gold = document.several_sided();
                let told = told(&document.align(&aligner));
                let hits = told.iter().filter(|(sides, _)| gold.contains(sides));
                counts.add(Counts {
                    hits: hits.count(),
                    said: told.len(),
                    truth: gold.len(),
                });
                if lexicon == UseLexicon::Yes {
                    reliability.add(&told, &gold);
                }
            }
            println!(
                "{:<28} {:>9} {:>10.2}",
                format!("{name}{title}"),
                documents.len(),
                counts.f1()
            );
        }
        reliabilities.push((*name, reliability));
    }
    let mut all = Reliability::default();
    println!("\nconfidence of beads over three versions    said  beads  right");
    for (name, reliability) in &reliabilities {
        all.join(reliability);
        reliability.print(name);
    }
    all.print("all");
    println!(
        "\nquarantine: documents refused, of those with this fault planted in one version; of the others'\n\
         beads, how many are offered (above half), and of these say something wrong through the fault,\n\
         and are taken for sure\n\
         {:<8} {:<51} {:>12} {:>8} {:>6} {:>6}",
        "", "", "refused", "offered", "wrong", "sure"
    );
    for (name, documents) in &sets {
        let whole = documents
            .iter()
            .filter(|d| d.texts.iter().all(|t| !t.is_empty()));
        quarantine(name, &whole.collect::<Vec<_>>());
    }
    println!("\nquarantine: tables refused");
    tables(data);
}

fn read(lines: &str) -> Vec<Gold> {
    let range = |side: &Value| -> Range<usize> {
        let numbers: Vec<usize> = side
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_u64)
            .map(|n| n as usize)
            .collect();
        match (numbers.first(), numbers.last()) {
            (Some(&first), Some(&last)) => first..last + 1,
            _ => 0..0,
        }
    };
    let document = |line: &str| -> Gold {
        let record: Value = serde_json::from_str(line).expect("a JSON object per line");
        let strings = |list: &Value| -> Vec<String> {
            list.as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect()
        };
        let beads = record["beads"].as_array().into_iter().flatten();
        Gold {
            texts: LANGUAGES.map(|(tag, _)| strings(&record[tag])),
            beads: beads
                .map(|bead| LANGUAGES.map(|(tag, _)| range(&bead[tag])))
                .collect(),
        }
    };
    lines.lines().map(document).collect()
}

impl Gold {
    fn several_sided(&self) -> BTreeSet<Key> {
        let beads = self.beads.iter();
        beads
            .map(|sides| sides.iter().map(ends).collect::<Key>())
            .filter(|key| 1 < key.iter().flatten().count())
            .collect()
    }

    /// The largest share of what the others say that one version lacks in one place, in letters.
    fn most_lacked(&self) -> f64 {
        let lacked = (0..LANGUAGES.len()).map(|language| self.lacked(language, &|_| false));
        lacked.fold(0.0, f64::max)
    }

    /// The same of one version without some of its segments.
    fn lacked(&self, language: usize, is_cut: &dyn Fn(usize) -> bool) -> f64 {
        let letters = |language: usize, side: &Range<usize>| -> f64 {
            let texts = self.texts[language][side.clone()].iter();
            texts.map(|text| text.chars().count() as f64).sum()
        };
        let (mut all, mut here, mut most) = (0.0, 0f64, 0f64);
        for sides in &self.beads {
            let others = (0..LANGUAGES.len()).filter(|&other| other != language);
            let said = others
                .map(|other| letters(other, &sides[other]))
                .fold(0.0, f64::max);
            all += said;
            here = match sides[language].clone().all(is_cut) {
                true => here + said,
                false => 0.0,
            };
            most = most.max(here);
        }
        if all == 0.0 { 0.0 } else { most / all }
    }

    /// Whether some bead has just these segments in their versions: what leaves out another version says
    /// nothing wrong.
    fn joins(&self, told: &Segments) -> bool {
        self.beads.iter().any(|sides| {
            let mut both = told.iter().zip(sides);
            both.all(|(told, side)| told.is_empty() || told.iter().copied().eq(side.clone()))
        })
    }

    fn align(&self, aligner: &Aligner) -> Alignment {
        let texts = LANGUAGES.iter().zip(&self.texts);
        align(
            aligner,
            texts.map(|(&(_, language), text)| (language, &text[..])),
        )
    }
}

fn align<'a>(
    aligner: &Aligner,
    texts: impl Iterator<Item = (Language, &'a [String])>,
) -> Alignment {
    let versions: Vec<Version<'_>> = texts
        .map(|(language, text)| Version::new(language, text.iter().map(String::as_str).collect()))
        .collect();
    aligner.align(&versions)
}

/// Per language the first segment and the end of a bead, if it has any there.
type Key = Vec<Option<(usize, usize)>>;

fn ends(side: &Range<usize>) -> Option<(usize, usize)> {
    (!side.is_empty()).then_some((side.start, side.end))
}

/// The segments of a bead, per version, as the document numbers them.
type Segments = Vec<BTreeSet<usize>>;

/// The segments of a bead where those of one version are these of the document's; nothing if it holds
/// what is none of them.
fn segments(key: &Key, version: usize, from: &[Option<usize>]) -> Option<Segments> {
    let sides = key.iter().enumerate().map(|(language, ends)| {
        let side = ends.map_or(0..0, |(start, end)| start..end);
        match language == version {
            true => from[side].iter().copied().collect(),
            false => Some(side.collect()),
        }
    });
    sides.collect()
}

/// The beads told in at least two languages, with their confidence.
fn told(alignment: &Alignment) -> Vec<(Key, f32)> {
    let beads = alignment.beads.iter();
    let keys = beads.map(|bead| {
        (
            bead.sides.iter().map(ends).collect::<Key>(),
            bead.confidence,
        )
    });
    keys.filter(|(key, _)| 1 < key.iter().flatten().count())
        .collect()
}

/// Confidences beside how often they came true, by tenths.
#[derive(Default)]
struct Reliability {
    bins: [(usize, f64, usize); 10],
}

impl Reliability {
    fn add(&mut self, told: &[(Key, f32)], gold: &BTreeSet<Key>) {
        for (key, confidence) in told {
            let bin = &mut self.bins[((confidence * 10.0) as usize).min(9)];
            bin.0 += 1;
            bin.1 += f64::from(*confidence);
            bin.2 += usize::from(gold.contains(key));
        }
    }

    fn join(&mut self, other: &Reliability) {
        for (bin, other) in self.bins.iter_mut().zip(&other.bins) {
            *bin = (bin.0 + other.0, bin.1 + other.1, bin.2 + other.2);
        }
    }

    fn print(&self, name: &str) {
        for (tenth, &(beads, said, right)) in self.bins.iter().enumerate().filter(|b| 0 < b.1.0) {
            let share = |part: f64| 100.0 * part / beads as f64;
            println!(
                "{name:<8} {:>3}-{:<3}                           {:>6.1} {beads:>6} {:>6.1}",
                tenth * 10,
                tenth * 10 + 10,
                share(said),
                share(right as f64)
            );
        }
        let all: usize = self.bins.iter().map(|bin| bin.0).sum();
        let off: f64 = self
            .bins
            .iter()
            .map(|bin| (bin.1 - bin.2 as f64).abs())
            .sum();
        println!(
            "{name:<8} expected calibration error {:.2} points",
            100.0 * off / all.max(1) as f64
        );
    }
}

/// A document's version with a fault.
struct Planted {
    text: Vec<String>,
    /// Per segment, which of the document's it is; nothing for what says something else.
    from: Vec<Option<usize>>,
    /// Whether anyone could see the fault: by the gold, not by what is caught.
    shows: bool,
}

impl Planted {
    /// The text of another document, or in another language.
    fn strange(text: Vec<String>) -> Self {
        Planted {
            from: vec![None; text.len()],
            text,
            shows: true,
        }
    }

    /// These segments of the document's own version.
    fn of(own: &[String], order: Vec<usize>, shows: bool) -> Self {
        Planted {
            text: order.iter().map(|&segment| own[segment].clone()).collect(),
            from: order.into_iter().map(Some).collect(),
            shows,
        }
    }

    /// The version with some segments that say something else in their places.
    fn beside(own: &[String], text: Vec<String>) -> Self {
        let from = own.iter().zip(&text).enumerate();
        let from = from.map(|(segment, (own, text))| (own == text).then_some(segment));
        Planted {
            from: from.collect(),
            shows: own != text,
            text,
        }
    }
}

/// What came of a fault in all documents.
#[derive(Default)]
struct Outcome {
    /// Versions in which nobody could see it, and of these the refused.
    hidden: [usize; 2],
    /// The same of those in which it shows.
    shown: [usize; 2],
    /// Beads told above half in what was not refused, those of them that join what does not belong
    /// together and are not told so without the fault, and of these the ones that lookups take for sure.
    stored: [usize; 3],
}

impl Outcome {
    fn refused(&self) -> String {
        let [[hidden, of_hidden], [shown, of_shown]] = [self.hidden, self.shown];
        match hidden {
            0 => format!("{of_shown} of {shown}"),
            _ => format!("{of_shown} of {shown}; hidden by the gold {of_hidden} of {hidden}"),
        }
    }
}

/// What is stored above this is offered; what is above `SURE_FROM`, without a penalty.
const OFFERED: f32 = 0.5;

/// A fault, from a document's number, the version's, and the document; nothing if it is too short.
type Fault<'a> = dyn Fn(usize, usize, &Gold) -> Option<Planted> + 'a;

fn quarantine(name: &str, documents: &[&Gold]) {
    let clean = |documents: &[&Gold]| {
        let as_it_is = |document: &Gold| {
            let own = &document.texts[0];
            Some(Planted::of(own, (0..own.len()).collect(), true))
        };
        outcome(documents, 0..1, &[], &|_, _, document| as_it_is(document))
    };
    let (whole, torn): (Vec<&Gold>, Vec<&Gold>) = documents
        .iter()
        .partition(|document| document.most_lacked() < QUARTER);
    let other = |number: usize| &documents[(number + 7) % documents.len()];
    // Too short a text has no halves to speak of.
    let long = |version: usize, document: &Gold| 6 <= document.texts[version].len();
    // What is cut shows if the others say as much of it as of a quarter of all.
    let cut = |version: usize, document: &Gold, keeps: &dyn Fn(usize, usize) -> bool| {
        let own = &document.texts[version];
        let kept = (0..own.len()).filter(|&number| keeps(number, own.len()));
        let shows = QUARTER <= document.lacked(version, &|number| !keeps(number, own.len()));
        long(version, document).then(|| Planted::of(own, kept.collect(), shows))
    };
    // Segments that are moved show if another version has one of them, too.
    let moved = |version: usize, document: &Gold, change: &dyn Fn(&mut [usize]) -> Range<usize>| {
        let own = &document.texts[version];
        if !long(version, document) {
            return None;
        }
        let mut order: Vec<usize> = (0..own.len()).collect();
        let moved = change(&mut order);
        let several = |sides: &Sides| 1 < sides.iter().filter(|side| !side.is_empty()).count();
        let beads = document.beads.iter().filter(|sides| several(sides));
        let mut segments = beads.flat_map(|sides| sides[version].clone());
        let shows = segments.any(|segment| moved.contains(&segment));
        Some(Planted::of(own, order, shows))
    };
    let aligner = Aligner::new();
    let usual = documents.iter().map(|document| {
        let told = told(&document.align(&aligner)).into_iter();
        let own: Vec<Option<usize>> = (0..document.texts[0].len()).map(Some).collect();
        told.filter_map(|(key, _)| segments(&key, 0, &own))
            .collect()
    });
    let usual: Vec<BTreeSet<Segments>> = usual.collect();
    let refused = |fault: &Fault<'_>| outcome(documents, 0..LANGUAGES.len(), &usual, fault);
    let rows = [
        ("as they are", clean(&whole)),
        (
            "as they are; a quarter is missing by the gold",
            clean(&torn),
        ),
        (
            "another document",
            refused(&|number, version, _| {
                Some(Planted::strange(other(number).texts[version].clone()))
            }),
        ),
        (
            "another release on the same subject",
            refused(&|number, version, document| {
                let text = sister(documents, number, version);
                Some(Planted::beside(&document.texts[version], text))
            }),
        ),
        (
            "every second figure another",
            refused(&|_, version, document| {
                let own = &document.texts[version];
                Some(Planted::beside(own, with_other_figures(own))).filter(|planted| planted.shows)
            }),
        ),
        (
            "another language",
            refused(&|_, version, document| {
                Some(Planted::strange(document.texts[(version + 1) % 3].clone()))
            }),
        ),
        (
            "second half missing",
            refused(&|_, version, document| cut(version, document, &|at, size| at < size / 2)),
        ),
        (
            "first half missing",
            refused(&|_, version, document| cut(version, document, &|at, size| size / 2 <= at)),
        ),
        (
            "halves exchanged",
            refused(&|_, version, document| {
                moved(version, document, &|order| {
                    order.rotate_left(order.len() / 2);
                    0..order.len()
                })
            }),
        ),
        (
            "middle third missing",
            refused(&|_, version, document| {
                let keeps = |at, size| !(size / 3..2 * (size / 3)).contains(&at);
                cut(version, document, &keeps)
            }),
        ),
        (
            "first segment moved to the end",
            refused(&|_, version, document| {
                moved(version, document, &|order| {
                    order.rotate_left(1);
                    0..1
                })
            }),
        ),
        (
            "last segment moved to the front",
            refused(&|_, version, document| {
                moved(version, document, &|order| {
                    order.rotate_right(1);
                    order.len() - 1..order.len()
                })
            }),
        ),
        (
            "second and third segment moved to the end",
            refused(&|_, version, document| {
                moved(version, document, &|order| {
                    order[1..].rotate_left(2);
                    1..3
                })
            }),
        ),
        (
            "all behind the first segment in reverse",
            refused(&|_, version, document| {
                moved(version, document, &|order| {
                    order[1..].reverse();
                    1..order.len()
                })
            }),
        ),
        (
            "a segment moved from the first to the last quarter",
            refused(&|_, version, document| {
                moved(version, document, &|order| {
                    let (from, to) = (order.len() / 4, 3 * order.len() / 4);
                    order[from..=to].rotate_left(1);
                    from..from + 1
                })
            }),
        ),
        (
            "a summary (each fifth)",
            refused(&|_, version, document| {
                let own = &document.texts[version];
                let fifth = (0..own.len()).step_by(5).collect();
                long(version, document).then(|| Planted::of(own, fifth, true))
            }),
        ),
        (
            "a stranger in place of a segment",
            refused(&|number, version, document| {
                let (own, other) = (&document.texts[version], &other(number).texts[version]);
                let place = (3 * number + version) % own.len();
                let mut text = own.clone();
                text[place].clone_from(&other[place * other.len() / own.len()]);
                Some(Planted::beside(own, text)).filter(|planted| planted.shows)
            }),
        ),
        (
            "the last third from another document",
            refused(&|number, version, document| {
                let size = document.texts[version].len();
                spliced(document, other(number), version, size - size / 3..size)
            }),
        ),
        (
            "three segments from another document",
            refused(&|number, version, document| {
                let size = document.texts[version].len();
                let start = (5 * number + version) % size.saturating_sub(2).max(1);
                spliced(document, other(number), version, start..start + 3)
            }),
        ),
        (
            "first segment lost, a stranger at the end",
            refused(&|number, version, document| {
                let own = &document.texts[version];
                let mut planted = Planted::of(own, (1..own.len()).collect(), true);
                planted
                    .text
                    .extend(other(number).texts[version].first().cloned());
                planted.from.resize(planted.text.len(), None);
                Some(planted).filter(|_| long(version, document))
            }),
        ),
    ];
    for (fault, outcome) in rows {
        let [stored, wrong, sure] = outcome.stored;
        println!(
            "{name:<8} {fault:<51} {:>12} {stored:>8} {wrong:>6} {sure:>6}",
            outcome.refused()
        );
    }
}

/// What comes of a fault in each of these versions of all documents, of which these beads are told
/// as they are: what is wrong there already is none of the fault's.
fn outcome(
    documents: &[&Gold],
    versions: Range<usize>,
    usual: &[BTreeSet<Segments>],
    fault: &Fault<'_>,
) -> Outcome {
    let aligner = Aligner::new();
    let mut outcome = Outcome::default();
    for (number, document) in documents.iter().enumerate() {
        for version in versions.clone() {
            let Some(planted) = fault(number, version, document) else {
                continue;
            };
            let texts = LANGUAGES.iter().enumerate().map(|(l, &(_, language))| {
                let text = if l == version {
                    &planted.text
                } else {
                    &document.texts[l]
                };
                (language, &text[..])
            });
            let alignment = align(&aligner, texts);
            let is_refused = !alignment.grade.reasons.is_empty();
            let [all, refused] = match planted.shows {
                true => &mut outcome.shown,
                false => &mut outcome.hidden,
            };
            *all += 1;
            *refused += usize::from(is_refused);
            if is_refused {
                continue;
            }
            let offered = told(&alignment);
            for (key, confidence) in offered.iter().filter(|bead| OFFERED < bead.1) {
                let segments = segments(key, version, &planted.from);
                let is_usual =
                    |told: &Segments| usual.get(number).is_some_and(|usual| usual.contains(told));
                let wrong = segments.is_none_or(|told| !document.joins(&told) && !is_usual(&told));
                let wrong = usize::from(wrong);
                let sure = usize::from(SURE_FROM <= (100.0 * confidence) as u8);
                let [stored, of_wrong, of_sure] = &mut outcome.stored;
                *stored += 1;
                *of_wrong += wrong;
                *of_sure += wrong * sure;
            }
        }
    }
    outcome
}

/// A version in which successive segments are those of another document, from the same part of it;
/// nothing if either is too short.
fn spliced(document: &Gold, other: &Gold, version: usize, run: Range<usize>) -> Option<Planted> {
    let [own, other] = [document, other].map(|document| &document.texts[version]);
    if own.len() < 6 || own.len() < run.end || other.len() < run.len() {
        return None;
    }
    let from = (run.start * other.len() / own.len()).min(other.len() - run.len());
    let strange = other[from..from + run.len()].iter().cloned();
    let mut text = own.clone();
    text.splice(run.clone(), strange);
    let shows = QUARTER <= document.lacked(version, &|segment| run.contains(&segment));
    Some(Planted {
        shows,
        ..Planted::beside(own, text)
    })
}

/// A version in which every second figure is another, as before it was corrected.
fn with_other_figures(text: &[String]) -> Vec<String> {
    let mut count = 0;
    let mut changed = |segment: &String| -> String {
        let mut changed = String::new();
        let mut rest = segment.as_str();
        while let Some(start) = rest.find(is_digit) {
            let digits = |text: &str| text.len() - text.trim_start_matches(is_digit).len();
            let end = start + digits(&rest[start..]);
            count += 1;
            let figure = rest[start..end].parse::<u64>();
            changed += &rest[..start];
            match figure {
                Ok(value) if count % 2 == 0 => changed += &(value + 3).to_string(),
                _ => changed += &rest[start..end],
            }
            rest = &rest[end..];
            // Thousands and decimals stay.
            while let Some(mark) = rest.chars().next() {
                let part = digits(&rest[mark.len_utf8()..]);
                let goes_on = match mark {
                    '.' | ',' => 0 < part,
                    ' ' | '\u{a0}' | '\u{202f}' => part == 3,
                    _ => false,
                };
                if !goes_on {
                    break;
                }
                let (whole, left) = rest.split_at(mark.len_utf8() + part);
                changed += whole;
                rest = left;
            }
        }
        changed + rest
    };
    text.iter().map(&mut changed).collect()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// A version as formulas would make it of another release: its figures and its names are others, the
/// same throughout.
fn sister(documents: &[&Gold], number: usize, version: usize) -> Vec<String> {
    let text = |number: usize| documents[number % documents.len()].texts[version].iter();
    let mut documents_with: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for number in 0..documents.len() {
        for name in text(number).flat_map(|segment| capitals(segment)) {
            documents_with.entry(name).or_default().insert(number);
        }
    }
    // What stands in many releases is no name of one.
    let is_name = |name: &&str| documents_with[name].len() <= 3;
    let own = || {
        text(number)
            .flat_map(|segment| capitals(segment))
            .filter(is_name)
    };
    let others = (1..documents.len()).flat_map(|by| text(number + by));
    let mut others = others.flat_map(|segment| capitals(segment)).filter(is_name);
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for name in own() {
        if !names.contains_key(name) {
            names.extend(others.next().map(|other| (name, other)));
        }
    }
    let changed = |segment: &String| {
        let mut changed = String::new();
        for word in segment.split_inclusive(|c: char| !c.is_alphabetic()) {
            let letters = word.trim_end_matches(|c: char| !c.is_alphabetic());
            changed += names.get(letters).unwrap_or(&letters);
            changed += &word[letters.len()..];
        }
        let figure = |c: char| match c.to_digit(10) {
            Some(digit) if 0 < digit => char::from_digit((digit + 2) % 9 + 1, 10).unwrap_or(c),
            _ => c,
        };
        changed.chars().map(figure).collect()
    };
    text(number).map(changed).collect()
}

/// The words of a segment that have a capital though no sentence begins with them.
fn capitals(segment: &str) -> impl Iterator<Item = &str> {
    let mut begins = true;
    let pieces = segment.split_inclusive(|c: char| !c.is_alphabetic());
    pieces.filter_map(move |piece| {
        let word = piece.trim_end_matches(|c: char| !c.is_alphabetic());
        let is_name = !begins && 4 <= word.chars().count() && word.starts_with(char::is_uppercase);
        begins = begins && word.is_empty() || piece.ends_with(['.', '!', '?']);
        is_name.then_some(word)
    })
}

/// Tables of two columns, as they are and with the second moved up by one cell.
fn tables(data: Option<&Path>) {
    const SIZES: [usize; 2] = [60, 5];
    const SETS: [(&str, [(&str, Language); 2]); 4] = [
        ("kaznu-titles-other-gov", [("en", EN), ("kk", KK)]),
        ("apertium-kazrus-gov", [("ru", RU), ("kk", KK)]),
        ("xwmt", [("en", EN), ("ru", RU)]),
        ("gnome-system-admin-guide", [("en", EN), ("kk", KK)]),
    ];
    let Some(data) = data else {
        println!("no real data: no tables");
        return;
    };
    for ((name, columns), rows) in SETS
        .into_iter()
        .flat_map(|set| SIZES.map(|rows| (set, rows)))
    {
        let texts = columns.map(|(tag, _)| {
            let path = data.join(name).join(format!("{tag}.txt"));
            let text = std::fs::read_to_string(path).unwrap_or_default();
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        });
        let [one, other] = &texts;
        let tables = || {
            let tables = one
                .chunks(rows)
                .zip(other.chunks(rows))
                .filter(|t| t.0.len() == rows);
            tables.take(200)
        };
        let refused = |slip: usize| {
            let refused = tables().filter(|(one, other)| {
                let rows = one.iter().zip(&other[slip..]);
                let entries = rows.map(|(one, other)| {
                    Ok(Entry::new([(columns[0].1, one), (columns[1].1, other)]))
                });
                let mut memory = Memory::in_memory().expect("a memory in memory");
                let report = memory.import_entries("table", entries).expect("a table");
                !report.quarantined.is_empty()
            });
            format!("{} of {}", refused.count(), tables().count())
        };
        println!(
            "{name:<26} {rows:>2} rows, as they are {:>10}, slipped by a row {:>10}",
            refused(0),
            refused(1)
        );
    }
}
