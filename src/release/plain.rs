//! Plain text to blocks: lines, paragraphs, list items.

use super::{Block, BlockKind};
use crate::text::lines;

/// A line of a block, trimmed, with its number in the file.
pub(super) struct Line {
    pub(super) number: u64,
    pub(super) text: String,
}

/// The blocks of a plain text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut pending: Vec<Line> = Vec::new();
    for (number, line) in (1..).zip(lines(text)) {
        let line = trim(line);
        if !line.is_empty() {
            pending.push(Line {
                number,
                text: line.to_owned(),
            });
        } else if !pending.is_empty() {
            push_text(&mut blocks, &mut pending);
        }
    }
    push_text(&mut blocks, &mut pending);
    mark_lists(&mut blocks);
    blocks
}

/// Adds the lines as a block of this kind, or as several where they hold a list; empties `lines`.
pub(super) fn push_block(blocks: &mut Vec<Block>, kind: BlockKind, lines: &mut Vec<Line>) {
    let starts = match kind {
        BlockKind::Paragraph => item_starts(lines),
        _ => Vec::new(),
    };
    for (i, line) in lines.drain(..).enumerate() {
        let is_item = starts.get(i).copied().unwrap_or(false);
        match blocks.last_mut() {
            Some(block) if 0 < i && !is_item => {
                block.text.push(' ');
                block.text.push_str(&line.text);
            }
            _ => blocks.push(Block {
                kind: if is_item { BlockKind::ListItem } else { kind },
                text: line.text,
                line: line.number,
            }),
        }
    }
}

/// Cuts off white space and the invisible characters that editors leave around a line.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'))
}

fn push_text(blocks: &mut Vec<Block>, lines: &mut Vec<Line>) {
    let kind = match blocks.is_empty() {
        true => BlockKind::Title,
        false => BlockKind::Paragraph,
    };
    push_block(blocks, kind, lines);
}

/// Of neighbouring paragraphs that begin as list items do, each is one; a lone one may be direct
/// speech, which Russian and Kazakh begin with a dash.
pub(super) fn mark_lists(blocks: &mut [Block]) {
    let is_item = |block: &Block| match block.kind {
        BlockKind::ListItem => true,
        BlockKind::Paragraph => marker(&block.text).is_some(),
        _ => false,
    };
    for run in blocks.chunk_by_mut(|a, b| is_item(a) && is_item(b)) {
        if 1 < run.len() {
            run.iter_mut().for_each(|b| b.kind = BlockKind::ListItem);
        }
    }
}

/// Which lines begin a list item; none, unless several do.
fn item_starts(lines: &[Line]) -> Vec<bool> {
    let markers: Vec<_> = lines.iter().map(|line| marker(&line.text)).collect();
    let only_items = 1 < lines.len() && markers[1..].iter().all(Option::is_some);
    let starts: Vec<bool> = markers
        .iter()
        .enumerate()
        .map(|(i, marker)| match marker {
            None => false,
            Some(Marker::Sure) => true,
            // A wrapped line may begin with the dash of its sentence.
            Some(Marker::Dash) => i == 0 || only_items || ends_clause(&lines[i - 1].text),
        })
        .collect();
    match starts.iter().filter(|&&is_item| is_item).count() {
        0 | 1 => Vec::new(),
        _ => starts,
    }
}

enum Marker {
    /// A bullet, a number or a letter.
    Sure,
    /// A dash, which punctuates sentences too.
    Dash,
}

/// The sign that a list item begins with, if the line begins with one.
fn marker(line: &str) -> Option<Marker> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let is_spaced = rest.starts_with(char::is_whitespace);
    match first {
        '•' | '‣' | '▪' | '●' | '○' | '◦' | '⁃' | '■' | '►' | '\u{f0b7}' => {
            Some(Marker::Sure)
        }
        '-' | '*' | '·' if is_spaced => Some(Marker::Sure),
        '–' | '—' if is_spaced => Some(Marker::Dash),
        '0'..='9' => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            (digits <= 3 && is_sign(&line[digits..], &[".", ")"])).then_some(Marker::Sure)
        }
        _ if first.is_alphabetic() => is_sign(rest, &[")"]).then_some(Marker::Sure),
        _ => None,
    }
}

/// Whether the text begins with one of the signs and a blank after it.
fn is_sign(text: &str, signs: &[&str]) -> bool {
    signs
        .iter()
        .filter_map(|sign| text.strip_prefix(sign))
        .any(|rest| rest.starts_with(char::is_whitespace))
}

fn ends_clause(line: &str) -> bool {
    line.ends_with(['.', ':', ';', '!', '?', '…'])
}
