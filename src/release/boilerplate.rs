//! Boilerplate at the ends of a document: “Subscribe”, photo credits, hashtags.

use std::iter::{Peekable, once};
use std::str::{Chars, Lines};
use std::sync::LazyLock;

use super::{BlockKind, Document};

/// A longer block is text.
const MAX_WORDS: usize = 30;
/// As above, in bytes: what is longer is not looked at, however large it is.
const MAX_BYTES: usize = 600;
/// How far from the end a heading such as “Read also:” may stand.
const MAX_TRAILER: usize = 12;

static PATTERNS: LazyLock<Vec<Pattern>> =
    LazyLock::new(|| Pattern::read_all(include_str!("boilerplate.txt").lines()));

/// Which blocks of a document are the page's furniture: subscriptions, share buttons, photo
/// credits, hashtags, “read also”, in English, Russian and Kazakh.
///
/// One flag per block. Only short blocks at the two ends are recognised, never one that text stands
/// around, and never the title. Nothing is dropped: that is the caller's choice.
///
/// # Example
/// ```
/// use tolmach::release::{Document, boilerplate};
/// let text = "Отырыс\n\nОл Астанада өтті.\n\nРесми Telegram-арнаға жазылыңыз\n\nЖазылу";
/// let document = Document::from_text(tolmach::KK, text);
/// assert_eq!(boilerplate(&document), [false, false, true, true]);
/// ```
pub fn boilerplate(document: &Document) -> Vec<bool> {
    let blocks = &document.blocks;
    // Asked for the ends alone, so a long document costs no more than a short one.
    let found = |i: usize| match blocks[i].kind {
        BlockKind::Title => None,
        _ => recognise(&blocks[i].text),
    };
    let mut flags = vec![false; blocks.len()];

    let is_title = |i: usize| blocks[i].kind == BlockKind::Title;
    for i in (0..blocks.len()).take_while(|&i| is_title(i) || found(i).is_some()) {
        flags[i] = !is_title(i);
    }

    // The titles of other releases stand below “Read also:”; they are furniture with it.
    let is_headline = |i: usize| {
        !is_title(i) && blocks[i].text.len() <= MAX_BYTES && {
            let words = tokens(&blocks[i].text);
            words.len() <= MAX_WORDS && words.last().is_some_and(|last| last != ".")
        }
    };
    let mut end = blocks.len();
    let reach = blocks.len().saturating_sub(MAX_TRAILER);
    if let Some(heading) = (reach..blocks.len()).find(|&i| found(i) == Some(true))
        && (heading + 1..blocks.len()).all(|i| found(i).is_some() || is_headline(i))
    {
        flags[heading..].fill(true);
        end = heading;
    }
    for i in (0..end).rev().take_while(|&i| found(i).is_some()) {
        flags[i] = true;
    }
    flags
}

/// Whether the text is furniture, and if so, whether it is a heading of what follows it.
fn recognise(text: &str) -> Option<bool> {
    if MAX_BYTES < text.len() {
        return None;
    }
    let tokens = tokens(text);
    if MAX_WORDS < tokens.len() {
        return None;
    }
    let pattern = PATTERNS.iter().find(|p| matches(&p.items, &tokens))?;
    Some(pattern.is_heading)
}

/// A line of `boilerplate.txt`, whose head explains it.
struct Pattern {
    items: Vec<Item>,
    is_heading: bool,
}

enum Item {
    Word(String),
    /// The beginning of a word.
    Stem(String),
    /// Any number of words.
    Any,
    /// A full stop, or none.
    Stop,
}

impl Pattern {
    fn read_all(lines: Lines<'_>) -> Vec<Pattern> {
        lines
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with("//"))
            .map(|line| match line.strip_prefix('>') {
                Some(heading) => (heading, true),
                None => (line, false),
            })
            .map(|(line, is_heading)| Pattern {
                items: line.split_whitespace().map(Item::read).collect(),
                is_heading,
            })
            .collect()
    }
}

impl Item {
    fn read(text: &str) -> Item {
        match (text, text.strip_suffix('*')) {
            ("…", _) => Item::Any,
            (".", _) => Item::Stop,
            (_, Some(stem)) => Item::Stem(stem.to_owned()),
            (word, None) => Item::Word(word.to_owned()),
        }
    }
}

/// Whether the pattern covers all the tokens. Both are short, and few patterns hold more than one
/// `…`, so going back costs nothing.
fn matches(items: &[Item], tokens: &[String]) -> bool {
    let Some((item, items)) = items.split_first() else {
        return tokens.is_empty();
    };
    if let Item::Any = item {
        let words = tokens.iter().take_while(|token| *token != ".").count();
        return (0..=words).any(|n| matches(items, &tokens[n..]));
    }
    if let Item::Stop = item
        && tokens.is_empty()
    {
        return items.is_empty();
    }
    let Some((token, tokens)) = tokens.split_first() else {
        return false;
    };
    let is_met = match item {
        Item::Word(word) => token == word,
        Item::Stem(stem) => token.starts_with(stem.as_str()),
        Item::Stop => token == ".",
        Item::Any => true,
    };
    is_met && matches(items, tokens)
}

/// Words in lower case, `#` for a hashtag, the signs `:` and `©`, and `.` for whatever ends the
/// text as a sentence ends; other signs are left out.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() {
            let rest = word(&mut chars);
            tokens.push(
                once(c)
                    .chain(rest.chars())
                    .flat_map(char::to_lowercase)
                    .collect(),
            );
        } else if c == '#' {
            word(&mut chars);
            tokens.push("#".to_owned());
        } else if matches!(c, ':' | '©') {
            tokens.push(c.to_string());
        }
    }
    let last =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '”' | '»' | '"' | ')'));
    if last.ends_with(['.', '!', '?', '…', ';']) {
        tokens.push(".".to_owned());
    }
    tokens
}

fn word(chars: &mut Peekable<Chars<'_>>) -> String {
    std::iter::from_fn(|| chars.next_if(|c| c.is_alphanumeric() || *c == '_')).collect()
}
