//! Kazakh particles behind a figure.

use super::neighbours::Neighbours;
use crate::patch::kazakh::{Sound, is_particle, particle_stays};
use crate::patch::slot::Slot;
use crate::patch::value::Value;

pub(super) fn kazakh(slot: &Slot<'_>, new: &Value, neighbours: &Neighbours<'_>) -> bool {
    if !is_particle(neighbours.behind) {
        return true;
    }
    let stays = |old, new| particle_stays(neighbours.behind, old, new);
    match (&slot.value, new) {
        // Behind a sign or a word of its token the particle follows that.
        (Value::Number(_), _) if slot.ending.is_empty() && !slot.around().1.is_empty() => true,
        (Value::Number(old), Value::Number(new)) => {
            stays(Sound::of_number(old), Sound::of_number(new))
        }
        (
            Value::Date { month, day, .. },
            Value::Date {
                month: new_month,
                day: new_day,
                ..
            },
        ) => {
            stays(Sound::of_month(*month), Sound::of_month(*new_month))
                && stays(day_sound(*day), day_sound(*new_day))
        }
        (Value::Month(old), Value::Month(new)) => {
            stays(Sound::of_month(*old), Sound::of_month(*new))
        }
        _ => false,
    }
}

fn day_sound(day: u8) -> Option<Sound> {
    Sound::of_number(&day.to_string())
}
