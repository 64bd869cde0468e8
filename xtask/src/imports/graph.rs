//! Which name imports which.

use std::collections::BTreeMap;

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// A graph of names.
#[derive(Default)]
pub struct Graph {
    names: DiGraph<String, ()>,
    indices: BTreeMap<String, NodeIndex>,
}

impl Graph {
    /// Adds an import.
    pub fn add(&mut self, from: &str, to: &str) {
        let (from, to) = (self.index(from), self.index(to));
        self.names.update_edge(from, to, ());
    }

    /// Returns the names of each cycle, in their order.
    pub fn cycles(&self) -> Vec<String> {
        let mut cycles = Vec::new();
        for component in tarjan_scc(&self.names) {
            let mut names: Vec<&str> = component
                .iter()
                .filter_map(|&at| self.names.node_weight(at))
                .map(String::as_str)
                .collect();
            names.sort_unstable();
            if names.len() > 1 {
                cycles.push(names.join(" <-> "));
            }
        }
        cycles.sort_unstable();
        cycles
    }

    fn index(&mut self, name: &str) -> NodeIndex {
        let Self { names, indices } = self;
        *indices.entry(name.to_owned()).or_insert_with(|| names.add_node(name.to_owned()))
    }
}
