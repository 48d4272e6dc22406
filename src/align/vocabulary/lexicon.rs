//! The lexicon that the aligner is born with: English, Russian and Kazakh words of news and
//! official style, in `lexicon.tsv`.

use std::collections::HashSet;
use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use super::spelling::{Stem, is_letter, lower, stem};
use crate::lang::{EN, KK, Language, RU};
use crate::text;

static TABLE: &str = include_str!("lexicon.tsv");

/// Stems and the entries that they stand in.
pub(crate) struct Lexicon {
    /// Per language and stem, where its senses begin and end.
    stems: [FxHashMap<Stem, (u32, u32)>; 3],
    senses: Vec<Sense>,
    /// Per entry, what it is for those who do not look for its words alone.
    groups: Vec<Group>,
}

/// What an entry is, where that matters: the heading that it stands under marks it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Group {
    /// A function word, which says little about what a segment is about.
    Function,
    /// A number, or a place in an order.
    Numeral,
    /// A unit or a currency.
    Measure,
    /// A month or a day of the week.
    Date,
    Country,
    /// A city, or a region.
    City,
    /// Another place, a people or a body.
    Name,
    Other,
}

impl Group {
    /// Nothing if there is no such mark.
    fn of(mark: &str) -> Option<Self> {
        Some(match mark {
            "" => Group::Other,
            "function" => Group::Function,
            "numeral" => Group::Numeral,
            "measure" => Group::Measure,
            "date" => Group::Date,
            "country" => Group::Country,
            "city" => Group::City,
            "name" => Group::Name,
            _ => return None,
        })
    }

    pub(crate) fn is_name(self) -> bool {
        matches!(self, Group::Country | Group::City | Group::Name)
    }
}

/// An entry that a stem stands in, and how much of the entry the stem is.
#[derive(Clone, Copy)]
pub(crate) struct Sense {
    pub(crate) entry: u32,
    pub(crate) share: f32,
}

impl Lexicon {
    /// The built-in lexicon, read on first use.
    pub(crate) fn built_in() -> &'static Lexicon {
        static BUILT_IN: OnceLock<Lexicon> = OnceLock::new();
        BUILT_IN.get_or_init(|| Lexicon::parse(TABLE))
    }

    /// Entries of one word first: they tell which words of the longer ones answer to each other.
    /// Without them, every word of `Security Council` would answer to every word of `Совет
    /// безопасности`.
    fn parse(table: &str) -> Self {
        let (mut entries, mut groups) = (Vec::new(), Vec::new());
        let mut light = HashSet::new();
        for (heading, line) in lines(table) {
            if heading.mark == LIGHT {
                light.extend(line.split(['\t', '|']));
                continue;
            }
            let group = Group::of(heading.mark);
            groups.push(group.unwrap_or(Group::Other));
            entries.push(Entry::read(line, &light));
        }
        let mut stems = Stems::default();
        for (number, entry) in (0..).zip(&entries) {
            for (column, wording) in entry.wordings() {
                if let [word] = wording.as_slice() {
                    stems.add(column, word, Sense::new(number, 1));
                }
            }
        }
        let mut longer = Vec::new();
        for (number, entry) in (0..).zip(&entries) {
            for (column, wording) in entry.wordings().filter(|(_, w)| 1 < w.len()) {
                let open = wording
                    .iter()
                    .filter(|word| !stems.answers(entry, column, word));
                longer.extend(open.map(|word| (column, word, Sense::new(number, wording.len()))));
            }
        }
        for (column, word, sense) in longer {
            stems.add(column, word, sense);
        }
        let mut all = Vec::new();
        let stems = stems.0.map(|column| {
            let placed = column.into_iter().map(|(stem, mut senses)| {
                senses.sort_by(|a, b| a.entry.cmp(&b.entry).then(b.share.total_cmp(&a.share)));
                senses.dedup_by_key(|sense| sense.entry);
                let start = all.len() as u32;
                all.append(&mut senses);
                (stem, (start, all.len() as u32))
            });
            placed.collect()
        });
        Lexicon {
            stems,
            senses: all,
            groups,
        }
    }

    /// The entries of a stem.
    pub(crate) fn senses(&self, language: Language, stem: Stem) -> &[Sense] {
        let column = [EN, RU, KK].iter().position(|l| l.same_language(language));
        let place = column.and_then(|column| self.stems[column].get(&stem));
        place.map_or(&[], |&(start, end)| {
            &self.senses[start as usize..end as usize]
        })
    }

    /// The entries of a word in any form, in the order of the lexicon.
    pub(crate) fn senses_of_word(&self, language: Language, word: &str) -> &[Sense] {
        let stem = Stem::of(stem(language, &lower(word)));
        stem.map_or(&[], |stem| self.senses(language, stem))
    }

    /// What the entry is.
    pub(crate) fn group(&self, entry: u32) -> Group {
        self.groups[entry as usize]
    }
}

/// The senses of stems while the table is read.
#[derive(Default)]
struct Stems([FxHashMap<Stem, Vec<Sense>>; 3]);

impl Stems {
    fn add(&mut self, column: usize, stem: &Stem, sense: Sense) {
        self.0[column].entry(*stem).or_default().push(sense);
    }

    /// Whether the entries read so far know a word of an entry by a word of each other language.
    fn answers(&self, entry: &Entry, column: usize, stem: &Stem) -> bool {
        let senses = |column: usize, stem: &Stem| self.0[column].get(stem).into_iter().flatten();
        let is_known = |other: usize| {
            let mut words = entry.columns[other].iter().flatten();
            words.any(|word| {
                senses(other, word).any(|a| senses(column, stem).any(|b| a.entry == b.entry))
            })
        };
        (0..3)
            .filter(|&other| other != column && !entry.columns[other].is_empty())
            .all(is_known)
    }
}

/// The entries of one language that are one word, as a dictionary cites them.
pub(crate) fn single_words(language: Language) -> impl Iterator<Item = &'static str> {
    let column = [EN, RU, KK].iter().position(|l| l.same_language(language));
    let entries = lines(TABLE).filter(|(heading, _)| heading.mark != LIGHT);
    let cells = entries.filter_map(move |(_, line)| line.split('\t').nth(column?));
    let words = cells.flat_map(|cell| cell.split('|'));
    words.filter(|word| word.chars().all(char::is_alphabetic))
}

/// The countries, cities and regions that a word names by itself, as entries of the built-in lexicon.
/// Its own stems are as short as a search needs them, and do not know Қазақстан from қазақ.
pub(crate) fn places(language: Language, word: &str) -> &'static [u32] {
    static PLACES: LazyLock<FxHashMap<(Language, String), Vec<u32>>> = LazyLock::new(|| {
        let mut places: FxHashMap<_, Vec<u32>> = FxHashMap::default();
        let entries = lines(TABLE).filter(|(heading, _)| heading.mark != LIGHT);
        for (number, (heading, line)) in (0..).zip(entries) {
            if !matches!(heading.mark, "country" | "city") {
                continue;
            }
            for (language, cell) in [EN, RU, KK].into_iter().zip(line.split('\t')) {
                let words = cell.split('|').filter(|name| !name.contains([' ', '-']));
                for word in words {
                    let stem = text::stem(&lower(word), language);
                    places.entry((language, stem)).or_default().push(number);
                }
            }
        }
        places
    });
    let language = [EN, RU, KK].into_iter().find(|l| l.same_language(language));
    let named = language.and_then(|language| {
        let stem = text::stem(&lower(word), language);
        PLACES.get(&(language, stem))
    });
    named.map_or(&[], Vec::as_slice)
}

/// The lines of the lexicon with the headings of their groups: English, Russian and Kazakh, each
/// with its alternatives between strokes.
pub(crate) fn entries() -> impl Iterator<Item = (&'static str, [&'static str; 3])> {
    lines(TABLE).filter_map(|(heading, line)| {
        let mut cells = line.split('\t');
        let entry = [cells.next()?, cells.next()?, cells.next()?];
        Some((heading.name, entry))
    })
}

/// The numbers of the entries, with their English wordings between strokes.
pub(crate) fn entries_by_number() -> impl Iterator<Item = (u32, &'static str)> {
    let entries = lines(TABLE).filter(|(heading, _)| heading.mark != LIGHT);
    let english = entries.map(|(_, line)| line.split('\t').next().unwrap_or_default());
    (0..).zip(english)
}

/// The mark of words that are no entries.
const LIGHT: &str = "light";

/// The line that opens a group: `# countries [name]`.
#[derive(Clone, Copy, Default)]
struct Heading<'a> {
    name: &'a str,
    mark: &'a str,
}

impl<'a> Heading<'a> {
    fn read(line: &'a str) -> Self {
        let line = line.trim();
        let marked = line.strip_suffix(']').and_then(|line| line.split_once('['));
        let (name, mark) = marked.unwrap_or((line, ""));
        Heading {
            name: name.trim_end(),
            mark,
        }
    }
}

/// The lines of a table, each with the heading of its group.
fn lines(table: &str) -> impl Iterator<Item = (Heading<'_>, &str)> {
    let mut group = Heading::default();
    table
        .lines()
        .filter_map(move |line| match line.strip_prefix('#') {
            Some(heading) => {
                group = Heading::read(heading);
                None
            }
            None => Some((group, line)),
        })
}

impl Sense {
    /// A word of so many.
    fn new(entry: u32, words: usize) -> Self {
        Sense {
            entry,
            share: 1.0 / (words as f32).sqrt(),
        }
    }
}

/// A line of the table: per language, the wordings, each as the stems of its words.
struct Entry {
    columns: [Vec<Vec<Stem>>; 3],
}

impl Entry {
    fn read(line: &str, light: &HashSet<&str>) -> Self {
        let mut columns = <[Vec<Vec<Stem>>; 3]>::default();
        for ((cell, column), language) in line.split('\t').zip(&mut columns).zip([EN, RU, KK]) {
            column.extend(
                cell.split('|')
                    .map(|wording| stems(language, wording, light)),
            );
            column.retain(|stems| !stems.is_empty());
        }
        Entry { columns }
    }

    fn wordings(&self) -> impl Iterator<Item = (usize, &Vec<Stem>)> {
        let columns = self.columns.iter().enumerate();
        columns.flat_map(|(column, wordings)| wordings.iter().map(move |w| (column, w)))
    }
}

/// The stems of a wording, without light words beside others.
fn stems(language: Language, wording: &str, light: &HashSet<&str>) -> Vec<Stem> {
    let words = || {
        let words = wording.split(|c: char| !is_letter(c));
        words.filter(|word| !word.is_empty())
    };
    let one = words().count() == 1;
    let content = words().filter(|word| one || !light.contains(word));
    content
        .filter_map(|word| Stem::of(stem(language, &lower(word))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_of_a_heading_is_known() {
        for (heading, line) in lines(TABLE) {
            let Heading { name, mark } = heading;
            let is_known = mark == LIGHT || Group::of(mark).is_some();
            assert!(
                is_known && !name.contains(['[', ']']),
                "{name} [{mark}]: {line}"
            );
        }
        let lexicon = Lexicon::built_in();
        for (word, group) in [
            ("because", Group::Function),
            ("seven", Group::Numeral),
            ("kilometre", Group::Measure),
            ("euro", Group::Measure),
            ("November", Group::Date),
            ("Spain", Group::Country),
            ("Almaty", Group::City),
            ("Asia", Group::Name),
            ("harvest", Group::Other),
        ] {
            let senses = lexicon.senses_of_word(EN, word);
            let groups: Vec<Group> = senses.iter().map(|s| lexicon.group(s.entry)).collect();
            assert!(groups.contains(&group), "{word}: {groups:?}");
        }
    }
}
