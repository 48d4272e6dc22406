//! Where two texts differ, token by token.

use std::cell::OnceCell;
use std::ops::Range;

use serde::Serialize;

use super::penalty::PenaltyReason;
use crate::lang::Language;
use crate::span::{span, span_or_none};
use crate::text::{Folded, Token, TokenKind, stem, tokens};

/// A difference between a query and a stored source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Edit {
    /// What leads from the source to the query.
    pub kind: EditKind,
    /// What kind of thing differs.
    pub reason: PenaltyReason,
    /// Bytes of the query; empty where something of the source is to be deleted.
    #[serde(serialize_with = "span")]
    pub query: Range<usize>,
    /// Bytes of the source; empty where something of the query is to be inserted.
    #[serde(serialize_with = "span")]
    pub source: Range<usize>,
    /// Bytes of the first translation that answer to the source's, where word alignment was asked
    /// ([`Match::edits_by_words`](super::Match::edits_by_words)) and knows.
    #[serde(
        serialize_with = "span_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub target: Option<Range<usize>>,
    /// How much differs, in characters; nothing where the match forms are equal.
    #[serde(skip)]
    pub(super) weight: usize,
}

/// What leads from the source to the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum EditKind {
    /// The query says it otherwise.
    Replace,
    /// Only the query has it.
    Insert,
    /// Only the source has it.
    Delete,
}

impl Edit {
    /// Whether the difference is reported only: the match forms of the texts do not show it.
    pub fn is_free(&self) -> bool {
        self.weight == 0
    }
}

/// More comparisons than this are not made: what differs is then one piece.
const MOST: usize = 4_000_000;

/// The differences of two texts of one language, in order.
pub(super) fn between(query: &str, source: &str, language: Language) -> Vec<Edit> {
    if query == source {
        return Vec::new();
    }
    differences(&Side::new(query, language), &Side::new(source, language))
}

/// The differences of two texts that were read already.
pub(super) fn differences(a: &Side<'_>, b: &Side<'_>) -> Vec<Edit> {
    let (front, back) = common_ends(a, b);
    let (m, n) = (a.tokens.len() - back, b.tokens.len() - back);
    let mut steps: Vec<Step> = (0..front).map(|i| Step::Pair(i, i)).collect();
    steps.extend(match (m - front) * (n - front) <= MOST {
        true => path(a, front..m, b, front..n),
        false => vec![Step::Piece(front..m, front..n)],
    });
    steps.extend((0..back).map(|i| Step::Pair(m + i, n + i)));
    let mut edits = Vec::new();
    // Whether what stands before the next tokens answers to each other.
    let mut is_even = true;
    for step in steps {
        let answering = match &step {
            Step::Pair(i, j) => Some((*i, *j)),
            Step::Piece(rows, columns) => Some((rows.start, columns.start)),
            _ => None,
        };
        if let Some((i, j)) = answering
            && is_even
        {
            edits.extend(respaced(a, i, b, j));
        }
        is_even = answering.is_some();
        edits.extend(match step {
            Step::Pair(i, j) => replaced(a, i, b, j),
            Step::Insert(i, j) => Some(a.alone(i, EditKind::Insert, b.start(j))),
            Step::Delete(i, j) => Some(b.alone(j, EditKind::Delete, a.start(i))),
            Step::Piece(rows, columns) => piece(a, rows, b, columns),
        });
    }
    if is_even {
        edits.extend(respaced(a, a.tokens.len(), b, b.tokens.len()));
    }
    let edits = joined(edits, a.text, b.text);
    // Equal forms cost nothing, where the tokens of both answer to each other in no other way, too.
    if a.folded == b.folded
        && !edits.iter().all(Edit::is_free)
        && let (Some(first), Some(last)) = (edits.first(), edits.last())
    {
        return vec![Edit {
            kind: EditKind::Replace,
            reason: PenaltyReason::Spelling,
            query: first.query.start..last.query.end,
            source: first.source.start..last.source.end,
            target: None,
            weight: 0,
        }];
    }
    edits
}

/// The bytes of each text between the tokens that both begin and end with: what differs lies there,
/// but for what is [free](Edit::is_free).
pub(super) fn differing_ranges(a: &Side<'_>, b: &Side<'_>) -> [Range<usize>; 2] {
    let (front, back) = common_ends(a, b);
    [a, b].map(|side| side.start(front)..side.start(side.tokens.len() - back))
}

/// How many tokens of equal forms two texts begin with, and end with.
fn common_ends(a: &Side<'_>, b: &Side<'_>) -> (usize, usize) {
    let (m, n) = (a.tokens.len(), b.tokens.len());
    let equal = |&(i, j): &(usize, usize)| a.form(i) == b.form(j);
    let front = (0..m).zip(0..n).take_while(equal).count();
    let (rest_a, rest_b) = (front..m, front..n);
    let back = rest_a.rev().zip(rest_b.rev()).take_while(equal).count();
    (front, back)
}

/// A text with what its tokens are compared by.
pub(super) struct Side<'t> {
    text: &'t str,
    language: Language,
    tokens: Vec<Token>,
    /// The match form of the text: what a word becomes, its neighbours may decide.
    folded: String,
    /// The part of it that each token has become.
    forms: Vec<Range<usize>>,
    /// Worked out where forms differ.
    stems: Vec<OnceCell<String>>,
}

impl<'t> Side<'t> {
    pub(super) fn new(text: &'t str, language: Language) -> Self {
        let tokens = tokens(text, language);
        let folded = Folded::new(text, language);
        let forms = tokens
            .iter()
            .map(|token| folded.fold_end(token.range.start)..folded.fold_end(token.range.end));
        Side {
            text,
            language,
            stems: vec![OnceCell::new(); tokens.len()],
            forms: forms.collect(),
            tokens,
            folded: folded.into_text(),
        }
    }

    fn form(&self, token: usize) -> &str {
        &self.folded[self.forms[token].clone()]
    }

    /// The form of several tokens, with the blanks between them.
    fn form_of(&self, tokens: &Range<usize>) -> &str {
        &self.folded[self.forms[tokens.start].start..self.forms[tokens.end - 1].end]
    }

    /// What the match form has between a token, or the end, and the one before.
    fn blank_before(&self, token: usize) -> &str {
        let before = token.checked_sub(1).map_or(0, |at| self.forms[at].end);
        let next = self.forms.get(token);
        &self.folded[before..next.map_or(self.folded.len(), |form| form.start)]
    }

    /// The stem of a word, nothing of other tokens.
    fn stem(&self, token: usize) -> &str {
        self.stems[token].get_or_init(|| match self.tokens[token].kind {
            TokenKind::Word => stem(self.form(token), self.language),
            _ => String::new(),
        })
    }

    /// Where the token begins, or the text ends.
    fn start(&self, token: usize) -> usize {
        self.tokens
            .get(token)
            .map_or(self.text.len(), |t| t.range.start)
    }

    /// Where the token before ends.
    fn end(&self, token: usize) -> usize {
        token
            .checked_sub(1)
            .map_or(0, |before| self.tokens[before].range.end)
    }

    fn reason(&self, token: usize) -> PenaltyReason {
        reason(self.tokens[token].kind)
    }

    /// What the token is a part of: the sign of a number is no mark of punctuation.
    fn told_reason(&self, token: usize) -> PenaltyReason {
        match self.is_sign(token) {
            true => PenaltyReason::Numbers,
            false => self.reason(token),
        }
    }

    /// Whether a token is the sign of the number right behind it: -5, but neither 3-5 nor - 5.
    fn is_sign(&self, token: usize) -> bool {
        let own = &self.tokens[token];
        let is_number = |next: &Token| {
            reason(next.kind) == PenaltyReason::Numbers && next.range.start == own.range.end
        };
        let before = &self.text[..own.range.start];
        matches!(own.text(self.text), "-" | "‐" | "‑" | "–" | "−" | "+")
            && !before.ends_with(char::is_alphanumeric)
            && !before.trim_end().ends_with(|c: char| c.is_ascii_digit())
            && self.tokens.get(token + 1).is_some_and(is_number)
    }

    /// A token that the other text lacks, which has its place `at` there.
    fn alone(&self, token: usize, kind: EditKind, at: usize) -> Edit {
        let (own, other) = (self.tokens[token].range.clone(), at..at);
        let (query, source) = match kind {
            EditKind::Delete => (other, own),
            _ => (own, other),
        };
        Edit {
            kind,
            reason: self.told_reason(token),
            query,
            source,
            target: None,
            weight: self.form(token).chars().count(),
        }
    }
}

fn reason(kind: TokenKind) -> PenaltyReason {
    use TokenKind::*;
    match kind {
        Word | Acronym => PenaltyReason::Words,
        Number | Date | Time | Percent | Currency | Ordinal => PenaltyReason::Numbers,
        Placeholder | Tag | Url => PenaltyReason::Tags,
        Punctuation | Symbol => PenaltyReason::Punctuation,
    }
}

/// What a pair of tokens differs by, if it does.
fn replaced(a: &Side<'_>, i: usize, b: &Side<'_>, j: usize) -> Option<Edit> {
    let (raw_a, raw_b) = (a.tokens[i].text(a.text), b.tokens[j].text(b.text));
    if raw_a == raw_b {
        return None;
    }
    let (form_a, form_b) = (a.form(i), b.form(j));
    let longer = form_a.chars().count().max(form_b.chars().count());
    let (reason, weight) = if form_a == form_b {
        let reason = match a.reason(i) {
            _ if raw_a.to_lowercase() == raw_b.to_lowercase() => PenaltyReason::Case,
            PenaltyReason::Words => PenaltyReason::Spelling,
            reason => reason,
        };
        (reason, 0)
    } else if same_stem(a, i, b, j) {
        let same = form_a.chars().zip(form_b.chars());
        let same = same.take_while(|(a, b)| a == b).count();
        (PenaltyReason::Endings, longer.max(same + 1) - same)
    } else {
        let reason = notation(a, i, b, j).unwrap_or_else(|| a.told_reason(i));
        (reason, longer)
    };
    Some(Edit {
        kind: EditKind::Replace,
        reason,
        query: a.tokens[i].range.clone(),
        source: b.tokens[j].range.clone(),
        target: None,
        weight,
    })
}

/// What several tokens differ by from those that they answer to, if they do.
fn piece(a: &Side<'_>, rows: Range<usize>, b: &Side<'_>, columns: Range<usize>) -> Option<Edit> {
    let query = a.start(rows.start)..a.end(rows.end);
    let source = b.start(columns.start)..b.end(columns.end);
    let (raw_a, raw_b) = (&a.text[query.clone()], &b.text[source.clone()]);
    if raw_a == raw_b {
        return None;
    }
    let (form_a, form_b) = (a.form_of(&rows), b.form_of(&columns));
    let (reason, weight) = match form_a == form_b {
        true if raw_a.to_lowercase() == raw_b.to_lowercase() => (PenaltyReason::Case, 0),
        true => (PenaltyReason::Spelling, 0),
        false => {
            let longer = form_a.chars().count().max(form_b.chars().count());
            (PenaltyReason::Words, longer)
        }
    };
    Some(Edit {
        kind: EditKind::Replace,
        reason,
        query,
        source,
        target: None,
        weight,
    })
}

/// What two figures differ by that say the same: 1 000 and 1000 in a blank, 12,5 and 12.5 in a mark.
fn notation(a: &Side<'_>, i: usize, b: &Side<'_>, j: usize) -> Option<PenaltyReason> {
    let (one, other) = (&a.tokens[i], &b.tokens[j]);
    let is_same = one.value.is_some() && one.value == other.value && one.kind == other.kind;
    let is_blank = |c: &char| c.is_whitespace();
    let is_mark = |c: &char| is_blank(c) || matches!(c, '.' | ',' | '\'' | '’');
    let same_without = |is_left_out: &dyn Fn(&char) -> bool| {
        let rest = |form: &'_ str| form.chars().filter(|c| !is_left_out(c)).collect::<String>();
        rest(a.form(i)) == rest(b.form(j))
    };
    match is_same {
        true if same_without(&is_blank) => Some(PenaltyReason::Spacing),
        true if same_without(&is_mark) => Some(PenaltyReason::Punctuation),
        _ => None,
    }
}

/// What two texts differ by in blanks before tokens that answer to each other, or at the end.
fn respaced(a: &Side<'_>, i: usize, b: &Side<'_>, j: usize) -> Option<Edit> {
    let (query, source) = (a.end(i)..a.start(i), b.end(j)..b.start(j));
    let (in_query, in_source) = (&a.text[query.clone()], &b.text[source.clone()]);
    if in_query == in_source {
        return None;
    }
    let is_shown = a.blank_before(i) != b.blank_before(j);
    Some(Edit {
        kind: match () {
            _ if in_source.is_empty() => EditKind::Insert,
            _ if in_query.is_empty() => EditKind::Delete,
            _ => EditKind::Replace,
        },
        reason: PenaltyReason::Spacing,
        query,
        source,
        target: None,
        weight: usize::from(is_shown),
    })
}

fn same_stem(a: &Side<'_>, i: usize, b: &Side<'_>, j: usize) -> bool {
    !a.stem(i).is_empty() && a.stem(i) == b.stem(j)
}

/// A step through both texts: two tokens that answer to each other, one with its place in the
/// other text, or several that answer to several: written the same, or too many to compare.
enum Step {
    Pair(usize, usize),
    Insert(usize, usize),
    Delete(usize, usize),
    Piece(Range<usize>, Range<usize>),
}

/// The cheapest way through both texts (R. Wagner and M. Fischer, *The string-to-string correction
/// problem*, 1974). Words of one stem are paired rather than any two words, and things of two
/// kinds never. Several tokens are paired with the one that is written as they are, but for what match
/// forms even out (`5-КЕ`, `5-ке`).
fn path(a: &Side<'_>, rows: Range<usize>, b: &Side<'_>, columns: Range<usize>) -> Vec<Step> {
    const ALONE: u32 = 3;
    // So many tokens that another text writes as one.
    const SEVERAL: usize = 32;
    let pair = |i: usize, j: usize| match () {
        _ if a.form(i) == b.form(j) => 0,
        _ if same_stem(a, i, b, j) => 2,
        _ if a.reason(i) == b.reason(j) => 5,
        _ => 3 * ALONE,
    };
    // How many tokens of the one and of the other end here and are written the same, one of them alone.
    let same = |r: usize, c: usize| {
        if r == 0 || c == 0 {
            return None;
        }
        let ends = |side: &Side<'_>, end: usize, most: usize, form: &str| {
            if !form.ends_with(side.form(end - 1)) {
                return None;
            }
            let several = |count: &usize| side.form_of(&(end - count..end));
            let mut counts = (2..=SEVERAL.min(most)).take_while(|n| several(n).len() <= form.len());
            counts.find(|n| several(n) == form)
        };
        let (i, j) = (rows.start + r, columns.start + c);
        let of_one = ends(a, i, r, b.form(j - 1)).map(|count| (count, 1));
        of_one.or_else(|| ends(b, j, c, a.form(i - 1)).map(|count| (1, count)))
    };
    let width = columns.len() + 1;
    let mut cost = vec![0; (rows.len() + 1) * width];
    for r in 0..=rows.len() {
        for c in 0..=columns.len() {
            cost[r * width + c] = match (r, c) {
                (0, c) => ALONE * c as u32,
                (r, 0) => ALONE * r as u32,
                (r, c) => {
                    let paired = pair(rows.start + r - 1, columns.start + c - 1);
                    let written = same(r, c).map(|(m, n)| cost[(r - m) * width + c - n]);
                    (cost[(r - 1) * width + c - 1] + paired)
                        .min(cost[(r - 1) * width + c] + ALONE)
                        .min(cost[r * width + c - 1] + ALONE)
                        .min(written.unwrap_or(u32::MAX))
                }
            };
        }
    }
    let mut steps = Vec::new();
    let (mut r, mut c) = (rows.len(), columns.len());
    while (r, c) != (0, 0) {
        let (i, j) = (rows.start + r, columns.start + c);
        let here = cost[r * width + c];
        let written = same(r, c).filter(|(m, n)| here == cost[(r - m) * width + c - n]);
        // Among the cheapest ways, the one that pairs early and leaves what is new in one piece.
        if let Some((m, n)) = written {
            steps.push(Step::Piece(i - m..i, j - n..j));
            (r, c) = (r - m, c - n);
        } else if r > 0 && here == cost[(r - 1) * width + c] + ALONE {
            steps.push(Step::Insert(i - 1, j));
            r -= 1;
        } else if c > 0 && here == cost[r * width + c - 1] + ALONE {
            steps.push(Step::Delete(i, j - 1));
            c -= 1;
        } else {
            steps.push(Step::Pair(i - 1, j - 1));
            (r, c) = (r - 1, c - 1);
        }
    }
    steps.reverse();
    steps
}

/// Neighbours of one sort, with only blanks between, are one edit.
fn joined(edits: Vec<Edit>, query: &str, source: &str) -> Vec<Edit> {
    let mut joined: Vec<Edit> = Vec::new();
    for edit in edits {
        match joined.last_mut() {
            Some(last)
                if (last.kind, last.reason) == (edit.kind, edit.reason)
                    && last.kind != EditKind::Replace
                    && query[last.query.end..edit.query.start].trim().is_empty()
                    && source[last.source.end..edit.source.start].trim().is_empty() =>
            {
                last.query.end = edit.query.end;
                last.source.end = edit.source.end;
                last.weight += edit.weight;
            }
            _ => joined.push(edit),
        }
    }
    joined
}
