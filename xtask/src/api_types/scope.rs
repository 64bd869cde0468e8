//! The declarations of a scope: an index of its methods, their tree, and the types of both.

use std::collections::BTreeSet;

use super::data::Method;
use super::imports::imports;
use super::interfaces::Interfaces;
use super::tree::Tree;
use super::{entities, method, names};

/// The types of `pkg-template/src/api-types.ts` and `params.ts` that the declarations use.
const IMPORTS: [(&str, &[&str]); 2] = [
    (
        "../api-types",
        &[
            "Call",
            "Conditions",
            "Custom",
            "DigitText",
            "Flag",
            "Many",
            "MultiField",
            "NoParams",
            "OneOf",
            "Order",
        ],
    ),
    ("../params", &["Identifier"]),
];

/// The documented methods of one file in `api/`.
#[derive(Debug)]
pub struct Scope {
    /// The name of the file without its ending.
    pub name: String,
    pub methods: Vec<(String, Method)>,
}

impl Scope {
    /// Returns the name of the index: `CrmMethods`.
    pub fn index_name(&self) -> String {
        format!("{}Methods", names::pascal(&self.name))
    }

    /// Returns the name of the tree: `CrmTree`.
    pub fn tree_name(&self) -> String {
        format!("{}Tree", names::pascal(&self.name))
    }

    /// Returns the name of the type of the lists' names: `CrmLists`.
    pub fn lists_name(&self) -> String {
        format!("{}Lists", names::pascal(&self.name))
    }

    /// Returns the text of the scope's file.
    pub fn declarations(&self, entities: &BTreeSet<&str>) -> String {
        let mut interfaces = Interfaces::default();
        let mut tree = Tree::default();
        let mut index = String::new();
        let mut lists = Vec::new();
        for (name, method) in &self.methods {
            let entity = entities::of(entities, name);
            let entry = method::entry(name, method, entity, &mut interfaces);
            if entry.is_list() {
                lists.push(names::quoted(name));
            }
            index += &entry.line(name);
            tree.add(name, method);
        }
        let lists = if lists.is_empty() { "never".to_owned() } else { lists.join(" | ") };
        let body = format!(
            "export interface {} {{\n{index}}}\nexport type {} = {lists}\nexport interface {} {{\n{}}}\n{}",
            self.index_name(),
            self.lists_name(),
            self.tree_name(),
            tree.members(1, "Call"),
            interfaces.text()
        );
        format!(
            "// Written by `cargo xtask package` from api/{}.json. Do not edit.\n{}{body}",
            self.name,
            imports(&IMPORTS, &body)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::data::InOrder;
    use super::*;

    const FACTS: &str = r#"{
        "crm.deal.get": {"page": "api/deal-get.md", "scope": ["crm"], "deprecated": true,
            "params": {"id": {"type": "integer", "required": true},
                "ID": {"type": {"union": ["number", "string"]}, "example": true}},
            "result": {"object": {"ID": {"type": "string"}, "TITLE": {"type": "string"},
                "LEAD_ID": {"type": "null", "optional": true},
                "CLOSED": {"type": {"union": ["datetime", "null"]}},
                "UF_CRM_1721244482250": {"type": "string"}}}},
        "crm.deal.list": {"page": "api/deal-list.md", "scope": ["crm"],
            "params": {"select": {"type": {"array": "string"}},
                "filter": {"type": {"record": "unknown"}, "filter": true},
                "order": {"type": {"record": "unknown"}}, "start": {"type": "string"}},
            "result": {"array": {"object": {"ID": {"type": "string"}, "TITLE": {"type": "string"}}}},
            "list": {"rows": "", "id": "ID"}},
        "crm.deal.add": {"page": "api/deal-add.md", "scope": [],
            "params": {"fields": {"type": {"object": {
                "TITLE": {"type": "string", "required": true},
                "STAGE_ID": {"type": {"ref": "crm_status"}},
                "OPENED": {"type": "string", "values": ["Y", "N"], "default": "N"},
                "PHONE": {"type": {"array": {"ref": "crm_multifield"}}},
                "UF_CRM_...": {"type": "unknown"}}}, "required": true},
                "notify": {"type": "string", "values": ["Y", "N"]},
                "fields.TITLE": {"type": "string", "required": true}},
            "result": "number"},
        "crm.deal.fields": {"page": "api/deal-fields.md", "scope": ["crm"], "params": {},
            "result": {"record": "unknown"}},
        "crm.deal.fields.other": {"page": "api/other.md", "scope": ["crm"], "params": {},
            "result": "null"}
    }"#;

    const DECLARATIONS: &str = "\
// Written by `cargo xtask package` from api/crm.json. Do not edit.
import type { Call, Conditions, Custom, DigitText, MultiField, NoParams, OneOf, Order } from '../api-types.js'
import type { Identifier } from '../params.js'
export interface CrmMethods {
  'crm.deal.get': { params: CrmDealGetParams & OneOf<CrmDealGetParams, 'id' | 'ID'>; result: CrmDealGetResult & Custom<'crm.deal'>; row: never }
  'crm.deal.list': { params: CrmDealListParams; result: (CrmDealListRow & Custom<'crm.deal'>)[]; row: CrmDealListRow & Custom<'crm.deal'> }
  'crm.deal.add': { params: { fields: CrmDealAddFields & Custom<'crm.deal'>; notify?: 'Y' | 'N' }; result: number; row: never }
  'crm.deal.fields': { params: NoParams<'crm.deal.fields'>; result: Record<string, unknown>; row: never }
  'crm.deal.fields.other': { params: object; result: unknown }
}
export type CrmLists = 'crm.deal.list'
export interface CrmTree {
 crm: {
  deal: {
   /** [Documentation](https://apidocs.bitrix24.com/api/deal-add.html) */
   add: Call<'crm.deal.add'>
   /** Scope `crm`. [Documentation](https://apidocs.bitrix24.com/api/deal-fields.html) */
   fields: Call<'crm.deal.fields'> & {
    /** Scope `crm`. [Documentation](https://apidocs.bitrix24.com/api/other.html) */
    other: Call<'crm.deal.fields.other'>
   }
   /** Scope `crm`. [Documentation](https://apidocs.bitrix24.com/api/deal-get.html)
    * @deprecated The documentation recommends `crm.item.get`.
    */
   get: Call<'crm.deal.get'>
   /** Scope `crm`. [Documentation](https://apidocs.bitrix24.com/api/deal-list.html) */
   list: Call<'crm.deal.list'>
  }
 }
}
export interface CrmDealGetParams {
  id?: Identifier
  /** As `id`. */
  ID?: Identifier
}
export interface CrmDealGetResult {
  ID: DigitText
  TITLE: string
  LEAD_ID?: unknown
  CLOSED: string | null
  [member: string]: unknown
}
export interface CrmDealListParams {
  select?: readonly string[]
  filter?: Conditions
  order?: Order
  start?: string | number
}
export interface CrmDealListRow {
  ID: DigitText
  TITLE?: string
  [member: string]: unknown
}
export interface CrmDealAddFields {
  TITLE: string
  /** A value of `crm_status`. */
  STAGE_ID?: string | number | null
  /** Default: `N`. */
  OPENED?: 'Y' | 'N' | (string & {}) | null
  PHONE?: readonly MultiField[] | null
  [member: string]: any
}
";

    #[test]
    fn declares_parameters_results_and_paths() {
        let InOrder(methods) = serde_json::from_str(FACTS).unwrap();
        let scope = Scope { name: "crm".to_owned(), methods };
        let entities = entities::find(scope.methods.iter());
        assert_eq!(scope.declarations(&entities), DECLARATIONS);
    }
}
