//! Fingerprints of files, which let a step skip unchanged inputs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

/// Returns the hash of the names and contents of files and folders.
///
/// Missing paths are skipped, so creating one changes the fingerprint.
pub fn of(paths: &[PathBuf]) -> Result<String> {
    let mut hash = Sha256::new();
    for path in paths {
        for entry in WalkDir::new(path).sort_by_file_name() {
            let Ok(entry) = entry else { continue };
            if entry.file_type().is_file() {
                add(&mut hash, entry.path())?;
            }
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn add(hash: &mut Sha256, path: &Path) -> Result<()> {
    let content = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let name = path.as_os_str().as_encoded_bytes();
    for part in [name, &content] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    Ok(())
}

/// The fingerprint of the last successful run of a step, stored in a file.
#[derive(Debug)]
pub struct Stamp {
    file: PathBuf,
}

impl Stamp {
    /// Returns the stamp in `file`, which may not exist yet.
    pub fn at(file: PathBuf) -> Self {
        Self { file }
    }

    /// Returns whether the last successful run had this fingerprint.
    pub fn matches(&self, fingerprint: &str) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|stored| stored == fingerprint)
    }

    /// Stores the fingerprint after a successful run.
    pub fn store(&self, fingerprint: &str) -> Result<()> {
        fs::write(&self.file, fingerprint)
            .with_context(|| format!("cannot write {}", self.file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_names_and_contents() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        let paths = [folder.path().to_path_buf()];
        let empty = of(&paths).unwrap();

        fs::write(&file, "one").unwrap();
        let one = of(&paths).unwrap();
        assert_ne!(empty, one);
        assert_eq!(one, of(&paths).unwrap());

        fs::write(&file, "two").unwrap();
        assert_ne!(one, of(&paths).unwrap());

        fs::write(&file, "one").unwrap();
        assert_eq!(one, of(&paths).unwrap());

        fs::rename(&file, folder.path().join("b")).unwrap();
        assert_ne!(one, of(&paths).unwrap());
    }

    #[test]
    fn distinguishes_a_missing_path_from_an_empty_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        let missing = of(std::slice::from_ref(&file)).unwrap();
        fs::write(&file, "").unwrap();
        assert_ne!(missing, of(&[file]).unwrap());
    }

    #[test]
    fn a_stamp_matches_only_its_fingerprint() {
        let folder = tempfile::tempdir().unwrap();
        let stamp = Stamp::at(folder.path().join("stamp"));
        assert!(!stamp.matches("a"));
        stamp.store("a").unwrap();
        assert!(stamp.matches("a"));
        assert!(!stamp.matches("b"));
    }
}
