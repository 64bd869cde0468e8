//! Text in which bytes may be URL-encoded.

/// A text in which bytes may be URL-encoded.
pub(super) struct View<'a>(pub(super) &'a [u8]);

impl View<'_> {
    /// Returns a byte of the text; 0 after its end.
    pub(super) fn raw(&self, at: usize) -> u8 {
        self.0.get(at).copied().unwrap_or_default()
    }

    /// Returns a byte that may be URL-encoded, and its length in the text: 1 or 3.
    pub(super) fn decoded(&self, at: usize) -> (u8, usize) {
        let digit = |at| char::from(self.raw(at)).to_digit(16);
        match (self.raw(at), digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => ((high * 16 + low) as u8, 3),
            (byte, ..) => (byte, 1),
        }
    }

    /// Returns the place after the bytes that match.
    pub(super) fn skip(&self, mut at: usize, matches: fn(u8) -> bool) -> usize {
        loop {
            let (byte, length) = self.decoded(at);
            if !matches(byte) {
                return at;
            }
            at += length;
        }
    }
}
