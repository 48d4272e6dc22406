//! Stock phrases: expressions that recur in the releases, found in any inflected form, with the
//! translations that the releases gave them.
//!
//! Mining reads a corpus of units; a [`PhraseBook`] finds phrases in a text. Both see a text as a
//! sequence of stems, so that a phrase is the same in every case and number. Nothing here knows of
//! files: a [`Memory`](crate::Memory) mines, keeps and asks.

mod abbreviations;
mod acronyms;
mod book;
mod borders;
mod citation;
mod concord;
mod declension;
mod evidence;
mod find;
mod form;
mod grams;
mod inflect;
mod inverted;
mod mine;
mod pivot;
mod translate;
mod words;
mod written;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use self::citation::Forms;
use self::evidence::Answers;
use self::grams::{Gram, Grams, Side};
use self::inflect::{Number, shown_number};
use self::mine::{Accepted, Counted, PART};
use self::translate::{Found, Translator, count, written};
use self::words::{FUNCTION, Lexer};
use crate::error::Result;
use crate::lang::{EN, Language, RU};
use crate::text::{detect, stem};
use crate::words::Model;

pub use self::acronyms::Acronym;
pub(crate) use self::acronyms::MinedAcronym;
pub(crate) use self::book::preferred_since;
pub use self::book::{Hit, Origin, Phrase, PhraseBook, Term, Translation};
pub(crate) use self::concord::{Pattern, Wording};
pub(crate) use self::find::Finder;
pub(crate) use self::inverted::{StemLists, texts_of};
pub(crate) use self::words::words_of;
pub use self::written::{Form, FormKind};

/// How phrases are mined.
///
/// # Example
/// ```
/// use tolmach::{EN, Entry, KK, Memory, phrases::Mining};
/// let mut memory = Memory::in_memory()?;
/// let rows = [
///     ("The Head of State arrived.", "Мемлекет басшысы келді."),
///     ("A speech by the Head of State", "Мемлекет басшысының сөзі"),
///     ("Decree of the Head of State", "Мемлекет басшысының Жарлығы"),
/// ];
/// memory.import_entries("rows", rows.map(|(en, kk)| Ok(Entry::new([(EN, en), (KK, kk)]))))?;
/// memory.mine_phrases(Mining::new())?;
/// let phrases = memory.phrases(EN, &[KK])?;
/// let hits = phrases.find("He thanked the Heads of State.");
/// assert_eq!(hits[0].text, "Heads of State");
/// assert_eq!(hits[0].phrase.text, "Head of State");
/// assert_eq!(hits[0].phrase.translations(KK)[0].citation, "Мемлекет басшысы");
/// # Ok::<(), tolmach::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Mining {
    pub(crate) min_releases: usize,
}

impl Mining {
    /// Phrases that stand in at least two releases.
    pub fn new() -> Self {
        Mining { min_releases: 2 }
    }

    /// In how many releases a phrase must stand; each row of a table counts as one.
    pub fn min_releases(mut self, releases: usize) -> Self {
        self.min_releases = releases.max(1);
        self
    }
}

impl Default for Mining {
    fn default() -> Self {
        Mining::new()
    }
}

/// What is mined: units with their texts, and where and when they stood.
pub(crate) struct Corpus {
    pub(crate) units: Vec<CorpusUnit>,
}

/// A unit of a corpus.
#[derive(Default)]
pub(crate) struct CorpusUnit {
    /// One text a language.
    pub(crate) texts: Vec<(Language, String)>,
    /// Numbers of its releases, which tell them apart and nothing else.
    pub(crate) releases: Vec<u32>,
    /// Their dates, the oldest first.
    pub(crate) dates: Vec<String>,
}

impl CorpusUnit {
    pub(crate) fn text(&self, language: Language) -> Option<&str> {
        let found = self.texts.iter().find(|(l, _)| l.same_language(language));
        found.map(|(_, text)| text.as_str())
    }
}

impl Corpus {
    /// Units in the order of their texts, whatever order they come in: what is mined must not depend
    /// on the order of import, but of equals the first is taken, of very many only some are looked
    /// at, and sums of floats depend on the order of their terms.
    ///
    /// A text that was left in another language of its unit (an anthem, a name) is passed over.
    pub(crate) fn new(mut units: Vec<CorpusUnit>) -> Self {
        for unit in &mut units {
            let languages: Vec<Language> = unit.texts.iter().map(|(l, _)| *l).collect();
            unit.texts.retain(|(language, text)| {
                detect(text, &languages).is_none_or(|found| found.same_language(*language))
            });
        }
        units.sort_unstable_by(|a, b| (&a.texts, &a.dates).cmp(&(&b.texts, &b.dates)));
        Corpus { units }
    }

    /// What is written at a place, with the quotation mark at its edge that the one inside wants:
    /// «Барыс» ордені.
    fn surface(&self, side: &Side, place: usize, len: usize) -> String {
        let unit = &self.units[side.units[place] as usize];
        let text = unit.text(side.lexer.language()).unwrap_or_default();
        let mut start = side.pieces[place].range().start;
        let mut end = side.pieces[place + len - 1].range().end;
        for [open, close] in [['«', '»'], ['“', '”'], ['„', '“'], ['"', '"']] {
            let count = |mark: char| text[start..end].matches(mark).count();
            let is_torn = match open == close {
                true => count(open) % 2 == 1,
                false => count(open) != count(close),
            };
            if is_torn && text[..start].ends_with(open) {
                start -= open.len_utf8();
            } else if is_torn && text[end..].starts_with(close) {
                end += close.len_utf8();
            }
        }
        let words: Vec<&str> = text[start..end].split_whitespace().collect();
        words.join(" ")
    }
}

/// A mined phrase, on its way into the store.
pub(crate) struct Mined {
    pub(crate) language: Language,
    /// Its stems, joined by blanks.
    pub(crate) key: String,
    pub(crate) text: String,
    pub(crate) units: u32,
    pub(crate) releases: u32,
    pub(crate) first: Option<String>,
    pub(crate) last: Option<String>,
    /// A phrase by itself, and not only a translation of others: how far, 0 to 1.
    pub(crate) wholeness: Option<f32>,
    /// Written forms with their counts, the commonest first.
    pub(crate) forms: Vec<(String, u32)>,
    pub(crate) links: Vec<Link>,
}

/// A translation of a mined phrase.
pub(crate) struct Link {
    /// Number of the other phrase in the list.
    pub(crate) target: usize,
    pub(crate) confidence: f32,
    /// The citation form in the company of this phrase.
    pub(crate) text: String,
    pub(crate) uses: Vec<(Use, u32)>,
}

/// One way in which a translation stood for a phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Use {
    pub(crate) date: Option<String>,
    /// What the form depends on: the phrase's own form and, in English, the word of grammar before it.
    pub(crate) context: String,
    pub(crate) form: String,
}

/// Mines all languages of a corpus: its phrases and its acronyms.
///
/// `models` gives the word alignment of two languages.
pub(crate) fn mine(
    corpus: &Corpus,
    mining: &Mining,
    models: impl Fn(Language, Language) -> Result<Arc<Model>>,
) -> Result<(Vec<Mined>, Vec<MinedAcronym>)> {
    let mut languages: Vec<Language> = Vec::new();
    for (language, _) in corpus.units.iter().flat_map(|unit| &unit.texts) {
        if !languages.iter().any(|l| l.same_language(*language)) {
            languages.push(*language);
        }
    }
    languages.sort_unstable();
    let counted: Vec<Counted> = languages
        .iter()
        .map(|&language| {
            let texts = corpus.units.iter().map(|unit| unit.text(language));
            let side = Side::read(Lexer::new(language), texts);
            let grams = Grams::count(&side, 2);
            let accepted = Accepted::choose(corpus, &side, &grams, mining);
            Counted {
                side,
                grams,
                accepted,
            }
        })
        .collect();
    let mut book = Book {
        corpus,
        counted: &counted,
        known: languages
            .iter()
            .map(|&l| written(corpus.units.iter().filter_map(|unit| unit.text(l))))
            .collect(),
        forms: counted
            .iter()
            .map(|c| inflections(corpus, &c.side))
            .collect(),
        mined: Vec::new(),
        numbers: FxHashMap::default(),
    };
    let mut translations: BTreeMap<(usize, usize), Vec<FoundOf>> = BTreeMap::new();
    for a in 0..counted.len() {
        for b in a + 1..counted.len() {
            let model = models(languages[a], languages[b])?;
            let [forth, back] = evidence::ask(corpus, &model, &counted[a], &counted[b]);
            let mut there = found(&counted[a], &counted[b], &forth);
            let mut here = found(&counted[b], &counted[a], &back);
            let turned = [turned(&here, &counted[a]), turned(&there, &counted[b])];
            there.extend_from_slice(&turned[0]);
            here.extend_from_slice(&turned[1]);
            translations.extend([((a, b), there), ((b, a), here)]);
        }
    }
    for ((from, to), direct) in &translations {
        let mut direct = direct.clone();
        for (pivot, Counted { side, .. }) in counted.iter().enumerate() {
            let ways = [(*from, pivot), (pivot, *to)].map(|way| translations.get(&way));
            if let [Some(there), Some(on)] = ways {
                pivot::by_way(&mut direct, there, on, side);
            }
        }
        for (phrase, wholeness, found) in &direct {
            book.enter(*from, *phrase, *wholeness, *to, found);
        }
    }
    let acronyms = acronyms::gather(corpus, &languages, |at, forms| {
        book.citation(at, languages[at], forms, forms)
    });
    Ok((book.mined, acronyms))
}

/// A phrase, how far it stands by itself, and its translations.
type FoundOf = (Gram, f32, Vec<Found>);

/// The phrases of one language that have translations in another.
fn found(from: &Counted, to: &Counted, answers: &Answers) -> Vec<FoundOf> {
    let mut translator = Translator::new(from, to, answers);
    let phrases = from.accepted.grams.iter().zip(&from.accepted.wholeness);
    let found = phrases.map(|(&phrase, &wholeness)| {
        let found = translator.translations(phrase);
        (phrase, wholeness, found)
    });
    found
        .filter(|(_, wholeness, found)| {
            let least = match *wholeness > PART as f32 {
                true => LEAST_CONFIDENCE,
                false => LEAST_CONFIDENCE_OF_PART,
            };
            found.first().is_some_and(|best| best.confidence >= least)
        })
        .collect()
}

/// What is a phrase as the translation of a phrase, though by its own language it is none: it is
/// translated back.
fn turned(found: &[FoundOf], to: &Counted) -> Vec<FoundOf> {
    let mut turned: BTreeMap<Gram, Vec<Found>> = BTreeMap::new();
    for (phrase, _, found) in found {
        if let Some(best) = found.first()
            && LEAST_CONFIDENCE_OF_PART <= best.confidence
            && !to.accepted.is[best.target as usize]
        {
            let places = best.places.iter().map(|&(place, at)| (at, place));
            turned.entry(best.target).or_default().push(Found {
                target: *phrase,
                confidence: best.confidence,
                places: places.collect(),
            });
        }
    }
    let turned = turned.into_iter().map(|(target, mut found)| {
        found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        (target, PART as f32, found)
    });
    turned.collect()
}

/// The written forms of each stem of a Russian text, without words of grammar: после is no form of посол.
fn inflections(corpus: &Corpus, side: &Side) -> FxHashMap<String, Forms> {
    let mut forms: FxHashMap<u32, FxHashMap<String, u32>> = FxHashMap::default();
    if side.lexer.language().same_language(RU) {
        for (place, piece) in side.pieces.iter().enumerate() {
            if piece.stem != words::BREAK && !piece.is(FUNCTION) {
                let written = corpus.surface(side, place, 1).to_lowercase();
                *forms
                    .entry(piece.stem)
                    .or_default()
                    .entry(written)
                    .or_default() += 1;
            }
        }
    }
    let by_name = forms.into_iter().map(|(number, forms)| {
        let mut forms: Forms = forms.into_iter().collect();
        forms.sort();
        (side.lexer.name(number).to_owned(), forms)
    });
    by_name.collect()
}

/// A phrase whose best translation is less sure than this is left out.
const LEAST_CONFIDENCE: f32 = 0.12;
/// The same for one that is always part of longer ones.
const LEAST_CONFIDENCE_OF_PART: f32 = 0.3;

/// The phrases as they are entered.
struct Book<'a> {
    corpus: &'a Corpus,
    counted: &'a [Counted],
    known: Vec<rustc_hash::FxHashSet<String>>,
    /// By language, the written forms of each stem, in lower case; of Russian alone.
    forms: Vec<FxHashMap<String, Forms>>,
    mined: Vec<Mined>,
    numbers: FxHashMap<(usize, Gram), usize>,
}

impl Book<'_> {
    fn enter(&mut self, from: usize, phrase: Gram, wholeness: f32, to: usize, found: &[Found]) {
        let number = self.number(from, phrase);
        let known = self.mined[number].wholeness.unwrap_or(0.0);
        self.mined[number].wholeness = Some(known.max(wholeness));
        for translation in found {
            let target = self.number(to, translation.target);
            let link = self.link(from, (phrase, number), to, target, translation);
            self.mined[number].links.push(link);
        }
    }

    /// `phrase`: it, and its number in the list, as `target` is that of its translation.
    fn link(
        &self,
        from: usize,
        (phrase, number): (Gram, usize),
        to: usize,
        target: usize,
        found: &Found,
    ) -> Link {
        let (source, other) = (&self.counted[from], &self.counted[to]);
        let (len, target_len) = (source.grams.len(phrase), other.grams.len(found.target));
        let uses = found.places.iter().flat_map(|&(place, at)| {
            let context = self.context(source, place as usize, len);
            let form = self.corpus.surface(&other.side, at as usize, target_len);
            let unit = source.side.units[place as usize];
            let dates = &self.corpus.units[unit as usize].dates;
            let dates: Vec<Option<String>> = match dates.is_empty() {
                true => vec![None],
                false => dates.iter().cloned().map(Some).collect(),
            };
            dates.into_iter().map(move |date| Use {
                date,
                context: context.clone(),
                form: form.clone(),
            })
        });
        let uses = count(uses);
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for (one, n) in &uses {
            *counts.entry(&one.form).or_default() += n;
        }
        let forms = counts.into_iter().map(|(form, n)| (form.to_owned(), n));
        let mut forms: Forms = forms.collect();
        forms.sort_by_key(|&(_, n)| Reverse(n));
        let language = other.side.lexer.language();
        // Both are cited in one number, if the translation stands in it: Актюбинская область is Ақтөбе
        // облысы, though most have stood in lists of several. A Kazakh noun without an ending may be many.
        let (own, cited) = (&self.mined[target], &self.mined[number]);
        let shown = shown_number(&cited.text, cited.language)
            .filter(|&shown| shown == Number::Plural || cited.language.same_language(RU));
        let is_alike = |form: &str| shown.is_some() && shown_number(form, language) == shown;
        let alike: Forms = forms.iter().filter(|f| is_alike(&f.0)).cloned().collect();
        let text = match alike.is_empty() {
            true if is_alike(&own.text) => own.text.clone(),
            true => self.citation(to, language, &forms, &own.forms),
            false => self.citation(to, language, &alike, &own.forms),
        };
        Link {
            target,
            confidence: found.confidence,
            text,
            uses,
        }
    }

    /// The citation form by the forms that stand here, or else by all there are.
    fn citation(&self, at: usize, language: Language, here: &Forms, all: &Forms) -> String {
        let known = |word: &str| self.known[at].contains(word);
        let nouns = |word: &str| {
            self.forms[at]
                .get(&stem(word, language))
                .cloned()
                .unwrap_or_default()
        };
        citation::citation(language, here, all, &known, &nouns)
    }

    fn context(&self, source: &Counted, place: usize, len: usize) -> String {
        let form = self.corpus.surface(&source.side, place, len);
        let word = match place.checked_sub(1) {
            Some(at) if source.side.pieces[at].is(FUNCTION) => {
                self.corpus.surface(&source.side, at, 1)
            }
            _ => String::new(),
        };
        context(source.side.lexer.language(), &word, &form)
    }

    /// The number of a phrase, entered if it is new.
    fn number(&mut self, at: usize, gram: Gram) -> usize {
        if let Some(&number) = self.numbers.get(&(at, gram)) {
            return number;
        }
        let Counted { side, grams, .. } = &self.counted[at];
        let len = grams.len(gram);
        let places = grams.places(gram).iter().map(|&place| place as usize);
        let mut places: Vec<usize> = places.filter(|&at| side.is_whole(at, len)).collect();
        // "State visited" is no form of "state visit", if there are others.
        if places.iter().any(|&at| side.is_sound(at, len)) {
            places.retain(|&at| side.is_sound(at, len));
        }
        let forms = count(places.iter().map(|&at| self.corpus.surface(side, at, len)));
        let mut units: Vec<u32> = places.iter().map(|&at| side.units[at]).collect();
        units.dedup();
        let of = |unit: &u32| &self.corpus.units[*unit as usize];
        let mut releases: Vec<u32> = units.iter().flat_map(|u| of(u).releases.clone()).collect();
        releases.sort_unstable();
        releases.dedup();
        let dates = || units.iter().flat_map(|u| &of(u).dates);
        let first = places[0];
        let stems: Vec<&str> = side.pieces[first..first + len]
            .iter()
            .map(|piece| side.lexer.name(piece.stem))
            .collect();
        let text = self.citation(at, side.lexer.language(), &forms, &forms);
        let mined = Mined {
            language: side.lexer.language(),
            key: stems.join(" "),
            text,
            units: units.len() as u32,
            releases: releases.len() as u32,
            first: dates().min().cloned(),
            last: dates().max().cloned(),
            wholeness: None,
            forms,
            links: Vec::new(),
        };
        self.mined.push(mined);
        self.numbers.insert((at, gram), self.mined.len() - 1);
        self.mined.len() - 1
    }
}

/// The stems of a text, joined by blanks, as phrases are kept by; `None` if it is no phrase.
pub(crate) fn key(text: &str, language: Language) -> Option<String> {
    let mut lexer = Lexer::new(language);
    let mut pieces = Vec::new();
    lexer.read(text, &mut pieces);
    pieces.pop();
    let is_one = !pieces.is_empty() && pieces.iter().all(|piece| piece.stem != words::BREAK);
    is_one.then(|| {
        let stems: Vec<&str> = pieces.iter().map(|piece| lexer.name(piece.stem)).collect();
        stems.join(" ")
    })
}

/// What the form of a translation depends on.
fn context(language: Language, word_before: &str, form: &str) -> String {
    let form = form.to_lowercase();
    match language.same_language(EN) {
        true => format!("{}\t{form}", word_before.to_lowercase()),
        false => form,
    }
}
