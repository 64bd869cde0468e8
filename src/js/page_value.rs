//! Replies as the page's own objects: `pkg-template/src/reply-values.ts` parses and normalizes them, and
//! only what a decision needs enters the module.

use wasm_bindgen::prelude::*;

use super::js_text;
use crate::error::Result;
use crate::schema::{Definition, Normalize, invalid_result, table};
use crate::text;
use crate::wire::Map;
use crate::wire::reply_value::{MAX_EXCERPT, ReplyShape, ReplyValue};

// A function whose parameters and result need no conversion has no code in the glue: text crosses as a
// value, and no number is unsigned.
#[wasm_bindgen(raw_module = "#reply-values")]
extern "C" {
    #[wasm_bindgen(js_name = parse)]
    fn parse_body(body: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = parseText)]
    pub(super) fn parse_text(text: &str) -> JsValue;
    #[wasm_bindgen(js_name = startOf)]
    fn start_of(body: &JsValue, length: i32) -> JsValue;
    #[wasm_bindgen(js_name = hasTable)]
    fn has_table(id: i32) -> bool;
    #[wasm_bindgen(js_name = addTable)]
    fn add_table(id: i32, table: &str);
    #[wasm_bindgen(catch)]
    fn normalize(id: i32, result: &JsValue) -> std::result::Result<JsValue, JsValue>;
    fn member(map: &JsValue, name: &str) -> JsValue;
    #[wasm_bindgen(js_name = takeAll)]
    fn take_all(map: &JsValue, names: &str) -> JsValue;
    #[wasm_bindgen(js_name = shapeOf)]
    fn shape_of(value: &JsValue) -> u8;
    #[wasm_bindgen(js_name = membersOf)]
    fn members_of(map: &JsValue) -> JsValue;
    fn digits(value: &JsValue) -> JsValue;
    fn integer(value: &JsValue) -> f64;
    #[wasm_bindgen(js_name = toList)]
    fn to_list(value: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = lengthOf)]
    fn length_of(list: &JsValue) -> usize;
    #[wasm_bindgen(js_name = list)]
    pub(super) fn new_list() -> JsValue;
    pub(super) fn append(list: &JsValue, item: &JsValue);
    fn item(list: &JsValue, at: i32) -> JsValue;
    #[wasm_bindgen(js_name = operatingOf)]
    fn operating_of(time: &JsValue) -> f64;
    #[wasm_bindgen(js_name = idAt)]
    fn id_at(list: &JsValue, at: i32, column: &JsValue) -> i64;
    fn snapshot(value: &JsValue) -> JsValue;
    fn equals(value: &JsValue, snapshot: &JsValue) -> bool;
}

/// A value of a reply in the page.
#[derive(Clone, Debug)]
pub(super) struct PageValue(pub(super) JsValue);

/// Returns a value unless it is undefined, which JSON never is.
fn defined(value: JsValue) -> Option<PageValue> {
    (!value.is_undefined()).then_some(PageValue(value))
}

/// Returns a whole number unless it is NaN.
fn whole(number: f64) -> Option<i64> {
    (!number.is_nan()).then_some(number as i64)
}

impl ReplyValue for PageValue {
    type Body = JsValue;

    fn body_text(body: &JsValue) -> String {
        js_text::text(&start_of(body, MAX_EXCERPT as i32))
    }

    fn whole_text(body: &JsValue) -> String {
        js_text::text(&start_of(body, i32::MAX))
    }

    fn parse(body: &JsValue) -> Option<Self> {
        defined(parse_body(body))
    }

    fn parse_text(text: &str) -> Option<Self> {
        defined(parse_text(text))
    }

    fn take(&mut self, name: &str) -> Option<Self> {
        defined(member(&self.0, name))
    }

    fn take_all(&mut self, names: &[&str]) -> Vec<Option<Self>> {
        let mut lines = String::new();
        for name in names {
            lines.push_str(name);
            lines.push('\n');
        }
        let members = take_all(&self.0, &lines);
        let mut taken = Vec::new();
        for at in 0..names.len() {
            taken.push(defined(item(&members, at as i32)));
        }
        taken
    }

    fn shape(&self) -> ReplyShape {
        ReplyShape::from_code(shape_of(&self.0))
    }

    fn members(&self) -> Vec<(String, ReplyShape)> {
        let (lines, mut members) = (js_text::text(&members_of(&self.0)), Vec::new());
        let mut rest = lines.as_str();
        while let Some((member, after)) = text::split(rest, "\0") {
            rest = after;
            if let (Some(code), Some(name)) = (member.bytes().next(), member.get(1..)) {
                members.push((name.to_owned(), ReplyShape::from_code(code - b'0')));
            }
        }
        members
    }

    fn as_text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn digits(&self) -> Option<String> {
        digits(&self.0).as_string()
    }

    fn as_integer(&self) -> Option<i64> {
        whole(integer(&self.0))
    }

    fn flag(&self, name: &str) -> Option<bool> {
        member(&self.0, name).as_bool()
    }

    fn thousandths(&self, name: &str) -> u64 {
        (member(&self.0, name).as_f64().unwrap_or_default() * 1000.0) as u64
    }

    fn operating(&self) -> Option<(u32, f64)> {
        let operating = operating_of(&self.0);
        (operating > 0.0).then(|| (operating as u32, self.thousandths("operating_reset_at") as f64))
    }

    fn into_list(self) -> Option<Self> {
        defined(to_list(&self.0))
    }

    fn len(&self) -> usize {
        length_of(&self.0)
    }

    fn ids(&self, column: Option<&str>) -> Vec<Option<i64>> {
        let column = column.map_or(JsValue::UNDEFINED, JsValue::from_str);
        let mut ids = Vec::new();
        for at in 0..self.len() {
            let id = id_at(&self.0, at as i32, &column);
            ids.push((id != i64::MIN).then_some(id));
        }
        ids
    }

    fn retain(&mut self, marks: &[bool]) {
        let retained = new_list();
        for (at, is_marked) in marks.iter().enumerate() {
            if *is_marked {
                append(&retained, &item(&self.0, at as i32));
            }
        }
        self.0 = retained;
    }

    fn to_json(&self) -> String {
        js_text::text(&snapshot(&self.0))
    }

    fn snapshot(&self) -> Self {
        Self(snapshot(&self.0))
    }

    fn equals(&self, snapshot: &Self) -> bool {
        equals(&self.0, &snapshot.0)
    }
}

impl Normalize for PageValue {
    fn normalize(self, definition: &'static Definition, params: &Map) -> Result<Self> {
        let is_alternate = definition.alternate_for(params).is_some();
        // Definitions are statics, so their addresses are their identifiers.
        let id = 2 * (std::ptr::from_ref(definition) as i32) + i32::from(is_alternate);
        if !has_table(id) {
            add_table(id, &table(definition, is_alternate));
        }
        let message = |thrown: JsValue| invalid_result(js_text::text(&thrown));
        normalize(id, &self.0).map(Self).map_err(message)
    }
}
