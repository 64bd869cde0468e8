//! Methods and records of an app's own, and records in serde's formats.

use std::collections::BTreeMap;

use crate::support::Canned;
use b24_wasm::methods::user::User;
use b24_wasm::schema::filter::Operator;
use b24_wasm::schema::{
    Alternate, Column, Decode, FieldName, FieldValues, Id, Method, MinLength, Paging, Record,
    StringEnum, Type, UpTo,
};
use b24_wasm::{Error, Filter, Map};
use serde_json::json;

/// A shop.
#[derive(Clone, Debug, PartialEq, Record)]
#[record(rename_all = "SCREAMING_SNAKE_CASE", sparse, custom, operators, read_only(id))]
pub struct Shop {
    /// Identifier.
    pub id: u64,
    /// Name.
    pub title: Option<String>,
    /// Time of opening.
    #[field("OPENED_AT", DateTime)]
    pub opened: Option<String>,
    /// Whether it is open.
    pub open: Option<bool>,
    /// Goods by their number.
    pub stock: BTreeMap<u64, i64>,
    /// Every other field.
    #[field(other)]
    pub other: Map,
}

/// The order of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StringEnum)]
pub enum By {
    /// By name.
    #[value("TITLE")]
    Title,
}

/// `shop.list`: returns shops.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("shop.list", result = Vec<u64>, paging = Paging::Limit { default: 10, max: 50 })]
pub struct ShopList {
    /// The street.
    #[param("STREET")]
    street: MinLength<3>,
    /// Whether to return shops.
    #[param("FULL" = "Y")]
    full: Alternate<bool, Vec<Shop>>,
    /// Conditions.
    #[param("filter", flat)]
    filter: Option<Filter<Shop>>,
    /// The field to sort by.
    #[param("sort")]
    sort: Option<FieldName<Shop>>,
    /// The order.
    #[param("BY")]
    by: Option<By>,
    /// The number of shops.
    #[param("LIMIT")]
    limit: Option<UpTo<50>>,
}

/// `shop.update`: changes a shop.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("shop.update", result = bool)]
pub struct ShopUpdate {
    /// The shop.
    #[param("ID")]
    shop: Id,
    /// A field of the shop.
    #[param(fields)]
    field: FieldValues<Shop>,
}

fn call<M: Method>(result: serde_json::Value, method: M) -> Result<M::Result, Error> {
    let body = json!({ "result": result }).to_string();
    Canned(body).call(async |client| client.call(method).await).map(|reply| reply.result)
}

fn rejection<M: Method>(method: M) -> String
where
    M::Result: std::fmt::Debug,
{
    call(json!(null), method).unwrap_err().code().to_owned()
}

#[test]
fn the_definition_follows_the_struct() {
    let definition = ShopList::definition();
    assert_eq!(definition.name, "shop.list");
    let names: Vec<_> =
        definition.params.iter().map(|param| (param.name, param.required)).collect();
    assert_eq!(
        names,
        [
            ("STREET", true),
            ("FULL", false),
            ("filter", false),
            ("sort", false),
            ("BY", false),
            ("LIMIT", false)
        ]
    );
    assert_eq!(definition.flat_conditions.unwrap().record, "Shop");
    assert_eq!(definition.alternate.unwrap().result, <Vec<Shop>>::SHAPE);
    assert_eq!(ShopUpdate::definition().writes.unwrap().record, "Shop");
    let columns: Vec<_> = Shop::FIELDS.columns.iter().map(|field| (field.name, field.ty)).collect();
    assert_eq!(
        columns,
        [
            ("ID", Type::Id),
            ("TITLE", Type::Text),
            ("OPENED_AT", Type::DateTime),
            ("OPEN", Type::Flag),
            ("STOCK", Type::CountsById)
        ]
    );
    assert_eq!(Shop::FIELDS.rules.read_only, ["ID"]);
}

#[test]
fn an_own_method_is_checked_and_its_result_normalized() {
    let list = || ShopList::new("Main street");
    assert_eq!(call(json!(["7", 8]), list().by(By::Title).limit(50)).unwrap(), [7, 8]);
    let row = json!({ "ID": "7", "OPEN": "Y", "STOCK": [], "UF_CRM_X": "x" });
    let shops = call(json!([row]), list().full()).unwrap();
    assert_eq!((shops[0].id, shops[0].open, shops[0].title.as_deref()), (7, Some(true), None));
    assert_eq!(shops[0].other.get("UF_CRM_X"), Some(&"x".into()));

    assert_eq!(rejection(ShopList::new("to")), "INVALID_PARAMETER");
    assert_eq!(rejection(list().limit(51)), "INVALID_PARAMETER");
    assert_eq!(rejection(list().sort(FieldName::new("TITEL"))), "UNKNOWN_FIELD");
    assert_eq!(rejection(list().set("FULL", true)), "INVALID_PARAMETER");
    assert_eq!(rejection(list().set("STREET", None::<String>)), "MISSING_PARAMETER");
    assert_eq!(rejection(ShopUpdate::new(7).field(Shop::ID, 8)), "INVALID_PARAMETER");
    assert_eq!(rejection(ShopUpdate::new(7).field(Shop::OPENED, "soon")), "INVALID_PARAMETER");
}

/// A result with a list beside others.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("shop.search", result = Vec<Shop>, paging = Paging::Start)]
pub struct ShopSearch;

#[test]
fn a_list_takes_the_rows_of_a_chosen_member() {
    let body = json!({ "result": { "shops": [{ "ID": "7" }, { "ID": 8 }], "streets": [1] } });
    let ids = Canned(body.to_string()).call(async |client| {
        let mut shops = client.list(ShopSearch::new()).rows("shops");
        let mut ids = Vec::new();
        while let Some(shop) = shops.try_next().await? {
            ids.push(shop.id);
        }
        Ok::<_, Error>(ids)
    });
    assert_eq!(ids.unwrap(), [7, 8]);
}

/// An offer.
#[derive(Clone, Debug, PartialEq, Record)]
#[record(operators)]
pub struct Offer {
    /// Identifier.
    pub id: u64,
    /// A keyword of Rust.
    pub r#type: Option<String>,
    /// Pieces.
    pub pieces: Option<i64>,
    /// Every other field.
    #[field(other)]
    pub other: Map,
}

#[test]
fn a_keyword_is_a_name_and_whole_numbers_have_ranges() {
    assert_eq!(Offer::TYPE.as_str(), "type");
    let offer: Offer = serde_json::from_value(json!({ "id": 1, "type": "x" })).unwrap();
    assert_eq!(offer.r#type.as_deref(), Some("x"));
    let some = vec![5_i64, 7];
    let filter = Filter::new().greater_than(Offer::PIECES, 5).is_in(Offer::PIECES, &some);
    assert_eq!(filter.conditions().len(), 2);
}

#[test]
fn typed_conditions_are_those_of_a_map() {
    let filter = Filter::new()
        .is(Shop::OPEN, true)
        .is_in(Shop::ID, [3_u64, 5])
        .at_least(Shop::OPENED, "2026-01-01")
        .contains(Shop::TITLE, "o")
        .not_equals(Column::custom("UF_CRM_X"), 5)
        .and(FieldName::new("TITEL"), Operator::Like, "a%");
    let names: Vec<_> = filter.conditions().iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["OPEN", "@ID", ">=OPENED_AT", "%TITLE", "!=UF_CRM_X", "=%TITEL"]);
    let error = call(json!([]), ShopList::new("Main street").filter(filter)).unwrap_err();
    assert_eq!(error.code(), "UNKNOWN_FIELD");
    assert!(error.description().contains("TITLE"), "{error}");
}

#[test]
fn records_are_read_as_the_portal_sends_them_and_written_back() {
    let sent = json!({
        "ID": "7", "ACTIVE": "Y", "NAME": "Ann", "UF_DEPARTMENT": { "0": "3" }, "UF_USR_X": "x",
    });
    let user: User = serde_json::from_value(sent).unwrap();
    assert_eq!((user.id, user.active, user.name.as_deref()), (7, Some(true), Some("Ann")));
    assert_eq!(user.uf_department, [3]);
    let written = serde_json::to_value(&user).unwrap();
    assert_eq!(written["ID"], 7);
    assert_eq!(written["UF_USR_X"], "x");
    assert_eq!(serde_json::from_value::<User>(written).unwrap(), user);

    let wrong = serde_json::from_value::<User>(json!({ "ID": "seven" })).unwrap_err();
    assert!(wrong.to_string().contains("ID"), "{wrong}");
}
