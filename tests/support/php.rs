//! A real PHP process for a test, and PHP's serialization of values.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use portal::php::{Array, Key, Value};

/// Reads lines of a function's name and its argument in base64; prints each return value in base64.
const PROGRAM: &str = r#"
    const FLAGS = JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT
        | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE;
    $functions = [
        'form' => function ($text) { parse_str($text, $values); return serialize($values); },
        'json' => fn($text) => json_encode(unserialize($text), FLAGS),
        'reference' => fn($text) =>
            (string) preg_match('/\$(result|next|total|time|error)([^\s]*)/i', $text),
        'command' => function ($text) {
            $command = parse_url($text);
            parse_str($command['query'] ?? '', $values);
            return serialize([$command['path'], $values]);
        },
    ];
    while (($line = fgets(STDIN)) !== false) {
        [$name, $argument] = explode(' ', rtrim($line, "\n"));
        echo base64_encode($functions[$name](base64_decode($argument))), "\n";
    }
"#;

/// A PHP process without configuration files, so with PHP's default limits.
pub struct Php(RefCell<Process>);

struct Process {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Php {
    /// Starts PHP; returns `None` if it is not installed.
    pub fn start() -> Option<Self> {
        let mut child = Command::new("php")
            .args(["-n", "-d", "display_errors=0", "-d", "memory_limit=-1", "-r", PROGRAM])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .ok()?;
        let output = BufReader::new(child.stdout.take()?);
        Some(Self(RefCell::new(Process { input: child.stdin.take(), child, output })))
    }

    /// Decodes a form with `parse_str`; returns the serialized array.
    pub fn parse_str(&self, form: &str) -> Vec<u8> {
        self.call("form", form.as_bytes())
    }

    /// Encodes a value with `json_encode` and the REST server's flags.
    pub fn json_encode(&self, value: &Value) -> String {
        String::from_utf8(self.call("json", &serialize(value))).unwrap()
    }

    /// Decodes a command of a batch with `parse_url` and `parse_str`; returns the serialized path
    /// and parameters.
    pub fn command(&self, command: &str) -> Vec<u8> {
        self.call("command", command.as_bytes())
    }

    /// Returns whether the portal finds a reference in the text of a batch.
    pub fn has_reference(&self, text: &str) -> bool {
        self.call("reference", text.as_bytes()) == b"1"
    }

    fn call(&self, function: &str, argument: &[u8]) -> Vec<u8> {
        let mut process = self.0.borrow_mut();
        let input = process.input.as_mut().unwrap();
        writeln!(input, "{function} {}", BASE64_STANDARD.encode(argument)).unwrap();
        let mut line = String::new();
        process.output.read_line(&mut line).unwrap();
        BASE64_STANDARD.decode(line.trim_end()).expect("base64 of PHP")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // PHP exits at the end of its input.
        self.input.take();
        self.child.wait().unwrap();
    }
}

/// Serializes a value as PHP's `serialize`: with types, the order of keys and every byte.
pub fn serialize(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    write_value(&mut out, value);
    out
}

fn write_value(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => out.extend(b"N;"),
        Value::Bool(flag) => out.extend(format!("b:{};", u8::from(*flag)).bytes()),
        Value::Int(number) => out.extend(format!("i:{number};").bytes()),
        Value::Float(number) => out.extend(format!("d:{number:e};").bytes()),
        Value::Text(text) => write_text(out, text),
        Value::Array(array) => {
            write_entries(out, "a:", array, |key, out| match key {
                Key::Int(number) => out.extend(format!("i:{number};").bytes()),
                Key::Text(text) => write_text(out, text),
            });
        }
        Value::Object(entries) => {
            // Names of properties are always text.
            write_entries(out, "O:8:\"stdClass\":", entries, |key, out| match key {
                Key::Int(number) => write_text(out, number.to_string().as_bytes()),
                Key::Text(text) => write_text(out, text),
            });
        }
    }
}

fn write_text(out: &mut Vec<u8>, text: &[u8]) {
    out.extend(format!("s:{}:\"", text.len()).bytes());
    out.extend(text);
    out.extend(b"\";");
}

fn write_entries(
    out: &mut Vec<u8>,
    start: &str,
    entries: &Array,
    write_key: impl Fn(&Key, &mut Vec<u8>),
) {
    out.extend(format!("{start}{}:{{", entries.len()).bytes());
    for (key, value) in entries.iter() {
        write_key(key, out);
        write_value(out, value);
    }
    out.push(b'}');
}
