//! What the figures of a bead say with the words beside them, and which need not be repeated: rounded,
//! written in words, reckoned anew or converted.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::{Both, MOST_COMPARED, Value};
use crate::align::reading::decimal::Decimal;
use crate::align::reading::opposed::is_scale;
use crate::align::reading::reckoned::{Figure, counts, is_same_quantity, said_by, units};
use crate::align::reading::words::{Kind, Token};
use crate::align::vocabulary::lexicon::{Group, Sense};
use crate::lang::{EN, KK, Language, RU};
use crate::text::{self, Unit, is_approximate, unit_of};

impl Both<'_> {
    /// The figures that one side of a bead has more often than the other, where both have as many: one of
    /// them stands for what the other side says instead.
    pub(super) fn repeated(&self, side: usize, sides: &[Range<usize>; 2]) -> Vec<u32> {
        let counts = [0, 1].map(|side| {
            let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
            let tokens = self.sentences(side, sides).iter().flatten();
            for figure in tokens.filter(|token| token.kind == Kind::Number) {
                *counts.entry(figure.word).or_default() += 1;
            }
            counts
        });
        let all = |side: usize| counts[side].values().sum::<usize>();
        if all(0) != all(1) {
            return Vec::new();
        }
        let there = &counts[1 - side];
        let is_repeated = |&(&word, &count): &(&u32, &usize)| {
            let links = self.links(side, word);
            links.filter_map(|word| there.get(&word)).sum::<usize>() < count
        };
        let repeated = counts[side].iter().filter(is_repeated);
        repeated.map(|(word, _)| *word).collect()
    }

    /// Leaves out figures that are rounded on the other side, written there in words, reckoned anew,
    /// or converted.
    pub(super) fn without_excused(&self, open: &mut [Vec<u32>; 2], sides: &[Range<usize>; 2]) {
        let figures = [0, 1].map(|side| self.figures(side, &open[side], sides));
        // Miles have become kilometres, or dollars tenge, and their figures others.
        let are_in_own_unit =
            |figures: &[Option<Figure>]| figures.iter().flatten().any(|f| f.in_own_unit);
        let is_converted = |side: usize| {
            let mut kept = self.words_of(side, sides, Value::Figure);
            kept.retain(|&word| self.is_answered(side, word, sides));
            are_in_own_unit(&figures[side]) && !are_in_own_unit(&self.figures(side, &kept, sides))
        };
        let is_converted = is_converted(0) && is_converted(1);
        let units = LazyCell::new(|| {
            [0, 1].map(|side| {
                let forms = self.forms(side, sides);
                self.units(side, forms.into_values())
            })
        });
        for side in [0, 1] {
            open[side].truncate(MOST_COMPARED);
            let (in_words, unread) = self.in_words(1 - side, sides);
            // What answers to a figure here says nothing of the others.
            let here = || figures[side].iter().flatten();
            let is_here = |said: &&Figure| here().any(|own| own.decimal.is_same(&said.decimal));
            let (same, in_words): (Vec<_>, Vec<_>) = in_words.iter().partition(is_here);
            let others = figures[1 - side].iter().flatten().chain(in_words);
            // Ten years may be a decade.
            let is_unit = |own: &Figure| {
                let one = [own.decimal.value(), 1.0];
                let own_units = match &own.units[..] {
                    [] => &units[side],
                    own => own,
                };
                is_same_quantity(one, [own_units, &units[1 - side]])
            };
            let mut own = figures[side].iter();
            open[side].retain(|_| {
                let own = own.next().expect("every word");
                own.as_ref().is_some_and(|own| {
                    let is_excused = is_converted && own.in_own_unit
                        || same.iter().any(|said| own.decimal.is_same(&said.decimal))
                        || others.clone().any(|other| own.is_one(other))
                        || is_unit(own);
                    !is_excused
                })
            });
            let left = open[side].len().saturating_sub(unread);
            open[side].truncate(left);
        }
    }

    /// The figures that the numerals on one side of a bead, which the other side does not repeat, may
    /// say; and how many of them are not read, and may say anything: dozens, a quarter.
    fn in_words(&self, side: usize, sides: &[Range<usize>; 2]) -> (Vec<Figure>, usize) {
        let mut there = self.numerals(1 - side, sides);
        let (mut numerals, mut unread) = (Vec::new(), 0);
        for word in self.words(side, sides) {
            let own = || counts(self.word(side, word).senses);
            // Two and двух are one, whether or not the search links them.
            if let Some(same) = there
                .iter()
                .position(|&count| own().any(|own| own == count))
            {
                there.swap_remove(same);
                continue;
            }
            if self.is_answered(side, word, sides) {
                continue;
            }
            let before = numerals.len();
            numerals.extend(own());
            // By itself: of a third part, the part is none.
            let is_numeral = |lexicon| self.word(side, word).says_alone(Group::Numeral, lexicon);
            let is_numeral = self.lexicon.is_some_and(is_numeral);
            unread += usize::from(is_numeral && numerals.len() == before);
        }
        let said = said_by(&numerals).into_iter();
        let figures = said.filter_map(|said| Decimal::read(&said.to_string()).map(Figure::of));
        (figures.collect(), unread)
    }

    /// Numbers on one side of the bead with what they count there; none for what is not read as a
    /// decimal.
    fn figures(&self, side: usize, open: &[u32], sides: &[Range<usize>; 2]) -> Vec<Option<Figure>> {
        // So many words before a figure, and behind it, may say that it is rounded.
        const NEAR: usize = 3;
        let language = self.texts[side].version.language;
        let own_signs = self.own_signs(side, sides);
        let mut figures: Vec<Option<Figure>> = open.iter().map(|_| None).collect();
        // Two million is 2,000,000, but 2,000 is not, if nothing here says thousands.
        let are_scaled = [0, 1].into_iter().any(|side| {
            let language = self.texts[side].version.language;
            let mut tokens = self.sentences(side, sides).iter().flatten();
            tokens.any(|token| is_scale(token.lower(), language))
        });
        for words in self.sentences(side, sides) {
            let says_whole = LazyCell::new(|| says_whole(words));
            for (place, token) in words.iter().enumerate() {
                let Ok(number) = open.binary_search(&token.word) else {
                    continue;
                };
                let is_figure = token.kind == Kind::Number;
                let Some(decimal) = Decimal::read(&token.form).filter(|_| is_figure) else {
                    continue;
                };
                let behind = &words[place + 1..];
                let counted = || self.counted(side, behind);
                let has_sign = || counted().any(|token| token.form == "%");
                let figure = figures[number].get_or_insert(Figure::of(decimal));
                figure.may_be_scaled = are_scaled;
                let is_number = |token: &&Token<'_>| token.kind == Kind::Number;
                let before = words[..place].iter().rev().take(NEAR);
                let before = before.take_while(|word| !is_number(word));
                // What stands between two figures is said of the second, but in Kazakh.
                let next = behind
                    .iter()
                    .take(NEAR + 1)
                    .position(|word| is_number(&word));
                let behind_it = match (next, language.same_language(KK)) {
                    (Some(_), false) => 0,
                    (next, _) => next.unwrap_or(NEAR).min(NEAR),
                };
                let mut near = before.chain(behind.iter().take(behind_it));
                figure.is_rounded |= near.any(|token| is_approximate(&token.form, language));
                let in_percent = self.is_named(side, counted(), "percent") || has_sign();
                let in_degrees = self.is_named(side, counted(), "degree");
                // What is measured is no time, and neither is what is counted in millions.
                let is_measured = in_percent
                    || in_degrees
                    || words[..place].last().is_some_and(is_sign_of_money)
                    // The lexicon has p.m. among the units.
                    || !is_half_of_day(behind) && behind.first().is_some_and(|next| {
                        let is = |lexicon, group| self.word(side, next.word).is(group, lexicon);
                        let groups = [Group::Measure, Group::Numeral];
                        let is_of = |lexicon| groups.iter().any(|group| is(lexicon, *group));
                        self.lexicon.is_some_and(is_of)
                    });
                let has_minutes = token
                    .form
                    .split_once('.')
                    .is_some_and(|(_, part)| part.len() == 2);
                figure.has_minutes |= has_minutes && !is_measured;
                figure.is_hour |=
                    !is_measured && (has_minutes || self.is_of_clock(side, words, place));
                figure.in_percent |= in_percent;
                figure.is_difference |= is_difference(words, place, language) && !*says_whole;
                figure.in_degrees |= in_degrees;
                for unit in self.units(side, counted()) {
                    if !figure.units.contains(&unit) {
                        figure.units.push(unit);
                    }
                }
                let mut beside = words[..place].last().into_iter().chain(behind.first());
                let is_own_unit = |token: &Token<'_>| {
                    let is_unit = |lexicon| self.word(side, token.word).is(Group::Measure, lexicon);
                    self.lexicon.is_some_and(is_unit)
                        && !self.is_answered(side, token.word, sides)
                        && !self.has_unit(side, token, sides)
                };
                figure.in_own_unit |= figure.units.is_empty() && counted().any(is_own_unit)
                    || beside.any(|token| own_signs.iter().any(|&sign| token.form == sign));
            }
        }
        figures
    }

    /// Whether what stands beside a figure makes an hour of it: 9 p.m., 9:30, в 9 часов, кешкі 9-да.
    fn is_of_clock(&self, side: usize, words: &[Token<'_>], place: usize) -> bool {
        const NEAR: usize = 2;
        const NAMES: [&str; 4] = ["hour", "morning", "evening", "night"];
        let behind = &words[place + 1..];
        let has_minutes = matches!(behind, [mark, minutes, ..]
            if mark.form == ":" && minutes.kind == Kind::Number);
        let near = place.saturating_sub(NEAR)..words.len().min(place + NEAR + 1);
        let near = words[near].iter();
        has_minutes
            || is_half_of_day(behind)
            || NAMES
                .iter()
                .any(|name| self.is_named(side, near.clone(), name))
    }

    /// Of the words behind a figure, those that may say what it counts: in "from 30 to 40 percent"
    /// that of the next figure, too.
    fn counted<'w>(
        &'w self,
        side: usize,
        behind: &'w [Token<'w>],
    ) -> impl Iterator<Item = &'w Token<'w>> + Clone + 'w {
        const REACH: usize = 3;
        const LONGEST_LIST: usize = 32;
        let mut is_list = true;
        let is_number = |token: &Token<'_>| token.kind == Kind::Number;
        let near = behind.iter().take(LONGEST_LIST);
        let own = near.take_while(move |token| {
            let is_short = self.word(side, token.word).letters <= 3 && token.kind == Kind::Plain;
            let goes_on = !is_number(token) || is_list;
            is_list &= is_short || is_number(token);
            goes_on
        });
        own.filter(move |token| !is_number(token)).take(REACH)
    }

    /// The units that are named by these words.
    fn units<'w>(&self, side: usize, words: impl Iterator<Item = &'w Token<'w>>) -> Vec<Unit> {
        let units = words.flat_map(|token| units(self.senses(side, token)));
        units.collect()
    }

    /// Whether the other side names the unit of a word, too, be it by an abbreviation: hectares and га.
    fn has_unit(&self, side: usize, token: &Token<'_>, sides: &[Range<usize>; 2]) -> bool {
        let of = |side: usize, token: &Token<'_>| {
            unit_of(token.lower(), true, self.texts[side].words.language)
        };
        let mut there = self.sentences(1 - side, sides).iter().flatten();
        of(side, token).is_some_and(|unit| there.any(|other| of(1 - side, other) == Some(unit)))
    }

    /// What the lexicon knows of a word that is written so on one side: the search takes no Kazakh
    /// endings off.
    fn senses(&self, side: usize, token: &Token<'_>) -> &[Sense] {
        let form = &token.form;
        let known = self.word(side, token.word).senses;
        let is_kazakh = self.texts[side].words.language.same_language(KK);
        let Some(lexicon) = self.lexicon.filter(|_| is_kazakh && known.is_empty()) else {
            return known;
        };
        let cuts = form.char_indices().rev().map(|(cut, _)| cut);
        let mut stems = cuts.filter(|&cut| text::are_endings(&form[cut..]));
        let senses = stems.find_map(|cut| {
            let senses = lexicon.senses_of_word(KK, &form[..cut]);
            (!senses.is_empty()).then_some(senses)
        });
        senses.unwrap_or(known)
    }

    /// The signs of currencies on one side of the bead that the other side does not name.
    fn own_signs(&self, side: usize, sides: &[Range<usize>; 2]) -> Vec<&'static str> {
        const SIGNS: [(&str, &str); 5] = [
            ("$", "dollar"),
            ("€", "euro"),
            ("£", "pound"),
            ("₸", "tenge"),
            ("₽", "ruble"),
        ];
        let own = SIGNS.into_iter().filter(|(sign, name)| {
            self.has_sign(side, sides, sign)
                && !self.has_sign(1 - side, sides, sign)
                && self.lexicon.is_some()
                && !self.is_named(
                    1 - side,
                    self.sentences(1 - side, sides).iter().flatten(),
                    name,
                )
        });
        own.map(|(sign, _)| sign).collect()
    }

    fn has_sign(&self, side: usize, sides: &[Range<usize>; 2], sign: &str) -> bool {
        let sentences = &self.texts[side].sentences.texts[sides[side].clone()];
        sentences.iter().any(|sentence| sentence.contains(sign))
    }

    /// Whether these words of one side, as they are written, are what the lexicon knows under an English
    /// word, or that word.
    fn is_named<'w>(
        &self,
        side: usize,
        mut words: impl Iterator<Item = &'w Token<'w>>,
        name: &str,
    ) -> bool {
        let Some(lexicon) = self.lexicon else {
            return false;
        };
        let names = lexicon.senses_of_word(EN, name);
        words.any(|token| {
            let mut senses = self.senses(side, token).iter();
            senses.any(|sense| names.iter().any(|name| name.entry == sense.entry))
        })
    }
}

/// Whether the words behind a figure are a half of the day: 9 p.m., 9 AM.
fn is_half_of_day(behind: &[Token<'_>]) -> bool {
    let is = |place: usize, all: [&str; 2]| {
        let word = behind.get(place);
        word.is_some_and(|word| all.iter().any(|one| word.form.eq_ignore_ascii_case(one)))
    };
    is(0, ["am", "pm"]) || is(0, ["a", "p"]) && is(1, ["m", "m"])
}

/// Whether a figure says how much was added, or taken: by 17%, на 17%, 17%-ға, but not 117%-ға дейін.
fn is_difference(words: &[Token<'_>], place: usize, language: Language) -> bool {
    let before = words[..place].last().map(Token::lower);
    match () {
        _ if language.same_language(EN) => before.is_some_and(|word| word == "by"),
        _ if language.same_language(RU) => before.is_some_and(|word| word == "на"),
        _ => {
            let mut behind = words[place + 1..].iter().take(3).map(Token::lower);
            let is_to = |word: &str| matches!(word, "ға" | "пайызға");
            let mut to = behind.by_ref().take(2);
            to.any(is_to) && behind.next().is_none_or(|word| word != "дейін")
        }
    }
}

/// Whether a sentence tells of all that there is: what is fulfilled by 105%, or reaches it.
fn says_whole(words: &[Token<'_>]) -> bool {
    // Орындау is to fulfil, but орындар are places.
    const WHOLE: [&str; 13] = [
        "fulfil",
        "выполн",
        "исполн",
        "орындад",
        "орындаған",
        "орындай",
        "орындал",
        "орындап",
        "орындау",
        "атқар",
        "жетт",
        "жетк",
        "жетіп",
    ];
    words.iter().any(|word| {
        let word = word.lower();
        WHOLE.iter().any(|whole| word.starts_with(whole))
    })
}

fn is_sign_of_money(token: &Token<'_>) -> bool {
    matches!(&*token.form, "$" | "€" | "£" | "₸" | "₽")
}
