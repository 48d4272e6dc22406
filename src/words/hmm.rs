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
    forward: Vec<f32>,
    states: Vec<f32>,
    backward: Vec<f32>,
    reach: Vec<f32>,
    ahead: Vec<f32>,
    /// Per word, then per word of the other text: the probability that it comes from there.
    pub(super) posterior: Vec<f32>,
}

impl Lattice {
    /// Fills `posterior`: `emit` holds for each word, for each of the `width` words of the other
    /// text, how likely it comes from there by what it says; `empty` the same for no word.
    pub(super) fn run(
        &mut self,
        emit: &[f32],
        empty: &[f32],
        width: usize,
        jumps: &Jumps,
        mut counts: Option<&mut JumpCounts>,
    ) {
        let length = empty.len();
        self.posterior.clear();
        self.posterior.resize(length * width, 0.0);
        if length == 0 || width == 0 {
            return;
        }
        let totals = totals(width, jumps);
        let (stay, leave) = (1.0 - jumps.empty, jumps.empty);
        for rooms in [&mut self.forward, &mut self.states, &mut self.backward] {
            rooms.clear();
            rooms.resize(length * width, 0.0);
        }
        self.reach.resize(width, 0.0);
        self.ahead.resize(width, 0.0);
        for (j, &empty) in empty.iter().enumerate() {
            let row = j * width..(j + 1) * width;
            if j == 0 {
                let first = totals[width];
                for (i, reach) in self.reach[..width].iter_mut().enumerate() {
                    *reach = jumps.weight(i as isize + 1) / first;
                }
            } else {
                let before = &self.states[row.start - width..row.start];
                for ((ahead, state), total) in self.ahead.iter_mut().zip(before).zip(&totals) {
                    *ahead = state / total;
                }
                spread(&self.ahead[..width], jumps, false, &mut self.reach);
            }
            let mut sum = 0.0;
            for i in 0..width {
                let from = if j == 0 {
                    1.0 / width as f32
                } else {
                    self.states[row.start - width + i]
                };
                let word = stay * self.reach[i] * emit[row.start + i];
                self.forward[row.start + i] = word;
                self.states[row.start + i] = word + leave * empty * from;
                sum += self.states[row.start + i];
            }
            let scale = 1.0 / sum.max(f32::MIN_POSITIVE);
            for i in row {
                self.forward[i] *= scale;
                self.states[i] *= scale;
            }
        }
        for j in (0..length).rev() {
            let row = j * width..(j + 1) * width;
            if j + 1 == length {
                self.backward[row.clone()].fill(1.0);
            }
            let mut all = 0.0;
            let mut words = 0.0;
            for i in row.clone() {
                self.posterior[i] = self.forward[i] * self.backward[i];
                words += self.posterior[i];
                all += self.states[i] * self.backward[i];
            }
            let scale = 1.0 / all.max(f32::MIN_POSITIVE);
            for i in row.clone() {
                self.posterior[i] *= scale;
            }
            if let Some(counts) = counts.as_deref_mut() {
                counts.all += 1.0;
                counts.empty += f64::from((1.0 - words * scale).max(0.0));
            }
            if j == 0 {
                break;
            }
            // What each word of the other text promises for the rest, this word included.
            let mut most = 0f32;
            for (i, ahead) in self.ahead[..width].iter_mut().enumerate() {
                *ahead = emit[row.start + i] * self.backward[row.start + i];
            }
            if let Some(counts) = counts.as_deref_mut() {
                let before = &self.states[row.start - width..row.start];
                let from: Vec<f32> = before.iter().zip(&totals).map(|(s, t)| s / t).collect();
                count(&from, &self.ahead[..width], jumps, counts);
            }
            spread(&self.ahead[..width], jumps, true, &mut self.reach);
            for (i, total) in totals[..width].iter().enumerate() {
                let here =
                    stay * self.reach[i] / total + leave * empty[j] * self.backward[row.start + i];
                self.backward[row.start - width + i] = here;
                most = most.max(here);
            }
            let scale = 1.0 / most.max(f32::MIN_POSITIVE);
            for here in &mut self.backward[row.start - width..row.start] {
                *here *= scale;
            }
        }
    }
}

impl Lattice {
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
}

/// Per word, the weight of all jumps from it; at the end, of all jumps from before the first.
fn totals(width: usize, jumps: &Jumps) -> Vec<f32> {
    let from = |at: isize| -> f32 {
        let last = width as isize - 1;
        let near: f32 = ((at - NEAR).max(0)..=(at + NEAR).min(last))
            .map(|to| jumps.weight(to - at))
            .sum();
        let left = (at - NEAR).clamp(0, last + 1) as f32 * jumps.weights[0];
        let right = (last - at - NEAR).clamp(0, last + 1) as f32 * jumps.weights[JUMPS - 1];
        near + left + right
    };
    (0..width as isize).chain([-1]).map(from).collect()
}

/// Sums over all jumps to each word (`back`: from each word), weighted.
fn spread(from: &[f32], jumps: &Jumps, back: bool, to: &mut [f32]) {
    let width = from.len();
    let sign = if back { -1 } else { 1 };
    let (far_left, far_right) = match back {
        false => (jumps.weights[JUMPS - 1], jumps.weights[0]),
        true => (jumps.weights[0], jumps.weights[JUMPS - 1]),
    };
    let near = NEAR as usize;
    let mut left = 0.0;
    let mut right: f32 = from.iter().skip(near).sum();
    for i in 0..width {
        // `left` holds what lies more than NEAR before i, `right` more than NEAR behind.
        if i > near {
            left += from[i - near - 1];
        }
        if i + near < width {
            right -= from[i + near];
        }
        let mut sum = left * far_left + right.max(0.0) * far_right;
        for (k, value) in from
            .iter()
            .enumerate()
            .take((i + near + 1).min(width))
            .skip(i.saturating_sub(near))
        {
            sum += value * jumps.weight(sign * (i as isize - k as isize));
        }
        to[i] = sum;
    }
}

/// Adds the expected jumps between two words.
fn count(from: &[f32], to: &[f32], jumps: &Jumps, counts: &mut JumpCounts) {
    let near = NEAR as usize;
    let mut here = [0f64; JUMPS];
    let mut left = 0.0;
    let mut right: f32 = from.iter().skip(near).sum();
    for (i, &value) in to.iter().enumerate() {
        if i > near {
            left += from[i - near - 1];
        }
        if i + near < from.len() {
            right -= from[i + near];
        }
        here[JUMPS - 1] += f64::from(left * value);
        here[0] += f64::from(right.max(0.0) * value);
        for k in i.saturating_sub(near)..(i + near + 1).min(from.len()) {
            here[(i + near + 1) - k] += f64::from(from[k] * value);
        }
    }
    let mut all = 0.0;
    for (here, &weight) in here.iter_mut().zip(&jumps.weights) {
        *here *= f64::from(weight);
        all += *here;
    }
    if 0.0 < all {
        for (sum, here) in counts.jumps.iter_mut().zip(here) {
            *sum += here / all;
        }
    }
}
