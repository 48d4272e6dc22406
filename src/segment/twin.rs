//! Writes `rules/*.srx` from `rules/*.txt`: what SRX can say of the built-in rules.
//!
//! `UPDATE_GOLDEN=1 cargo test --lib segment::twin` rewrites the files.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use super::Segmenter;
use super::tables::{Tables, Word};
use crate::lang::{EN, KK, Language, RU};

/// What stands before a word: the text's beginning, or neither letter nor number.
const EDGE: &str = r"(?:^|[^\p{L}\p{N}])";
/// What stands after a word.
const END: &str = r"(?:[^\p{L}\p{N}]|$)";

#[test]
fn the_srx_files_are_those_of_the_tables() {
    for (language, name) in [(EN, "en"), (RU, "ru"), (KK, "kk")] {
        let path =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("src/segment/rules/{name}.srx"));
        let srx = srx(language, name);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, &srx).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), srx, "{name}");
        let (_, report) = Segmenter::from_srx(srx.as_bytes(), language).unwrap();
        assert_eq!(report.skipped, [], "{name}");
    }
}

fn srx(language: Language, name: &str) -> String {
    let tables = Tables::of(language);
    let words = |wanted: fn(Word) -> bool| {
        let mut words: Vec<&str> = tables
            .entries()
            .filter(|e| wanted(e.1))
            .map(|e| e.0)
            .collect();
        words.sort_unstable();
        words.into_iter().map(pattern).collect::<Vec<_>>().join("|")
    };
    let starters = words(|w| w.starter && !w.surname);
    let starter = format!(r"\s+[«“„\x22(]*(?:{}){END}", capitalised(&starters));
    let mut out = Rules::default();

    out.group("A line ends a segment");
    out.rule(true, r"\n", "");
    out.group("Labels of list items: 1. 2) a. IV. 3.)");
    let label = r"(?:^|\n)\s*(?:\d{1,3}(?:\.\d{1,3})*|\p{L}|[IVXLC]{1,5})(?:[.)]|\.\))";
    out.rule(false, label, r"\s");
    out.group("An ellipsis that opens a quotation");
    out.rule(false, r"(?:^|[\s«“„\x22(\[])(?:\.\.\.|…)", r"\s");

    let endings = words(|w| w.ending);
    if !endings.is_empty() {
        out.group("Numerals with their endings are no abbreviations");
        let endings = small(&endings);
        out.rule(true, &format!(r"\p{{N}}-(?:{endings})\."), r"\s+\p{Lu}");
    }
    out.group("A name follows, so the sentence goes on, unless a word follows that is no name");
    let names = words(|w| w.before_name);
    if tables.cyrillic {
        let long = words(|w| w.before_name && !w.inside);
        out.rule(true, &format!(r"{EDGE}(?:{})\.", longer(&long)), &starter);
    }
    out.rule(false, &format!(r"{EDGE}(?:{names})\."), r"\s+\p{L}");
    out.group("A number follows, so the sentence goes on");
    let numbered = words(|w| w.before_number);
    out.rule(
        false,
        &format!(r"{EDGE}(?:{numbered})\."),
        &format!(r"\s+(?:\p{{N}}|№|[IVXLC]+{END})"),
    );
    let months = words(|w| w.month);
    if !months.is_empty() {
        out.group("A day and its month within a sentence, unless a word follows that is no name");
        let day = format!(r"\p{{N}}\s?(?:{months})\.");
        out.rule(true, &day, &starter);
        out.rule(false, &day, r"\s");
    }
    out.group("Something always follows");
    out.rule(
        false,
        &format!(r"{EDGE}(?:{})\.", words(|w| w.inside)),
        r"\s",
    );

    let between = words(|w| w.between_names);
    if !between.is_empty() {
        out.group("Stands between names");
        let names = format!(r"\p{{Lu}}\p{{L}}*\s+(?:{between})\.");
        out.rule(false, &names, r"\s+\p{Lu}");
    }

    let foreign = words(|w| w.foreign);
    if !foreign.is_empty() {
        out.group("A word of another language follows, in its own script");
        out.rule(
            false,
            &format!(r"{EDGE}(?:{foreign})\."),
            r"\s+[«“„\x22]?[^Ѐ-ԯ\s«“„\x22]",
        );
    }

    out.group("Units after a number and the like: the next capital begins a sentence, unless it says whose or of what («5 млн. долл. США»)");
    let units = words(|w| w.unit && !w.before_name);
    let unit = format!(r"(?:\p{{N}}\s?(?:{units})|{EDGE}(?:{}))\.", longer(&units));
    let after_units = capitalised(&words(|w| w.after_unit));
    let goes_on = format!(r"\s+(?:\p{{N}}|(?:{after_units}){END})");
    out.rule(false, &unit, &goes_on);
    out.rule(true, &unit, r"\s+[«“„\x22]?\p{Lu}");

    let clocks = words(|w| w.clock);
    if !clocks.is_empty() {
        out.group("The hour: the next capital begins a sentence, unless the sentence has only begun, or a day or a zone follows");
        let hour = format!(r"\p{{N}}\s?(?:{clocks})\.");
        let zone = capitalised(&words(|w| w.after_clock));
        let upper = zone
            .split('|')
            .map(str::to_uppercase)
            .collect::<Vec<_>>()
            .join("|");
        out.rule(false, &hour, &format!(r"\s+(?:{zone}|{upper}){END}"));
        out.rule(
            false,
            &format!(r"(?:^|\n|[.?!…]\s)\s*(?:\p{{L}}+\s+){{0,2}}[\p{{N}}:]*{hour}"),
            r"\s",
        );
        out.rule(true, &hour, &starter);
        out.rule(false, &hour, r"\s+\p{Lu}\p{Ll}+\stime");
        out.rule(true, &hour, r"\s+[«“„\x22]?\p{Lu}");
        // "Here I am.": without inner full stops only figures make it the hour.
        let dotted = kept(&clocks, |p| p.contains(r"\."));
        out.rule(false, &format!(r"(?:{hour}|{EDGE}(?:{dotted})\.)"), r"\s");
    }

    let years = words(|w| w.year);
    if !years.is_empty() {
        out.group("Years and centuries: the next capital begins a sentence, unless the sentence has only begun («В 1991 г. Казахстан»); elsewhere a town follows («г. Алматы»)");
        let year = format!(r"(?:\p{{N}}{{3,4}}|[IVXLCХІ]+)\s?(?:{years})\.");
        out.rule(true, &year, &starter);
        if !tables.verb_last {
            let named = format!(r"№\s?\p{{N}}+\s?(?:{years})\.");
            out.rule(false, &named, r"\s");
            out.rule(
                false,
                &format!(
                    r"(?:^|\n|[.?!…]\s)\s*(?:\p{{Lu}}\p{{Ll}}{{0,2}}\s+)?[\p{{N}}IVXLC–-]*{year}"
                ),
                r"\s",
            );
            out.rule(true, &year, r"\s+[«“„\x22]?\p{Lu}");
        }
        out.rule(false, &format!(r"(?:\p{{N}}|{EDGE})(?:{years})\."), r"\s");
    }

    out.group("May end a sentence: it does where a word follows that is no name");
    let either = words(|w| w.either && !w.before_name);
    let titles = capitalised(&longer(&names));
    out.rule(true, &format!(r"{EDGE}(?:{either})\."), &starter);
    out.rule(
        true,
        &format!(r"\p{{N}}\s?(?:{either})\."),
        &format!(r"\s+(?:{titles})\."),
    );
    out.rule(false, &format!(r"{EDGE}(?:{either})\."), r"\s");

    out.group("Initials: a name follows, unless a word follows that is no name");
    out.rule(
        true,
        &format!(r"{EDGE}(?:\p{{Lu}}\.\s?)*\p{{Lu}}\."),
        &starter,
    );
    out.rule(
        false,
        &format!(r"{EDGE}(?:[\p{{Lu}}\p{{Ll}}]\.)*-?\p{{Lu}}\."),
        r"\s",
    );

    let marked = words(|w| w.exclaims);
    if !marked.is_empty() {
        out.group("Names that carry a mark of their own");
        out.rule(true, &format!(r"{EDGE}(?:{marked})!"), &starter);
        out.rule(false, &format!(r"{EDGE}(?:{marked})!"), r"\s");
    }

    out.group("A small letter goes on, but for words that begin sentences of hasty writers; Cyrillic abbreviations end in a consonant");
    let whole = match tables.cyrillic {
        true => r"(?:\p{Ll}{6}|\p{Ll}{2}[аеёиоуыэюяәіөүұьй])",
        false => r"\p{Ll}{3}",
    };
    let small = small(&starters);
    out.rule(
        true,
        &format!(r"{whole}[.?!]+"),
        &format!(r"\s+(?:{small}){END}"),
    );
    out.rule(false, r"[.?!…][»”\x22’)\]]*", r"\s+[\p{Ll},;:)\]»%]");

    out.group("The end of a sentence: marks, what closes after them, and what may begin the next");
    let end = r"[.?!…]+[»”“’\x22'\)\]]*(?:\[\d{1,3}\])?";
    out.rule(true, end, r"\s+[«“„‘`\x22'(\[]*[\p{Lu}\p{Lt}\p{N}№•*]");
    out.rule(true, end, r"\s+[-–—]\s*[\p{Lu}\p{Lt}]");
    out.rule(true, end, r"\s+(?:https?://|www\.)");
    out.group("A blank is missing after the mark");
    out.rule(true, r"\s\p{L}?\p{Ll}{3,}[.?!…]", r"\p{Lu}\p{Ll}+[\s,]");
    out.file(name)
}

/// Portable to Java, ICU and the `regex` crate: the first letter in both cases, blanks allowed
/// after inner full stops.
fn pattern(word: &str) -> String {
    let mut out = String::new();
    for (i, c) in word.chars().enumerate() {
        let upper: String = c.to_uppercase().collect();
        match c {
            '.' => out += r"\.\s?",
            _ if i == 0 && upper != c.to_string() => write!(out, "[{upper}{c}]").unwrap(),
            _ => out += &regex::escape(&c.to_string()).replace(r"\-", "-"),
        }
    }
    out
}

/// "[Tt]he|[Aa]" to "The|A".
fn capitalised(patterns: &str) -> String {
    cased(patterns, true)
}

/// "[Tt]he|[Aa]" to "the|a".
fn small(patterns: &str) -> String {
    cased(patterns, false)
}

fn cased(patterns: &str, upper: bool) -> String {
    let mut out = String::new();
    let mut chars = patterns.chars();
    while let Some(c) = chars.next() {
        if c == '[' {
            let both: Vec<char> = chars.by_ref().take_while(|&c| c != ']').collect();
            out.extend(if upper { both.first() } else { both.last() });
        } else {
            out.push(c);
        }
    }
    out
}

/// Without single letters: those are initials.
fn longer(patterns: &str) -> String {
    kept(patterns, |p| cased(p, true).chars().count() > 1)
}

fn kept(patterns: &str, wanted: fn(&str) -> bool) -> String {
    let wanted = patterns.split('|').filter(|p| wanted(p));
    wanted.collect::<Vec<_>>().join("|")
}

#[derive(Default)]
struct Rules(String);

impl Rules {
    fn group(&mut self, explained: &str) {
        writeln!(self.0, "      <!-- {explained} -->").unwrap();
    }

    fn rule(&mut self, breaks: bool, before: &str, after: &str) {
        let breaks = if breaks { "yes" } else { "no" };
        let escape = quick_xml::escape::minimal_escape;
        writeln!(
            self.0,
            "      <rule break=\"{breaks}\">\n        <beforebreak>{}</beforebreak>\n        <afterbreak>{}</afterbreak>\n      </rule>",
            escape(before),
            escape(after)
        )
        .unwrap();
    }

    fn file(self, name: &str) -> String {
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- Made from {name}.txt, for other tools: what SRX can say of the built-in rules. It cannot say
     what depends on the beginning of the sentence, on a quotation's end or on a list's order. -->
<srx version="2.0" xmlns="http://www.lisa.org/srx20">
  <header segmentsubflows="yes" cascade="no">
    <formathandle type="start" include="no"/>
    <formathandle type="end" include="yes"/>
    <formathandle type="isolated" include="no"/>
  </header>
  <body>
    <languagerules>
      <languagerule languagerulename="{name}">
{}      </languagerule>
    </languagerules>
    <maprules>
      <languagemap languagepattern="(?i){name}.*" languagerulename="{name}"/>
    </maprules>
  </body>
</srx>
"#,
            self.0
                .replace("\n      ", "\n        ")
                .replacen("      <", "        <", 1)
        )
    }
}
