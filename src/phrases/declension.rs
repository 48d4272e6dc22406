//! How Russian words are declined, by the table `declension.txt`: to know a form by, to make one, and to
//! find the nominative that a dictionary has it under.

use std::sync::LazyLock;

/// How many cases a number has.
pub(super) const CASES: usize = 6;

/// How words of a kind are declined that end alike.
pub(super) struct Line {
    pub(super) kind: &'static str,
    pub(super) end: &'static str,
    /// Letters of which one stands before the end; empty for any.
    before: &'static str,
    /// Singular, then plural.
    endings: Vec<&'static str>,
}

impl Line {
    /// Whether the word is in the plural to begin with.
    pub(super) fn is_plural(&self) -> bool {
        self.endings.first() == Some(&"?")
    }

    /// The word in a case, counted from 0; `accusative` is the case that the accusative is like.
    pub(super) fn form(
        &self,
        word: &str,
        is_plural: bool,
        case: usize,
        accusative: usize,
    ) -> Option<String> {
        let stem = word.strip_suffix(self.end)?;
        let first = if is_plural { CASES } else { 0 };
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

/// The line of this kind that a word is declined by.
pub(super) fn line(kind: &str, word: &str) -> Option<&'static Line> {
    let mut lines = TABLE.lines.iter();
    lines.find(|line| {
        let stem = word.strip_suffix(line.end);
        line.kind == kind && stem.is_some_and(|stem| fits(stem, line.before))
    })
}

/// Whether one of the letters, if there are any, stands last.
fn fits(stem: &str, letters: &str) -> bool {
    let last = stem.chars().last();
    last.is_some_and(|c| letters.is_empty() || letters.contains(c))
}

/// Whether a noun is not declined as its end lets expect.
pub(super) fn is_exception(noun: &str) -> bool {
    let noun = noun.to_lowercase();
    let ends = |end: &&str| {
        let end = end.strip_prefix('-');
        end.is_some_and(|end| noun.ends_with(end))
    };
    is_irregular(&noun) || TABLE.words("except").any(|end| ends(&end))
}

/// Whether a noun in lower case is listed as one that is not declined so.
pub(super) fn is_irregular(noun: &str) -> bool {
    TABLE.words("except").any(|word| word == noun)
}

/// Whether the plural of a masculine noun ends in -ы or -и beyond doubt.
pub(super) fn has_plain_plural(noun: &str) -> bool {
    let noun = noun.to_lowercase();
    TABLE.words("plain").any(|end| noun.ends_with(end))
}

/// Whether both parts around a hyphen are declined: город-герой, but Премьер-министр.
pub(super) fn has_two_nouns(word: &str) -> bool {
    let first = word.split_once('-').map(|(first, _)| first.to_lowercase());
    first.is_some_and(|first| TABLE.words("unchanged").all(|word| word != first))
}

/// Whether a word in lower case can only be an adjective or a participle, by its ending.
pub(super) fn is_adjective(word: &str) -> bool {
    static ONLY: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("only").collect());
    word.chars().count() > 3 && ONLY.iter().any(|ending| word.ends_with(ending))
}

/// An adjective in lower case without its ending, and the ending.
pub(super) fn split_adjective(word: &str) -> Option<(&str, &'static str)> {
    static ENDINGS: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let lines = TABLE.lines.iter().filter(|line| line.kind == "adjective");
        let endings = lines.flat_map(|line| line.endings.iter().copied());
        endings
            .filter(|ending| !matches!(*ending, "?" | "="))
            .collect()
    });
    let mut endings = ENDINGS.iter();
    endings.find_map(|ending| Some((word.strip_suffix(ending)?, *ending)))
}

/// What an adjective shows of its noun.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Feminine,
    /// Masculine or neuter.
    Other,
    Many,
    /// One of the last two.
    Unsure,
}

/// What the ending of a word in lower case shows of its noun, if it is an adjective.
pub(super) fn shown(adjective: &str) -> Option<Shown> {
    let kinds = [
        ("feminine", Shown::Feminine),
        ("other", Shown::Other),
        ("many", Shown::Many),
        ("unsure", Shown::Unsure),
    ];
    let found = kinds.into_iter().find(|(kind, _)| {
        let rows = TABLE.rows.iter().filter(|row| row[..2] == ["shows", kind]);
        let mut endings = rows.flat_map(|row| &row[2..]);
        endings.any(|ending| adjective.ends_with(ending))
    });
    found.map(|(_, shown)| shown)
}

/// Whether a word can be a form of a noun with this nominative, of one or of many: суда is none of
/// судья, виде none of видео, высокий none of высоко. Both are in lower case.
pub(super) fn is_form(word: &str, nominative: &str) -> bool {
    let Some(last) = nominative.chars().last() else {
        return false;
    };
    let row = |letters: &str| {
        let mut rows = TABLE.rows.iter();
        rows.find(|row| row[0] == "forms" && row[1].chars().any(|c| letters.contains(c)))
    };
    let replaced = row(&nominative[nominative.len() - last.len_utf8()..]);
    let stem = nominative.strip_suffix(last).filter(|_| replaced.is_some());
    let stem = skeleton(stem.unwrap_or(nominative));
    let endings = replaced
        .or_else(|| row("*"))
        .map_or(&[][..], |row| &row[2..]);
    word == nominative
        || endings.iter().any(|ending| {
            let ending = ending.trim_matches('_');
            word.strip_suffix(ending).is_some_and(|own| {
                let is_open = ending.is_empty() && own.ends_with(is_vowel);
                !is_open && skeleton(own) == stem
            })
        })
}

/// A stem without the vowel or the soft sign before its last consonant, which may fall out: уровень,
/// уровня; земля, земель.
fn skeleton(stem: &str) -> String {
    let mut letters: Vec<char> = stem.chars().collect();
    let before = letters.len().wrapping_sub(2);
    if let Some('о' | 'е' | 'ь' | 'й') = letters.get(before) {
        letters.remove(before);
    }
    letters.into_iter().collect()
}

/// Whether a word ends like a form of the nouns with this end, behind these letters.
pub(super) fn is_declined_like(end: &str, behind: &str, word: &str) -> bool {
    let mut lines = TABLE.lines.iter();
    let line = lines.find(|line| line.kind == "noun" && line.end == end);
    line.is_some_and(|line| {
        let mut forms = line.endings.iter().filter(|ending| **ending != "=");
        forms.any(|form| {
            word.strip_suffix(form)
                .is_some_and(|stem| stem.ends_with(behind))
        })
    })
}

/// The nominative of a noun of which no other form is known, as its ending tells it beside an adjective
/// that shows this.
pub(super) fn cited(kind: &str, noun: &str) -> Option<String> {
    let rows = TABLE.rows.iter().filter(|row| row[..2] == ["cited", kind]);
    rows.filter_map(|row| {
        let stem = noun.strip_suffix(row[2])?;
        let is_word = stem.chars().count() != 1 && (row[4] == "-" || fits(stem, row[4]));
        is_word.then(|| format!("{stem}{}", row[3]))
    })
    .next()
}

pub(super) fn is_vowel(c: char) -> bool {
    "аеиоуыэюя".contains(c)
}

struct Table {
    lines: Vec<Line>,
    /// All others, each with its kind first.
    rows: Vec<Vec<&'static str>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let data = include_str!("declension.txt").lines();
    let data = data.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for line in data {
        let fields: Vec<&str> = line.split_whitespace().collect();
        match fields[..] {
            [
                kind @ ("noun" | "many" | "adjective"),
                end,
                before,
                ref endings @ ..,
            ] => {
                lines.push(Line {
                    kind,
                    end: end.trim_matches('_'),
                    before: before.trim_matches('-'),
                    endings: endings.to_vec(),
                });
            }
            _ => rows.push(fields),
        }
    }
    Table { lines, rows }
});

impl Table {
    /// The words of the rows of a kind.
    fn words(&self, kind: &'static str) -> impl Iterator<Item = &'static str> {
        let rows = self.rows.iter().filter(move |row| row[0] == kind);
        rows.flat_map(|row| row[1..].iter().copied())
    }
}
