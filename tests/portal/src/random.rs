//! A generator of pseudo-random numbers (SplitMix64): the same seed gives the same company and
//! tokens on every machine.

/// The start of every secret, so that logs can be searched for secrets; `cargo xtask test` does.
const SECRET: &str = "b24secret";

/// A sequence of pseudo-random numbers. Not suitable for secrets.
#[derive(Clone, Debug)]
pub(crate) struct Random {
    state: u64,
}

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.state;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    /// Returns a number in `0..limit`, or 0 if `limit` is 0.
    pub(crate) fn below(&mut self, limit: u32) -> u32 {
        let scaled = (self.next() >> 32) * u64::from(limit);
        u32::try_from(scaled >> 32).unwrap_or_default()
    }

    /// Returns true with a probability of `percent` percent.
    pub(crate) fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// Returns one of `items`, or `fallback` if there are none.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T], fallback: T) -> T {
        let index = self.below(u32::try_from(items.len()).unwrap_or(u32::MAX));
        items.get(index as usize).copied().unwrap_or(fallback)
    }

    /// Returns a secret of `length` characters.
    pub(crate) fn secret(&mut self, length: usize) -> String {
        SECRET.to_owned() + &self.hex(length.saturating_sub(SECRET.len()))
    }

    /// Returns `length` hexadecimal digits.
    pub(crate) fn hex(&mut self, length: usize) -> String {
        let mut text = String::new();
        while text.len() < length {
            text.push_str(&format!("{:016x}", self.next()));
        }
        text.truncate(length);
        text
    }
}
