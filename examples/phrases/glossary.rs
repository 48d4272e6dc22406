//! A glossary for people: a page with a column a language, to search, to sort and to print.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use tolmach::phrases::{Origin, Phrase, PhraseBook, Translation};
use tolmach::{Language, Memory, Result, UnitId};

use crate::page::{escape, name, page};

/// Longer examples stand back behind shorter ones.
const LONG: usize = 400;

/// The page of the book's first `most` phrases, as HTML.
pub(crate) fn glossary(
    memory: &Memory,
    book: &PhraseBook,
    from: Language,
    to: &[Language],
    most: usize,
) -> Result<String> {
    let mut phrases: Vec<&Phrase> = book.phrases().iter().take(most).collect();
    phrases.sort_by_cached_key(|phrase| alphabetic(&phrase.text));
    let mut rows = String::new();
    let mut initial = None;
    for phrase in &phrases {
        let letter = phrase.text.chars().find(|c| c.is_alphanumeric());
        let letter = letter.map(|c| c.to_uppercase().to_string());
        if letter != initial {
            let _ = writeln!(
                rows,
                "<tbody class=\"letter\"><tr><th colspan=\"{}\" scope=\"rowgroup\">{}</th></tr></tbody>",
                1 + to.len(),
                escape(letter.as_deref().unwrap_or("#"))
            );
            initial = letter;
        }
        entry(
            &mut rows,
            phrase,
            from,
            to,
            &example(memory, phrase, from, to)?,
        );
    }

    let languages: Vec<String> = [from].iter().chain(to).map(Language::to_string).collect();
    let names: Vec<&str> = languages.iter().map(|tag| name(tag)).collect();
    let mut body = summary(memory, book, &phrases)?;
    body.push_str(
        "<p class=\"tools\"><label>Search <input type=\"search\" id=\"search\" autofocus></label>\n\
         <label>Sort by <select id=\"order\">",
    );
    for (column, name) in names.iter().enumerate() {
        let _ = write!(body, "<option value=\"{column}\">{}</option>", escape(name));
    }
    body.push_str(
        "<option value=\"count\">commonest first</option></select></label>\n\
         <label><input type=\"checkbox\" id=\"examples\" checked> Examples</label>\n\
         <output id=\"shown\"></output></p>\n<table>\n<thead><tr>",
    );
    for (tag, name) in languages.iter().zip(&names) {
        let _ = write!(
            body,
            "<th scope=\"col\" lang=\"{}\">{}</th>",
            escape(tag),
            escape(name)
        );
    }
    let _ = write!(body, "</tr></thead>\n{rows}</table>\n");
    Ok(page(
        &format!("Glossary: {}", names.join(" · ")),
        include_str!("glossary.css"),
        &body,
        include_str!("glossary.js"),
    ))
}

fn summary(memory: &Memory, book: &PhraseBook, phrases: &[&Phrase]) -> Result<String> {
    let first = phrases.iter().filter_map(|p| p.first.as_deref()).min();
    let last = phrases.iter().filter_map(|p| p.last.as_deref()).max();
    let mut facts = vec![
        ("Phrases", phrases.len().to_string()),
        ("Releases and tables", memory.releases()?.len().to_string()),
    ];
    if let (Some(first), Some(last)) = (first, last) {
        facts.push(("Dates", dates(first, last)));
    }
    let mut summary = String::from("<dl class=\"summary\">\n");
    for (term, fact) in facts {
        let _ = writeln!(
            summary,
            "<div><dt>{term}</dt><dd>{}</dd></div>",
            escape(&fact)
        );
    }
    summary.push_str("</dl>\n");
    if book.is_stale() {
        summary.push_str(
            "<p class=\"stale\">The memory has changed since its phrases were mined; they are not up to date.</p>\n",
        );
    }
    Ok(summary)
}

fn dates(first: &str, last: &str) -> String {
    match first == last {
        true => first.to_owned(),
        false => format!("{first} – {last}"),
    }
}

fn entry(
    out: &mut String,
    phrase: &Phrase,
    from: Language,
    to: &[Language],
    example: &Option<Example>,
) {
    // All written forms, so that a search finds the phrase by each.
    let mut forms: Vec<&str> = phrase.forms.iter().map(|(form, _)| form.as_str()).collect();
    for &language in to {
        for translation in phrase.translations(language) {
            forms.extend(translation.forms().into_iter().map(|(form, _)| form));
        }
    }
    let _ = write!(
        out,
        "<tbody class=\"entry\" data-count=\"{}\" data-forms=\"{}\"><tr><td lang=\"{}\">\
         <span class=\"term\">{}</span><span class=\"facts\">{}</span></td>",
        phrase.count,
        escape(&forms.join("\n")),
        escape(&from.to_string()),
        escape(&phrase.text),
        escape(&facts(phrase))
    );
    for (at, &language) in to.iter().enumerate() {
        let _ = write!(out, "<td lang=\"{}\">", escape(&language.to_string()));
        let shown = example.as_ref().and_then(|e| e.texts[1 + at].as_ref());
        let shown = shown.and_then(|(text, span)| Some(&text[span.clone()?]));
        cell(out, phrase.translations(language), shown);
        out.push_str("</td>");
    }
    out.push_str("</tr>");
    if let Some(example) = example {
        out.push_str("<tr class=\"example\">");
        for (at, language) in [from].iter().chain(to).enumerate() {
            let _ = write!(out, "<td lang=\"{}\">", escape(&language.to_string()));
            if let Some((text, span)) = &example.texts[at] {
                out.push_str(&marked(text, span.as_ref()));
            }
            if at == 0 {
                let _ = write!(
                    out,
                    " <span class=\"facts\">{}</span>",
                    escape(&example.origin)
                );
            }
            out.push_str("</td>");
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody>\n");
}

fn facts(phrase: &Phrase) -> String {
    if phrase.count == 0 {
        return "not in the memory".to_owned();
    }
    let other_name = phrase.other_name.iter();
    let mut facts: String = other_name.map(|name| format!("{name}, ")).collect();
    let _ = write!(facts, "{}×", phrase.count);
    if 1 < phrase.releases {
        let _ = write!(facts, " in {} releases", phrase.releases);
    }
    if let (Some(first), Some(last)) = (&phrase.first, &phrase.last) {
        let _ = write!(facts, ", {}", dates(first, last));
    }
    facts
}

/// The first translation, others that are not rare, and what is forbidden. Where no translation recurs, what
/// stands for the phrase in its example.
fn cell(out: &mut String, translations: &[Translation], shown: Option<&str>) {
    let (forbidden, told): (Vec<&Translation>, Vec<&Translation>) = translations
        .iter()
        .partition(|t| t.origin == Origin::Forbidden);
    let Some((first, others)) = told.split_first() else {
        let _ = match shown.filter(|_| forbidden.is_empty()) {
            Some(shown) => write!(
                out,
                "<div class=\"other\">{} <span class=\"facts\">in the example</span></div>",
                escape(shown)
            ),
            None => write!(out, "<span class=\"none\">—</span>"),
        };
        return forbidden.iter().for_each(|t| never(out, t));
    };
    let _ = write!(
        out,
        "<span class=\"term\">{}</span>",
        escape(&first.citation)
    );
    let mut facts = Vec::new();
    if first.origin == Origin::Curated {
        facts.push("curated".to_owned());
    }
    facts.extend(first.other_name.clone());
    if 0 < first.count {
        facts.push(format!("{}×", first.count));
    }
    if let Some(day) = &first.preferred_since {
        facts.push(format!("preferred since {day}"));
    }
    let _ = write!(
        out,
        "<span class=\"facts\">{}</span>",
        escape(&facts.join(", "))
    );
    let common = others
        .iter()
        .filter(|t| t.origin == Origin::Curated || 1 < t.count && first.count <= 8 * t.count);
    for other in common.take(3) {
        let _ = write!(
            out,
            "<div class=\"other\">{} <span class=\"facts\">{}×</span></div>",
            escape(&other.citation),
            other.count
        );
    }
    forbidden.iter().for_each(|t| never(out, t));
}

fn never(out: &mut String, forbidden: &Translation) {
    let _ = write!(
        out,
        "<div class=\"never\">never <s>{}</s></div>",
        escape(&forbidden.citation)
    );
}

/// A text with the place that is meant.
type Marked = (String, Option<Range<usize>>);

/// A unit that shows a phrase in use.
struct Example {
    /// One a column.
    texts: Vec<Option<Marked>>,
    /// Release and date.
    origin: String,
}

/// The newest unit that shows the usual translation in the most languages, long ones last.
fn example(
    memory: &Memory,
    phrase: &Phrase,
    from: Language,
    to: &[Language],
) -> Result<Option<Example>> {
    struct Shown {
        texts: Vec<Option<Marked>>,
        usual: usize,
        date: Option<String>,
        release: Option<String>,
    }
    if phrase.count == 0 {
        return Ok(None);
    }
    let mut units: BTreeMap<UnitId, Shown> = BTreeMap::new();
    for (column, &language) in to.iter().enumerate() {
        for line in memory.concordance(&phrase.text, from, language)?.lines {
            let shown = units.entry(line.unit).or_insert_with(|| Shown {
                texts: vec![None; 1 + to.len()],
                usual: 0,
                date: line.date,
                release: line.release,
            });
            shown.texts[0] = Some((line.source, Some(line.source_span)));
            shown.usual += usize::from(line.group == Some(0));
            shown.texts[1 + column] = Some((line.target, line.target_span));
        }
    }
    let worth = |shown: &Shown| {
        let texts = || shown.texts.iter().flatten();
        let marked = texts().filter(|(_, span)| span.is_some()).count();
        let is_long = texts().any(|(text, _)| LONG < text.len());
        (
            Reverse(shown.usual),
            is_long,
            Reverse(marked),
            Reverse(shown.date.clone()),
        )
    };
    let best = units.into_values().min_by_key(worth);
    Ok(best.map(|best| {
        let date = best.date.filter(|date| {
            let key = best.release.as_deref();
            !key.is_some_and(|key| key.starts_with(date.as_str()))
        });
        let origin: Vec<String> = best.release.into_iter().chain(date).collect();
        Example {
            texts: best.texts,
            origin: origin.join(", "),
        }
    }))
}

fn marked(text: &str, span: Option<&Range<usize>>) -> String {
    match span {
        Some(span) => format!(
            "{}<mark>{}</mark>{}",
            escape(&text[..span.start]),
            escape(&text[span.clone()]),
            escape(&text[span.end..])
        ),
        None => escape(text),
    }
}

/// A key that sorts as dictionaries do. The Kazakh alphabet has the Russian one inside it.
fn alphabetic(text: &str) -> Vec<(u32, u32)> {
    const KAZAKH: &str = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";
    let letters = text.chars().filter(|c| c.is_alphanumeric() || *c == ' ');
    let letters = letters.flat_map(char::to_lowercase);
    letters
        .map(|c| match KAZAKH.chars().position(|letter| letter == c) {
            Some(at) => (u32::from('а'), at as u32),
            None => (u32::from(c), 0),
        })
        .collect()
}
