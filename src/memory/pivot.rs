//! Lookup by way of a third language.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::Memory;
use crate::error::{Error, Result};
use crate::lang::Language;
use crate::lookup::{Match, MatchKind, Query};

/// The least percent of each leg.
const LEAST: u8 = 95;

/// A translation found by way of a third language: two matches, one from the query to that
/// language, one from there to the language wanted. Made by [`Memory::lookup_by_way_of`].
///
/// Serialises as an object with `percent`, `via`, `text`, `first`, `second`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pivoted {
    via: Language,
    first: Match,
    second: Match,
}

impl Pivoted {
    /// What both legs leave of 100.
    pub fn percent(&self) -> u8 {
        let lost = |leg: &Match| 100 - leg.percent().min(100);
        100 - lost(&self.first) - lost(&self.second)
    }

    /// The language between.
    pub fn via(&self) -> Language {
        self.via
    }

    /// What to put into the text.
    pub fn proposal(&self) -> &str {
        self.second.proposal()
    }

    /// The two legs.
    pub fn legs(&self) -> [&Match; 2] {
        [&self.first, &self.second]
    }
}

impl Serialize for Pivoted {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Pivoted", 5)?;
        object.serialize_field("percent", &self.percent())?;
        object.serialize_field("via", &self.via)?;
        object.serialize_field("text", self.proposal())?;
        object.serialize_field("first", &self.first)?;
        object.serialize_field("second", &self.second)?;
        object.end()
    }
}

impl Memory {
    /// A translation by way of the language `via`, where the memory has no direct one.
    ///
    /// Both legs must be of 95% and more, and each must have one translation only: what two
    /// translators chose differently is no bridge. What both leave of 100 must reach the query's
    /// threshold, and no direct match may. Of the languages wanted, the first counts. Figures are not
    /// patched.
    ///
    /// # Errors
    /// As [`lookup`](Memory::lookup); and [bad input](Error::is_bad_input) if the query wants no
    /// language, or `via` is one of its two.
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, Entry, KK, Memory, Query, RU};
    /// let mut memory = Memory::in_memory()?;
    /// memory.import_entries("a", [Ok(Entry::new([(RU, "Глава государства"), (EN, "Head of State")]))])?;
    /// memory.import_entries("b", [Ok(Entry::new([(EN, "Head of State"), (KK, "Мемлекет басшысы")]))])?;
    /// let query = Query::new("глава государства").from(RU).to(KK);
    /// assert!(memory.lookup(&query)?.is_empty());
    /// let found = memory.lookup_by_way_of(EN, &query)?.unwrap();
    /// assert_eq!((found.proposal(), found.percent()), ("Мемлекет басшысы", 100));
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn lookup_by_way_of(&self, via: Language, query: &Query<'_>) -> Result<Option<Pivoted>> {
        let from = query.checked()?;
        let to = *query.to.first().ok_or_else(|| {
            Error::input("the query wants no language; call Query::to to look up by way of another")
        })?;
        if via.matches(from) || via.matches(to) {
            let message = format!("{via} is no way between {from} and {to}; name a third language");
            return Err(Error::input(message));
        }
        self.store()
            .in_snapshot(|| self.by_way_of(via, query, from, to))
    }

    fn by_way_of(
        &self,
        via: Language,
        query: &Query<'_>,
        from: Language,
        to: Language,
    ) -> Result<Option<Pivoted>> {
        let direct = Query {
            to: vec![to],
            limit: 1,
            ..query.clone()
        };
        if !self.reader.matches(&direct)?.is_empty() {
            return Ok(None);
        }
        let Some(first) = self.only(query, from, via)? else {
            return Ok(None);
        };
        let between = Query {
            text: first.proposal(),
            context: None,
            ..query.clone()
        };
        let second = self.only(&between, via, to)?;
        let found = second.map(|second| Pivoted { via, first, second });
        Ok(found.filter(|found| query.threshold <= found.percent()))
    }

    /// The one match of a leg; none if there are several translations.
    fn only(&self, query: &Query<'_>, from: Language, to: Language) -> Result<Option<Match>> {
        let leg = Query {
            from: Some(from),
            to: vec![to],
            ..query.clone()
        };
        let leg = leg.threshold(LEAST).limit(2).patch(false);
        let mut found = self.reader.matches(&leg)?;
        // Beside an exact match, others are other texts.
        if found
            .first()
            .is_some_and(|best| best.kind() >= MatchKind::Exact)
        {
            found.retain(|found| found.kind() >= MatchKind::Exact);
        }
        Ok(match found.len() {
            1 => found.pop(),
            _ => None,
        })
    }
}
