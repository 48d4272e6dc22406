//! Lookup: from the index's hits to groups of units, and from the best of these to matches.

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::group::{Group, Key, Member};
use super::names::KnownNames;
use super::reader::Reader;
use super::remembered::Known;
use crate::distance::{Measure, tokens};
use crate::error::Result;
use crate::index::{Hit, Sought, Ties};
use crate::lang::Language;
use crate::lookup::{
    Asked, Form, Match, MatchKind, Nominee, Order, Penalty, PenaltyReason, Query, doubt, usefulness,
};
use crate::patch::Reading;
use crate::store::{Neighbour, Spread};
use crate::text::fold;
use crate::unit::UnitId;
use crate::words::{Spoken, SpokenWords};

/// How many candidates compete for the first places, whatever the limit. Twice as many choose no better
/// (0.2 chrF++ worse to 0.6 better in five directions), and their agreement takes four times as long.
const POOL: usize = 16;

/// How far under the threshold a match may lie that a patch can lift over it. Of 4,130 altered texts whose
/// translations are patched right, one in nine lies under 70, and one in 160 under 55.
const LIFTED: u8 = 15;

/// A text without the longest runs of a query that no patch touches is known by these; each run more is to be
/// looked for in every text, and a table has thousands.
const MOST_RUNS: usize = 16;

impl Reader {
    /// As [`Memory::lookup`](super::Memory::lookup).
    pub(super) fn lookup(&self, query: &Query<'_>) -> Result<Vec<Match>> {
        self.store.in_snapshot(|| self.matches(query))
    }

    /// The same, for a caller that holds a snapshot.
    pub(super) fn matches(&self, query: &Query<'_>) -> Result<Vec<Match>> {
        let from = query.checked()?;
        if query.limit == 0 {
            return Ok(Vec::new());
        }
        let form = Form::new(fold(query.text, from), from);
        let asked = Asked::new(&form);
        let wanted = match query.order {
            Order::Percent => query.limit,
            Order::Useful => query.limit.max(POOL),
        };
        let reading = LazyCell::new(|| Reading::new(query.text, from));
        let mut wanted = Wanted {
            sought: Sought::all(&form.text),
            under: u8::MAX,
            groups: wanted,
        };
        let mut groups = self.nearest(query, from, &asked, &wanted)?;
        if lacks_a_language(query, &groups)
            && let Some(lower) = liftable_from(query, &form.text)
        {
            let mut runs: Vec<&str> = reading.untouched().collect();
            runs.sort_by_key(|run| Reverse(run.len()));
            let runs = runs.into_iter().take(MOST_RUNS);
            let runs = runs.map(|run| fold(run, from));
            let runs: Vec<String> = runs.filter(|run| form.text.contains(run)).collect();
            wanted.sought.having = &runs;
            wanted.under = query.threshold;
            let lower = query.clone().threshold(lower);
            groups.append(&mut self.nearest(&lower, from, &asked, &wanted)?);
        }
        let names = KnownNames::of(self);
        if query.patch && groups.iter().any(Group::is_unpatched) {
            let are_all = groups.len() <= query.limit;
            for group in groups.iter_mut().filter(|group| group.is_unpatched()) {
                if are_all || group.may_be_patched_whole(&reading, &names) {
                    group.patch(&reading, &names);
                }
            }
            groups.sort_by(Group::rank);
        }
        groups.retain(|group| query.threshold <= group.most());
        if query.order == Order::Useful {
            by_usefulness(&mut groups, &form, &self.words, query.limit);
        }
        keep_first(&mut groups, query.limit);
        if query.patch {
            for group in groups.iter_mut().filter(|group| group.is_unpatched()) {
                group.patch(&reading, &names);
                debug_assert_eq!(
                    (group.kind, group.most()),
                    (MatchKind::Fuzzy, group.percent)
                );
            }
        }
        names.checked()?;
        let is_ambiguous = |group: &Group| {
            let mut exact = groups.iter().filter(|group| group.kind >= MatchKind::Exact);
            group.kind >= MatchKind::Exact && exact.any(|other| group.disagrees(other))
        };
        let ambiguous: Vec<bool> = groups.iter().map(is_ambiguous).collect();
        let matches = groups.into_iter().zip(ambiguous);
        let matches = matches.map(|(group, ambiguous)| group.matched(query, from, ambiguous));
        Ok(matches.collect())
    }

    /// As many of the nearest groups as are wanted and all exact ones, by percent; exactly those that comparing
    /// with every unit would give.
    fn nearest(
        &self,
        query: &Query<'_>,
        from: Language,
        asked: &Asked<'_>,
        wanted: &Wanted<'_>,
    ) -> Result<Vec<Group>> {
        let mut reach = wanted.groups;
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
        &Wanted {
            sought,
            under,
            groups: wanted,
        }: &Wanted<'_>,
        reach: usize,
    ) -> Result<Option<Vec<Group>>> {
        let kept = (reach, Ties::KeptByPercent);
        let (hits, cut) = self.candidates(query, from, sought, kept, None)?;
        let (mut groups, mut seen, mut enough) = (Vec::<Group>::new(), FxHashSet::default(), false);
        // What lies under a percent cannot rise above it, so that percents are read one by one, each
        // as far as it decides, until enough matches are as good as any that could still come.
        for layer in hits.chunk_by(|a, b| a.percent == b.percent) {
            let percent = layer[0].percent;
            if Some(percent) < cut {
                break;
            }
            let settled = |groups: &[Group]| {
                let settled = groups.iter().filter(|group| percent <= group.percent);
                settled.count()
            };
            let missing = wanted.saturating_sub(settled(&groups));
            for part in self.parts(from, layer, missing)? {
                // Parts come in order: what comes before this one comes before all that follow.
                if wanted <= groups.len()
                    && let Some(key) = part.key()
                    && wanted <= groups.iter().filter(|group| group.key() < key).count()
                {
                    break;
                }
                let found = self.groups(query, from, asked, &part.hits, &mut seen)?;
                groups.extend(found.into_iter().filter(|group| group.percent < under));
            }
            enough = wanted <= settled(&groups);
            if enough {
                break;
            }
        }
        if cut.is_some() && !enough {
            return Ok(None);
        }
        groups.sort_by(Group::rank);
        keep_first(&mut groups, wanted);
        Ok(Some(groups))
    }

    /// Texts of one percent in parts, the one first whose groups can come first; in a single part where
    /// more groups are `missing` than there can be, or all are wanted.
    fn parts(&self, from: Language, layer: &[Hit], missing: usize) -> Result<Vec<Part>> {
        let percent = layer[0].percent;
        let are_all_wanted = 100 <= percent || layer.len() <= missing;
        // With several tags, a unit may have two of the texts.
        let Some(tag) = self.only_tag(from).filter(|_| !are_all_wanted) else {
            let hits = layer.to_vec();
            return Ok(vec![Part { hits, most: None }]);
        };
        let mut alike: FxHashMap<String, (Spread, Vec<Hit>)> = FxHashMap::default();
        self.each_form(tag, layer, |hit, form| {
            let segment = hit.id as i64;
            let read = || self.store.spread_of_segment(segment);
            let spread = self.remembered().spreads.get_or_read(segment, read)?;
            let (most, hits) = alike.entry(form.to_owned()).or_default();
            most.count += spread.count;
            most.newest = most.newest.take().max(spread.newest);
            hits.push(*hit);
            Ok(())
        })?;
        let parts = alike.into_iter().map(|(form, (spread, hits))| {
            let most = Some(Most {
                percent,
                spread,
                form,
            });
            Part { hits, most }
        });
        let mut parts: Vec<Part> = parts.collect();
        parts.sort_by(|a, b| a.key().cmp(&b.key()));
        Ok(parts)
    }

    /// The groups of the units that have one of the texts, all of one percent.
    fn groups(
        &self,
        query: &Query<'_>,
        from: Language,
        asked: &Asked<'_>,
        hits: &[Hit],
        seen: &mut FxHashSet<UnitId>,
    ) -> Result<Vec<Group>> {
        let (mut members, mut units) = (Vec::new(), Vec::new());
        for hit in hits {
            let segment = hit.id as i64;
            for unit in &*self.units_of(segment)? {
                let mut occurrences = unit.unit.provenance.iter();
                let is_admitted = occurrences.any(|place| query.filter.admits(place));
                if is_admitted && !seen.contains(&unit.unit.id) {
                    units.push(unit.unit.id);
                    members.extend(Member::of(query, unit, segment));
                }
            }
        }
        // A unit with variants of several tags is found by the nearest, and by one of these.
        seen.extend(units);
        members.sort_by_key(|member| (member.known.unit.id, member.nearness(from)));
        members.dedup_by_key(|member| member.known.unit.id);
        members.sort_by(|a, b| a.forms().cmp(b.forms()).then_with(|| a.rank(b)));
        let mut groups: Vec<Group> = Vec::new();
        for member in members {
            match groups.last_mut() {
                Some(group) if group.first().forms().eq(member.forms()) => group.add(member),
                _ => groups.push(Group::new(hits[0].percent, member)),
            }
        }
        for group in &mut groups {
            self.judge(query, from, asked, group)?;
        }
        groups.retain(|group| query.threshold <= group.percent);
        Ok(groups)
    }

    /// The units that have a text.
    fn units_of(&self, segment: i64) -> Result<Arc<[Arc<Known>]>> {
        let read = || {
            let candidates = self.store.candidates_of_segment(segment)?.into_iter();
            Ok(candidates.map(|unit| Arc::new(Known::new(unit))).collect())
        };
        // So that those remembered take 64 MB at most.
        let weight = |units: &Arc<[Arc<Known>]>| {
            let bytes = units.iter().map(|unit| unit.bytes());
            bytes.sum::<usize>().div_ceil(1_024)
        };
        let known = &self.remembered().units;
        known.get_or_read_weighed(segment, read, weight)
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
        let negated = asked.negated(group.percent, group.first().source_form());
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
            let places = member.known.unit.provenance.iter();
            for place in places.filter(|place| query.filter.admits(place)) {
                let [stored_before, stored_after] = self.store.neighbours(place, from)?;
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
                if best == 2 {
                    return Ok(best);
                }
            }
        }
        Ok(best)
    }
}

/// Whether there is nothing in one of the wanted languages: what one would find alone is found beside
/// others, too.
fn lacks_a_language(query: &Query<'_>, groups: &[Group]) -> bool {
    let has = |wanted: Language| {
        let mut languages = groups.iter().flat_map(Group::translations);
        languages.any(|(language, _)| language.matches(wanted))
    };
    groups.is_empty() || query.to.iter().any(|&wanted| !has(wanted))
}

/// From which percent on, under the threshold, a patch may lift to it what differs from the query, of this match
/// form, in its figures, too: by no more than they are a part of it. Only figures are looked for: they are
/// few, whereas any capital letter may be a name's, and a search that reaches lower costs more.
fn liftable_from(query: &Query<'_>, form: &str) -> Option<u8> {
    if !query.patch || 100 <= query.threshold {
        return None;
    }
    // With a figure may change what is longer by so many characters, the month or the ending of a word
    // beside it and the n-grams over its edges included.
    const LONGER: usize = 10;
    // It and its neighbours: of 1 May 2024, on 1 May in 2024; or all of 1,234,567,890.
    const TOKENS: usize = 7;
    let words = form.split(' ');
    let figures = words.filter(|word| word.contains(|c: char| c.is_ascii_digit()));
    let (changing, all) = match query.measure {
        Measure::Tokens => (TOKENS * figures.count(), tokens(form).count()),
        Measure::Mean | Measure::Characters => {
            let changing = figures.map(|word| word.chars().count() + LONGER);
            (changing.sum(), form.chars().count())
        }
    };
    let share = (100 * changing).div_ceil(all.max(1));
    let lift = share.min(usize::from(LIFTED)) as u8;
    (0 < lift).then(|| query.threshold.saturating_sub(lift))
}

/// Whether a neighbour is what stands beside the unit: the same text, the near part of a unit of
/// several segments, or the end of the document.
fn is_neighbour(
    asked: &Option<String>,
    stored: &Neighbour,
    is_part: fn(&str, &str) -> bool,
) -> bool {
    match (asked, stored) {
        (Some(asked), Neighbour::Texts(stored)) => stored
            .iter()
            .any(|stored| asked == stored || !asked.is_empty() && is_part(stored, asked)),
        (None, Neighbour::End) => true,
        _ => false,
    }
}

/// What the index is asked for.
struct Wanted<'w> {
    sought: Sought<'w>,
    /// No group of as many percent counts.
    under: u8,
    /// How many groups.
    groups: usize,
}

/// Texts of which units are asked for.
struct Part {
    hits: Vec<Hit>,
    /// What a group of these units can have at most, where it is known.
    most: Option<Most>,
}

/// What a group of the units that have a match form can have at most: where they stand in all.
struct Most {
    percent: u8,
    spread: Spread,
    form: String,
}

impl Part {
    /// The key that no group of these units comes before, where it is known.
    fn key(&self) -> Option<Key<'_>> {
        let Most {
            percent,
            spread: Spread { newest, count },
            form,
        } = self.most.as_ref()?;
        let newest = newest.as_deref();
        let nearest = [false, true];
        Some((
            Reverse((*percent, MatchKind::Fuzzy, nearest, newest, *count)),
            form,
        ))
    }
}

/// Keeps the first `limit` of groups in order, and all that are exact, however many points they lost for
/// other things than the text.
fn keep_first(groups: &mut Vec<Group>, limit: usize) {
    let mut places = 0..limit;
    groups.retain(|group| places.next().is_some() || group.kind >= MatchKind::Exact);
}

/// Orders groups that are ordered by rank by band, then by usefulness, as far as it decides who comes
/// into the first `limit`, and in which order the exact ones come.
fn by_usefulness(groups: &mut Vec<Group>, asked: &Form, words: &SpokenWords, limit: usize) {
    let contest = |pair: &[Group]| {
        let [a, b] = [pair[0].band(), pair[1].band()];
        a == b && a < (100, false)
    };
    if !groups.windows(2).any(contest) {
        return;
    }
    let nominees: Vec<Nominee<'_>> = groups
        .iter()
        .map(|group| {
            let (first, target) = (group.first(), group.target());
            Nominee {
                percent: group.percent.min(100),
                source: &first.source_form().text,
                target: &first.known.form(target).text,
            }
        })
        .collect();
    let bands: Vec<(u8, bool)> = groups.iter().map(Group::band).collect();
    let last_exact = groups
        .iter()
        .rposition(|group| group.kind >= MatchKind::Exact);
    let places = last_exact.map_or(limit, |at| limit.max(at + 1));
    let contends = |&at: &usize| {
        let is_better = |band: &&(u8, bool)| bands[at] < **band;
        let better = bands.iter().filter(is_better).count();
        let equal = bands.iter().filter(|band| **band == bands[at]).count();
        bands[at].0 < 100 && 1 < equal && better < places
    };
    let spoken = |at: usize| {
        let (first, target) = (groups[at].first(), groups[at].target());
        (at, first.known.spoken(target, words))
    };
    let contenders = (0..groups.len()).filter(contends).map(spoken);
    let contenders: Vec<(usize, &Spoken)> = contenders.collect();
    let query = words.read(&asked.text, asked.language);
    let mut useful = vec![0; groups.len()];
    for (at, expected) in usefulness(&asked.text, &query, &nominees, &contenders) {
        useful[at] = expected;
    }
    let mut ordered: Vec<(u64, Group)> = useful.into_iter().zip(groups.drain(..)).collect();
    ordered.sort_by_key(|(useful, group)| (Reverse(group.band()), Reverse(*useful)));
    groups.extend(ordered.into_iter().map(|(_, group)| group));
}
