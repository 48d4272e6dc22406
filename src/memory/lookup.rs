//! Lookup: from the index's hits to matches.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::names::KnownNames;
use super::reader::Reader;
use crate::error::Result;
use crate::index::{Hit, Ties};
use crate::lang::Language;
use crate::lookup::{
    Asked, Match, MatchKind, Nominee, Order, Patched, Penalty, PenaltyReason, Query, band, doubt,
    usefulness,
};
use crate::patch::{Names, Reading, Refusal, carried};
use crate::store::{Candidate, Form, Neighbour};
use crate::text::fold;
use crate::unit::{Unit, UnitId, Variant};

/// How many candidates compete for the first places, whatever the limit.
const POOL: usize = 30;

impl Reader {
    /// As [`Memory::lookup`](super::Memory::lookup).
    pub(super) fn lookup(&self, query: &Query<'_>) -> Result<Vec<Match>> {
        let _snapshot = self.store.snapshot()?;
        self.matches(query)
    }

    /// The same, for a caller that holds a snapshot.
    pub(super) fn matches(&self, query: &Query<'_>) -> Result<Vec<Match>> {
        let from = query.checked()?;
        if query.limit == 0 {
            return Ok(Vec::new());
        }
        let form = fold(query.text, from);
        let asked = Asked::new(&form, from);
        let wanted = match query.order {
            Order::Percent => query.limit,
            Order::Useful => query.limit.max(POOL),
        };
        let mut groups = self.nearest(query, from, &asked, wanted)?;
        if query.patch {
            let (names, asked) = (KnownNames::of(self), Reading::new(query.text, from));
            for group in &mut groups {
                group.patch(&asked, &names);
            }
            names.checked()?;
            groups.sort_by(|a, b| a.rank().cmp(&b.rank()));
        }
        let exact = groups.iter().filter(|group| group.kind >= MatchKind::Exact);
        let exact = exact.count();
        let places = query.limit.max(exact);
        if query.order == Order::Useful {
            by_usefulness(&mut groups, asked.form, from, places);
        }
        groups.truncate(places);
        let matches = groups.into_iter().map(|group| {
            let ambiguous = group.kind >= MatchKind::Exact && exact > 1;
            group.matched(query, from, ambiguous)
        });
        Ok(matches.collect())
    }

    /// The `wanted` nearest groups and all exact ones, by percent; exactly those that comparing
    /// with every unit would give.
    fn nearest(
        &self,
        query: &Query<'_>,
        from: Language,
        asked: &Asked<'_>,
        wanted: usize,
    ) -> Result<Vec<Group>> {
        let mut reach = wanted;
        loop {
            if let Some(groups) = self.nearest_within(query, from, asked, wanted, reach)? {
                return Ok(groups);
            }
            reach = reach.saturating_mul(8);
        }
    }

    /// The same, if the `reach` nearest texts of each language tag are enough to tell.
    fn nearest_within(
        &self,
        query: &Query<'_>,
        from: Language,
        asked: &Asked<'_>,
        wanted: usize,
        reach: usize,
    ) -> Result<Option<Vec<Group>>> {
        let (hits, cut) = self.candidates(query, from, asked.form, (reach, Ties::Kept), None)?;
        let (mut groups, mut seen, mut enough) = (Vec::new(), HashSet::new(), false);
        // What lies under a percent cannot rise above it, so that percents are read one by one, each
        // to its end, until enough matches are as good as any that could still come.
        for layer in hits.chunk_by(|a, b| a.percent == b.percent) {
            let percent = layer[0].percent;
            if Some(percent) < cut {
                break;
            }
            groups.extend(self.groups(query, from, asked, layer, &mut seen)?);
            let settled = groups
                .iter()
                .filter(|group: &&Group| percent <= group.percent);
            enough = wanted <= settled.count();
            if enough {
                break;
            }
        }
        if cut.is_some() && !enough {
            return Ok(None);
        }
        groups.sort_by(|a, b| a.rank().cmp(&b.rank()));
        let exact = groups.iter().filter(|group| group.kind >= MatchKind::Exact);
        let kept = wanted.max(exact.count());
        groups.truncate(kept);
        Ok(Some(groups))
    }

    /// The groups of the units that have one of the texts, all of one percent.
    fn groups(
        &self,
        query: &Query<'_>,
        from: Language,
        asked: &Asked<'_>,
        hits: &[Hit],
        seen: &mut HashSet<UnitId>,
    ) -> Result<Vec<Group>> {
        let mut groups: Vec<Group> = Vec::new();
        let mut places: HashMap<(String, Vec<Option<String>>), usize> = HashMap::new();
        for hit in hits {
            for candidate in &*self.candidates_of(hit.id as i64)? {
                let occurrences = candidate.unit.provenance.iter();
                let mut admitted = occurrences.filter(|place| query.filter.admits(place));
                // A unit with variants of several tags is found by the nearest.
                if admitted.next().is_none() || !seen.insert(candidate.unit.id) {
                    continue;
                }
                let is_source = |form: &Form| form.segment == hit.id as i64;
                let Some(source) = candidate.forms.iter().position(is_source) else {
                    continue;
                };
                let targets = targets(&candidate.unit.variants, query, source);
                if targets.iter().all(Option::is_none) {
                    continue;
                }
                let form = |place: usize| candidate.forms[place].text.clone();
                let key = (
                    form(source),
                    targets.into_iter().map(|t| t.map(form)).collect(),
                );
                let place = *places.entry(key).or_insert_with_key(|(source, targets)| {
                    groups.push(Group::new(hit.percent, source.clone(), targets.clone()));
                    groups.len() - 1
                });
                groups[place].add(query, Arc::clone(candidate), source);
            }
        }
        for group in &mut groups {
            group.members.sort_by(|a, b| a.rank().cmp(&b.rank()));
            let first = &group.members[0];
            let places = targets(first.variants(), query, first.source);
            group.places = places.into_iter().flatten().collect();
            self.judge(query, from, asked, group)?;
        }
        groups.retain(|group| query.threshold <= group.percent);
        Ok(groups)
    }

    /// The units that have a text.
    fn candidates_of(&self, segment: i64) -> Result<Arc<[Arc<Candidate>]>> {
        let read = || {
            let candidates = self.store.candidates_of_segment(segment)?;
            Ok(candidates.into_iter().map(Arc::new).collect())
        };
        // What is long is read anew.
        let is_short = |candidates: &Arc<[Arc<Candidate>]>| {
            let units = candidates.iter().map(|candidate| &candidate.unit);
            let len = units.map(|unit| {
                let texts = unit.variants.iter().map(|variant| variant.text.len());
                texts.sum::<usize>() + 128 * unit.provenance.len()
            });
            len.sum::<usize>() <= 4_096
        };
        let known = &self.remembered().candidates;
        known.get_or_read_if(segment, read, is_short)
    }

    /// Finds kind and percent of a group of which the base percent is known.
    fn judge(
        &self,
        query: &Query<'_>,
        from: Language,
        asked: &Asked<'_>,
        group: &mut Group,
    ) -> Result<()> {
        let aged = query.age.filter(|(day, _)| {
            let newest = group.newest.as_deref();
            newest.is_some_and(|newest| newest < *day)
        });
        let aged = aged.map(|(_, points)| Penalty {
            reason: PenaltyReason::Age,
            points,
        });
        let beside = doubt(group.confidence).into_iter().chain(aged);
        if group.percent == 100 {
            group.kind = MatchKind::Exact;
            let same = self.same_neighbours(query, from, group)?;
            if same > 0 {
                group.kind = MatchKind::Context;
                group.percent += same;
                group
                    .beside
                    .extend(beside.map(|p| Penalty { points: 0, ..p }));
                return Ok(());
            }
        }
        let negated = asked.negated(group.percent, &group.source);
        for mut penalty in negated.into_iter().chain(beside) {
            penalty.points = penalty.points.min(group.percent);
            group.percent -= penalty.points;
            group.beside.push(penalty);
        }
        Ok(())
    }

    /// How many neighbours (0 to 2) the query shares with the group's best occurrence.
    fn same_neighbours(&self, query: &Query<'_>, from: Language, group: &Group) -> Result<u8> {
        let Some(context) = query.context else {
            return Ok(0);
        };
        let [before, after] = context.map(|text| text.map(|text| fold(text, from)));
        let mut best = 0;
        for member in &group.members {
            for [stored_before, stored_after] in
                self.store.neighbours(member.candidate.unit.id, from)?
            {
                let before = is_neighbour(&before, &stored_before, |stored, asked| {
                    stored
                        .strip_suffix(asked)
                        .is_some_and(|rest| rest.ends_with(' '))
                });
                let after = is_neighbour(&after, &stored_after, |stored, asked| {
                    stored
                        .strip_prefix(asked)
                        .is_some_and(|rest| rest.starts_with(' '))
                });
                best = best.max(u8::from(before) + u8::from(after));
            }
        }
        Ok(best)
    }
}

/// Whether a neighbour is what stands beside the unit: the same text, the near part of a unit of
/// several segments, or the end of the document.
fn is_neighbour(
    asked: &Option<String>,
    stored: &Neighbour,
    is_part: fn(&str, &str) -> bool,
) -> bool {
    match (asked, stored) {
        (Some(asked), Neighbour::Text(stored)) => {
            asked == stored || !asked.is_empty() && is_part(stored, asked)
        }
        (None, Neighbour::End) => true,
        _ => false,
    }
}

/// Units that agree in the match forms of source and wanted translations.
struct Group {
    percent: u8,
    kind: MatchKind,
    beside: Vec<Penalty>,
    /// The first stands for all.
    members: Vec<Member>,
    /// Places of the wanted translations among the first member's variants.
    places: Vec<usize>,
    /// What became of the figures and names that differ, translation by translation.
    patches: Vec<Patched>,
    /// Match forms of the source and of the wanted translations.
    source: String,
    targets: Vec<Option<String>>,
    /// Day of the newest occurrence, number of occurrences, confidence of the surest one.
    newest: Option<String>,
    count: u32,
    confidence: f32,
}

/// A unit of a group.
struct Member {
    differs_to_the_letter: bool,
    newest: Option<String>,
    count: u32,
    candidate: Arc<Candidate>,
    /// Place of the source among its variants.
    source: usize,
}

impl Member {
    fn rank(&self) -> impl Ord + '_ {
        let variants = self.candidate.unit.variants.iter();
        (
            self.differs_to_the_letter,
            Reverse(&self.newest),
            Reverse(self.count),
            variants.map(|v| (v.language, &v.text)).collect::<Vec<_>>(),
            self.candidate.unit.id,
        )
    }

    fn variants(&self) -> &[Variant] {
        &self.candidate.unit.variants
    }
}

impl Group {
    fn new(percent: u8, source: String, targets: Vec<Option<String>>) -> Self {
        Group {
            percent,
            kind: MatchKind::Fuzzy,
            beside: Vec::new(),
            members: Vec::new(),
            places: Vec::new(),
            patches: Vec::new(),
            source,
            targets,
            newest: None,
            count: 0,
            confidence: 0.0,
        }
    }

    fn add(&mut self, query: &Query<'_>, candidate: Arc<Candidate>, source: usize) {
        let Unit {
            variants,
            provenance,
            ..
        } = &candidate.unit;
        let differs_to_the_letter = variants[source].text != query.text;
        let (mut newest, mut count) = (None, 0);
        for place in provenance.iter().filter(|place| query.filter.admits(place)) {
            newest = newest.max(place.date.as_deref());
            count += 1;
            self.confidence = self.confidence.max(place.confidence);
        }
        let newest = newest.map(str::to_owned);
        self.newest = self.newest.take().max(newest.clone());
        self.count += count;
        self.members.push(Member {
            differs_to_the_letter,
            newest,
            count,
            candidate,
            source,
        });
    }

    /// What no usefulness outweighs: a translation that was patched whole comes before others of
    /// its band.
    fn band(&self) -> (u8, bool) {
        let whole = |penalty: &Penalty| penalty.reason == PenaltyReason::Patched;
        (band(self.percent), self.beside.iter().any(whole))
    }

    /// Carries the query's figures and names into the translations of a fuzzy match, where they differ. With
    /// every translation whole, the match is as good as exact, but for a point.
    fn patch(&mut self, asked: &Reading<'_>, names: &dyn Names) {
        if self.kind != MatchKind::Fuzzy {
            return;
        }
        let first = &self.members[0];
        let variants = first.variants();
        let source = &variants[first.source];
        let source = Reading::new(&source.text, source.language);
        let patched = self.places.iter().map(|&place| {
            let Variant { language, text } = &variants[place];
            Patched {
                language: *language,
                result: carried(names, asked, &source, text, *language),
            }
        });
        self.patches = patched.collect();
        let is_unchanged = |patched: &Patched| patched.result == Err(Refusal::Unchanged);
        if self.patches.iter().all(is_unchanged) {
            self.patches.clear();
            return;
        }
        if self.patches.iter().any(|patched| patched.result.is_ok()) {
            self.kind = MatchKind::Patched;
        }
        let whole = |patched: &Patched| patched.result.as_ref().is_ok_and(|p| p.complete);
        if self.patches.iter().all(whole) {
            self.beside.push(Penalty {
                reason: PenaltyReason::Patched,
                points: 1,
            });
            let lost: u8 = self.beside.iter().map(|penalty| penalty.points).sum();
            self.percent = 100u8.saturating_sub(lost);
        }
    }

    /// The group as a match.
    fn matched(mut self, query: &Query<'_>, from: Language, ambiguous: bool) -> Match {
        let first = self.members.swap_remove(0);
        let unit = first.candidate.unit.clone();
        let mut provenance = unit.provenance.clone();
        for other in &self.members {
            provenance.extend_from_slice(&other.candidate.unit.provenance);
        }
        provenance.retain(|occurrence| query.filter.admits(occurrence));
        provenance.sort_by(|a, b| {
            (&b.date, &a.release, a.position).cmp(&(&a.date, &b.release, b.position))
        });
        Match {
            query: query.text.to_owned(),
            from,
            percent: self.percent,
            kind: self.kind,
            ambiguous,
            beside: self.beside,
            source: first.source,
            targets: self.places,
            patches: self.patches,
            unit,
            provenance,
        }
    }

    /// What orders groups, apart from their usefulness.
    fn rank(&self) -> impl Ord + '_ {
        (
            Reverse(self.percent),
            Reverse(self.kind),
            Reverse(&self.newest),
            Reverse(self.count),
            &self.source,
            &self.targets,
        )
    }
}

/// Orders groups that are ordered by rank by band, then by usefulness, as far as it decides who comes
/// into the first `places`.
fn by_usefulness(groups: &mut Vec<Group>, asked: &str, from: Language, places: usize) {
    let contest = |pair: &[Group]| {
        let [a, b] = [pair[0].band(), pair[1].band()];
        a == b && a < (100, false)
    };
    if !groups.windows(2).any(contest) {
        return;
    }
    let nominees: Vec<Nominee<'_>> = groups
        .iter()
        .map(|group| Nominee {
            percent: group.percent.min(100),
            source: &group.source,
            target: group.targets.iter().flatten().next().map_or("", |t| t),
            language: group.members[0].variants()[group.places[0]].language,
        })
        .collect();
    let bands: Vec<(u8, bool)> = groups.iter().map(Group::band).collect();
    let contends = |&at: &usize| {
        let is_better = |band: &&(u8, bool)| bands[at] < **band;
        let better = bands.iter().filter(is_better).count();
        let equal = bands.iter().filter(|band| **band == bands[at]).count();
        bands[at].0 < 100 && 1 < equal && better < places
    };
    let contenders: Vec<usize> = (0..groups.len()).filter(contends).collect();
    let mut useful = vec![0; groups.len()];
    for (at, expected) in usefulness(asked, from, &nominees, &contenders) {
        useful[at] = expected;
    }
    let mut ordered: Vec<(u64, Group)> = useful.into_iter().zip(groups.drain(..)).collect();
    ordered.sort_by_key(|(useful, group)| (Reverse(group.band()), Reverse(*useful)));
    groups.extend(ordered.into_iter().map(|(_, group)| group));
}

/// Places of the wanted translations among variants, in the order of the
/// query's.
fn targets(variants: &[Variant], query: &Query<'_>, source: usize) -> Vec<Option<usize>> {
    let place = |wanted: Language| {
        let other = |&at: &usize| at != source;
        let same = (0..variants.len())
            .filter(other)
            .find(|&at| variants[at].language == wanted);
        same.or_else(|| {
            (0..variants.len())
                .filter(other)
                .find(|&at| variants[at].language.matches(wanted))
        })
    };
    match query.to.as_slice() {
        [] => (0..variants.len())
            .filter(|&at| at != source)
            .map(Some)
            .collect(),
        wanted => {
            let mut places: Vec<_> = wanted.iter().map(|&language| place(language)).collect();
            places.dedup();
            places
        }
    }
}
