//! A sentence to which nothing answers is not taken for the translation that should stand there, however
//! sure all around it is.

use tolmach::align::{Aligner, Alignment, Reason, UseLexicon, Version};
use tolmach::{EN, KK, Language, RU};

const ENGLISH: [&str; 6] = [
    "A new hospital was opened in Kostanay",
    "The hospital has 200 beds and an emergency department.",
    "Construction took three years and cost 12 billion tenge.",
    "The Minister of Healthcare thanked the builders for their work.",
    "Doctors from the capital will train the local staff.",
    "The first patients will be received on 1 March.",
];
const RUSSIAN: [&str; 6] = [
    "В Костанае открылась новая больница",
    "В больнице 200 коек и отделение скорой помощи.",
    "Строительство заняло три года и обошлось в 12 млрд тенге.",
    "Министр здравоохранения поблагодарил строителей за работу.",
    "Врачи из столицы обучат местный персонал.",
    "Первых пациентов примут 1 марта.",
];
const KAZAKH: [&str; 6] = [
    "Қостанайда жаңа аурухана ашылды",
    "Ауруханада 200 төсек және жедел жәрдем бөлімшесі бар.",
    "Құрылыс үш жылға созылып, 12 млрд теңгеге түсті.",
    "Денсаулық сақтау министрі құрылысшыларға еңбегі үшін алғыс айтты.",
    "Астанадан келген дәрігерлер жергілікті қызметкерлерді оқытады.",
    "Алғашқы науқастар 1 наурызда қабылданады.",
];
/// Of another text, in the same languages.
const STRANGERS: [[&str; 3]; 3] = [
    [
        "The team lost the last match of the season at home.",
        "Our fishermen caught a rare fish near the old bridge.",
        "The museum bought two paintings by a young artist.",
    ],
    [
        "Команда проиграла дома последний матч сезона.",
        "Рыбаки поймали у старого моста редкую рыбу.",
        "Музей купил две картины молодого художника.",
    ],
    [
        "Команда маусымның соңғы ойынында өз алаңында жеңілді.",
        "Балықшылар ескі көпірдің жанынан сирек балық ұстады.",
        "Мұражай жас суретшінің екі картинасын сатып алды.",
    ],
];
const LANGUAGES: [Language; 3] = [EN, RU, KK];

fn release() -> [Vec<&'static str>; 3] {
    [ENGLISH, RUSSIAN, KAZAKH].map(|text| text.to_vec())
}

fn align(texts: &[Vec<&str>], languages: &[Language]) -> Alignment {
    let versions = texts.iter().zip(languages);
    let versions: Vec<Version<'_>> = versions
        .map(|(text, &language)| Version::new(language, text.clone()))
        .collect();
    Aligner::new().align(&versions)
}

/// The confidence of the bead that a version has a segment in, and whether others have text in it.
fn bead_of(alignment: &Alignment, version: usize, segment: usize) -> (f32, bool) {
    let mut beads = alignment.beads.iter();
    let bead = beads.find(|bead| bead.sides[version].contains(&segment));
    let bead = bead.expect("every segment stands in a bead");
    let filled = bead.sides.iter().filter(|side| !side.is_empty());
    (bead.confidence, 1 < filled.count())
}

#[test]
fn a_stranger_in_its_place_is_doubtful() {
    let clean = align(&release(), &LANGUAGES);
    assert!(clean.grade.reasons.is_empty(), "{:?}", clean.grade);
    assert!(
        clean.beads.iter().all(|bead| 0.9 < bead.confidence),
        "{clean:?}"
    );
    let mut joined = 0;
    for version in 0..3 {
        for place in 1..5 {
            let mut texts = release();
            texts[version][place] = STRANGERS[version][place % 3];
            let alignment = align(&texts, &LANGUAGES);
            let (confidence, is_joined) = bead_of(&alignment, version, place);
            joined += usize::from(is_joined);
            assert!(
                !is_joined || confidence < 0.5,
                "{version} {place}: {alignment:?}"
            );
            assert!(0.9 < bead_of(&alignment, version, 0).0);
            assert!(0.9 < bead_of(&alignment, version, 5).0);
            // The other two alone.
            let other = (version + 1) % 3;
            let two = [texts[version].clone(), texts[other].clone()];
            let alignment = align(&two, &[LANGUAGES[version], LANGUAGES[other]]);
            let (confidence, is_joined) = bead_of(&alignment, 0, place);
            assert!(
                !is_joined || confidence < 0.5,
                "{version} {place}: {alignment:?}"
            );
        }
    }
    assert!(0 < joined, "nothing was judged");
}

/// What its neighbour finds is none of its own.
#[test]
fn a_stranger_behind_a_sentence_of_its_segment_is_doubtful() {
    const LONG: [&str; 3] = [
        "Fishermen who were mending their nets near the old bridge caught a rare fish, and the \
         museum of the village bought a painting of it by a young artist.",
        "Рыбаки, чинившие сети у старого моста, поймали редкую рыбу, и сельский музей купил у \
         молодого художника картину, на которой она изображена.",
        "Ескі көпірдің жанында ау жөндеп отырған балықшылар сирек балық ұстады, ал ауыл мұражайы \
         жас суретшіден оның бейнесі салынған картинаны сатып алды.",
    ];
    for version in 0..3 {
        for place in 1..5 {
            let with = |second: &str| [release()[version][place], second].join(" ");
            let mut texts = release();
            let (joined, beside) = (with(texts[version][place + 1]), with(LONG[version]));
            texts[version].splice(place..place + 2, [&joined[..]]);
            let alignment = align(&texts, &LANGUAGES);
            assert!(0.9 < bead_of(&alignment, version, place).0, "{alignment:?}");
            let mut texts = release();
            texts[version][place] = &beside;
            let alignment = align(&texts, &LANGUAGES);
            let (confidence, is_joined) = bead_of(&alignment, version, place);
            assert!(
                !is_joined || confidence < 0.5,
                "{version} {place}: {alignment:?}"
            );
        }
    }
}

#[test]
fn parts_of_another_release_are_missed_as_parts_that_are_missing() {
    for version in 0..3 {
        let mut texts = release();
        texts[version].splice(3.., STRANGERS[version]);
        let reasons = align(&texts, &LANGUAGES).grade.reasons;
        let names = |reason: &Reason| match reason {
            Reason::Partial { language, .. } => *language == LANGUAGES[version],
            Reason::NotATranslation { language, .. } => *language == LANGUAGES[version],
            _ => false,
        };
        assert!(reasons.iter().any(names), "{version}: {reasons:?}");
    }
}

#[test]
fn a_single_sentence_is_judged() {
    let two = |english, russian| align(&[vec![english], vec![russian]], &[EN, RU]);
    for (english, russian) in ENGLISH.into_iter().zip(RUSSIAN) {
        let alignment = two(english, russian);
        assert!(alignment.grade.reasons.is_empty(), "{english}");
        assert!(0.9 < alignment.beads[0].confidence, "{english}");
    }
    for (place, english) in ENGLISH.into_iter().enumerate() {
        let alignment = two(english, STRANGERS[1][place % 3]);
        assert!(
            alignment.beads.iter().all(|bead| bead.confidence < 0.5),
            "{english}"
        );
    }
    let reasons = two(ENGLISH[1], STRANGERS[1][1]).grade.reasons;
    assert!(
        matches!(reasons[..], [Reason::NotATranslation { .. }]),
        "{reasons:?}"
    );
}

/// What a lexicon does not know says nothing by not being found.
#[test]
fn words_that_no_lexicon_knows_are_no_witnesses() {
    let german = "Die Mannschaft hat das letzte Spiel der Saison zu Hause verloren.";
    let texts = [vec![ENGLISH[3]], vec![german]];
    let alignment = align(&texts, &[EN, Language::parse("de").unwrap()]);
    assert!(0.9 < alignment.beads[0].confidence, "{alignment:?}");
    let versions = [
        Version::new(EN, vec![ENGLISH[3]]),
        Version::new(RU, vec![STRANGERS[1][0]]),
    ];
    let alignment = Aligner::new().lexicon(UseLexicon::No).align(&versions);
    assert!(0.5 < alignment.beads[0].confidence, "{alignment:?}");
}
