//! Interchange: tables and line-aligned corpora in, as streams of [`Entry`](crate::Entry).
//!
//! A record that cannot be used is an `Err` with file and line; the records after it go on.

mod lines;
mod table;

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use crate::error::{Error, Result};

pub use self::lines::{LineAligned, is_line_aligned};
pub use self::table::Table;

/// Reads a whole text file: UTF-8 or, with a byte-order mark, UTF-16; a bad byte is an error that
/// names the line.
fn read_text(path: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| BufReader::new(file).read_to_end(&mut bytes))
        .map_err(|e| Error::io("read", path, e))?;
    let (text, _, malformed) = match encoding_rs::Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => {
            let (text, malformed) = encoding.decode_without_bom_handling(&bytes[mark..]);
            (text.into_owned(), encoding, malformed)
        }
        None => {
            let text = String::from_utf8(bytes).map_err(|e| {
                let good = &e.as_bytes()[..e.utf8_error().valid_up_to()];
                let line = 1 + good.iter().filter(|&&b| b == b'\n').count() as u64;
                Error::input("not UTF-8; convert the file to UTF-8")
                    .in_file(path)
                    .at_line(line)
            })?;
            return Ok(text);
        }
    };
    if malformed {
        let message = "malformed UTF-16; convert the file to UTF-8";
        return Err(Error::input(message).in_file(path));
    }
    Ok(text)
}
