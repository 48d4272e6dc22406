//! A file imports only from lower floors and in no circle, and each bought library has one home.

use std::collections::{BTreeMap, BTreeSet};
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

/// In each folder the files and the folders are rooms, which do not import each other in a circle;
/// its `mod.rs` is its face, which hands on what is inside, and no room of it.
#[test]
fn no_rooms_import_each_other_in_a_circle() {
    let mut above: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for (from, to) in imports() {
        let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
        if common < from.len().min(to.len()) {
            let room = |file: Module| file[..=common].to_vec();
            above.entry(room(from)).or_default().insert(room(to));
        }
    }
    assert!(60 < above.len(), "only {} rooms import others", above.len());
    // What imports nothing that is left is taken away, until a circle or nothing is left.
    let mut rooms = 0;
    while rooms != above.len() {
        rooms = above.len();
        let left: BTreeSet<Module> = above.keys().cloned().collect();
        above.retain(|_, imported| !imported.is_disjoint(&left));
    }
    assert!(above.is_empty(), "in a circle, or above one: {above:#?}");
}

/// The path of a module below the crate's root.
type Module = Vec<String>;

/// Which files import from which; what a face hands on is taken from where it is defined.
fn imports() -> BTreeSet<(Module, Module)> {
    let mut modules: BTreeMap<Module, String> = BTreeMap::new();
    for (_, file, code) in rooms() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let inside = file.strip_prefix(root).unwrap().with_extension("");
        let names = inside.iter().map(|name| name.to_str().unwrap().to_owned());
        let module = names.filter(|name| !matches!(&**name, "mod" | "lib"));
        modules.insert(module.collect(), shipped(&code));
    }
    modules.retain(|module, _| module.last().is_none_or(|name| name != "tests"));
    let used: BTreeMap<&Module, BTreeMap<String, Module>> = modules
        .iter()
        .map(|(module, code)| (module, used(module, code, &modules)))
        .collect();
    let origin = |path: &Module| {
        let mut path = path.clone();
        loop {
            let file = (0..=path.len()).rev().map(|len| path[..len].to_vec());
            let file = file.into_iter().find(|file| modules.contains_key(file))?;
            let name = path.get(file.len());
            match name.and_then(|name| used[&file].get(name)) {
                Some(origin) if *origin != path => {
                    path = [origin.as_slice(), &path[file.len() + 1..]].concat();
                }
                _ => return Some(file),
            }
        }
    };
    let mut imports = BTreeSet::new();
    for (module, code) in &modules {
        // A path may stand in the code, too: super::figure::number(…).
        let inline = paths(code).filter_map(|path| absolute(module, &path, &modules));
        let all = used[module].values().cloned().chain(inline);
        let files = all.filter_map(|path| origin(&path));
        imports.extend(files.map(|file| (module.clone(), file)));
    }
    imports
}

/// A file's code but for its tests; a file of tests is but named, and behind that the code goes on.
fn shipped(code: &str) -> String {
    let mut lines = code.lines();
    let mut shipped = Vec::new();
    while let Some(line) = lines.next() {
        match line == "#[cfg(test)]" {
            false => shipped.push(line),
            true if lines.next().is_some_and(|line| line.ends_with(';')) => {}
            true => break,
        }
    }
    shipped.join("\n")
}

/// The names that a file uses, with what they stand for.
fn used(
    module: &Module,
    code: &str,
    modules: &BTreeMap<Module, String>,
) -> BTreeMap<String, Module> {
    let mut names = BTreeMap::new();
    let begins = |line: &&str| line.trim_start().starts_with("use ") || line.contains(" use ");
    let mut rest = code;
    while let Some(line) = rest.lines().find(begins) {
        let at = line.as_ptr() as usize - rest.as_ptr() as usize + line.find("use ").unwrap() + 4;
        let (tree, behind) = rest[at..].split_once(';').unwrap_or((&rest[at..], ""));
        for leaf in leaves(&tree.split_whitespace().collect::<Vec<_>>().join(" ")) {
            let (path, name) = leaf.split_once(" as ").unwrap_or((&leaf, ""));
            let Some(mut path) = absolute(module, path, modules) else {
                continue;
            };
            if path.last().is_some_and(|last| last == "self") {
                path.pop();
            }
            let name = match name {
                "" => path.last().cloned().unwrap_or_default(),
                name => name.to_owned(),
            };
            names.insert(name, path);
        }
        rest = behind;
    }
    names
}

/// The paths of a tree of imports: `a::{b, c::d}` has two.
fn leaves(tree: &str) -> Vec<String> {
    let Some((stem, branches)) = tree.split_once('{') else {
        return vec![tree.trim().to_owned()];
    };
    let branches = branches.trim_end().strip_suffix('}').unwrap_or(branches);
    let (mut depth, mut branch, mut found) = (0, String::new(), Vec::new());
    for c in branches.chars().chain([',']) {
        match c {
            ',' if depth == 0 => found.push(std::mem::take(&mut branch)),
            c => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                branch.push(c);
            }
        }
    }
    let found = found.iter().filter(|branch| !branch.trim().is_empty());
    let leaves = found.flat_map(|branch| leaves(branch));
    leaves
        .map(|leaf| format!("{}{leaf}", stem.trim()))
        .collect()
}

/// The paths in a file's code that begin at the crate or at the module above.
fn paths(code: &str) -> impl Iterator<Item = String> {
    let is_in_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    let words = code.split(move |c| !is_in_path(c));
    let paths = words.filter(|word| word.starts_with("crate::") || word.starts_with("super::"));
    paths.map(|path| path.trim_end_matches(':').to_owned())
}

/// A path from the crate's root; nothing if it is no path of this crate.
fn absolute(module: &Module, path: &str, modules: &BTreeMap<Module, String>) -> Option<Module> {
    let mut names: Vec<String> = path.split("::").map(str::to_owned).collect();
    let ups = names.iter().take_while(|name| *name == "super").count();
    let below = [module.as_slice(), &names[..1]].concat();
    let base = match &*names[0] {
        "crate" => &[],
        "super" => &module[..module.len() - ups],
        "self" => module,
        _ if modules.contains_key(&below) => return Some([module.as_slice(), &names].concat()),
        _ => return None,
    };
    Some([base, &names.split_off(ups.max(1))].concat())
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
