//! What comes first among matches of about the same percent.

use super::chrf::{Pool, Shares, chrf};
use crate::words::{Sayings, Spoken};

/// A candidate, by its match forms.
pub(crate) struct Nominee<'a> {
    pub(crate) percent: u8,
    pub(crate) source: &'a str,
    pub(crate) target: &'a str,
}

/// The band of a percent, which no usefulness outweighs; better is greater.
pub(crate) fn band(percent: u8) -> u8 {
    match percent {
        0..=74 => 0,
        75..=84 => 75,
        85..=94 => 85,
        95..=99 => 95,
        _ => percent,
    }
}

/// Weight of the percent beside three times the chrF++ of the sources.
const PERCENT: f64 = 0.25;
/// Weight of the agreement of the translations.
const AGREEMENT: f64 = 0.6;
/// Weight of the query's words that the translation has words for.
const SAID: f64 = 0.5;
/// How soon a candidate that is less like the query loses its say.
const TEMPERATURE: f64 = 0.15;

/// How useful the translation of each contender, by its place among the candidates and with its words, is
/// expected to be; only the order has a meaning. The candidates must come in an order that depends on
/// their content alone.
pub(crate) fn usefulness(
    query: &str,
    words: &Spoken,
    nominees: &[Nominee<'_>],
    contenders: &[(usize, &Spoken)],
) -> Vec<(usize, u64)> {
    let sources = nominees.iter().map(|nominee| nominee.source);
    let of_query = Pool::new([query].into_iter().chain(sources)).shares(&[0]);
    let likeness = nominees.iter().zip(&of_query[1..]);
    let likeness: Vec<f64> = likeness
        .map(|(nominee, shares)| {
            let covered = chrf(shares.of_other, shares.of_own);
            PERCENT * f64::from(nominee.percent) / 100.0 + (1.0 - PERCENT) * covered
        })
        .collect();
    let best = likeness.iter().copied().fold(0.0, f64::max);
    let say: Vec<f64> = likeness
        .iter()
        .map(|likeness| ((likeness - best) / TEMPERATURE).exp())
        .collect();
    let all: f64 = say.iter().sum();
    let agreement = agreement(nominees, &say, contenders);
    let mut sayings = Sayings::of(words);
    let useful = contenders
        .iter()
        .zip(agreement)
        .map(|(&(i, spoken), agreement)| {
            let others = (all - say[i]).max(f64::MIN_POSITIVE);
            let said = sayings.said_by(spoken);
            let useful = likeness[i] + AGREEMENT * agreement / others + SAID * said;
            // Whole parts, so that the last bits of a sum decide nothing.
            (i, (useful * 1e6).round() as u64)
        });
    useful.collect()
}

/// By how much the translation of each contender agrees with the others', those with more say counting
/// more.
fn agreement(nominees: &[Nominee<'_>], say: &[f64], contenders: &[(usize, &Spoken)]) -> Vec<f64> {
    // Of any number of candidates, so many at a time.
    const AT_ONCE: usize = 64;
    let targets = Pool::new(nominees.iter().map(|nominee| nominee.target));
    let mut agreement = Vec::with_capacity(contenders.len());
    let contenders: Vec<usize> = contenders.iter().map(|&(at, _)| at).collect();
    for some in contenders.chunks(AT_ONCE) {
        let shares = targets.shares(some);
        let with_others = some.iter().zip(shares.chunks(nominees.len()));
        agreement.extend(with_others.map(|(&own, shares)| {
            let others = (0..nominees.len()).filter(|&other| other != own);
            let agreed = |other: usize| {
                let Shares { of_own, of_other } = shares[other];
                say[other] * chrf(of_own, of_other)
            };
            others.map(agreed).sum::<f64>()
        }));
    }
    agreement
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lang::{EN, KK, Language, RU};
    use crate::lookup::chrf::tests::slow_chrf;
    use crate::words::SpokenWords;

    /// Of the candidates at some places.
    fn useful(
        query: &str,
        nominees: &[Nominee<'_>],
        language: Language,
        contenders: &[usize],
    ) -> Vec<(usize, u64)> {
        let words = SpokenWords::default();
        let spoken: Vec<Spoken> = nominees
            .iter()
            .map(|nominee| words.read(nominee.target, language))
            .collect();
        let contenders: Vec<_> = contenders.iter().map(|&at| (at, &spoken[at])).collect();
        usefulness(query, &words.read(query, EN), nominees, &contenders)
    }

    #[test]
    fn translations_that_agree_come_first() {
        let nominee = |source, target| Nominee {
            percent: 60,
            source,
            target,
        };
        let nominees = [
            nominee("meeting with the envoy of Japan", "отказ от приглашения"),
            nominee("meeting with the envoy of Malta", "встреча с послом Мальты"),
            nominee(
                "meeting with the envoy of Spain",
                "встреча с послом Испании",
            ),
        ];
        let useful = useful("meeting with the envoy of Qatar", &nominees, RU, &[0, 1, 2]);
        let [(0, alone), (1, one), (2, other)] = useful[..] else {
            panic!("{useful:?}");
        };
        assert!(alone < one && alone < other);
    }

    /// The usefulness of one candidate, by the formula.
    fn slow_usefulness(query: &str, nominees: &[Nominee<'_>], of: usize) -> f64 {
        let likeness = |n: &Nominee<'_>| {
            PERCENT * f64::from(n.percent) / 100.0 + (1.0 - PERCENT) * slow_chrf(query, n.source)
        };
        let best = nominees.iter().map(likeness).fold(0.0, f64::max);
        let say = |n: &Nominee<'_>| ((likeness(n) - best) / TEMPERATURE).exp();
        let own = &nominees[of];
        let others = || {
            nominees
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != of)
                .map(|(_, n)| n)
        };
        let all: f64 = others().map(say).sum();
        let agreement: f64 = others()
            .map(|n| say(n) * slow_chrf(n.target, own.target))
            .sum();
        let agreement = if all > 0.0 { agreement / all } else { 0.0 };
        let words = SpokenWords::default();
        let (asked, said) = (words.read(query, EN), words.read(own.target, KK));
        let said = Sayings::of(&asked).said_by(&said);
        likeness(own) + AGREEMENT * agreement + SAID * said
    }

    proptest! {
        #[test]
        fn usefulness_is_its_formula(
            query in "(law|laws|of|Astana|17| ){0,8}",
            texts in prop::collection::vec(("(law|laws|Astana|17| ){1,6}", "(заң|заңы|Астана|17| ){1,6}", 20u8..=99), 1..12),
        ) {
            let nominees: Vec<Nominee<'_>> = texts.iter().map(|(source, target, percent)| Nominee {
                percent: *percent,
                source,
                target,
            }).collect();
            let all: Vec<usize> = (0..nominees.len()).collect();
            let fast = useful(&query, &nominees, KK, &all);
            prop_assert!(fast.iter().map(|&(at, _)| at).eq(all));
            for &(of, fast) in &fast {
                let slow = slow_usefulness(&query, &nominees, of);
                prop_assert!((fast as f64 / 1e6 - slow).abs() < 2e-6, "{} {}", fast, slow);
            }
            let some: Vec<usize> = (0..nominees.len()).step_by(3).collect();
            let of_some = useful(&query, &nominees, KK, &some);
            prop_assert!(of_some.iter().eq(fast.iter().step_by(3)));
        }
    }
}
