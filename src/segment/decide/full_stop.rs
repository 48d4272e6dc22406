//! Whether marks end a sentence: the evidence of the word before them and the word after.

use super::before::Before;
use super::labels::{is_label, is_roman, single_letter};
use super::signs::{begins, is_cyrillic, is_dash, is_final_mark, is_line_break, opens};
use super::{LOOK_BACK, NEAR, Scan};
use crate::text::ceiling;
use crate::work;

/// A run of final marks and what follows.
pub(super) struct Mark {
    pub(super) at: usize,
    /// A quote or a bracket closes after it.
    pub(super) closed: bool,
    /// Has an exclamation or question mark.
    pub(super) strong: bool,
    /// Has blanks in it: ". . .".
    pub(super) spaced: bool,
    /// Where the text goes on.
    pub(super) next: usize,
    /// The character there.
    pub(super) first: char,
}

impl Scan<'_> {
    /// Several marks, or one that is no full stop, with white space after them.
    pub(super) fn marks_end(&self, mark: &Mark) -> bool {
        if is_dash(mark.first) {
            return self.capital_after_dash(mark.next);
        }
        let word = self.word_at(mark.next);
        let starter = self.tables.word(word).starter;
        if mark.strong && self.tables.word(self.token_before(mark.at)).exclaims {
            return starter && !mark.first.is_lowercase();
        }
        if mark.first.is_lowercase() {
            let asked = self.text[mark.next + word.len()..].starts_with('?');
            return mark.strong
                && !mark.closed
                && (starter || asked)
                && !self.attribution_at(mark.next);
        }
        if mark.strong && mark.closed && !starter && self.attribution_at(mark.next) {
            return false;
        }
        // "And . . . I went", "I… I don't know": the pronoun is always a capital.
        if word == "I" && (mark.spaced || self.token_before(mark.at).ends_with('I')) {
            return false;
        }
        self.may_begin(mark)
    }

    /// A single full stop with white space after it.
    pub(super) fn full_stop_ends(&self, mark: &Mark) -> bool {
        let before = self.word_before(mark.at);
        let opens_segment = self.only_signs_before(before.from);
        let bracketed = self.text[mark.at + 1..].starts_with(')');
        if opens_segment && is_label(before.written) && (!mark.closed || bracketed) {
            return false;
        }
        if is_dash(mark.first) {
            let abbreviated = before.known.is_abbreviation() || before.initial;
            return !abbreviated && self.capital_after_dash(mark.next);
        }
        if mark.first.is_lowercase() {
            return !mark.closed && self.ends_before_small_letter(mark, &before);
        }
        if !self.may_begin(mark) {
            return false;
        }
        if mark.closed && !(bracketed && before.known.is_abbreviation()) {
            return true;
        }
        self.ends_before_capital(mark, &before, opens_segment)
    }

    /// Only hasty writers begin a sentence with a small letter; elsewhere the word before is an
    /// abbreviation that the tables lack.
    fn ends_before_small_letter(&self, mark: &Mark, before: &Before<'_>) -> bool {
        let written = before.written;
        let letters = written.chars().count();
        // Cyrillic abbreviations end in a consonant. A Latin word among them is a name: "zakon. kz".
        let whole = !self.tables.cyrillic
            || letters >= 6 && !written.is_ascii()
            || written.ends_with(|c| is_vowel(c) || matches!(c, 'ь' | 'й'));
        whole
            && letters >= 3
            && !before.known.is_abbreviation()
            && !written.contains('.')
            && !is_label(written)
            && !lacks_vowels(written)
            && self.word_at(mark.next).chars().all(char::is_alphabetic)
    }

    /// A capital, a number or an opening mark follows: the kinds of abbreviation decide.
    fn ends_before_capital(&self, mark: &Mark, before: &Before<'_>, opens_segment: bool) -> bool {
        let Before { written, from, .. } = *before;
        let known = before.known;
        let word = self.word_at(mark.next);
        let next = self.tables.word(word);
        let starter = next.starter && !self.is_initial_at(mark.next);
        let first = match opens(mark.first) {
            true => word.chars().next().unwrap_or(mark.first),
            false => mark.first,
        };
        let upper = first.is_uppercase();
        let digit = mark.first.is_numeric();
        let aside = matches!(mark.first, '(' | '[') || opens(mark.first) && first.is_lowercase();
        if self.is_numeral_of_heading(before) {
            return true;
        }
        if known.is_abbreviation() && (opens_segment || aside) {
            return false;
        }
        if known.before_number && (digit || mark.first == '№' || is_roman(word)) {
            return false;
        }
        // «на 01.05. 2015 года»
        if digit && is_day_and_month(written) && word.len() == 4 {
            return false;
        }
        if digit && !known.inside && !known.before_name && self.is_list_item(mark.next) {
            return true;
        }
        // «(1990–1995 гг.) Казахстан …»: the bracket may stand within the sentence.
        if known.is_abbreviation() && mark.closed {
            return starter;
        }
        if known.year && (before.number.is_some() || !written.starts_with(char::is_uppercase)) {
            return match before.number {
                Some(number) if may_be_year(number) && !self.tables.verb_last => {
                    // «создан в 2008 г. Указом Президента»
                    let goes_on = next.opener && !self.predicate_follows(mark.next);
                    starter || upper && !goes_on && !self.opens_with_date(from)
                }
                // A town («г. Алматы»), or a year in the middle of a Kazakh sentence.
                _ => starter,
            };
        }
        // "ft" and "ч" are other things without a number before them.
        let alone = (single_letter(written) || known.before_name) && !before.joined;
        if known.unit && (before.number.is_some() || !alone) {
            // «5 млн. долл. США», «АҚШ-тың», but «Китай, Иран и др. США …»
            let measured = single_word(written) && !before.joined;
            let name = word.split('-').next().unwrap_or(word);
            return !(digit || measured && self.tables.word(name).after_unit);
        }
        if known.inside {
            return false;
        }
        if known.between_names && self.name_before(from) {
            return starter;
        }
        if known.before_name {
            return match self.tables.cyrillic {
                true => starter && !single_letter(written),
                // "Elm St. It …"
                false if known.either => starter,
                false => !written.starts_with(char::is_uppercase),
            };
        }
        // «5 қаз. Астанада …»: a date in the middle of a sentence.
        if known.month && before.number.is_some() {
            return starter;
        }
        if known.clock && before.number.is_some() {
            let goes_on = next.after_clock || !starter && self.time_at(mark.next);
            return upper && !goes_on && !self.opens_with_date(from);
        }
        // «от греч. Λόγος», but «в нем. Антон …».
        if known.foreign {
            return is_cyrillic(first);
        }
        if known.either || lacks_vowels(written) {
            let titled = before.number.is_some() && next.before_name;
            // "At 5 a.m. …": too little for a sentence.
            let short = mark.at - self.start < 24 && self.opens_with(2, from);
            return (starter || titled) && !short;
        }
        if before.initial {
            let surname = next.surname && self.name_before(from);
            return !opens_segment && (starter && !surname || self.counts_at(mark.next));
        }
        true
    }

    /// Whether a sentence may begin after the mark: no mark that closes or separates.
    fn may_begin(&self, mark: &Mark) -> bool {
        let rest = &self.text[mark.next..ceiling(self.text, mark.next + LOOK_BACK)];
        let rest = rest.trim_start_matches(opens);
        let stray = rest.is_empty()
            || rest.starts_with(|c: char| matches!(c, '.' | ',' | ';') || c.is_whitespace());
        // «Кто виноват?» (1846)
        let year = mark.closed
            && mark.first == '('
            && rest.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        begins(mark.first) && !year && !(opens(mark.first) && stray && !rest.starts_with(".."))
    }

    /// "word.Word": whether a blank is missing.
    pub(super) fn blank_is_missing(&self, mark: &Mark) -> bool {
        let word = self.word_at(mark.next);
        let roman = self.tables.cyrillic && word.len() > 1 && is_roman(word);
        let small = word.chars().nth(1).is_some_and(char::is_lowercase);
        if !mark.first.is_uppercase() || !small && !roman {
            return false;
        }
        if mark.strong {
            return true;
        }
        let token = self.token_before(mark.at);
        let token = token.trim_end_matches(['»', '”', '"', ')']);
        let mut letters = token.chars().rev();
        let ends_small = letters
            .by_ref()
            .take(2)
            .filter(|c| c.is_lowercase())
            .count()
            == 2;
        let rest = &self.text[mark.next..];
        let after = rest.trim_start_matches(char::is_alphanumeric);
        ends_small
            && letters.next().is_some()
            && !token.contains(['@', '/', '.', '_'])
            && !after.starts_with(['.', '@', '/', '_'])
            && !self.tables.word(token).is_abbreviation()
    }

    /// «В 1998», «К концу XX», «Указом Президента от 5 мая 2010»: no sentence yet, which
    /// «Родился в 1998» is.
    fn opens_with_date(&self, from: usize) -> bool {
        let so_far = self.text[self.start.min(from)..from].trim_start();
        if self.opens_with(2, from) {
            return true;
        }
        let first = self.tables.word(self.word_at(from - so_far.len()));
        if !first.opener || so_far.len() > NEAR {
            return false;
        }
        work::done(so_far.len());
        let predicates = || {
            so_far
                .split_whitespace()
                .skip(1)
                .any(|w| self.may_be_predicate(w))
        };
        self.opens_with(3, from) || !self.tables.predicates.is_empty() && !predicates()
    }

    /// Whether the sentence that would begin at a byte has a predicate.
    fn predicate_follows(&self, at: usize) -> bool {
        let rest = &self.text[at..ceiling(self.text, at + NEAR)];
        let line = rest.split(is_line_break).next().unwrap_or(rest);
        work::done(line.len());
        let mut stopped = false;
        for word in line.split_whitespace() {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            let capital = bare.starts_with(char::is_uppercase);
            if stopped && capital && self.tables.word(bare).starter {
                return false;
            }
            if self.may_be_predicate(word) {
                return true;
            }
            stopped = word.ends_with(is_final_mark);
            if stopped && !self.tables.word(bare).is_abbreviation() {
                return false;
            }
        }
        false
    }

    /// A dash, or a word with the ending of a verb or a short participle, unless it is a known noun.
    fn may_be_predicate(&self, word: &str) -> bool {
        if word.chars().all(is_dash) {
            return true;
        }
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let ends = |ending: &&str| word.ends_with(*ending);
        word.starts_with(char::is_lowercase)
            && self.tables.predicates.iter().any(ends)
            && !self.tables.word(word).noun
    }

    /// Whether a capitalised word or an initial stands before.
    fn name_before(&self, from: usize) -> bool {
        let before = self.text[..from].trim_end();
        let token = self.token_before(before.len());
        token.starts_with(char::is_uppercase) && !self.tables.word(token).starter
    }

    /// «Глава I. Общие положения», "Annex A. Terms": the word before the letter has it as its number.
    fn is_numeral_of_heading(&self, before: &Before<'_>) -> bool {
        let head = self.text[..before.from].trim_end();
        let numeral =
            is_roman(before.written) || single_letter(before.written) && !self.tables.cyrillic;
        numeral
            && self.opens_with(1, before.from)
            && self.tables.word(self.token_before(head.len())).numbered
    }

    /// "6 p.m. Astana time": whether the next words name a time.
    fn time_at(&self, next: usize) -> bool {
        let rest = &self.text[next..ceiling(self.text, next + LOOK_BACK)];
        let word = |word: &str| word.trim_end_matches(|c: char| !c.is_alphanumeric()) == "time";
        rest.split_whitespace().skip(1).take(2).any(word)
    }

    /// "14 апреля", "5 people": whether a number and what it counts follow, which no name does.
    fn counts_at(&self, next: usize) -> bool {
        let rest = &self.text[next..ceiling(self.text, next + LOOK_BACK)];
        let counted = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let blank = counted.strip_prefix([' ', '\u{A0}']);
        counted.len() < rest.len() && blank.is_some_and(|b| b.starts_with(char::is_lowercase))
    }

    /// "…?" President Smith asked.
    fn attribution_at(&self, next: usize) -> bool {
        let rest = &self.text[next..ceiling(self.text, next + LOOK_BACK)];
        let clause = rest.split(|c: char| is_final_mark(c) || matches!(c, ',' | ';' | ':'));
        let mut words = clause
            .take(1)
            .flat_map(str::split_whitespace)
            .skip(1)
            .take(4);
        words.any(|word| self.tables.word(word).speaks)
    }
}

fn single_word(written: &str) -> bool {
    !single_letter(written) && written.chars().all(char::is_alphabetic)
}

/// A Roman numeral, a decade, or the digits of a year, alone, in a span or in a date.
fn may_be_year(number: &str) -> bool {
    let dashes = ['-', '–', '—'];
    let last = number.rsplit(dashes).next().unwrap_or(number);
    let first = number.split(dashes).next().unwrap_or(number);
    let year = first.rsplit('.').next().unwrap_or(first);
    let digits = year.bytes().filter(u8::is_ascii_digit).count();
    is_roman(last)
        || digits > 0 && last.ends_with(char::is_alphabetic)
        || matches!(digits, 3 | 4)
        || first.matches('.').count() == 2
}

/// «01.05»
fn is_day_and_month(written: &str) -> bool {
    let two = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    written
        .split_once('.')
        .is_some_and(|(day, month)| two(day) && two(month))
}

/// Letters without a vowel are no word: "mfg", "шк", "Дж". With capitals after the first letter they
/// are an acronym or the symbol of a unit, which take no full stop of their own: «МВт», «кГц».
fn lacks_vowels(word: &str) -> bool {
    let letters = word.chars();
    letters.clone().count() > 1
        && letters.clone().all(|c| c.is_alphabetic() && !is_vowel(c))
        && letters.clone().any(char::is_lowercase)
        && !letters.skip(1).any(char::is_uppercase)
}

fn is_vowel(c: char) -> bool {
    c.to_lowercase().any(|c| {
        matches!(
            c,
            'a' | 'e'
                | 'i'
                | 'o'
                | 'u'
                | 'y'
                | 'а'
                | 'е'
                | 'ё'
                | 'и'
                | 'о'
                | 'у'
                | 'ы'
                | 'э'
                | 'ю'
                | 'я'
                | 'ә'
                | 'і'
                | 'ө'
                | 'ү'
                | 'ұ'
        )
    })
}
