//! Kazakh particles behind a figure.

use super::neighbours::{Fit, Neighbours};
use crate::lang::KK;
use crate::patch::reading::kazakh::{Sound, is_particle, moved_ending, particle_stays};
use crate::patch::reading::slot::Slot;
use crate::patch::reading::value::Value;
use crate::patch::reading::weekdays::sound as weekday_sound;
use crate::text::{MONTHS, TokenKind};

pub(super) fn kazakh(slot: &Slot<'_>, new: &Value, neighbours: &Neighbours<'_>) -> Fit {
    let is_one = |value: &Value| matches!(value, Value::Number(number) if number == "1");
    let counts = matches!(slot.kind, TokenKind::Number) && neighbours.hung.is_empty();
    // 5 ел, олардың бәрі.
    if counts && is_one(&slot.value) != is_one(new) && neighbours.whole.has_pronoun(KK) {
        return Fit::Wrong;
    }
    let particle = neighbours.behind;
    if !is_particle(particle) {
        return Fit::Right;
    }
    // Behind 5-і and мамырдың 5-і the particle follows that vowel.
    if particle == "мен" && slot.written.ends_with(['ы', 'і']) {
        return Fit::Right;
    }
    let stays = |old, new| particle_stays(particle, old, new);
    match (&slot.value, new) {
        // Behind a sign or a word of its token the particle follows that.
        (Value::Number(_), _) if slot.ending.is_empty() && !slot.around().1.is_empty() => {
            Fit::Right
        }
        (Value::Number(old), Value::Number(new)) => {
            let sounds = [Sound::of_number(old), Sound::of_number(new)];
            moved(particle, sounds, slot.ending.is_empty())
        }
        (
            Value::Date { month, day, .. },
            Value::Date {
                month: new_month,
                day: new_day,
                ..
            },
        ) => {
            // 5 наурыз бен: the month is read last.
            let name = MONTHS.kazakh.get(usize::from(*month).wrapping_sub(1));
            if name.is_some_and(|name| slot.written.to_lowercase().ends_with(name)) {
                let sounds = [Sound::of_month(*month), Sound::of_month(*new_month)];
                return moved(particle, sounds, true);
            }
            let stay = stays(Sound::of_month(*month), Sound::of_month(*new_month))
                && stays(day_sound(*day), day_sound(*new_day));
            stay.into()
        }
        (Value::Month(old), Value::Month(new)) => {
            let sounds = [Sound::of_month(*old), Sound::of_month(*new)];
            let name = MONTHS.kazakh.get(usize::from(*old).wrapping_sub(1));
            let is_bare = name.is_some_and(|name| *name == slot.written.to_lowercase());
            moved(particle, sounds, is_bare)
        }
        (&Value::Weekday(old), &Value::Weekday(new)) => {
            moved(particle, [old, new].map(weekday_sound), true)
        }
        _ => Fit::Wrong,
    }
}

/// The particle behind another word; `is_bare` if nothing stands between the word and it.
fn moved(particle: &str, [old, new]: [Option<Sound>; 2], is_bare: bool) -> Fit {
    if particle_stays(particle, old, new) {
        return Fit::Right;
    }
    let moved = old.zip(new).filter(|_| is_bare);
    let moved = moved.and_then(|(old, new)| moved_ending(particle, old, new));
    moved.map_or(Fit::Wrong, |particle| Fit::Behind(vec![particle]))
}

fn day_sound(day: u8) -> Option<Sound> {
    Sound::of_number(&day.to_string())
}
