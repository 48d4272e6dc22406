//! The names that a patch may carry: those of the built-in lexicon, the user's terms, and mined
//! phrases that sound alike in both languages.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::reader::Reader;
use super::terms::between;
use crate::align::{entries, likeness, may_say_the_same, names_something, sound};
use crate::error::{Error, Result};
use crate::lang::{EN, KK, Language, RU};
use crate::patch::{Name, NameKind, Names, WordSense, is_name, name_forms};
use crate::phrases::{self, Term};
use crate::text::{fold, stem};

/// Groups of the lexicon that are names of places and of bodies, the more special first. What has a
/// small letter in one of the languages is none; a name of two places (the Ural, river or mountains)
/// stands in none of them.
const GROUPS: &[(&str, NameKind)] = &[
    ("countries", NameKind::Country),
    ("capitals and world cities", NameKind::City),
    ("cities, regions and rivers of Kazakhstan", NameKind::Place),
    ("Russian cities and regions", NameKind::Place),
    ("US states", NameKind::Place),
    ("regions of the UK", NameKind::Place),
    (
        "continents, seas, oceans, physical geography",
        NameKind::Place,
    ),
    ("nouns: geographic and national names", NameKind::Place),
    ("international bodies and acronyms", NameKind::Body),
    ("ministries, agencies, state bodies", NameKind::Body),
];

/// How alike a mined name must sound in both languages, word by word: what is no
/// transliteration may be a wrong translation.
const ALIKE: f32 = 0.7;

/// What one lookup asked of names.
pub(super) struct KnownNames<'r> {
    reader: &'r Reader,
    failure: RefCell<Option<Error>>,
}

impl<'r> KnownNames<'r> {
    pub(super) fn of(reader: &'r Reader) -> Self {
        KnownNames {
            reader,
            failure: RefCell::default(),
        }
    }

    /// Whether all could be read that was asked.
    pub(super) fn checked(self) -> Result<()> {
        self.failure.into_inner().map_or(Ok(()), Err)
    }

    /// The answer, or nothing where the file cannot be read, which is told in the end.
    fn read<T: Default>(&self, answer: Result<T>) -> T {
        answer.unwrap_or_else(|error| {
            self.failure.borrow_mut().get_or_insert(error);
            T::default()
        })
    }

    /// Whether one of the first texts of the memory that have a word has it without a capital: such a word is
    /// no name.
    fn is_written_small(&self, word: &str, language: Language) -> bool {
        const MOST: usize = 16;
        let key = (word.to_owned(), language);
        let read = || {
            let passages = self.reader.passages(word, language, MOST)?;
            let mut written = passages
                .iter()
                .map(|passage| &passage.text[passage.range.clone()]);
            Ok(written.any(|word| word.starts_with(char::is_lowercase)))
        };
        self.read(self.reader.remembered().small.get_or_read(key, read))
    }

    /// The user's terms from one language to another.
    fn terms(&self, from: Language, to: Language) -> Result<Arc<[Term]>> {
        let read = || Ok(between(self.reader.store.terms()?, from, to).into());
        self.reader.remembered().terms.get_or_read((from, to), read)
    }

    fn known(&self, words: &str, from: Language, to: Language) -> Result<Vec<Name>> {
        let Some(key) = phrases::key(words, from) else {
            return Ok(Vec::new());
        };
        let mut built_in = built_in(words, from, to);
        let kind = built_in.first().map_or(NameKind::Other, |name| name.kind);
        let all = self.terms(from, to)?;
        let is_asked = |term: &&Term| phrases::key(&term.text, from).as_deref() == Some(&key);
        let terms = all
            .iter()
            .filter(is_asked)
            .filter(|term| !term.is_forbidden);
        let terms: Vec<Name> = terms
            .filter(|term| is_name(&term.text, from) && is_name(&term.target, to))
            .map(|term| Name::new(kind, term.text.clone(), [term.target.clone()]))
            .collect();
        if !terms.is_empty() {
            return Ok(terms);
        }
        // The user's word for what must not be written is the last one.
        let forbidden = all.iter().filter(is_asked).filter(|term| term.is_forbidden);
        let forbidden: Vec<Option<String>> = forbidden
            .map(|term| phrases::key(&term.target, to))
            .collect();
        let is_allowed = |name: &String| !forbidden.contains(&phrases::key(name, to));
        if !built_in.is_empty() {
            for name in &mut built_in {
                name.translations.retain(is_allowed);
            }
            built_in.retain(|name| !name.translations.is_empty());
            return Ok(built_in);
        }
        let store = &self.reader.store;
        let Some(citation) = store.phrase(from, &key)? else {
            return Ok(Vec::new());
        };
        // A person who is spoken of in other cases only is cited in one of them; what sounds like the
        // name is the name.
        for (text, stems) in store.translations_of_phrase(from, &key, to)? {
            let forms = std::iter::once(text).chain(store.forms_of_phrase(to, &stems)?);
            let forms = forms.flat_map(|form| [without_cases(&form, to), form]);
            let mut names = forms
                .filter(|form| is_name(form, to) && is_allowed(form) && alike(&citation, form));
            if let Some(name) = names.next() {
                return Ok(vec![Name::new(kind, citation, [name])]);
            }
        }
        Ok(Vec::new())
    }
}

impl Names for KnownNames<'_> {
    fn readings(&self, words: &str, from: Language, to: Language) -> Vec<Name> {
        let key = (words.to_owned(), from, to);
        let read = || self.known(words, from, to);
        self.read(self.reader.remembered().readings.get_or_read(key, read))
    }

    fn is_attested(&self, words: &str, language: Language) -> bool {
        let key = (words.to_owned(), language);
        let read = || {
            let passages = self.reader.passages(words, language, 1)?;
            Ok(!passages.is_empty())
        };
        self.read(self.reader.remembered().attested.get_or_read(key, read))
    }

    fn sense(&self, word: &str, language: Language) -> WordSense {
        match names_something(word, language) {
            Some(true) => WordSense::Place,
            Some(false) => WordSense::Common,
            None if self.is_written_small(word, language) => WordSense::Common,
            None => WordSense::Unknown,
        }
    }

    fn may_say_the_same(&self, word: (&str, Language), other: (&str, Language)) -> bool {
        may_say_the_same(word, other)
    }
}

/// The words of a name without what may be endings of Russian cases.
fn without_cases(name: &str, language: Language) -> String {
    let bare = |word: &str| {
        let endings = ["ом", "ым", "а", "у", "е"].iter();
        let mut stripped = endings.filter_map(|ending| word.strip_suffix(ending));
        stripped.next().unwrap_or(word).to_owned()
    };
    match language.same_language(RU) {
        true => name.split(' ').map(bare).collect::<Vec<_>>().join(" "),
        false => name.to_owned(),
    }
}

/// Whether two names are one as it sounds, word by word, and none has an ending more.
fn alike(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<Vec<u8>> {
        let words = text.split([' ', '-']);
        words.map(|word| sound(&word.to_lowercase())).collect()
    };
    let (one, other) = (words(one), words(other));
    one.len() == other.len()
        && one.iter().zip(&other).all(|(one, other)| {
            let ends_in_vowel = |sound: &[u8]| sound.last().is_some_and(|s| b"aeiouy".contains(s));
            ALIKE <= likeness(one, other, ALIKE) && ends_in_vowel(one) == ends_in_vowel(other)
        })
}

/// Wordings of an entry in English, Russian and Kazakh, with what it names.
struct LexiconName {
    kind: NameKind,
    columns: [Vec<&'static str>; 3],
}

/// The names of the lexicon that the words are, in any form.
fn built_in(words: &str, from: Language, to: Language) -> Vec<Name> {
    static NAMES: LazyLock<LexiconNames> = LazyLock::new(LexiconNames::read);
    let column = |language: Language| LANGUAGES.iter().position(|l| l.same_language(language));
    let (Some(source), Some(target)) = (column(from), column(to)) else {
        return Vec::new();
    };
    let forms = NAMES.places.get(&(source, fold(words, from)));
    let stems = || NAMES.places.get(&(source, stems(words, from)));
    let places = forms.or_else(stems).into_iter().flatten();
    let named = places.map(|&(name, wording)| {
        let name = &NAMES.names[name];
        let translations = name.columns[target].iter().copied();
        Name::new(name.kind, name.columns[source][wording], translations)
    });
    let mut all: Vec<Name> = named.collect();
    all.dedup();
    all
}

/// The names of the lexicon, and by column the forms and stems of their wordings.
#[derive(Default)]
struct LexiconNames {
    names: Vec<LexiconName>,
    places: HashMap<(usize, String), Vec<(usize, usize)>>,
}

impl LexiconNames {
    fn read() -> Self {
        let mut all = LexiconNames::default();
        for &(group, kind) in GROUPS {
            for (_, columns) in entries().filter(|(name, _)| *name == group) {
                all.add(kind, columns);
            }
        }
        all
    }

    fn add(&mut self, kind: NameKind, columns: [&'static str; 3]) {
        let columns: [Vec<&str>; 3] = std::array::from_fn(|column| {
            let wordings = columns[column].split('|');
            let names = wordings.filter(|wording| is_name(wording, LANGUAGES[column]));
            names.collect()
        });
        let key = |column: usize, wording: &str| (column, stems(wording, LANGUAGES[column]));
        let mut in_columns = columns.iter().enumerate();
        let mut is_known = in_columns.clone().map(|(column, wordings)| {
            let mut wordings = wordings.iter();
            wordings.any(|wording| self.places.contains_key(&key(column, wording)))
        });
        // What stands in two groups is of the first.
        let is_told = kind == NameKind::Place && is_known.all(|is_known| is_known);
        if is_told || in_columns.any(|(_, wordings)| wordings.is_empty()) {
            return;
        }
        let name = self.names.len();
        for (column, wordings) in columns.iter().enumerate() {
            for (at, wording) in wordings.iter().enumerate() {
                let (_, stems) = key(column, wording);
                // Кувейте has no stem in common with Кувейт.
                let forms = name_forms(wording, kind, LANGUAGES[column]);
                let forms = forms.iter().map(|form| fold(form, LANGUAGES[column]));
                let mut keys: Vec<String> = forms.chain([stems]).collect();
                keys.sort_unstable();
                keys.dedup();
                for key in keys {
                    self.places
                        .entry((column, key))
                        .or_default()
                        .push((name, at));
                }
            }
        }
        self.names.push(LexiconName { kind, columns });
    }
}

const LANGUAGES: [Language; 3] = [EN, RU, KK];

fn stems(words: &str, language: Language) -> String {
    let words = words.split_whitespace();
    let stems: Vec<String> = words
        .map(|word| {
            let word = fold(word, language);
            stem(word.strip_suffix("'s").unwrap_or(&word), language)
        })
        .collect();
    stems.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_of_names_stands_in_the_lexicon() {
        for (group, _) in GROUPS {
            assert!(entries().any(|(name, _)| name == *group), "{group}");
        }
    }

    #[test]
    fn names_are_known_in_any_form() {
        for (words, from, to, expected) in [
            ("Japan's", EN, RU, &["Япония"][..]),
            ("Казахстаном", RU, KK, &["Қазақстан", "ҚР"]),
            ("Қытайға", KK, EN, &["China", "PRC"]),
            ("Саудовской Аравией", RU, EN, &["Saudi Arabia"]),
            ("the law", EN, RU, &[]),
            ("ministry", EN, KK, &[]),
        ] {
            let found = built_in(words, from, to);
            let translations: Vec<&str> = found
                .iter()
                .flat_map(|name| name.translations.iter().map(String::as_str))
                .collect();
            assert_eq!(translations, expected, "{words}");
        }
    }

    #[test]
    fn transliterations_sound_alike() {
        assert!(alike("Yerlan Saparov", "Ерлан Сапаров"));
        assert!(alike("Ержан Қазыханов", "Yerzhan Kazykhanov"));
        assert!(!alike("Yerlan Saparov", "Ерлана Сапарова"));
        assert!(!alike("Yerlan Saparov", "Премьер-министр Сапаров"));
        assert!(!alike("Supreme Court", "Жоғарғы Сот"));
    }
}
