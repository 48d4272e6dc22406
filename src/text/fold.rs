//! The match form of a text: what two texts share when a reader would call them the same.

use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::lang::{KK, Language};
use crate::text::script::{self, Homoglyphs};
use crate::work;

/// The match form of `text`: equal for texts that differ only in what no reader notices.
///
/// Unicode NFC and lower case; every double quotation mark is `"`, every apostrophe `'`, every
/// dash or hyphen `-`, every run of blanks one space; blanks at the ends, behind an opening bracket
/// and before marks that close (`.` `,` `;` `:` `!` `?` `)` `]`) but do not begin a word (`.NET`),
/// soft hyphens, zero-width and direction marks vanish; `ё` is `е`, `…` is `...`. Other letters
/// keep their marks: `й` stays `й`. A Latin letter that slipped into a Cyrillic word (or the
/// reverse) becomes what it looks like, as does a Roman numeral in Cyrillic ones, and Kazakh written
/// in Latin letters becomes Cyrillic.
///
/// Folding a fold changes nothing. Plain text costs one pass and one allocation.
///
/// # Example
/// ```
/// use tolmach::text::fold;
/// use tolmach::{EN, KK, RU};
/// assert_eq!(fold(" «Самолёт»\u{a0}— наш… ", RU), "\"самолет\" - наш...");
/// assert_eq!(fold("Тегін ( бүгін ) !", KK), "тегін (бүгін)!");
/// assert_eq!(fold("Қaзaқстан", KK), "қазақстан"); // two Latin letters a
/// assert_eq!(fold("Qazaqstannyñ ülesı", KK), "қазақстанның үлесі");
/// assert_eq!(fold("the “Pоland” paper", EN), "the \"poland\" paper"); // a Cyrillic letter о
/// assert_eq!(fold("Раздел ІІ", RU), fold("Раздел II", RU)); // two Cyrillic letters І
/// ```
pub fn fold(text: &str, language: Language) -> String {
    if is_plain_ascii(text) && !language.same_language(KK) {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    if !fold_plain(text, language, &mut folded) {
        folded.clear();
        each_folded(text, language, |c, _| folded.push(c));
    }
    folded
}

/// Whether letter case is all that there is to fold.
fn is_plain_ascii(text: &str) -> bool {
    // To look at all of many bytes at once is faster than to stop at the first.
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'_' | b'a'..=b'~');
    text.bytes().fold(true, |all, byte| all & is_plain(&byte))
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && text
            .bytes()
            .zip(text.bytes().skip(1))
            .fold(true, |all, pair| {
                all & !matches!(
                    pair,
                    (
                        b' ',
                        b' ' | b'.' | b',' | b';' | b':' | b'!' | b'?' | b')' | b']'
                    ) | (b'(' | b'[', b' ')
                )
            })
}

/// Folds what nearly all text consists of: letters of which no word mixes the scripts, and marks
/// that compose with nothing. Where there is anything else it gives up.
fn fold_plain(text: &str, language: Language, folded: &mut String) -> bool {
    let is_kazakh = language.same_language(KK);
    let (mut blank, mut latin, mut cyrillic) = (false, false, false);
    for (at, c) in text.char_indices() {
        work::done(1);
        let is_latin = c.is_ascii_alphabetic();
        let is_cyrillic = script::is_cyrillic(c);
        (latin, cyrillic) = match is_latin || is_cyrillic {
            true => (latin || is_latin, cyrillic || is_cyrillic),
            false => (false, false),
        };
        let is_numeral = |c: char| matches!(c, 'І' | 'Х' | 'У');
        if latin && (cyrillic || is_kazakh)
            || is_numeral(c) && script::may_begin_numeral(text[at..].chars())
        {
            return false;
        }
        if matches!(c, '\t'..='\r' | ' ' | '\u{a0}') {
            blank = true;
            continue;
        }
        if blank
            && folded.chars().next_back().is_some_and(|last| !opens(last))
            && !(closes(c) && are_closing(text[at..].chars()))
        {
            folded.push(' ');
        }
        blank = false;
        match c {
            '`' | '‘' | '’' => folded.push('\''),
            '!'..='~' => folded.push(c.to_ascii_lowercase()),
            'ё' | 'Ё' => folded.push('е'),
            'а'..='я' => folded.push(c),
            'А'..='Я' => folded.push(char::from_u32(c as u32 + 32).unwrap_or(c)),
            '\u{400}'..='\u{481}' | '\u{48a}'..='\u{4ff}' => folded.extend(c.to_lowercase()),
            '«' | '»' | '“' | '”' | '„' => folded.push('"'),
            '–' | '—' => folded.push('-'),
            '…' => folded.push_str("..."),
            '№' => folded.push(c),
            _ => return false,
        }
    }
    true
}

/// A match form that remembers where each of its parts came from.
///
/// # Example
/// ```
/// use tolmach::RU;
/// use tolmach::text::Folded;
/// let text = "Он  сказал… «да»";
/// let folded = Folded::new(text, RU);
/// assert_eq!(folded.text(), "он сказал... \"да\"");
/// let at = folded.text().find("\"да\"").unwrap();
/// assert_eq!(&text[folded.source_range(at..at + 6)], "«да»");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    text: String,
    runs: Vec<Run>,
}

/// A stretch of the fold and the stretch of the source that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    fold: Range<usize>,
    source: Range<usize>,
    /// Whether offsets inside correspond one to one; otherwise the run is one piece.
    linear: bool,
}

impl Folded {
    /// Folds `text`; [`text`](Folded::text) is then what [`fold`] returns.
    pub fn new(text: &str, language: Language) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut runs: Vec<Run> = Vec::new();
        each_folded(text, language, |c, source| {
            let start = folded.len();
            folded.push(c);
            let fold = start..folded.len();
            let linear = fold.len() == source.len();
            match runs.last_mut() {
                Some(last) if last.linear && linear && last.source.end == source.start => {
                    last.fold.end = fold.end;
                    last.source.end = source.end;
                }
                // Several letters of one source letter, as in `...` of `…`.
                Some(last) if last.source.end > source.start => {
                    last.fold.end = fold.end;
                    last.source.end = last.source.end.max(source.end);
                    last.linear = false;
                }
                _ => runs.push(Run {
                    fold,
                    source,
                    linear,
                }),
            }
        });
        Folded { text: folded, runs }
    }

    /// The match form.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The match form, without the way back.
    pub fn into_text(self) -> String {
        self.text
    }

    /// The part of the source that `range`, a byte range of the match form, stands for.
    ///
    /// The answer always lies on character boundaries of the source; where a character has become
    /// several (`…`), touching one touches all. A range beyond the end is cut.
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        let mut start = range.start.min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = range.end.clamp(start, self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        let Some(last) = self.runs.last() else {
            return 0..0;
        };
        let first_run = self.runs.partition_point(|run| run.fold.end <= start);
        let source_start = match self.runs.get(first_run) {
            Some(run) if run.linear => run.source.start + (start - run.fold.start),
            Some(run) => run.source.start,
            None => last.source.end,
        };
        if start == end {
            return source_start..source_start;
        }
        let last_run = &self.runs[self.runs.partition_point(|run| run.fold.end < end)];
        let source_end = if last_run.linear {
            last_run.source.start + (end - last_run.fold.start)
        } else {
            last_run.source.end
        };
        source_start..source_end
    }

    /// Where the match form ends of what begins before byte `at` of the source: what several characters
    /// became belongs to the first of them.
    pub(crate) fn fold_end(&self, at: usize) -> usize {
        let begun = self.runs.partition_point(|run| run.source.start < at);
        let Some(run) = begun.checked_sub(1).map(|last| &self.runs[last]) else {
            return 0;
        };
        let mut end = match run.linear {
            true => run.fold.start + (at.min(run.source.end) - run.source.start),
            false => run.fold.end,
        };
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        end
    }
}

/// The words of `text` that mix Latin and Cyrillic letters by mistake: those that [`fold`] writes
/// in one script, by their byte ranges.
///
/// A word with letters that only one script has on both sides (`IT`-style coinages such as
/// `VIPом`) is no mistake and is not reported.
///
/// # Example
/// ```
/// use tolmach::RU;
/// use tolmach::text::mixed_script_words;
/// let text = "Cовет и Совет"; // the first С is Latin
/// assert_eq!(mixed_script_words(text, RU), [0.."Cовет".len()]);
/// ```
pub fn mixed_script_words(text: &str, language: Language) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut at = 0;
    while let Some(start) = rest.find(script::is_letter) {
        let word = &rest[start..];
        let word = &word[..word.find(|c| !in_word(c)).unwrap_or(word.len())];
        if script::homoglyphs(word.chars(), language) != Homoglyphs::None {
            found.push(at + start..at + start + word.len());
        }
        at += start + word.len();
        rest = &text[at..];
    }
    found
}

/// Letters, and what hides inside words without being seen.
fn in_word(c: char) -> bool {
    script::is_letter(c) || is_dropped(c)
}

/// A character and where it came from.
#[derive(Clone)]
struct Piece {
    c: char,
    source: Range<usize>,
}

fn each_folded(text: &str, language: Language, mut emit: impl FnMut(char, Range<usize>)) {
    let pieces = text.char_indices().map(|(at, c)| {
        work::done(1);
        Piece {
            c,
            source: at..at + c.len_utf8(),
        }
    });
    // A numeral may leave a text with Latin letters.
    let may_be_latin = |c: char| script::is_latin(c) || c == 'І' || c == 'Х';
    let may_be_latin_kazakh = language.same_language(KK) && text.chars().any(may_be_latin);
    if !may_be_latin_kazakh && text.chars().all(is_simple) {
        return map_pieces(pieces, language, emit);
    }
    let mut pieces: Vec<Piece> = pieces.collect();
    // A mapped letter may compose with a mark behind it, what they compose may be mapped in turn,
    // and a word freed of its one Cyrillic letter may leave a text in Latin Kazakh. Two rounds
    // settle all text that is not made to resist; the bound is for the rest.
    for _ in 0..8 {
        let before: String = pieces.iter().map(|p| p.c).collect();
        let mut composed = compose(&pieces);
        if let Some(alphabet) = script::latin_kazakh(&before, language) {
            let letters: Vec<char> = composed.iter().map(|p| p.c).collect();
            let written = script::to_cyrillic(&letters, alphabet).into_iter();
            composed = written
                .map(|(c, from)| Piece {
                    c,
                    source: composed[from.start].source.start..composed[from.end - 1].source.end,
                })
                .collect();
        }
        pieces.clear();
        let composed = composed.iter().cloned().inspect(|_| work::done(1));
        map_pieces(composed, language, |c, source| {
            pieces.push(Piece { c, source });
        });
        if pieces.iter().map(|p| p.c).eq(before.chars()) {
            break;
        }
    }
    for piece in pieces {
        emit(piece.c, piece.source);
    }
}

/// Whether NFC leaves the character alone among others of its kind.
fn is_simple(c: char) -> bool {
    matches!(c, '\0'..='\u{ff}' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{4ff}'
        | '\u{2002}'..='\u{2027}' | '\u{202a}'..='\u{205e}' | '\u{2116}' | '\u{20b8}' | '\u{20ac}')
}

/// NFC, piece by piece; what is composed of several characters comes from all of them.
fn compose(pieces: &[Piece]) -> Vec<Piece> {
    let pieces: Vec<&Piece> = pieces.iter().filter(|p| !is_dropped(p.c)).collect();
    let mut composed = Vec::with_capacity(pieces.len());
    let mut rest = &pieces[..];
    while let Some((first, tail)) = rest.split_first() {
        let len = 1 + tail.iter().take_while(|p| !begins_cluster(p.c)).count();
        work::done(len);
        let (cluster, after) = rest.split_at(len);
        rest = after;
        let chars = cluster.iter().map(|p| p.c);
        if is_nfc_quick(chars.clone()) == IsNormalized::Yes {
            composed.extend(cluster.iter().map(|&p| p.clone()));
            continue;
        }
        let source = first.source.start..cluster[len - 1].source.end;
        composed.extend(chars.nfc().map(|c| Piece {
            c,
            source: source.clone(),
        }));
    }
    composed
}

/// Whether the character never composes with what stands before it.
fn begins_cluster(c: char) -> bool {
    c < '\u{300}'
        || canonical_combining_class(c) == 0
            && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
}

/// Everything but composition: words to one script, characters to their match form, blanks to one.
///
/// The iterator is cloned at every letter: it must be cheap to clone, an `iter` and no `into_iter`.
fn map_pieces(
    pieces: impl Iterator<Item = Piece> + Clone,
    language: Language,
    mut emit: impl FnMut(char, Range<usize>),
) {
    let mut pieces = pieces;
    let mut blank: Option<Range<usize>> = None;
    // What was emitted last.
    let mut before: Option<char> = None;
    // The rest of the present word is written in this script.
    let mut word = Homoglyphs::None;
    let mut inside_word = false;
    loop {
        let ahead = pieces.clone();
        let Some(Piece { c, source }) = pieces.next() else {
            return;
        };
        if is_dropped(c) {
            continue;
        }
        if is_blank(c) {
            inside_word = false;
            let start = blank.take().map_or(source.start, |b| b.start);
            blank = Some(start..source.end);
            continue;
        }
        if let Some(blank) = blank.take()
            && before.is_some_and(|before| !opens(before))
            && !(closes(c) && are_closing(ahead.clone().map(|p| p.c)))
        {
            emit(' ', blank);
        }
        before = Some(c);
        if !script::is_letter(c) {
            inside_word = false;
        } else if !inside_word {
            inside_word = true;
            let letters = ahead.map(|p| p.c).take_while(|&c| in_word(c));
            word = match script::is_cyrillic_numeral(letters.clone()) {
                true => Homoglyphs::ToNumeral,
                false => script::homoglyphs(letters, language),
            };
        }
        let c = if inside_word { word.apply(c) } else { c };
        match c {
            'a'..='z' | 'а'..='я' => emit(c, source),
            'ё' | 'Ё' => emit('е', source),
            'А'..='Я' => emit(char::from_u32(c as u32 + 32).unwrap_or(c), source),
            '…' => (0..3).for_each(|_| emit('.', source.clone())),
            c if is_double_quote(c) => emit('"', source),
            '‘' | '’' | '‚' | '‛' | 'ʼ' | 'ʹ' | '′' | '`' | '´' | '＇' | 'ʻ' | 'ʽ' =>
            {
                emit('\'', source);
            }
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '⁃' | '−' | '﹘' | '﹣' | '－' => {
                emit('-', source)
            }
            'ς' => emit('σ', source),
            _ => c.to_lowercase().for_each(|c| emit(c, source.clone())),
        }
    }
}

/// Brackets behind which a blank says nothing.
fn opens(c: char) -> bool {
    matches!(c, '(' | '[')
}

/// Marks before which a blank says nothing, unless a word begins with them, as `.NET` does.
fn closes(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '…')
}

/// Whether the text begins with marks that close, which a blank, a quotation mark or the end follows.
fn are_closing(text: impl Iterator<Item = char>) -> bool {
    let mut text = text.filter(|c| !is_dropped(*c)).peekable();
    text.next_if(|c| closes(*c)).is_some()
        && text
            .find(|c| !closes(*c))
            .is_none_or(|c| is_blank(c) || is_double_quote(c))
}

fn is_double_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '«'
            | '»'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‹'
            | '›'
            | '″'
            | '〝'
            | '〞'
            | '〟'
            | '＂'
    )
}

fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

/// What a reader cannot see: controls, soft hyphens, zero-width and direction marks, variation
/// selectors.
fn is_dropped(c: char) -> bool {
    match c {
        ' '..='~' | '\u{400}'..='\u{52f}' => false,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' => true,
        '\u{feff}' => true,
        _ => c.is_control() && !is_blank(c),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lang::{EN, RU};

    #[test]
    fn what_no_reader_notices_is_folded() {
        for (text, language, form) in [
            ("Ёлка", RU, "елка"),
            ("Е\u{308}лка и\u{306}", RU, "елка й"),
            ("co\u{ad}op\u{200b}erate", EN, "cooperate"),
            ("‘It’s’ – 5 − 3", EN, "'it's' - 5 - 3"),
            ("\u{feff}a\t\n\u{202f} b\u{2009}", EN, "a b"),
            ("№ 5…", RU, "№ 5..."),
            (
                "Да ! Нет , « так » . ( Все … )",
                RU,
                "да! нет, \" так \". (все...)",
            ),
            ("Да\u{a0}\u{200b}; [ 1 ] .", RU, "да; [1]."),
            ("сказал ».", RU, "сказал \"."),
            (
                "for .NET or ( .com ) . . . :-) 5 %",
                EN,
                "for .net or (.com)... :-) 5 %",
            ),
            ("naïve ; é ?", EN, "naïve; é?"),
            ("ӘҒҚҢӨҰҮҺІ", KK, "әғқңөұүһі"),
            ("Cовет МИHИСТРОВ", RU, "совет министров"),
            ("əлем", KK, "әлем"),
            ("VIPом", RU, "vipом"),
            ("IT компания", RU, "it компания"),
            ("Қazaqstan", KK, "қazaqstan"),
            ("ǴYLYM jáne bilim", KK, "ғылым және білім"),
            ("g'ylym men ha'l", KK, "ғылым мен хәл"),
            ("Şymkent qoian Aziia", KK, "шымкент қоян азия"),
            ("NATO", KK, "nato"),
            ("Раздел ІІ, ХУІІІ и XХ век", RU, "раздел ii, xviii и xx век"),
            ("ІХ тоқсан, ІІ", KK, "ix тоқсан, ii"),
            ("І Х ХО ІІІІ хх", RU, "і х хо іііі хх"),
        ] {
            assert_eq!(fold(text, language), form, "{text}");
        }
    }

    #[test]
    fn mistakes_of_script_are_found_and_coinages_are_not() {
        let text = "Cовет, VIPом, Pоссия";
        let words = mixed_script_words(text, RU);
        let words: Vec<&str> = words.into_iter().map(|r| &text[r]).collect();
        assert_eq!(words, ["Cовет", "Pоссия"]);
    }

    #[test]
    fn ranges_lead_back() {
        let text = " «Ёж»\u{a0} …и\u{306}";
        let folded = Folded::new(text, RU);
        assert_eq!(folded.text(), "\"еж\" ...й");
        let source = |part: &str| {
            let at = folded.text().find(part).unwrap();
            &text[folded.source_range(at..at + part.len())]
        };
        assert_eq!(source("еж"), "Ёж");
        assert_eq!(source("\" "), "»\u{a0} ");
        assert_eq!(source("."), "…");
        assert_eq!(source("й"), "и\u{306}");
        assert_eq!(folded.source_range(0..usize::MAX), 1..text.len());
    }

    #[test]
    fn the_work_is_linear() {
        let work_on = |text: &str, language| {
            let before = work::so_far();
            fold(text, language);
            work::so_far() - before
        };
        for (piece, language) in [
            ("\u{301}", RU),
            ("a\u{301}\u{323}", EN),
            ("aя", RU),
            ("a\u{ad}я", RU),
            ("a'", KK),
            (". ", KK),
            (" .", RU),
            (" .\u{200b}", EN),
            ("naïve ", EN),
        ] {
            let less = work_on(&piece.repeat(1_000), language);
            let more = work_on(&piece.repeat(8_000), language);
            assert!(
                0 < less && more <= 8 * less + 100,
                "{piece:?}: {less}, then {more}"
            );
        }
    }

    /// Text of the kinds that the fold treats differently, side by side.
    fn any_text() -> impl Strategy<Value = String> {
        prop_oneof![
            "\\PC{0,40}",
            "[\0-\x7f]{0,30}",
            "[ a-cA-C`\t\0.]{0,20}",
            "[ a,.()!\"»…\u{200b}й\u{301}-]{0,20}",
            proptest::collection::vec(
                proptest::sample::select(
                    "aeiohxyABEHKMcğñäıİIáǵ'’аеёЁйиқҚіо «»“—-…\u{a0}\u{200b}\u{ad}\u{301}\u{306}\u{308}\u{327}№1.\n"
                        .chars()
                        .collect::<Vec<_>>()
                ),
                0..30
            )
            .prop_map(|chars| chars.into_iter().collect()),
        ]
    }

    proptest! {
        #[test]
        fn folding_a_fold_changes_nothing(text in any_text()) {
            for language in [EN, RU, KK] {
                let once = fold(&text, language);
                prop_assert_eq!(&fold(&once, language), &once);
                let folded = Folded::new(&text, language);
                prop_assert_eq!(folded.text(), &once);
            }
        }

        #[test]
        fn blanks_before_closing_marks_say_nothing(
            words in proptest::collection::vec(("[aя5(-]{1,3}", "[.,;:!?)…]{0,3}\"?"), 1..6),
        ) {
            let joined = |between: &str| {
                let words = words.iter().map(|(word, marks)| {
                    let blank = if marks.starts_with('"') { "" } else { between };
                    format!("{word}{blank}{marks}")
                });
                words.collect::<Vec<_>>().join(" ")
            };
            for language in [EN, RU, KK] {
                prop_assert_eq!(fold(&joined(" "), language), fold(&joined(""), language));
            }
        }

        #[test]
        fn every_range_lies_on_characters(text in any_text(), a in 0_usize..60, b in 0_usize..60) {
            for language in [EN, RU, KK] {
                let folded = Folded::new(&text, language);
                let range = folded.source_range(a.min(b)..a.max(b));
                prop_assert!(text.get(range).is_some());
            }
        }

        #[test]
        fn what_parts_have_become_is_the_whole(text in any_text()) {
            for language in [EN, RU, KK] {
                let folded = Folded::new(&text, language);
                let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
                let ends: Vec<usize> = places.map(|at| folded.fold_end(at)).collect();
                prop_assert!(ends.is_sorted());
                prop_assert!(ends.iter().all(|&end| folded.text().is_char_boundary(end)));
                prop_assert_eq!([ends[0], *ends.last().unwrap()], [0, folded.text().len()]);
            }
        }
    }
}
