//! The glue of wasm-bindgen as a function that starts an instance of the module.
//!
//! The glue has one instance, for ever. As a function it can be called again when an instance has
//! failed, and the objects of the failed one keep their own variables: nothing of it reaches the next
//! one.

use anyhow::{Context, Result};

/// The start of the glue's own functions that start an instance.
const START: &str = "let wasmModule, wasmInstance, wasm;";

/// Starts the instance, and guards its functions. An error of the core has a kind; anything else that a
/// function throws leaves the instance in an unknown state. The stack may be full at this point: nothing
/// is called but a function of the engine. Without the exports, all later calls end here, too.
const INSTANTIATE: &str = "\
let wasm = new WebAssembly.Instance(module, __wbg_get_imports()).exports;
wasm.__wbindgen_start();
const guard = (members) => {
    for (const name of Object.getOwnPropertyNames(members)) {
        const member = members[name];
        members[name] = function (...args) {
            try {
                return member.apply(this, args);
            } catch (thrown) {
                if (thrown?.kind) throw thrown;
                wasm = {};
                instanceFailure.cause ??= thrown;
                notifyFailure();
                throw instanceFailure;
            }
        };
    }
    return members;
};";

/// Makes the glue export a single function, `instantiate(module, instanceFailure, notifyFailure)`, which
/// returns the functions of an instance.
pub fn make_function(glue: &str) -> Result<String> {
    let (glue, _) = glue.split_once(START).with_context(|| format!("no `{START}` in the glue"))?;
    let (mut imports, mut body, mut functions) = (String::new(), String::new(), String::new());
    let mut guarded = String::new();
    for line in glue.lines() {
        if line.starts_with("import ") {
            imports += &format!("{line}\n");
            continue;
        }
        let own = line.strip_prefix("export ");
        if let Some(name) = own.and_then(|own| name_after(own, "function ")) {
            functions += &format!("{name}, ");
        }
        if let Some(name) = own.and_then(|own| name_after(own, "class ")) {
            guarded += &format!("guard({name}.prototype);\n");
        }
        body += own.unwrap_or(line);
        body.push('\n');
    }
    // Objects of a failed instance are freed, too.
    let body = body.replace("_free(ptr", "_free?.(ptr");
    Ok(format!(
        "{imports}export function instantiate(module, instanceFailure, notifyFailure) {{\n{body}{INSTANTIATE}\n{guarded}return guard({{ {functions}}});\n}}"
    ))
}

/// Returns the name that follows a keyword.
fn name_after<'a>(line: &'a str, keyword: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(keyword)?;
    rest.split(['(', ' ']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "\
import { parse } from '#reply-values';
export class Task {
    free() {
        wasm.__wbg_task_free(ptr, 0);
    }
}
/** Connects. */
export function webhook(address) {
    return wasm.webhook(address);
}
function helper() {}
let wasmModule, wasmInstance, wasm;
function initSync() {}
export { initSync };";

    #[test]
    fn exports_a_single_function() {
        let function = make_function(GLUE).unwrap();
        let exports: Vec<_> = function.lines().filter(|line| line.starts_with("export ")).collect();
        assert_eq!(
            exports,
            ["export function instantiate(module, instanceFailure, notifyFailure) {"]
        );
        assert!(function.starts_with("import { parse }"));
        assert!(function.contains("guard(Task.prototype);"));
        assert!(function.ends_with("return guard({ webhook, });\n}"), "{function}");
        assert!(!function.contains("initSync"));
    }

    #[test]
    fn frees_nothing_of_a_failed_instance() {
        let function = make_function(GLUE).unwrap();
        assert!(function.contains("wasm.__wbg_task_free?.(ptr, 0)"));
    }

    #[test]
    fn rejects_glue_of_another_wasm_bindgen() {
        assert!(make_function("export function webhook() {}").is_err());
    }
}
