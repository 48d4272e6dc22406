//! What imports, minings and searches report, as JSON: the names are a contract.

use serde_json::{json, to_value};
use tolmach::align::{Alignment, Bead, Grade, Reason};
use tolmach::phrases::{Mining, Term};
use tolmach::words::Link;
use tolmach::{Document, EN, Entry, KK, Memory, Query, RU, Release};

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
        "parts": 0,
        "new": 3,
        "known": 0,
        "unchanged": 0,
        "removed": 0,
        "boilerplate": 0,
        "doubtful": 0,
        "mixed_up": [],
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
        "parts": 0,
        "new": 3,
        "known": 0,
        "unchanged": 0,
        "removed": 0,
        "boilerplate": 0,
        "doubtful": 0,
        "mixed_up": [],
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
        .import_terms(table, tolmach::TermStatus::Preferred)
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

/// Every phrase has a list for each language that was asked for.
#[test]
fn phrases_and_hits_serialise_with_stable_names() {
    let mut memory = Memory::in_memory().unwrap();
    let terms = [
        Term::new(EN, "Head of State", KK, "Мемлекет басшысы"),
        Term::new(EN, "Head of State", KK, "Ел басы").forbidden(),
        Term::new(EN, "State", RU, "государство"),
    ];
    memory.add_terms(&terms).unwrap();
    let book = memory.phrases(EN, &[RU, KK]).unwrap();
    let told = |text: &str, origin: &str| {
        json!({
            "text": text, "count": 0, "confidence": 1.0, "origin": origin,
            "preferred_since": null, "other_name": null,
        })
    };
    let golden = json!({
        "phrase": "Head of State",
        "count": 0,
        "releases": 0,
        "first": null,
        "last": null,
        "forms": [],
        "other_name": null,
        "confidence": 1.0,
        "translations": {
            "kk": [told("Мемлекет басшысы", "curated"), told("Ел басы", "forbidden")],
            "ru": [],
        },
    });
    let phrase = book.phrases().iter().find(|p| p.text == "Head of State");
    assert_eq!(to_value(phrase).unwrap(), golden);

    let told_here = |text: &str, origin: &str| {
        let mut told = told(text, origin);
        told["citation"] = json!(text);
        told["form"] = json!("citation");
        told["forms"] = json!([]);
        told
    };
    let mut built = told_here("Мемлекет басшысы", "curated");
    built["text"] = json!("Мемлекет басшылары");
    built["form"] = json!("built");
    let golden = json!([
        {
            "start": 9, "end": 23, "text": "Heads of State", "phrase": "Head of State",
            "gap": null, "nested": false, "overlapped": false, "other_name": null,
            "translations": {
                "kk": [built, told_here("Ел басы", "forbidden")],
                "ru": [],
            },
        },
        {
            "start": 18, "end": 23, "text": "State", "phrase": "State",
            "gap": null, "nested": true, "overlapped": true, "other_name": null,
            "translations": {"kk": [], "ru": [told_here("государство", "curated")]},
        },
    ]);
    let hits = book.find("When the Heads of State met");
    assert_eq!(to_value(hits).unwrap(), golden);
    let hits = book.find("The Heads of our States met");
    assert_eq!(to_value(&hits[0]).unwrap()["gap"], json!([13, 16]));
}

#[test]
fn searches_serialise_with_stable_names() {
    let mut memory = Memory::in_memory().unwrap();
    let entry = Entry::new([(EN, "A new law"), (KK, "Жаңа заң")]);
    let golden = json!({
        "variants": [{"language": "en", "text": "A new law"}, {"language": "kk", "text": "Жаңа заң"}],
        "confidence": 1.0,
        "places": [],
    });
    assert_eq!(to_value(&entry).unwrap(), golden);
    let _ = memory.import_entries("rows", [Ok(entry)]).unwrap();
    memory
        .add_terms(&[Term::new(EN, "law", KK, "заң")])
        .unwrap();

    let golden = json!({
        "lines": [{
            "unit": 1,
            "source": "A new law",
            "target": "Жаңа заң",
            "source_span": [6, 9],
            "target_span": [9, 15],
            "release": "rows",
            "date": null,
            "group": 0,
        }],
        "groups": [["заң", 1]],
    });
    assert_eq!(
        to_value(memory.concordance("law", EN, KK).unwrap()).unwrap(),
        golden
    );

    let golden = json!([{"language": "en", "text": "A new law", "range": [2, 9], "units": [1]}]);
    assert_eq!(
        to_value(memory.containing("new law", EN, 9).unwrap()).unwrap(),
        golden
    );

    let query = Query::new("A new law").from(EN);
    let golden = json!({"texts": 1, "differences": []});
    assert_eq!(to_value(memory.verify(&query).unwrap()).unwrap(), golden);
    let stats = to_value(memory.explain(&query).unwrap()).unwrap();
    assert_eq!((&stats["texts"], &stats["reached"]), (&json!(1), &json!(1)));
}

#[test]
fn alignments_serialise_with_stable_names() {
    let alignment = Alignment {
        beads: vec![Bead {
            sides: vec![0..2, 0..1],
            confidence: 0.5,
        }],
        grade: Grade {
            confidence: 0.5,
            reasons: vec![Reason::SwappedLanguage { language: RU }],
        },
    };
    let golden = json!({
        "beads": [{"sides": [[0, 2], [0, 1]], "confidence": 0.5}],
        "grade": {"confidence": 0.5, "reasons": [{"SwappedLanguage": {"language": "ru"}}]},
    });
    assert_eq!(to_value(alignment).unwrap(), golden);
    let link = Link {
        source: 0..3,
        target: 4..7,
        probability: 0.5,
    };
    let golden = json!({"source": [0, 3], "target": [4, 7], "probability": 0.5});
    assert_eq!(to_value(link).unwrap(), golden);
}
