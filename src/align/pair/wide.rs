//! Weights of paths: positive numbers that neither overflow nor vanish, however long the text.

use std::f64::consts::LN_2;
use std::ops::{AddAssign, Mul};

/// Numbers are kept within a factor of 2^128 of a power of this many twos.
const STEP: i32 = 256;

/// `part` times 2 to the power of [`STEP`] times `power`. Sums and products of exponentials need no
/// logarithm so.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wide {
    part: f64,
    power: i32,
}

impl Wide {
    pub(crate) const ZERO: Wide = Wide {
        part: 0.0,
        power: i32::MIN / 4,
    };
    pub(crate) const ONE: Wide = Wide {
        part: 1.0,
        power: 0,
    };

    /// e to the power of `x`.
    pub(crate) fn exp(x: f64) -> Self {
        const WIDTH: f64 = STEP as f64 * LN_2;
        if x == f64::NEG_INFINITY {
            return Wide::ZERO;
        }
        if x.abs() < WIDTH / 2.0 {
            return Wide {
                part: x.exp(),
                power: 0,
            };
        }
        let power = (x / WIDTH).round();
        Wide {
            part: (x - power * WIDTH).exp(),
            power: power as i32,
        }
    }

    /// The natural logarithm.
    pub(super) fn ln(self) -> f64 {
        self.part.ln() + f64::from(self.power) * f64::from(STEP) * LN_2
    }

    pub(crate) fn is_zero(self) -> bool {
        self.part == 0.0
    }

    /// The same number with its part in the middle of its range: needed after each sum, and after
    /// three products.
    pub(crate) fn settled(self) -> Self {
        let high = f64::from_bits((1023 + STEP as u64 / 2) << 52);
        let step = f64::from_bits((1023 + STEP as u64) << 52);
        if self.part == 0.0 {
            Wide::ZERO
        } else if high <= self.part {
            Wide {
                part: self.part / step,
                power: self.power + 1,
            }
        } else if self.part < 1.0 / high {
            Wide {
                part: self.part * step,
                power: self.power - 1,
            }
        } else {
            self
        }
    }

    /// As a plain number; 0 or infinite if it is out of its range.
    pub(super) fn plain(self) -> f64 {
        let step = f64::from_bits((1023 + STEP as u64) << 52);
        self.part * step.powi(self.power.clamp(-8, 8))
    }

    /// This number as a share of `whole`.
    pub(crate) fn share(self, whole: Wide) -> f64 {
        Wide {
            part: self.part / whole.part,
            power: self.power - whole.power,
        }
        .plain()
    }
}

impl Mul for Wide {
    type Output = Wide;

    fn mul(self, other: Wide) -> Wide {
        Wide {
            part: self.part * other.part,
            power: self.power + other.power,
        }
    }
}

impl AddAssign for Wide {
    fn add_assign(&mut self, other: Wide) {
        if self.power == other.power {
            self.part += other.part;
            return;
        }
        let (less, more) = match self.power < other.power {
            true => (*self, other),
            false => (other, *self),
        };
        let step = f64::from_bits((1023 - STEP as u64) << 52);
        let rest = match more.power - less.power {
            1 => less.part * step,
            2 => less.part * step * step,
            _ => 0.0,
        };
        *self = Wide {
            part: more.part + rest,
            power: more.power,
        };
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Wide;

    proptest! {
        #[test]
        fn sums_and_products_are_those_of_exponentials(
            x in -2000f64..2000.0, gap in -300f64..300.0, z in -2000f64..2000.0
        ) {
            let y = x + gap;
            let product = (Wide::exp(x) * Wide::exp(z)).settled();
            let share = product.share(Wide::exp(x + z + 1.0));
            prop_assert!((share - (-1f64).exp()).abs() < 1e-9);
            prop_assert!((product.ln() - x - z).abs() < 1e-9 * (1.0 + (x + z).abs()));
            let mut sum = Wide::exp(x);
            sum += Wide::exp(y);
            let whole = sum.settled().share(Wide::exp(x.max(y)));
            prop_assert!((whole - (1.0 + (-gap.abs()).exp())).abs() < 1e-9);
        }
    }

    #[test]
    fn nothing_is_nothing() {
        let mut sum = Wide::ZERO;
        sum += Wide::exp(-1e6);
        assert!((sum.share(Wide::exp(-1e6)) - 1.0).abs() < 1e-9);
        assert!((Wide::ZERO * Wide::exp(700.0)).settled().is_zero());
        assert!(Wide::exp(f64::NEG_INFINITY).is_zero());
        assert_eq!(Wide::ZERO.share(Wide::ONE), 0.0);
    }
}
