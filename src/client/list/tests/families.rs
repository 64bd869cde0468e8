//! Lists by identifier of every method whose key is known, from a portal that orders and filters as the
//! method's documentation says.

use super::*;
use crate::client::list::Step;

/// How a method of the portal orders, filters and returns its rows.
struct Family {
    methods: &'static [&'static str],
    /// The start of the parameter's name that has the direction.
    order: &'static str,
    /// The name of the condition without its operator.
    filter: &'static str,
    /// The member of a row, and of the result.
    id: &'static str,
    rows: Option<&'static str>,
}

const FAMILIES: [Family; 11] = [
    Family {
        methods: &[
            "crm.activity.list",
            "crm.company.list",
            "crm.contact.list",
            "crm.deal.list",
            "crm.lead.list",
            "crm.quote.list",
            "crm.requisite.list",
            "crm.requisite.bankdetail.list",
            "crm.requisite.preset.list",
            "disk.folder.getChildren",
            "disk.storage.getChildren",
            "disk.storage.getList",
        ],
        order: "order[ID]",
        filter: "filter[ID]",
        id: "ID",
        rows: None,
    },
    Family {
        methods: &["crm.stagehistory.list"],
        order: "order[ID]",
        filter: "filter[ID]",
        id: "ID",
        rows: Some("items"),
    },
    Family {
        methods: &["crm.item.list"],
        order: "order[id]",
        filter: "filter[id]",
        id: "id",
        rows: Some("items"),
    },
    Family {
        methods: &["crm.item.productrow.list"],
        order: "order[id]",
        filter: "filter[id]",
        id: "id",
        rows: Some("productRows"),
    },
    Family {
        methods: &["crm.type.list", "userfieldconfig.list"],
        order: "order[id]",
        filter: "filter[id]",
        id: "id",
        rows: Some("types"),
    },
    Family {
        methods: &["catalog.product.list", "catalog.section.list", "sale.order.list"],
        order: "order[id]",
        filter: "filter[id]",
        id: "id",
        rows: Some("products"),
    },
    Family {
        methods: &["tasks.task.list"],
        order: "order[ID]",
        filter: "filter[ID]",
        id: "id",
        rows: Some("tasks"),
    },
    Family {
        methods: &["lists.element.get"],
        order: "ELEMENT_ORDER[ID]",
        filter: "FILTER[ID]",
        id: "ID",
        rows: None,
    },
    Family {
        methods: &["entity.item.get", "entity.section.get"],
        order: "SORT[ID]",
        filter: "FILTER[ID]",
        id: "ID",
        rows: None,
    },
    Family {
        methods: &["bizproc.task.list", "sonet_group.get"],
        order: "ORDER[ID]",
        filter: "FILTER[ID]",
        id: "ID",
        rows: None,
    },
    Family {
        methods: &["voximplant.statistic.get"],
        order: "ORDER",
        filter: "FILTER[ID]",
        id: "ID",
        rows: None,
    },
];

impl Family {
    /// Returns a page of the rows 1 to `count`: text identifiers, as most methods send them.
    fn page(&self, query: &Query, count: usize) -> Json {
        let value = |name: &str| query.iter().find(|(known, _)| known == name).map(|(_, it)| it);
        let bound = |operator: &str| {
            let name = self.filter.replace('[', &format!("[{operator}"));
            value(&name).map(|bound| bound.parse().unwrap_or(0))
        };
        let (above, below) = (bound(">").unwrap_or(0), bound("<").unwrap_or(usize::MAX));
        let mut ids: Vec<usize> = (1..=count).filter(|id| *id > above && *id < below).collect();
        match value(self.order).map(String::as_str) {
            Some("DESC") => ids.reverse(),
            Some("ASC") => {}
            other => panic!("{} is {other:?}", self.order),
        }
        let total = ids.len();
        let from = number(query, "start").unwrap_or(0);
        let page: Vec<Json> = ids.iter().skip(from).take(50).map(|id| self.row(*id)).collect();
        let result = self.rows.map_or(json!(page), |rows| json!({ rows: page }));
        match value("start").map(String::as_str) {
            Some("-1") => json!({ "result": result }),
            _ => json!({ "result": result, "total": total }),
        }
    }

    fn row(&self, id: usize) -> Json {
        json!({ self.id: id.to_string(), "title": "x" })
    }
}

/// Returns the identifiers of a list.
fn ids(listed: &Listed, member: &str) -> Vec<usize> {
    listed.rows.iter().map(|row| row[member].as_str().unwrap().parse().unwrap()).collect()
}

#[test]
fn lists_are_whole_and_in_order_in_two_requests() {
    for family in &FAMILIES {
        for method in family.methods {
            let (order, filter, id, rows) = (family.order, family.filter, family.id, family.rows);
            let portal = Family { methods: &[], order, filter, id, rows };
            let listed = list(method, json!({}), move |query| portal.page(query, 120));
            listed.outcome.as_ref().unwrap();
            assert_eq!(ids(&listed, id), (1..=120).collect::<Vec<_>>(), "{method}");
            assert_eq!((listed.sent.len(), listed.changed), (2, false), "{method}");
        }
    }
}

fn deals(query: &Query, count: usize) -> Json {
    FAMILIES[0].page(query, count)
}

#[test]
fn five_thousand_deals_take_three_requests() {
    let listed = list("crm.deal.list", json!({}), |query| deals(query, 5_000));
    assert_eq!(ids(&listed, "ID"), (1..=5_000).collect::<Vec<_>>());
    assert_eq!(listed.sent.len(), 3);
}

#[test]
fn keeps_the_callers_filter_order_and_names() {
    let params = json!({
        "FILTER": { "STAGE_ID": "NEW" }, "ORDER": { "ID": "desc" }, "select": ["TITLE"],
    });
    let listed = list("crm.deal.list", params, |query| {
        assert!(query.contains(&("FILTER[STAGE_ID]".into(), "NEW".into())));
        assert!(query.contains(&("select[1]".into(), "ID".into())));
        let lower = |name: &str| name.replace("FILTER", "filter").replace("ORDER", "order");
        let query = query.iter().map(|(name, value)| (lower(name), value.clone())).collect();
        deals(&query, 120)
    });
    listed.outcome.as_ref().unwrap();
    assert_eq!(ids(&listed, "ID"), (1..=120).rev().collect::<Vec<_>>());
    assert_eq!(listed.sent.len(), 2);
}

#[test]
fn another_order_goes_by_start() {
    let params = json!({ "order": { "TITLE": "ASC" } });
    let all = rows(1..=120);
    let listed = list("crm.deal.list", params, move |query| {
        let page: Vec<_> = all.iter().skip(start(query)).take(50).cloned().collect();
        json!({ "result": page, "total": 120 })
    });
    listed.outcome.as_ref().unwrap();
    assert_eq!(listed.ids(), (1..=120).collect::<Vec<_>>());
    assert!(listed.sent.iter().all(|query| number(query, "filter[>ID]").is_none()));
}

#[test]
fn a_method_that_ignores_the_order_goes_by_start() {
    let all = rows((1..=120).rev());
    let listed = list("disk.folder.getChildren", json!({ "id": 7 }), move |query| {
        let page: Vec<_> = all.iter().skip(start(query)).take(50).cloned().collect();
        json!({ "result": page, "total": 120 })
    });
    listed.outcome.as_ref().unwrap();
    assert_eq!(listed.ids(), (1..=120).rev().collect::<Vec<_>>());
}

#[test]
fn a_list_that_went_by_start_continues_there() {
    let command = Command::by_name("disk.folder.getChildren", map(&json!({})), false).unwrap();
    let mut paginator =
        Paginator::<crate::wire::Value>::new(command, Members::default(), Some("start 100"))
            .unwrap();
    let Step::Send(request) = paginator.next(u32::MAX, DEADLINE) else { panic!("a request") };
    assert_eq!(request.params.get("start"), Some(&100_i64.into()));
    assert!(request.params.get("order").is_none());
}

#[test]
fn messages_go_down_from_the_newest() {
    for count in [0, 1, 49, 50, 51, 120, 1_000] {
        let listed =
            list("im.dialog.messages.get", json!({ "DIALOG_ID": "chat1" }), move |query| {
                let limit = number(query, "LIMIT").unwrap();
                let below = number(query, "LAST_ID").unwrap_or(usize::MAX);
                let ids = (1..=count).rev().filter(|id| *id < below).take(limit);
                let messages: Vec<_> = ids.map(|id| json!({ "id": id.to_string() })).collect();
                json!({ "result": { "messages": messages, "users": [{ "id": 1 }], "files": [] } })
            });
        listed.outcome.as_ref().unwrap();
        assert_eq!(ids(&listed, "id"), (1..=count).rev().collect::<Vec<_>>(), "{count}");
    }
}

#[test]
fn recent_chats_are_the_items() {
    let listed = list("im.recent.list", json!({}), |_| {
        let items = [json!({ "id": "chat5" })];
        json!({ "result": { "items": items, "users": [{ "id": 1 }], "hasMore": false } })
    });
    assert_eq!(listed.rows, [json!({ "id": "chat5" })]);
}

#[test]
fn the_caller_names_what_is_not_known() {
    let portal = Family {
        methods: &[],
        order: "order[itemId]",
        filter: "filter[itemId]",
        id: "ITEM",
        rows: Some("found"),
    };
    let text = |name: &str| Some(name.to_owned());
    let members = Members { rows: text("found"), id: text("ITEM"), by: text("itemId") };
    let listed =
        list_by("crm.thing.list", json!({}), members, move |query| portal.page(query, 120));
    listed.outcome.as_ref().unwrap();
    assert_eq!(ids(&listed, "ITEM"), (1..=120).collect::<Vec<_>>());
    assert_eq!(listed.sent.len(), 2);
}
