//! The writer of binary frames: the part of Protobuf that the push server needs.

use super::message::Message;

/// Seconds for which a message is kept.
pub(super) const EXPIRY: u64 = 86_400;

/// Returns a `ResponseBatch` with one response of outgoing messages.
pub(crate) fn batch(messages: &[&Message]) -> Vec<u8> {
    let mut outgoing = Writer::default();
    for message in messages {
        outgoing.bytes(1, &outgoing_message(message));
    }
    let mut response = Writer::default();
    response.bytes(1, &outgoing.0);
    let mut batch = Writer::default();
    batch.bytes(1, &response.0);
    batch.0
}

fn outgoing_message(message: &Message) -> Vec<u8> {
    let mut sender = Writer::default();
    sender.number(1, if message.sender.client { 1 } else { 2 });
    sender.bytes(2, &from_hex(&message.sender.id));
    let mut writer = Writer::default();
    writer.bytes(1, &from_hex(&message.mid));
    writer.bytes(2, message.text_body().to_string().as_bytes());
    writer.number(3, EXPIRY);
    writer.fixed32(4, message.time as u32);
    writer.bytes(5, &sender.0);
    writer.0
}

/// Returns the bytes of pairs of hexadecimal digits, up to the first that is none.
fn from_hex(text: &str) -> Vec<u8> {
    let digits = text.chars().map_while(|digit| digit.to_digit(16));
    let digits: Vec<u8> = digits.filter_map(|digit| u8::try_from(digit).ok()).collect();
    let pairs = digits.chunks_exact(2);
    pairs.map(|pair| pair.iter().fold(0, |byte, digit| (byte << 4) | digit)).collect()
}

/// The fields of a message.
#[derive(Default)]
struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, field: u64, number: u64) {
        self.varint(field << 3);
        self.varint(number);
    }

    fn bytes(&mut self, field: u64, bytes: &[u8]) {
        self.varint((field << 3) | 2);
        self.varint(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    fn fixed32(&mut self, field: u64, number: u32) {
        self.varint((field << 3) | 5);
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_the_types_of_fields() {
        let mut writer = Writer::default();
        writer.number(1, 300);
        writer.bytes(2, b"ab");
        writer.fixed32(4, 1);
        assert_eq!(writer.0, [0x08, 0xac, 0x02, 0x12, 2, b'a', b'b', 0x25, 1, 0, 0, 0]);
    }

    #[test]
    fn reads_hexadecimal_digits() {
        assert_eq!(from_hex("0a1Fff"), [0x0a, 0x1f, 0xff]);
        assert_eq!(from_hex("0"), [0_u8; 0]);
    }
}
