//! Figures that may be one: rounded, or in thousands and millions.

/// A figure as so many units of a power of ten.
#[derive(Clone, Copy)]
pub(crate) struct Decimal {
    units: u64,
    power: i32,
}

impl Decimal {
    /// A figure as the aligner writes its value: `3987.4`.
    pub(crate) fn read(value: &str) -> Option<Self> {
        let (whole, part) = value.split_once('.').unwrap_or((value, ""));
        let mut units: u64 = format!("{whole}{part}").parse().ok()?;
        let mut power = -(part.len() as i32);
        // What is written as 5.0 is not rounded to fives.
        while part.is_empty() && units != 0 && units.is_multiple_of(10) {
            units /= 10;
            power += 1;
        }
        Some(Decimal { units, power })
    }

    /// Whether one is the other, rounded to fewer digits (to the nearest, or down, as in "more than
    /// 500" of 562), or, where they may be scaled, told in thousands, millions, billions.
    pub(crate) fn is_about(&self, other: &Decimal, may_be_scaled: bool) -> bool {
        // Rounded to one digit, 1500 would be as good as 2000.
        const MOST_OFF: f64 = 0.11;
        const MOST_CUT: f64 = 0.17;
        const SCALES: [i32; 7] = [-9, -6, -3, 0, 3, 6, 9];
        let mut scales = SCALES
            .into_iter()
            .filter(|&scale| may_be_scaled || scale == 0);
        scales.any(|scale| {
            let power = self.power + scale;
            let coarse = power.max(other.power);
            let units = |units: u64, power: i32| units as f64 * 10f64.powi(power - coarse);
            let (one, other) = (units(self.units, power), units(other.units, other.power));
            let is_off_by = |share: f64| (one - other).abs() <= share * one.max(other);
            one.round() == other.round() && is_off_by(MOST_OFF)
                || one.floor() == other.floor() && is_off_by(MOST_CUT)
        })
    }

    /// Whether both are whole and near, and not the same: 263 and 260. What is rounded so is said to
    /// be: more than 260.
    pub(crate) fn is_near(&self, other: &Decimal) -> bool {
        let [one, other_value] = [self, other].map(Decimal::value);
        let is_whole = one.fract() == 0.0 && other_value.fract() == 0.0;
        is_whole && one != other_value && one.max(other_value) < 2.0 * one.min(other_value)
    }

    pub(crate) fn is_same(&self, other: &Decimal) -> bool {
        self.value() == other.value()
    }

    pub(crate) fn value(&self) -> f64 {
        let units = self.units as f64;
        match self.power {
            // Division leaves 0.3 what it is.
            ..0 => units / 10f64.powi(-self.power),
            power => units * 10f64.powi(power),
        }
    }

    /// Whether this is the hour or the minutes of a time, as some write what others write in one: 5.30
    /// p.m. and 17:30.
    pub(super) fn is_part_of_time(&self, time: &Decimal) -> bool {
        const DAY: f64 = 24.0;
        let [part, time] = [self, time].map(Decimal::value);
        let (hour, minutes) = (time.floor(), (100.0 * time.fract()).round());
        let is_time = 0.0 < minutes && minutes < 60.0 && hour < DAY;
        let is_hour = part == hour || part == hour + DAY / 2.0;
        is_time && (is_hour || part == minutes)
    }

    /// Whether this is the end of a year: 1930 and the 30s.
    pub(super) fn is_end_of_year(&self, year: &Decimal) -> bool {
        const YEARS: std::ops::Range<f64> = 1900.0..2100.0;
        let [part, year] = [self, year].map(Decimal::value);
        YEARS.contains(&year) && year.fract() == 0.0 && part == year % 100.0
    }

    /// Whether both may be one hour, of which one counts the hours after noon anew: 5 p.m., 17.00.
    pub(crate) fn is_hour_of(&self, other: &Decimal) -> bool {
        const NOON: f64 = 12.0;
        let [one, other] = [self, other].map(Decimal::value);
        let is = |early: f64, late: f64| early < NOON && (late - early - NOON).abs() < 1e-9;
        is(one, other) || is(other, one)
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn figures_that_may_be_one() {
        let about = |one: &str, other: &str| {
            let [one, other] = [one, other].map(|figure| Decimal::read(figure).unwrap());
            assert_eq!(one.is_about(&other, true), other.is_about(&one, true));
            one.is_about(&other, true)
        };
        for (one, other) in [
            ("2023", "2023"),
            ("1500000", "1.5"),
            ("3987.4", "3.99"),
            ("3987.4", "4"),
            ("1300", "1289"),
            ("0", "0"),
            ("500", "562"),
            ("1.2", "1.27"),
            ("5", "5.0"),
            ("5.0", "4.96"),
            ("4.5", "4.50"),
            ("4500000", "4.50"),
        ] {
            assert!(about(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("2023", "2022"),
            ("5.1", "5.2"),
            ("5.1", "51"),
            ("40", "100"),
            ("1500", "2000"),
            ("0", "3"),
            ("4.5", "5.0"),
            ("4.5", "4.0"),
            ("14.5", "15.00"),
        ] {
            assert!(!about(one, other), "{one} {other}");
        }
        let [million, thousand] = ["2000000", "2000"].map(|figure| Decimal::read(figure).unwrap());
        assert!(million.is_about(&thousand, true) && !million.is_about(&thousand, false));
        let hour = |one: &str, other: &str| {
            let [one, other] = [one, other].map(|figure| Decimal::read(figure).unwrap());
            one.is_hour_of(&other)
        };
        assert!(hour("5", "17") && hour("14.30", "2.30"));
        assert!(!hour("5", "18") && !hour("12", "24") && !hour("13", "25"));
        assert!(Decimal::read("99999999999999999999999999").is_none());
        let near = |one: &str, other: &str| {
            let [one, other] = [one, other].map(|figure| Decimal::read(figure).unwrap());
            assert_eq!(one.is_near(&other), other.is_near(&one));
            one.is_near(&other)
        };
        assert!(near("263", "260") && near("48", "50") && near("2023", "2020"));
        assert!(near("263.0", "260"));
        assert!(!near("260", "260") && !near("1500000", "1.5") && !near("4", "3.9"));
        let of_time = |part: &str, whole: &str| {
            let [part, whole] = [part, whole].map(|figure| Decimal::read(figure).unwrap());
            part.is_part_of_time(&whole)
        };
        assert!(of_time("17", "5.30") && of_time("30", "5.30") && of_time("5", "5.30"));
        assert!(!of_time("18", "5.30") && !of_time("5", "5") && !of_time("25", "25.30"));
        let of_year = |part: &str, whole: &str| {
            let [part, whole] = [part, whole].map(|figure| Decimal::read(figure).unwrap());
            part.is_end_of_year(&whole)
        };
        assert!(of_year("30", "1930"));
        assert!(!of_year("1930", "30") && !of_year("30", "130"));
    }
}
