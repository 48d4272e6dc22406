//! Kinds of characters.

pub(super) fn is_final_mark(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '。' | '！' | '？' | '｡' | '．'
    )
}

pub(super) fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−')
}

/// Quotes that may open a quotation and that the pass stops at.
pub(super) fn opens_quote(c: char) -> bool {
    matches!(c, '«' | '“' | '„' | '"')
}

/// Opening brackets and quotes.
pub(super) fn opens(c: char) -> bool {
    opens_quote(c) || matches!(c, '(' | '[' | '{' | '\'' | '‘' | '`' | '‹' | '<')
}

/// Whether a sentence may begin with the character.
pub(super) fn begins(c: char) -> bool {
    !matches!(
        c,
        ',' | ';' | ':' | ')' | ']' | '}' | '»' | '%' | '/' | '=' | '+'
    )
}

pub(super) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}'
        | '\u{FE0F}' | '\u{200D}' | '\u{20E3}' | '\u{2300}'..='\u{23FF}')
}

pub(super) fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52F}').contains(&c)
}
