//! The filter by shared 4-grams, for [`Measure::Mean`] and [`Measure::Characters`].
//!
//! Let *m* be the longer of the two lengths in characters, *d* the Levenshtein distance, *g* and
//! *h* the numbers of 4-grams of query and candidate, *c* how many they share as multisets.
//!
//! 1. **Length.** d is at least the difference of the lengths, so that lengths too far from the
//!    query's cannot reach the threshold, even with every gram shared (L. Gravano and others,
//!    *Approximate string joins in a database (almost) for free*, 2001). The bound falls
//!    steadily on either side of the query's length: a block all of whose lengths lie beyond an
//!    impossible one is passed over whole.
//! 2. **Count.** An edit changes at most four grams, so c >= max(g, h) - 4d (P. Jokinen and
//!    E. Ukkonen, *Two algorithms for approximate string matching in static texts*, 1991;
//!    E. Ukkonen, *Approximate string-matching with q-grams and maximal matches*, 1992), or
//!    d >= (max(g, h) - c) / 4. This bounds the Levenshtein part from above by c, and Dice is
//!    2c / (g + h): both parts of [`Measure::Mean`] grow with c alone. So for each length there
//!    is a least count T, found by bisection on integers, without which the threshold is out of
//!    reach. For [`Measure::Characters`], T = max(g, h) - 4D with D the greatest distance allowed.
//! 3. **Buckets.** The i-th occurrence of a gram is an element of its own, and elements are
//!    hashed to buckets. Each element shared is found in its bucket, whatever else lies there:
//!    adding a bucket's number of query elements to every slot of its list can only count too
//!    much, never too little.
//! 4. **Rarest first.** After the lists of all but *r* of the query's elements, a candidate's
//!    true count is at most its counter plus r: slots below T - r are out (S. Sarawagi and
//!    A. Kirpal, *Efficient set joins on similarity predicates*, 2004). Which lists are left to
//!    the end does not matter for exactness, so the longest are, and mostly are never read.
//!    Counters are bytes that stop at 255, and what has stopped there is kept.
//! 5. **Bags.** Of a candidate, [`bag`](super::bag) tells a distance that it has at least. Dice is
//!    small mostly, and what it leaves to the distance is little: texts that share just enough
//!    grams are seldom as near by their letters as they then would have to be. Then the lists not
//!    read are asked for the candidate alone, where they can tell, until it is out or known to
//!    share enough.
//! 6. **Distance before count.** A counter bounds Dice from above; what Dice leaves to the
//!    distance is a cut-off for the bit-parallel comparison (G. Myers, 1999; H. Hyyrö, 2003),
//!    which is tight because the threshold is reached by the mean only.

use super::bag::Bag;
use super::block::{GramBlock, List, buckets_of};
use super::counters::{Counters, Stretch};
use super::having::{Postings, in_all};
use super::{Filter, Run, Sought};
use crate::distance::{GRAM, Measure, Score, gram_count};
use crate::error::Result;

/// How many candidates are few enough to compare at once.
const FEW: usize = 16;
/// How many counters are looked through in the time of one posting of a list.
const LOOKED: usize = 20;

/// A query's grams.
pub(super) struct GramFilter<'q> {
    bound: Bound,
    bag: Bag,
    buckets: Buckets<'q>,
    having: Having<'q>,
    counters: &'q mut Counters,
    candidates: Vec<(u8, u16)>,
}

/// Whether texts of a query's length need a count of grams for [`Measure::Characters`] that few
/// alien texts have: a third of the query's.
pub(super) fn tell(len: usize, floor: Score) -> bool {
    let measure = Measure::Characters;
    let bound = Bound::new(measure, len);
    bound.grams < 3 * bound.needed(len, floor).unwrap_or(0)
}

impl Filter for GramFilter<'_> {
    type Block = GramBlock;

    fn length(&self) -> usize {
        self.bound.len
    }

    fn admits(&mut self, nearest: usize, floor: Score) -> bool {
        self.bound.needed(nearest, floor).is_some()
    }

    fn block(&mut self, run: &mut Run<'_>, block: &GramBlock) -> Result<()> {
        run.stats.texts += block.len() as u64;
        if let Some(slots) = self.having.slots(block) {
            return self.few(run, block, slots);
        }
        let floor = run.best.floor();
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut start = 0;
        while start < block.len() {
            let (length, end) = (block.length(start), block.end_of_run(start));
            if let Some(needed) = self.bound.needed(length, floor) {
                run.stats.length_admits += (end - start) as u64;
                stretches.push(Stretch { start, end, needed });
            }
            start = end;
        }
        let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else {
            return Ok(());
        };
        let (start, end) = (first.start, last.end);
        let least = stretches.iter().map(|s| s.needed).min().unwrap_or(0);

        let mut lists: Vec<(u32, List<'_>)> = self
            .buckets
            .of(block.bits())
            .iter()
            .map(|&(bucket, weight)| (weight, block.list(bucket as usize)))
            .collect();
        // All their beginnings are asked for at once: one by one, each would be waited for.
        for (_, list) in &lists {
            std::hint::black_box(list.first_byte());
        }
        lists.sort_unstable_by_key(|(_, list)| list.len());

        let mut count = self.counters.begin(start..end, self.bound.grams);
        let mut left = self.bound.grams;
        let (mut read, mut unread) = (0, lists.iter());
        for (weight, list) in unread.by_ref() {
            left -= *weight as usize;
            let cost = count.add(*list, *weight);
            read += cost;
            run.stats.postings += cost as u64;
            // To look at the counters makes sense once they can tell, and then costs as much as
            // what was read in between.
            if left < least && (end - start) / LOOKED < read {
                read = 0;
                count.settle();
                if 254 + left < least || count.at_most(&stretches, left, FEW) {
                    break;
                }
            }
        }
        count.settle();

        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.clear();
        for stretch in &stretches {
            count.candidates(stretch, left, &mut candidates);
        }
        run.stats.count_admits += candidates.len() as u64;
        // The most promising first: they raise the threshold for the rest.
        candidates.sort_unstable_by(|a, b| b.cmp(a));
        for &(shown, slot) in &candidates {
            let slot = slot as usize;
            let shared = match shown {
                u8::MAX => self.bound.grams,
                _ => shown as usize + left,
            };
            if let Some(shared) = self.still_shared(run, block, slot, shared, unread.as_slice()) {
                run.fetch(block.id(slot), shared)?;
            }
        }
        self.candidates = candidates;
        Ok(())
    }
}

impl<'q> GramFilter<'q> {
    pub(super) fn new(
        Sought { text, having }: Sought<'q>,
        measure: Measure,
        counters: &'q mut Counters,
    ) -> Self {
        GramFilter {
            bound: Bound::new(measure, text.chars().count()),
            bag: Bag::of(text),
            buckets: Buckets::new(vec![text]),
            having: Having::new(having),
            counters,
            candidates: Vec::new(),
        }
    }

    /// Fetches the texts of some slots that their lengths and bags allow.
    fn few(&self, run: &mut Run<'_>, block: &GramBlock, slots: Vec<usize>) -> Result<()> {
        for slot in slots {
            if let Some(shared) = self.still_shared(run, block, slot, self.bound.grams, &[]) {
                run.fetch(block.id(slot), shared)?;
            }
        }
        Ok(())
    }

    /// How many grams a text shares at most, of which the lists that were read tell so many, if
    /// it can reach the floor by what the block tells of it.
    fn still_shared(
        &self,
        run: &mut Run<'_>,
        block: &GramBlock,
        slot: usize,
        mut shared: usize,
        unread: &[(u32, List<'_>)],
    ) -> Option<usize> {
        let (length, floor) = (block.length(slot), run.best.floor());
        if !self.bound.allows(length, shared, 0, floor) {
            run.stats.outrisen += 1;
            return None;
        }
        run.stats.sketched += 1;
        let least = block.bag(slot).distance(&self.bag);
        let mut unread = unread.iter();
        while self.bound.allows(length, shared, least, floor) {
            match unread.next() {
                Some((weight, list)) if !list.may_have(slot) => shared -= *weight as usize,
                Some(_) => {}
                None => return Some(shared),
            }
        }
        None
    }
}

/// The grams of the runs that texts must have.
pub(super) struct Having<'q>(Buckets<'q>);

impl<'q> Having<'q> {
    pub(super) fn new(runs: &'q [String]) -> Self {
        // What is shorter has no gram.
        let runs = runs.iter().map(String::as_str);
        let runs = runs.filter(|run| GRAM <= run.chars().count());
        Having(Buckets::new(runs.collect()))
    }

    /// The slots of a block whose texts may have all runs, if few have one of their grams.
    pub(super) fn slots(&mut self, block: &GramBlock) -> Option<Vec<usize>> {
        let buckets = self.0.of(block.bits()).iter();
        let lists = buckets.map(|&(bucket, _)| block.list(bucket as usize));
        let slots = in_all(lists.collect())?.into_iter();
        // A damaged block may name others.
        let slots = slots.map(usize::from).filter(|&slot| slot < block.len());
        Some(slots.collect())
    }
}

/// What lengths, counts of grams and bags allow.
struct Bound {
    measure: Measure,
    len: usize,
    grams: usize,
}

impl Bound {
    fn new(measure: Measure, len: usize) -> Self {
        Bound {
            measure,
            len,
            grams: gram_count(len),
        }
    }

    /// The most that a text of `length` characters that shares at most `shared` grams, at a
    /// distance of at least `least`, can score: never below its score.
    fn most(&self, length: usize, shared: usize, least: usize) -> Score {
        let longer = self.len.max(length);
        let (own, other) = (self.grams, gram_count(length));
        let shared = shared.min(own).min(other);
        let least = (own.max(other) - shared)
            .div_ceil(GRAM)
            .max(self.len.abs_diff(length))
            .max(least)
            .min(longer);
        match self.measure {
            Measure::Mean => Score::mean(least, longer, shared, own + other),
            _ => Score::characters(least, longer),
        }
    }

    fn allows(&self, length: usize, shared: usize, least: usize, floor: Score) -> bool {
        floor <= self.most(length, shared, least)
    }

    /// The least number of shared grams with which a text of `length` characters can reach
    /// `floor`, if any can.
    fn needed(&self, length: usize, floor: Score) -> Option<usize> {
        let (mut low, mut high) = (0, self.grams.min(gram_count(length)));
        if !self.allows(length, high, 0, floor) {
            return None;
        }
        while low < high {
            let middle = low.midpoint(high);
            match self.allows(length, middle, 0, floor) {
                true => high = middle,
                false => low = middle + 1,
            }
        }
        Some(low)
    }
}

/// The buckets of some texts with the number of their elements in each, by the bits of a block.
struct Buckets<'q> {
    texts: Vec<&'q str>,
    by_bits: Vec<Option<Vec<(u32, u32)>>>,
}

impl<'q> Buckets<'q> {
    fn new(texts: Vec<&'q str>) -> Self {
        Buckets {
            texts,
            by_bits: Vec::new(),
        }
    }

    fn of(&mut self, bits: u32) -> &[(u32, u32)] {
        let place = bits as usize;
        if self.by_bits.len() <= place {
            self.by_bits.resize(place + 1, None);
        }
        self.by_bits[place].get_or_insert_with(|| {
            let buckets = self.texts.iter().map(|text| buckets_of(text, bits));
            let mut buckets: Vec<u32> = buckets.flatten().collect();
            buckets.sort_unstable();
            buckets
                .chunk_by(|a, b| a == b)
                .map(|same| (same[0], same.len() as u32))
                .collect()
        })
    }
}
