//! Kazakh: suffixes taken off from the right, each only where its vowels agree with the stem's
//! and its first consonant with the stem's last sound.
//!
//! The endings are data (`kk.txt`), expanded once into surface forms, as are the words that look
//! inflected (`kk-keep.txt`) and the commonest verbs (`kk-verbs.txt`). A step depends on the word
//! that is left and on nothing that was taken off before (voice apart), so a form and its lemma
//! meet in the same stem even where the lemma itself loses a part.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::read);

const BACK: &str = "аоұыяёю";
const FRONT: &str = "әеөүіэ";
const VOWELS: &str = "аоұыяёюәеөүіэуи";
const VOICELESS: &str = "пфкқтсшщчцхһбвгғд";

/// No word is longer; what is, is left alone, so that the search stays small.
const LONGEST: usize = 48;

/// The stem of a folded word.
pub(super) fn stem(word: &str) -> String {
    let grammar = &*GRAMMAR;
    let letters: Vec<char> = word.chars().collect();
    if letters.len() > LONGEST {
        return word.to_owned();
    }
    // АҚШ-тың, 2024-ге: what follows the hyphen is an ending of its own.
    if let Some(hyphen) = letters.iter().rposition(|&c| c == '-') {
        let (head, tail) = (&letters[..hyphen], &letters[hyphen + 1..]);
        if !head.is_empty() && grammar.is_all_suffixes(tail) {
            return head.iter().collect();
        }
    }
    let start = letters.iter().rposition(|&c| c == '-').map_or(0, |h| h + 1);
    let mut stem = spell_out(&letters[start..]);
    grammar.reduce(&mut stem);
    letters[..start]
        .iter()
        .copied()
        .chain(contract(&stem))
        .collect()
}

/// An ending that is written with back vowels, with front ones.
pub(crate) fn fronted(ending: &str) -> String {
    let front = |c| match c {
        'а' => 'е',
        'ы' => 'і',
        'ғ' => 'г',
        'қ' => 'к',
        c => c,
    };
    ending.chars().map(front).collect()
}

/// Whether the letters, in lower case, are nothing but a noun's endings, whatever they agree with.
pub(crate) fn are_endings(letters: &str) -> bool {
    let letters: Vec<char> = letters.chars().collect();
    letters.len() <= LONGEST && GRAMMAR.is_all_suffixes(&letters)
}

/// The letters that a folded word has before the -ма-, -ме- (behind voiced consonants -ба-, behind
/// voiceless ones -па-) of a negated verb and its ending. The bare imperative is left out: алма is an apple,
/// too.
pub(crate) fn negated_verb(word: &str) -> Option<&str> {
    // Nouns, adverbs and conjunctions that begin like it, and verbs in -ма with their noun.
    const OTHERS: &[&str] = &[
        "немесе",
        "демеу",
        "тұмау",
        "алмас",
        "семей",
        "самай",
        "жаппай",
        "жанармай",
        "жағармай",
        "қамау",
        "қармау",
        "шырмау",
        "әйтпесе",
        "томас",
    ];
    // Алмас and алмасу are others; if one cannot is not.
    const CANNOT: &[&str] = &["алмаса", "алмасам", "алмасақ", "алмасаң", "алмасаңыз"];
    // -масын is the accusative of many nouns in -ма; let it not be is said of few verbs.
    const OPTATIVE: &[&str] = &["болмасын", "қалмасын", "келмесін", "етпесін"];
    // Айтпай-ақ.
    let word = word.strip_suffix("-ақ").unwrap_or(word);
    let word = word.rsplit('-').next().unwrap_or(word);
    // Most words have none.
    let mut before = ' ';
    let mut pairs = word.chars().map(|c| (std::mem::replace(&mut before, c), c));
    if !pairs.any(|pair| matches!(pair, ('м' | 'б' | 'п', 'а' | 'е'))) {
        return None;
    }
    let letters: Vec<char> = word.chars().collect();
    let is_other = || OTHERS.iter().any(|other| word.starts_with(other));
    if letters.len() > LONGEST || is_other() && !CANNOT.contains(&word) {
        return None;
    }
    let is_negation = |&at: &usize| {
        let (stem, [sound, vowel, tail @ ..]) = letters.split_at(at) else {
            return false;
        };
        let before = stem[at - 1];
        let harmony = match vowel {
            'а' => Harmony::Back,
            'е' => Harmony::Front,
            _ => return false,
        };
        let joins = match sound {
            'м' => VOWELS.contains(before) || "лрй".contains(before),
            'б' => "зжмнң".contains(before),
            'п' => VOICELESS.contains(before),
            _ => false,
        };
        joins
            && stem.iter().any(|c| VOWELS.contains(*c))
            && agrees(stem, harmony)
            && (is_ending_of_negation(tail) || OPTATIVE.contains(&word))
    };
    let at = (2..letters.len().saturating_sub(2)).find(is_negation)?;
    let end = word.char_indices().nth(at)?.0;
    Some(&word[..end])
}

/// What follows -ма-: personal endings and converbs as they are, participles and the verbal noun
/// with any noun's endings behind them.
fn is_ending_of_negation(tail: &[char]) -> bool {
    const CLOSED: &[&str] = &[
        "ды",
        "дым",
        "дың",
        "дыңыз",
        "дық",
        "дыңдар",
        "й",
        "йды",
        "ймын",
        "ймыз",
        "йсың",
        "йсыз",
        "йық",
        "йын",
        "йынша",
        "с",
        "стан",
        "сқа",
        "спын",
        "спыз",
        "са",
        "сам",
        "саң",
        "сақ",
        "саңыз",
        "ңыз",
        "ңыздар",
        "пты",
        "ппын",
    ];
    const OPEN: &[&str] = &[
        "ғандық",
        "ғандығ",
        "ған",
        "йтындық",
        "йтындығ",
        "йтын",
        "у",
        "уым",
        "уың",
    ];
    // The tables are written with back vowels.
    let back: String = tail
        .iter()
        .map(|&c| match c {
            'е' => 'а',
            'і' => 'ы',
            'к' => 'қ',
            'г' => 'ғ',
            c => c,
        })
        .collect();
    CLOSED.contains(&&*back)
        || OPEN.iter().any(|ending| {
            back.starts_with(ending) && GRAMMAR.is_all_suffixes(&tail[ending.chars().count()..])
        })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Noun,
    /// A case that only follows a possessive.
    Case,
    Possessive,
    Verb,
    /// An ending that only listed nouns lose.
    Own,
    /// A verbal ending that only listed verbs lose.
    Listed,
    Voice,
}

/// What has been taken off decides what may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Free,
    /// A possessive must be next.
    Possessive,
    Verb,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Harmony {
    Back,
    Front,
    Any,
}

/// A suffix as it is written after some stems.
struct Suffix {
    letters: Vec<char>,
    class: Class,
    harmony: Harmony,
    /// What the stem may end in.
    after: Vec<char>,
    /// The letter before that, if it matters.
    before: Vec<char>,
    least: usize,
}

impl Suffix {
    fn is_verbal(&self) -> bool {
        matches!(self.class, Class::Verb | Class::Listed | Class::Voice)
    }

    fn needs_list(&self) -> bool {
        matches!(self.class, Class::Own | Class::Listed)
    }

    fn may_stand(&self, state: State) -> bool {
        match self.class {
            Class::Possessive => true,
            Class::Voice => state == State::Verb,
            Class::Own | Class::Listed => state == State::Free,
            _ => state != State::Possessive,
        }
    }

    /// The state in which the rest of the word is to be read.
    fn state_before(&self) -> State {
        match self.class {
            Class::Noun | Class::Possessive | Class::Own => State::Free,
            Class::Case => State::Possessive,
            Class::Verb | Class::Listed | Class::Voice => State::Verb,
        }
    }
}

struct Grammar {
    /// By last letter, the longest first.
    suffixes: FxHashMap<char, Vec<Suffix>>,
    keep: FxHashSet<Vec<char>>,
    verbs: FxHashSet<Vec<char>>,
    syncope: FxHashMap<Vec<char>, Vec<char>>,
}

impl Grammar {
    fn read() -> Self {
        let mut suffixes: FxHashMap<char, Vec<Suffix>> = FxHashMap::default();
        for line in lines(include_str!("kk.txt")) {
            for suffix in expand(line) {
                if let Some(&last) = suffix.letters.last() {
                    suffixes.entry(last).or_default().push(suffix);
                }
            }
        }
        for list in suffixes.values_mut() {
            list.sort_by_key(|s| std::cmp::Reverse(s.letters.len()));
        }
        let syncope: FxHashMap<Vec<char>, Vec<char>> = lines(include_str!("kk-syncope.txt"))
            .filter_map(|line| line.split_once(' '))
            .map(|(short, whole)| (short.chars().collect(), whole.chars().collect()))
            .collect();
        let verbs = words(include_str!("kk-verbs.txt"));
        let mut keep = words(include_str!("kk-keep.txt"));
        keep.extend(verbs.iter().chain(syncope.values()).cloned());
        Grammar {
            suffixes,
            keep,
            verbs,
            syncope,
        }
    }

    fn reduce(&self, stem: &mut Vec<char>) {
        if let Some(kept) = self.known(stem, State::Free, 8) {
            *stem = kept;
            return;
        }
        let mut state = State::Free;
        loop {
            let guessed = |suffix: &&Suffix| !suffix.needs_list();
            let Some(suffix) = self.suffixes_of(stem, state).find(guessed) else {
                break;
            };
            state = suffix.state_before();
            self.take_off(suffix, stem);
        }
        devoice(stem);
    }

    /// The longest listed word that the word is a form of by at most `depth` endings.
    fn known(&self, word: &Vec<char>, state: State, depth: usize) -> Option<Vec<char>> {
        if self.is_listed(word, state) {
            return Some(word.clone());
        }
        let depth = depth.checked_sub(1)?;
        self.suffixes_of(word, state)
            .filter_map(|suffix| {
                let mut stem = word.clone();
                self.take_off(suffix, &mut stem);
                match suffix.needs_list() {
                    true => self.loses(&stem, suffix).then_some(stem),
                    false => self.known(&stem, suffix.state_before(), depth),
                }
            })
            .max_by_key(Vec::len)
    }

    /// Whether the stem is listed as one that loses an ending that only listed words lose.
    fn loses(&self, stem: &Vec<char>, suffix: &Suffix) -> bool {
        // Бастама is a beginning, and not somebody's баста-.
        let is_verb_s_noun = suffix.class == Class::Own && self.verbs.contains(stem);
        !is_verb_s_noun && self.is_listed(stem, suffix.state_before())
    }

    fn is_listed(&self, word: &Vec<char>, state: State) -> bool {
        match state {
            State::Free => self.keep.contains(word),
            // Қалады is of қал-, though қала is a city.
            State::Verb => self.verbs.contains(word),
            State::Possessive => false,
        }
    }

    /// The suffixes that may stand last in the word, the longest first.
    fn suffixes_of<'s>(&'s self, word: &[char], state: State) -> impl Iterator<Item = &'s Suffix> {
        let candidates = word.last().and_then(|last| self.suffixes.get(last));
        candidates.into_iter().flatten().filter(move |suffix| {
            let Some(rest) = word.len().checked_sub(suffix.letters.len()) else {
                return false;
            };
            let (rest, end) = word.split_at(rest);
            rest.len() >= suffix.least.max(2)
                && end == suffix.letters
                && suffix.may_stand(state)
                && suffix.after.contains(&rest[rest.len() - 1])
                && (suffix.before.is_empty() || suffix.before.contains(&rest[rest.len() - 2]))
                && agrees(rest, suffix.harmony)
                && (!suffix.is_verbal() || is_verb_stem(rest, suffix.letters[0]))
                // Two letters are a word only if they end in a consonant; де and же are verbs.
                && (rest.len() > 2
                    || !is_vowel(rest[1])
                    || suffix.is_verbal() && matches!(rest, ['д' | 'ж', 'е']))
        })
    }

    fn take_off(&self, suffix: &Suffix, stem: &mut Vec<char>) {
        stem.truncate(stem.len() - suffix.letters.len());
        if VOWELS.contains(suffix.letters[0]) || suffix.class == Class::Own {
            self.restore(stem);
        }
    }

    /// What an ending has changed at the stem's end: қ → ғ and its like, a lost vowel.
    fn restore(&self, stem: &mut Vec<char>) {
        if let Some(whole) = self.syncope.get(stem) {
            stem.clone_from(whole);
        }
        devoice(stem);
    }

    /// Whether the letters are nothing but endings that any noun may have, whatever they would agree
    /// with.
    fn is_all_suffixes(&self, letters: &[char]) -> bool {
        // Whether the first so many letters are: endings can be cut out of a long run of letters in
        // more ways than can be tried one by one.
        let mut are_suffixes = vec![true];
        for (at, last) in letters.iter().enumerate() {
            let so_far = &letters[..=at];
            let reaches = |s: &Suffix| {
                !s.is_verbal()
                    && s.class != Class::Own
                    && so_far.ends_with(&s.letters)
                    && are_suffixes[so_far.len() - s.letters.len()]
            };
            let reached = self
                .suffixes
                .get(last)
                .is_some_and(|s| s.iter().any(reaches));
            are_suffixes.push(reached);
        }
        are_suffixes[letters.len()]
    }
}

/// я and ю after a vowel are йа and йу, with the stem's border between (жою is жой-у).
fn spell_out(word: &[char]) -> Vec<char> {
    let mut letters = Vec::with_capacity(word.len() + 2);
    for &c in word {
        let after_vowel = letters.last().is_some_and(|&v| is_vowel(v));
        match c {
            'я' if after_vowel => letters.extend(['й', 'а']),
            'ю' if after_vowel => letters.extend(['й', 'у']),
            _ => letters.push(c),
        }
    }
    letters
}

fn contract(stem: &[char]) -> impl Iterator<Item = char> {
    let next = stem.iter().copied().skip(1).map(Some).chain([None]);
    let before = std::iter::once(None).chain(stem.iter().copied().map(Some));
    let letters = stem.iter().copied().zip(next).zip(before);
    letters.filter_map(|((c, next), before)| match (before, c, next) {
        (_, 'й', Some('а' | 'у')) => None,
        (Some('й'), 'а', _) => Some('я'),
        (Some('й'), 'у', _) => Some('ю'),
        _ => Some(c),
    })
}

/// Words end voiceless: the voiced stops stand there only before a vowel that has gone.
fn devoice(stem: &mut [char]) {
    if let Some(last) = stem.last_mut() {
        *last = match *last {
            'ғ' => 'қ',
            'г' => 'к',
            'б' => 'п',
            c => c,
        };
    }
}

fn is_vowel(c: char) -> bool {
    VOWELS.contains(c) && c != 'у' && c != 'и'
}

/// Whether a verb may end like this before an ending that begins with `next`. Few verbs end in two
/// consonants (айт, тарт): сақта-ды is read so, and not as сақт-ады.
fn is_verb_stem(stem: &[char], next: char) -> bool {
    let [.., before, last] = stem else {
        return false;
    };
    let is_cluster = !VOWELS.contains(*before) && !VOWELS.contains(*last);
    !VOWELS.contains(next) || !is_cluster || "рйлн".contains(*before) && "тқкпс".contains(*last)
}

/// Whether the vowels of an ending suit those of the stem. The last vowel decides; и and у are
/// both back and front, and a word without vowels (an abbreviation) takes any ending.
fn agrees(stem: &[char], ending: Harmony) -> bool {
    let last = stem.iter().rev().find(|&&c| VOWELS.contains(c));
    match ending {
        Harmony::Any => true,
        // Назарбаевтың: the last vowel of such names does not count.
        Harmony::Back => last.is_none_or(|&c| !FRONT.contains(c)) || stem.ends_with(&['е', 'в']),
        // Банктің: к is a sound of front words, in loans too.
        Harmony::Front => {
            last.is_none_or(|&c| !BACK.contains(c))
                || stem.ends_with(&['ь'])
                || matches!(stem, [.., before, 'к'] if !VOWELS.contains(*before))
        }
    }
}

fn lines(data: &str) -> impl Iterator<Item = &str> {
    data.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn words(data: &str) -> FxHashSet<Vec<char>> {
    let words = lines(data).flat_map(str::split_whitespace);
    words.map(|word| word.chars().collect()).collect()
}

/// The written forms of a line of the table.
fn expand(line: &str) -> Vec<Suffix> {
    let mut fields = line.split_whitespace();
    let class = match fields.next() {
        Some("noun") => Class::Noun,
        Some("case") => Class::Case,
        Some("poss") => Class::Possessive,
        Some("verb") => Class::Verb,
        Some("own") => Class::Own,
        Some("listed") => Class::Listed,
        _ => Class::Voice,
    };
    let pattern: Vec<char> = fields.next().unwrap_or_default().chars().collect();
    let (mut after, mut before, mut least) = (any_letter(), Vec::new(), 3);
    for field in fields {
        match field.split_at(1) {
            (">", "V") => after = VOWELS.to_owned(),
            (">", "C") => after.retain(|c| c == 'у' || c == 'и' || !VOWELS.contains(c)),
            (">", letters) => after = letters.to_owned(),
            ("<", letters) => before = letters.chars().collect(),
            (_, number) => least = number.parse().unwrap_or(least),
        }
    }
    let mut suffixes = Vec::new();
    for (vowels, harmony) in [("аықғ", Harmony::Back), ("еікг", Harmony::Front)] {
        let sounds: Vec<char> = vowels.chars().collect();
        let depends = pattern.iter().any(|c| "AYKGLNZDBM".contains(*c))
            || pattern
                .iter()
                .any(|&c| BACK.contains(c) || FRONT.contains(c));
        for (first, finals) in firsts(pattern[0], &sounds) {
            let letters = pattern.iter().enumerate().map(|(at, &c)| match c {
                _ if at == 0 && c.is_ascii_uppercase() && !"AYK".contains(c) => first,
                'A' => sounds[0],
                'Y' => sounds[1],
                'K' => sounds[2],
                'D' => 'д',
                // The plural's vowel is written back in the table.
                'а' if pattern[0] == 'L' => sounds[0],
                'ғ' => sounds[3],
                c => c,
            });
            let letters: Vec<char> = letters.collect();
            let free = !depends || pattern[0] == 'J';
            suffixes.push(Suffix {
                harmony: if free { Harmony::Any } else { harmony },
                letters,
                class,
                after: after.chars().filter(|&c| finals.contains(c)).collect(),
                before: before.clone(),
                least,
            });
        }
    }
    suffixes
}

fn any_letter() -> String {
    format!("{VOWELS}{VOICELESS}лрйумнңзжьъ")
}

/// The first letters of a suffix and the stem's last letters before each.
fn firsts(sound: char, sounds: &[char]) -> Vec<(char, String)> {
    let of = |letters: &str| letters.to_owned();
    let voiced = "лрйумнңзжьъи";
    match sound {
        'L' => vec![
            ('л', format!("{VOWELS}рйуь")),
            ('д', of("лмнңзжь")),
            ('т', of(VOICELESS)),
        ],
        'N' => vec![
            ('н', format!("{VOWELS}мнң")),
            ('д', of("лрйузжьи")),
            ('т', of(VOICELESS)),
        ],
        'Z' => vec![
            ('н', VOWELS.replace('о', "")),
            ('д', of(voiced)),
            ('т', of(VOICELESS)),
        ],
        'D' => vec![('д', format!("{VOWELS}{voiced}")), ('т', of(VOICELESS))],
        'B' => vec![
            ('н', of("мнң")),
            ('д', format!("{VOWELS}лрйузжьъи")),
            ('т', of(VOICELESS)),
        ],
        'G' => vec![
            (sounds[3], format!("{VOWELS}{voiced}")),
            (sounds[2], of(VOICELESS)),
        ],
        'M' | 'J' => vec![
            ('м', format!("{VOWELS}лрйумнңь")),
            ('б', of("зжмнң")),
            ('п', of(VOICELESS)),
        ],
        _ => vec![(sound, any_letter())],
    }
}

#[cfg(test)]
mod tests {
    use super::{GRAMMAR, State, stem};

    #[test]
    fn forms_share_their_lemma_s_stem() {
        for (form, lemma) in [
            ("кітабымыздан", "кітап"),
            ("балаларының", "бала"),
            ("жұмысын", "жұмыс"),
            ("конкурсын", "конкурс"),
            ("кодексін", "кодекс"),
            ("бизнесін", "бизнес"),
            ("офисіне", "офис"),
            ("статусын", "статус"),
            ("процесін", "процесс"),
            ("бюросының", "бюро"),
            ("келсін", "кел"),
            ("халқымыз", "халық"),
            ("еңбегіне", "еңбек"),
            ("министрліктердегі", "министрлік"),
            ("тауларға", "тау"),
            ("үйде", "үй"),
            ("мемлекетіне", "мемлекет"),
            ("кездесуінде", "кездесу"),
            ("азияның", "азия"),
            ("қояндар", "қоян"),
            ("ақш-тың", "ақш"),
            ("2024-ге", "2024"),
            ("тоқаевтың", "тоқаев"),
            ("айтылмады", "айт"),
            ("келгендерге", "кел"),
            ("бермейді", "бер"),
            ("деген", "де"),
            ("жойылатын", "жой"),
            ("жою", "жой"),
            ("бесінші", "бес"),
            ("жақынырақ", "жақын"),
            ("шешімін", "шешім"),
            ("талқыланды", "талқыла"),
            ("стадионы", "стадион"),
            ("мұнайды", "мұнай"),
            ("делегатын", "делегат"),
            ("органы", "орган"),
            ("пікірім", "пікір"),
            ("жұмысыңа", "жұмыс"),
            ("балам", "бала"),
            ("халқыма", "халық"),
            ("келе", "кел"),
            ("шыға", "шық"),
            ("сақтай", "сақта"),
            ("түсіндіре", "түсіндір"),
            ("келдік", "кел"),
            ("барайын", "бар"),
            ("алармыз", "ал"),
            ("отырсыздар", "отыр"),
            ("келгенше", "кел"),
            ("болғандықтан", "бол"),
            ("бүгінгі", "бүгін"),
            ("жоғарғы", "жоғары"),
            ("банктің", "банк"),
            ("парктерінде", "парк"),
        ] {
            assert_eq!(stem(form), stem(lemma), "{form}");
        }
    }

    #[test]
    fn nouns_that_look_like_a_verb_s_form_keep_their_end() {
        for noun in [
            "қала",
            "дала",
            "бала",
            "өте",
            "құрылым",
            "тізілім",
            "адам",
            "басқарма",
            "қалам",
            "шеше",
        ] {
            assert_eq!(stem(noun), noun);
        }
        assert_eq!(stem("басқармасында"), "басқарма");
        assert_eq!(stem("қаласында"), "қала");
        assert_eq!(stem("қалады"), "қал");
    }

    /// The aligner's lexicon serves as a list of words: one that looks like a listed word with an
    /// ending that only listed words lose must be listed itself, unless it is that word's form.
    #[test]
    fn words_of_their_own_are_no_forms_of_listed_words() {
        let is_form = |word: &str| {
            matches!(word, "өзім" | "өзің" | "болсын")
                || ["ғы", "гі", "қы", "кі"].iter().any(|e| word.ends_with(e))
        };
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/src/align/vocabulary/lexicon.tsv"
        );
        let lexicon = std::fs::read_to_string(path).unwrap();
        let entries = lexicon.lines().filter(|line| !line.starts_with('#'));
        let kazakh = entries.filter_map(|line| line.split('\t').nth(2));
        let mut folded: Vec<_> = kazakh
            .flat_map(|words| words.split('|'))
            .filter(|word| {
                let letters: Vec<char> = word.chars().collect();
                let is_folded = GRAMMAR.suffixes_of(&letters, State::Free).any(|suffix| {
                    let mut stem = letters.clone();
                    GRAMMAR.take_off(suffix, &mut stem);
                    suffix.needs_list() && GRAMMAR.loses(&stem, suffix)
                });
                let is_listed = GRAMMAR.is_listed(&letters, State::Free);
                is_folded && !is_listed && !is_form(word)
            })
            .collect();
        folded.sort_unstable();
        folded.dedup();
        assert_eq!(folded, [] as [&str; 0]);
    }

    #[test]
    fn endings_that_disagree_are_no_endings() {
        // Front ending behind a back vowel; т behind a voiced consonant.
        assert_eq!(stem("борлер"), "борлер");
        assert_eq!(stem("орта"), "орта");
        assert_eq!(stem("қазақстан"), "қазақстан");
    }

    #[test]
    fn endings_are_told_in_a_time_that_grows_with_their_length() {
        // Each нда may be cut in more ways than one.
        let tail: Vec<char> = "нда".repeat(1000).chars().collect();
        assert!(GRAMMAR.is_all_suffixes(&tail));
        assert!(!GRAMMAR.is_all_suffixes(&[&['х'], &tail[..]].concat()));
    }

    #[test]
    fn endless_words_are_left_alone() {
        let endings = format!("а-{}", "да".repeat(5000));
        for word in [&*"лар".repeat(20_000), &"-".repeat(1000), "", &endings] {
            assert_eq!(stem(word), word);
        }
    }
}
