//! Numbers in as few bytes as they need: seven bits a byte, the lowest first, the highest bit set
//! in all but the last.

/// Appends a number.
pub(crate) fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while 0x80 <= number {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Takes a number off the front; `None` if the bytes end too early or it is too large.
pub(crate) fn take(bytes: &mut std::slice::Iter<'_, u8>) -> Option<u64> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = *bytes.next()?;
        let bits = u64::from(byte & 0x7f);
        let shifted = bits.checked_shl(shift)?;
        if shifted >> shift != bits {
            return None;
        }
        number |= shifted;
        shift += 7;
        if byte < 0x80 {
            return Some(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_come_back(numbers in proptest::collection::vec(any::<u64>(), 0..20), cut in 1usize..9) {
            let mut bytes = Vec::new();
            for &number in &numbers {
                put(&mut bytes, number >> (number % 64));
            }
            let mut rest = bytes.iter();
            for &number in &numbers {
                prop_assert_eq!(take(&mut rest), Some(number >> (number % 64)));
            }
            prop_assert_eq!(take(&mut rest), None);
            prop_assert_eq!(take(&mut [0x80].repeat(cut).iter()), None);
            let too_large = [[0xff].repeat(9), vec![0x7f]].concat();
            prop_assert_eq!(take(&mut too_large.iter()), None);
        }
    }
}
