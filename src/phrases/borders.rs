//! Where a phrase may begin and end, as the grammar of its language has it.

use super::Corpus;
use super::declension;
use super::grams::Side;
use super::words::{BREAK, EDGELESS, FUNCTION, Piece};
use crate::lang::{EN, KK, Language, RU};

/// The borders of sequences in a corpus.
pub(super) struct Borders<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) side: &'a Side,
}

impl Borders<'_> {
    /// Whether a sequence breaks off before a word that it cannot do without: at most of its places
    /// it ends with an adjective whose noun comes next, or comes after another adjective (English,
    /// Russian), at nearly all with a bare noun before the noun that it determines (Kazakh).
    pub(super) fn break_off(&self, places: &[usize], len: usize) -> bool {
        let next =
            |place: usize| self.has_word(Some(place + len)) && !self.has_article(place + len - 1);
        if self.language().same_language(KK) {
            let bare = |&&place: &&usize| next(place) && !self.is_inflected(place + len - 1);
            return len > 1 && 10 * places.iter().filter(bare).count() >= 9 * places.len();
        }
        let and_another = |place: usize| {
            self.is_conjunction(Some(place + len)) && self.is_adjective(place + len + 1)
        };
        half(places, |place| {
            (next(place) || and_another(place)) && self.is_adjective(place + len - 1)
        })
    }

    /// Whether a Kazakh sequence begins, at most of its places, with the possessed noun of a possessor
    /// before it: облысының әкімі.
    pub(super) fn lack_possessor(&self, places: &[usize], len: usize) -> bool {
        let lacks = |place: usize| {
            self.has_word(place.checked_sub(1))
                && (self.is_possessed(place) || len == 1 && self.is_possessor(place))
        };
        self.language().same_language(KK) && half(places, lacks)
    }

    /// Whether a Kazakh sequence runs, at most of its places, from one part of the sentence into another: behind
    /// a possessed noun in the nominative comes a case without a possessive (Мемлекет басшысы Үкіметке).
    pub(super) fn run_across(&self, places: &[usize], len: usize) -> bool {
        const CASES: &[&str] = &[
            "ның", "нің", "дың", "дің", "тың", "тің", "ға", "ге", "қа", "ке", "да", "де", "та",
            "те", "ды", "ді", "ты", "ті", "ны", "ні", "дан", "ден", "тан", "тен", "нан", "нен",
            "мен", "бен", "пен",
        ];
        let is_other = |at: usize| {
            let word = self.word(at);
            let mut bare = CASES.iter().filter_map(|case| word.strip_suffix(case));
            self.is_inflected(at) && bare.any(|bare| !bare.ends_with(['ы', 'і', 'н']))
        };
        let is_subject = |at: usize| self.word(at).ends_with(['ы', 'і']) && self.is_possessed(at);
        let runs = |place: usize| {
            let mut pairs = place..place + len - 1;
            pairs.any(|at| is_subject(at) && self.has_word(Some(at + 1)) && is_other(at + 1))
        };
        self.language().same_language(KK) && half(places, runs)
    }

    /// Whether a sequence that is always part of longer ones is still a phrase of its own: at some
    /// places a noun with all that stands before it, though not with all that follows, or the other
    /// way round.
    pub(super) fn are_closed(&self, places: &[usize], len: usize) -> bool {
        let language = self.language();
        // The second half of a coordination, whose first may share its end; in Russian, where adjectives
        // are known, only if it is theirs.
        let coordinated = |place: usize| {
            let before = place.checked_sub(1);
            if language.same_language(RU) {
                return self.is_conjunction(before)
                    && self.is_adjective(place)
                    && 2 <= place
                    && self.is_adjective(place - 2);
            }
            self.is_conjunction(before)
        };
        if 2 * places.iter().filter(|&&p| coordinated(p)).count() > places.len() {
            return false;
        }
        let left = |place: usize| {
            let before = place.checked_sub(1);
            if language.same_language(EN) {
                !self.has_word(before) || self.has_article(place - 1)
            } else if language.same_language(RU) {
                !before.is_some_and(|at| self.is_adjective(at))
            } else {
                !self.has_word(before) || before.is_some_and(|at| self.is_inflected(at))
            }
        };
        let right = |place: usize| {
            let last = place + len - 1;
            let is_clear = !self.has_word(Some(last + 1)) || self.has_article(last);
            if language.same_language(KK) {
                is_clear || self.is_inflected(last)
            } else if language.same_language(RU) {
                !self.is_adjective(last)
            } else {
                is_clear
            }
        };
        if !language.same_language(KK) && self.lead_on(places, len) {
            return false;
        }
        let closed = places.iter().filter(|&&place| left(place) && right(place));
        let closed = closed.count();
        2 <= closed && places.len() <= 3 * closed
    }

    /// Whether one and the same word of grammar, which joins no two of a kind, always comes next: what
    /// it introduces belongs to the sequence, as to Организация Договора (о коллективной безопасности).
    fn lead_on(&self, places: &[usize], len: usize) -> bool {
        let next = |place: usize| {
            let piece = self.piece(Some(place + len))?;
            let is_joint = self.is_conjunction(Some(place + len));
            (piece.is(FUNCTION) && !is_joint).then_some(piece.stem)
        };
        let first = next(places[0]);
        first.is_some() && places.iter().all(|&place| next(place) == first)
    }

    fn language(&self) -> Language {
        self.side.lexer.language()
    }

    fn piece(&self, at: Option<usize>) -> Option<Piece> {
        let piece = self.side.pieces.get(at?).copied();
        piece.filter(|piece| piece.stem != BREAK)
    }

    /// Whether a word of content stands here.
    fn has_word(&self, at: Option<usize>) -> bool {
        self.piece(at).is_some_and(|piece| !piece.is(EDGELESS))
    }

    /// Whether an article, which is no piece, stands behind this piece of a unit, before the next.
    fn has_article(&self, at: usize) -> bool {
        let [here, next] = [at, at + 1].map(|at| self.side.pieces[at]);
        let unit = &self.corpus.units[self.side.units[at] as usize];
        let text = unit.text(self.language()).unwrap_or_default();
        let between = text.get(here.range().end..next.range().start);
        between.is_some_and(|between| between.contains(char::is_alphabetic))
    }

    fn word(&self, at: usize) -> String {
        self.corpus.surface(self.side, at, 1).to_lowercase()
    }

    fn is_conjunction(&self, at: Option<usize>) -> bool {
        let Some(at) = at.filter(|&at| self.piece(Some(at)).is_some()) else {
            return false;
        };
        const ALL: &[&str] = &["and", "or", "и", "или", "және", "мен", "пен", "бен"];
        ALL.contains(&self.word(at).as_str())
    }

    fn is_adjective(&self, at: usize) -> bool {
        if self.piece(Some(at)).is_none() {
            return false;
        }
        let language = self.language();
        let word = self.word(at);
        if language.same_language(RU) {
            return declension::is_adjective(&word);
        }
        // Endings that nouns seldom have: national, social, economic, political, sustainable.
        const ENGLISH: &[&str] = &[
            "onal", "ical", "cial", "omic", "tural", "mental", "ative", "able", "ible", "ous",
        ];
        language.same_language(EN) && ENGLISH.iter().any(|ending| word.ends_with(ending))
    }

    /// A Kazakh word with an ending.
    fn is_inflected(&self, at: usize) -> bool {
        let piece = self.side.pieces[at];
        (piece.end - piece.start) as usize > self.side.lexer.name(piece.stem).len()
    }

    /// A Kazakh noun that somebody's is, in any case but the genitive: облысы, министрлігінде.
    fn is_possessed(&self, at: usize) -> bool {
        const CASES: &[&str] = &["на", "не", "нда", "нде", "нан", "нен", "мен", "н"];
        // Adjectives and ordinals: өңірлік-ті, жоғар-ғы, қару-лы, бірін-ші.
        const OTHERS: &[&str] = &["лы", "лі", "ншы", "нші", "дағы", "дегі", "тағы", "тегі"];
        const AFTER_CONSONANTS: &[&str] = &["ты", "ті", "ды", "ді", "ғы", "гі", "қы", "кі"];
        let word = self.word(at);
        let case = CASES.iter().find_map(|case| word.strip_suffix(case));
        let bare = case
            .filter(|bare| bare.ends_with(['ы', 'і']))
            .unwrap_or(&word);
        let derived = AFTER_CONSONANTS.iter().any(|ending| {
            let before = bare.strip_suffix(ending).and_then(|b| b.chars().last());
            before.is_some_and(|c| !"аәеиоөуұүыіэюя".contains(c))
        });
        self.is_inflected(at)
            && bare.ends_with(['ы', 'і'])
            && !derived
            && !OTHERS.iter().any(|ending| bare.ends_with(ending))
    }

    /// The same in the genitive: облысының.
    fn is_possessor(&self, at: usize) -> bool {
        let word = self.word(at);
        let is_genitive = word.ends_with("ының") || word.ends_with("інің");
        self.is_inflected(at) && is_genitive
    }
}

/// Whether at least half of the places are so.
fn half(places: &[usize], is: impl Fn(usize) -> bool) -> bool {
    2 * places.iter().filter(|&&place| is(place)).count() >= places.len()
}
