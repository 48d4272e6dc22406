//! Whole texts: what was imported comes back, what is new is told apart.

use std::path::Path;

use serde_json::json;
use tolmach::phrases::{Mining, Term};
use tolmach::release::read_collection;
use tolmach::{Analysis, Band, Cover, Document, EN, Entry, KK, Memory, Query, RU, Release};

fn bundled() -> Vec<Release> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/releases");
    read_collection(folder)
        .unwrap()
        .map(|(_, release)| release.unwrap())
        .collect()
}

/// Every segment of an imported release that has a translation comes back at 101 or 102, and a
/// segment comes back empty only if the import paired it with nothing.
#[test]
fn an_imported_release_comes_back_whole() {
    let mut memory = Memory::in_memory().unwrap();
    let releases = bundled();
    for release in &releases {
        let _ = memory.import(release).unwrap();
    }
    let untranslated: Vec<String> = memory
        .units()
        .unwrap()
        .into_iter()
        .filter(|unit| unit.variants.len() == 1)
        .map(|unit| unit.variants[0].text.clone())
        .collect();
    let (mut context, mut alone) = (0, 0);
    for release in &releases {
        for document in &release.documents {
            let coverage = memory.coverage(document, &Query::new("").limit(1)).unwrap();
            for covered in &coverage.segments {
                match covered.matches.first().map(|m| m.percent()) {
                    Some(101 | 102) => context += covered.segments,
                    percent => {
                        assert!(
                            untranslated.contains(&covered.text),
                            "{}: {percent:?} for {}",
                            release.key,
                            covered.text
                        );
                        alone += 1;
                    }
                }
            }
        }
    }
    assert!(context > 1000 && alone * 20 < context, "{context} {alone}");
}

/// What two languages divide is answered sentence by sentence in these, together in all of them.
#[test]
fn parts_of_a_bead_serve_who_wants_their_languages() {
    let russian = "Заседание прошло 5 мая в Астане. Подписано 15 документов.";
    let document = Document::from_text(RU, russian);
    let release = Release::new("r")
        .unwrap()
        .with_document(Document::from_text(
            EN,
            "The session was held in Astana on 5 May and led to 15 documents.",
        ))
        .with_document(document.clone())
        .with_document(Document::from_text(
            KK,
            "Отырыс 5 мамырда Астанада өтті. 15 құжатқа қол қойылды.",
        ));
    let mut memory = Memory::in_memory().unwrap();
    assert_eq!(memory.import(&release).unwrap().parts, 2);
    let answered = |to: &[tolmach::Language]| -> Vec<(usize, u8, usize)> {
        let query = to.iter().fold(Query::new(""), |query, &to| query.to(to));
        let coverage = memory.coverage(&document, &query).unwrap();
        let segments = coverage.segments.iter();
        let answered = segments.map(|covered| {
            let best = &covered.matches[0];
            (covered.segments, best.percent(), best.targets().count())
        });
        answered.collect()
    };
    assert_eq!(answered(&[KK]), [(1, 102, 1), (1, 102, 1)]);
    assert_eq!(answered(&[EN]), [(2, 102, 1)]);
    assert_eq!(answered(&[EN, KK]), [(2, 102, 2)]);
    assert_eq!(answered(&[]), [(2, 102, 2)]);
}

#[test]
fn what_differs_is_told_word_by_word() {
    let mut memory = Memory::in_memory().unwrap();
    let entries = [
        (
            "The President met the ambassador of Japan",
            "Президент Жапония елшісімен кездесті",
        ),
        (
            "according to the press service",
            "баспасөз қызметінің хабарлауынша",
        ),
    ];
    let _ = memory
        .import_entries(
            "t",
            entries.map(|(en, kk)| Ok(Entry::new([(EN, en), (KK, kk)]))),
        )
        .unwrap();
    let text = Document::from_text(
        EN,
        "The President met the ambassador of Xanth\n\nRain fell in Astana all day long, according to the press service.\n\n\
        Snow fell in Astana all night long, according to the city service.",
    );
    let coverage = memory.coverage(&text, &Query::new("").to(KK)).unwrap();
    let words = |number: usize| -> Vec<(&str, Cover)> {
        let covered = &coverage.segments[number];
        covered
            .words
            .iter()
            .map(|word| (&covered.text[word.range.clone()], word.cover))
            .collect()
    };
    assert_eq!(words(0).last(), Some(&("Xanth", Cover::Nothing)));
    assert!(
        words(0)[..6]
            .iter()
            .all(|(_, cover)| *cover == Cover::Match)
    );
    assert_eq!(words(1)[0], ("Rain", Cover::Nothing));
    assert_eq!(words(1)[7], ("according", Cover::Fragment(0)));
    let tail: Vec<Cover> = words(2)[7..].iter().map(|(_, cover)| *cover).collect();
    let known = Cover::Fragment(0);
    assert_eq!(tail, [known, known, known, Cover::Nothing, known], "city");
    let fragment = &coverage.segments[1].fragments[0];
    assert_eq!(
        &coverage.segments[1].text[fragment.range.clone()],
        "according to the press service"
    );

    let mut analysis = Analysis::default();
    analysis.add(&coverage);
    analysis.add(&coverage);
    let segments = |band| analysis.volume(band).segments;
    assert_eq!(
        (
            segments(Band::From75),
            segments(Band::From85),
            segments(Band::New)
        ),
        (0, 1, 2)
    );
    assert_eq!(segments(Band::Repetition), 3);
    assert_eq!(analysis.total().words, 2 * (7 + 12 + 12));
}

/// Neither a unit of measure nor a range is cut in two: only what parts words ends a fragment.
#[test]
fn fragments_end_between_words() {
    let mut memory = Memory::in_memory().unwrap();
    let entries = [
        ("gusts of up to 28 m/s", "екпіні 28 м/с дейін"),
        (
            "a north-westerly wind of 9–14 m/s",
            "9–14 м/с солтүстік-батыс желі",
        ),
    ];
    let entries = entries.map(|(en, kk)| Ok(Entry::new([(EN, en), (KK, kk)])));
    let _ = memory.import_entries("t", entries).unwrap();
    let document = Document::from_text(
        EN,
        "Nobody in the towns of the plain knows what is to come: a north-westerly wind of 9–14 m/s, \
        gusts of up to 28 m/s; schools stay shut.",
    );
    let coverage = memory.coverage(&document, &Query::new("").to(KK)).unwrap();
    let covered = &coverage.segments[0];
    let fragments: Vec<(&str, u8)> = covered
        .fragments
        .iter()
        .map(|f| (&covered.text[f.range.clone()], f.found.percent()))
        .collect();
    assert_eq!(
        fragments,
        [
            ("a north-westerly wind of 9–14 m/s", 100),
            ("gusts of up to 28 m/s", 100),
        ]
    );
}

#[test]
fn what_was_carried_over_is_covered() {
    let mut memory = Memory::in_memory().unwrap();
    let entry = Entry::new([
        (EN, "The President met the ambassador of Japan on 5 May"),
        (KK, "Президент 5 мамырда Жапония елшісімен кездесті"),
    ]);
    let _ = memory.import_entries("t", [Ok(entry)]).unwrap();
    let text = "The President met an ambassador of Malta on 16 June";
    let coverage = memory
        .coverage(
            &Document::from_text(EN, text),
            &Query::new("").to(KK).threshold(40),
        )
        .unwrap();
    let words = coverage.segments[0].words.iter();
    let open: Vec<&str> = words
        .filter(|word| word.cover == Cover::Nothing)
        .map(|word| &text[word.range.clone()])
        .collect();
    assert_eq!(open, ["an"]);
}

/// A phrase is told in the form that it has here; one that cuts a figure in two is none.
#[test]
fn phrases_stand_beside_figures_and_in_their_forms() {
    let mut memory = Memory::in_memory().unwrap();
    let rows = [
        ("Глава государства прибыл", "Мемлекет басшысы келді"),
        ("Речь Главы государства", "Мемлекет басшысының сөзі"),
        ("Указ Главы государства", "Мемлекет басшысының Жарлығы"),
    ];
    let entries = rows.map(|(ru, kk)| Ok(Entry::new([(RU, ru), (KK, kk)])));
    let _ = memory.import_entries("t", entries).unwrap();
    memory.mine_phrases(Mining::new()).unwrap();
    let terms = [("долларов США", "АҚШ доллары"), ("США", "АҚШ")];
    let terms = terms.map(|(ru, kk)| Term::new(RU, ru, KK, kk));
    memory.add_terms(&terms).unwrap();
    let told = |text: &str| -> Vec<(String, String)> {
        let query = Query::new("").to(KK).threshold(95);
        let text = Document::from_text(RU, text);
        let covered = memory.coverage(&text, &query).unwrap().segments.remove(0);
        let phrases = covered.phrases.iter();
        phrases
            .map(|phrase| {
                let words = &covered.text[phrase.range.clone()];
                (words.to_owned(), phrase.translations[0].text.clone())
            })
            .collect()
    };
    let owned = |known: &[(&str, &str)]| -> Vec<(String, String)> {
        let owned = known.iter().map(|(a, b)| (a.to_string(), b.to_string()));
        owned.collect()
    };
    assert_eq!(
        told("Приветствие Главы государства за 66,8 млрд долларов США"),
        owned(&[("Главы государства", "Мемлекет басшысының"), ("США", "АҚШ")])
    );
    assert_eq!(
        told("Курс долларов США"),
        owned(&[("долларов США", "АҚШ доллары")])
    );
}

/// Figures counted by hand: two texts, one of them a page, with repetitions inside and between them.
#[cfg(feature = "html")]
#[test]
fn a_leverage_analysis_adds_up_by_hand() {
    let mut memory = Memory::in_memory().unwrap();
    let entries = [
        ("Forum", "Форум"),
        ("The forum opened in Astana.", "Форум Астанада ашылды."),
    ];
    let entries = entries.map(|(en, kk)| Ok(Entry::new([(EN, en), (KK, kk)])));
    let _ = memory.import_entries("t", entries).unwrap();
    let page = Document::from_html(
        EN,
        "<html><head><title>Page title</title><style>p { color: red }</style>
        <script>var words = \"that nobody counts\";</script></head><body><h1>Forum</h1>
        <p>The forum opened in Astana.</p>
        <p>The <b>minister</b> spoke&nbsp;first &amp; left.</p><!-- a comment of five words -->
        <ul><li>The forum opened in Almaty.</li><li>Nobody spoke.</li></ul></body></html>",
    );
    let text = "Forum\n\nNobody spoke.\n\nNobody spoke.\n\nThe forum opened in Astana.";
    let texts = [page, Document::from_text(EN, text)];
    let like = Query::new("").to(KK).threshold(50).limit(1);
    let mut all = Analysis::default();
    let counted = |analysis: &Analysis, band| {
        let volume = analysis.volume(band);
        (volume.segments, volume.words, volume.characters)
    };
    all.add(&memory.coverage(&texts[0], &like).unwrap());
    // Forum, The forum opened in Astana: each has the other for a neighbour, as in the table.
    assert_eq!(counted(&all, Band::OneNeighbour), (2, 1 + 5, 5 + 27));
    // The forum opened in Almaty: the city is carried over.
    assert_eq!(counted(&all, Band::From95), (1, 5, 27));
    // The minister spoke first & left. Nobody spoke.
    assert_eq!(counted(&all, Band::New), (2, 5 + 2, 32 + 13));
    let total = all.total();
    assert_eq!(
        (total.segments, total.words, total.characters),
        (5, 18, 104)
    );
    all.add(&memory.coverage(&texts[1], &like).unwrap());
    assert_eq!(counted(&all, Band::OneNeighbour), (2, 6, 32));
    assert_eq!(counted(&all, Band::Exact), (2, 6, 32));
    assert_eq!(counted(&all, Band::From95), (1, 5, 27));
    assert_eq!(counted(&all, Band::New), (2, 7, 45));
    assert_eq!(counted(&all, Band::Repetition), (2, 4, 26));
    let total = all.total();
    assert_eq!(
        (total.segments, total.words, total.characters),
        (9, 28, 162)
    );
}

/// A translator is paid for 24.3 trillion tenge as for three words, and for 15–20 as for one.
#[test]
fn words_are_counted_between_blanks() {
    let memory = Memory::in_memory().unwrap();
    for (text, words) in [
        ("revenues – 24.3 trillion tenge;", 4),
        (
            "The wind will be 15–20 m/s, with gusts of up to 28 m/s.",
            13,
        ),
        ("On January 19–20, 2025, the north-western region …", 7),
        ("Call +48 601 234 567 (24/7).", 6),
        ("<b>Head</b> of <a href=\"page\">State</a> & <br/> %s", 4),
        ("!", 0),
    ] {
        let document = Document::from_text(EN, text);
        let mut analysis = Analysis::default();
        analysis.add(&memory.coverage(&document, &Query::new("").to(KK)).unwrap());
        assert_eq!(analysis.total().words, words, "{text}");
    }
}

#[test]
fn coverage_and_analysis_serialise_with_stable_names() {
    let mut memory = Memory::in_memory().unwrap();
    let entries = [
        ("Rain fell in Astana", "Астанада жаңбыр жауды"),
        ("a source in the ministry", "министрліктегі дереккөз"),
    ];
    let entries = entries.map(|(en, kk)| Ok(Entry::new([(EN, en), (KK, kk)])));
    let _ = memory.import_entries("t", entries).unwrap();
    let text = "Rain fell in Astana\n\nNobody had foreseen it, a source in the ministry.";
    let text = Document::from_text(EN, text);
    let coverage = memory.coverage(&text, &Query::new("").to(KK)).unwrap();
    let found = |source: &str, target: &str, unit: u32, position: u32| {
        json!({
            "percent": 100,
            "kind": "exact",
            "raw_equal": true,
            "ambiguous": false,
            "source": {"language": "en", "text": source},
            "targets": [{"language": "kk", "text": target}],
            "patches": [],
            "penalties": [],
            "edits": [],
            "unit": unit,
            "count": 1,
            "provenance": [{"release": "t", "date": null, "url": null, "position": position, "confidence": 1.0, "places": []}],
        })
    };
    let words = |ranges: &[[usize; 2]], cover: serde_json::Value| -> Vec<serde_json::Value> {
        let words = ranges.iter();
        words
            .map(|range| json!({"range": range, "cover": cover}))
            .collect()
    };
    let nothing = words(&[[0, 6], [7, 10], [11, 19], [20, 22]], json!("nothing"));
    let fragment = words(
        &[[24, 25], [26, 32], [33, 35], [36, 39], [40, 48]],
        json!({"fragment": 0}),
    );
    let last = [nothing, fragment].concat();
    let golden = json!({
        "language": "en",
        "segments": [
            {
                "text": "Rain fell in Astana",
                "segments": 1,
                "block": 0,
                "range": [0, 19],
                "matches": [found("Rain fell in Astana", "Астанада жаңбыр жауды", 1, 0)],
                "fragments": [],
                "phrases": [],
                "words": words(&[[0, 4], [5, 9], [10, 12], [13, 19]], json!("match")),
            },
            {
                "text": "Nobody had foreseen it, a source in the ministry.",
                "segments": 1,
                "block": 1,
                "range": [0, 49],
                "matches": [],
                "fragments": [{
                    "range": [24, 48],
                    "found": found("a source in the ministry", "министрліктегі дереккөз", 2, 1),
                }],
                "phrases": [],
                "words": last,
            },
        ],
    });
    assert_eq!(serde_json::to_value(&coverage).unwrap(), golden);

    let mut analysis = Analysis::default();
    analysis.add(&coverage);
    let golden = json!({"bands": {
        "100": {"segments": 1, "words": 4, "characters": 19},
        "new": {"segments": 1, "words": 9, "characters": 49},
    }});
    assert_eq!(serde_json::to_value(&analysis).unwrap(), golden);
}

/// Texts of stored, changed, foreign and unknown blocks: spans lie in their text and cross no other, each
/// word is told once by what has it, and a segment has what a lookup of it finds.
#[test]
fn mixed_texts_add_up() {
    let mut memory = Memory::in_memory().unwrap();
    let releases = bundled();
    for release in &releases {
        let _ = memory.import(release).unwrap();
    }
    memory.mine_phrases(Mining::new()).unwrap();
    let documents = || releases.iter().flat_map(|release| &release.documents);
    for (language, to) in [(EN, KK), (RU, EN), (KK, RU)] {
        let own = documents().filter(|document| document.language == language);
        let blocks: Vec<&str> = own.flat_map(|d| &d.blocks).map(|b| &*b.text).collect();
        let changed = |(number, text): (usize, &&str)| match number % 6 {
            0 => text.replace(['1', '2'], "7"),
            1 => text.split(' ').skip(1).collect::<Vec<_>>().join(" "),
            2 => format!("«{text}» — 😀 12\u{a0}345,6 %"),
            3 => format!("{} {text}", blocks[number / 2]),
            4 => "…\u{200b}".to_owned(),
            _ => text.to_string(),
        };
        let text: Vec<String> = blocks.iter().enumerate().map(changed).collect();
        let document = Document::from_text(language, &text.join("\r\n\r\n"));
        let coverage = memory.coverage(&document, &Query::new("").to(to)).unwrap();
        let piece = |number: usize| {
            let covered: &tolmach::Covered = coverage.segments.get(number)?;
            Some(&document.blocks[covered.block].text[covered.range.clone()])
        };
        let (mut fragments, mut phrases) = (0, 0);
        for (number, covered) in coverage.segments.iter().enumerate() {
            let before = number.checked_sub(1);
            assert!(covered.text.starts_with(piece(number).unwrap()));
            if covered.segments == 1 && before.is_none_or(|at| coverage.segments[at].segments == 1)
            {
                let query = Query::new(&covered.text).from(language).to(to);
                let query = query.context(before.and_then(piece), piece(number + 1));
                assert_eq!(memory.lookup(&query).unwrap(), covered.matches);
            }
            let of_fragments: Vec<_> = covered.fragments.iter().map(|f| f.range.clone()).collect();
            let of_phrases: Vec<_> = covered.phrases.iter().map(|p| p.range.clone()).collect();
            for spans in [&of_fragments, &of_phrases] {
                assert!(spans.is_sorted_by(|a, b| a.end <= b.start), "{spans:?}");
                assert!(
                    spans
                        .iter()
                        .all(|span| covered.text.get(span.clone()).is_some())
                );
            }
            let is_known = !covered.matches.is_empty();
            assert!(!is_known || of_fragments.is_empty());
            let mut told = std::collections::HashSet::new();
            for word in &covered.words {
                let has = |span: &std::ops::Range<usize>| {
                    span.start <= word.range.start && word.range.end <= span.end
                };
                told.insert(word.cover);
                match word.cover {
                    Cover::Match => assert!(is_known),
                    Cover::Fragment(at) => assert!(has(&of_fragments[at])),
                    Cover::Phrase(at) => assert!(has(&of_phrases[at])),
                    _ => {
                        let has_not = |fragment: &tolmach::Fragment| {
                            let edits = fragment.found.edits().into_iter();
                            let mut changed = edits.filter(|edit| !edit.is_free()).map(|edit| {
                                let at = fragment.range.start;
                                edit.query.start + at..edit.query.end + at
                            });
                            let word = &word.range;
                            changed.any(|c| c.start < word.end && word.start < c.end)
                        };
                        let mut fragments = covered.fragments.iter();
                        assert!(fragments.all(|f| !has(&f.range) || has_not(f)));
                        assert!(!of_phrases.iter().any(has));
                    }
                }
            }
            assert!((0..of_fragments.len()).all(|at| told.contains(&Cover::Fragment(at))));
            assert!((0..of_phrases.len()).all(|at| told.contains(&Cover::Phrase(at))));
            fragments += of_fragments.len();
            phrases += of_phrases.len();
        }
        assert!(
            5 < fragments && 20 < phrases,
            "{language}: {fragments} {phrases}"
        );
    }
}
