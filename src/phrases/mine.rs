//! Which recurring sequences are phrases: whole at both ends, more than chance, and standing by
//! themselves often enough.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use super::borders::Borders;
use super::grams::{Gram, Grams, LONGEST, NONE, Side};
use super::words::{ACRONYM, BREAK, CAPITAL, EDGELESS, FIRST, FUNCTION, OPENING, Piece, SELDOM};
use super::{Corpus, Mining};
use crate::lang::EN;

/// A language of the corpus with all that was counted in it.
pub(super) struct Counted {
    pub(super) side: Side,
    pub(super) grams: Grams,
    pub(super) accepted: Accepted,
}

/// The phrases of one language.
pub(super) struct Accepted {
    /// By length, the longest first.
    pub(super) grams: Vec<Gram>,
    pub(super) is: Vec<bool>,
    /// Of those, the ones that also stand by themselves.
    pub(super) whole: Vec<bool>,
    /// Sequences that leave out a word which belongs to their edge.
    pub(super) torn: Vec<bool>,
    /// By place in `grams`, how far the phrase stands by itself, 0 to 1.
    pub(super) wholeness: Vec<f32>,
}

/// A neighbour that stands beside a sequence this often belongs to it.
const DOMINANT: f64 = 0.9;
/// And one that stands there this often makes it doubtful.
const DOUBTFUL: f64 = 0.6;
/// The least share of a phrase's places outside longer phrases.
const INDEPENDENT: f64 = 0.1;
/// A phrase that is always part of longer ones is a phrase if they differ so much on either side.
const DIFFERENT: usize = 3;
/// At most how far a phrase stands by itself that is always part of longer ones.
pub(super) const PART: f64 = 0.2;
/// The least normalised pointwise mutual information (Bouma 2009) of the parts of a phrase.
const COHESION: f64 = 0.15;
/// The same of a phrase and the word at its edge that seldom stands at one.
const COHESION_BEYOND_DOUBT: f64 = 0.7;

impl Accepted {
    pub(super) fn choose(corpus: &Corpus, side: &Side, grams: &Grams, mining: &Mining) -> Self {
        let mut chosen = Accepted {
            grams: Vec::new(),
            is: vec![false; grams.total()],
            whole: vec![false; grams.total()],
            torn: vec![false; grams.total()],
            wholeness: Vec::new(),
        };
        let judge = Judge {
            corpus,
            side,
            grams,
            mining,
            borders: Borders { corpus, side },
            wanted: Wanted::of(side, grams),
            words: side.pieces.iter().filter(|p| p.stem != BREAK).count() as f64,
        };
        // By place, how far the accepted phrases that begin here or before reach.
        let mut reach = vec![0u32; side.pieces.len()];
        for len in (1..=grams.longest()).rev() {
            let from = chosen.grams.len();
            for gram in grams.of_len(len) {
                let sound = judge.sound(gram, len);
                let is_torn = judge.is_torn(&sound, len);
                chosen.torn[gram as usize] = is_torn;
                if !is_torn && let Some(wholeness) = judge.wholeness(gram, len, &sound, &reach) {
                    chosen.grams.push(gram);
                    chosen.wholeness.push(wholeness as f32);
                    chosen.is[gram as usize] = true;
                    chosen.whole[gram as usize] = wholeness > PART;
                }
            }
            let new = chosen.grams[from..].iter();
            for &gram in new.filter(|&&gram| chosen.whole[gram as usize]) {
                for &place in grams.places(gram) {
                    let place = place as usize;
                    if side.is_sound(place, len) {
                        reach[place] = reach[place].max((place + len) as u32);
                    }
                }
            }
            let mut far = 0;
            for end in &mut reach {
                far = far.max(*end);
                *end = far;
            }
        }
        chosen
    }
}

struct Judge<'a> {
    corpus: &'a Corpus,
    side: &'a Side,
    grams: &'a Grams,
    mining: &'a Mining,
    borders: Borders<'a>,
    wanted: Wanted,
    words: f64,
}

impl Judge<'_> {
    /// Where a phrase may begin and end with the sequence.
    fn sound(&self, gram: Gram, len: usize) -> Vec<usize> {
        let places = self.grams.places(gram).iter().map(|&place| place as usize);
        places.filter(|&at| self.side.is_sound(at, len)).collect()
    }

    /// How far the sequence stands by itself, if it is a phrase at all; `sound`: its places as one.
    fn wholeness(&self, gram: Gram, len: usize, sound: &[usize], reach: &[u32]) -> Option<f64> {
        let is_phrase = sound.len() >= 2
            && 2 * sound.len() >= self.grams.places(gram).len()
            && self.is_term(sound, len)
            && self.recurs(sound)
            && self.coheres(gram, len)
            && self.is_balanced(sound, len)
            && !self.borders.break_off(sound, len)
            && !self.borders.run_across(sound, len);
        if !is_phrase {
            return None;
        }
        let [before, after] = self.dominance(sound, len);
        let dominance = before.max(after);
        let single = words(self.side, sound[0], len) < 2;
        let is_whole = dominance < DOMINANT
            && self.is_maximal(sound, len)
            && self.is_independent(sound, len, reach)
            && !self.borders.lack_possessor(sound, len);
        if !is_whole {
            let is_part = !single && self.borders.are_closed(sound, len);
            return is_part.then_some(PART * (1.0 - 0.25 * (before + after)));
        }
        let doubt = (dominance - DOUBTFUL).max(0.0) / (1.0 - DOUBTFUL);
        let single = if single { 0.8 } else { 1.0 };
        Some((1.0 - 0.7 * doubt) * single)
    }

    /// In enough releases, and in more than one unit.
    fn recurs(&self, places: &[usize]) -> bool {
        let mut units: Vec<u32> = places.iter().map(|&place| self.side.units[place]).collect();
        units.dedup();
        if units.len() < 2 {
            return false;
        }
        let mut releases: FxHashSet<u32> = FxHashSet::default();
        for unit in units {
            releases.extend(&self.corpus.units[unit as usize].releases);
            if releases.len() >= self.mining.min_releases {
                return true;
            }
        }
        false
    }

    /// Several words, or one that is a name, an acronym or a compound.
    fn is_term(&self, places: &[usize], len: usize) -> bool {
        let pieces = |place: usize| &self.side.pieces[place..place + len];
        if len > 1 {
            // Not nothing but words of grammar.
            return !pieces(places[0]).iter().all(|p| p.is(FUNCTION));
        }
        let acronyms = places
            .iter()
            .filter(|&&p| self.side.pieces[p].is(ACRONYM))
            .count();
        if 2 * acronyms > places.len() {
            return true;
        }
        let inside = places.iter().filter(|&&p| !self.side.pieces[p].is(OPENING));
        let (mut capital, mut all) = (0, 0);
        for &place in inside {
            all += 1;
            capital += usize::from(self.side.pieces[place].is(CAPITAL));
        }
        all >= 2 && 10 * capital >= 9 * all
    }

    /// At most places it begins or ends with a word that nearly wherever it stands has a neighbour
    /// which is outside here, and to which it belongs more than to its neighbour inside: "Указ Главы"
    /// without "государства".
    fn is_torn(&self, places: &[usize], len: usize) -> bool {
        let word = |at: usize| self.side.pieces.get(at).map_or(BREAK, |piece| piece.stem);
        let is_torn = |&&first: &&usize| {
            let last = first + len - 1;
            let before = &self.wanted.before[self.grams.at(first, 1) as usize];
            let after = &self.wanted.after[self.grams.at(last, 1) as usize];
            let is_before = 0 < first && before.contains(&word(first - 1));
            let is_after = after.contains(&word(last + 1));
            is_before && self.bond(first) <= self.bond(first - 1)
                || is_after && self.bond(last - 1) <= self.bond(last)
        };
        1 < len && places.len() < 2 * places.iter().filter(is_torn).count()
    }

    /// How far the words of a pair stand nowhere but beside each other, 0 to 1.
    fn bond(&self, place: usize) -> f64 {
        let pair = self.grams.at(place, 2);
        if pair == NONE {
            return 0.0;
        }
        let count = |gram: Gram| self.grams.places(gram).len() as f64;
        let [left, right] = [place, place + 1].map(|at| count(self.grams.at(at, 1)));
        count(pair).powi(2) / (left * right)
    }

    /// The share of places at which one and the same word of content stands before it, and behind it,
    /// guarded against small numbers.
    fn dominance(&self, places: &[usize], len: usize) -> [f64; 2] {
        let most = |neighbour: &dyn Fn(usize) -> Option<usize>| {
            let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
            for &place in places {
                if let Some(at) = neighbour(place) {
                    let piece = self.side.pieces[at];
                    if piece.stem != BREAK && !piece.is(EDGELESS) {
                        *counts.entry(piece.stem).or_default() += 1;
                    }
                }
            }
            let most = counts.into_values().max().unwrap_or(0);
            most as f64 / (places.len() + 1) as f64
        };
        let before = |place: usize| place.checked_sub(1);
        let after = |place: usize| Some(place + len).filter(|&at| at < self.side.pieces.len());
        [most(&before), most(&after)]
    }

    /// Often enough it is no part of a longer phrase, or else of many different ones, on both
    /// sides, as parts of one name are not (after the C-value of Frantzi et al. 2000). Words of grammar
    /// tell none apart.
    fn is_independent(&self, places: &[usize], len: usize, reach: &[u32]) -> bool {
        let free = places
            .iter()
            .filter(|&&place| (reach[place] as usize) < place + len)
            .count();
        if free >= 1 && free as f64 >= INDEPENDENT * places.len() as f64 {
            return true;
        }
        let word = |at: &usize| {
            let piece = self.side.pieces[*at];
            piece.stem == BREAK || !piece.is(FUNCTION)
        };
        let stem = |at: Option<usize>| at.map_or(BREAK, |at| self.side.pieces[at].stem);
        let kinds = |neighbour: &dyn Fn(usize) -> Option<usize>| {
            let stems = places.iter().map(|&place| stem(neighbour(place)));
            stems.collect::<FxHashSet<u32>>().len()
        };
        let before = |place: usize| (0..place).rev().find(word);
        let after = |place: usize| (place + len..self.side.pieces.len()).find(word);
        DIFFERENT <= kinds(&before) && DIFFERENT <= kinds(&after)
    }

    /// On neither side do one and the same words always stand beside it, up to one at which a phrase
    /// may begin or end.
    fn is_maximal(&self, places: &[usize], len: usize) -> bool {
        let piece = |at: Option<usize>| {
            let piece = at.and_then(|at| self.side.pieces.get(at));
            piece.filter(|piece| piece.stem != BREAK)
        };
        let varies = |neighbour: &dyn Fn(usize, usize) -> Option<usize>,
                      may_close: fn(&Piece) -> bool| {
            for far in 1..=LONGEST {
                let here = |place: usize| piece(neighbour(place, far));
                let Some(first) = here(places[0]) else {
                    return true;
                };
                let is_same = |&place: &usize| here(place).is_some_and(|p| p.stem == first.stem);
                if !places.iter().all(is_same) {
                    return true;
                }
                if may_close(first) {
                    return false;
                }
            }
            false
        };
        varies(&|place, far| place.checked_sub(far), Piece::begins)
            && varies(&|place, far| Some(place + len - 1 + far), Piece::ends)
    }

    /// Its first and last words belong to the rest more than chance would have it.
    fn coheres(&self, gram: Gram, len: usize) -> bool {
        if len == 1 {
            return true;
        }
        let count = |gram: Gram| self.grams.places(gram).len() as f64;
        let place = self.grams.places(gram)[0] as usize;
        [(1, place), (len - 1, place + len - 1)]
            .into_iter()
            .all(|(cut, edge)| {
                let left = count(self.grams.at(place, cut));
                let right = count(self.grams.at(place + cut, len - cut));
                let information = (count(gram) * self.words / (left * right)).ln();
                let least = match self.side.pieces[edge].is(SELDOM) {
                    true => COHESION_BEYOND_DOUBT,
                    false => COHESION,
                };
                information >= least * (self.words / count(gram)).ln()
            })
    }

    /// It does not end inside a quotation.
    fn is_balanced(&self, places: &[usize], len: usize) -> bool {
        let torn = |&&place: &&usize| {
            let text = self.corpus.surface(self.side, place, len);
            let count = |marks: &[char]| text.chars().filter(|c| marks.contains(c)).count();
            count(&['«', '“', '„']) != count(&['»', '”']) || count(&['"']) % 2 == 1
        };
        2 * places.iter().filter(torn).count() <= places.len()
    }
}

/// By word, the few that stand before it, and behind it, nearly wherever it stands.
struct Wanted {
    before: Vec<Vec<u32>>,
    after: Vec<Vec<u32>>,
}

/// Fewer places of a word tell nothing about its company.
const HABIT: usize = 5;

impl Wanted {
    fn of(side: &Side, grams: &Grams) -> Self {
        // By no ending is an English adjective known, but by its nouns: Foreign Minister, Foreign Ministry.
        let most = match side.lexer.language().same_language(EN) {
            true => 3,
            false => 1,
        };
        let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
        let mut wanted = |word: Gram, neighbour: &dyn Fn(usize) -> Option<usize>| {
            counts.clear();
            let places = grams.places(word);
            for &place in places {
                let piece = neighbour(place as usize).and_then(|at| side.pieces.get(at));
                if let Some(piece) = piece.filter(|p| p.stem != BREAK && !p.is(EDGELESS)) {
                    *counts.entry(piece.stem).or_default() += 1;
                }
            }
            let mut usual: Vec<(u32, usize)> = counts.iter().map(|(&s, &n)| (s, n)).collect();
            usual.sort_unstable_by_key(|&(stem, count)| (Reverse(count), stem));
            usual.truncate(most);
            let count: usize = usual.iter().map(|&(_, count)| count).sum();
            let is_habit =
                HABIT * usual.len() <= count && DOMINANT * places.len() as f64 <= count as f64;
            let stems = usual.into_iter().filter(|_| is_habit);
            stems.map(|(stem, _)| stem).collect()
        };
        let words = grams.of_len(1);
        Wanted {
            before: words
                .clone()
                .map(|word| wanted(word, &|place| place.checked_sub(1)))
                .collect(),
            after: words
                .map(|word| wanted(word, &|place| Some(place + 1)))
                .collect(),
        }
    }
}

/// How many written words a sequence has at a place.
fn words(side: &Side, place: usize, len: usize) -> usize {
    side.pieces[place..place + len]
        .iter()
        .filter(|p| p.is(FIRST) && !p.is(FUNCTION))
        .count()
}

#[cfg(test)]
mod tests {
    use super::super::CorpusUnit;
    use super::super::words::Lexer;
    use super::*;
    use crate::lang::{KK, Language, RU};

    /// Whole phrases and those that are parts of longer ones, as they first stand.
    fn mined(language: Language, texts: &[&str]) -> [Vec<String>; 2] {
        let unit = |(release, text): (u32, &&str)| CorpusUnit {
            texts: vec![(language, (*text).to_owned())],
            releases: vec![release],
            dates: Vec::new(),
        };
        let corpus = Corpus {
            units: (0..).zip(texts).map(unit).collect(),
        };
        let side = Side::read(Lexer::new(language), texts.iter().map(|text| Some(*text)));
        let grams = Grams::count(&side, 2);
        let accepted = Accepted::choose(&corpus, &side, &grams, &Mining::new());
        let text = |gram: Gram| {
            let place = grams.places(gram)[0] as usize;
            corpus.surface(&side, place, grams.len(gram))
        };
        let (whole, parts): (Vec<Gram>, Vec<Gram>) = accepted
            .grams
            .iter()
            .partition(|&&gram| accepted.whole[gram as usize]);
        [whole, parts].map(|grams| grams.into_iter().map(text).collect())
    }

    fn has(list: &[String], text: &str) -> bool {
        list.iter().any(|other| other == text)
    }

    #[test]
    fn a_noun_with_its_own_words_is_a_phrase_inside_a_longer_one() {
        let texts = [
            "Он возглавил Министерство здравоохранения Республики Казахстан",
            "Письмо получило Министерство здравоохранения Республики Казахстан",
        ];
        let [whole, parts] = mined(RU, &texts);
        assert!(
            has(&whole, "Министерство здравоохранения Республики Казахстан"),
            "{whole:?}"
        );
        assert!(has(&parts, "Министерство здравоохранения"), "{parts:?}");
        let texts = [
            "вопросы национальной безопасности страны",
            "это национальной безопасности страны",
        ];
        let [_, parts] = mined(RU, &texts);
        assert!(!has(&parts, "безопасности страны"), "{parts:?}");
    }

    #[test]
    fn no_phrase_breaks_off_before_the_word_that_it_needs() {
        let texts = [
            "начальник Акмолинского областного управления прибыл",
            "письмо Акмолинского областного филиала прочли",
        ];
        let [whole, parts] = mined(RU, &texts);
        let torn = "Акмолинского областного";
        assert!(!has(&whole, torn) && !has(&parts, torn));
        let texts = [
            "Кеше Денсаулық сақтау министрлігінің өкілі келді",
            "Бүгін Денсаулық сақтау министрлігінде жиын болды",
            "Ертең Денсаулық сақтау министрлігіне барамыз",
        ];
        let [whole, parts] = mined(KK, &texts);
        assert!(has(&whole, "Денсаулық сақтау министрлігінің"), "{whole:?}");
        for torn in ["Денсаулық сақтау", "сақтау министрлігінің"]
        {
            assert!(!has(&whole, torn) && !has(&parts, torn), "{torn}");
        }
    }

    #[test]
    fn no_phrase_ends_with_the_first_of_two_adjectives() {
        let texts = [
            "Принято обращение физических и юридических лиц",
            "Поступило обращение физических и юридических лиц вчера",
        ];
        let [whole, parts] = mined(RU, &texts);
        let all = [whole, parts].concat();
        assert!(!has(&all, "обращение физических"), "{all:?}");
    }

    #[test]
    fn a_possessed_noun_without_possessor_is_no_whole_phrase() {
        let texts = [
            "Ақмола облысы Әділет департаменті хабарлады",
            "Атырау облысы Әділет департаменті ашылды",
            "Бүгін Әділет департаменті хабарлады",
        ];
        let [whole, _] = mined(KK, &texts);
        assert!(has(&whole, "Әділет департаменті"), "{whole:?}");
        assert!(!has(&whole, "облысы Әділет департаменті"), "{whole:?}");
    }

    #[test]
    fn what_always_stands_beside_one_word_is_a_window_of_something_longer() {
        let text = "quick brown foxes jump over lazy dogs near green rivers while small birds sing";
        let [whole, _] = mined(EN, &[text, text]);
        let is_end = |phrase: &String| phrase.starts_with("quick") || phrase.ends_with("sing");
        assert!(whole.iter().all(is_end), "{whole:?}");
    }

    #[test]
    fn no_phrase_leaves_out_the_word_that_its_edge_wants() {
        let texts = [
            "Вышел Указ Главы государства о бюджете",
            "Новый Указ Главы государства прочли",
            "Здесь Указ Главы государства нужен",
            "Встреча с Главой государства прошла",
            "Слово Главе государства дали",
            "Для Главы государства это важно",
        ];
        let [whole, parts] = mined(RU, &texts);
        assert!(has(&whole, "Указ Главы государства"), "{whole:?}");
        assert!(!has(&whole, "Указ Главы") && !has(&parts, "Указ Главы"));
    }

    #[test]
    fn a_kazakh_phrase_may_begin_with_a_participle_but_not_end_with_one() {
        let texts = [
            "Кеше кеңейтілген отырыс қаралған",
            "Бүгін кеңейтілген отырыс өткен",
        ];
        let [whole, parts] = mined(KK, &texts);
        let all = [whole, parts].concat();
        assert!(has(&all, "кеңейтілген отырыс"), "{all:?}");
        assert!(all.iter().all(|text| !text.ends_with("өткен")), "{all:?}");
    }

    #[test]
    fn a_word_that_seldom_stands_at_an_edge_stands_there_where_it_belongs() {
        let texts = [
            "It grew compared with the same period last year.",
            "That is more than in the same period last year, he said.",
            "He met the same people at the bank last year",
        ];
        let [whole, _] = mined(EN, &texts);
        assert!(has(&whole, "same period last year"), "{whole:?}");
    }

    #[test]
    fn no_kazakh_phrase_runs_from_the_subject_into_an_object() {
        let texts = [
            "Бүгін Мемлекет басшысы Үкіметке тапсырма берді",
            "Кеше Мемлекет басшысы Үкіметке хат жолдады",
            "Мемлекет басшысы Қасым Тоқаевқа сөз берілді",
            "Ертең Мемлекет басшысы Қасым Тоқаевқа барамыз",
            "Қазақстан Республикасы Парламентіне хат келді",
            "Бүгін Қазақстан Республикасы Парламентіне барды",
        ];
        let [whole, parts] = mined(KK, &texts);
        let all = [whole, parts].concat();
        assert!(!has(&all, "Мемлекет басшысы Үкіметке"), "{all:?}");
        assert!(has(&all, "Мемлекет басшысы Қасым Тоқаевқа"), "{all:?}");
        assert!(has(&all, "Қазақстан Республикасы Парламентіне"), "{all:?}");
    }

    #[test]
    fn no_english_phrase_ends_with_what_nearly_always_has_one_of_few_nouns_behind_it() {
        let texts = [
            "Romanian Foreign Minister came",
            "Romanian Foreign Ministry answers",
            "Polish Foreign Minister spoke",
            "The Polish Foreign Minister left",
            "A Foreign Ministry wrote",
            "Our Foreign Ministry slept",
            "Their Foreign Minister ate",
            "His Foreign Minister sang",
            "Her Foreign Ministry burned",
            "Some Foreign Ministry closed",
        ];
        let [whole, parts] = mined(EN, &texts);
        let all = [whole, parts].concat();
        assert!(!has(&all, "Romanian Foreign"), "{all:?}");
        assert!(has(&all, "Foreign Minister"), "{all:?}");
    }

    #[test]
    fn a_verb_that_always_follows_makes_no_phrase_a_part() {
        let texts = [
            "Мемлекет басшысы Германия Президентіне құттықтау жеделхатын жолдады",
            "Олар әріптестеріне құттықтау жеделхаттарын жолдады",
        ];
        let [whole, _] = mined(KK, &texts);
        assert!(has(&whole, "құттықтау жеделхатын"), "{whole:?}");
    }

    #[test]
    fn what_a_preposition_introduces_belongs_to_the_noun() {
        let texts = [
            "Прошла сессия Организации Договора о безопасности в Минске",
            "Сегодня сессия Организации Договора о безопасности состоится",
        ];
        let [whole, parts] = mined(RU, &texts);
        assert!(!has(&[whole, parts].concat(), "Организации Договора"));
    }

    #[test]
    fn the_first_half_of_a_coordination_is_a_phrase() {
        let texts = [
            "He was confident that trade and economic cooperation and cultural ties would grow",
            "She was confident that trade and economic cooperation and cultural ties would grow",
        ];
        let [_, parts] = mined(EN, &texts);
        assert!(has(&parts, "trade and economic cooperation"), "{parts:?}");
    }

    #[test]
    fn an_abbreviation_is_its_noun() {
        let texts = [
            "Akmola rgn grows",
            "they left Akmola region",
            "in Akmola rgn today",
        ];
        let [whole, _] = mined(EN, &texts);
        assert!(has(&whole, "Akmola rgn"), "{whole:?}");
    }
}
