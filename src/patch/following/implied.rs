//! Words of a target, and not of its source, that are true of some figures only: в полдень, до конца месяца,
//! 7-летний ребенок, более половины.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use super::beyond::{becomes, is_of_day};
use super::derived::amount;
use crate::lang::KK;
use crate::patch::reading::kazakh::{ABLATIVE, GENITIVE};
use crate::patch::reading::letters::number_in;
use crate::patch::reading::lists::{Found, is_listed, listed};
use crate::patch::reading::slot::{Slot, bare};
use crate::patch::reading::text::Text;
use crate::patch::reading::value::Value;
use crate::text::{TokenKind, is_hyphen};

/// A number that is named as less or more than another one, in percent where it is a share.
#[derive(Clone, Copy)]
struct Bound {
    number: f64,
    is_share: bool,
    /// Whether there is not much less, nor more.
    is_about: bool,
}

/// What words of a target imply, read when it is asked for.
pub(crate) struct Implied<'p> {
    pub(super) source: (&'p Text<'p>, &'p [Slot<'p>]),
    pub(super) target: (&'p Text<'p>, &'p [Slot<'p>]),
    bounds: OnceCell<Vec<Bound>>,
}

impl<'p> Implied<'p> {
    pub(crate) fn new(
        source: (&'p Text<'p>, &'p [Slot<'p>]),
        target: (&'p Text<'p>, &'p [Slot<'p>]),
    ) -> Self {
        Implied {
            source,
            target,
            bounds: OnceCell::new(),
        }
    }

    /// Whether any of it may be untrue when a figure of the target becomes `new`; `becoming` are all figures
    /// that change, with what they will say.
    pub(crate) fn may_fail(
        &self,
        figure: &Slot<'_>,
        new: &Value,
        becoming: &[(&Slot<'_>, Value)],
    ) -> bool {
        self.names_hour(figure)
            || self.names_day(figure, new)
            || self.tells_age(figure, new)
            || self.tells_rank(figure, new)
            || self.is_bounded(figure, new, becoming)
    }

    /// What the target has of a list, if it has more of it than the source.
    pub(crate) fn unsaid(&self, list: &'static str) -> Rc<[Found]> {
        let [of_source, of_target] = [self.source.0, self.target.0].map(|text| text.found_of(list));
        match of_source.len() < of_target.len() {
            true => of_target,
            false => Rc::default(),
        }
    }

    /// В полдень, в 12:00.
    fn names_hour(&self, figure: &Slot<'_>) -> bool {
        // 13.00 may be read as a number.
        let told = match figure.value {
            Value::Time { hour, minute } => Some((hour, minute)),
            _ => figure.told_time(),
        };
        let Some((hour, 0)) = told else {
            return false;
        };
        let is_it = |found: &Found| {
            let mut hours = found.says.split(',');
            hours.any(|known| known.parse() == Ok(hour))
        };
        self.unsaid("named hours").iter().any(is_it)
    }

    /// В выходные, 5–6 октября; до конца месяца – 30 апреля; в начале года – в январе.
    fn names_day(&self, figure: &Slot<'_>, new: &Value) -> bool {
        const MOST_BETWEEN: usize = 3;
        let (target, targets) = self.target;
        let day_and_month = |value: &Value| match value {
            Value::Date { day, month, .. } => [Some(day.to_string()), Some(month.to_string())],
            Value::Month(month) => [None, Some(month.to_string())],
            Value::Number(day) => [Some(day.clone()), None],
            _ => [None, None],
        };
        let is_day = is_of_day(figure)
            || matches!(figure.value, Value::Number(_))
                && targets
                    .iter()
                    .any(|other| is_of_day(other) && target.joins(figure, other));
        if !is_day {
            return false;
        }
        let [old, new] = [&figure.value, new].map(day_and_month);
        let is_other_month = old[1] != new[1];
        let is_other_day = is_other_month || old[0] != new[0];
        let is_edge = |found: &Found| {
            let (part, range) = found.says.split_once(':').unwrap_or((found.says, ""));
            let is_of_month = part == "month";
            let is_inside = |parts: &[Option<String>; 2]| {
                let part = parts[usize::from(is_of_month)].as_ref();
                let part = part.and_then(|part| part.parse().ok());
                part.is_some_and(|part| is_within(range, part))
            };
            let changes = match is_of_month {
                true => is_other_month,
                false => is_other_day,
            };
            changes
                && !(is_inside(&old) && is_inside(&new))
                && (found.tokens.contains(&figure.place)
                    || target.is_near(figure, &found.tokens, MOST_BETWEEN))
        };
        let is_near = |found: &Found| target.is_near(figure, &found.tokens, MOST_BETWEEN);
        is_other_day && self.unsaid("kinds of days").iter().any(is_near)
            || self.unsaid("edges").iter().any(is_edge)
    }

    /// 7-летний ребенок, пенсионерка 70 лет.
    fn tells_age(&self, figure: &Slot<'_>, new: &Value) -> bool {
        const MOST_BETWEEN: usize = 4;
        // Where one begins to be called so is no matter of a year.
        const OFF: f64 = 3.0;
        let target = self.target.0;
        // Она 15 лет помогает детям: not all years are an age.
        let behind = target.words_behind(figure).0;
        let is_aged = match target.language.primary() {
            "en" => {
                target.hung(figure) == "year" || behind.iter().any(|word| word.ends_with("old"))
            }
            "ru" => {
                target.hung(figure).starts_with("летн")
                    || is_listed("ru of age", &target.words_around(figure).0)
            }
            _ => behind.first().is_some_and(|word| word.starts_with("жас")),
        };
        let before = target.words_around(figure).0;
        let list = format!("{} before ages", target.language.primary());
        let is_aged = is_aged || is_listed(&list, &before);
        let are_years = target.is_before("years", figure);
        // Детям 7 лет, несовершеннолетний водитель 16 лет.
        let is_of = |found: &Found| {
            let between = figure.place.checked_sub(found.tokens.end);
            is_aged || are_years && between.is_some_and(|between| between <= 1)
        };
        let (Some(old), Value::Number(new)) = (bare(figure), new) else {
            return false;
        };
        let new: Option<f64> = new.parse().ok();
        // A boy may be no infant.
        let is_said = |found: &Found| {
            let of_source = self.source.0.found_of("ages");
            of_source.iter().any(|known| {
                range(known.says).zip(range(found.says)).is_some_and(
                    |((from, to), (first, last))| first - OFF <= from && to <= last + OFF,
                )
            })
        };
        let is_untrue = |found: &Found| {
            is_of(found)
                && !is_said(found)
                && is_within(found.says, old)
                && !new.is_some_and(|new| is_within(found.says, new))
                && target.is_near(figure, &found.tokens, MOST_BETWEEN)
        };
        target.found_of("ages").iter().any(is_untrue)
    }

    /// На последней, 90-й минуте; победитель – 1-е место; won bronze, finishing 3rd.
    fn tells_rank(&self, figure: &Slot<'_>, new: &Value) -> bool {
        const MOST_BETWEEN: usize = 6;
        let target = self.target.0;
        let Some(old) = bare(figure) else {
            return false;
        };
        let places = format!("{} places", target.language.primary());
        let is_place = || {
            // Орын hangs on its number.
            let words = [
                target.words_around(figure).1,
                target.hung(figure),
                figure.ending.to_owned(),
            ];
            let is_it = |place: &&str| {
                let begin = place.trim_end_matches('.');
                words.iter().any(|word| word.starts_with(begin))
            };
            listed(&places).iter().any(is_it)
        };
        let is_ordinal = figure.kind == TokenKind::Ordinal || !figure.ending.is_empty();
        if !is_ordinal && !is_place() {
            return false;
        }
        let new = match new {
            Value::Number(new) => new.parse().ok(),
            _ => None,
        };
        let is_untrue = |found: &Found| {
            is_within(found.says, old)
                && !new.is_some_and(|new| is_within(found.says, new))
                && target.is_near(figure, &found.tokens, MOST_BETWEEN)
        };
        let is_end = |found: &Found| target.is_near(figure, &found.tokens, 1);
        self.unsaid("ranks").iter().any(is_untrue)
            || is_ordinal && self.unsaid("ends").iter().any(is_end)
    }

    /// Больше половины – 55%; более сотни – 120 человек; больше половины, 45 из 80; большинство – 62%; десятки
    /// домов – 36.
    fn is_bounded(&self, figure: &Slot<'_>, new: &Value, becoming: &[(&Slot<'_>, Value)]) -> bool {
        // In texts with more, words are told of others.
        const MOST_FIGURES: usize = 8;
        let (target, targets) = self.target;
        let bounds = self.bounds.get_or_init(|| {
            let of_source = self.source.0.bounds();
            let amounts: Vec<f64> = self.source.1.iter().filter_map(amount).collect();
            let is_said = |bound: &Bound| {
                let is_it = |known: &Bound| {
                    (known.number, known.is_share) == (bound.number, bound.is_share)
                };
                of_source.iter().any(is_it) || amounts.contains(&bound.number)
            };
            let mut bounds = target.bounds();
            bounds.retain(|bound| !is_said(bound));
            bounds
        });
        // Behind a figure or a number in words, тысячи are its scale.
        let is_alone = |found: &&Found| {
            let before = found.tokens.start.checked_sub(1);
            before.is_none_or(|before| {
                let is_number = |word: String| number_in(&word, target.language).is_some();
                target.tokens[before].value.is_none()
                    && !target.word(Some(before)).is_some_and(is_number)
            })
        };
        let tens = self.unsaid("tens");
        let tens: Vec<&Found> = tens.iter().filter(is_alone).collect();
        let is_any = !bounds.is_empty() || !tens.is_empty();
        if !is_any || MOST_FIGURES < targets.len() || !target.is_amount(figure) {
            return false;
        }
        let crosses = |bound: f64, old: f64, new: f64| (old < bound) != (new < bound);
        let is_percent = figure.kind == TokenKind::Percent;
        let (Some(old), Value::Number(written)) = (bare(figure), new) else {
            return false;
        };
        let Ok(new) = written.parse::<f64>() else {
            return false;
        };
        let shares = |other: &Slot<'_>| {
            let (before, after) = (bare(other)?, becomes(other, becoming)?);
            let share = |one: f64, two: f64| 100.0 * one.min(two) / one.max(two);
            Some((share(old, before), share(new, after)))
        };
        let is_other = |slot: &&Slot<'_>| {
            slot.range != figure.range && slot.kind == figure.kind && target.is_amount(slot)
        };
        let all = amount(figure).filter(|_| !is_percent);
        let all = all.map(|all| (all, all / old * new));
        // Nearly a third may be 30 percent, but not 12.
        let leaves = |bound: &Bound, old: f64, new: f64| {
            let is_about = |number: f64| (number - bound.number).abs() <= 0.15 * bound.number;
            bound.is_about && is_about(old) && !is_about(new)
        };
        let is_outside = |bound: &Bound| match (bound.is_share, is_percent) {
            (true, true) => crosses(bound.number, old, new) || leaves(bound, old, new),
            (true, false) => {
                let others = targets.iter().filter(is_other);
                let mut shares = others.filter_map(shares);
                shares.any(|(old, new)| crosses(bound.number, old, new))
            }
            // A number is near what it is told of.
            (false, _) => all.is_some_and(|(old, new)| {
                let is_near = (bound.number / 2.0..=2.0 * bound.number).contains(&old);
                is_near && crosses(bound.number, old, new) || leaves(bound, old, new)
            }),
        };
        let is_no_longer = |found: &Found| {
            all.is_some_and(|(old, new)| is_within(found.says, old) && !is_within(found.says, new))
        };
        bounds.iter().any(is_outside) || tens.iter().any(|found| is_no_longer(found))
    }
}

/// The ends of a range of a list: 7-17.
pub(super) fn range(written: &str) -> Option<(f64, f64)> {
    let (from, to) = written.split_once('-')?;
    Some((from.parse().ok()?, to.parse().ok()?))
}

pub(super) fn is_within(written: &str, number: f64) -> bool {
    range(written).is_some_and(|(from, to)| (from..=to).contains(&number))
}

impl Text<'_> {
    /// Whether no more than some words stand between a figure and words.
    pub(super) fn is_near(&self, figure: &Slot<'_>, words: &Range<usize>, most: usize) -> bool {
        let between = match words.start < figure.place {
            true => words.end..figure.place,
            false => figure.last + 1..words.start,
        };
        let is_end = |place: usize| matches!(self.token(place), "." | ";" | "!" | "?");
        let is_word = |place: &usize| self.word(Some(*place)).is_some();
        // Words are counted no further than that.
        between.start <= between.end
            && between.clone().filter(is_word).nth(most).is_none()
            && !between.clone().any(is_end)
    }

    /// The numbers and shares in words that something is more, or less, than: более двух третей, жүзден астам;
    /// and the half, which a majority is more than.
    fn bounds(&self) -> Vec<Bound> {
        const MOST_WORDS: usize = 2;
        let language = self.language;
        let list = |name: &str| format!("{} {name}", language.primary());
        let [comparing, links, about] = ["comparing", "behind comparing", "about"].map(list);
        let is_kazakh = language.same_language(KK);
        let bound_at = |place: usize| {
            let word = self.word(Some(place))?;
            if !is_listed(&comparing, &word) {
                return None;
            }
            let words = |places: &mut dyn Iterator<Item = usize>| -> Vec<String> {
                let words = places.map_while(|place| self.word(Some(place)));
                let words = words.skip_while(|word| is_listed(&links, word));
                words.take(MOST_WORDS).collect()
            };
            // Жүзден астам ерікті.
            let words = match is_kazakh {
                true => words(&mut (0..place).rev()),
                false => words(&mut (place + 1..self.tokens.len())),
            };
            let (number, is_share) = self.number_or_share(&words)?;
            Some(Bound {
                number,
                is_share,
                is_about: is_listed(&about, &word),
            })
        };
        let mut bounds: Vec<Bound> = (0..self.tokens.len()).filter_map(bound_at).collect();
        let half = Bound {
            number: 50.0,
            is_share: true,
            is_about: false,
        };
        bounds.extend(self.found_of("halves").iter().map(|_| half));
        bounds
    }

    /// The number that words say, the nearest first, and whether it is a share.
    fn number_or_share(&self, words: &[String]) -> Option<(f64, bool)> {
        let words: Vec<&str> = words
            .iter()
            .flat_map(|word| word.split(is_hyphen))
            .collect();
        let nearest = words.first()?;
        let fraction = words.get(1).and_then(|next| {
            let is_kazakh = self.language.same_language(KK);
            let (one, two) = if is_kazakh {
                (next, nearest)
            } else {
                (nearest, next)
            };
            self.fraction([one, two])
        });
        let share = fraction.or_else(|| self.begins_like("shares", nearest));
        let (number, is_share) = match share {
            Some(share) => (share, true),
            None => (number_in(nearest, self.language)?, false),
        };
        // Fewer are told of years.
        const FEWEST: f64 = 12.0;
        (is_share || FEWEST <= number).then_some((number, is_share))
    }

    /// The percent that two words say as a fraction: две трети, two thirds, үштен екісі.
    pub(super) fn fraction(&self, [one, two]: [&str; 2]) -> Option<f64> {
        let language = self.language;
        let number = |word: &str| number_in(word, language);
        let ends = |word: &str, endings: &[&str]| endings.iter().any(|end| word.ends_with(end));
        let (count, whole) = match language.primary() {
            "kk" if ends(one, &ABLATIVE) => {
                // Екісі, екісінен.
                let mut counts = (1..).zip(listed("kk first numbers"));
                let (count, _) = counts.find(|(_, name)| two.starts_with(**name))?;
                (f64::from(count), number(one)?)
            }
            "en" | "ru" => {
                let share = self.begins_like("shares", two);
                let is_part = || ends(two, &["ths", "th", "ых", "ая", "ой", "ую"]);
                let whole = share.map(|share| (100.0 / share).round());
                let whole = whole.or_else(|| number(two).filter(|_| is_part()))?;
                (number(one)?, whole)
            }
            _ => return None,
        };
        (0.0 < count && count < whole).then(|| (100.0 * count / whole).floor())
    }

    /// The percent that so many of so many are, in words: четверо из пяти, four in five, бес ауылдың төртеуі.
    pub(super) fn fraction_of(&self, words: &[String]) -> Option<f64> {
        let [one, between, two] = words else {
            return None;
        };
        let language = self.language;
        let number = |word: &str| number_in(word, language);
        let (count, whole) = match language.primary() {
            "kk" => {
                let is_genitive = GENITIVE.iter().any(|end| between.ends_with(end));
                let mut counts = (1..).zip(listed("kk first numbers"));
                let count = counts.find(|(_, name)| two.starts_with(**name));
                let (count, _) = count.filter(|_| is_genitive)?;
                (f64::from(count), number(one)?)
            }
            tag if is_listed(&format!("{tag} fractions"), between) => (number(one)?, number(two)?),
            _ => return None,
        };
        (0.0 < count && count < whole).then(|| (100.0 * count / whole).floor())
    }
}
