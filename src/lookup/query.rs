//! What is asked.

use crate::distance::Measure;
use crate::error::{Error, Result};
use crate::lang::Language;
use crate::text::check_day;
use crate::unit::Provenance;

/// A text to look up.
///
/// | option | meaning | default |
/// |---|---|---|
/// | [`from`](Query::from) | the text's language | required |
/// | [`to`](Query::to), repeatable | languages wanted; a match has at least one | any other |
/// | [`threshold`](Query::threshold) | lowest percent, 0 to 102 | 70 |
/// | [`limit`](Query::limit) | most matches returned, exact ones apart | 5 |
/// | [`context`](Query::context) | the segments before and after | unknown |
/// | [`measure`](Query::measure) | the base similarity | [`Measure::Mean`] |
/// | [`order`](Query::order) | what comes first | [`Order::Useful`] |
/// | [`patch`](Query::patch) | whether figures and names are carried into translations | yes |
/// | [`age_penalty`](Query::age_penalty) | points lost by what is older than a day | none |
/// | [`release`](Query::release), [`origin`](Query::origin), [`since`](Query::since), [`until`](Query::until), [`confidence`](Query::confidence) | only units that stand where all of these hold | anywhere |
///
/// # Example
/// ```
/// use tolmach::{EN, KK, Query};
/// let query = Query::new("The Head of State received the ambassador.").from(EN).to(KK).threshold(80);
/// ```
#[derive(Clone, Debug)]
pub struct Query<'q> {
    pub(crate) text: &'q str,
    pub(crate) from: Option<Language>,
    pub(crate) to: Vec<Language>,
    pub(crate) threshold: u8,
    pub(crate) limit: usize,
    pub(crate) context: Option<[Option<&'q str>; 2]>,
    pub(crate) measure: Measure,
    pub(crate) order: Order,
    pub(crate) patch: bool,
    pub(crate) age: Option<(&'q str, u8)>,
    pub(crate) filter: Filter<'q>,
}

/// In which order matches come.
///
/// Either way it depends on the memory's content alone. Of equals, those come first whose source is the
/// query to the letter, then those that have all languages wanted; then the date of the newest occurrence,
/// the number of occurrences, and the texts decide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Order {
    /// By band of percents (102, 101, 100, 95-99, 85-94, 75-84, below 75), within a band by how
    /// useful the translation is expected to be.
    ///
    /// What is expected is chrF++ (M. Popović, *chrF++: words helping character n-grams*, 2017)
    /// of the source with the query as reference, for a text that covers the query serves better
    /// than a short one, and the agreement of the translation with those of the other candidates,
    /// which is minimum Bayes risk (S. Kumar and W. Byrne, *Minimum Bayes-risk decoding for
    /// statistical machine translation*, 2004): what many similar sources were translated by is
    /// right more often than what stands alone. Third, the share of the query's words that the
    /// translation has words for, as far as figures, names and the built-in lexicon tell.
    ///
    /// Translations that were [patched](Query::patch) whole come first in their band.
    ///
    /// The candidates are the 16 of the highest percent, or as many as are wanted if that is more.
    #[default]
    Useful,
    /// By percent alone.
    Percent,
}

/// Where a unit must stand to be found: one of its occurrences meets every condition.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Filter<'q> {
    pub(crate) release: Option<&'q str>,
    pub(crate) origin: Option<&'q str>,
    pub(crate) since: Option<&'q str>,
    pub(crate) until: Option<&'q str>,
    pub(crate) confidence: u8,
}

impl Filter<'_> {
    /// Whether the occurrence meets every condition.
    pub(crate) fn admits(&self, occurrence: &Provenance) -> bool {
        let Provenance {
            release, date, url, ..
        } = occurrence;
        let date = date.as_deref();
        self.release.is_none_or(|key| release == key)
            && self.origin.is_none_or(|part| {
                release.contains(part) || url.as_ref().is_some_and(|url| url.contains(part))
            })
            && self
                .since
                .is_none_or(|day| date.is_some_and(|date| day <= date))
            && self
                .until
                .is_none_or(|day| date.is_some_and(|date| date <= day))
            && f32::from(self.confidence) <= (occurrence.confidence * 100.0).round()
    }
}

impl<'q> Query<'q> {
    /// A query with the defaults of the table above.
    pub fn new(text: &'q str) -> Self {
        Query {
            text,
            from: None,
            to: Vec::new(),
            threshold: 70,
            limit: 5,
            context: None,
            measure: Measure::default(),
            order: Order::default(),
            patch: true,
            age: None,
            filter: Filter::default(),
        }
    }

    /// The text's language. A tag with a region finds all regions, and the reverse.
    pub fn from(mut self, language: Language) -> Self {
        self.from = Some(language);
        self
    }

    /// A language wanted; call it again for another one.
    pub fn to(mut self, language: Language) -> Self {
        self.to.push(language);
        self
    }

    /// The lowest percent of a match; above 102 nothing is found.
    pub fn threshold(mut self, percent: u8) -> Self {
        self.threshold = percent;
        self
    }

    /// The most matches returned. Different translations of the very text that was asked for are
    /// all returned, however many, and whatever they lost for other things than the text: which of them
    /// is right, only the reader can tell. With 0, nothing is.
    pub fn limit(mut self, matches: usize) -> Self {
        self.limit = matches;
        self
    }

    /// The segments before and after the text in its document, for context matches; `None` where
    /// the document begins or ends.
    pub fn context(mut self, previous: Option<&'q str>, next: Option<&'q str>) -> Self {
        self.context = Some([previous, next]);
        self
    }

    /// The base similarity.
    pub fn measure(mut self, measure: Measure) -> Self {
        self.measure = measure;
        self
    }

    /// What comes first.
    pub fn order(mut self, order: Order) -> Self {
        self.order = order;
        self
    }

    /// Whether numbers, dates and amounts that differ are carried from the query into the
    /// translations of the candidates; see [`patch`](crate::patch). A match that is patched whole
    /// comes before other fuzzy ones. Its place among the candidates is decided by the percent that
    /// it has without. Where nothing reaches the threshold in one of the wanted languages and the query
    /// has figures in digits, what lies up to 15 under it is looked at, too, and found if its patch lifts it
    /// over.
    ///
    /// Of several languages, percent and kind are those of the first that the unit has a translation
    /// into, the one that [`proposal`](super::Match::proposal) gives: the others change neither. Each
    /// has its own percent in [`patches`](super::Match::patches), and a match is found if one of them
    /// reaches the threshold, even if the first does not.
    pub fn patch(mut self, patch: bool) -> Self {
        self.patch = patch;
        self
    }

    /// Matches that occur last before `day` (`YYYY-MM-DD`) lose `points`, but for context matches:
    /// titles and names change with the years. What has no date loses none.
    ///
    /// # Example
    /// ```
    /// use tolmach::{Document, EN, KK, Memory, PenaltyReason, Query, Release};
    /// let mut memory = Memory::in_memory()?;
    /// let mut release = Release::new("r")?
    ///     .with_document(Document::from_text(EN, "The visit to Nur-Sultan"))
    ///     .with_document(Document::from_text(KK, "Нұр-Сұлтанға сапар"));
    /// release.date = Some("2021-03-01".to_owned());
    /// memory.import(&release)?;
    /// let query = Query::new("The visit to Nur-Sultan").from(EN).to(KK).age_penalty("2022-09-17", 5);
    /// let found = &memory.lookup(&query)?[0];
    /// assert_eq!((found.percent(), found.penalties()[0].reason), (95, PenaltyReason::Age));
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn age_penalty(mut self, day: &'q str, points: u8) -> Self {
        self.age = Some((day, points));
        self
    }

    /// Only units of the release (or table) with this key.
    pub fn release(mut self, key: &'q str) -> Self {
        self.filter.release = Some(key);
        self
    }

    /// Only units of releases whose key or address contains `part`, such as the name of a site.
    pub fn origin(mut self, part: &'q str) -> Self {
        self.filter.origin = Some(part);
        self
    }

    /// Only units of releases of this day (`YYYY-MM-DD`) or later.
    pub fn since(mut self, day: &'q str) -> Self {
        self.filter.since = Some(day);
        self
    }

    /// Only units of releases of this day (`YYYY-MM-DD`) or earlier; not before [`since`](Self::since).
    pub fn until(mut self, day: &'q str) -> Self {
        self.filter.until = Some(day);
        self
    }

    /// Only units whose alignment is at least so sure, in percent, 0 to 100. What is found below
    /// [`SURE_FROM`](super::SURE_FROM) has a [penalty](super::PenaltyReason::Confidence).
    pub fn confidence(mut self, percent: u8) -> Self {
        self.filter.confidence = percent;
        self
    }

    /// The text's language, if the query can be answered at all.
    pub(crate) fn checked(&self) -> Result<Language> {
        let age = self.age.map(|(day, _)| day);
        let days = [self.filter.since, self.filter.until, age];
        days.into_iter().flatten().try_for_each(check_day)?;
        if let (Some(since), Some(until)) = (self.filter.since, self.filter.until)
            && until < since
        {
            let message = format!(
                "no day is as late as {since} and as early as {until}; exchange Query::since and Query::until"
            );
            return Err(Error::input(message));
        }
        if 100 < self.filter.confidence {
            let message = format!(
                "no alignment is {} percent sure; give Query::confidence at most 100",
                self.filter.confidence
            );
            return Err(Error::input(message));
        }
        self.from
            .ok_or_else(|| Error::input("the query names no language; call Query::from"))
    }
}
