//! Names that differ between a query and a source, carried into the target in the case in which the
//! other name stands there.

use std::ops::Range;

use super::agree::{is_past, is_present};
use super::kazakh::{self, is_particle, is_same_particle};
use super::russian::{self, Gender, declined, is_acronym, listed};
use super::{Change, Patch, Refusal, Text};
use crate::lang::{EN, KK, Language, RU};
use crate::text::{Token, TokenKind, fold, stem};

/// What is known of names in several languages.
///
/// # Example
/// ```
/// use tolmach::patch::{Name, NameKind, Names, patch_with_names};
/// use tolmach::{EN, KK, Language};
/// struct Countries;
/// impl Names for Countries {
///     fn readings(&self, words: &str, _: Language, _: Language) -> Vec<Name> {
///         let known = [("Japan", "Жапония"), ("Kuwait", "Кувейт")];
///         let found = known.iter().filter(|(name, _)| *name == words);
///         found.map(|(name, kazakh)| Name::new(NameKind::Country, *name, [*kazakh])).collect()
///     }
/// }
/// let texts = ("A letter to Kuwait", "A letter to Japan", "Жапонияға хат");
/// let patched = patch_with_names(&Countries, texts.0, texts.1, EN, texts.2, KK)?;
/// assert_eq!(patched.text, "Кувейтке хат");
/// # Ok::<(), tolmach::patch::Refusal>(())
/// ```
pub trait Names {
    /// What words may name, in whatever form they stand; nothing if they are no name that is known.
    fn readings(&self, words: &str, from: Language, to: Language) -> Vec<Name>;

    /// Whether these very words stand in a text: for forms that no rule makes.
    fn is_attested(&self, _words: &str, _language: Language) -> bool {
        false
    }
}

/// Nothing is known.
impl Names for () {
    fn readings(&self, _: &str, _: Language, _: Language) -> Vec<Name> {
        Vec::new()
    }
}

/// A name in two languages.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Name {
    /// What kind of thing it names.
    pub kind: NameKind,
    /// As a dictionary has it.
    pub citation: String,
    /// The same in the other language, the usual one first.
    pub translations: Vec<String>,
}

impl Name {
    /// A name with its translations.
    pub fn new<T: Into<String>>(
        kind: NameKind,
        citation: impl Into<String>,
        translations: impl IntoIterator<Item = T>,
    ) -> Self {
        Name {
            kind,
            citation: citation.into(),
            translations: translations.into_iter().map(Into::into).collect(),
        }
    }
}

/// What a name names: it is declined accordingly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NameKind {
    /// A state.
    Country,
    /// A city or town.
    City,
    /// A region, a river, a sea, or nobody knows which kind of place.
    Place,
    /// An organisation.
    Body,
    /// A person, or nobody knows.
    Other,
}

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

/// The tokens of names that differ: one in the query, one in the source.
pub(super) type Pair = (Range<usize>, Range<usize>);

/// Where query and source have different names, as far as one of the two is known.
pub(super) fn differing(
    names: &dyn Names,
    query: &Text<'_>,
    source: &Text<'_>,
    to: Language,
) -> Vec<Pair> {
    let from = query.language;
    Between { names, from, to }.differing(query, source)
}

/// Source and target with the names of the query in these places.
pub(super) fn renamed(
    names: &dyn Names,
    [query, source, target]: &[Text<'_>; 3],
    differing: Vec<Pair>,
) -> Result<Renamed, Refusal> {
    let between = Between {
        names,
        from: query.language,
        to: target.language,
    };
    let sides = [query, source, target].map(Side::new);
    let mut swaps = Vec::new();
    for (asked, stored) in differing {
        swaps.push(between.swap(&sides, asked, stored)?);
    }
    // Two names in one place are no names.
    let mut places: Vec<Range<usize>> = swaps.iter().map(|swap| swap.target.clone()).collect();
    places.sort_by_key(|place| place.start);
    if let Some(pair) = places.windows(2).find(|pair| pair[1].start < pair[0].end) {
        return Err(Refusal::Ambiguous(target.text[pair[0].clone()].to_owned()));
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

/// A text with some ranges replaced, and where the new words stand.
pub(super) fn spliced(
    text: &str,
    changes: Vec<(Range<usize>, &str)>,
) -> (String, Vec<Range<usize>>) {
    let mut in_order: Vec<usize> = (0..changes.len()).collect();
    in_order.sort_by_key(|&at| changes[at].0.start);
    let mut places = vec![0..0; changes.len()];
    let (mut new, mut done) = (String::with_capacity(text.len() + 16), 0);
    for at in in_order {
        let (range, words) = &changes[at];
        new.push_str(&text[done..range.start]);
        places[at] = new.len()..new.len() + words.len();
        new.push_str(words);
        done = range.end;
    }
    new.push_str(&text[done..]);
    (new, places)
}

/// A name of the source and of the query, by their bytes, and what becomes of the target.
struct Swap {
    query: Range<usize>,
    source: Range<usize>,
    target: Range<usize>,
    new: String,
}

/// A text with the match forms of its tokens.
struct Side<'t> {
    text: &'t Text<'t>,
    forms: Vec<String>,
}

impl<'t> Side<'t> {
    fn new(text: &'t Text<'t>) -> Self {
        let form = |token: &Token| fold(token.text(text.text), text.language);
        Side {
            text,
            forms: text.tokens.iter().map(form).collect(),
        }
    }

    /// The word before a place; nothing where none stands there.
    fn before(&self, place: usize) -> &str {
        place
            .checked_sub(1)
            .map_or("", |before| &self.forms[before])
    }

    fn behind(&self, place: usize) -> &str {
        self.forms.get(place).map_or("", |form| form)
    }

    /// Whether a token outside these has a word that begins like one of a name: Japanese beside
    /// Japan.
    fn says_again(&self, name: &str, tokens: &Range<usize>) -> bool {
        const LEAST: usize = 4;
        const MOST_ENDING: usize = 3;
        let name = fold(name, self.text.language);
        let word = name.split(' ').max_by_key(|word| word.chars().count());
        let word = word.unwrap_or_default();
        let letters = word.chars().count();
        let kept = letters.saturating_sub(MOST_ENDING).max(LEAST).min(letters);
        let beginning: String = word.chars().take(kept).collect();
        let others = self.forms.iter().enumerate();
        let mut others = others.filter(|(at, _)| !tokens.contains(at));
        others.any(|(_, form)| form.starts_with(&beginning))
    }
}

impl Text<'_> {
    fn token(&self, place: usize) -> &str {
        self.tokens[place].text(self.text)
    }

    /// The bytes of some tokens.
    fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        self.tokens[tokens.start].range.start..self.tokens[tokens.end - 1].range.end
    }

    fn written(&self, tokens: &Range<usize>) -> &str {
        &self.text[self.bytes(tokens)]
    }

    /// Whether there are words among some tokens.
    fn has_words(&self, tokens: &Range<usize>) -> bool {
        let is_word = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Acronym);
        self.tokens[tokens.clone()].iter().any(is_word)
    }

    /// Whether a word among some tokens has a capital letter.
    fn has_capital(&self, tokens: &Range<usize>) -> bool {
        tokens.clone().any(|place| self.is_capital(place))
    }

    /// Whether some tokens are words of which the first has a capital letter.
    fn may_be_name(&self, tokens: &Range<usize>) -> bool {
        let is_word = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Acronym);
        self.tokens[tokens.clone()].iter().all(is_word) && self.is_capital(tokens.start)
    }

    fn is_capital(&self, place: usize) -> bool {
        self.token(place).starts_with(char::is_uppercase)
    }

    /// The tokens with an English article before them, or a Kazakh particle behind.
    fn with_company(&self, tokens: Range<usize>) -> Range<usize> {
        let before = tokens.start.checked_sub(1);
        let article = before.filter(|&place| self.token(place) == "the");
        let has_particle = self.language.same_language(KK)
            && tokens.end < self.tokens.len()
            && is_particle(self.token(tokens.end));
        article.unwrap_or(tokens.start)..tokens.end + usize::from(has_particle)
    }

    /// The tokens without an English article before them.
    fn bare(&self, tokens: Range<usize>) -> Range<usize> {
        let has_article = self.language.same_language(EN) && self.token(tokens.start) == "the";
        let start = tokens.start + usize::from(has_article && 1 < tokens.len());
        start..tokens.end
    }
}

/// From one language to another.
struct Between<'n> {
    names: &'n dyn Names,
    from: Language,
    to: Language,
}

/// A name in the target.
struct Found {
    tokens: Range<usize>,
    /// As a dictionary has it.
    name: String,
    kind: NameKind,
    /// The cases that it may stand in.
    cases: u16,
}

impl Between<'_> {
    fn differing(&self, query: &Text<'_>, source: &Text<'_>) -> Vec<Pair> {
        const MOST: usize = 4;
        let mut regions = differences(query, source);
        // Kazakhstan’s is Kazakhstan's.
        regions.retain(|(asked, stored)| {
            let is_empty = asked.is_empty() || stored.is_empty();
            let form = |text: &Text<'_>, tokens| fold(text.written(tokens), text.language);
            is_empty || form(query, asked) != form(source, stored)
        });
        for (asked, stored) in &mut regions {
            // Figures beside a name are no part of it: on 5 May Japan.
            let are_figures = |q: Option<usize>, s: Option<usize>| {
                let is_figure = |text: &Text<'_>, place: Option<usize>| {
                    place.is_some_and(|place| text.tokens[place].value.is_some())
                };
                is_figure(query, q) && is_figure(source, s)
            };
            while are_figures(asked.clone().next(), stored.clone().next()) {
                (asked.start, stored.start) = (asked.start + 1, stored.start + 1);
            }
            while are_figures(asked.clone().next_back(), stored.clone().next_back()) {
                (asked.end, stored.end) = (asked.end - 1, stored.end - 1);
            }
        }
        if MOST < regions.len() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut open: Vec<&Pair> = Vec::new();
        let mut at = 0;
        while at < regions.len() {
            let lead = at.checked_sub(1).map_or(0, |before| regions[before].0.end);
            // What stands between two differences may belong to the name: the Republic of Korea.
            let joined = regions.get(at + 1).and_then(|(asked, stored)| {
                let (first_asked, first_stored) = &regions[at];
                let pair = (first_asked.start..asked.end, first_stored.start..stored.end);
                self.named(query, source, &pair, lead)
            });
            let joined = joined.filter(|(_, known)| *known);
            let taken = if joined.is_some() { 2 } else { 1 };
            match joined.or_else(|| self.named(query, source, &regions[at], lead)) {
                // Among other differences, what is half known is hardly a pair of names.
                Some((pair, is_known)) if is_known || regions.len() == 1 => found.push(pair),
                _ if query.has_words(&regions[at].0) || source.has_words(&regions[at].1) => {
                    open.push(&regions[at]);
                }
                _ => {}
            }
            at += taken;
        }
        // Another difference beside a name may be a part of it: the People's Republic of China, the
        // Kingdom of Sweden.
        const NEAR: usize = 2;
        let touches = |(name, _): &Pair, (other, stored): &Pair| {
            let is_big = query.has_capital(other) || source.has_capital(stored);
            let near = if is_big { NEAR } else { 0 };
            name.start <= other.end + near && other.start <= name.end + near
        };
        match found
            .iter()
            .any(|name| open.iter().any(|other| touches(name, other)))
        {
            true => Vec::new(),
            false => found,
        }
    }

    /// The difference as two names, with as many of the words that the texts have around it in
    /// common as make names of both, and whether both are known; nothing where neither is.
    fn named(
        &self,
        query: &Text<'_>,
        source: &Text<'_>,
        (asked, stored): &Pair,
        lead: usize,
    ) -> Option<(Pair, bool)> {
        const MOST_WORDS: usize = 6;
        const MOST_AROUND: usize = 2;
        let longest = asked.len().max(stored.len());
        if asked.is_empty() || stored.is_empty() || MOST_WORDS < longest {
            return None;
        }
        let widths = (0..=2 * MOST_AROUND).rev();
        let around = widths.flat_map(|width| {
            let least = width.saturating_sub(MOST_AROUND);
            (least..=width.min(MOST_AROUND)).map(move |left| [left, width - left])
        });
        let mut half_known = None;
        for [left, right] in around {
            let wide = |tokens: &Range<usize>, text: &Text<'_>| {
                let start = tokens.start.checked_sub(left)?;
                let end = tokens.end + right;
                (end <= text.tokens.len()).then_some(start..end)
            };
            let (Some(asked), Some(stored)) = (wide(asked, query), wide(stored, source)) else {
                continue;
            };
            let is_shared = |of_query: Range<usize>, of_source: Range<usize>| {
                of_query
                    .zip(of_source)
                    .all(|(q, s)| query.token(q) == source.token(s))
            };
            let is_same_around =
                is_shared(
                    asked.start..asked.start + left,
                    stored.start..stored.start + left,
                ) && is_shared(asked.end - right..asked.end, stored.end - right..stored.end);
            if asked.start < lead || !is_same_around {
                continue;
            }
            let (asked, stored) = (query.bare(asked), source.bare(stored));
            if !query.may_be_name(&asked) || !source.may_be_name(&stored) {
                continue;
            }
            let is_known = |text: &Text<'_>, tokens: &Range<usize>| {
                let words = text.written(tokens);
                !self.names.readings(words, self.from, self.to).is_empty()
            };
            // The query's words are asked for again and again, those of each source once.
            let is_narrow = left + right == 0;
            let is_asked_known = is_known(query, &asked);
            if !is_asked_known && !is_narrow {
                continue;
            }
            let is_stored_known = is_known(source, &stored);
            if is_asked_known && is_stored_known {
                return Some(((asked, stored), true));
            }
            if is_narrow && (is_asked_known || is_stored_known) {
                half_known = Some(((asked, stored), false));
            }
        }
        half_known
    }

    fn swap(
        &self,
        [query, source, target]: &[Side<'_>; 3],
        asked: Range<usize>,
        stored: Range<usize>,
    ) -> Result<Swap, Refusal> {
        let (new_words, old_words) = (query.text.written(&asked), source.text.written(&stored));
        let read = |words| self.names.readings(words, self.from, self.to);
        let (new, old) = (read(new_words), read(old_words));
        for (readings, words) in [(&new, new_words), (&old, old_words)] {
            if readings.is_empty() {
                return Err(Refusal::Unknown(words.to_owned()));
            }
        }
        // In the texts of one language the names stand in the same case.
        let cases = |words: &str, readings: &[Name]| {
            let words = fold(words, self.from);
            let cases = readings
                .iter()
                .map(|name| cases(&words, &name.citation, name.kind, self.from));
            cases.fold(0, |all, cases| all | cases)
        };
        if cases(new_words, &new) & cases(old_words, &old) == 0 {
            return Err(Refusal::Form(old_words.to_owned()));
        }
        if source.says_again(&fold(old_words, self.from), &stored) {
            return Err(Refusal::Ambiguous(old_words.to_owned()));
        }
        let found = self.found(target, &old, old_words)?;
        let written = target.text.written(&found.tokens);
        let mut forms = Vec::new();
        let refusal = Refusal::Form(written.to_owned());
        if target.is_beside("state", &found.tokens) && !source.is_beside("state", &stored) {
            return Err(Refusal::Agreement(written.to_owned()));
        }
        // Where only one of the texts says which kind of place it is, another word of the other may say
        // it, too, and stays: Akmola rgn, Ақмола облысы.
        let [asked_tells, stored_tells] =
            [new_words, old_words].map(|words| tells("generic", words, self.from));
        let found_tells = tells("generic", &found.name, self.to);
        let is_uneven = found.kind == NameKind::Place && found_tells != stored_tells;
        let is_alike = |translation: &String| {
            asked_tells == stored_tells && tells("generic", translation, self.to) == found_tells
        };
        for name in new.iter().filter(|name| found.gives_way(target, name)) {
            // The usual translation decides; the others are for finding only.
            let mut translations = name.translations.iter();
            let usual = translations.find(|name| !is_uneven || is_alike(name));
            let usual = usual.ok_or_else(|| refusal.clone())?;
            forms.push(self.form(target, &found, usual)?);
        }
        forms.dedup();
        let (tokens, form) = match forms.len() {
            0 => return Err(refusal),
            1 => forms.swap_remove(0),
            _ => return Err(Refusal::Ambiguous(new_words.to_owned())),
        };
        Ok(Swap {
            query: query.text.bytes(&query.text.with_company(asked)),
            source: source.text.bytes(&source.text.with_company(stored)),
            target: target.text.bytes(&tokens),
            new: form,
        })
    }

    /// The one place of the target that has one of these names.
    fn found(&self, target: &Side<'_>, readings: &[Name], words: &str) -> Result<Found, Refusal> {
        let mut best: Option<Found> = None;
        let all = readings
            .iter()
            .flat_map(|name| name.translations.iter().map(|t| (name.kind, t)));
        for (kind, name) in all {
            let len = name.split(' ').count();
            for start in 0..(target.forms.len() + 1).saturating_sub(len) {
                let tokens = start..start + len;
                if !target.text.may_be_name(&tokens) {
                    continue;
                }
                let form = fold(target.text.written(&tokens), self.to);
                let cases = cases(&form, name, kind, self.to);
                if cases == 0 {
                    continue;
                }
                let new = Found {
                    tokens,
                    name: name.clone(),
                    kind,
                    cases,
                };
                let overlaps = |old: &Found| {
                    old.tokens.start < new.tokens.end && new.tokens.start < old.tokens.end
                };
                match &mut best {
                    Some(old) if !overlaps(old) => {
                        return Err(Refusal::Ambiguous(words.to_owned()));
                    }
                    Some(old) if old.tokens.len() < new.tokens.len() => *old = new,
                    Some(_) => {}
                    None => best = Some(new),
                }
            }
        }
        let found = best.ok_or_else(|| Refusal::Absent(words.to_owned()))?;
        match target.says_again(&found.name, &found.tokens) {
            true => Err(Refusal::Ambiguous(words.to_owned())),
            false => Ok(found),
        }
    }

    /// A name as it must stand where another one was found, with the tokens that it takes the place
    /// of.
    fn form(
        &self,
        target: &Side<'_>,
        found: &Found,
        name: &str,
    ) -> Result<(Range<usize>, String), Refusal> {
        let written = target.text.written(&found.tokens);
        let doubt = || Refusal::Form(written.to_owned());
        let agreement = || Refusal::Agreement(written.to_owned());
        let before = target.before(found.tokens.start);
        let behind = target.behind(found.tokens.end);
        let sized = |form: String| sized(form, written, &found.name);
        match self.to.primary() {
            "ru" => {
                let is_right = declined(&found.name, found.kind).zip(declined(name, found.kind));
                let (old, new) = is_right.ok_or_else(doubt)?;
                let cases = russian::governed(before, found.cases);
                let in_cases = (0..russian::CASES).filter(|case| cases & 1 << case != 0);
                let form_in = |case| match russian::locative(before, case, name) {
                    Some(form) => form,
                    None => &*new.forms[case],
                };
                let mut forms: Vec<&str> = in_cases.map(form_in).collect();
                forms.dedup();
                let [form] = forms[..] else {
                    return Err(doubt());
                };
                // Мартин is an Englishman or a Russian: с Мартином, с Мартиным.
                if russian::may_be_foreign(name, found.kind)
                    && form == new.forms[russian::INSTRUMENTAL_AT]
                    && !self.names.is_attested(form, RU)
                {
                    return Err(doubt());
                }
                let is_subject = cases & russian::NOMINATIVE != 0;
                if russian::is_attribute(&found.name) != russian::is_attribute(name) {
                    return Err(doubt());
                }
                if !russian::preposition_stays(before, &found.name, name)
                    || old.gender != new.gender && russian_speaks_of(target, found, is_subject)
                    || old.gender == Gender::Unknown
                        && is_subject
                        && old != new
                        && russian_speaks_of(target, found, is_subject)
                {
                    return Err(agreement());
                }
                Ok((found.tokens.clone(), sized(form.to_owned())))
            }
            "kk" => {
                if is_particle(behind) && !kazakh::particle_stays_by_name(behind, &found.name, name)
                {
                    return Err(agreement());
                }
                let is_attested = |form: &str| self.names.is_attested(form, KK);
                let case = found.cases.trailing_zeros() as usize;
                let form = kazakh::in_case(name, case, &is_attested).ok_or_else(doubt)?;
                Ok((found.tokens.clone(), sized(form)))
            }
            "en" => {
                let (tokens, form) = self.english(target, found, name).ok_or_else(agreement)?;
                Ok((tokens, sized(form)))
            }
            _ => Ok((found.tokens.clone(), sized(name.to_owned()))),
        }
    }

    /// An English name with its article, if it has one.
    fn english(
        &self,
        target: &Side<'_>,
        found: &Found,
        name: &str,
    ) -> Option<(Range<usize>, String)> {
        const PERSONS: &[&str] = &[
            "he", "she", "his", "her", "him", "mr", "ms", "mrs", "himself", "herself",
        ];
        if found.kind == NameKind::Other
            && target
                .forms
                .iter()
                .any(|form| PERSONS.contains(&form.as_str()))
        {
            return None;
        }
        let written = target.text.written(&found.tokens);
        // Behind s, what looks like the end of a quotation may be a possessive.
        let may_be_possessive = target.behind(found.tokens.end).starts_with('\'');
        if found.name.ends_with('s') && may_be_possessive {
            return None;
        }
        let possessive = match found.cases {
            1 => "",
            _ if name.ends_with('s') => return None,
            _ => &written[written.char_indices().nth_back(1)?.0..],
        };
        let form = format!("{name}{possessive}");
        let (old, new) = (
            has_article(&found.name, found.kind)?,
            has_article(name, found.kind)?,
        );
        let before = target.before(found.tokens.start);
        let stands = before == "the";
        match before {
            "a" | "an" if old || new || indefinite_article(name) != Some(before) => None,
            _ if old == new => Some((found.tokens.clone(), form)),
            _ if stands != old => None,
            // The article comes and goes with the name, unless that is an attribute: the US envoy.
            _ if may_be_attribute(target.behind(found.tokens.end)) => None,
            _ if old => Some((found.tokens.start - 1..found.tokens.end, form)),
            _ if found.tokens.start == 0 => Some((found.tokens.clone(), format!("The {form}"))),
            _ => Some((found.tokens.clone(), format!("the {form}"))),
        }
    }
}

impl Side<'_> {
    /// Whether a word of a list stands beside some tokens, in English also with `of` between.
    fn is_beside(&self, list: &str, tokens: &Range<usize>) -> bool {
        let start = match self.before(tokens.start) {
            "of" => tokens.start - 1,
            _ => tokens.start,
        };
        let language = self.text.language;
        [self.before(start), self.behind(tokens.end)]
            .iter()
            .any(|word| is_listed_form(list, word, language))
    }
}

/// Whether a word is one of a list of its language, in any form.
pub(super) fn is_listed_form(list: &str, word: &str, language: Language) -> bool {
    let list = listed(&format!("{} {list}", language.primary()));
    !word.is_empty()
        && list
            .iter()
            .any(|noun| stem(noun, language) == stem(word, language))
}

/// Whether a word of a name is one of a list of its language.
fn tells(list: &str, name: &str, language: Language) -> bool {
    let mut words = name.split(' ').map(|word| fold(word, language));
    words.any(|word| is_listed_form(list, &word, language))
}

impl Found {
    /// Whether another name may take its place: places stand for places, but beside a noun that says
    /// which kind they are (Almaty city, the Republic of Korea) only those of one kind.
    fn gives_way(&self, target: &Side<'_>, name: &Name) -> bool {
        let is_place = |kind| matches!(kind, NameKind::Country | NameKind::City | NameKind::Place);
        let kinds = ["generic", "state"];
        let tells = |name: &String| {
            let mut kinds = kinds.iter();
            kinds.any(|list| tells(list, name, target.text.language))
        };
        match kinds
            .iter()
            .any(|list| target.is_beside(list, &self.tokens))
        {
            true => {
                self.kind == name.kind && !tells(&self.name) && !name.translations.iter().any(tells)
            }
            false => self.kind == name.kind || is_place(self.kind) && is_place(name.kind),
        }
    }
}

/// A form with the capitals that the other name has in its place: all letters, where that name is
/// written so there, and otherwise those of the words that both have: Pavlodar Region, Kostanay
/// Region.
fn sized(form: String, written: &str, name: &str) -> String {
    let is_loud = |text: &str| !text.chars().any(char::is_lowercase);
    if is_loud(written) && !is_loud(name) {
        return form.to_uppercase();
    }
    let mut words: Vec<String> = form.split(' ').map(str::to_owned).collect();
    for (word, model) in words.iter_mut().rev().zip(written.rsplit(' ')) {
        if word.to_lowercase() == model.to_lowercase() {
            model.clone_into(word);
        }
    }
    words.join(" ")
}

/// The forms of a name that a rule makes, in a language that declines names in other ways than by
/// endings behind the whole.
pub(crate) fn name_forms(name: &str, kind: NameKind, language: Language) -> Vec<String> {
    let declined = declined(name, kind).filter(|_| language.same_language(RU));
    declined.map_or_else(Vec::new, |declined| declined.forms.into())
}

/// The cases of a language, a bit each, in which a name stands as it is written here, folded.
fn cases(written: &str, name: &str, kind: NameKind, language: Language) -> u16 {
    let folded = fold(name, language);
    match language.primary() {
        "ru" => {
            let forms = declined(name, kind).map(|declined| declined.forms);
            let same = |form: &String| fold(form, RU) == written;
            let forms = forms.iter().flatten().enumerate();
            forms.fold(0, |cases, (case, form)| {
                cases | u16::from(same(form)) << case
            })
        }
        "kk" => kazakh::case_of(written, &folded).map_or(0, |case| 1 << case),
        _ if written == folded => 1,
        "en" if written.strip_suffix("'s") == Some(&folded) => 1 << 1,
        _ => 0,
    }
}

/// Whether a Russian text has words that may agree with a name: attributes before it, verbs and
/// participles of which it may be the subject, pronouns for it.
fn russian_speaks_of(target: &Side<'_>, found: &Found, is_subject: bool) -> bool {
    const PRONOUNS: &[&str] = &[
        "он", "она", "оно", "они", "ее", "него", "нее", "ней", "нем", "ему", "ей", "им", "ею",
        "сам", "сама", "само", "сами",
    ];
    const ATTRIBUTES: &[&str] = &[
        "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ым",
        "им", "ых", "их", "ую", "юю", "ей", "ом", "ем",
    ];
    let before = target.before(found.tokens.start);
    let has_attribute =
        before.chars().count() > 4 && ATTRIBUTES.iter().any(|ending| before.ends_with(ending));
    let others = target.forms.iter().enumerate();
    let others = others.filter(|(at, _)| !found.tokens.contains(at));
    has_attribute
        || others.into_iter().any(|(_, form)| {
            PRONOUNS.contains(&form.as_str())
                || form.starts_with("котор")
                || is_subject && (is_past(form) || is_present(form))
        })
}

/// Whether what stands before the word may be its attribute.
fn may_be_attribute(word: &str) -> bool {
    const OTHERS: &[&str] = &[
        "and", "or", "of", "in", "on", "at", "to", "for", "from", "with", "by", "as", "is", "was",
        "has", "had", "will", "would", "can", "may", "should", "that", "which", "after", "before",
        "during", "under", "between", "against", "were", "are", "have", "did", "does", "do", "be",
        "been", "could", "must", "might", "shall", "not", "also", "but", "about", "into",
        "through", "who", "where", "when", "while", "since", "until", "than", "if", "because",
    ];
    word.starts_with(char::is_alphabetic) && !OTHERS.contains(&word)
}

/// Whether an English name has the definite article; `None` where nobody knows.
fn has_article(name: &str, kind: NameKind) -> Option<bool> {
    if listed("en the").contains(&name) {
        return Some(true);
    }
    if is_acronym(name) {
        // The WHO, but NATO: it depends on whether it is read as a word.
        return listed("en bare").contains(&name).then_some(false);
    }
    // The Organization of Turkic States, the Middle East.
    let words: Vec<&str> = name.split(' ').collect();
    let is_link = |word: &&str| matches!(*word, "of" | "for" | "on" | "in" | "and");
    let links = words.iter().position(is_link);
    let head = links
        .unwrap_or(words.len())
        .checked_sub(1)
        .map(|at| words[at]);
    let has_head = head.is_some_and(|head| listed("en heads").contains(&head));
    match has_head {
        true => Some(true),
        false => (kind != NameKind::Body).then_some(false),
    }
}

/// The indefinite article before an English name, where its letters tell: Europe and Ukraine begin
/// with a consonant.
fn indefinite_article(name: &str) -> Option<&'static str> {
    match name {
        _ if is_acronym(name) || name.starts_with(['U', 'O']) => None,
        _ if name.starts_with("Eu") || name.starts_with("Ew") => None,
        _ if name.starts_with(['A', 'E', 'I']) => Some("an"),
        _ => Some("a"),
    }
}

/// Where two texts have different tokens, by their longest common subsequence.
/// Texts in which no capital letter differs have no other names.
fn differences(query: &Text<'_>, source: &Text<'_>) -> Vec<Pair> {
    // Longer texts are not compared.
    const MOST: usize = 40_000;
    let is_kazakh = query.language.same_language(KK);
    let same = |i: usize, j: usize| {
        let (asked, stored) = (query.token(i), source.token(j));
        asked == stored || is_kazakh && is_same_particle(asked, stored)
    };
    let (m, n) = (query.tokens.len(), source.tokens.len());
    let shorter = m.min(n);
    let front = (0..shorter).take_while(|&at| same(at, at)).count();
    let back = (0..shorter - front)
        .take_while(|&at| same(m - 1 - at, n - 1 - at))
        .count();
    let (rows, columns) = (m - back - front, n - back - front);

    if MOST < (rows + 1) * (columns + 1)
        || !query.has_capital(&(front..front + rows))
        || !source.has_capital(&(front..front + columns))
    {
        return Vec::new();
    }
    let width = columns + 1;
    let mut common = vec![0_u16; (rows + 1) * width];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            common[i * width + j] = match same(front + i, front + j) {
                true => common[(i + 1) * width + j + 1] + 1,
                false => common[(i + 1) * width + j].max(common[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let (mut from_i, mut from_j) = (0, 0);
    let mut found: Vec<Pair> = Vec::new();
    loop {
        let is_end = i == rows || j == columns;
        if is_end || same(front + i, front + j) {
            let (to_i, to_j) = if is_end { (rows, columns) } else { (i, j) };
            if from_i < to_i || from_j < to_j {
                found.push((front + from_i..front + to_i, front + from_j..front + to_j));
            }
            if is_end {
                return found;
            }
            (i, j) = (i + 1, j + 1);
            (from_i, from_j) = (i, j);
        } else if common[i * width + j + 1] <= common[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
}
