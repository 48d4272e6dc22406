//! Lookup: from the index's hits to matches.

use std::collections::HashSet;

use super::reader::Reader;
use crate::error::{Error, Result};
use crate::index::Hit;
use crate::lang::Language;
use crate::lookup::{Match, MatchKind, Penalty, PenaltyReason, Query};
use crate::text::fold;
use crate::unit::{Unit, UnitId};

impl Reader {
    /// As [`Memory::lookup`](super::Memory::lookup).
    pub(super) fn lookup(&self, query: &Query<'_>) -> Result<Vec<Match>> {
        let from = query
            .from
            .ok_or_else(|| Error::input("the query names no language; call Query::from"))?;
        if query.limit == 0 {
            return Ok(Vec::new());
        }
        let _snapshot = self.store.snapshot()?;
        let mut reach = query.limit.saturating_mul(4).max(64);
        loop {
            if let Some(matches) = self.matches_within(query, from, reach)? {
                return Ok(matches);
            }
            reach = reach.saturating_mul(8);
        }
    }

    /// The matches, if the `reach` nearest texts of each language tag are enough to tell.
    fn matches_within(
        &self,
        query: &Query<'_>,
        from: Language,
        reach: usize,
    ) -> Result<Option<Vec<Match>>> {
        let (hits, cut) = self.candidates(query, from, reach)?;
        let mut matches = Vec::new();
        let mut seen = HashSet::new();
        // Texts of one percent compete by their units' dates: a percent is read to its end.
        let mut last = None;
        for Hit { id, percent, .. } in hits {
            if matches.len() >= query.limit && last != Some(percent) {
                break;
            }
            if cut >= Some(percent) {
                return Ok(None);
            }
            last = Some(percent);
            for unit in self.store.units_of_segment(id as i64)? {
                if seen.insert(unit)
                    && let Some(unit) = self.store.unit(unit)?
                    && let Some(found) = self.matched(query, from, percent, unit)?
                {
                    matches.push(found);
                }
            }
        }
        matches.sort_by(|a, b| {
            let newest = |m: &Match| m.unit.provenance.first().and_then(|p| p.date.clone());
            (b.percent, newest(b), b.unit.provenance.len())
                .cmp(&(a.percent, newest(a), a.unit.provenance.len()))
                .then(a.unit.id.cmp(&b.unit.id))
        });
        matches.truncate(query.limit);
        Ok(Some(matches))
    }

    /// The unit as a match, if it has what the query wants.
    fn matched(
        &self,
        query: &Query<'_>,
        from: Language,
        percent: u8,
        unit: Unit,
    ) -> Result<Option<Match>> {
        let place = |language: Language| {
            let found = unit.variant(language)?;
            unit.variants.iter().position(|v| v == found)
        };
        let Some(source) = place(from) else {
            return Ok(None);
        };
        let mut targets: Vec<usize> = if query.to.is_empty() {
            (0..unit.variants.len()).collect()
        } else {
            query
                .to
                .iter()
                .filter_map(|&language| place(language))
                .collect()
        };
        targets.retain(|&target| target != source);
        targets.dedup();
        if targets.is_empty() {
            return Ok(None);
        }
        let (mut percent, mut kind) = (percent, MatchKind::Fuzzy);
        let penalties = match percent {
            100 => Vec::new(),
            _ => vec![Penalty {
                reason: PenaltyReason::Text,
                points: 100 - percent,
            }],
        };
        if percent == 100 {
            kind = MatchKind::Exact;
            let same = self.same_neighbours(query, from, unit.id)?;
            if same > 0 {
                kind = MatchKind::Context;
                percent += same;
            }
        }
        if percent < query.threshold {
            return Ok(None);
        }
        Ok(Some(Match {
            percent,
            kind,
            raw_equal: unit.variants[source].text == query.text,
            penalties,
            source,
            targets,
            unit,
        }))
    }

    /// How many neighbours (0 to 2) the query shares with the unit's best occurrence.
    fn same_neighbours(&self, query: &Query<'_>, from: Language, unit: UnitId) -> Result<u8> {
        let asked = query.context.map(|text| text.map(|text| fold(text, from)));
        if asked == [None, None] {
            return Ok(0);
        }
        let shared = self
            .store
            .neighbours(unit, from)?
            .into_iter()
            .map(|stored| {
                let same = asked
                    .iter()
                    .zip(&stored)
                    .filter(|(a, b)| a.is_some() && a == b);
                same.count() as u8
            });
        Ok(shared.max().unwrap_or(0))
    }
}
