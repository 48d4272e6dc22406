//! The index finds what brute force finds.

use std::collections::{HashMap, HashSet};

use proptest::prelude::*;

use super::*;

struct Memory(HashMap<u64, String>);

impl Texts for Memory {
    fn text(&self, id: u64) -> Result<Cow<'_, str>> {
        Ok(Cow::Borrowed(&self.0[&id]))
    }
}

fn brute_force(memory: &[(u64, String)], query: &str, search: &Search) -> Vec<Hit> {
    let scorer = Scorer::new(query, search.measure);
    let mut found: Vec<Found> = memory
        .iter()
        .filter_map(|&(id, ref text)| {
            let score = scorer.score(text, Score::from_percent(search.threshold))?;
            Some(Found { score, id })
        })
        .collect();
    found.sort();
    let last = search.limit.checked_sub(1).and_then(|last| found.get(last));
    let last = last.map(|last| last.score.percent());
    let mut given = 0;
    found.retain(|found| {
        given += 1;
        let tied = search.ties != Ties::Cut && Some(found.score.percent()) == last;
        given <= search.limit || tied
    });
    let hits = found.into_iter().map(|Found { score, id }| Hit {
        id,
        percent: score.percent(),
        similarity: score.similarity(),
    });
    hits.collect()
}

/// Leaves out what is not told of hits under one percent.
fn by_percent(hits: &mut [Hit]) {
    for hit in hits.iter_mut().filter(|hit| hit.percent == 0) {
        hit.similarity = 0.0;
    }
    hits.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then(a.id.cmp(&b.id)));
}

/// Puts texts into blocks of `sizes`, the rest into the tail, and compares for all measures.
fn agree(texts: &[String], sizes: &[usize], gone: u64, queries: &[String], thresholds: &[u8]) {
    // Ids are in no order, and some texts are removed.
    let all: Vec<(u64, String)> = (0u64..)
        .map(|at| at.wrapping_mul(0x9e37_79b9) % 1_000_003)
        .zip(texts.iter().cloned())
        .collect();
    let removed = |id: u64| gone != 0 && id.is_multiple_of(gone);
    let mut rest = &all[..];
    let (mut blocks, mut token_blocks) = (Vec::new(), Vec::new());
    let mut live = Vec::new();
    for &size in sizes {
        let (block, after) = rest.split_at(size.min(rest.len()));
        rest = after;
        live.extend(block.iter().filter(|(id, _)| !removed(*id)).cloned());
        let texts = block.to_vec();
        let block = GramBlock::build(&texts).unwrap();
        block.verify().unwrap();
        blocks.push(GramBlock::from_bytes(block.to_bytes()).unwrap());
        let block = TokenBlock::build(&texts).unwrap();
        token_blocks.push(TokenBlock::from_bytes(&block.to_bytes()).unwrap());
    }
    live.extend(rest.iter().cloned());
    let memory = Memory(all.iter().cloned().collect());
    let indexed = Indexed {
        blocks: &blocks,
        token_blocks: &token_blocks,
        tail: rest,
        removed: &removed,
        texts: &memory,
    };
    for query in queries {
        let words: Vec<&str> = crate::distance::tokens(query).collect();
        for len in [1, 2, 5] {
            let run = words[words.len() / 2..].iter().take(len).copied();
            let run = run.collect::<Vec<_>>().join(" ");
            for limit in [0, 3, usize::MAX] {
                let found = containing(&indexed, &run, limit).unwrap();
                let all = with_run(&live, &run);
                assert_eq!(found.len(), all.len().min(limit), "{run:?} {limit}");
                assert!(found.is_sorted_by(|a, b| a < b), "{run:?} {limit}");
                assert!(found.iter().all(|id| all.contains(id)), "{run:?} {limit}");
            }
        }
        for measure in [Measure::Mean, Measure::Characters, Measure::Tokens] {
            for &threshold in thresholds {
                for limit in [2, usize::MAX] {
                    let asked = Search {
                        measure,
                        threshold,
                        limit,
                        ties: Ties::Cut,
                    };
                    with_runs(&indexed, &live, query, &asked);
                }
                for (limit, ties) in [
                    (0, Ties::Kept),
                    (1, Ties::Cut),
                    (2, Ties::Kept),
                    (3, Ties::Cut),
                    (usize::MAX, Ties::Cut),
                    (2, Ties::KeptByPercent),
                ] {
                    let asked = Search {
                        measure,
                        threshold,
                        limit,
                        ties,
                    };
                    let mut stats = Stats::default();
                    let hits = search(&indexed, query, &asked, Some(&mut stats));
                    let (mut hits, mut expected) =
                        (hits.unwrap(), brute_force(&live, query, &asked));
                    if ties == Ties::KeptByPercent {
                        by_percent(&mut hits);
                        by_percent(&mut expected);
                    }
                    assert_eq!(hits, expected, "{query:?} {asked:?} {stats:?}");
                }
            }
        }
    }
}

/// Compares what is found that has some words of the query with what brute force finds of what has them.
fn with_runs(
    indexed: &Indexed<'_, GramBlock, TokenBlock>,
    live: &[(u64, String)],
    query: &str,
    asked: &Search,
) {
    let words: Vec<&str> = crate::distance::tokens(query).collect();
    let run = |words: &[&str]| find_run(query, words).map(|run| query[run].to_owned());
    for len in [1, 2, 5] {
        let runs = words.chunks(2 * len).step_by(2);
        let having: Vec<String> = runs
            .filter_map(|words| run(&words[..len.min(words.len())]))
            .collect();
        let sought = Sought {
            text: query,
            having: &having,
        };
        let found = search_in(&mut Scratch::default(), indexed, sought, asked, None).unwrap();
        let having_all = having.iter().fold(live.to_vec(), |mut live, run| {
            let ids: HashSet<u64> = with_run(&live, run).into_iter().collect();
            live.retain(|(id, text)| ids.contains(id) && text.contains(run));
            live
        });
        let expected = brute_force(&having_all, query, asked);
        assert_eq!(found, expected, "{query:?} {having:?} {asked:?}");
    }
}

#[test]
fn what_cannot_have_one_percent_has_none() {
    let texts = [
        "",
        "a",
        "the law",
        "law the",
        "the new law on banks",
        "lawn",
        "of the law",
    ];
    let texts = texts.map(str::to_owned);
    let queries = ["the law of ".repeat(300), "xyz".repeat(700), String::new()];
    agree(&texts, &[5], 0, &queries, &[0, 1]);
}

fn with_run(memory: &[(u64, String)], run: &str) -> Vec<u64> {
    let run: Vec<&str> = crate::distance::tokens(run).collect();
    let has = |text: &str| {
        let own: Vec<&str> = crate::distance::tokens(text).collect();
        !run.is_empty() && own.windows(run.len()).any(|window| window == run)
    };
    let found = memory.iter().filter(|(_, text)| has(text));
    found.map(|&(id, _)| id).collect()
}

fn edited(text: &str, edits: &[(usize, String, usize)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for (at, new, gone) in edits {
        let at = at % (chars.len() + 1);
        let end = (at + gone).min(chars.len());
        chars.splice(at..end, new.chars());
    }
    chars.into_iter().collect()
}

fn memories() -> impl Strategy<Value = (Vec<String>, Vec<String>)> {
    let text = prop_oneof![
        Just(String::new()),
        "a{0,40}",
        "[ab]{0,30}",
        "(ab|ba|c ){0,20}",
        "[а-гқ😀𝒳 .]{0,120}",
        "[a-z]{1,6}( [a-z]{1,6}){0,20}",
    ];
    let edits = || proptest::collection::vec((0usize..400, "[aбx 😀]{0,2}", 0usize..3), 0..8);
    let versions = proptest::collection::vec(edits(), 1..12);
    let family = (text, versions).prop_map(|(text, versions)| {
        let family = versions.iter().map(|edits| edited(&text, edits));
        family.collect::<Vec<_>>()
    });
    let memory = proptest::collection::vec(family, 1..8).prop_map(|families| families.concat());
    (memory, edits(), "[ab ]{0,200}").prop_map(|(memory, edits, foreign)| {
        let queries = vec![
            memory[0].clone(),
            edited(&memory[memory.len() / 2], &edits),
            memory.concat(),
            foreign,
        ];
        (memory, queries)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_memories(
        (memory, queries) in memories(),
        sizes in proptest::collection::vec(0usize..40, 0..4),
        gone in 0u64..5,
        threshold in 0u8..=101,
    ) {
        agree(&memory, &sizes, gone, &queries, &[threshold, 50, 70]);
    }

    #[test]
    fn merged_random_blocks(
        (memory, _) in memories(),
        sizes in proptest::collection::vec(0usize..40, 0..4),
        gone in 0u64..5,
    ) {
        merge(&memory, &sizes, gone);
    }

    #[test]
    fn no_bytes_panic(
        (memory, queries) in memories(),
        places in proptest::collection::vec((any::<usize>(), 1u8..), 1..4),
        cut in 0usize..40,
    ) {
        let texts: Vec<_> = (0u64..).zip(memory.iter().cloned()).collect();
        let sound = GramBlock::build(&texts).unwrap().to_bytes();
        prop_assert!(GramBlock::from_bytes(sound[..sound.len() - 1 - cut.min(sound.len() - 1)].to_vec()).is_err());
        let mut bytes = sound.clone();
        for (place, change) in places {
            let place = place % bytes.len();
            bytes[place] ^= change;
        }
        let memory = Memory(texts.iter().cloned().collect());
        if let Ok(block) = GramBlock::from_bytes(bytes.clone()) {
            prop_assert!(block.verify().is_err() || bytes == sound);
            for query in &queries {
                let asked = Search { threshold: 30, ..Search::default() };
                search(&of_blocks(std::slice::from_ref(&block), &memory), query, &asked, None).unwrap();
            }
        }

        let mut bytes = TokenBlock::build(&texts).unwrap().to_bytes();
        prop_assert!(TokenBlock::from_bytes(&bytes).is_ok());
        prop_assert!(TokenBlock::from_bytes(&bytes[..bytes.len() - 1]).is_err());
        let place = cut % bytes.len();
        bytes[place] ^= 1;
        prop_assert!(TokenBlock::from_bytes(&bytes).is_err_and(|error| error.is_bad_memory()));
    }

    #[test]
    fn no_token_bytes_panic(
        len in 0u32..50,
        bytes in proptest::collection::vec(prop_oneof![3 => 0u8..4, 1 => any::<u8>()], 256..400),
    ) {
        let mut block = TokenBlock::build(&[]).unwrap().to_bytes();
        block.truncate(20);
        block[8..12].copy_from_slice(&len.to_le_bytes());
        block.extend(bytes);
        let sum = block::check_sum(0, &block[20..]);
        block[12..20].copy_from_slice(&sum.to_le_bytes());
        // Whatever it holds, its check sum is right.
        if let Ok(block) = TokenBlock::from_bytes(&block) {
            prop_assert_eq!(block.ids().len(), len as usize);
        }
    }
}

/// Blocks of characters alone.
fn of_blocks<'i, P>(blocks: &'i [P], texts: &'i Memory) -> Indexed<'i, P, TokenBlock> {
    Indexed {
        blocks,
        token_blocks: &[],
        tail: &[],
        removed: &|_| false,
        texts,
    }
}

#[test]
fn texts_that_are_longer_than_when_they_were_indexed_are_damage() {
    let texts: Vec<(u64, String)> = (0..20).map(|id| (id, "a".repeat(20))).collect();
    let block = GramBlock::build(&texts).unwrap();
    let grown = |(id, text): (u64, String)| (id, format!("{text} and what was added"));
    let grown = Memory(texts.into_iter().map(grown).collect());
    let asked = Search {
        measure: Measure::Characters,
        threshold: 50,
        ..Search::default()
    };
    let query = "a".repeat(20);
    let answer = search(&of_blocks(&[block], &grown), &query, &asked, None);
    assert!(answer.is_err_and(|error| error.is_bad_memory()));
}

#[test]
fn one_letter() {
    let texts: Vec<String> = (0..600).map(|n| "a".repeat(n)).collect();
    let queries: Vec<String> = [0, 1, 3, 4, 5, 63, 64, 65, 300, 590, 2000]
        .map(|n| "a".repeat(n))
        .into();
    agree(
        &texts,
        &[500, 50],
        7,
        &queries,
        &[0, 37, 50, 70, 99, 100, 101],
    );
}

/// Enough texts for lists beside bitmaps, for saturated counters and for ties.
#[test]
fn many_near_duplicates() {
    let words = [
        "совет",
        "министр",
        "meeting",
        "the",
        "a",
        "қала",
        "of",
        "7",
        "😀",
    ];
    let mut state = 1u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 33) as usize % below
    };
    let mut texts: Vec<String> = Vec::new();
    for at in 0..3000 {
        let mut text: Vec<&str> = match at % 3 {
            0 => (0..3 + next(60))
                .map(|_| words[next(words.len())])
                .collect(),
            _ => texts[next(at)].split(' ').collect(),
        };
        let place = next(text.len());
        text[place] = words[next(words.len())];
        texts.push(text.join(" "));
    }
    let queries: Vec<String> = (0..6)
        .map(|at| match at % 3 {
            0 => texts[next(texts.len())].clone(),
            1 => texts[next(texts.len())].replace("the", "thee"),
            _ => format!("{} {}", texts[next(texts.len())], texts[next(texts.len())]),
        })
        .collect();
    agree(
        &texts,
        &[2000, 700],
        11,
        &queries,
        &[0, 30, 50, 70, 85, 100],
    );
}

/// Merges blocks of `sizes`, without what is gone, and compares with blocks of the texts themselves.
fn merge(texts: &[String], sizes: &[usize], gone: u64) {
    let is_kept = |id: u64| gone == 0 || !id.is_multiple_of(gone);
    let texts: Vec<(u64, String)> = (0u64..)
        .map(|at| at.wrapping_mul(0x9e37_79b9) % 1_000_003)
        .zip(texts.iter().cloned())
        .collect();
    let (mut blocks, mut rest) = (Vec::new(), &texts[..]);
    for &size in sizes.iter().chain([&usize::MAX]) {
        let (block, after) = rest.split_at(size.min(rest.len()));
        rest = after;
        blocks.extend(TokenBlock::build_all(block).map(Result::unwrap));
    }
    let bytes = |block: Result<TokenBlock>| block.unwrap().to_bytes();
    let merged: Vec<_> = TokenBlock::merge_all(&blocks, is_kept).map(bytes).collect();
    let kept: Vec<_> = texts
        .iter()
        .filter(|(id, _)| is_kept(*id))
        .cloned()
        .collect();
    let built: Vec<_> = TokenBlock::build_all(&kept).map(bytes).collect();
    assert!(merged == built, "{sizes:?} {gone}");
}

#[test]
fn merged_blocks_are_those_of_all_texts() {
    let text = |at: usize| "a b c d e f g "[..2 * (at % 7)].trim().to_owned();
    let texts: Vec<String> = (0..BLOCK_LEN + 100).map(text).collect();
    merge(&texts, &[BLOCK_LEN, 40], 0);
    merge(&texts, &[50, 3_000], 3);
}

#[test]
fn blocks_hold_as_much_as_slots() {
    let mut texts: Vec<(u64, String)> = (0..=BLOCK_LEN as u64)
        .map(|id| (id, format!("{id}")))
        .collect();
    assert!(GramBlock::build(&texts).unwrap_err().is_bad_input());
    assert!(TokenBlock::build(&texts).unwrap_err().is_bad_input());
    texts.pop();
    let blocks = [
        GramBlock::build(&texts).unwrap(),
        GramBlock::build(&[]).unwrap(),
    ];
    assert_eq!(blocks[0].len(), BLOCK_LEN);
    assert!(blocks[1].is_empty());
    let token_blocks = [
        TokenBlock::build(&[]).unwrap(),
        TokenBlock::build(&texts).unwrap(),
    ];
    assert_eq!(token_blocks[1].ids().len(), BLOCK_LEN);
    let memory = Memory(texts.iter().cloned().collect());
    let indexed = Indexed {
        token_blocks: &token_blocks,
        ..of_blocks(&blocks, &memory)
    };
    for measure in [Measure::Mean, Measure::Tokens] {
        let asked = Search {
            measure,
            threshold: 60,
            ..Search::default()
        };
        for query in ["65535", "0", "4711", "12345678", ""] {
            let hits = search(&indexed, query, &asked, None).unwrap();
            assert_eq!(hits, brute_force(&texts, query, &asked));
        }
    }
}
