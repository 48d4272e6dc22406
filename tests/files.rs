//! Files that are no memory, damaged, newer, read-only or locked; tables and corpora with faults.
#![cfg(feature = "exchange")]

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::{TempDir, tempdir};
use tolmach::exchange::{LineAligned, Table, is_line_aligned};
use tolmach::{Document, EN, Entry, ErrorKind, KK, Memory, Query, Release};

fn place(name: &str) -> (TempDir, PathBuf) {
    let folder = tempdir().unwrap();
    let path = folder.path().join(name);
    (folder, path)
}

fn entry() -> tolmach::Result<Entry> {
    Ok(Entry::new([
        (EN, "Head of State"),
        (KK, "Мемлекет басшысы"),
    ]))
}

#[test]
fn a_memory_is_there_after_it_was_closed() {
    let (_folder, path) = place("m.tm");
    let _ = Memory::open(&path)
        .unwrap()
        .import_entries("t", [entry()])
        .unwrap();
    let memory = Memory::open_read_only(&path).unwrap();
    let found = memory
        .lookup(&Query::new("Head of State").from(EN).to(KK))
        .unwrap();
    assert_eq!(found[0].target().text, "Мемлекет басшысы");
}

/// Names of all files in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn a_memory_at_rest_is_one_file_and_reading_adds_none() {
    let (folder, path) = place("m.tm");
    let query = Query::new("Head of State").from(EN).to(KK);
    let mut writer = Memory::open(&path).unwrap();
    let _ = writer.import_entries("t", [entry()]).unwrap();
    drop(writer);
    assert_eq!(names(folder.path()), ["m.tm"]);

    let reader = Memory::open_read_only(&path).unwrap();
    assert_eq!(reader.lookup(&query).unwrap().len(), 1);
    assert_eq!(names(folder.path()), ["m.tm"]);

    // A writer comes and goes while the reader stays.
    let mut writer = Memory::open(&path).unwrap();
    assert_eq!(writer.remove_release("t").unwrap(), Some(1));
    assert!(reader.lookup(&query).unwrap().is_empty());
    let entries = (0..500).map(|i| Ok(Entry::new([(EN, format!("text {i}"))])));
    let _ = writer.import_entries("u", entries).unwrap();
    let size = || fs::metadata(&path).unwrap().len();
    let before = size();
    drop(writer);
    assert!(before < size(), "the file itself has what was written");
    assert!(reader.lookup(&query).unwrap().is_empty());
    drop(reader);
    drop(Memory::open(&path).unwrap());
    assert_eq!(names(folder.path()), ["m.tm"]);
}

#[test]
fn who_reads_keeps_no_writer_waiting() {
    let (_folder, path) = place("m.tm");
    let mut writer = Memory::open(&path).unwrap();
    let reader = rusqlite::Connection::open(&path).unwrap();
    let count = "SELECT count(*) FROM unit";
    let units = || -> i64 { reader.query_row(count, [], |row| row.get(0)).unwrap() };
    reader.execute_batch("BEGIN").unwrap();
    assert_eq!(units(), 0);
    let _ = writer.import_entries("t", [entry()]).unwrap();
    assert_eq!(units(), 0);
    reader.execute_batch("COMMIT").unwrap();
    assert_eq!(units(), 1);
}

#[test]
fn what_a_stopped_writer_left_half_done_is_taken_back() {
    let (folder, path) = place("m.tm");
    let _ = Memory::open(&path)
        .unwrap()
        .import_entries("t", [entry()])
        .unwrap();
    let writer = rusqlite::Connection::open(&path).unwrap();
    writer
        .execute_batch(
            "PRAGMA cache_size = 1; BEGIN; UPDATE release SET key = 'half';
             CREATE TABLE more AS
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 50000)
                SELECT i FROM n",
        )
        .unwrap();
    // What stands on the disk now is what would be left of it.
    let left = folder.path().join("left");
    fs::create_dir(&left).unwrap();
    for name in ["m.tm", "m.tm-journal"] {
        fs::copy(folder.path().join(name), left.join(name)).unwrap();
    }
    let memory = Memory::open_read_only(left.join("m.tm")).unwrap();
    assert_eq!(memory.releases().unwrap(), ["t"]);
    assert_eq!(names(&left), ["m.tm"]);
}

#[test]
fn an_empty_file_is_no_memory_to_read() {
    let (_folder, path) = place("m.tm");
    fs::write(&path, "").unwrap();
    let error = Memory::open_read_only(&path).err().unwrap();
    assert!(
        matches!(error.kind(), ErrorKind::NotAMemory { .. }),
        "{error}"
    );
    assert!(error.to_string().contains("empty"), "{error}");
}

#[test]
fn a_missing_memory_is_told_with_its_place_and_the_remedy() {
    let (_folder, path) = place("m.tm");
    let error = Memory::open_read_only(&path).err().unwrap();
    assert_eq!(error.location().unwrap().path.as_deref(), Some(&*path));
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(cause.contains("import something"), "{cause}");
    assert!(!path.exists());
}

#[test]
fn a_value_of_another_kind_is_damage() {
    let (_folder, path) = place("m.tm");
    let _ = Memory::open(&path)
        .unwrap()
        .import_entries("t", [entry()])
        .unwrap();
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch("UPDATE release SET date = x'FF00'")
        .unwrap();
    drop(raw);
    let memory = Memory::open_read_only(&path).unwrap();
    let error = memory.units().unwrap_err();
    assert!(error.is_bad_memory(), "{error}");
}

#[test]
fn what_is_no_memory_is_refused_with_the_reason() {
    let (folder, path) = place("m.tm");
    fs::write(
        &path,
        "plain text, long enough to be no header of a database at all",
    )
    .unwrap();
    let error = Memory::open(&path).err().unwrap();
    assert!(
        matches!(error.kind(), ErrorKind::NotAMemory { .. }),
        "{error}"
    );
    assert!(error.to_string().contains("m.tm"));
    assert!(Memory::open(folder.path()).err().unwrap().is_bad_memory());
    assert!(Memory::open("").err().unwrap().is_bad_input());
    assert!(Memory::open_read_only(folder.path().join("none.tm")).is_err());
    let error = Memory::open(folder.path().join("no/such/folder.tm"))
        .err()
        .unwrap();
    assert!(matches!(error.kind(), ErrorKind::Io { .. }), "{error}");

    let other = folder.path().join("other.db");
    let foreign = rusqlite::Connection::open(&other).unwrap();
    foreign.execute_batch("CREATE TABLE t (x)").unwrap();
    let error = Memory::open(&other).err().unwrap();
    assert!(error.to_string().contains("another program"), "{error}");
}

#[test]
fn a_newer_memory_is_refused() {
    let (_folder, path) = place("m.tm");
    drop(Memory::open(&path).unwrap());
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.pragma_update(None, "user_version", 99).unwrap();
    drop(raw);
    let error = Memory::open(&path).err().unwrap();
    assert!(
        matches!(error.kind(), ErrorKind::TooNew { found: 99, .. }),
        "{error}"
    );
}

#[test]
fn a_memory_from_before_the_format_was_settled_is_refused() {
    let (_folder, path) = place("m.tm");
    drop(Memory::open(&path).unwrap());
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.pragma_update(None, "user_version", 1).unwrap();
    drop(raw);
    for opened in [Memory::open(&path), Memory::open_read_only(&path)] {
        let error = opened.err().unwrap();
        assert!(error.is_bad_memory());
        assert!(error.to_string().contains("imported anew"), "{error}");
    }
}

#[test]
fn a_damaged_memory_is_told_from_a_foreign_one() {
    let (_folder, path) = place("m.tm");
    let mut memory = Memory::open(&path).unwrap();
    let entries = (0..500).map(|i| {
        Ok(Entry::new([
            (EN, format!("text {i}")),
            (KK, format!("мәтін {i}")),
        ]))
    });
    let _ = memory.import_entries("t", entries).unwrap();
    drop(memory);
    let mut bytes = fs::read(&path).unwrap();
    let end = bytes.len();
    bytes[4096..end].fill(0xA5);
    fs::write(&path, bytes).unwrap();
    let query = Query::new("text 1").from(EN).to(KK);
    let error = Memory::open(&path)
        .and_then(|m| m.lookup(&query).map(|_| ()))
        .unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Damaged { .. }), "{error}");
}

#[test]
fn a_locked_memory_says_so_and_readers_go_on() {
    let (_folder, path) = place("m.tm");
    let mut memory = Memory::open(&path).unwrap();
    let _ = memory.import_entries("t", [entry()]).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let found = memory
        .lookup(&Query::new("Head of State").from(EN).to(KK))
        .unwrap();
    assert_eq!(found.len(), 1);
    let error = memory.remove_release("t").unwrap_err();
    assert!(error.is_busy(), "{error}");
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(memory.remove_release("t").unwrap(), Some(1));
}

#[test]
fn a_read_only_memory_answers_and_refuses_changes() {
    let (_folder, path) = place("m.tm");
    let _ = Memory::open(&path)
        .unwrap()
        .import_entries("t", [entry()])
        .unwrap();
    let mut memory = Memory::open_read_only(&path).unwrap();
    let error = memory.import_entries("u", [entry()]).unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::ReadOnly { .. }),
        "{error}"
    );
}

#[test]
fn another_process_sees_what_was_committed() {
    let (_folder, path) = place("m.tm");
    let mut writer = Memory::open(&path).unwrap();
    let reader = Memory::open_read_only(&path).unwrap();
    let query = Query::new("Head of State").from(EN).to(KK);
    assert!(reader.lookup(&query).unwrap().is_empty());
    let _ = writer.import_entries("t", [entry()]).unwrap();
    assert_eq!(reader.lookup(&query).unwrap().len(), 1);
}

#[test]
fn tables_with_faults_keep_their_good_rows() {
    let (_folder, path) = place("t.tsv");
    let text = "\u{feff}en\tkk\tnote\r\nHead of State\tМемлекет басшысы\tx\r\none\tбір\r\n\t\tx\r\n\"quoted\tтырнақша\tx\r\n";
    fs::write(&path, text).unwrap();
    let table = Table::open(&path).unwrap();
    assert_eq!(table.ignored(), ["note"]);
    let mut memory = Memory::in_memory().unwrap();
    let report = memory.import_entries("t.tsv", table).unwrap();
    assert_eq!((report.new, report.rejected.len()), (2, 2));
    let lines: Vec<_> = report.rejected.iter().map(|r| r.location.line).collect();
    assert_eq!(lines, [Some(3), Some(4)]);
}

#[test]
fn tables_in_other_encodings_are_read_or_refused() {
    let (_folder, path) = place("t.tsv");
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend(
        "en\tkk\none\tбір\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes),
    );
    fs::write(&path, utf16).unwrap();
    assert_eq!(Table::open(&path).unwrap().filter(Result::is_ok).count(), 1);
    fs::write(&path, b"en\tkk\none\t\xE1\xB3\xF0\n").unwrap();
    let error = Table::open(&path).unwrap_err();
    assert_eq!(error.location().unwrap().line, Some(2));
    fs::write(&path, b"\xEF\xBB\xBFen\tkk\none\t\xE1\xB3\xF0\n").unwrap();
    let error = Table::open(&path).unwrap_err();
    assert_eq!(error.location().unwrap().line, Some(2));
    assert!(error.to_string().contains("not UTF-8"), "{error}");
    // Names that may be words are no languages.
    for header in ["", "en\n", "en\ten\n", "english\tkazakh\n", "en\tkey\n"] {
        fs::write(&path, header).unwrap();
        let error = Table::open(&path).unwrap_err();
        assert!(error.is_bad_input(), "{header}");
        assert_eq!(error.to_string().contains("is empty"), header.is_empty());
    }
}

#[test]
fn a_row_of_bytes_that_are_no_text_costs_no_other() {
    let rows = |damaged: &[u8]| -> Vec<u8> {
        let whole = "one\tбір\ntwo\tекі\n".as_bytes();
        [
            &b"en\tkk\n"[..],
            whole,
            damaged,
            b"\nfive\t",
            "бес\n".as_bytes(),
        ]
        .concat()
    };
    let (folder, path) = place("t.tsv");
    // In Windows-1251, cut inside a letter, between quotation marks over two lines.
    for (damaged, name) in [
        (&b"three\t\xFE\xF8"[..], "t.tsv"),
        (b"three\t\xD2", "t.tsv"),
        (b"three,\"\xFE\n\xF8\"", "t.csv"),
    ] {
        let path = path.with_file_name(name);
        let mut bytes = rows(damaged);
        if name == "t.csv" {
            bytes
                .iter_mut()
                .filter(|b| **b == b'\t')
                .for_each(|b| *b = b',');
        }
        fs::write(&path, bytes).unwrap();
        let mut memory = Memory::in_memory().unwrap();
        let table = Table::open(&path).unwrap();
        let report = memory.import_entries(name, table).unwrap();
        assert_eq!((report.new, report.rejected.len()), (3, 1), "{name}");
        assert_eq!(report.rejected[0].location.line, Some(4));
        assert!(report.rejected[0].reason.contains("not UTF-8"));
        let query = Query::new("five").from(EN).to(KK);
        assert_eq!(memory.lookup(&query).unwrap()[0].target().text, "бес");
    }
    // Whatever letters the others are made of.
    fs::write(&path, b"en\tkk\none\tbir\ntwo\teki\nthree\t\xFE\n").unwrap();
    let rows: Vec<_> = Table::open(&path).unwrap().collect();
    assert_eq!(
        rows.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [true, true, false]
    );
    fs::write(folder.path().join("c.en"), "one\ntwo\nthree\n").unwrap();
    fs::write(
        folder.path().join("c.kk"),
        b"\xD0\xB1\n\xD0\xB1\xD0\n\xD0\xB1\n",
    )
    .unwrap();
    let rows: Vec<_> = LineAligned::open(&folder.path().join("c.en"))
        .unwrap()
        .collect();
    assert_eq!(
        rows.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [true, false, true]
    );
}

#[test]
fn a_table_between_semicolons_is_read_as_one_between_commas() {
    let (_folder, path) = place("t.csv");
    fs::write(&path, "en;kk;note\r\n\"one; two, three\";\"бір; екі, \"\"үш\"\"\";\r\n\"four;төрт;\r\nfive;бес;\r\n").unwrap();
    let table = Table::open(&path).unwrap();
    assert_eq!(table.ignored(), ["note"]);
    let rows: Vec<_> = table.collect();
    let texts: Vec<&str> = rows[0]
        .as_ref()
        .unwrap()
        .variants
        .iter()
        .map(|v| &*v.text)
        .collect();
    assert_eq!(texts, ["one; two, three", "бір; екі, \"үш\""]);
    let error = rows[1].as_ref().unwrap_err();
    assert!(error.to_string().contains("quotation mark"), "{error}");
    assert_eq!(error.location().unwrap().line, Some(3));
    // A comma in the name of a column makes no table of commas.
    fs::write(&path, "ru;kk;заметки, прочее\nда;иә;\n").unwrap();
    assert!(Table::open(&path).unwrap().next().unwrap().is_ok());
}

#[test]
fn a_copy_holds_what_is_not_in_the_file_yet() {
    let (folder, path) = place("press.tm");
    let mut memory = Memory::open(&path).unwrap();
    let entry = Entry::new([(EN, "The session began."), (KK, "Отырыс басталды.")]);
    let _ = memory.import_entries("one", [Ok(entry)]).unwrap();
    let copy = folder.path().join("copy.tm");
    memory.back_up(&copy).unwrap();
    let copied = Memory::open_read_only(&copy).unwrap();
    assert_eq!(copied.units().unwrap(), memory.units().unwrap());
    assert_eq!(copied.check().unwrap(), Vec::<String>::new());
    let query = Query::new("The session began.").from(EN).to(KK);
    assert_eq!(copied.lookup(&query).unwrap()[0].percent(), 100);
    // What SQLite takes for no file at all is one, or refused.
    let odd = folder.path().join(":memory:");
    Memory::in_memory().unwrap().back_up(&odd).unwrap();
    assert!(odd.exists());
    assert!(memory.back_up("").is_err());
    // Nothing is written over, and nothing is left of what failed.
    let error = memory.back_up(&copy).unwrap_err();
    assert!(error.is_bad_input(), "{error}");
    let nowhere = folder.path().join("none").join("copy.tm");
    let error = memory.back_up(&nowhere).unwrap_err();
    assert!(error.to_string().contains("copy.tm"), "{error}");
    assert!(!nowhere.exists());
}

#[test]
fn a_quotation_mark_that_is_not_closed_swallows_no_rows_in_silence() {
    let (_folder, path) = place("t.csv");
    let lines = |text: &str| -> (usize, Vec<(Option<u64>, String)>) {
        fs::write(&path, text).unwrap();
        let rows: Vec<_> = Table::open(&path).unwrap().collect();
        let good = rows.iter().filter(|row| row.is_ok()).count();
        let bad = rows.into_iter().filter_map(Result::err);
        let bad = bad.map(|error| (error.location().unwrap().line, error.to_string()));
        (good, bad.collect())
    };
    for (text, good, line, last) in [
        // To the end of the file, and to the next mark.
        (
            "en,kk\none,бір\ntwo,\"екі\nthree,үш\nfour,төрт\n",
            1,
            3,
            "line 5",
        ),
        (
            "en,kk\r\none,\"бір\r\ntwo,екі\r\nthree,\"үш\"\r\nfour,төрт\r\n",
            1,
            2,
            "line 4",
        ),
        ("en,kk\n\n\n\"one\" more,бір\ntwo,екі", 1, 4, "line 4"),
    ] {
        let (rows, bad) = lines(text);
        assert_eq!((rows, bad.len()), (good, 1), "{text}: {bad:?}");
        assert_eq!(bad[0].0, Some(line), "{text}");
        assert!(bad[0].1.contains(last), "{text}: {bad:?}");
    }
    // Marks as they should be, and those that open no cell.
    let text = "en,kk\n\"one, \"\"two\"\"\",\"бір\nекі\"\na 5\" pipe,\"\"\n\"\"\"\",x\n";
    let (rows, bad) = lines(text);
    assert_eq!((rows, bad), (3, Vec::new()));
}

#[test]
fn lines_are_counted_whatever_ends_them() {
    let (folder, path) = place("t.tsv");
    for end in ["\n", "\r\n", "\r"] {
        let text = ["en\tkk", "one\tбір", "", "", "two", "three\tүш"].join(end);
        fs::write(&path, text).unwrap();
        let rows: Vec<_> = Table::open(&path).unwrap().collect();
        assert_eq!(rows.len(), 3, "{end:?}");
        let error = rows[1].as_ref().unwrap_err();
        assert_eq!(error.location().unwrap().line, Some(5), "{end:?}");
        for (name, lines) in [("c.en", ["one", "two"]), ("c.kk", ["бір", "екі"])] {
            fs::write(folder.path().join(name), lines.join(end)).unwrap();
        }
        let corpus = LineAligned::open(&folder.path().join("c.en")).unwrap();
        assert_eq!(corpus.count(), 2, "{end:?}");
    }
}

#[test]
fn line_aligned_corpora_must_have_equal_sides() {
    let (folder, path) = place("corpus.en");
    fs::write(&path, "one\r\ntwo\r\n").unwrap();
    assert!(!is_line_aligned(&path));
    fs::write(folder.path().join("corpus.kk"), "бір\nекі\n").unwrap();
    assert!(is_line_aligned(&path));
    let entries: Vec<_> = LineAligned::open(&path)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(entries[1].variants[0].text, "two");
    fs::write(folder.path().join("corpus.kk"), "бір\n").unwrap();
    assert!(
        LineAligned::open(&path)
            .unwrap_err()
            .to_string()
            .contains("2 lines")
    );
}

#[test]
fn records_with_a_nul_are_rejected_with_their_lines() {
    let (folder, path) = place("t.tsv");
    fs::write(&path, "en\tkk\none\tбір\ntwo\0\tекі\n").unwrap();
    let corpus = folder.path().join("c.en");
    fs::write(&corpus, "one\ntwo\n").unwrap();
    fs::write(folder.path().join("c.kk"), "бір\nе\0кі\n").unwrap();
    let mut memory = Memory::in_memory().unwrap();
    for (report, line) in [
        (memory.import_entries("t", Table::open(&path).unwrap()), 3),
        (
            memory.import_entries("c", LineAligned::open(&corpus).unwrap()),
            2,
        ),
    ] {
        let report = report.unwrap();
        assert_eq!((report.entries(), report.rejected.len()), (1, 1));
        let rejected = &report.rejected[0];
        assert_eq!(rejected.location.line, Some(line));
        assert!(rejected.reason.contains("NUL"), "{rejected}");
    }
}

#[test]
fn endings_of_other_files_are_no_languages() {
    let (folder, path) = place("c.en");
    for name in ["c.en", "c.po", "c.tbx", "c.tsv", "c.md", "c.bak", "c.csv"] {
        fs::write(folder.path().join(name), "one\n").unwrap();
    }
    for name in ["c.en", "c.po", "c.csv"] {
        assert!(!is_line_aligned(&folder.path().join(name)), "{name}");
    }
    assert!(LineAligned::open(&path).is_err());
    fs::write(folder.path().join("c.kk-Latn"), "bir\n").unwrap();
    assert!(is_line_aligned(&path));
}

#[test]
fn keys_and_days_are_checked_wherever_they_come_from() {
    let mut memory = Memory::in_memory().unwrap();
    for key in ["", " ", "a\nb", "a\0"] {
        let error = memory.import_entries(key, [entry()]).unwrap_err();
        assert!(error.is_bad_input(), "{key:?}: {error}");
    }
    let _ = memory.import_entries("/texts/t.tsv", [entry()]).unwrap();

    let release = || {
        Release::new("r")
            .unwrap()
            .with_document(Document::from_text(EN, "Title"))
    };
    let mut renamed = release();
    renamed.key = "../x\n".to_owned();
    let mut undated = release();
    undated.date = Some("soon".to_owned());
    let mut twice = release();
    twice.documents.push(Document::from_text(EN, "Title"));
    let binary = release().with_document(Document::from_text(KK, "Тақырып\n\nМә\0тін"));
    for release in [renamed, undated, twice, binary] {
        assert!(memory.import(&release).unwrap_err().is_bad_input());
    }
    assert_eq!(memory.releases().unwrap(), ["/texts/t.tsv"]);

    let query = Query::new("Head of State").from(EN);
    for day in ["2024-99-99", "2023-02-29", "2024-1-01", "tomorrow", ""] {
        for asked in [query.clone().since(day), query.clone().age_penalty(day, 5)] {
            assert!(memory.lookup(&asked).unwrap_err().is_bad_input(), "{day}");
        }
        let book = memory.phrases_as_of(EN, &[KK], Some(day));
        assert!(book.err().unwrap().is_bad_input(), "{day}");
    }
    assert!(memory.lookup(&query.since("2024-02-29")).is_ok());
}
