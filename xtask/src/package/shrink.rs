//! The shipped glue and module: the functions are reordered, the names between the two are minified,
//! and the module is split and compressed with zopfli, after the module that joins it.

use std::fs;
use std::io::Write;
use std::num::NonZeroU64;

use anyhow::{Context, Result};
use serde::Deserialize;
use xshell::cmd;

use super::module::Module;
use super::split::split;
use super::{glue, instructions, panic_texts, panics, reorder};
use crate::workspace::Workspace;

/// The optimisations. Code with little inlining is larger but compresses better. The second round
/// finds what the first leaves. The low memory is the end of the stack.
const PASSES: [&str; 7] = [
    "-Os",
    "-Os",
    "--low-memory-unused",
    "--always-inline-max-function-size=2",
    "--flexible-inline-max-function-size=2",
    "--one-caller-inline-max-function-size=25",
    "--strip-producers",
];

/// The wrapper's module that the wasm module imports.
const REPLY_VALUES: &str = "#reply-values";

/// The end of the line that imports it, and the start of the line that passes it on.
const REPEATED_IMPORT: &str = "from \"#reply-values\"";
const REPEATED_MEMBER: &str = "\"#reply-values\": import";

/// The minified names, as wasm-opt prints them.
#[derive(Debug, Deserialize)]
struct Names {
    /// Module, name and minified name.
    imports: Vec<(String, String, String)>,
    /// Name and minified name.
    exports: Vec<(String, String)>,
}

/// Writes the shipped glue and module.
pub fn shrink(workspace: &Workspace, module: &Module) -> Result<()> {
    let shell = &workspace.shell;
    let [_, folder] = module.folders();
    shell.create_dir(folder)?;
    let named = optimise(workspace, module)?;
    let passes = [
        "--reorder-functions-by-name",
        "--minify-imports-and-exports-and-modules",
        "--strip-target-features",
    ];
    let short = module.output("b24.wasm");
    let names = cmd!(shell, "wasm-opt {named} {passes...} -o {short}").quiet().read()?;
    let names: Names = serde_json::from_str(&names).context("the output of wasm-opt")?;
    let glue = fs::read_to_string(workspace.path(module.source("b24_wasm.js")))?;
    let glue = glue::make_function(&remove_fallbacks(&make_lazy(&glue)?))?;
    let glue = join_imports(&glue, &names)?;
    fs::write(workspace.path(module.output("b24.js")), rename(&glue, &names))?;
    let shipped = fs::read(workspace.path(&short))?;
    let embedded = [assemble_joiner(workspace, module)?, split(&shipped)?].concat();
    fs::write(workspace.path(module.output("b24.wasm.gz")), compress(&embedded)?)?;
    Ok(())
}

/// Assembles the module that joins the streams.
fn assemble_joiner(workspace: &Workspace, module: &Module) -> Result<Vec<u8>> {
    let joiner = module.output("join.wasm");
    let passes =
        ["-Os", "--enable-bulk-memory", "--enable-bulk-memory-opt", "--strip-target-features"];
    cmd!(workspace.shell, "wasm-opt pkg-template/join.wat {passes...} -o {joiner}").run()?;
    Ok(fs::read(workspace.path(&joiner))?)
}

/// Removes what only panics need, optimises the module, and names its functions by their place. Returns
/// the path of the module.
fn optimise(workspace: &Workspace, module: &Module) -> Result<String> {
    let (stubbed, named) = (module.output("stubbed.wasm"), module.output("named.wasm"));
    let bytes = fs::read(workspace.path(module.source("b24_wasm_bg.wasm")))?;
    fs::write(workspace.path(&stubbed), panic_texts::erase(&panics::stub(&bytes)?)?)?;
    cmd!(workspace.shell, "wasm-opt {stubbed} {PASSES...} -g -o {named}").run()?;
    let bytes = fs::read(workspace.path(&named))?;
    panics::check(&bytes)?;
    let bytes = instructions::remove_alignment(&panics::strip(&bytes)?)?;
    fs::write(workspace.path(&named), reorder::add_sorting_names(&bytes)?)?;
    Ok(named)
}

/// The start of each replaced piece of the glue, the start of the piece after it, and the
/// replacement.
///
/// The glue constructs a `TextDecoder` and a `TextEncoder` on load. Jest with jsdom has neither,
/// and an import must not throw. So they are constructed on first use, there with Node's classes.
/// The initial `numBytesDecoded` makes the glue construct a decoder before it decodes the first
/// text.
const EAGER: [(&str, &str, &str); 6] = [
    ("let cachedTextDecoder = new", "const MAX_SAFARI", "let cachedTextDecoder;\n"),
    ("let numBytesDecoded = 0;", "\nfunction", "let numBytesDecoded = MAX_SAFARI_DECODE_BYTES;"),
    (
        "cachedTextDecoder = new TextDecoder(",
        "numBytesDecoded =",
        "cachedTextDecoder = new (globalThis.TextDecoder ?? globalThis.process.getBuiltinModule('util').TextDecoder)('utf-8', { ignoreBOM: true });\n        ",
    ),
    ("if (realloc === undefined) {", "let len = arg.length", ""),
    (
        "cachedTextEncoder.encodeInto(arg, view);",
        "\n",
        "new (globalThis.TextEncoder ?? globalThis.process.getBuiltinModule('util').TextEncoder)().encodeInto(arg, view);",
    ),
    ("const cachedTextEncoder", "let WASM_VECTOR_LEN", ""),
];

const NO_FINALIZATION: &str = "(typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : ";

/// Replaces the code that the glue runs on load.
fn make_lazy(glue: &str) -> Result<String> {
    let mut glue = glue.to_owned();
    for (eager, next, lazy) in EAGER {
        let (before, rest) = glue.split_once(eager).with_context(|| missing_text(eager))?;
        let (_, after) = rest.split_once(next).with_context(|| missing_text(next))?;
        glue = format!("{before}{lazy}{next}{after}");
    }
    Ok(glue)
}

/// The starts of lines that the wrapper does not need: it does not use `Symbol.dispose`, and it passes
/// no object of another class.
const UNUSED: [&str; 2] = ["if (Symbol.dispose)", "_assertClass("];

/// Pieces of the glue, and shorter ones with the same effect. The memory's buffer is another one after the
/// memory has grown. `free` alone destroys an object.
const SHORTER: [(&str, &str); 4] = [
    (
        "cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || (cachedDataViewMemory0.buffer.detached === undefined && cachedDataViewMemory0.buffer !== wasm.memory.buffer)",
        "cachedDataViewMemory0?.buffer !== wasm.memory.buffer",
    ),
    (
        "cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0",
        "!cachedUint8ArrayMemory0?.byteLength",
    ),
    (
        "        return ptr;\n    }\n    free() {\n        const ptr = this.__destroy_into_raw();\n",
        "",
    ),
    ("__destroy_into_raw() {", "free() {"),
];

/// Removes the fallbacks for unsupported browsers, and unused lines.
fn remove_fallbacks(glue: &str) -> String {
    let mut glue = glue.replace(NO_FINALIZATION, "");
    for (long, short) in SHORTER {
        glue = glue.replace(long, short);
    }
    let is_unused = |line: &&str| UNUSED.iter().any(|unused| line.trim_start().starts_with(unused));
    let lines = glue.lines().filter(|line| !is_unused(line));
    lines.collect::<Vec<_>>().join("\n")
}

fn missing_text(text: &str) -> String {
    format!("the glue of this wasm-bindgen has no `{text}`")
}

/// The start of the object with the imports that have a function in the glue.
const IMPORTS: &str = "const import0 = {";

/// Adds the functions that the module imports without a function in the glue to the others, because
/// wasm-opt joins all modules. The glue imports their module once for each of them.
fn join_imports(glue: &str, names: &Names) -> Result<String> {
    let is_repeated = |line: &&str| {
        let repeats = |start, end| line.starts_with(start) && line.ends_with(end);
        repeats("import * as import", REPEATED_IMPORT)
            || line.trim_start().starts_with(REPEATED_MEMBER)
    };
    let lines: Vec<&str> = glue.lines().filter(|line| !is_repeated(line)).collect();
    let glue = lines.join("\n");
    let (before, after) = glue.split_once(IMPORTS).with_context(|| missing_text(IMPORTS))?;
    let mut members = String::new();
    for (_, name, short) in names.imports.iter().filter(|(module, ..)| module == REPLY_VALUES) {
        members += &format!("\n        {short}: replyValues.{name},");
    }
    if members.is_empty() {
        return Ok(glue);
    }
    Ok(format!("import * as replyValues from '{REPLY_VALUES}';\n{before}{IMPORTS}{members}{after}"))
}

/// Applies the minified names. wasm-opt names the single module of all imports `a`.
fn rename(glue: &str, names: &Names) -> String {
    let mut glue = glue.to_owned();
    for (module, name, short) in names.imports.iter().filter(|(module, ..)| module != REPLY_VALUES)
    {
        glue = glue.replace(&format!("\"{module}\""), "\"a\"");
        glue = replace_word(&glue, name, short);
    }
    for (name, short) in &names.exports {
        glue = replace_word(&glue, &format!("wasm.{name}"), &format!("wasm.{short}"));
    }
    glue
}

/// Replaces a word that no further word character follows.
fn replace_word(text: &str, word: &str, replacement: &str) -> String {
    let mut out = String::new();
    let mut pieces = text.split(word).peekable();
    while let Some(piece) = pieces.next() {
        out.push_str(piece);
        if let Some(next) = pieces.peek() {
            let is_prefix = next.starts_with(|next: char| next.is_alphanumeric() || next == '_');
            out.push_str(if is_prefix { word } else { replacement });
        }
    }
    out
}

fn compress(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = zopfli::GzipEncoder::new_buffered(
        zopfli::Options {
            // The default of 15 is 45 bytes more.
            iteration_count: NonZeroU64::new(150).context("no iterations")?,
            maximum_block_splits: 100,
            ..Default::default()
        },
        zopfli::BlockType::Dynamic,
        &mut out,
    )?;
    encoder.write_all(bytes)?;
    encoder.into_inner().map_err(|error| error.into_error())?.finish()?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn constructs_nothing_on_load() {
        let glue = "\
function passStringToWasm0(arg, malloc, realloc) {
    if (realloc === undefined) {
        const buf = cachedTextEncoder.encode(arg);
    }
    let len = arg.length;
        const ret = cachedTextEncoder.encodeInto(arg, view);
}
let cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
cachedTextDecoder.decode();
const MAX_SAFARI_DECODE_BYTES = 2146435072;
let numBytesDecoded = 0;
function decodeText(bytes) {
        cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
        cachedTextDecoder.decode();
        numBytesDecoded = bytes.length;
}
const cachedTextEncoder = new TextEncoder();
if (!('encodeInto' in cachedTextEncoder)) {
}
let WASM_VECTOR_LEN = 0;
";
        let lazy = make_lazy(glue).unwrap();
        let loaded: Vec<&str> = lazy.lines().filter(|line| !line.starts_with(' ')).collect();
        assert_eq!(
            loaded,
            [
                "function passStringToWasm0(arg, malloc, realloc) {",
                "}",
                "let cachedTextDecoder;",
                "const MAX_SAFARI_DECODE_BYTES = 2146435072;",
                "let numBytesDecoded = MAX_SAFARI_DECODE_BYTES;",
                "function decodeText(bytes) {",
                "}",
                "let WASM_VECTOR_LEN = 0;",
            ]
        );
        assert!(!lazy.contains("cachedTextEncoder"), "{lazy}");
        assert!(make_lazy("let other;").is_err());
    }

    #[test]
    fn replaces_whole_words_only() {
        assert_eq!(
            replace_word("wasm.call(wasm.callback)", "wasm.call", "wasm.b"),
            "wasm.b(wasm.callback)"
        );
        assert_eq!(replace_word("call", "call", "b"), "b");
    }

    #[test]
    fn compression_round_trips() {
        let bytes = b"b24".repeat(1000);
        let compressed = compress(&bytes).unwrap();
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(compressed.as_slice()).read_to_end(&mut back).unwrap();
        assert_eq!(back, bytes);
    }
}
