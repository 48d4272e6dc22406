//! What a lookup through a memory costs beside the bare search of its index, in one run: medians in
//! microseconds, and their ratio. Where matches are ordered by usefulness, sixteen compete for the
//! first five places, which the index alone is asked for, too.
//!
//! `cargo bench --bench overhead [-- SIZE]`, 100,000 texts unless told; the English texts and the
//! edited queries are those of `benches/corpus`, the translations are its Russian texts in the same order,
//! which translate nothing but cost as much. Then the same for exact runs of words, cut out of stored
//! texts.
#![allow(missing_docs)]

mod corpus;

use std::borrow::Cow;
use std::time::Instant;

use corpus::{Class, Corpus};
use tolmach::distance::{Measure, tokens};
use tolmach::index::{GramBlock, Indexed, Search, Texts, TokenBlock, containing, search};
use tolmach::text::fold;
use tolmach::{EN, Entry, ImportOptions, Memory, Order, Quarantine, Query, RU};

/// The match forms of the texts, by number.
struct Forms(Vec<String>);

impl Texts for Forms {
    fn text(&self, id: u64) -> tolmach::Result<Cow<'_, str>> {
        Ok(Cow::Borrowed(&self.0[id as usize]))
    }
}

fn main() {
    let size = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok());
    let corpus = Corpus::load(EN, size.unwrap_or(100_000));
    let translations = Corpus::load(RU, corpus.texts.len()).texts;
    println!("{} texts: {}", corpus.texts.len(), corpus.origin);
    println!(
        "{:<11} {:>3} {:>10} {:>10} {:>18} {:>18}",
        "measure", "%", "index", "for 16", "by percent", "by usefulness"
    );

    let folder = tempfile::tempdir().unwrap();
    let mut memory = Memory::open(folder.path().join("overhead.tm")).unwrap();
    let pairs = corpus.texts.iter().zip(translations.iter().cycle());
    let entries = pairs.map(|(en, ru)| Ok(Entry::new([(EN, en.as_str()), (RU, ru.as_str())])));
    let options = ImportOptions::new().quarantine(Quarantine::Keep);
    let report = memory.import_entries_with("corpus", entries, &options);
    assert!(0 < report.unwrap().entries(), "nothing to look up");

    let forms = Forms(corpus.texts.iter().map(|text| fold(text, EN)).collect());
    let numbered: Vec<(u64, String)> = (0..).zip(forms.0.iter().cloned()).collect();
    let blocks: tolmach::Result<Vec<GramBlock>> = GramBlock::build_all(&numbered).collect();
    let token_blocks: tolmach::Result<Vec<TokenBlock>> = TokenBlock::build_all(&numbered).collect();
    let (blocks, token_blocks) = (blocks.unwrap(), token_blocks.unwrap());
    let indexed = Indexed {
        blocks: &blocks,
        token_blocks: &token_blocks,
        tail: &[],
        removed: &|_| false,
        texts: &forms,
    };

    for (measure, threshold) in [
        (Measure::Mean, 85),
        (Measure::Mean, 70),
        (Measure::Mean, 50),
        (Measure::Characters, 85),
        (Measure::Characters, 70),
        (Measure::Tokens, 70),
        (Measure::Tokens, 50),
    ] {
        let mut times: [Vec<f64>; 4] = Default::default();
        // Round 0 loads what all need. A query that another engine has just answered is in its
        // caches already, so that each engine takes all of them alone.
        for round in 0..3 {
            for (engine, times) in times.iter_mut().enumerate() {
                let asked = corpus.queries.iter();
                for asked in asked.filter(|asked| asked.class == Class::Fuzzy).take(300) {
                    let form = fold(&asked.text, EN);
                    let query = Query::new(&asked.text).from(EN).to(RU);
                    let query = query.measure(measure).threshold(threshold);
                    let start = Instant::now();
                    std::hint::black_box(match engine {
                        0 | 1 => {
                            let wanted = Search {
                                measure,
                                threshold,
                                limit: [5, 16][engine],
                                ..Search::default()
                            };
                            search(&indexed, &form, &wanted, None).map(|hits| hits.len())
                        }
                        2 => memory.lookup(&query.order(Order::Percent)).map(|m| m.len()),
                        _ => memory.lookup(&query).map(|m| m.len()),
                    })
                    .unwrap();
                    if round > 0 {
                        times.push(start.elapsed().as_secs_f64() * 1e6);
                    }
                }
            }
        }
        let [index, sixteen, percent, useful] = times.map(|mut times| {
            times.sort_by(f64::total_cmp);
            times[times.len() / 2]
        });
        println!(
            "{:<11} {threshold:>3} {index:>10.0} {sixteen:>10.0} {percent:>10.0} ({:.2}) {useful:>10.0} ({:.2})",
            format!("{measure:?}"),
            percent / index,
            useful / index
        );
    }

    println!(
        "\n{:>9} {:>22} {:>22}",
        "words", "index, median and p99", "memory"
    );
    for words in [2, 3, 4] {
        // A run from the middle of each of some texts, far from each other.
        let run = |text: &String| {
            let of_text: Vec<&str> = tokens(text).collect();
            let start = of_text.len().checked_sub(words)? / 2;
            Some(of_text[start..start + words].join(" "))
        };
        let apart = forms.0.iter().step_by((forms.0.len() / 2_000).max(1));
        let runs: Vec<String> = apart.filter_map(run).collect();
        let mut times: [Vec<f64>; 2] = Default::default();
        for round in 0..3 {
            for (engine, times) in times.iter_mut().enumerate() {
                for run in &runs {
                    let start = Instant::now();
                    std::hint::black_box(match engine {
                        0 => containing(&indexed, run, 5).map(|ids| ids.len()),
                        _ => memory.containing(run, EN, 5).map(|texts| texts.len()),
                    })
                    .unwrap();
                    if round > 0 {
                        times.push(start.elapsed().as_secs_f64() * 1e6);
                    }
                }
            }
        }
        let [index, memory] = times.map(|mut times| {
            times.sort_by(f64::total_cmp);
            [times[times.len() / 2], times[times.len() * 99 / 100]]
        });
        println!(
            "{words:>9} {:>11.1} {:>10.1} {:>11.1} {:>10.1}",
            index[0], index[1], memory[0], memory[1]
        );
    }
}
