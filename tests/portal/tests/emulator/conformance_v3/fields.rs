//! The descriptions of fields, and what they promise.

use serde_json::{Value, json};

use super::each;

const MEMBERS: [&str; 11] = [
    "name",
    "type",
    "title",
    "description",
    "validationRules",
    "requiredGroups",
    "filterable",
    "sortable",
    "editable",
    "multiple",
    "elementType",
];

#[test]
fn every_field_is_described_alone_and_in_the_list() {
    each(|subject, setup| {
        let get = format!("{}.field.get", subject.name);
        for field in subject.fields(setup) {
            let names: Vec<&String> = field.as_object().unwrap().keys().collect();
            assert_eq!(names, MEMBERS, "{}", subject.name);
            let result = setup.result_v3(&get, json!({ "name": field["name"] }));
            assert_eq!(result["item"], field);
        }
        let some = json!({ "name": "id", "select": ["name", "filterable"] });
        let item = json!({ "name": "id", "filterable": true });
        assert_eq!(setup.result_v3(&get, some)["item"], item);
        let (status, reply) = setup.call_v3(&get, json!({ "name": "noField" }));
        let code = "BITRIX_REST_V3_REALISATION_EXCEPTION_FIELDNOTFOUNDEXCEPTION";
        assert_eq!((status, &reply["error"]["code"]), (400, &json!(code)));
        assert_eq!(setup.error_v3(&get, json!({})).2, "name");
    });
}

#[test]
fn values_have_the_described_types() {
    each(|subject, setup| {
        let fields = subject.fields(setup);
        let names: Vec<&Value> = fields.iter().map(|field| &field["name"]).collect();
        for row in subject.list(setup, None, json!({ "select": names })) {
            for field in &fields {
                let value = &row[field["name"].as_str().unwrap()];
                let fits = match field["type"].as_str().unwrap() {
                    _ if value.is_null() => true,
                    "int" => value.is_i64(),
                    "float" => value.is_number(),
                    "bool" => value.is_boolean(),
                    "string" => value.is_string(),
                    "array" => value.is_array(),
                    "object" => value.is_string() || value.is_object(),
                    other => panic!("{other}"),
                };
                assert!(fits, "{} {field}: {value}", subject.name);
            }
        }
    });
}

#[test]
fn only_marked_fields_are_filterable_and_sortable() {
    each(|subject, setup| {
        let method = subject.list_method();
        for field in subject.fields(setup) {
            let name = field["name"].as_str().unwrap();
            let order = subject.parameters(None, json!({ "order": { name: "ASC" } }));
            let (status, reply) = setup.call_v3(&method, order);
            assert_eq!(status == 200, field["sortable"] == true, "{method} {name}: {reply}");
            if field["filterable"] != true {
                let filter = subject.parameters(Some(json!([name, 1])), json!({}));
                let (_, code, place) = setup.error_v3(&method, filter);
                assert_eq!(code, "VALIDATION_REQUESTVALIDATIONEXCEPTION", "{method} {name}");
                assert_eq!(place, format!("filter.{name}"));
            }
        }
    });
}
