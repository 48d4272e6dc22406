//! A page on which a reviser sees the beads side by side; it needs nothing but itself.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::ops::Range;

use tolmach::Language;
use tolmach::align::{Alignment, Bead, Reason};
use tolmach::text::tokens;
use tolmach::words::Model;

use crate::Text;
use crate::figures::{Figure, figures};
use crate::page::{escape, name};

/// Beads under this confidence are marked for a second look.
const DOUBTFUL: f32 = 0.7;

/// Beads under this confidence do not teach which words answer to each other.
const TEACHES: f32 = 0.5;

/// The page, as HTML.
pub(crate) fn page(texts: &[Text], alignment: &Alignment) -> String {
    let sides: Vec<Vec<Side>> = alignment
        .beads
        .iter()
        .map(|bead| Side::all(texts, bead))
        .collect();
    let links = links(texts, alignment, &sides);
    let mut rows = String::new();
    let mut counts = Counts::default();
    for (at, (bead, sides)) in alignment.beads.iter().zip(&sides).enumerate() {
        row(&mut rows, at, texts, bead, sides, &links, &mut counts);
    }
    let title: Vec<&str> = texts.iter().map(|text| name(text.tag)).collect();
    let mut body = String::new();
    summary(&mut body, texts, alignment, &counts);
    body.push_str("<table>\n<colgroup><col class=\"bead\">");
    body.push_str(&"<col>".repeat(texts.len()));
    body.push_str("</colgroup>\n<thead><tr><th scope=\"col\">Bead</th>");
    for text in texts {
        let (tag, file) = (escape(text.tag), escape(&text.file));
        let name = escape(name(text.tag));
        let _ = write!(
            body,
            "<th scope=\"col\" lang=\"{tag}\">{name} <small>{file}</small></th>"
        );
    }
    let _ = write!(body, "</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n");
    crate::page::page(
        &format!("Alignment: {}", title.join(" · ")),
        include_str!("page.css"),
        &body,
        include_str!("page.js"),
    )
}

/// What the summary tells.
#[derive(Default)]
struct Counts {
    doubtful: usize,
    lone: usize,
    numbers: usize,
    shapes: BTreeMap<String, usize>,
}

fn summary(page: &mut String, texts: &[Text], alignment: &Alignment, counts: &Counts) {
    let grade = &alignment.grade;
    let mut shapes: Vec<_> = counts.shapes.iter().collect();
    shapes.sort_by_key(|&(shape, count)| (std::cmp::Reverse(*count), shape));
    let shapes: Vec<String> = shapes.iter().map(|(s, n)| format!("{s}: {n}")).collect();
    let order: Vec<&str> = texts.iter().map(|text| text.tag).collect();
    let segments: Vec<String> = texts
        .iter()
        .map(|text| format!("{} {}", text.tag, text.segments.len()))
        .collect();
    let facts = [
        ("Grade", format!("{}%", percent(grade.confidence))),
        ("Segments", segments.join(", ")),
        ("Beads", alignment.beads.len().to_string()),
        ("Doubtful", counts.doubtful.to_string()),
        ("Without counterpart", counts.lone.to_string()),
        ("Numbers disagree", counts.numbers.to_string()),
        (
            "Shapes",
            format!("{} ({})", shapes.join(", "), order.join("-")),
        ),
    ];
    page.push_str("<dl class=\"summary\">\n");
    for (term, fact) in facts {
        let _ = writeln!(page, "<div><dt>{term}</dt><dd>{}</dd></div>", escape(&fact));
    }
    page.push_str("</dl>\n");
    if !grade.reasons.is_empty() {
        page.push_str("<ul class=\"reasons\">\n");
        for reason in &grade.reasons {
            let _ = writeln!(page, "<li>{}</li>", escape(&explain(reason, texts)));
        }
        page.push_str("</ul>\n");
    }
    page.push_str(
        "<p class=\"tools\"><label><input type=\"checkbox\" id=\"doubtful\"> Only what needs a look</label> \
         Point at a word to see what answers to it; click to keep it lit.</p>\n",
    );
}

fn explain(reason: &Reason, texts: &[Text]) -> String {
    let named = |language: Language| {
        let text = texts.iter().find(|text| text.language == language);
        text.map_or(language.to_string(), |text| text.file.to_string())
    };
    match *reason {
        Reason::NotATranslation {
            language,
            against: None,
        } => format!(
            "{} is no translation of the others, or in another order.",
            named(language)
        ),
        Reason::SwappedLanguage { language } => format!(
            "{} is not in the language that it is said to be in ({language}).",
            named(language)
        ),
        ref other => format!("{other}."),
    }
}

/// A bead's text in one version.
struct Side {
    /// Its segments, joined by blanks.
    text: String,
    /// The byte at which each segment begins.
    starts: Vec<usize>,
    tokens: Vec<Range<usize>>,
    figures: Vec<Figure>,
}

impl Side {
    fn all(texts: &[Text], bead: &Bead) -> Vec<Side> {
        let side = |(text, range): (&Text, &Range<usize>)| {
            let (mut joined, mut starts) = (String::new(), Vec::new());
            for segment in &text.segments[range.clone()] {
                if !joined.is_empty() {
                    joined.push(' ');
                }
                starts.push(joined.len());
                joined.push_str(segment);
            }
            let tokens = tokens(&joined, text.language);
            let figures = figures(&joined, text.language);
            Side {
                text: joined,
                starts,
                tokens: tokens.into_iter().map(|token| token.range).collect(),
                figures,
            }
        };
        texts.iter().zip(&bead.sides).map(side).collect()
    }

    fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    fn says(&self, what: &str) -> bool {
        let mut all = self.figures.iter().flat_map(|figure| &figure.says);
        all.any(|one| one == what)
    }
}

/// Per bead, version and first byte of a word: what answers to it, as bead, version, byte and percent.
type Links = HashMap<(usize, usize, usize), Vec<(usize, usize, u32)>>;

fn links(texts: &[Text], alignment: &Alignment, sides: &[Vec<Side>]) -> Links {
    let mut links = Links::new();
    for a in 0..texts.len() {
        for b in a + 1..texts.len() {
            let both = |sides: &&Vec<Side>| !sides[a].is_empty() && !sides[b].is_empty();
            let sure = alignment.beads.iter().zip(sides);
            let sure = sure.filter(|(bead, _)| TEACHES <= bead.confidence);
            let pairs: Vec<(&str, &str)> = sure
                .map(|(_, sides)| sides)
                .filter(both)
                .map(|sides| (sides[a].text.as_str(), sides[b].text.as_str()))
                .collect();
            let model = Model::train(texts[a].language, texts[b].language, &pairs);
            for (bead, sides) in sides.iter().enumerate().filter(|(_, sides)| both(sides)) {
                for link in model.align(&sides[a].text, &sides[b].text).links() {
                    let (from, to) = (link.source.start, link.target.start);
                    let percent = percent(link.probability);
                    let mut add = |from: (usize, usize), to: (usize, usize)| {
                        let key = (bead, from.0, from.1);
                        links.entry(key).or_default().push((to.0, to.1, percent));
                    };
                    add((a, from), (b, to));
                    add((b, to), (a, from));
                }
            }
        }
    }
    links
}

fn row(
    out: &mut String,
    at: usize,
    texts: &[Text],
    bead: &Bead,
    sides: &[Side],
    links: &Links,
    counts: &mut Counts,
) {
    let lone = sides.iter().filter(|side| !side.is_empty()).count() < 2;
    let doubtful = !lone && bead.confidence < DOUBTFUL;
    let wrong: Vec<BTreeSet<usize>> = sides.iter().map(|side| disagreeing(side, sides)).collect();
    let numbers = wrong.iter().any(|wrong| !wrong.is_empty());
    let first = texts.iter().zip(&bead.sides).any(|(text, side)| {
        0 < side.start && !side.is_empty() && text.blocks.contains(&side.start)
    });
    let shape: Vec<String> = bead.sides.iter().map(|s| s.len().to_string()).collect();
    let shape = shape.join("-");
    counts.lone += usize::from(lone);
    counts.doubtful += usize::from(doubtful);
    counts.numbers += usize::from(numbers);
    *counts.shapes.entry(shape.clone()).or_default() += 1;

    let classes = [
        (first, "first"),
        (doubtful, "doubtful"),
        (lone, "lone"),
        (numbers, "numbers"),
    ];
    let classes: Vec<&str> = classes.iter().filter(|c| c.0).map(|c| c.1).collect();
    let _ = write!(
        out,
        "<tr class=\"{}\"><th scope=\"row\"><b>{}%</b>{} · {shape}",
        classes.join(" "),
        percent(bead.confidence),
        at + 1
    );
    for (on, class, flag) in [
        (doubtful, "flag", "doubtful"),
        (lone, "flag", "no counterpart"),
        (numbers, "flag wrong", "numbers differ"),
    ] {
        if on {
            let _ = write!(out, "<span class=\"{class}\">{flag}</span>");
        }
    }
    out.push_str("</th>");
    for (column, (text, side)) in texts.iter().zip(sides).enumerate() {
        if side.is_empty() {
            out.push_str("<td class=\"empty\">nothing</td>");
            continue;
        }
        let _ = write!(out, "<td lang=\"{}\">", escape(text.tag));
        let ends = side.starts.iter().skip(1).copied().chain([side.text.len()]);
        for (number, (&start, end)) in side.starts.iter().zip(ends).enumerate() {
            let number = bead.sides[column].start + number + 1;
            let _ = write!(out, "<div class=\"segment\"><sup>{number}</sup>");
            let mut done = start;
            for &Range {
                start: from,
                end: to,
            } in &side.tokens
            {
                if from < done || end < to {
                    continue;
                }
                let answers = links.get(&(at, column, from));
                let class = wrong[column].contains(&from);
                if answers.is_none() && !class {
                    continue;
                }
                out.push_str(&escape(&side.text[done..from]));
                out.push_str("<span");
                if class {
                    out.push_str(" class=\"number\"");
                }
                if let Some(answers) = answers {
                    let to: Vec<String> = answers
                        .iter()
                        .map(|(column, byte, percent)| format!("w{at}-{column}-{byte}:{percent}"))
                        .collect();
                    let _ = write!(
                        out,
                        " id=\"w{at}-{column}-{from}\" data-to=\"{}\"",
                        to.join(" ")
                    );
                }
                let _ = write!(out, ">{}</span>", escape(&side.text[from..to]));
                done = to;
            }
            let _ = write!(out, "{}</div>", escape(side.text[done..end].trim_end()));
        }
        out.push_str("</td>");
    }
    out.push_str("</tr>\n");
}

/// The first bytes of figures that another version of the bead does not have.
fn disagreeing(side: &Side, sides: &[Side]) -> BTreeSet<usize> {
    let others = || sides.iter().filter(|other| !other.is_empty());
    let missing = |what: &String| others().any(|other| !other.says(what));
    side.figures
        .iter()
        .filter(|figure| figure.binding && figure.says.iter().any(missing))
        .map(|figure| figure.range.start)
        .collect()
}

fn percent(probability: f32) -> u32 {
    (probability * 100.0).floor() as u32
}
