//! Alignment: what must hold for any input.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::Value;
use tolmach::align::{Aligner, Alignment, Dictionary, Reason, Similarity, UseLexicon, Version};
use tolmach::{EN, KK, Language, RU};

const LANGUAGES: [Language; 8] = [EN, RU, KK, EN, RU, KK, EN, RU];

fn align(texts: &[Vec<String>]) -> Alignment {
    let versions: Vec<Version<'_>> = texts
        .iter()
        .zip(LANGUAGES)
        .map(|(text, language)| Version::new(language, text.iter().map(String::as_str).collect()))
        .collect();
    Aligner::new().align(&versions)
}

/// Every segment stands in exactly one bead, and every version reads on from bead to bead.
fn check(texts: &[Vec<String>], alignment: &Alignment) {
    let mut next = vec![0; texts.len()];
    for bead in &alignment.beads {
        assert!(bead.sides.iter().any(|side| !side.is_empty()));
        assert!((0.0..=1.0).contains(&bead.confidence));
        for (side, next) in bead.sides.iter().zip(&mut next) {
            assert_eq!(side.start, *next);
            *next = side.end;
        }
    }
    for (text, next) in texts.iter().zip(next) {
        assert_eq!(text.len(), next);
    }
    assert!((0.0..=1.0).contains(&alignment.grade.confidence));
}

fn checked(texts: &[Vec<String>]) -> Alignment {
    let alignment = align(texts);
    check(texts, &alignment);
    alignment
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_stands_over_and_over_stands_in_one_bead(
        texts in prop::collection::vec(
            prop::collection::vec(("[-аб]|Almaty 5|Алматы 5|Да\\.", 1usize..24), 0..7), 2..5)
    ) {
        let texts: Vec<Vec<String>> = texts
            .into_iter()
            .map(|text| text.into_iter().flat_map(|(text, count)| vec![text; count]).collect())
            .collect();
        check(&texts, &align(&texts));
    }

    #[test]
    fn every_segment_stands_in_one_bead(
        texts in prop::collection::vec(
            prop::collection::vec("[a-dА-Гқ0-3 .,]{0,12}|\\PC{0,9}|Almaty 5|Алматы 5|дом 12|house|(It is\\. ){1,3}|Да\\. Нет\\. Да\\.", 0..14), 0..9)
    ) {
        check(&texts, &align(&texts));
    }
}

#[test]
fn hard_input_ends_soon() {
    let same = |n: usize| vec!["The same again, 5.".to_owned(); n];
    let counted = |n: usize| {
        (0..n)
            .map(|i| format!("Number {i} of Almaty."))
            .collect::<Vec<_>>()
    };
    checked(&[]);
    checked(&[same(3)]);
    checked(&[vec![], vec![], vec![]]);
    checked(&[same(5), vec![]]);
    checked(&[same(1), same(500)]);
    checked(&[same(500), same(1), same(30)]);
    checked(&[same(80), same(80), same(80), same(80)]);
    checked(&[vec![String::new(); 9], vec![" ".to_owned(); 7]]);
    checked(&[counted(2000), counted(1900)]);
    checked(&[same(300), same(270), counted(300)]);
    let long = "слово 5 ".repeat(70_000);
    checked(&[vec![long.clone(), "a".repeat(1 << 20)], vec![long]]);
    checked(&[
        vec!["This is 5. ".repeat(90_000)],
        vec!["Это 5. ".repeat(80_000)],
    ]);
    // Each denies something else, and nothing of it is on the other side.
    let denied = (0..8000).map(|i| format!("He did not w{i}x it. "));
    let aligner = Aligner::new();
    aligner.align(&[
        Version::new(EN, vec![&denied.collect::<String>()]),
        Version::new(KK, vec![&"Ол қой алды. ".repeat(8000)]),
    ]);
}

/// The sides of beads, and how sure the least sure of those is that have all of them.
fn sides_of(alignment: &Alignment) -> (Vec<Vec<std::ops::Range<usize>>>, f32) {
    let full = alignment.beads.iter();
    let full = full.filter(|bead| bead.sides.iter().all(|side| !side.is_empty()));
    let least = full.map(|bead| bead.confidence).fold(1.0, f32::min);
    let sides = alignment.beads.iter().map(|bead| bead.sides.clone());
    (sides.collect(), least)
}

#[test]
fn equal_segments_are_aligned_one_by_one() {
    let held = [
        "The meeting was held.",
        "Заседание состоялось.",
        "Отырыс өтті.",
    ];
    for texts in [held, ["-"; 3], ["5"; 3]] {
        for count in [8, 20, 31, 32, 300, 2001] {
            let texts = texts.map(|text| vec![text.to_owned(); count]);
            for versions in 2..4 {
                let alignment = checked(&texts[..versions]);
                let (sides, least) = sides_of(&alignment);
                assert_eq!(sides.len(), count);
                let in_row =
                    |(row, sides): (usize, &Vec<_>)| *sides == vec![row..row + 1; versions];
                assert!(sides.iter().enumerate().all(in_row), "{texts:?}");
                assert!(0.85 < least, "{count} {least} {:?}", texts[0][0]);
                assert!(alignment.grade.reasons.is_empty(), "{:?}", alignment.grade);
            }
        }
    }
    // One text has fewer: what the others have more stands alone, and may be part of what is beside it.
    let [one, other, third] = held.map(|text| vec![text.to_owned(); 300]);
    let alignment = checked(&[one, other[..270].to_vec(), third]);
    for (row, bead) in alignment.beads[..270].iter().enumerate() {
        assert_eq!(bead.sides, vec![row..row + 1; 3]);
        assert!(row == 269 || 0.85 < bead.confidence, "{row} {bead:?}");
    }
}

#[test]
fn equal_segments_stand_between_others() {
    let report = |language: usize, day: usize| match language {
        0 => format!("On day {day} the minister visits a town."),
        1 => format!("В день {day} министр посетит город."),
        _ => format!("{day} күні министр қалаға барады."),
    };
    let text = |language: usize, days: usize, equal: usize| {
        let days = (11..11 + days).map(|day| report(language, day));
        days.chain(vec!["-".to_owned(); equal]).collect::<Vec<_>>()
    };
    // Between them, and before others, stands what only one text has.
    for (days, equal) in [(6, 9), (6, 30), (300, 400)] {
        let texts: Vec<Vec<String>> = (0..3)
            .map(|language| {
                let mut all = text(language, days, equal);
                if language == 1 {
                    all.insert(days, "Об этом сообщила пресс-служба.".to_owned());
                }
                all.push(report(language, 777));
                all
            })
            .collect();
        let (sides, least) = sides_of(&checked(&texts));
        let full = sides
            .iter()
            .filter(|sides| sides.iter().all(|side| side.len() == 1));
        let full: Vec<_> = full.collect();
        assert_eq!(full.len(), days + equal + 1);
        let shifted = |sides: &&Vec<std::ops::Range<usize>>| {
            let at = sides[0].start;
            sides[1].start == at + usize::from(days <= at) && sides[2].start == at
        };
        assert!(full.iter().all(shifted));
        assert!(0.5 < least, "{least}");
    }
    // What stands over and over in one text before the others, and in the other behind them, is no guide;
    // it may draw those beside it to itself.
    let mut texts = [0, 1].map(|language| text(language, 40, 10));
    texts[1].rotate_right(10);
    let (sides, _) = sides_of(&checked(&texts));
    for day in 1..39 {
        let stands = vec![day..day + 1, day + 10..day + 11];
        assert!(sides.contains(&stands), "{stands:?} {sides:?}");
    }
}

#[test]
fn the_same_text_is_aligned_one_to_one() {
    let text: Vec<String> = (0..60).map(|i| format!("Number {i} of Almaty.")).collect();
    let alignment = checked(&[text.clone(), text]);
    assert!(alignment.beads.iter().all(|b| b.sides[0] == b.sides[1]));
}

#[test]
fn a_swapped_language_is_seen() {
    let english =
        vec!["The government met in the capital and spoke of the budget for the year. ".repeat(2)];
    let alignment = checked(&[english.clone(), english]);
    assert_eq!(
        alignment.grade.reasons,
        [Reason::SwappedLanguage { language: RU }]
    );
}

#[test]
fn names_of_another_language_do_not_make_a_text_foreign() {
    let texts = [
        vec!["Медаль «Үздік өнертапқыш» вручается в День науки; по уставу фонда «Өркен» её получают десять учёных, инженеров и изобретателей страны за работы последних пяти лет.".to_owned()],
        vec!["«Үздік өнертапқыш» медалі Ғылым күні тапсырылады; «Өркен» қорының жарғысы бойынша оны соңғы бес жылдағы еңбегі үшін елдің он ғалымы, инженері мен өнертапқышы алады.".to_owned()],
    ];
    let versions = [(RU, &texts[0]), (KK, &texts[1])]
        .map(|(language, text)| Version::new(language, text.iter().map(String::as_str).collect()));
    let grade = Aligner::new().align(&versions).grade;
    assert!(grade.reasons.is_empty(), "{grade:?}");
    let swapped = [(KK, &texts[0]), (RU, &texts[1])]
        .map(|(language, text)| Version::new(language, text.iter().map(String::as_str).collect()));
    let reasons = Aligner::new().align(&swapped).grade.reasons;
    assert!(
        reasons.contains(&Reason::SwappedLanguage { language: RU }),
        "{reasons:?}"
    );
}

#[test]
fn a_kazakh_text_of_loan_words_is_kazakh() {
    let russian = "Форум «Digital Almaty» открылся в Алматы. В форуме участвуют министр Асхат Байжанов, аким Алматы Бахыт Сатпаев и представители компаний «Самрук-Энерго» и «Казахтелеком».";
    let kazakh = "Алматыда «Digital Almaty» форумы басталды. Форумда министр Асхат Байжанов, Алматы акимі Бахыт Сатпаев және «Самрук-Энерго» мен «Казахтелеком» компаниялары сөйледі.";
    let grade = |ru, kk| {
        let versions =
            [(RU, ru), (KK, kk)].map(|(language, text)| Version::new(language, vec![text]));
        Aligner::new().align(&versions).grade
    };
    let grade_of_true = grade(russian, kazakh);
    assert!(grade_of_true.reasons.is_empty(), "{grade_of_true:?}");
    let untranslated = Reason::SwappedLanguage { language: KK };
    assert!(grade(russian, russian).reasons.contains(&untranslated));
}

/// Sentences with a name and a number each, in three languages.
fn reports(numbers: std::ops::Range<usize>) -> [Vec<String>; 3] {
    let text = |form: &dyn Fn(usize) -> String| numbers.clone().map(form).collect();
    [
        text(&|i| {
            format!(
                "In {i} days the President of Kazakhstan visits town number {}.",
                i * 7
            )
        }),
        text(&|i| {
            format!(
                "Через {i} дней Президент Казахстана посетит город номер {}.",
                i * 7
            )
        }),
        text(&|i| {
            format!(
                "{i} күннен кейін Қазақстан Президенті {} нөмірлі қалаға барады.",
                i * 7
            )
        }),
    ]
}

#[test]
fn another_text_is_seen_and_named() {
    let good = checked(&reports(1..20));
    assert!(good.grade.reasons.is_empty(), "{:?}", good.grade);
    let others = [
        "Mum washed the window, and dad read yesterday's paper in the kitchen.",
        "Мама мыла раму, а папа читал вчерашнюю газету на кухне.",
        "Анам терезе жуып жатты, ал әкем ас үйде кешегі газетті оқыды.",
    ];
    for (version, other) in others.into_iter().enumerate() {
        let mut texts = reports(1..20).to_vec();
        texts[version] = vec![other.to_owned(); 20];
        // The others belong together, and are not blamed for it.
        let expected = Reason::NotATranslation {
            language: LANGUAGES[version],
            against: None,
        };
        assert_eq!(checked(&texts).grade.reasons, [expected]);
    }
}

#[test]
fn of_two_texts_that_do_not_belong_together_both_are_named() {
    let [english, ..] = reports(1..20);
    let russian = vec![
        "Мама мыла раму, а папа читал вчерашнюю газету на кухне.".to_owned();
        20
    ];
    let reasons = checked(&[english, russian]).grade.reasons;
    let expected = Reason::NotATranslation {
        language: RU,
        against: Some(EN),
    };
    assert_eq!(reasons, [expected]);
    let told = "the en and ru texts are no translations of each other, or in another order";
    assert_eq!(reasons[0].to_string(), told);
}

#[test]
fn a_half_is_seen_and_named() {
    let mut texts = reports(1..20);
    texts[2].truncate(8);
    let reasons = checked(&texts).grade.reasons;
    let gap = match reasons[..] {
        [
            Reason::Partial {
                language: KK,
                percent,
                gap,
            },
        ] if (50..65).contains(&percent) => gap,
        _ => panic!("{reasons:?}"),
    };
    let gap = gap.expect("it is in one place");
    assert_eq!((gap.first, gap.last), (9, 19));
}

#[test]
fn of_two_versions_the_part_is_named_not_the_whole() {
    let [english, mut russian, _] = reports(1..20);
    russian.truncate(5);
    for texts in [
        [(EN, &english[..]), (RU, &russian)],
        [(RU, &russian), (EN, &english[..])],
    ] {
        let versions = texts.map(|(language, text)| {
            Version::new(language, text.iter().map(String::as_str).collect())
        });
        let reasons = Aligner::new().align(&versions).grade.reasons;
        let is_part = matches!(reasons[..], [Reason::Partial { language: RU, .. }]);
        assert!(is_part, "{reasons:?}");
    }
}

#[test]
fn exchanged_halves_are_seen_and_named() {
    let mut texts = reports(1..20);
    texts[1].rotate_left(9);
    let reasons = checked(&texts).grade.reasons;
    let moved = |reason: &Reason| matches!(reason, Reason::Moved { language: RU, .. });
    assert!(reasons.iter().any(moved), "{reasons:?}");
}

#[test]
fn one_moved_paragraph_is_seen_and_named() {
    let mut texts = reports(1..20);
    texts[1][4..].rotate_left(1);
    let reasons = checked(&texts).grade.reasons;
    let [Reason::Moved { language: RU, gap }] = reasons[..] else {
        panic!("{reasons:?}");
    };
    assert_eq!((gap.first, gap.last), (5, 5));
}

/// A release's versions, and the segments of each that another one has, too.
type Bundled = ([Vec<String>; 3], [BTreeSet<usize>; 3]);

/// The bundled releases that have all three versions.
fn bundled() -> Vec<Bundled> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/releases/gold.jsonl");
    let gold = std::fs::read_to_string(path).unwrap();
    let tags = ["en", "ru", "kk"];
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let releases = gold.lines().map(|line| {
        let release: Value = serde_json::from_str(line).unwrap();
        let texts = tags.map(|tag| -> Vec<String> {
            let texts = list(&release[tag]);
            texts
                .iter()
                .map(|text| text.as_str().unwrap().to_owned())
                .collect()
        });
        let shared = tags.map(|tag| -> BTreeSet<usize> {
            let beads = list(&release["beads"]);
            let has = |bead: &Value, tag: &str| !list(&bead[tag]).is_empty();
            let beads = beads
                .iter()
                .filter(|bead| tags.iter().any(|&other| other != tag && has(bead, other)));
            let segments = beads.flat_map(|bead| list(&bead[tag]));
            segments
                .map(|segment| segment.as_u64().unwrap() as usize)
                .collect()
        });
        (texts, shared)
    });
    let whole = |release: &Bundled| release.0.iter().all(|text| !text.is_empty());
    releases.filter(whole).collect()
}

/// Moves segments of every version of every bundled release, and asserts that this is seen of all
/// that show it: those of which another version has one of the segments that `moved` gives.
fn is_seen(moved: impl Fn(&mut [String]) -> std::ops::Range<usize>) {
    let mut seen = 0;
    for (texts, shared) in bundled() {
        for version in 0..3 {
            let mut texts = texts.clone();
            let segments = moved(&mut texts[version]);
            if shared[version].range(segments).next().is_none() {
                continue;
            }
            let reasons = checked(&texts).grade.reasons;
            let is_named = reasons.iter().any(|reason| match reason {
                Reason::Moved { language, .. } => *language == LANGUAGES[version],
                _ => false,
            });
            assert!(is_named, "{version} {} {reasons:?}", texts[0][0]);
            seen += 1;
        }
    }
    assert!(80 < seen);
}

#[test]
fn a_last_segment_at_the_front_is_seen() {
    is_seen(|text| {
        text.rotate_right(1);
        text.len() - 1..text.len()
    });
}

#[test]
fn a_second_paragraph_at_the_end_is_seen() {
    is_seen(|text| {
        text[1..].rotate_left(2);
        1..3
    });
}

#[test]
fn a_reversed_order_is_seen_and_all_of_it_is_named() {
    is_seen(|text| {
        text[1..].reverse();
        1..text.len()
    });
    let mut texts = reports(1..20);
    texts[1][1..].reverse();
    let reasons = checked(&texts).grade.reasons;
    let [Reason::Moved { language: RU, gap }] = reasons[..] else {
        panic!("{reasons:?}");
    };
    assert!(16 <= gap.last - gap.first, "{gap}");
}

#[test]
fn a_moved_sentence_is_seen_where_the_others_join_it_with_the_next() {
    let mut texts = reports(1..20);
    for version in [0, 2] {
        let next = texts[version].remove(5);
        let sentence = texts[version][4].trim_end_matches('.').to_owned();
        texts[version][4] = format!("{sentence}, {next}");
    }
    let grade = checked(&texts).grade;
    assert!(grade.reasons.is_empty(), "{grade:?}");
    texts[1][4..].rotate_left(1);
    let reasons = checked(&texts).grade.reasons;
    let [Reason::Moved { language: RU, gap }] = reasons[..] else {
        panic!("{reasons:?}");
    };
    assert_eq!((gap.first, gap.last), (5, 5));
}

#[test]
fn a_title_at_the_end_is_seen_though_the_lead_takes_its_translation() {
    let mut texts = reports(1..12);
    let titles = [
        "The President of Kazakhstan visits town number 7",
        "Президент Казахстана посетит город номер 7",
        "Қазақстан Президенті 7 нөмірлі қалаға барады",
    ];
    for (text, title) in texts.iter_mut().zip(titles) {
        text.insert(0, title.to_owned());
    }
    let grade = checked(&texts).grade;
    assert!(grade.reasons.is_empty(), "{grade:?}");
    texts[2].rotate_left(1);
    let reasons = checked(&texts).grade.reasons;
    let is_title = |reason: &Reason| match reason {
        Reason::Moved { language: KK, gap } => (gap.first, gap.last) == (1, 1),
        _ => false,
    };
    assert!(reasons.iter().any(is_title), "{reasons:?}");
}

/// Reports of things that no lexicon knows, under a title that repeats them.
fn herbal() -> [Vec<String>; 3] {
    let titles = [
        "Glimmerwort beats hedgebeetle, drizzlers hope",
        "Полынница одолеет долгоуса, надеются мокрицеведы",
        "Жусаншөп бізтұмсықты жеңер деп дымқылшылар үміттенеді",
    ];
    let told = [
        [
            " near glimmerwort",
            " without a hedgebeetle",
            " with drizzlers",
        ],
        [" у полынницы", " без долгоуса", " с мокрицеведами"],
        [" жусаншөп жанында", " бізтұмсықсыз", " дымқылшылармен"],
    ];
    let mut texts = reports(1..12);
    for ((text, title), told) in texts.iter_mut().zip(titles).zip(told) {
        for (number, told) in [3, 6, 9].into_iter().zip(told) {
            let end = text[number].len() - 1;
            text[number].insert_str(end, told);
        }
        text.insert(0, title.to_owned());
    }
    texts
}

#[test]
fn a_free_title_at_the_end_is_seen_by_what_its_text_repeats() {
    let grade = checked(&herbal()).grade;
    assert!(grade.reasons.is_empty(), "{grade:?}");
    for version in 0..3 {
        let mut texts = herbal();
        texts[version].rotate_left(1);
        let reasons = checked(&texts).grade.reasons;
        let is_title = |reason: &Reason| match reason {
            Reason::Moved { language, gap } => {
                *language == LANGUAGES[version] && (gap.first, gap.last) == (1, 1)
            }
            _ => false,
        };
        assert!(reasons.iter().any(is_title), "{version} {reasons:?}");
    }
}

/// Reports under a free title, with a last sentence that no lexicon knows.
fn framed() -> [Vec<String>; 3] {
    let frames = [
        ["On personnel decisions", "Drizzlers hedge their beetles."],
        ["О кадровых назначениях", "Мокрицеведы стерегут долгоусов."],
        [
            "Кадрлық тағайындаулар туралы",
            "Дымқылшылар бізтұмсықты күзетеді.",
        ],
    ];
    let mut texts = reports(1..12);
    for (text, [title, last]) in texts.iter_mut().zip(frames) {
        text.insert(0, title.to_owned());
        text.push(last.to_owned());
    }
    texts
}

/// Whether a segment is told to stand elsewhere in a version.
fn tells_moved(reasons: &[Reason], version: usize, segment: usize) -> bool {
    reasons.iter().any(|reason| match reason {
        Reason::Moved { language, gap } => {
            *language == LANGUAGES[version] && (gap.first, gap.last) == (segment, segment)
        }
        _ => false,
    })
}

#[test]
fn a_free_last_sentence_at_the_front_is_seen_by_its_place() {
    let grade = checked(&framed()).grade;
    assert!(grade.reasons.is_empty(), "{grade:?}");
    for version in 0..3 {
        let mut texts = framed();
        let last = texts[version].len();
        texts[version].rotate_right(1);
        let reasons = checked(&texts).grade.reasons;
        assert!(
            tells_moved(&reasons, version, last),
            "{version} {reasons:?}"
        );
    }
}

#[test]
fn a_title_at_the_end_is_seen_in_two_versions_by_the_mark_that_it_lacks() {
    for (release, _) in bundled() {
        for (one, other) in [(0, 1), (0, 2), (1, 2)] {
            for version in [one, other] {
                let mut texts = release.clone();
                texts[version].rotate_left(1);
                let two = [(one, &texts[one]), (other, &texts[other])];
                let versions = two.map(|(version, text)| {
                    let segments = text.iter().map(String::as_str).collect();
                    Version::new(LANGUAGES[version], segments)
                });
                let reasons = Aligner::new().align(&versions).grade.reasons;
                assert!(!reasons.is_empty(), "{version} {}", release[version][0]);
            }
        }
    }
}

#[test]
fn what_is_said_twice_was_not_moved() {
    let mut texts = reports(1..12);
    for text in &mut texts {
        text.push(text[0].clone());
    }
    texts[1].remove(3);
    let grade = checked(&texts).grade;
    assert!(grade.reasons.is_empty(), "{grade:?}");
}

#[test]
fn neighbours_may_be_exchanged() {
    for version in 0..3 {
        let paragraphs = |texts: Vec<String>| -> Vec<String> {
            texts.chunks(4).map(|part| part.join(" ")).collect()
        };
        let mut texts = reports(1..29).map(paragraphs);
        texts[version].swap(2, 3);
        let grade = checked(&texts).grade;
        assert!(grade.reasons.is_empty(), "{version} {grade:?}");
    }
}

#[test]
fn an_addition_to_one_version_is_no_fault_of_the_others() {
    let mut texts = reports(1..12);
    let added = reports(500..504)[0].clone();
    texts[0].splice(5..5, added);
    let grade = checked(&texts).grade;
    assert!(grade.reasons.is_empty(), "{grade:?}");
}

#[test]
fn four_versions_are_aligned_jointly() {
    let [english, russian, mut kazakh] = reports(1..20);
    let german = |i| {
        format!(
            "In {i} Tagen besucht der Präsident Kasachstans Stadt Nummer {}.",
            i * 7
        )
    };
    let mut german: Vec<String> = (1..20).map(german).collect();
    // Four in one, two in one, and one that is missing.
    kazakh.splice(4..8, [kazakh[4..8].join(" ")]);
    german.splice(10..12, [german[10..12].join(" ")]);
    german.pop();
    let texts = [english, russian, kazakh, german];
    let versions: Vec<Version<'_>> = texts
        .iter()
        .zip([EN, RU, KK, Language::parse("de").unwrap()])
        .map(|(text, language)| Version::new(language, text.iter().map(String::as_str).collect()))
        .collect();
    let alignment = Aligner::new().align(&versions);
    check(&texts, &alignment);
    assert!(alignment.grade.reasons.is_empty(), "{:?}", alignment.grade);
    let odd: Vec<_> = sides(alignment)
        .into_iter()
        .filter(|sides| sides.iter().any(|side| side.len() != 1))
        .collect();
    assert_eq!(
        odd,
        [
            [4..8, 4..8, 4..5, 4..8],
            [10..12, 10..12, 7..9, 10..11],
            [18..19, 18..19, 15..16, 17..17]
        ]
    );
}

#[test]
fn drops_here_and_there_are_no_fault() {
    let mut texts = reports(1..31);
    for (number, text) in texts.iter_mut().enumerate() {
        let mut at = 0;
        text.retain(|_| {
            at += 1;
            at % 5 != number
        });
    }
    let grade = checked(&texts).grade;
    assert!(grade.reasons.is_empty(), "{grade:?}");
}

#[test]
fn long_texts_are_aligned_like_short_ones() {
    let mut texts = reports(1..600).to_vec();
    texts[1].remove(300);
    let joined = texts[2].remove(401);
    texts[2][400] += &format!(" {joined}");
    let alignment = checked(&texts);
    let whole = |bead: &&tolmach::align::Bead| {
        bead.sides.iter().all(|side| side.len() == 1) && bead.sides[0] == bead.sides[2]
    };
    assert_eq!(alignment.beads.iter().take(300).filter(whole).count(), 300);
    let odd: Vec<_> = alignment
        .beads
        .iter()
        .map(|bead| bead.sides.clone())
        .filter(|sides| sides.iter().any(|side| side.len() != 1))
        .collect();
    assert_eq!(
        odd,
        [
            vec![300..301, 300..300, 300..301],
            vec![400..402, 399..401, 400..401]
        ]
    );
}

/// Knows what an embedding might: which letters answer to which.
struct Letters;

impl Similarity for Letters {
    fn log_odds(&self, one: (Language, &str), other: (Language, &str)) -> f32 {
        let of = |text: &str| text.chars().next().map(|c| c.to_lowercase().to_string());
        match (of(one.1).as_deref(), of(other.1).as_deref()) {
            (Some("q"), Some("щ")) | (Some("w"), Some("ц")) => 4.0,
            _ => -2.0,
        }
    }
}

#[test]
fn evidence_from_outside_decides_what_the_texts_leave_open() {
    let versions = [
        Version::new(EN, vec!["Qqqq", "Wwww"]),
        Version::new(RU, vec!["Жжжж", "Щщщщ", "Цццц"]),
    ];
    let sides = |aligner: Aligner| -> Vec<_> {
        let beads = aligner.align(&versions).beads.into_iter();
        beads.map(|bead| bead.sides).collect()
    };
    let told = sides(Aligner::new().similarity(Arc::new(Letters)));
    assert_ne!(told, sides(Aligner::new()));
    assert!(told.contains(&vec![0..1, 1..2]) && told.contains(&vec![1..2, 2..3]));
}

/// A model that has lost its mind, or has none.
struct Anything(f32);

impl Similarity for Anything {
    fn log_odds(&self, (_, one): (Language, &str), (_, other): (Language, &str)) -> f32 {
        match one.len() % 2 == other.len() % 2 {
            true => self.0,
            false => -self.0,
        }
    }
}

impl Dictionary for Anything {
    fn translations(&self, _: Language, stem: &str, _: Language) -> Vec<(String, f32)> {
        vec![(stem.to_owned(), self.0), (String::new(), self.0)]
    }
}

#[test]
fn evidence_from_outside_may_be_anything() {
    let texts = [4, 3, 5].map(|length| {
        let sentences = (0..length).map(|n| format!("Sentence {n} of {length}."));
        sentences.collect::<Vec<_>>()
    });
    let versions: Vec<Version<'_>> = texts
        .iter()
        .zip(LANGUAGES)
        .map(|(text, language)| Version::new(language, text.iter().map(String::as_str).collect()))
        .collect();
    for told in [f32::NAN, f32::INFINITY, f32::MAX, 1e9, 200.0, -1e30] {
        let aligner = Aligner::new().similarity(Arc::new(Anything(told)));
        let aligner = aligner.dictionary(Arc::new(Anything(told)));
        check(&texts, &aligner.align(&versions));
    }
}

#[test]
fn without_the_lexicon_names_and_numbers_serve() {
    let versions = [
        Version::new(
            EN,
            vec![
                "Johnson lives in London.",
                "On 5 May 2019 Tokayev flew to Moscow.",
                "Good luck.",
                "Almaty received 120 guests from Tashkent.",
            ],
        ),
        Version::new(
            RU,
            vec![
                "Джонсон живёт в Лондоне.",
                "Токаев вылетел в Москву 5 мая 2019 года.",
                "Удачи вам.",
                "Алматы принял 120 гостей из Ташкента.",
            ],
        ),
    ];
    let alignment = Aligner::new().lexicon(UseLexicon::No).align(&versions);
    let sides: Vec<_> = alignment
        .beads
        .iter()
        .map(|bead| bead.sides.clone())
        .collect();
    assert_eq!(
        sides,
        [[0..1, 0..1], [1..2, 1..2], [2..3, 2..3], [3..4, 3..4]]
    );
}

fn sides(alignment: Alignment) -> Vec<Vec<std::ops::Range<usize>>> {
    alignment.beads.into_iter().map(|bead| bead.sides).collect()
}

#[test]
fn blocks_decide_what_the_words_leave_open() {
    // The short reply might belong to the sentence before or behind it.
    let english = ["Qqqq wwww rrrr tttt.", "Pppp.", "Kkkk gggg ffff dddd."];
    let russian = ["Жжжж щщщщ цццц. Хххх.", "Ъъъъ ыыыы ээээ юююю."];
    let sides_with = |en: &[usize], ru: &[usize]| {
        let mut versions = [
            Version::new(EN, english.to_vec()),
            Version::new(RU, russian.to_vec()),
        ];
        versions[0].blocks = en.to_vec();
        versions[1].blocks = ru.to_vec();
        sides(Aligner::new().align(&versions))
    };
    let told = sides_with(&[0, 2], &[0, 1]);
    assert!(told.contains(&vec![2..3, 1..2]), "{told:?}");
    // Borders that are no segment's, or out of order, do no harm.
    assert_eq!(sides_with(&[], &[0, 1]), sides_with(&[7, 0, 2], &[]));
}

#[test]
fn sentences_inside_segments_show_what_is_joined() {
    // No version has the second bead in one segment, and Russian leaves out its first sentence.
    let texts = [
        [
            "The forum opened in Astana.",
            "Ministers of ten countries came.",
            "The next one is in Aktau. Guests will see the sea.",
            "All were thanked.",
        ]
        .map(str::to_owned)
        .to_vec(),
        [
            "Форум открылся в Астане.",
            "Следующий пройдёт в Актау.",
            "Гости увидят море. Всех поблагодарили.",
        ]
        .map(str::to_owned)
        .to_vec(),
        [
            "Форум Астанада ашылды.",
            "Он елдің министрлері келді. Келесісі Ақтауда өтеді.",
            "Қонақтар теңізді көреді.",
            "Барлығына алғыс айтылды.",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    assert_eq!(
        sides(checked(&texts)),
        [[0..1, 0..1, 0..1], [1..4, 1..3, 1..4]]
    );
}

#[test]
fn a_numeral_of_several_words_is_found_as_a_figure() {
    // Nothing else tells that what English says by itself is a part of the sentence before it.
    let texts: [&[&str]; 3] = [
        &[
            "The museum was closed for repairs.",
            "There are 63 stuffed birds in the hall.",
            "Thirty-six of them had faded.",
            "The doors open again in May.",
        ],
        &[
            "Музей закрыли на ремонт.",
            "В зале стоят 63 чучела, из них 36 выцвели.",
            "Двери снова откроются в мае.",
        ],
        &[
            "Музей жөндеуге жабылды.",
            "Залда 63 тұлып бар, оның 36-сы оңып кеткен.",
            "Есігі мамырда қайта ашылады.",
        ],
    ];
    let texts = texts.map(|text| text.iter().map(ToString::to_string).collect());
    assert_eq!(
        sides(checked(&texts)),
        [[0..1, 0..1, 0..1], [1..3, 1..2, 1..2], [3..4, 2..3, 2..3]]
    );
    // Kazakh has the numeral, English the figure.
    let english: Vec<&str> = vec![
        "A choir returned home.",
        "It gave concerts in 63 towns.",
        "In 11 of them halls were overcrowded.",
        "The season opens in May.",
    ];
    let kazakh = vec![
        "Хор үйіне оралды.",
        "Ол 63 қалада ән шырқап, он бірінде тікесінен тік тұрған жұрт көп болды.",
        "Маусым мамырда ашылады.",
    ];
    let alignment = Aligner::new().align(&[Version::new(EN, english), Version::new(KK, kazakh)]);
    assert_eq!(sides(alignment), [[0..1, 0..1], [1..3, 1..2], [3..4, 2..3]]);
}

#[test]
fn a_list_in_one_sentence_is_a_list_of_items_elsewhere() {
    // More items than are looked at as one translation.
    let english = vec![
        "The akimat will this year",
        "build a school;",
        "repair the main road;",
        "plant trees in the park;",
        "buy ten new buses;",
        "open a library;",
        "connect two villages to gas.",
        "Residents will be informed of the work.",
    ];
    let russian = vec![
        "В этом году акимат построит школу; отремонтирует главную дорогу; посадит деревья в парке; купит десять новых автобусов; откроет библиотеку; подключит к газу два села.",
        "Жители будут проинформированы о работах.",
    ];
    let alignment = Aligner::new().align(&[Version::new(EN, english), Version::new(RU, russian)]);
    assert!(
        alignment.beads.iter().all(|bead| 0.8 < bead.confidence),
        "{alignment:?}"
    );
    assert_eq!(sides(alignment), [[0..7, 0..1], [7..8, 1..2]]);
}

#[test]
fn what_may_be_longer_than_is_looked_at_is_doubtful() {
    let english = [
        "The akimat will this year build a school, repair the main road, plant trees in the park, buy ten new buses, open a library and connect two villages to gas.",
        "Residents will be informed of the work.",
    ];
    let russian = [
        "В этом году акимат построит школу.",
        "Отремонтирует главную дорогу.",
        "Посадит деревья в парке.",
        "Купит десять новых автобусов.",
        "Откроет библиотеку.",
        "Подключит к газу два села.",
        "Жители будут проинформированы о работах.",
    ];
    // Of so many items of the list, how the bead with it ends, and how sure it is.
    let told = |items: usize| {
        let russian = [&russian[..items], &russian[6..]].concat();
        let versions = [
            Version::new(EN, english.to_vec()),
            Version::new(RU, russian),
        ];
        let bead = Aligner::new().align(&versions).beads.swap_remove(0);
        (bead.sides[1].clone(), bead.confidence)
    };
    assert_eq!(told(4).0, 0..4);
    assert!(0.9 < told(4).1);
    assert_eq!(told(6).0.len(), 4);
    assert!(told(6).1 <= 0.5);
}

#[test]
fn a_title_does_not_join_the_text_of_a_version_that_lacks_it() {
    let english = [
        "Six officers hurt in prison disorder",
        "Six prison officers have been hurt in a disorder at a high security prison, the office said.",
        "The disorder began on Sunday.",
    ];
    let russian = [
        "По сообщениям администрации тюрьмы строгого режима, в ходе беспорядков ранено шестеро сотрудников тюрьмы.",
        "Беспорядки начались в воскресенье.",
    ];
    let kazakh = [
        "Түрмедегі толқуда алты офицер жарақат алды",
        "Қатаң режимдегі түрмедегі толқуда алты түрме офицері жарақат алды деп хабарлады басқарма.",
        "Толқу жексенбіде басталды.",
    ];
    let with_blocks = |language, segments: &[&'static str]| {
        let mut version = Version::new(language, segments.to_vec());
        version.blocks = (0..segments.len()).collect();
        version
    };
    let alignment = Aligner::new().align(&[
        with_blocks(EN, &english),
        with_blocks(RU, &russian),
        with_blocks(KK, &kazakh),
    ]);
    let told = [[0..1, 0..0, 0..1], [1..2, 0..1, 1..2], [2..3, 1..2, 2..3]];
    assert_eq!(sides(alignment), told);
}

#[test]
fn a_segment_of_many_sentences_is_not_cut() {
    let text: Vec<String> = (0..40).map(|i| format!("Number {i} of Almaty.")).collect();
    let joined = vec![text[..30].join(" "), text[30..].join(" ")];
    assert_eq!(
        sides(checked(&[text, joined])),
        [[0..30, 0..1], [30..40, 1..2]]
    );
}

/// Another country than the one that the version speaks of elsewhere makes its bead doubtful.
#[test]
fn another_country_makes_a_bead_doubtful() {
    let english = |country: &str| {
        vec![
            format!("The President of {country} arrives in Astana"),
            "The President of Finland arrived on a state visit on 5 May.".to_owned(),
            "Trade between Kazakhstan and Finland reached 412 million dollars.".to_owned(),
        ]
    };
    let russian = [
        "Президент Финляндии прибыл в Астану",
        "Президент Финляндии прибыл 5 мая с государственным визитом.",
        "Товарооборот между Казахстаном и Финляндией составил 412 млн долларов.",
    ];
    let confidence = |country: &str| of_first_bead(&english(country), &russian);
    assert!(0.95 < confidence("Finland"));
    assert!(confidence("Norway") < 0.7);
    // What one side leaves out contradicts nothing.
    assert!(0.9 < confidence("Finland and Norway"));
}

/// The confidence of the first bead, which must be one sentence and one.
fn of_first_bead(english: &[String], russian: &[&str]) -> f32 {
    let english = english.iter().map(String::as_str).collect();
    let alignment = Aligner::new().align(&[
        Version::new(EN, english),
        Version::new(RU, russian.to_vec()),
    ]);
    assert_eq!(alignment.beads[0].sides, [0..1, 0..1]);
    alignment.beads[0].confidence
}

#[test]
fn another_person_makes_a_bead_doubtful() {
    let english = |guest: &str| {
        vec![
            format!("The President received {guest} in Astana on 5 May."),
            "They spoke of trade, which reached 412 million dollars last year.".to_owned(),
        ]
    };
    let russian = [
        "5 мая Президент принял в Астане Хенрика Стенсона.",
        "Речь шла о торговле, которая достигла в прошлом году 412 млн долларов.",
    ];
    let confidence = |guest: &str| of_first_bead(&english(guest), &russian);
    assert!(0.95 < confidence("Henrik Stenson"));
    assert!(confidence("Wayde Gatland") < 0.7);
    // Of one person, a name may be written otherwise; and what one side leaves out, or calls by its
    // office, contradicts nothing.
    for guest in [
        "Heinrich Stenson",
        "Henrik Ståhlberg",
        "the guest",
        "Stenson",
        "Wayde Gatland and Henrik Stenson",
    ] {
        assert!(0.85 < confidence(guest), "{guest}");
    }
}

#[test]
fn another_surname_makes_a_bead_doubtful() {
    let english = |surname: &str| {
        vec![
            format!("Education Minister Nurlan {surname} spoke of wages on 5 May."),
            "They have grown by 412 thousand tenge since last year.".to_owned(),
        ]
    };
    let russian = [
        "5 мая министр просвещения Нурлан Бейсенов рассказал о зарплатах.",
        "С прошлого года они выросли на 412 тысяч тенге.",
    ];
    let confidence = |surname: &str| of_first_bead(&english(surname), &russian);
    assert!(confidence("Tulegenov") < 0.7);
    // A patronymic, or a spelling of one's own, is no other surname.
    for surname in ["Beisenov", "Beissenoff", "Beisenuly"] {
        assert!(0.85 < confidence(surname), "{surname}");
    }
}

#[test]
fn other_figures_make_a_bead_doubtful() {
    for (english, russian) in [
        // What two and двух answer to is not said again by another figure.
        (
            "Trade between the two countries grew by 17%.",
            "Товарооборот двух стран вырос на 95%.",
        ),
        (
            "Trade between the two countries grew by 17%.",
            "Товарооборот 2 стран вырос на 95%.",
        ),
        (
            "The number of pupils in three schools grew by 17%.",
            "Число учеников в трех школах выросло на 66%.",
        ),
        (
            "Output of the plant grew by 17%.",
            "Выпуск завода вырос на 117%.",
        ),
        // With as many decimals, neither is rounded.
        (
            "He received 4.5 million tenge.",
            "Он получил 5,0 млн тенге.",
        ),
        ("The rate is 14.75%.", "Ставка составляет 15,00%."),
        // A week has seven days, but no delegation has seven others.
        ("Two delegations came.", "Приехали 14 делегаций."),
        ("Five delegations came.", "Приехали 17 делегаций."),
    ] {
        let confidence = of_first_bead(&[english.to_owned()], &[russian]);
        assert!(confidence < 0.7, "{english} {russian} {confidence}");
    }
    // Орындар are places; what орындалды is fulfilled.
    let confidence = of_one_sentence(
        "The number of jobs in the city rose by 17%.",
        KK,
        "Қалада жұмыс орындары 117%-ға артты.",
    );
    assert!(confidence < 0.7, "{confidence}");
    let confidence = of_one_sentence(
        "Revenue exceeded the plan by 5%.",
        KK,
        "Бюджет 105%-ға орындалды.",
    );
    assert!(0.8 < confidence, "{confidence}");
    let confidence = of_one_sentence(
        "Revenue exceeded the plan by 5%.",
        KK,
        "Бюджетті орындау 105%-ға көтерілді.",
    );
    assert!(0.8 < confidence, "{confidence}");
}

#[test]
fn figures_told_otherwise_leave_a_bead_sure() {
    for (english, russian) in [
        (
            "Trade between the two countries grew by 17%.",
            "Товарооборот двух стран вырос на 17%.",
        ),
        (
            "Trade grew 1.5 times in two years.",
            "За два года товарооборот вырос на 50%.",
        ),
        (
            "Half of the pupils live in the city.",
            "50% учеников живут в городе.",
        ),
        ("The plan was exceeded by 5%.", "План выполнен на 105%."),
        ("Two thirds of the land is used.", "Используется 66% земли."),
        (
            "Exports grew by 17%.",
            "Экспорт составил 117% к уровню прошлого года.",
        ),
        (
            "Twenty-five schools and five hospitals were built.",
            "Построено 25 школ и пять больниц.",
        ),
        (
            "The two countries signed 25 contracts.",
            "Две страны подписали двадцать пять контрактов.",
        ),
        (
            "Revenue exceeded the plan by 5%.",
            "Бюджет исполнен на 105%.",
        ),
        ("The course lasts two weeks.", "Курс длится 14 дней."),
        ("He received 5 million tenge.", "Он получил 5,0 млн тенге."),
        (
            "He received 4.96 million tenge.",
            "Он получил 5,0 млн тенге.",
        ),
        ("He received 4,500,000 tenge.", "Он получил 4,50 млн тенге."),
    ] {
        let confidence = of_first_bead(&[english.to_owned()], &[russian]);
        assert!(0.85 < confidence, "{english} {russian} {confidence}");
    }
}

#[test]
fn parts_multiples_and_decisions_are_kept() {
    for (english, language, other) in [
        (
            "GDP grew in the second quarter.",
            RU,
            "ВВП вырос в третьем квартале.",
        ),
        (
            "GDP grew in the second quarter.",
            KK,
            "ЖІӨ үшінші тоқсанда өсті.",
        ),
        (
            "In the first half of the year exports fell.",
            RU,
            "Во втором полугодии экспорт снизился.",
        ),
        (
            "In the first half of the year exports fell.",
            KK,
            "Екінші жартыжылдықта экспорт төмендеді.",
        ),
        ("Output doubled.", RU, "Выпуск вырос втрое."),
        ("Output doubled.", KK, "Өнім үш есе өсті."),
        (
            "A quarter of the pupils passed.",
            RU,
            "Экзамен сдала треть учеников.",
        ),
        (
            "It was built in the XXI century.",
            RU,
            "Он построен в XX веке.",
        ),
        (
            "The shop works until 8 p.m.",
            RU,
            "Магазин работает до 8 утра.",
        ),
        (
            "The shop works until 8 p.m.",
            KK,
            "Дүкен таңғы 8-ге дейін жұмыс істейді.",
        ),
        ("The council approved the plan.", RU, "Совет отклонил план."),
        ("The director was acquitted.", RU, "Директор осужден."),
        ("The director was acquitted.", KK, "Директор сотталды."),
        (
            "The new tariff is more expensive.",
            RU,
            "Новый тариф дешевле.",
        ),
    ] {
        let confidence = of_one_sentence(english, language, other);
        assert!(confidence < 0.7, "{english} {other} {confidence}");
    }
    for (english, language, other) in [
        (
            "GDP grew in the second quarter.",
            RU,
            "Во втором квартале ВВП вырос.",
        ),
        (
            "GDP grew in the second quarter.",
            KK,
            "Екінші тоқсанда ЖІӨ өсті.",
        ),
        (
            "In the first half of the year exports fell.",
            RU,
            "В первом полугодии экспорт снизился.",
        ),
        (
            "In the first half of the year exports fell.",
            KK,
            "Бірінші жартыжылдықта экспорт төмендеді.",
        ),
        ("Output doubled.", RU, "Выпуск вырос вдвое."),
        ("Output doubled.", KK, "Өнім екі есе өсті."),
        (
            "The number of accidents was halved.",
            RU,
            "Число аварий сократилось вдвое.",
        ),
        (
            "The number of accidents was halved.",
            KK,
            "Апаттар саны екі есе азайды.",
        ),
        (
            "A quarter of the pupils passed the exam.",
            RU,
            "Экзамен сдала четверть учеников.",
        ),
        (
            "A quarter of the pupils passed the exam.",
            KK,
            "Оқушылардың төрттен бірі емтихан тапсырды.",
        ),
        (
            "He scored a third goal in the last quarter of the match.",
            RU,
            "В последней четверти матча он забил третий гол.",
        ),
        (
            "Three quarters of the work is done.",
            RU,
            "Три четверти работы выполнено.",
        ),
        (
            "The house was built at the turn of the XIX and XX centuries.",
            RU,
            "Дом построен на рубеже XIX и XX веков.",
        ),
        (
            "The shop is open from 9 a.m. to 8 p.m.",
            RU,
            "Магазин открыт с 9 утра до 8 вечера.",
        ),
        (
            "The shop is open from 9 a.m. to 8 p.m.",
            KK,
            "Дүкен таңғы 9-дан кешкі 8-ге дейін ашық.",
        ),
        ("The council approved the plan.", RU, "Совет одобрил план."),
        (
            "The council approved the plan.",
            KK,
            "Кеңес жоспарды мақұлдады.",
        ),
        (
            "The council rejected the plan.",
            RU,
            "Совет не одобрил план.",
        ),
        (
            "The council rejected the plan.",
            KK,
            "Кеңес жоспарды мақұлдамады.",
        ),
        (
            "The court rejected the appeal and approved the settlement.",
            RU,
            "Суд отклонил жалобу и утвердил соглашение.",
        ),
        (
            "The court acquitted the driver who was convicted in May.",
            RU,
            "Суд оправдал водителя, осужденного в мае.",
        ),
        (
            "Train tickets are cheaper than air tickets.",
            RU,
            "Билеты на поезд дешевле авиабилетов.",
        ),
        (
            "Train tickets are cheaper than air tickets.",
            KK,
            "Пойыз билеті ұшақтан арзан.",
        ),
        (
            "Half of the land is a third of what is needed.",
            RU,
            "Половина земель – это треть необходимого.",
        ),
        (
            "The rain began in the second half of the day.",
            RU,
            "Дождь начался во второй половине дня.",
        ),
        (
            "The rain began in the second half of the day.",
            KK,
            "Жаңбыр түстен кейін басталды.",
        ),
        (
            "More than half of the residents voted.",
            RU,
            "Проголосовало больше половины жителей.",
        ),
        (
            "More than half of the residents voted.",
            KK,
            "Тұрғындардың жартысынан көбі дауыс берді.",
        ),
        (
            "The concert lasted two and a half hours.",
            RU,
            "Концерт длился два с половиной часа.",
        ),
        (
            "The concert lasted two and a half hours.",
            KK,
            "Концерт екі жарым сағатқа созылды.",
        ),
        (
            "The old block, built a third of a century ago, was pulled down.",
            RU,
            "Старый квартал, построенный треть века назад, снесли.",
        ),
    ] {
        let confidence = of_one_sentence(english, language, other);
        assert!(0.8 < confidence, "{english} {other} {confidence}");
    }
}

/// What one side says by another word of the family, by a figure or by what stands elsewhere, opposes nothing.
#[test]
fn opposites_that_may_be_one_leave_a_bead_sure() {
    for (english, language, other) in [
        // One word of a quarter or a half is left out where two are named.
        (
            "GDP rose from the first quarter to the second.",
            RU,
            "ВВП вырос в период с первого по второй квартал.",
        ),
        (
            "Exports grew in the second and third quarters.",
            RU,
            "Экспорт вырос во втором квартале и в третьем.",
        ),
        (
            "Sales fell in the first half and rose in the second.",
            RU,
            "Продажи упали в первом, а во втором полугодии выросли.",
        ),
        (
            "GDP rose from the first quarter to the second.",
            KK,
            "ЖІӨ бірінші тоқсаннан екіншіге дейін өсті.",
        ),
        // A multiple, a share or an hour is in words on one side and in figures on the other.
        (
            "Exports doubled and imports grew three times.",
            RU,
            "Экспорт вырос в два раза, а импорт втрое.",
        ),
        (
            "The number grew by a factor of two, and then trebled.",
            RU,
            "Число удвоилось, а затем выросло в три раза.",
        ),
        (
            "Half of the voters are women and 25% are young.",
            RU,
            "50% избирателей – женщины, четверть – молодежь.",
        ),
        (
            "On the third of May 50% of the shops were closed.",
            RU,
            "3 мая половина магазинов была закрыта.",
        ),
        (
            "Half of the students took the third course.",
            RU,
            "Третью программу прошли 50% студентов.",
        ),
        (
            "The shop is open from 9 to 6 p.m.",
            RU,
            "Магазин открыт с 9 утра до 18 часов.",
        ),
        (
            "The shop is open from 10 a.m. to 17:00.",
            RU,
            "Магазин открыт с 10:00 до 5 вечера.",
        ),
        (
            "The office works from 9 to 6 p.m.",
            KK,
            "Кеңсе таңғы 9-дан 18-ге дейін жұмыс істейді.",
        ),
        // What is denied is what it opposes.
        ("The plan was rejected.", RU, "План не был одобрен."),
        ("The plan has not been approved.", RU, "План отклонен."),
        ("The plan wasn't approved.", RU, "План отклонен."),
        (
            "The council rejected the plan.",
            KK,
            "Кеңес жоспарды мақұлдаған жоқ.",
        ),
        (
            "The director was acquitted.",
            RU,
            "Директор не был осужден.",
        ),
        // So is what is told of the other.
        (
            "In Astana flats are more expensive than in Almaty.",
            RU,
            "В Алматы квартиры дешевле, чем в Астане.",
        ),
        (
            "The post went to his son-in-law.",
            RU,
            "Пост получил муж его дочери.",
        ),
        (
            "His brother-in-law was arrested.",
            RU,
            "Муж его сестры арестован.",
        ),
        ("He sat down in the city park.", RU, "Он сел в парке."),
        (
            "The shop sells old postcards and closes at six.",
            RU,
            "Магазин продает старые открытки и работает до шести.",
        ),
    ] {
        let confidence = of_one_sentence(english, language, other);
        assert!(0.8 < confidence, "{english} {other} {confidence}");
    }
}

/// What is almost done, must be done, is done before or is said of nobody else is not denied, though it
/// stands behind what denies.
#[test]
fn what_only_looks_denied_leaves_a_bead_sure() {
    for (language, one, other) in [
        // Two denials affirm, and so does one that almost is.
        (
            RU,
            "It should be noted that the work has been done.",
            "Нельзя не отметить, что работа выполнена.",
        ),
        (
            RU,
            "Such results please us.",
            "Такие результаты не могут не радовать нас.",
        ),
        (RU, "He nearly lost his job.", "Он едва не потерял работу."),
        (
            KK,
            "Everyone knows this song.",
            "Бұл әнді білмейтін адам жоқ.",
        ),
        (
            KK,
            "It is a task for both the government and the people.",
            "Бұл тек үкіметтің емес, халықтың да міндеті.",
        ),
        // Idioms.
        (
            RU,
            "The minister has said so many times.",
            "Министр не раз говорил об этом.",
        ),
        (
            RU,
            "It played a role, in large part thanks to investment.",
            "Это сыграло роль не в последнюю очередь благодаря инвестициям.",
        ),
        (
            KK,
            "The ministry refuted the information.",
            "Министрлік ақпаратты жоққа шығарды.",
        ),
        (KK, "Soon the plant will open.", "Көп ұзамай зауыт ашылады."),
        (
            KK,
            "The law will take effect after the President signs it.",
            "Президент қол қоймайынша, заң күшіне енбейді.",
        ),
        // Words that deny by their meaning.
        (
            RU,
            "The parliament has yet to approve the budget.",
            "Парламент пока не одобрил бюджет.",
        ),
        (
            RU,
            "Works will start before the budget is approved.",
            "Работы начнутся, пока бюджет не одобрен.",
        ),
        (
            RU,
            "Small firms are exempt from paying taxes.",
            "Малые фирмы не платят налоги.",
        ),
        (
            RU,
            "The court will decide whether or not to release him.",
            "Суд решит, освободить ли его.",
        ),
        (
            RU,
            "The party seldom supports such laws.",
            "Партия обычно не поддерживает такие законы.",
        ),
        (
            KK,
            "The parliament has yet to approve the budget.",
            "Парламент бюджетті әлі мақұлдаған жоқ.",
        ),
        (RU, "He skipped paying the fee.", "Он не заплатил взнос."),
        (
            RU,
            "He has not smoked for ten years.",
            "Он бросил курить десять лет назад.",
        ),
        (
            KK,
            "The talks yielded results.",
            "Келіссөз нәтижесіз болған жоқ.",
        ),
        // The same word is affirmed, too; an initial is no denial.
        (
            RU,
            "The bank raised rates but did not raise fees.",
            "Банк повысил ставки, сохранив сборы на прежнем уровне.",
        ),
        (
            RU,
            "Nathan T. Smith met the minister.",
            "Натан Смит встретился с министром.",
        ),
    ] {
        let confidence = of_one_sentence(one, language, other);
        assert!(0.8 < confidence, "{one} {other} {confidence}");
    }
    // What is denied is denied, be it behind an article or after what has two sides.
    for (language, one, other) in [
        (
            RU,
            "Kazakhstan is not a member of the union.",
            "Казахстан является членом союза.",
        ),
        (
            RU,
            "The President did not sign the law.",
            "Президент подписал закон.",
        ),
        (
            RU,
            "The committee supported the plan.",
            "Комитет не поддержал план.",
        ),
        (
            KK,
            "The committee supported the plan.",
            "Комитет жоспарды қолдамады.",
        ),
        (
            KK,
            "The issue is being resolved by the committee.",
            "Мәселені комитет шешпей келе жатыр.",
        ),
    ] {
        let confidence = of_one_sentence(one, language, other);
        assert!(confidence < 0.8, "{one} {other} {confidence}");
    }
}

fn of_one_sentence(english: &str, language: Language, other: &str) -> f32 {
    let alignment = Aligner::new().align(&[
        Version::new(EN, vec![english]),
        Version::new(language, vec![other]),
    ]);
    alignment.beads[0].confidence
}

/// One sentence at a time is merged with no other, whatever was moved.
#[test]
fn sentences_that_are_never_merged_are_aligned() {
    let english = [
        "The city library has opened its doors after a long renovation.",
        "The building on Garden Street was closed for 3 years.",
        "The roof was repaired, and the reading room now has 240 seats.",
        "Readers can borrow 15 books without leaving home.",
        "Children are taught here to bind 12 notebooks and to make paper.",
        "The director, Marat Seitov, thanked 77 builders and 31 volunteers.",
        "Guests from 5 regions have been invited.",
        "The library has 240 seats in the reading room, said the director Marat Seitov.",
    ];
    let russian = [
        "Городская библиотека открыла двери после долгого ремонта.",
        "Здание на улице Садовой было закрыто 3 года.",
        "Крышу отремонтировали, а в читальном зале теперь 240 мест.",
        "Читатели могут брать 15 книг, не выходя из дома.",
        "Детей учат здесь переплетать 12 тетрадей и делать бумагу.",
        "Директор Марат Сеитов поблагодарил 77 строителей и 31 добровольца.",
        "Приглашены гости из 5 областей.",
    ];
    let alignment = Aligner::new().max_merge(1).align(&[
        Version::new(EN, english.to_vec()),
        Version::new(RU, russian.to_vec()),
    ]);
    let sizes = alignment.beads.iter().flat_map(|bead| &bead.sides);
    assert!(sizes.clone().all(|side| side.len() <= 1));
    assert_eq!(sizes.map(|side| side.len()).sum::<usize>(), 15);
}
