//! Filters, language tags and several targets, beside all else that a query says: what a lookup finds is
//! what a slow model finds that reads every unit.

use std::cmp::Reverse;

use proptest::prelude::*;
use tolmach::distance::{Measure, Scorer};
use tolmach::text::fold;
use tolmach::{
    Document, Entry, ImportOptions, Language, Match, MatchKind, Memory, Order, Provenance,
    Quarantine, Query, Release, Unit, Variant,
};

const DAYS: [&str; 4] = ["2020-01-01", "2021-05-06", "2022-01-01", "2023-12-31"];
const SITES: [&str; 2] = ["https://akorda.kz/", "https://pm.kz/akorda/"];
/// Regions do not separate, scripts do.
const TAGS: [&str; 7] = ["en", "ru", "ru-RU", "ru-KZ", "kk", "kk-Latn", "kk-Cyrl"];

fn tag(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

/// A text in a language, of few, so that many are alike.
fn text(number: usize, figure: usize, language: Language) -> String {
    let figure = [5, 12, 18][figure];
    let text = match (language.primary(), number) {
        ("en", 0) => "room {} was closed by the guards",
        ("en", 1) => "Room {} was closed by the guards",
        ("en", 2) => "room {} was opened by the guards of the house",
        ("en", _) => "all rooms were closed",
        ("ru", 0) => "охрана закрыла зал {} на втором этаже",
        ("ru", 1) => "Охрана закрыла зал {} на втором этаже",
        ("ru", 2) => "охрана открыла зал {} на втором этаже дома",
        ("ru", _) => "все залы закрыты",
        (_, 0) => "күзет екінші қабаттағы {} залды жапты",
        (_, 1) => "Күзет екінші қабаттағы {} залды жапты",
        (_, 2) => "күзет үйдің екінші қабатындағы {} залды ашты",
        (_, _) => "барлық зал жабық",
    };
    text.replace("{}", &figure.to_string())
}

/// Where texts are said to come from.
#[derive(Clone, Debug)]
enum Source {
    /// A table, of which each row has its own confidence.
    Table(Vec<(Vec<Variant>, u8)>),
    /// A release of a day and a site.
    Release(Vec<Variant>, Option<usize>, Option<usize>),
}

fn variants() -> impl Strategy<Value = Vec<Variant>> {
    let numbers = prop::collection::vec((0usize..4, 0usize..3), TAGS.len());
    let tags = prop::sample::subsequence(TAGS.to_vec(), 2..=4);
    (tags, numbers).prop_map(|(tags, numbers)| {
        let variants = tags.into_iter().zip(numbers);
        let variants = variants.map(|(name, (number, figure))| Variant {
            language: tag(name),
            text: text(number, figure, tag(name)),
        });
        variants.collect()
    })
}

/// Of few units, so that many stand in several places.
fn sources() -> impl Strategy<Value = Vec<Source>> {
    prop::collection::vec(variants(), 1..6).prop_flat_map(|units| {
        let unit = || prop::sample::select(units.clone());
        let row = (unit(), prop::sample::select(vec![100u8, 90, 85, 60]));
        let (day, site) = (0..DAYS.len(), 0..SITES.len());
        let release = (unit(), prop::option::of(day), prop::option::of(site));
        let source = prop_oneof![
            prop::collection::vec(row, 1..5).prop_map(Source::Table),
            release.prop_map(|(variants, day, site)| Source::Release(variants, day, site)),
        ];
        prop::collection::vec(source, 1..9)
    })
}

fn key(number: usize) -> String {
    format!("{}-{number}", ["press", "law"][number % 2])
}

fn stored(sources: &[Source]) -> Memory {
    let mut memory = Memory::in_memory().unwrap();
    let options = ImportOptions::new().quarantine(Quarantine::Keep);
    for (number, source) in sources.iter().enumerate() {
        let key = key(number);
        match source {
            Source::Table(rows) => {
                let entries = rows.iter().map(|(variants, sure)| {
                    let mut entry = Entry::new(Vec::<(Language, String)>::new());
                    entry.variants = variants.clone();
                    entry.confidence = f32::from(*sure) / 100.0;
                    Ok(entry)
                });
                let _ = memory.import_entries_with(&key, entries, &options).unwrap();
            }
            Source::Release(variants, day, site) => {
                let mut release = Release::new(key).unwrap();
                for Variant { language, text } in variants {
                    release = release.with_document(Document::from_text(*language, text));
                }
                release.date = day.map(|day| DAYS[day].to_owned());
                release.url = site.map(|site| SITES[site].to_owned());
                let _ = memory.import_with(&release, &options).unwrap();
            }
        }
    }
    memory
}

/// What a query says beside its text.
#[derive(Clone, Debug)]
struct Asked {
    text: String,
    from: Language,
    to: Vec<Language>,
    threshold: u8,
    limit: usize,
    measure: Measure,
    patch: bool,
    is_at_ends: bool,
    age: Option<(usize, u8)>,
    release: Option<String>,
    origin: Option<&'static str>,
    since: Option<usize>,
    until: Option<usize>,
    confidence: u8,
}

impl Asked {
    fn query(&self) -> Query<'_> {
        let mut query = Query::new(&self.text).from(self.from);
        for &to in &self.to {
            query = query.to(to);
        }
        query = query
            .threshold(self.threshold)
            .limit(self.limit)
            .measure(self.measure)
            .order(Order::Percent)
            .patch(self.patch)
            .confidence(self.confidence);
        if self.is_at_ends {
            query = query.context(None, None);
        }
        if let Some((day, points)) = self.age {
            query = query.age_penalty(DAYS[day], points);
        }
        if let Some(key) = &self.release {
            query = query.release(key);
        }
        if let Some(part) = self.origin {
            query = query.origin(part);
        }
        if let Some(day) = self.since {
            query = query.since(DAYS[day]);
        }
        if let Some(day) = self.until {
            query = query.until(DAYS[day]);
        }
        query
    }

    fn admits(&self, place: &Provenance) -> bool {
        let day = place.date.as_deref();
        let url = place.url.as_deref().unwrap_or("");
        let part = self.origin.unwrap_or("");
        self.release
            .as_ref()
            .is_none_or(|key| *key == place.release)
            && (place.release.contains(part) || url.contains(part))
            && self.since.is_none_or(|since| day >= Some(DAYS[since]))
            && self
                .until
                .is_none_or(|until| day.is_some() && day <= Some(DAYS[until]))
            && place.confidence >= f32::from(self.confidence) / 100.0 - 0.005
    }
}

fn asked() -> impl Strategy<Value = Asked> {
    let what = (
        (0usize..4, 0usize..3),
        prop::sample::select(TAGS.to_vec()),
        prop::collection::vec(prop::sample::select(TAGS.to_vec()), 0..4),
        prop_oneof![Just(1u8), 1u8..=102],
        prop_oneof![Just(1_000usize), 1usize..5],
        prop::sample::select(vec![Measure::Mean, Measure::Characters, Measure::Tokens]),
        (any::<bool>(), any::<bool>()),
    );
    let filters = (
        prop::option::weighted(0.3, (0..DAYS.len(), 1u8..30)),
        prop::option::weighted(0.2, (0usize..8).prop_map(key)),
        prop::option::weighted(
            0.3,
            prop::sample::select(vec!["akorda", "pm.kz", "law", "-1"]),
        ),
        prop::option::weighted(0.3, 0..DAYS.len()),
        prop::option::weighted(0.3, 0..DAYS.len()),
        prop_oneof![Just(0u8), 50u8..=100],
    );
    (what, filters).prop_map(|(what, filters)| {
        let ((number, figure), from, to, threshold, limit, measure, (patch, is_at_ends)) = what;
        let (age, release, origin, since, until, confidence) = filters;
        let from = tag(from);
        // From a later day to an earlier one is an error.
        let until = until.filter(|until| since.is_none_or(|since| since <= *until));
        Asked {
            text: text(number, figure, from),
            from,
            to: to.into_iter().map(tag).collect(),
            threshold,
            limit,
            measure,
            patch,
            is_at_ends,
            age,
            release,
            origin,
            since,
            until,
            confidence,
        }
    })
}

/// A match as it should be: units that agree in the match forms of source and translations.
#[derive(Clone, Debug)]
struct Expected {
    percent: u8,
    kind: MatchKind,
    /// The most that one of the wanted languages has alone.
    most: u8,
    first: Unit,
    source: Variant,
    /// One for each language wanted, if the unit has it.
    targets: Vec<Option<Variant>>,
    places: Vec<Provenance>,
}

/// What a match is told by.
type Told = (
    u8,
    MatchKind,
    String,
    Vec<(String, String)>,
    Vec<(String, u32)>,
);

impl Expected {
    fn told(&self) -> Told {
        told(
            self.percent,
            self.kind,
            &self.source,
            self.targets.iter().flatten(),
            &self.places,
        )
    }

    fn newest(&self) -> Option<&str> {
        self.places
            .iter()
            .filter_map(|place| place.date.as_deref())
            .max()
    }

    fn forms(&self) -> Vec<Option<String>> {
        forms(&self.source, &self.targets)
    }
}

fn told<'v>(
    percent: u8,
    kind: MatchKind,
    source: &Variant,
    targets: impl Iterator<Item = &'v Variant>,
    places: &[Provenance],
) -> Told {
    let targets = targets.map(|target| (target.language.to_string(), target.text.clone()));
    let places = places
        .iter()
        .map(|place| (place.release.clone(), place.position));
    (
        percent,
        kind,
        source.text.clone(),
        targets.collect(),
        places.collect(),
    )
}

fn told_of(found: &Match) -> Told {
    told(
        found.percent(),
        found.kind(),
        found.source(),
        found.targets(),
        found.provenance(),
    )
}

fn forms(source: &Variant, targets: &[Option<Variant>]) -> Vec<Option<String>> {
    let targets = targets.iter().map(Option::as_ref);
    let all = [Some(source)].into_iter().chain(targets);
    all.map(|v| v.map(|v| fold(&v.text, v.language))).collect()
}

/// The text that is nearest to the query, of those in its language.
fn nearest<'u>(unit: &'u Unit, asked: &Asked) -> Option<(u8, &'u Variant)> {
    let scorer = Scorer::new(&fold(&asked.text, asked.from), asked.measure);
    let own = unit
        .variants
        .iter()
        .filter(|variant| variant.language.matches(asked.from));
    let scored = own.map(|variant| {
        let form = fold(&variant.text, variant.language);
        (scorer.percent(&form, 0).unwrap(), variant)
    });
    scored.min_by_key(|(percent, variant)| {
        let has_none = wanted(unit, variant, &asked.to).iter().all(Option::is_none);
        let is_same = (variant.text == asked.text, variant.language == asked.from);
        (
            Reverse(*percent),
            has_none,
            Reverse(is_same),
            variant.language,
        )
    })
}

/// What the unit has in each of the languages wanted; what serves several is told once.
fn wanted(unit: &Unit, source: &Variant, to: &[Language]) -> Vec<Option<Variant>> {
    let others = || unit.variants.iter().filter(|variant| *variant != source);
    if to.is_empty() {
        return others().cloned().map(Some).collect();
    }
    let mut targets = Vec::new();
    for &language in to {
        let same = others().find(|other| other.language == language);
        let target = same.or_else(|| others().find(|other| other.language.matches(language)));
        let target = target.cloned();
        if target.is_none() || !targets.contains(&target) {
            targets.push(target);
        }
    }
    targets
}

/// All matches without a patch and whatever their percent, in order.
fn unpatched(units: &[Unit], asked: &Asked) -> Vec<Expected> {
    let mut groups: Vec<Expected> = Vec::new();
    let mut units: Vec<&Unit> = units.iter().collect();
    let admitted = |unit: &Unit| -> Vec<Provenance> {
        let places = unit.provenance.iter().filter(|place| asked.admits(place));
        places.cloned().collect()
    };
    units.sort_by_cached_key(|unit| {
        let source = nearest(unit, asked).map(|(_, source)| source.text != asked.text);
        let places = admitted(unit);
        let newest = places.iter().map(|place| place.date.clone()).max();
        let texts = unit.variants.iter().map(|v| (v.language, v.text.clone()));
        (
            source,
            Reverse((newest, places.len())),
            texts.collect::<Vec<_>>(),
        )
    });
    for unit in units {
        let places = admitted(unit);
        let Some((percent, source)) = nearest(unit, asked).filter(|_| !places.is_empty()) else {
            continue;
        };
        let targets = wanted(unit, source, &asked.to);
        if targets.iter().all(Option::is_none) {
            continue;
        }
        let forms = forms(source, &targets);
        match groups.iter_mut().find(|group| group.forms() == forms) {
            Some(group) => group.places.extend(places),
            None => groups.push(Expected {
                percent,
                kind: MatchKind::Fuzzy,
                most: percent,
                first: unit.clone(),
                source: source.clone(),
                targets,
                places,
            }),
        }
    }
    for group in &mut groups {
        let by_day = |a: &Provenance, b: &Provenance| b.date.cmp(&a.date);
        group.places.sort_by(|a, b| {
            by_day(a, b).then((&a.release, a.position).cmp(&(&b.release, b.position)))
        });
        let mut is_context = false;
        if group.percent == 100 {
            group.kind = MatchKind::Exact;
            // A release here has one text alone, a table no ends.
            is_context = asked.is_at_ends && group.places.iter().any(|p| !p.places.is_empty());
        }
        group.percent = match is_context {
            true => {
                group.kind = MatchKind::Context;
                102
            }
            false => group.percent.saturating_sub(lost(group, asked)),
        };
        group.most = group.percent;
    }
    sort(&mut groups, asked);
    groups
}

/// Points lost for what is not the text.
fn lost(group: &Expected, asked: &Asked) -> u8 {
    let sure = group
        .places
        .iter()
        .map(|place| (place.confidence * 100.0).round() as u32)
        .max();
    let doubt = (0u8..).find(|points| 2 * 90 <= 5 * u32::from(*points) + 2 * sure.unwrap());
    let is_old = |(day, _): &(usize, u8)| group.newest().is_some_and(|newest| newest < DAYS[*day]);
    let aged = asked.age.filter(is_old).map_or(0, |(_, points)| points);
    doubt.unwrap() + aged
}

fn sort(groups: &mut [Expected], asked: &Asked) {
    groups.sort_by_cached_key(|group| {
        let is_whole = group.targets.iter().all(Option::is_some);
        let nearest = [group.source.text == asked.text, is_whole];
        let newest = group.newest().map(str::to_owned);
        let best = Reverse((
            group.percent,
            group.kind,
            nearest,
            newest,
            group.places.len(),
        ));
        (best, group.forms())
    });
}

/// What a patch makes of a match, found with its unit alone in a memory.
fn patch(group: &mut Expected, asked: &Asked) {
    if group.kind != MatchKind::Fuzzy {
        return;
    }
    let mut memory = Memory::in_memory().unwrap();
    let entry = Entry {
        variants: group.first.variants.clone(),
        confidence: 1.0,
        places: Vec::new(),
    };
    let options = ImportOptions::new().quarantine(Quarantine::Keep);
    let _ = memory
        .import_entries_with("t", [Ok(entry)], &options)
        .unwrap();
    let query = Query::new(&asked.text).from(asked.from).threshold(0);
    let query = asked.to.iter().fold(query, |query, &to| query.to(to));
    let alone = memory
        .lookup(&query.measure(asked.measure))
        .unwrap()
        .remove(0);
    let patched = 99u8.saturating_sub(lost(group, asked));
    let whole = alone
        .patches()
        .iter()
        .map(|p| p.result.as_ref().is_ok_and(|p| p.complete));
    for (number, _) in whole.enumerate().filter(|(_, is_whole)| *is_whole) {
        group.most = group.most.max(patched);
        if number == 0 {
            (group.kind, group.percent) = (MatchKind::Patched, patched);
        }
    }
}

/// What the query finds, by reading all.
fn model(units: &[Unit], asked: &Asked) -> Vec<Expected> {
    let all = unpatched(units, asked);
    let reaches = |group: &&Expected| asked.threshold <= group.percent;
    let mut found: Vec<Expected> = all.iter().filter(reaches).cloned().collect();
    let lacks = |to: &Language| {
        let has = |group: &Expected| {
            group
                .targets
                .iter()
                .flatten()
                .any(|t| t.language.matches(*to))
        };
        !found.iter().any(has)
    };
    let is_lacking = found.is_empty() || asked.to.iter().any(lacks);
    let first = |found: Vec<Expected>| -> Vec<Expected> {
        let numbered = found.into_iter().enumerate();
        let kept =
            numbered.filter(|(at, group)| *at < asked.limit || MatchKind::Exact <= group.kind);
        kept.map(|(_, group)| group).collect()
    };
    if asked.patch && is_lacking && asked.threshold < 100 {
        let under = all
            .iter()
            .filter(|g| g.percent < asked.threshold && asked.threshold <= g.percent + 15);
        found.extend(under.cloned());
    } else {
        found = first(found);
    }
    if asked.patch {
        found.iter_mut().for_each(|group| patch(group, asked));
        sort(&mut found, asked);
        found.retain(|group| asked.threshold <= group.most);
    }
    first(found)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(384))]

    #[test]
    fn a_lookup_is_what_reading_every_unit_gives(
        sources in sources(),
        asked in asked(),
    ) {
        let memory = stored(&sources);
        let units = memory.units().unwrap();
        let found: Vec<Told> = memory.lookup(&asked.query()).unwrap().iter().map(told_of).collect();
        let expected: Vec<Told> = model(&units, &asked).iter().map(Expected::told).collect();
        prop_assert_eq!(found, expected);
    }
}
