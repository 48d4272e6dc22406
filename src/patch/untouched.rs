//! Words of a query that no patch touches: what can be patched whole has them, too.

use std::ops::Range;

use super::pairs::around;
use super::reading::slot::Grain;
use super::reading::text::Text;
use crate::text::TokenKind;

/// So near to a capital letter, words may be a part of a name.
const NEAR_NAME: usize = 2;

/// The runs of words away from figures, names and marks, in bytes: a source that differs from the text in
/// these alone has them all.
pub(super) fn untouched(text: &Text<'_>) -> Vec<Range<usize>> {
    let mut touched = vec![false; text.tokens.len()];
    let mut touch = |around: Range<usize>| {
        let end = around.end.min(touched.len());
        touched[around.start.min(end)..end].fill(true);
    };
    for slot in text.slots(Grain::Whole).iter() {
        touch(around(slot));
    }
    for place in (0..text.tokens.len()).filter(|&place| text.is_capital(place)) {
        touch(place.saturating_sub(NEAR_NAME)..place + NEAR_NAME + 1);
    }
    let is_untouched =
        |place: &usize| !touched[*place] && text.tokens[*place].kind == TokenKind::Word;
    let places: Vec<usize> = (0..text.tokens.len()).filter(is_untouched).collect();
    let runs = places.chunk_by(|place, next| place + 1 == *next);
    runs.map(|run| text.bytes(&(run[0]..run[0] + run.len())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EN, KK, RU};

    #[test]
    fn what_may_change_with_a_figure_or_name_is_no_part_of_it() {
        for (text, language, runs) in [
            (
                "On 5 May 2024 the head of state held a meeting on economic policy in Astana.",
                EN,
                "of state held a meeting on economic",
            ),
            (
                "Бүгін 15 құжатқа қол қойылды, олар экономика саласындағы ынтымақтастықты дамытуға арналған.",
                KK,
                "қойылды|олар экономика саласындағы ынтымақтастықты дамытуға арналған",
            ),
            ("Подписано 15 документов", RU, ""),
            ("", RU, ""),
        ] {
            let text = Text::new(text, language);
            let found = untouched(&text).into_iter().map(|run| &text.text[run]);
            assert_eq!(found.collect::<Vec<_>>().join("|"), runs);
        }
    }
}
