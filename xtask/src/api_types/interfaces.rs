//! The named types of a file. Equal types are one, so that the compiler reads and checks each once.

use std::collections::{HashMap, HashSet};

/// The most characters of a type without a name.
const MAX_INLINE: usize = 80;

#[derive(Debug, Default)]
pub struct Interfaces {
    text: String,
    names: HashSet<String>,
    by_body: HashMap<String, String>,
}

impl Interfaces {
    /// Returns the name of the interface with these members, which is the wanted one or that of an
    /// equal interface.
    pub fn name(&mut self, wanted: &str, body: String) -> String {
        if let Some(name) = self.by_body.get(&body) {
            return name.clone();
        }
        let name = self.reserve(wanted);
        self.text += &format!("export interface {name} {{\n{body}}}\n");
        self.by_body.insert(body, name.clone());
        name
    }

    /// Returns the reserved name, under which the interface is added, or the type itself if it is short.
    pub fn own(&mut self, name: String, body: &str) -> String {
        let members: Vec<&str> = body.lines().map(str::trim).collect();
        let inline = format!("{{ {} }}", members.join("; "));
        if inline.len() <= MAX_INLINE && !inline.contains("/**") {
            return inline;
        }
        self.text += &format!("export interface {name} {{\n{body}}}\n");
        name
    }

    /// Returns all interfaces.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the wanted name or a similar one, which no other type gets.
    pub fn reserve(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        let mut number = 2;
        while !self.names.insert(name.clone()) {
            name = format!("{wanted}{number}");
            number += 1;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_types_have_one_name() {
        let mut interfaces = Interfaces::default();
        assert_eq!(interfaces.name("A", "  a: 1\n".to_owned()), "A");
        assert_eq!(interfaces.name("B", "  a: 1\n".to_owned()), "A");
        assert_eq!(interfaces.name("A", "  b: 1\n".to_owned()), "A2");
        assert_eq!(
            interfaces.text(),
            "export interface A {\n  a: 1\n}\nexport interface A2 {\n  b: 1\n}\n"
        );
    }
}
