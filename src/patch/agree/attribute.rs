//! Russian adjectives between a figure and the noun that it counts: 5 рабочих дней, 21 рабочего дня.

use super::declension::{Case, Declension, Gender};
use crate::patch::reading::lists::{is_listed, listed};
use crate::patch::reading::value::Class;

/// The singular that an attribute has behind 1, as far as its forms differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Singular {
    /// Новый день.
    Masculine,
    /// Новое место.
    Neuter,
    /// Новая школа.
    Feminine,
    /// Новую школу.
    FeminineAccusative,
    /// Нового дня, нового человека.
    Genitive,
    /// Новой школы.
    FeminineGenitive,
    /// По новому дню: none of these.
    Other,
}

impl Singular {
    pub(super) fn of(case: Case, declension: Declension) -> Self {
        use Gender::*;
        match (case, declension.gender) {
            (Case::Distributive, _) => Singular::Other,
            (Case::Genitive, Feminine) => Singular::FeminineGenitive,
            (Case::Genitive, _) => Singular::Genitive,
            (Case::Accusative, Masculine) if declension.is_animate => Singular::Genitive,
            (Case::Accusative, Feminine) => Singular::FeminineAccusative,
            (_, Feminine) => Singular::Feminine,
            (_, Neuter) => Singular::Neuter,
            (_, Masculine) => Singular::Masculine,
        }
    }

    fn is_feminine(self) -> bool {
        matches!(self, Singular::Feminine | Singular::FeminineAccusative)
    }

    /// Hard and soft ending; that of masculines is said otherwise where it is stressed, and nobody
    /// sees where it is.
    fn endings(self) -> Option<[&'static str; 2]> {
        Some(match self {
            Singular::Neuter => ["ое", "ее"],
            Singular::Feminine => ["ая", "яя"],
            Singular::FeminineAccusative => ["ую", "юю"],
            Singular::Genitive => ["ого", "его"],
            Singular::FeminineGenitive => ["ой", "ей"],
            Singular::Masculine | Singular::Other => return None,
        })
    }
}

/// Whether the word may be an adjective or participle that stands behind a number.
pub(super) fn is_attribute(word: &str) -> bool {
    const SHORTEST: usize = 5;
    const ENDINGS: &[&str] = &[
        "ых", "их", "ые", "ие", "ый", "ий", "ой", "ое", "ее", "ая", "яя", "ую", "юю", "ого", "его",
        "ей",
    ];
    // 1 месячного обучения: a number without the hyphen that joins it.
    let is_compound = || {
        listed("ru compounds")
            .iter()
            .any(|stem| word.starts_with(stem))
    };
    word.chars().count() >= SHORTEST
        && ENDINGS.iter().any(|ending| word.ends_with(ending))
        && !is_compound()
}

/// The attribute of a noun behind a number of one class, as it stands behind one of another;
/// `None` if it is not as it should be, or its new form is not certain.
pub(super) fn moved_attribute(
    word: &str,
    singular: Singular,
    old: Class,
    new: Class,
) -> Option<String> {
    let (stem, is_soft) = stem_of(word, singular, old)?;
    let plural = if is_soft { "их" } else { "ых" };
    let ending = match new {
        Class::Many | Class::Fraction => plural,
        Class::Few if !singular.is_feminine() => plural,
        // 2 новые школы.
        Class::Few => {
            if is_soft {
                "ие"
            } else {
                "ые"
            }
        }
        Class::One => {
            let [hard, soft] = singular.endings()?;
            match stem.chars().next_back()? {
                'к' | 'г' | 'х' => hard,
                // Большого and меньшего, чужого and свежего.
                'ж' | 'ш' => return None,
                'щ' | 'ч' if singular == Singular::Feminine => "ая",
                'щ' | 'ч' if singular == Singular::FeminineAccusative => "ую",
                _ if is_soft => soft,
                _ => hard,
            }
        }
    };
    Some(format!("{stem}{ending}"))
}

/// The stem of an attribute behind a number of a class, and whether its plural is written with и.
fn stem_of(word: &str, singular: Singular, class: Class) -> Option<(&str, bool)> {
    let is_few_feminine = class == Class::Few && singular.is_feminine();
    let plural = [("ых", false), ("их", true)];
    let direct = [("ые", false), ("ие", true)];
    let cut = |endings: &[(&'static str, bool)]| {
        let mut found = endings.iter();
        found.find_map(|&(ending, is_soft)| Some((word.strip_suffix(ending)?, is_soft)))
    };
    let (stem, is_soft) = match (class, singular) {
        (Class::One, Singular::Masculine) => cut(&[("ый", false), ("ий", true), ("ой", false)])?,
        (Class::One, _) => {
            let [hard, soft] = singular.endings()?;
            cut(&[(hard, false), (soft, true)])?
        }
        _ if is_few_feminine => cut(&direct).or_else(|| cut(&plural))?,
        _ => cut(&plural)?,
    };
    if stem.ends_with('ь') || is_listed("ru softened", stem) {
        return None;
    }
    if class != Class::One {
        return Some((stem, is_soft));
    }
    // Новый, новых; but большой, больших.
    let is_hushed = stem.ends_with(['к', 'г', 'х', 'ж', 'ш', 'щ', 'ч']);
    Some((stem, is_soft || is_hushed))
}
