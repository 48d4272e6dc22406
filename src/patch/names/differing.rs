//! Where two texts of one language have different names.

use std::collections::HashSet;
use std::ops::Range;

use super::known::{Between, Names};
use crate::lang::{EN, KK, Language};
use crate::patch::reading::kazakh::{is_particle, is_same_particle};
use crate::patch::reading::slot::Grain;
use crate::patch::reading::text::Text;
use crate::text::{TokenKind, fold};

/// The tokens of names that differ: one in the query, one in the source.
pub(super) type Pair = (Range<usize>, Range<usize>);

/// Where query and source have different words.
#[derive(Default)]
pub(in crate::patch) struct Differing {
    /// Names, as far as one of the two is known.
    pub(in crate::patch) names: Vec<Pair>,
    /// Everything else.
    others: Vec<Pair>,
}

impl Differing {
    /// What looks like a name of the source, in whose place the query has another that nothing is known
    /// of.
    pub(in crate::patch) fn unknown<'t>(
        &self,
        query: &Text<'_>,
        source: &'t Text<'_>,
    ) -> Option<&'t str> {
        // In a headline any word has a capital.
        if source.is_headline() {
            return None;
        }
        // Months and numerals are carried as figures.
        let [asked_figures, stored_figures] = [query, source].map(|text| {
            let slots = text.slots(Grain::Whole);
            let places = slots.iter().map(|slot| slot.place);
            places.collect::<HashSet<usize>>()
        });
        self.others.iter().find_map(|(asked, stored)| {
            let _ = query.capitals(asked, &asked_figures)?;
            Some(source.written(&source.capitals(stored, &stored_figures)?))
        })
    }
}

pub(in crate::patch) fn differing(
    names: &dyn Names,
    query: &Text<'_>,
    source: &Text<'_>,
    to: Language,
) -> Differing {
    let from = query.language;
    Between { names, from, to }.differing(query, source)
}

impl Between<'_> {
    fn differing(&self, query: &Text<'_>, source: &Text<'_>) -> Differing {
        const MOST: usize = 4;
        let mut regions = differences(query, source);
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
        // Kazakhstan’s is Kazakhstan's.
        regions.retain(|(asked, stored)| {
            let is_empty = asked.is_empty() || stored.is_empty();
            let form = |text: &Text<'_>, tokens| fold(text.written(tokens), text.language);
            is_empty || form(query, asked) != form(source, stored)
        });
        if MOST < regions.len() {
            return Differing {
                names: Vec::new(),
                others: regions,
            };
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
        let is_doubtful = found
            .iter()
            .any(|name| open.iter().any(|other| touches(name, other)));
        if is_doubtful {
            found.clear();
        }
        let is_name = |(asked, _): &Pair| {
            let overlaps = |(name, _): &Pair| asked.start < name.end && name.start < asked.end;
            found.iter().any(overlaps)
        };
        regions.retain(|region| !is_name(region));
        Differing {
            names: found,
            others: regions,
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
                !self.readings(words).is_empty()
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
}

/// Where two texts have different tokens, by their longest common subsequence.
/// Texts in which no capital letter differs have no other names.
fn differences(query: &Text<'_>, source: &Text<'_>) -> Vec<Pair> {
    // Longer texts are not compared.
    const MOST: usize = 40_000;
    let is_kazakh = query.language.same_language(KK);
    let [asked, stored] = [query, source].map(|text| {
        let tokens = text.tokens.iter();
        tokens
            .map(|token| token.text(text.text))
            .collect::<Vec<_>>()
    });
    let same = |i: usize, j: usize| {
        asked[i] == stored[j] || is_kazakh && is_same_particle(asked[i], stored[j])
    };
    let (m, n) = (asked.len(), stored.len());
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

impl Text<'_> {
    /// The tokens with an English article before them, or a Kazakh particle behind.
    pub(super) fn with_company(&self, tokens: Range<usize>) -> Range<usize> {
        let before = tokens.start.checked_sub(1);
        let article = before.filter(|&place| self.is_english_article(place));
        let has_particle = self.language.same_language(KK)
            && tokens.end < self.tokens.len()
            && is_particle(self.token(tokens.end));
        article.unwrap_or(tokens.start)..tokens.end + usize::from(has_particle)
    }

    /// The first run of words with capitals among some tokens that begin no sentence, and are no
    /// figures; what has digits in it is a name wherever it stands.
    fn capitals(&self, tokens: &Range<usize>, figures: &HashSet<usize>) -> Option<Range<usize>> {
        let is_name = |place: usize| {
            let is_word = matches!(
                self.tokens[place].kind,
                TokenKind::Word | TokenKind::Acronym
            );
            let has_digits = || self.token(place).contains(|c: char| c.is_ascii_digit());
            is_word
                && self.is_capital(place)
                && !figures.contains(&place)
                && (has_digits() || !self.begins(place))
        };
        let start = tokens.clone().find(|&place| is_name(place))?;
        let end = (start..tokens.end).find(|&place| !is_name(place));
        Some(start..end.unwrap_or(tokens.end))
    }

    /// Whether a token begins a sentence or a quotation.
    pub(super) fn begins(&self, place: usize) -> bool {
        let before = self.text[..self.tokens[place].range.start].trim_end();
        let before = before.chars().next_back();
        before.is_none_or(|c| ".!?:«“\"".contains(c))
    }

    /// Whether nearly all longer words have capitals.
    pub(super) fn is_headline(&self) -> bool {
        const LONGER: usize = 3;
        const LEAST: usize = 4;
        let words = self.tokens.iter().enumerate();
        let words = words.filter(|(_, token)| {
            token.kind == TokenKind::Word && LONGER < token.text(self.text).chars().count()
        });
        let (all, capitals) = words.fold((0, 0), |(all, capitals), (place, _)| {
            (all + 1, capitals + usize::from(self.is_capital(place)))
        });
        LEAST <= all && 3 * all < 4 * capitals
    }

    /// The tokens without an English article before them.
    fn bare(&self, tokens: Range<usize>) -> Range<usize> {
        let has_article = 1 < tokens.len() && self.is_english_article(tokens.start);
        tokens.start + usize::from(has_article)..tokens.end
    }

    fn is_english_article(&self, place: usize) -> bool {
        self.language.same_language(EN) && self.token(place).eq_ignore_ascii_case("the")
    }
}
