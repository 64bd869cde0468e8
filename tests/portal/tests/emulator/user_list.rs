//! `user.get`, `user.search`, `user.current`, `user.fields` and `profile`: pages, order, fields and
//! visibility.

use crate::common::{NOW, Setup, json};
use portal::Grant;
use portal::company::{User, UserType};
use serde_json::{Value, json};

fn ids(reply: &Value) -> Vec<u32> {
    let rows = reply["result"].as_array().unwrap().iter();
    rows.map(|row| row["ID"].as_str().unwrap().parse().unwrap()).collect()
}

fn employees(setup: &Setup, predicate: impl Fn(&User) -> bool) -> Vec<u32> {
    setup.expected(|user| user.user_type == UserType::Employee && predicate(user))
}

#[test]
fn page_begins_exactly_at_start() {
    let mut setup = Setup::new();
    let all = setup.expected(|_| true);
    let total = all.len();
    for (start, next) in
        [(0, Some(50)), (7, Some(57)), (50, Some(100)), (total - 50, None), (total - 1, None)]
    {
        let reply = setup.call("user.get", &format!("ADMIN_MODE=1&start={start}"));
        assert_eq!(ids(&reply), all[start..total.min(start + 50)], "{start}");
        assert_eq!(reply["next"].as_u64(), next, "{start}");
        assert_eq!(reply["total"], json!(total));
    }
}

#[test]
fn empty_page_has_no_total() {
    let mut setup = Setup::new();
    for form in ["start=5000", "ID=0", "ID=0&start=-1"] {
        let reply = setup.call("user.get", form);
        assert_eq!(reply["result"], json!([]));
        assert_eq!((reply.get("total"), reply.get("next")), (None, None), "{form}");
    }
}

#[test]
fn negative_start_disables_the_total() {
    let mut setup = Setup::new();
    let reply = setup.call("user.get", "start=-1");
    assert_eq!(reply["result"].as_array().map(Vec::len), Some(50));
    assert_eq!(reply["total"], json!(0));
    assert_eq!(reply.get("next"), None);
    let rest = setup.call("user.get", "start=-1&FILTER[>ID]=100&sort=ID&order=ASC");
    assert!(ids(&rest)[0] > 100);
}

#[test]
fn start_is_recognized_only_in_lower_case() {
    let mut setup = Setup::new();
    assert_eq!(ids(&setup.call("user.get", "START=50"))[0], 1);
}

#[test]
fn sort_requires_a_field_and_an_order() {
    let mut setup = Setup::new();
    let sorted = setup.call("user.get", "SORT=LAST_NAME&ORDER=desc");
    let names: Vec<String> = sorted["result"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["LAST_NAME"].as_str().unwrap().to_lowercase())
        .collect();
    assert!(names.is_sorted_by(|a, b| a >= b) && names[0] > names[49]);
    assert_eq!(ids(&setup.call("user.get", "sort=LAST_NAME"))[0], 1);
    assert_eq!(ids(&setup.call("user.get", "order=DESC"))[0], 1);
    let last = *employees(&setup, |_| true).last().unwrap();
    let descending = setup.call("user.get", "sort=ID&order=DESC");
    assert!(ids(&descending)[0] >= last);
    assert!(ids(&descending).is_sorted_by(|a, b| a > b));
}

#[test]
fn equal_rows_are_ordered_by_id() {
    let mut setup = Setup::new();
    for order in ["ASC", "DESC"] {
        let found =
            ids(&setup.call("user.get", &format!("FILTER[NAME]=John&sort=NAME&order={order}")));
        assert!(found.len() > 1 && found.is_sorted());
    }
}

#[test]
fn rejects_invalid_order_or_sort_field() {
    let mut setup = Setup::new();
    let order = setup.respond("user.get", "sort=ID&order=down");
    assert_eq!(order.status, 400);
    assert_eq!(
        json(&order),
        json!({ "error": "ERROR_ARGUMENT", "error_description": "Invalid order \"down\"", "argument": "ORDER" })
    );
    let field = setup.respond("user.get", "sort=AGE&order=ASC");
    assert_eq!(field.status, 400);
    let error = json(&field);
    assert_eq!(error["error"], "100");
    assert!(error["error_description"].as_str().unwrap().starts_with("Unknown field definition"));
}

#[test]
fn select_accepts_fields_and_masks() {
    let mut setup = Setup::new();
    let mut keys = |select: &str| -> Vec<String> {
        let reply = setup.call("user.get", &format!("FILTER[ID]=1&{select}"));
        reply["result"][0].as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(keys("select[]=NAME&select[]=ID&select[]=NOPE"), ["ID", "NAME"]);
    assert!(keys("select[]=UF_*").iter().all(|key| key.starts_with("UF_")));
    assert!(keys("select[]=UF_*").len() > 5);
    let all = keys("");
    assert_eq!(keys("select[]=*"), all);
    assert_eq!(keys("select=NAME"), all);
    assert_eq!(setup.call("user.get", "ID=1&select[]=name")["result"], json!([[]]));
}

#[test]
fn rows_have_the_types_of_the_portal() {
    let mut setup = Setup::new();
    let reply = setup.call("user.get", "FILTER[ID]=1");
    let row = &reply["result"][0];
    assert_eq!(row["ID"], "1");
    assert_eq!(row["ACTIVE"], true);
    assert_eq!(row["IS_ONLINE"], "Y");
    assert_eq!(row["TIMESTAMP_X"], json!({}));
    assert_eq!(row["LAST_ACTIVITY_DATE"], json!({}));
    assert_eq!(row["UF_DEPARTMENT"], json!([1]));
    assert_eq!(row["USER_TYPE"], "employee");
    assert!(row["DATE_REGISTER"].as_str().unwrap().ends_with("T03:00:00+03:00"));
}

#[test]
fn null_fields_are_omitted_and_empty_texts_are_not() {
    let mut setup = Setup::new();
    let without_mobile = setup.expected(|user| user.mobile.is_none())[0];
    let row = setup.call("user.get", &format!("ID={without_mobile}"))["result"][0].clone();
    assert_eq!(row.get("PERSONAL_MOBILE"), None);
    assert_eq!(row["PERSONAL_ICQ"], "");
    let without_login = setup.expected(|user| user.last_login.is_none())[0];
    let row = setup.call("user.get", &format!("ID={without_login}"))["result"][0].clone();
    assert_eq!(row["LAST_LOGIN"], "");
    assert_eq!(row.get("LAST_ACTIVITY_DATE"), None);
}

#[test]
fn photo_size_is_selectable() {
    let mut setup = Setup::new();
    let mut photo = |form: &str| {
        setup.call("user.get", &format!("ID=1{form}"))["result"][0]["PERSONAL_PHOTO"].clone()
    };
    assert_eq!(photo(""), "http://localhost:8000/upload/avatar/1.svg");
    assert_eq!(photo("&IMAGE_RESIZE=small"), "http://localhost:8000/upload/avatar/1.svg?size=150");
    assert_eq!(photo("&image_resize=large"), "http://localhost:8000/upload/avatar/1.svg?size=1000");
    assert_eq!(photo("&IMAGE_RESIZE=huge"), "http://localhost:8000/upload/avatar/1.svg");
}

#[test]
fn extranet_users_are_visible_to_members_of_their_workgroups() {
    let mut setup = Setup::with_users(1000);
    let seen = setup.call("user.get", "USER_TYPE=extranet")["total"].clone();
    let groups = setup.portal.company().user(1).unwrap().groups.clone();
    let shared = setup.expected(|user| {
        user.user_type == UserType::Extranet
            && user.groups.iter().any(|group| groups.contains(group))
    });
    let all = setup.expected(|user| user.user_type == UserType::Extranet);
    assert!(shared.len() < all.len());
    assert_eq!(seen, json!(shared.len()));
    assert_eq!(
        setup.call("user.get", "USER_TYPE=extranet&ADMIN_MODE=True")["total"],
        json!(all.len())
    );
    let hidden = all.iter().find(|id| !shared.contains(id)).unwrap();
    assert_eq!(ids(&setup.call("user.get", &format!("ID={hidden}"))), [*hidden]);
    assert_eq!(ids(&setup.call("user.get", &format!("FILTER[@ID][]={hidden}"))), [*hidden]);
    let range = json!({ "FILTER": { ">=ID": hidden, "<=ID": hidden } });
    assert_eq!(setup.call_json("user.get", range)["result"], json!([]));
}

#[test]
fn extranet_user_sees_only_members_of_shared_workgroups() {
    let mut setup = Setup::new();
    let caller = setup.expected(|user| user.user_type == UserType::Extranet)[0];
    let groups = setup.portal.company().user(caller).unwrap().groups.clone();
    setup.token = setup.portal.issue_token(Grant { user: caller, scopes: None }, NOW).access_token;
    let expected = setup.expected(|user| user.groups.iter().any(|group| groups.contains(group)));
    assert_eq!(setup.call("user.get", "ADMIN_MODE=1")["total"], json!(expected.len()));
}

#[test]
fn user_search_matches_beginnings_of_words() {
    let mut setup = Setup::new();
    let smiths = setup.expected(|user| user.last_name == "Smith" && !user.departments.is_empty());
    let mut total = |form: &str| setup.call("user.search", form)["total"].clone();
    assert_eq!(total("FILTER[FIND]=smi"), json!(smiths.len()));
    assert_eq!(total("FIND=smi"), json!(smiths.len()));
    assert_eq!(total("FIND=smi&NAME=nobody"), json!(smiths.len()));
    assert_eq!(total("LAST_NAME=Smith"), json!(smiths.len()));
    assert_eq!(total("FIND=sm"), total(""));
}

#[test]
fn user_search_combines_the_names_into_one_search() {
    let mut setup = Setup::new();
    let user = setup.portal.company().user(1).unwrap();
    // The words are searched in all fields, whichever parameter contains them.
    let form = format!("NAME={}&LAST_NAME={}&ACTIVE=1", user.last_name, user.name);
    assert!(ids(&setup.call("user.search", &form)).contains(&1));
    assert!(!ids(&setup.call("user.get", &form.replace("ACTIVE=1", "ID=1"))).contains(&1));
}

#[test]
fn user_search_matches_the_department_name() {
    let mut setup = Setup::new();
    let sales: Vec<u32> = setup
        .portal
        .company()
        .departments()
        .iter()
        .filter(|department| department.name.starts_with("Marketing"))
        .map(|department| department.id)
        .collect();
    let expected = setup.expected(|user| user.departments.iter().any(|id| sales.contains(id)));
    assert!(!expected.is_empty());
    assert_eq!(
        setup.call("user.search", "UF_DEPARTMENT_NAME=market")["total"],
        json!(expected.len())
    );
    assert_eq!(setup.call("user.search", "UF_DEPARTMENT_NAME=nope")["result"], json!([]));
}

#[test]
fn user_current_returns_the_caller() {
    let mut setup = Setup::new();
    let me = setup.call("user.current", "ID=5")["result"].clone();
    assert_eq!(me["ID"], "1");
    assert_eq!(me.get("USER_TYPE"), None);
    let activity = me["LAST_ACTIVITY_DATE"].as_str().unwrap();
    assert!(
        activity.len() == 19 && activity.as_bytes()[10] == b' ' && activity.as_bytes()[4] == b'-'
    );
    let stamp = me["TIMESTAMP_X"].as_str().unwrap();
    assert!(stamp.len() == 19 && stamp.as_bytes()[2] == b'.');
}

#[test]
fn profile_is_a_summary_and_empty_for_dismissed_users() {
    let mut setup = Setup::new();
    let keys: Vec<String> =
        setup.call("profile", "")["result"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(
        keys,
        ["ID", "ADMIN", "NAME", "LAST_NAME", "PERSONAL_GENDER", "TIME_ZONE", "PERSONAL_PHOTO"]
    );
    assert_eq!(setup.call("profile", "")["result"]["ADMIN"], true);
    let dismissed = employees(&setup, |user| !user.active)[0];
    setup.token =
        setup.portal.issue_token(Grant { user: dismissed, scopes: None }, NOW).access_token;
    assert_eq!(setup.call("profile", "")["result"], json!([]));
}

#[test]
fn user_fields_lists_the_standard_fields() {
    let mut setup = Setup::new();
    let fields = setup.call("user.fields", "")["result"].clone();
    assert_eq!(fields["TIME_ZONE"], "TIME_ZONE");
    assert!(fields["NAME"].is_string() && fields["UF_DEPARTMENT"].is_string());
    assert!(fields.get("UF_USR_BADGE").is_none() && fields.get("UF_FACEBOOK").is_none());
    assert_eq!(fields.as_object().unwrap().len(), 62);
}
