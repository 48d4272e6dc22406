//! Looks texts up in a memory.
//!
//! ```text
//! cargo run --release --example lookup -- --db target/press.tm --from en --to ru,kk "Head of State"
//! ```

#[path = "shared/console.rs"]
mod console;

use std::io::{self, IsTerminal, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::{Map, json};
use tolmach::distance::Measure;
use tolmach::patch::Refusal;
use tolmach::{Edit, Language, Match, MatchKind, Memory, Order, PenaltyReason, Pivoted, Query};

/// Looks texts up in a memory: the stored units nearest to each, with what differs.
#[derive(Parser)]
#[command(
    after_help = "Example: lookup --db target/press.tm --from en --to ru,kk \"Head of State\"\n\n\
    On a terminal, words of the stored text that the query lacks are red, what the query has \
    instead follows in green; in a pipe they stand as [-old-] {+new+}."
)]
struct Arguments {
    /// The memory, as made by the `import` example
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// Language of the texts (BCP 47: en, ru, kk, …)
    #[arg(long, value_name = "L")]
    from: Language,
    /// Languages wanted
    #[arg(long, value_name = "L,L", value_delimiter = ',', required = true)]
    to: Vec<Language>,
    /// Lowest percent shown
    #[arg(long, value_name = "N", default_value_t = 70, value_parser = clap::value_parser!(u8).range(..=102))]
    threshold: u8,
    /// Most matches per text, those of 100% and more apart
    #[arg(long, value_name = "N", default_value_t = 5)]
    limit: usize,
    /// Where a language has no match, look by way of this one
    #[arg(long, value_name = "L")]
    by_way_of: Option<Language>,
    /// Order by percent alone, instead of by band and then by usefulness
    #[arg(long)]
    by_percent: bool,
    /// What a percent measures
    #[arg(long, value_name = "M", default_value = "mean", value_parser = PossibleValuesParser::new(["mean", "characters", "tokens"]).map(measure))]
    measure: Measure,
    /// The texts are those of one document in its order: what stands beside them is their context
    #[arg(long)]
    in_order: bool,
    /// Only releases of this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<String>,
    /// Only releases of this day or earlier
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<String>,
    /// Only releases whose key or address has this part
    #[arg(long, value_name = "PART")]
    origin: Option<String>,
    /// Only units whose alignment is at least so sure, in percent
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u8).range(..=100))]
    confidence: u8,
    /// Leave figures and names in translations as they are stored
    #[arg(long)]
    no_patch: bool,
    /// Name the words of the first translation that answer to what differs
    #[arg(long)]
    words: bool,
    /// One JSON object per text
    #[arg(long)]
    json: bool,
    /// A file with one text per line; "-" is standard input
    #[arg(long, value_name = "F", conflicts_with = "texts")]
    file: Option<PathBuf>,
    /// The texts
    #[arg(value_name = "TEXT", required_unless_present = "file")]
    texts: Vec<String>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    console::check_languages(arguments.from, &arguments.to);
    console::run(|out| run(out, &arguments))
}

fn run(out: &mut dyn Write, arguments: &Arguments) -> Result<()> {
    let memory = Memory::open_read_only(&arguments.db)?;
    let languages = [arguments.from].into_iter().chain(arguments.to.clone());
    console::warn_of_unknown(&memory, languages)?;
    let style = Style::new(io::stdout().is_terminal());
    let texts = match &arguments.file {
        Some(file) => console::lines(file)?,
        None => arguments.texts.clone(),
    };
    for (at, text) in texts.iter().enumerate() {
        let mut query = arguments.query(text);
        if arguments.in_order {
            // Blank lines part the paragraphs of a document, and are no text of it.
            let is_text = |text: &&String| !text.trim().is_empty();
            let before = texts[..at].iter().rfind(is_text);
            let after = texts[at + 1..].iter().find(is_text);
            query = query.context(before.map(String::as_str), after.map(String::as_str));
        }
        let wanted = arguments.to.iter().copied();
        let matches = answer(memory.lookup(&wanted.clone().fold(query.clone(), Query::to)))?;
        let edits = |found: &Match| -> Result<Vec<Edit>> {
            if !arguments.words {
                return Ok(found.edits());
            }
            let words = memory.words(arguments.from, found.target().language)?;
            Ok(found.edits_by_words(&words))
        };
        let edits = matches.iter().map(edits).collect::<Result<Vec<_>>>()?;
        let matches: Vec<(Match, Vec<Edit>)> = matches.into_iter().zip(edits).collect();
        let mut by_way = Vec::new();
        if let Some(via) = arguments.by_way_of {
            for language in wanted.filter(|wanted| !wanted.matches(via)) {
                let query = query.clone().to(language);
                by_way.extend(answer(memory.lookup_by_way_of(via, &query))?);
            }
        }
        if arguments.json {
            let matches: Vec<_> = matches
                .iter()
                .map(|(found, edits)| as_json(found, edits, &arguments.to))
                .collect();
            let mut answer = json!({ "query": text, "matches": matches });
            if arguments.by_way_of.is_some() {
                answer["by_way_of"] = json!(by_way);
            }
            writeln!(out, "{answer}")?;
        } else {
            show(out, text, &matches, &by_way, &style)?;
        }
    }
    Ok(())
}

/// What cannot be asked, such as a day that is none, is wrong usage.
fn answer<T>(answer: tolmach::Result<T>) -> Result<T> {
    match answer {
        Err(error) if error.is_bad_input() => console::wrong_usage(error),
        answer => Ok(answer?),
    }
}

impl Arguments {
    fn query<'q>(&'q self, text: &'q str) -> Query<'q> {
        let mut query = Query::new(text)
            .from(self.from)
            .threshold(self.threshold)
            .limit(self.limit)
            .measure(self.measure)
            .confidence(self.confidence)
            .patch(!self.no_patch);
        if self.by_percent {
            query = query.order(Order::Percent);
        }
        query = self.since.iter().fold(query, |query, day| query.since(day));
        query = self.until.iter().fold(query, |query, day| query.until(day));
        self.origin
            .iter()
            .fold(query, |query, part| query.origin(part))
    }
}

fn measure(name: String) -> Measure {
    match &*name {
        "characters" => Measure::Characters,
        "tokens" => Measure::Tokens,
        _ => Measure::Mean,
    }
}

/// A match by the contract of the command line, and what else it serialises to. Its translations stand under the
/// tags that were asked for: who asks for kk looks for kk, also where kk-KZ was stored.
fn as_json(found: &Match, edits: &[Edit], wanted: &[Language]) -> serde_json::Value {
    let asked = |language: Language| {
        let same = wanted.iter().find(|&&wanted| wanted == language);
        let alike = || wanted.iter().find(|&&wanted| language.matches(wanted));
        same.or_else(alike).copied().unwrap_or(language)
    };
    let targets: Map<_, _> = found
        .proposals()
        .map(|(language, text)| (asked(language).to_string(), json!(text)))
        .collect();
    json!({
        "percent": found.percent(),
        "kind": found.kind(),
        "source": found.source().text,
        "targets": targets,
        "release": found.provenance().first().map(|p| &p.release),
        "confidence": (f64::from(found.confidence()) * 1000.0).round() / 1000.0,
        "penalties": found.penalties(),
        "edits": edits,
        "patches": found.patches(),
        "raw_equal": found.raw_equal(),
        "ambiguous": found.ambiguous(),
        "count": found.provenance().len(),
        "unit": found.unit().id,
    })
}

fn show(
    out: &mut dyn Write,
    text: &str,
    matches: &[(Match, Vec<Edit>)],
    by_way: &[Pivoted],
    style: &Style,
) -> io::Result<()> {
    writeln!(out, "{text}")?;
    if matches.is_empty() && by_way.is_empty() {
        writeln!(out, "  no match")?;
    }
    for (found, edits) in matches {
        let kind = match found.kind() {
            MatchKind::Context => " context",
            MatchKind::Patched => " patched",
            _ if found.ambiguous() => " one of several",
            _ => "",
        };
        let place = match found.provenance() {
            [] => String::new(),
            [one] => format!("[{}]", one.release),
            [newest, others @ ..] => format!("[{} and {} more]", newest.release, others.len()),
        };
        writeln!(
            out,
            "  {:>3}%{kind}  {}: {}   {place}",
            found.percent(),
            found.source().language,
            style.diff(text, &found.source().text, edits),
        )?;
        for (language, text) in found.proposals() {
            writeln!(out, "        {language}: {text}")?;
        }
        let lost: Vec<String> = found
            .penalties()
            .iter()
            .map(|p| {
                let mut reason = format!("{:?}", p.reason).to_lowercase();
                if p.reason == PenaltyReason::Confidence {
                    reason += &format!(" {:.2}", found.confidence());
                }
                match p.points {
                    0 => reason,
                    points => format!("{reason} -{points}"),
                }
            })
            .collect();
        if !lost.is_empty() {
            writeln!(out, "        {}", lost.join(", "))?;
        }
        let (source, target) = (found.source(), found.target());
        for edit in edits.iter().filter(|edit| !edit.is_free()) {
            if let Some(answering) = &edit.target {
                let words = &source.text[edit.source.clone()];
                let answer = &target.text[answering.clone()];
                writeln!(
                    out,
                    "        {} stored: {words} = {answer}",
                    target.language
                )?;
            }
        }
        for patched in found.patches() {
            let language = match patched.percent == found.percent() {
                true => patched.language.to_string(),
                false => format!("{} {}%", patched.language, patched.percent),
            };
            let left = match &patched.result {
                Ok(patch) => {
                    for change in &patch.changes {
                        let (old, new) = (change.old.trim(), change.new.trim());
                        let told = match (old, new) {
                            ("", new) => format!("{new} put in"),
                            (old, "") => format!("{old} taken out"),
                            (old, new) => format!("{old} -> {new}"),
                        };
                        writeln!(out, "        {language} patched: {told}")?;
                    }
                    patch.left.as_ref()
                }
                Err(Refusal::Unchanged) => None,
                Err(refusal) => Some(refusal),
            };
            if let Some(refusal) = left {
                writeln!(out, "        {language} unpatched: {refusal}")?;
            }
        }
    }
    for found in by_way {
        let (percent, via) = (found.percent(), found.via());
        writeln!(out, "  {percent:>3}% by way of {via}: {}", found.proposal())?;
    }
    Ok(())
}

/// How differences are marked: what stands before and after old and new words.
struct Style {
    old: [&'static str; 2],
    new: [&'static str; 2],
}

impl Style {
    fn new(is_terminal: bool) -> Self {
        match is_terminal && std::env::var_os("NO_COLOR").is_none() {
            true => Style {
                old: ["\x1b[31;9m", "\x1b[0m"],
                new: ["\x1b[32m", "\x1b[0m"],
            },
            false => Style {
                old: ["[-", "-]"],
                new: ["{+", "+}"],
            },
        }
    }

    /// The stored source with what differs.
    fn diff(&self, query: &str, source: &str, edits: &[Edit]) -> String {
        let mut shown = String::new();
        let (mut at, mut asked) = (0, 0);
        let mark = |shown: &mut String, [before, after]: [&str; 2], text: &str| {
            if !text.is_empty() {
                shown.extend([before, text, after]);
            }
        };
        for [new, old] in pieces(query, source, edits) {
            shown.push_str(&source[at..old.start]);
            // What is inserted keeps the blanks that it has in the query.
            let is_inserted = old.is_empty() && !query[new.clone()].trim().is_empty();
            if is_inserted && query[asked..new.start].ends_with(' ') && !shown.ends_with(' ') {
                shown.push(' ');
            }
            mark(&mut shown, self.old, &source[old.clone()]);
            mark(&mut shown, self.new, &query[new.clone()]);
            if is_inserted && source[old.end..].starts_with(char::is_alphanumeric) {
                shown.push(' ');
            }
            (at, asked) = (old.end, new.end);
        }
        shown.push_str(&source[at..]);
        shown
    }
}

/// The bytes of query and source that differ; neighbours that only blanks part are one: Head of State, Prime
/// Minister.
fn pieces(query: &str, source: &str, edits: &[Edit]) -> Vec<[Range<usize>; 2]> {
    let is_blank = |text: &str| text.trim().is_empty();
    let mut pieces: Vec<[Range<usize>; 2]> = Vec::new();
    for edit in edits.iter().filter(|edit| !edit.is_free()) {
        match pieces.last_mut() {
            Some([new, old])
                if is_blank(&query[new.end..edit.query.start])
                    && is_blank(&source[old.end..edit.source.start]) =>
            {
                (new.end, old.end) = (edit.query.end, edit.source.end);
            }
            _ => pieces.push([edit.query.clone(), edit.source.clone()]),
        }
    }
    // A blank beside is neither old nor new, unless it is all that differs.
    let bare = |text: &str, range: Range<usize>| {
        let part = &text[range.clone()];
        let start = range.start + part.len() - part.trim_start().len();
        start..start.max(range.start + part.trim_end().len())
    };
    for [new, old] in &mut pieces {
        if !is_blank(&query[new.clone()]) || !is_blank(&source[old.clone()]) {
            (*new, *old) = (bare(query, new.clone()), bare(source, old.clone()));
        }
    }
    pieces
}
