//! The phrases that are found are those that comparing everything finds.

use std::cmp::Reverse;

use proptest::prelude::*;

use super::super::key;
use super::standing::ordered;
use super::*;
use crate::lang::{KK, RU};

const WORDS: &[&str] = &[
    "head",
    "heads",
    "state",
    "of",
    "well",
    "known",
    "well-known",
    "UN",
];

fn words(most: usize) -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS);
    let between = prop::sample::select(&[" ", " ", " ", " the ", "-", ", ", ". ", " «"][..]);
    prop::collection::vec((word, between), 1..most)
        .prop_map(|words| words.into_iter().flat_map(|(w, b)| [w, b]).collect())
}

/// The key of some pieces, if no phrase must end among them.
fn joined<'p>(lexer: &Lexer, pieces: impl IntoIterator<Item = &'p Piece>) -> Option<String> {
    let stems = pieces.into_iter().map(|piece| match piece.stem {
        BREAK => None,
        stem => Some(lexer.name(stem)),
    });
    stems
        .collect::<Option<Vec<&str>>>()
        .map(|stems| stems.join(" "))
}

/// Every place is compared with every phrase, with each of its words left out in turn, and every
/// candidate with all that were kept.
fn obvious(keys: &[String], text: &str, sure: &dyn Fn(usize) -> f32) -> Vec<Span> {
    let mut lexer = Lexer::new(EN);
    let mut pieces = Vec::new();
    lexer.read(text, &mut pieces);
    let mut all: Vec<Met> = Vec::new();
    for start in 0..pieces.len() {
        for end in start + 1..=pieces.len() {
            let part = &pieces[start..end];
            if !part[0].is(FIRST) || !part[part.len() - 1].is(LAST) {
                continue;
            }
            let is_sound = part[0].begins() && part[part.len() - 1].ends();
            let mut meet = |key: Option<String>, gap: Option<Range<usize>>| {
                let is_key = |known: &String| Some(known) == key.as_ref();
                let is_turned = |known: &String| {
                    let parts = known.split_once(" of ");
                    let turned = parts.map(|(head, owner)| (format!("{owner} {head}"), head));
                    turned.is_some_and(|(turned, head)| {
                        Some(&turned) == key.as_ref()
                            && !head.contains(' ')
                            && !known.replacen(" of ", " ", 1).split(' ').any(|w| w == "of")
                    })
                };
                let mut phrase = keys.iter().position(is_key);
                if phrase.is_none() && gap.is_none() && is_sound {
                    phrase = keys.iter().position(is_turned);
                }
                all.extend(phrase.map(|phrase| Met {
                    places: start..end,
                    phrase,
                    gap,
                }));
            };
            meet(joined(&lexer, part), None);
            for from in start + 1..end {
                for to in from + 1..end {
                    let word = &pieces[from..to];
                    let is_word = word[0].is(FIRST)
                        && word.iter().position(|p| p.is(LAST)) == Some(word.len() - 1);
                    let rest = || pieces[start..from].iter().chain(&pieces[to..end]);
                    let around = pieces[from - 1].range().end..pieces[to].range().start;
                    if is_word
                        && word[0].is(MODIFIER)
                        && 3 <= rest().filter(|piece| piece.is(LAST)).count()
                        && !pieces[to].is(FUNCTION)
                        && !text[around].contains(['«', ',', '.'])
                    {
                        meet(joined(&lexer, rest()), Some(from..to));
                    }
                }
            }
        }
    }
    let weight = |met: &Met| {
        let [first, last] = [met.places.start, met.places.end - 1].map(|at| pieces[at]);
        let sureness = ordered(sure(met.phrase)) * met.places.len() as u64;
        (first.begins() && last.ends(), met.gap.is_none(), sureness)
    };
    all.sort_by_key(|met| (Reverse(weight(met)), met.place()));
    let inside =
        |a: &Met, b: &Met| b.places.start <= a.places.start && a.places.end <= b.places.end;
    let apart = |a: &Met, b: &Met| a.places.end <= b.places.start || b.places.end <= a.places.start;
    let is_clear = |a: &Met, b: &Met| inside(a, b) || inside(b, a) || apart(a, b);
    let mut stay: Vec<&Met> = Vec::new();
    for met in &all {
        let suits =
            |other: &&Met| is_clear(met, other) && !(met.gap.is_some() && inside(met, other));
        if stay.iter().all(suits) {
            stay.push(met);
        }
    }
    let mut kept: Vec<(&Met, bool)> = Vec::new();
    for met in &all {
        let is_standing = stay.iter().any(|other| other.place() == met.place());
        let is_nested = stay
            .iter()
            .any(|other| inside(met, other) && other.places != met.places);
        let crossed: Vec<_> = stay.iter().filter(|other| !is_clear(met, other)).collect();
        let is_doubt = !crossed.is_empty()
            && weight(met).0
            && crossed.iter().all(|other| {
                let first = met.places.start.max(other.places.start);
                let last = met.places.end.min(other.places.end) - 1;
                first == last || ordered(sure(other.phrase)) <= 2 * ordered(sure(met.phrase))
            });
        let is_overlapped = met.gap.is_none() && (is_nested || is_doubt);
        if is_standing || is_overlapped {
            kept.push((met, is_overlapped));
        }
    }
    kept.sort_by_key(|(met, _)| met.place());
    let spans = kept.into_iter().map(|(met, is_overlapped)| Span {
        range: bytes(&pieces, &met.places),
        phrase: met.phrase,
        gap: met.gap.as_ref().map(|gap| bytes(&pieces, gap)),
        is_overlapped,
        is_opening: false,
        context: String::new(),
    });
    spans.collect()
}

/// The text, with the gap in brackets, of each phrase that is found with a gap.
fn torn(language: Language, phrases: &[&str], text: &str) -> Vec<String> {
    let keys: Vec<String> = phrases.iter().filter_map(|p| key(p, language)).collect();
    let finder = Finder::new(language, keys.iter().map(String::as_str));
    let found = finder.find(text, &|_| 1.0, &|_, _| true).into_iter();
    let shown = found.filter_map(|Span { range, gap, .. }| {
        let Range { start, end } = gap?;
        let [before, gap, after] =
            [range.start..start, start..end, end..range.end].map(|part| &text[part]);
        Some(format!("{before}[{gap}]{after}"))
    });
    shown.collect()
}

#[test]
fn a_word_that_says_whose_or_of_what_kind_is_passed_over() {
    for (language, phrase, text, found) in [
        (
            EN,
            "Head of State",
            "to the Heads of our States",
            "Heads of [our] States",
        ),
        (
            EN,
            "Head of State",
            "Heads of oil-producing States",
            "Heads of [oil-producing] States",
        ),
        (
            EN,
            "Head of State",
            "the Heads of the neighbouring states",
            "Heads of the [neighbouring] states",
        ),
        (
            EN,
            "Collective Security Council",
            "the collective regional security council",
            "collective [regional] security council",
        ),
        (
            RU,
            "Совет коллективной безопасности",
            "Советом нашей коллективной безопасности",
            "Советом [нашей] коллективной безопасности",
        ),
        (
            RU,
            "Совет коллективной безопасности",
            "Советом коллективной региональной безопасности",
            "Советом коллективной [региональной] безопасности",
        ),
        (
            KK,
            "Ұжымдық қауіпсіздік кеңесі",
            "Ұжымдық өңірлік қауіпсіздік кеңесінде",
            "Ұжымдық [өңірлік] қауіпсіздік кеңесінде",
        ),
        (
            KK,
            "Ұжымдық қауіпсіздік кеңесі",
            "Ұжымдық қауіпсіздіктің кеңейтілген кеңесі",
            "Ұжымдық қауіпсіздіктің [кеңейтілген] кеңесі",
        ),
    ] {
        assert_eq!(torn(language, &[phrase], text).concat(), found, "{text}");
    }
}

#[test]
fn an_english_phrase_with_of_is_found_without_it() {
    for (phrase, text, found) in [
        (
            "Minister of Defense",
            "the Defense Ministers met",
            &["Defense Ministers"][..],
        ),
        (
            "President of Kazakhstan",
            "Kazakhstan’s President said",
            &["Kazakhstan’s President"],
        ),
        (
            "Minister of Foreign Affairs",
            "a Foreign Affairs Minister",
            &["Foreign Affairs Minister"],
        ),
        ("Head of the Staff of State", "State Head of Staff", &[]),
        ("Minister of Defense", "Defense. Minister", &[]),
        ("implementation of projects", "projects implemented", &[]),
    ] {
        let keys: Vec<String> = key(phrase, EN).into_iter().collect();
        let finder = Finder::new(EN, keys.iter().map(String::as_str));
        let spans = finder.find(text, &|_| 1.0, &|_, _| true).into_iter();
        let told: Vec<&str> = spans.map(|span| &text[span.range]).collect();
        assert_eq!(told, found, "{text}");
    }
}

#[test]
fn what_goes_on_as_another_name_is_overlapped() {
    let keys: Vec<String> = key("Head of State", EN).into_iter().collect();
    let finder = Finder::new(EN, keys.iter().map(String::as_str));
    for (text, is_overlapped) in [
        ("the Head of the State Agency said", true),
        ("the Head of the State said", false),
        ("the Head of the State. Agency", false),
        ("the Head of State Nursultan", false),
    ] {
        let spans = finder.find(text, &|_| 1.0, &|_, _| true);
        assert_eq!(spans[0].is_overlapped, is_overlapped, "{text}");
    }
}

#[test]
fn of_two_that_share_a_word_both_are_told() {
    let phrases = ["Павлодар қаласы", "қала әкімдігі"];
    let keys: Vec<String> = phrases.iter().filter_map(|p| key(p, KK)).collect();
    let finder = Finder::new(KK, keys.iter().map(String::as_str));
    let text = "Павлодар қаласы әкімдігінің";
    let sure = |phrase: usize| [1.0, 0.1][phrase];
    let spans = finder.find(text, &sure, &|_, _| true).into_iter();
    let told: Vec<_> = spans.map(|s| (&text[s.range], s.is_overlapped)).collect();
    assert_eq!(
        told,
        [("Павлодар қаласы", false), ("қаласы әкімдігінің", true)]
    );
}

#[test]
fn what_is_no_such_word_tears_a_phrase_apart() {
    for (language, phrase, texts) in [
        (
            EN,
            "Head of State",
            &[
                "Head of and State",
                "Head of, say, our State",
                "Head of “our” State",
                "Head our of State",
                "Head of South State",
                "Head of our good State",
            ][..],
        ),
        (EN, "economic growth", &["economic sustainable growth"][..]),
        (
            RU,
            "Министерство экономики Республики",
            &[
                "Министерство по экономике Республики",
                "Министерство экономики и Республики",
                "Министерство новую экономики Республики",
                "Министерство экономики Чеченской Республики",
            ][..],
        ),
        (
            KK,
            "Ұжымдық қауіпсіздік кеңесі",
            &[
                "Ұжымдық және қауіпсіздік кеңесі",
                "Ұжымдық төрағалығы қауіпсіздік кеңесі",
                "Ұжымдық, өңірлік қауіпсіздік кеңесі",
            ][..],
        ),
    ] {
        for text in texts {
            assert_eq!(torn(language, &[phrase], text), [""; 0], "{text}");
        }
    }
}

#[test]
fn a_phrase_with_a_gap_gives_way_to_one_without() {
    let phrases = [
        "Ministry of Affairs",
        "Ministry of foreign affairs",
        "foreign affairs office",
    ];
    assert_eq!(torn(EN, &phrases, "Ministry of foreign affairs"), [""; 0]);
    assert_eq!(
        torn(EN, &phrases[..1], "Ministry of foreign affairs").len(),
        1
    );
    let crossing = [phrases[0], phrases[2]];
    assert_eq!(
        torn(EN, &crossing, "Ministry of foreign affairs office"),
        [""; 0]
    );
}

proptest! {
    #[test]
    fn the_automaton_finds_what_comparing_everything_finds(
        phrases in prop::collection::vec(words(4), 0..12),
        texts in prop::collection::vec(words(25), 1..4),
    ) {
        let keys: Vec<String> = phrases.iter().filter_map(|text| key(text, EN)).collect();
        let finder = Finder::new(EN, keys.iter().map(String::as_str));
        let sure = |phrase: usize| (phrase * 5 % 7) as f32 / 7.0;
        for text in &texts {
            let found = finder.find(text, &sure, &|_, _| true).into_iter().map(|span| Span {
                is_opening: false,
                context: String::new(),
                ..span
            });
            let found: Vec<Span> = found.collect();
            prop_assert_eq!(found, obvious(&keys, text, &sure), "{:?} in {}", keys, text);
        }
    }
}
