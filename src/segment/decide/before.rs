//! The word before a full stop: the abbreviation that it is or ends, and the number before it.

use super::Scan;
use super::labels::single_letter;
use super::signs::is_cyrillic;
use crate::segment::tables::Word;

/// The word before a full stop.
pub(super) struct Before<'a> {
    pub(super) written: &'a str,
    pub(super) from: usize,
    pub(super) known: Word,
    /// Its abbreviation has blanks in it: "и т. д."
    pub(super) joined: bool,
    /// The number before it: "1998 г.", "2014г."
    pub(super) number: Option<&'a str>,
    /// "К", "А.И", "им.К.И", "2.Х.М"
    pub(super) initial: bool,
}

impl<'a> Scan<'a> {
    /// The word before a full stop, and the abbreviation that it is or ends.
    pub(super) fn word_before(&self, at: usize) -> Before<'a> {
        let token = self.token_before(at);
        // "(ул", "Павлодар,ул", "1990–1991ж"
        let parts = [',', ';', ':', '(', '«', '"', '“', '„', '–', '—'];
        let written = token.rsplit(parts).next().unwrap_or(token);
        let written = written.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut before = Before {
            written,
            from: at - written.len(),
            known: self.tables.word(written),
            joined: false,
            number: None,
            // "5 °C.", "cannot read %s."
            initial: self.is_initial(written)
                && !self.text[..at - written.len()].ends_with(['°', '%']),
        };
        if self.is_ordinal(written) || before.initial && are_initials(written) {
            before.known = Word::default();
            return before;
        }
        if let Some(joined) = self.joined(before.from, written) {
            let known = self.tables.word(&joined);
            if known.is_abbreviation() {
                before.known = known;
                before.joined = true;
            }
        }
        if !before.known.is_abbreviation() {
            let last = written.rsplit('-').next().unwrap_or(written);
            let word = last.trim_start_matches(|c: char| c.is_ascii_digit());
            let glued = &last[..last.len() - word.len()];
            before.known = self.tables.word(word);
            if !glued.is_empty() && before.known.is_abbreviation() {
                before.number = Some(glued);
                before.written = word;
                before.from = at - word.len();
            }
        }
        if !before.known.is_abbreviation() && self.tables.cyrillic {
            // "ул.Ак": domain names forbid it in Latin.
            let last = written.rsplit('.').next().unwrap_or(written);
            if !single_letter(last) {
                before.known = self.tables.word(last);
            }
        }
        // «2 М.» is an initial, «2 м.» are metres.
        if !single_letter(written) || written.starts_with(char::is_lowercase) {
            let from = before.from;
            before.number = (before.number)
                .or_else(|| self.number_before(from))
                .or_else(|| self.scaled_number_before(from));
        }
        // "Here I am.": a word of its own, unless the hour stands before it in figures.
        let hour = before
            .number
            .is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()));
        before.known.clock &= hour || before.joined || written.contains('.');
        before.joined |= !single_letter(before.written) && self.conjunction_before(before.from);
        before
    }

    /// «5,5 тыс. м.»: the number before a scale word or a unit.
    fn scaled_number_before(&self, from: usize) -> Option<&'a str> {
        let before = self.text[..from].trim_end();
        let token = self.token_before(before.len());
        let known = self.tables.word(token.trim_end_matches('.'));
        known
            .unit
            .then(|| self.number_before(before.len() - token.len()))?
    }

    /// «и пр.»: the end of a list, not the avenue «пр.» of an address.
    fn conjunction_before(&self, from: usize) -> bool {
        let before = self.text[..from].trim_end();
        matches!(self.token_before(before.len()), "и" | "және")
    }

    /// «17-м», «90-х»: a number with the ending of its numeral.
    fn is_ordinal(&self, written: &str) -> bool {
        written.split_once('-').is_some_and(|(number, ending)| {
            number.bytes().all(|b| b.is_ascii_digit()) && self.tables.word(ending).ending
        })
    }

    /// «и т. д.»: the word with the short words and full stops before it, blanks left out.
    fn joined(&self, from: usize, word: &str) -> Option<String> {
        // «П. П. Петров»
        if !single_letter(word) || word.starts_with(char::is_uppercase) {
            return None;
        }
        let mut joined = word.to_string();
        let mut from = from;
        for _ in 0..2 {
            let before = self.text[..from].trim_end();
            let Some(before) = before.strip_suffix('.').filter(|_| before.len() < from) else {
                break;
            };
            let token = self.token_before(before.len());
            let bare = token.trim_start_matches(|c: char| !c.is_alphanumeric());
            if bare.is_empty() || bare.chars().count() > 3 {
                break;
            }
            joined = format!("{bare}.{joined}");
            from = before.len() - bare.len();
        }
        (joined.len() > word.len()).then_some(joined)
    }

    fn is_initial(&self, written: &str) -> bool {
        // «Это я. Мама …», "of type s. The …": a small letter may be a word or a name of its own.
        let small = written.starts_with(char::is_lowercase);
        if small && (written.is_ascii() || self.tables.word(written).starter) {
            return false;
        }
        let mut parts = written.rsplit('.');
        parts
            .next()
            .is_some_and(|last| single_letter(last.trim_start_matches('-')))
            && parts.all(|part| {
                single_letter(part.trim_start_matches('-'))
                    || part.bytes().all(|b| b.is_ascii_digit())
                    || self.tables.word(part).is_abbreviation()
            })
    }
}

/// «Т.Д. Ахметов», but «т.д.»: several capitals. In Latin letters they may be a name's end: "U.S."
fn are_initials(written: &str) -> bool {
    let capital = |part: &str| single_letter(part) && part.starts_with(char::is_uppercase);
    written.contains('.') && written.starts_with(is_cyrillic) && written.split('.').all(capital)
}
