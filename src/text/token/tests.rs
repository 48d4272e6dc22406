//! What is one token, and of which kind.

use proptest::prelude::*;

use super::*;
use crate::lang::{EN, KK, RU};

#[test]
fn each_kind_is_one_token() {
    use TokenKind::*;
    for (text, language, kind) in [
        ("Алма-Ата", RU, Word),
        ("don’t", EN, Word),
        ("тегін", KK, Word),
        ("БҰҰ", KK, Acronym),
        ("COVID-19", EN, Acronym),
        ("U.S.", EN, Acronym),
        ("USA's", EN, Acronym),
        ("5th", EN, Ordinal),
        ("5-й", RU, Ordinal),
        ("5-ші", KK, Ordinal),
        ("15-інші", KK, Ordinal),
        ("6-ншыға", KK, Ordinal),
        ("21-го", RU, Ordinal),
        ("2024-ке", KK, Number),
        ("20-сында", KK, Number),
        ("1.2.3", EN, Number),
        ("20%-ға", KK, Percent),
        ("15 per cent", EN, Percent),
        ("15 процентов", RU, Percent),
        ("12,5 млрд тенге", RU, Currency),
        ("3,4 триллион теңге", KK, Currency),
        ("2 млрд АҚШ долларына", KK, Currency),
        ("1.2 billion US dollars", EN, Currency),
        ("5 тыс. руб.", RU, Currency),
        ("5 млн. долл.", RU, Currency),
        ("$1,5 млн-ға", KK, Currency),
        ("34.3bn tenge", EN, Currency),
        ("US$ 1.2 million", EN, Currency),
        ("KZT 5,000", EN, Currency),
        ("5,5%", RU, Percent),
        ("5 пайызға", KK, Percent),
        ("$1.5 million", EN, Currency),
        ("20 млрд теңге", KK, Currency),
        ("14:30", RU, Time),
        ("2:30 p.m.", EN, Time),
        ("2 pm", EN, Time),
        ("18:00-де", KK, Time),
        ("%(x)s", EN, Placeholder),
        ("${x}", EN, Placeholder),
        ("{0}", EN, Placeholder),
        ("%s", EN, Placeholder),
        ("<br/>", EN, Tag),
        ("https://www.gov.kz/a?b=c", KK, Url),
        ("press@mfa.gov.kz", KK, Url),
        ("?!", RU, Punctuation),
        ("...", RU, Punctuation),
        ("+", RU, Symbol),
    ] {
        let found = tokens(text, language);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].kind, kind, "{text}");
    }
}

#[test]
fn numbers_have_one_value_in_every_spelling() {
    for (text, language, value) in [
        ("1 234,5", RU, "1234.5"),
        ("1\u{a0}234,5", KK, "1234.5"),
        ("1,234.5", EN, "1234.5"),
        ("1.234,5", RU, "1234.5"),
        ("1,234", EN, "1234"),
        ("1,234", RU, "1.234"),
        ("1,234,567", EN, "1234567"),
        ("2024", EN, "2024"),
    ] {
        let found = &tokens(text, language)[0];
        assert_eq!(found.value, Some(Value::Number(value.to_owned())), "{text}");
    }
}

#[test]
fn a_day_has_one_value_in_every_language() {
    for (text, language) in [
        ("5 мая 2024 г.", RU),
        ("5 мая 2024 года", RU),
        ("2024 жылғы 5 мамыр", KK),
        ("2024 жылғы 5 мамырда", KK),
        ("May 5, 2024", EN),
        ("5 May 2024", EN),
        ("05.05.2024", RU),
        ("2024-05-05", EN),
        ("5th of May, 2024", EN),
        ("5-го мая 2024 г.", RU),
        ("may 5th 2024", EN),
        ("5 мамыр 2024 жылы", KK),
        ("2024 ж. 5 мамырдағы", KK),
        ("2024ж. 5 мамырда", KK),
        ("2024 жылдың 5 мамырында", KK),
        ("2024 жылғы мамырдың 5-інде", KK),
        ("2024 жылдың мамыр айының 5-і", KK),
    ] {
        let found = tokens(text, language);
        let (year, month, day) = (Some(2024), 5, 5);
        let value = Some(Value::Date { year, month, day });
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].value, value, "{text}");
    }
}

#[test]
fn an_ending_behind_an_address_belongs_to_the_sentence() {
    for text in [
        "www.gov.kz-тен",
        "www.gov.kz-тен.",
        "www.gov.kz-тен, сосын",
        "www.gov.kz)-тен",
        "info@gov.kz-ке",
        "gov.kz.",
    ] {
        let found = &tokens(text, KK)[0];
        assert_eq!(found.kind, TokenKind::Url, "{text}");
        assert!(found.text(text).ends_with(".kz"), "{text}");
    }
    // A hyphen without an ending behind it is the path's own.
    assert_eq!(tokens("http://x.kz/a-", KK).len(), 1);
}

#[test]
fn the_work_is_linear() {
    let work_on = |text: &str| {
        let before = work::so_far();
        tokens(text, KK);
        work::so_far() - before
    };
    for piece in [
        "a.b.", "a-b.", "No.", "A.", "1-", "5-да", "1-шы", "www.", "a@",
    ] {
        let less = work_on(&piece.repeat(1_000));
        let more = work_on(&piece.repeat(8_000));
        assert!(
            10 * more <= 88 * less + 1_000,
            "{piece}: {less}, then {more}"
        );
    }
    assert_eq!(tokens(&"a.b.".repeat(1_000), EN).len(), 4_000);
}

#[test]
fn numero_is_one_sign() {
    for (text, language) in [("No. 5", EN), ("Nos. 5", EN), ("№ 5", RU), ("№5", KK)] {
        let found = tokens(text, language);
        let kinds: Vec<_> = found.iter().map(|t| t.kind).collect();
        assert_eq!(kinds, [TokenKind::Symbol, TokenKind::Number], "{text}");
    }
    assert_eq!(tokens("No. It is.", EN)[1].kind, TokenKind::Punctuation);
}

#[test]
fn every_month_is_known_in_every_form() {
    let months = &crate::text::calendar::MONTHS;
    for month in 1..=12_u8 {
        let at = usize::from(month) - 1;
        for (text, language) in [
            (format!("3 {} 2024", months.english[at]), EN),
            (format!("3 {}. 2024", &months.english[at][..3]), EN),
            (format!("3 {} 2024 года", months.russian[at]), RU),
            (format!("2024 жылғы 3 {}", months.kazakh[at]), KK),
        ] {
            let text = text.replace("may.", "may");
            let found = tokens(&text, language);
            let (year, day) = (Some(2024), 3);
            let value = Some(Value::Date { year, month, day });
            assert_eq!(found[0].value, value, "{text}");
        }
    }
    let september = &tokens("2024 жылдың 3 қыркүйегінде", KK)[0];
    assert!(matches!(
        september.value,
        Some(Value::Date { month: 9, .. })
    ));
}

#[test]
fn figures_before_other_words_are_numbers() {
    for (text, language) in [
        ("15 қазандық", KK),
        ("5 маймыл", KK),
        ("49 еуропалық", KK),
        ("5 рубежей", RU),
        ("5 mayors", EN),
        ("32.01.2024", RU),
        ("31.02.2024", RU),
        ("29.02.2023", RU),
    ] {
        let found = tokens(text, language);
        let is_more = |t: &Token| t.value.is_some() && t.kind != TokenKind::Number;
        assert!(!found.iter().any(is_more), "{text}: {found:?}");
    }
}

#[test]
fn marks_are_those_of_unicode() {
    let runs = begin(r"\.{2,}|[?!]+|-{2,}|\p{P}");
    for first in (0..0x3000).filter_map(char::from_u32) {
        for rest in ["", "?!", "..", "--", "a"] {
            let text = format!("{first}{rest}");
            let found = mark(&text, first);
            let expected = runs.find(&text).map(|run| run.end());
            let is_mark = found.1 == TokenKind::Punctuation;
            assert_eq!(is_mark.then_some(found.0), expected, "{text:?}");
        }
    }
}

proptest! {
    #[test]
    fn no_address_is_passed_over(
        text in "(a|ru|kz|www|https?://|com|қ|[.@:/_+ \u{a0}-]){0,10}",
    ) {
        if let Some(found) = address(&text) {
            prop_assert!(may_be_address(&text), "{text:?}: {found:?}");
        }
    }

    #[test]
    fn tokens_cover_all_but_blanks(text in "(\\PC|[0-9 .,%<>{}$a-z]){0,40}") {
        for language in [EN, RU, KK] {
            let mut at = 0;
            for token in tokens(&text, language) {
                prop_assert!(text[at..token.range.start].chars().all(char::is_whitespace));
                prop_assert!(token.range.start < token.range.end);
                at = token.range.end;
            }
            prop_assert!(text[at..].chars().all(char::is_whitespace));
        }
    }
}
