//! Corpora of any size, and queries to them, for `lookup` and `compare`.
//!
//! With `TOLMACH_DATA`, the folder of `scale/`, the texts are real: the first lines of
//! `en1m.txt.xz` or `ru432k.txt.xz` (read through the program `xz`), and at full size the queries
//! are those of `queries.en.tsv` and `queries.ru.tsv`. Otherwise, and for Kazakh, they are made
//! from the bundled releases by a generator with a fixed seed: a walk that follows a segment and
//! at a word that occurs elsewhere may cross over, so that any stretch of a few words was written
//! by a person; numbers are drawn anew, and some names and long words are invented letter by
//! letter after the language's own, so that the vocabulary grows with the corpus as a real one
//! does. A smaller corpus is always the beginning of a larger one.
//!
//! Of the queries a quarter are texts of the corpus, a half are such texts with one to six words
//! left out, put in, replaced or swapped, and a quarter are texts that are not in it: of the real
//! sets those that have no match of 60% by characters, of the made ones walks through segments
//! that were kept out.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tolmach::release::read_collection;
use tolmach::segment::Segmenter;
use tolmach::text::fold;
use tolmach::{EN, Language, RU};

const SEED: u64 = 20_201_202;
const QUERIES: usize = 1_000;

/// Texts of one language, no two alike in match form, and what is asked of them.
pub(crate) struct Corpus {
    /// Where the texts are from.
    pub(crate) origin: String,
    pub(crate) texts: Vec<String>,
    pub(crate) queries: Vec<Asked>,
}

pub(crate) struct Asked {
    pub(crate) class: Class,
    pub(crate) text: String,
}

/// What kind of match a query is made to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Exact,
    Fuzzy,
    None,
}

impl Corpus {
    /// `size` texts of `language`, or as many as the real set has, and 1,000 queries in an order
    /// that mixes their classes.
    pub(crate) fn load(language: Language, size: usize) -> Corpus {
        let mut corpus = match Real::find(language) {
            Some(real) => real.corpus(size),
            None => Generator::new(language).corpus(size),
        };
        Random::new(language).shuffle(&mut corpus.queries);
        corpus
    }
}

/// A real set: the file of texts and that of queries.
struct Real {
    language: Language,
    texts: PathBuf,
    queries: PathBuf,
}

impl Real {
    fn find(language: Language) -> Option<Real> {
        let folder = Path::new(&std::env::var_os("TOLMACH_DATA")?).join("scale");
        let name = match language {
            EN => "en1m.txt.xz",
            RU => "ru432k.txt.xz",
            _ => return None,
        };
        Some(Real {
            language,
            texts: folder.join(name),
            queries: folder.join(format!("queries.{language}.tsv")),
        })
    }

    fn corpus(self, size: usize) -> Corpus {
        let mut xz = Command::new("xz")
            .arg("-dc")
            .arg(&self.texts)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program xz is installed");
        let output = xz.stdout.take().expect("the output is a pipe");
        let mut distinct = HashSet::new();
        let mut lines = BufReader::new(output)
            .lines()
            .map(|line| line.expect("the texts are UTF-8"))
            .filter(|text| distinct.insert(fold(text, self.language)));
        let texts: Vec<String> = lines.by_ref().take(size).collect();
        let part = lines.next().is_some();
        // It may have more to say than was asked for.
        let _ = xz.kill();
        let _ = xz.wait();
        assert!(!texts.is_empty(), "cannot read {}", self.texts.display());

        let mut queries = self.queries();
        if part {
            // Texts asked for may be in the rest.
            queries.retain(|asked| asked.class == Class::None);
            queries.truncate(QUERIES / 4);
            queries.extend(known(&texts, &mut Random::new(self.language)));
        }
        Corpus {
            origin: format!("real: {}", file_name(&self.texts)),
            texts,
            queries,
        }
    }

    fn queries(&self) -> Vec<Asked> {
        let path = self.queries.display();
        let text = std::fs::read_to_string(&self.queries)
            .unwrap_or_else(|error| panic!("cannot read {path}: {error}"));
        let row = |line: &str| {
            let (class, text) = line.split_once('\t').expect("a class, a tab, a text");
            let class = match class {
                "exact" => Class::Exact,
                "fuzzy" => Class::Fuzzy,
                "none" => Class::None,
                other => panic!("{path}: no class {other}"),
            };
            let text = text.to_owned();
            Asked { class, text }
        };
        text.lines().map(row).collect()
    }
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Queries that have a match: a third of them as they stand in `texts`, the others edited.
fn known(texts: &[String], random: &mut Random) -> Vec<Asked> {
    let mut queries = Vec::with_capacity(3 * QUERIES / 4);
    while queries.len() < 3 * QUERIES / 4 {
        let text = random.one_of(texts).clone();
        queries.push(if queries.len() < QUERIES / 4 {
            let class = Class::Exact;
            Asked { class, text }
        } else {
            let class = Class::Fuzzy;
            let text = edited(&text, texts, random);
            Asked { class, text }
        });
    }
    queries
}

fn edited(text: &str, texts: &[String], random: &mut Random) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    for _ in 0..1 + random.below(6.min(words.len())) {
        let foreign: Vec<&str> = random.one_of(texts).split_whitespace().collect();
        let foreign = *random.one_of(&foreign);
        let place = random.below(words.len());
        match random.below(4) {
            0 if 1 < words.len() => {
                words.remove(place);
            }
            1 => words.insert(place, foreign),
            2 if place + 1 < words.len() => words.swap(place, place + 1),
            _ => words[place] = foreign,
        }
    }
    words.join(" ")
}

/// Makes texts from the bundled releases.
struct Generator {
    language: Language,
    shown: Walks,
    kept_out: Walks,
    letters: Letters,
    vocabulary: Vec<String>,
    random: Random,
}

/// How many words there are to invent; the early ones are frequent.
const INVENTED: usize = 50_000;

impl Generator {
    fn new(language: Language) -> Self {
        let mut random = Random::new(language);
        let (mut shown, mut kept_out) = (Walks::default(), Walks::default());
        for (number, segment) in segments(language).into_iter().enumerate() {
            match number % 5 {
                4 => kept_out.add(segment),
                _ => shown.add(segment),
            }
        }
        let letters = Letters::of(shown.segments.iter().flatten());
        let vocabulary = (0..INVENTED).map(|_| letters.word(&mut random)).collect();
        Generator {
            language,
            shown,
            kept_out,
            letters,
            vocabulary,
            random,
        }
    }

    fn corpus(mut self, size: usize) -> Corpus {
        let mut distinct = HashSet::new();
        let mut texts = Vec::with_capacity(size);
        while texts.len() < size {
            let words = self.shown.walk(&mut self.random);
            let text = self.varied(&words);
            if distinct.insert(fold(&text, self.language)) {
                texts.push(text);
            }
        }
        // From here on the random numbers would depend on the size.
        self.random = Random::new(self.language);
        let mut queries = known(&texts, &mut self.random);
        while queries.len() < QUERIES {
            let words = self.kept_out.walk(&mut self.random);
            let text = self.varied(&words);
            let class = Class::None;
            queries.push(Asked { class, text });
        }
        Corpus {
            origin: "generated from the bundled releases".to_owned(),
            texts,
            queries,
        }
    }

    /// The words with numbers drawn anew, and some names and long words invented.
    fn varied(&mut self, words: &[String]) -> String {
        let mut text = String::new();
        for word in words {
            if !text.is_empty() {
                text.push(' ');
            }
            let core = word.trim_matches(|c: char| !c.is_alphanumeric());
            let at = word.find(core).unwrap_or(0);
            let capital = core.chars().next().is_some_and(char::is_uppercase);
            let only_letters = core.chars().all(char::is_alphabetic);
            let length = core.chars().count();
            let varied = if core.chars().any(|c| c.is_ascii_digit()) {
                self.renumbered(core)
            } else if capital && only_letters && 4 <= length && !text.is_empty() {
                match self.random.below(2) {
                    0 => capitalised(&self.letters.word(&mut self.random)),
                    _ => core.to_owned(),
                }
            } else if only_letters && 5 <= length && self.random.below(3) == 0 {
                // The product makes low numbers frequent, as words are.
                let rank = self.random.below(INVENTED) * self.random.below(INVENTED) / INVENTED;
                let invented = &self.vocabulary[rank];
                match capital {
                    true => capitalised(invented),
                    false => invented.clone(),
                }
            } else {
                core.to_owned()
            };
            text.push_str(&word[..at]);
            text.push_str(&varied);
            text.push_str(&word[at + core.len()..]);
        }
        text
    }

    fn renumbered(&mut self, number: &str) -> String {
        let digit = |(place, c): (usize, char)| match (c.is_ascii_digit(), place) {
            (true, 0) => char::from(b'1' + self.random.below(9) as u8),
            (true, _) => char::from(b'0' + self.random.below(10) as u8),
            _ => c,
        };
        number.chars().enumerate().map(digit).collect()
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// The segments of the bundled releases, in words.
fn segments(language: Language) -> Vec<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("examples/releases"))
        .find(|folder| folder.is_dir())
        .expect("the releases are among the examples");
    let segmenter = Segmenter::new(language);
    let mut segments = Vec::new();
    for (_, release) in read_collection(folder).expect("the releases are readable") {
        let release = release.expect("the releases are readable");
        for block in release
            .document(language)
            .into_iter()
            .flat_map(|d| &d.blocks)
        {
            for range in segmenter.segments(&block.text) {
                let words = block.text[range].split_whitespace().map(str::to_owned);
                segments.push(words.collect());
            }
        }
    }
    segments
}

/// Segments, and where in them each word stands.
#[derive(Default)]
struct Walks {
    segments: Vec<Vec<String>>,
    places: HashMap<String, Vec<(usize, usize)>>,
}

impl Walks {
    fn add(&mut self, segment: Vec<String>) {
        for (place, word) in segment.iter().enumerate() {
            let places = self.places.entry(word.clone()).or_default();
            places.push((self.segments.len(), place));
        }
        self.segments.push(segment);
    }

    /// From the start of a segment to the end of one, 3 to 60 words.
    fn walk(&self, random: &mut Random) -> Vec<String> {
        loop {
            let (mut segment, mut place) = (random.below(self.segments.len()), 0);
            let mut words: Vec<String> = Vec::new();
            while let Some(word) = self.segments[segment].get(place) {
                words.push(word.clone());
                if random.below(5) == 0 {
                    (segment, place) = *random.one_of(&self.places[word]);
                }
                place += 1;
            }
            if (3..=60).contains(&words.len()) {
                return words;
            }
        }
    }
}

/// Which letter follows three others, in words of small letters.
struct Letters(HashMap<[char; 3], Vec<Option<char>>>);

const BEFORE: [char; 3] = ['\0'; 3];

impl Letters {
    fn of<'w>(words: impl Iterator<Item = &'w String>) -> Self {
        let mut after: HashMap<_, Vec<_>> = HashMap::new();
        let words: HashSet<String> = words
            .map(|word| {
                word.trim_matches(|c: char| !c.is_alphabetic())
                    .to_lowercase()
            })
            .filter(|word| 4 < word.chars().count() && word.chars().all(char::is_alphabetic))
            .collect();
        let mut words: Vec<_> = words.into_iter().collect();
        words.sort_unstable();
        for word in words {
            let mut last = BEFORE;
            for letter in word.chars() {
                after.entry(last).or_default().push(Some(letter));
                last = [last[1], last[2], letter];
            }
            after.entry(last).or_default().push(None);
        }
        Letters(after)
    }

    fn word(&self, random: &mut Random) -> String {
        loop {
            let (mut word, mut last) = (String::new(), BEFORE);
            while let Some(letter) = *random.one_of(&self.0[&last]) {
                word.push(letter);
                last = [last[1], last[2], letter];
            }
            if (4..=16).contains(&word.chars().count()) {
                return word;
            }
        }
    }
}

/// SplitMix64 (G. Steele and others, *Fast splittable pseudorandom number generators*, 2014).
struct Random(u64);

impl Random {
    fn new(language: Language) -> Self {
        let tag = language.to_string();
        let seed = |seed: u64, byte| seed.wrapping_mul(257).wrapping_add(u64::from(byte));
        Random(tag.bytes().fold(SEED, seed))
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((u128::from(z ^ (z >> 31)) * end as u128) >> 64) as usize
    }

    fn one_of<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
