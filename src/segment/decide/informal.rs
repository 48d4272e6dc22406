//! Habits of informal text: emoticons, emoji, mentions, hashtags, drawn lines.

use super::signs::{is_dash, is_emoji, is_final_mark, opens};
use super::{LOOK_BACK, Scan, Step, labels::is_label};
use crate::text::ceiling;
use crate::work;

impl Scan<'_> {
    /// A bracket that closes none: an emoticon, or the next label of a list.
    pub(super) fn round_bracket(&self, at: usize) -> Step {
        if let Some(label) = self.next_label(at) {
            return Step {
                next: at + 1,
                end: Some(label),
            };
        }
        if at <= self.bracket && self.bracket != 0 {
            return Step::on(at + 1);
        }
        let run = self.text[at..].bytes().take_while(|&b| b == b')').count();
        let end = at + run;
        let before = self.token_before(at);
        let face = before.ends_with([':', ';', '=']) || before.ends_with(":-");
        // Russian drops the eyes of the smile.
        let smile = self.tables.cyrillic && before.ends_with(char::is_lowercase);
        if run < 2 && !face && !smile || is_label(before) {
            return Step::on(end);
        }
        self.after_face(end)
    }

    /// ": — Speech", ":D Then".
    pub(super) fn colon(&self, at: usize) -> Step {
        let rest = &self.text[at + 1..];
        if let Some(speech) = rest.strip_prefix([' ', '\u{A0}']) {
            let next = self.text.len() - speech.len();
            let ends = self.tables.cyrillic
                && !self.tables.verb_last
                && !self.inside(at)
                && speech.starts_with(is_dash)
                && self.capital_after_dash(next);
            return Step::end_if(ends, at + 1, at + 1);
        }
        let face = ["D", "P", "-D", "-P", "-(", "(", "*", "-*"]
            .into_iter()
            .find(|f| rest.starts_with(f) && rest[f.len()..].starts_with(char::is_whitespace));
        match face {
            Some(face) => self.after_face(at + 1 + face.len()),
            None => Step::on(at + 1),
        }
    }

    /// "@name" after a sentence's end begins an answer; elsewhere it is a name.
    pub(super) fn mention(&self, at: usize) -> Step {
        let before = self.text[self.start.min(at)..at].trim_end();
        work::done(at - self.start.min(at) - before.len());
        let spaced = before.len() < at - self.start.min(at);
        let ended =
            before.ends_with(|c: char| is_final_mark(c) || is_emoji(c) || matches!(c, ')' | '»'));
        let named = self.text[at + 1..].starts_with(char::is_alphabetic);
        Step::end_if(spaced && ended && named, at + 1, at)
    }

    /// A row of #hashtags ends a post.
    pub(super) fn hashtag(&self, at: usize) -> Step {
        if at == self.start || !self.text[..at].ends_with(char::is_whitespace) {
            return Step::on(at + 1);
        }
        let word = &self.text[at..ceiling(self.text, at + LOOK_BACK)];
        let end = at
            + word
                .find(|c: char| c.is_whitespace() || is_final_mark(c))
                .unwrap_or(word.len());
        let next = self.text[end..].trim_start();
        let before = self.text[..at].trim_end();
        work::done(self.text.len() - end - next.len() + at - before.len());
        let row = self.token_before(before.len()).starts_with('#');
        Step::end_if(row && next.starts_with(char::is_uppercase), end, end)
    }

    /// "*** " or "===== ": a line drawn between two texts stands for itself.
    pub(super) fn drawn_line(&self, at: usize, c: char) -> Step {
        let rest = &self.text[at..];
        let end = at + rest.len() - rest.trim_start_matches(c).len();
        let before = self.text[self.start.min(at)..at].chars().next_back();
        let after = self.char_at(end).is_none_or(char::is_whitespace);
        // Short underscores are blanks to fill in: «___» декабря.
        let least = if c == '_' { 20 } else { 3 };
        if end - at < least || !after || before.is_some_and(|b| !b.is_whitespace()) {
            return Step::on(end);
        }
        if before.is_none() || self.only_signs_before(at) {
            return Step {
                next: end,
                end: Some(end),
            };
        }
        // Come back to it as the beginning of its own segment.
        Step {
            next: at,
            end: Some(at),
        }
    }

    /// A row of emoji belongs to the sentence before it, and ends it before a capital.
    pub(super) fn emoji(&self, at: usize) -> Step {
        let mut end = at;
        let mut seen = at;
        for (i, c) in self.text[at..].char_indices() {
            if is_emoji(c) {
                end = at + i + c.len_utf8();
            } else if c != ' ' {
                break;
            }
            seen = at + i + c.len_utf8();
        }
        if self.only_signs_before(at) {
            return Step::on(seen);
        }
        Step {
            next: seen,
            ..self.after_face(end)
        }
    }

    /// The end of an emoticon: of the sentence too, before a capital.
    fn after_face(&self, end: usize) -> Step {
        let rest = &self.text[end..];
        let following = rest.trim_start();
        let next = end + rest.len() - following.len();
        work::done(next - end);
        let capital = |c: char| {
            c.is_uppercase()
                || c == '@'
                || opens(c) && self.word_at(next).starts_with(char::is_uppercase)
        };
        let ends = next > end && following.starts_with(|c| !is_emoji(c) && capital(c));
        Step::end_if(ends, end, end)
    }
}
