//! The decision of the built-in rules: one pass over the text, stopping at marks and line breaks.
//!
//! The pass looks at a byte table for the next place of interest ([`next_stop`]) and asks the
//! rule for what stands there: a run of final marks ([`Scan::marks`], the heart of it, which asks
//! `full_stop`, and that asks `before`), a line break, the beginning of a bracket or a quotation, or one of the habits of
//! informal text (`informal`). Each answers where the pass goes on, and where the segment ends if
//! it ends.
//!
//! Every look back is bounded by [`LOOK_BACK`], every look for a closing mark by [`NEAR`], and
//! every other look ahead ends where the pass goes on: the whole is linear, whatever the text.

mod around;
mod before;
mod full_stop;
mod informal;
mod labels;
mod signs;

use super::tables::Tables;
use crate::work;

use self::signs::{is_dash, is_emoji, is_final_mark, is_line_break, opens_quote};

/// How many bytes before a mark can matter: more than the longest abbreviation with its number.
const LOOK_BACK: usize = 96;

/// How many characters ahead a bracket or a quoted name may close.
const NEAR: usize = 250;

/// Wrapped text is rarely narrower than this many characters.
const WRAPPED_LINE: usize = 50;

/// Closing quotes as HTML writes them, without their ampersand: pages come escaped twice.
const CLOSING_ENTITIES: [&str; 8] = [
    "quot;", "#34;", "#39;", "apos;", "raquo;", "rdquo;", "rsquo;", "ldquo;",
];

/// Calls `push` with the end of every segment but the last, in ascending order.
pub(super) fn breaks(tables: &Tables, text: &str, push: &mut impl FnMut(usize)) {
    let mut scan = Scan {
        tables,
        text,
        start: 0,
        line: 0,
        item: usize::MAX,
        bracket: 0,
        quote: 0,
    };
    let mut at = 0;
    while let Some(found) = next_stop(text.as_bytes(), at) {
        let step = scan.look(found);
        work::done(step.next - at);
        at = step.next;
        if let Some(end) = step.end {
            scan.start = end;
            push(end);
        }
    }
}

/// The state of the pass.
struct Scan<'a> {
    tables: &'a Tables,
    text: &'a str,
    /// Where the current segment begins.
    start: usize,
    /// Where the current line begins.
    line: usize,
    /// Where the last item begins that its label alone told from the one before.
    item: usize,
    /// Where the last round bracket that closes soon does close.
    bracket: usize,
    /// Where the last quoted name closes.
    quote: usize,
}

/// What a place of interest comes to.
struct Step {
    /// Where the pass goes on.
    next: usize,
    /// Where the segment ends, if it does.
    end: Option<usize>,
}

impl Step {
    fn on(next: usize) -> Step {
        Step { next, end: None }
    }

    fn end_if(ends: bool, next: usize, end: usize) -> Step {
        Step {
            next,
            end: ends.then_some(end),
        }
    }
}

/// Bytes at which the pass stops to look: ASCII marks, and the first bytes of the others.
static STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let marks = b".!?\n\r(\"):@#*=_";
    let mut i = 0;
    while i < marks.len() {
        stops[marks[i] as usize] = true;
        i += 1;
    }
    stops[0xC2] = true;
    stops[0xE2] = true;
    stops[0xE3] = true;
    stops[0xEF] = true;
    stops[0xF0] = true;
    stops
};

fn next_stop(bytes: &[u8], from: usize) -> Option<usize> {
    let found = bytes[from..].iter().position(|&b| STOPS[usize::from(b)])?;
    Some(from + found)
}

impl Scan<'_> {
    fn look(&mut self, at: usize) -> Step {
        let c = self.char_at(at).unwrap_or(' ');
        let after = at + c.len_utf8();
        match c {
            _ if is_line_break(c) => self.line_break(at),
            _ if is_final_mark(c) => self.marks(at),
            _ if opens_quote(c) => {
                if self.quote <= at {
                    self.quote = self.quoted_name(at, c).unwrap_or(at);
                }
                Step::on(after)
            }
            '(' => {
                if self.bracket <= at {
                    self.bracket = self.closes(at, '(', ')').unwrap_or(at);
                }
                Step::on(after)
            }
            ')' => self.round_bracket(at),
            ':' => self.colon(at),
            '@' => self.mention(at),
            '#' => self.hashtag(at),
            '*' | '=' | '_' => self.drawn_line(at, c),
            '•' | '⁃' | '●' | '▪' | '✔' | '✅' | '☑' | '✓' | '➤' | '►' => {
                let bullet = at > self.start && self.text[..at].ends_with(char::is_whitespace);
                Step::end_if(bullet, after, at)
            }
            _ if is_emoji(c) => self.emoji(at),
            _ => Step::on(after),
        }
    }

    /// A line break ends a segment, unless the text goes on: a small letter follows, or the line
    /// seems wrapped. A blank line always does.
    fn line_break(&mut self, at: usize) -> Step {
        let rest = &self.text[at..];
        let next = at + rest.len() - rest.trim_start().len();
        work::done(next - at);
        let width = at - self.line;
        self.line = next;
        if next == self.text.len() || at == self.start {
            return Step::on(next);
        }
        let line = self.text[at - width..at].trim();
        let gap = &self.text[at..next];
        let breaks = gap.chars().filter(|&c| is_line_break(c)).count();
        let blank = breaks - gap.matches("\r\n").count() > 1 || gap.contains('\u{2029}');
        let goes_on = match (self.ink_before(at), self.char_at(next)) {
            _ if blank => false,
            _ if self.is_list_item(next) && !self.opens_with_initial(next, line) => false,
            (Some(_), Some(first)) if first.is_lowercase() => true,
            (Some(last), Some(first)) => {
                (last.is_alphanumeric() || last == ',')
                    && first.is_alphanumeric()
                    && self.is_wrapped(line, next)
            }
            _ => false,
        };
        Step::end_if(!goes_on, next, next)
    }

    /// Whether a line was broken for want of room: it is wide, and with its first word the next
    /// line would have become no narrower than itself.
    fn is_wrapped(&self, line: &str, next: usize) -> bool {
        let room = line.len() + 1 + self.word_at(next).len();
        work::done(line.len() + room);
        let rest = self.text[next..].bytes().take(room + 1);
        line.chars().count() >= WRAPPED_LINE && rest.take_while(|&b| b != b'\n').count() <= room
    }

    /// Where the quotation that opens at a byte closes, if it is a name or a slogan within a
    /// sentence that goes on after it: «Здоровье. Труд. Успех» ұранымен.
    ///
    /// Speech is another thing: it follows a colon or comma, or its attribution follows a comma, a
    /// dash or, where it opens the sentence, a mark. Its sentences are sentences like any others, in
    /// every language alike, since each has its own translation and its own use again.
    fn quoted_name(&self, at: usize, open: char) -> Option<usize> {
        let glued = |c: char| !c.is_whitespace() && c != '(';
        if self.text[..at].ends_with(glued) {
            return None;
        }
        let opens_segment = self.only_signs_before(at);
        let last = self.ink_before(at).unwrap_or(' ');
        if !opens_segment && (matches!(last, ':' | ',') || is_final_mark(last)) {
            return None;
        }
        let close = match open {
            '«' => self.closes(at, '«', '»'),
            '“' => self.closes(at, '“', '”'),
            '„' => self.closes_at_first(at, &['“', '”']),
            _ => self.closes_at_first(at, &[open]),
        }?;
        let speech = |c: char| c == ',' || opens_segment && is_final_mark(c);
        if self.text[..close].ends_with(speech) {
            return None;
        }
        let rest = self.text[close..].trim_start_matches(['»', '”', '“', '"']);
        // A quotation before a dash is speech only where it opens the sentence: «Девиз – «Единство.
        // Труд» – выбран» goes on.
        let between = |c: char| c.is_whitespace() || !opens_segment && is_dash(c);
        let goes_on = rest
            .trim_start_matches(between)
            .starts_with(char::is_lowercase);
        goes_on.then_some(close)
    }

    /// Whether a place lies in brackets, or in a quoted name.
    fn inside(&self, at: usize) -> bool {
        at <= self.bracket || at <= self.quote
    }

    /// A run of final marks with what closes after it.
    fn marks(&mut self, at: usize) -> Step {
        let run = self.run_of_marks(at);
        let end = self.closed(run.end);
        if let Some(label) = self.next_label(at) {
            self.item = label;
            return Step {
                next: end,
                end: Some(label),
            };
        }
        let rest = &self.text[end..];
        let gap = rest.len() - rest.trim_start().len();
        work::done(end + gap - at);
        let next = end + gap;
        let Some(first) = self.char_at(next) else {
            return Step::on(next);
        };
        // An emoji still belongs to this sentence; a line break decides for itself.
        if is_emoji(first) || rest[..gap].contains(is_line_break) {
            return Step::on(end);
        }
        if run.ellipsis() {
            if self.only_signs_before(at) || self.text[..at].ends_with(['[', '(']) {
                return Step::on(end);
            }
            // "compounds. . . . The practice": the first full stop is the sentence's own.
            if run.full_stops > 3
                && self.text[at..].starts_with(". . .")
                && self.text[..at].ends_with(char::is_alphanumeric)
            {
                return Step {
                    next: end,
                    end: Some(at + 1),
                };
            }
        }
        let mark = full_stop::Mark {
            at,
            closed: end > run.end,
            strong: run.strong,
            spaced: run.spaced,
            next,
            first,
        };
        let ends = match (run.single(), gap > 0) {
            _ if self.inside(next) => false,
            (true, true) => self.full_stop_ends(&mark),
            (false, true) => self.marks_end(&mark),
            (true, false) if mark.closed => false,
            (_, false) => self.blank_is_missing(&mark),
        };
        Step::end_if(ends, end, end)
    }

    fn run_of_marks(&self, at: usize) -> Run {
        let mut run = Run {
            end: at,
            marks: 0,
            full_stops: 0,
            strong: false,
            spaced: false,
        };
        while let Some(c) = self.char_at(run.end) {
            let rest = &self.text[run.end + c.len_utf8()..];
            if is_final_mark(c) {
                run.marks += 1;
                match c {
                    '.' => run.full_stops += 1,
                    '…' => run.full_stops += 3,
                    _ => run.strong = true,
                }
            // A spaced ellipsis, unless ".NET" or the like begins.
            } else if c == ' '
                && rest.starts_with(['.', '!', '?'])
                && !rest[1..].starts_with(char::is_alphanumeric)
            {
                run.spaced = true;
            } else {
                break;
            }
            run.end += c.len_utf8();
        }
        run
    }

    /// Where the closing quotes, brackets and footnote numbers after the marks end.
    fn closed(&self, from: usize) -> usize {
        let mut end = from;
        while let Some(c) = self.char_at(end) {
            let rest = &self.text[end + c.len_utf8()..];
            match c {
                ')' => {}
                '"' | '\'' | '”' | '’' | '»' | ']' | '}' | '“' | '›' | '*' => {
                    if rest.starts_with(char::is_alphanumeric) {
                        break;
                    }
                }
                '[' => {
                    let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
                    if digits == 0 || !rest[digits..].starts_with(']') {
                        break;
                    }
                    end += digits + 1;
                }
                '&' => match CLOSING_ENTITIES
                    .iter()
                    .find(|name| rest.starts_with(**name))
                {
                    Some(name) => end += name.len(),
                    None => break,
                },
                _ => break,
            }
            end += c.len_utf8();
        }
        end
    }
}

/// Final marks that follow one another.
struct Run {
    end: usize,
    marks: usize,
    full_stops: usize,
    /// Has an exclamation or question mark.
    strong: bool,
    /// Has blanks in it: ". . .".
    spaced: bool,
}

impl Run {
    fn single(&self) -> bool {
        self.marks == 1 && self.full_stops == 1
    }

    fn ellipsis(&self) -> bool {
        self.full_stops > 2 && !self.strong
    }
}
