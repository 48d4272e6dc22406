//! The place of a target that has a name.

use std::ops::Range;

use super::cases::cases;
use super::kazakh;
use super::known::{Name, NameKind};
use super::side::Side;
use crate::lang::Language;
use crate::patch::outcome::Refusal;
use crate::patch::reading::lists::{is_listed, is_listed_form};
use crate::text::fold;

/// A name in the target.
pub(super) struct Found {
    pub(crate) tokens: Range<usize>,
    /// As a dictionary has it.
    pub(super) name: String,
    pub(super) kind: NameKind,
    /// The cases that it may stand in.
    pub(super) cases: u16,
}

impl Found {
    /// Whether another name may take its place: places stand for places, but beside a noun that says
    /// which kind they are (Almaty city, the Republic of Korea) only those of one kind. States and bodies
    /// act alike, but nothing is in a body, unless that is a union of states.
    pub(super) fn gives_way(&self, target: &Side<'_>, name: &Name) -> bool {
        use NameKind::{Body, City, Country, Place};
        let kinds = ["generic", "state"];
        let tells = |name: &String| {
            let mut kinds = kinds.iter();
            kinds.any(|list| tells(list, name, target.text.language))
        };
        let is_told = kinds
            .iter()
            .any(|list| target.is_beside(list, &self.tokens));
        match (self.kind, name.kind) {
            (old, new) if is_told => {
                old == new && !tells(&self.name) && !name.translations.iter().any(tells)
            }
            (Country | City | Place, Country | City | Place) => true,
            (Country, Body) | (Body, Country) => {
                let union = format!("{} unions", target.text.language.primary());
                let is_union = |name: &String| is_listed(&union, name);
                is_union(&self.name)
                    || name.translations.iter().any(is_union)
                    || !self.is_in(target)
            }
            (old, new) => old == new,
        }
    }

    /// Whether something is, comes or goes there.
    fn is_in(&self, target: &Side<'_>) -> bool {
        let before = target.before_article(self.tokens.start);
        match target.text.language.primary() {
            "kk" => self.cases & kazakh::LOCAL != 0,
            "ru" => matches!(before, "в" | "во" | "на" | "из"),
            _ => matches!(before, "in" | "at" | "to" | "into" | "from" | "across"),
        }
    }
}

/// The one place of the target that has one of these names.
pub(super) fn found(target: &Side<'_>, readings: &[Name], words: &str) -> Result<Found, Refusal> {
    let mut best: Option<Found> = None;
    let all = readings
        .iter()
        .flat_map(|name| name.translations.iter().map(|t| (name.kind, t)));
    for (kind, name) in all {
        let len = name.split(' ').count();
        for start in 0..(target.forms.len() + 1).saturating_sub(len) {
            let tokens = start..start + len;
            if !target.text.may_be_name(&tokens) {
                continue;
            }
            let form = fold(target.text.written(&tokens), target.text.language);
            let cases = cases(&form, name, kind, target.text.language);
            if cases == 0 {
                continue;
            }
            let new = Found {
                tokens,
                name: name.clone(),
                kind,
                cases,
            };
            let overlaps = |old: &Found| {
                old.tokens.start < new.tokens.end && new.tokens.start < old.tokens.end
            };
            match &mut best {
                Some(old) if !overlaps(old) => {
                    return Err(Refusal::Ambiguous(words.to_owned()));
                }
                Some(old) if old.tokens.len() < new.tokens.len() => *old = new,
                Some(_) => {}
                None => best = Some(new),
            }
        }
    }
    let found = best.ok_or_else(|| match undeclined(target, readings) {
        Some(written) => Refusal::Form(written.to_owned()),
        None => Refusal::Absent(words.to_owned()),
    })?;
    match target.says_again(&found.name, &found.tokens) {
        true => Err(Refusal::Ambiguous(words.to_owned())),
        false => Ok(found),
    }
}

/// What stands in the target and begins as one of these names does, which no rule declines: nobody knows in which
/// case it is.
fn undeclined<'t>(target: &'t Side<'_>, readings: &[Name]) -> Option<&'t str> {
    const LONGEST_ENDING: usize = 2;
    const SHORTEST: usize = 3;
    let may_be_form = |form: &String, word: &str| {
        let word = fold(word, target.text.language);
        let letters = word.chars().count();
        let kept = letters.saturating_sub(LONGEST_ENDING).max(SHORTEST);
        let beginning: String = word.chars().take(kept).collect();
        form.starts_with(&beginning) && form.chars().count() <= letters + LONGEST_ENDING
    };
    let mut names = readings.iter().flat_map(|name| &name.translations);
    names.find_map(|name| {
        let words: Vec<&str> = name.split(' ').collect();
        let mut starts = 0..(target.forms.len() + 1).saturating_sub(words.len());
        let start = starts.find(|start| {
            let mut forms = target.forms[*start..].iter().zip(&words);
            forms.all(|(form, word)| may_be_form(form, word))
        })?;
        let tokens = start..start + words.len();
        let is_name = target.text.may_be_name(&tokens);
        is_name.then(|| target.text.written(&tokens))
    })
}

/// Whether a word of a name is one of a list of its language.
pub(super) fn tells(list: &str, name: &str, language: Language) -> bool {
    let mut words = name.split(' ').map(|word| fold(word, language));
    words.any(|word| is_listed_form(list, &word, language))
}
