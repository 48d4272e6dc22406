//! English names and their articles.

use std::ops::Range;

use super::found::Found;
use super::known::NameKind;
use super::side::Side;
use crate::patch::reading::lists::is_listed;
use crate::text::is_acronym;

/// An English name with its article, if it has one.
pub(super) fn with_article(
    target: &Side<'_>,
    found: &Found,
    name: &str,
) -> Option<(Range<usize>, String)> {
    if found.kind == NameKind::Other
        && target
            .forms
            .iter()
            .any(|form| is_listed("en persons", form))
    {
        return None;
    }
    let written = target.text.written(&found.tokens);
    // Behind s, what looks like the end of a quotation may be a possessive.
    let may_be_possessive = target.behind(found.tokens.end).starts_with('\'');
    if found.name.ends_with('s') && may_be_possessive {
        return None;
    }
    let possessive = match found.cases {
        1 => "",
        _ if name.ends_with('s') => return None,
        _ => &written[written.char_indices().nth_back(1)?.0..],
    };
    let form = format!("{name}{possessive}");
    let (old, new) = (
        has_article(&found.name, found.kind)?,
        has_article(name, found.kind)?,
    );
    let before = target.before(found.tokens.start);
    if is_several(&found.name) != is_several(name) && may_say_several(target, found) {
        return None;
    }
    let stands = before == "the";
    match before {
        "a" | "an" if old || new || indefinite_article(name) != Some(before) => None,
        _ if old == new => Some((found.tokens.clone(), form)),
        _ if stands != old => None,
        // The article comes and goes with the name, unless that is an attribute: the US envoy.
        _ if may_be_attribute(target.behind(found.tokens.end)) && !is_object(target, found) => None,
        _ if old => Some((found.tokens.start - 1..found.tokens.end, form)),
        _ if found.tokens.start == 0 => Some((found.tokens.clone(), format!("The {form}"))),
        _ => Some((found.tokens.clone(), format!("the {form}"))),
    }
}

/// Whether a name is a plural: the Netherlands, the United Arab Emirates.
fn is_several(name: &str) -> bool {
    name.ends_with('s') && !is_acronym(name) && has_article(name, NameKind::Country) == Some(true)
}

/// Whether something may agree with the name as a plural or a singular: the Netherlands are, the
/// Netherlands lead; but with Poland and the Netherlands others are, too.
fn may_say_several(target: &Side<'_>, found: &Found) -> bool {
    let is_joined = target.before_article(found.tokens.start) == "and";
    let behind = target.behind(found.tokens.end);
    let has_verb = may_be_attribute(behind) || is_listed("en plural verbs", behind);
    let has_pronoun = |form: &String| is_listed("en several", form);
    has_verb && !is_joined && !is_object(target, found) || target.forms.iter().any(has_pronoun)
}

/// Whether a name hangs on a preposition, and what is said behind it is said of something else: the
/// Ambassador of Japan arrived.
fn is_object(target: &Side<'_>, found: &Found) -> bool {
    let behind = target.behind(found.tokens.end);
    is_listed("en prepositions", target.before_article(found.tokens.start))
        && (behind.ends_with("ed") || is_listed("en verbs of any", behind))
}

/// Whether what stands before the word may be its attribute.
fn may_be_attribute(word: &str) -> bool {
    word.starts_with(char::is_alphabetic) && !is_listed("en links", word)
}

/// Whether an English name has the definite article; `None` where nobody knows.
fn has_article(name: &str, kind: NameKind) -> Option<bool> {
    if is_listed("en the", name) {
        return Some(true);
    }
    if is_acronym(name) {
        // The WHO, but NATO: it depends on whether it is read as a word.
        return is_listed("en bare", name).then_some(false);
    }
    // The Organization of Turkic States, the Middle East.
    let words: Vec<&str> = name.split(' ').collect();
    let is_link = |word: &&str| matches!(*word, "of" | "for" | "on" | "in" | "and");
    let links = words.iter().position(is_link);
    let head = links
        .unwrap_or(words.len())
        .checked_sub(1)
        .map(|at| words[at]);
    let has_head = head.is_some_and(|head| is_listed("en heads", head));
    match has_head {
        true => Some(true),
        false => (kind != NameKind::Body).then_some(false),
    }
}

/// The indefinite article before an English name, where its letters tell: Europe and Ukraine begin
/// with a consonant.
fn indefinite_article(name: &str) -> Option<&'static str> {
    match name {
        _ if is_acronym(name) || name.starts_with(['U', 'O']) => None,
        _ if name.starts_with("Eu") || name.starts_with("Ew") => None,
        _ if name.starts_with(['A', 'E', 'I']) => Some("an"),
        _ => Some("a"),
    }
}
