//! Documents to entries: bead by bead, and the parts of beads.

use super::options::ImportOptions;
use super::report::ImportReport;
use super::segmented::Segmented;
use crate::align::{Aligner, Bead, Version};
use crate::store::At;
use crate::unit::{Entry, Place, Variant};

/// How sure the parts of a bead must be: likelier right than wrong.
const LIKELY: f32 = 0.5;

/// What is stored of documents, in the beads that `standing` has or the aligner finds; what there is to say
/// of them is reported.
pub(super) fn entries(
    aligner: &Aligner,
    documents: &[Segmented],
    standing: Option<Vec<Bead>>,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Vec<(At, Entry)> {
    let versions: Vec<Version<'_>> = documents
        .iter()
        .map(|document| Version {
            language: document.language,
            segments: document.texts.iter().map(String::as_str).collect(),
            blocks: (0..document.blocks.len())
                .filter(|&i| i == 0 || document.blocks[i] != document.blocks[i - 1])
                .collect(),
        })
        .collect();
    let beads = beads(aligner, &versions, standing, report);
    // What the memory knows has no say here: the parts of a bead that stands would change with it.
    let divisions = |bead: &Bead| {
        let least = options.min_confidence.max(LIKELY);
        let mut divisions = options.aligner.divisions(&versions, bead);
        divisions.retain(|parts| parts.iter().all(|part| least <= part.confidence));
        divisions
    };
    let mut entries = Vec::with_capacity(beads.len());
    let mut position = 0;
    for bead in &beads {
        let shape: Vec<String> = bead.sides.iter().map(|s| s.len().to_string()).collect();
        *report.beads.entry(shape.join("-")).or_default() += 1;
        let paired = 1 < bead.sides.iter().filter(|side| !side.is_empty()).count();
        if paired && bead.confidence < options.min_confidence {
            report.doubtful += 1;
            continue;
        }
        let mut at = At::whole(position);
        entries.push((at, entry(documents, bead)));
        for parts in divisions(bead) {
            for part in &parts {
                at.part += 1;
                entries.push((at, entry(documents, part)));
            }
            at.part += 1;
        }
        position += 1;
    }
    entries
}

/// One language has nothing to be aligned with: each of its segments is a bead.
fn beads(
    aligner: &Aligner,
    versions: &[Version<'_>],
    standing: Option<Vec<Bead>>,
    report: &mut ImportReport,
) -> Vec<Bead> {
    match versions {
        [] => Vec::new(),
        [alone] => (0..alone.segments.len())
            .map(|i| Bead {
                sides: std::iter::once(i..i + 1).collect(),
                confidence: 1.0,
            })
            .collect(),
        several => {
            let mut alignment = aligner.align(several);
            if !alignment.grade.reasons.is_empty() {
                for bead in &mut alignment.beads {
                    bead.confidence = bead.confidence.min(alignment.grade.confidence);
                }
            }
            report.quarantined = alignment.grade.reasons;
            standing.unwrap_or(alignment.beads)
        }
    }
}

/// What the segments of a bead say.
fn entry(documents: &[Segmented], bead: &Bead) -> Entry {
    let mut entry = Entry {
        variants: Vec::new(),
        confidence: bead.confidence,
        places: Vec::new(),
    };
    for (document, side) in documents.iter().zip(&bead.sides) {
        if side.is_empty() {
            continue;
        }
        entry.places.push(Place {
            language: document.language,
            block: document.blocks[side.start] as u32,
            segment: side.start as u32,
        });
        entry.variants.push(Variant {
            language: document.language,
            text: document.texts[side.clone()].join(" "),
        });
    }
    entry
}
