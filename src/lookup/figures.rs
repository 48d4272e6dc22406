//! Whether a translation says other figures than its source: a match of 100% is worth little then.

use crate::align::Decimal;
use crate::text::{Value, is_approximate, tokens};
use crate::unit::Variant;

/// Whether each has a figure that the other has not, not even rounded, in thousands or by another
/// clock; whole figures are rounded where that is said. What only one has may be written in words in the other.
pub(super) fn differ(source: &Variant, target: &Variant) -> bool {
    let [source, target] = [figures(source), figures(target)];
    let lacks = |others: &[Figure], figure: &Figure| !others.iter().any(|o| figure.is_one(o));
    let is_open = |one: &[Figure], others: &[Figure]| one.iter().any(|f| lacks(others, f));
    is_open(&source, &target) && is_open(&target, &source)
}

struct Figure {
    decimal: Decimal,
    is_rounded: bool,
}

impl Figure {
    fn is_one(&self, other: &Figure) -> bool {
        let is_rounded = self.is_rounded || other.is_rounded;
        let (one, other) = (&self.decimal, &other.decimal);
        one.is_about(other, true) && (is_rounded || !one.is_near(other)) || one.is_hour_of(other)
    }
}

/// The figures of a text, a date by its day and its year: months are written in words, too.
fn figures(variant: &Variant) -> Vec<Figure> {
    // So many tokens before a figure, and behind it, may say that it is rounded.
    const NEAR: usize = 4;
    let tokens = tokens(&variant.text, variant.language);
    let mut figures = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        let written: Vec<String> = match &token.value {
            Some(Value::Number(number)) => vec![number.clone()],
            Some(Value::Date { year, day, .. }) => {
                let parts = [Some(u16::from(*day)), *year].into_iter().flatten();
                parts.map(|part| part.to_string()).collect()
            }
            Some(Value::Time { hour, minute }) => vec![format!("{hour}.{minute:02}")],
            None => continue,
        };
        let near = &tokens[place.saturating_sub(NEAR)..tokens.len().min(place + NEAR)];
        let mut near = near.iter().map(|token| &variant.text[token.range.clone()]);
        let is_rounded = near.any(|word| is_approximate(word, variant.language));
        let decimals = written.iter().filter_map(|figure| Decimal::read(figure));
        figures.extend(decimals.map(|decimal| Figure {
            decimal,
            is_rounded,
        }));
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{EN, KK, RU};

    #[test]
    fn figures_are_compared_by_what_they_say() {
        let differ = |en: &str, ru: &str| {
            let [en, ru] = [(EN, en), (RU, ru)].map(|(language, text)| Variant {
                language,
                text: text.to_owned(),
            });
            assert_eq!(super::differ(&en, &ru), super::differ(&ru, &en));
            super::differ(&en, &ru)
        };
        for (en, ru) in [
            (
                "The budget is 500 million tenge.",
                "Бюджет составляет 600 млн тенге.",
            ),
            ("Held on 5 May 2024.", "Проведено 6 мая 2024 года."),
            ("Growth of 12.4% in 2023.", "Рост на 14,2% в 2023 году."),
            ("Decree No. 881 was signed.", "Подписан Указ № 885."),
            ("It begins at 10:30.", "Начало в 11:30."),
            ("It cost 263 billion tenge.", "Это стоило 260 млрд тенге."),
            ("School No. 50 reopened.", "Вновь открыта школа № 48."),
            ("140 servicemen serve there.", "Там служат 139 военных."),
        ] {
            assert!(differ(en, ru), "{en} {ru}");
        }
        for (en, ru) in [
            ("It cost 1,500 million tenge.", "Это стоило 1,5 млрд тенге."),
            ("On May 5–7, 2024.", "5–7 мая 2024 г."),
            ("On 5 March 2024.", "05.03.2024 г."),
            ("It begins at 2:30 p.m.", "Начало в 14.30."),
            ("More than 560 people came.", "Пришло 562 человека."),
            (
                "Twelve people came in 2023.",
                "В 2023 году пришло 12 человек.",
            ),
            ("3 people came.", "Пришли трое."),
            ("No figures.", "Нет чисел."),
        ] {
            assert!(!differ(en, ru), "{en} {ru}");
        }
        let kazakh = Variant {
            language: KK,
            text: "2024 жылғы 6 мамырда өтті.".to_owned(),
        };
        let russian = Variant {
            language: RU,
            text: "Прошло 5 мая 2024 г.".to_owned(),
        };
        assert!(super::differ(&russian, &kazakh));
    }
}
