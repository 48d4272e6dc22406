//! Text that is not in the language of its version: exchanged, not translated, or damaged.

use tolmach::align::{Aligner, Alignment, Damage, Reason, Version};
use tolmach::{
    Document, EN, Entry, ImportOptions, KK, Language, Memory, Penalty, PenaltyReason, Query, RU,
    Release,
};

const ENGLISH: [&str; 10] = [
    "The city library has opened its doors after a long renovation",
    "The building on Garden Street was closed for almost three years.",
    "The roof was repaired, and the reading room now has 240 seats.",
    "Readers can borrow books without leaving home.",
    "A small workshop for restoring old manuscripts works in the basement.",
    "Children are taught here to bind notebooks and to make paper.",
    "The director, Marat Seitov, thanked the builders and the volunteers.",
    "He said that the library would be open until late in the evening.",
    "In the autumn, a festival of poetry will be held in the courtyard.",
    "Guests from five regions have been invited to it.",
];
const RUSSIAN: [&str; 10] = [
    "Городская библиотека открыла двери после долгого ремонта",
    "Здание на улице Садовой было закрыто почти три года.",
    "Крышу отремонтировали, а в читальном зале теперь 240 мест.",
    "Читатели могут брать книги, не выходя из дома.",
    "В подвале работает небольшая мастерская по восстановлению старых рукописей.",
    "Детей учат здесь переплетать тетради и делать бумагу.",
    "Директор Марат Сеитов поблагодарил строителей и добровольцев.",
    "Он сказал, что библиотека будет открыта до позднего вечера.",
    "Осенью во дворе пройдет фестиваль поэзии.",
    "На него приглашены гости из пяти областей.",
];
const KAZAKH: [&str; 10] = [
    "Қалалық кітапхана ұзақ жөндеуден кейін есігін ашты",
    "Садовая көшесіндегі ғимарат үш жылға жуық жабық тұрды.",
    "Шатыры жөнделді, ал оқу залында қазір 240 орын бар.",
    "Оқырмандар кітапты үйден шықпай-ақ ала алады.",
    "Жертөледе ескі қолжазбаларды қалпына келтіретін шағын шеберхана жұмыс істейді.",
    "Мұнда балаларға дәптер түптеу мен қағаз жасау үйретіледі.",
    "Директор Марат Сейітов құрылысшылар мен еріктілерге алғыс айтты.",
    "Ол кітапхананың кешке дейін ашық болатынын айтты.",
    "Күзде аулада поэзия фестивалі өтеді.",
    "Оған бес облыстан қонақтар шақырылды.",
];

fn align(versions: &[(Language, Vec<&str>)]) -> Alignment {
    let versions: Vec<Version<'_>> = versions
        .iter()
        .map(|(language, text)| Version::new(*language, text.clone()))
        .collect();
    Aligner::new().align(&versions)
}

/// The release with this as its Kazakh text.
fn with_kazakh(kazakh: Vec<&str>) -> Alignment {
    align(&[(EN, ENGLISH.to_vec()), (RU, RUSSIAN.to_vec()), (KK, kazakh)])
}

fn is_doubtful(alignment: &Alignment) -> Vec<bool> {
    let beads = alignment.beads.iter();
    beads.map(|bead| bead.confidence < 0.05).collect()
}

#[test]
fn a_sentence_that_was_not_translated_makes_its_bead_doubtful() {
    let clean = with_kazakh(KAZAKH.to_vec());
    assert!(clean.grade.reasons.is_empty(), "{:?}", clean.grade);
    assert_eq!(is_doubtful(&clean), [false; 10]);
    for (other, text) in [(RU, RUSSIAN), (EN, ENGLISH)] {
        for segment in [1, 4, 7] {
            let mut kazakh = KAZAKH;
            kazakh[segment] = text[segment];
            let alignment = with_kazakh(kazakh.to_vec());
            assert!(alignment.grade.reasons.is_empty(), "{:?}", alignment.grade);
            let mut expected = [false; 10];
            expected[segment] = true;
            assert_eq!(is_doubtful(&alignment), expected, "{other} in {segment}");
            assert!(alignment.grade.confidence < clean.grade.confidence);
        }
    }
    let mut russian = RUSSIAN;
    russian[4] = KAZAKH[4];
    let alignment = align(&[
        (EN, ENGLISH.to_vec()),
        (RU, russian.to_vec()),
        (KK, KAZAKH.to_vec()),
    ]);
    assert!(is_doubtful(&alignment)[4]);
}

#[test]
fn a_version_that_was_translated_in_part_is_refused() {
    for (other, text) in [(RU, RUSSIAN), (EN, ENGLISH)] {
        let kazakh = [&KAZAKH[..2], &text[2..3], &KAZAKH[3..6], &text[6..]].concat();
        let reasons = with_kazakh(kazakh).grade.reasons;
        let [reason @ Reason::Untranslated { percent, .. }] = &reasons[..] else {
            panic!("{reasons:?}");
        };
        let expected = Reason::Untranslated {
            language: KK,
            other,
            percent: *percent,
            segments: vec![3, 7, 8, 9, 10],
        };
        assert_eq!(*reason, expected);
        assert!((40..60).contains(percent), "{percent}");
        let said = reason.to_string();
        let end = format!("of the text given as kk is in {other}: segments 3, 7 to 10");
        assert!(said.ends_with(&end), "{said}");
    }
}

#[test]
fn names_and_what_is_quoted_is_in_no_other_language() {
    let lines = [
        ("Astana Hub", "Astana Hub", "Astana Hub"),
        (
            "“Song of the Steppe and the Sea”",
            "«Song of the Steppe and the Sea»",
            "«Song of the Steppe and the Sea»",
        ),
        (
            "12/1 Kabanbay Batyr Avenue, Astana",
            "г. Астана, проспект Кабанбай батыра, 12/1",
            "Астана қ., Қабанбай батыр даңғылы, 12/1",
        ),
        (
            "The ensemble sang “Атамекен” and “Менің елім”.",
            "Ансамбль исполнил «Атамекен» и «Менің елім».",
            "Ансамбль «Атамекен» мен «Менің елім» әндерін орындады.",
        ),
        (
            "Ivan Petrov, Nikolai Sokolov, Vladimir Chernov",
            "Иван Петров, Николай Соколов, Владимир Чернов",
            "Иван Петров, Николай Соколов, Владимир Чернов",
        ),
        (
            "She was awarded the medal “Ерен еңбегі үшін”.",
            "Награждена медалью «Ерен еңбегі үшін».",
            "«Ерен еңбегі үшін» медалімен марапатталды.",
        ),
        (
            "Galaxy S24 Ultra, MacBook Pro 16, ThinkPad X1 Carbon",
            "Galaxy S24 Ultra, MacBook Pro 16, ThinkPad X1 Carbon",
            "Galaxy S24 Ultra, MacBook Pro 16, ThinkPad X1 Carbon",
        ),
    ];
    let alignment = align(&[
        (EN, lines.iter().map(|line| line.0).collect()),
        (RU, lines.iter().map(|line| line.1).collect()),
        (KK, lines.iter().map(|line| line.2).collect()),
    ]);
    assert!(alignment.grade.reasons.is_empty(), "{:?}", alignment.grade);
    let sure: Vec<f32> = alignment.beads.iter().map(|bead| bead.confidence).collect();
    assert!(sure.iter().all(|&sure| 0.3 < sure), "{sure:?}");
}

/// However short: its alphabet tells.
#[test]
fn a_short_sentence_that_was_not_translated_makes_its_bead_doubtful() {
    let lines = [
        [
            "– What do you suggest?",
            "– Что вы предлагаете?",
            "– Не ұсынасыз?",
        ],
        [
            "The medal “For Courage in a Fire”",
            "Медаль «За отвагу на пожаре»",
            "«Өртте көрсеткен ерлігі үшін» медалі",
        ],
        ["Any questions?", "Вопросы есть?", "Сұрақтарыңыз бар ма?"],
    ];
    let languages = [EN, RU, KK];
    let aligned = |line: [&'static str; 3]| {
        let versions = [ENGLISH, RUSSIAN, KAZAKH].into_iter().zip(line);
        let texts = versions.map(|(text, line)| [&text[..5], &[line], &text[5..]].concat());
        align(&languages.into_iter().zip(texts).collect::<Vec<_>>())
    };
    let doubtful = |line: [&'static str; 3]| is_doubtful(&aligned(line));
    for line in lines {
        assert_eq!(doubtful(line), [false; 11], "{line:?}");
    }
    let mut expected = [false; 11];
    expected[5] = true;
    for (line, version, other) in [
        (0, 0, 1),
        (0, 0, 2),
        (0, 1, 0),
        (0, 1, 2),
        (0, 2, 0),
        (0, 2, 1),
        (1, 0, 1),
        (1, 0, 2),
        (2, 0, 1),
        (2, 0, 2),
        (2, 1, 0),
        (2, 1, 2),
        (2, 2, 0),
    ] {
        let mut untranslated = lines[line];
        untranslated[version] = untranslated[other];
        assert_eq!(doubtful(untranslated), expected, "{untranslated:?}");
    }
    for line in [
        ["info@library.kz", "info@library.kz", "info@library.kz"],
        ["Canon EOS R5", "Canon EOS R5", "Canon EOS R5"],
        ["Zhanashulba village", "село Жаңашұлба", "Жаңашұлба ауылы"],
        ["Block 5А", "Блок 5А", "5А блогы"],
    ] {
        assert_eq!(doubtful(line), [false; 11], "{line:?}");
    }
}

#[test]
fn a_list_of_which_half_was_not_translated_is_refused() {
    let names = [
        "Иванов",
        "Серіков",
        "Шмидт",
        "Ким",
        "Ахметов",
        "Орлова",
        "Досов",
        "Бауэр",
    ];
    let latin = [
        "Ivanov", "Serikov", "Schmidt", "Kim", "Akhmetov", "Orlova", "Dosov", "Bauer",
    ];
    let russian = names.map(|name| format!("{name} – фермер, орден «Парасат» II степени"));
    let english = latin.map(|name| format!("{name}, farmer: Order of Parasat, 2nd class"));
    let half: Vec<&str> = english[..4]
        .iter()
        .chain(&russian[4..])
        .map(String::as_str)
        .collect();
    let russian: Vec<&str> = russian.iter().map(String::as_str).collect();
    let english = english.iter().map(String::as_str).collect();
    assert_eq!(
        align(&[(EN, english), (RU, russian.clone())]).grade.reasons,
        []
    );
    let reasons = align(&[(EN, half), (RU, russian)]).grade.reasons;
    let [
        Reason::Untranslated {
            language: EN,
            segments,
            ..
        },
    ] = &reasons[..]
    else {
        panic!("{reasons:?}");
    };
    assert_eq!(*segments, [5, 6, 7, 8]);
}

/// UTF-8 read as Windows-1251 or Latin-1.
fn misread(text: &str, of: impl Fn(u8) -> char) -> String {
    text.bytes()
        .map(|b| if b < 128 { char::from(b) } else { of(b) })
        .collect()
}

#[test]
fn letters_that_are_mixed_up_are_told_where_many_words_are_known() {
    // Every third word stays as it is.
    let mixed = |segment: &&str| {
        let words = segment.split(' ').enumerate();
        let words = words.map(|(number, word)| match number % 3 {
            0 => word.to_owned(),
            _ => word.chars().rev().collect(),
        });
        words.collect::<Vec<String>>().join(" ")
    };
    let mixed: Vec<String> = ENGLISH.iter().map(mixed).collect();
    let english = mixed.iter().map(String::as_str).collect();
    let reasons = align(&[(EN, english), (RU, RUSSIAN.to_vec())])
        .grade
        .reasons;
    let (language, damage) = (EN, Damage::Garbled);
    assert_eq!(reasons, [Reason::Damaged { language, damage }]);
}

#[test]
fn damaged_letters_are_no_text() {
    const WINDOWS: &str =
        "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{fffd}™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕї";
    let windows = |b: u8| match b {
        0x80..0xc0 => WINDOWS.chars().nth(usize::from(b) - 0x80).unwrap(),
        _ => char::from_u32(0x410 + u32::from(b) - 0xc0).unwrap(),
    };
    let damaged = |damage: &dyn Fn(&str) -> String, expected: Damage| {
        for (language, text) in [(RU, RUSSIAN), (KK, KAZAKH)] {
            let text: Vec<String> = text.iter().map(|segment| damage(segment)).collect();
            let text = text.iter().map(String::as_str).collect();
            let reasons = align(&[(EN, ENGLISH.to_vec()), (language, text)])
                .grade
                .reasons;
            let damage = expected;
            assert_eq!(reasons, [Reason::Damaged { language, damage }]);
        }
    };
    let lost = |c: char| if c.is_ascii() { c } else { '?' };
    damaged(
        &|text| text.chars().map(lost).collect(),
        Damage::QuestionMarks,
    );
    damaged(&|text| misread(text, windows), Damage::Misread);
    damaged(&|text| misread(text, char::from), Damage::Misread);
    let backwards = |word: &str| word.chars().rev().collect::<String>();
    let garbled = |text: &str| text.split(' ').map(backwards).collect::<Vec<_>>().join(" ");
    damaged(&garbled, Damage::Garbled);
    // Windows-1251 has no letters that only Kazakh has.
    let lost = |c: char| {
        if "ӘәҒғҚқҢңӨөҰұҮүҺһ".contains(c) {
            '?'
        } else {
            c
        }
    };
    let kazakh: Vec<String> = KAZAKH.map(|text| text.chars().map(lost).collect()).to_vec();
    let kazakh = kazakh.iter().map(String::as_str).collect();
    let damage = Damage::QuestionMarks;
    let expected = Reason::Damaged {
        language: KK,
        damage,
    };
    assert_eq!(with_kazakh(kazakh).grade.reasons, [expected]);
    let asked = ["Неге?", "Мұны кім жасады?! Қалай?.. Қашан?"].repeat(6);
    let asking = ["Почему?", "Кто это сделал?! Как?.. Когда?"].repeat(6);
    assert!(align(&[(RU, asking), (KK, asked)]).grade.reasons.is_empty());
}

#[test]
fn kazakh_in_latin_letters_is_told_how_to_be_tagged() {
    let latin = vec![
        "Qalalyq kitaphana uzaq jöndeuden keiın esıgın aşty",
        "Sadovaia köşesındegı ğimarat üş jylğa juyq jabyq tūrdy.",
        "Şatyry jöndeldı, al oqu zalynda qazır 240 oryn bar.",
        "Oqyrmandar kıtapty üiden şyqpai-aq ala alady.",
        "Jertölede eskı qoljazbalardy qalpyna keltıretın şağyn şeberhana jūmys ısteidı.",
    ];
    let align = |language| {
        let russian = RUSSIAN[..5].to_vec();
        align(&[(RU, russian), (language, latin.clone())])
            .grade
            .reasons
    };
    let reasons = align(KK);
    assert_eq!(reasons, [Reason::LatinKazakh { language: KK }]);
    assert!(reasons[0].to_string().contains("tag it kk-Latn"));
    let tagged = Language::parse("kk-Latn").unwrap();
    assert_eq!(align(tagged), []);
}

#[test]
fn an_untranslated_sentence_is_not_offered_as_a_translation() {
    let mut kazakh = KAZAKH;
    kazakh[4] = RUSSIAN[4];
    let release = Release::new("library")
        .unwrap()
        .with_document(Document::from_text(EN, &ENGLISH.join("\n\n")))
        .with_document(Document::from_text(RU, &RUSSIAN.join("\n\n")))
        .with_document(Document::from_text(KK, &kazakh.join("\n\n")));
    let mut memory = Memory::in_memory().unwrap();
    let report = memory.import(&release).unwrap();
    assert_eq!((report.quarantined.len(), report.entries()), (0, 10));
    let query = Query::new(ENGLISH[4]).from(EN).to(KK).threshold(30);
    let found = memory.lookup(&query).unwrap();
    let doubt = |penalty: &Penalty| penalty.reason == PenaltyReason::Confidence;
    assert!(found[0].percent() < 100, "{}", found[0].percent());
    assert!(found[0].penalties().iter().any(doubt));

    let sure = ImportOptions::new().min_confidence(0.1);
    let mut memory = Memory::in_memory().unwrap();
    let report = memory.import_with(&release, &sure).unwrap();
    assert_eq!((report.doubtful, report.entries()), (1, 9));
}

/// What is wrong with a table of these columns.
fn of_table(columns: &[(Language, Vec<&str>)]) -> Vec<Reason> {
    let rows = columns[0].1.len();
    let entries = (0..rows).map(|row| {
        let variants = columns
            .iter()
            .map(|(language, text)| (*language, text[row]));
        Ok(Entry::new(variants))
    });
    let mut memory = Memory::in_memory().unwrap();
    let report = memory.import_entries("table", entries).unwrap();
    assert_eq!(report.quarantined.is_empty(), 0 < report.entries());
    report.quarantined
}

/// Twenty rows of two columns: the sentences, and their halves.
fn rows<'a>(one: &[&'a str; 10], other: &[&'a str; 10]) -> [Vec<&'a str>; 2] {
    fn half(text: &str) -> &str {
        let spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
        &text[..spaces[spaces.len() * 2 / 3]]
    }
    [one, other].map(|text| {
        let halves = text.iter().map(|text| half(text));
        text.iter().copied().chain(halves).collect()
    })
}

#[test]
fn a_table_of_exchanged_columns_is_refused() {
    let named = |language, other| Reason::ForeignColumn {
        language,
        other,
        first: 1,
        last: 20,
    };
    let all = [(EN, ENGLISH), (RU, RUSSIAN), (KK, KAZAKH)];
    for (one, ones) in &all {
        for (other, others) in all.iter().filter(|(language, _)| language != one) {
            let [left, right] = rows(ones, others);
            assert_eq!(
                of_table(&[(*one, left.clone()), (*other, right.clone())]),
                []
            );
            let exchanged = of_table(&[(*other, left.clone()), (*one, right)]);
            assert_eq!(exchanged.len(), 2);
            assert!(exchanged.contains(&named(*one, *other)), "{exchanged:?}");
            assert!(exchanged.contains(&named(*other, *one)), "{exchanged:?}");
            let copied = of_table(&[(*one, left.clone()), (*other, left)]);
            assert_eq!(copied, [named(*other, *one)]);
        }
    }
    let said = named(KK, RU).to_string();
    assert!(said.contains("given as kk is in ru"), "{said}");
}

#[test]
fn columns_of_names_and_figures_are_in_every_language() {
    let names = [
        "Petrov",
        "Sokolov",
        "Chernov",
        "Volkova",
        "Orlov",
        "Zaitsev",
        "Belova",
        "Golubev",
        "Vinogradov",
        "Bogdanov",
        "Vorobyov",
        "Fyodorov",
        "Mikhailov",
        "Belyaev",
        "Tarasov",
        "Belov",
        "Komarov",
        "Kiselyov",
        "Makarov",
        "Andreev",
    ];
    let surnames = [
        "Петров",
        "Соколов",
        "Чернов",
        "Волкова",
        "Орлов",
        "Зайцев",
        "Белова",
        "Голубев",
        "Виноградов",
        "Богданов",
        "Воробьев",
        "Федоров",
        "Михайлов",
        "Беляев",
        "Тарасов",
        "Белов",
        "Комаров",
        "Киселев",
        "Макаров",
        "Андреев",
    ];
    let brands = [
        "Canon EOS R5",
        "Sony Alpha 7",
        "Nikon Z9",
        "Head of the Class",
        "Leica M11",
        "Fujifilm X-T5",
        "Out of Africa",
        "Panasonic GH6",
        "Olympus OM-1",
        "Pentax K-3",
        "Sigma fp",
        "Ricoh GR",
    ];
    let figures: Vec<String> = (0..40).map(|i| format!("{}.{i}", i * 317)).collect();
    let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
    for columns in [
        [
            (EN, names.to_vec()),
            (RU, surnames.to_vec()),
            (KK, surnames.to_vec()),
        ],
        [
            (EN, brands.to_vec()),
            (RU, brands.to_vec()),
            (KK, brands.to_vec()),
        ],
        [(EN, figures.clone()), (RU, figures.clone()), (KK, figures)],
        // Too few to tell.
        [
            (EN, ENGLISH.to_vec()),
            (RU, KAZAKH.to_vec()),
            (KK, RUSSIAN.to_vec()),
        ],
    ] {
        assert_eq!(of_table(&columns), []);
    }
}

#[test]
fn a_table_of_rows_that_do_not_belong_together_is_refused() {
    let [ones, others] = rows(&ENGLISH, &KAZAKH);
    // Every row moves, each by another number of rows.
    let mixed: Vec<&str> = others.iter().rev().copied().collect();
    let expected = Reason::NotATranslation {
        language: KK,
        against: Some(EN),
    };
    assert_eq!(of_table(&[(EN, ones.clone()), (KK, mixed)]), [expected]);
    let marks: Vec<String> = others
        .iter()
        .map(|text| "?".repeat(text.len() / 2))
        .collect();
    let marks = marks.iter().map(String::as_str).collect();
    let damage = Damage::QuestionMarks;
    let expected = Reason::Damaged {
        language: KK,
        damage,
    };
    assert_eq!(of_table(&[(EN, ones), (KK, marks)]), [expected]);
}

/// So that one part in another language does not cost a table all its other rows.
#[test]
fn a_part_in_another_language_does_not_condemn_a_table() {
    let names: Vec<String> = (0..2_000).map(|n| format!("Иванов Петр {n}")).collect();
    let [russian, _] = rows(&RUSSIAN, &KAZAKH);
    let parts = russian.iter().cycle().take(32).copied();
    let column: Vec<&str> = parts.chain(names.iter().map(String::as_str)).collect();
    assert_eq!(of_table(&[(RU, column.clone()), (KK, column)]), []);
    // Who asks loudly, asks.
    let loud: Vec<String> = (0..40).map(|n| format!("Что это???? {n}")).collect();
    let kazakh: Vec<String> = (0..40).map(|n| format!("Бұл не???? {n}")).collect();
    let [loud, kazakh] = [&loud, &kazakh].map(|texts| texts.iter().map(String::as_str).collect());
    assert_eq!(of_table(&[(RU, loud), (KK, kazakh)]), []);
}

#[test]
fn a_row_in_another_language_is_stored_as_doubtful() {
    let table = |row: &dyn Fn(usize) -> [&'static str; 3]| {
        let entries =
            (0..60).map(|number| Ok(Entry::new([EN, RU, KK].into_iter().zip(row(number)))));
        let mut memory = Memory::in_memory().unwrap();
        let report = memory.import_entries("table", entries).unwrap();
        assert_eq!((report.quarantined.len(), report.entries()), (0, 60));
        (memory, report.mixed_up)
    };
    let plain = |row: usize| [ENGLISH, RUSSIAN, KAZAKH].map(|text| text[row % 10]);
    let (_, found) = table(&plain);
    assert!(found.is_empty(), "{found:?}");
    for (one, other) in [(0, 1), (0, 2), (1, 2)] {
        let exchanged = |row: usize| {
            let mut cells = plain(row);
            if row % 7 == 3 {
                cells.swap(one, other);
            }
            cells
        };
        let (memory, found) = table(&exchanged);
        assert_eq!(found, [4, 11, 18, 25, 32, 39, 46, 53, 60], "{one} {other}");
        let query = Query::new(exchanged(3)[0]).from(EN).to(KK).threshold(30);
        let found = memory.lookup(&query).unwrap();
        let doubt = |penalty: &Penalty| penalty.reason == PenaltyReason::Confidence;
        let is_doubtful = found.iter().any(|m| m.penalties().iter().any(doubt));
        assert!(is_doubtful, "{one} {other} {found:?}");
    }
    let not_translated = |row: usize| match row % 6 {
        0 => [RUSSIAN[row % 10], RUSSIAN[row % 10], KAZAKH[row % 10]],
        _ => plain(row),
    };
    let (_, found) = table(&not_translated);
    assert_eq!(found, [1, 7, 13, 19, 25, 31, 37, 43, 49, 55]);
}

#[test]
fn names_addresses_and_codes_are_in_no_language() {
    let rows = [
        ["Astana Hub", "Astana Hub", "Astana Hub"],
        ["Qazaq TV", "Qazaq TV", "Qazaq TV"],
        ["Zhanashulba", "Жаңашұлба", "Жаңашұлба"],
        [
            "https://example.kz/press",
            "https://example.kz/press",
            "https://example.kz/press",
        ],
        ["Usage: %s [file]", "Usage: %s [file]", "Usage: %s [file]"],
        ["E = mc²", "E = mc²", "E = mc²"],
        [
            "inch per second; in/s",
            "дюйм в секунду; дюйм/с",
            "дюйм/секунд; дюйм/с",
        ],
        ["d m y", "д м г", "к а ж"],
        [
            "Press the button “Save as”",
            "Нажмите «Save as»",
            "«Save as» басыңыз",
        ],
        [
            "football, tennis, volleyball",
            "футбол, теннис, волейбол",
            "футбол, теннис, волейбол",
        ],
        ["File", "Файл", "Файл"],
        [
            "The newspaper “Egemen Qazaqstan”",
            "Газета «Егемен Қазақстан»",
            "«Егемен Қазақстан» газеті",
        ],
    ];
    let entries = rows.map(|row| Ok(Entry::new([EN, RU, KK].into_iter().zip(row))));
    let report = Memory::in_memory()
        .unwrap()
        .import_entries("table", entries)
        .unwrap();
    assert_eq!(
        (report.entries(), report.mixed_up),
        (rows.len(), Vec::new())
    );
}

#[test]
fn short_rows_and_such_with_figures_are_told_by_the_letters_of_their_words() {
    let rows = [
        // Russian among Kazakh, without a letter that Kazakh lacks; with a percent; with a Kazakh name.
        (
            "The goods were taken to the store.",
            "Товары доставили на склад.",
        ),
        (
            "Inflation was 5.3%.",
            "Инфляция составила 5,3%, цены выросли.",
        ),
        (
            "The jury met in Öskemen.",
            "Жюри собралось в городе Өскемен.",
        ),
        // English among Kazakh.
        ("5% more seats", "Every fifth school got 5% more seats."),
        (
            "Tourists",
            "The delegation of Kostanay Region visited Pavlodar.",
        ),
    ];
    let table = |[source, target]: [Language; 2], rows: &[(&str, &str)]| {
        let own = |row: usize| match target.same_language(KK) {
            true => (ENGLISH[row % 10], KAZAKH[row % 10]),
            false => (ENGLISH[row % 10], RUSSIAN[row % 10]),
        };
        let all = rows.iter().copied().chain((0..60).map(own));
        let entries = all.map(|(one, other)| Ok(Entry::new([(source, one), (target, other)])));
        let mut memory = Memory::in_memory().unwrap();
        let report = memory.import_entries("table", entries).unwrap();
        assert!(report.quarantined.is_empty(), "{:?}", report.quarantined);
        report.mixed_up
    };
    assert_eq!(table([EN, KK], &rows), [1, 2, 3, 4, 5]);
    let rows = [
        // Kazakh among Russian, without a letter that only Kazakh has but for і.
        ("The lesson began.", "Сабак басталды, оқушылар келді."),
        ("Prices rose by 5%.", "Баға 5%-ға өсті, тауарлар азайды."),
    ];
    assert_eq!(table([EN, RU], &rows), [1, 2]);
    // Loan words, names and terms are in no language, nor are codes.
    let loans = [
        ("petrol, diesel, cement", "бензин, дизель, цемент"),
        ("kilowatt;kW;kilowatts", "киловатт;кВт;киловаттар"),
        ("physics, chemistry, biology", "физика, химия, биология"),
        ("Samsung Electronics", "Samsung Electronics"),
        ("sonata, aria, symphony", "соната, ария, симфония"),
        ("monitor, printer, scanner", "монитор, принтер, сканер"),
        ("calculator, terminal", "калькулятор, терминал"),
        (
            "master's and doctoral studies",
            "магистратура, докторантура",
        ),
        ("sodium, potassium, calcium", "натрий, калий, кальций"),
        ("stadium, stand, arena", "стадион, трибуна, арена"),
    ];
    assert_eq!(table([EN, KK], &loans), [0; 0]);
    let salts = [(
        "permanganates of potassium, chlorides of sodium",
        "калий перманганаты, натрий хлориді, магний сульфаты",
    )];
    assert_eq!(table([EN, KK], &salts), [0; 0]);
    assert_eq!(table([EN, RU], &loans), [0; 0]);
}

#[test]
fn a_text_in_a_language_of_which_nothing_is_known_is_no_copy() {
    let language = |tag: &str| -> Language { tag.parse().unwrap() };
    for (text, of) in [(ENGLISH, EN), (RUSSIAN, RU), (KAZAKH, KK)] {
        for tag in ["de", "tr", "uk", "kk-Latn", "tt"] {
            let other = language(tag);
            if other.same_language(of) {
                continue;
            }
            let refused = |versions: &[(Language, Vec<&str>)]| {
                matches!(
                    align(versions).grade.reasons[..],
                    [Reason::Untranslated { language, other: told, percent: 100, .. }]
                        if language == other && told == of
                )
            };
            let copy = text.to_vec();
            assert!(
                refused(&[(of, copy.clone()), (other, copy.clone())]),
                "{tag}"
            );
            assert!(
                refused(&[(other, copy.clone()), (of, copy.clone())]),
                "{tag}"
            );
            let rest = [(EN, ENGLISH), (RU, RUSSIAN), (KK, KAZAKH)];
            let rest = rest
                .into_iter()
                .map(|(language, text)| (language, text.to_vec()));
            let all: Vec<_> = rest.chain([(other, copy)]).collect();
            assert!(refused(&all), "{tag}");
        }
    }
    // Names, titles and short strings are the same in many languages, and two kinds of English are one.
    let same = [
        "Microsoft Visual Studio Code",
        "Samsung Galaxy",
        "menu",
        "Ctrl + F5",
        "Astana Opera",
        "/usr/share/local/config/settings.txt",
        "select|from|where|group",
    ];
    let alignment = align(&[(EN, same.to_vec()), (language("de"), same.to_vec())]);
    assert!(alignment.grade.reasons.is_empty(), "{:?}", alignment.grade);
    let alignment = align(&[
        (language("en-GB"), ENGLISH.to_vec()),
        (language("en-US"), ENGLISH.to_vec()),
    ]);
    assert!(alignment.grade.reasons.is_empty(), "{:?}", alignment.grade);
    // In a table each row that is a copy is told.
    let german = "Die Leser können Bücher ausleihen, ohne das Haus zu verlassen.";
    let rows = [
        (ENGLISH[3], german),
        (ENGLISH[1], ENGLISH[1]),
        ("menu", "menu"),
        ("/usr/share/local/config.txt", "/usr/share/local/config.txt"),
    ];
    let de = language("de");
    let entries = rows.map(|(one, other)| Ok(Entry::new([(EN, one), (de, other)])));
    let report = Memory::in_memory()
        .unwrap()
        .import_entries("table", entries)
        .unwrap();
    assert_eq!(report.mixed_up, [2]);
}
