//! A memory's file that was damaged: every call answers, or says what is wrong and what to do.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::{TempDir, tempdir};
use tolmach::distance::Measure;
use tolmach::phrases::{Mining, Term};
use tolmach::{
    Document, EN, Entry, ErrorKind, ImportOptions, KK, Memory, Query, RU, Release, Result,
};

const TEXT: &str = "The Head of State met Yerlan Saparov of the CSTO on 5 May.";

/// A memory that has something in each table, small enough to be damaged again and again.
fn small(path: &Path) -> Memory {
    let mut memory = Memory::open(path).unwrap();
    for day in 1..4 {
        let _ = memory.import(&release(day)).unwrap();
    }
    let pivot = Entry::new([(RU, "Глава государства встретился"), (EN, "The Head met")]);
    let named = Entry::new([
        (
            EN,
            "The Collective Security Treaty Organization (CSTO) met.",
        ),
        (
            RU,
            "Собралась Организация Договора о коллективной безопасности (ОДКБ).",
        ),
    ]);
    let _ = memory
        .import_entries("table", [Ok(pivot), Ok(named)])
        .unwrap();
    let terms = [
        Term::new(EN, "Head of State", KK, "Мемлекет басшысы"),
        Term::new(EN, "Head of State", KK, "Ел басшысы").forbidden(),
    ];
    memory.add_terms(&terms).unwrap();
    let unit = memory.units().unwrap().remove(0);
    let mut corrected = unit.variants.clone();
    corrected[0].text.push('!');
    memory.update(unit.id, corrected).unwrap();
    memory.words(EN, KK).unwrap();
    memory.mine_phrases(Mining::new()).unwrap();
    memory
}

fn release(day: usize) -> Release {
    let en =
        format!("Meeting {day}\n\nThe Head of State met Yerlan Saparov on {day} May. They spoke.");
    let ru = format!(
        "Встреча {day}\n\nГлава государства встретился с Ерланом Сапаровым {day} мая. Они говорили."
    );
    let kk = format!(
        "Кездесу {day}\n\nМемлекет басшысы {day} мамырда Ерлан Сапаровпен кездесті. Олар сөйлесті."
    );
    Release::new(format!("2024-05-0{day}"))
        .and_then(|release| release.with_date(format!("2024-05-0{day}")))
        .unwrap()
        .with_document(Document::from_text(EN, &en))
        .with_document(Document::from_text(RU, &ru))
        .with_document(Document::from_text(KK, &kk))
}

/// Everything that can be asked of a memory.
fn ask(memory: &Memory) -> Vec<(&'static str, Result<()>)> {
    let mut told: Vec<(&str, Result<()>)> = Vec::new();
    let query = Query::new(TEXT).from(EN).to(RU).to(KK).threshold(30);
    for measure in [Measure::Mean, Measure::Characters, Measure::Tokens] {
        let query = query
            .clone()
            .measure(measure)
            .context(Some("Meeting 1"), None);
        let found = memory.lookup(&query);
        told.push((
            "lookup",
            found.map(|found| drop(serde_json::to_string(&found))),
        ));
        told.push(("explain", memory.explain(&query).map(drop)));
        told.push(("verify", memory.verify(&query).map(drop)));
    }
    let by_way = Query::new("The Head met").from(EN).to(KK);
    told.push(("by way", memory.lookup_by_way_of(RU, &by_way).map(drop)));
    told.push((
        "containing",
        memory.containing("Head of State", EN, 9).map(drop),
    ));
    let document = Document::from_text(EN, TEXT);
    told.push(("coverage", memory.coverage(&document, &query).map(drop)));
    told.push((
        "concordance",
        memory.concordance("Head of State", EN, KK).map(drop),
    ));
    let exact = memory.concordance_exact("of State met", EN, RU);
    told.push(("exact", exact.map(drop)));
    told.push(("runs", memory.shared_runs(TEXT, EN, KK, 2).map(drop)));
    for (from, to) in [(EN, [RU, KK]), (KK, [EN, RU]), (RU, [KK, EN])] {
        let book = memory.phrases_as_of(from, &to, Some("2024-06-01"));
        told.push(("as of", book.map(drop)));
        let book = memory.phrases(from, &to);
        told.push((
            "phrases",
            book.map(|book| {
                for text in [TEXT, "Глава государства и ОДКБ", "Мемлекет басшысының сөзі"]
                {
                    serde_json::to_string(&book.find(text)).unwrap();
                }
            }),
        ));
    }
    told.push((
        "words",
        memory.words(EN, KK).map(|words| {
            words.align(TEXT, "Мемлекет басшысы кездесті.").links();
        }),
    ));
    told.push(("acronyms", memory.acronyms().map(drop)));
    told.push(("terms", memory.terms().map(drop)));
    told.push(("units", memory.units().map(drop)));
    told.push(("releases", memory.releases().map(drop)));
    told.push(("languages", memory.languages().map(drop)));
    told.push((
        "searcher",
        memory.searcher().map(|searcher| {
            drop(searcher.lookup_batch(&[query.clone(), query.clone()]));
        }),
    ));
    told.push(("check", memory.check().map(drop)));
    told
}

/// Everything that can be done to it.
fn change(memory: &mut Memory) -> Vec<(&'static str, Result<()>)> {
    let informed = ImportOptions::new().evidence_from_memory(true);
    let mut told: Vec<(&str, Result<()>)> = vec![
        ("again", memory.import(&release(1)).map(drop)),
        (
            "informed",
            memory.import_with(&release(2), &informed).map(drop),
        ),
        ("new", memory.import(&release(5)).map(drop)),
        ("mine", memory.mine_phrases(Mining::new()).map(drop)),
        (
            "term",
            memory
                .add_terms(&[Term::new(RU, "год", KK, "жыл")])
                .map(drop),
        ),
    ];
    if let Ok(units) = memory.units()
        && let [first, .., last] = &units[..]
    {
        let corrected = Entry::new([(EN, "They agreed."), (KK, "Олар келісті.")]);
        told.push((
            "update",
            memory.update(last.id, corrected.variants).map(drop),
        ));
        told.push(("remove", memory.remove(first.id).map(drop)));
    }
    told.push(("forget", memory.remove_release("2024-05-03").map(drop)));
    told.push(("compact", memory.compact()));
    told
}

/// Opens a memory, asks everything, changes everything, and asks again.
fn survive(path: &Path, damage: &str) {
    let memory = match Memory::open_read_only(path) {
        Ok(memory) => memory,
        Err(error) => return assert!(error.is_bad_memory(), "{damage}: {error}"),
    };
    let mut told = ask(&memory);
    drop(memory);
    match Memory::open(path) {
        Ok(mut memory) => {
            told.extend(change(&mut memory));
            told.extend(ask(&memory));
        }
        Err(error) => told.push(("open", Err(error))),
    }
    all_told(damage, told);
}

/// Every call succeeded, or told of the damage and of the remedy.
fn all_told(damage: &str, calls: Vec<(&str, Result<()>)>) {
    for (call, result) in calls {
        if let Err(error) = result {
            let is_told = matches!(error.kind(), ErrorKind::Damaged { .. })
                && error.to_string().contains("restore it from a backup");
            assert!(is_told, "{damage}: {call}: {error:?}");
        }
    }
}

/// A sound memory, and a place for what is to be damaged.
fn sound(make: fn(&Path) -> Memory) -> (TempDir, PathBuf, PathBuf) {
    let folder = tempdir().unwrap();
    let [sound, damaged] = ["sound.tm", "damaged.tm"].map(|name| folder.path().join(name));
    drop(make(&sound));
    (folder, sound, damaged)
}

#[test]
fn no_value_in_no_column_makes_it_panic() {
    let (_folder, sound, damaged) = sound(small);
    let columns = columns(&sound);
    assert!(60 < columns.len(), "{columns:?}");
    let values = [
        Value::Integer(i64::MIN),
        Value::Integer(i64::MAX),
        Value::Integer(u32::MAX.into()),
        Value::Text(String::new()),
        Value::Text("en \u{301}\u{0}ә".to_owned()),
        Value::Blob(vec![0xff, 0x80, 0]),
    ];
    let mut cases = 0;
    for (table, column) in &columns {
        for value in &values {
            fs::copy(&sound, &damaged).unwrap();
            let raw = without_checks(&damaged);
            // Where a column allows a value but once, the first row has it.
            let sql = format!("UPDATE OR IGNORE {table} SET {column} = ?1");
            // The number of a row is nothing but a number.
            let Ok(1..) = raw.execute(&sql, [value]) else {
                continue;
            };
            drop(raw);
            cases += 1;
            survive(&damaged, &format!("{table}.{column} = {value:?}"));
        }
    }
    assert!(300 < cases, "only {cases} cases");
    let mut tables: Vec<&String> = columns.iter().map(|(table, _)| table).collect();
    tables.dedup();
    for table in tables {
        for sql in [
            format!("DELETE FROM {table}"),
            format!("DROP TABLE {table}"),
        ] {
            fs::copy(&sound, &damaged).unwrap();
            let raw = without_checks(&damaged);
            raw.execute_batch(&sql).unwrap();
            drop(raw);
            survive(&damaged, &sql);
        }
    }
}

/// A connection that takes rows which refer to missing ones.
fn without_checks(path: &Path) -> Connection {
    let raw = Connection::open(path).unwrap();
    raw.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    raw
}

/// Tables with their columns.
fn columns(path: &Path) -> Vec<(String, String)> {
    let sql = "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
               WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1, c.cid";
    let raw = Connection::open(path).unwrap();
    let mut statement = raw.prepare(sql).unwrap();
    let columns = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    columns.unwrap().map(rusqlite::Result::unwrap).collect()
}

#[test]
fn no_byte_of_the_file_makes_it_panic() {
    let (_folder, sound, damaged) = sound(small);
    let bytes = fs::read(&sound).unwrap();
    let mut random = Random(1);
    for _ in 0..100 {
        let (at, bit) = (random.below(bytes.len()), random.below(8));
        let mut bytes = bytes.clone();
        bytes[at] ^= 1 << bit;
        fs::write(&damaged, bytes).unwrap();
        survive(&damaged, &format!("bit {bit} of byte {at}"));
    }
    for kept in [1, 100, 4096, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&damaged, &bytes[..kept]).unwrap();
        survive(&damaged, &format!("cut after {kept}"));
    }
}

/// A memory with blocks in its index, and with lists of stems.
fn large(path: &Path) -> Memory {
    let mut memory = small(path);
    let texts = (0..17_000).map(|i| format!("Meeting {i} of the Head of State, room {}", i % 97));
    let entries = texts.map(|text| Ok(Entry::new([(EN, text)])));
    let _ = memory.import_entries("texts", entries).unwrap();
    let unit = memory.units().unwrap().remove(100);
    memory.remove(unit.id).unwrap();
    memory
}

/// What reads the index.
fn search(memory: &Memory) -> Vec<(&'static str, Result<()>)> {
    let query = Query::new("Meeting 77 of the Head of State, room 70").from(EN);
    let mut told: Vec<(&str, Result<()>)> = Vec::new();
    for measure in [Measure::Mean, Measure::Characters, Measure::Tokens] {
        let query = query.clone().measure(measure).threshold(60);
        told.push(("lookup", memory.lookup(&query).map(drop)));
        told.push(("explain", memory.explain(&query).map(drop)));
    }
    let found = memory.containing("Head of State, room 77", EN, 9);
    told.push(("containing", found.map(drop)));
    let found = memory.concordance("Head of State", EN, KK);
    told.push(("concordance", found.map(drop)));
    told.push(("check", memory.check().map(drop)));
    told
}

#[test]
fn a_damaged_index_is_told_and_made_anew() {
    let (_folder, sound, damaged) = sound(large);
    let check = |path: &Path| Memory::open(path).unwrap().check().unwrap();
    assert_eq!(check(&sound), [""; 0]);
    let mut random = Random(2);
    let flips: Vec<Damage> = (0..6)
        .map(|_| Damage::Flip(random.below(1 << 20)))
        .collect();
    let cuts = [Damage::Cut(0), Damage::Cut(3), Damage::Cut(300)];
    for (table, column) in [("index_block", "data"), ("stem_texts", "texts")] {
        for damage in flips.iter().chain(&cuts) {
            let what = format!("{table}: {damage:?}");
            fs::copy(&sound, &damaged).unwrap();
            damage.every(&damaged, table, column);
            let mut memory = Memory::open(&damaged).unwrap();
            all_told(&what, search(&memory));
            if table == "index_block" {
                let flaws = memory.check().unwrap();
                assert!(
                    flaws.iter().any(|f| f.contains("compact")),
                    "{what}: {flaws:?}"
                );
            }
            memory.compact().unwrap();
            assert_eq!(memory.check().unwrap(), [""; 0], "{what}");
            let query = Query::new("Meeting 77 of the Head").from(EN).threshold(40);
            assert_eq!(memory.verify(&query).unwrap().differences, [], "{what}");
            let found = memory.concordance("head of state", EN, KK).unwrap();
            assert!(!found.lines.is_empty(), "{what}");
        }
    }
    for sql in [
        "UPDATE language SET indexed_to = 9223372036854775807",
        "UPDATE language SET indexed_to = 0",
        "UPDATE stem_part SET id = 9223372036854775807 WHERE id = (SELECT max(id) FROM stem_part)",
        "DELETE FROM stem_part",
        "DELETE FROM old_text_by_hash; DELETE FROM new_text_by_hash",
        "DELETE FROM index_block",
        "DELETE FROM index_removed",
        "INSERT OR IGNORE INTO index_removed (language, segment) SELECT language, id FROM segment",
        "UPDATE index_block SET shortest = 4294967295, longest = 0",
        "UPDATE index_block SET shortest = 0, longest = 1073741824, texts = 4294967295",
        "UPDATE index_block SET kind = 'tokens'",
        "UPDATE segment SET text = 'another text, longer than the one before'",
    ] {
        fs::copy(&sound, &damaged).unwrap();
        let raw = without_checks(&damaged);
        raw.execute_batch(sql).unwrap();
        drop(raw);
        let mut memory = Memory::open(&damaged).unwrap();
        all_told(sql, search(&memory));
        memory.compact().unwrap();
        assert_eq!(memory.check().unwrap(), [""; 0], "{sql}");
        let query = Query::new("another text, longer").from(EN).threshold(40);
        assert_eq!(memory.verify(&query).unwrap().differences, [], "{sql}");
    }
}

#[derive(Debug)]
enum Damage {
    Flip(usize),
    Cut(usize),
}

impl Damage {
    /// Does it to every value of a column.
    fn every(&self, path: &Path, table: &str, column: &str) {
        let raw = without_checks(path);
        let mut statement = raw
            .prepare(&format!("SELECT {column} FROM {table}"))
            .unwrap();
        let values = statement.query_map([], |row| row.get(0)).unwrap();
        let values: Vec<Vec<u8>> = values.map(rusqlite::Result::unwrap).collect();
        assert!(!values.is_empty(), "nothing in {table}");
        let sql = format!("UPDATE {table} SET {column} = ?1 WHERE {column} = ?2");
        for old in &values {
            raw.execute(&sql, [&self.of(old), old]).unwrap();
        }
    }

    fn of(&self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        match *self {
            Damage::Flip(at) => {
                let at = at % bytes.len();
                bytes[at] ^= 0x10;
            }
            Damage::Cut(kept) => bytes.truncate(kept.min(bytes.len() - 1)),
        }
        bytes
    }
}

/// D. Lehmer's generator.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0 * 48_271 % 0x7fff_ffff;
        self.0 as usize % bound
    }
}
