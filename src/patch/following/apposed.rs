//! Words beside a figure of a target that follow from it, and that its source does not say: the silver medal for
//! the 2nd place, 4 times a year, quarterly; 12 fires, fewer than the 15 of last year.

use std::cmp::Ordering;
use std::ops::Range;

use super::beyond::{becomes, is_of_day, year};
use super::derived::amount;
use super::implied::{Implied, is_within, range};
use crate::patch::reading::lists::{Found, is_listed};
use crate::patch::reading::slot::{Slot, bare};
use crate::patch::reading::text::Sign;
use crate::patch::reading::value::Value;
use crate::text::TokenKind;

impl Implied<'_> {
    /// Whether any of it may be untrue when a figure of the target becomes `new`; `becoming` are all figures
    /// that change, with what they will say.
    pub(crate) fn is_apposed(
        &self,
        figure: &Slot<'_>,
        new: &Value,
        becoming: &[(&Slot<'_>, Value)],
    ) -> bool {
        // In texts with more, words are told of others.
        const MOST_FIGURES: usize = 8;
        self.target.1.len() <= MOST_FIGURES
            && (self.tells_amount(figure, new)
                || self.tells_whole(figure)
                || self.tells_all(figure)
                || self.tells_rest(figure)
                || self.tells_score(figure, becoming)
                || self.compares(figure, becoming)
                || self.tells_mean(figure)
                || self.tells_step(figure)
                || self.joins_neighbours(figure, becoming)
                || self.tells_part_of_day(figure, new))
    }

    /// Серебряная медаль – 2-е место; ежеквартально, 4 раза в год; двузначная – 12,4%; миллион – 1 000 000.
    fn tells_amount(&self, figure: &Slot<'_>, new: &Value) -> bool {
        const MOST_BETWEEN: usize = 6;
        const BESIDE: usize = 2;
        let target = self.target.0;
        let (Some(old), Some(new)) = (amount(figure), amount_of(figure, new)) else {
            return false;
        };
        let holds = |says: &str, number: f64| {
            let mut ranges = says.split(',');
            ranges.any(|range| is_within(range, number))
        };
        let is_untrue = |says: &str| holds(says, old) && !holds(says, new);
        // A million may be 1.2 million, but not 800,000.
        let is_scale = |says: &str| {
            let scale: f64 = says.parse().unwrap_or(f64::NAN);
            let times = |number: f64| (number / scale).floor();
            old == scale || (0.5..2.0).contains(&(old / scale)) && times(old) != times(new)
        };
        let zeros = |number: f64| {
            let is_round = |zeros: &u32| number % 10f64.powi(*zeros as i32) == 0.0;
            (1..=9).take_while(is_round).count()
        };
        let is_made_otherwise = |says: &str| match says {
            "round" => zeros(new) < zeros(old),
            "even" => old % 2.0 == 0.0 && new % 2.0 != 0.0,
            "odd" => old % 2.0 == 1.0 && new % 2.0 != 1.0,
            _ => false,
        };
        let any = |list: &'static str, most: usize, is_untrue: &dyn Fn(&str) -> bool| {
            let unsaid = self.alone(list);
            let mut near = unsaid
                .iter()
                .filter(|found| target.is_near(figure, &found.tokens, most));
            near.any(|found| is_untrue(found.says))
        };
        let is_ordinal = figure.kind == TokenKind::Ordinal
            || !figure.ending.is_empty()
            || !target.hung(figure).is_empty();
        let are_years = target.is_before("years", figure);
        let is_percent = figure.kind == TokenKind::Percent;
        let is_amount = target.is_amount(figure);
        // Огромные потери – 25 млн.
        let is_before = |list: &'static str| {
            let unsaid = self.alone(list);
            let mut before = unsaid
                .iter()
                .filter(|found| found.tokens.end <= figure.place);
            before.any(|found| target.is_near(figure, &found.tokens, 1))
        };
        // Лишь 3% may be лишь 4%, but not лишь 60%.
        let is_right_behind = |list: &'static str| {
            let unsaid = self.alone(list);
            unsaid.iter().any(|found| found.tokens.end == figure.place)
        };
        // Тяжелые грузовики are heavy lorries, however many there are.
        let says = |list: &'static str| !self.source.0.found_of(list).is_empty();
        // 38.5 is a high temperature, and 36.6 is none.
        let temperatures = target.found_of("temperatures");
        let mut temperatures = temperatures.iter();
        let is_temperature =
            temperatures.any(|found| target.is_near(figure, &found.tokens, BESIDE));
        let is_negative =
            target.mark_of_sign(figure).is_some() && target.sign(figure) == Some(Sign::Minus);
        let becomes_more = |old: f64, new: f64| match (is_temperature, is_negative) {
            (true, true) => new < old,
            (true, false) => old < new,
            _ => 1.5 * old <= new,
        };
        let level = if is_temperature { MOST_BETWEEN } else { BESIDE };
        let is_jubilee = ["jubilees", "weddings"]
            .iter()
            .any(|list| !target.found_of(list).is_empty());
        any("amounts", MOST_BETWEEN, &is_untrue)
            || any("scales", BESIDE, &is_scale)
            || any("makeups", MOST_BETWEEN, &is_made_otherwise)
            || is_ordinal && any("prizes", 0, &|_| true)
            || are_years && any("ages beside", BESIDE, &is_untrue)
            || 2.0 * old <= new && is_right_behind("few")
            // Всего 17 may be all of them.
            || is_percent && 2.0 * old <= new && is_right_behind("few in percent")
            || 2.0 * new <= old && is_right_behind("many")
            || is_amount && 2.0 * old.abs() <= new.abs() && is_before("small")
            || is_amount && 2.0 * new.abs() <= old.abs() && is_before("great")
            // Сильный ветер – 25 м/с, небольшой – 3 м/с.
            || is_amount && 1.5 * old.abs() <= new.abs() && any("mild", BESIDE, &|_| true) && !says("as mild")
            || is_amount && 1.5 * new.abs() <= old.abs() && any("severe", BESIDE, &|_| true) && !says("as severe")
            || is_amount && becomes_more(old, new) && any("low", level, &|_| true)
            || is_amount && becomes_more(new, old) && any("high", level, &|_| true) && !says("as high")
            || is_amount && any("extremes", BESIDE, &|_| true) && !says("as extremes")
            || is_jubilee && any("jewels", BESIDE, &is_untrue)
            || self.tells_decade_of_life(figure, new)
            || is_amount && any("verdicts", MOST_BETWEEN, &|_| true) && !says("as verdicts")
            || is_percent && any("percents", MOST_BETWEEN, &is_untrue)
            || is_percent
                && self.is_set_off(figure)
                && any("percents set off", MOST_BETWEEN, &is_untrue)
            || old == 1.0
                && target.is_before("occasions", figure)
                && any("periods", MOST_BETWEEN, &|_| true)
            || is_percent && 5.0 * old <= new && any("slight", MOST_BETWEEN, &|_| true)
            || is_percent && 5.0 * new <= old && any("strong", MOST_BETWEEN, &|_| true)
    }

    /// In their mid-20s (25).
    fn tells_decade_of_life(&self, figure: &Slot<'_>, new: f64) -> bool {
        const MOST_BETWEEN: usize = 3;
        let target = self.target.0;
        let Some(old) = amount(figure).filter(|_| target.language.primary() == "en") else {
            return false;
        };
        let first = figure.place.saturating_sub(MOST_BETWEEN);
        let mut before = (first..figure.place).map(|place| target.token(place));
        before.any(|token| {
            let decade = token
                .rsplit('-')
                .next()
                .and_then(|part| part.strip_suffix('s'));
            let decade: Option<f64> = decade.and_then(|decade| decade.parse().ok());
            decade.is_some_and(|decade| {
                let is_in = |number: f64| (decade..decade + 10.0).contains(&number);
                decade < 100.0 && is_in(old) && !is_in(new)
            })
        })
    }

    /// Whether a figure is told apart from the words that it may explain, in brackets or between marks, with a
    /// preposition or without: почти все (97%), nearly all of them, or 97%, have it.
    fn is_set_off(&self, figure: &Slot<'_>) -> bool {
        const LONGEST_LINK: usize = 4;
        let text = self.target.0.text;
        let before = text[..figure.range.start].trim_end();
        let link = before
            .rsplit(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        let before = match link.chars().count() {
            1..=LONGEST_LINK => before[..before.len() - link.len()].trim_end(),
            _ => before,
        };
        let behind = text[figure.range.end..].trim_start();
        before.ends_with(['(', ',', '–', '—'])
            && (behind.is_empty() || behind.starts_with([')', ',', '.', ';', '–', '—']))
    }

    /// Выполнен полностью – на 100%.
    fn tells_whole(&self, figure: &Slot<'_>) -> bool {
        const MOST_BETWEEN: usize = 2;
        let target = self.target.0;
        let is_near = |found: &Found| target.is_near(figure, &found.tokens, MOST_BETWEEN);
        figure.kind == TokenKind::Percent
            && amount(figure) == Some(100.0)
            && self.alone("whole shares").iter().any(is_near)
    }

    /// Участвовали все 17 регионов: not all of them, if 20 or 15 did; but за все 9 месяцев.
    fn tells_all(&self, figure: &Slot<'_>) -> bool {
        const MOST_BETWEEN: usize = 2;
        let target = self.target.0;
        let is_before = |found: &Found| {
            // All of the 17, but not in all, 17.
            let most = if target.language.primary() == "en" {
                2
            } else {
                0
            };
            let between = target.tokens.get(found.tokens.end..figure.place);
            let is_right_before = between.is_some_and(|between| {
                between.len() <= most && between.iter().all(|token| token.kind == TokenKind::Word)
            });
            // Все регионы (17).
            let is_in_brackets = || {
                target.text[..figure.range.start].ends_with('(')
                    && found.tokens.end + 2 == figure.place
            };
            is_right_before || is_in_brackets()
        };
        // 17 өңірдің барлығы; but барлығы 17 өңір is their number.
        let is_behind = |found: &Found| {
            let next = target.tokens.get(found.tokens.end);
            figure.last < found.tokens.start
                && next.is_none_or(|next| next.value.is_none())
                && target.is_near(figure, &found.tokens, MOST_BETWEEN)
        };
        target.is_amount(figure)
            && target.hung(figure).is_empty()
            && !target.is_before("times", figure)
            && (target.found_of("alls").iter().any(is_before)
                || target.found_of("alls behind").iter().any(is_behind))
            && self.source.0.found_of("all there is").is_empty()
    }

    /// Выполнен на 75%, осталась четверть; на 100% – вдвое.
    fn tells_rest(&self, figure: &Slot<'_>) -> bool {
        let (source, target) = (self.source.0, self.target.0);
        figure.kind == TokenKind::Percent
            && (!self.unsaid("rests").is_empty()
                && source.shares_in_words().len() < target.shares_in_words().len()
                || source.multiples_in_words().len() < target.multiples_in_words().len())
    }

    /// Сухая победа – 3:0; нулевая ничья; вели 4:2; три мяча – 3:1.
    fn tells_score(&self, figure: &Slot<'_>, becoming: &[(&Slot<'_>, Value)]) -> bool {
        let (target, targets) = self.target;
        let is_score = |one: &Slot<'_>, other: &Slot<'_>| {
            let is_plain = |slot: &Slot<'_>| slot.kind == TokenKind::Number && year(slot).is_none();
            match target.text.get(one.range.end..other.range.start) {
                Some(":") => true,
                // 6–8%, 3–5 июня and 2020–2025 are ranges.
                Some("–" | "-" | "‑") => is_plain(one) && is_plain(other),
                _ => false,
            }
        };
        let scores = targets.iter().filter_map(|other| {
            let scores = [(figure, other), (other, figure)];
            scores.into_iter().find(|(one, two)| is_score(one, two))
        });
        let scores: Vec<(&Slot<'_>, &Slot<'_>)> = scores.collect();
        if scores.is_empty() {
            return false;
        }
        let result = |one: f64, two: f64| {
            let is_close = (one - two).abs() == 1.0;
            Some((one.partial_cmp(&two)?, one == 0.0, two == 0.0, is_close))
        };
        let changes = |(one, two): (&Slot<'_>, &Slot<'_>)| {
            let old = bare(one).zip(bare(two));
            let new = becomes(one, becoming).zip(becomes(two, becoming));
            let [old, new] = [old, new].map(|score| score.and_then(|(one, two)| result(one, two)));
            old != new
        };
        // One is said of anything.
        let is_said_in_words = |number: f64| {
            let [of_source, of_target] = [self.source.0, target].map(|text| {
                let mut numbers = text.values_in_words();
                numbers.extend(text.multiples_in_words());
                numbers.iter().filter(|own| **own == number).count()
            });
            1.0 < number && of_source < of_target
        };
        let own = bare(figure).filter(|own| becomes(figure, becoming) != Some(*own));
        own.is_some_and(is_said_in_words)
            || scores.into_iter().any(changes) && !self.unsaid("scores").is_empty()
    }

    /// Меньше, чем в прошлом году (15); с опозданием, в 11:30; план перевыполнен – 104%.
    fn compares(&self, figure: &Slot<'_>, becoming: &[(&Slot<'_>, Value)]) -> bool {
        // What is said of so many is not told of two.
        const MOST: usize = 4;
        const MOST_BETWEEN: usize = 3;
        const ALL: f64 = 100.0;
        let is_percent = figure.kind == TokenKind::Percent;
        let is_like = |other: &&Slot<'_>| {
            other.range != figure.range
                && (other.kind == TokenKind::Percent) == is_percent
                && year(other).is_some() == year(figure).is_some()
                && point(&other.value).is_some()
        };
        let others: Vec<&Slot<'_>> = self.target.1.iter().filter(is_like).collect();
        let new = |slot: &Slot<'_>| {
            let changed = becoming.iter().find(|(other, _)| other.range == slot.range);
            point(changed.map_or(&slot.value, |(_, value)| value))
        };
        let (Some(old), Some(will_be)) = (point(&figure.value), new(figure)) else {
            return false;
        };
        let stands = |one: (u8, f64), other: Option<(u8, f64)>| -> Option<[Ordering; 3]> {
            let (kind, number) = other?;
            let (own, one) = one;
            (own == kind).then(|| {
                let half = |a: f64, b: f64| (2.0 * a).total_cmp(&b);
                [one.total_cmp(&number), half(one, number), half(number, one)]
            })
        };
        let differs = |other: &&&Slot<'_>, parts: Range<usize>| {
            let before = stands(old, point(&other.value));
            let after = stands(will_be, new(other));
            let both = before.zip(after);
            both.is_some_and(|(before, after)| before[parts.clone()] != after[parts])
        };
        let is_point = old.0 != AMOUNT || year(figure).is_some();
        let list = if is_point { "timings" } else { "comparisons" };
        let is_norm = is_percent && (old.1 < ALL) != (will_be.1 < ALL);
        let turned: Vec<&&Slot<'_>> = others.iter().filter(|other| differs(other, 0..1)).collect();
        let halved = || others.iter().any(|other| differs(&other, 0..3));
        let target = self.target.0;
        let is_told = |found: &Found| {
            let is_near = |slot: &Slot<'_>| target.is_near(slot, &found.tokens, MOST_BETWEEN);
            (is_norm || !turned.is_empty()) && is_near(figure)
                || turned.iter().any(|other| is_near(other))
        };
        others.len() <= MOST
            && (self.alone(list).iter().any(is_told)
                || halved() && !self.alone("greater parts").is_empty())
    }

    /// 10 и 20 очков, в среднем 15.
    fn tells_mean(&self, figure: &Slot<'_>) -> bool {
        const MOST_BETWEEN: usize = 2;
        let [of_source, of_target] = [self.source, self.target].map(|(text, slots)| {
            let amounts = slots.iter().filter(|slot| text.is_amount(slot));
            amounts.count()
        });
        let target = self.target.0;
        let is_of = |found: &Found| {
            let mut others = self.target.1.iter();
            others.any(|other| target.is_near(other, &found.tokens, MOST_BETWEEN))
        };
        of_source < of_target && target.is_amount(figure) && self.alone("means").iter().any(is_of)
    }

    /// Годом ранее, в 2023 году; на следующий день, во вторник; ежегодно – в 2021 и 2022 годах; 5 сентября, в
    /// середине недели.
    fn tells_step(&self, figure: &Slot<'_>) -> bool {
        const MOST_BETWEEN: usize = 3;
        let target = self.target.0;
        let is_weekday = matches!(figure.value, Value::Weekday(_));
        let is_time = matches!(figure.value, Value::Time { .. });
        let is_year = year(figure).is_some();
        let says = |list: &'static str| {
            let unsaid = self.alone(list);
            let mut all = unsaid.iter();
            all.any(|found| target.is_near(figure, &found.tokens, MOST_BETWEEN))
        };
        let years = || self.target.1.iter().filter(|slot| year(slot).is_some());
        (is_weekday || is_year || is_of_day(figure)) && says("steps")
            || is_weekday && (says("kinds of days") || says("edges") || says("working days"))
            || is_year && 1 < years().count() && !self.alone("every year").is_empty()
            || is_time && !self.alone("delays").is_empty()
    }

    /// 5–6 мая is 5 и 6 мая; but 5–8 мая is no 5 и 8 мая, and 5 и 8 мая no 5–8 мая; nor is 15–18 what 15, 16
    /// и 18 are.
    fn joins_neighbours(&self, figure: &Slot<'_>, becoming: &[(&Slot<'_>, Value)]) -> bool {
        let [of_source, of_target] = [self.source, self.target].map(|(text, slots)| {
            let ands = format!("{} ands", text.language.primary());
            let is_and = |pair: &[Slot<'_>]| {
                let between = text.text.get(pair[0].range.end..pair[1].range.start);
                between.is_some_and(|between| is_listed(&ands, between.trim()))
            };
            slots.windows(2).map(is_and).collect::<Vec<bool>>()
        });
        let [in_source, in_target] =
            [&of_source, &of_target].map(|pairs| pairs.iter().filter(|is_and| **is_and).count());
        let new = |slot: &Slot<'_>| {
            let changed = becoming.iter().find(|(other, _)| other.range == slot.range);
            place_in_order(changed.map_or(&slot.value, |(_, value)| value))
        };
        let are_neighbours = |one: Option<f64>, other: Option<f64>| {
            one.zip(other)
                .is_some_and(|(one, other)| one + 1.0 == other)
        };
        let (target, targets) = self.target;
        // 15, 16 и 17 as 15–17.
        let is_listed_in_source = |one: f64, other: f64| {
            const MOST: f64 = 12.0;
            let len = other - one;
            let sources: Vec<Option<f64>> = self
                .source
                .1
                .iter()
                .map(|slot| place_in_order(&slot.value))
                .collect();
            (2.0..MOST).contains(&len)
                && sources.windows(len as usize + 1).any(|all| {
                    let mut all = all.iter().zip(0u8..);
                    all.all(|(own, at)| *own == Some(one + f64::from(at)))
                })
        };
        let mut pairs = targets.windows(2).zip(of_target);
        pairs.any(|(pair, is_and)| {
            let [one, other] = [&pair[0], &pair[1]];
            let is_told_otherwise = match in_source.cmp(&in_target) {
                Ordering::Less => is_and,
                Ordering::Equal => false,
                Ordering::Greater => {
                    let between = target.text.get(one.range.end..other.range.start);
                    // Of a fraction or a score: 2/3, 3:2.
                    let is_one = between.is_none_or(|between| between.contains(['/', ':']));
                    !is_and && !is_one && target.joins(one, other)
                }
            };
            let ends = [one, other].map(|slot| place_in_order(&slot.value));
            let stands_for_list = || {
                let ends = ends[0].zip(ends[1]);
                !is_and
                    && target.joins(one, other)
                    && ends.is_some_and(|(one, other)| is_listed_in_source(one, other))
            };
            [one, other].iter().any(|slot| slot.range == figure.range)
                && (is_told_otherwise
                    && are_neighbours(ends[0], ends[1])
                    && !are_neighbours(new(one), new(other))
                    || stands_for_list())
        })
    }

    /// На рассвете, в 5:00.
    fn tells_part_of_day(&self, figure: &Slot<'_>, new: &Value) -> bool {
        let hour = |value: &Value| match value {
            Value::Time { hour, .. } => Some(f64::from(*hour)),
            _ => None,
        };
        let (Some(old), Some(new)) = (hour(&figure.value), hour(new)) else {
            return false;
        };
        let is_untrue = |found: &Found| is_within(found.says, old) && !is_within(found.says, new);
        self.unsaid("hours").iter().any(is_untrue)
    }

    /// What the target has of a list apart from its figures, if it has more of it than the source: 1,2
    /// million is no million.
    fn alone(&self, list: &'static str) -> Vec<Found> {
        let [of_source, of_target] = [self.source, self.target].map(|(text, slots)| {
            let is_apart = |found: &&Found| {
                let mut places = found.tokens.clone();
                let is_of = |place| {
                    slots
                        .iter()
                        .any(|slot| (slot.place..=slot.last).contains(&place))
                };
                !places.any(is_of)
            };
            let found = text.found_of(list);
            found
                .iter()
                .filter(is_apart)
                .cloned()
                .collect::<Vec<Found>>()
        });
        let times = |all: &[Found], says: &str| {
            let said = all.iter().filter(|other| overlap(other.says, says));
            said.count()
        };
        let is_unsaid =
            |found: &Found| times(&of_source, found.says) < times(&of_target, found.says);
        of_target
            .iter()
            .filter(|found| is_unsaid(found))
            .cloned()
            .collect()
    }
}

/// Whether two words of a list may be said of one number; one that says nothing of it answers to all.
fn overlap(one: &str, other: &str) -> bool {
    let mut ranges = one.split(',').filter_map(range);
    one.is_empty()
        || one == other
        || ranges.any(|(from, to)| {
            let mut others = other.split(',').filter_map(range);
            others.any(|(first, last)| from <= last && first <= to)
        })
}

/// What a figure will say, scale and all; of a date, its year.
fn amount_of(figure: &Slot<'_>, new: &Value) -> Option<f64> {
    match new {
        Value::Number(new) => {
            let (all, written) = (amount(figure)?, bare(figure)?);
            let scale = if written == 0.0 { 1.0 } else { all / written };
            Some(new.parse::<f64>().ok()? * scale)
        }
        Value::Date { year, .. } => year.map(f64::from),
        _ => None,
    }
}

/// The kind of amounts among [points](point).
const AMOUNT: u8 = 0;

/// The number, day or month that others follow.
fn place_in_order(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.parse().ok(),
        Value::Roman(number) => Some(f64::from(*number)),
        Value::Date { day, .. } => Some(f64::from(*day)),
        Value::Month(month) => Some(f64::from(*month)),
        Value::Time { .. } | Value::Weekday(_) => None,
    }
}

/// Where on a scale of its kind a value is, and which kind that is.
fn point(value: &Value) -> Option<(u8, f64)> {
    match value {
        Value::Number(number) => Some((AMOUNT, number.parse().ok()?)),
        Value::Time { hour, minute } => Some((1, f64::from(*hour) * 60.0 + f64::from(*minute))),
        Value::Date { year, month, day } => {
            let year = f64::from(year.unwrap_or_default());
            Some((2, year * 372.0 + f64::from(*month) * 31.0 + f64::from(*day)))
        }
        Value::Month(month) => Some((3, f64::from(*month))),
        Value::Weekday(_) | Value::Roman(_) => None,
    }
}
