//! A memory from outside: import, import again, correct, remove, look up.

use std::sync::Arc;

use proptest::prelude::*;
use tolmach::align::{Aligner, Reason, Similarity};
use tolmach::distance::Measure;
use tolmach::{
    Document, EN, Entry, ImportOptions, KK, Language, Match, MatchKind, Memory, Order, Quarantine,
    Query, RU, Release, Variant,
};

fn release(key: &str, en: &str, kk: &str) -> Release {
    Release::new(key)
        .unwrap()
        .with_document(Document::from_text(EN, en))
        .with_document(Document::from_text(KK, kk))
}

fn glossary(pairs: &[(&str, &str)]) -> Memory {
    let mut memory = Memory::in_memory().unwrap();
    let entries = pairs
        .iter()
        .map(|&(en, kk)| Ok(Entry::new([(EN, en), (KK, kk)])));
    let _ = memory.import_entries("glossary", entries).unwrap();
    memory
}

const TITLE: &str = "Session of the Council";
const BODY: &str =
    "The Head of State took part in the session. The next session will be held in Astana.";
const ENGLISH: &str = "Session of the Council\n\nThe Head of State took part in the session. The next session will be held in Astana.";
const KAZAKH: &str =
    "Кеңестің отырысы\n\nМемлекет басшысы отырысқа қатысты. Келесі отырыс Астанада өтеді.";

#[test]
fn a_release_that_is_no_translation_is_not_mixed_in() {
    let letters = "Мама мыла раму, а папа читал вчерашнюю газету на кухне. ".repeat(9);
    let doubtful = release("r", &ENGLISH.repeat(3), &letters);
    let mut memory = Memory::in_memory().unwrap();
    let report = memory.import(&doubtful).unwrap();
    assert_eq!(
        report.quarantined,
        [Reason::SwappedLanguage { language: KK }]
    );
    assert_eq!((report.entries(), memory.units().unwrap().len()), (0, 0));

    let keep = ImportOptions::new().quarantine(Quarantine::Keep);
    let report = memory.import_with(&doubtful, &keep).unwrap();
    assert!(!report.quarantined.is_empty());
    assert_eq!(report.new, memory.units().unwrap().len());
    assert!(0 < report.new);
}

#[test]
fn what_the_memory_knows_aligns_the_next_release() {
    let release = release("r", "Qqqq.\n\nWwww.", "Жжжж.\n\nЩщщщ.\n\nЦццц.");
    // How many units of the release are as the glossary has them.
    let known = |options: &ImportOptions| {
        let mut memory = glossary(&[("Qqqq.", "Щщщщ."), ("Wwww.", "Цццц.")]);
        let _ = memory.import_with(&release, options).unwrap();
        let units = memory.units().unwrap().into_iter();
        units
            .filter(|unit| unit.provenance.iter().any(|place| place.release == "r"))
            .map(|unit| unit.variants.into_iter().map(|v| v.text).collect())
            .filter(|pair: &Vec<String>| *pair == ["Qqqq.", "Щщщщ."] || *pair == ["Wwww.", "Цццц."])
            .count()
    };
    assert!(known(&ImportOptions::new()) < 2);
    assert_eq!(known(&ImportOptions::new().evidence_from_memory(true)), 2);
}

#[test]
fn releases_are_aligned_by_what_the_caller_knows() {
    /// Knows two pairs of texts.
    struct Known;
    impl Similarity for Known {
        fn log_odds(&self, one: (Language, &str), other: (Language, &str)) -> f32 {
            match (one.1, other.1) {
                ("Qqqq.", "Щщщщ.") | ("Wwww.", "Цццц.") => 5.0,
                _ => 0.0,
            }
        }
    }
    let release = release("r", "Qqqq.\n\nWwww.", "Жжжж.\n\nЩщщщ.\n\nЦццц.");
    let is_paired = |options: &ImportOptions| {
        let mut memory = Memory::in_memory().unwrap();
        let _ = memory.import_with(&release, options).unwrap();
        let units = memory.units().unwrap();
        let mut texts = units
            .iter()
            .map(|unit| unit.variants.iter().map(|v| &*v.text));
        texts.any(|texts| texts.eq(["Wwww.", "Цццц."]))
            && units
                .iter()
                .any(|unit| unit.variants.len() == 1 && unit.variants[0].text == "Жжжж.")
    };
    let known = Aligner::new().similarity(Arc::new(Known));
    assert!(is_paired(&ImportOptions::new().aligner(known)));
    assert!(!is_paired(&ImportOptions::new()));
}

#[test]
fn words_of_the_memory_align_the_next_release() {
    // None of these is in any lexicon; all are in the memory, in other company.
    let words = [
        ("dorn", "жөгір"),
        ("blick", "түпең"),
        ("trask", "қорлам"),
        ("fimble", "сөкті"),
        ("grelp", "мыжан"),
        ("spunt", "дәлбік"),
    ];
    let pairs: Vec<(String, String)> = (0..words.len())
        .flat_map(|i| (0..i).map(move |j| (words[i], words[j])))
        .map(|(a, b)| (format!("{} {}", a.0, b.0), format!("{} {}", a.1, b.1)))
        .collect();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|p| (&*p.0, &*p.1)).collect();
    let release = release(
        "r",
        "Dorn blick trask.\n\nGrelp spunt fimble.",
        "Мыжан дәлбік сөкті.\n\nЖөгір түпең қорлам.\n\nМыжан дәлбік сөкті.",
    );
    let mut memory = glossary(&pairs);
    let options = ImportOptions::new().evidence_from_memory(true);
    let _ = memory.import_with(&release, &options).unwrap();
    let units = memory.units().unwrap();
    let has = |en: &str, kk: &str| {
        units.iter().any(|unit| {
            let texts: Vec<&str> = unit.variants.iter().map(|v| v.text.as_str()).collect();
            texts == [en, kk]
        })
    };
    assert!(has("Dorn blick trask.", "Жөгір түпең қорлам."), "{units:?}");
    assert!(
        has("Grelp spunt fimble.", "Мыжан дәлбік сөкті."),
        "{units:?}"
    );
}

#[test]
fn what_the_memory_has_learnt_changes_no_release_that_stands() {
    let options = ImportOptions::new().evidence_from_memory(true);
    let mut memory = Memory::in_memory().unwrap();
    let one = release("one", "Qqqq.\n\nWwww.", "Жжжж.\n\nЩщщщ.\n\nЦццц.");
    let first = memory.import_with(&one, &options).unwrap();
    let other = [("Qqqq.", "Щщщщ."), ("Wwww.", "Цццц.")]
        .map(|(en, kk)| Ok(Entry::new([(EN, en), (KK, kk)])));
    let _ = memory.import_entries("glossary", other).unwrap();
    let units = memory.units().unwrap();
    let again = memory.import_with(&one, &options).unwrap();
    assert_eq!((again.unchanged, again.removed), (first.entries(), 0));
    assert_eq!(memory.units().unwrap(), units);
    // A release that did change is aligned by what is known now.
    let corrected = release("one", "Qqqq.\n\nWwww.", "Жжж.\n\nЩщщщ.\n\nЦццц.");
    let report = memory.import_with(&corrected, &options).unwrap();
    assert_eq!((report.known, report.new), (2, 1));
}

#[test]
fn beads_below_the_wanted_confidence_are_left_out() {
    let mut memory = Memory::in_memory().unwrap();
    let all = ImportOptions::new().min_confidence(1.1);
    let report = memory
        .import_with(&release("r", ENGLISH, KAZAKH), &all)
        .unwrap();
    assert_eq!((report.doubtful, report.entries()), (3, 0));
}

#[test]
fn the_same_release_again_changes_nothing() {
    let mut memory = Memory::in_memory().unwrap();
    let first = memory.import(&release("r", ENGLISH, KAZAKH)).unwrap();
    assert_eq!((first.new, first.entries()), (3, 3));
    assert_eq!(first.segments["en"], 3);
    assert_eq!(first.beads["1-1"], 3);
    let units = memory.units().unwrap();
    let again = memory.import(&release("r", ENGLISH, KAZAKH)).unwrap();
    assert_eq!((again.unchanged, again.entries(), again.removed), (3, 3, 0));
    assert_eq!(memory.units().unwrap(), units);
}

#[test]
fn a_corrected_release_replaces_just_what_changed() {
    let mut memory = Memory::in_memory().unwrap();
    let _ = memory.import(&release("r", ENGLISH, KAZAKH)).unwrap();
    let corrected = ENGLISH.replace("Astana", "Almaty");
    let report = memory
        .import(&release(
            "r",
            &corrected,
            &KAZAKH.replace("Астанада", "Алматыда"),
        ))
        .unwrap();
    assert_eq!((report.new, report.unchanged, report.removed), (1, 2, 1));
    let query = Query::new("The next session will be held in Astana.")
        .from(EN)
        .to(KK);
    let found = memory.lookup(&query).unwrap();
    assert_eq!(
        found[0].source().text,
        "The next session will be held in Almaty."
    );
    assert_eq!(memory.check().unwrap(), Vec::<String>::new());
}

#[test]
fn what_two_releases_share_is_stored_once_and_survives_the_removal_of_one() {
    let mut memory = Memory::in_memory().unwrap();
    let _ = memory.import(&release("a", ENGLISH, KAZAKH)).unwrap();
    let report = memory.import(&release("b", ENGLISH, KAZAKH)).unwrap();
    assert_eq!((report.new, report.known), (0, 3));
    assert_eq!(memory.units().unwrap().len(), 3);
    assert_eq!(memory.units().unwrap()[0].provenance.len(), 2);
    assert_eq!(memory.remove_release("a").unwrap(), Some(3));
    assert_eq!(memory.units().unwrap().len(), 3);
    assert_eq!(memory.remove_release("b").unwrap(), Some(3));
    assert!(memory.units().unwrap().is_empty());
    assert!(memory.languages().unwrap().is_empty());
    assert_eq!(memory.remove_release("b").unwrap(), None);
}

#[test]
fn units_can_be_corrected_and_removed() {
    let mut memory = glossary(&[("Head of State", "Мемлекет басшы"), ("session", "отырыс")]);
    let unit = memory.units().unwrap().remove(0);
    let variants = vec![
        Variant {
            language: EN,
            text: "Head of State".into(),
        },
        Variant {
            language: KK,
            text: "Мемлекет басшысы".into(),
        },
    ];
    let id = memory.update(unit.id, variants).unwrap();
    let found = memory
        .lookup(&Query::new("head of state").from(EN).to(KK))
        .unwrap();
    assert_eq!(found[0].target().text, "Мемлекет басшысы");
    assert_eq!(found[0].provenance()[0].release, "glossary");
    assert!(memory.remove(id).unwrap());
    assert!(!memory.remove(id).unwrap());
    assert!(memory.update(id, vec![]).unwrap_err().is_bad_input());
    assert_eq!(memory.units().unwrap().len(), 1);
}

#[test]
fn the_number_of_a_unit_is_never_given_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.tm");
    let mut given = std::collections::HashSet::new();
    for text in ["session", "session", "meeting"] {
        let mut memory = Memory::open(&path).unwrap();
        let entry = Entry::new([(EN, text), (KK, "отырыс")]);
        let _ = memory.import_entries("t", [Ok(entry)]).unwrap();
        for unit in memory.units().unwrap() {
            assert!(given.insert(unit.id));
        }
        assert_eq!(memory.remove_release("t").unwrap(), Some(1));
    }
    assert_eq!(given.len(), 3);
}

#[test]
fn corrections_outlive_another_import_of_the_release() {
    let variants = |kazakh: &str| {
        let variant = |language, text: &str| Variant {
            language,
            text: text.to_owned(),
        };
        vec![variant(EN, TITLE), variant(KK, kazakh)]
    };
    let mut memory = Memory::in_memory().unwrap();
    let told = release("r", ENGLISH, KAZAKH);
    let _ = memory.import(&told).unwrap();
    let all = memory.units().unwrap();
    let proposal = |memory: &Memory| {
        let query = Query::new(TITLE).from(EN).to(KK);
        let found: Vec<Match> = memory.lookup(&query).unwrap();
        (found.len() == 1).then(|| found[0].target().text.clone())
    };
    let before = proposal(&memory).unwrap();
    let unit = |memory: &Memory, kazakh: &str| {
        let units = memory.units().unwrap();
        let mut found = units
            .into_iter()
            .filter(|unit| unit.variants.iter().any(|v| v.text == kazakh));
        found.next().unwrap().id
    };
    // Corrected twice, and each release that says the first or the second means the third.
    for kazakh in ["Түзетілді", "Тағы түзетілді"] {
        let standing = proposal(&memory).unwrap();
        memory
            .update(unit(&memory, &standing), variants(kazakh))
            .unwrap();
        let report = memory.import(&told).unwrap();
        assert_eq!((report.unchanged, report.removed), (all.len(), 0));
        assert_eq!(proposal(&memory).as_deref(), Some(kazakh));
        assert_eq!(memory.units().unwrap().len(), all.len());
    }
    let entries = [&before, "Түзетілді"].map(|kazakh| Ok(Entry::new([(EN, TITLE), (KK, kazakh)])));
    let report = memory.import_entries("table", entries).unwrap();
    assert_eq!((report.new, report.known), (0, 2));
    assert_eq!(memory.units().unwrap().len(), all.len());
    // What is said anew is new, and what is corrected back is as it was.
    let entry = Entry::new([(EN, TITLE), (KK, "Басқаша")]);
    assert_eq!(memory.import_entries("table", [Ok(entry)]).unwrap().new, 1);
    let _ = memory.remove_release("table").unwrap();
    let corrected = unit(&memory, "Тағы түзетілді");
    memory.update(corrected, variants(&before)).unwrap();
    let report = memory.import(&told).unwrap();
    // The confidence in it is the aligner's again.
    assert_eq!((report.unchanged, report.known), (all.len() - 1, 1));
    assert_eq!(proposal(&memory), Some(before.clone()));
    // A correction outlives its unit, too, and holds where a language is added.
    memory
        .update(unit(&memory, &before), variants("Түзетілді"))
        .unwrap();
    let _ = memory.remove_release("r").unwrap();
    let _ = memory.import(&told).unwrap();
    assert_eq!(proposal(&memory).as_deref(), Some("Түзетілді"));
    let sides = [(EN, TITLE), (RU, "Заголовок"), (KK, before.as_str())];
    let _ = memory.import_entries("r", [Ok(Entry::new(sides))]).unwrap();
    assert_eq!(proposal(&memory).as_deref(), Some("Түзетілді"));
    let units = memory.units().unwrap();
    assert_eq!((units.len(), units[0].variants.len()), (1, 3));
    // One that adds a language, or takes one away, stays so.
    let of = |languages: &[(Language, &str)]| Entry::new(languages.iter().copied()).variants;
    for languages in [
        &[(EN, TITLE), (RU, "Заголовок")][..],
        &[(EN, TITLE), (RU, "Заголовок"), (KK, "Басқаша")][..],
    ] {
        let standing = memory.units().unwrap()[0].id;
        memory.update(standing, of(languages)).unwrap();
        let entry = Ok(Entry::new(sides));
        let report = memory.import_entries("r", [entry]).unwrap();
        assert_eq!(report.unchanged, 1);
        assert_eq!(memory.units().unwrap()[0].variants.len(), languages.len());
    }
    assert!(memory.check().unwrap().is_empty());
}

#[test]
fn neighbours_make_a_context_match() {
    let mut memory = Memory::in_memory().unwrap();
    let _ = memory.import(&release("r", ENGLISH, KAZAKH)).unwrap();
    let (first, second) = BODY.split_once(". ").unwrap();
    let first = format!("{first}.");
    let ask = |previous, next| {
        let query = Query::new(&first).from(EN).to(KK).context(previous, next);
        let found: Vec<Match> = memory.lookup(&query).unwrap();
        (found[0].percent(), found[0].kind())
    };
    assert_eq!(ask(None, None), (100, MatchKind::Exact));
    assert_eq!(ask(Some(TITLE), None), (101, MatchKind::Context));
    assert_eq!(ask(Some(TITLE), Some(second)), (102, MatchKind::Context));
    assert_eq!(ask(Some("Another title"), None), (100, MatchKind::Exact));
}

/// Where English has one sentence for two Russian and two Kazakh ones, these are found by themselves.
#[test]
fn what_two_languages_divide_is_found_in_them() {
    let russian = "Встреча\n\nЗаседание прошло 5 мая в Астане. Подписано 15 документов.\n\nГости уехали 6 мая.";
    let kazakh = "Кездесу\n\nОтырыс 5 мамырда Астанада өтті. 15 құжатқа қол қойылды.\n\nҚонақтар 6 мамырда кетті.";
    let english = "Meeting\n\nThe session was held in Astana on 5 May and led to 15 documents.\n\nThe guests left on 6 May.";
    let release = |english| {
        Release::new("r")
            .unwrap()
            .with_document(Document::from_text(EN, english))
            .with_document(Document::from_text(RU, russian))
            .with_document(Document::from_text(KK, kazakh))
    };
    let mut memory = Memory::in_memory().unwrap();
    let report = memory.import(&release(english)).unwrap();
    assert_eq!(report.beads["1-2-2"], 1);
    assert_eq!((report.parts, report.new), (2, 5));
    assert_eq!(report.entries(), report.beads.values().sum::<usize>() + 2);

    let sentences = [
        "Встреча",
        "Заседание прошло 5 мая в Астане.",
        "Подписано 15 документов.",
        "Гости уехали 6 мая.",
    ];
    let translations = [
        "Кездесу",
        "Отырыс 5 мамырда Астанада өтті.",
        "15 құжатқа қол қойылды.",
        "Қонақтар 6 мамырда кетті.",
    ];
    let ask = |memory: &Memory, at: usize, before: Option<usize>, after: Option<usize>| {
        let [before, after] = [before, after].map(|at| at.map(|at| sentences[at]));
        let query = Query::new(sentences[at]).from(RU).to(KK);
        let found = memory.lookup(&query.context(before, after)).unwrap();
        (found[0].percent(), found[0].target().text.clone())
    };
    for (at, translation) in translations.into_iter().enumerate() {
        let (before, after) = (at.checked_sub(1), Some(at + 1).filter(|&at| at < 4));
        let found = ask(&memory, at, before, after);
        assert_eq!(found, (102, translation.to_owned()));
    }
    // The other part is no neighbour on the other side, and the next bead is none of the first part.
    assert_eq!(ask(&memory, 1, Some(2), Some(3)).0, 100);
    assert_eq!(ask(&memory, 2, Some(0), Some(3)).0, 101);
    // All together they are known in all languages.
    let together = sentences[1..3].join(" ");
    let query = Query::new(&together).from(RU).to(EN).to(KK);
    let found = memory.lookup(&query.context(Some(sentences[0]), Some(sentences[3])));
    let found = found.unwrap();
    assert_eq!((found[0].percent(), found[0].targets().count()), (102, 2));

    let again = memory.import(&release(english)).unwrap();
    assert_eq!((again.unchanged, again.removed, again.parts), (5, 0, 2));
    // Divided in English too, they are beads.
    let divided = english.replace(" and led to", ". It led to");
    let report = memory.import(&release(&divided)).unwrap();
    assert_eq!((report.new, report.known + report.unchanged), (2, 2));
    assert_eq!((report.parts, report.removed), (0, 3));
    assert_eq!(memory.units().unwrap().len(), 4);
    assert!(memory.check().unwrap().is_empty());
}

#[test]
fn tags_never_hide_a_match_and_scripts_do() {
    let tag = |t| Language::parse(t).unwrap();
    let mut memory = Memory::in_memory().unwrap();
    let entry = Entry::new([
        (tag("ru-KZ"), "Глава государства"),
        (tag("kk-Cyrl"), "Мемлекет басшысы"),
    ]);
    let _ = memory.import_entries("t", [Ok(entry)]).unwrap();
    let count = |from, to| {
        let query = Query::new("Глава государства")
            .from(tag(from))
            .to(tag(to))
            .threshold(1);
        memory.lookup(&query).unwrap().len()
    };
    assert_eq!(count("ru", "kk"), 1);
    assert_eq!(count("RU_ru", "kk-KZ"), 1);
    assert_eq!(count("ru", "kk-Latn"), 0);
    assert_eq!(count("ru", "en"), 0);
}

#[test]
fn odd_queries_are_answered() {
    let memory = glossary(&[("Head of State", "Мемлекет басшысы"), ("…", "…")]);
    let ask = |text: &str, threshold, limit| {
        let query = Query::new(text)
            .from(EN)
            .to(KK)
            .threshold(threshold)
            .limit(limit);
        memory.lookup(&query).unwrap().len()
    };
    assert_eq!(ask("", 1, 5), 0);
    assert_eq!(ask("   \u{a0}", 70, 5), 0);
    assert_eq!(ask("Head of State", 70, 0), 0);
    assert_eq!(ask("Head of State", 101, 5), 0);
    assert_eq!(ask("Head of State", 0, 5), 2);
    assert_eq!(ask(&"x".repeat(1_000_000), 70, 5), 0);
    assert!(memory.lookup(&Query::new("x")).unwrap_err().is_bad_input());
}

#[test]
fn entries_that_cannot_be_stored_are_listed_and_the_rest_goes_on() {
    let mut memory = Memory::in_memory().unwrap();
    let entries = [
        Entry::new([(EN, "one"), (KK, "бір")]),
        Entry::new([(EN, "one"), (EN, "two")]),
        Entry::new([(EN, " "), (KK, "")]),
        Entry::new([(EN, "a\0b"), (KK, "в")]),
        Entry::new([(EN, "two"), (RU, "два")]),
    ];
    let unsure = [f32::NAN, f32::INFINITY, -0.5, 1.5].map(|confidence| Entry {
        confidence,
        ..Entry::new([(EN, "three"), (KK, "үш")])
    });
    let entries = entries.into_iter().chain(unsure);
    let report = memory.import_entries("t", entries.map(Ok)).unwrap();
    assert_eq!((report.new, report.rejected.len()), (2, 7));
    let items = report.rejected.iter().map(|r| r.location.item.as_deref());
    let numbers = [2, 3, 4, 6, 7, 8, 9].map(|number| format!("entry {number}"));
    assert!(items.eq(numbers.iter().map(|number| Some(number.as_str()))));
    assert_eq!(memory.units().unwrap().len(), 2);
}

/// Levenshtein similarity in percent, by strsim.
fn brute_force(a: &str, b: &str) -> f64 {
    let (n, m) = (a.chars().count(), b.chars().count());
    let longer = n.max(m);
    if a == b {
        return 100.0;
    }
    100.0 * (1.0 - strsim::levenshtein(a, b) as f64 / longer as f64)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// With the pure character measure, a lookup is what strsim over the whole memory gives.
    #[test]
    fn lookup_is_brute_force(
        texts in prop::collection::vec("[abә ]{0,12}", 1..20),
        query in "[abә ]{0,12}",
        threshold in 1u8..=100,
    ) {
        // No rule takes random letters for another language than this.
        let tatar = Language::parse("tt").unwrap();
        let mut memory = Memory::in_memory().unwrap();
        let entries = texts.iter().enumerate()
            .map(|(i, t)| Ok(Entry::new([(tatar, t.clone()), (EN, i.to_string())])));
        let _ = memory.import_entries("t", entries).unwrap();
        let asked = tolmach::text::fold(&query, tatar);
        let mut expected: Vec<u8> = memory.units().unwrap().iter()
            .filter_map(|unit| Some(tolmach::text::fold(&unit.variant(tatar)?.text, tatar)))
            .map(|text| (brute_force(&asked, &text) + 1e-9) as u8)
            .filter(|&percent| percent >= threshold)
            .collect();
        expected.sort_unstable_by(|a, b| b.cmp(a));
        let lookup = Query::new(&query).from(tatar).to(EN).threshold(threshold).limit(100)
            .order(Order::Percent)
            .measure(tolmach::distance::Measure::Characters);
        let found: Vec<u8> = memory.lookup(&lookup).unwrap().iter().map(Match::percent).collect();
        prop_assert_eq!(found, expected);
    }
}

/// Past the size at which the index begins to keep blocks, and through removal, correction and
/// reopening, a lookup is still what brute force gives.
#[test]
fn the_index_follows_every_change() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.tm");
    let text = |i: usize| {
        format!(
            "session {} of council {} on {}",
            i * 7919 % 9973,
            i % 37,
            i % 11
        )
    };
    let entries = |range: std::ops::Range<usize>| {
        range.map(move |i| Ok(Entry::new([(EN, text(i)), (KK, format!("отырыс {i}"))])))
    };
    let mut memory = Memory::open(&path).unwrap();
    let _ = memory.import_entries("first", entries(0..9_000)).unwrap();
    let _ = memory
        .import_entries("second", entries(8_900..9_200))
        .unwrap();
    // Rows 0 to 2,999 go, the rest keeps its place in the blocks.
    let report = memory
        .import_entries("first", entries(3_000..9_000))
        .unwrap();
    assert_eq!((report.new, report.removed), (0, 3_000));
    drop(memory);

    let memory = Memory::open_read_only(&path).unwrap();
    assert_eq!(memory.check().unwrap(), Vec::<String>::new());
    let stored: Vec<String> = (3_000..9_200).map(text).collect();
    for (query, threshold) in [
        (text(17), 70),
        (text(5_000), 85),
        (text(9_100), 60),
        ("council".into(), 10),
    ] {
        let mut expected: Vec<u8> = stored
            .iter()
            .map(|text| (brute_force(&query, text) + 1e-9) as u8)
            .filter(|&percent| percent >= threshold)
            .collect();
        expected.sort_unstable_by(|a, b| b.cmp(a));
        expected.truncate(100);
        let lookup = Query::new(&query)
            .from(EN)
            .to(KK)
            .threshold(threshold)
            .limit(100)
            .order(Order::Percent)
            .measure(tolmach::distance::Measure::Characters);
        let found: Vec<u8> = memory
            .lookup(&lookup)
            .unwrap()
            .iter()
            .map(Match::percent)
            .collect();
        assert_eq!(found, expected, "{query}");
    }
}

/// A document that cannot be read must not take its stored translations along.
#[test]
fn texts_that_came_one_after_the_other_are_searched_like_all() {
    // Fewer than the file makes blocks of, more than are compared one by one for long.
    let mut memory = Memory::in_memory().unwrap();
    for part in 0..3 {
        let text = |i: usize| format!("The council of region {} met on item {i}.", i % 31);
        let entries = (700 * part..700 * (part + 1)).map(text);
        let entries = entries.map(|text| Ok(Entry::new([(EN, text.as_str()), (KK, "отырыс")])));
        let report = memory.import_entries(&format!("{part}"), entries).unwrap();
        assert_eq!(report.new, 700);
        for ask in 0..10 {
            let text = format!("The councils of region {ask} met on item {}.", ask * 97);
            for measure in [Measure::Mean, Measure::Characters, Measure::Tokens] {
                let query = Query::new(&text).from(EN).measure(measure).limit(3);
                let verified = memory.verify(&query).unwrap();
                assert_eq!(verified.differences, [], "{query:?}");
            }
            let found = memory.containing("region 7 met", EN, usize::MAX).unwrap();
            let with_run = (0..700 * (part + 1)).filter(|i| i % 31 == 7);
            assert_eq!(found.len(), with_run.count());
        }
    }
}

#[test]
fn an_unreadable_document_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    std::fs::write(file("en.txt"), ENGLISH).unwrap();
    std::fs::write(file("kk.txt"), KAZAKH).unwrap();
    let mut memory = Memory::in_memory().unwrap();
    let _ = memory
        .import(&Release::read_dir(folder.path()).unwrap())
        .unwrap();
    let units = memory.units().unwrap();
    std::fs::write(file("kk.txt"), b"\xE1\xE2").unwrap();
    let damaged = Release::read_dir(folder.path()).unwrap();
    assert!(memory.import(&damaged).unwrap_err().is_bad_input());
    assert_eq!(memory.units().unwrap(), units);
}

/// Rows of a table in English and Kazakh.
fn numbered_rows(range: std::ops::Range<usize>) -> Vec<(String, String)> {
    let row = |i: usize| {
        (
            format!("Minister number {i} visits the school in {}.", 1900 + i),
            format!("{i} нөмірлі министр {} жылы мектепке барады.", 1900 + i),
        )
    };
    range.map(row).collect()
}

#[test]
fn a_table_whose_columns_have_slipped_is_not_stored() {
    let entries = |rows: &[(String, String)]| -> Vec<_> {
        let entry = |(en, kk): &(String, String)| Ok(Entry::new([(EN, en), (KK, kk)]));
        rows.iter().map(entry).collect()
    };
    let mut memory = Memory::in_memory().unwrap();
    let good = numbered_rows(0..600);
    let report = memory.import_entries("good", entries(&good)).unwrap();
    assert!(report.quarantined.is_empty(), "{:?}", report.quarantined);
    assert_eq!(report.new, 600);

    // From row 301 on, every Kazakh cell stands one row lower.
    let mut slipped = good.clone();
    for row in (301..600).rev() {
        slipped[row].1 = good[row - 1].1.clone();
    }
    let report = memory.import_entries("slipped", entries(&slipped)).unwrap();
    let expected = Reason::Slipped {
        language: KK,
        against: EN,
        rows: 1,
        first: 569,
        last: 600,
    };
    assert_eq!(report.quarantined, std::slice::from_ref(&expected));
    assert!(
        expected
            .to_string()
            .contains("belongs to the en text 1 row above")
    );
    assert_eq!(report.entries(), 0);
    let keep = ImportOptions::new().quarantine(Quarantine::Keep);
    let kept = memory
        .import_entries_with("slipped", entries(&slipped), &keep)
        .unwrap();
    assert_eq!((kept.quarantined.len(), kept.entries()), (1, 600));

    // The end of a table, and a short one.
    for (rows, from) in [(600, 592), (5, 0)] {
        let mut slipped = numbered_rows(0..rows);
        for row in from..rows - 1 {
            slipped[row].1 = slipped[row + 1].1.clone();
        }
        slipped.pop();
        let report = memory.import_entries("slipped", entries(&slipped)).unwrap();
        let [
            Reason::Slipped {
                rows: -1,
                first,
                last,
                ..
            },
        ] = report.quarantined[..]
        else {
            panic!("{:?}", report.quarantined);
        };
        // Where it begins is told as far as the first rows tell.
        assert!(first.abs_diff(from + 1) <= 1, "{first}");
        assert_eq!((last, report.new), (rows - 1, 0));
    }
}
