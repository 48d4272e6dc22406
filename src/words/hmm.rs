//! The hidden Markov model of word alignment (Vogel, Ney and Tillmann 1996; empty words as in Och
//! and Ney 2003): the words of one text come one after another from words of the other, and the
//! next comes from near the last.

/// Jumps up to this far have a probability each; farther ones share one per side.
const NEAR: isize = 5;
const JUMPS: usize = 2 * NEAR as usize + 3;

/// How likely a word comes from how far away from the one before it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Jumps {
    /// Weights of the jumps: farther left, -NEAR to NEAR, farther right.
    pub(super) weights: [f32; JUMPS],
    /// How likely a word comes from no word.
    pub(super) empty: f32,
}

/// Expected numbers of jumps.
#[derive(Clone, Default)]
pub(super) struct JumpCounts {
    jumps: [f64; JUMPS],
    empty: f64,
    all: f64,
}

impl Default for Jumps {
    fn default() -> Self {
        let mut weights = [0.02; JUMPS];
        for (at, weight) in weights[1..JUMPS - 1].iter_mut().enumerate() {
            let distance = (at as isize - NEAR - 1).abs();
            *weight = 1.0 / (1.0 + distance as f32);
        }
        Jumps {
            weights,
            empty: 0.1,
        }
    }
}

impl JumpCounts {
    /// The jumps that make these counts likely; some of each kind are always left.
    pub(super) fn estimate(&self) -> Jumps {
        let mut jumps = Jumps::default();
        let all: f64 = self.jumps.iter().sum::<f64>() + JUMPS as f64;
        for (at, (weight, count)) in jumps.weights.iter_mut().zip(self.jumps).enumerate() {
            // A far jump has many words to go to.
            let places = if at == 0 || at == JUMPS - 1 {
                10.0
            } else {
                1.0
            };
            *weight = ((count + 1.0) / all / places) as f32;
        }
        jumps.empty = ((self.empty + 10.0) / (self.all + 100.0)).clamp(0.02, 0.4) as f32;
        jumps
    }
}

/// Rooms for the work on one pair of texts, kept from pair to pair.
#[derive(Default)]
pub(super) struct Lattice {
    /// Per word, per word of the other text: how likely the text so far, if the word comes from there.
    forward: Vec<f32>,
    /// The same, if the word or the last before it that comes from any comes from there.
    states: Vec<f32>,
    /// How likely the rest of the text.
    backward: Vec<f32>,
    /// Per word of the other text, one over the weight of all jumps from it.
    shares: Vec<f32>,
    from: Vec<f32>,
    to: Vec<f32>,
    ahead: Vec<f32>,
    /// Per word, then per word of the other text: the probability that it comes from there.
    pub(super) posterior: Vec<f32>,
}

impl Lattice {
    /// Fills `posterior` by the forward-backward algorithm: `emit` holds for each word, for each of
    /// the `width` words of the other text, how likely it comes from there by what it says; `empty`
    /// the same for no word.
    pub(super) fn run(
        &mut self,
        emit: &[f32],
        empty: &[f32],
        width: usize,
        jumps: &Jumps,
        counts: Option<&mut JumpCounts>,
    ) {
        let size = empty.len() * width;
        for rooms in [
            &mut self.forward,
            &mut self.states,
            &mut self.backward,
            &mut self.posterior,
        ] {
            rooms.clear();
            rooms.resize(size, 0.0);
        }
        if size == 0 {
            return;
        }
        for rooms in [&mut self.from, &mut self.to, &mut self.ahead] {
            rooms.clear();
            rooms.resize(width, 0.0);
        }
        self.shares.clear();
        let places = 0..width as isize;
        self.shares.extend(places.map(|at| jumps.share(at, width)));
        self.go_forward(emit, empty, width, jumps);
        self.go_backward(emit, empty, width, jumps, counts);
    }

    fn go_forward(&mut self, emit: &[f32], empty: &[f32], width: usize, jumps: &Jumps) {
        let (stay, leave) = (1.0 - jumps.empty, jumps.empty);
        for (j, &empty) in empty.iter().enumerate() {
            let start = j * width;
            let (before, states) = self.states.split_at_mut(start);
            if j == 0 {
                // The first word jumps from before the first place; no word is its own last.
                let first = jumps.share(-1, width);
                for (i, to) in self.to.iter_mut().enumerate() {
                    *to = jumps.weight(i as isize + 1) * first;
                }
                self.ahead.fill(1.0 / width as f32);
            } else {
                self.ahead.copy_from_slice(&before[start - width..]);
                multiply(&self.ahead, &self.shares, &mut self.from);
                spread(&self.from, jumps, false, &mut self.to);
            }
            let row = start..start + width;
            let forward = &mut self.forward[row.clone()];
            let states = &mut states[..width];
            for ((forward, to), emit) in forward.iter_mut().zip(&self.to).zip(&emit[row]) {
                *forward = stay * to * emit;
            }
            for ((state, forward), ahead) in states.iter_mut().zip(&*forward).zip(&self.ahead) {
                *state = forward + leave * empty * ahead;
            }
            let scale = 1.0 / sum(states).max(f32::MIN_POSITIVE);
            for value in forward.iter_mut().chain(states) {
                *value *= scale;
            }
        }
    }

    fn go_backward(
        &mut self,
        emit: &[f32],
        empty: &[f32],
        width: usize,
        jumps: &Jumps,
        mut counts: Option<&mut JumpCounts>,
    ) {
        let (stay, leave) = (1.0 - jumps.empty, jumps.empty);
        let last = self.backward.len() - width;
        self.backward[last..].fill(1.0);
        for (j, &empty) in empty.iter().enumerate().rev() {
            let row = j * width..(j + 1) * width;
            let (before, backward) = self.backward.split_at_mut(row.start);
            let backward = &backward[..width];
            let posterior = &mut self.posterior[row.clone()];
            multiply(&self.forward[row.clone()], backward, posterior);
            let all = dot(&self.states[row.clone()], backward).max(f32::MIN_POSITIVE);
            for probability in &mut *posterior {
                *probability /= all;
            }
            if let Some(counts) = counts.as_deref_mut() {
                counts.all += 1.0;
                counts.empty += f64::from((1.0 - sum(posterior)).max(0.0));
            }
            if j == 0 {
                break;
            }
            let row_before = row.start - width..row.start;
            // What each word of the other text promises for the rest, this word included.
            multiply(&emit[row], backward, &mut self.ahead);
            if let Some(counts) = counts.as_deref_mut() {
                let states = &self.states[row_before.clone()];
                multiply(states, &self.shares, &mut self.from);
                count(&self.from, &self.ahead, jumps, counts);
            }
            spread(&self.ahead, jumps, true, &mut self.to);
            let before = &mut before[row_before];
            multiply(&self.to, &self.shares, before);
            for (before, backward) in before.iter_mut().zip(backward) {
                *before = stay * *before + leave * empty * backward;
            }
            let scale = 1.0 / sum(before).max(f32::MIN_POSITIVE);
            for value in before {
                *value *= scale;
            }
        }
    }

    /// As [`run`](Self::run), but a word comes from anywhere: IBM model 1.
    pub(super) fn run_unordered(
        &mut self,
        emit: &[f32],
        empty: &[f32],
        width: usize,
        jumps: &Jumps,
    ) {
        self.posterior.clear();
        self.posterior.extend_from_slice(emit);
        let place = (1.0 - jumps.empty) / width.max(1) as f32;
        for (row, empty) in self.posterior.chunks_exact_mut(width).zip(empty) {
            let words: f32 = row.iter().sum::<f32>() * place;
            let scale = place / (words + jumps.empty * empty).max(f32::MIN_POSITIVE);
            for probability in row {
                *probability *= scale;
            }
        }
    }
}

impl Jumps {
    fn weight(&self, jump: isize) -> f32 {
        self.weights[(jump.clamp(-NEAR - 1, NEAR + 1) + NEAR + 1) as usize]
    }

    /// One over the weight of all jumps from a place, with `width` places to go to.
    fn share(&self, from: isize, width: usize) -> f32 {
        let last = width as isize - 1;
        let near: f32 = ((from - NEAR).max(0)..=(from + NEAR).min(last))
            .map(|to| self.weight(to - from))
            .sum();
        let left = (from - NEAR).max(0) as f32 * self.weights[0];
        let right = (last - from - NEAR).max(0) as f32 * self.weights[JUMPS - 1];
        1.0 / (near + left + right).max(f32::MIN_POSITIVE)
    }
}

fn multiply(a: &[f32], b: &[f32], product: &mut [f32]) {
    for ((product, a), b) in product.iter_mut().zip(a).zip(b) {
        *product = a * b;
    }
}

fn sum(numbers: &[f32]) -> f32 {
    numbers.iter().sum()
}

/// Sums over all jumps to each word (`back`: from each word), weighted.
fn spread(from: &[f32], jumps: &Jumps, back: bool, to: &mut [f32]) {
    let (width, near) = (from.len(), NEAR as usize);
    let weights = |at: usize| jumps.weights[if back { JUMPS - 1 - at } else { at }];
    to.fill(0.0);
    // What lies more than NEAR before a word, and more than NEAR behind.
    let mut before = 0.0;
    for (to, from) in to.iter_mut().skip(near + 1).zip(from) {
        before += from;
        *to += before * weights(JUMPS - 1);
    }
    let mut behind = 0.0;
    for (to, from) in to[..width.saturating_sub(near + 1)]
        .iter_mut()
        .rev()
        .zip(from.iter().rev())
    {
        behind += from;
        *to += behind * weights(0);
    }
    for at in 1..JUMPS - 1 {
        let weight = weights(at);
        let (to, from) = match at.checked_sub(near + 1) {
            Some(right) => (&mut to[right.min(width)..], from),
            None => (&mut to[..], &from[(near + 1 - at).min(width)..]),
        };
        for (to, from) in to.iter_mut().zip(from) {
            *to += weight * from;
        }
    }
}

/// Adds the expected jumps from one word to the next.
fn count(from: &[f32], to: &[f32], jumps: &Jumps, counts: &mut JumpCounts) {
    let near = NEAR as usize;
    let mut here = [0f32; JUMPS];
    let mut before = 0.0;
    for (to, from) in to.iter().skip(near + 1).zip(from) {
        before += from;
        here[JUMPS - 1] += before * to;
    }
    let mut behind = 0.0;
    let heads = to.len().saturating_sub(near + 1);
    for (to, from) in to[..heads].iter().rev().zip(from.iter().rev()) {
        behind += from;
        here[0] += behind * to;
    }
    for (at, here) in here.iter_mut().enumerate().take(JUMPS - 1).skip(1) {
        *here = match at.checked_sub(near + 1) {
            Some(right) => dot(from, to.get(right..).unwrap_or_default()),
            None => dot(from.get(near + 1 - at..).unwrap_or_default(), to),
        };
    }
    multiply(&here.clone(), &jumps.weights, &mut here);
    let all = sum(&here);
    if 0.0 < all {
        for (sum, here) in counts.jumps.iter_mut().zip(here) {
            *sum += f64::from(here / all);
        }
    }
}

/// The sum of products, in eight sums: the compiler may not change the order of additions itself.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let length = a.len().min(b.len());
    let (a, b) = (a[..length].chunks_exact(8), b[..length].chunks_exact(8));
    let rest = a.remainder().iter().zip(b.remainder()).map(|(a, b)| a * b);
    let rest: f32 = rest.sum();
    let mut sums = [0f32; 8];
    for (a, b) in a.zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A word's place in the other text, or after an empty word the last place, and whether it is
    /// empty.
    type State = (usize, bool);

    /// The posteriors by trying out every way in which the words can come from the others.
    fn slowly(emit: &[f32], empty: &[f32], width: usize, jumps: &Jumps) -> Vec<f64> {
        let weight = |jump: isize| f64::from(jumps.weight(jump));
        let jump = |from: isize, to: usize| {
            let all: f64 = (0..width).map(|to| weight(to as isize - from)).sum();
            weight(to as isize - from) / all
        };
        let leave = f64::from(jumps.empty);
        let states: Vec<State> = (0..width).flat_map(|i| [(i, false), (i, true)]).collect();
        let likely = |j: usize, before: Option<State>, (i, is_empty): State| -> f64 {
            let come = match (before, is_empty) {
                (None, false) => jump(-1, i),
                (None, true) => 1.0 / width as f64,
                (Some((last, _)), false) => jump(last as isize, i),
                (Some((last, _)), true) => f64::from(u8::from(last == i)),
            };
            match is_empty {
                true => leave * come * f64::from(empty[j]),
                false => (1.0 - leave) * come * f64::from(emit[j * width + i]),
            }
        };
        let mut ways: Vec<(Vec<State>, f64)> = vec![(Vec::new(), 1.0)];
        for j in 0..empty.len() {
            ways = ways
                .iter()
                .flat_map(|(way, p)| {
                    states.iter().map(move |&state| {
                        let p = p * likely(j, way.last().copied(), state);
                        ([&way[..], &[state]].concat(), p)
                    })
                })
                .collect();
        }
        let all: f64 = ways.iter().map(|way| way.1).sum();
        let mut posterior = vec![0.0; emit.len()];
        for (way, p) in &ways {
            for (j, &(i, is_empty)) in way.iter().enumerate() {
                if !is_empty {
                    posterior[j * width + i] += p / all;
                }
            }
        }
        posterior
    }

    fn likelihoods(count: usize) -> impl Strategy<Value = Vec<f32>> {
        prop::collection::vec(0.001f32..1.0, count)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn forward_backward_is_the_sum_over_all_ways(
            (width, emit, empty) in (1usize..4, 1usize..5).prop_flat_map(|(width, words)| {
                (Just(width), likelihoods(width * words), likelihoods(words))
            }),
            weights in likelihoods(JUMPS),
            leave in 0.02f32..0.4,
        ) {
            let jumps = Jumps { weights: weights.try_into().unwrap(), empty: leave };
            let mut lattice = Lattice::default();
            lattice.run(&emit, &empty, width, &jumps, None);
            let slow = slowly(&emit, &empty, width, &jumps);
            for (fast, slow) in lattice.posterior.iter().zip(&slow) {
                prop_assert!((f64::from(*fast) - slow).abs() < 1e-4, "{fast} {slow}");
            }
        }

        #[test]
        fn without_order_it_is_ibm_model_1(
            (width, emit, empty) in (1usize..6, 1usize..6).prop_flat_map(|(width, words)| {
                (Just(width), likelihoods(width * words), likelihoods(words))
            }),
            leave in 0.02f32..0.4,
        ) {
            let jumps = Jumps { empty: leave, ..Jumps::default() };
            let mut lattice = Lattice::default();
            lattice.run_unordered(&emit, &empty, width, &jumps);
            for (j, none) in empty.iter().enumerate() {
                let row = &emit[j * width..(j + 1) * width];
                let place = (1.0 - leave) / width as f32;
                let all = leave * none + row.iter().map(|likely| place * likely).sum::<f32>();
                for (i, likely) in row.iter().enumerate() {
                    let fast = lattice.posterior[j * width + i];
                    prop_assert!((fast - place * likely / all).abs() < 1e-5);
                }
            }
        }
    }
}
