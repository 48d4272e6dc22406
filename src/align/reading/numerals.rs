//! Numerals of several words, which other texts write in figures: forty-one, он бір.

use super::reckoned::counts;
use super::words::{Kind, Token, Words};

/// The figures that a text says in numerals of several words, each with the words of the vocabulary
/// that say it. What a single word says is found by chance as often: lists have twos and threes.
pub(crate) fn numerals(words: &Words<'_>) -> Vec<(String, u32)> {
    let vocabulary = words.vocabulary.iter();
    let counted: Vec<Option<u32>> = vocabulary
        .map(|word| match word.kind {
            Kind::Name | Kind::Plain => counted(counts(word.senses)),
            Kind::Number | Kind::Mark => None,
        })
        .collect();
    let counted = |token: &Token<'_>| counted[token.word as usize];
    let mut numerals = Vec::new();
    for tokens in &words.tokens {
        let mut rest = &tokens[..];
        while let [first, behind @ ..] = rest {
            rest = behind;
            let Some(mut number) = counted(first) else {
                continue;
            };
            let mut said = vec![first.word];
            while let [next, behind @ ..] = rest
                && let Some(both) = counted(next).and_then(|next| together(number, next))
            {
                number = both;
                said.push(next.word);
                rest = behind;
            }
            if 1 < said.len() {
                let said = said.into_iter();
                numerals.extend(said.map(|word| (number.to_string(), word)));
            }
        }
    }
    numerals
}

/// What a word counts, if that is one thing, and less than a thousand: the search's own stems are short,
/// and one for seventy and the seventh.
fn counted(mut counts: impl Iterator<Item = f64>) -> Option<u32> {
    let count = counts.next()?;
    let is_whole = count.fract() == 0.0 && (1.0..1000.0).contains(&count);
    (is_whole && counts.all(|other| other == count)).then_some(count as u32)
}

/// The number that a numeral says with the next: five and hundred 500, forty and one 41.
fn together(number: u32, next: u32) -> Option<u32> {
    let place = match next {
        100 => return (number < 10).then_some(100 * number),
        1..10 => 10,
        10..100 => 100,
        _ => return None,
    };
    number.is_multiple_of(place).then_some(number + next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::reading::sources::Sources;
    use crate::align::vocabulary::lexicon::Lexicon;
    use crate::lang::{EN, KK, Language, RU};

    fn figures(language: Language, text: &str) -> Vec<String> {
        let sources = Sources {
            lexicon: Some(Lexicon::built_in()),
            dictionary: None,
        };
        let words = Words::read(language, &[text], sources);
        let mut figures: Vec<String> = numerals(&words).into_iter().map(|one| one.0).collect();
        figures.dedup();
        figures
    }

    #[test]
    fn numerals_of_several_words_are_read() {
        for (language, text, figure) in [
            (EN, "Forty-one of them left.", "41"),
            (EN, "five hundred and more", "500"),
            (EN, "Two hundred thirty-five came.", "235"),
            (EN, "Sixty-four of them", "64"),
            (RU, "Сорок один вышел.", "41"),
            (RU, "сто двадцать пять машин", "125"),
            (KK, "Қырық бір адам шықты.", "41"),
            (KK, "Он бір елде қойылды.", "11"),
            (KK, "екі жүз елу үш оқушы", "253"),
        ] {
            assert_eq!(figures(language, text), [figure], "{text}");
        }
    }

    #[test]
    fn what_is_no_numeral_of_several_words_is_not_read() {
        for text in [
            "two, three or four",
            "five six seven",
            "twelve three",
            "640 doses",
            "half of them",
            "a hundred hundred",
            "forty",
            "seventy-five",
        ] {
            assert!(figures(EN, text).is_empty(), "{text}");
        }
    }
}
