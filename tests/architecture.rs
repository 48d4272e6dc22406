//! A file imports only from lower floors, and each bought library has one home.

use std::fs;
use std::path::{Path, PathBuf};

/// Lowest floor first; rooms of one floor may not import each other unless the order allows it.
const FLOORS: &[&[&str]] = &[
    &["error", "span", "work"],
    &["lang", "leb128"],
    &["text", "distance"],
    &["unit", "release", "segment"],
    &["align", "index", "patch"],
    &["words"],
    &["lookup", "phrases"],
    &["store", "exchange"],
    &["memory"],
];

/// Library and the rooms that may name it.
const HOMES: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("csv", &["exchange"]),
    ("quick_xml", &["segment", "exchange"]),
    ("html5gum", &["release"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Every source file with the room it belongs to and its code, without comments.
fn rooms() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut rooms = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&root).unwrap();
        let first = inside.components().next().unwrap().as_os_str();
        let room = first.to_str().unwrap().trim_end_matches(".rs").to_owned();
        let code: Vec<String> = fs::read_to_string(&file)
            .unwrap()
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .map(str::to_owned)
            .collect();
        rooms.push((room, file, code.join("\n")));
    }
    rooms
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

#[test]
fn imports_point_down() {
    let mut checked = 0;
    for (room, file, code) in rooms() {
        if room == "lib" {
            continue;
        }
        let own = floor(&room).unwrap_or_else(|| panic!("{}: on no floor", file.display()));
        for piece in code.split("crate::").skip(1) {
            let name: String = piece
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if name == room {
                continue;
            }
            if let Some(other) = floor(&name) {
                assert!(other < own, "{}: {room} imports {name}", file.display());
                checked += 1;
            }
        }
    }
    assert!(checked > 20, "only {checked} imports were seen");
}

#[test]
fn each_library_has_one_home() {
    for (room, file, code) in rooms() {
        for (library, homes) in HOMES {
            let named = code.contains(&format!("{library}::"));
            assert!(
                !named || homes.contains(&room.as_str()),
                "{}: names {library}",
                file.display()
            );
        }
    }
}

#[test]
fn threads_may_share_what_the_documents_say() {
    fn send<T: Send>() {}
    fn both<T: Send + Sync>() {}
    send::<tolmach::Memory>();
    both::<tolmach::Error>();
    both::<tolmach::Searcher>();
    both::<tolmach::Language>();
    both::<tolmach::Match>();
    both::<tolmach::Unit>();
    both::<tolmach::Query<'static>>();
    both::<tolmach::Release>();
    both::<tolmach::ImportReport>();
    both::<tolmach::segment::Segmenter>();
    both::<tolmach::align::Aligner>();
    both::<tolmach::words::Model>();
}
