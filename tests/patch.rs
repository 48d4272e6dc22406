//! Patches measured: a number is altered alike in both texts of a translation by a generator that
//! knows nothing of tokens, and the patched target must be the altered one, or be refused. Once the
//! number keeps its last digit, so that nothing around it changes; once it is any number, and the
//! words around it are judged by tables.
//!
//! `cargo test --test patch -- --nocapture` prints the shares, for the bundled releases and, where
//! `TOLMACH_DATA` names a folder, for the line-aligned corpora in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tolmach::patch::{Refusal, patch};
use tolmach::{EN, KK, Language, Memory, RU, Release};

/// Runs of digits with their places.
fn runs(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        if !digits.is_empty() {
            found.push((at, digits));
        }
        at += part.len();
    }
    found
}

/// Another number of the same last digit, and of the teens if it is of them, so that words that agree
/// with it and Kazakh endings stay: 5 for 25, 25 for 5, 347 for 247, 2034 for 2024, 2024 for 2004, 2914 for
/// 2014.
fn altered(run: &str) -> Option<String> {
    let last = run.chars().last()?;
    match run.as_bytes() {
        [b'2'..=b'9'] => Some(format!("2{run}")),
        [b'2', b'2'..=b'9'] => Some(last.to_string()),
        [b'1' | b'2', b'0', b'1', b'1'..=b'9'] => Some(format!("{}9{}", &run[..1], &run[2..])),
        [b'1' | b'2', b'9', b'1', b'1'..=b'9'] => Some(format!("{}0{}", &run[..1], &run[2..])),
        [b'1' | b'2', b'0' | b'9', b'0'..=b'8', b'1'..=b'9'] => {
            let decade = (run.as_bytes()[2] - b'0' + 1).max(2);
            Some(format!("{}{decade}{last}", &run[..2]))
        }
        [b'1'..=b'8', _, _] => {
            let hundreds = run.as_bytes()[0] - b'0' + 1;
            Some(format!("{hundreds}{}", &run[1..]))
        }
        _ => None,
    }
}

/// Any other number of about that size: a day for a day, an hour for an hour, a year for a year.
fn freely_altered(run: &str, seed: usize) -> Option<String> {
    let dice = (seed * 2_654_435_761) >> 7;
    let number: usize = run.parse().ok().filter(|_| !run.starts_with('0'))?;
    let new = match run.len() {
        1 | 2 if number < 24 => 1 + dice % 23,
        1 | 2 if number < 32 => 1 + dice % 28,
        2 => 32 + dice % 68,
        4 if matches!(number, 1900..2100) => 1900 + dice % 200,
        3 => 101 + dice % 899,
        4 => 2200 + dice % 7800,
        _ => return None,
    };
    (new != number).then(|| new.to_string())
}

/// How the last word of a number ends.
static KAZAKH: &str = include_str!("golden/patches/kazakh-endings.txt");

/// What hangs on Kazakh numbers and is no ending.
const NOUNS: &[&str] = &[
    "бап",
    "баб",
    "тарма",
    "жыл",
    "сынып",
    "күн",
    "орын",
    "бөлім",
    "қосымша",
];

fn kazakh_forms(number: &str) -> Option<Vec<&'static str>> {
    let digits = number.trim_end_matches('0');
    let last = match (digits.chars().last(), number.len() - digits.len()) {
        (None, _) => "0".to_owned(),
        (Some(digit), zeros @ (0 | 1)) => format!("{digit}{}", "0".repeat(zeros)),
        (_, 2) => "100".to_owned(),
        (_, 3..9) => "1000".to_owned(),
        (_, 9..) => "1000000000".to_owned(),
    };
    let mut rows = KAZAKH.lines().map(|row| row.split(' '));
    rows.find_map(|mut row| (row.next() == Some(&last)).then(|| row.collect()))
}

fn english_ordinal(number: &str) -> &'static str {
    match number.as_bytes() {
        [.., b'1', _] => "th",
        [.., b'1'] => "st",
        [.., b'2'] => "nd",
        [.., b'3'] => "rd",
        _ => "th",
    }
}

/// Один, два, пять.
fn russian_class(number: &str) -> u8 {
    match number.as_bytes() {
        [.., b'1', _] => 5,
        [.., b'1'] => 1,
        [.., b'2'..=b'4'] => 2,
        _ => 5,
    }
}

/// The text with another number in it and what agrees with that; `None` where it would be another
/// text, or the tables do not tell.
fn rewritten(text: &str, place: (usize, &str), new: &str, language: Language) -> Option<String> {
    let (at, run) = place;
    let (before, behind) = (&text[..at], &text[at + run.len()..]);
    let letters = |text: &str| {
        text.find(|c: char| !c.is_alphabetic())
            .unwrap_or(text.len())
    };
    let next = behind
        .strip_prefix(['-', '‑', ' ', '\u{a0}'])
        .unwrap_or(behind);
    let (word, rest) = next.split_at(letters(next));
    let mark = &behind[..behind.len() - next.len()];
    let plain = format!("{before}{new}{behind}");
    match language.primary() {
        "kk" => {
            let (old, new_forms) = (kazakh_forms(run)?, kazakh_forms(new)?);
            let moved = |columns: &[usize]| {
                let found = columns.iter().find(|&&column| old[column] == word)?;
                Some(format!("{before}{new}{mark}{}{rest}", new_forms[*found]))
            };
            let particles = ["мен", "бен", "пен", "да", "де", "та", "те"];
            match mark {
                "-" | "‑" if !word.is_empty() => moved(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12])
                    .or_else(|| NOUNS.iter().any(|n| word.starts_with(n)).then_some(plain)),
                _ if particles.contains(&word) => (old == new_forms).then_some(plain),
                _ => Some(plain),
            }
        }
        "en" => {
            let is_ordinal = matches!(word, "st" | "nd" | "rd" | "th") && mark.is_empty();
            let is_one = |number: &str| number == "1";
            let eight = |n: &str| n.starts_with('8') || matches!(n, "11" | "18");
            let article = before
                .trim_end()
                .rsplit([' ', '\u{a0}'])
                .next()
                .unwrap_or("");
            // 12:00 a.m. is no later than 11:00 a.m.
            let is_clock = behind.starts_with([':', '.']) && behind.contains(".m.");
            let has_article = matches!(article, "a" | "an" | "A" | "An");
            if is_clock || has_article && (eight(run) || eight(new)) {
                None
            } else if is_ordinal {
                Some(format!("{before}{new}{}{rest}", english_ordinal(new)))
            } else {
                (is_one(run) == is_one(new)).then_some(plain)
            }
        }
        _ => {
            let plain = with_preposition(before, run, new, behind)? + behind;
            // What stands behind all numbers in the same form.
            let lasting = [
                "тенге",
                "млн",
                "млрд",
                "км",
                "га",
                "г",
                "ч",
                "января",
                "февраля",
                "марта",
                "апреля",
                "мая",
                "июня",
                "июля",
                "августа",
                "сентября",
                "октября",
                "ноября",
                "декабря",
            ];
            let is_same = russian_class(run) == russian_class(new)
                || lasting.contains(&word)
                || word.starts_with("год") && run.len() == 4
                || mark.is_empty() && behind.starts_with(['.', ',', '%', ')', ':', '/']);
            if !is_same && matches!(mark, " " | "\u{a0}") && !rest.starts_with(',') {
                let noun = russian_noun(before, word, run, new)?;
                let plain = plain.strip_suffix(behind)?;
                return Some(format!("{plain}{mark}{noun}{rest}"));
            }
            let has_ending = matches!(mark, "-" | "‑") && !word.is_empty();
            (is_same && !has_ending).then_some(plain)
        }
    }
}

/// Inanimate Russian nouns: with 1 in the accusative, with 2 and with 5.
static RUSSIAN: &str = include_str!("golden/patches/russian-nouns.txt");

/// The form of a Russian noun behind another number, where a preposition tells its case.
fn russian_noun(before: &str, noun: &str, run: &str, new: &str) -> Option<&'static str> {
    let preposition = before
        .trim_end()
        .rsplit(|c: char| !c.is_alphabetic())
        .next()?;
    let is_genitive = match &*preposition.to_lowercase() {
        "на" | "за" | "через" => false,
        "до" | "от" | "из" | "для" | "около" | "более" | "менее" | "свыше" => {
            true
        }
        _ => return None,
    };
    let mut rows = RUSSIAN.lines().filter(|row| !row.starts_with('#'));
    rows.find_map(|row| {
        let forms: Vec<&str> = row.split(' ').collect();
        let [one, two, five] = forms[..] else {
            panic!("three forms, please: {row}");
        };
        let form = |number: &str| match (is_genitive, russian_class(number)) {
            (_, 5) | (true, 2) => five,
            (true, 1) | (false, 2) => two,
            _ => one,
        };
        (form(run) == noun).then(|| form(new))
    })
}

/// The Russian text before a number, and the new number behind it: со 2 мая, but с 3 мая; `None` where
/// nobody sees whether 2 is read second or two, or where numbers sound otherwise by themselves: со
/// 100, об 11.
fn with_preposition(before: &str, run: &str, new: &str, behind: &str) -> Option<String> {
    const ORDERED: &[&str] = &[
        " по ",
        " квартал",
        " январ",
        " феврал",
        " март",
        " апрел",
        " мая",
        " июн",
        " июл",
        " август",
        " сентябр",
        " октябр",
        " ноябр",
        " декабр",
    ];
    let word = before
        .trim_end()
        .rsplit(|c: char| !c.is_alphabetic())
        .next();
    let plain = format!("{before}{new}");
    let hundred = |n: &str| n.len().is_multiple_of(3) && n.starts_with('1');
    let vowel = |n: &str| matches!(n, "1" | "11") || n.len() % 3 == 1 && n.starts_with('1');
    let (from, to) = match word.unwrap_or_default() {
        "о" | "об" => return (vowel(run) == vowel(new)).then_some(plain),
        "с" | "со" | "С" | "Со" if hundred(run) != hundred(new) => return None,
        "с" | "С" | "в" | "В" | "к" | "К" => ("", "о"),
        "со" | "Со" | "во" | "Во" | "ко" | "Ко" => ("о", ""),
        _ => return Some(plain),
    };
    match (from, run == "2", new == "2") {
        (_, false, false) => Some(plain),
        ("", false, true) | ("о", true, false) => {
            let is_ordered = ORDERED.iter().any(|order| behind.starts_with(order));
            let start = before.trim_end();
            let blank = &before[start.len()..];
            let start = start.strip_suffix(from)?;
            is_ordered.then(|| format!("{start}{to}{blank}{new}"))
        }
        _ => None,
    }
}

/// The text with a number in it before which and behind which the same words stand, prepositions
/// apart.
fn kept(text: &str, (at, run): (usize, &str), new: &str, language: Language) -> Option<String> {
    let (before, behind) = (&text[..at], &text[at + run.len()..]);
    match language.primary() {
        "ru" => Some(with_preposition(before, run, new, behind)? + behind),
        _ => Some(replaced(text, (at, run), new)),
    }
}

fn replaced(text: &str, (at, run): (usize, &str), new: &str) -> String {
    format!("{}{new}{}", &text[..at], &text[at + run.len()..])
}

#[derive(Default)]
struct Shares {
    asked: usize,
    right: usize,
    refused: BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
    /// Patched where the tables do not tell what is right.
    unjudged: Vec<String>,
}

#[derive(Clone, Copy)]
enum How {
    LastDigitKept,
    Freely,
}

impl Shares {
    fn alter(&mut self, how: How, source: &str, from: Language, target: &str, to: Language) {
        let targets = runs(target);
        for (at, run) in runs(source) {
            let mut places = targets.iter().filter(|(_, other)| *other == run);
            let (Some(&place), None) = (places.next(), places.next()) else {
                continue;
            };
            if runs(source)
                .iter()
                .filter(|(_, other)| *other == run)
                .count()
                > 1
            {
                continue;
            }
            // The day of a date in figures would have to be padded or not.
            let before_point = |text: &str, (at, run): (usize, &str)| {
                run.len() < 3 && text[at + run.len()..].starts_with('.')
            };
            if before_point(source, (at, run)) || before_point(target, place) {
                continue;
            }
            let altered = match how {
                How::LastDigitKept => altered(run),
                How::Freely => freely_altered(run, self.asked + at),
            };
            let Some(new) = altered else { continue };
            let (query, truth) = match how {
                How::LastDigitKept => (
                    kept(source, (at, run), &new, from)
                        .unwrap_or_else(|| replaced(source, (at, run), &new)),
                    kept(target, place, &new, to),
                ),
                How::Freely => {
                    let query = rewritten(source, (at, run), &new, from);
                    let Some(query) = query else { continue };
                    (query, rewritten(target, place, &new, to))
                }
            };
            self.asked += 1;
            match (patch(&query, source, from, target, to), truth) {
                (Ok(patch), Some(truth)) if patch.text == truth => self.right += 1,
                (Ok(patch), None) => self.unjudged.push(format!("{target}\n{}", patch.text)),
                (Ok(patch), Some(truth)) => self
                    .wrong
                    .push(format!("{query}\n{source}\n{}\n{truth}", patch.text)),
                (Err(refusal), _) => *self.refused.entry(name(&refusal)).or_default() += 1,
            }
        }
    }

    fn print(&self, what: &str) {
        let percent = |part: usize| 100.0 * part as f64 / self.asked.max(1) as f64;
        let refused = self.refused.values().sum::<usize>();
        println!(
            "{what}: {} altered figures, {:.1}% patched right, {:.1}% refused {:?}, {} unjudged, {} wrong",
            self.asked,
            percent(self.right),
            percent(refused),
            self.refused,
            self.unjudged.len(),
            self.wrong.len(),
        );
        for wrong in self.wrong.iter().take(20) {
            println!("{wrong}\n");
        }
    }
}

fn name(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Unchanged => "unchanged",
        Refusal::Unpaired => "unpaired",
        Refusal::Ambiguous(_) => "ambiguous",
        Refusal::Absent(_) => "absent",
        Refusal::Agreement(_) => "agreement",
        Refusal::Form(_) => "form",
        Refusal::Script => "script",
        _ => "other",
    }
}

#[test]
fn altered_figures_are_patched_right_or_refused() {
    let mut memory = Memory::in_memory().unwrap();
    let releases = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/releases");
    for folder in fs::read_dir(releases).unwrap() {
        let folder = folder.unwrap().path();
        if folder.is_dir() {
            let _ = memory.import(&Release::read_dir(&folder).unwrap()).unwrap();
        }
    }
    for (how, name, least) in [
        (How::LastDigitKept, "bundled releases, last digit kept", 8),
        (How::Freely, "bundled releases, any number", 7),
    ] {
        let mut shares = Shares::default();
        for unit in memory.units().unwrap() {
            for a in &unit.variants {
                for b in unit.variants.iter().filter(|b| b.language != a.language) {
                    shares.alter(how, &a.text, a.language, &b.text, b.language);
                }
            }
        }
        shares.print(name);
        assert!(shares.wrong.is_empty(), "{} wrong", shares.wrong.len());
        assert!(shares.asked > 100, "only {} figures", shares.asked);
        assert!(10 * shares.right > least * shares.asked, "most are patched");
    }
}

#[test]
fn altered_figures_of_corpora_are_patched_right_or_refused() {
    let Some(data) = std::env::var_os("TOLMACH_DATA") else {
        println!("TOLMACH_DATA is not set: no corpora");
        return;
    };
    let (mut wrong, mut unjudged) = (0, 0);
    for corpus in fs::read_dir(data).unwrap() {
        let corpus = corpus.unwrap().path();
        for (from, to) in [(EN, RU), (EN, KK), (RU, KK), (RU, EN), (KK, EN), (KK, RU)] {
            let read = |l: Language| fs::read_to_string(corpus.join(format!("{l}.txt")));
            let (Ok(sources), Ok(targets)) = (read(from), read(to)) else {
                continue;
            };
            let name = corpus.file_name().unwrap_or_default().to_string_lossy();
            for (how, freedom) in [(How::LastDigitKept, ""), (How::Freely, ", any number")] {
                let mut shares = Shares::default();
                for (source, target) in sources.lines().zip(targets.lines()) {
                    shares.alter(how, source, from, target, to);
                }
                shares.print(&format!("{name} {from}-{to}{freedom}"));
                wrong += shares.wrong.len();
                unjudged += shares.unjudged.len();
            }
        }
    }
    println!("corpora: {unjudged} unjudged, {wrong} wrong");
    assert_eq!(wrong, 0, "wrong patches");
}

/// Hand-written cases, `tests/golden/patches/FROM-TO.txt`: source, query, target and what must come
/// of it, or `!` where a patch must be refused. `?` stands before what would be right but is not
/// made yet; nothing else may come of it than a refusal.
#[test]
fn golden_patches() {
    let mut faults = Vec::new();
    for (from, to) in [(EN, RU), (EN, KK), (RU, KK), (RU, EN), (KK, EN), (KK, RU)] {
        let path = format!("tests/golden/patches/{from}-{to}.txt");
        let cases = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path)).unwrap();
        for (number, case) in cases.lines().enumerate() {
            let fields: Vec<&str> = case.split(" | ").collect();
            let [source, query, target, expected] = fields[..] else {
                panic!("{path}:{}: four fields, please: {case}", number + 1);
            };
            let is_refused = expected == "!" || expected.starts_with('?');
            let result = patch(query, source, from, target, to);
            let is_right = match &result {
                Ok(patch) => patch.text == expected,
                Err(_) => is_refused,
            };
            if !is_right {
                let found = match result {
                    Ok(patch) => patch.text,
                    Err(refusal) => format!("refused: {refusal}"),
                };
                faults.push(format!("{path}:{}: {case}\n    {found}", number + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Sides of a translation that is right with any number.
struct Template {
    sides: [(Language, &'static str); 2],
}

impl Template {
    fn all() -> Vec<Template> {
        let lines = include_str!("golden/patches/templates.txt").lines();
        let lines = lines.filter(|line| !line.starts_with('#'));
        let language = |tag: &str| {
            let mut all = [EN, RU, KK].into_iter();
            all.find(|language| language.primary() == tag).unwrap()
        };
        let read = |line: &'static str| {
            let fields: Vec<&str> = line.split(" | ").collect();
            let [one, text, other, translation] = fields[..] else {
                panic!("four fields, please: {line}");
            };
            Template {
                sides: [(language(one), text), (language(other), translation)],
            }
        };
        lines.map(read).collect()
    }
}

/// A side of a template with a number in it; `None` where the tables do not tell.
fn filled(template: &str, number: &str) -> Option<String> {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let (form, behind) = behind.split_once('}')?;
        text.push_str(before);
        let forms: Vec<&str> = form.split('/').collect();
        text.push_str(match (form, &forms[..]) {
            ("n", _) => number,
            ("th", _) => english_ordinal(number),
            ("a", _) if begins_with_vowel(number) => "an",
            ("a", _) => "a",
            (_, [one, others]) => [one, others][usize::from(number != "1")],
            (_, [one, two, five]) => match russian_class(number) {
                1 => one,
                2 => two,
                _ => five,
            },
            _ => kazakh_forms(number)?[form.strip_prefix("kk ")?.parse::<usize>().ok()?],
        });
        rest = behind;
    }
    text.push_str(rest);
    Some(text)
}

/// Whether an English number begins with a vowel when it is read: eight, eleven, eighteen, eighty.
fn begins_with_vowel(number: &str) -> bool {
    let leading = &number[..(number.len() + 2) % 3 + 1];
    leading.starts_with('8') || matches!(leading, "11" | "18")
}

/// Translations that are right with one number must be right with each other one, or be refused.
#[test]
fn templates_are_patched_right_with_every_number() {
    let old = ["1", "2", "5", "8", "21", "40", "112", "1000"];
    let more = [
        "200",
        "999",
        "1000",
        "1001",
        "1002",
        "1011",
        "2030",
        "18000",
        "1000000",
        "3000000000",
    ];
    let new: Vec<String> = (0..=130)
        .map(|number: u32| number.to_string())
        .chain(more.map(str::to_owned))
        .collect();
    let (mut asked, mut right, mut wrong) = (0, 0, Vec::new());
    for Template { sides } in Template::all() {
        let mut right_here = 0;
        for [(from, source), (to, target)] in [sides, [sides[1], sides[0]]] {
            for old in old {
                for new in new.iter().filter(|new| *new != old) {
                    let texts = [
                        (source, new.as_str()),
                        (source, old),
                        (target, old),
                        (target, new),
                    ];
                    let [Some(query), Some(source), Some(target), Some(truth)] =
                        texts.map(|(text, number)| filled(text, number))
                    else {
                        continue;
                    };
                    asked += 1;
                    match patch(&query, &source, from, &target, to) {
                        Ok(patch) if patch.text == truth => right_here += 1,
                        Ok(patch) => wrong.push(format!(
                            "{source} | {query} | {target} | {truth}\n    {}",
                            patch.text
                        )),
                        Err(_) => {}
                    }
                }
            }
        }
        assert!(0 < right_here, "never patched: {}", sides[0].1);
        right += right_here;
    }
    println!(
        "templates: {asked} patches, {:.1}% right, the others refused",
        100.0 * right as f64 / asked as f64
    );
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
    assert!(100_000 < asked, "only {asked} patches");
    assert!(80 * asked < 100 * right, "most are patched");
}

/// Amounts keep the marks of the target between their digits and before their fractions.
#[test]
fn marks_of_numbers_are_the_target_s() {
    const NUMBERS: [&str; 9] = [
        "1000",
        "1234",
        "9999",
        "12345",
        "100000",
        "999999",
        "1000000",
        "12345678",
        "1000000000",
    ];
    let grouped = |number: &str, mark: &str| {
        let (first, rest) = number.split_at((number.len() + 2) % 3 + 1);
        let groups = rest.as_bytes().chunks(3);
        let groups = groups.map(|group| std::str::from_utf8(group).unwrap());
        let all: Vec<&str> = std::iter::once(first).chain(groups).collect();
        all.join(mark)
    };
    let mut asked = 0;
    for mark in [" ", "\u{a0}", "\u{202f}", "\u{2009}"] {
        for part in ["", "5", "25"] {
            let written = |number: &str, mark: &str, point: &str, unit: &str| {
                let point = if part.is_empty() { "" } else { point };
                format!("{}{point}{part} {unit}", grouped(number, mark))
            };
            let english = |number| written(number, ",", ".", "km");
            let other = |number| written(number, mark, ",", "км");
            for (old, new) in pairs_of(&NUMBERS) {
                for language in [RU, KK] {
                    let done = patch(&english(new), &english(old), EN, &other(old), language);
                    assert_eq!(done.map(|patch| patch.text), Ok(other(new)), "{old} {new}");
                    let done = patch(&other(new), &other(old), language, &english(old), EN);
                    assert_eq!(
                        done.map(|patch| patch.text),
                        Ok(english(new)),
                        "{old} {new}"
                    );
                    asked += 2;
                }
            }
        }
    }
    assert_eq!(asked, 4 * 3 * 72 * 4);
}

fn pairs_of<'n>(numbers: &'n [&'n str]) -> impl Iterator<Item = (&'n str, &'n str)> {
    let all = numbers
        .iter()
        .flat_map(|old| numbers.iter().map(|new| (*old, *new)));
    all.filter(|(old, new)| old != new)
}

/// Patches between all ways to say one thing, with another thing in its place: how many, and how many
/// were right; the others must be refused.
fn patched_all_ways(new: &[(Language, String)], old: &[(Language, String)]) -> (u32, u32) {
    let (mut asked, mut right) = (0, 0);
    for ((from, query), (_, source)) in new.iter().zip(old) {
        let others = new.iter().zip(old);
        for ((to, truth), (_, target)) in others.filter(|((to, _), _)| to != from) {
            asked += 1;
            if let Ok(patch) = patch(query, source, *from, target, *to) {
                assert_eq!(&patch.text, truth, "{query} | {source} | {target}");
                right += 1;
            }
        }
    }
    (asked, right)
}

/// Days of all months, in the three orders and with the endings that they have.
#[test]
fn dates_are_patched_right() {
    const MONTHS: [[&str; 7]; 12] = [
        [
            "January",
            "января",
            "қаңтарда",
            "қаңтарға",
            "қаңтардан",
            "қаңтардың",
            "қаңтар",
        ],
        [
            "February",
            "февраля",
            "ақпанда",
            "ақпанға",
            "ақпаннан",
            "ақпанның",
            "ақпан",
        ],
        [
            "March",
            "марта",
            "наурызда",
            "наурызға",
            "наурыздан",
            "наурыздың",
            "наурыз",
        ],
        [
            "April",
            "апреля",
            "сәуірде",
            "сәуірге",
            "сәуірден",
            "сәуірдің",
            "сәуір",
        ],
        [
            "May",
            "мая",
            "мамырда",
            "мамырға",
            "мамырдан",
            "мамырдың",
            "мамыр",
        ],
        [
            "June",
            "июня",
            "маусымда",
            "маусымға",
            "маусымнан",
            "маусымның",
            "маусым",
        ],
        [
            "July",
            "июля",
            "шілдеде",
            "шілдеге",
            "шілдеден",
            "шілденің",
            "шілде",
        ],
        [
            "August",
            "августа",
            "тамызда",
            "тамызға",
            "тамыздан",
            "тамыздың",
            "тамыз",
        ],
        [
            "September",
            "сентября",
            "қыркүйекте",
            "қыркүйекке",
            "қыркүйектен",
            "қыркүйектің",
            "қыркүйек",
        ],
        [
            "October",
            "октября",
            "қазанда",
            "қазанға",
            "қазаннан",
            "қазанның",
            "қазан",
        ],
        [
            "November",
            "ноября",
            "қарашада",
            "қарашаға",
            "қарашадан",
            "қарашаның",
            "қараша",
        ],
        [
            "December",
            "декабря",
            "желтоқсанда",
            "желтоқсанға",
            "желтоқсаннан",
            "желтоқсанның",
            "желтоқсан",
        ],
    ];
    let forms = |(year, month, day): (u32, usize, u32)| {
        let [
            english,
            russian,
            locative,
            dative,
            ablative,
            genitive,
            kazakh,
        ] = MONTHS[month];
        let from = if day == 2 { "со" } else { "с" };
        let of = kazakh_forms(&day.to_string()).unwrap();
        let th = english_ordinal(&day.to_string());
        vec![
            (EN, format!("on {day} {english} {year}")),
            (EN, format!("on {english} {day}, {year}")),
            (EN, format!("on {english} {day}{th}, {year}")),
            (EN, format!("on the {day}{th} of {english} {year}")),
            (RU, format!("состоялось {day} {russian} {year} года")),
            (RU, format!("{from} {day} {russian} {year} г.")),
            (RU, format!("от «{day}» {russian} {year} года")),
            (KK, format!("{year} жылғы {day} {locative}")),
            (KK, format!("{year} жылғы {day} {dative} дейін")),
            (KK, format!("{year} жылдың {day} {ablative} бастап")),
            (KK, format!("{year} жылғы {genitive} {day}-{}", of[6])),
            (KK, format!("{year} жылғы {day} {kazakh} күні")),
        ]
    };
    let old = [(2024, 4, 5), (2019, 1, 20), (2023, 8, 2)];
    let new = (0..12).flat_map(|month| (1..=28).map(move |day| (2025, month, day)));
    let (mut asked, mut right) = (0, 0);
    for new in new {
        for old in old {
            let shares = patched_all_ways(&forms(new), &forms(old));
            (asked, right) = (asked + shares.0, right + shares.1);
        }
    }
    println!(
        "dates: {asked} patches, {:.1}% right",
        100.0 * f64::from(right) / f64::from(asked)
    );
    assert!(9 * asked < 10 * right, "nearly all are patched");
}

/// Times of day, in both clocks.
#[test]
fn times_are_patched_right() {
    let forms = |(hour, minute): (u8, u8)| {
        let half = if hour < 12 { "a.m." } else { "p.m." };
        let shown = (hour + 11) % 12 + 1;
        let hours = match russian_class(&hour.to_string()) {
            1 => "час",
            2 => "часа",
            _ => "часов",
        };
        vec![
            (EN, format!("at {hour}:{minute:02}")),
            (EN, format!("at {shown}:{minute:02} {half}")),
            (RU, format!("в {hour}:{minute:02}")),
            (RU, format!("в {hour}.{minute:02} {hours}")),
            (KK, format!("сағат {hour}:{minute:02}")),
            (KK, format!("сағат {hour}.{minute:02} кезінде")),
        ]
    };
    let minutes = [0, 5, 30, 45];
    let times = || (0..24).flat_map(move |hour| minutes.map(|minute| (hour, minute)));
    let (mut asked, mut right) = (0, 0);
    for (new, old) in times().flat_map(|new| [(0, 30), (9, 0), (14, 45)].map(|old| (new, old))) {
        let shares = patched_all_ways(&forms(new), &forms(old));
        (asked, right) = (asked + shares.0, right + shares.1);
    }
    println!(
        "times: {asked} patches, {:.1}% right",
        100.0 * f64::from(right) / f64::from(asked)
    );
    assert!(7 * asked < 10 * right, "most are patched");
}
