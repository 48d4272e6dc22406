//! How Russian words are declined behind numbers.

/// How a noun is declined where numbers stand before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Declension {
    pub(super) gender: Gender,
    /// Whether it names a person or beast: then the accusative of a masculine, and of a plural, is the
    /// genitive.
    pub(super) is_animate: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Masculine,
    Neuter,
    Feminine,
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
