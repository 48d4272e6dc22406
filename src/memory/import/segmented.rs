//! Documents as the segments that are aligned and stored.

use super::report::ImportReport;
use crate::lang::Language;
use crate::memory::pieces::pieces;
use crate::release::{Document, Release};

/// A document's segments, with the block that each stands in.
pub(in crate::memory) struct Segmented {
    pub(in crate::memory) language: Language,
    pub(in crate::memory) texts: Vec<String>,
    pub(super) blocks: Vec<usize>,
}

/// The documents of a release, in order of their languages; what they have is reported.
pub(super) fn segmented(release: &Release, report: &mut ImportReport) -> Vec<Segmented> {
    let mut documents: Vec<&Document> = release.documents.iter().collect();
    documents.sort_by_key(|document| document.language.to_string());
    let versions = documents.into_iter().map(|document| {
        let (pieces, boilerplate) = pieces(document);
        let language = document.language;
        report.boilerplate += boilerplate;
        report.segments.insert(language.to_string(), pieces.len());
        Segmented {
            language,
            texts: pieces.iter().map(|piece| piece.text.to_owned()).collect(),
            blocks: pieces.iter().map(|piece| piece.block).collect(),
        }
    });
    versions.collect()
}
