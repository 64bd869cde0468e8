//! The sizes of files after compression, as servers compress them.

use std::fs;
use std::io::Write;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use xshell::cmd;

use crate::workspace::Workspace;

/// Sizes after compression, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// By zlib at level 9.
    pub gzip: usize,
    /// By the reference encoder of brotli at quality 11.
    pub brotli: usize,
}

/// Node.js contains the reference encoder, whose default quality is 11.
const BROTLI: &str = "process.stdout.write(String(
    require('node:zlib').brotliCompressSync(require('node:fs').readFileSync(process.argv[1])).length))";

/// Returns the uncompressed size of a file, and its sizes after compression.
pub fn measure(workspace: &Workspace, file: &str) -> Result<(usize, Sizes)> {
    let bytes = fs::read(workspace.path(file)).with_context(|| format!("no {file}"))?;
    let brotli = cmd!(workspace.shell, "node --eval {BROTLI} {file}").quiet().read()?;
    let brotli = brotli.parse().with_context(|| format!("the size after brotli: {brotli}"))?;
    Ok((bytes.len(), Sizes { gzip: gzip_size(&bytes)?, brotli }))
}

fn gzip_size(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compression_is_the_strongest() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("repeated");
        fs::write(&file, b"b24".repeat(10_000)).unwrap();
        let workspace = Workspace::open().unwrap();
        let (raw, Sizes { gzip, brotli }) = measure(&workspace, file.to_str().unwrap()).unwrap();
        assert_eq!(raw, 30_000);
        assert!(gzip < 120, "{gzip}");
        assert!(brotli < 20, "{brotli}");
    }
}
