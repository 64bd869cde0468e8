//! Lists under changes and faults: each ends with all its rows or with an error, and never loops.

use std::collections::BTreeSet;

use crate::support::{Setup, collect, ids};
use b24_wasm::error::ErrorKind;
use b24_wasm::methods::user::{Get, Order, User};
use portal::{Fault, FaultName};

fn all() -> Get {
    Get::new().admin_mode(true)
}

fn by_name() -> Get {
    all().sort(User::LAST_NAME).order(Order::Ascending)
}

fn found(users: &[User]) -> Vec<u64> {
    users.iter().map(|user| user.id).collect()
}

/// A fault of one page of users, counted from 0; batches request the pages from 1 on.
fn on_page(name: FaultName, page: u32, times: Option<u32>) -> Fault {
    Fault { method: Some("user.get".to_owned()), skip: page, times, ..Fault::new(name) }
}

fn error_fault(code: &str) -> Fault {
    Fault { code: Some(code.to_owned()), ..Fault::new(FaultName::Error) }
}

fn assert_complete(fault: Fault, get: fn() -> Get) {
    let setup = Setup::with_users(1_000);
    let label = format!("{fault:?}");
    setup.add_fault(fault);
    let (users, _, outcome) = collect(&setup, setup.webhook().list(get()));
    outcome.unwrap_or_else(|error| panic!("{label}: {error}"));
    let mut found = found(&users);
    found.sort_unstable();
    assert_eq!(found, ids(&setup, |_| true), "{label}");
    assert!(setup.requests().len() <= 8, "{label}: {} requests", setup.requests().len());
}

#[test]
fn lists_permanent_users_exactly_once() {
    for seed in 1..=3 {
        for (every, added, removed) in [(1, 3, 3), (1, 7, 1), (1, 1, 7), (3, 20, 20)] {
            let setup = Setup::with_users(2_000);
            {
                let mut portal = setup.portal.borrow_mut();
                portal.hire(seed);
                let churn = &mut portal.settings_mut().churn;
                (churn.enabled, churn.every) = (true, every);
                (churn.added, churn.removed) = (added, removed);
            }
            // The emulator never removes users whose identifier is divisible by 7.
            let stays = |id: &u64| id.is_multiple_of(7);
            let before: BTreeSet<u64> = ids(&setup, |_| true).into_iter().collect();
            let (users, _, outcome) = collect(&setup, setup.webhook().list(all()));
            outcome.unwrap();
            let found = found(&users);
            let once: BTreeSet<u64> = found.iter().copied().collect();
            assert_eq!(once.len(), found.len(), "no duplicates");
            let after: BTreeSet<u64> = ids(&setup, |_| true).into_iter().collect();
            assert!(before != after, "the company changed");
            let missing: Vec<_> = before.difference(&once).filter(|id| stays(id)).collect();
            assert!(missing.is_empty(), "{missing:?} are missing");
            assert!(setup.requests().len() <= 6, "{} requests", setup.requests().len());
        }
    }
}

#[test]
fn reports_changes_and_no_duplicates_in_another_order() {
    let setup = Setup::with_users(2_000);
    {
        let mut portal = setup.portal.borrow_mut();
        let churn = &mut portal.settings_mut().churn;
        (churn.enabled, churn.added, churn.removed) = (true, 4, 1);
    }
    let (users, progress, outcome) = collect(&setup, setup.webhook().list(by_name()));
    outcome.unwrap();
    let found = found(&users);
    let once: BTreeSet<u64> = found.iter().copied().collect();
    assert_eq!(once.len(), found.len(), "no duplicates");
    assert!(progress.changed, "the total changed");
}

#[test]
fn retries_a_page_that_fails_once() {
    for get in [all as fn() -> Get, by_name] {
        for page in [0, 1, 5, 19] {
            for name in [
                FaultName::EmptyErrorCode,
                FaultName::HundredErrorCode,
                FaultName::NullResult,
                FaultName::StalePage,
                FaultName::EmptyPage,
            ] {
                // These are no fault on the first page: a list may be empty or denied.
                let is_fault = !matches!(
                    name,
                    FaultName::EmptyErrorCode
                        | FaultName::HundredErrorCode
                        | FaultName::EmptyPage
                        | FaultName::StalePage
                );
                if page > 0 || is_fault {
                    assert_complete(on_page(name, page, Some(1)), get);
                }
            }
            let limit = Fault { skip: page, times: Some(1), ..error_fault("QUERY_LIMIT_EXCEEDED") };
            assert_complete(Fault { method: Some("user.get".to_owned()), ..limit }, get);
        }
    }
}

#[test]
fn completes_a_page_that_is_incomplete_once() {
    for get in [all as fn() -> Get, by_name] {
        for page in [1, 5, 18] {
            assert_complete(on_page(FaultName::ShortPage, page, Some(1)), get);
        }
    }
}

#[test]
fn a_repeated_next_causes_no_loop() {
    assert_complete(on_page(FaultName::RepeatedNext, 0, None), all);
    assert_complete(on_page(FaultName::RepeatedNext, 0, None), by_name);
}

#[test]
fn retries_failed_requests() {
    for (name, skip) in [
        (FaultName::Drop, 1),
        (FaultName::GatewayTimeoutHtml, 1),
        (FaultName::FatalHtml, 1),
        (FaultName::Truncated, 1),
        (FaultName::EmptyBody, 1),
        (FaultName::Never, 1),
        (FaultName::Drop, 0),
        (FaultName::Truncated, 0),
    ] {
        for get in [all as fn() -> Get, by_name] {
            assert_complete(Fault { skip, times: Some(1), ..Fault::new(name) }, get);
        }
    }
}

#[test]
fn requests_single_pages_if_every_batch_fails() {
    for name in [FaultName::GatewayTimeoutHtml, FaultName::EmptyBody, FaultName::Never] {
        let setup = Setup::with_users(1_000);
        setup.add_fault(Fault { method: Some("batch".to_owned()), ..Fault::new(name) });
        let (users, _, outcome) = collect(&setup, setup.webhook().list(all()));
        outcome.unwrap();
        assert_eq!(found(&users), ids(&setup, |_| true), "{name:?}");
        let sent = setup.requests();
        let batches = sent.iter().filter(|sent| sent.path.ends_with("/batch")).count();
        assert!(batches <= 6 && sent.len() <= 21 + batches, "{} with {batches}", sent.len());
    }
}

/// Returns the received identifiers and the error after them.
fn failure(fault: Fault, get: fn() -> Get) -> (Setup, Vec<u64>, b24_wasm::Error) {
    let setup = Setup::with_users(1_000);
    let label = format!("{fault:?}");
    setup.add_fault(fault);
    let (users, _, outcome) = collect(&setup, setup.webhook().list(get()));
    let error = outcome.expect_err(&label);
    let requests = setup.requests().len();
    assert!(requests <= 8 + error.attempts() as usize, "{label}: {requests} requests");
    (setup, found(&users), error)
}

#[test]
fn a_page_that_keeps_failing_returns_a_cursor_to_resume() {
    for get in [all as fn() -> Get, by_name] {
        for (fault, code) in [
            (Fault { skip: 7, ..error_fault("ACCESS_DENIED") }, "ACCESS_DENIED"),
            (Fault { skip: 7, ..error_fault("QUERY_LIMIT_EXCEEDED") }, "QUERY_LIMIT_EXCEEDED"),
            (on_page(FaultName::NullResult, 7, None), "INVALID_RESULT"),
            (on_page(FaultName::EmptyErrorCode, 7, None), ""),
        ] {
            let fault = Fault { method: Some("user.get".to_owned()), ..fault };
            let (setup, mut rows, error) = failure(fault, get);
            assert_eq!((error.code(), error.method().unwrap_or_default()), (code, "user.get"));
            assert_eq!(rows.len(), 350, "the pages before the failing one");
            assert!(error.cursor().is_some());
            setup.portal.borrow_mut().clear_faults();
            let rest = setup.webhook().list_from(get(), error.cursor());
            let (users, _, outcome) = collect(&setup, rest);
            outcome.unwrap();
            rows.extend(found(&users));
            rows.sort_unstable();
            assert_eq!(rows, ids(&setup, |_| true), "{code}: none missing, no duplicates");
        }
    }
}

#[test]
fn does_not_retry_if_the_portal_has_moved() {
    let (setup, rows, error) = failure(Fault::new(FaultName::Redirect), all);
    assert_eq!(
        (error.kind(), error.code(), error.status().unwrap_or_default()),
        (ErrorKind::Response, "PORTAL_MOVED", 302)
    );
    assert_eq!((rows.len(), setup.requests().len()), (0, 1));
}

#[test]
fn detects_a_page_that_is_repeated() {
    for get in [all as fn() -> Get, by_name] {
        let (_, rows, error) = failure(on_page(FaultName::StalePage, 1, None), get);
        assert_eq!((error.kind(), error.code()), (ErrorKind::Response, "LIST_STALLED"));
        assert_eq!(rows.len(), 50);
    }
}

#[test]
fn reports_pages_that_stay_empty_before_the_end() {
    for get in [all as fn() -> Get, by_name] {
        let mut incomplete = 0;
        for times in 1..=25 {
            let setup = Setup::with_users(1_000);
            setup.add_fault(on_page(FaultName::EmptyPage, 4, Some(times)));
            let (users, progress, outcome) = collect(&setup, setup.webhook().list(get()));
            outcome.unwrap();
            let once: BTreeSet<u64> = found(&users).into_iter().collect();
            assert_eq!(once.len(), users.len(), "{times}: no duplicates");
            let is_complete = users.len() == ids(&setup, |_| true).len();
            assert_eq!(is_complete, !progress.changed, "{times}");
            assert!(users.len() >= 200, "{times}: all received rows");
            assert!(setup.requests().len() <= 5, "{times}: {} requests", setup.requests().len());
            incomplete += u32::from(!is_complete);
        }
        assert!(incomplete > 0, "the page is empty in a single request, too");
    }
}

#[test]
fn an_error_on_the_first_page_fails_at_once() {
    for code in ["ACCESS_DENIED", "insufficient_scope", "ERROR_CORE", "ERROR_ARGUMENT"] {
        let fault = Fault { status: Some(400), ..error_fault(code) };
        let (setup, rows, error) = failure(fault, all);
        assert_eq!((error.code(), rows.len(), setup.requests().len()), (code, 0, 1));
        assert!(error.cursor().is_none());
    }
}

#[test]
fn rejects_a_cursor_of_another_list() {
    let setup = Setup::new();
    for (get, cursor) in
        [(all as fn() -> Get, "start 50"), (all, "x"), (by_name, "after 7"), (by_name, "")]
    {
        let list = setup.webhook().list_from(get(), Some(cursor));
        let error = collect(&setup, list).2.unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Input, "INVALID_CURSOR"),
            "{cursor:?}"
        );
    }
    assert!(setup.requests().is_empty());
}

#[test]
fn a_list_keeps_its_deadlines() {
    let (setup, rows, error) = failure(Fault { skip: 1, ..Fault::new(FaultName::Never) }, all);
    assert_eq!((error.kind(), rows.len()), (ErrorKind::Timeout, 50));
    assert!(setup.elapsed() <= 4 * 60_000 + 3_000 && setup.clock.timers() == 0);
}
