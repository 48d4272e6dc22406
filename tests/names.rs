//! Names that are carried into a match: cases written by hand, `tests/golden/names/FROM-TO.txt`:
//! source, query, target and what must come of it, or `!` where no name may be carried.

use std::fs;
use std::path::Path;

use tolmach::patch::Refusal;
use tolmach::phrases::{Mining, Term};
use tolmach::{EN, Entry, KK, Match, Memory, Query, RU};

#[test]
fn golden_names() {
    let mut faults = Vec::new();
    for (from, to) in [(EN, RU), (EN, KK), (RU, KK), (RU, EN), (KK, EN), (KK, RU)] {
        let path = format!("tests/golden/names/{from}-{to}.txt");
        let cases = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path)).unwrap();
        for (number, case) in cases.lines().enumerate() {
            let fields: Vec<&str> = case.split(" | ").collect();
            let [source, query, target, expected] = fields[..] else {
                panic!("{path}:{}: four fields, please: {case}", number + 1);
            };
            let mut memory = Memory::in_memory().unwrap();
            let entry = Entry::new([(from, source), (to, target)]);
            let _ = memory.import_entries("t", [Ok(entry)]).unwrap();
            let query = Query::new(query).from(from).to(to).threshold(1);
            let found = memory.lookup(&query).unwrap();
            let found = found.first();
            let proposal = found.map_or("nothing is found", Match::proposal);
            let is_whole = found.is_some_and(|found| {
                let patches = found.patches().iter();
                patches
                    .clone()
                    .any(|p| p.result.as_ref().is_ok_and(|p| p.complete))
            });
            let is_right = match expected {
                "!" => proposal == target && !is_whole,
                expected => proposal == expected,
            };
            if !is_right {
                faults.push(format!("{path}:{}: {case}\n    {proposal}", number + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Figures and names are patched one after the other; what is reported fits the stored texts and
/// the new one.
#[test]
fn what_was_changed_is_where_it_is_said_to_be() {
    let mut memory = Memory::in_memory().unwrap();
    let source = "2) On 5 May Japan and 12 firms of the United States met";
    let target = "2) 5 мамырда Жапония мен Америка Құрама Штаттарының 12 фирмасы кездесті";
    let entry = Entry::new([(EN, source), (KK, target)]);
    let _ = memory.import_entries("t", [Ok(entry)]).unwrap();
    let asked = "13) On 16 September Italy and 40 firms of Kuwait met";
    let query = Query::new(asked).from(EN).to(KK).threshold(1);
    let found = memory.lookup(&query).unwrap();
    let expected = "13) 16 қыркүйекте Италия мен Кувейттің 40 фирмасы кездесті";
    assert_eq!((found[0].proposal(), found[0].percent()), (expected, 99));
    let patch = found[0].patches()[0].result.as_ref().unwrap();
    let changes = patch.changes.iter().map(|change| {
        assert_eq!(&target[change.target.clone()], change.old);
        assert_eq!(&expected[change.patched.clone()], change.new);
        (
            &asked[change.query.clone()],
            &source[change.source.clone()],
            &*change.new,
        )
    });
    let changes: Vec<_> = changes.collect();
    assert_eq!(
        changes,
        [
            ("13) ", "2) ", "13) "),
            ("16 September", "5 May", "16 қыркүйекте"),
            ("Italy", "Japan", "Италия"),
            ("40", "12", "40"),
            ("Kuwait", "the United States", "Кувейттің"),
        ]
    );
}

/// What the memory has learnt and what the user says is known, too; mined names only if they sound
/// alike.
#[test]
fn names_of_the_memory_are_known() {
    let mut memory = Memory::in_memory().unwrap();
    let rows = [
        (
            "Decree on Yerlan Saparov",
            "Ерлан Сапаров туралы жарлық",
            "Указ о Ерлане Сапарове",
        ),
        (
            "Yerlan Saparov spoke",
            "Ерлан Сапаров сөйледі",
            "Ерлан Сапаров выступил",
        ),
        (
            "A speech by Yerlan Saparov",
            "Ерлан Сапаровтың сөзі",
            "Речь Ерлана Сапарова",
        ),
        (
            "Damir Karimov arrived",
            "Дамир Каримов келді",
            "Дамир Каримов прибыл",
        ),
        (
            "Damir Karimov was appointed",
            "Дамир Каримов тағайындалды",
            "Дамир Каримов назначен",
        ),
        (
            "A report by Damir Karimov",
            "Дамир Каримовтың баяндамасы",
            "Доклад Дамира Каримова",
        ),
    ];
    let entries = rows.map(|(en, kk, ru)| Ok(Entry::new([(EN, en), (KK, kk), (RU, ru)])));
    let _ = memory.import_entries("rows", entries).unwrap();
    let proposal = |memory: &Memory, text: &str, to| {
        let found = memory
            .lookup(&Query::new(text).from(EN).to(to).threshold(40))
            .unwrap();
        let speech = found
            .iter()
            .find(|m| m.source().text == "A speech by Yerlan Saparov");
        speech.unwrap().proposal().to_owned()
    };
    let asked = "A speech by Damir Karimov";
    assert_eq!(proposal(&memory, asked, RU), "Речь Ерлана Сапарова");
    memory.mine_phrases(Mining::new()).unwrap();
    assert_eq!(proposal(&memory, asked, RU), "Речь Дамира Каримова");
    assert_eq!(proposal(&memory, asked, KK), "Дамир Каримовтың сөзі");
}

/// A name that stands in the target, and that no rule declines, is not told to be missing.
#[test]
fn a_name_that_cannot_be_declined_is_told_so() {
    let mut memory = Memory::in_memory().unwrap();
    let entry = Entry::new([
        (EN, "Dinara Seilkhan has come to the meeting."),
        (RU, "Динара Сейлхан пришла на заседание."),
    ]);
    let _ = memory.import_entries("t", [Ok(entry)]).unwrap();
    let persons = [
        ("Dinara Seilkhan", "Динара Сейлхан"),
        ("Aliya Sarsenbina", "Алия Сарсенбина"),
    ];
    let terms = persons.map(|(name, russian)| Term::new(EN, name, RU, russian));
    memory.add_terms(&terms).unwrap();
    let asked = Query::new("Aliya Sarsenbina has come to the meeting.");
    let found = memory.lookup(&asked.from(EN).to(RU).threshold(40)).unwrap();
    let patches = found[0].patches();
    let refusal = Refusal::Form("Динара Сейлхан".to_owned());
    assert_eq!(patches[0].result.as_ref(), Err(&refusal));
}

/// What the user forbids is not written, though the lexicon has it.
#[test]
fn forbidden_names_are_not_carried() {
    let mut memory = Memory::in_memory().unwrap();
    let entry = Entry::new([(EN, "Talks with Japan"), (RU, "Переговоры с Японией")]);
    let _ = memory.import_entries("t", [Ok(entry)]).unwrap();
    let asked = Query::new("Talks with Kuwait").from(EN).to(RU).threshold(1);
    let proposal = |memory: &Memory| memory.lookup(&asked).unwrap()[0].proposal().to_owned();
    assert_eq!(proposal(&memory), "Переговоры с Кувейтом");
    let term = Term::new(EN, "Kuwait", RU, "Кувейт").forbidden();
    memory.add_terms(&[term]).unwrap();
    assert_eq!(proposal(&memory), "Переговоры с Японией");
}

/// A name is spelt as the memory's texts spell it, and in the usual way where they don't.
#[test]
fn names_are_spelt_as_the_memory_spells_them() {
    for (own, expected) in [
        ("Turkistan", "Turkistan"),
        ("Turkestan", "Turkestan"),
        ("Aktau", "Turkestan"),
    ] {
        let mut memory = Memory::in_memory().unwrap();
        let school = format!("A school was opened in {own}.");
        let entries = [
            Entry::new([
                (RU, "Форум прошел в Алматы."),
                (EN, "The forum was held in Almaty."),
            ]),
            Entry::new([(RU, "Открыта школа."), (EN, school.as_str())]),
        ];
        let _ = memory.import_entries("t", entries.map(Ok)).unwrap();
        let query = Query::new("Форум прошел в Туркестане.")
            .from(RU)
            .to(EN)
            .threshold(50);
        let found = memory.lookup(&query).unwrap();
        let expected = format!("The forum was held in {expected}.");
        assert_eq!(found[0].proposal(), expected, "{own}");
    }
}
