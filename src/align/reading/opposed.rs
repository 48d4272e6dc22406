//! Words that exclude each other: of months, directions, peoples and opposites a translation keeps the
//! one that is said.

use std::cell::LazyCell;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::words::{Kind, Token};
use crate::align::vocabulary::spelling::{Stem, lower};
use crate::lang::{EN, KK, Language, RU};

/// A member of a family of such words, as a word says it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Member {
    family: u16,
    number: u16,
    /// Whether the word says nothing else: прибыл is of profit, or of who arrived.
    is_sure: bool,
}

/// The number of what may be any member of its family: not approved may be rejected.
const ANY: u16 = u16::MAX;

impl Member {
    fn agrees(&self, other: &Member) -> bool {
        let is_any = |member: &Member| member.number == ANY;
        self.family == other.family
            && (self.number == other.number || is_any(self) || is_any(other))
    }
}

/// A way to say a member.
struct Saying {
    word: Form,
    /// The word behind it, if it is said by two.
    next: Option<Form>,
    scope: Scope,
    member: Member,
}

/// How a word is written, or what it begins with.
struct Form {
    written: &'static str,
    is_begun: bool,
    capitals: Capitals,
}

/// Which capitals a word is meant with.
enum Capitals {
    /// With or without: it is written in lower case.
    Any,
    /// With these alone, and not as the first word of a sentence.
    Name,
    /// With these alone.
    Acronym,
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
    /// Nowhere: together the two words say nothing of what each of them does.
    Idiom,
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
                "idiom" => Scope::Idiom,
                "scale" => Scope::Scale,
                "currency" => Scope::Currency,
                _ if heading.ends_with('+') => Scope::NearFigure,
                _ => Scope::Anywhere,
            };
            continue;
        }
        let (line, number) = match line.strip_prefix("? ") {
            Some(line) => (line, ANY),
            None => (line, number),
        };
        for column in line.split(" | ") {
            let mut entries = column.split(' ');
            let tag = entries.next();
            let place = TONGUES
                .iter()
                .position(|tongue| Some(tongue.primary()) == tag);
            let Some(place) = place else { continue };
            for entry in entries {
                let words = entry.trim_end_matches('?');
                let (word, next) = match words.split_once('_') {
                    Some((word, next)) => (word, Some(Form::read(next))),
                    None => (words, None),
                };
                let word = Form::read(word);
                let key = beginning(&lower(word.written));
                sayings[place].entry(key).or_default().push(Saying {
                    word,
                    next,
                    scope,
                    member: Member {
                        family,
                        number,
                        is_sure: words == entry && number != ANY,
                    },
                });
            }
        }
    }
    sayings
});

const TONGUES: [Language; 3] = [EN, RU, KK];

/// What stands for any figure among words.
const FIGURE: &str = "#";

/// The members that are said in a sentence, in order.
pub(crate) fn members(sentence: &[Token<'_>], language: Language) -> Vec<Member> {
    let tongue = TONGUES.iter().position(|l| l.same_language(language));
    let Some(sayings) = tongue.map(|tongue| &SAYINGS[tongue]) else {
        return Vec::new();
    };
    let mut members = Vec::new();
    let mut say = |place: usize, saying: &Saying| {
        let counts = match saying.scope {
            Scope::Anywhere => true,
            Scope::NearFigure => is_near_figure(sentence, place),
            Scope::Scale | Scope::Currency | Scope::Idiom => false,
        };
        members.extend(counts.then_some(saying.member));
    };
    let is =
        |form: &Form, place: usize, word: &str| form.is(word, &sentence[place].form, place == 0);
    let mut place = 0;
    while let Some(token) = sentence.get(place) {
        let word = word_of(token);
        let Some(all) = sayings.get(&beginning(word)) else {
            place += 1;
            continue;
        };
        let begun = all.iter().filter(|saying| is(&saying.word, place, word));
        let next = LazyCell::new(|| sentence.get(place + 1).map(word_of));
        let is_both = |saying: &&Saying| {
            let pair = saying.next.as_ref().zip(*next);
            pair.is_some_and(|(form, word)| is(form, place + 1, word))
        };
        // Together two words say something else than each.
        if let Some(both) = begun.clone().find(is_both) {
            say(place + 1, both);
            // A figure goes with what stands behind it, too: с 25-летним.
            place += match *next {
                Some(FIGURE) => 1,
                _ => 2,
            };
            continue;
        }
        let alone = begun.filter(|saying| saying.next.is_none());
        alone.for_each(|saying| say(place, saying));
        place += 1;
    }
    members.sort_unstable();
    members.dedup();
    members
}

/// A word in lower case, or what stands for a figure.
fn word_of<'t>(token: &'t Token<'_>) -> &'t str {
    match token.kind {
        Kind::Number => FIGURE,
        _ => token.lower(),
    }
}

fn is_near_figure(sentence: &[Token<'_>], place: usize) -> bool {
    /// So many words before a figure, and behind it, speak of it.
    const NEAR: usize = 3;
    let end = sentence.len().min(place + NEAR + 1);
    let mut near = sentence[place.saturating_sub(NEAR)..end].iter();
    near.any(|token| token.kind == Kind::Number)
}

/// Whether a word in lower case is a scale: thousands, millions.
pub(crate) fn is_scale(word: &str, language: Language) -> bool {
    of_figure(word, language, &[Scope::Scale]).is_some()
}

/// The scale, or the currency, that a word in lower case says beside a figure.
pub(crate) fn counted(word: &str, language: Language) -> Option<Member> {
    of_figure(word, language, &[Scope::Scale, Scope::Currency])
}

fn of_figure(word: &str, language: Language, scopes: &[Scope]) -> Option<Member> {
    let tongue = TONGUES.iter().position(|l| l.same_language(language))?;
    let mut all = SAYINGS[tongue].get(&beginning(word))?.iter();
    let said =
        all.find(|saying| scopes.contains(&saying.scope) && saying.word.is(word, word, false));
    said.map(|saying| saying.member)
}

/// Whether of some family each side surely says members, and no one that the other says, or may say.
pub(crate) fn are_opposed([one, other]: [&[Member]; 2]) -> bool {
    let is_of = |family: u16| move |member: &&Member| member.family == family;
    one.iter().filter(|said| said.is_sure).any(|said| {
        let others = || other.iter().filter(is_of(said.family));
        let mut own = one.iter().filter(is_of(said.family));
        others().any(|other| other.is_sure)
            && !own.any(|own| others().any(|other| own.agrees(other)))
    })
}

impl Form {
    fn read(entry: &'static str) -> Form {
        let written = entry.trim_end_matches('*');
        Form {
            written,
            is_begun: written != entry,
            capitals: match () {
                _ if !written.contains(char::is_uppercase) => Capitals::Any,
                _ if written.contains(char::is_lowercase) => Capitals::Name,
                _ => Capitals::Acronym,
            },
        }
    }

    fn is(&self, word: &str, form: &str, is_first: bool) -> bool {
        let text = match self.capitals {
            Capitals::Any => word,
            Capitals::Name if is_first => return false,
            Capitals::Name | Capitals::Acronym => form,
        };
        match self.is_begun {
            true => text.starts_with(self.written),
            false => text == self.written,
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
    use crate::align::reading::sources::Sources;
    use crate::align::reading::words::Words;

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
    fn what_may_mean_something_else_opposes_nothing() {
        for (one, other) in [
            ((EN, "Heavy losses."), (RU, "Премьер прибыл в город.")),
            ((EN, "Prices will grow."), (KK, "Төмендегі шаралар.")),
            ((EN, "A new project."), (RU, "Дан старт проекту.")),
            ((EN, "It was added."), (RU, "Это удалось сделать.")),
            ((EN, "In the west."), (KK, "Кірістер мен шығыстар.")),
            ((EN, "Close ties."), (RU, "Открытие посольства.")),
            ((EN, "Sister cities."), (RU, "Братские узы.")),
            ((EN, "The daughters came."), (KK, "Ұлы Дала.")),
            ((EN, "The lowest mark."), (RU, "Высшее образование.")),
            (
                (EN, "In the city of Semey."),
                (RU, "Сельскохозяйственная ярмарка."),
            ),
            ((EN, "Sold at the market."), (KK, "Базарда сатып жүр.")),
        ] {
            assert!(!oppose(one, other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn two_words_say_what_they_say_together() {
        for (one, other, is_opposed) in [
            ((EN, "On Friday."), (RU, "Окружающая среда."), false),
            ((EN, "On Friday."), (RU, "В среду."), true),
            ((EN, "At night."), (RU, "Поздравил с Днем Победы."), false),
            ((EN, "At night."), (RU, "Только днем."), true),
            ((EN, "In winter."), (RU, "25-летний спортсмен."), false),
            ((EN, "In winter."), (RU, "Летний лагерь."), true),
            ((EN, "Over the next 5 years."), (RU, "Не менее 5."), false),
            ((EN, "Over 5 came."), (RU, "Пришло менее 5."), true),
            ((EN, "Last year."), (RU, "Первая встреча."), false),
            ((EN, "The small business."), (RU, "Большая фирма."), false),
            (
                (EN, "The share is 5 per cent."),
                (RU, "На 5 пунктов."),
                true,
            ),
            (
                (EN, "By 5 percentage points."),
                (RU, "На 5 пунктов."),
                false,
            ),
            (
                (EN, "They bought a plant."),
                (KK, "Зауытты сатып алды."),
                false,
            ),
            (
                (EN, "They sold a plant."),
                (KK, "Зауытты сатып алды."),
                true,
            ),
        ] {
            assert_eq!(oppose(one, other), is_opposed, "{one:?} {other:?}");
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
