//! The declarations of the methods of REST 3.0: an index, their tree, and the types of both, in one file.

mod facts;
mod fields;
mod input;
mod output;

use self::facts::Methods;
pub use self::facts::needed;
use super::imports::imports;
use super::interfaces::Interfaces;
use super::names;
use super::tree::Tree;

/// The folder of the declarations within that of all generated ones.
pub const FOLDER: &str = "v3";

/// The types of `pkg-template/src` that the declarations use.
const IMPORTS: [(&str, &[&str]); 4] = [
    ("../api-types", &["NoParams"]),
    ("../params", &["DigitText"]),
    ("./filter-types", &["FilterV3", "MomentV3", "NeedyFilterV3", "OtherFieldV3"]),
    ("./types", &["CallV3", "CursorV3", "OrderV3"]),
];

/// The beginning of the names of methods that are no paths, because the client has a function of that
/// name.
const CALL: &str = "call.";

/// Returns the text of the file.
pub fn declarations(methods: &Methods) -> String {
    let mut interfaces = Interfaces::default();
    let mut tree = Tree::default();
    let (mut index, mut filtered) = (String::new(), String::new());
    for (name, method) in methods {
        let path = names::pascal(name);
        let fields = fields::declare(name, methods, &path, &mut interfaces);
        let params = input::params(name, method, &path, fields.as_deref(), &mut interfaces);
        let output::Output { ty, row } = output::result(method, &path, &mut interfaces);
        let quoted = names::quoted(name);
        let row = row.map(|row| format!("; row: {row}")).unwrap_or_default();
        index += &format!("  {quoted}: {{ params: {params}; result: {ty}{row} }}\n");
        if let Some(fields) = fields {
            filtered += &format!("  {quoted}: {fields}\n");
        }
        if !name.starts_with(CALL) {
            tree.add(name, method);
        }
    }
    let body = format!(
        "\n/** The documented methods of REST 3.0 by name. */\n\
         export interface MethodsV3 {{\n{index}}}\n\
         /** The fields on which the filters of methods may have conditions. */\n\
         export interface FilterFieldsV3 {{\n{filtered}}}\n\
         /** The documented methods of REST 3.0 as a tree. */\n\
         export interface TreeV3 {{\n{}}}\n{}",
        tree.members(1, "CallV3"),
        interfaces.text()
    );
    let imports = imports(&IMPORTS, &body);
    format!("// Written by `cargo xtask package` from api. Do not edit.\n{imports}{body}")
}

#[cfg(test)]
mod tests {
    use super::super::data::InOrder;
    use super::*;

    const FACTS: &str = r#"{
        "tasks.task.get": {"page": "api/task-get.md", "scope": ["tasks"], "params": {
            "id": {"type": "integer", "required": true},
            "select": {"type": {"array": "unknown"}, "values": ["id", "groupId"]}},
            "result": {"object": {"item": {"type": {"object": {"id": {"type": "number"},
                "isMuted": {"type": "boolean"}, "group": {"type": {"object": {}}}}}}}}},
        "tasks.task.list": {"page": "api/task-list.md", "scope": ["tasks"], "params": {
            "select": {"type": {"array": "unknown"}}, "filter": {"type": {"array": "unknown"}},
            "order": {"type": {"object": {"id": {"type": "string"}}}, "values": ["ASC", "DESC"]},
            "pagination": {"type": {"object": {"limit": {"type": {"union": ["number", "string"]}}}}}},
            "result": {"object": {"items": {"type": {"array": {"object": {"id": {"type": "number"},
                "title": {"type": "string"},
                "deadline": {"type": {"union": ["datetime", "null"]}}}}}}}},
            "list": {"rows": "items", "id": "id"}},
        "timeman.record.list": {"page": "api/record-list.md", "scope": ["timeman"], "params": {
            "filter": {"type": {"array": "unknown"}, "required": true},
            "order": {"type": {"object": {}}, "values": ["ASC", "DESC", "id", "startTime"]}},
            "result": {"object": {"items": {"type": {"array": {"object": {"id": {"type": "number"},
                "userId": {"type": "number"}}}}}}},
            "list": {"rows": "items", "id": "id"}},
        "tasks.task.update": {"page": "api/task-update.md", "scope": ["tasks"], "params": {
            "id": {"type": "integer", "required": true},
            "fields": {"type": {"object": {"title": {"type": "string", "required": true},
                "deadline": {"type": "datetime"}}}, "required": true}},
            "result": {"object": {"result": {"type": "boolean"}}}},
        "call.followup.list": {"page": "api/call.md", "scope": ["call"], "params": {
            "filter": {"type": {"object": {"participantId": {"type": "integer"}}}, "required": true}},
            "result": {"object": {"items": {"type": {"array": "string"}}}},
            "list": {"rows": "items"}},
        "humanresources.node.count": {"page": "api/count.md", "scope": [], "params": {},
            "result": "boolean"}
    }"#;

    const DECLARATIONS: &str = "\
// Written by `cargo xtask package` from api. Do not edit.
import type { NoParams } from '../api-types.js'
import type { FilterV3, MomentV3, NeedyFilterV3, OtherFieldV3 } from './filter-types.js'
import type { CallV3, OrderV3 } from './types.js'

/** The documented methods of REST 3.0 by name. */
export interface MethodsV3 {
  'tasks.task.get': { params: { id: number; select?: readonly ('id' | 'groupId' | OtherFieldV3)[] }; result: TasksTaskGetResult }
  'tasks.task.list': { params: TasksTaskListParams; result: TasksTaskListResult; row: TasksTaskListRow }
  'timeman.record.list': { params: TimemanRecordListParams; result: TimemanRecordListResult; row: TimemanRecordListRow }
  'tasks.task.update': { params: { id: number; fields: TasksTaskUpdateFields }; result: TasksTaskUpdateResult }
  'call.followup.list': { params: { filter: CallFollowupListFilter }; result: CallFollowupListResult; row: string }
  'humanresources.node.count': { params: NoParams<'humanresources.node.count'>; result: boolean }
}
/** The fields on which the filters of methods may have conditions. */
export interface FilterFieldsV3 {
  'tasks.task.list': TasksTaskListFilterFields
  'timeman.record.list': TimemanRecordListFilterFields
}
";

    #[test]
    fn declares_methods_and_the_fields_of_filters() {
        let InOrder(methods) = serde_json::from_str(FACTS).unwrap();
        let text = declarations(&methods);
        assert!(text.starts_with(DECLARATIONS), "{text}");
        assert!(!text.contains("CallV3<'call.followup.list'>"));
        for part in [
            "   list: CallV3<'tasks.task.list'>\n",
            "  filter?: FilterV3<TasksTaskListFilterFields>\n",
            "  filter: NeedyFilterV3<TimemanRecordListFilterFields, 'userId'>\n  \
             order?: OrderV3<'id' | 'startTime'>\n",
            "  order?: OrderV3\n  pagination?: TasksTaskListPagination\n",
            "export interface TasksTaskListPagination {\n  limit?: number\n}\n",
            "export interface TasksTaskListFilterFields {\n  id: number\n  title: string\n  \
             deadline: MomentV3\n  isMuted: boolean\n  groupId: number\n}\n",
            "export interface TasksTaskListRow {\n  id: number\n  title?: string\n  \
             deadline?: string | null\n",
            "export interface TasksTaskGetItem {\n  id: number\n  isMuted?: boolean\n",
            "export interface TasksTaskUpdateFields {\n  title: string\n  \
             deadline?: MomentV3 | null\n  [member: string]: any\n}\n",
            "export interface CallFollowupListFilter {\n  participantId?: number\n}\n",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }
}
