//! Files that are no memory, damaged, newer, read-only or locked; tables and corpora with faults.
#![cfg(feature = "exchange")]

use std::fs;
use std::path::PathBuf;

use tempfile::{TempDir, tempdir};
use tolmach::exchange::{LineAligned, Table, is_line_aligned};
use tolmach::{EN, Entry, ErrorKind, KK, Memory, Query};

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
    Memory::open(&path)
        .unwrap()
        .import_entries("t", [entry()])
        .unwrap();
    let memory = Memory::open_read_only(&path).unwrap();
    let found = memory
        .lookup(&Query::new("Head of State").from(EN).to(KK))
        .unwrap();
    assert_eq!(found[0].target().text, "Мемлекет басшысы");
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
    memory.import_entries("t", entries).unwrap();
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
    memory.import_entries("t", [entry()]).unwrap();
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
    Memory::open(&path)
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
    writer.import_entries("t", [entry()]).unwrap();
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
    for header in ["", "en\n", "en\ten\n", "english\tkazakh\n"] {
        fs::write(&path, header).unwrap();
        assert!(Table::open(&path).unwrap_err().is_bad_input(), "{header}");
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
