//! Russian: adjectives and the noun that they belong to, by the table `ru.txt`.

use std::sync::LazyLock;

use super::super::citation::is_russian_adjective;
use super::{Case, Number, Paradigm, split_behind};

const CASES: [Case; 6] = [
    Case::Nominative,
    Case::Genitive,
    Case::Dative,
    Case::Accusative,
    Case::Instrumental,
    Case::Locative,
];

pub(super) fn paradigm(citation: &str) -> Option<Paradigm> {
    let words: Vec<&str> = citation.split(' ').collect();
    let adjectives: Vec<&Line> = words[..words.len() - 1]
        .iter()
        .map_while(|word| line("adjective", word))
        .collect();
    let head = adjectives.len();
    let noun = words[head];
    let is_plural = adjectives.iter().any(|line| line.is_plural());
    let kind = if is_plural { "many" } else { "noun" };
    let is_acronym = noun.chars().nth(1).is_some_and(char::is_uppercase);
    let is_joined = words
        .get(head + 1)
        .is_some_and(|word| matches!(*word, "и" | "или"));
    // What only looks like a noun has lost the noun that it belongs to.
    let is_noun = !is_russian_adjective(&noun.to_lowercase());
    if is_acronym || is_joined || !is_noun || has_two_nouns(noun) || is_excepted(noun) {
        return None;
    }
    let lines = || adjectives.iter().copied().zip(&words);
    let noun_line = line(kind, noun)?;
    let is_doubtful =
        noun_line.kind == "noun" && noun_line.end.is_empty() && !has_plain_plural(noun);
    let (lead, rest) = split_behind(citation, head + 1);
    let mut cells = Vec::new();
    for number in [Number::Singular, Number::Plural] {
        for (at, &case) in CASES.iter().enumerate() {
            // The accusative is the nominative or the genitive.
            for sense in [at, 0, 1] {
                let form = |(line, word): (&Line, &&str)| line.form(word, number, at, sense);
                let forms = lines().chain([(noun_line, &lead[head])]).map(form);
                if let Some(forms) = forms.collect::<Option<Vec<String>>>() {
                    let cell = (number, case, forms.join(" "));
                    if !cells.contains(&cell) {
                        cells.push(cell);
                    }
                }
                // Сельские округа: its adjective tells that it is no genitive.
                if is_doubtful
                    && number == Number::Plural
                    && sense == 0
                    && matches!(case, Case::Nominative | Case::Accusative)
                    && 0 < head
                {
                    let words = lines().map(form).chain([Some(format!("{}а", lead[head]))]);
                    if let Some(words) = words.collect::<Option<Vec<String>>>() {
                        cells.push((number, case, words.join(" ")));
                    }
                }
                if case != Case::Accusative {
                    break;
                }
            }
        }
    }
    // A name stays, and so does what already stands for many (иностранных дел).
    let stays = |word: &str| {
        let of_many = ["ов", "ев", "ых", "их", "дел"];
        word.starts_with(char::is_uppercase) || of_many.iter().any(|end| word.ends_with(end))
    };
    Some(Paradigm {
        cells,
        before: String::new(),
        does_rest_stay: rest.split_whitespace().all(stays),
        rest,
        is_plural_doubtful: is_doubtful,
        is_name: false,
    })
}

/// A line of the table.
struct Line {
    kind: &'static str,
    end: &'static str,
    before: &'static str,
    /// Singular, then plural.
    endings: Vec<&'static str>,
}

struct Table {
    lines: Vec<Line>,
    exceptions: Vec<&'static str>,
    unchanged: Vec<&'static str>,
    plain: Vec<&'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let data = include_str!("ru.txt").lines();
    let data = data.filter(|line| !line.starts_with('#'));
    let mut table = Table {
        lines: Vec::new(),
        exceptions: Vec::new(),
        unchanged: Vec::new(),
        plain: Vec::new(),
    };
    for line in data {
        let fields: Vec<&str> = line.split_whitespace().collect();
        match fields[..] {
            ["except", ref words @ ..] => table.exceptions.extend(words),
            ["plain", ref words @ ..] => table.plain.extend(words),
            ["unchanged", ref words @ ..] => table.unchanged.extend(words),
            [kind, end, before, ref endings @ ..] => table.lines.push(Line {
                kind,
                end: end.trim_matches('_'),
                before: before.trim_matches('-'),
                endings: endings.to_vec(),
            }),
            _ => {}
        }
    }
    table
});

/// The line of this kind that a word is declined by.
fn line(kind: &str, word: &str) -> Option<&'static Line> {
    let mut lines = TABLE.lines.iter();
    lines.find(|line| {
        let stem = word.strip_suffix(line.end);
        line.kind == kind
            && stem.is_some_and(|stem| {
                let last = stem.chars().last();
                last.is_some_and(|c| line.before.is_empty() || line.before.contains(c))
            })
    })
}

/// Whether both parts around a hyphen are declined: город-герой, but Премьер-министр.
fn has_two_nouns(word: &str) -> bool {
    let first = word.split_once('-').map(|(first, _)| first.to_lowercase());
    first.is_some_and(|first| !TABLE.unchanged.contains(&&*first))
}

/// Whether a masculine noun forms its plural with -ы or -и beyond doubt.
fn has_plain_plural(noun: &str) -> bool {
    let noun = noun.to_lowercase();
    TABLE.plain.iter().any(|end| noun.ends_with(end))
}

fn is_excepted(noun: &str) -> bool {
    let noun = noun.to_lowercase();
    let mut exceptions = TABLE.exceptions.iter();
    exceptions.any(|known| match known.strip_prefix('-') {
        Some(end) => noun.ends_with(end),
        None => noun == *known,
    })
}

impl Line {
    /// Whether the word is in the plural to begin with.
    fn is_plural(&self) -> bool {
        self.endings.first() == Some(&"?")
    }

    /// The word in a case, counted from 0; `accusative` is the case that the accusative is like.
    fn form(&self, word: &str, number: Number, case: usize, accusative: usize) -> Option<String> {
        let stem = word.strip_suffix(self.end)?;
        let first = match number {
            Number::Singular => 0,
            Number::Plural => CASES.len(),
        };
        let ending = match self.endings.get(first + case)? {
            &"=" => self.endings.get(first + accusative)?,
            ending => ending,
        };
        match *ending {
            "?" => None,
            "0" => has_plain_end(stem).then(|| stem.to_owned()),
            ending => Some(format!("{stem}{}", ending.trim_matches('_'))),
        }
    }
}

/// Whether no vowel comes between the last letters of a stem that has lost its ending: глав, групп; but
/// земель.
fn has_plain_end(stem: &str) -> bool {
    let mut letters = stem.chars().rev();
    let (last, before) = (letters.next(), letters.next());
    last == before || before.is_some_and(|c| "аеиоуыэюя".contains(c))
}
