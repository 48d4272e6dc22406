//! HTML to blocks: a walk over the tokens that knows block-level elements and nothing of styles.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use super::plain::{self, Line};
use super::{Block, BlockKind};

/// Elements that hold no text of the release, in any page.
const NEVER_TEXT: &[&str] = &[
    "script", "style", "noscript", "template", "iframe", "object", "svg", "math", "textarea",
];
/// Elements that hold the furniture of a page; some pages leave them open or wrap everything in one.
const FURNITURE: &[&str] = &[
    "nav", "header", "footer", "aside", "form", "button", "select",
];
/// Elements that run within a line; every other one begins and ends a block.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// The blocks of a page.
pub(super) fn blocks(page: &str) -> Vec<Block> {
    let mut kept: Vec<&str> = Vec::new();
    loop {
        let mut walk = Walk::new(page, &kept);
        walk.run();
        // An element that was never closed, or the form around a whole page, has swallowed text.
        let swallowed = walk.dropping.map(|(name, _)| name);
        let form = Some("form").filter(|name| walk.blocks.is_empty() && !kept.contains(name));
        match swallowed.filter(|name| FURNITURE.contains(name)).or(form) {
            Some(name) => kept.push(name),
            None => return walk.blocks,
        }
    }
}

struct Walk<'a> {
    page: &'a str,
    /// Furniture that is read all the same.
    kept: &'a [&'static str],
    blocks: Vec<Block>,
    /// The finished lines of the current block; `br` ends one.
    lines: Vec<Line>,
    text: String,
    text_line: u64,
    /// Bytes of the page whose line ends are counted, and the line reached.
    counted: (usize, u64),
    /// The element that is being dropped, and how many of its name are open.
    dropping: Option<(&'static str, usize)>,
    /// For each open list, whether an item of it is open.
    lists: Vec<bool>,
    quotations: usize,
    articles: usize,
    is_heading: bool,
    is_page_title: bool,
    page_title: String,
}

impl<'a> Walk<'a> {
    fn new(page: &'a str, kept: &'a [&'static str]) -> Self {
        Walk {
            page,
            kept,
            blocks: Vec::new(),
            lines: Vec::new(),
            text: String::new(),
            text_line: 0,
            counted: (0, 1),
            dropping: None,
            lists: Vec::new(),
            quotations: 0,
            articles: 0,
            is_heading: false,
            is_page_title: false,
            page_title: String::new(),
        }
    }

    fn run(&mut self) {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        for Ok(token) in Tokenizer::new_with_emitter(self.page, emitter) {
            match token {
                Token::StartTag(tag) => self.start(&tag.name, tag.self_closing),
                Token::EndTag(tag) => self.end(&tag.name),
                Token::String(text) => {
                    let start = text.span.start;
                    self.string(&String::from_utf8_lossy(&text), start);
                }
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        self.flush();
        self.settle_title();
        plain::mark_lists(&mut self.blocks);
    }

    fn start(&mut self, name: &[u8], is_self_closing: bool) {
        let name = std::str::from_utf8(name).unwrap_or_default();
        if let Some((dropped, open)) = &mut self.dropping {
            *open += usize::from(*dropped == name);
            return;
        }
        if let Some(dropped) = self.dropped(name) {
            if FURNITURE.contains(&name) {
                self.flush();
            }
            if !(is_self_closing && matches!(name, "svg" | "math")) {
                self.dropping = Some((dropped, 1));
            }
            return;
        }
        if !self.bounds_block(name) {
            return;
        }
        match name {
            "title" => self.is_page_title = true,
            "h1" => self.is_heading = true,
            "ul" | "ol" | "menu" => self.lists.push(false),
            "li" => match self.lists.last_mut() {
                Some(item) => *item = true,
                None => self.lists.push(true),
            },
            "blockquote" => self.quotations += 1,
            "article" | "main" => self.articles += 1,
            _ => {}
        }
    }

    /// Ends the block at hand, unless the tag stands within a line.
    fn bounds_block(&mut self, name: &str) -> bool {
        if name == "br" {
            self.line_break();
            return false;
        }
        if INLINE.contains(&name) {
            return false;
        }
        self.flush();
        true
    }

    fn end(&mut self, name: &[u8]) {
        let name = std::str::from_utf8(name).unwrap_or_default();
        if let Some((dropped, open)) = &mut self.dropping {
            if *dropped == name {
                *open -= 1;
                if *open == 0 {
                    self.dropping = None;
                }
            }
            return;
        }
        if !self.bounds_block(name) {
            return;
        }
        match name {
            "title" => self.is_page_title = false,
            "h1" => self.is_heading = false,
            "ul" | "ol" | "menu" => {
                self.lists.pop();
            }
            "li" => {
                if let Some(item) = self.lists.last_mut() {
                    *item = false;
                }
            }
            "blockquote" => self.quotations = self.quotations.saturating_sub(1),
            "article" | "main" => self.articles = self.articles.saturating_sub(1),
            _ => {}
        }
    }

    /// The name of the element if its content is dropped. The header of an article holds its title.
    fn dropped(&self, name: &str) -> Option<&'static str> {
        let furniture = FURNITURE.iter().filter(|furniture| {
            !(self.kept.contains(furniture) || **furniture == "header" && 0 < self.articles)
        });
        NEVER_TEXT
            .iter()
            .chain(furniture)
            .copied()
            .find(|dropped| *dropped == name)
    }

    fn string(&mut self, text: &str, offset: usize) {
        if self.dropping.is_some() {
            return;
        }
        if self.is_page_title {
            return self.page_title.push_str(text);
        }
        for (i, part) in text.split(|c: char| is_blank(c)).enumerate() {
            // A no-break space alone stays: numbers are grouped with it.
            if 0 < i && !self.text.is_empty() && !self.text.ends_with(is_blank) {
                self.text.push(' ');
            }
            if self.text.is_empty() && !plain::trim(part).is_empty() {
                self.text_line = self.line_at(text, offset);
            }
            self.text.push_str(part);
        }
    }

    /// The line of the page on which the first letter of this piece of text stands.
    fn line_at(&mut self, text: &str, offset: usize) -> u64 {
        let page = self.page;
        let from = offset.min(page.len());
        let bytes = &page.as_bytes()[from..];
        let blanks = match text.starts_with(char::is_whitespace) {
            true => bytes.iter().take_while(|b| b.is_ascii_whitespace()).count(),
            false => 0,
        };
        let (counted, line) = self.counted;
        let to = (from + blanks).max(counted);
        let new = &page.as_bytes()[counted..to];
        let ends = (0..new.len()).filter(|&i| {
            new[i] == b'\n'
                || new[i] == b'\r' && page.as_bytes().get(counted + i + 1) != Some(&b'\n')
        });
        self.counted = (to, line + ends.count() as u64);
        self.counted.1
    }

    /// One break ends a line, two end the block.
    fn line_break(&mut self) {
        if plain::trim(&self.text).is_empty() {
            self.flush();
        } else {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let text = plain::trim(&self.text);
        if !text.is_empty() {
            self.lines.push(Line {
                number: self.text_line,
                text: text.to_owned(),
            });
        }
        self.text.clear();
    }

    fn flush(&mut self) {
        self.end_line();
        let has_title = || self.blocks.iter().any(|b| b.kind == BlockKind::Title);
        let kind = if self.is_heading && !has_title() {
            BlockKind::Title
        } else if 0 < self.quotations {
            BlockKind::Quotation
        } else if self.lists.contains(&true) {
            BlockKind::ListItem
        } else {
            BlockKind::Paragraph
        };
        plain::push_block(&mut self.blocks, kind, &mut self.lines);
    }

    /// Gives a page without `h1` a title: the page's own, or else the first block.
    fn settle_title(&mut self) {
        if self.blocks.iter().any(|b| b.kind == BlockKind::Title) {
            return;
        }
        let words: Vec<&str> = self.page_title.split_whitespace().collect();
        let page_title = words.join(" ");
        match self.blocks.first_mut() {
            Some(first) if page_title.is_empty() || first.text == page_title => {
                first.kind = BlockKind::Title;
            }
            Some(_) => self
                .blocks
                .insert(0, Block::new(BlockKind::Title, page_title)),
            None => {}
        }
    }
}

/// What a page may hold any amount of for one blank.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{85}' | '\u{2028}'
    )
}
