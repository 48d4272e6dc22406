//! Stems as keys: how many inflected words share their lemma's stem, and how many lemmas are
//! merged with another.
//!
//! Real data: `morphology/LANGUAGE.tsv` with the columns form, lemma, part of speech, features,
//! count.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use tolmach::text::{stem, tokens};
use tolmach::{KK, Language, RU};

const NOMINAL: &[&str] = &["NOUN", "PROPN", "ADJ"];
const CONTENT: &[&str] = &["NOUN", "PROPN", "ADJ", "VERB", "ADV"];

/// A table with a row a language.
pub(crate) fn print(data: Option<&Path>) {
    println!("language  nominal same %  all same %  lemmas merged %");
    for language in [RU, KK] {
        let Some(data) = data else { continue };
        let table = fs::read_to_string(data.join(format!("morphology/{language}.tsv")));
        let Ok(table) = table else { continue };
        let rows: Vec<Vec<&str>> = table
            .lines()
            .skip(1)
            .map(|l| l.split('\t').collect())
            .collect();
        let same = |parts: Option<&[&str]>| {
            let (mut hits, mut all) = (0, 0);
            for row in &rows {
                if row[0] == row[1] || parts.is_some_and(|parts| !parts.contains(&row[2])) {
                    continue;
                }
                let count: usize = row[4].parse().unwrap();
                all += count;
                if key(row[0], language) == key(row[1], language) {
                    hits += count;
                }
            }
            100.0 * hits as f64 / all as f64
        };
        let lemmas: BTreeSet<&str> = rows
            .iter()
            .filter(|row| CONTENT.contains(&row[2]))
            .map(|row| row[1])
            .collect();
        let mut classes = HashMap::<String, usize>::new();
        for lemma in &lemmas {
            *classes.entry(key(lemma, language)).or_default() += 1;
        }
        let merged: usize = classes.values().filter(|&&size| size > 1).sum();
        println!(
            "{language:8} {:>15.1} {:>11.1} {:>16.1}",
            same(Some(NOMINAL)),
            same(None),
            100.0 * merged as f64 / lemmas.len() as f64
        );
    }
}

fn key(word: &str, language: Language) -> String {
    let stems = tokens(word, language).into_iter();
    stems
        .map(|token| stem(&word[token.range], language))
        .collect()
}
