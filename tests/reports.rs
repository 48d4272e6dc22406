//! What imports and minings report, as JSON: the names are a contract.

use serde_json::{json, to_value};
use tolmach::phrases::Mining;
use tolmach::{Document, EN, Entry, KK, Memory, Release, TermStatus};

#[test]
fn reports_serialise_with_stable_names() {
    let mut memory = Memory::in_memory().unwrap();
    let release = Release::new("2024-05-06-forum")
        .unwrap()
        .with_document(Document::from_text(
            EN,
            "Forum\n\nThe forum opened. Nobody spoke.",
        ))
        .with_document(Document::from_text(
            KK,
            "Форум\n\nФорум ашылды. Ешкім сөйлемеді.",
        ));
    let report = memory.import(&release).unwrap();
    let golden = json!({
        "release": "2024-05-06-forum",
        "segments": {"en": 3, "kk": 3},
        "beads": {"1-1": 3},
        "new": 3,
        "known": 0,
        "unchanged": 0,
        "removed": 0,
        "boilerplate": 0,
        "doubtful": 0,
        "quarantined": [],
        "rejected": [],
    });
    assert_eq!(to_value(&report).unwrap(), golden);

    let entries = [
        Ok(Entry::new([
            (EN, "Head of State arrived"),
            (KK, "Мемлекет басшысы келді"),
        ])),
        Ok(Entry::new([(EN, "alone")])),
        Ok(Entry::new([
            (EN, "A word of the Head of State"),
            (KK, "Мемлекет басшысының сөзі"),
        ])),
    ];
    let report = memory.import_entries("rows", entries).unwrap();
    let golden = json!({
        "release": "rows",
        "segments": {"en": 3, "kk": 2},
        "beads": {"1-1": 2, "1": 1},
        "new": 3,
        "known": 0,
        "unchanged": 0,
        "removed": 0,
        "boilerplate": 0,
        "doubtful": 0,
        "quarantined": [],
        "rejected": [],
    });
    assert_eq!(to_value(&report).unwrap(), golden);

    let report = memory.mine_phrases(Mining::new()).unwrap();
    let golden = json!({
        "units": 6,
        "phrases": {"en": 1, "kk": 1},
        "translations": 2,
        "acronyms": 0,
    });
    assert_eq!(to_value(&report).unwrap(), golden);
}

#[cfg(feature = "exchange")]
#[test]
fn what_is_rejected_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("terms.tsv");
    std::fs::write(&path, "en\tkk\nlaw\tзаң\ndecree\t\n").unwrap();
    let table = tolmach::exchange::Table::open(&path).unwrap();
    let report = Memory::in_memory()
        .unwrap()
        .import_terms(table, TermStatus::Preferred)
        .unwrap();
    let mut found = to_value(&report).unwrap();
    let reason = found["rejected"][0]["reason"].take();
    assert!(
        reason.as_str().unwrap().contains("other language"),
        "{reason}"
    );
    let golden = json!({
        "rows": 2,
        "new": 2,
        "known": 0,
        "rejected": [{"location": {"path": path, "line": 3, "item": null}, "reason": null}],
    });
    assert_eq!(found, golden);
}
