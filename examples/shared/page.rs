//! What the pages that examples write have in common: one file each, which asks nothing of a network.

/// A whole page; `title` is text, the others are what they are called.
pub(crate) fn page(title: &str, css: &str, body: &str, script: &str) -> String {
    let (title, base) = (escape(title), include_str!("page.css"));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{base}{css}</style>\n</head>\n<body>\n<h1>{title}</h1>\n\
         {body}<script>\n{script}</script>\n</body>\n</html>\n"
    )
}

/// A language by its own name.
pub(crate) fn name(tag: &str) -> &str {
    match tag.split(['-', '_']).next() {
        Some("en") => "English",
        Some("ru") => "Русский",
        Some("kk") => "Қазақша",
        _ => tag,
    }
}

/// Text as text, in elements and in quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\0' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
