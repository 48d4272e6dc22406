//! Lookup from outside: exactness, order, the ledger, what is told apart and what is not.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tolmach::distance::{Measure, Scorer};
use tolmach::text::fold;
use tolmach::{
    Document, EN, Edit, EditKind, Entry, KK, Language, Match, MatchKind, Memory, NEGATED_MOST,
    Order, Penalty, PenaltyReason, Query, RU, Release,
};

fn table(memory: &mut Memory, key: &str, pairs: &[(&str, &str)]) {
    let entries = pairs
        .iter()
        .map(|&(en, kk)| Ok(Entry::new([(EN, en), (KK, kk)])));
    let _ = memory.import_entries(key, entries).unwrap();
}

fn memory(pairs: &[(&str, &str)]) -> Memory {
    let mut memory = Memory::in_memory().unwrap();
    table(&mut memory, "t", pairs);
    memory
}

fn ask<'q>(text: &'q str) -> Query<'q> {
    Query::new(text).from(EN).to(KK).patch(false)
}

fn points(found: &Match) -> Vec<(PenaltyReason, u8)> {
    found
        .penalties()
        .iter()
        .map(|p| (p.reason, p.points))
        .collect()
}

/// What a match is known by: percent, source and target.
fn shape(found: &[Match]) -> Vec<(u8, String, String)> {
    let shape = |m: &Match| {
        (
            m.percent(),
            m.source().text.clone(),
            m.target().text.clone(),
        )
    };
    found.iter().map(shape).collect()
}

/// What a limit leaves: so many, and all that are exact.
fn first(found: Vec<Match>, limit: usize) -> Vec<Match> {
    let numbered = found.into_iter().enumerate();
    let kept = numbered.filter(|(at, found)| *at < limit || found.kind() >= MatchKind::Exact);
    kept.map(|(_, found)| found).collect()
}

const WORD: &str = "(the|a|law|laws|not|minister|ministers|5|17|,|Astana|astana|«q»|\"q\")";

fn phrase() -> impl Strategy<Value = String> {
    prop::collection::vec(WORD, 0..6).prop_map(|words| words.join(" "))
}

/// A text, the day of its release, and how sure its alignment is.
type Row = (String, u8, u8);

fn stored(rows: &[Row]) -> Memory {
    let mut memory = Memory::in_memory().unwrap();
    for day in 1..=3 {
        let entries = rows.iter().enumerate().filter(|(_, row)| row.1 == day);
        let entries = entries.map(|(number, (text, _, confidence))| {
            let mut entry = Entry::new([(EN, text.clone()), (KK, format!("мәтін {number}"))]);
            entry.confidence = f32::from(*confidence) / 100.0;
            Ok(entry)
        });
        let _ = memory
            .import_entries(&format!("day-{day}"), entries)
            .unwrap();
    }
    memory
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// By percent, with any filter, a lookup is what comparing with every unit gives.
    #[test]
    fn lookup_is_brute_force_whatever_the_filter(
        rows in prop::collection::vec((phrase(), 1u8..=3, 0u8..=100), 1..30),
        query in phrase(),
        threshold in 1u8..=100,
        day in prop::option::of(1u8..=3),
        confidence in 0u8..=100,
        measure in prop::sample::select(vec![Measure::Mean, Measure::Characters, Measure::Tokens]),
    ) {
        let memory = stored(&rows);
        let key = day.map(|day| format!("day-{day}"));
        let scorer = Scorer::new(&fold(&query, EN), measure);
        let negations = |text: &str| text.split(' ').filter(|word| *word == "not").count();
        let mut expected: Vec<(u8, String)> = Vec::new();
        for (number, (text, of, sure)) in rows.iter().enumerate() {
            let base = scorer.percent(&fold(text, EN), 0).unwrap();
            let mut percent = base;
            if negations(text) != negations(&query) {
                percent = percent.min(NEGATED_MOST);
            }
            // Two fifths of a point for each hundredth below 90.
            let doubt = (0u16..).find(|points| 2 * 90 <= 5 * points + 2 * u16::from(*sure)).unwrap();
            percent = percent.saturating_sub(doubt as u8);
            let stands = day.is_none_or(|day| day == *of) && confidence <= *sure;
            if stands && threshold <= percent && !text.trim().is_empty() {
                expected.push((percent, format!("мәтін {number}")));
            }
        }
        let mut lookup = ask(&query).threshold(threshold).limit(100).measure(measure)
            .confidence(confidence).order(Order::Percent);
        if let Some(key) = &key {
            lookup = lookup.release(key);
        }
        let mut found: Vec<(u8, String)> = memory.lookup(&lookup).unwrap().iter()
            .map(|m| (m.percent(), m.target().text.clone())).collect();
        prop_assert!(found.is_sorted_by(|a, b| a.0 >= b.0));
        found.sort();
        expected.sort();
        prop_assert_eq!(found, expected);
    }

    /// The useful order chooses among the 16 nearest, keeps the bands, and a limit only cuts.
    #[test]
    fn usefulness_reorders_within_bands(
        rows in prop::collection::vec((phrase(), 1u8..=3, 60u8..=100), 1..50),
        query in phrase(),
        limit in 1usize..35,
    ) {
        let memory = stored(&rows);
        let lookup = ask(&query).threshold(1);
        let wide = lookup.clone().limit(limit.max(16));
        let useful = memory.lookup(&wide).unwrap();
        let plain = memory.lookup(&wide.clone().order(Order::Percent)).unwrap();
        let set = |found: &[Match]| shape(found).into_iter().collect::<BTreeSet<_>>();
        prop_assert_eq!(set(&useful), set(&plain));
        let band = |percent: u8| [75, 85, 95, 100, 101, 102].iter().filter(|b| **b <= percent).count();
        prop_assert!(useful.is_sorted_by(|a, b| band(a.percent()) >= band(b.percent())));
        let few = memory.lookup(&lookup.limit(limit)).unwrap();
        prop_assert_eq!(shape(&few), shape(&first(useful, limit)));
    }

    /// By percent too, a limit only cuts, however many texts are equally near: the newest, the most
    /// frequent and the first by their letters come first.
    #[test]
    fn a_limit_only_cuts(
        rows in prop::collection::vec(("(law|Law|LAWS) (on|of) [a-d]", 0usize..5, "[а-в]"), 1..40),
        query in "law (on|of|not) [a-f]",
        limit in 1usize..8,
        since in prop::option::of(1usize..4),
        age in prop::option::of(1usize..4),
        to_any in any::<bool>(),
    ) {
        let days = ["", "2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01"];
        let mut memory = Memory::in_memory().unwrap();
        for (number, (en, day, kk)) in rows.iter().enumerate() {
            let mut release = Release::new(format!("r{number}")).unwrap()
                .with_document(Document::from_text(EN, en))
                .with_document(Document::from_text(KK, kk));
            release.date = Some(days[*day].to_owned()).filter(|day| !day.is_empty());
            let _ = memory.import(&release).unwrap();
        }
        let mut lookup = match to_any {
            true => Query::new(&query).from(EN),
            false => ask(&query),
        };
        lookup = lookup.threshold(1).patch(false).order(Order::Percent);
        if let Some(since) = since {
            lookup = lookup.since(days[since]);
        }
        if let Some(age) = age {
            lookup = lookup.age_penalty(days[age], 3);
        }
        let all = memory.lookup(&lookup.clone().limit(1_000)).unwrap();
        let few = memory.lookup(&lookup.limit(limit)).unwrap();
        prop_assert!(!all.is_empty() || since.is_some());
        prop_assert_eq!(few, first(all, limit));
    }

    /// The order of import decides nothing.
    #[test]
    fn the_order_of_import_decides_nothing(
        texts in prop::collection::vec(phrase(), 1..40),
        query in phrase(),
    ) {
        let entries = |texts: Vec<(usize, &String)>| {
            let mut memory = Memory::in_memory().unwrap();
            let entries: Vec<_> = texts.into_iter()
                .map(|(i, t)| Ok(Entry::new([(EN, t.clone()), (KK, format!("{}", i % 7))]))).collect();
            let _ = memory.import_entries("t", entries).unwrap();
            memory
        };
        let forwards = entries(texts.iter().enumerate().collect());
        let backwards = entries(texts.iter().enumerate().rev().collect());
        let lookup = ask(&query).threshold(1).limit(8);
        prop_assert_eq!(shape(&forwards.lookup(&lookup).unwrap()), shape(&backwards.lookup(&lookup).unwrap()));
    }

    /// The ledger adds up, and edits tell just where the texts differ.
    #[test]
    fn the_ledger_adds_up(
        texts in prop::collection::vec("[abAB ёе’'«»\",.0-9<>/-]{1,16}|(not |the |Law |laws ){1,5}", 1..12),
        query in "[abAB ёе’'«»\",.0-9<>/-]{1,16}|(not |the |Law |laws ){1,5}",
    ) {
        let pairs: Vec<(&str, &str)> = texts.iter().map(|t| (t.as_str(), "x")).collect();
        for found in memory(&pairs).lookup(&ask(&query).threshold(1).limit(20)).unwrap() {
            let ledger = found.penalties();
            let lost: u32 = ledger.iter().map(|p| u32::from(p.points)).sum();
            prop_assert_eq!(lost, 100 - u32::from(found.percent().min(100)), "{:?}", ledger);
            prop_assert_eq!(found.raw_equal(), ledger.is_empty(), "{:?}", ledger);
            prop_assert_eq!(found.raw_equal(), found.edits().is_empty());
            let is_exact = found.kind() >= MatchKind::Exact;
            prop_assert!(!is_exact || found.edits().iter().all(Edit::is_free));
            let source = &found.source().text;
            let (mut at, mut rebuilt) = (0, String::new());
            let mut from = 0;
            for edit in found.edits() {
                prop_assert!(from <= edit.query.start && at <= edit.source.start);
                prop_assert_eq!(edit.query.is_empty(), edit.kind == EditKind::Delete, "{:?}", edit);
                prop_assert_eq!(edit.source.is_empty(), edit.kind == EditKind::Insert, "{:?}", edit);
                rebuilt.push_str(&source[at..edit.source.start]);
                rebuilt.push_str(&query[edit.query.clone()]);
                (from, at) = (edit.query.end, edit.source.end);
            }
            rebuilt.push_str(&source[at..]);
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&rebuilt), bare(&query), "of {:?}", source);
        }
    }

    /// What match forms even out is never told as a difference that costs, however it is written:
    /// in capitals, Kazakh in Latin letters, with what is not seen.
    #[test]
    fn equal_match_forms_differ_in_nothing_that_costs(
        text in "(5-ке |20%-ға |%s |№ 5 |no\\. 5 |u\\.s\\. |5 тыс\\. руб\\. |2024-ші |ол |қаз|һәм |ülesı |artty |ı |s' |[\\p{Cyrillic}a-z0-9.,-]){1,8}",
        capitals in any::<bool>(),
        unseen in prop::option::of(0usize..9),
        language in prop::sample::select(vec![EN, RU, KK]),
    ) {
        let mut query = match capitals {
            true => text.to_uppercase(),
            false => fold(&text, language),
        };
        if let Some((at, _)) = unseen.and_then(|at| query.char_indices().nth(at)) {
            query.insert(at, '\u{200b}');
        }
        prop_assume!(fold(&query, language) == fold(&text, language));
        let mut memory = Memory::in_memory().unwrap();
        let other = Language::parse("de").unwrap();
        let _ = memory.import_entries("t", [Ok(Entry::new([(language, text.as_str()), (other, "x")]))]).unwrap();
        for found in memory.lookup(&Query::new(&query).from(language)).unwrap() {
            prop_assert_eq!(found.percent(), 100);
            prop_assert!(found.edits().iter().all(Edit::is_free), "{:?} {:?}", found.edits(), text);
            prop_assert!(found.penalties().iter().all(|penalty| penalty.points == 0));
        }
    }

    /// A fold leaves every digit: what differs in numbers is never 100.
    #[test]
    fn numbers_that_differ_are_never_equal(text in "(\\PC|[0-9 .,–-]){0,20}", at in 0usize..20, digit in 0u8..10) {
        let mut other: Vec<char> = text.chars().collect();
        let digits: Vec<usize> = (0..other.len()).filter(|&i| other[i].is_ascii_digit()).collect();
        if let Some(&place) = digits.get(at % digits.len().max(1)) {
            let new = char::from(b'0' + digit);
            prop_assume!(other[place] != new);
            other[place] = new;
            let other: String = other.into_iter().collect();
            for language in [EN, RU, KK] {
                prop_assert_ne!(fold(&text, language), fold(&other, language));
            }
        }
    }
}

#[test]
fn what_no_reader_notices_costs_nothing_and_is_told() {
    let memory = memory(&[("The “Head” of State", "Мемлекет «басшысы»")]);
    let found = &memory.lookup(&ask("the \"Head\" of  State")).unwrap()[0];
    assert_eq!(
        (found.percent(), found.kind(), found.raw_equal()),
        (100, MatchKind::Exact, false)
    );
    assert_eq!(
        points(found),
        [
            (PenaltyReason::Punctuation, 0),
            (PenaltyReason::Spacing, 0),
            (PenaltyReason::Case, 0)
        ]
    );
    let found = &memory.lookup(&ask("The “Head” of  State")).unwrap()[0];
    assert_eq!(points(found), [(PenaltyReason::Spacing, 0)]);
}

#[test]
fn blanks_are_shown_and_cost_no_more_than_marks() {
    let stored = "Calls to the centre are free, day and night.";
    let memory = memory(&[(stored, "Орталыққа қоңырау шалу күні-түні тегін.")]);
    let first = |asked: &str| {
        let found = memory.lookup(&ask(asked)).unwrap().remove(0);
        (found.percent(), points(&found), found.edits())
    };
    let (percent, points, edits) = first("Calls to the centre are free , day and night .");
    assert_eq!((percent, points), (100, vec![(PenaltyReason::Spacing, 0)]));
    let places: Vec<_> = edits.iter().map(|edit| edit.query.clone()).collect();
    assert_eq!(places, [28..29, 44..45]);
    let (unspaced, points, edits) = first("Calls to the centre are free,day and night.");
    assert_eq!(points, [(PenaltyReason::Spacing, 100 - unspaced)]);
    assert_eq!((edits.len(), edits[0].source.clone()), (1, 29..30));
    let (unmarked, ..) = first("Calls to the centre are free day and night.");
    assert!(unmarked <= unspaced && unspaced < 100);
}

/// Blanks on both sides of a mark are two differences: the mark itself is in both texts.
#[test]
fn blanks_around_a_mark_are_two_edits() {
    let memory = memory(&[("Plan of works / services", "Жұмыс / қызмет жоспары")]);
    let found = memory.lookup(&ask("Plan of works/services")).unwrap();
    let edits = found[0].edits();
    let told: Vec<_> = edits
        .iter()
        .map(|edit| (edit.kind, edit.query.clone(), edit.source.clone()))
        .collect();
    assert_eq!(
        told,
        [
            (EditKind::Delete, 13..13, 13..14),
            (EditKind::Delete, 14..14, 15..16)
        ]
    );
}

#[test]
fn a_spelling_is_told_as_one_whatever_its_tokens() {
    let edits = |language: Language, stored: &str, asked: &str| {
        let mut memory = Memory::in_memory().unwrap();
        let entry = Entry::new([(language, stored), (Language::parse("de").unwrap(), "…")]);
        let _ = memory.import_entries("t", [Ok(entry)]).unwrap();
        let found = memory.lookup(&Query::new(asked).from(language)).unwrap();
        let edits = found[0].edits();
        assert!(found[0].percent() < 100 || edits.iter().all(Edit::is_free));
        let told = |edit: &Edit| (edit.reason, asked[edit.query.clone()].to_owned());
        (
            found[0].percent(),
            edits.iter().map(told).collect::<Vec<_>>(),
        )
    };
    use PenaltyReason::*;
    // An ending in capitals is a word of its own.
    let (percent, told) = edits(KK, "Бюджет 20%-ға өсті", "БЮДЖЕТ 20%-ҒА өсті");
    let capitals = ["БЮДЖЕТ", "20%-ҒА"].map(|word| (Case, word.to_owned()));
    assert_eq!((percent, told), (100, capitals.to_vec()));
    let (percent, told) = edits(KK, "Бюджет 20%-ға биыл өсті", "БЮДЖЕТ 20%-ҒА БЫЛТЫР өсті");
    assert!(percent < 100);
    assert_eq!(
        told[1..],
        [(Case, "20%-ҒА".to_owned()), (Words, "БЫЛТЫР".to_owned())]
    );
    // A blank that nobody sees, before a joiner that nobody sees.
    let (percent, told) = edits(EN, "Held in 2024\u{a0}\u{200d} .", "Held in 2024\u{200d} .");
    assert_eq!((percent, told.len()), (100, 1));
    // That the letters are Kazakh is told by the whole, not by each word.
    let (percent, told) = edits(KK, "Қазақстанның үлесі артты.", "Qazaqstannyñ ülesı artty.");
    let latin = ["Qazaqstannyñ", "ülesı", "artty"].map(|word| (Spelling, word.to_owned()));
    assert_eq!((percent, told), (100, latin.to_vec()));
}

#[test]
fn the_ledger_tells_words_from_endings_and_numbers() {
    let mut memory = Memory::in_memory().unwrap();
    let entry = Entry::new([
        (RU, "Подписано 15 новых документов, принят закон."),
        (KK, "…"),
    ]);
    let _ = memory.import_entries("t", [Ok(entry)]).unwrap();
    let query = Query::new("Подписаны 18 новых документа и принят закон.")
        .from(RU)
        .to(KK);
    let found = &memory.lookup(&query).unwrap()[0];
    let reasons: Vec<_> = found.penalties().iter().map(|p| p.reason).collect();
    use PenaltyReason::*;
    assert_eq!(reasons, [Words, Endings, Numbers, Punctuation]);
}

#[test]
fn what_is_new_stands_in_one_piece() {
    let stored = "The session will be held in Yerevan.";
    let asked = "The session will be held in Minsk in May 2027.";
    let memory = memory(&[(stored, "Сессия Ереванда өтеді.")]);
    let found = &memory.lookup(&ask(asked).threshold(50)).unwrap()[0];
    let edits = found.edits();
    let edits: Vec<_> = edits
        .iter()
        .map(|edit| (&asked[edit.query.clone()], &stored[edit.source.clone()]))
        .collect();
    assert_eq!(edits, [("Minsk", "Yerevan"), ("in May", ""), ("2027", "")]);
}

#[test]
fn a_contrary_never_passes_for_near() {
    for (language, says, denies) in [
        (
            EN,
            "The agreement on gas supplies was signed by both of the ministers",
            "The agreement on gas supplies was not signed by both of the ministers",
        ),
        (
            RU,
            "Соглашение о поставках газа подписано обоими министрами",
            "Соглашение о поставках газа не подписано обоими министрами",
        ),
        (
            KK,
            "Газ жеткізу туралы келісімге министрлер қол қойды деп хабарлады",
            "Газ жеткізу туралы келісімге министрлер қол қоймады деп хабарлады",
        ),
        (
            EN,
            "The ministers did not sign the agreement on gas and will meet in the autumn",
            "The ministers did sign the agreement on gas and will not meet in the autumn",
        ),
        (
            RU,
            "Министры не подписали соглашение о газе и встретятся осенью",
            "Министры подписали соглашение о газе и не встретятся осенью",
        ),
        (
            KK,
            "Министрлер келісімге қол қоймады және күзде кездеседі деп хабарлады",
            "Министрлер келісімге қол қойды және күзде кездеспейді деп хабарлады",
        ),
        (
            EN,
            "Citizens may enter the territory of the country with a visa for thirty days",
            "Citizens may enter the territory of the country without a visa for thirty days",
        ),
    ] {
        let other = if language == EN { RU } else { EN };
        let mut memory = Memory::in_memory().unwrap();
        let _ = memory
            .import_entries("t", [Ok(Entry::new([(language, says), (other, "x")]))])
            .unwrap();
        let query = Query::new(denies).from(language).to(other);
        let found = &memory.lookup(&query).unwrap()[0];
        assert_eq!(found.percent(), NEGATED_MOST, "{denies}");
        assert!(
            found
                .penalties()
                .iter()
                .any(|p| p.reason == PenaltyReason::Negation)
        );
        let query = Query::new(says).from(language).to(other);
        assert_eq!(memory.lookup(&query).unwrap()[0].percent(), 100);
    }
}

/// Pairs by hand, in both directions: those that say the contrary are held below the bands that are taken
/// over without reading, and no others.
#[test]
fn contraries_are_told_from_what_is_merely_near() {
    let (mut judged, mut wrong) = ([0, 0], Vec::new());
    for line in include_str!("golden/negations.tsv").lines() {
        if line.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let [tag, verdict, one, other] = fields[..] else {
            panic!("{line}");
        };
        let language = Language::parse(tag).unwrap();
        let to = if language == EN { RU } else { EN };
        for (stored, asked) in [(one, other), (other, one)] {
            let mut memory = Memory::in_memory().unwrap();
            let entry = Entry::new([(language, stored), (to, "x")]);
            let _ = memory.import_entries("t", [Ok(entry)]).unwrap();
            let query = Query::new(asked).from(language).to(to).patch(false);
            let found = &memory.lookup(&query.threshold(1)).unwrap()[0];
            let is_contrary = verdict == "contrary";
            let mut points = points(found).into_iter();
            let is_capped = points.any(|(reason, _)| reason == PenaltyReason::Negation);
            let is_low = found.percent() <= NEGATED_MOST;
            if (is_capped, is_low) != (is_contrary, is_contrary) {
                wrong.push(format!("{}: {stored} | {asked}", found.percent()));
            }
            judged[usize::from(is_contrary)] += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(judged.iter().all(|count| 120 <= *count), "{judged:?}");
}

#[test]
fn of_equals_those_with_all_languages_come_first() {
    let mut memory = Memory::in_memory().unwrap();
    let entry = |variants: &[(Language, &str)]| Ok(Entry::new(variants.iter().copied()));
    let (en, ru) = ((EN, "The forum has ended."), (RU, "Форум завершен."));
    let entries = [
        entry(&[en, ru]),
        entry(&[en, (KK, "Форум бітті.")]),
        entry(&[en, ru, (KK, "Форум аяқталды.")]),
    ];
    let _ = memory.import_entries("table", entries).unwrap();
    let query = Query::new("The forum has ended.").from(EN);
    let found = memory.lookup(&query.to(RU).to(KK)).unwrap();
    let languages: Vec<usize> = found.iter().map(|m| m.proposals().count()).collect();
    assert_eq!(languages, [2, 1, 1]);
}

/// A sign says another number; a blank or a mark inside of a figure says the same one.
#[test]
fn the_ledger_tells_numbers_from_their_notation() {
    use PenaltyReason::*;
    for (asked, stored, reason) in [
        (
            "Температура до -5 градусов",
            "Температура до 5 градусов",
            Numbers,
        ),
        (
            "Температура до 5 градусов",
            "Температура до −5 градусов",
            Numbers,
        ),
        (
            "Температура до +5 градусов",
            "Температура до -5 градусов",
            Numbers,
        ),
        ("Встреча - на 5 этаже", "Встреча на 5 этаже", Punctuation),
        (
            "Рост составил 12,5% за год",
            "Рост составил 12,5 % за год",
            Spacing,
        ),
        (
            "Выделено 1 000 тенге на ремонт",
            "Выделено 1000 тенге на ремонт",
            Spacing,
        ),
        (
            "Рост составил 12,5% за год",
            "Рост составил 12.5% за год",
            Punctuation,
        ),
        (
            "Рост составил 12,5% за год",
            "Рост составил 12,6% за год",
            Numbers,
        ),
    ] {
        let mut memory = Memory::in_memory().unwrap();
        let entry = Entry::new([(RU, stored), (KK, "…")]);
        let _ = memory.import_entries("t", [Ok(entry)]).unwrap();
        let query = Query::new(asked).from(RU).to(KK).threshold(50);
        let found = &memory.lookup(&query).unwrap()[0];
        let edits = found.edits();
        let shown = edits.iter().filter(|edit| !edit.is_free());
        let reasons: Vec<_> = shown.map(|edit| edit.reason).collect();
        assert_eq!(reasons, [reason], "{asked} | {stored}");
        assert!(found.percent() < 100, "{asked} | {stored}");
    }
}

#[test]
fn negations_of_both_sides_cost_nothing_more() {
    let memory = memory(&[("The law was not passed by the house", "Заң қабылданбады")]);
    let found = &memory
        .lookup(&ask("The bill was never passed by the house"))
        .unwrap()[0];
    let reasons: Vec<_> = found.penalties().iter().map(|p| p.reason).collect();
    assert_eq!(reasons, [PenaltyReason::Words]);
}

#[test]
fn translations_that_disagree_are_all_shown_and_told() {
    let memory = memory(&[
        ("session", "отырыс"),
        ("Session", "сессия"),
        ("session", "мәжіліс"),
        ("sessions", "отырыстар"),
    ]);
    let found = memory.lookup(&ask("session").limit(1)).unwrap();
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(Match::ambiguous));
    let found = memory.lookup(&ask("sessions").limit(1)).unwrap();
    assert_eq!((found.len(), found[0].ambiguous()), (1, false));
    // What is equal to the letter comes first, and what is whole.
    let found = memory.lookup(&ask("Session")).unwrap();
    let raw: Vec<bool> = found[..3].iter().map(Match::raw_equal).collect();
    assert_eq!(raw, [true, false, false]);
    // One that has fewer of the languages, and says the same in these, disagrees with nobody.
    let entries = [
        Entry::new([(RU, "Да."), (KK, "Иә.")]),
        Entry::new([(EN, "Yes."), (RU, "Да."), (KK, "Иә.")]),
        Entry::new([(EN, "No."), (RU, "Нет."), (KK, "Жоқ.")]),
        Entry::new([(RU, "Нет."), (KK, "Емес.")]),
    ];
    let mut memory = Memory::in_memory().unwrap();
    let _ = memory.import_entries("t", entries.map(Ok)).unwrap();
    let british = Language::parse("en-GB").unwrap();
    let entries = [
        Entry::new([(RU, "Цвет"), (EN, "Color"), (british, "Colour")]),
        Entry::new([
            (RU, "Цвет"),
            (EN, "Color"),
            (british, "Colour"),
            (KK, "Түс"),
        ]),
    ];
    let _ = memory.import_entries("tags", entries.map(Ok)).unwrap();
    let ambiguous = |text| {
        let found = memory.lookup(&Query::new(text).from(RU)).unwrap();
        let exact = found.iter().filter(|found| found.percent() == 100);
        exact.map(Match::ambiguous).collect::<Vec<bool>>()
    };
    assert_eq!(ambiguous("Да."), [false, false]);
    assert_eq!(ambiguous("Цвет"), [false, false]);
    assert_eq!(ambiguous("Нет."), [true, true]);
}

#[test]
fn duplicates_are_one_match_with_every_occurrence() {
    let mut memory = Memory::in_memory().unwrap();
    table(&mut memory, "a", &[("Head of State", "Мемлекет басшысы")]);
    table(
        &mut memory,
        "b",
        &[
            ("head of state", "мемлекет басшысы"),
            ("Head of State", "Президент"),
        ],
    );
    let all = Entry::new([
        (EN, "Head of State"),
        (KK, "Мемлекет басшысы"),
        (RU, "Глава государства"),
    ]);
    let _ = memory.import_entries("c", [Ok(all)]).unwrap();
    let found = memory.lookup(&ask("Head of State")).unwrap();
    assert_eq!(found.len(), 2);
    let releases: Vec<&str> = found[0]
        .provenance()
        .iter()
        .map(|p| p.release.as_str())
        .collect();
    assert_eq!(
        (found[0].target().text.as_str(), releases),
        ("Мемлекет басшысы", vec!["a", "b", "c"])
    );
    assert!(found[0].raw_equal());
}

#[test]
fn filters_choose_by_place_and_day() {
    let mut memory = Memory::in_memory().unwrap();
    for (key, day, url) in [
        ("a", "2023-05-01", "https://akorda.kz/1"),
        ("b", "2024-05-01", "https://pm.kz/2"),
    ] {
        let mut release = Release::new(key)
            .unwrap()
            .with_document(Document::from_text(EN, "Head of State"))
            .with_document(Document::from_text(KK, &format!("Мемлекет басшысы {key}")));
        release.date = Some(day.into());
        release.url = Some(url.into());
        let _ = memory.import(&release).unwrap();
    }
    let keys = |query: Query<'_>| -> Vec<String> {
        let found = memory.lookup(&query).unwrap();
        found
            .iter()
            .map(|m| m.provenance()[0].release.clone())
            .collect()
    };
    let text = "Head of State";
    assert_eq!(keys(ask(text)), ["b", "a"]);
    assert_eq!(keys(ask(text).since("2024-01-01")), ["b"]);
    assert_eq!(keys(ask(text).until("2024-01-01")), ["a"]);
    assert_eq!(keys(ask(text).origin("akorda.kz")), ["a"]);
    assert_eq!(keys(ask(text).origin("none")), Vec::<String>::new());
    let error = memory.lookup(&ask(text).since("May 2024")).unwrap_err();
    assert!(error.is_bad_input() && error.to_string().contains("YYYY-MM-DD"));
    let day = "2024-05-01";
    assert_eq!(keys(ask(text).since(day).until(day)), ["b"]);
    let query = ask(text).since(day).until("2024-04-30");
    let error = memory.lookup(&query).unwrap_err();
    assert!(
        error.is_bad_input() && error.to_string().contains("Query::until"),
        "{error}"
    );
    let error = memory.lookup(&ask(text).confidence(101)).unwrap_err();
    assert!(
        error.is_bad_input() && error.to_string().contains("at most 100"),
        "{error}"
    );
}

/// What stands between the same neighbours in a release that a filter leaves out is no context match.
#[test]
fn only_admitted_places_give_context() {
    let mut memory = Memory::in_memory().unwrap();
    let rows = [("one", "бір"), ("session", "отырыс"), ("two", "екі")];
    table(&mut memory, "whole", &rows);
    table(&mut memory, "alone", &rows[1..2]);
    let asked = ask("session").context(Some("one"), Some("two"));
    for (key, percent, kind) in [
        ("whole", 102, MatchKind::Context),
        ("alone", 100, MatchKind::Exact),
    ] {
        let found = &memory.lookup(&asked.clone().release(key)).unwrap()[0];
        assert_eq!((found.percent(), found.kind()), (percent, kind), "{key}");
    }
}

/// A neighbour that stands there in several tags is one in each of them, whichever was imported first; in another
/// script it is none.
#[test]
fn neighbours_count_in_every_tag() {
    let tag = |tag| Language::parse(tag).unwrap();
    let rows = [
        [
            "The color of the flag",
            "The colour of the flag",
            "Тудың түсі",
            "Tudyń túsi",
        ],
        [
            "The session is open",
            "The sitting is open",
            "Отырыс ашық",
            "Otyrys ashyq",
        ],
        [
            "The center is closed",
            "The centre is closed",
            "Орталық жабық",
            "Ortalyq jabyq",
        ],
    ];
    let tags = ["en-US", "en-GB", "kk-Cyrl", "kk-Latn"].map(tag);
    for order in [[0, 1, 2, 3], [1, 0, 3, 2]] {
        let mut memory = Memory::in_memory().unwrap();
        // Of the tags, the first that is seen has the least number.
        for first in order {
            let entry = Entry::new([(tags[first], "…"), (RU, "…")]);
            let _ = memory.import_entries("first", [Ok(entry)]).unwrap();
        }
        let entry = |row: [&str; 4]| Ok(Entry::new(tags.into_iter().zip(row)));
        let _ = memory.import_entries("t", rows.map(entry)).unwrap();
        for (own, beside, percent) in [
            (0, 0, 102),
            (0, 1, 102),
            (1, 0, 102),
            (1, 1, 102),
            (2, 2, 102),
            (3, 3, 102),
            (2, 3, 100),
        ] {
            let query = Query::new(rows[1][own]).from(tags[own]);
            let query = query.context(Some(rows[0][beside]), Some(rows[2][beside]));
            let found = memory.lookup(&query).unwrap();
            assert_eq!(found[0].percent(), percent, "{order:?} {own} {beside}");
        }
    }
}

/// The other translation of the very text is shown, whatever lies between, for any limit.
#[test]
fn no_limit_hides_what_is_exact() {
    let mut memory = Memory::in_memory().unwrap();
    let entries = [
        (
            "the session of the council was opened",
            "отырыс ашылды",
            1.0,
        ),
        (
            "the session of the council was opened",
            "мәжіліс ашылды",
            0.5,
        ),
        (
            "the sessions of the council was opened",
            "отырыстар ашылды",
            1.0,
        ),
    ];
    let entries = entries.map(|(en, kk, confidence)| {
        let mut entry = Entry::new([(EN, en), (KK, kk)]);
        entry.confidence = confidence;
        Ok(entry)
    });
    let _ = memory.import_entries("t", entries).unwrap();
    for order in [Order::Useful, Order::Percent] {
        for (limit, percents) in [(1, vec![100, 84]), (2, vec![100, 93, 84])] {
            let query = ask("the session of the council was opened")
                .limit(limit)
                .order(order);
            let found = memory.lookup(&query).unwrap();
            let of: Vec<u8> = found.iter().map(Match::percent).collect();
            assert_eq!(of, percents, "{order:?} {limit}");
            assert!(found[0].ambiguous());
        }
    }
}

/// A unit that has the text in two tags is found by the one that is the query to the letter, or has its tag,
/// whichever was imported first; a translation that serves two tags is told once.
#[test]
fn tags_decide_alike_whatever_the_order() {
    let tag = |tag| Language::parse(tag).unwrap();
    let (plain, kazakhstan) = ((RU, "Зал закрыт"), (tag("ru-KZ"), "зал закрыт"));
    for first in [plain, kazakhstan] {
        let mut memory = Memory::in_memory().unwrap();
        let entry = |text| Ok(Entry::new([text, (KK, "…")]));
        let _ = memory.import_entries("a", [entry(first)]).unwrap();
        let both = Entry::new([plain, kazakhstan, (EN, "The hall is closed")]);
        let _ = memory.import_entries("b", [Ok(both)]).unwrap();
        for asked in ["Зал закрыт", "зал закрыт"] {
            let query = Query::new(asked).from(RU).to(EN);
            assert!(memory.lookup(&query).unwrap()[0].raw_equal(), "{asked}");
        }
        let query = Query::new("The hall is closed").from(EN);
        let query = query.to(tag("ru-BY")).to(EN).to(RU);
        assert_eq!(memory.lookup(&query).unwrap()[0].targets().count(), 1);
    }
}

#[test]
fn an_unsure_alignment_costs_points_but_not_its_own_context() {
    let mut memory = Memory::in_memory().unwrap();
    let entries = [
        ("one", "бір", 1.0),
        ("session", "отырыс", 0.32),
        ("two", "екі", 1.0),
    ];
    let entries = entries.map(|(en, kk, confidence)| {
        let mut entry = Entry::new([(EN, en), (KK, kk)]);
        entry.confidence = confidence;
        Ok(entry)
    });
    let _ = memory.import_entries("t", entries).unwrap();
    let found = &memory.lookup(&ask("session")).unwrap()[0];
    assert_eq!((found.percent(), found.kind()), (76, MatchKind::Exact));
    assert_eq!(points(found), [(PenaltyReason::Confidence, 24)]);
    let found = &memory
        .lookup(&ask("session").context(Some("one"), Some("two")))
        .unwrap()[0];
    assert_eq!(
        (found.percent(), points(found)),
        (102, vec![(PenaltyReason::Confidence, 0)])
    );
}

#[test]
fn what_is_old_loses_the_points_that_were_asked_for() {
    let mut memory = Memory::in_memory().unwrap();
    for (key, day, kk) in [
        ("old", Some("2019-03-01"), "Ел басшысы"),
        ("new", Some("2023-03-01"), "Мемлекет басшысы"),
        ("undated", None, "Мемлекеттің басшысы"),
    ] {
        let mut release = Release::new(key)
            .unwrap()
            .with_document(Document::from_text(EN, "Head of State"))
            .with_document(Document::from_text(KK, kk));
        release.date = day.map(str::to_owned);
        let _ = memory.import(&release).unwrap();
    }
    let found = |query: Query<'_>| -> Vec<(u8, String)> {
        let found = memory.lookup(&query).unwrap();
        for one in &found {
            let lost: u32 = one.penalties().iter().map(|p| u32::from(p.points)).sum();
            assert_eq!(lost, 100 - u32::from(one.percent().min(100)));
        }
        let mut found: Vec<_> = found
            .iter()
            .map(|m| (m.percent(), m.target().text.clone()))
            .collect();
        found.sort();
        found
    };
    let matches = |old: u8| {
        [
            (old, "Ел басшысы"),
            (100, "Мемлекет басшысы"),
            (100, "Мемлекеттің басшысы"),
        ]
        .map(|(p, t)| (p, t.to_owned()))
    };
    let asked = ask("Head of State");
    let mut expected = matches(93);
    expected.sort();
    assert_eq!(found(asked.clone().age_penalty("2022-01-01", 7)), expected);
    let all = found(asked.clone().age_penalty("2019-03-01", 7));
    assert!(all.iter().all(|(percent, _)| *percent == 100), "{all:?}");
    // More points than there are, and below the threshold.
    assert_eq!(found(asked.clone().age_penalty("2022-01-01", 200)).len(), 2);
    let all = found(asked.clone().threshold(0).age_penalty("2022-01-01", 200));
    assert_eq!(all[0], (0, "Ел басшысы".to_owned()));
    // What stands where it stood is right however old.
    let context = asked
        .clone()
        .context(None, None)
        .age_penalty("2022-01-01", 7);
    assert!(found(context).iter().all(|(percent, _)| *percent == 102));
    assert!(memory.lookup(&asked.age_penalty("yesterday", 7)).is_err());
}

/// What one language would find, at which percent, no other language that is asked for beside it changes.
#[test]
fn each_language_is_patched_by_itself() {
    let mut memory = Memory::in_memory().unwrap();
    // The Kazakh text does not name the room, so that nothing can be carried into it.
    let entry = Entry::new([
        (EN, "Room 12 was closed."),
        (RU, "Зал 12 закрыли."),
        (KK, "Зал жабылды."),
    ]);
    let _ = memory.import_entries("a", [Ok(entry)]).unwrap();
    let ask = |memory: &Memory, to: &[Language], threshold: u8| {
        let query = Query::new("Room 15 was closed.").from(EN);
        let query = to.iter().fold(query, |query, &language| query.to(language));
        memory.lookup(&query.threshold(threshold)).unwrap()
    };
    let told = |found: &Match| {
        let own: Vec<(Language, u8)> = found
            .patches()
            .iter()
            .map(|patched| (patched.language, patched.percent))
            .collect();
        (
            (found.percent(), found.kind(), found.proposal().to_owned()),
            own,
        )
    };
    let alone = [RU, KK].map(|language| told(&ask(&memory, &[language], 40)[0]));
    let [(russian, of_russian), (kazakh, of_kazakh)] = alone;
    assert_eq!(russian, (99, MatchKind::Patched, "Зал 15 закрыли.".into()));
    let plain = kazakh.0;
    assert_eq!(kazakh, (plain, MatchKind::Fuzzy, "Зал жабылды.".to_owned()));
    assert!(plain < 99, "{plain}");
    assert_eq!(
        (&of_russian, &of_kazakh),
        (&vec![(RU, 99)], &vec![(KK, plain)])
    );

    let both = ask(&memory, &[RU, KK], 40);
    assert_eq!(told(&both[0]), (russian, vec![(RU, 99), (KK, plain)]));
    let turned = ask(&memory, &[KK, RU], 40);
    assert_eq!(told(&turned[0]), (kazakh, vec![(KK, plain), (RU, 99)]));

    // Over the threshold in one of the languages, it is found.
    assert!(ask(&memory, &[KK], plain + 1).is_empty());
    assert_eq!(ask(&memory, &[RU], plain + 1), ask(&memory, &[RU], 40));
    assert_eq!(ask(&memory, &[RU, KK], plain + 1), both);
    assert_eq!(ask(&memory, &[KK, RU], plain + 1), turned);

    // What reaches the threshold in Kazakh alone does not hide what a patch lifts to it in Russian.
    let entry = Entry::new([(EN, "Room 15 was closed."), (KK, "15-зал жабылды.")]);
    let _ = memory.import_entries("b", [Ok(entry)]).unwrap();
    let found = ask(&memory, &[RU, KK], plain + 1);
    let percents: Vec<u8> = found.iter().map(Match::percent).collect();
    assert_eq!(percents, [100, 99]);
}

#[test]
fn what_is_patched_in_part_is_no_patched_match() {
    let memory = memory(&[(
        "The session was held on 5 May 2024 in the large hall.",
        "Сессия 2024 жылғы 5 мамырда үлкен залда өтті.",
    )]);
    let query = ask("The session was held on 6 June 2025 in the small hall.").threshold(40);
    let [patched, stored] = [true, false].map(|patch| {
        let found = memory.lookup(&query.clone().patch(patch)).unwrap();
        found.into_iter().next().unwrap()
    });
    assert_eq!(
        patched.proposal(),
        "Сессия 2025 жылғы 6 маусымда үлкен залда өтті."
    );
    assert_eq!(
        (patched.kind(), patched.percent()),
        (MatchKind::Fuzzy, stored.percent())
    );
    assert!(!patched.patches()[0].result.as_ref().unwrap().complete);
}

#[test]
fn the_variant_that_is_nearest_is_the_source() {
    let tag = |tag| Language::parse(tag).unwrap();
    let mut memory = Memory::in_memory().unwrap();
    let entry = Entry::new([
        (tag("en-GB"), "The programme of the centre"),
        (tag("en-US"), "The program of the center"),
        (KK, "Орталықтың бағдарламасы"),
    ]);
    let _ = memory.import_entries("t", [Ok(entry)]).unwrap();
    let found = memory.lookup(&ask("The program of the center")).unwrap();
    assert_eq!(
        (found.len(), found[0].percent(), found[0].source().language),
        (1, 100, tag("en-US"))
    );
}

#[test]
fn figures_are_carried_over_and_told() {
    let memory = memory(&[
        (
            "The session was held on 5 May 2024 in Astana.",
            "Сессия 2024 жылғы 5 мамырда Астанада өтті.",
        ),
        (
            "The sessions were held on 6 June 2025 in the hall.",
            "Сессиялар залда өтті.",
        ),
    ]);
    let query = ask("The session was held on 6 June 2025 in Astana.")
        .patch(true)
        .threshold(40);
    let found = memory.lookup(&query).unwrap();
    assert_eq!(
        (found[0].kind(), found[0].percent()),
        (MatchKind::Patched, 99)
    );
    assert_eq!(
        found[0].proposal(),
        "Сессия 2025 жылғы 6 маусымда Астанада өтті."
    );
    assert_eq!(
        points(&found[0]),
        [(PenaltyReason::Numbers, 0), (PenaltyReason::Patched, 1)]
    );
    assert_eq!(
        found[0].patches()[0].result.as_ref().unwrap().changes.len(),
        1
    );
    // The other one has the very figures, so that there is nothing to carry.
    assert_eq!(
        (found[1].kind(), found[1].patches().len()),
        (MatchKind::Fuzzy, 0)
    );

    let query = ask("The sessions were held on 7 June 2025 in the hall.").patch(true);
    let found = &memory.lookup(&query).unwrap()[0];
    assert_eq!(
        (found.kind(), found.proposal()),
        (MatchKind::Fuzzy, "Сессиялар залда өтті.")
    );
    assert!(found.patches()[0].result.is_err());
}

#[test]
fn what_a_patch_lifts_over_the_threshold_is_found() {
    let memory = memory(&[
        (
            "Registered on 25 November 2023 under No. 2071.",
            "2023 жылғы 25 қарашада № 2071 болып тіркелді.",
        ),
        (
            "Registered on 25 November 2023 under another No., 2072.",
            "Кейін тіркелді.",
        ),
    ]);
    let query = ask("Registered on 3 May 2019 under No. 154.");
    let found = memory.lookup(&query.clone().patch(true)).unwrap();
    let [found] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(
        (found.percent(), found.proposal()),
        (99, "2019 жылғы 3 мамырда № 154 болып тіркелді.")
    );
    assert!(memory.lookup(&query).unwrap().is_empty());
}

#[test]
fn what_a_patch_lifts_is_found_at_every_threshold() {
    let memory = memory(&[(
        "The delegation that arrived in the city on 5 May 2024 has signed 7 papers.",
        "Қалаға 2024 жылғы 5 мамырда келген делегация 7 құжатқа қол қойды.",
    )]);
    for text in [
        "The delegation that arrived in the city on 5 May 2024 has signed 1,450 papers.",
        "The delegation that arrived in the city on 28 September 2025 has signed 7 papers.",
        "The delegation that arrived in the city on 28 September 2025 has signed 12 papers.",
    ] {
        for measure in [Measure::Mean, Measure::Characters, Measure::Tokens] {
            let query = ask(text).measure(measure).threshold(1);
            let plain = memory.lookup(&query.clone().patch(false)).unwrap()[0].percent();
            // As far under the threshold as is looked for.
            for threshold in 1..=(plain + 15).min(99) {
                let query = query.clone().patch(true).threshold(threshold);
                let found = memory.lookup(&query).unwrap();
                let percents: Vec<u8> = found.iter().map(Match::percent).collect();
                assert_eq!(percents, [99], "{text} {measure:?} {threshold}");
            }
        }
    }
}

#[test]
fn what_a_patch_lifts_comes_beside_what_needs_none() {
    let mut memory = Memory::in_memory().unwrap();
    let near = "On 6 June 2025 the council approves the plan.";
    let lifted = "On 15 September 1999 the council approved the plan.";
    let entries = [
        Entry::new([(EN, near), (RU, "6 июня 2025 года совет утверждает план.")]),
        Entry::new([
            (EN, lifted),
            (KK, "1999 жылғы 15 қыркүйекте кеңес жоспарды бекітті."),
        ]),
    ];
    let others = (0..40).map(|at| {
        let text = format!("On day {at} other bodies met, and nothing of note was said by them.");
        Entry::new([(EN, text.as_str()), (RU, "Иное."), (KK, "Басқа.")])
    });
    let _ = memory
        .import_entries("t", entries.into_iter().chain(others).map(Ok))
        .unwrap();
    memory.compact().unwrap();
    let text = "On 6 June 2025 the council approved the plan.";
    for measure in [Measure::Mean, Measure::Characters, Measure::Tokens] {
        let query = Query::new(text)
            .from(EN)
            .to(RU)
            .to(KK)
            .measure(measure)
            .threshold(80);
        let found = memory.lookup(&query).unwrap();
        let sources: BTreeSet<&str> = found.iter().map(|m| &*m.source().text).collect();
        assert_eq!(sources, BTreeSet::from([near, lifted]), "{measure:?}");
    }
}

/// However many lie nearer that no patch can lift: what has other words, and what reaches the threshold in
/// another language.
#[test]
fn what_a_patch_lifts_is_found_behind_many_others() {
    let letter = |at: u8| char::from(b'a' + at);
    let lifted = "On 15 September 1999 the council approved the plan of works.";
    let text = "On 6 June 2025 the council approved the plan of works.";
    let own = [
        (EN, lifted),
        (KK, "1999 жылғы 15 қыркүйекте кеңес жұмыс жоспарын бекітті."),
    ];
    let others: [fn(char) -> String; 2] = [
        |letter| format!("On 6 June 2025 the councils {letter} approves a plan o works."),
        |letter| format!("On 6 June 2025 the council approved the plan of works {letter}."),
    ];
    for (other, to) in others.into_iter().zip([KK, RU]) {
        let others =
            (0..24).map(|at| Entry::new([(EN, other(letter(at))), (to, letter(at).into())]));
        let mut memory = Memory::in_memory().unwrap();
        let entries = others.chain([Entry::new(own)]).map(Ok);
        let _ = memory.import_entries("t", entries).unwrap();
        for _ in 0..2 {
            for measure in [Measure::Mean, Measure::Characters, Measure::Tokens] {
                let query = Query::new(text).from(EN).to(RU).to(KK).measure(measure);
                let found = memory.lookup(&query.threshold(83)).unwrap();
                assert_eq!(found[0].source().text, lifted, "{measure:?}");
            }
            memory.compact().unwrap();
        }
    }
}

/// What is one token in the query may be seven in what is stored, and the other way round.
#[test]
fn what_a_patch_lifts_is_found_of_long_figures_too() {
    let unit = |figure: &str| {
        let english = format!(
            "The ministry said on Monday that the fund of the northern region and its branches in all \
             districts had received {figure} letters of thanks from readers."
        );
        (english, format!("Қор {figure} хат алды."))
    };
    for (stored, asked) in [("5", "1,234,567,890"), ("1,234,567,890", "5")] {
        let (english, kazakh) = unit(stored);
        let memory = memory(&[(&english, &kazakh)]);
        let text = unit(asked).0;
        for measure in [Measure::Mean, Measure::Characters, Measure::Tokens] {
            let query = ask(&text).measure(measure).patch(true).threshold(1);
            let plain = memory.lookup(&query.clone().patch(false)).unwrap()[0].percent();
            for threshold in plain..=(plain + 15).min(99) {
                let found = memory.lookup(&query.clone().threshold(threshold)).unwrap();
                let percents: Vec<u8> = found.iter().map(Match::percent).collect();
                assert_eq!(percents, [99], "{stored} {measure:?} {threshold}");
            }
        }
    }
}

#[test]
fn months_in_letters_are_carried_over_too() {
    let memory = memory(&[
        ("The session will be held in May", "Сессия мамырда өтеді"),
        ("The session will be held in June", "Сессия маусымда өтеді"),
    ]);
    let found = memory
        .lookup(&ask("The session will be held in July").patch(true))
        .unwrap();
    assert_eq!(
        (found[0].percent(), found[0].proposal()),
        (99, "Сессия шілдеде өтеді")
    );
    let found = memory
        .lookup(&ask("The session was held in May").patch(true))
        .unwrap();
    assert_eq!(found[0].kind(), MatchKind::Fuzzy);
    assert!(found[0].patches().is_empty());
}

#[test]
fn figures_of_the_same_digits_are_carried_over_or_refused_too() {
    let memory = memory(&[
        (
            "The company spent 3 million tenge on roads",
            "Компания жолдарға 3 миллион теңге жұмсады",
        ),
        (
            "The session was held on 5 May in Astana",
            "Сессия 5 мамырда Астанада өтті",
        ),
        (
            "The lake grew by 3 million hectares",
            "Көл үш миллион гектарға ұлғайды",
        ),
    ]);
    let first = |text| {
        let found = memory.lookup(&ask(text).patch(true)).unwrap();
        found.into_iter().next().unwrap()
    };
    for (text, expected) in [
        (
            "The company spent 3 billion tenge on roads",
            "Компания жолдарға 3 миллиард теңге жұмсады",
        ),
        (
            "The session was held on 5 April in Astana",
            "Сессия 5 сәуірде Астанада өтті",
        ),
    ] {
        let found = first(text);
        assert_eq!((found.percent(), found.proposal()), (99, expected));
    }
    let found = first("The lake grew by 3 billion hectares");
    assert_eq!(found.kind(), MatchKind::Fuzzy);
    assert!(found.patches()[0].result.is_err());
}

#[test]
fn a_third_language_bridges_only_what_is_sure() {
    let mut memory = Memory::in_memory().unwrap();
    let units = [
        Entry::new([(RU, "сессия"), (EN, "session")]),
        Entry::new([(EN, "session"), (KK, "сессия")]),
        Entry::new([(RU, "заседание"), (EN, "meeting")]),
        Entry::new([(EN, "meeting"), (KK, "отырыс")]),
        Entry::new([(EN, "meeting"), (KK, "кездесу")]),
        Entry::new([(RU, "закон"), (EN, "law")]),
        Entry::new([(EN, "law"), (RU, "закон"), (KK, "заң")]),
        Entry::new([
            (
                RU,
                "глава государства принял участие в открытии нового завода",
            ),
            (EN, "the head of state opened a new plant"),
        ]),
        Entry::new([
            (EN, "the head of state opened a new plant"),
            (KK, "мемлекет басшысы жаңа зауыттың ашылуына қатысты"),
        ]),
    ];
    let _ = memory.import_entries("t", units.map(Ok)).unwrap();
    let near = Query::new("глава государства принял участие в открытии нового завод");
    let near = near.from(RU).to(KK);
    let found = memory.lookup_by_way_of(EN, &near).unwrap().unwrap();
    assert!((95..100).contains(&found.percent()));
    for (above, is_found) in [(0, true), (1, false)] {
        let query = near.clone().threshold(found.percent() + above);
        let found = memory.lookup_by_way_of(EN, &query).unwrap();
        assert_eq!(found.is_some(), is_found, "{above}");
    }
    let known = Query::new("закон").from(RU).to(KK).limit(0);
    assert_eq!(memory.lookup_by_way_of(EN, &known).unwrap(), None);
    let bridge = |text: &str| {
        let query = Query::new(text).from(RU).to(KK);
        memory
            .lookup_by_way_of(EN, &query)
            .unwrap()
            .map(|found| found.proposal().to_owned())
    };
    assert_eq!(bridge("Сессия"), Some("сессия".to_owned()));
    assert_eq!(bridge("заседание"), None, "two translations");
    assert_eq!(bridge("закон"), None, "known directly");
    assert_eq!(bridge("указ"), None, "unknown");
    let query = Query::new("указ").from(RU).to(KK);
    assert!(
        memory
            .lookup_by_way_of(RU, &query)
            .unwrap_err()
            .is_bad_input()
    );
}

/// Tools read this: names stay.
#[test]
fn a_match_serialises_with_stable_names() {
    let memory = memory(&[("15 documents were signed", "15 құжатқа қол қойылды")]);
    let found = memory.lookup(&ask("18 documents were signed")).unwrap();
    let json = serde_json::to_value(&found[0]).unwrap();
    let golden = serde_json::json!({
        "percent": 93,
        "kind": "fuzzy",
        "raw_equal": false,
        "ambiguous": false,
        "source": {"language": "en", "text": "15 documents were signed"},
        "targets": [{"language": "kk", "text": "15 құжатқа қол қойылды"}],
        "patches": [],
        "penalties": [{"reason": "numbers", "points": 7}],
        "edits": [{"kind": "replace", "reason": "numbers", "query": [0, 2], "source": [0, 2]}],
        "unit": 1,
        "count": 1,
        "provenance": [{"release": "t", "date": null, "url": null, "position": 0, "confidence": 1.0, "places": []}],
    });
    assert_eq!(json, golden);
}

#[test]
fn patches_and_bridges_serialise_with_stable_names() {
    let mut memory = Memory::in_memory().unwrap();
    let entries = [
        [
            (EN, "5 new documents"),
            (KK, "5 жаңа құжат"),
            (RU, "5 новых документов"),
        ],
        [(EN, "a law"), (KK, "заң"), (RU, "закон")],
    ];
    let entries = entries.map(|texts| Ok(Entry::new(texts)));
    let _ = memory.import_entries("t", entries).unwrap();
    let query = Query::new("21 new documents").from(EN).to(KK).to(RU);
    let found = memory.lookup(&query.threshold(50)).unwrap();
    let golden = serde_json::json!([
        {
            "language": "kk",
            "percent": 99,
            "patch": {
                "text": "21 жаңа құжат",
                "changes": [{
                    "kind": "number",
                    "old": "5",
                    "new": "21",
                    "query": [0, 2],
                    "source": [0, 1],
                    "target": [0, 1],
                    "patched": [0, 2],
                }],
                "complete": true,
            },
        },
        {"language": "ru", "percent": 87, "refused": {"reason": "agreement", "figure": "5"}},
    ]);
    assert_eq!(serde_json::to_value(found[0].patches()).unwrap(), golden);

    let mut memory = Memory::in_memory().unwrap();
    for (key, entry) in [
        ("a", [(RU, "закон"), (EN, "a law")]),
        ("b", [(EN, "a law"), (KK, "заң")]),
    ] {
        let _ = memory.import_entries(key, [Ok(Entry::new(entry))]).unwrap();
    }
    let query = Query::new("закон").from(RU).to(KK);
    let bridge = memory.lookup_by_way_of(EN, &query).unwrap().unwrap();
    let json = serde_json::to_value(&bridge).unwrap();
    let [first, second] = bridge.legs().map(|leg| serde_json::to_value(leg).unwrap());
    let golden = serde_json::json!({
        "percent": 100, "via": "en", "text": "заң", "first": first, "second": second,
    });
    assert_eq!(json, golden);
}

#[test]
fn a_translation_with_another_figure_is_told_and_costs_nothing() {
    let mut memory = Memory::in_memory().unwrap();
    let rows = [
        (
            "The budget is 500 million tenge.",
            "Бюджет составляет 600 млн тенге.",
        ),
        (
            "The plan is 500 million tenge.",
            "План составляет 0,5 млрд тенге.",
        ),
    ];
    let entries = rows.map(|(en, ru)| Ok(Entry::new([(EN, en), (RU, ru)])));
    let _ = memory.import_entries("t", entries).unwrap();
    let told = rows.map(|(en, _)| {
        let found = memory.lookup(&Query::new(en).from(EN).to(RU)).unwrap();
        assert_eq!((found[0].percent(), &*found[0].source().text), (100, en));
        found[0].penalties()
    });
    let figures = Penalty {
        reason: PenaltyReason::Figures,
        points: 0,
    };
    assert_eq!(told, [vec![figures], vec![]]);
}
