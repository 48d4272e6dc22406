//! SQLite's errors as ours.

use crate::error::{Error, ErrorKind};

/// What went wrong when SQLite was to do something, with the remedy where there is one.
pub(super) fn sql_error(action: &'static str, error: rusqlite::Error) -> Error {
    use rusqlite::ErrorCode as Code;
    let kind = match error.sqlite_error_code() {
        Some(Code::NotADatabase) => ErrorKind::NotAMemory {
            reason: "it is not an SQLite file".to_owned(),
        },
        Some(Code::DatabaseCorrupt) => ErrorKind::Damaged {
            detail: "SQLite finds the file malformed".to_owned(),
        },
        // What is stored is checked before, and the statements are always the same: if the file does
        // not take them, it is not as this crate left it.
        Some(Code::ConstraintViolation | Code::TypeMismatch | Code::Unknown) => {
            ErrorKind::Damaged {
                detail: "its tables are not those of a memory".to_owned(),
            }
        }
        Some(Code::TooBig) => {
            ErrorKind::Input("more than SQLite keeps in one place; split the text".to_owned())
        }
        Some(Code::DatabaseBusy | Code::DatabaseLocked) => ErrorKind::Busy,
        Some(Code::DiskFull) => ErrorKind::Full,
        Some(Code::ReadOnly | Code::PermissionDenied) => ErrorKind::ReadOnly {
            detail: format!(
                "SQLite could not {action}; open it with Memory::open, and if that fails, change the \
                 permissions of the file and its folder"
            ),
        },
        None if matches!(error, rusqlite::Error::SqlInputError { .. }) => ErrorKind::Damaged {
            detail: "its tables are not those of a memory".to_owned(),
        },
        None if is_unreadable_value(&error) => ErrorKind::Damaged {
            detail: "a stored value cannot be read".to_owned(),
        },
        _ => ErrorKind::Sqlite { action },
    };
    // In words: what lies beneath it repeats them.
    Error::new(kind).because(error.to_string())
}

/// Whether a value is of another kind than the schema's: SQLite stores what it is given.
fn is_unreadable_value(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::*;
    matches!(
        error,
        FromSqlConversionFailure(..)
            | InvalidColumnType(..)
            | IntegralValueOutOfRange(..)
            | Utf8Error(..)
    )
}
