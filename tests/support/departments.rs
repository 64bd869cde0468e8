//! Writes that are counted in the portal's store: departments of the company.

use b24_wasm::wire::Map;

use super::Setup;

/// Returns the parameters of `department.add`. The portal accepts the same name twice.
pub fn department(name: &str) -> Map {
    let mut params = Map::from_iter([("NAME", name)]);
    params.insert("PARENT", 1);
    params
}

/// Returns how many departments of this name were added.
pub fn added(setup: &Setup, name: &str) -> usize {
    let portal = setup.portal.borrow();
    portal.company().departments().iter().filter(|department| department.name == name).count()
}
