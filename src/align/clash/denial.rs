//! Whether one side of a bead denies what the other affirms: the verb behind not, не, or with a Kazakh
//! -ма-, stands on the other side, where nothing denies.
//!
//! Translators turn a denial into other words freely ("speechless", «не знал, что сказать»): it counts only
//! where the very word that is denied is translated.

use std::ops::Range;
use std::sync::LazyLock;

use super::Both;
use crate::align::lexicon::Sense;
use crate::align::words::{Kind, Token};
use crate::lang::{EN, KK, Language, RU};
use crate::text::{negated_verb, stem};

/// A verb that a sentence denies.
pub(super) struct Denied {
    word: u32,
    /// What says it beside a light verb: part in "take part", қол in «қол қою».
    beside: Option<u32>,
    /// A Kazakh verb as the lexicon has it, which its negation may hide.
    verb: Option<String>,
}

impl Denied {
    /// What a sentence denies, in one of our languages.
    pub(super) fn all(sentence: &[Token<'_>], language: Language) -> Vec<Self> {
        let Some(tongue) = Tongue::of(language) else {
            return Vec::new();
        };
        let places = 0..sentence.len();
        let denied = places.filter_map(|place| match tongue.is_kazakh {
            true => tongue.in_kazakh(sentence, place),
            false => tongue.behind_not(sentence, place),
        });
        denied.collect()
    }
}

/// The dictionary's form of a Kazakh verb: бару, жасау, оқу, табу, шығу, қою.
fn verbal_noun(stem: &str) -> String {
    let mut chars = stem.chars();
    let ending = match chars.next_back() {
        Some('п') => "бу",
        Some('қ') => "ғу",
        Some('к') => "гу",
        Some('й') => "ю",
        Some('ы' | 'і') => "у",
        _ => return format!("{stem}у"),
    };
    format!("{}{ending}", chars.as_str())
}

impl Both<'_> {
    /// Whether one side of a bead denies what the other affirms.
    pub(super) fn deny(&self, sides: &[Range<usize>; 2]) -> bool {
        (0..2).any(|side| {
            let mut denied = self
                .of_side(side, sides)
                .iter()
                .flat_map(|said| &said.denied);
            denied.any(|denied| self.is_affirmed(side, denied, sides))
                && !self.may_deny(1 - side, sides)
                && !self.asks(sides)
        })
    }

    /// Whether a question is on either side: it may be put both ways.
    fn asks(&self, sides: &[Range<usize>; 2]) -> bool {
        (0..2).any(|side| {
            let mut tokens = self.sentences(side, sides).iter().flatten();
            tokens.any(|token| token.form == "?")
        })
    }

    /// Whether the other side of the bead has what is denied.
    fn is_affirmed(&self, side: usize, denied: &Denied, sides: &[Range<usize>; 2]) -> bool {
        let words = || [Some(denied.word), denied.beside].into_iter().flatten();
        if words().any(|word| self.is_answered(side, word, sides)) {
            return true;
        }
        let Some(lexicon) = self.lexicon else {
            return false;
        };
        let of_verb = |verb: &str| lexicon.senses_of_word(KK, verb);
        let known = words().flat_map(|word| self.word(side, word).senses);
        let verb = denied.verb.as_deref().into_iter().flat_map(of_verb);
        let entries: Vec<u32> = known.chain(verb).map(|sense| sense.entry).collect();
        let is_denied = |sense: &Sense| entries.contains(&sense.entry);
        let is_kazakh = self.texts[1 - side].words.language.same_language(KK);
        let mut there = self.sentences(1 - side, sides).iter().flatten();
        there.any(|token| {
            let mut senses = self.word(1 - side, token.word).senses.iter();
            // The search knows no inflected form of so short a word as салу.
            let inflected = || {
                let verb = verbal_noun(&stem(&token.lower(), KK));
                of_verb(&verb).iter().any(is_denied)
            };
            senses.any(is_denied) || is_kazakh && token.kind == Kind::Plain && inflected()
        })
    }

    /// Whether anything on one side may deny something, be it by its meaning: without, лишь, -сыз.
    fn may_deny(&self, side: usize, sides: &[Range<usize>; 2]) -> bool {
        let tongue = Tongue::of(self.texts[side].words.language);
        let mut words = self.sentences(side, sides).iter().flatten();
        tongue.is_none_or(|tongue| words.any(|token| tongue.may_deny(&token.lower())))
    }
}

/// How a language denies.
struct Tongue {
    language: Language,
    is_kazakh: bool,
    /// What denies the verb behind it …
    not: Words,
    /// … what stands between, or before жоқ …
    between: Words,
    /// … and what they deny nothing beside: not only.
    nothing: Words,
    /// Verbs that say little without the word beside them.
    light: Words,
    /// What follows a verb that only looks denied: келмес бұрын, before he comes; and such verbs.
    before: Words,
    idioms: Words,
    /// What may deny by its meaning, and what only looks so.
    deniers: Words,
    others: Words,
}

impl Tongue {
    fn of(language: Language) -> Option<&'static Self> {
        let mut all = TONGUES.iter();
        all.find(|tongue| tongue.language.same_language(language))
    }

    /// What the word at a place denies behind it.
    fn behind_not(&self, sentence: &[Token<'_>], place: usize) -> Option<Denied> {
        let word = sentence[place].lower();
        // Isn't is read as isn and t.
        let is_contracted =
            || word == "t" && place > 0 && sentence[place - 1].form.ends_with(['n', 'N']);
        if !self.not.have(&word) && !is_contracted() {
            return None;
        }
        let mut behind = sentence[place + 1..].iter();
        let verb = behind.find(|token| !self.between.have(&token.lower()))?;
        let beside = behind.next().filter(|_| self.light.have(&verb.lower()));
        (!self.nothing.have(&verb.lower())).then_some(Denied {
            word: verb.word,
            beside: beside.map(|token| token.word),
            verb: None,
        })
    }

    /// What a word of Kazakh denies: itself, or the word before it.
    fn in_kazakh(&self, sentence: &[Token<'_>], place: usize) -> Option<Denied> {
        let token = &sentence[place];
        let may_deny = token.kind == Kind::Plain || token.kind == Kind::Name && place == 0;
        if !may_deny {
            return None;
        }
        let word = token.lower();
        let denied = |place: usize, stem: &str| {
            let verb = verbal_noun(stem);
            let before = place.checked_sub(1).filter(|_| self.light.have(&verb));
            Denied {
                word: sentence[place].word,
                beside: before.map(|before| sentence[before].word),
                verb: Some(verb),
            }
        };
        if word.starts_with("емес") || word.starts_with("жоқ") {
            let mut before = (0..place).rev();
            let before = before.find(|&at| !self.between.have(&sentence[at].lower()))?;
            let lower = sentence[before].lower();
            // Өскен жоқ, "it did not grow".
            let participle = ["ған", "ген", "қан", "кен"];
            let stem = participle
                .iter()
                .find_map(|ending| lower.strip_suffix(ending));
            return (!self.nothing.have(&lower)).then(|| denied(before, stem.unwrap_or(&lower)));
        }
        let next = sentence.get(place + 1).map(Token::lower);
        let is_idiom = self.idioms.have(&word) || next.is_some_and(|next| self.before.have(&next));
        let stem = negated_verb(&word).filter(|_| !is_idiom)?;
        Some(denied(place, stem))
    }

    fn may_deny(&self, word: &str) -> bool {
        let denies = self.not.have(word) || self.deniers.have(word) && !self.others.have(word);
        denies || self.is_kazakh && negated_verb(word).is_some()
    }
}

/// Words, and what words begin or end with.
#[derive(Default)]
struct Words {
    whole: Vec<&'static str>,
    begin: Vec<&'static str>,
    end: Vec<&'static str>,
}

impl Words {
    fn read(line: &'static str) -> Self {
        let mut words = Words::default();
        for word in line.split_whitespace() {
            match (word.strip_prefix('*'), word.strip_suffix('*')) {
                (Some(end), _) => words.end.push(end),
                (_, Some(begin)) => words.begin.push(begin),
                _ => words.whole.push(word),
            }
        }
        words
    }

    fn have(&self, word: &str) -> bool {
        self.whole.contains(&word)
            || self.begin.iter().any(|begin| word.starts_with(begin))
            || self.end.iter().any(|end| word.ends_with(end))
    }
}

static TONGUES: LazyLock<Vec<Tongue>> = LazyLock::new(|| {
    let lines = || include_str!("denial.txt").lines();
    let of = |language: Language| {
        let words = |name: &str| {
            let rest = |line: &'static str| {
                let rest = line.strip_prefix(language.primary())?.strip_prefix(' ')?;
                rest.strip_prefix(name)?.strip_prefix(' ')
            };
            Words::read(lines().find_map(rest).unwrap_or_default())
        };
        Tongue {
            language,
            is_kazakh: language == KK,
            not: words("not"),
            between: words("between"),
            nothing: words("nothing"),
            light: words("light"),
            before: words("before"),
            idioms: words("idioms"),
            deniers: words("deniers"),
            others: words("others"),
        }
    };
    [EN, RU, KK].map(of).into()
});
