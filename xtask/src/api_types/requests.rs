//! Code that calls each documented method with the parameters that the documentation requires or has in
//! an example. The compiler must accept it.

use super::data::{InOrder, Member, Method, Type};
use super::method::is_parameter;
use super::names;
use super::v3;

/// Returns a module with a call of each method, and of each of REST 3.0.
pub fn module<'a>(
    methods: impl Iterator<Item = &'a (String, Method)>,
    v3: &'a [(String, Method)],
) -> String {
    format!(
        "// Written by `cargo xtask test` from api.\nimport type {{ B24, V3 }} from 'b24-wasm'\n\n\
         export function requests(b24: B24) {{\n{}}}\n\n\
         export function v3(b24: V3) {{\n{}}}\n",
        calls(methods),
        calls(v3.iter())
    )
}

fn calls<'a>(methods: impl Iterator<Item = &'a (String, Method)>) -> String {
    let call = |(name, method): &(String, Method)| {
        let values = Values { condition: v3::needed(name).unwrap_or("id") };
        format!("  b24.call({}, {})\n", names::quoted(name), values.object(&method.params))
    };
    methods.map(call).collect()
}

/// The values of a call's parameters.
struct Values {
    /// The field on which a filter that is a list has its condition.
    condition: &'static str,
}

impl Values {
    /// Returns an object of the members that are required or stand in an example.
    fn object(&self, members: &InOrder<Member>) -> String {
        let used = members.0.iter().filter(|(name, member)| {
            (member.required || member.example) && is_parameter(name) && !name.contains("...")
        });
        let members: Vec<String> = used
            .map(|(name, member)| format!("{}: {}", names::property(name), self.of(member, name)))
            .collect();
        format!("{{ {} }}", members.join(", "))
    }

    fn of(&self, member: &Member, name: &str) -> String {
        match member.values.first() {
            Some(value)
                if matches!(member.ty, Type::String | Type::Boolean) && is_switch(value) =>
            {
                names::quoted(value)
            }
            _ if member.filter => "{ '>ID': 1 }".to_owned(),
            _ => self.value(&member.ty, name),
        }
    }

    fn value(&self, ty: &Type, name: &str) -> String {
        let text = match ty {
            Type::String => "'a'",
            Type::Number => "1.5",
            Type::Integer => "1",
            Type::Boolean => "true",
            Type::Datetime => "'2026-01-31T09:30:00+00:00'",
            Type::Date => "'2026-01-31'",
            Type::File => "['a.txt', 'YQ==']",
            Type::Null => "null",
            Type::Unknown => "'a'",
            Type::Literal(_) => "'a'",
            Type::Ref(dictionary) if dictionary == "crm_multifield" => "[{ VALUE: 'a' }]",
            Type::Ref(_) => "1",
            Type::Array(row) if names::is_select(name) && matches!(**row, Type::Unknown) => {
                "['ID']"
            }
            Type::Array(row) if names::is_filter(name) && matches!(**row, Type::Unknown) => {
                return format!("[[{}, '=', 1]]", names::quoted(self.condition));
            }
            Type::Array(row) if names::is_ids(name) && matches!(**row, Type::Unknown) => "[1]",
            Type::Array(row) => return format!("[{}]", self.value(row, name)),
            Type::Record(row) if names::is_order(name) && matches!(**row, Type::Unknown) => {
                "{ ID: 'ASC' }"
            }
            Type::Record(row) => return format!("{{ key: {} }}", self.value(row, "")),
            Type::Object(members) => return self.object(members),
            Type::Union(types) => {
                return types.first().map_or_else(String::new, |ty| self.value(ty, name));
            }
        };
        text.to_owned()
    }
}

fn is_switch(value: &str) -> bool {
    matches!(value, "Y" | "N")
}
