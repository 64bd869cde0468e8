//! Writes the generated files of the npm package into a folder.

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args_os().nth(1).unwrap_or_default());
    for file in b24_wasm::typings::files() {
        fs::write(folder.join(file.name), file.text)?;
    }
    Ok(())
}
