//! SRX 2.0 (Segmentation Rules eXchange): users' own rules and those of other tools.
//!
//! At a position, the first rule in order whose `beforebreak` matches the text that ends there and
//! whose `afterbreak` matches the text that begins there decides. Patterns are those of ICU and
//! Java; what the linear engine of the `regex` crate lacks (look-around, back-references) cannot
//! be had, and such a rule is reported and left out.
//!
//! Linear in the text: a pattern sees at most [`REACH`] bytes to either side of a position, and
//! the `regex` crate is linear in what it sees, whatever the pattern. Fast, too: at each position
//! the unions of all breaking `afterbreak` and `beforebreak` patterns are tried by automata, and
//! only where they match are the rules gone through.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use regex::{Regex, RegexBuilder};

use crate::error::{Error, Location, Result};
use crate::lang::Language;
use crate::text::{ceiling, decode};
use crate::work;

/// How many bytes to either side of a position a pattern can see.
const REACH: usize = 512;

/// Compiled patterns beyond this size are refused: they are mistakes or attacks.
const PATTERN_SIZE: usize = 1 << 20;

/// The same for the union of many.
const GATE_SIZE: usize = 16 << 20;

/// What was read from an SRX file, and what was not.
///
/// # Example
/// ```
/// use tolmach::{EN, segment::Segmenter};
/// let srx = br#"<srx version="2.0"><header cascade="no"/><body>
///   <languagerules><languagerule languagerulename="All">
///     <rule break="no"><beforebreak>(?&lt;=x)y</beforebreak></rule>
///     <rule break="yes"><beforebreak>;</beforebreak><afterbreak>\s</afterbreak></rule>
///   </languagerule></languagerules>
///   <maprules><languagemap languagepattern=".*" languagerulename="All"/></maprules>
/// </body></srx>"#;
/// let (segmenter, report) = Segmenter::from_srx(srx, EN)?;
/// assert_eq!(report.rules, 1);
/// assert_eq!(report.skipped[0].location.line, Some(3));
/// assert_eq!(segmenter.segments("one; two").len(), 2);
/// # Ok::<(), tolmach::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct SrxReport {
    /// Rules in force for the language.
    pub rules: usize,
    /// Rules for the language that were left out.
    pub skipped: Vec<SkippedRule>,
}

/// A rule that was left out, and why.
///
/// # Example
/// See [`SrxReport`].
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct SkippedRule {
    /// The line in the file, and the name of the rule set.
    pub location: Location,
    /// Why it was left out.
    pub reason: String,
}

/// The rules for one language, compiled.
pub(super) struct SrxRules {
    rules: Vec<Rule>,
    gates: Vec<Gate>,
}

/// What must match at a position before the rules are gone through: the union of the breaking rules
/// that have the same of the two fields.
struct Gate {
    /// Asked first: it is seldom more than a blank, and spares the look back in a run of marks.
    after: Option<Regex>,
    before: Option<Regex>,
}

impl Gate {
    /// A union too large for one automaton lets every position through: no loss but of time.
    fn of(rules: &[&RuleSource]) -> Gate {
        let union = |field: fn(&RuleSource) -> &str, start: &str, end: &str| {
            let wide = |rule: &&RuleSource| without_word_borders(&translate(field(rule)));
            let patterns: Vec<_> = rules.iter().map(|r| format!("(?:{})", wide(r))).collect();
            let union = format!("{start}(?:{}){end}", patterns.join("|"));
            let some = rules.iter().any(|rule| !field(rule).is_empty());
            let union = RegexBuilder::new(&union).size_limit(GATE_SIZE).build();
            some.then_some(union.ok()).flatten()
        };
        Gate {
            after: union(|rule| &rule.after, "\\A", ""),
            before: union(|rule| &rule.before, "", "\\z"),
        }
    }

    fn is_open(&self, before: &Before<'_>, after: &str) -> bool {
        self.after.as_ref().is_none_or(|gate| begins(after, gate))
            && self.before.as_ref().is_none_or(|gate| before.ends(gate))
    }
}

struct Rule {
    breaks: bool,
    before: Option<Ending>,
    after: Option<Regex>,
}

/// A pattern of the text that ends at a position.
struct Ending {
    /// The pattern without word borders, where it has any: beyond ASCII no automaton knows them,
    /// and what does is slow. Matches wherever the pattern does.
    sieve: Option<Regex>,
    exact: Regex,
}

impl Ending {
    fn compile(pattern: &str) -> std::result::Result<Ending, String> {
        let ending = |pattern: &str| compile(&format!("(?:{pattern})\\z"));
        let wider = without_word_borders(pattern);
        Ok(Ending {
            sieve: (wider != pattern).then(|| ending(&wider).ok()).flatten(),
            exact: ending(pattern)?,
        })
    }
}

impl SrxRules {
    /// Reads the file and compiles the rules that it maps to the language.
    pub(super) fn read(bytes: &[u8], language: Language) -> Result<(SrxRules, SrxReport)> {
        let source = decoded(bytes)?;
        let file = File::parse(&source)?;
        let sets = file.sets_for(&language.to_string());
        if sets.is_empty() {
            return Err(Error::input(format!(
                "the SRX file maps no rules to {language}; add a languagemap whose languagepattern matches it, or use the built-in rules"
            )));
        }
        let mut report = SrxReport::default();
        let mut rules = Vec::new();
        let mut gates: BTreeMap<(bool, bool), Vec<&RuleSource>> = BTreeMap::new();
        for set in sets {
            for source in &set.rules {
                match source.compile() {
                    Ok(rule) => {
                        if rule.breaks {
                            let fields = (source.before.is_empty(), source.after.is_empty());
                            gates.entry(fields).or_default().push(source);
                        }
                        rules.push(rule);
                    }
                    Err(reason) => report.skipped.push(SkippedRule {
                        location: Location {
                            line: Some(source.line),
                            item: Some(format!("rule set {}", set.name)),
                            ..Location::default()
                        },
                        reason,
                    }),
                }
            }
        }
        report.rules = rules.len();
        let gates = gates.values().map(|rules| Gate::of(rules)).collect();
        Ok((SrxRules { rules, gates }, report))
    }

    /// Calls `push` with the end of every segment but the last, in ascending order.
    pub(super) fn breaks(&self, text: &str, push: &mut impl FnMut(usize)) {
        if !self.rules.iter().any(|rule| rule.breaks) {
            return;
        }
        for (at, _) in text.char_indices().skip(1) {
            let before = Before::new(text, at);
            let after = &text[at..ceiling(text, at + REACH)];
            if self.gates.iter().any(|gate| gate.is_open(&before, after))
                && self.decides_to_break(&before, after)
            {
                push(at);
            }
        }
    }

    /// The same without gates and sieves, as the standard has it.
    #[cfg(test)]
    pub(super) fn obvious_breaks(&self, text: &str, push: &mut impl FnMut(usize)) {
        for (at, _) in text.char_indices().skip(1) {
            let before = Before::new(text, at);
            let after = &text[at..ceiling(text, at + REACH)];
            let rule = self.rules.iter().find(|rule| {
                rule.before.as_ref().is_none_or(|r| before.ends(&r.exact))
                    && rule.after.as_ref().is_none_or(|r| begins(after, r))
            });
            if rule.is_some_and(|rule| rule.breaks) {
                push(at);
            }
        }
    }

    fn decides_to_break(&self, before: &Before<'_>, after: &str) -> bool {
        let decides = |rule: &&Rule| {
            rule.before.as_ref().is_none_or(|r| before.matches(r))
                && rule.after.as_ref().is_none_or(|r| begins(after, r))
        };
        let rule = self.rules.iter().find(decides);
        rule.is_some_and(|rule| rule.breaks)
    }
}

fn begins(after: &str, pattern: &Regex) -> bool {
    work::done(after.len());
    pattern.is_match(after)
}

/// The text before a position, and where a pattern may begin to see it.
struct Before<'t> {
    text: &'t str,
    floor: usize,
}

impl<'t> Before<'t> {
    fn new(text: &'t str, at: usize) -> Self {
        Before {
            text: &text[..at],
            floor: ceiling(text, at.saturating_sub(REACH)),
        }
    }

    fn matches(&self, pattern: &Ending) -> bool {
        let sieved = pattern.sieve.as_ref().is_none_or(|r| self.ends(r));
        sieved && self.ends(&pattern.exact)
    }

    fn ends(&self, pattern: &Regex) -> bool {
        work::done(self.text.len() - self.floor);
        pattern.is_match_at(self.text, self.floor)
    }
}

/// The file as it stands, before a language is chosen.
#[derive(Default)]
struct File {
    cascade: bool,
    sets: Vec<RuleSet>,
    /// Language patterns and the names of their rule sets, in order.
    maps: Vec<(String, String)>,
}

struct RuleSet {
    name: String,
    rules: Vec<RuleSource>,
}

#[derive(Default)]
struct RuleSource {
    breaks: bool,
    before: String,
    after: String,
    line: u64,
    /// An entity that is not built into XML: it might lie outside the file, and is never fetched.
    entity: Option<String>,
}

impl File {
    fn parse(source: &str) -> Result<File> {
        let mut reader = Reader::from_str(source);
        let mut file = File::default();
        let mut rule: Option<RuleSource> = None;
        let mut field: Option<bool> = None;
        let mut is_srx = false;
        let (mut line, mut seen) = (1, 0);
        loop {
            let position = reader.buffer_position() as usize;
            line += source[seen..position].matches('\n').count() as u64;
            work::done(position - seen);
            seen = position;
            let event = reader.read_event().map_err(|error| {
                Error::input("the SRX file is no well-formed XML")
                    .at_line(line)
                    .because(error.to_string())
            })?;
            let empty = matches!(event, Event::Empty(_));
            match event {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "srx" => is_srx = true,
                    "header" => file.cascade = attribute(&tag, "cascade") == "yes",
                    "languagerule" => file.sets.push(RuleSet {
                        name: attribute(&tag, "languagerulename"),
                        rules: Vec::new(),
                    }),
                    "languagemap" => file.maps.push((
                        attribute(&tag, "languagepattern"),
                        attribute(&tag, "languagerulename"),
                    )),
                    "rule" => {
                        let source = RuleSource {
                            breaks: attribute(&tag, "break") != "no",
                            line,
                            ..RuleSource::default()
                        };
                        if empty {
                            file.add(source);
                        } else {
                            rule = Some(source);
                        }
                    }
                    "beforebreak" if !empty => field = Some(true),
                    "afterbreak" if !empty => field = Some(false),
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "beforebreak" | "afterbreak" => field = None,
                    "rule" => {
                        if let Some(rule) = rule.take() {
                            file.add(rule);
                        }
                    }
                    _ => {}
                },
                Event::Text(text) => {
                    if let (Some(rule), Some(before)) = (&mut rule, field) {
                        rule.field(before).push_str(&text);
                    }
                }
                Event::CData(text) => {
                    if let (Some(rule), Some(before)) = (&mut rule, field) {
                        rule.field(before).push_str(&text);
                    }
                }
                Event::GeneralRef(reference) => {
                    if let (Some(rule), Some(before)) = (&mut rule, field) {
                        let name = reference.to_string();
                        match character(&name) {
                            Some(c) => rule.field(before).push(c),
                            None => rule.entity = Some(name),
                        }
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        if !is_srx {
            return Err(Error::input(
                "no SRX file: it has no srx element; give a file of segmentation rules (SRX 1.0 or 2.0)",
            ));
        }
        Ok(file)
    }

    fn add(&mut self, rule: RuleSource) {
        if let Some(set) = self.sets.last_mut() {
            set.rules.push(rule);
        }
    }

    /// The rule sets for a language, in the order of the map: all that match, or the first.
    fn sets_for(&self, language: &str) -> Vec<&RuleSet> {
        let names = self.maps.iter().filter(|(pattern, _)| {
            RegexBuilder::new(&format!("^(?:{})$", translate(pattern)))
                .case_insensitive(true)
                .size_limit(PATTERN_SIZE)
                .build()
                .is_ok_and(|pattern| pattern.is_match(language))
        });
        let mut sets = Vec::new();
        for (_, name) in names {
            // A set that is mapped twice has decided the first time.
            if sets.iter().all(|set: &&RuleSet| set.name != *name) {
                sets.extend(self.sets.iter().find(|set| set.name == *name));
            }
            if !self.cascade && !sets.is_empty() {
                break;
            }
        }
        sets
    }
}

impl RuleSource {
    fn field(&mut self, before: bool) -> &mut String {
        if before {
            &mut self.before
        } else {
            &mut self.after
        }
    }

    fn compile(&self) -> std::result::Result<Rule, String> {
        if let Some(entity) = &self.entity {
            return Err(format!(
                "entity &{entity}; is not built into XML, and none is fetched"
            ));
        }
        let some = |source: &str| (!source.is_empty()).then(|| translate(source));
        let ending = |pattern: String| Ending::compile(&pattern);
        let beginning = |pattern: String| compile(&format!("\\A(?:{pattern})"));
        Ok(Rule {
            breaks: self.breaks,
            before: some(&self.before).map(ending).transpose()?,
            after: some(&self.after).map(beginning).transpose()?,
        })
    }
}

/// The pattern with `\b` and `\B` left out, which matches wherever the pattern does.
fn without_word_borders(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match (c, chars.clone().next()) {
            ('\\', Some('b' | 'B')) => drop(chars.next()),
            ('\\', Some(escaped)) => {
                out.extend([c, escaped]);
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}

fn compile(pattern: &str) -> std::result::Result<Regex, String> {
    RegexBuilder::new(pattern)
        .size_limit(PATTERN_SIZE)
        .build()
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(limit) => {
                format!("the pattern needs more than {limit} bytes")
            }
            other => {
                let text = other.to_string();
                let last = text.lines().last().unwrap_or_default();
                last.trim_start_matches("error: ").to_string()
            }
        })
}

/// The pattern in the `regex` crate's spelling, where ICU's or Java's differs.
fn translate(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('h') => out.push_str(r"[\t\p{Zs}]"),
            Some('R') => out.push_str(r"(?:\r\n|[\n\x0B\x0C\r\x{85}\x{2028}\x{2029}])"),
            Some('Z') => out.push_str(r"\z"),
            Some('e') => out.push_str(r"\x1B"),
            Some('Q') => {
                let rest: String = chars.clone().collect();
                let quoted = rest.split("\\E").next().unwrap_or_default();
                out.push_str(&regex::escape(quoted));
                let skip = quoted.chars().count() + if quoted.len() < rest.len() { 2 } else { 0 };
                for _ in 0..skip {
                    chars.next();
                }
            }
            Some('E') => {}
            // Elsewhere an escaped sign is itself; here these are word borders or errors.
            Some(c @ ('<' | '>' | ' ' | '"' | '\'' | '/' | ':' | ';' | ',' | '!' | '@' | '=')) => {
                out.push(c)
            }
            Some(c) if !c.is_ascii() => out.push(c),
            Some(c) => {
                out.push('\\');
                out.push(c);
            }
            None => out.push('\\'),
        }
    }
    out
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    tag.attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)
        .map(|a| unescape(&a.value))
        .unwrap_or_default()
}

fn unescape(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_string(), |v| v.into_owned())
}

/// A character reference, or one of the five entities of XML itself.
fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

/// UTF-8 or UTF-16, whatever the XML declaration says: the bytes know better, without a mark too.
fn decoded(bytes: &[u8]) -> Result<String> {
    let mark: &[u8] = match bytes {
        [b'<', 0, ..] => &[0xFF, 0xFE],
        [0, b'<', ..] => &[0xFE, 0xFF],
        _ => &[],
    };
    decode([mark, bytes].concat())
}
