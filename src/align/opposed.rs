//! Words that exclude each other: of months, directions, peoples and opposites a translation keeps the
//! one that is said.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::spelling::{Stem, lower};
use super::words::{Kind, Token};
use crate::lang::{EN, KK, Language, RU};

/// A member of a family of such words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Member {
    family: u16,
    number: u16,
}

/// A way to say a member.
struct Saying {
    /// In lower case, if it is not meant with its capitals only.
    written: &'static str,
    is_begun: bool,
    scope: Scope,
    member: Member,
}

/// Where a family counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Anywhere,
    NearFigure,
    /// Beside a figure, of which it is the scale.
    Scale,
    /// Beside a figure.
    Currency,
}

/// How members are said in English, Russian and Kazakh, by their first letters in lower case.
static SAYINGS: LazyLock<[FxHashMap<Stem, Vec<Saying>>; 3]> = LazyLock::new(|| {
    let mut sayings: [FxHashMap<Stem, Vec<Saying>>; 3] = Default::default();
    let lines = include_str!("opposed.txt").lines();
    let (mut family, mut scope) = (0, Scope::Anywhere);
    for (number, line) in (0..).zip(lines.filter(|line| !line.starts_with('#'))) {
        if let Some(heading) = line.strip_prefix("= ") {
            family += 1;
            scope = match heading {
                "scale" => Scope::Scale,
                "currency" => Scope::Currency,
                _ if heading.ends_with('+') => Scope::NearFigure,
                _ => Scope::Anywhere,
            };
            continue;
        }
        for column in line.split(" | ") {
            let mut words = column.split(' ');
            let tag = words.next();
            let place = TONGUES
                .iter()
                .position(|tongue| Some(tongue.primary()) == tag);
            let Some(place) = place else { continue };
            for word in words {
                let written = word.trim_end_matches('*');
                let key = beginning(&lower(written));
                sayings[place].entry(key).or_default().push(Saying {
                    written,
                    is_begun: written != word,
                    scope,
                    member: Member { family, number },
                });
            }
        }
    }
    sayings
});

const TONGUES: [Language; 3] = [EN, RU, KK];

/// The members that are said in a sentence, in order.
pub(super) fn members(sentence: &[Token<'_>], language: Language) -> Vec<Member> {
    /// So many words before a figure, and behind it, speak of it.
    const NEAR: usize = 3;
    let tongue = TONGUES.iter().position(|l| l.same_language(language));
    let Some(sayings) = tongue.map(|tongue| &SAYINGS[tongue]) else {
        return Vec::new();
    };
    let (mut members, mut waiting) = (Vec::new(), Vec::new());
    let mut figure = None;
    for (place, token) in (1..).zip(sentence) {
        if token.kind == Kind::Number {
            let near = waiting.drain(..).filter(|(at, _)| place <= at + NEAR);
            members.extend(near.map(|(_, member)| member));
            figure = Some(place);
            continue;
        }
        let word = token.lower();
        let all = sayings.get(&beginning(&word)).into_iter().flatten();
        for saying in all.filter(|saying| saying.is(&word, &token.form, place == 1)) {
            match (saying.scope, figure) {
                (Scope::Scale | Scope::Currency, _) => {}
                (Scope::Anywhere, _) => members.push(saying.member),
                (_, Some(figure)) if place <= figure + NEAR => members.push(saying.member),
                (Scope::NearFigure, _) => waiting.push((place, saying.member)),
            }
        }
    }
    members.sort_unstable();
    members.dedup();
    members
}

/// Whether a word in lower case is a scale: thousands, millions.
pub(super) fn is_scale(word: &str, language: Language) -> bool {
    of_figure(word, language, &[Scope::Scale]).is_some()
}

/// The scale, or the currency, that a word in lower case says beside a figure.
pub(super) fn counted(word: &str, language: Language) -> Option<Member> {
    of_figure(word, language, &[Scope::Scale, Scope::Currency])
}

fn of_figure(word: &str, language: Language, scopes: &[Scope]) -> Option<Member> {
    let tongue = TONGUES.iter().position(|l| l.same_language(language))?;
    let mut all = SAYINGS[tongue].get(&beginning(word))?.iter();
    let said = all.find(|saying| scopes.contains(&saying.scope) && saying.is(word, word, false));
    said.map(|saying| saying.member)
}

/// Whether of some family each side says members, and no one that the other says.
pub(super) fn are_opposed([one, other]: [&[Member]; 2]) -> bool {
    let is_of = |family: u16| move |member: &&Member| member.family == family;
    one.iter().any(|said| {
        let others = || other.iter().filter(is_of(said.family));
        let own = || one.iter().filter(is_of(said.family));
        others().next().is_some() && !own().any(|own| others().any(|other| own == other))
    })
}

impl Saying {
    fn is(&self, word: &str, form: &str, is_first: bool) -> bool {
        let has = |text: &str| match self.is_begun {
            true => text.starts_with(self.written),
            false => text == self.written,
        };
        match self.written.contains(char::is_uppercase) {
            true => {
                let is_acronym = !self.written.contains(char::is_lowercase);
                has(form) && (is_acronym || !is_first)
            }
            false => has(word),
        }
    }
}

/// The letters that sayings are looked for by.
fn beginning(word: &str) -> Stem {
    const LETTERS: usize = 3;
    let end = word.char_indices().nth(LETTERS);
    let beginning = end.map_or(word, |(end, _)| &word[..end]);
    Stem::of(beginning).expect("no longer than a stem")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Sources;
    use crate::align::words::Words;

    fn oppose(one: (Language, &str), other: (Language, &str)) -> bool {
        let [one, other] = [one, other].map(|(language, text)| {
            let words = Words::read(language, &[text], Sources::default());
            members(&words.tokens[0], language)
        });
        assert_eq!(
            are_opposed([&one, &other]),
            are_opposed([&other, &one]),
            "{one:?} {other:?}"
        );
        are_opposed([&one, &other])
    }

    #[test]
    fn opposites_are_told_in_three_languages() {
        for (one, other) in [
            ((EN, "Prices rose in May."), (RU, "В августе цены выросли.")),
            ((EN, "Prices rose by 5%."), (KK, "Баға 5%-ға төмендеді.")),
            (
                (RU, "Встреча в понедельник."),
                (KK, "Кездесу жұмада өтеді."),
            ),
            ((EN, "The UN met."), (KK, "ЕҚЫҰ жиналды.")),
            (
                (EN, "The Kazakh-Polish forum opened."),
                (RU, "Открылся казахстанско-венгерский форум."),
            ),
            ((EN, "More than 300 came."), (RU, "Пришло менее 300.")),
        ] {
            assert!(oppose(one, other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn scales_are_known() {
        let million = counted("million", EN);
        assert!(million.is_some() && million == counted("млн", KK));
        assert!(million != counted("млрд", RU) && is_scale("мың", KK) && !is_scale("теңге", KK));
        assert_eq!(counted("доллары", RU), counted("$", EN));
        assert_eq!(counted("millet", EN), None);
    }

    #[test]
    fn what_is_said_on_both_sides_opposes_nothing() {
        for (one, other) in [
            ((EN, "Imports rose, exports fell."), (RU, "Импорт вырос.")),
            ((EN, "It may rain."), (RU, "В августе дождь.")),
            ((EN, "May is warm."), (RU, "Август тёплый.")),
            ((EN, "He knows more."), (RU, "Пришло менее 300.")),
            ((EN, "They met in Turkey."), (RU, "Встреча в Турции.")),
            ((EN, ""), (KK, "")),
        ] {
            assert!(!oppose(one, other), "{one:?} {other:?}");
        }
    }
}
