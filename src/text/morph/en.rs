//! English: Snowball.

use std::sync::LazyLock;

use snowstem::{Algorithm, Stemmer};

static SNOWBALL: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

pub(super) fn stem(word: &str) -> String {
    SNOWBALL.stem(word).into_owned()
}
