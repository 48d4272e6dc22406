//! Languages: BCP 47 tags, small and copyable, matched so that a tag never hides a match.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use crate::error::{Error, Result};

/// English.
pub const EN: Language = Language::from_primary(*b"en\0");
/// Russian.
pub const RU: Language = Language::from_primary(*b"ru\0");
/// Kazakh.
pub const KK: Language = Language::from_primary(*b"kk\0");

/// A language: a BCP 47 tag (RFC 5646) of language, script, region and one variant.
///
/// Any well-formed tag is accepted, in any case and with `_` for `-`; extensions and private-use
/// subtags are read and dropped. A code of ISO 639-2 is another name of the language that has two
/// letters: `kaz` is `kk`. `Display` prints the canonical form (`kk-Latn-KZ`).
///
/// # Example
/// ```
/// use tolmach::{Language, KK, RU};
/// let tag = Language::parse("RU_kz")?;
/// assert_eq!(tag.to_string(), "ru-KZ");
/// assert!(RU.matches(tag));
/// assert_eq!(Language::parse("rus")?, RU);
/// assert!(!Language::parse("kk-Latn")?.matches(Language::parse("kk-Cyrl")?));
/// assert!(KK.matches(Language::parse("kk-Latn")?));
/// # Ok::<(), tolmach::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language {
    primary: [u8; 3],
    script: [u8; 4],
    region: [u8; 3],
    variant: [u8; 8],
}

impl Language {
    const fn from_primary(primary: [u8; 3]) -> Self {
        Language {
            primary,
            script: [0; 4],
            region: [0; 3],
            variant: [0; 8],
        }
    }

    /// Reads a tag.
    ///
    /// # Errors
    /// [bad input](Error::is_bad_input) if the text is not a well-formed tag that begins with a
    /// language of two or three letters.
    pub fn parse(tag: &str) -> Result<Self> {
        let bad = || {
            let shown: String = tag.chars().take(40).collect();
            Error::input(format!(
                "“{shown}” is no language tag; give a BCP 47 tag such as en, ru, kk or kk-Latn"
            ))
        };
        let mut subtags = tag.trim().split(['-', '_']).peekable();
        let letters = |s: &&str| s.bytes().all(|b| b.is_ascii_alphabetic());
        let primary = subtags
            .next()
            .filter(|s| (2..=3).contains(&s.len()) && letters(s))
            .ok_or_else(bad)?;
        let mut language = Language::from_primary(lower(primary));
        // An extended language subtag (zh-yue) names the language itself.
        if let Some(extended) = subtags.next_if(|s| s.len() == 3 && letters(s)) {
            language.primary = lower(extended);
        }
        if language.primary().len() == 3
            && let Some(short) = two_letters(language.primary())
        {
            language.primary = lower(short);
        }
        if let Some(script) = subtags.next_if(|s| s.len() == 4 && letters(s)) {
            language.script = lower(script);
            language.script[0].make_ascii_uppercase();
        }
        let is_region = |s: &&str| {
            s.len() == 2 && letters(s) || s.len() == 3 && s.bytes().all(|b| b.is_ascii_digit())
        };
        if let Some(region) = subtags.next_if(is_region) {
            language.region = lower(region);
            language.region.make_ascii_uppercase();
        }
        let mut in_extension = false;
        for subtag in subtags {
            let well_formed = (1..=8).contains(&subtag.len())
                && subtag.bytes().all(|b| b.is_ascii_alphanumeric());
            if !well_formed {
                return Err(bad());
            }
            in_extension |= subtag.len() == 1;
            if !in_extension {
                let is_variant =
                    subtag.len() >= 5 || subtag.len() == 4 && subtag.as_bytes()[0].is_ascii_digit();
                if !is_variant {
                    return Err(bad());
                }
                if language.variant[0] == 0 {
                    language.variant = lower(subtag);
                }
            }
        }
        Ok(language)
    }

    /// Reads a name that may be a tag or anything else: of a file, of a table's column.
    ///
    /// Only a language of ISO 639-1 (`en`, `kk-Latn`) is taken for one. Names of three letters are
    /// words (`old`, `new`, `key`) or endings of files (`csv`, `bak`) more often than languages, and
    /// so are `id` and `no`, which head columns of numbers: such a language is named with its
    /// script or region as well, as in `kaa-Latn`.
    ///
    /// # Errors
    /// [bad input](Error::is_bad_input) if the name says no language; the message says how to name
    /// one.
    ///
    /// # Example
    /// ```
    /// use tolmach::{KK, Language};
    /// assert_eq!(Language::from_name("kk")?, KK);
    /// assert!(Language::from_name("kaa-Latn").is_ok());
    /// assert!(Language::from_name("new").is_err());
    /// assert!(Language::from_name("md").is_err());
    /// assert!(Language::from_name("id").is_err());
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn from_name(name: &str) -> Result<Self> {
        let language = Language::parse(name)?;
        // As it is written: a file `bak` is none in Bashkir.
        let written = name.trim().split(['-', '_']).next().unwrap_or_default();
        let primary = &*written.to_ascii_lowercase();
        if primary.len() == 3 || ["id", "no"].contains(&primary) {
            let is_plain = language.script().is_none() && language.region().is_none();
            return match is_plain {
                true => Err(Error::input(format!(
                    "“{primary}” may be a word as well as a language; name a language by its two letters \
                     (en, ru, kk), or this one with its script or region ({primary}-Latn)"
                ))),
                false => Ok(language),
            };
        }
        let mut listed = include_str!("lang/iso-639-1.txt").split_whitespace();
        match listed.any(|code| code == primary) {
            true => Ok(language),
            false => Err(Error::input(format!(
                "“{primary}” is no language of ISO 639-1; give a BCP 47 tag such as en, ru, kk or kk-Latn"
            ))),
        }
    }

    /// The language subtag alone: `ru` of `ru-KZ`.
    pub fn primary(&self) -> &str {
        // Asked of nearly every word that is looked at.
        match self.primary {
            primary if primary == EN.primary => "en",
            primary if primary == RU.primary => "ru",
            primary if primary == KK.primary => "kk",
            ref other => text(other),
        }
    }

    /// The script subtag, if the tag has one: `Latn` of `kk-Latn`.
    pub fn script(&self) -> Option<&str> {
        Some(text(&self.script)).filter(|s| !s.is_empty())
    }

    /// The region subtag, if the tag has one: `KZ` of `ru-KZ`.
    pub fn region(&self) -> Option<&str> {
        Some(text(&self.region)).filter(|s| !s.is_empty())
    }

    /// Whether texts of the two tags may stand for each other: the same language, and not two
    /// different scripts. Regions and variants do not separate (`en-GB` finds `en-US`).
    pub fn matches(&self, other: Language) -> bool {
        self.primary == other.primary
            && (self.script == other.script || self.script[0] == 0 || other.script[0] == 0)
    }

    /// Whether the two tags are one language, script apart: `kk-Latn` and `kk-Cyrl` are.
    pub fn same_language(&self, other: Language) -> bool {
        self.primary == other.primary
    }
}

/// The code of two letters of a language that is named by three, if it has one.
fn two_letters(code: &str) -> Option<&'static str> {
    static LISTED: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        let listed = include_str!("lang/iso-639-2.txt").split([',', '\n']);
        listed
            .filter_map(|line| line.trim().split_once(' '))
            .collect()
    });
    LISTED.get(code).copied()
}

/// An ASCII subtag in lower case, padded with NUL; the caller has checked that it fits.
fn lower<const N: usize>(subtag: &str) -> [u8; N] {
    let mut bytes = [0; N];
    for (to, from) in bytes.iter_mut().zip(subtag.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    bytes
}

fn text(bytes: &[u8]) -> &str {
    let end = bytes.iter().position(|&b| b == 0).unwrap_or(bytes.len());
    // The bytes are ASCII letters and digits by construction.
    std::str::from_utf8(&bytes[..end]).unwrap_or_default()
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.primary())?;
        for subtag in [text(&self.script), text(&self.region), text(&self.variant)] {
            if !subtag.is_empty() {
                write!(f, "-{subtag}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Language {
    type Err = Error;

    fn from_str(tag: &str) -> Result<Self> {
        Language::parse(tag)
    }
}

impl serde::Serialize for Language {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Language {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> std::result::Result<Self, D::Error> {
        let tag = String::deserialize(deserializer)?;
        Language::parse(&tag).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_in_every_spelling_and_printed_in_one() {
        for (tag, canonical) in [
            ("ru", "ru"),
            ("RU", "ru"),
            ("ru_RU", "ru-RU"),
            ("kk-latn-kz", "kk-Latn-KZ"),
            ("sr-Cyrl", "sr-Cyrl"),
            ("KAZ", "kk"),
            ("rus_Cyrl-KZ", "ru-Cyrl-KZ"),
            ("eng", "en"),
            ("ger", "de"),
            ("deu", "de"),
            ("kaa", "kaa"),
            ("es-419", "es-419"),
            ("ca-valencia", "ca-valencia"),
            ("de-1996", "de-1996"),
            ("zh-yue-HK", "yue-HK"),
            ("en-US-u-ca-buddhist", "en-US"),
            ("en-x-press", "en"),
            (" kk ", "kk"),
        ] {
            assert_eq!(
                Language::parse(tag).unwrap().to_string(),
                canonical,
                "{tag}"
            );
        }
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for tag in [
            "",
            "r",
            "russian language",
            "ru-",
            "ru--RU",
            "рус",
            "12",
            "en-US-US",
            "x-ru",
            "ru-абв",
        ] {
            assert!(Language::parse(tag).is_err(), "{tag}");
        }
    }

    #[test]
    fn names_that_may_be_words_are_no_languages() {
        for name in ["en", "RU_kz", "kk-Latn", "rus_Cyrl", "kaa-UZ"] {
            assert!(Language::from_name(name).is_ok(), "{name}");
        }
        for name in [
            "old", "new", "csv", "bak", "rus", "po", "md", "xx", "notes", "old-2",
        ] {
            assert!(
                Language::from_name(name).unwrap_err().is_bad_input(),
                "{name}"
            );
        }
    }

    #[test]
    fn regions_never_hide_a_match_and_scripts_do() {
        let tag = |t| Language::parse(t).unwrap();
        assert!(RU.matches(tag("ru-RU")) && tag("ru-RU").matches(RU));
        assert!(tag("ru-RU").matches(tag("ru-KZ")));
        assert!(!RU.matches(KK));
        assert!(!tag("kk-Latn").matches(tag("kk-Cyrl")));
        assert!(tag("kk-Latn").same_language(tag("kk-Cyrl")));
    }
}
