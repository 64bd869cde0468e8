//! The texts of panics in the module's data. The functions that read them are traps
//! ([`panics`](super::panics)), but wasm-opt does not know which data is still read.

use std::ops::Range;

use anyhow::{Result, bail};

use super::binary::{DATA, HEADER, Reader, leb, section, sections, sized};

/// Parts of the standard library's messages.
const MESSAGES: [&str; 15] = [
    "assertion failed: self.is_char_boundary(new_len)",
    "index out of bounds: the len is ",
    " but the index is ",
    "`at` split index (is ",
    "insertion index (is ",
    "removal index (is ",
    ") should be <= len (is ",
    ") should be < len (is ",
    "mid > len",
    "closure invoked recursively or after being dropped",
    "Tried to shrink to a larger capacity",
    "capacity overflow",
    "attempt to divide by zero",
    "RefCell already mutably borrowed",
    "RefCell already borrowed",
];

/// The size of a `Location`: the address and the length of a file's path, a line and a column.
const LOCATION: usize = 16;

/// Returns the module with zeros in place of the texts. wasm-opt removes the zeros.
pub fn erase(module: &[u8]) -> Result<Vec<u8>> {
    // The standard library writes numbers by this table; `panics::check` finds code that does.
    let digits: String = (0..100).map(|number| format!("{number:02}")).collect();
    let mut segments = segments(section(module, DATA)?)?;
    for segment in &mut segments {
        segment.erase_locations();
        for text in MESSAGES.iter().chain([&digits.as_str()]) {
            segment.erase_text(text.as_bytes());
        }
    }
    let mut data = leb(segments.len());
    for Segment { head, bytes, .. } in segments {
        data.extend([head, &sized(&bytes)].concat());
    }
    let mut out = module.get(..HEADER).unwrap_or_default().to_vec();
    for (id, content) in sections(module)? {
        out.push(id);
        out.extend(sized(if id == DATA { &data } else { content }));
    }
    Ok(out)
}

/// A part of the memory.
struct Segment<'a> {
    /// The bytes before the content, with the address.
    head: &'a [u8],
    address: usize,
    bytes: Vec<u8>,
}

/// Returns the segments of the data.
fn segments(content: &[u8]) -> Result<Vec<Segment<'_>>> {
    let mut reader = Reader(content);
    let count = reader.u32()?;
    let segment = |_| {
        let all = reader.0;
        let (mode, constant) = (reader.byte()?, reader.byte()?);
        let (address, end) = (reader.u32()?, reader.byte()?);
        if (mode, constant, end) != (0, 0x41, 0x0b) {
            bail!("the module has data without a constant address");
        }
        let head = all.get(..all.len() - reader.0.len()).unwrap_or_default();
        Ok(Segment { head, address, bytes: reader.sized()?.to_vec() })
    };
    (0..count).map(segment).collect()
}

impl Segment<'_> {
    fn erase(&mut self, place: Range<usize>) {
        self.bytes.get_mut(place).unwrap_or_default().fill(0);
    }

    fn erase_text(&mut self, text: &[u8]) {
        while let Some(at) = self.bytes.windows(text.len()).position(|window| window == text) {
            self.erase(at..at + text.len());
        }
    }

    /// Erases each `Location` and the path that it names.
    fn erase_locations(&mut self) {
        let places = (0..self.bytes.len()).step_by(align_of::<u32>());
        let found: Vec<_> = places.filter_map(|at| Some((at, self.path(at)?))).collect();
        for (at, path) in found {
            self.erase(at..at + LOCATION);
            self.erase(path);
        }
    }

    /// Returns the place of the path that a `Location` at this place names.
    fn path(&self, at: usize) -> Option<Range<usize>> {
        let (address, length) = (self.number(at)?, self.number(at + 4)?);
        let start = address.checked_sub(self.address)?;
        let place = start..start.checked_add(length)?;
        let text = self.bytes.get(place.clone())?;
        let is_path = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-".contains(byte);
        (text.ends_with(b".rs") && text.iter().all(is_path)).then_some(place)
    }

    fn number(&self, at: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with data at the address 8.
    fn module(data: &[u8]) -> Vec<u8> {
        let content = [&[1, 0, 0x41, 8, 0x0b], sized(data).as_slice()].concat();
        [b"\0asm\x01\0\0\0", [DATA].as_slice(), &sized(&content)].concat()
    }

    /// A `Location` of a path.
    fn location(address: u8, length: u8) -> Vec<u8> {
        [address, length, 7, 9].into_iter().flat_map(|part| [part, 0, 0, 0]).collect()
    }

    #[test]
    fn erases_locations_and_paths() {
        let first =
            [b"texta/b.rsend\0\0\0".as_slice(), &location(12, 6), &location(12, 6)].concat();
        let erased = [b"text\0\0\0\0\0\0end\0\0\0".as_slice(), &[0; 32]].concat();
        assert_eq!(erase(&module(&first)).unwrap(), module(&erased));
    }

    #[test]
    fn keeps_other_texts() {
        let data = [b"texta b.rsend\0\0\0".as_slice(), &location(12, 6), &location(8, 4)].concat();
        assert_eq!(erase(&module(&data)).unwrap(), module(&data));
    }

    #[test]
    fn erases_messages() {
        let erased = erase(&module(b"amid > lenb")).unwrap();
        assert_eq!(erased, module(b"a\0\0\0\0\0\0\0\0\0b"));
    }

    #[test]
    fn rejects_data_without_a_constant_address() {
        let content = [1, 1, 1, 7];
        let module = [b"\0asm\x01\0\0\0", [DATA].as_slice(), &sized(&content)].concat();
        assert!(erase(&module).is_err());
    }
}
