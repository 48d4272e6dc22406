//! Latency against size, drawn: a panel for each measure, both axes logarithmic, a line an engine.

use std::fmt::Write as _;

use anyhow::{Result, ensure};
use tolmach::Language;

use crate::record::{Record, Row, Run};

const PANELS: [(&str, u8); 4] = [
    ("mean", 70),
    ("mean", 50),
    ("characters", 70),
    ("tokens", 70),
];

/// Engine, as the label says it, and kind.
const LINES: [(&str, &str, Kind); 10] = [
    ("Tolmach, Searcher::lookup", "Tolmach", Kind::Own),
    (
        "rapidfuzz, all characters",
        "rapidfuzz, all texts",
        Kind::Exact,
    ),
    (
        "rapidfuzz + 4-gram Dice, all",
        "rapidfuzz + Dice, all texts",
        Kind::Exact,
    ),
    (
        "rapidfuzz, all token ids",
        "rapidfuzz, all texts",
        Kind::Exact,
    ),
    ("strsim, all characters", "strsim, all texts", Kind::Exact),
    ("tantivy words, top 1000", "tantivy, top 1000", Kind::Filter),
    ("FTS5 words, 6 rarest", "FTS5, 6 rarest words", Kind::Filter),
    (
        "FTS5 3-grams, 8 rarest",
        "FTS5, 8 rarest 3-grams",
        Kind::Filter,
    ),
    ("simstring 4-grams, by Dice", "simstring", Kind::Filter),
    ("bk-tree, characters", "bk-tree", Kind::Exact),
];

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Own,
    Exact,
    /// Looks at some texts only.
    Filter,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Kind::Own => "own",
            Kind::Exact => "exact",
            Kind::Filter => "filter",
        }
    }
}

const STYLE: &str = "
text { font: 12px system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #444 }
.title { font-size: 17px; font-weight: 600; fill: #111 }
.panel { font-size: 14px; font-weight: 600; fill: #111 }
.tick { font-size: 11px; fill: #767676 }
.grid { stroke: #8884; stroke-width: 1 }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
.leader { fill: none; stroke-width: 1; opacity: .5 }
.own { stroke: #d1480a } text.own, circle.own { fill: #d1480a; stroke: none } text.own { font-weight: 700 }
.own.line { stroke-width: 3.5 }
.exact { stroke: #2f6fbb } text.exact, circle.exact { fill: #2f6fbb; stroke: none }
.filter { stroke: #7a7a7a } text.filter, circle.filter { fill: #6a6a6a; stroke: none }
.filter.line { stroke-dasharray: 5 5 }
@media (prefers-color-scheme: dark) {
  text { fill: #bbb } .title, .panel { fill: #eee } .tick { fill: #999 }
  .own { stroke: #ff7a3d } text.own, circle.own { fill: #ff7a3d }
  .exact { stroke: #6aa9f0 } text.exact, circle.exact { fill: #6aa9f0 }
  .filter { stroke: #999 } text.filter, circle.filter { fill: #aaa }
}
";

const WIDTH: f64 = 1030.0;
const HEAD: f64 = 78.0;
const PANEL: (f64, f64) = (500.0, 330.0);
/// What lies around a panel's plot: left, top, right, below.
const AROUND: (f64, f64, f64, f64) = (52.0, 34.0, 190.0, 34.0);
/// Labels are at least so far from each other.
const LABEL: f64 = 15.0;

/// The chart of the runs of `language`, those of the real texts if there are any.
pub fn svg(record: &Record, language: Language) -> Result<String> {
    let of_language = record
        .runs
        .iter()
        .filter(|run| run.language == language.to_string());
    let mut runs: Vec<&Run> = of_language.collect();
    if runs.iter().any(|run| run.origin.starts_with("real")) {
        runs.retain(|run| run.origin.starts_with("real"));
    }
    runs.sort_by_key(|run| run.texts);
    ensure!(1 < runs.len(), "a chart needs runs of two sizes at least");

    let height = HEAD + PANEL.1 * (PANELS.len() / 2) as f64;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         width=\"{WIDTH}\" height=\"{height}\" role=\"img\">\n\
         <title>Median time of a fuzzy lookup against the size of the memory</title>\n\
         <style>{STYLE}</style>\n\
         <text class=\"title\" x=\"16\" y=\"28\">Median time of a fuzzy lookup against the number of texts \
         ({language}), five best matches, one thread</text>\n\
         <text x=\"16\" y=\"50\">Solid lines find every match; dashed ones look at some texts only, and the \
         label says how many of the judged matches they found.</text>\n"
    );
    for (number, &(measure, threshold)) in PANELS.iter().enumerate() {
        let corner = (
            PANEL.0 * (number % 2) as f64,
            HEAD + PANEL.1 * (number / 2) as f64,
        );
        let panel = Panel::new(&runs, measure, threshold, corner);
        // Writing to a string cannot fail.
        let _ = panel.draw(&mut out);
    }
    out.push_str("</svg>\n");
    Ok(out)
}

struct Panel<'r> {
    title: String,
    corner: (f64, f64),
    sizes: Vec<f64>,
    /// Powers of ten of milliseconds, the lowest and the highest shown.
    powers: (i32, i32),
    lines: Vec<Line<'r>>,
}

struct Line<'r> {
    label: String,
    kind: Kind,
    /// Size and milliseconds.
    points: Vec<(f64, &'r Row)>,
}

impl<'r> Panel<'r> {
    fn new(runs: &[&'r Run], measure: &str, threshold: u8, corner: (f64, f64)) -> Self {
        let mut lines: Vec<Line<'r>> = Vec::new();
        for (engine, label, kind) in LINES {
            let point = |run: &&'r Run| {
                let row = run.rows.iter().find(|row| {
                    row.engine == engine && row.measure == measure && row.threshold == threshold
                })?;
                Some((run.texts as f64, row))
            };
            let points: Vec<_> = runs.iter().filter_map(point).collect();
            // One point is no line.
            let [_, .., (_, last)] = points[..] else {
                continue;
            };
            let label = match (kind, last.recall) {
                (Kind::Filter, Some(recall)) => {
                    format!("{label}: {}%", (recall * 1000.0).floor() / 10.0)
                }
                (Kind::Exact, None) => format!("{label}, characters"),
                _ => label.to_owned(),
            };
            lines.push(Line {
                label,
                kind,
                points,
            });
        }
        let times = lines.iter().flat_map(|line| &line.points);
        let powers = times.map(|(_, row)| row.median_ms.log10());
        let (low, high) = powers.fold((0.0, 0.0), |(low, high): (f64, f64), power| {
            (low.min(power), high.max(power))
        });
        Panel {
            title: format!("{measure}, {threshold}% and more"),
            corner,
            sizes: runs.iter().map(|run| run.texts as f64).collect(),
            powers: (low.floor() as i32, high.ceil() as i32),
            lines,
        }
    }

    fn x(&self, size: f64) -> f64 {
        let (first, last) = (
            self.sizes[0].log10(),
            self.sizes[self.sizes.len() - 1].log10(),
        );
        let width = PANEL.0 - AROUND.0 - AROUND.2;
        self.corner.0 + AROUND.0 + width * (size.log10() - first) / (last - first)
    }

    fn y(&self, power: f64) -> f64 {
        let (low, high) = (f64::from(self.powers.0), f64::from(self.powers.1));
        let height = PANEL.1 - AROUND.1 - AROUND.3;
        self.corner.1 + AROUND.1 + height * (high - power) / (high - low)
    }

    fn draw(&self, out: &mut String) -> std::fmt::Result {
        let (left, right) = (
            self.x(self.sizes[0]),
            self.x(self.sizes[self.sizes.len() - 1]),
        );
        let (top, bottom) = (
            self.y(f64::from(self.powers.1)),
            self.y(f64::from(self.powers.0)),
        );
        writeln!(
            out,
            "<text class=\"panel\" x=\"{left:.1}\" y=\"{:.1}\">{}</text>",
            top - 14.0,
            self.title
        )?;
        for power in self.powers.0..=self.powers.1 {
            let y = self.y(f64::from(power));
            writeln!(
                out,
                "<path class=\"grid\" d=\"M{left:.1} {y:.1}H{right:.1}\"/>\
                 <text class=\"tick\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                left - 8.0,
                y + 4.0,
                duration(power)
            )?;
        }
        for &size in &self.sizes {
            let x = self.x(size);
            writeln!(
                out,
                "<path class=\"grid\" d=\"M{x:.1} {top:.1}V{bottom:.1}\"/>\
                 <text class=\"tick\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
                bottom + 18.0,
                count(size)
            )?;
        }

        let end = |line: &Line<'_>| {
            let &(size, row) = line.points.last()?;
            Some((self.x(size), self.y(row.median_ms.log10())))
        };
        let mut ends: Vec<(f64, f64, &Line<'_>)> = self
            .lines
            .iter()
            .filter_map(|line| end(line).map(|(x, y)| (x, y, line)))
            .collect();
        ends.sort_by(|a, b| a.1.total_cmp(&b.1));
        let labels = apart(ends.iter().map(|end| end.1), top, bottom);
        for ((x, y, line), label) in ends.into_iter().zip(labels) {
            let class = line.kind.class();
            let mut path = String::new();
            for (place, &(size, row)) in line.points.iter().enumerate() {
                let (x, y) = (self.x(size), self.y(row.median_ms.log10()));
                write!(path, "{}{x:.1} {y:.1}", if place == 0 { 'M' } else { 'L' })?;
                writeln!(
                    out,
                    "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>"
                )?;
            }
            let at = right + 20.0;
            writeln!(
                out,
                "<path class=\"line {class}\" d=\"{path}\"/>\
                 <path class=\"leader {class}\" d=\"M{:.1} {y:.1}L{:.1} {label:.1}\"/>\
                 <text class=\"{class}\" x=\"{at:.1}\" y=\"{:.1}\">{}</text>",
                x + 5.0,
                at - 4.0,
                label + 4.0,
                line.label
            )?;
        }
        Ok(())
    }
}

/// Heights for labels, in order, near those wanted and apart from each other.
fn apart(wanted: impl Iterator<Item = f64>, top: f64, bottom: f64) -> Vec<f64> {
    let mut heights: Vec<f64> = Vec::new();
    for y in wanted {
        let least = heights.last().map_or(top, |last| last + LABEL);
        heights.push(y.max(least));
    }
    let mut most = bottom;
    for y in heights.iter_mut().rev() {
        *y = y.min(most);
        most = *y - LABEL;
    }
    heights
}

/// Ten to the `power` milliseconds.
fn duration(power: i32) -> String {
    let (unit, power) = match power {
        p if p < 0 => ("µs", p + 3),
        p if p < 3 => ("ms", p),
        p => ("s", p - 3),
    };
    format!("{} {unit}", 10f64.powi(power))
}

fn count(size: f64) -> String {
    match size {
        s if s < 1e6 => format!("{:.0},000", s / 1e3),
        s => format!("{} million", s / 1e6),
    }
}
