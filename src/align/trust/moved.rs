//! What one version says in another place than the others: a segment that was moved, a slip by one,
//! exchanged halves.
//!
//! Beads never cross, so what was moved is left alone, or drawn into a bead beside it. It betrays
//! itself when it is put where its translation stands: the versions then align clearly better.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::answers::Answers;
use super::part::{Gap, Part, weight};
use super::stray::Place;
use crate::align::pair::Pairs;
use crate::align::pair::scores::Scores;
use crate::align::pair::weights::WEIGHTS;
use crate::align::reading::text::Text;
use crate::align::reading::words::{Kind, Words};

/// How much likelier, as a natural logarithm, the versions must be with a sentence in another place
/// before it is said to have been moved far: there are many places, and few sentences are moved. Of 7,500
/// parts of releases from which some sentences were dropped, one in two hundred has one that is so sure.
const SURE: f64 = 2.0;

/// The same where no third version bears it out: one sentence that only one of them has, and another on
/// the same subject that only the other has, look like one that was moved.
const SURE_OF_TWO: f64 = 4.0;

/// What stands near is on the same matter, and looks alike without being the same: for each factor of
/// e by which the beads passed are fewer than is far, it must be likelier by so much.
const NEAR: f64 = 2.5;
const FAR: f64 = 10.0;

/// What the versions would lose without it by more than this has its translation where it stands.
const AT_HOME: f64 = -6.0;

/// A sentence that stands alone costs less than what brings it to a place with less for it than this,
/// as log-odds, would have to outweigh.
const FAINT: f64 = -2.0;

/// The same where another sentence would have to make way.
const TAKEN: f64 = 3.0;

/// Beads surer than this hold no sentence of another place, if they hold no other of its version.
const CERTAIN: f64 = 0.9;

/// What a word of the last sentence says for it as the title, as log-odds, if the title of another
/// version has what may translate it, and if the word has an echo; and what a name or figure, and any
/// other word, says that has neither. Of a hundred words of true titles there are 56, 15, 3 and 24 such,
/// of strangers' 7, 7, 18 and 66. It is less than that tells, since words are not independent of each
/// other, and the search has counted the first.
const ANSWERED: f64 = 0.75;
const ECHO: f64 = 0.6;
const NAME_ALONE: f64 = -0.9;
const WORD_ALONE: f64 = -0.35;

/// Links of the search that are believed.
const STRONG: f32 = 0.6;

/// What speaks against any last sentence as the title.
const NO_TITLE: f64 = -1.5;

/// The same if just one of the two ends as a sentence does: one in twenty titles differs so from its
/// translation, and nearly every last sentence from a title. As much speaks against a first sentence
/// that has such a mark where another version begins with a title that has none.
const OTHER_MARK: f64 = -2.0;

/// What speaks for it if neither does, as three in four titles and their translations, and one in thirty
/// last sentences beside a title. It is less than that tells, for the sake of credits and signatures, and
/// counts only where no third version bears out more.
const NO_MARK: f64 = 1.0;

/// What speaks against a first sentence as what another version ends with, unless both end as sentences
/// do: so do 98 in a hundred that were moved, and 29 that only might have been.
const NO_LAST: f64 = -4.0;

/// No title has more words.
const TITLE: usize = 100;

/// Translators exchange neighbours, so that what was moved must have passed so many beads.
const PASSED: usize = 2;

/// What a version says in another place than another version.
pub(super) struct Moved {
    /// What the other says.
    pub(super) gap: Gap,
    pub(super) weight: f64,
}

impl Moved {
    /// Of what stands in another place of a version than of the others, the heaviest.
    pub(super) fn find(
        version: usize,
        texts: &[&Text<'_>],
        parts: &[Part<'_>],
        pairs: &Pairs,
        answers: &Answers,
    ) -> Option<Moved> {
        let others = (0..texts.len()).filter(|&other| other != version);
        let search = Search {
            version,
            others: others
                .filter(|&other| pairs.contains_key(&(version.min(other), version.max(other))))
                .collect(),
            texts,
            parts,
            pairs,
            answers,
            common: texts.iter().map(|_| OnceCell::new()).collect(),
        };
        let mut found: Vec<(usize, Range<usize>)> = search
            .doubtful()
            .filter_map(|(part, sentence)| search.elsewhere(part, sentence))
            .collect();
        found.sort_unstable_by_key(|(other, there)| (*other, there.start));
        let mut stretches: Vec<(usize, Range<usize>)> = Vec::new();
        for (other, there) in found {
            match stretches.last_mut() {
                Some((last, stretch))
                    if *last == other && search.lacks(other, stretch.end..there.start) =>
                {
                    stretch.end = stretch.end.max(there.end);
                }
                _ => stretches.push((other, there)),
            }
        }
        let moved = stretches.into_iter().map(|(other, stretch)| Moved {
            weight: weight(texts[other], &stretch),
            gap: Gap::of(texts[other], stretch),
        });
        moved.max_by(|one, other| one.weight.total_cmp(&other.weight))
    }
}

struct Search<'a> {
    version: usize,
    /// The versions that it is compared with.
    others: Vec<usize>,
    texts: &'a [&'a Text<'a>],
    parts: &'a [Part<'a>],
    pairs: &'a Pairs,
    answers: &'a Answers,
    /// Per version, the beads that it has in common with the version, found on first use.
    common: Vec<OnceCell<Common>>,
}

/// The beads that two versions have in common, counted by part.
struct Common {
    /// How many begin before each part, and in all.
    before: Vec<u32>,
    /// From each part on, the first part of one.
    next: Vec<u32>,
}

impl Common {
    fn of(parts: &[Part<'_>], versions: [usize; 2]) -> Self {
        let is_common = |part: &Part<'_>| {
            versions
                .iter()
                .all(|&version| !part.sides[version].is_empty())
        };
        let mut before = Vec::with_capacity(parts.len() + 1);
        let (mut count, mut last) = (0, None);
        before.push(0);
        for part in parts {
            if is_common(part) && last.replace(part.bead) != Some(part.bead) {
                count += 1;
            }
            before.push(count);
        }
        let mut next = vec![parts.len() as u32; parts.len() + 1];
        for (number, part) in parts.iter().enumerate().rev() {
            next[number] = match is_common(part) {
                true => number as u32,
                false => next[number + 1],
            };
        }
        Common { before, next }
    }

    /// How many of them have a part among these.
    fn within(&self, parts: Range<usize>) -> usize {
        let first = self.next[parts.start] as usize;
        match first < parts.end {
            true => (self.before[parts.end] - self.before[first + 1]) as usize + 1,
            false => 0,
        }
    }
}

impl Search<'_> {
    /// The sentences that may belong elsewhere, each with the number of its part.
    fn doubtful(&self) -> impl Iterator<Item = (usize, usize)> {
        let sentences = self.unsure().chain(self.missed()).chain(self.ends());
        let sentences: BTreeSet<usize> = sentences.collect();
        let sentences = sentences.into_iter();
        let sentences = sentences.filter(|&sentence| !self.recurs(self.version, sentence));
        sentences.map(|sentence| (self.part_of(self.version, sentence), sentence))
    }

    /// The sentences that are not surely where they belong.
    fn unsure(&self) -> impl Iterator<Item = usize> {
        let parts = self.parts.iter().filter(move |part| {
            let lacks = |&other: &usize| part.sides[other].is_empty();
            let several = 1 < part.sides[self.version].len();
            several || part.sure < CERTAIN || self.others.iter().any(lacks)
        });
        parts.flat_map(move |part| part.sides[self.version].clone())
    }

    /// The sentences that are likest to what seems to be missing in the version, wherever they are:
    /// something else may stand beside them.
    fn missed(&self) -> impl Iterator<Item = usize> {
        self.others.iter().flat_map(move |&other| {
            let (scores, side, words) = self.pair(other);
            let parts = self.parts.iter().filter(move |part| {
                part.sides[self.version].is_empty() || 1 < part.sides[other].len()
            });
            let there = parts.flat_map(move |part| part.sides[other].clone());
            there.filter_map(move |there| scores.likeliest(words, 1 - side, there).next())
        })
    }

    /// The first sentence if it is hardly the title of another version, and each of the first and the
    /// last if it may be what another version has at its other end.
    fn ends(&self) -> impl Iterator<Item = usize> {
        let last = self.last(self.version);
        let ends = last.into_iter().flat_map(|last| [0, last]);
        ends.filter(|&sentence| {
            let mut others = self.others.iter();
            others.any(|&other| {
                let end = self.other_end(sentence, other);
                let is_open = end.is_some_and(|part| self.is_open(sentence, part, other));
                is_open || self.is_no_title(sentence, other)
            })
        })
    }

    /// Whether a version says the same again elsewhere: nothing tells then which of the two was moved.
    fn recurs(&self, version: usize, sentence: usize) -> bool {
        let words = &self.texts[version].words;
        let own = &words.segments[sentence];
        let places = own.iter().map(|&word| words.places.get(word as usize));
        let rarest = places.min_by_key(|places| places.len());
        rarest.is_none_or(|places| {
            let mut elsewhere = places.iter().filter(|&&place| place as usize != sentence);
            elsewhere.any(|&place| words.segments[place as usize] == *own)
        })
    }

    /// Where a sentence surely belongs, if not here: to these of another version.
    fn elsewhere(&self, own: usize, sentence: usize) -> Option<(usize, Range<usize>)> {
        let places: Vec<(usize, usize)> = self
            .others
            .iter()
            .flat_map(|&other| {
                let parts = self.likely_parts(sentence, other);
                // In what order the sentences of a bead stand does not matter.
                let parts = parts.filter(move |&part| {
                    self.parts[part].bead != self.parts[own].bead
                        && PASSED <= self.passed(own, part, other)
                });
                parts.map(move |part| (other, part))
            })
            .collect();
        if places.is_empty() {
            return None;
        }
        let without = |of: fn(&Scores, usize, usize) -> f64| -> f64 {
            let pairs = self.others.iter().map(|&other| self.pair(other));
            pairs
                .map(|(scores, side, _)| of(scores, side, sentence))
                .sum()
        };
        if without(Scores::most_without) <= AT_HOME {
            return None;
        }
        let without = Some(without(Scores::without)).filter(|without| AT_HOME < *without)?;
        let scale = WEIGHTS.pair[self.texts.len().clamp(2, 4) - 2];
        let found = places.into_iter().filter_map(|(other, part)| {
            let place = self.with(sentence, part, other)?;
            // What one version adds and what another does only look as if they answered to each other
            // where all others have the one.
            let may_answer = || {
                let mut beside = place.beside.clone();
                beside.any(|there| {
                    let there = (other, there);
                    self.answers
                        .may_answer(self.pairs, (self.version, sentence), there)
                })
            };
            let mut sure = scale * (without + place.gain);
            match self.other_end(sentence, other) == Some(part) {
                // However few beads there are, it has passed them all.
                true => sure += self.at_other_end(sentence, other, &place),
                false if !may_answer() => return None,
                false => {
                    let passed = self.passed(own, part, other) as f64;
                    sure -= NEAR * (FAR / passed).ln().max(0.0);
                }
            }
            if self.is_no_title(sentence, other) {
                sure -= OTHER_MARK;
            }
            Some((sure, other, place.beside))
        });
        let (sure, other, beside) = found.max_by(|one, other| one.0.total_cmp(&other.0))?;
        let at_end = || self.other_end(sentence, other) == Some(self.part_of(other, beside.start));
        let least = match self.says_so_too(other, &beside) || self.borne_out() && at_end() {
            true => SURE,
            false => SURE_OF_TWO,
        };
        (least < sure).then_some((other, beside))
    }

    /// Whether a third version bears out what is said of two.
    fn borne_out(&self) -> bool {
        1 < self.others.len()
    }

    /// Whether a third version has something beside these sentences of another one.
    fn says_so_too(&self, other: usize, sentences: &Range<usize>) -> bool {
        let mut parts = sentences
            .clone()
            .map(|at| &self.parts[self.part_of(other, at)]);
        parts.any(|part| {
            let mut third = self.others.iter().filter(|&&version| version != other);
            third.any(|&version| !part.sides[version].is_empty())
        })
    }

    /// How many beads that both versions have stand between two parts.
    fn passed(&self, one: usize, part: usize, other: usize) -> usize {
        let between = (one.min(part) + 1).min(one.max(part))..one.max(part);
        let common = || Common::of(self.parts, [self.version, other]);
        self.common[other].get_or_init(common).within(between)
    }

    /// The parts that hold what says most of the same in another version.
    fn likely_parts(&self, sentence: usize, other: usize) -> impl Iterator<Item = usize> {
        let (scores, side, words) = self.pair(other);
        let likely = scores.likeliest(words, side, sentence);
        let likely = likely.filter(move |&there| !self.recurs(other, there));
        let likely = likely.filter_map(move |there| {
            let part = self.part_of(other, there);
            let there = there..there + 1;
            // Beside what is there, it takes no place.
            let may_join = || {
                let own = self.parts[part].sides[self.version].clone();
                let joined = || scores.joined(words, side, sentence, own, there.clone(), true);
                self.borne_out() && joined().is_some()
            };
            let likely = scores.apart(words, side, sentence, there.clone());
            let has_room = || !self.is_taken(part, other) || may_join();
            (FAINT < likely && (TAKEN < likely || has_room())).then_some(part)
        });
        let end = self.other_end(sentence, other);
        likely.chain(end.filter(move |&part| self.is_open(sentence, part, other)))
    }

    /// Whether a part surely has one sentence in the version and in another one.
    fn is_taken(&self, part: usize, other: usize) -> bool {
        let Part { sides, sure, .. } = self.parts[part];
        sides[self.version].len() == 1 && sides[other].len() == 1 && CERTAIN <= sure
    }

    /// Whether there is room for the sentence in a part: nothing surely stands there, or what does leaves
    /// open what answers to the sentence.
    fn is_open(&self, sentence: usize, part: usize, other: usize) -> bool {
        let [here, there] = [self.version, other].map(|side| self.parts[part].sides[side].clone());
        let joined = || {
            let (scores, side, words) = self.pair(other);
            scores.joined(words, side, sentence, here, there, self.borne_out())
        };
        !self.is_taken(part, other) || joined().is_some()
    }

    /// The part that another version ends with if the sentence stands first, or begins with if it stands
    /// last: a title is translated so freely that its words alone may not lead there, as may be what
    /// ends a text.
    fn other_end(&self, sentence: usize, other: usize) -> Option<usize> {
        let last = self.last(other)?;
        let end = match sentence {
            _ if self.is_last(sentence) => 0,
            0 => last,
            _ => return None,
        };
        Some(self.part_of(other, end))
    }

    /// The last sentence of a version, if it has any.
    fn last(&self, version: usize) -> Option<usize> {
        self.texts[version].words.segments.len().checked_sub(1)
    }

    fn is_last(&self, sentence: usize) -> bool {
        self.last(self.version) == Some(sentence)
    }

    /// Whether the sentence stands first, but ends otherwise than what another version begins with.
    fn is_no_title(&self, sentence: usize, other: usize) -> bool {
        let first = |version: usize| self.texts[version].sentences.texts.first();
        let marks =
            [self.version, other].map(|version| first(version).map(|text| ends_as_sentence(text)));
        sentence == 0 && marks == [Some(true), Some(false)]
    }

    /// What speaks for the first or the last sentence as what stands in this place at the other end of
    /// another version, as log-odds.
    fn at_other_end(&self, sentence: usize, other: usize, place: &Place) -> f64 {
        let ends = [(self.version, sentence), (other, place.beside.end - 1)];
        let marks =
            ends.map(|(version, at)| ends_as_sentence(self.texts[version].sentences.texts[at]));
        if !self.is_last(sentence) {
            return if marks == [true; 2] { 0.0 } else { NO_LAST };
        }
        let marks = match marks {
            // Where it is joined, what follows the title has the mark.
            _ if place.joined => 0.0,
            [false, false] if !self.borne_out() => NO_MARK,
            [own, other] if own == other => 0.0,
            _ => OTHER_MARK,
        };
        marks + self.as_title(sentence, other, &place.beside)
    }

    /// What the words of the last sentence say for it as the title that other versions have, as log-odds.
    ///
    /// A title repeats words of its text, and its translation those that stand in the same beads,
    /// whatever a lexicon knows of them: they are its echo. A signature repeats none.
    fn as_title(&self, sentence: usize, other: usize, title: &Range<usize>) -> f64 {
        let there = self.repeated(other, title);
        let here = self.repeated(self.version, &(sentence..sentence + 1));
        let words = here.iter().map(|(word, parts)| {
            let is_echo = |(_, others): &(u32, Vec<usize>)| {
                let both = parts
                    .iter()
                    .filter(|part| others.binary_search(part).is_ok());
                let both = both.count();
                0 < both && parts.len() + others.len() <= 4 * both
            };
            let kind = self.texts[self.version].words.vocabulary[*word as usize].kind;
            match () {
                _ if self.is_answered(*word, other, title) => ANSWERED,
                _ if there.iter().any(is_echo) => ECHO,
                _ if kind == Kind::Plain => WORD_ALONE,
                _ => NAME_ALONE,
            }
        });
        NO_TITLE + words.sum::<f64>()
    }

    /// Whether these sentences of another version have what may translate a word.
    fn is_answered(&self, word: u32, other: usize, there: &Range<usize>) -> bool {
        let pair = (self.version.min(other), self.version.max(other));
        let links = &self.pairs[&pair].links;
        let links = match self.version < other {
            true => links.forth.get(word as usize),
            false => links.back.get(word as usize),
        };
        let there = &self.texts[other].words.segments[there.clone()];
        let stands = |word: &u32| there.iter().any(|words| words.binary_search(word).is_ok());
        links
            .iter()
            .any(|(to, strength)| STRONG <= *strength && stands(to))
    }

    /// Every word in these sentences of a version that may tell what the text is about, with the parts
    /// elsewhere that have it, too.
    fn repeated(&self, version: usize, sentences: &Range<usize>) -> Vec<(u32, Vec<usize>)> {
        let words = &self.texts[version].words;
        // What stands in every fourth sentence is a word of any text.
        let often = 2 + words.segments.len() / 4;
        let here = words.segments[sentences.clone()].iter().flatten();
        let telling = here.filter(|&&number| {
            let word = &words.vocabulary[number as usize];
            let is_short = word.kind == Kind::Plain && word.letters <= 3;
            let places = words.places.get(number as usize).len();
            word.kind != Kind::Mark && !is_short && places <= often
        });
        let places = telling.map(|&number| {
            let places = words.places.get(number as usize).iter();
            let elsewhere = places.filter(|&&place| !sentences.contains(&(place as usize)));
            let mut parts: Vec<usize> = elsewhere
                .map(|&place| self.part_of(version, place as usize))
                .collect();
            parts.dedup();
            (number, parts)
        });
        places.take(TITLE).collect()
    }

    /// The best place for the sentence near this part, for all versions, and what of another one it
    /// stands beside there.
    fn with(&self, sentence: usize, part: usize, beside: usize) -> Option<Place> {
        let near = part.saturating_sub(1)..(part + 2).min(self.parts.len());
        let side_of = |version: usize| {
            let side = |part: usize| &self.parts[part].sides[version];
            side(near.start).start..side(near.end - 1).end
        };
        let here = side_of(self.version);
        let cuts = here.start..here.end + 1;
        let borne_out = self.borne_out();
        let mut gains = vec![0.0; cuts.len()];
        let mut stands = Vec::new();
        for &other in &self.others {
            let (scores, side, words) = self.pair(other);
            let places = scores.with(
                words,
                side,
                sentence,
                cuts.clone(),
                side_of(other),
                borne_out,
            );
            for (gain, place) in gains.iter_mut().zip(&places) {
                *gain += place.gain;
            }
            if other == beside {
                stands = places;
            }
        }
        let found = gains.into_iter().zip(stands);
        let found = found.map(|(gain, place)| Place { gain, ..place });
        let found = found.filter(|place| !place.beside.is_empty());
        found.max_by(|one, other| one.gain.total_cmp(&other.gain))
    }

    /// Whether the version has nothing beside these sentences of another one.
    fn lacks(&self, other: usize, mut sentences: Range<usize>) -> bool {
        sentences.all(|sentence| {
            let part = &self.parts[self.part_of(other, sentence)];
            part.sides[self.version].is_empty()
        })
    }

    /// The number of the part that a sentence stands in.
    fn part_of(&self, version: usize, sentence: usize) -> usize {
        let sides = |part: &Part<'_>| part.sides[version].end <= sentence;
        self.parts.partition_point(sides)
    }

    /// What is known of the version and another one, which of the two it is there, and their words.
    fn pair(&self, other: usize) -> (&Scores, usize, [&Words<'_>; 2]) {
        let mut pair = [self.version, other];
        pair.sort_unstable();
        let side = usize::from(other < self.version);
        let words = pair.map(|version| &self.texts[version].words);
        (&self.pairs[&pair.into()].scores, side, words)
    }
}

/// Whether a text has a mark that ends sentences at its end, or behind it nothing but quotation marks
/// and the like.
fn ends_as_sentence(text: &str) -> bool {
    const ENDS: [char; 6] = ['.', '!', '?', '…', ':', ';'];
    let is_behind = |c: char| !c.is_alphanumeric() && !ENDS.contains(&c);
    text.trim_end_matches(is_behind).ends_with(ENDS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn common_beads_are_counted_once(
            parts in prop::collection::vec((0usize..2, 0usize..2, 0usize..2), 1..12),
            [from, to] in [0usize..12, 0usize..12],
        ) {
            let mut bead = 0;
            let sides: Vec<(usize, Vec<Range<usize>>)> = parts
                .iter()
                .map(|&(step, one, other)| {
                    bead += step;
                    (bead, vec![0..one, 0..other])
                })
                .collect();
            let parts: Vec<Part<'_>> = sides
                .iter()
                .map(|(bead, sides)| Part { bead: *bead, sides, sure: 1.0, strange: &[] })
                .collect();
            let (from, to) = (from.min(to) % parts.len(), from.max(to).min(parts.len()));
            let within = from.min(to)..to;
            let common = parts[within.clone()].iter();
            let common = common.filter(|part| part.sides.iter().all(|side| !side.is_empty()));
            let mut slow: Vec<usize> = common.map(|part| part.bead).collect();
            slow.dedup();
            prop_assert_eq!(Common::of(&parts, [0, 1]).within(within), slow.len());
        }
    }
}
