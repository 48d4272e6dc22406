//! What a target says beside its figures, and its source does not, that is untrue of other figures: вырос
//! с 45 до 52, 9 мая, в День Победы, the other end of a range, the year of a date, 2 страны – Казахстан и
//! Китай.

use std::cmp::Ordering;

use super::derived::sayings;
use crate::lang::Language;
use crate::patch::reading::letters::{month_of, number_in};
use crate::patch::reading::lists::{is_listed, listed, listed_for};
use crate::patch::reading::slot::{Slot, bare};
use crate::patch::reading::text::Text;
use crate::patch::reading::value::Value;
use crate::text::{self, Token, TokenKind, fold, last_day};

/// A source and its target, each with its figures.
pub(crate) struct Beyond<'p> {
    pub(crate) source: (&'p Text<'p>, &'p [Slot<'p>]),
    pub(crate) target: (&'p Text<'p>, &'p [Slot<'p>]),
}

impl Beyond<'_> {
    /// Whether any of it may be untrue when a figure of the target, which answers to `source`, becomes
    /// another one; `becoming` are all figures that change, with what they will say.
    pub(crate) fn may_fail(
        &self,
        source: &Slot<'_>,
        figure: &Slot<'_>,
        becoming: &[(&Slot<'_>, Value)],
    ) -> bool {
        self.is_end_of_range(figure)
            || is_of_day(figure) && self.names_feast()
            || (is_of_day(figure) || self.is_counted_by("jubilees", figure))
                && self.has_unsaid_year()
            || (is_of_day(figure) || year(figure).is_some()) && self.tells_when(figure)
            || self.is_of_leap_year(figure, becoming)
            || self.names_members(source, figure)
            || self.is_judged(figure, becoming)
    }

    /// Whether the figure is one end of a range, or stands in a list, of which the source does not have the
    /// rest: the night of 4 June, в ночь с 3 на 4 июня.
    fn is_end_of_range(&self, figure: &Slot<'_>) -> bool {
        let (source, sources) = self.source;
        let (target, targets) = self.target;
        let is_joined = |other: &&Slot<'_>| {
            let (first, second) = match other.range.start < figure.range.start {
                true => (*other, figure),
                false => (figure, *other),
            };
            let between = target.text.get(first.range.end..second.range.start);
            other.range != figure.range
                && target.joins(first, second)
                && between.is_some_and(|between| !between.contains([',', '.', ':', ';', '(', ')']))
        };
        let is_said = |other: &Slot<'_>| {
            let mut said = sources.iter().flat_map(sayings);
            let mut own = sayings(other);
            let in_words = || {
                let number = bare(other);
                number.is_some_and(|number| source.values_in_words().contains(&number))
            };
            own.any(|saying| said.any(|said| said == saying)) || in_words()
        };
        let mut joined = targets.iter().filter(is_joined);
        joined.any(|other| !is_said(other))
    }

    /// Whether the target tells a year that the source does not tell.
    fn has_unsaid_year(&self) -> bool {
        let years = |slots: &[Slot<'_>]| slots.iter().filter_map(year).collect::<Vec<u16>>();
        let of_source = years(self.source.1);
        let mut of_target = years(self.target.1).into_iter();
        of_target.any(|year| !of_source.contains(&year))
    }

    /// Whether the target says what is true of a leap year only, or of the others, and the new year is one
    /// of these: 29 февраля, 366 дней.
    fn is_of_leap_year(&self, figure: &Slot<'_>, becoming: &[(&Slot<'_>, Value)]) -> bool {
        const FEBRUARY: u8 = 2;
        let (target, targets) = self.target;
        let new = becoming.iter().find(|(slot, _)| slot.range == figure.range);
        let new = new.and_then(|(_, value)| match value {
            Value::Number(number) => number.parse().ok(),
            Value::Date { year, .. } => *year,
            _ => None,
        });
        let years = year(figure).zip(new);
        let last_day = |year: u16| last_day(FEBRUARY, Some(year));
        if years.is_none_or(|(old, new)| last_day(old) == last_day(new)) {
            return false;
        }
        // 25–28 February are days of both.
        let is_said = |day: u8| {
            let mut said = self.source.1.iter().flat_map(sayings);
            day == 28 && said.any(|said| said == "28")
        };
        let is_end_of_february = |token: &Token| match token.value {
            Some(text::Value::Date {
                month: FEBRUARY,
                day: day @ 28..,
                ..
            }) => !is_said(day),
            _ => false,
        };
        let is_whole_year = |slot: &Slot<'_>| {
            matches!(bare(slot), Some(365.0 | 366.0)) && self.is_counted_by("days", slot)
        };
        let mut tokens = target.tokens.iter();
        tokens.any(is_end_of_february)
            || targets.iter().any(is_whole_year)
            || target.words_like("leap") != 0
    }

    /// Whether the word behind a figure is one of a list of the target's language.
    fn is_counted_by(&self, list: &str, figure: &Slot<'_>) -> bool {
        let target = self.target.0;
        target.is_before(&format!("{} {list}", target.language.primary()), figure)
    }

    /// Whether the target says before a year or a day where it is from today, and the source does not: в
    /// текущем 2024 году.
    fn tells_when(&self, figure: &Slot<'_>) -> bool {
        const NEAR: usize = 4;
        let (source, target) = (self.source.0, self.target.0);
        let list = |name: &str| listed(&format!("{} {name}", target.language.primary()));
        let begins = |word: &str, list: &[&str]| list.iter().any(|begin| word.starts_with(begin));
        // В этом, 2024 году; this year, 2024; but in this rating since 2006.
        let is_this = |word: &str, place: usize| {
            let behind = target.word(Some(place + 1));
            list("this").contains(&word)
                && behind.is_none_or(|behind| begins(&behind, listed("years")))
        };
        let mut near = (1..=NEAR).filter_map(|near| figure.place.checked_sub(near));
        let is_today = |place: usize| {
            let today = target.found_of("today");
            today.iter().any(|found| found.tokens.contains(&place))
        };
        let is_told = near.any(|place| {
            let word = target.word(Some(place));
            is_today(place) || word.is_some_and(|word| is_this(&word, place))
        });
        is_told && source.words_like("today") + source.words_like("this") == 0
    }

    fn names_feast(&self) -> bool {
        self.source.0.feasts() < self.target.0.feasts()
    }

    /// Whether one of the texts lists all that a number counts, so that there are no more of them: two
    /// brothers, Aman and Berik; or the target says behind it who or what is counted, and the source does
    /// not: 4 человека – супруги и дети.
    fn names_members(&self, source: &Slot<'_>, figure: &Slot<'_>) -> bool {
        const MOST: f64 = 12.0;
        const FEWEST: usize = 2;
        let own = bare(figure).filter(|number| (2.0..=MOST).contains(number));
        let Some(own) = own.filter(|number| figure.power() == 0 && number.fract() == 0.0) else {
            return false;
        };
        let own = own as usize;
        let lists = |text: &Text<'_>, slot| {
            [&DASHES[..], &[',']].map(|marks| text.members_behind(slot, marks))
        };
        let all = |lists: &[Vec<Members>; 2]| {
            let [dashed, behind_comma] = lists;
            let are_told = |members: &Members| members.are_named || members.are_counted;
            let mut told = behind_comma.iter().filter(|members| are_told(members));
            dashed.iter().any(|members| members.count == own)
                || told.any(|members| members.count == own)
        };
        let of_source = lists(self.source.0, source);
        let of_target = lists(self.target.0, figure);
        let listed = |list: &[Members]| list.last().map_or(0, |members| members.count);
        let is_listed_in_source = || {
            of_source.iter().any(|list| FEWEST <= listed(list))
                || self.source.0.text[source.range.end..].contains(DASHES)
        };
        all(&of_source)
            || all(&of_target)
            || self.source.0.named_before(source) == own
            || self.target.0.named_before(figure) == own
            || (FEWEST..=own).contains(&listed(&of_target[0])) && !is_listed_in_source()
    }

    /// Whether the target says in a word how two figures stand to each other, the source does not, and
    /// they will stand otherwise: вырос с 45 до 52, обыграл – 2:1, большинство – 60 из 98.
    fn is_judged(&self, figure: &Slot<'_>, becoming: &[(&Slot<'_>, Value)]) -> bool {
        const MOST: usize = 4;
        const ALL: f64 = 100.0;
        let is_like = |slot: &&Slot<'_>| {
            // From 450 to 480 tenge.
            let is_number = |kind| matches!(kind, TokenKind::Number | TokenKind::Currency);
            (slot.kind == figure.kind || is_number(slot.kind) && is_number(figure.kind))
                && bare(slot).is_some()
                && year(slot).is_none()
        };
        let alike: Vec<&Slot<'_>> = self.target.1.iter().filter(is_like).collect();
        // What is said of so many is not told of two.
        if MOST < alike.len() {
            return false;
        }
        let says_more = |list: &'static str| {
            let [of_source, of_target] =
                [self.source.0, self.target.0].map(|text| text.words_like(list));
            of_source < of_target
        };
        let [judges, halves, shutouts] = ["judges", "halves", "shutouts"].map(says_more);
        if !judges && !halves && !shutouts {
            return false;
        }
        let new = |slot: &Slot<'_>| becomes(slot, becoming);
        // An index of 105%, a growth, is none at 97%.
        let stands = |number: Option<f64>| number?.partial_cmp(&ALL);
        if judges
            && figure.kind == TokenKind::Percent
            && stands(bare(figure)) != stands(new(figure))
        {
            return true;
        }
        // Снижена до 14,75%, and the source does not say that it changed.
        let says_change = || {
            let source = self.source.0;
            let list = format!("{} comparatives", source.language.primary());
            let mut words = source.words().iter();
            !source.multiples_in_words().is_empty()
                || source.words_like("brought") > 0
                || words.any(|word| is_listed(&list, word))
        };
        let is_alone = alike.len() == 1 && self.source.0.words_like("judges") == 0;
        if judges && is_alone && self.target.0.is_end_of_way(figure) && !says_change() {
            return true;
        }
        let relation = |one: Option<f64>, two: Option<f64>| -> Option<[Option<Ordering>; 5]> {
            let (one, two) = (one?, two?);
            let half = |a: f64, b: f64| (2.0 * a).partial_cmp(&b).filter(|_| halves);
            let nothing = |a: f64| a.partial_cmp(&0.0).filter(|_| shutouts);
            Some([
                one.partial_cmp(&two),
                half(one, two),
                half(two, one),
                nothing(one),
                nothing(two),
            ])
        };
        alike.windows(2).any(|pair| {
            let [one, two] = [pair[0], pair[1]];
            [one, two].iter().any(|slot| slot.range == figure.range)
                && relation(bare(one), bare(two)) != relation(new(one), new(two))
        })
    }
}

/// Whether a figure is a date, or a part of one.
pub(super) fn is_of_day(slot: &Slot<'_>) -> bool {
    matches!(slot.value, Value::Date { .. } | Value::Month(_)) || slot.kind == TokenKind::Date
}

/// The number that a figure will say.
pub(super) fn becomes(slot: &Slot<'_>, becoming: &[(&Slot<'_>, Value)]) -> Option<f64> {
    let mut all = becoming.iter();
    let changed = all.find(|(other, _)| other.range == slot.range);
    match changed {
        Some((_, Value::Number(number))) => number.parse().ok(),
        Some(_) => None,
        None => bare(slot),
    }
}

/// The year that a figure may tell.
pub(crate) fn year(slot: &Slot<'_>) -> Option<u16> {
    let is_plain = matches!(
        slot.kind,
        TokenKind::Number | TokenKind::Date | TokenKind::Ordinal
    );
    match &slot.value {
        Value::Date { year, .. } => *year,
        Value::Number(number) if is_plain && slot.power() == 0 => {
            let year = number.parse().ok();
            year.filter(|year| (1850..2100).contains(year))
        }
        _ => None,
    }
}

impl Text<'_> {
    /// Whether a figure says where something has come to: вырос до 5%, 420-ға дейін көтерілді.
    fn is_end_of_way(&self, figure: &Slot<'_>) -> bool {
        let is_it = |word: &String| is_listed(&format!("{} up to", self.language.primary()), word);
        match self.language.primary() {
            "kk" => self.words_behind(figure).0.iter().take(2).any(is_it),
            _ => is_it(&self.words_around(figure).0),
        }
    }

    /// How many words begin like those of a list.
    fn words_like(&self, list: &'static str) -> usize {
        self.found_of(list).len()
    }

    /// How many feasts it names.
    fn feasts(&self) -> usize {
        *self.kept.feasts.get_or_init(|| self.count_feasts())
    }

    fn count_feasts(&self) -> usize {
        let names_day = |place: usize| {
            let written = self.token(place);
            let word = fold(written, self.language);
            let is_word = |place: usize| {
                let token = self.tokens.get(place);
                token.is_some_and(|token| token.kind == TokenKind::Word)
            };
            let before = || place.checked_sub(1).filter(|&before| is_word(before));
            match self.language.primary() {
                // Victory Day, but not a day; День Победы; Жеңіс күні, but not 5 мамыр күні.
                "en" => {
                    word == "day"
                        && self.is_capital(place)
                        && before().is_some_and(|b| self.is_capital(b))
                }
                "ru" => {
                    self.is_capital(place)
                        && matches!(&*word, "день" | "дня" | "дню" | "днем")
                        && is_word(place + 1)
                }
                "kk" if word.starts_with("наурыз") => {
                    let is_month = |other: usize| {
                        other != place
                            && fold(self.token(other), self.language).starts_with("наурыз")
                    };
                    self.is_capital(place)
                        && (!self.is_opening(place)
                            || (0..self.tokens.len()).any(is_month)
                            || self.says_date_in_march())
                }
                "kk" => {
                    word.starts_with("күн")
                        && before().is_some_and(|before| {
                            let month = month_of(self.token(before), true, true, self.language);
                            self.is_capital(before) && month.is_none()
                        })
                }
                _ => false,
            }
        };
        let days = (0..self.tokens.len())
            .filter(|&place| names_day(place))
            .count();
        days + self.words_like("feasts")
    }

    fn says_date_in_march(&self) -> bool {
        let mut dates = self.tokens.iter().filter_map(|token| token.value.as_ref());
        dates.any(|value| matches!(value, text::Value::Date { month: 3, .. }))
    }

    /// The members of the list that stands behind a number and what it counts, and one of some marks, 2
    /// страны – Казахстан и Китай: all of them, or, where its mark is a comma, those up to each of its
    /// commas.
    fn members_behind(&self, slot: &Slot<'_>, marks: &[char]) -> Vec<Members> {
        const MOST_WORDS: usize = 4;
        let rest = &self.text[slot.range.end..];
        let Some(at) = rest.find(|c: char| c.is_ascii_punctuation() || DASHES.contains(&c)) else {
            return Vec::new();
        };
        let (counted, listed) = rest.split_at(at);
        let mark = listed.chars().next().filter(|mark| marks.contains(mark));
        let Some(mark) = mark.filter(|_| counted.split_whitespace().count() <= MOST_WORDS) else {
            return Vec::new();
        };
        let listed = &listed[mark.len_utf8()..];
        let end = listed.find(['.', ';', ':', ')', '(', '–', '—', '!', '?']);
        let listed = &listed[..end.unwrap_or(listed.len())];
        if listed.contains(|c: char| c.is_ascii_digit()) {
            return Vec::new();
        }
        let mut all = Members::default();
        let parts = listed.split(',').map(|part| {
            all.add(part, self.language);
            all
        });
        let all: Vec<Members> = parts.collect();
        match mark {
            ',' => all,
            _ => all.last().copied().into_iter().collect(),
        }
    }

    /// How many names stand before a number that says how many they are: Аман мен Берік атты 2 бауыр,
    /// Казахстан и Китай – 2 страны.
    fn named_before(&self, slot: &Slot<'_>) -> usize {
        let link = slot.place.checked_sub(1).filter(|&link| {
            let link = self.token(link);
            link.starts_with(['–', '—']) || is_listed("kk called", link)
        });
        let links = format!("{} links of members", self.language.primary());
        let (mut names, mut is_name) = (0, false);
        for place in (0..link.unwrap_or(0)).rev() {
            if self.is_capital(place) {
                names += usize::from(!is_name);
                is_name = true;
            } else if self.token(place) == "," || is_listed(&links, self.token(place)) {
                is_name = false;
            } else {
                break;
            }
        }
        names
    }
}

const DASHES: [char; 4] = ['–', '—', ':', '('];

/// Who or what is listed.
#[derive(Clone, Copy)]
struct Members {
    count: usize,
    /// Whether each has a capital letter in front.
    are_named: bool,
    /// Whether it is said how many some of them are: two children.
    are_counted: bool,
}

impl Default for Members {
    fn default() -> Self {
        Members {
            count: 0,
            are_named: true,
            are_counted: false,
        }
    }
}

impl Members {
    /// Those that words between two commas name: муж и двое детей.
    fn add(&mut self, part: &str, language: Language) {
        let list = |name: &str| format!("{} {name}", language.primary());
        let (links, collectives) = (list("links of members"), list("collectives"));
        let openers = list("openers of members");
        let words = part.split_whitespace();
        let words: Vec<&str> = words.filter(|word| !is_listed(&openers, word)).collect();
        for member in words.split(|word| is_listed(&links, word)) {
            let Some(first) = member.first() else {
                continue;
            };
            let counts = member.iter().find_map(|word| {
                let word = fold(word, language);
                let is_none = is_listed("kk no numbers", &word);
                let number = || number_in(&word, language).filter(|_| !is_none);
                let collective = listed_for(&collectives, &word);
                collective.map_or_else(number, |number| number.parse().ok())
            });
            let counts = counts.filter(|count| (2.0..=12.0).contains(count));
            self.count += counts.map_or(1, |count| count as usize);
            self.are_counted |= counts.is_some();
            self.are_named &= first.starts_with(char::is_uppercase);
        }
    }
}
