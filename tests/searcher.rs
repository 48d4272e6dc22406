//! Many threads, one memory: the same answers, and each from one state.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};

use tolmach::distance::Measure;
use tolmach::{EN, Entry, KK, Memory, Query, Result};

fn entries(version: usize, texts: usize) -> Vec<Result<Entry>> {
    let entry = |at: usize| {
        let words = ["council", "minister", "harvest", "railway", "treaty"];
        let text = format!(
            "The {} of {} met {at} times",
            words[at % 5],
            words[at / 5 % 5]
        );
        Ok(Entry::new([
            (EN, text),
            (KK, format!("нұсқа {version} мәтін {at}")),
        ]))
    };
    (0..texts).map(entry).collect()
}

fn memories(folder: &std::path::Path) -> [Memory; 2] {
    [
        Memory::in_memory().unwrap(),
        Memory::open(folder.join("press.tm")).unwrap(),
    ]
}

#[test]
fn a_batch_answers_as_one_by_one_does() {
    let folder = tempfile::tempdir().unwrap();
    for mut memory in memories(folder.path()) {
        let _ = memory.import_entries("a", entries(1, 300)).unwrap();
        let texts: Vec<String> = (0..200)
            .map(|at| format!("The council of railways met {at} times"))
            .collect();
        let queries: Vec<Query<'_>> = texts
            .iter()
            .map(|text| Query::new(text).from(EN).to(KK).threshold(60))
            .chain([Query::new("a query without a language")])
            .collect();
        let one_by_one: Vec<_> = queries.iter().map(|query| memory.lookup(query)).collect();
        assert!(one_by_one[0].as_ref().unwrap().len() == 5);
        for threads in [1, 2, 7] {
            let searcher = memory.searcher().unwrap();
            let searcher = searcher.threads(NonZeroUsize::new(threads).unwrap());
            let batch = searcher.lookup_batch(&queries);
            assert_eq!(batch.len(), queries.len());
            for (answer, expected) in batch.into_iter().zip(&one_by_one) {
                match (answer, expected) {
                    (Ok(answer), Ok(expected)) => assert_eq!(&answer, expected),
                    (Err(error), Err(_)) => assert!(error.is_bad_input()),
                    (answer, _) => panic!("{answer:?}"),
                }
            }
            assert!(searcher.lookup_batch(&[]).is_empty());
        }
    }
}

#[test]
fn a_lookup_sees_one_state_while_the_memory_changes() {
    let folder = tempfile::tempdir().unwrap();
    for mut memory in memories(folder.path()) {
        // All texts are at hand with one translation each, those of one version.
        let _ = memory.import_entries("a", entries(0, 20)).unwrap();
        let searcher = memory.searcher().unwrap();
        let done = AtomicBool::new(false);
        let look = || {
            let mut versions = Vec::new();
            while !done.load(Ordering::Relaxed) || versions.is_empty() {
                let query = Query::new("The council of council met 0 times");
                let found = searcher
                    .lookup(&query.from(EN).to(KK).threshold(0).limit(100))
                    .unwrap();
                let version = |m: &tolmach::Match| {
                    let text = m.target().text.split(' ').nth(1).unwrap().to_owned();
                    text.parse::<usize>().unwrap()
                };
                let seen: Vec<usize> = found.iter().map(version).collect();
                assert_eq!(seen.len(), 20);
                assert!(seen.iter().all(|&v| v == seen[0]), "{seen:?}");
                versions.push(seen[0]);
            }
            // Time does not run backwards.
            assert!(versions.is_sorted());
            versions.len()
        };
        std::thread::scope(|scope| {
            let readers: Vec<_> = (0..3).map(|_| scope.spawn(look)).collect();
            for version in 1..=30 {
                let _ = memory.import_entries("a", entries(version, 20)).unwrap();
            }
            done.store(true, Ordering::Relaxed);
            for reader in readers {
                assert!(reader.join().unwrap() > 0);
            }
        });
        let query = Query::new("The council of council met 0 times")
            .from(EN)
            .to(KK);
        assert!(
            searcher.lookup(&query).unwrap()[0]
                .target()
                .text
                .contains("нұсқа 30")
        );
    }
}

#[test]
fn lookups_are_right_while_blocks_of_the_index_come_and_go() {
    // So many texts become a block of the index.
    const SEALED: usize = 8_192;
    let register = |first: usize| {
        let text = move |at: usize| format!("Entry {} of the register, page {}", at * 7, at % 97);
        let entry = move |at| Ok(Entry::new([(EN, text(at)), (KK, "жазба".to_owned())]));
        (first..first + SEALED).map(entry)
    };
    let folder = tempfile::tempdir().unwrap();
    let mut memory = Memory::open(folder.path().join("press.tm")).unwrap();
    let _ = memory.import_entries("a", entries(0, 20)).unwrap();
    let searcher = memory.searcher().unwrap();
    let queries = [Measure::Mean, Measure::Characters, Measure::Tokens].map(|measure| {
        let query = Query::new("The council of council met 3 times");
        let query = query.from(EN).to(KK).threshold(60);
        query.measure(measure).limit(100)
    });
    let ask = || -> Vec<Vec<(String, u8)>> {
        let source = |found: &tolmach::Match| (found.source().text.clone(), found.percent());
        let answers = searcher.lookup_batch(&queries).into_iter();
        answers
            .map(|found| found.unwrap().iter().map(source).collect())
            .collect()
    };
    let expected = ask();
    assert!(expected.iter().all(|found| found.len() > 1));

    let done = AtomicBool::new(false);
    let look = || {
        let mut looked = 0;
        while !done.load(Ordering::Relaxed) || looked == 0 {
            assert_eq!(ask(), expected);
            looked += 1;
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(look);
        }
        let _ = memory.import_entries("first", register(0)).unwrap();
        let _ = memory.import_entries("second", register(SEALED)).unwrap();
        memory.remove_release("first").unwrap();
        memory.compact().unwrap();
        let _ = memory.import_entries("first", register(0)).unwrap();
        done.store(true, Ordering::Relaxed);
    });
    for query in &queries {
        let explained = memory.explain(query).unwrap();
        assert!(
            explained.length_admits > 0,
            "there are blocks: {explained:?}"
        );
        let verified = memory.verify(query).unwrap();
        assert_eq!(
            (verified.texts, verified.differences),
            (2 * SEALED + 20, vec![])
        );
    }
}

/// Where the memory lies into which [`the_process_that_writes`] does.
const WRITES_TO: &str = "TOLMACH_TEST_WRITES_TO";
const VERSIONS: usize = 12;

#[test]
fn the_process_that_writes() {
    let Some(path) = std::env::var_os(WRITES_TO) else {
        return;
    };
    let mut memory = Memory::open(path).unwrap();
    for version in 1..=VERSIONS {
        let _ = memory.import_entries("a", entries(version, 20)).unwrap();
        let _ = memory
            .import_entries("b", entries(version, version * 9))
            .unwrap();
    }
    memory.remove_release("b").unwrap();
    memory.compact().unwrap();
}

#[test]
fn a_memory_that_another_process_writes_to_answers_from_whole_states() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("press.tm");
    let mut memory = Memory::open(&path).unwrap();
    let _ = memory.import_entries("a", entries(0, 20)).unwrap();
    let searcher = memory.searcher().unwrap();
    let mut writer = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "the_process_that_writes"])
        .env(WRITES_TO, &path)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut newest = 0;
    while newest < VERSIONS {
        let ended = writer.try_wait().unwrap();
        assert!(ended.is_none_or(|status| status.success()));
        let query = Query::new("The council of council met 0 times")
            .from(EN)
            .to(KK)
            .threshold(0)
            .limit(100)
            .release("a");
        for query in [query.clone(), query.measure(Measure::Tokens)] {
            for found in [
                memory.lookup(&query).unwrap(),
                searcher.lookup(&query).unwrap(),
            ] {
                let version = |m: &tolmach::Match| {
                    let text = m.target().text.split(' ').nth(1).unwrap().to_owned();
                    text.parse::<usize>().unwrap()
                };
                let seen: Vec<usize> = found.iter().map(version).collect();
                assert_eq!(seen, [seen[0]; 20], "one state has one version");
                assert!(newest <= seen[0], "time does not run backwards");
                newest = seen[0];
            }
            assert_eq!(memory.verify(&query).unwrap().differences, []);
        }
    }
    assert!(writer.wait().unwrap().success());
    let query = Query::new("The treaty of council met 4 times")
        .from(EN)
        .threshold(0);
    assert_eq!(memory.lookup(&query.limit(100)).unwrap().len(), 20);
    assert_eq!(memory.check().unwrap(), Vec::<String>::new());
}

#[test]
fn what_holds_a_memory_shows_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("press.tm");
    let memory = Memory::open(&path).unwrap();
    let searcher = memory.searcher().unwrap();
    for shown in [format!("{memory:?}"), format!("{searcher:?}")] {
        assert!(shown.contains("press.tm"), "{shown}");
    }
    assert!(Memory::open(folder.path()).unwrap_err().is_bad_memory());
}
