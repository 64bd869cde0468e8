//! Custom methods of an app are checked by their own definitions.

use std::collections::BTreeMap;

use crate::support::Setup;
use b24_wasm::client::Batch;
use b24_wasm::error::ErrorKind;
use b24_wasm::methods::user;
use b24_wasm::schema::{Decode, Definition, Dependent, Method, Paging, Param, ParamKind};
use b24_wasm::wire::Map;

/// A custom method of an app.
struct Staff(Map);

impl Method for Staff {
    type Result = BTreeMap<u64, Vec<u64>>;

    fn definition() -> &'static Definition {
        static DEFINITION: Definition = Definition {
            name: "im.department.employees.get",
            params: &[Param { name: "ID", kind: ParamKind::UpTo(3), ..Param::DEFAULT }],
            result: <BTreeMap<u64, Vec<u64>>>::SHAPE,
            ..Definition::DEFAULT
        };
        &DEFINITION
    }

    fn into_params(self) -> Map {
        self.0
    }
}

#[test]
fn checks_a_custom_method_by_its_own_definition() {
    let setup = Setup::new();
    let client = setup.webhook();
    let staff = |id: i32| Staff(Map::from_iter([("ID", id)]));
    let batched = |method| {
        let mut batch = Batch::new();
        let handle = batch.add("staff", method);
        setup.run(client.batch(batch)).and_then(|mut outcomes| outcomes.take(handle))
    };
    for error in [
        setup.run(client.call(staff(4))).unwrap_err(),
        batched(staff(4)).unwrap_err(),
        setup.run(client.call(Staff(Map::from_iter([("USER_DATA", true)])))).unwrap_err(),
    ] {
        assert_eq!(
            (error.kind(), error.method().unwrap_or_default()),
            (ErrorKind::Input, "im.department.employees.get")
        );
    }
    assert!(setup.requests().is_empty());
    // The portal refuses a single number here; the definition of this crate would make it a list.
    let rejected = setup.run(client.call(staff(1))).unwrap_err();
    assert_eq!(rejected.code(), "ID_EMPTY");
}

/// A custom list of an app.
struct People(Map);

impl Method for People {
    type Result = Vec<user::User>;

    fn definition() -> &'static Definition {
        static DEFINITION: Definition = Definition {
            name: "user.get",
            params: &[Param { name: "filter", required: true, ..Param::DEFAULT }],
            result: <Vec<user::User>>::SHAPE,
            paging: Paging::Start,
            // The portal sends no time of a change, so no name is kept.
            dependent: Some(Dependent { field: "NAME", on: "TIMESTAMP_X" }),
            ..Definition::DEFAULT
        };
        &DEFINITION
    }

    fn into_params(self) -> Map {
        self.0
    }
}

#[test]
fn checks_a_custom_list_by_its_own_definition() {
    let setup = Setup::new();
    let missing = setup.run(async { setup.webhook().list(People(Map::new())).try_next().await });
    assert_eq!(missing.unwrap_err().code(), "MISSING_PARAMETER");
    // A field that this crate rejects, and names that it would keep.
    let filter = || Map::from_iter([("filter", Map::from_iter([("LOGIN", "x")]))]);
    let page = setup.run(setup.webhook().call(People(filter()))).unwrap();
    assert!(page.total.is_some() && page.result.len() == 50);
    assert!(page.result.iter().all(|user| user.name.is_none() && user.last_name.is_some()));
    let mut rows = setup.webhook().list(People(filter()));
    assert!(setup.run(rows.try_next()).unwrap().is_some());
}
