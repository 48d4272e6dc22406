//! The forms of a phrase by number and case, as far as rules tell them: to know a written form by,
//! and to make one that never stood.

mod english;
mod kazakh;
mod russian;

use std::collections::BTreeSet;

use super::declension;
use crate::lang::{EN, KK, Language, RU};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Number {
    Singular,
    Plural,
}

/// The cases of Russian and Kazakh; the Russian prepositional is the locative. English has the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Case {
    Nominative,
    Genitive,
    Dative,
    Accusative,
    Instrumental,
    Locative,
    /// The Kazakh locative before a noun: облыстағы.
    Attributive,
    Ablative,
}

/// What a form may be: one form may be several (Главе is dative and prepositional).
pub(super) type Readings = BTreeSet<(Number, Case)>;

/// Whether a phrase may be written so, where its stems are the same: an English stem is also that of
/// words made of it (currently, presidency), and an acronym has no forms with other letters.
pub(super) fn is_form_of(form: &str, citation: &str, language: Language) -> bool {
    let is_acronym = |c: &str| 1 < c.chars().count() && c.chars().all(char::is_uppercase);
    if is_acronym(citation) && !form.to_lowercase().starts_with(&citation.to_lowercase()) {
        return false;
    }
    !language.same_language(EN) || english::is_form_of(form, citation)
}

/// The forms of a phrase. Only the words up to its head change; what depends on the head stays, or
/// is not known.
#[derive(Debug, Default)]
pub(super) struct Paradigm {
    /// The changing words in each form that is known. A cell with several has rivals, of which the rules
    /// do not know the right one.
    cells: Vec<(Number, Case, String)>,
    /// What stands before them, in whatever form: its stems are known.
    before: String,
    /// What stands behind the head.
    rest: String,
    does_rest_stay: bool,
    /// The nominative of the plural may have another ending than the cells have, and the other cases are
    /// certain only if some plural is attested.
    is_plural_doubtful: bool,
    /// It may be a name, which has no other number: its forms are read, but none is made.
    is_name: bool,
}

impl Paradigm {
    /// Of a phrase in its citation form; empty where the rules are not certain.
    pub(super) fn of(citation: &str, language: Language) -> Paradigm {
        let mut words = citation.split([' ', '-']);
        let is_single = !citation.contains([' ', '-']);
        // Қазақстан Республикасы; in English a post is written so, too.
        let may_be_name = words.all(|word| word.starts_with(char::is_uppercase))
            && (is_single || !citation.contains('-') && !language.same_language(EN));
        let paradigm = if language.same_language(EN) {
            english::paradigm(citation)
        } else if language.same_language(RU) {
            russian::paradigm(citation)
        } else if language.same_language(KK) {
            kazakh::paradigm(citation)
        } else {
            None
        };
        Paradigm {
            is_name: may_be_name,
            ..paradigm.unwrap_or_default()
        }
    }

    /// What a written form may be. Where its head may be one or many, the words behind it tell: as in the
    /// citation form, they belong to one (Главы государства, главы государств).
    pub(super) fn read(&self, form: &str) -> Readings {
        let form = form.to_lowercase();
        let form = self.changing(&form);
        let own = self.rest.to_lowercase();
        let mut readings = Readings::new();
        let mut is_as_cited = true;
        for (number, case, lead) in &self.cells {
            if let Some(rest) = behind(form, &lead.to_lowercase()) {
                is_as_cited = rest == own;
                readings.insert((*number, *case));
            }
        }
        let told = match is_as_cited {
            true => Number::Singular,
            false => Number::Plural,
        };
        if !self.does_rest_stay && readings.iter().any(|&(number, _)| number == told) {
            readings.retain(|&(number, _)| number == told);
        }
        readings
    }

    /// Whether a written form may be one of the phrase's in the singular, as far as all of these are known.
    pub(super) fn may_be(&self, form: &str) -> bool {
        let of_one = self
            .cells
            .iter()
            .filter(|(number, ..)| *number == Number::Singular);
        let cases: BTreeSet<Case> = of_one.map(|&(_, case, _)| case).collect();
        cases.len() < declension::CASES || !self.read(form).is_empty()
    }

    /// The number of a written form: as read, or, where the rules do not know the head, as its ending or
    /// its adjective tells beside the citation form.
    pub(super) fn number(&self, form: &str, citation: &str, language: Language) -> Option<Number> {
        number_of(&self.read(form)).or_else(|| {
            let looks = |text: &str| looks_plural(&text.to_lowercase(), language);
            (looks(form) && !looks(citation)).then_some(Number::Plural)
        })
    }

    /// The form with one of these numbers and cases, if it is but one. What depends on the head is
    /// taken from an attested form of this number.
    pub(super) fn make<'f>(
        &self,
        number: Number,
        cases: &BTreeSet<Case>,
        attested: impl Iterator<Item = &'f str> + Clone,
    ) -> Option<String> {
        if self.is_name {
            return None;
        }
        if self.is_plural_doubtful && number == Number::Plural {
            let is_like_nominative =
                |case: &Case| matches!(case, Case::Nominative | Case::Accusative);
            let is_plural = |form| {
                let readings = self.read(form);
                !readings.is_empty() && readings.iter().all(|&(other, _)| other == number)
            };
            if cases.iter().any(is_like_nominative) || !attested.clone().any(is_plural) {
                return None;
            }
        }
        let wanted = |cell: &&(Number, Case, String)| cell.0 == number && cases.contains(&cell.1);
        let mut leads = self.cells.iter().filter(wanted).map(|(.., lead)| lead);
        let lead = leads.next()?;
        if leads.any(|other| other != lead) {
            return None;
        }
        let rest = match self.does_rest_stay {
            true => self.rest.clone(),
            false => self.rest_of(number, attested)?,
        };
        Some(format!("{}{lead}{rest}", self.before))
    }

    /// A form without what stands before its changing words.
    fn changing<'f>(&self, form: &'f str) -> &'f str {
        let words = self.before.matches(' ').count();
        form.splitn(words + 1, ' ').last().unwrap_or(form)
    }

    /// What stands behind the head in an attested form of this number.
    fn rest_of<'f>(
        &self,
        number: Number,
        mut attested: impl Iterator<Item = &'f str>,
    ) -> Option<String> {
        attested.find_map(|form| {
            let readings = self.read(form);
            let is_of_number = readings.iter().all(|&(other, _)| other == number);
            if readings.is_empty() || !is_of_number {
                return None;
            }
            let lower = form.to_lowercase();
            let lower = self.changing(&lower);
            let mut leads = self.cells.iter().map(|(.., lead)| lead.to_lowercase());
            leads.find_map(|lead| behind(lower, &lead).map(str::to_owned))
        })
    }
}

/// The number, if the readings agree about it.
pub(super) fn number_of(readings: &Readings) -> Option<Number> {
    let mut numbers = readings.iter().map(|&(number, _)| number);
    let first = numbers.next()?;
    numbers.all(|other| other == first).then_some(first)
}

/// The number that a wording shows by an ending alone: in Russian that of an adjective in front. An English end
/// does not tell it (investment, Foreign Affairs).
pub(super) fn shown_number(text: &str, language: Language) -> Option<Number> {
    let text = text.to_lowercase();
    let first = text.split_once(' ').map(|(first, _)| first);
    let is_russian = language.same_language(RU) && first.is_some_and(declension::is_adjective);
    let is_told = is_russian || language.same_language(KK);
    is_told.then(|| match looks_plural(&text, language) {
        true => Number::Plural,
        false => Number::Singular,
    })
}

/// Whether a wording in lower case shows by an ending alone that it is of many.
fn looks_plural(text: &str, language: Language) -> bool {
    let ends = |word: &str, ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    let mut words = text.split(' ');
    if language.same_language(EN) {
        return words
            .any(|word| ends(word, &["s", "men", "children"]) && !ends(word, &["ss", "'s", "’s"]));
    }
    if language.same_language(RU) {
        let first = words.next().filter(|_| text.contains(' '));
        return first.and_then(declension::shown) == Some(declension::Shown::Many);
    }
    const MANY: [&str; 6] = ["лар", "лер", "дар", "дер", "тар", "тер"];
    let last = words.next_back().unwrap_or(text);
    language.same_language(KK)
        && MANY
            .iter()
            .any(|end| last.find(end).is_some_and(|at| 3 < at))
}

/// What stands behind these whole words at the beginning of a form.
fn behind<'f>(form: &'f str, lead: &str) -> Option<&'f str> {
    let rest = form.strip_prefix(lead)?;
    (rest.is_empty() || rest.starts_with(' ')).then_some(rest)
}

/// The citation form's words up to its head, and what stands behind them.
fn split_behind(citation: &str, words: usize) -> (Vec<&str>, String) {
    let all: Vec<&str> = citation.split(' ').collect();
    let (lead, rest) = all.split_at(words.min(all.len()));
    let rest: Vec<String> = rest.iter().map(|word| format!(" {word}")).collect();
    (lead.to_vec(), rest.concat())
}

#[cfg(test)]
mod tests {
    use super::Case::*;
    use super::Number::*;
    use super::*;

    fn made(language: Language, citation: &str, number: Number, attested: &[&str]) -> String {
        let cases = match language.same_language(RU) {
            true => &[Nominative, Genitive, Dative, Instrumental, Locative][..],
            false => &[Nominative, Genitive, Dative, Accusative, Locative, Ablative][..],
        };
        let paradigm = Paradigm::of(citation, language);
        let forms = cases.iter().map(|&case| {
            let form = paradigm.make(number, &[case].into(), attested.iter().copied());
            form.unwrap_or_else(|| "?".to_owned())
        });
        forms.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn kazakh_plurals_and_cases_follow_the_sounds() {
        for (citation, forms) in [
            (
                "Мемлекет басшысы",
                "Мемлекет басшылары, Мемлекет басшыларының, Мемлекет басшыларына, Мемлекет басшыларын, Мемлекет басшыларында, Мемлекет басшыларынан",
            ),
            (
                "Премьер-министр",
                "Премьер-министрлер, Премьер-министрлердің, Премьер-министрлерге, Премьер-министрлерді, Премьер-министрлерде, Премьер-министрлерден",
            ),
            (
                "Бас хатшы",
                "Бас хатшылар, Бас хатшылардың, Бас хатшыларға, Бас хатшыларды, Бас хатшыларда, Бас хатшылардан",
            ),
            (
                "сыртқы істер министрі",
                "сыртқы істер министрлері, сыртқы істер министрлерінің, сыртқы істер министрлеріне, сыртқы істер министрлерін, сыртқы істер министрлерінде, сыртқы істер министрлерінен",
            ),
            (
                "министрі",
                "министрлері, министрлерінің, министрлеріне, министрлерін, министрлерінде, министрлерінен",
            ),
            (
                "жол картасы",
                "жол карталары, жол карталарының, жол карталарына, жол карталарын, жол карталарында, жол карталарынан",
            ),
            (
                "ұлттық банк",
                "ұлттық банктер, ұлттық банктердің, ұлттық банктерге, ұлттық банктерді, ұлттық банктерде, ұлттық банктерден",
            ),
            (
                "Қауіпсіздік кеңесі",
                "Қауіпсіздік кеңестері, Қауіпсіздік кеңестерінің, Қауіпсіздік кеңестеріне, Қауіпсіздік кеңестерін, Қауіпсіздік кеңестерінде, Қауіпсіздік кеңестерінен",
            ),
            (
                "жұмыс тобы",
                "жұмыс топтары, жұмыс топтарының, жұмыс топтарына, жұмыс топтарын, жұмыс топтарында, жұмыс топтарынан",
            ),
            (
                "дамыту бағдарламасы",
                "дамыту бағдарламалары, дамыту бағдарламаларының, дамыту бағдарламаларына, дамыту бағдарламаларын, дамыту бағдарламаларында, дамыту бағдарламаларынан",
            ),
            (
                "Энергетика министрлігі",
                "Энергетика министрліктері, Энергетика министрліктерінің, Энергетика министрліктеріне, Энергетика министрліктерін, Энергетика министрліктерінде, Энергетика министрліктерінен",
            ),
            (
                "ресми сапар",
                "ресми сапарлар, ресми сапарлардың, ресми сапарларға, ресми сапарларды, ресми сапарларда, ресми сапарлардан",
            ),
            (
                "телефон арқылы сөйлесу",
                "телефон арқылы сөйлесулер, телефон арқылы сөйлесулердің, телефон арқылы сөйлесулерге, телефон арқылы сөйлесулерді, телефон арқылы сөйлесулерде, телефон арқылы сөйлесулерден",
            ),
        ] {
            assert_eq!(made(KK, citation, Plural, &[]), forms);
        }
        for (citation, forms) in [
            (
                "мемлекеттік қызметтер",
                "мемлекеттік қызмет, мемлекеттік қызметтің, мемлекеттік қызметке, мемлекеттік қызметті, мемлекеттік қызметте, мемлекеттік қызметтен",
            ),
            (
                "жұмыс топтары",
                "жұмыс тобы, жұмыс тобының, жұмыс тобына, жұмыс тобын, жұмыс тобында, жұмыс тобынан",
            ),
            (
                "ауыл шаруашылығы",
                "ауыл шаруашылығы, ауыл шаруашылығының, ауыл шаруашылығына, ауыл шаруашылығын, ауыл шаруашылығында, ауыл шаруашылығынан",
            ),
            (
                "тікелей инвестиция",
                "тікелей инвестиция, тікелей инвестицияның, тікелей инвестицияға, тікелей инвестицияны, тікелей инвестицияда, тікелей инвестициядан",
            ),
        ] {
            assert_eq!(made(KK, citation, Singular, &[]), forms);
        }
        // The vowel that халқы has lost is not known; nor is what an acronym sounds like.
        for unknown in [
            "Қазақстан халқы",
            // The last vowel may belong to the stem, or the sound before it, or a vowel has fallen out.
            "қоғамдық желі",
            "алтын кеніші",
            "орташа жалақы",
            "жылдың қорытындысы",
            "халық ғұрпы",
            "жұмыс орны",
            "ер мойны",
            "ЕАЭО",
            "ресми түрде",
            "әріптестеріміздің",
            "Айнұр",
            "",
        ] {
            assert_eq!(made(KK, unknown, Plural, &[]), "?, ?, ?, ?, ?, ?");
        }
    }

    #[test]
    fn russian_plurals_are_made_where_the_rules_are_certain() {
        for (citation, attested, forms) in [
            (
                "Глава государства",
                &["главы государств"][..],
                "Главы государств, Глав государств, Главам государств, Главами государств, Главах государств",
            ),
            // Whether it is государства or государств is told by no rule.
            ("Глава государства", &["Главы государства"], "?, ?, ?, ?, ?"),
            (
                "Министр иностранных дел",
                &[],
                "Министры иностранных дел, Министров иностранных дел, Министрам иностранных дел, Министрами иностранных дел, Министрах иностранных дел",
            ),
            (
                "чрезвычайная ситуация",
                &[],
                "чрезвычайные ситуации, чрезвычайных ситуаций, чрезвычайным ситуациям, чрезвычайными ситуациями, чрезвычайных ситуациях",
            ),
            (
                "стратегическое партнерство",
                &[],
                "стратегические партнерства, стратегических партнерств, стратегическим партнерствам, стратегическими партнерствами, стратегических партнерствах",
            ),
            (
                "дорожная карта",
                &[],
                "дорожные карты, ?, дорожным картам, дорожными картами, дорожных картах",
            ),
            (
                "официальный визит",
                &[],
                "официальные визиты, официальных визитов, официальным визитам, официальными визитами, официальных визитах",
            ),
            (
                "государственный орган",
                &[],
                "государственные органы, государственных органов, государственным органам, государственными органами, государственных органах",
            ),
            (
                "рабочая группа",
                &[],
                "рабочие группы, рабочих групп, рабочим группам, рабочими группами, рабочих группах",
            ),
            (
                "общее заявление",
                &[],
                "общие заявления, общих заявлений, общим заявлениям, общими заявлениями, общих заявлениях",
            ),
            (
                "первый заместитель Председателя",
                &[],
                "первые заместители Председателя, первых заместителей Председателя, первым заместителям Председателя, первыми заместителями Председателя, первых заместителях Председателя",
            ),
            // Округа, счета, провода; with no plural attested, nothing is certain.
            ("сельский округ", &[], "?, ?, ?, ?, ?"),
            ("текущий счет", &[], "?, ?, ?, ?, ?"),
            ("новый провод", &[], "?, ?, ?, ?, ?"),
            ("большой колокол", &[], "?, ?, ?, ?, ?"),
            ("новый кузов", &[], "?, ?, ?, ?, ?"),
            ("новый электропоезд", &[], "?, ?, ?, ?, ?"),
            ("финансовый год", &["финансовые годы"], "?, ?, ?, ?, ?"),
            (
                "сельский округ",
                &["сельские округа"],
                "?, сельских округов, сельским округам, сельскими округами, сельских округах",
            ),
            // Director, citizen, market, century, time: what no rule tells.
            ("исполнительный директор", &[], "?, ?, ?, ?, ?"),
            ("иностранный гражданин", &[], "?, ?, ?, ?, ?"),
            ("фондовый рынок", &[], "?, ?, ?, ?, ?"),
            ("рабочее время", &[], "?, ?, ?, ?, ?"),
            ("экономика и финансы", &[], "?, ?, ?, ?, ?"),
            ("Москва", &[], "?, ?, ?, ?, ?"),
            ("молодежных", &[], "?, ?, ?, ?, ?"),
            ("город-герой", &[], "?, ?, ?, ?, ?"),
            (
                "Премьер-министр",
                &[],
                "Премьер-министры, Премьер-министров, Премьер-министрам, Премьер-министрами, Премьер-министрах",
            ),
            ("ОДКБ", &[], "?, ?, ?, ?, ?"),
        ] {
            assert_eq!(made(RU, citation, Plural, attested), forms, "{citation}");
        }
    }

    #[test]
    fn english_has_two_numbers() {
        for (citation, singular, plural) in [
            ("Head of State", "Head of State", "Heads of State"),
            ("state body", "state body", "state bodies"),
            ("public services", "public service", "public services"),
            ("Security Council", "Security Council", "Security Councils"),
            ("national process", "national process", "national processes"),
        ] {
            let paradigm = Paradigm::of(citation, EN);
            let made = |number| paradigm.make(number, &[Nominative].into(), [].into_iter());
            assert_eq!(made(Singular).as_deref(), Some(singular));
            assert_eq!(made(Plural).as_deref(), Some(plural));
        }
        for unknown in [
            "modern aircraft",
            "economic crisis",
            "deep analysis",
            "selection criterion",
            "natural phenomenon",
            "grey wolf",
            "medical equipment",
            "military personnel",
            "Ambassador Extraordinary",
            "Secretary General",
            "President elect",
            "continental shelf",
            "general staff",
            "short quiz",
            "legal status",
            "joint memorandum",
            "civil servicemen",
        ] {
            let paradigm = Paradigm::of(unknown, EN);
            let made = paradigm.make(Plural, &[Nominative].into(), [].into_iter());
            assert_eq!(made, None, "{unknown}");
        }
        for unknown in [
            "economic crises",
            "latest news",
            "public ethics",
            "new shelves",
        ] {
            let paradigm = Paradigm::of(unknown, EN);
            let made = paradigm.make(Singular, &[Nominative].into(), [].into_iter());
            assert_eq!(made, None, "{unknown}");
        }
    }

    #[test]
    fn words_made_of_a_word_are_no_forms_of_it() {
        for (language, form, citation, expected) in [
            (EN, "Heads of States", "Head of State", true),
            (
                EN,
                "Kazakhstan’s Presidents",
                "President of Kazakhstan",
                true,
            ),
            (
                EN,
                "anniversary of establishment",
                "Anniversary of the Establishment",
                true,
            ),
            (EN, "investment policies", "investment policy", true),
            (EN, "planned meetings", "plan meeting", true),
            (EN, "Akmola rgn", "Akmola region", true),
            (EN, "Secretary-General", "Secretary General", true),
            (EN, "presidency", "President", false),
            (EN, "current", "currently", false),
            (EN, "region develops", "regional development", false),
            (KK, "бағын", "БАҚ", false),
            (KK, "БАҚ-тың", "БАҚ", true),
            (RU, "главами", "Глава", true),
        ] {
            assert_eq!(is_form_of(form, citation, language), expected, "{form}");
        }
    }

    #[test]
    fn a_form_is_read_as_all_that_it_may_be() {
        let read = |citation, language, form| {
            let readings = Paradigm::of(citation, language).read(form);
            readings.into_iter().collect::<Vec<_>>()
        };
        let head = "Глава государства";
        assert_eq!(
            read(head, RU, "Главе государства"),
            [(Singular, Dative), (Singular, Locative)]
        );
        assert_eq!(
            read(head, RU, "главы государств"),
            [(Plural, Nominative), (Plural, Accusative)]
        );
        assert_eq!(
            read("сельский округ", RU, "сельские округа"),
            [(Plural, Nominative), (Plural, Accusative)]
        );
        assert_eq!(
            read("Мемлекет басшысы", KK, "мемлекет басшыларына"),
            [(Plural, Dative)]
        );
        assert_eq!(
            read("Мемлекет басшысы", KK, "мемлекеттердің басшыларымен"),
            [(Plural, Instrumental)]
        );
        assert_eq!(
            read("Head of State", EN, "heads of states"),
            [(Plural, Nominative)]
        );
    }
}
