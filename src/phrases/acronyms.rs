//! Acronyms with their full names, where a text tells both: "Collective Security Treaty
//! Organization (CSTO)", «ОДКБ (Организация Договора о коллективной безопасности)».
//!
//! As A. Schwartz and M. Hearst (*A simple algorithm for identifying abbreviation definitions in
//! biomedical text*, 2003) look for them, but every word of the full name has to give its initial:
//! words of grammar may be passed over, one other word of a long name too, and a word may give one
//! more letter (Евразийский: ЕА).

use std::collections::BTreeMap;
use std::ops::Range;

use super::citation::Forms;
use super::words::{is_function_word, is_joiner, words_of};
use super::{Corpus, count, key};
use crate::lang::Language;
use crate::text::{fold, is_acronym};

/// A short name and the full name that it stands for, as the texts of a language tell them.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Acronym {
    /// The language of both.
    pub language: Language,
    /// The short name.
    pub short: String,
    /// The full name, in its citation form.
    pub full: String,
    /// How often the texts tell it.
    pub count: u32,
    /// Short names in other languages whose full names stand beside this one in a unit.
    pub counterparts: Vec<(Language, String)>,
}

/// An acronym on its way into the store.
pub(crate) struct MinedAcronym {
    pub(crate) acronym: Acronym,
    /// The stems of the full name, joined by blanks, if it is a phrase.
    pub(crate) full_key: Option<String>,
}

/// All acronyms of a corpus; `citation` makes the citation form of written forms in the language of
/// that number.
pub(crate) fn gather(
    corpus: &Corpus,
    languages: &[Language],
    citation: impl Fn(usize, &Forms) -> String,
) -> Vec<MinedAcronym> {
    /// Language, short name and full name without its inflection.
    type Name = (usize, String, String);
    let mut forms: BTreeMap<Name, Vec<String>> = BTreeMap::new();
    let mut pairs: BTreeMap<(Name, usize), BTreeMap<String, u32>> = BTreeMap::new();
    for unit in &corpus.units {
        let mut told: Vec<Name> = Vec::new();
        for (at, &language) in languages.iter().enumerate() {
            let text = unit.text(language).unwrap_or_default();
            for (short, full) in names(text, language) {
                let full = &text[full];
                let same = key(full, language).unwrap_or_else(|| fold(full, language));
                let name = (at, text[short].to_owned(), same);
                forms.entry(name.clone()).or_default().push(full.to_owned());
                told.push(name);
            }
        }
        told.sort_unstable();
        told.dedup();
        // Where a text tells several, it is not said which answers to which.
        let of = |at: usize| told.iter().filter(move |(other, ..)| *other == at);
        let single = |name: &&Name| of(name.0).count() == 1;
        for name in told.iter().filter(single) {
            for (other, short, _) in told.iter().filter(single) {
                if *other != name.0 {
                    let shorts = pairs.entry((name.clone(), *other)).or_default();
                    *shorts.entry(short.clone()).or_default() += 1;
                }
            }
        }
    }
    let mined = forms.into_iter().map(|(name, forms)| {
        let (at, short, _) = &name;
        let told = forms.len() as u32;
        let counterparts = (0..languages.len()).filter_map(|other| {
            let shorts = pairs.get(&(name.clone(), other))?;
            let best = shorts.iter().max_by_key(|&(_, count)| *count)?;
            Some((languages[other], best.0.clone()))
        });
        let full = citation(*at, &count(forms.into_iter()));
        MinedAcronym {
            full_key: key(&full, languages[*at]),
            acronym: Acronym {
                language: languages[*at],
                short: short.clone(),
                full,
                count: told,
                counterparts: counterparts.collect(),
            },
        }
    });
    mined.collect()
}

/// The short and the full names that a text tells together, in bytes.
fn names(text: &str, language: Language) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('(').map(|at| from + at) {
        from = open + 1;
        let Some(close) = text[from..].find([')', '(']).map(|at| from + at) else {
            break;
        };
        let inside = words(text, from..close);
        let clause = text[..open].rfind(is_barrier).map_or(0, |at| {
            at + text[at..].chars().next().map_or(1, char::len_utf8)
        });
        let before = words(text, clause..open);
        let short_inside = inside.split_last().filter(|(_, others)| {
            let mut others = others
                .iter()
                .map(|word| text[(*word).clone()].to_lowercase());
            others.all(|word| INTRODUCING.contains(&word.as_str()))
        });
        if let Some((short, _)) = short_inside
            && let Some((short, letters)) = acronym(text, short)
            && let Some(first) = spelled(text, &before, &letters, language)
        {
            let full = before[first].start..before[before.len() - 1].end;
            found.push((short, full));
        } else if let Some(short) = before.last()
            && text[short.end..open].trim().is_empty()
            && let Some((short, letters)) = acronym(text, short)
            && spelled(text, &inside, &letters, language) == Some(0)
        {
            let full = inside[0].start..inside[inside.len() - 1].end;
            found.push((short, full));
        }
    }
    found
}

/// Words that introduce a short name: (далее – ОДКБ).
const INTRODUCING: &[&str] = &[
    "далее",
    "бұдан",
    "әрі",
    "hereinafter",
    "hereafter",
    "referred",
    "to",
    "as",
    "the",
    "сокращенно",
    "сокращённо",
    "қысқаша",
];

/// No name goes on across this.
fn is_barrier(c: char) -> bool {
    matches!(
        c,
        '.' | ';' | ':' | '!' | '?' | '…' | '(' | ')' | '\n' | '–' | '—'
    )
}

/// The words of a part of a text.
fn words(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let words = words_of(&text[part.clone()]).into_iter();
    words
        .map(|word| part.start + word.start..part.start + word.end)
        .collect()
}

/// The acronym of a word, without an ending behind a hyphen or an English plural's s, and its letters
/// in lower case.
fn acronym(text: &str, word: &Range<usize>) -> Option<(Range<usize>, Vec<char>)> {
    let written = &text[word.clone()];
    let head = written.split(is_joiner).next().unwrap_or(written);
    let head = head.strip_suffix('s').unwrap_or(head);
    let lower = head.chars().flat_map(char::to_lowercase).collect();
    is_acronym(head).then(|| (word.start..word.start + head.len(), lower))
}

/// Names of fewer letters have to be spelled by all their words, by their initials alone.
const LONG: usize = 4;
/// What a word that gives no letter costs; one that gives a letter from its inside costs 1.
const PASSED_OVER: usize = 2;
const COST_MOST: usize = 2;

/// The first of the words at the end that spell these letters; of several, as the least strange
/// spelling has it, then the shortest.
fn spelled(
    text: &str,
    words: &[Range<usize>],
    letters: &[char],
    language: Language,
) -> Option<usize> {
    // More words than this are no name of so few letters.
    let words_most = (letters.len() + 5).min(2 * letters.len()) + 3;
    let least = words.len().saturating_sub(words_most);
    let forms: Vec<String> = words[least..]
        .iter()
        .map(|word| text[word.clone()].to_lowercase())
        .collect();
    // By word and number of letters still to be given: the cost of giving the rest.
    let mut costs: Vec<Vec<Option<usize>>> = vec![vec![None; letters.len() + 1]; forms.len() + 1];
    costs[forms.len()][0] = Some(0);
    for at in (0..forms.len()).rev() {
        let mut options = gifts(&forms[at]);
        // The last word gives a letter.
        if at + 1 < forms.len() {
            let cost = match is_function_word(&forms[at], language) {
                true => 0,
                false => PASSED_OVER,
            };
            options.push((Vec::new(), cost));
        }
        for (given, cost) in options {
            for left in given.len()..=letters.len() {
                let rest = costs[at + 1][left - given.len()];
                if letters[letters.len() - left..].starts_with(&given)
                    && let Some(rest) = rest
                {
                    let all = rest + cost;
                    costs[at][left] = Some(costs[at][left].map_or(all, |known| known.min(all)));
                }
            }
        }
    }
    let most = if letters.len() < LONG { 0 } else { COST_MOST };
    let starts = (0..forms.len()).filter_map(|at| Some((costs[at][letters.len()]?, at)));
    let best = starts.min_by_key(|&(cost, at)| (cost, std::cmp::Reverse(at)));
    best.filter(|&(cost, _)| cost <= most)
        .map(|(_, at)| least + at)
}

/// The letters that a word can give, each with what it costs: its initial, those of its parts, and
/// one more from its inside.
fn gifts(word: &str) -> Vec<(Vec<char>, usize)> {
    let parts = word.split(is_joiner).filter_map(|part| part.chars().next());
    let initials: Vec<char> = parts.collect();
    let mut gifts = vec![(vec![initials[0]], 0)];
    if 1 < initials.len() {
        gifts.push((initials.clone(), 0));
    }
    let inside = word.chars().skip(1).filter(|c| c.is_alphabetic());
    gifts.extend(inside.map(|c| (vec![initials[0], c], 1)));
    gifts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{EN, KK, RU};

    #[test]
    fn names_are_told_by_their_initials() {
        let cases = [
            (
                EN,
                "of the Collective Security Treaty Organization (CSTO) in",
                "CSTO",
                "Collective Security Treaty Organization",
            ),
            (
                RU,
                "сессии Организации Договора о коллективной безопасности (ОДКБ)",
                "ОДКБ",
                "Организации Договора о коллективной безопасности",
            ),
            (
                KK,
                "Ұжымдық қауіпсіздік туралы шарт ұйымының (ҰҚШҰ) отырысы",
                "ҰҚШҰ",
                "Ұжымдық қауіпсіздік туралы шарт ұйымының",
            ),
            (
                KK,
                "Ұжымдық қауіпсіздік туралы шарт ұйымы (ҰҚШҰ-ның)",
                "ҰҚШҰ",
                "Ұжымдық қауіпсіздік туралы шарт ұйымы",
            ),
            (
                RU,
                "в ОДКБ (Организация Договора о коллективной безопасности) вошли",
                "ОДКБ",
                "Организация Договора о коллективной безопасности",
            ),
            (
                RU,
                "АО «Казахстан темир жолы» (далее – «КТЖ»)",
                "КТЖ",
                "Казахстан темир жолы",
            ),
            (
                RU,
                "членов Евразийского экономического союза (ЕАЭС)",
                "ЕАЭС",
                "Евразийского экономического союза",
            ),
            (
                EN,
                "the Eurasian Economic Union (EAEU)",
                "EAEU",
                "Eurasian Economic Union",
            ),
            (
                EN,
                "the Conference on Interaction and Confidence-Building Measures in Asia (CICA)",
                "CICA",
                "Conference on Interaction and Confidence-Building Measures in Asia",
            ),
            (
                RU,
                "Совещание по взаимодействию и мерам доверия в Азии (СВМДА)",
                "СВМДА",
                "Совещание по взаимодействию и мерам доверия в Азии",
            ),
            (
                EN,
                "support of non-governmental organizations (NGOs)",
                "NGO",
                "non-governmental organizations",
            ),
            (
                EN,
                "United Nations Educational, Scientific and Cultural Organization (UNESCO)",
                "UNESCO",
                "United Nations Educational, Scientific and Cultural Organization",
            ),
            (
                KK,
                "Азиядағы өзара іс-қимыл және сенім шаралары кеңесі (АӨСШК)",
                "АӨСШК",
                "Азиядағы өзара іс-қимыл және сенім шаралары кеңесі",
            ),
            (
                EN,
                "the use of artificial intelligence (AI)",
                "AI",
                "artificial intelligence",
            ),
            (KK, "Дьюк университетімен (АҚШ)", "", ""),
            (
                EN,
                "awarded prizes in field of science and technology (PHOTO)",
                "",
                "",
            ),
            (RU, "мөлшерлемелері (АЕК), акимат (см. ниже) и (РФ)", "", ""),
            (EN, "(CSTO) (", "", ""),
            (EN, "a (b) ((AI)) artificial intelligence", "", ""),
        ];
        for (language, text, short, full) in cases {
            let told = names(text, language);
            let told: Vec<(&str, &str)> = told
                .into_iter()
                .map(|(a, b)| (&text[a], &text[b]))
                .collect();
            let expected = match short {
                "" => Vec::new(),
                _ => vec![(short, full)],
            };
            assert_eq!(told, expected, "{text}");
        }
    }
}
