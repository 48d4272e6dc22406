//! Whether one side of a bead denies what the other affirms: the verb behind not, не, or with a Kazakh
//! -ма-, stands on the other side, where nothing denies.
//!
//! Translators turn a denial into other words freely ("speechless", «не знал, что сказать»): it counts only
//! where the very word that is denied is translated.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::Both;
use crate::align::reading::words::{Kind, Token};
use crate::lang::{EN, KK, Language, RU};
use crate::text::{negated_verb, stem};

/// A verb that a sentence denies.
pub(super) struct Denied {
    place: usize,
    /// The place of what says it with a light verb: of part in "take part", of қол in «қол қою».
    beside: Option<usize>,
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

    fn places(&self) -> impl Iterator<Item = usize> + use<> {
        [Some(self.place), self.beside].into_iter().flatten()
    }
}

/// The dictionary's form of a Kazakh verb: бару, жасау, оқу, табу, шығу, қою.
fn verbal_noun(stem: &str) -> String {
    let mut chars = stem.chars();
    let ending = match chars.next_back() {
        Some('п') => "бу",
        Some('қ') => "ғу",
        Some('к') => "гу",
        Some('и') => "ию",
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
            let mut said = self.of_side(side, sides).iter();
            said.any(|said| !said.denied.is_empty())
                && !self.may_deny(1 - side, sides)
                && !self.asks(sides)
                && self.is_affirmed(side, sides)
        })
    }

    /// Whether a question is on either side: it may be put both ways.
    fn asks(&self, sides: &[Range<usize>; 2]) -> bool {
        (0..2).any(|side| {
            let mut tokens = self.sentences(side, sides).iter().flatten();
            tokens.any(|token| token.form == "?")
        })
    }

    /// Whether the other side has anything that this one denies, and does not affirm as well: who raised
    /// rates, but did not raise fees, raised something.
    fn is_affirmed(&self, side: usize, sides: &[Range<usize>; 2]) -> bool {
        let (mut words, mut entries) = (FxHashSet::default(), FxHashSet::default());
        for said in self.of_side(side, sides) {
            for denied in &said.denied {
                for place in denied.places() {
                    let word = said.sentence[place].word;
                    words.insert(word);
                    entries.extend(self.word(side, word).senses.iter().map(|sense| sense.entry));
                }
                let verb = denied.verb.as_deref();
                entries.extend(verb.into_iter().flat_map(|verb| self.entries_of_verb(verb)));
            }
        }
        for said in self.of_side(side, sides) {
            let denied: FxHashSet<usize> = said.denied.iter().flat_map(Denied::places).collect();
            let others = said.sentence.iter().enumerate();
            for (_, token) in others.filter(|(place, _)| !denied.contains(place)) {
                words.remove(&token.word);
                for entry in self.entries(side, token) {
                    entries.remove(&entry);
                }
            }
        }
        let mut there = self.sentences(1 - side, sides).iter().flatten();
        words
            .iter()
            .any(|&word| self.is_answered(side, word, sides))
            || there.any(|token| {
                let mut senses = self.entries(1 - side, token);
                senses.any(|entry| entries.contains(&entry))
            })
    }

    /// The lexicon's entries of a word, and of the verb that it may be a form of: the search knows no
    /// inflected form of so short a Kazakh word as салу.
    fn entries(&self, side: usize, token: &Token<'_>) -> impl Iterator<Item = u32> {
        let is_kazakh = self.texts[side].words.language.same_language(KK);
        let verb =
            (is_kazakh && token.kind == Kind::Plain).then(|| verbal_noun(&stem(token.lower(), KK)));
        let of_verb = verb
            .into_iter()
            .flat_map(|verb| self.entries_of_verb(&verb));
        let senses = self.word(side, token.word).senses.iter();
        senses.map(|sense| sense.entry).chain(of_verb)
    }

    fn entries_of_verb(&self, verb: &str) -> impl Iterator<Item = u32> + use<'_> {
        let senses = self.lexicon.map(|lexicon| lexicon.senses_of_word(KK, verb));
        senses.into_iter().flatten().map(|sense| sense.entry)
    }

    /// Whether anything on one side may deny something, be it by its meaning: without, лишь, -сыз.
    fn may_deny(&self, side: usize, sides: &[Range<usize>; 2]) -> bool {
        let tongue = Tongue::of(self.texts[side].words.language);
        let mut words = self.sentences(side, sides).iter().flatten();
        tongue.is_none_or(|tongue| words.any(|token| tongue.may_deny(token.lower())))
    }
}

/// How a language denies.
struct Tongue {
    language: Language,
    is_kazakh: bool,
    /// What denies the verb behind it …
    not: Listed,
    /// … what stands between, or before жоқ …
    between: Listed,
    /// … and what they deny nothing beside: not only.
    nothing: Listed,
    /// What stands before a denial that affirms: нельзя не, чуть не, тек … емес.
    undone: Listed,
    /// Verbs that say little without the word beside them.
    light: Listed,
    /// What follows a Kazakh verb that only looks denied: келмес бұрын, before he comes.
    before: Listed,
    /// Kazakh words that only look denied, or as if they denied: жоққа шығару, to refute.
    idioms: Listed,
    /// What may deny by its meaning, and what only looks so.
    deniers: Listed,
    others: Listed,
}

impl Tongue {
    fn of(language: Language) -> Option<&'static Self> {
        let mut all = TONGUES.iter();
        all.find(|tongue| tongue.language.same_language(language))
    }

    /// What the word at a place denies behind it.
    fn behind_not(&self, sentence: &[Token<'_>], place: usize) -> Option<Denied> {
        let word = sentence[place].lower();
        // Isn't is read as isn and t, but Nathan T. Smith is nobody denied.
        let is_contracted =
            || sentence[place].form == "t" && place > 0 && sentence[place - 1].form.ends_with('n');
        if !self.not.have(word) && !is_contracted() {
            return None;
        }
        let is_between = |at: &usize| self.between.have(sentence[*at].lower());
        let mut behind = place + 1..sentence.len();
        let verb = behind.find(|at| !is_between(at))?;
        let lower = sentence[verb].lower();
        let before = (0..place).rev().find(|at| !is_between(at));
        // Не может не is must.
        let is_undone = before.is_some_and(|at| {
            let before = sentence[at].lower();
            self.undone.have(before) || self.not.have(before)
        });
        if is_undone || self.nothing.have(lower) || self.not.have(lower) {
            return None;
        }
        Some(Denied {
            place: verb,
            beside: behind.next().filter(|_| self.light.have(lower)),
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
            Denied {
                place,
                beside: place.checked_sub(1).filter(|_| self.light.have(&verb)),
                verb: Some(verb),
            }
        };
        let near = |at: usize| sentence.get(at).map(Token::lower);
        if self.idioms.have(word) || near(place + 1).is_some_and(|next| self.before.have(next)) {
            return None;
        }
        let is_denial = |word: &str| word.starts_with("емес") || word.starts_with("жоқ");
        if is_denial(word) {
            // What only is said of may be some words away (тек үкіметтің ісі емес), and who nobody is that
            // does not is everyone (білмейтін адам жоқ).
            const ONLY: usize = 4;
            let mut before = sentence[place.saturating_sub(ONLY)..place].iter();
            let is_only = before.any(|token| self.undone.have(token.lower()));
            let mut before = (1..3).filter_map(|step| near(place.checked_sub(step)?));
            if is_only || before.any(|word| negated_verb(word).is_some()) {
                return None;
            }
            let mut before = (0..place).rev();
            let before = before.find(|&at| !self.between.have(sentence[at].lower()))?;
            let lower = sentence[before].lower();
            // Өскен жоқ, "it did not grow".
            let participle = ["ған", "ген", "қан", "кен"];
            let stem = participle
                .iter()
                .find_map(|ending| lower.strip_suffix(ending));
            return (!self.nothing.have(lower)).then(|| denied(before, stem.unwrap_or(lower)));
        }
        let stem = negated_verb(word)?;
        let mut behind = (1..3).filter_map(|step| near(place + step));
        (!behind.any(is_denial)).then(|| denied(place, stem))
    }

    fn may_deny(&self, word: &str) -> bool {
        let denies = self.not.have(word) || self.deniers.have(word) && !self.others.have(word);
        denies || self.is_kazakh && negated_verb(word).is_some()
    }
}

/// Words of a line of the list, and what words begin or end with.
#[derive(Default)]
struct Listed {
    whole: Vec<&'static str>,
    begin: Vec<&'static str>,
    end: Vec<&'static str>,
}

impl Listed {
    fn read(line: &'static str) -> Self {
        let mut words = Listed::default();
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
            Listed::read(lines().find_map(rest).unwrap_or_default())
        };
        Tongue {
            language,
            is_kazakh: language == KK,
            not: words("not"),
            between: words("between"),
            nothing: words("nothing"),
            undone: words("undone"),
            light: words("light"),
            before: words("before"),
            idioms: words("idioms"),
            deniers: words("deniers"),
            others: words("others"),
        }
    };
    [EN, RU, KK].map(of).into()
});
