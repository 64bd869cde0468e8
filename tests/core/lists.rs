//! Lists are complete, take few requests and terminate.

use crate::support::{Setup, collect, count, ids};
use b24_wasm::Filter;
use b24_wasm::methods::user::{Get, Order, User};
use b24_wasm::methods::{department, im};
use b24_wasm::schema::{HasAlternate, Method as _};
use futures_util::StreamExt;

fn list_users(setup: &Setup) -> Vec<u64> {
    let (users, progress, outcome) =
        collect(setup, setup.webhook().list(Get::new().admin_mode(true)));
    outcome.unwrap();
    assert_eq!(count(Some(progress.rows)), Some(users.len()));
    users.iter().map(|user| user.id).collect()
}

#[test]
fn lists_five_thousand_users_in_three_requests() {
    let setup = Setup::with_users(5_000);
    assert_eq!(list_users(&setup), ids(&setup, |_| true));
    assert_eq!(setup.requests().len(), 3);
}

#[test]
fn lists_fifty_thousand_users_in_at_most_twenty_five_requests() {
    let setup = Setup::with_users(50_000);
    assert_eq!(list_users(&setup), ids(&setup, |_| true));
    assert_eq!(setup.requests().len(), 21);
}

#[test]
fn lists_of_any_length_are_complete() {
    for users in [1, 2, 49, 50, 51, 52, 99, 100, 101, 150, 2_549, 2_550, 2_551] {
        let setup = Setup::with_users(users);
        assert_eq!(list_users(&setup), ids(&setup, |_| true), "{users}");
    }
}

#[test]
fn requests_a_single_page_once() {
    let setup = Setup::with_users(50);
    assert_eq!(list_users(&setup).len(), 50);
    assert_eq!(setup.requests().len(), 1);
}

#[test]
fn an_empty_list_takes_one_request() {
    let setup = Setup::new();
    let empty = Get::new().filter(Filter::new().equals(User::LAST_NAME, "Nobody at all"));
    let (users, progress, outcome) = collect(&setup, setup.webhook().list(empty));
    outcome.unwrap();
    assert_eq!((users.len(), progress.total, setup.requests().len()), (0, None, 1));
}

#[test]
fn lists_by_descending_identifier() {
    let setup = Setup::with_users(1_000);
    let down = Get::new().admin_mode(true).sort(User::ID).order(Order::Descending);
    let (users, _, outcome) = collect(&setup, setup.webhook().list(down));
    outcome.unwrap();
    let mut expected = ids(&setup, |_| true);
    expected.reverse();
    assert_eq!(users.iter().map(|user| user.id).collect::<Vec<_>>(), expected);
    assert_eq!(setup.requests().len(), 2);
}

#[test]
fn keeps_the_callers_condition_on_the_identifier() {
    let setup = Setup::with_users(1_000);
    let some = Filter::new().greater_than(User::ID, 100).less_than(User::ID, 900);
    let some = Get::new().admin_mode(true).filter(some);
    let (users, _, outcome) = collect(&setup, setup.webhook().list(some));
    outcome.unwrap();
    let found: Vec<u64> = users.iter().map(|user| user.id).collect();
    assert_eq!(found, ids(&setup, |user| user.id > 100 && user.id < 900));
}

#[test]
fn keeps_the_callers_order() {
    let setup = Setup::with_users(1_000);
    let by_name = Get::new().admin_mode(true).sort(User::LAST_NAME).order(Order::Descending);
    let (users, progress, outcome) = collect(&setup, setup.webhook().list(by_name));
    outcome.unwrap();
    let mut found: Vec<u64> = users.iter().map(|user| user.id).collect();
    found.sort_unstable();
    assert_eq!(found, ids(&setup, |_| true));
    assert!(users[0].last_name > users[users.len() - 1].last_name);
    assert_eq!((setup.requests().len(), progress.changed), (2, false));
}

#[test]
fn paginates_an_unencodable_filter_by_single_requests() {
    let setup = Setup::with_users(1_200);
    let selected: Vec<u64> = (1..=1_100).collect();
    let some = Get::new().filter(Filter::new().is_in(User::ID, selected)).admin_mode(true);
    let (users, _, outcome) = collect(&setup, setup.webhook().list(some));
    outcome.unwrap();
    let found: Vec<u64> = users.iter().map(|user| user.id).collect();
    assert_eq!(found, ids(&setup, |user| user.id <= 1_100));
}

#[test]
fn requests_fewer_pages_from_a_slow_portal() {
    for (milliseconds, requests) in [(0, 3), (400, 3), (1_000, 6), (4_000, 21)] {
        let setup = Setup::with_users(5_000);
        {
            let mut portal = setup.portal.borrow_mut();
            portal.settings_mut().server_time_ms = milliseconds;
            portal.settings_mut().operating.enabled = false;
        }
        assert_eq!(list_users(&setup), ids(&setup, |_| true), "{milliseconds} ms a page");
        let sent = setup.requests().len();
        assert!((requests..=requests + 1).contains(&sent), "{milliseconds} ms: {sent} requests");
        let longest = milliseconds * 50;
        let elapsed = setup.elapsed();
        assert!(elapsed <= longest.min(20_000) * sent as u64, "{elapsed} ms in {sent} requests");
    }
}

#[test]
fn lists_departments_by_start() {
    let setup = Setup::with_users(5_000);
    let (found, _, outcome) = collect(&setup, setup.webhook().list(department::Get::new()));
    outcome.unwrap();
    let mut found: Vec<u64> = found.iter().map(|department| department.id).collect();
    found.sort_unstable();
    assert_eq!(found, (1..=250).collect::<Vec<_>>());
    assert_eq!(setup.requests().len(), 2);
}

#[test]
fn lists_dialog_users_by_offset_and_limit() {
    let setup = Setup::with_users(1_000);
    let users = setup.run(setup.webhook().call(im::chat::UserList::new(1))).unwrap().result;
    let before = setup.requests().len();
    let list = setup.webhook().list(im::dialog::UsersList::new("chat1"));
    let (people, progress, outcome) = collect(&setup, list);
    outcome.unwrap();
    assert_eq!(people.iter().map(|person| person.id).collect::<Vec<_>>(), users);
    assert_eq!((count(progress.total), setup.requests().len() - before), (Some(users.len()), 2));
}

#[test]
fn lists_colleagues_as_identifiers_or_users() {
    let setup = Setup::with_users(2_000);
    let (ids, _, outcome) =
        collect(&setup, setup.webhook().list(im::department::ColleaguesList::new()));
    outcome.unwrap();
    assert!(ids.len() > 50);
    let people = setup.webhook().list(im::department::ColleaguesList::new().with_alternate());
    let (people, _, outcome) = collect(&setup, people);
    outcome.unwrap();
    assert_eq!(people.iter().map(|person| person.id).collect::<Vec<_>>(), ids);
}

#[test]
fn a_search_with_incomplete_pages_is_complete() {
    let setup = Setup::with_users(3_000);
    let list = setup.webhook().list(im::search::UserList::new("Chat of"));
    assert!(collect(&setup, list).0.is_empty());
    let (found, progress, outcome) =
        collect(&setup, setup.webhook().list(im::search::UserList::new("manager")));
    outcome.unwrap();
    let mut known: Vec<u64> = found.iter().map(|person| person.id).collect();
    known.sort_unstable();
    known.dedup();
    assert_eq!(known.len(), found.len(), "no duplicates");
    assert!(found.len() > 50 && found.iter().all(|person| person.extranet == Some(false)));
    assert!(progress.total > Some(progress.rows), "extranet users are counted");
}

#[test]
fn an_endless_next_causes_no_loop() {
    let setup = Setup::with_users(3_000);
    let list = setup.webhook().list(im::search::DepartmentList::new("Bitrix24"));
    let (found, _, outcome) = collect(&setup, list);
    outcome.unwrap();
    assert_eq!(found.len(), 150, "each full name ends with the topmost department's");
    let chats = setup.webhook().list(im::search::ChatList::new().find("chat"));
    let (chats, _, outcome) = collect(&setup, chats);
    outcome.unwrap();
    assert_eq!(chats.len(), 151);
    assert!(chats.windows(2).all(|pair| pair[0].id > pair[1].id));
}

#[test]
fn a_list_is_a_lazy_stream() {
    let setup = Setup::with_users(5_000);
    let list = setup.webhook().list(Get::new().admin_mode(true));
    assert!(setup.requests().is_empty());
    let first = setup.run(list.take(60).collect::<Vec<_>>());
    assert!(first.iter().all(Result::is_ok));
    assert_eq!(setup.requests().len(), 2, "a dropped list sends no more requests");
}

#[test]
fn rejects_methods_without_pages() {
    let setup = Setup::new();
    let list = setup.webhook().list(im::chat::UserList::new(1));
    let error = collect(&setup, list).2.unwrap_err();
    assert_eq!(
        (error.code(), error.method().unwrap_or_default()),
        ("NOT_A_LIST", "im.chat.user.list")
    );
    assert!(setup.requests().is_empty());
}

#[test]
fn rejects_parameters_of_the_pagination() {
    let setup = Setup::new();
    for list in [Get::new().start(50), Get::new().start(-1)] {
        let error = collect(&setup, setup.webhook().list(list)).2.unwrap_err();
        assert_eq!(error.code(), "INVALID_PARAMETER");
    }
    let offset = im::search::UserList::new("ann").offset(10);
    let error = collect(&setup, setup.webhook().list(offset)).2.unwrap_err();
    assert_eq!(error.code(), "INVALID_PARAMETER");
    assert!(setup.requests().is_empty());
}

#[test]
fn rejects_a_misspelt_parameter_of_a_list() {
    let setup = Setup::new();
    let typo = Get::new().set("filtre", "x");
    let error = collect(&setup, setup.webhook().list(typo)).2.unwrap_err();
    assert_eq!(
        (error.code(), error.method().unwrap_or_default()),
        ("UNKNOWN_PARAMETER", "user.get")
    );
    assert!(setup.requests().is_empty());
}
