//! Successive beads that each answer too little to be sure and too much to be strange: of text from
//! elsewhere, which stands in one piece, they tell together.
//!
//! Each bead is in one of two states, a translation or a stranger's, and keeps its neighbour's as a rule:
//! a hidden Markov model, of which the forward-backward algorithm tells how likely each is which (Baum
//! et al. 1970).

/// By how much a bead that answers by a standard deviation less is likelier to be a stranger's, as
/// log-odds; where nothing speaks for it or against it, it may be either. Counted in true beads of news
/// and in those of strangers put in their place …
const STEEP: f64 = 2.6;
/// … but no bead tells more than so much.
const MOST: f64 = 4.0;
/// How often strangers begin behind a translation …
const BEGIN: f64 = 0.002;
/// … and how often they end.
const END: f64 = 0.2;

/// How likely each of successive beads is a stranger's, by how much its words answer, in standard
/// deviations; nothing where they say nothing.
pub(super) fn strange(answers: &[Option<f64>]) -> Vec<f64> {
    // Of a translation and of a stranger's.
    let likely = |answer: &Option<f64>| {
        let odds = answer.map_or(0.0, |answer| (-STEEP * answer).clamp(-MOST, MOST));
        [1.0, odds.exp()]
    };
    let shares = |both: [f64; 2]| both.map(|share| share / (both[0] + both[1]));
    let times = |one: [f64; 2], other: [f64; 2]| [one[0] * other[0], one[1] * other[1]];
    // What stands before each bead, and what from each bead on.
    let mut before = vec![[1.0 - BEGIN, BEGIN]];
    for answer in answers {
        let [own, other] = times(*before.last().expect("the first"), likely(answer));
        before.push(shares([
            own * (1.0 - BEGIN) + other * END,
            own * BEGIN + other * (1.0 - END),
        ]));
    }
    let mut strange = vec![0.0; answers.len()];
    let mut behind = [1.0, 1.0];
    for (at, answer) in answers.iter().enumerate().rev() {
        let here = times(likely(answer), behind);
        strange[at] = shares(times(before[at], here))[1];
        // Here it is what follows that is summed over.
        behind = shares([
            here[0] * (1.0 - BEGIN) + here[1] * BEGIN,
            here[0] * END + here[1] * (1.0 - END),
        ]);
    }
    strange
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_strange(answers: &[f64]) -> Vec<bool> {
        let answers: Vec<Option<f64>> = answers.iter().map(|&answer| Some(answer)).collect();
        strange(&answers)
            .iter()
            .map(|&likely| 0.5 < likely)
            .collect()
    }

    #[test]
    fn weak_beads_tell_together() {
        assert_eq!(are_strange(&[3.0, 2.0, -1.0, 3.0]), [false; 4]);
        let in_row = are_strange(&[3.0, 2.0, -1.5, -1.2, -1.4, 3.0]);
        assert_eq!(in_row, [false, false, true, true, true, false]);
        // One of them may answer by chance.
        let with_chance = are_strange(&[3.0, 2.0, -1.5, -1.2, 0.3, -1.2, -1.5]);
        assert_eq!(with_chance[2..], [true; 5]);
        assert_eq!(are_strange(&[-1.0, 2.0, -1.0, 3.0, -1.0, 2.0]), [false; 6]);
    }

    #[test]
    fn what_says_nothing_goes_with_its_neighbours() {
        let own = Some(3.0);
        let other = Some(-3.0);
        let strange = strange(&[own, other, None, other, other, own, None]);
        let strange: Vec<bool> = strange.iter().map(|&likely| 0.5 < likely).collect();
        assert_eq!(strange, [false, true, true, true, true, false, false]);
        assert!(super::strange(&[]).is_empty());
    }

    /// What all ways through the two states say, one by one.
    #[test]
    fn likelihoods_are_those_of_all_ways() {
        let answers = [Some(0.4), None, Some(-1.3), Some(-0.2), Some(1.1)];
        let mut sums = vec![[0.0, 0.0]; answers.len()];
        for way in 0..1usize << answers.len() {
            let is_strange = |at: usize| way >> at & 1 == 1;
            let mut weight = 1.0;
            let mut before = false;
            for (at, answer) in answers.iter().enumerate() {
                weight *= match (before, is_strange(at)) {
                    (false, true) => BEGIN,
                    (false, false) => 1.0 - BEGIN,
                    (true, true) => 1.0 - END,
                    (true, false) => END,
                };
                if is_strange(at) {
                    weight *= (-STEEP * answer.unwrap_or(0.0)).exp();
                }
                before = is_strange(at);
            }
            for (at, sums) in sums.iter_mut().enumerate() {
                sums[usize::from(is_strange(at))] += weight;
            }
        }
        let told = strange(&answers);
        for (told, [own, strange]) in told.iter().zip(sums) {
            assert!((told - strange / (own + strange)).abs() < 1e-9);
        }
    }
}
