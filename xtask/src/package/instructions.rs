//! The instructions of a module's functions.

use std::ops::RangeInclusive;

use anyhow::{Context, Result, bail};

use super::binary::{Reader, leb, sized, with_code};

/// The operator at the end of a block and of a function.
const END: u8 = 0x0b;

/// The operator of a jump by a table. Its immediates are the number of labels, these, and the default.
pub const LABELS: u8 = 0x0e;

/// The first byte of operators of two bytes.
pub const PREFIX: u8 = 0xfc;

/// The operators that load and store. Their immediates are an alignment and an offset.
pub const MEMORY: RangeInclusive<u8> = 0x28..=0x3e;

/// The operator of an instruction, and the bytes of its immediates.
#[derive(Debug, PartialEq, Eq)]
pub struct Instruction<'a> {
    pub operator: u8,
    pub immediates: &'a [u8],
}

/// A function's declaration of locals, and its instructions.
#[derive(Debug)]
pub struct Function<'a> {
    pub locals: &'a [u8],
    pub instructions: Vec<Instruction<'a>>,
}

/// Returns the functions of a code section.
pub fn functions(code: &[u8]) -> Result<Vec<Function<'_>>> {
    let mut bodies = Reader(code);
    (0..bodies.u32()?).map(|_| function(bodies.sized()?)).collect()
}

fn function(body: &[u8]) -> Result<Function<'_>> {
    let mut reader = Reader(body);
    let locals = reader.piece(|reader| {
        let groups = reader.u32()?;
        reader.skip_numbers(2 * groups)
    })?;
    let mut instructions = Vec::new();
    while !reader.0.is_empty() {
        let operator = reader.byte()?;
        let immediates = reader.piece(|reader| skip_immediates(reader, operator))?;
        instructions.push(Instruction { operator, immediates });
    }
    Ok(Function { locals, instructions })
}

/// Skips the immediates of an operator.
fn skip_immediates(reader: &mut Reader<'_>, operator: u8) -> Result<()> {
    match operator {
        0x00 | 0x01 | 0x05 | END | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => Ok(()),
        0x02..=0x04 | 0x0c | 0x0d | 0x10 | 0x20..=0x26 | 0x3f..=0x42 | 0xd0 | 0xd2 => {
            reader.skip_numbers(1)
        }
        0x11 | 0x28..=0x3e => reader.skip_numbers(2),
        LABELS => {
            let labels = reader.u32()?;
            reader.skip_numbers(labels + 1)
        }
        0x43 => reader.skip(4),
        0x44 => reader.skip(8),
        PREFIX => match reader.u32()? {
            0..=7 => Ok(()),
            0x09 | 0x0b | 0x0d | 0x0f | 0x11 => reader.skip_numbers(1),
            0x08 | 0x0a | 0x0c | 0x0e => reader.skip_numbers(2),
            other => bail!("the module has the unknown operator 0xfc {other:#x}"),
        },
        _ => bail!("the module has the unknown operator {operator:#x}"),
    }
}

/// Returns the module without its hints at the alignment of addresses, which engines ignore.
pub fn remove_alignment(module: &[u8]) -> Result<Vec<u8>> {
    with_code(module, |content| {
        let functions = functions(content)?;
        let mut code = leb(functions.len());
        for Function { locals, instructions } in functions {
            let mut body = locals.to_vec();
            for Instruction { operator, immediates } in instructions {
                body.push(operator);
                if MEMORY.contains(&operator) {
                    body.push(0);
                    body.extend(after_alignment(immediates)?);
                } else {
                    body.extend(immediates);
                }
            }
            code.extend(sized(&body));
        }
        Ok(code)
    })
}

/// Returns the offset among the immediates of an access to the memory.
pub fn after_alignment(immediates: &[u8]) -> Result<&[u8]> {
    immediates.get(1..).context("an access to the memory has no offset")
}

#[cfg(test)]
mod tests {
    use super::super::binary::CODE;
    use super::*;

    #[test]
    fn reads_immediates_of_each_form() {
        let bodies: [&[u8]; 10] = [
            &[0x20, 0x80, 0x01],
            &[0x02, 0x40],
            &[0x0e, 0x02, 0x00, 0x01, 0x02],
            &[0x11, 0x03, 0x00],
            &[0x28, 0x02, 0x90, 0x01],
            &[0x42, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00],
            &[0x44, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
            &[0xfc, 0x03],
            &[0xfc, 0x0a, 0x00, 0x00],
            &[0xfc, 0x0b, 0x00],
        ];
        for expected in bodies {
            let body = [&[0x01, 0x02, 0x7f], expected, &[END]].concat();
            let code = [leb(1), sized(&body)].concat();
            let functions = functions(&code).unwrap();
            let [Function { locals, instructions }] = functions.as_slice() else { panic!() };
            assert_eq!(*locals, [0x01, 0x02, 0x7f]);
            let operator = expected[0];
            let end = Instruction { operator: END, immediates: &[] };
            assert_eq!(*instructions, [Instruction { operator, immediates: &expected[1..] }, end]);
        }
    }

    #[test]
    fn rejects_unknown_operators() {
        for operator in [&[0xfd, 0x00][..], &[0xfc, 0x10, 0x00]] {
            let code = [leb(1), sized(&[&[0x00], operator, &[END]].concat())].concat();
            assert!(functions(&code).is_err());
        }
    }

    #[test]
    fn removes_only_the_alignment() {
        let module = |alignment| {
            let body = [0x00, 0x41, 0x02, 0x28, alignment, 0x02, END];
            let code = [leb(1), sized(&body)].concat();
            [b"\0asm\x01\0\0\0".to_vec(), vec![CODE], sized(&code), vec![11, 1, 0]].concat()
        };
        assert_eq!(remove_alignment(&module(2)).unwrap(), module(0));
    }
}
