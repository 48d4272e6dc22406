//! Capital and small letters after a model.

/// A word in capitals, with one capital, or without, as the model is.
pub(crate) fn in_case_of(model: &str, word: &str) -> String {
    let mut capitals = model.chars().map(char::is_uppercase);
    match (capitals.next(), capitals.next()) {
        (Some(true), Some(true)) => word.to_uppercase(),
        (Some(true), _) => with_capital(word),
        _ => word.to_owned(),
    }
}

/// A text with a capital in front.
pub(crate) fn with_capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
