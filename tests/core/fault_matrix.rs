//! Every fault of the portal at every step of a call, a list and a batch: each ends in time with the
//! right outcome, loses nothing, and writes nothing twice. The tables are in `docs/faults.md`.

use crate::support::matrix::{Cell, Step, run};
use crate::support::table::{Table, assert_documented};
use portal::{Fault, FaultName};

/// What a fault does to a call.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Effect {
    /// None that the caller sees.
    None,
    /// Another page, or another result of a method that returns no page.
    OtherPage,
    /// The portal refuses the call, which it certainly did not run.
    Limit(&'static str),
    /// The portal refuses the token.
    Token(&'static str),
    /// The portal refuses the call.
    Refusal(&'static str),
    /// The response is lost, or unreadable: the portal may have run the call.
    Lost(&'static str),
    /// The response is readable and is none.
    Invalid(&'static str),
}

/// Returns the rows of the table: faults with their names.
fn rows() -> Vec<(String, Fault)> {
    let row = |name: FaultName, code: Option<&str>| {
        let fault = Fault { code: code.map(str::to_owned), ..Fault::new(name) };
        let label = serde_name(name);
        let label = code.map_or(label.clone(), |code| format!("{label} {code}"));
        (label, fault)
    };
    let codes = [
        "QUERY_LIMIT_EXCEEDED",
        "OPERATION_TIME_LIMIT",
        "expired_token",
        "ACCESS_DENIED",
        "INTERNAL_SERVER_ERROR",
    ];
    let of = |name: FaultName| match name {
        FaultName::Error => codes.iter().map(|code| row(name, Some(code))).collect(),
        _ => vec![row(name, None)],
    };
    FaultName::ALL.into_iter().flat_map(of).collect()
}

/// Returns the name of a fault on the control address.
fn serde_name(name: FaultName) -> String {
    let mut text = String::new();
    for letter in format!("{name:?}").chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

/// Returns what a fault does; a new fault does not compile without it.
fn effect(fault: &Fault) -> Effect {
    match fault.name {
        FaultName::Error => match fault.code.as_deref() {
            Some("QUERY_LIMIT_EXCEEDED") => Effect::Limit("QUERY_LIMIT_EXCEEDED"),
            Some("OPERATION_TIME_LIMIT") => Effect::Limit("OPERATION_TIME_LIMIT"),
            Some("expired_token") => Effect::Token("expired_token"),
            Some("ACCESS_DENIED") => Effect::Refusal("ACCESS_DENIED"),
            Some("INTERNAL_SERVER_ERROR") => Effect::Refusal("INTERNAL_SERVER_ERROR"),
            code => panic!("no row for {code:?}"),
        },
        FaultName::EmptyErrorCode => Effect::Refusal("(no code)"),
        FaultName::ZeroErrorCode => Effect::Refusal("0"),
        FaultName::HundredErrorCode => Effect::Refusal("100"),
        FaultName::ErrorWithOk => Effect::Refusal("ERROR_CORE"),
        FaultName::ErrorObject => Effect::Refusal("ACCESSDENIEDEXCEPTION"),
        FaultName::ErrorNumber => Effect::Refusal("200040300010"),
        FaultName::NullResult => Effect::Invalid("INVALID_RESULT"),
        FaultName::ListBody | FaultName::NotAnEnvelope => Effect::Invalid("NOT_AN_ENVELOPE"),
        FaultName::Redirect => Effect::Invalid("PORTAL_MOVED"),
        FaultName::StalePage | FaultName::ShortPage | FaultName::EmptyPage => Effect::OtherPage,
        FaultName::RepeatedNext
        | FaultName::ByteOrderMark
        | FaultName::LeadingWhitespace
        | FaultName::PhpNotice
        | FaultName::Slow => Effect::None,
        FaultName::EmptyBody => Effect::Lost("EMPTY_RESPONSE"),
        FaultName::Truncated => Effect::Lost("TRUNCATED_RESPONSE"),
        FaultName::FatalHtml => Effect::Lost("HTTP_500"),
        FaultName::BadGatewayHtml => Effect::Lost("HTTP_502"),
        FaultName::UnavailableHtml => Effect::Lost("HTTP_503"),
        FaultName::GatewayTimeoutHtml => Effect::Lost("HTTP_504"),
        FaultName::Drop => Effect::Lost("NETWORK"),
        FaultName::Never => Effect::Lost("TIMEOUT"),
    }
}

/// Returns what must not be in any cell.
fn problems(step: Step, cell: &Cell) -> Vec<String> {
    let mut problems = Vec::new();
    if cell.elapsed > step.time_limit() {
        problems.push(format!("took {} ms", cell.elapsed));
    }
    for (at, (outcome, runs)) in cell.outcomes.iter().zip(&cell.runs).enumerate() {
        if *runs > 1 || (outcome == "ok" && *runs == 0) {
            problems.push(format!("write {at} ran {runs} times: {outcome}"));
        }
    }
    if !cell.is_complete {
        problems.push("rows are missing, and nothing reports it".to_owned());
    }
    problems
}

/// Returns the outcome of the first call under a fault; none if the table alone has it.
fn expected(fault: &Fault, step: Step, is_permanent: bool) -> Option<String> {
    let outcome = match effect(fault) {
        Effect::None => "ok",
        // What another page means depends on the step: the table has it.
        Effect::OtherPage => return None,
        // The method is blocked for longer than any deadline here.
        Effect::Limit(code @ "OPERATION_TIME_LIMIT") => code,
        // A page that fails in a batch is requested once more, separately.
        _ if step == Step::LaterPages && !(is_permanent && fault.affects_calls()) => "ok",
        Effect::Invalid(code) if step.is_list() && !is_permanent && code != "PORTAL_MOVED" => "ok",
        // The portal refuses whole requests and no commands; the fault does, and they stay refused.
        Effect::Limit(code) if step.is_batch() => code,
        Effect::Limit("QUERY_LIMIT_EXCEEDED") if !is_permanent => "ok",
        // Its deadline is over.
        Effect::Lost("TIMEOUT") => "TIMEOUT",
        Effect::Lost(_) if !is_permanent && !step.is_write() => "ok",
        Effect::Limit(code)
        | Effect::Token(code)
        | Effect::Refusal(code)
        | Effect::Lost(code)
        | Effect::Invalid(code) => code,
    };
    let is_later = matches!(step, Step::LaterPages | Step::SinglePage) && outcome != "ok";
    Some(if is_later { format!("{outcome} after 50 rows") } else { outcome.to_owned() })
}

fn table(is_permanent: bool) -> Table {
    let steps = Step::ALL;
    let mut table = Table::new("Fault", steps.map(Step::name));
    let mut failures = Vec::new();
    for (label, fault) in rows() {
        let mut cells = Vec::new();
        for step in steps {
            let context = format!("{label}, {}, permanent: {is_permanent}", step.name());
            let cell = run(&fault, step, is_permanent);
            let mut found = problems(step, &cell);
            if let Some(expected) = expected(&fault, step, is_permanent)
                && cell.outcomes.first() != Some(&expected)
            {
                found.push(format!("{:?} instead of {expected}", cell.outcomes));
            }
            if step.is_write() && !fault.affects_calls() {
                // Nothing differs but the store: the client cannot know whether the portal ran a
                // call.
                let late = run(&Fault { executed: true, ..fault.clone() }, step, is_permanent);
                found.extend(problems(step, &late));
                if late.to_string() != cell.to_string() || late.runs.contains(&0) {
                    found.push(format!("{late}, {:?}, instead of {cell}", late.runs));
                }
            }
            failures.extend(found.into_iter().map(|problem| format!("{context}: {problem}")));
            cells.push(cell.to_string());
        }
        table.push(&label, cells);
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    table
}

#[test]
fn one_faulty_response() {
    assert_documented("one faulty response", &table(false));
}

#[test]
fn faulty_responses_only() {
    assert_documented("faulty responses only", &table(true));
}
