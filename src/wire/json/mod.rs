//! A JSON reader and writer.
//!
//! Numbers keep their digits, so no float is parsed or printed. This and the single target type
//! keep the module at a tenth of what a general JSON library adds to the wasm.

mod reader;
mod string;
mod writer;

#[doc(hidden)]
pub use reader::Reader;
pub(crate) use reader::check;
#[cfg(any(test, all(target_arch = "wasm32", any(feature = "js", feature = "js-v3"))))]
pub(crate) use reader::read_params;
pub use reader::{Malformed, read};
pub(crate) use writer::write_with;
pub use writer::{write, write_map};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::reference::Reference;
    use crate::wire::{Map, Value};

    #[test]
    fn round_trips_json() {
        for text in [
            r#"{"result":[{"ID":"1","ACTIVE":true,"TIMESTAMP_X":{}}],"total":2,"time":{"start":1721913235.39648}}"#,
            r#"[null,false,-0,1e21,1.50E-7,"",[],{}]"#,
            r#"{"":{"a b":"Ж😀\"\\\n\u0001\u001f"}}"#,
        ] {
            assert_eq!(write(&read(text).unwrap()), text);
        }
    }

    #[test]
    fn writes_keyed_values_as_an_object_in_their_order() {
        let rows = Value::Keyed(Map::from_iter([("9", "a"), ("-4", "b")]));
        assert_eq!(write(&rows), r#"{"9":"a","-4":"b"}"#);
    }

    #[test]
    fn reads_php_escapes() {
        let value = read(r#""\u003Ca\u0026\u0027\u0022\/ \ud83d\ude00 \ud83d!\udc00""#).unwrap();
        assert_eq!(value.as_text(), Some("<a&'\"/ 😀 \u{fffd}!\u{fffd}"));
    }

    #[test]
    fn keeps_last_value_of_repeated_name() {
        let value = read(r#"{"a":1,"a":2}"#).unwrap();
        assert_eq!(value.as_map().unwrap().get("a"), Some(&Value::from(2)));
    }

    #[test]
    fn distinguishes_truncated_json_from_other_text() {
        for truncated in
            ["", "{", r#"{"a"#, r#"{"a":"#, "[1,", "tru", r#""\u00"#, "-", "1.", r#""a\"#]
        {
            assert!(read(truncated).unwrap_err().truncated, "{truncated}");
        }
        for text in [r#"[{"a":[1.5,"x\"",true]},null,{}]"#, "[1,", "[1 2]", "{} {}", "nul", "[01]"]
        {
            assert_eq!(check(text).err(), read(text).err(), "{text}");
        }
        for other in
            ["<html>", "{]", "[1 2]", "nul!", "01", "+1", ".5", r#""\x""#, "{} {}", "'a'", "[1,]"]
        {
            assert!(!read(other).unwrap_err().truncated, "{other}");
        }
    }

    #[test]
    fn reads_only_marked_text_as_reference() {
        let value = read_params(
            r#"{"$result[a]":["\$result[a]","No \$result[a] \$5 \\\$x","$result[a]"]}"#,
        )
        .unwrap();
        let items = value.as_map().unwrap().get("$result[a]").unwrap().as_list().unwrap();
        let a = || Value::from(Reference::to("a"));
        assert_eq!(items[0], a());
        assert_eq!(items[1].as_text(), Some(r"No $result[a] $5 \$x"));
        assert_eq!(items[2], Value::from("$result[a]"));
        // Written references are read back as text.
        assert_eq!(read_params(&write(&a())), Ok("$result[a]".into()));
    }

    /// Otherwise what the portal sends would become a reference in a later batch.
    #[test]
    fn rejects_references_in_other_text() {
        for text in [r#""\$result[a]""#, r#"{"\$":1}"#, r#"["a\$"]"#] {
            assert!(!read(text).unwrap_err().truncated, "{text}");
        }
    }

    #[test]
    fn rejects_nesting_beyond_the_limit() {
        assert!(read(&"[".repeat(1_000_000)).unwrap_err().too_deep);
        assert!(!read("[1 2]").unwrap_err().too_deep);
        assert!(read(&format!("{}{}", "[".repeat(512), "]".repeat(512))).is_ok());
        assert!(read(&format!("{}{}", "[".repeat(513), "]".repeat(513))).is_err());
        let beside = |levels| format!("[[],{{}},{}{}]", "[".repeat(levels), "]".repeat(levels));
        assert!(read(&beside(511)).is_ok());
        assert!(read(&beside(512)).is_err());
    }
}
