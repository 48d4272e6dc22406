//! The decision of the built-in rules: one pass over the text, stopping at marks and line breaks.
//!
//! Every look back is bounded by [`LOOK_BACK`] and every look ahead ends where the scan goes on, so
//! the whole is linear in the text, whatever the text.

use super::tables::Tables;

/// How many bytes before a mark can matter: more than the longest abbreviation with its number.
const LOOK_BACK: usize = 96;

/// How far ahead a bracket or a quotation may close.
const NEAR: usize = 400;

/// Wrapped text is rarely narrower than this many bytes of Latin letters.
const WRAPPED_LINE: usize = 50;

/// Calls `push` with the end of every segment but the last, in ascending order.
pub(super) fn breaks(tables: &Tables, text: &str, push: &mut impl FnMut(usize)) {
    let mut scan = Scan {
        tables,
        text,
        start: 0,
        line: 0,
        bracket: 0,
        quote: 0,
    };
    let mut at = 0;
    while let Some(found) = next_candidate(text.as_bytes(), at) {
        let (next, end) = scan.candidate(found);
        at = next;
        if let Some(end) = end {
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
    /// Where the last round bracket that closes soon does close.
    bracket: usize,
    /// Where the last quotation that belongs to its attribution closes.
    quote: usize,
}

/// Bytes at which the pass stops to look: ASCII marks, and the first bytes of the others.
static STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let marks = b".!?\n\r():@#*_=";
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

fn next_candidate(bytes: &[u8], from: usize) -> Option<usize> {
    bytes[from..]
        .iter()
        .position(|&b| STOPS[b as usize])
        .map(|i| from + i)
}

impl Scan<'_> {
    /// What the candidate at a byte means: where the scan goes on, and the segment's end if it
    /// ends one.
    fn candidate(&mut self, at: usize) -> (usize, Option<usize>) {
        let c = self.after(at).unwrap_or(' ');
        match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => self.line_break(at),
            '(' => {
                if self.bracket <= at {
                    self.bracket = self.closes(at, '(', ')').unwrap_or(at);
                }
                (at + 1, None)
            }
            '«' => {
                if self.quote <= at {
                    self.quote = self.attributed_quote(at);
                }
                (at + 2, None)
            }
            ')' => self.round_bracket(at),
            ':' => self.colon(at),
            '@' | '#' => self.mention(at),
            '•' | '⁃' | '●' | '▪' | '✔' | '✅' | '☑' | '✓' | '➤' | '►' => {
                let starts = at > self.start && self.text[..at].ends_with(char::is_whitespace);
                (at + c.len_utf8(), starts.then_some(at))
            }
            '*' | '_' | '=' => self.rule_line(at, c),
            _ if is_emoji(c) => self.emoji(at),
            _ if is_mark(c) => self.mark(at),
            _ => (at + c.len_utf8(), None),
        }
    }

    fn line_break(&mut self, at: usize) -> (usize, Option<usize>) {
        let rest = &self.text[at..];
        let gap = rest.len() - rest.trim_start().len();
        let next = at + gap;
        let width = at - self.line;
        self.line = next;
        let gap = &self.text[at..next];
        let lines = gap.replace("\r\n", "\n");
        let blank = lines.matches(['\n', '\r', '\u{2028}']).count() > 1 || gap.contains('\u{2029}');
        if next == self.text.len() || at == self.start {
            return (next, None);
        }
        let goes_on = match (self.before(at), self.after(next)) {
            (Some(_), Some(n)) if n.is_lowercase() => !self.is_list_item(next),
            (Some(b), Some(n)) => {
                width >= WRAPPED_LINE
                    && (b.is_alphanumeric() || b == ',')
                    && n.is_alphanumeric()
                    && !self.is_list_item(next)
            }
            _ => false,
        };
        (next, (blank || !goes_on).then_some(next))
    }

    /// A bracket that closes none: an emoticon, or the next label of a list.
    fn round_bracket(&mut self, at: usize) -> (usize, Option<usize>) {
        if let Some(label) = self.next_label(at) {
            return (at + 1, Some(label));
        }
        if at < self.bracket + 1 && self.bracket != 0 {
            return (at + 1, None);
        }
        let run = self.text[at..].bytes().take_while(|&b| b == b')').count();
        let end = at + run;
        let before = self.token_before(at);
        let face = before.ends_with([':', ';', '=']) || before.ends_with(":-");
        if run < 2 && !face && !(self.tables.cyrillic && before.ends_with(char::is_lowercase)) {
            return (end, None);
        }
        if is_label(before) {
            return (end, None);
        }
        self.after_face(end)
    }

    /// ": — Speech", ":D Then".
    fn colon(&mut self, at: usize) -> (usize, Option<usize>) {
        let rest = &self.text[at + 1..];
        if let Some(gap) = rest.strip_prefix([' ', '\u{A0}']) {
            let c = gap.chars().next().unwrap_or(' ');
            let next = self.text.len() - gap.len();
            let ends = self.tables.cyrillic
                && !self.tables.verb_last
                && is_dash(c)
                && self.capital_after_dash(next);
            return (at + 1, ends.then_some(at + 1));
        }
        let face = ["D", "P", "-D", "-P", "-(", "(", "*", "-*"]
            .into_iter()
            .find(|f| rest.starts_with(f) && rest[f.len()..].starts_with(char::is_whitespace));
        match face {
            Some(face) => self.after_face(at + 1 + face.len()),
            None => (at + 1, None),
        }
    }

    /// "@name" begins an answer; a row of #hashtags ends a post.
    fn mention(&mut self, at: usize) -> (usize, Option<usize>) {
        let before = self.text[..at].chars().next_back();
        if at == self.start || !before.is_some_and(char::is_whitespace) {
            return (at + 1, None);
        }
        let rest = &self.text[at..];
        if let Some(name) = rest.strip_prefix('@') {
            let answer = self.tables.cyrillic && name.starts_with(char::is_alphabetic);
            return (at + 1, answer.then_some(at));
        }
        let word: usize = rest
            .bytes()
            .take(LOOK_BACK)
            .take_while(|b| !b.is_ascii_whitespace())
            .count();
        let end = ceiling(self.text, at + word);
        let next = self.text[end..].trim_start();
        let ends = next.starts_with(char::is_uppercase) && self.hashtags_before(at);
        (end, ends.then_some(end))
    }

    fn hashtags_before(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end();
        self.token_before(before.len()).starts_with('#')
    }

    /// "*** " or "______ ": a line drawn between two texts stands for itself.
    fn rule_line(&mut self, at: usize, c: char) -> (usize, Option<usize>) {
        let rest = &self.text[at..];
        let end = at + rest.len() - rest.trim_start_matches(c).len();
        let before = self.text[self.start.min(at)..at].chars().next_back();
        let after = self.after(end).is_none_or(char::is_whitespace);
        if end - at < 3 || !after || before.is_some_and(|b| !b.is_whitespace()) {
            return (end, None);
        }
        if before.is_none() || self.only_signs_before(at) {
            return (end, Some(end));
        }
        // Come back to it as the beginning of its own segment.
        (at, Some(at))
    }

    /// A row of emoji belongs to the sentence before it, and ends it before a capital.
    fn emoji(&mut self, at: usize) -> (usize, Option<usize>) {
        let opens = self.only_signs_before(at);
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
        if opens {
            return (seen, None);
        }
        let (_, ends) = self.after_face(end);
        (seen, ends)
    }

    /// The end of an emoticon: of the sentence too, before a capital.
    fn after_face(&mut self, end: usize) -> (usize, Option<usize>) {
        let rest = &self.text[end..];
        let next = rest.trim_start();
        let gap = rest.len() - next.len();
        let Some(n) = next.chars().next() else {
            return (end, None);
        };
        if is_emoji(n) {
            return (end, None);
        }
        let ends =
            gap > 0 && (n.is_uppercase() || n == '@' || opens(n) && self.first_capital(end + gap));
        (end, ends.then_some(end))
    }

    /// A run of final marks with what closes after it.
    fn mark(&mut self, at: usize) -> (usize, Option<usize>) {
        let text = self.text;
        let mut end = at;
        let mut full_stops = 0;
        let mut strong = false;
        while let Some(c) = self.after(end) {
            if is_mark(c) {
                strong |= c != '.' && c != '…';
                full_stops += usize::from(c == '.');
                if c == '…' {
                    full_stops += 3;
                }
                end += c.len_utf8();
            } else if c == ' ' && text[end + 1..].starts_with(['.', '!', '?']) {
                // A spaced ellipsis, unless it is ".NET" or the like.
                if text[end + 2..].starts_with(char::is_alphanumeric) {
                    break;
                }
                end += 1;
            } else {
                break;
            }
        }
        let marks_end = end;
        // Closing quotes, brackets, footnote numbers and emoticons belong to the sentence before.
        while let Some(c) = self.after(end) {
            match c {
                ')' => {}
                '"' | '\'' | '”' | '’' | '»' | ']' | '}' | '“' | '›' | '*' => {
                    let attached = text[end + c.len_utf8()..]
                        .chars()
                        .next()
                        .is_none_or(|n| !n.is_alphanumeric());
                    if !attached {
                        break;
                    }
                }
                '[' => {
                    let inner = &text.as_bytes()[end + 1..];
                    let digits = inner
                        .iter()
                        .take(4)
                        .take_while(|b| b.is_ascii_digit())
                        .count();
                    if digits == 0 || inner.get(digits) != Some(&b']') {
                        break;
                    }
                    end += digits + 1;
                }
                _ => break,
            }
            end += c.len_utf8();
        }
        if let Some(label) = self.next_label(at) {
            return (end, Some(label));
        }
        let rest = &text[end..];
        let gap = rest.len() - rest.trim_start().len();
        let next = end + gap;
        let Some(n) = self.after(next) else {
            return (next, None);
        };
        if is_emoji(n) {
            return (end, None);
        }
        let opens_segment = self.only_signs_before(at);
        if full_stops > 2 && !strong && (opens_segment || text[..at].ends_with(['[', '('])) {
            return (end, None);
        }
        // "compounds. . . . The practice": the first full stop is the sentence's own.
        if full_stops > 3
            && text[at..].starts_with(". . .")
            && text[..at].ends_with(char::is_alphanumeric)
        {
            return (end, Some(at + 1));
        }
        if rest[..gap].contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
            return (end, None);
        }
        let single = full_stops == 1 && !strong && marks_end == at + 1;
        let ends = if gap == 0 {
            !single_or_closed(single, end, marks_end) && self.missing_blank(at, n, next, strong)
                || single && end == marks_end && self.missing_blank(at, n, next, false)
        } else if single {
            self.full_stop(at, end > marks_end, n, next)
        } else {
            self.strong_end(
                at,
                end > marks_end,
                n,
                next,
                strong,
                text[at..marks_end].contains(' '),
            )
        };
        (end.max(at + 1), ends.then_some(end))
    }

    /// Several marks, or one that is no full stop, with white space after them.
    fn strong_end(
        &self,
        at: usize,
        closed: bool,
        n: char,
        next: usize,
        strong: bool,
        spaced: bool,
    ) -> bool {
        if self.inside(next) {
            return false;
        }
        if is_dash(n) {
            return self.capital_after_dash(next);
        }
        let following = self.word_at(next);
        let starter = self.tables.word(following).starter;
        if strong && self.tables.word(self.token_before(at)).exclaims {
            return starter && !n.is_lowercase();
        }
        if n.is_lowercase() {
            let asked = self.text[next + following.len()..].starts_with('?');
            return strong && !closed && (starter || asked);
        }
        if spaced && following == "I" {
            return false;
        }
        self.begins_at(n, next)
    }

    /// A single full stop with white space after it.
    fn full_stop(&self, at: usize, closed: bool, n: char, next: usize) -> bool {
        if self.inside(next) {
            return false;
        }
        let token = self.token_before(at);
        let bare = token.trim_start_matches(|c: char| !c.is_alphanumeric());
        let from = at - bare.len();
        let opens_segment = self.only_signs_before(from);
        if opens_segment && is_label(bare) && (!closed || self.text[at + 1..].starts_with(')')) {
            return false;
        }
        if is_dash(n) {
            return self.capital_after_dash(next);
        }
        let last = bare.rsplit('-').next().unwrap_or(bare);
        let mut word = self.tables.word(bare);
        if !word.is_abbreviation() {
            word = self.tables.word(last);
        }
        let joined = self.joined(from, bare);
        let mut is_joined = false;
        if let Some(joined) = &joined {
            let found = self.tables.word(joined);
            if found.is_abbreviation() {
                word = found;
                is_joined = true;
            }
        }
        if n.is_lowercase() {
            return !word.is_abbreviation()
                && !closed
                && bare.chars().count() >= 3
                && !bare.contains('.')
                && !is_label(bare)
                && self.after_is_word(next);
        }
        if !self.begins_at(n, next) {
            return false;
        }
        if closed {
            return true;
        }
        let next_word = self.word_at(next);
        let next_known = self.tables.word(next_word);
        let starter = next_known.starter && !self.is_initial(next, next_word);
        let first = if opens(n) {
            next_word.chars().next().unwrap_or(n)
        } else {
            n
        };
        let upper = first.is_uppercase();
        let digit = first.is_numeric();
        if word.is_abbreviation() && (opens_segment || !upper && opens(n)) {
            return false;
        }
        let numbered = self.number_before(from);
        if word.year {
            if numbered {
                return match self.tables.verb_last {
                    true => starter,
                    false => starter || upper && !self.opens_with_number(from),
                };
            }
            if bare.chars().count() <= 2 {
                return false;
            }
        }
        if word.unit && (numbered || !is_initial(bare) || is_joined) {
            return !digit;
        }
        if word.inside {
            return false;
        }
        if word.before_name {
            let title = self.tables.cyrillic || bare.starts_with(char::is_uppercase);
            return if self.tables.cyrillic {
                starter && !single_letter(bare)
            } else {
                !title
            };
        }
        if word.before_number && (digit || is_roman(next_word)) {
            return false;
        }
        if word.either {
            let titled = numbered && next_known.before_name;
            return (starter || titled) && !self.short_opening(from);
        }
        if is_initial(bare) {
            return starter && !opens_segment && !self.name_before(from);
        }
        true
    }

    /// Whether a sentence may begin with the character: no mark that closes or separates.
    fn begins_at(&self, n: char, next: usize) -> bool {
        let rest = &self.text[next..ceiling(self.text, next + LOOK_BACK)];
        let rest = rest.trim_start_matches(opens);
        begins(n)
            && !(opens(n) && rest.starts_with(['.', ',', ';', ' ']) && !rest.starts_with(".."))
    }

    /// Whether the segment has neither letter nor number before a byte.
    fn only_signs_before(&self, at: usize) -> bool {
        let from = self.start.min(at);
        at - from <= LOOK_BACK && !self.text[from..at].contains(char::is_alphanumeric)
    }

    /// Whether a place lies in brackets, or in a quotation that its attribution continues.
    fn inside(&self, at: usize) -> bool {
        at <= self.bracket || at <= self.quote
    }

    /// Where the bracket that opens at a byte closes, if that is near.
    fn closes(&self, at: usize, open: char, close: char) -> Option<usize> {
        let mut depth = 0;
        for (i, c) in self.text[at..].char_indices() {
            if i > NEAR || c == '\n' {
                return None;
            }
            if c == open {
                depth += 1;
            } else if c == close {
                depth -= 1;
                if depth == 0 {
                    return Some(at + i);
                }
            }
        }
        None
    }

    /// Where the quotation that opens at a byte closes, if the sentence goes on after it.
    fn attributed_quote(&self, at: usize) -> usize {
        let Some(close) = self.closes(at, '«', '»') else {
            return at;
        };
        let rest = self.text[close + 2..].trim_start();
        let goes_on = rest.starts_with(|c: char| c == ',' || is_dash(c) || c.is_lowercase());
        if goes_on { close } else { at }
    }

    fn first_capital(&self, at: usize) -> bool {
        self.word_at(at).starts_with(char::is_uppercase)
    }

    /// Where the label before a byte begins, if it is the one after the label that the segment
    /// begins with: "1) … 2)", "a. … b.".
    fn next_label(&self, at: usize) -> Option<usize> {
        let label = self.token_before(at).trim_end_matches('.');
        let end = at - (self.token_before(at).len() - label.len());
        let bare = label.trim_start_matches(|c: char| !c.is_alphanumeric());
        let from = end - bare.len();
        let before = &self.text[self.start.min(from)..from];
        if !is_label(bare) || !before.ends_with(char::is_whitespace) {
            return None;
        }
        let opening = &before[..ceiling(before, LOOK_BACK)];
        let opening = opening.trim_start_matches(|c: char| !c.is_alphanumeric());
        let length = opening.find(|c: char| !c.is_alphanumeric()).unwrap_or(0);
        let (first, rest) = opening.split_at(length);
        let follows = match (first.parse::<u32>(), bare.parse::<u32>()) {
            (Ok(a), Ok(b)) => a < b && b - a == 1,
            _ => {
                let letter = |s: &str| s.chars().next().map_or(0, u32::from);
                single_letter(first) && single_letter(bare) && letter(bare) == letter(first) + 1
            }
        };
        let same_mark = rest.bytes().next() == self.text[end..].bytes().next();
        (follows && same_mark).then_some(from)
    }

    /// "word.Word": whether a blank is missing.
    fn missing_blank(&self, at: usize, n: char, next: usize, strong: bool) -> bool {
        if !n.is_uppercase() || self.inside(next) {
            return false;
        }
        let following = self.word_at(next);
        let second = following.chars().nth(1);
        let roman = following.len() > 1 && is_roman(following) && self.tables.cyrillic;
        if !second.is_some_and(char::is_lowercase) && !roman {
            return false;
        }
        if strong {
            return true;
        }
        let token = self.token_before(at);
        let mut letters = token.chars().rev();
        let (a, b) = (letters.next(), letters.next());
        let plain = |c: Option<char>| c.is_some_and(char::is_lowercase);
        if !(plain(a) && plain(b)) || token.contains(['@', '/', '.', '_']) {
            return false;
        }
        let rest = &self.text[next..];
        let word_end = rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len());
        !rest[word_end..].starts_with(['.', '@', '/', '_'])
            && !self.tables.word(token).is_abbreviation()
            && token.chars().count() >= 3
    }

    fn capital_after_dash(&self, next: usize) -> bool {
        let rest = self.text[next..].trim_start_matches(|c: char| is_dash(c) || c.is_whitespace());
        rest.starts_with(|c: char| c.is_uppercase())
    }

    fn after_is_word(&self, next: usize) -> bool {
        self.word_at(next).chars().all(char::is_alphabetic)
    }

    /// «и т. д.»: the word with the single letters and full stops before it, blanks left out.
    fn joined(&self, from: usize, word: &str) -> Option<String> {
        if !single_letter(word) {
            return None;
        }
        let mut joined = word.to_string();
        let mut from = from;
        for _ in 0..2 {
            let before = self.text[..from].trim_end();
            if before.len() == from || !before.ends_with('.') {
                break;
            }
            let token = self.token_before(before.len() - 1);
            let bare = token.trim_start_matches(|c: char| !c.is_alphanumeric());
            if bare.is_empty() || bare.chars().count() > 3 {
                break;
            }
            joined = format!("{bare}.{joined}");
            from = before.len() - 1 - bare.len();
        }
        (joined.len() > word.len()).then_some(joined)
    }

    /// The characters before a byte back to white space, at most [`LOOK_BACK`] bytes.
    fn token_before(&self, at: usize) -> &str {
        let mut floor = at.saturating_sub(LOOK_BACK).max(self.start.min(at));
        while !self.text.is_char_boundary(floor) {
            floor += 1;
        }
        let piece = &self.text[floor..at];
        match piece.rfind(char::is_whitespace) {
            Some(i) => piece[i..].trim_start(),
            None => piece,
        }
    }

    /// Whether a number or a Roman numeral stands before the word at a byte.
    fn number_before(&self, from: usize) -> bool {
        let before = self.text[..from].trim_end();
        let token = self.token_before(before.len());
        token.ends_with(|c: char| c.is_ascii_digit())
            || is_roman(token.rsplit(['-', '–', '—']).next().unwrap_or(token))
    }

    /// Whether the segment so far is no more than "В 1998", "1998", "К концу XIX".
    fn opens_with_number(&self, from: usize) -> bool {
        let so_far = &self.text[self.start..from];
        so_far.len() < LOOK_BACK && so_far.split_whitespace().count() <= 2
    }

    /// "At 5 a.m.": too little for a sentence.
    fn short_opening(&self, from: usize) -> bool {
        let so_far = &self.text[self.start..from];
        so_far.len() < 20 && so_far.split_whitespace().count() <= 2
    }

    /// Whether a capitalised word or an initial stands before.
    fn name_before(&self, from: usize) -> bool {
        let before = self.text[..from].trim_end();
        let token = self.token_before(before.len());
        token.starts_with(char::is_uppercase) && !self.tables.word(token).starter
    }

    fn word_at(&self, at: usize) -> &str {
        let rest = &self.text[at..];
        let rest = &rest[..ceiling(rest, LOOK_BACK)];
        let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !c.is_whitespace());
        let mut end = 0;
        for (i, c) in rest.char_indices().take(40) {
            if !(c.is_alphanumeric() || c == '-') {
                break;
            }
            end = i + c.len_utf8();
        }
        &rest[..end]
    }

    fn is_initial(&self, next: usize, word: &str) -> bool {
        single_letter(word)
            && self.text[next..].starts_with(word)
            && self.text[next + word.len()..].starts_with('.')
    }

    /// "1. ", "2) ", "• ", "a) ", "- ".
    fn is_list_item(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        if rest.starts_with(['•', '·', '●', '▪', '*', '-', '–', '—', '‣', '⁃', '◦'])
        {
            return true;
        }
        let label = rest
            .char_indices()
            .take(6)
            .find(|(_, c)| !c.is_alphanumeric() && *c != '.')
            .map_or("", |(i, _)| &rest[..i]);
        let after = &rest[label.len()..];
        !label.is_empty()
            && (after.starts_with(')') || label.ends_with('.'))
            && is_label(label.trim_end_matches('.'))
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].trim_end().chars().next_back()
    }

    fn after(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }
}

fn single_or_closed(single: bool, end: usize, marks_end: usize) -> bool {
    single && end == marks_end
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '。' | '！' | '？' | '｡' | '．'
    )
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−')
}

/// Whether a sentence may begin with the character.
fn begins(c: char) -> bool {
    !matches!(
        c,
        ',' | ';' | ':' | ')' | ']' | '}' | '»' | '%' | '/' | '=' | '+'
    )
}

/// Opening brackets and quotes.
fn opens(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '{' | '«' | '“' | '„' | '"' | '\'' | '‘' | '`' | '‹' | '<'
    )
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}'
        | '\u{FE0F}' | '\u{200D}' | '\u{20E3}' | '\u{2300}'..='\u{23FF}')
}

fn ceiling(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at.min(text.len())
}

fn single_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// "К", "А.И", "U.S", "Л.Н": single letters with full stops between them.
fn is_initial(word: &str) -> bool {
    word.starts_with(char::is_alphabetic) && word.split('.').all(|part| part.chars().count() <= 1)
}

fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'M' | 'І' | 'Х'))
}

/// A list item's label: "1", "1.2", "a", "IV".
fn is_label(word: &str) -> bool {
    !word.is_empty()
        && (single_letter(word)
            || is_roman(word)
            || word
                .split('.')
                .all(|part| part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit())))
}
