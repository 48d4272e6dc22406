//! Word alignment from outside: on its own, and trained on a memory.

use std::ops::Range;
use std::path::Path;

use tolmach::segment::Segmenter;
use tolmach::words::Model;
use tolmach::{EN, Entry, KK, Language, Memory, RU, Release};

/// The part of `target` that answers to `part` of `source`.
fn answer<'t>(model: &Model, source: &str, target: &'t str, part: &str) -> &'t str {
    let at = source.find(part).unwrap();
    let found = model.align(source, target).target(at..at + part.len());
    let Range { start, end } = found.unwrap().range;
    &target[start..end]
}

fn memory(pairs: &[(&str, &str)], languages: [Language; 2]) -> Memory {
    let mut memory = Memory::in_memory().unwrap();
    add(&mut memory, "table", pairs, languages);
    memory
}

fn add(memory: &mut Memory, key: &str, pairs: &[(&str, &str)], [from, to]: [Language; 2]) {
    let entries = pairs
        .iter()
        .map(|&(a, b)| Ok(Entry::new([(from, a), (to, b)])));
    let _ = memory.import_entries(key, entries).unwrap();
}

/// The segments of the bundled release's versions.
fn release(key: &str, language: Language) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/releases");
    let release = Release::read_dir(folder.join(key)).unwrap();
    let document = release.documents.iter().find(|d| d.language == language);
    let segmenter = Segmenter::new(language);
    let blocks = document.unwrap().blocks.iter();
    blocks
        .flat_map(|block| {
            let ranges = segmenter.segments(&block.text).into_iter();
            ranges.map(|range| block.text[range].to_owned())
        })
        .collect()
}

/// The segment of the release that holds `part`.
fn segment(key: &str, language: Language, part: &str) -> String {
    let mut segments = release(key, language).into_iter();
    segments.find(|text| text.contains(part)).expect(part)
}

#[test]
fn words_of_releases_answer_to_each_other_without_training() {
    let council = "2023-11-23-collective-security-council-session";
    let schools = "2023-08-22-comfortable-school";
    let mut wrong = Vec::new();
    for (key, from, to, pairs) in [
        (
            council,
            EN,
            KK,
            &[
                ("Kazakhstan's delegation", "Қазақстан делегациясының"),
                ("Minister of Foreign Affairs", "Сыртқы істер министрі"),
                ("Daniyar Ospankulov", "Данияр Оспанқұлов"),
                (
                    "Collective Security Council",
                    "Ұжымдық қауіпсіздік кеңесінің",
                ),
            ][..],
        ),
        (
            council,
            RU,
            KK,
            &[
                ("казахстанской делегации", "Қазақстан делегациясының"),
                ("министр иностранных дел", "Сыртқы істер министрі"),
                ("Болат Нурмухан", "Болат Нұрмұхан"),
            ],
        ),
        (
            council,
            EN,
            RU,
            &[
                ("CSTO Secretary General", "Генеральный секретарь ОДКБ"),
                ("Viktor Sazonov", "Виктор Сазонов"),
            ],
        ),
        (schools, RU, KK, &[("7 687 школах", "7 687 мектебінде")]),
    ] {
        let model = Model::new(from, to);
        for (part, expected) in pairs {
            let (source, target) = (segment(key, from, part), segment(key, to, expected));
            let swapped = model.clone().swapped();
            let found = answer(&model, &source, &target, part);
            let back = answer(&swapped, &target, &source, expected);
            if (found, back) != (*expected, *part) {
                wrong.push(format!("{part}: {found}; {expected}: {back}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Words that no lexicon has.
const INVENTED: &[(&str, &str)] = &[
    ("blick garm", "түпең мөңке"),
    ("blick sote", "түпең шәлке"),
    ("dorn sote", "жөгір шәлке"),
    ("dorn garm", "жөгір мөңке"),
];

#[test]
fn a_memory_teaches_words_in_both_directions() {
    let memory = memory(INVENTED, [EN, KK]);
    let forth = memory.words(EN, KK).unwrap();
    assert_eq!(answer(&forth, "sote", "түпең шәлке", "sote"), "шәлке");
    let back = memory.words(KK, EN).unwrap();
    assert_eq!(answer(&back, "жөгір", "blick dorn", "жөгір"), "dorn");
}

#[test]
fn a_model_is_trained_anew_when_the_memory_has_grown() {
    let mut memory = memory(&[("dorn", "жөгір")], [EN, RU]);
    let before = memory.words(EN, RU).unwrap();
    let same = memory.words(EN, RU).unwrap();
    assert_eq!(before, same);
    add(&mut memory, "more", INVENTED, [EN, RU]);
    let after = memory.words(EN, RU).unwrap();
    assert_ne!(before, after);
}

#[test]
fn a_model_is_kept_in_the_file_and_lasts_over_small_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("press.tm");
    let mut pairs: Vec<(String, String)> = (0..40)
        .map(|n| (format!("word{n} dorn"), format!("сөз{n} жөгір")))
        .collect();
    let borrowed = |pairs: &[(String, String)]| -> Vec<Entry> {
        let entry = |(a, b): &(String, String)| Entry::new([(EN, a.as_str()), (KK, b.as_str())]);
        pairs.iter().map(entry).collect()
    };
    let mut memory = Memory::open(&path).unwrap();
    let entries = borrowed(&pairs).into_iter().map(Ok);
    let _ = memory.import_entries("table", entries).unwrap();
    let trained = memory.words(EN, KK).unwrap();
    drop(memory);

    let memory = Memory::open_read_only(&path).unwrap();
    assert_eq!(memory.words(EN, KK).unwrap(), trained);
    drop(memory);

    // One unit of forty: the model is the one that was kept, not one trained on all.
    let mut memory = Memory::open(&path).unwrap();
    pairs.push(("word40 garm".to_owned(), "сөз40 мөңке".to_owned()));
    let entries = borrowed(&pairs[40..]).into_iter().map(Ok);
    let _ = memory.import_entries("one more", entries).unwrap();
    assert_eq!(memory.words(EN, KK).unwrap(), trained);

    // A memory that is only read is fresh all the same.
    let entries: Vec<(String, String)> = (0..40)
        .map(|n| (format!("garm {n}"), format!("мөңке {n}")))
        .collect();
    let entries = borrowed(&entries).into_iter().map(Ok);
    let _ = memory.import_entries("many more", entries).unwrap();
    drop(memory);
    let memory = Memory::open_read_only(&path).unwrap();
    assert_ne!(memory.words(EN, KK).unwrap(), trained);
}
