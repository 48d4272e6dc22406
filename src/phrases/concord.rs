//! Concordance: where a phrase stands in a text.

use std::ops::Range;

use super::words::{
    ATTRIBUTIVE, BREAK, FIRST, FUNCTION, LAST, Lexer, Piece, is_function_word, is_joiner,
};
use crate::lang::{EN, Language};
use crate::text::{Folded, fold};

/// A phrase to look for in many texts, in any inflected form; an English one also with what follows
/// "of" put before its head, or the other way round: Minister of Energy, Energy Minister.
pub(crate) struct Pattern {
    lexer: Lexer,
    /// As it is asked for, then turned.
    orders: Vec<Order>,
    pieces: Vec<Piece>,
}

/// A longer phrase, which nobody turns, has as many orders of as many words.
const LONGEST_TURNED: usize = 40;

/// Stems one after another.
struct Order {
    stems: Vec<u32>,
    /// No word of content may follow: "security of international transport" has no "international
    /// security".
    is_closed: bool,
}

impl Pattern {
    /// `key`: stems joined by blanks, as [`key`](super::key) gives them.
    pub(crate) fn new(language: Language, key: &str) -> Self {
        let mut lexer = Lexer::new(language);
        let stems: Vec<u32> = key.split(' ').map(|stem| lexer.number(stem)).collect();
        let mut orders = vec![Order {
            stems: stems.clone(),
            is_closed: false,
        }];
        if language.same_language(EN) && stems.len() <= LONGEST_TURNED {
            let of = lexer.number("of");
            orders.extend(turned(&stems, of, |stem| {
                is_function_word(lexer.name(stem), language)
            }));
        }
        lexer.freeze();
        Pattern {
            lexer,
            orders,
            pieces: Vec::new(),
        }
    }

    /// Stems that every text has in which the phrase stands.
    pub(crate) fn stems(&self) -> Vec<String> {
        let mut common = self.orders[0].stems.clone();
        common.retain(|stem| {
            self.orders[1..]
                .iter()
                .all(|order| order.stems.contains(stem))
        });
        let names = common.into_iter().map(|stem| self.lexer.name(stem));
        names.map(str::to_owned).collect()
    }

    /// All places of the phrase in a text, in bytes; those in the order that was asked for come
    /// first.
    pub(crate) fn places(&mut self, text: &str) -> Vec<Range<usize>> {
        self.pieces.clear();
        self.lexer.read(text, &mut self.pieces);
        let orders = self.orders.iter();
        orders
            .flat_map(|order| order.places(&self.pieces))
            .collect()
    }
}

impl Order {
    fn places<'a>(&'a self, pieces: &'a [Piece]) -> impl Iterator<Item = Range<usize>> + 'a {
        (0..pieces.len()).filter_map(move |at| {
            let end = self.end(pieces, at)?;
            let [first, last] = [at, end - 1].map(|at| pieces[at]);
            let is_open = !self.is_closed || !pieces.get(end).is_some_and(is_content);
            (first.is(FIRST) && last.is(LAST) && is_open)
                .then(|| first.range().start..last.range().end)
        })
    }

    /// Where the stems end that begin here. A participle before a noun may stand among them:
    /// мемлекеттік көрсетілетін қызметтер.
    fn end(&self, pieces: &[Piece], start: usize) -> Option<usize> {
        let mut at = start;
        for &stem in &self.stems {
            let piece = pieces.get(at)?;
            if piece.stem != stem && start < at && piece.is(ATTRIBUTIVE) && pieces[at - 1].is(LAST)
            {
                at += 1;
            }
            if pieces.get(at)?.stem != stem {
                return None;
            }
            at += 1;
        }
        Some(at)
    }
}

fn is_content(piece: &Piece) -> bool {
    piece.stem != BREAK && !piece.is(FUNCTION)
}

/// The other orders of an English phrase: "A of B" as "B A", and "B A" as "A of B" wherever words of
/// content meet.
fn turned(stems: &[u32], of: u32, is_function: impl Fn(u32) -> bool) -> Vec<Order> {
    let mut orders = Vec::new();
    for at in 1..stems.len() {
        let (before, after) = stems.split_at(at);
        if let [first, rest @ ..] = after
            && *first == of
            && !rest.is_empty()
        {
            orders.push(Order {
                stems: [rest, before].concat(),
                is_closed: false,
            });
        } else if !is_function(before[at - 1]) && !is_function(after[0]) {
            orders.push(Order {
                stems: [after, &[of], before].concat(),
                is_closed: true,
            });
        }
    }
    orders
}

/// Words to look for as they are written; what a match form evens out may differ.
pub(crate) struct Wording {
    language: Language,
    form: String,
}

impl Wording {
    /// `None` if there is neither a letter nor a figure in the text.
    pub(crate) fn new(language: Language, text: &str) -> Option<Self> {
        let form = fold(text, language);
        let is_one = form.chars().any(char::is_alphanumeric);
        is_one.then_some(Wording { language, form })
    }

    /// Stems that every text has in which these words stand.
    pub(crate) fn stems(&self) -> Vec<String> {
        let mut lexer = Lexer::new(self.language);
        let mut pieces = Vec::new();
        lexer.read(&self.form, &mut pieces);
        let words = pieces.iter().filter(|piece| piece.stem != BREAK);
        words
            .map(|piece| lexer.name(piece.stem).to_owned())
            .collect()
    }

    /// All places of the words in a text, in bytes; they begin and end as whole words.
    pub(crate) fn places(&self, text: &str) -> Vec<Range<usize>> {
        let folded = Folded::new(text, self.language);
        let whole = folded.text();
        let mut places = Vec::new();
        let mut from = 0;
        while let Some(at) = whole[from..].find(&self.form) {
            let start = from + at;
            let end = start + self.form.len();
            if !is_inside_word(whole, start) && !is_inside_word(whole, end) {
                places.push(folded.source_range(start..end));
                from = end;
            } else {
                let first = whole[start..].chars().next();
                from = start + first.map_or(1, char::len_utf8);
            }
        }
        places
    }
}

/// Whether a word goes on across this place, by way of a hyphen or an apostrophe too.
fn is_inside_word(text: &str, at: usize) -> bool {
    let word_goes_on = |chars: &mut dyn Iterator<Item = char>| match chars.next() {
        Some(c) if is_joiner(c) => chars.next().is_some_and(char::is_alphanumeric),
        next => next.is_some_and(char::is_alphanumeric),
    };
    word_goes_on(&mut text[..at].chars().rev()) && word_goes_on(&mut text[at..].chars())
}

#[cfg(test)]
mod tests {
    use super::super::key;
    use super::*;
    use crate::lang::{KK, RU};

    fn found<'t>(phrase: &str, text: &'t str) -> Vec<&'t str> {
        let mut pattern = Pattern::new(EN, &key(phrase, EN).unwrap());
        let places = pattern.places(text);
        places.into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn an_english_phrase_with_of_is_found_without_it() {
        let text = "The Energy Ministers met, and the Minister of Energy spoke.";
        let both = ["Energy Ministers", "Minister of Energy"];
        assert_eq!(found("Energy Minister", text), both);
        assert_eq!(
            found("minister of energy", text),
            ["Minister of Energy", both[0]]
        );
        assert_eq!(
            found("Minister of the Interior", "the Interior Minister's visit").len(),
            1
        );
        let ministry = "Republic of Kazakhstan Ministry of Health";
        let asked = "Ministry of Health of the Republic of Kazakhstan";
        assert_eq!(found(asked, ministry), [ministry]);
    }

    #[test]
    fn a_participle_may_stand_among_the_words() {
        let mut pattern = Pattern::new(KK, &key("мемлекеттік қызмет", KK).unwrap());
        let text = "Мемлекеттік көрсетілетін қызметтер; көрсетілетін мемлекеттік қызметті";
        let places = pattern.places(text);
        let places: Vec<&str> = places.into_iter().map(|place| &text[place]).collect();
        assert_eq!(
            places,
            ["Мемлекеттік көрсетілетін қызметтер", "мемлекеттік қызметті"]
        );
        assert!(pattern.places("мемлекеттік көрсетілген, қызмет").is_empty());
        assert!(
            pattern
                .places("мемлекеттік органдар көрсететін қызмет")
                .is_empty()
        );
    }

    #[test]
    fn no_phrase_goes_on_from_one_cell_of_a_table_into_the_next() {
        for apart in ["Head of\tState", "Head of   State", "Head of | State"] {
            assert!(found("Head of State", apart).is_empty(), "{apart}");
        }
        for whole in ["Head of  State", "Head of\n    State"] {
            assert_eq!(found("Head of State", whole), [whole]);
        }
    }

    #[test]
    fn what_only_has_the_same_words_is_not_turned() {
        for (phrase, text) in [
            (
                "international security",
                "security of international transport",
            ),
            ("Minister of Energy", "energy. Minister"),
            ("trade and culture", "culture of and trade"),
            ("state visit", "a visit state by state"),
            ("Security Council", "Council of Health and Security"),
        ] {
            assert!(found(phrase, text).is_empty(), "{phrase}: {text}");
        }
        let mut russian = Pattern::new(RU, &key("Совет министров", RU).unwrap());
        assert!(russian.places("министров совет").is_empty());
    }

    #[test]
    fn every_place_has_the_stems_that_are_told() {
        for phrase in [
            "Minister of Energy",
            "Energy Minister",
            "of",
            "Head of",
            "Head of Staff of State",
        ] {
            let stems = Pattern::new(EN, &key(phrase, EN).unwrap()).stems();
            assert!(!stems.is_empty(), "{phrase}");
            for text in [
                "Energy Minister",
                "the Minister of Energy",
                "of",
                "Heads of the Staff of State",
                "State Head of Staff",
            ] {
                if !found(phrase, text).is_empty() {
                    let key = key(text, EN).unwrap();
                    let has = |stem: &String| key.split(' ').any(|other| other == stem);
                    assert!(stems.iter().all(has), "{phrase}: {text}");
                }
            }
        }
    }
}
