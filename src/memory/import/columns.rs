//! Whether the columns of a table are in their languages and belong together.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::align::{Column, Reason, Rows};
use crate::lang::Language;
use crate::unit::{Entry, Variant};

/// Looks, here and there in a table, whether its columns are in their languages and belong together:
/// a cell that is missing moves all that follow.
#[derive(Default)]
pub(super) struct Windows {
    /// The newest rows.
    rows: VecDeque<Vec<Variant>>,
    seen: usize,
    /// Per two columns, in how many of the rows that can tell they belong together.
    belong: BTreeMap<(Language, Language), Belong>,
    looks: usize,
    /// Per column, in how many of the looks it is wrong, and why in the first.
    wrong: BTreeMap<Language, Wrong>,
    slipped: Vec<Reason>,
}

#[derive(Default)]
struct Belong {
    rows: usize,
    of: usize,
}

#[derive(Default)]
struct Wrong {
    looks: usize,
    reason: Option<Reason>,
}

impl Windows {
    /// So many rows are looked at together …
    const WINDOW: usize = 32;
    /// … in every so many.
    const EVERY: usize = 1_024;
    /// Fewer tell too little of anything but a slip.
    const LEAST: usize = 12;

    pub(super) fn see(&mut self, entry: &Entry) {
        if self.rows.len() == Self::WINDOW {
            self.rows.pop_front();
        }
        self.rows.push_back(entry.variants.clone());
        self.seen += 1;
        if self.seen % Self::EVERY == Self::WINDOW {
            self.look();
        }
    }

    pub(super) fn end(mut self) -> Vec<Reason> {
        self.look();
        // A part that was not translated, or is damaged, does not condemn the others.
        let all = self.looks;
        let wrong = self.wrong.into_values().filter(|w| all < 2 * w.looks);
        let wrong: Vec<Reason> = wrong.filter_map(|wrong| wrong.reason).collect();
        // Of true translations nine in ten rows fit better than by chance, of others one in five.
        let unlike = self.belong.iter().filter(|(_, b)| 2 * b.rows < b.of);
        let unlike = unlike.map(|(&(against, language), _)| Reason::NotATranslation {
            language,
            against: Some(against),
        });
        let mut found = [wrong, self.slipped, unlike.collect()].into_iter();
        found
            .find(|reasons| !reasons.is_empty())
            .unwrap_or_default()
    }

    fn look(&mut self) {
        if !self.slipped.is_empty() {
            return;
        }
        let rows = &self.rows;
        let first = self.seen + 1 - rows.len();
        let variants = rows.iter().flatten();
        let languages: BTreeSet<Language> = variants.map(|variant| variant.language).collect();
        let text = |row: usize, language| {
            let variant = rows[row]
                .iter()
                .find(|variant| variant.language == language);
            variant.map_or("", |variant| variant.text.as_str())
        };
        let columns = languages.into_iter().map(|language| {
            let texts: Vec<&str> = (0..rows.len()).map(|row| text(row, language)).collect();
            let told = Column::of(language, &texts, first);
            (language, texts, told)
        });
        let columns: Vec<(Language, Vec<&str>, Column)> = columns.collect();
        let is_long = Self::LEAST <= rows.len();
        let is_wrong = |told: &Column| is_long && matches!(told, Column::Wrong(_));
        self.looks += usize::from(is_long);
        for (language, _, told) in columns.iter().filter(|_| is_long) {
            if let Column::Wrong(reason) = told {
                let wrong = self.wrong.entry(*language).or_default();
                wrong.looks += 1;
                wrong.reason.get_or_insert_with(|| reason.clone());
            }
        }
        let Some(((against, ones, told), others)) = columns.split_first() else {
            return;
        };
        for (language, others, other_told) in others {
            if is_wrong(told) || is_wrong(other_told) {
                continue;
            }
            let compared = Rows::compare([*against, *language], [ones, others]);
            if let Some((rows, slipped)) = compared.slip() {
                self.slipped.push(Reason::Slipped {
                    language: *language,
                    against: *against,
                    rows,
                    first: first + slipped.start,
                    last: first + slipped.end - 1,
                });
            }
            if !is_long {
                continue;
            }
            // What says the same in many rows belongs to all of them.
            let differ = |texts: &[&str]| texts.iter().collect::<BTreeSet<_>>().len();
            if let (Column::Told, Column::Told) = (told, other_told)
                && 3 * rows.len() <= 4 * differ(ones).min(differ(others))
            {
                let belong = self.belong.entry((*against, *language)).or_default();
                belong.rows += compared.belong();
                belong.of += rows.len();
            }
        }
    }
}
