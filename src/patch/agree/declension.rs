//! How Russian words are declined behind numbers.

/// How a noun is declined where numbers stand before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Declension {
    Masculine,
    Neuter,
    Feminine,
    Animate,
}

/// The case in which a number with its noun stands, as far as their forms differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Nominative,
    Accusative,
    Genitive,
    /// Behind по, which has 1 in the dative: по 2 дня, по 1 дню.
    Distributive,
}
