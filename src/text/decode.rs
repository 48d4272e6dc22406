//! The bytes of a file as text, and a text's lines.

use crate::error::{Error, Result};

/// The text that the bytes of a file are: UTF-8, or UTF-16 where a byte order mark says so. The
/// mark itself is left out.
///
/// Nothing is guessed and nothing replaced, since a memory would keep the damage.
///
/// # Errors
/// [Bad input](Error::is_bad_input) that names the line, if the bytes are neither.
///
/// # Example
/// ```
/// use tolmach::text::decode;
/// assert_eq!(decode(b"\xEF\xBB\xBFtext".to_vec())?, "text");
/// assert_eq!(decode(b"\xFF\xFEt\0".to_vec())?, "t");
/// assert_eq!(decode(b"one\ntw\xF6".to_vec()).unwrap_err().location().unwrap().line, Some(2));
/// # Ok::<(), tolmach::Error>(())
/// ```
pub fn decode(bytes: Vec<u8>) -> Result<String> {
    decode_by(bytes, whole)
}

/// What stands in [`decode_rows`] for bytes that are no text: a character that is none either.
pub const UNDECODED: char = '\u{ffff}';

/// The same of a file whose lines are worth something one by one, as those of a table are: bytes that are not
/// UTF-8 become [`UNDECODED`], unless half of the lines have such bytes, as in a file in another encoding.
///
/// # Errors
/// As [`decode`].
///
/// # Example
/// ```
/// use tolmach::text::{UNDECODED, decode_rows};
/// let text = decode_rows(b"one\ntw\xF6\nthree\n".to_vec())?;
/// let sound: Vec<&str> = text.lines().filter(|line| !line.contains(UNDECODED)).collect();
/// assert_eq!(sound, ["one", "three"]);
/// assert!(decode_rows(b"\xEE\xE4\xE8\xED\n\xE4\xE2\xE0\n".to_vec()).is_err());
/// # Ok::<(), tolmach::Error>(())
/// ```
pub fn decode_rows(bytes: Vec<u8>) -> Result<String> {
    decode_by(bytes, |bytes| {
        let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r'));
        let lines = lines.filter(|line| !line.is_empty());
        let is_broken = |line: &&[u8]| str::from_utf8(line).is_err();
        let broken = lines.clone().filter(is_broken).count();
        if broken == 0 || lines.count() <= 2 * broken {
            return whole(bytes);
        }
        let mut text = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            text.extend((!chunk.invalid().is_empty()).then_some(UNDECODED));
        }
        Ok(text)
    })
}

/// As [`decode`], UTF-8 as `utf8` decodes it.
fn decode_by(bytes: Vec<u8>, utf8: fn(Vec<u8>) -> Result<String>) -> Result<String> {
    let text = match &bytes[..] {
        [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes)?,
        _ if looks_like_utf16(&bytes) => {
            return Err(Error::input(
                "this looks like UTF-16 without a byte order mark; save the file as UTF-8",
            )
            .at_line(1));
        }
        _ => utf8(bytes)?,
    };
    // Files that were put together have several.
    let unmarked = text.trim_start_matches('\u{feff}').len();
    Ok(match text.len() - unmarked {
        0 => text,
        marks => text[marks..].to_owned(),
    })
}

fn whole(bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
        Error::input(format!(
            "byte 0x{:02X} is not UTF-8; the file may be in Windows-1251 or cut off: save it as UTF-8",
            error.as_bytes()[valid]
        ))
        .at_line(lines(&before).count() as u64)
    })
}

/// The lines of a text, whatever system it comes from: LF, CR LF, CR, NEL, and the
/// separators of lines and of paragraphs end one.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.find(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) else {
            rest = None;
            return Some(text);
        };
        let after = &text[end..];
        let mut chars = after.chars();
        if chars.next() == Some('\r') && chars.as_str().starts_with('\n') {
            chars.next();
        }
        rest = Some(chars.as_str());
        Some(&text[..end])
    })
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String> {
    let (pairs, rest) = bytes.as_chunks();
    let mut text = String::with_capacity(bytes.len());
    for decoded in char::decode_utf16(pairs.iter().copied().map(unit)) {
        match decoded {
            Ok(c) => text.push(c),
            Err(_) => return Err(broken_utf16(&text)),
        }
    }
    match rest {
        [] => Ok(text),
        _ => Err(broken_utf16(&text)),
    }
}

fn broken_utf16(before: &str) -> Error {
    Error::input("broken UTF-16; the file may be cut off: save it anew, best as UTF-8")
        .at_line(lines(before).count() as u64)
}

/// Whether unmarked bytes are UTF-16: read so they give text without NUL in an alphabet; single
/// bytes read as pairs give ideographs instead.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let is_text = |unit: fn([u8; 2]) -> u16| {
        decode_utf16(bytes, unit).is_ok_and(|text| {
            let is_odd = |c: char| c.is_control() && !c.is_whitespace();
            let alphabetic = text.chars().filter(|c| matches!(c, ..'\u{600}')).count();
            !text.contains(is_odd) && 2 * alphabetic > text.chars().count()
        })
    };
    bytes.contains(&0) && (is_text(u16::from_le_bytes) || is_text(u16::from_be_bytes))
}
