//! Names that differ between a query and a source, carried into the target in the case in which the
//! other name stands there.

mod cases;
mod differing;
mod english;
mod exchange;
mod form;
mod found;
mod kazakh;
mod known;
mod office;
mod russian;
mod side;
mod told;

use std::ops::Range;

use super::outcome::{Change, Patch, Refusal};
use super::reading::text::Text;
use super::splice::spliced;
use crate::lang::RU;
use crate::text::{TokenKind, fold, is_acronym};
use cases::cases;
use differing::Pair;
use exchange::Exchange;
use form::form;
use found::{found, tells};
use known::Between;
use office::speaks_of_a_woman;
use side::Side;
use told::told;

pub use known::{Name, NameKind, Names, WordSense};

pub(crate) use cases::{is_name, name_forms};
pub(super) use differing::{Differing, differing};

/// Source and target with the names of the query.
pub(super) struct Renamed {
    pub(super) source: String,
    pub(super) target: String,
    changes: Vec<Change>,
    /// Where the names stand in the new source.
    in_source: Vec<Range<usize>>,
}

impl Renamed {
    /// The patch as one of the texts before they were renamed; it was made of those after.
    pub(super) fn with(self, mut patch: Patch) -> Patch {
        let new_to_old = |range: &Range<usize>, in_source: bool| {
            let names = self.changes.iter().zip(&self.in_source);
            let moved = names.map(|(name, place)| match in_source {
                true => (place, &name.source),
                false => (&name.patched, &name.target),
            });
            moved_range(range, moved)
        };
        let mut figures = std::mem::take(&mut patch.changes);
        let mut names = self.changes.clone();
        for name in &mut names {
            let moved = figures.iter().map(|f| (&f.target, &f.patched));
            name.patched = moved_range(&name.patched, moved);
        }
        for figure in &mut figures {
            figure.source = new_to_old(&figure.source, true);
            figure.target = new_to_old(&figure.target, false);
        }
        patch.changes = names;
        patch.changes.extend(figures);
        patch.changes.sort_by_key(|change| change.query.start);
        patch
    }
}

/// A range behind some others, when these have become longer or shorter.
fn moved_range<'r>(
    range: &Range<usize>,
    changes: impl Iterator<Item = (&'r Range<usize>, &'r Range<usize>)>,
) -> Range<usize> {
    let before = changes.filter(|(old, _)| old.end <= range.start);
    let (more, less) = before.fold((0, 0), |(more, less), (old, new)| {
        (more + new.len(), less + old.len())
    });
    range.start + more - less..range.end + more - less
}

/// Source and target with the names of the query in these places.
pub(super) fn renamed(
    names: &dyn Names,
    [query, source, target]: [&Text<'_>; 3],
    differing: &[Pair],
) -> Result<Renamed, Refusal> {
    let between = Between {
        names,
        from: query.language,
        to: target.language,
    };
    let sides = [query, source, target].map(Side::new);
    let mut swaps = Vec::new();
    for (asked, stored) in differing.iter().cloned() {
        swaps.push(swap(&between, &sides, asked, stored)?);
    }
    // Two names in one place are no names.
    let mut places: Vec<Range<usize>> = swaps.iter().map(|swap| swap.target.clone()).collect();
    places.sort_by_key(|place| place.start);
    if let Some(pair) = places.windows(2).find(|pair| pair[1].start < pair[0].end) {
        return Err(Refusal::Ambiguous(target.text[pair[0].clone()].to_owned()));
    }
    let exchange = Exchange {
        between: &between,
        source: &sides[1],
        target: &sides[2],
        stored: swaps.iter().map(|swap| swap.stored.clone()).collect(),
        found: swaps.iter().map(|swap| swap.found.clone()).collect(),
        is_home: swaps.iter().any(|swap| swap.is_home),
    };
    if let Some(first) = swaps.first().filter(|_| exchange.leaves_what_may_follow()) {
        let name = target.text[first.target.clone()].to_owned();
        return Err(Refusal::Agreement(name));
    }
    let in_source = swaps
        .iter()
        .map(|swap| (swap.source.clone(), &query.text[swap.query.clone()]));
    let (renamed_source, places) = spliced(source.text, in_source.collect());
    let in_target = swaps
        .iter()
        .map(|swap| (swap.target.clone(), &*swap.new))
        .collect();
    let (renamed_target, patched) = spliced(target.text, in_target);
    let changes = swaps.iter().zip(patched).map(|(swap, patched)| Change {
        kind: TokenKind::Word,
        old: target.text[swap.target.clone()].to_owned(),
        new: swap.new.clone(),
        query: swap.query.clone(),
        source: swap.source.clone(),
        target: swap.target.clone(),
        patched,
    });
    Ok(Renamed {
        source: renamed_source,
        target: renamed_target,
        changes: changes.collect(),
        in_source: places,
    })
}

/// A name of the source and of the query, by their bytes, and what becomes of the target.
struct Swap {
    query: Range<usize>,
    source: Range<usize>,
    target: Range<usize>,
    new: String,
    /// The tokens of the name in the source …
    stored: Range<usize>,
    /// … and in the target.
    found: Range<usize>,
    /// Whether one of the names is, or may be, of the country that texts speak of without naming it.
    is_home: bool,
}

/// What becomes of the target where the query has one name and the source another.
fn swap(
    between: &Between<'_>,
    [query, source, target]: &[Side<'_>; 3],
    asked: Range<usize>,
    stored: Range<usize>,
) -> Result<Swap, Refusal> {
    let (new_words, old_words) = (query.text.written(&asked), source.text.written(&stored));
    let read = |words| between.readings(words);
    let (new, old) = (read(new_words), read(old_words));
    for (readings, words) in [(&new, new_words), (&old, old_words)] {
        if readings.is_empty() {
            return Err(Refusal::Unknown(words.to_owned()));
        }
    }
    // In the texts of one language the names stand in the same case.
    let cases = |words: &str, readings: &[Name]| {
        let words = fold(words, between.from);
        let cases = readings
            .iter()
            .map(|name| cases(&words, &name.citation, name.kind, between.from));
        cases.fold(0, |all, cases| all | cases)
    };
    let in_source = cases(old_words, &old);
    if cases(new_words, &new) & in_source == 0 {
        return Err(Refusal::Form(old_words.to_owned()));
    }
    if source.says_again(&fold(old_words, between.from), &stored) {
        return Err(Refusal::Ambiguous(old_words.to_owned()));
    }
    let mut found = found(target, &old, old_words)?;
    if between.to.same_language(RU) {
        let told = told(
            source,
            &stored,
            in_source,
            target.before(found.tokens.start),
        );
        if found.cases & told != 0 {
            found.cases &= told;
        }
    }
    let written = target.text.written(&found.tokens);
    let mut forms = Vec::new();
    let refusal = Refusal::Form(written.to_owned());
    // What is called after a name keeps it: the forest of Semey, резерват «Семей орманы».
    let is_of_other_kind = target.is_beside("state", &found.tokens)
        && !source.is_beside("state", &stored)
        || target.is_quoted(&found.tokens) != source.is_quoted(&stored);
    if is_of_other_kind || speaks_of_a_woman(source, target, &found) {
        return Err(Refusal::Agreement(written.to_owned()));
    }
    // Where only one of the texts says which kind of place it is, another word of the other may say
    // it, too, and stays: Akmola rgn, Ақмола облысы.
    let [asked_tells, stored_tells] =
        [new_words, old_words].map(|words| tells("generic", words, between.from));
    let found_tells = tells("generic", &found.name, between.to);
    let is_uneven = found.kind == NameKind::Place && found_tells != stored_tells;
    let is_alike = |translation: &String| {
        asked_tells == stored_tells && tells("generic", translation, between.to) == found_tells
    };
    for name in new.iter().filter(|name| found.gives_way(target, name)) {
        // The usual translation decides, of an acronym before it the other language's; the others are for
        // finding only.
        let translations = || {
            let all = name.translations.iter();
            all.filter(|name| !is_uneven || is_alike(name))
        };
        let usual = translations().next().ok_or_else(|| refusal.clone())?;
        let acronym = translations().find(|name| is_acronym(name));
        let acronym = acronym.filter(|_| is_acronym(&name.citation));
        let written = |usual: &String| {
            let spelt = between.spelt(usual, &name.translations);
            form(between.names, target, &found, spelt)
        };
        forms.push(match acronym.map(written) {
            Some(Ok(form)) => form,
            _ => written(usual)?,
        });
    }
    forms.dedup();
    let (tokens, form) = match forms.len() {
        0 => return Err(refusal),
        1 => forms.swap_remove(0),
        _ => return Err(Refusal::Ambiguous(new_words.to_owned())),
    };
    let is_home = new
        .iter()
        .chain(&old)
        .any(|name| name.kind == NameKind::Place || tells("home", &name.citation, between.from));
    Ok(Swap {
        query: query.text.bytes(&query.text.with_company(asked)),
        source: source.text.bytes(&source.text.with_company(stored.clone())),
        target: target.text.bytes(&tokens),
        new: form,
        stored,
        found: found.tokens,
        is_home,
    })
}
