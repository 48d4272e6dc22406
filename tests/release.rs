//! Reading releases from disk: the rules of the folder, of text, of HTML, and bad input.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tolmach::release::{
    Block, BlockKind, Document, Release, boilerplate, is_release_dir, read_collection,
};
use tolmach::{EN, KK, Language, RU};

const BUNDLED: &str = "examples/releases";

/// A folder with these files in it.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

fn read(files: &[(&str, &[u8])]) -> Release {
    Release::read_dir(folder(files).path()).unwrap()
}

fn texts(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|b| b.text.as_str()).collect()
}

fn only_reason(release: &Release) -> String {
    assert_eq!(release.rejected.len(), 1, "{:?}", release.rejected);
    release.rejected[0].to_string()
}

fn gold() -> Vec<serde_json::Value> {
    let gold = fs::read_to_string(Path::new(BUNDLED).join("gold.jsonl")).unwrap();
    gold.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn strings(value: &serde_json::Value) -> Vec<&str> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().map(|s| s.as_str().unwrap()).collect()
}

#[test]
fn the_bundled_releases_hold_what_their_gold_says() {
    let releases: Vec<Release> = read_collection(BUNDLED)
        .unwrap()
        .map(|(path, release)| {
            assert!(is_release_dir(path));
            release.unwrap()
        })
        .collect();
    let gold = gold();
    assert_eq!((releases.len(), gold.len()), (33, 33));
    for (release, gold) in releases.iter().zip(&gold) {
        assert_eq!(gold["doc"], release.key);
        assert!(release.rejected.is_empty());
        assert!(release.key.starts_with(release.date.as_deref().unwrap()));
        assert_eq!(release.title.len(), release.documents.len());
        for language in [EN, RU, KK] {
            let tag = language.to_string();
            let Some(document) = release.document(language) else {
                assert!(gold[&tag].is_null());
                continue;
            };
            let furniture = strings(&gold["boilerplate"][&tag]);
            let (text, end) = texts_split(document, furniture.len());
            assert_eq!(end, furniture, "{}", release.key);
            // Segments never cross a block: they fill each in turn.
            let mut segments = strings(&gold[&tag]).into_iter();
            for block in text {
                let mut filled = segments.next().unwrap().to_owned();
                while filled.len() < block.len() {
                    write!(filled, " {}", segments.next().unwrap()).unwrap();
                }
                assert_eq!(filled, block, "{}", release.key);
            }
            assert_eq!(segments.next(), None);
            assert_eq!(release.title[&language], document.blocks[0].text);
            assert_eq!(document.blocks[0].kind, BlockKind::Title);
        }
    }
}

fn texts_split(document: &Document, at_end: usize) -> (Vec<&str>, Vec<&str>) {
    let mut text = texts(document);
    let end = text.split_off(text.len() - at_end);
    (text, end)
}

#[test]
fn the_furniture_of_the_bundled_releases_is_recognised_and_nothing_else() {
    let (mut right, mut wrong, mut missed) = (0, Vec::new(), Vec::new());
    for ((_, release), gold) in read_collection(BUNDLED).unwrap().zip(gold()) {
        for document in release.unwrap().documents {
            let expected = strings(&gold["boilerplate"][document.language.to_string()]).len();
            let first = document.blocks.len() - expected;
            let flags = boilerplate(&document);
            for (i, (block, is_found)) in document.blocks.iter().zip(flags).enumerate() {
                match (first <= i, is_found) {
                    (true, true) => right += 1,
                    (true, false) => missed.push(block.text.clone()),
                    (false, true) => wrong.push(block.text.clone()),
                    (false, false) => {}
                }
            }
        }
    }
    assert!(
        wrong.is_empty() && missed.is_empty(),
        "wrong {wrong:?}, missed {missed:?}"
    );
    assert_eq!(right, 149);
}

#[test]
fn furniture_is_sought_at_the_ends_only_and_is_never_the_title() {
    for (text, expected) in [
        ("Subscribe\n\nSubscribe\n\nText stands here.", "-+-"),
        (
            "Title\n\nText.\n\nSubscribe\n\nMore text.\n\nShare",
            "----+",
        ),
        (
            "Title\n\nText.\n\nПодписывайтесь на наш Telegram-канал!",
            "--+",
        ),
        (
            "Title\n\nText.\n\nЧитайте также:\n\nГлава государства посетил Туркестан",
            "--++",
        ),
        (
            "Title\n\nText.\n\nRead also:\n\nThis is a sentence.",
            "----",
        ),
        ("Title\n\nText.\n\n#Ассамблея #бірлік", "--+"),
        (
            "Title\n\nПресс-служба министерства сообщает о новых школах.",
            "--",
        ),
        ("Title\n\nThe parties agreed to share data.", "--"),
        ("Title\n\nГлава государства подписал Указ.", "--"),
        ("Title\n\nПодписание документов", "--"),
        ("Title\n\nЖазылуға тиіс құжаттар талқыланды.", "--"),
        ("Title", "-"),
        ("", ""),
    ] {
        let document = Document::from_text(EN, text);
        let found: String = boilerplate(&document)
            .iter()
            .map(|&found| if found { '+' } else { '-' })
            .collect();
        assert_eq!(found, expected, "{text}");
    }
    let huge = format!("Title\n\nText.\n\n© {}", "слово ".repeat(100_000));
    assert_eq!(boilerplate(&Document::from_text(RU, &huge)), [false; 3]);
}

#[test]
fn a_real_release_loses_its_subscription_and_nothing_else() {
    let text = "The session\n\n15 documents were approved and adopted following the Summit.\n\n\
        Stay updated about the events of the Prime Minister and the Government of Kazakhstan - \
        subscribe to the official Telegram channel\n\nSubscribe\n";
    let document = Document::from_text(EN, text);
    assert_eq!(boilerplate(&document), [false, false, true, true]);
}

#[test]
fn blank_lines_separate_blocks_and_lines_are_joined() {
    for text in [
        "Title\n\nOne\ntwo.\n\n\n\nThree.\n",
        "Title\r\n\r\nOne\r\ntwo.\r\n\r\n\r\n\r\nThree.",
        "Title\r\rOne\rtwo.\r\r\r\rThree.",
        "Title\u{85}\u{85}One\u{85}two.\u{85}\u{85}\u{85}\u{85}Three.",
        "Title \n \t \n  One\u{a0}\n\ttwo.\n\u{200b}\n\n\nThree.",
    ] {
        let document = Document::from_text(EN, text);
        assert_eq!(
            texts(&document),
            ["Title", "One two.", "Three."],
            "{text:?}"
        );
        let lines: Vec<u64> = document.blocks.iter().map(|b| b.line).collect();
        assert_eq!(lines, [1, 3, 8], "{text:?}");
    }
    let document = Document::from_text(EN, "A\n\n1\u{a0}250,5 a  b");
    assert_eq!(
        texts(&document)[1],
        "1\u{a0}250,5 a  b",
        "the inside of a line is kept"
    );
}

#[test]
fn list_items_become_blocks() {
    use BlockKind::{ListItem as L, Paragraph as P, Title as T};
    for (text, expected) in [
        (
            "T\n\nIntro:\n- one;\n- two\nmore.",
            &[("T", T), ("Intro:", P), ("- one;", L), ("- two more.", L)][..],
        ),
        (
            "T\n\n1. One\n2. Two",
            &[("T", T), ("1. One", L), ("2. Two", L)],
        ),
        (
            "T\n\n1) One\n2) Two",
            &[("T", T), ("1) One", L), ("2) Two", L)],
        ),
        (
            "T\n\nа) раз;\nә) екі.",
            &[("T", T), ("а) раз;", L), ("ә) екі.", L)],
        ),
        ("T\n\n•one\n• two", &[("T", T), ("•one", L), ("• two", L)]),
        (
            "T\n\nПриняты:\n– Декларация;\n– План.",
            &[
                ("T", T),
                ("Приняты:", P),
                ("– Декларация;", L),
                ("– План.", L),
            ],
        ),
        (
            "T\n\n– Декларация;\n\n– План.\n\nВсе.",
            &[("T", T), ("– Декларация;", L), ("– План.", L), ("Все.", P)],
        ),
        // One alone may be direct speech, a wrapped dash is no list, a number may end a sentence.
        (
            "T\n\n– Мы рады, – сказал он.",
            &[("T", T), ("– Мы рады, – сказал он.", P)],
        ),
        (
            "T\n\nАстана\n– столица, Алматы\n– город\nв горах.",
            &[("T", T), ("Астана – столица, Алматы – город в горах.", P)],
        ),
        ("T\n\nIn\n2023. It", &[("T", T), ("In 2023. It", P)]),
        ("- T\n- U\n\nText", &[("- T - U", T), ("Text", P)]),
    ] {
        let document = Document::from_text(RU, text);
        let found: Vec<(&str, BlockKind)> = document
            .blocks
            .iter()
            .map(|b| (b.text.as_str(), b.kind))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn files_are_named_by_language_and_others_are_reported() {
    let release = read(&[
        ("kk.txt", "Отырыс".as_bytes()),
        ("kk-Latn.txt", b"Otyrys"),
        ("RU_kz.TXT", "Заседание".as_bytes()),
        ("notes.txt", b"Not in any language."),
        ("photo.jpg", b"\xff\xd8"),
        (".hidden", b""),
    ]);
    let languages: Vec<String> = release
        .documents
        .iter()
        .map(|d| d.language.to_string())
        .collect();
    assert_eq!(languages, ["kk", "kk-Latn", "ru-KZ"]);
    assert!(release.document(RU).is_some() && release.document(EN).is_none());
    let latin = Language::parse("kk-Latn").unwrap();
    assert_eq!(release.document(latin).unwrap().blocks[0].text, "Otyrys");
    let rejected: Vec<String> = release.rejected.iter().map(ToString::to_string).collect();
    assert_eq!(rejected.len(), 2, "{rejected:?}");
    assert!(rejected[0].contains("notes.txt") && rejected[0].contains("BCP 47"));
    assert!(rejected[1].contains("photo.jpg") && rejected[1].contains(".html"));
}

#[test]
fn files_whose_names_may_be_words_are_named_in_the_report() {
    let release = read(&[
        ("en.txt", b"Session"),
        ("old.txt", b"Old"),
        ("new.txt", b"New"),
        ("kaa-Latn.txt", b"Jiyin"),
    ]);
    let languages: Vec<String> = release
        .documents
        .iter()
        .map(|d| d.language.to_string())
        .collect();
    assert_eq!(languages, ["en", "kaa-Latn"]);
    let rejected: Vec<String> = release.rejected.iter().map(ToString::to_string).collect();
    assert_eq!(rejected.len(), 2, "{rejected:?}");
    assert!(rejected[1].contains("old.txt") && rejected[1].contains("old-Latn"));
    assert!(!is_release_dir(folder(&[("big.txt", b"x")]).path()));
}

#[test]
fn a_document_is_read_alone_as_in_a_release() {
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend("Отырыс\n\nЖиын".encode_utf16().flat_map(u16::to_le_bytes));
    let folder = folder(&[
        ("marked", "\u{feff}Отырыс\n\nЖиын".as_bytes()),
        ("wide.text", &utf16),
        ("cut.txt", b"Title\n\nText \xcf"),
    ]);
    for name in ["marked", "wide.text"] {
        let document = Document::read(folder.path().join(name), KK).unwrap();
        assert_eq!(texts(&document), ["Отырыс", "Жиын"], "{name}");
    }
    let error = Document::read(folder.path().join("cut.txt"), KK).unwrap_err();
    assert!(error.to_string().contains("cut.txt:3: "), "{error}");
    let missing = Document::read(folder.path().join("none"), KK).unwrap_err();
    assert!(
        missing
            .location()
            .unwrap()
            .path
            .as_ref()
            .unwrap()
            .ends_with("none")
    );
}

#[test]
fn of_two_files_in_one_language_the_text_is_taken() {
    let release = read(&[("en.html", b"<h1>Page</h1>"), ("en.txt", b"Text")]);
    assert_eq!(release.documents.len(), 1);
    assert_eq!(release.documents[0].blocks[0].text, "Text");
    let reason = only_reason(&release);
    assert!(reason.contains("en.html") && reason.contains("en.txt is the en document already"));
}

#[test]
fn a_document_that_cannot_be_used_does_not_stop_the_others() {
    let utf16_unmarked: Vec<u8> = "Отырыс\n\nЖиын"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut utf16_cut = vec![0xff, 0xfe];
    utf16_cut.extend("Отырыс\n\nЖиын".encode_utf16().flat_map(u16::to_le_bytes));
    utf16_cut.pop();
    for (content, place, remedy) in [
        (&b""[..], "kk.txt: ", "empty"),
        (b"\n \r\n\t\n", "kk.txt: ", "no text"),
        (b"\xef\xbb\xbf", "kk.txt: ", "empty"),
        (b"Title\n\nText \xcf\xf0\xe5\xe7", "kk.txt:3: ", "UTF-8"),
        (b"Title\n\nText\n\nNUL \0 here", "kk.txt:5: ", "NUL"),
        (
            &utf16_unmarked,
            "kk.txt:1: ",
            "byte order mark; save the file as UTF-8",
        ),
        (&utf16_cut, "kk.txt:3: ", "UTF-16"),
        (b"\xff\xfe\x00\xd8\x41\x00", "kk.txt:1: ", "UTF-16"),
        (b"Title\n\nOne \0 byte.", "kk.txt:3: ", "NUL"),
    ] {
        let release = read(&[("en.txt", b"Title\n\nText."), ("kk.txt", content)]);
        assert_eq!(release.documents.len(), 1);
        let reason = only_reason(&release);
        assert!(
            reason.contains(place) && reason.contains(remedy),
            "{content:?}: {reason}"
        );
    }
}

#[test]
fn marked_encodings_are_read() {
    let text = "Отырыс\r\n\r\nЖиын Астанада өтті. 😀";
    let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.into_iter()
            .chain(text.encode_utf16().flat_map(bytes))
            .collect()
    };
    for content in [
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        utf16([0xff, 0xfe], u16::to_le_bytes),
        utf16([0xfe, 0xff], u16::to_be_bytes),
    ] {
        let release = read(&[("kk.txt", &content)]);
        assert!(release.rejected.is_empty());
        assert_eq!(
            texts(&release.documents[0]),
            ["Отырыс", "Жиын Астанада өтті. 😀"]
        );
    }
}

#[test]
fn metadata_is_read_as_far_as_it_can_be() {
    let read = |json: &str| read(&[("en.txt", b"Title"), ("release.json", json.as_bytes())]);

    let release = read(
        "\u{feff}{\"date\":\"2020-12-02\",\"url\":\"https://x.kz\",\"title\":{\"en\":\"T\",\"RU\":\"З\"},\"more\":[1]}",
    );
    assert!(release.rejected.is_empty());
    assert_eq!(release.date.as_deref(), Some("2020-12-02"));
    assert_eq!(release.url.as_deref(), Some("https://x.kz"));
    assert_eq!(release.title[&RU], "З");

    for (json, place) in [
        (
            "{\n\"date\": \"2020-12-02\",\n}",
            "release.json:3: malformed JSON",
        ),
        ("", "release.json:1: malformed JSON"),
        ("[]", "release.json: a JSON object is expected"),
        (
            "{\"date\":\"2.12.2020\",\"url\":\"u\"}",
            "date: “2.12.2020” is no date",
        ),
        ("{\"date\":\"2023-02-29\"}", "YYYY-MM-DD"),
        ("{\"date\":20201202}", "date: a text is expected"),
        ("{\"title\":\"T\"}", "title: titles by language"),
        ("{\"title\":{\"english language\":\"T\"}}", "BCP 47"),
        ("{\"title\":{\"en\":1}}", "title.en: a text"),
    ] {
        let release = read(json);
        assert_eq!(release.documents.len(), 1, "{json}");
        let reason = only_reason(&release);
        assert!(reason.contains(place), "{json}: {reason}");
    }
    assert!(read("{\"date\":null}").rejected.is_empty());
    assert_eq!(read("{\"date\":1,\"url\":\"u\"}").url.as_deref(), Some("u"));
}

#[test]
fn a_folder_without_documents_is_an_error_that_says_what_is_expected() {
    let missing = Release::read_dir("no/such/folder").unwrap_err();
    assert_eq!(missing.to_string(), "no/such/folder: cannot be read");
    let empty = folder(&[("notes.txt", b"x")]);
    let error = Release::read_dir(empty.path()).unwrap_err();
    assert!(error.is_bad_input() && error.to_string().contains("en.txt"));
    assert!(Release::read_dir(empty.path().join("notes.txt")).is_err());
    assert!(!is_release_dir(empty.path()));
}

#[test]
fn keys_are_names_that_a_folder_could_have() {
    for key in ["2020-12-02-csto", "Отырыс 1", "a.b", "…"] {
        assert!(Release::new(key).is_ok(), "{key}");
    }
    for key in ["", " ", ".", "..", "a/b", "a\\b", "a\0b", "a\nb"] {
        assert!(Release::new(key).unwrap_err().is_bad_input(), "{key:?}");
    }
}

#[test]
fn a_collection_is_read_in_order_and_a_bad_release_does_not_stop_it() {
    let collection = folder(&[
        ("README.md", b"x"),
        ("gold.jsonl", b"{}"),
        (".git/en.txt", b"x"),
        ("b/ru.txt", "Заседание".as_bytes()),
        ("a/en.txt", b"Session"),
        ("c/photo.jpg", b""),
    ]);
    let releases = read_collection(collection.path()).unwrap();
    assert_eq!(releases.len(), 3);
    let found: Vec<(String, bool)> = releases
        .map(|(path, release)| {
            (
                path.file_name().unwrap().to_str().unwrap().to_owned(),
                release.is_ok(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [("a".into(), true), ("b".into(), true), ("c".into(), false)]
    );
    assert!(
        read_collection(collection.path().join("a"))
            .unwrap_err()
            .is_bad_input()
    );
    assert!(read_collection(collection.path().join("none")).is_err());
}

#[test]
fn large_and_hollow_files_take_linear_time() {
    let started = Instant::now();
    let hollow = format!("Title\n{}Text.", "\n".repeat(10_000));
    let document = Document::from_text(EN, &hollow);
    assert_eq!(
        (document.blocks.len(), document.blocks[1].line),
        (2, 10_002)
    );
    let wide = format!("Title\n\n{}", "слово ".repeat(100_000));
    assert_eq!(
        Document::from_text(RU, &wide).blocks[1].text.len(),
        wide.len() - 8
    );
    let tall = format!("Title\n\n{}", "слово\n".repeat(100_000));
    assert_eq!(Document::from_text(RU, &tall).blocks.len(), 2);
    let list = format!("Title\n\n{}", "- слово\n".repeat(100_000));
    assert_eq!(Document::from_text(RU, &list).blocks.len(), 100_001);
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn documents_and_blocks_serialize() {
    let document = Document::from_text(KK, "Отырыс");
    let json = serde_json::to_string(&document).unwrap();
    assert_eq!(
        json,
        r#"{"language":"kk","blocks":[{"kind":"title","text":"Отырыс","line":1}],"path":null}"#
    );
    let block: Block = serde_json::from_str(r#"{"kind":"list_item","text":"a"}"#).unwrap();
    assert_eq!((block.kind, block.line), (BlockKind::ListItem, 0));
}

#[cfg(not(feature = "html"))]
#[test]
fn a_build_without_html_says_so() {
    let release = read(&[("en.html", b"<h1>Page</h1>"), ("ru.txt", b"Text")]);
    assert!(only_reason(&release).contains("feature `html`"));
}

#[cfg(feature = "html")]
#[test]
fn a_page_becomes_its_blocks() {
    let page = "<!DOCTYPE html>\r\n<html><head><title>Session | Press</title><style>p{}</style></head>\r\n\
        <body><header><h1>Site</h1></header><nav><ul><li>Menu</ul></nav>\r\n\
        <article><header><h1>The\n session</h1></header>\r\n\
        <p>Held in <b>Astana</b> &amp; Almaty.&nbsp;</p>\r\n\
        <p>One.<br>Two.<br><br/>Three &laquo;3&raquo;.</p><p>&nbsp;</p>\r\n\
        <div>Loose <span>text</span><ul><li>First</li>\r\n<li><p>Second</p></ul></div>\r\n\
        <blockquote><p>“Peace.”</p></blockquote><script>if (a < b) { x('<p>no</p>') }</script>\r\n\
        <form><p>Search</p></form><aside>Read also</aside></article><footer>©</footer></body></html>";
    let document = Document::from_html(EN, page);
    use BlockKind::{ListItem, Paragraph, Quotation, Title};
    let expected = [
        ("The session", Title, 4),
        ("Held in Astana & Almaty.", Paragraph, 6),
        ("One. Two.", Paragraph, 7),
        ("Three «3».", Paragraph, 7),
        ("Loose text", Paragraph, 8),
        ("First", ListItem, 8),
        ("Second", ListItem, 9),
        ("“Peace.”", Quotation, 10),
    ];
    let found: Vec<(&str, BlockKind, u64)> = document
        .blocks
        .iter()
        .map(|b| (b.text.as_str(), b.kind, b.line))
        .collect();
    assert_eq!(found, expected);
}

#[cfg(feature = "html")]
#[test]
fn careless_pages_lose_no_text() {
    for (page, expected) in [
        ("plain text", &["plain text"][..]),
        ("<p>One<p>Two", &["One", "Two"]),
        (
            "<form><h1>All</h1><p>in a form</p></form>",
            &["All", "in a form"],
        ),
        ("<nav>Menu<p>One</p><p>Two</p>", &["Menu", "One", "Two"]),
        ("</p></li></ul></blockquote>One", &["One"]),
        ("<title>A  page</title><p>Text", &["A page", "Text"]),
        ("<table><tr><td>GDP<td>4,7%</table>", &["GDP", "4,7%"]),
        ("<h1></h1><h1>Real</h1><h1>Second</h1>", &["Real", "Second"]),
        (
            "<p>1&nbsp;250 km&nbsp; x &nbsp;</p>",
            &["1\u{a0}250 km\u{a0} x"],
        ),
        (
            "<p>a<br>– one;<br>– two.</p>",
            &["a", "– one;", "– two."][..],
        ),
        ("<p>&Kcy;&#1179;&#x4e9;", &["Кқө"]),
        ("<p>cut <b", &["cut"]),
    ] {
        let document = Document::from_html(EN, page);
        let found = texts(&document);
        assert_eq!(found, expected, "{page}");
        assert_eq!(document.blocks[0].kind, BlockKind::Title, "{page}");
    }
    assert!(
        Document::from_html(EN, "<script>x</script><!-- no -->")
            .blocks
            .is_empty()
    );
}

#[cfg(feature = "html")]
#[test]
fn pages_are_read_from_a_folder_with_the_same_care() {
    let release = read(&[
        ("en.html", b"<h1>Session</h1>"),
        ("kk.html", b"<script></script>"),
        ("ru.html", b"<h1>\n\xcf\xf0"),
    ]);
    assert_eq!(release.documents.len(), 1);
    assert!(
        release.documents[0]
            .path
            .as_ref()
            .unwrap()
            .ends_with("en.html")
    );
    let rejected: Vec<String> = release.rejected.iter().map(ToString::to_string).collect();
    assert!(rejected[0].contains("kk.html: the file holds no text"));
    assert!(rejected[1].contains("ru.html:2: ") && rejected[1].contains("UTF-8"));
}

#[cfg(feature = "html")]
#[test]
fn large_pages_take_linear_time() {
    let started = Instant::now();
    let page = format!("<h1>T</h1><div>{}", "<p>слово <br>\n".repeat(50_000));
    assert_eq!(Document::from_html(RU, &page).blocks.len(), 50_001);
    let deep = "<blockquote><ul><li>".repeat(30_000) + "слово";
    assert_eq!(Document::from_html(RU, &deep).blocks.len(), 1);
    assert!(started.elapsed() < Duration::from_secs(20));
}
