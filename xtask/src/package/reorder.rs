//! The order of the functions in the module. Functions of one type stand together, sorted by their
//! code: similar code is then close, and so are the indices in calls of similar functions, which
//! compresses better. wasm-opt sorts functions by their names, so they are named by their place.

use anyhow::{Result, bail};

use super::binary::{CODE, CUSTOM, FUNCTION, IMPORT, Reader, leb, section, sized};

/// Returns the module with a section of names that sort its functions into the order.
pub fn add_sorting_names(module: &[u8]) -> Result<Vec<u8>> {
    let imported = Reader(section(module, IMPORT)?).u32()?;
    let mut functions = functions(module)?;
    // Equal code keeps its order.
    functions.sort_by_key(|function| (function.ty, function.code));
    let mut names = leb(functions.len());
    for (place, function) in functions.iter().enumerate() {
        names.extend(leb(imported + function.index));
        names.extend(sized(format!("{place:06}").as_bytes()));
    }
    let function_names = 1;
    let content = [sized(b"name"), vec![function_names], sized(&names)].concat();
    Ok([module, &[CUSTOM], &sized(&content)].concat())
}

/// A function that the module defines.
struct Function<'a> {
    /// Its place among the defined functions.
    index: usize,
    /// The index of its type.
    ty: usize,
    code: &'a [u8],
}

/// Returns the functions that the module defines.
fn functions(module: &[u8]) -> Result<Vec<Function<'_>>> {
    let mut types = Reader(section(module, FUNCTION)?);
    let mut bodies = Reader(section(module, CODE)?);
    let count = types.u32()?;
    if bodies.u32()? != count {
        bail!("the module has another number of types than of functions");
    }
    let function = |index| Ok(Function { index, ty: types.u32()?, code: bodies.sized()? });
    (0..count).map(function).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module of an import and functions of a type and a body.
    fn module(functions: &[(u8, &[u8])]) -> Vec<u8> {
        let count = leb(functions.len());
        let types: Vec<u8> = functions.iter().map(|(ty, _)| *ty).collect();
        let bodies: Vec<u8> = functions.iter().flat_map(|(_, body)| sized(body)).collect();
        let sections = [
            (IMPORT, vec![1, 1, b'm', 1, b'f', 0, 0]),
            (FUNCTION, [count.clone(), types].concat()),
            (CODE, [count, bodies].concat()),
        ];
        let sections = sections.into_iter().flat_map(|(id, content)| [vec![id], sized(&content)]);
        [b"\0asm\x01\0\0\0".to_vec(), sections.collect::<Vec<_>>().concat()].concat()
    }

    #[test]
    fn names_functions_by_type_then_code() {
        let long = [7; 200];
        let module = module(&[(2, &[1, 2]), (1, &long), (2, &[1, 1]), (1, &[3])]);
        let named = add_sorting_names(&module).unwrap();
        let (start, names) = named.split_at(module.len());
        assert_eq!(start, module);
        // After the import, whose index is 0.
        let expected = b"\0\x28\x04name\x01\x21\x04\
            \x04\x06000000\x02\x06000001\x03\x06000002\x01\x06000003";
        assert_eq!(names, expected);
    }

    #[test]
    fn rejects_a_truncated_module() {
        let module = module(&[(1, &[1, 2])]);
        for end in 0..module.len() {
            assert!(add_sorting_names(&module[..end]).is_err(), "{end}");
        }
    }
}
