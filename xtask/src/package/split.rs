//! The module as streams of like bytes: all operators, the offsets of all loads and stores, and the
//! immediates of each other operator. They compress better than the instructions one after the other. The
//! wrapper's `join.ts` puts the module together.

use anyhow::{Result, bail};

use super::binary::{CODE, HEADER, leb, sections, sized};
use super::instructions::{
    Function, Instruction, LABELS, MEMORY, PREFIX, after_alignment, functions,
};

/// The streams without immediates have numbers that no operator has; the last one is the last stream.
const BEFORE_FUNCTIONS: u8 = 0xf0;
const OPERATORS: u8 = 0xf1;
const LOCALS: u8 = 0xf2;
const AFTER_FUNCTIONS: u8 = 0xff;

/// The size that the wrapper writes before each function has three bytes.
const SIZE: usize = 3;

/// The largest number in one byte.
const MAX_BYTE: u8 = 0x7f;

/// Returns the lengths of 256 streams, in four bytes each, and the streams. The sizes of functions and
/// the alignment, which is always 0, are in none of them.
pub fn split(module: &[u8]) -> Result<Vec<u8>> {
    let mut streams = Streams(vec![Vec::new(); 256]);
    streams.add(BEFORE_FUNCTIONS, module.get(..HEADER).unwrap_or_default());
    let mut other = BEFORE_FUNCTIONS;
    for (id, content) in sections(module)? {
        streams.add(other, &[id]);
        if id == CODE {
            streams.add_code(content)?;
            other = AFTER_FUNCTIONS;
        } else {
            streams.add(other, &sized(content));
        }
    }
    let mut out = Vec::new();
    for stream in &streams.0 {
        out.extend(u32::try_from(stream.len())?.to_le_bytes());
    }
    out.extend(streams.0.concat());
    Ok(out)
}

/// The streams by their number.
struct Streams(Vec<Vec<u8>>);

impl Streams {
    /// Adds the size of the code section and the functions.
    fn add_code(&mut self, code: &[u8]) -> Result<()> {
        let functions = functions(code)?;
        let count = leb(functions.len());
        let mut size = count.len();
        for Function { locals, instructions } in functions {
            size += SIZE + locals.len();
            self.add(LOCALS, counted(locals)?);
            for Instruction { operator, immediates } in instructions {
                size += 1 + immediates.len();
                self.add(OPERATORS, &[operator]);
                if MEMORY.contains(&operator) {
                    self.add(*MEMORY.start(), after_alignment(immediates)?);
                } else if matches!(operator, LABELS | PREFIX) {
                    self.add(operator, counted(immediates)?);
                } else {
                    self.add(operator, immediates);
                }
            }
        }
        self.add(BEFORE_FUNCTIONS, &[leb(size), count].concat());
        Ok(())
    }

    fn add(&mut self, number: u8, bytes: &[u8]) {
        if let Some(stream) = self.0.get_mut(usize::from(number)) {
            stream.extend(bytes);
        }
    }
}

/// Returns numbers whose first one determines how many they are. The wrapper reads a single byte of it.
fn counted(numbers: &[u8]) -> Result<&[u8]> {
    if numbers.first().is_none_or(|first| *first > MAX_BYTE) {
        bail!("the module has more than {MAX_BYTE} groups of locals or labels in one place");
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separates_operators_and_immediates() {
        let body =
            [0x01, 0x02, 0x7f, 0x20, 0x07, 0x28, 0x00, 0x09, 0x20, 0x08, 0x36, 0x00, 0x0a, 0x0b];
        let code = [leb(1), sized(&body)].concat();
        let header = b"\0asm\x01\0\0\0";
        let module = [&header[..], &[6, 1, 0, CODE], &sized(&code), &[11, 1, 0]].concat();
        let split = split(&module).unwrap();
        let (lengths, mut rest) = split.split_at(1024);
        let mut found = Vec::new();
        for (number, length) in lengths.chunks(4).enumerate().filter(|(_, length)| length[0] > 0) {
            let (stream, others) = rest.split_at(usize::from(length[0]));
            found.push((number, stream));
            rest = others;
        }
        // The function has two bytes more: those of its size.
        let before = [&header[..], &[6, 1, 0, CODE, 18, 1]].concat();
        let expected: [(usize, &[u8]); 6] = [
            (0x20, &[0x07, 0x08]),
            (0x28, &[0x09, 0x0a]),
            (0xf0, &before),
            (0xf1, &[0x20, 0x28, 0x20, 0x36, 0x0b]),
            (0xf2, &[0x01, 0x02, 0x7f]),
            (0xff, &[11, 1, 0]),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn rejects_more_labels_than_the_wrapper_reads() {
        let body = [&[0x00, 0x0e, 0x80, 0x01][..], &[0; 129], &[0x0b]].concat();
        let code = [leb(1), sized(&body)].concat();
        let module = [b"\0asm\x01\0\0\0", &[CODE][..], &sized(&code)].concat();
        assert!(split(&module).is_err());
    }
}
