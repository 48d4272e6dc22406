//! Figures that a translator reckons anew: periods and temperatures in other units, shares and
//! growth in other words.

/// Periods that the lexicon names, by their English, in days.
pub(super) const PERIODS: [(&str, f64); 8] = [
    ("minute", 1.0 / 1440.0),
    ("hour", 1.0 / 24.0),
    ("day", 1.0),
    ("week", 7.0),
    ("month", MONTH),
    ("quarter", 3.0 * MONTH),
    ("year", 12.0 * MONTH),
    ("decade", 120.0 * MONTH),
];

const MONTH: f64 = 365.25 / 12.0;

/// Whether so many of one of these units are so many of another one of those: 120 months, ten years.
pub(super) fn is_same_period([one, other]: [f64; 2], [units, others]: [&[f64]; 2]) -> bool {
    // Three months have 90 to 92 days.
    const OFF: f64 = 0.02;
    let mut pairs = units
        .iter()
        .flat_map(|unit| others.iter().map(move |other| (unit, other)));
    pairs.any(|(unit, other_unit)| {
        unit != other_unit && is_about(one * unit, other * other_unit, OFF)
    })
}

/// Whether so many percent, more, or less are so many times as much, or so many percent of what there
/// was: 30% more, 1.3 times, 130%.
pub(super) fn is_same_share([percent, other]: [f64; 2], in_percent: bool) -> bool {
    if in_percent {
        return 0.0 < percent && other == 100.0 + percent;
    }
    let share = percent / 100.0;
    let times = [share, 1.0 + share, 1.0 - share, 1.0 / (1.0 - share)];
    // 27% more is told as 1.3 times, but 3% more not as once.
    let off = (0.04 * other).min(0.2 * share);
    let mut times = times.into_iter().map(|times| (times - other).abs());
    0.0 < share && 0.0 < other && times.any(|far| far <= off)
}

/// Whether one is the other in degrees Fahrenheit, to the next whole degree: 27, 80.
pub(super) fn is_same_temperature([one, other]: [f64; 2]) -> bool {
    let is = |celsius: f64, fahrenheit: f64| (1.8 * celsius + 32.0 - fahrenheit).abs() <= 1.0;
    is(one, other) || is(other, one)
}

/// Whether they differ by no more than this share of the smaller.
fn is_about(one: f64, other: f64, off: f64) -> bool {
    0.0 < one && 0.0 < other && (one - other).abs() <= off * one.min(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::lexicon::Lexicon;
    use crate::lang::EN;

    /// The length of a period by the name of its unit.
    fn days(name: &str) -> f64 {
        PERIODS.iter().find(|period| period.0 == name).unwrap().1
    }

    #[test]
    fn the_lexicon_knows_every_period() {
        for (name, _) in PERIODS {
            let senses = Lexicon::built_in().senses_of_word(EN, name);
            assert!(!senses.is_empty(), "{name}");
        }
    }

    #[test]
    fn periods_are_told_in_other_units() {
        let same = |one: f64, unit: &str, other: f64, other_unit: &str| {
            let units = [[days(unit)], [days(other_unit)]];
            let forth = is_same_period([one, other], [&units[0], &units[1]]);
            let back = is_same_period([other, one], [&units[1], &units[0]]);
            assert_eq!(forth, back, "{one} {unit} {other} {other_unit}");
            forth
        };
        assert!(same(120.0, "month", 10.0, "year") && same(90.0, "day", 3.0, "month"));
        assert!(same(48.0, "hour", 2.0, "day") && same(1.0, "decade", 10.0, "year"));
        assert!(same(52.0, "week", 1.0, "year") && same(1.0, "quarter", 3.0, "month"));
        assert!(!same(120.0, "month", 12.0, "year") && !same(80.0, "day", 3.0, "month"));
        // In one unit, other figures are others.
        assert!(!same(5.0, "year", 5.0, "year") && !same(5.0, "year", 6.0, "year"));
        assert!(!is_same_period([5.0, 5.0], [&[], &[]]));
    }

    #[test]
    fn temperatures_are_told_on_two_scales() {
        assert!(is_same_temperature([80.0, 27.0]) && is_same_temperature([0.0, 32.0]));
        assert!(!is_same_temperature([80.0, 24.0]) && !is_same_temperature([27.0, 27.0]));
    }

    #[test]
    fn shares_are_told_in_other_words() {
        for (percent, times) in [
            (30.0, 1.3),
            (27.0, 1.3),
            (50.0, 0.5),
            (50.0, 2.0),
            (100.0, 2.0),
            (300.0, 3.0),
            (200.0, 3.0),
        ] {
            assert!(is_same_share([percent, times], false), "{percent} {times}");
        }
        for (percent, times) in [
            (30.0, 1.5),
            (30.0, 30.0),
            (30.0, 130.0),
            (14.6, 8.3),
            (3.0, 7.0),
            (0.0, 1.0),
            (3.0, 1.0),
            (100.0, 0.0),
        ] {
            assert!(!is_same_share([percent, times], false), "{percent} {times}");
        }
        assert!(is_same_share([30.0, 130.0], true));
        for (percent, other) in [(30.0, 131.0), (30.0, 1.3), (80.0, 20.0), (0.0, 100.0)] {
            assert!(!is_same_share([percent, other], true), "{percent} {other}");
        }
    }
}
