//! Matches in the making: units that say the same, in the order in which they are told.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::remembered::Known;
use crate::lang::Language;
use crate::lookup::{Form, Match, MatchKind, Patched, Penalty, PenaltyReason, Query, band};
use crate::patch::{Names, Reading, Refusal, Target, carried, may_be_whole};
use crate::unit::{Provenance, Unit, Variant};

/// What a translation loses that is not as it was stored, whatever was carried into it.
const PATCHED: Penalty = Penalty {
    reason: PenaltyReason::Patched,
    points: 1,
};

/// Units that agree in the match forms of source and wanted translations.
pub(super) struct Group {
    pub(super) percent: u8,
    pub(super) kind: MatchKind,
    pub(super) beside: Vec<Penalty>,
    /// By rank; the first stands for all.
    pub(super) members: Vec<Member>,
    /// What became of the figures and names that differ, translation by translation, once that was tried;
    /// before the best are known, only what may be patched whole is.
    patches: Option<Vec<Patched>>,
    /// Day of the newest occurrence, number of occurrences, confidence of the surest one.
    pub(super) newest: Option<String>,
    count: u32,
    pub(super) confidence: f32,
}

/// A unit of a group.
pub(super) struct Member {
    pub(super) known: Arc<Known>,
    /// Place of the source among its variants.
    source: usize,
    /// Places of the wanted translations, where it has them.
    targets: Vec<Option<usize>>,
    differs_to_the_letter: bool,
    newest: Option<String>,
    count: u32,
    confidence: f32,
}

impl Member {
    /// A unit with this text, if it has a translation that is wanted.
    pub(super) fn of(query: &Query<'_>, known: &Arc<Known>, segment: i64) -> Option<Self> {
        let Unit {
            variants,
            provenance,
            ..
        } = &*known.unit;
        let source = known.place(segment)?;
        let targets = targets(variants, query, source);
        if targets.iter().all(Option::is_none) {
            return None;
        }
        let mut member = Member {
            known: Arc::clone(known),
            source,
            targets,
            differs_to_the_letter: variants[source].text != query.text,
            newest: None,
            count: 0,
            confidence: 0.0,
        };
        let mut newest = None;
        for place in provenance.iter().filter(|place| query.filter.admits(place)) {
            newest = newest.max(place.date.as_deref());
            member.count += 1;
            member.confidence = member.confidence.max(place.confidence);
        }
        member.newest = newest.map(str::to_owned);
        Some(member)
    }

    /// The match forms of source and wanted translations.
    pub(super) fn forms(&self) -> impl Iterator<Item = Option<&str>> {
        let places = [Some(self.source)]
            .into_iter()
            .chain(self.targets.iter().copied());
        places.map(|place| place.map(|place| &*self.known.form(place).text))
    }

    pub(super) fn source_form(&self) -> &Form {
        self.known.form(self.source)
    }

    /// What orders the variants of a unit that are as near as each other, the nearest first.
    pub(super) fn nearness(&self, from: Language) -> (bool, bool, Language) {
        let language = self.variants()[self.source].language;
        (self.differs_to_the_letter, language != from, language)
    }

    /// What orders the units of a group.
    pub(super) fn rank(&self, other: &Self) -> Ordering {
        let (a, b) = (self, other);
        fn texts(member: &Member) -> impl Iterator<Item = (Language, &str)> {
            let variants = member.variants().iter();
            variants.map(|variant| (variant.language, &*variant.text))
        }
        a.differs_to_the_letter
            .cmp(&b.differs_to_the_letter)
            .then_with(|| (&b.newest, b.count).cmp(&(&a.newest, a.count)))
            .then_with(|| texts(a).cmp(texts(b)))
            .then_with(|| a.known.unit.id.cmp(&b.known.unit.id))
    }

    fn variants(&self) -> &[Variant] {
        &self.known.unit.variants
    }
}

impl Group {
    pub(super) fn new(percent: u8, first: Member) -> Self {
        Group {
            percent,
            kind: MatchKind::Fuzzy,
            beside: Vec::new(),
            patches: None,
            newest: first.newest.clone(),
            count: first.count,
            confidence: first.confidence,
            members: vec![first],
        }
    }

    pub(super) fn add(&mut self, member: Member) {
        if self.newest < member.newest {
            self.newest.clone_from(&member.newest);
        }
        self.count += member.count;
        self.confidence = self.confidence.max(member.confidence);
        self.members.push(member);
    }

    pub(super) fn first(&self) -> &Member {
        &self.members[0]
    }

    /// Places of the wanted translations among the first member's variants.
    fn places(&self) -> impl Iterator<Item = usize> {
        self.first().targets.iter().copied().flatten()
    }

    /// Whether two groups translate otherwise into a language that both have.
    pub(super) fn disagrees(&self, other: &Self) -> bool {
        let mut translations = self.translations();
        translations.any(|(language, text)| {
            let in_tag = |tag: Language| other.translations().find(|(of, _)| *of == tag);
            let alike = || other.translations().find(|(of, _)| of.matches(language));
            let same = in_tag(language).or_else(alike);
            same.is_some_and(|(_, translated)| translated != text)
        })
    }

    /// Languages and match forms of the wanted translations.
    pub(super) fn translations(&self) -> impl Iterator<Item = (Language, &str)> {
        let first = self.first();
        self.places().map(|at| {
            let form = first.known.form(at);
            (first.variants()[at].language, form.text.as_str())
        })
    }

    /// Place of the first wanted translation.
    pub(super) fn target(&self) -> usize {
        let mut places = self.places();
        places.next().expect("a member has a translation")
    }

    /// What no usefulness outweighs: a translation that was patched whole comes before others of
    /// its band.
    pub(super) fn band(&self) -> (u8, bool) {
        (band(self.percent), self.kind == MatchKind::Patched)
    }

    /// The percent of the best of its translations.
    pub(super) fn most(&self) -> u8 {
        let patched = self.patches.iter().flatten();
        let percents = patched.map(|patched| patched.percent);
        percents.fold(self.percent, u8::max)
    }

    /// Carries the query's figures and names into the translations of a fuzzy match, where they differ. A
    /// translation patched whole is as good as exact, but for a point; the match is what its first one is, so
    /// that no further language changes it.
    pub(super) fn patch(&mut self, asked: &Reading<'_>, names: &dyn Names) {
        let (first, source) = (self.first(), self.source(asked));
        let lost: u8 = self.beside.iter().map(|penalty| penalty.points).sum();
        let patched = self.places().map(|place| {
            let Variant { language, text } = &first.variants()[place];
            let target = Target::over(text, *language, first.known.read(place));
            let mut patched = Patched {
                language: *language,
                percent: self.percent,
                result: carried(names, asked, &source, &target),
            };
            if patched.is_whole() {
                patched.percent = 100u8.saturating_sub(lost.saturating_add(PATCHED.points));
            }
            patched
        });
        let patches: Vec<Patched> = patched.collect();
        let is_unchanged = |patched: &Patched| patched.result == Err(Refusal::Unchanged);
        if patches.iter().all(is_unchanged) {
            self.patches = Some(Vec::new());
            return;
        }
        if patches[0].is_whole() {
            self.kind = MatchKind::Patched;
            self.beside.push(PATCHED);
            self.percent = patches[0].percent;
        }
        self.patches = Some(patches);
    }

    /// Whether it was not tried yet to carry something into the translations of a fuzzy match.
    pub(super) fn is_unpatched(&self) -> bool {
        self.kind == MatchKind::Fuzzy && self.patches.is_none()
    }

    /// Whether the patch of one of its translations may be whole.
    pub(super) fn may_be_patched_whole(&self, asked: &Reading<'_>, names: &dyn Names) -> bool {
        let (first, source) = (self.first(), self.source(asked));
        let mut languages = self.places().map(|place| first.variants()[place].language);
        languages.any(|language| may_be_whole(names, asked, &source, language))
    }

    /// The source, read beside a query.
    fn source<'g>(&'g self, asked: &Reading<'_>) -> Reading<'g> {
        let first = self.first();
        let Variant { language, text } = &first.variants()[first.source];
        asked.beside(text, *language, first.known.read(first.source))
    }

    /// The group as a match.
    pub(super) fn matched(self, query: &Query<'_>, from: Language, ambiguous: bool) -> Match {
        let first = self.first();
        let unit = &first.known.unit;
        let are_all = self.members.len() == 1 && first.count as usize == unit.provenance.len();
        let provenance = (!are_all).then(|| {
            let units = self.members.iter().map(|member| &member.known.unit);
            let places = units.flat_map(|unit| &unit.provenance);
            let admitted = places.filter(|place| query.filter.admits(place));
            let mut provenance: Vec<Provenance> = admitted.cloned().collect();
            provenance.sort_by(Provenance::newest_first);
            provenance
        });
        Match {
            query: query.text.to_owned(),
            from,
            percent: self.percent,
            kind: self.kind,
            ambiguous,
            source: first.source,
            targets: self.places().collect(),
            unit: Arc::clone(unit),
            provenance,
            beside: self.beside,
            patches: self.patches.unwrap_or_default(),
        }
    }

    /// What orders groups, apart from their usefulness.
    pub(super) fn rank(&self, other: &Self) -> Ordering {
        let by_key = self.key().cmp(&other.key());
        by_key.then_with(|| self.first().forms().cmp(other.first().forms()))
    }

    pub(super) fn key(&self) -> Key<'_> {
        let first = self.first();
        let is_whole = first.targets.iter().all(Option::is_some);
        let nearest = [!first.differs_to_the_letter, is_whole];
        let newest = self.newest.as_deref();
        let form = &first.source_form().text;
        (
            Reverse((self.percent, self.kind, nearest, newest, self.count)),
            form,
        )
    }
}

/// What orders groups but for their translations: percent, kind, whether the source is the query to the
/// letter and all wanted translations are there, day of the newest occurrence, number of occurrences, the
/// greatest first; and the source's match form.
pub(super) type Key<'k> = (
    Reverse<(u8, MatchKind, [bool; 2], Option<&'k str>, u32)>,
    &'k str,
);

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
            let mut seen = FxHashSet::default();
            let places = wanted.iter().map(|&language| place(language));
            // What serves several of the tags is told once.
            let places = places.filter(|place| place.is_none_or(|at| seen.insert(at)));
            places.collect()
        }
    }
}
