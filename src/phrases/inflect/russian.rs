//! Russian: adjectives and the noun that they belong to.

use super::super::declension::{
    self, Line, has_plain_plural, has_two_nouns, is_adjective, is_exception, line,
};
use super::{Case, Number, Paradigm, split_behind};

const CASES: [Case; declension::CASES] = [
    Case::Nominative,
    Case::Genitive,
    Case::Dative,
    Case::Accusative,
    Case::Instrumental,
    Case::Locative,
];

pub(super) fn paradigm(citation: &str) -> Option<Paradigm> {
    let words: Vec<&str> = citation.split(' ').collect();
    let adjective = |at: usize| line("adjective", words[at]).filter(|_| at + 1 < words.len());
    // Чрезвычайный и Полномочный Посол.
    let is_between =
        |at: usize| 0 < at && matches!(words[at], "и" | "или") && adjective(at + 1).is_some();
    let adjectives: Vec<Option<&Line>> = (0..words.len() - 1)
        .map(|at| (adjective(at), is_between(at)))
        .take_while(|(line, is_between)| line.is_some() || *is_between)
        .map(|(line, _)| line)
        .collect();
    let head = adjectives.len();
    let noun = words[head];
    let is_plural = adjectives.iter().flatten().any(|line| line.is_plural());
    let kind = if is_plural { "many" } else { "noun" };
    let is_acronym = noun.chars().nth(1).is_some_and(char::is_uppercase);
    let is_joined = words
        .get(head + 1)
        .is_some_and(|word| matches!(*word, "и" | "или"));
    // What only looks like a noun has lost the noun that it belongs to.
    let is_noun = !is_adjective(&noun.to_lowercase());
    if is_acronym || is_joined || !is_noun || has_two_nouns(noun) || is_exception(noun) {
        return None;
    }
    let noun_line = line(kind, noun)?;
    let lines = || adjectives.iter().copied().zip(&words);
    let is_doubtful =
        noun_line.kind == "noun" && noun_line.end.is_empty() && !has_plain_plural(noun);
    let (lead, rest) = split_behind(citation, head + 1);
    let mut cells = Vec::new();
    for number in [Number::Singular, Number::Plural] {
        for (at, &case) in CASES.iter().enumerate() {
            // The accusative is the nominative or the genitive.
            for sense in [at, 0, 1] {
                let form = |(line, word): (Option<&Line>, &&str)| match line {
                    Some(line) => line.form(word, number == Number::Plural, at, sense),
                    None => Some((*word).to_owned()),
                };
                let forms = lines().chain([(Some(noun_line), &lead[head])]).map(form);
                if let Some(forms) = forms.collect::<Option<Vec<String>>>() {
                    let cell = (number, case, forms.join(" "));
                    if !cells.contains(&cell) {
                        cells.push(cell);
                    }
                }
                // Сельские округа: its adjective tells that it is no genitive.
                if is_doubtful
                    && number == Number::Plural
                    && sense == 0
                    && matches!(case, Case::Nominative | Case::Accusative)
                    && 0 < head
                {
                    let words = lines().map(form).chain([Some(format!("{}а", lead[head]))]);
                    if let Some(words) = words.collect::<Option<Vec<String>>>() {
                        cells.push((number, case, words.join(" ")));
                    }
                }
                if case != Case::Accusative {
                    break;
                }
            }
        }
    }
    // A name stays, and so does what already stands for many (иностранных дел).
    let stays = |word: &str| {
        let of_many = ["ов", "ев", "ых", "их", "дел"];
        word.starts_with(char::is_uppercase) || of_many.iter().any(|end| word.ends_with(end))
    };
    Some(Paradigm {
        cells,
        before: String::new(),
        does_rest_stay: rest.split_whitespace().all(stays),
        rest,
        is_plural_doubtful: is_doubtful,
        is_name: false,
    })
}
