//! The binary format of a WebAssembly module.

use anyhow::{Context, Result, bail};

/// The version and the magic number before the sections.
pub const HEADER: usize = 8;

/// The identifiers of the sections.
pub const CUSTOM: u8 = 0;
pub const IMPORT: u8 = 2;
pub const FUNCTION: u8 = 3;
pub const CODE: u8 = 10;
pub const DATA: u8 = 11;

/// Returns the content of a section.
pub fn section(module: &[u8], id: u8) -> Result<&[u8]> {
    let mut sections = sections(module)?;
    sections.retain(|(found, _)| *found == id);
    sections.first().map(|(_, content)| *content).with_context(|| format!("no section {id}"))
}

/// Returns the identifier and the content of each section.
pub fn sections(module: &[u8]) -> Result<Vec<(u8, &[u8])>> {
    let mut reader = Reader(module.get(HEADER..).context("the module is too short")?);
    let mut sections = Vec::new();
    while !reader.0.is_empty() {
        sections.push((reader.byte()?, reader.sized()?));
    }
    Ok(sections)
}

/// Reads the binary format.
#[derive(Debug)]
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// Reads a byte.
    pub fn byte(&mut self) -> Result<u8> {
        let (first, rest) = self.0.split_first().context("the module ends too early")?;
        self.0 = rest;
        Ok(*first)
    }

    /// Reads an unsigned LEB128 number.
    pub fn u32(&mut self) -> Result<usize> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
            shift += 7;
            if shift > 28 {
                bail!("a number of the module has more than five bytes");
            }
        }
    }

    /// Skips LEB128 numbers of any length.
    pub fn skip_numbers(&mut self, count: usize) -> Result<()> {
        for _ in 0..count {
            while self.byte()? >= 0x80 {}
        }
        Ok(())
    }

    /// Skips bytes.
    pub fn skip(&mut self, count: usize) -> Result<()> {
        self.0 = self.0.get(count..).context("the module ends too early")?;
        Ok(())
    }

    /// Returns the bytes that a function skips.
    pub fn piece(&mut self, skip: impl FnOnce(&mut Self) -> Result<()>) -> Result<&'a [u8]> {
        let start = self.0;
        skip(self)?;
        start.get(..start.len() - self.0.len()).context("the module ends too early")
    }

    /// Reads a size and as many bytes.
    pub fn sized(&mut self) -> Result<&'a [u8]> {
        let size = self.u32()?;
        let (bytes, rest) = self.0.split_at_checked(size).context("the module ends too early")?;
        self.0 = rest;
        Ok(bytes)
    }
}

/// Writes an unsigned LEB128 number.
pub fn leb(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

/// Writes a size and the bytes.
pub fn sized(bytes: &[u8]) -> Vec<u8> {
    [leb(bytes.len()).as_slice(), bytes].concat()
}

/// Returns the module with another code section.
pub fn with_code(module: &[u8], change: impl Fn(&[u8]) -> Result<Vec<u8>>) -> Result<Vec<u8>> {
    let mut out = module.get(..HEADER).unwrap_or_default().to_vec();
    for (id, content) in sections(module)? {
        out.push(id);
        if id == CODE {
            out.extend(sized(&change(content)?));
        } else {
            out.extend(sized(content));
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_round_trip() {
        for number in [0, 127, 128, 16_383, 16_384, 4_294_967_295] {
            assert_eq!(Reader(&leb(number)).u32().unwrap(), number);
        }
    }
}
