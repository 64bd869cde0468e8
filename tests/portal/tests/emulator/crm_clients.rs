//! Quotes, requisites with their addresses, bank details and links, and prices belong to other
//! records.

use crate::common::Setup;
use serde_json::{Value, json};

fn result(setup: &mut Setup, method: &str, parameters: Value) -> Value {
    let reply = setup.call_json(method, parameters);
    assert!(reply.get("error").is_none(), "{method}: {reply}");
    reply["result"].clone()
}

fn setup() -> Setup {
    let mut setup = Setup::with_users(20);
    setup.portal.settings_mut().bucket.enabled = false;
    setup
}

#[test]
fn quote_of_a_deal_is_for_its_company() {
    let mut setup = setup();
    let quotes = result(&mut setup, "crm.quote.list", json!({ "filter": { "!DEAL_ID": "" } }));
    assert!(quotes.as_array().unwrap().len() > 40);
    for quote in quotes.as_array().unwrap() {
        let deal = result(&mut setup, "crm.deal.get", json!({ "id": quote["DEAL_ID"] }));
        assert_eq!(
            (&quote["COMPANY_ID"], &quote["CONTACT_ID"]),
            (&deal["COMPANY_ID"], &deal["CONTACT_ID"])
        );
    }
    let fields = json!({ "fields": { "TITLE": "Offer", "COMPANY_ID": 3, "CONTACT_IDS": [5, 6] } });
    let id = result(&mut setup, "crm.quote.add", fields);
    let quote = result(&mut setup, "crm.quote.get", json!({ "id": id }));
    assert_eq!(quote["QUOTE_NUMBER"], id.to_string());
    assert_eq!((&quote["STATUS_ID"], &quote["CLOSED"]), (&json!("DRAFT"), &json!("N")));
    assert_eq!((&quote["CONTACT_ID"], &quote["COMPANY_ID"]), (&json!("5"), &json!("3")));
    let accepted = json!({ "id": id, "fields": { "STATUS_ID": "APPROVED" } });
    result(&mut setup, "crm.quote.update", accepted);
    let item = json!({ "entityTypeId": 7, "id": id });
    let item = result(&mut setup, "crm.item.get", item)["item"].clone();
    assert_eq!((&item["stageId"], &item["closed"]), (&json!("APPROVED"), &json!("Y")));
    assert_eq!(item["contactIds"], json!([5, 6]));
    let untitled = setup.call_json("crm.quote.add", json!({ "fields": { "COMPANY_ID": 3 } }));
    assert_eq!(untitled["error_description"], "Required field: TITLE");
}

#[test]
fn amount_of_a_quote_is_the_sum_of_its_product_rows() {
    let mut setup = setup();
    let sum = |rows: &Value| -> f64 {
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row["PRICE"].as_f64().unwrap() * row["QUANTITY"].as_f64().unwrap()).sum()
    };
    let quote = result(&mut setup, "crm.quote.get", json!({ "id": 1 }));
    let rows = result(&mut setup, "crm.quote.productrows.get", json!({ "id": 1 }));
    assert_eq!(quote["OPPORTUNITY"], format!("{:.2}", sum(&rows)));
    assert_eq!((&rows[0]["OWNER_TYPE"], &rows[0]["OWNER_ID"]), (&json!("Q"), &json!("1")));
    let set = json!({ "id": 1, "rows": [{ "PRODUCT_ID": 3, "PRICE": 2.5, "QUANTITY": 4 }] });
    result(&mut setup, "crm.quote.productrows.set", set);
    let quote = result(&mut setup, "crm.quote.get", json!({ "id": 1 }));
    assert_eq!(quote["OPPORTUNITY"], "10.00");
    let filter = json!({ "filter": { "=ownerType": "Q", "=ownerId": 1 } });
    assert_eq!(setup.call_json("crm.item.productrow.list", filter)["total"], 1);
}

#[test]
fn requisites_belong_to_a_company_or_a_contact() {
    let mut setup = setup();
    let filter = json!({ "filter": { "ENTITY_TYPE_ID": 4, "ENTITY_ID": 7 } });
    let requisites = result(&mut setup, "crm.requisite.list", filter);
    let company = result(&mut setup, "crm.company.get", json!({ "id": 7 }));
    assert_eq!(requisites[0]["RQ_COMPANY_NAME"], company["TITLE"]);
    assert_eq!(requisites[0]["RQ_VAT_ID"], company["UF_CRM_TAX_NUMBER"]);

    let fields = json!({ "ENTITY_TYPE_ID": 3, "ENTITY_ID": 5, "PRESET_ID": 2, "NAME": "Private" });
    let id = result(&mut setup, "crm.requisite.add", json!({ "fields": fields }));
    let change = json!({ "id": id, "fields": { "ENTITY_ID": 6, "NAME": "At home" } });
    result(&mut setup, "crm.requisite.update", change);
    let requisite = result(&mut setup, "crm.requisite.get", json!({ "id": id }));
    assert_eq!((&requisite["ENTITY_ID"], &requisite["NAME"]), (&json!("5"), &json!("At home")));
    for (name, value) in [("ENTITY_TYPE_ID", 2), ("ENTITY_ID", 9999), ("PRESET_ID", 99)] {
        let mut wrong = fields.clone();
        wrong[name] = value.into();
        let reply = setup.call_json("crm.requisite.add", json!({ "fields": wrong }));
        assert_eq!(reply["error"], "", "{name}: {reply}");
    }
    let nobody = json!({ "fields": { "ENTITY_ID": 9999, "NAME": "x" } });
    let reply = setup.call_json("crm.requisite.bankdetail.add", nobody);
    assert_eq!(reply["error_description"], "Requisite is not found.");
}

#[test]
fn link_names_the_requisites_of_a_record() {
    let mut setup = setup();
    let links = result(&mut setup, "crm.requisite.link.list", json!({}));
    let link = &links[0];
    let quote = result(&mut setup, "crm.quote.get", json!({ "id": link["ENTITY_ID"] }));
    let requisite = result(&mut setup, "crm.requisite.get", json!({ "id": link["REQUISITE_ID"] }));
    assert_eq!(requisite["ENTITY_ID"], quote["COMPANY_ID"]);
    let bank = json!({ "id": link["BANK_DETAIL_ID"] });
    let bank = result(&mut setup, "crm.requisite.bankdetail.get", bank);
    assert_eq!(bank["ENTITY_ID"], requisite["ID"]);

    let of_deal = json!({ "entityTypeId": 2, "entityId": 3 });
    assert_eq!(setup.call_json("crm.requisite.link.get", of_deal.clone())["error"], "");
    for requisite in [1, 2] {
        let fields = json!({ "ENTITY_TYPE_ID": 2, "ENTITY_ID": 3, "REQUISITE_ID": requisite });
        result(&mut setup, "crm.requisite.link.register", json!({ "fields": fields }));
    }
    let filter = json!({ "filter": { "ENTITY_TYPE_ID": 2 } });
    assert_eq!(setup.call_json("crm.requisite.link.list", filter)["total"], 1);
    assert_eq!(
        result(&mut setup, "crm.requisite.link.get", of_deal.clone()),
        json!({ "ENTITY_TYPE_ID": 2, "ENTITY_ID": 3, "REQUISITE_ID": "2", "BANK_DETAIL_ID": "0",
            "MC_REQUISITE_ID": "0", "MC_BANK_DETAIL_ID": "0" })
    );
    for (name, value) in [("ENTITY_ID", 9999), ("BANK_DETAIL_ID", 9999)] {
        let mut fields = json!({ "ENTITY_TYPE_ID": 2, "ENTITY_ID": 3 });
        fields[name] = value.into();
        let reply = setup.call_json("crm.requisite.link.register", json!({ "fields": fields }));
        assert_eq!(reply["error"], "", "{name}: {reply}");
    }
    assert_eq!(result(&mut setup, "crm.requisite.link.unregister", of_deal.clone()), true);
    assert_eq!(setup.call_json("crm.requisite.link.get", of_deal)["error"], "");
}

#[test]
fn address_is_identified_by_its_type_and_owner() {
    let mut setup = setup();
    let key = json!({ "TYPE_ID": 6, "ENTITY_TYPE_ID": 8, "ENTITY_ID": 7 });
    let with = |city: &str| {
        let mut fields = key.clone();
        fields["CITY"] = city.into();
        json!({ "fields": fields })
    };
    let missing = setup.call_json("crm.address.update", with("Kiel"));
    assert_eq!(missing["error_description"], "Address is not found.");
    for city in ["Bonn", "Kiel"] {
        result(&mut setup, "crm.address.add", with(city));
    }
    result(&mut setup, "crm.address.update", with("Trier"));
    let filter = json!({ "filter": { "ENTITY_TYPE_ID": 8, "ENTITY_ID": 7 } });
    let addresses = result(&mut setup, "crm.address.list", filter.clone());
    let cities: Vec<&Value> =
        addresses.as_array().unwrap().iter().map(|address| &address["CITY"]).collect();
    assert_eq!(cities.len(), 2, "an actual address and the new one");
    assert_eq!(*cities[1], "Trier");
    let requisite = result(&mut setup, "crm.requisite.get", json!({ "id": 7 }));
    assert_eq!(
        (&addresses[1]["ANCHOR_TYPE_ID"], &addresses[1]["ANCHOR_ID"]),
        (&requisite["ENTITY_TYPE_ID"], &requisite["ENTITY_ID"])
    );
    result(&mut setup, "crm.address.delete", json!({ "fields": key }));
    assert_eq!(setup.call_json("crm.address.list", filter)["total"], 1);
    let keyless = json!({ "fields": { "CITY": "Bonn" } });
    assert_eq!(
        setup.call_json("crm.address.add", keyless)["error_description"],
        "TYPE_ID is not defined or invalid."
    );
}

#[test]
fn prices_belong_to_a_product_and_a_type() {
    let mut setup = setup();
    let filter = json!({ "filter": { "productId": 2 } });
    let prices = result(&mut setup, "catalog.price.list", filter.clone())["prices"].clone();
    let types: Vec<&Value> =
        prices.as_array().unwrap().iter().map(|price| &price["catalogGroupId"]).collect();
    assert_eq!(types, [1, 2]);

    let kept =
        json!({ "id": prices[0]["id"], "catalogGroupId": 1, "price": 20, "currency": "EUR" });
    let added = json!({ "catalogGroupId": 2, "price": 15, "currency": "USD" });
    let product = json!({ "id": 2, "prices": [kept, added] });
    let fields = json!({ "fields": { "product": product } });
    let modified = result(&mut setup, "catalog.price.modify", fields)["prices"].clone();
    assert_eq!(modified.as_array().unwrap().len(), 2);
    assert_eq!((&modified[0]["id"], &modified[0]["price"]), (&prices[0]["id"], &json!(20)));
    assert_ne!(modified[1]["id"], prices[1]["id"]);
    assert_eq!(setup.call_json("catalog.price.list", filter)["total"], 2);

    let fields = json!({ "productId": 2, "catalogGroupId": 1, "price": 1, "currency": "EUR" });
    for (name, value) in
        [("productId", json!(9999)), ("catalogGroupId", json!(9)), ("currency", json!(""))]
    {
        let mut wrong = fields.clone();
        wrong[name] = value;
        let reply = setup.call_json("catalog.price.add", json!({ "fields": wrong }));
        assert_eq!(reply["error"], "0", "{name}: {reply}");
    }
}

#[test]
fn one_type_of_prices_is_the_base() {
    let mut setup = setup();
    let fields = json!({ "fields": { "name": "PARTNERS", "base": "Y" } });
    let added = result(&mut setup, "catalog.pricetype.add", fields)["priceType"]["id"].clone();
    let filter = json!({ "filter": { "base": "Y" } });
    let base = result(&mut setup, "catalog.pricetype.list", filter)["priceTypes"].clone();
    assert_eq!(base.as_array().unwrap().len(), 1);
    assert_eq!(base[0]["id"], added);
    let refused = setup.call_json("catalog.pricetype.delete", json!({ "id": added }));
    assert_eq!(refused["error"], "BASE");
    assert_eq!(result(&mut setup, "catalog.pricetype.delete", json!({ "id": 1 })), true);
}
