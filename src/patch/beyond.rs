//! What a target says beside its figures, and its source does not, that is untrue of other figures: вырос
//! с 45 до 52, 9 мая, в День Победы, the other end of a range, the year of a date, 2 страны – Казахстан и
//! Китай.

use std::cmp::Ordering;

use super::derived::{bare, sayings};
use super::letters::month_of;
use super::lists::{is_listed, listed};
use super::slot::Slot;
use super::text::Text;
use super::value::Value;
use crate::lang::Language;
use crate::text::{self, Token, TokenKind, fold};

/// A source and its target, each with its figures.
pub(super) struct Beyond<'p> {
    pub(super) source: (&'p Text<'p>, &'p [Slot<'p>]),
    pub(super) target: (&'p Text<'p>, &'p [Slot<'p>]),
}

impl Beyond<'_> {
    /// Whether any of it may be untrue when a figure of the target, which answers to `source`, becomes
    /// another one; `becoming` are all figures that change, with what they will say.
    pub(super) fn may_fail(
        &self,
        source: &Slot<'_>,
        figure: &Slot<'_>,
        becoming: &[(&Slot<'_>, Value)],
    ) -> bool {
        self.is_end_of_range(figure)
            || is_of_day(figure) && (self.has_unsaid_year() || self.names_feast())
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

    fn names_feast(&self) -> bool {
        self.source.0.feasts() < self.target.0.feasts()
    }

    /// Whether the target says behind a number who or what is counted, and the source does not.
    fn names_members(&self, source: &Slot<'_>, figure: &Slot<'_>) -> bool {
        const MOST: f64 = 12.0;
        let own = bare(figure).filter(|number| (2.0..=MOST).contains(number));
        own.is_some_and(|own| {
            let is_all = |members: Option<usize>| members.is_some_and(|all| all as f64 == own);
            is_all(self.target.0.members_behind(figure, &['–', '—', ':', '(']))
                && !is_all(
                    self.source
                        .0
                        .members_behind(source, &['–', '—', ':', '(', ',']),
                )
        })
    }

    /// Whether the target says in a word how two figures stand to each other, the source does not, and
    /// they will stand otherwise: вырос с 45 до 52, обыграл – 2:1, большинство – 60 из 98.
    fn is_judged(&self, figure: &Slot<'_>, becoming: &[(&Slot<'_>, Value)]) -> bool {
        const MOST: usize = 4;
        let says_more = |list: &str| {
            let [of_source, of_target] =
                [self.source.0, self.target.0].map(|text| text.words_like(list));
            of_source < of_target
        };
        let (judges, halves) = (says_more("judges"), says_more("halves"));
        if !judges && !halves {
            return false;
        }
        let is_like = |slot: &&Slot<'_>| {
            slot.kind == figure.kind && bare(slot).is_some() && year(slot).is_none()
        };
        let alike: Vec<&Slot<'_>> = self.target.1.iter().filter(is_like).collect();
        let new = |slot: &Slot<'_>| {
            let mut all = becoming.iter();
            let changed = all.find(|(other, _)| other.range == slot.range);
            match changed {
                Some((_, Value::Number(number))) => number.parse().ok(),
                Some(_) => None,
                None => bare(slot),
            }
        };
        let relation = |one: Option<f64>, two: Option<f64>| -> Option<[Option<Ordering>; 3]> {
            let (one, two) = (one?, two?);
            let half = |a: f64, b: f64| (2.0 * a).partial_cmp(&b).filter(|_| halves);
            Some([one.partial_cmp(&two), half(one, two), half(two, one)])
        };
        alike.len() <= MOST
            && alike.windows(2).any(|pair| {
                let [one, two] = [pair[0], pair[1]];
                [one, two].iter().any(|slot| slot.range == figure.range)
                    && relation(bare(one), bare(two)) != relation(new(one), new(two))
            })
    }
}

/// Whether a figure is a date, or a part of one.
fn is_of_day(slot: &Slot<'_>) -> bool {
    matches!(slot.value, Value::Date { .. } | Value::Month(_)) || slot.kind == TokenKind::Date
}

/// The year that a figure may tell.
fn year(slot: &Slot<'_>) -> Option<u16> {
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
    /// How many words begin like those of a list.
    fn words_like(&self, list: &str) -> usize {
        let list = listed(&format!("{} {list}", self.language.primary()));
        let words = self
            .tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Word);
        let is_like = |token: &&Token| {
            let word = fold(token.text(self.text), self.language);
            list.iter().any(|begin| word.starts_with(begin))
        };
        words.filter(is_like).count()
    }

    /// How many feasts it names.
    fn feasts(&self) -> usize {
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

    /// How many members the list has that stands behind a number and what it counts, and one of some marks:
    /// 2 страны – Казахстан и Китай.
    fn members_behind(&self, slot: &Slot<'_>, marks: &[char]) -> Option<usize> {
        const MOST_WORDS: usize = 4;
        let rest = &self.text[slot.range.end..];
        let at = rest.find(|c: char| c.is_ascii_punctuation() || marks.contains(&c))?;
        let (counted, listed) = rest.split_at(at);
        let mark = listed.chars().next().filter(|mark| marks.contains(mark))?;
        if MOST_WORDS < counted.split_whitespace().count() {
            return None;
        }
        let listed = &listed[mark.len_utf8()..];
        let end = listed.find(['.', ';', ':', ')', '(', '–', '—', '!', '?']);
        let listed = &listed[..end.unwrap_or(listed.len())];
        let members = listed.split(',').map(|part| members(part, self.language));
        let is_number = listed.contains(|c: char| c.is_ascii_digit());
        (!is_number).then(|| members.sum())
    }
}

/// How many things words between two commas name: муж и жена.
fn members(part: &str, language: Language) -> usize {
    let list = format!("{} links of members", language.primary());
    let words: Vec<String> = part
        .split_whitespace()
        .map(|word| fold(word, language))
        .collect();
    let Some(last) = words.len().checked_sub(1) else {
        return 0;
    };
    let inside = words
        .iter()
        .enumerate()
        .filter(|(at, _)| 0 < *at && *at < last);
    1 + inside.filter(|(_, word)| is_listed(&list, word)).count()
}
