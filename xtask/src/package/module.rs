//! The WebAssembly modules of the package, each from other features of the crate.

/// A module, with its folders relative to the root.
#[derive(Debug)]
pub struct Module {
    /// The features of the crate.
    pub features: [&'static str; 3],
    /// The folder of the module and the glue of wasm-bindgen.
    source: &'static str,
    /// The folder of the shipped module and glue.
    output: &'static str,
}

/// The module that every page loads.
pub const CORE: Module = Module {
    features: ["--no-default-features", "--features", "js"],
    source: "target/wasm",
    output: "target/short",
};

/// The module for REST 3.0, which is loaded when it is first used.
pub const V3: Module = Module {
    features: ["--no-default-features", "--features", "js-v3"],
    source: "target/wasm-v3",
    output: "target/short-v3",
};

/// The module for real-time events, which is loaded when they are first used.
pub const PUSH: Module = Module {
    features: ["--no-default-features", "--features", "js-push"],
    source: "target/wasm-push",
    output: "target/short-push",
};

impl Module {
    /// Returns the folders of all files.
    pub fn folders(&self) -> [&'static str; 2] {
        [self.source, self.output]
    }

    /// Returns the path of a file of wasm-bindgen.
    pub fn source(&self, file: &str) -> String {
        format!("{}/{file}", self.source)
    }

    /// Returns the path of a shipped file.
    pub fn output(&self, file: &str) -> String {
        format!("{}/{file}", self.output)
    }

    /// Returns the path of the stamp of the last build.
    pub fn stamp(&self) -> String {
        format!("{}.stamp", self.source)
    }
}
