//! What a stretch of rows may hold, and in which of its blocks: a bit a block for each sign. A sign is a few letters in a
//! row, an amount or a fact. Signs share places: that costs a look at a block, and never hides a row.

/// How many rows stand together: a stretch has sixty-four blocks, one bit each.
pub(crate) const BLOCK: usize = 64;
/// With a block of a usual text about a quarter of the places are taken.
const PLACE_BITS: u32 = 15;
/// The second sign of four letters.
const AGAIN: u64 = 5;
/// More letters of a needle than this tell nothing new about where it is.
const MOST_SIGNS: usize = 24;

/// Where a sign stands in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sign(u16);

fn place(number: u64, sort: u64) -> Sign {
    let mixed = (number ^ (sort << 56)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let short = mixed >> (u64::BITS - PLACE_BITS);
    Sign(u16::try_from(short).expect("so few bits are left"))
}

/// A fact with one of its values.
pub(crate) fn fact(which: u8, value: u64) -> Sign {
    place(value, 16 + u64::from(which))
}

/// An amount in ten-thousandths. One sign alone, among those of so many letters, would pass over too little.
pub(crate) fn amount(parts: i64) -> [Sign; 3] {
    let number = u64::from_be_bytes(parts.to_be_bytes());
    [8, 9, 10].map(|sort| place(number, sort))
}

/// The signs that every text has in which the needle stands.
pub(crate) fn of_needle(needle: &[u8]) -> Vec<Sign> {
    let longest = needle.len().min(4);
    let mut signs: Vec<Sign> = needle.windows(longest.max(1)).map(letters).collect();
    if longest == 4 {
        signs.extend(needle.windows(4).map(again));
    }
    if longest > 2 {
        signs.extend(needle.windows(longest - 1).map(letters));
    }
    signs.sort_unstable();
    signs.dedup();
    signs.truncate(MOST_SIGNS);
    signs
}

fn letters(few: &[u8]) -> Sign {
    place(number(few), few.len() as u64)
}

/// Four letters are what tells most blocks apart, and a place of theirs may be another's: they have two.
fn again(four: &[u8]) -> Sign {
    place(number(four), AGAIN)
}

fn number(few: &[u8]) -> u64 {
    few.iter().fold(0, |all, byte| all << 8 | u64::from(*byte))
}

/// The table of one stretch.
#[derive(Debug)]
pub(crate) struct Signs {
    places: Vec<u64>,
}

impl Default for Signs {
    fn default() -> Self {
        Self {
            places: vec![0; 1 << PLACE_BITS],
        }
    }
}

impl Signs {
    /// The blocks in which a sign may be.
    pub(crate) fn blocks(&self, sign: Sign) -> u64 {
        self.places[usize::from(sign.0)]
    }

    /// The blocks in which all of these may be.
    pub(crate) fn all(&self, signs: &[Sign]) -> u64 {
        signs
            .iter()
            .fold(u64::MAX, |all, sign| all & self.blocks(*sign))
    }

    pub(crate) fn put(&mut self, sign: Sign, block: usize) {
        self.places[usize::from(sign.0)] |= 1 << block;
    }

    /// Up to four letters in a row, from each place of a text.
    pub(crate) fn put_text(&mut self, text: &[u8], block: usize) {
        let bit = 1_u64 << block;
        let mut last = 0_u64;
        for (at, byte) in text.iter().enumerate() {
            last = (last << 8 | u64::from(*byte)) & 0xFFFF_FFFF;
            for length in 1..=(at + 1).min(4) {
                let few = last & (u64::MAX >> (64 - 8 * length));
                self.places[usize::from(place(few, length as u64).0)] |= bit;
            }
            if at > 2 {
                self.places[usize::from(place(last, AGAIN).0)] |= bit;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_the_signs_of_every_part_of_it() {
        let text = "kouame n'guessan 00256772418305 🏪".as_bytes();
        let mut signs = Signs::default();
        signs.put_text(text, 7);
        for from in 0..text.len() {
            for to in from + 1..=text.len() {
                for sign in of_needle(&text[from..to]) {
                    assert_eq!(signs.blocks(sign), 1 << 7, "{from} {to}");
                }
            }
        }
    }
}
