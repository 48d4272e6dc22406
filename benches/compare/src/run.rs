//! A run: every engine gets every query, one after the other.

use std::time::{Duration, Instant};

use anyhow::Result;
use cpu_time::ThreadTime;
use tolmach::distance::Measure;
use tolmach::text::fold;

use crate::RunArguments;
use crate::corpus::Corpus;
use crate::engines::{self, Engine, Family, Found, Named, Oracle, Question, Texts};
use crate::record::{self, FamilyRow, Row, Run};

const CELLS: [(Measure, u8); 7] = [
    (Measure::Mean, 70),
    (Measure::Mean, 50),
    (Measure::Characters, 80),
    (Measure::Characters, 70),
    (Measure::Characters, 50),
    (Measure::Tokens, 70),
    (Measure::Tokens, 50),
];

/// An engine is asked at least so often, however long it takes.
const LEAST_QUERIES: usize = 3;

/// So many of the queries, the last ones, each engine is asked before the others without being timed:
/// what stays loaded from the first queries on (blocks, which engines of a family share, and pages of
/// files) is no part of what a query takes …
const UNCOUNTED: usize = 100;
/// … as long as they take no more seconds for a measure and threshold.
const WARM_UP: f64 = 0.5;

/// Whether what is lossless lost nothing.
pub fn run(arguments: &RunArguments) -> Result<bool> {
    let load_before = record::load();
    let corpus = Corpus::load(arguments.language, arguments.size);
    let forms = |texts: &[String]| -> Vec<String> {
        let form = |text: &String| fold(text, arguments.language);
        texts.iter().map(form).collect()
    };
    let texts = Texts {
        language: arguments.language,
        forms: forms(&corpus.texts),
        corpus,
    };
    let asked = texts.corpus.queries.iter().take(arguments.queries);
    let raw: Vec<String> = asked.map(|asked| asked.text.clone()).collect();
    let forms = forms(&raw);
    let all: Vec<Question<'_>> = raw
        .iter()
        .zip(&forms)
        .map(|(raw, form)| Question { raw, form })
        .collect();
    let (questions, uncounted) = all.split_at(all.len() - UNCOUNTED.min(all.len() / 2));

    let judged = arguments
        .judged
        .unwrap_or((40_000_000 / texts.forms.len()).clamp(40, 1_000))
        .min(questions.len());
    let mut oracle = Oracle::new(&texts);
    let mut truth = Vec::with_capacity(judged);
    for question in &questions[..judged] {
        truth.push(Truth::new(&mut oracle, question)?);
    }
    eprintln!("{judged} queries judged by brute force");

    let families = engines::build(&texts, &questions[0], &arguments.only)?;
    let mut family_rows = Vec::new();
    let mut contests = Vec::new();
    for Family {
        name,
        engines,
        build_seconds,
        first_lookup_seconds,
        heap_bytes,
        file_bytes,
    } in families
    {
        family_rows.push(FamilyRow {
            name: name.to_owned(),
            build_seconds,
            first_lookup_ms: first_lookup_seconds * 1e3,
            heap_bytes,
            file_bytes,
        });
        contests.extend(engines.into_iter().map(Contestant::new));
    }

    for contestant in &mut contests {
        for place in 0..CELLS.len() {
            contestant.warm_up(place, uncounted)?;
        }
    }

    let (start, most) = (Instant::now(), Duration::from_secs(60 * arguments.minutes));
    let numbers: Vec<usize> = (0..questions.len()).collect();
    for (round, numbers) in numbers.chunks(arguments.in_a_row.max(1)).enumerate() {
        let asked = numbers[0];
        eprintln!(
            "{asked} queries asked, {:.0} s",
            start.elapsed().as_secs_f64()
        );
        if LEAST_QUERIES <= asked && most < start.elapsed() {
            break;
        }
        for (place, &cell) in CELLS.iter().enumerate() {
            for turn in 0..contests.len() {
                // Nobody always comes after the same one, who left the machine busy or idle.
                let turn = match round % 2 {
                    0 => turn,
                    _ => contests.len() - 1 - turn,
                };
                let turn = (turn + round) % contests.len();
                let contestant = &mut contests[turn];
                for &number in numbers {
                    if !contestant.goes_on(place, arguments.budget) {
                        break;
                    }
                    let question = &questions[number];
                    let found = contestant.ask(place, question)?;
                    if let Some(truth) = truth.get(number) {
                        let percent = |text| oracle.percent(question, cell.0, text);
                        contestant.judge(place, question, found, truth.of(cell), percent)?;
                    }
                }
            }
        }
    }

    let mut rows = Vec::new();
    let first_own = contests.iter().find(|contestant| contestant.engine.own());
    for (place, (measure, threshold)) in CELLS.into_iter().enumerate() {
        let base = first_own.map_or(&[][..], |own| &own.results[place].seconds);
        for contestant in &contests {
            rows.extend(contestant.row(place, measure, threshold, base));
        }
    }
    let characters: usize = texts.forms.iter().map(|form| form.chars().count()).sum();
    let run = Run {
        date: record::today(),
        language: arguments.language.to_string(),
        origin: texts.corpus.origin.clone(),
        texts: texts.forms.len(),
        mean_characters: characters as f64 / texts.forms.len() as f64,
        queries: questions.len(),
        judged,
        load: [load_before, record::load()],
        families: family_rows,
        rows,
    };
    print!("{}", run.tables());
    if !arguments.no_record {
        println!("\nkept in {}", record::keep(run)?.display());
    }

    let mut lossless = true;
    for contestant in contests.iter().filter(|contestant| contestant.engine.own()) {
        for (place, (measure, threshold)) in CELLS.into_iter().enumerate() {
            for &number in &contestant.results[place].failed {
                eprintln!(
                    "NOT LOSSLESS: {}, {measure:?} {threshold}%: {:?}",
                    contestant.name, questions[number].raw
                );
                lossless = false;
            }
        }
    }
    Ok(lossless)
}

/// The best texts by brute force, for the lowest threshold of each measure; what reaches a higher
/// one is the beginning of it.
struct Truth(Vec<(Measure, Vec<Found>)>);

impl Truth {
    fn new(oracle: &mut Oracle<'_>, question: &Question<'_>) -> Result<Self> {
        let mut by_measure = Vec::new();
        for measure in [Measure::Mean, Measure::Characters, Measure::Tokens] {
            let of_it = CELLS.iter().filter(|cell| cell.0 == measure);
            let lowest = of_it.map(|cell| cell.1).min().unwrap_or(0);
            by_measure.push((measure, oracle.find(question, measure, lowest)?));
        }
        Ok(Truth(by_measure))
    }

    fn of(&self, (measure, threshold): (Measure, u8)) -> &[Found] {
        let found = self.0.iter().find(|(of, _)| *of == measure);
        let found = found.map_or(&[][..], |(_, found)| found);
        let reach = found.partition_point(|&(_, percent)| threshold <= percent);
        &found[..reach]
    }
}

/// An engine and what it did.
struct Contestant<'t> {
    name: &'static str,
    engine: Box<dyn Engine + 't>,
    results: [Results; CELLS.len()],
}

/// For one measure and threshold.
#[derive(Default)]
struct Results {
    /// By query, from the first one on.
    seconds: Vec<f64>,
    to_find: usize,
    found: usize,
    /// Queries for which something was missing, or a percent wrong.
    failed: Vec<usize>,
}

impl<'t> Contestant<'t> {
    fn new((name, engine): Named<'t>) -> Self {
        Contestant {
            name,
            engine,
            results: Default::default(),
        }
    }

    fn goes_on(&self, place: usize, budget: f64) -> bool {
        let seconds = &self.results[place].seconds;
        let in_time = seconds.len() < LEAST_QUERIES || seconds.iter().sum::<f64>() < budget;
        self.engine.answers(CELLS[place].0) && in_time
    }

    fn warm_up(&mut self, place: usize, questions: &[Question<'_>]) -> Result<()> {
        let (measure, threshold) = CELLS[place];
        let start = ThreadTime::now();
        for question in questions {
            if !self.engine.answers(measure) || WARM_UP < start.elapsed().as_secs_f64() {
                break;
            }
            self.engine.find(question, measure, threshold)?;
        }
        Ok(())
    }

    fn ask(&mut self, place: usize, question: &Question<'_>) -> Result<Vec<Found>> {
        let (measure, threshold) = CELLS[place];
        let start = ThreadTime::now();
        let found = self.engine.find(question, measure, threshold)?;
        let seconds = start.elapsed().as_secs_f64();
        self.results[place].seconds.push(seconds);
        Ok(found)
    }

    fn judge(
        &mut self,
        place: usize,
        question: &Question<'_>,
        mut found: Vec<Found>,
        truth: &[Found],
        percent: impl Fn(u32) -> u8,
    ) -> Result<()> {
        let (measure, threshold) = CELLS[place];
        let Some(&(_, floor)) = truth.last() else {
            return Ok(());
        };
        if self.engine.answers_otherwise(measure) {
            return Ok(());
        }
        let right = |found: &[Found]| {
            let right = found
                .iter()
                .filter(|&&(text, claimed)| floor <= claimed && percent(text) == claimed);
            right.count().min(truth.len())
        };
        let mut count = right(&found);
        if count < truth.len() {
            let lower = self.engine.put_lower(question, measure, threshold)?;
            found.retain(|(text, _)| lower.iter().all(|(other, _)| text != other));
            found.extend(lower);
            count = right(&found);
        }
        let results = &mut self.results[place];
        if count < truth.len() {
            results.failed.push(results.seconds.len() - 1);
        }
        results.to_find += truth.len();
        results.found += count;
        Ok(())
    }

    fn row(&self, place: usize, measure: Measure, threshold: u8, base: &[f64]) -> Option<Row> {
        let results = &self.results[place];
        let seconds = &results.seconds;
        let times = Times::of(seconds)?;
        let base = Times::of(&base[..seconds.len().min(base.len())]);
        let recall = (0 < results.to_find).then(|| results.found as f64 / results.to_find as f64);
        Some(Row {
            measure: format!("{measure:?}").to_lowercase(),
            threshold,
            engine: self.name.to_owned(),
            queries: seconds.len(),
            median_ms: times.median * 1e3,
            p95_ms: times.p95 * 1e3,
            p99_ms: times.p99 * 1e3,
            mean_ms: times.mean * 1e3,
            recall,
            times_median: base.as_ref().map(|base| times.median / base.median),
            times_mean: base.map(|base| times.mean / base.mean),
        })
    }
}

struct Times {
    median: f64,
    p95: f64,
    p99: f64,
    mean: f64,
}

impl Times {
    fn of(seconds: &[f64]) -> Option<Times> {
        let mut sorted = seconds.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let last = sorted.len().checked_sub(1)?;
        let at = |share: f64| sorted[(last as f64 * share).round() as usize];
        Some(Times {
            median: at(0.5),
            p95: at(0.95),
            p99: at(0.99),
            mean: sorted.iter().sum::<f64>() / sorted.len() as f64,
        })
    }
}
