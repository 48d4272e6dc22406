//! The widest instructions that the machine has.
//!
//! The code is the same for all, and safe: arrays of as many words as a register has, which the
//! compiler turns into instructions on whole registers. What is unsafe is only to call a function
//! compiled for instructions that a machine may not have. That cannot come to pass: a [`Width`]
//! is made by [`Width::available`] alone, which asks the processor for each.
#![allow(unsafe_code)]

use super::Task;

/// Instructions that this machine has.
#[derive(Clone, Copy, Debug)]
pub(in crate::index) struct Width(Instructions);

#[derive(Clone, Copy, Debug)]
enum Instructions {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// Those that every machine of the target has: 128 bits on most.
    Portable,
}

impl Width {
    /// The widest first, the portable last.
    pub(in crate::index) fn available() -> impl Iterator<Item = Width> {
        let all = [
            #[cfg(target_arch = "x86_64")]
            is_x86_feature_detected!("avx512f").then_some(Instructions::Avx512),
            #[cfg(target_arch = "x86_64")]
            is_x86_feature_detected!("avx2").then_some(Instructions::Avx2),
            Some(Instructions::Portable),
        ];
        all.into_iter().flatten().map(Width)
    }

    /// The widest available.
    pub(in crate::index) fn widest() -> Width {
        let mut available = Width::available();
        available.next().unwrap_or(Width(Instructions::Portable))
    }

    pub(super) fn run(self, mut task: Task<'_>) {
        match self.0 {
            // SAFETY: the processor said that it has them, or there would be no such value.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => unsafe { avx512(&mut task) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => unsafe { avx2(&mut task) },
            Instructions::Portable => task.run::<2, 2>(),
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn avx512(task: &mut Task<'_>) {
    task.run::<8, 4>();
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn avx2(task: &mut Task<'_>) {
    task.run::<4, 2>();
}
