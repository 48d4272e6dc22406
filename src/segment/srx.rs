//! SRX 2.0 (Segmentation Rules eXchange): users' own rules and those of other tools.
//!
//! At a position, the first rule in order whose `beforebreak` matches the text that ends there and
//! whose `afterbreak` matches the text that begins there decides. Patterns are those of ICU and
//! Java; what the linear engine of the `regex` crate lacks (look-around, back-references) cannot
//! be had, and such a rule is reported and left out.
//!
//! Linear in the text: at each position one union of all breaking `beforebreak` patterns is tried
//! backwards, over at most [`REACH`] bytes, and only where it matches are the rules gone through.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use regex::{Regex, RegexBuilder};

use crate::error::{Error, Location, Result};
use crate::lang::Language;

/// How many bytes to either side of a position a pattern can see.
const REACH: usize = 512;

/// Compiled patterns beyond this size are refused: they are mistakes or attacks.
const PATTERN_SIZE: usize = 4 << 20;

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
    /// Every breaking rule's `beforebreak`: what must match before anything else is tried.
    gate: Option<Regex>,
}

struct Rule {
    breaks: bool,
    before: Option<Regex>,
    after: Option<Regex>,
}

impl SrxRules {
    /// Reads the file and compiles the rules that it maps to the language.
    pub(super) fn read(bytes: &[u8], language: Language) -> Result<(SrxRules, SrxReport)> {
        let source = decode(bytes)?;
        let file = File::parse(&source)?;
        let sets = file.sets_for(&language.to_string());
        if sets.is_empty() {
            return Err(Error::input(format!(
                "the SRX file maps no rules to {language}; add a languagemap whose languagepattern matches it, or use the built-in rules"
            )));
        }
        let mut report = SrxReport::default();
        let mut rules = Vec::new();
        let mut gates = Vec::new();
        for set in sets {
            for source in &set.rules {
                match source.compile() {
                    Ok(rule) => {
                        if rule.breaks {
                            gates.push(format!("(?:{})", translate(&source.before)));
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
        // A union that is too large is no loss but of time.
        let gate = compile(&format!("(?:{})\\z", gates.join("|"))).ok();
        Ok((SrxRules { rules, gate }, report))
    }

    /// Calls `push` with the end of every segment but the last, in ascending order.
    pub(super) fn breaks(&self, text: &str, push: &mut impl FnMut(usize)) {
        if !self.rules.iter().any(|rule| rule.breaks) {
            return;
        }
        for (at, _) in text.char_indices().skip(1) {
            let before = Before::new(text, at);
            if self.gate.as_ref().is_none_or(|gate| before.matches(gate))
                && self.decides_to_break(&before, text)
            {
                push(at);
            }
        }
    }

    fn decides_to_break(&self, before: &Before<'_>, text: &str) -> bool {
        let at = before.text.len();
        let after = &text[at..ceiling(text, at + REACH)];
        self.rules
            .iter()
            .find(|rule| {
                rule.after.as_ref().is_none_or(|r| r.is_match(after))
                    && rule.before.as_ref().is_none_or(|r| before.matches(r))
            })
            .is_some_and(|rule| rule.breaks)
    }
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

    fn matches(&self, pattern: &Regex) -> bool {
        pattern.is_match_at(self.text, self.floor)
    }
}

fn ceiling(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at.min(text.len())
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
        loop {
            let position = reader.buffer_position() as usize;
            let line = || 1 + source[..position].bytes().filter(|&b| b == b'\n').count() as u64;
            let event = reader.read_event().map_err(|error| {
                Error::input("the SRX file is no well-formed XML")
                    .at_line(line())
                    .because(error)
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
                            line: line(),
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
            sets.extend(self.sets.iter().find(|set| set.name == *name));
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
        let pattern = |source: &str, before: bool| match source {
            "" => Ok(None),
            _ => {
                let source = translate(source);
                compile(&match before {
                    true => format!("(?:{source})\\z"),
                    false => format!("\\A(?:{source})"),
                })
                .map(Some)
            }
        };
        Ok(Rule {
            breaks: self.breaks,
            before: pattern(&self.before, true)?,
            after: pattern(&self.after, false)?,
        })
    }
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

/// UTF-8 or UTF-16, whatever the XML declaration says: the bytes know better.
fn decode(bytes: &[u8]) -> Result<String> {
    let utf16 = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Ok(utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Ok(utf16(rest, u16::from_be_bytes)),
        [b'<', 0, ..] => Ok(utf16(bytes, u16::from_le_bytes)),
        [0, b'<', ..] => Ok(utf16(bytes, u16::from_be_bytes)),
        _ => {
            let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            match std::str::from_utf8(rest) {
                Ok(text) => Ok(text.to_string()),
                Err(error) => Err(Error::input(
                    "the SRX file is neither UTF-8 nor UTF-16; save it as UTF-8",
                )
                .because(error)),
            }
        }
    }
}
