//! The table of a report, as Markdown.

use super::report::{Entry, Report, Row, Spread, Target};

const HEAD: [&str; 5] = ["work", "b24-wasm", "peers", "b24-wasm to peer", "target"];

/// Returns the table with a line about the run.
pub fn text(report: &Report) -> String {
    let mut lines = vec![line(&HEAD.map(str::to_owned)), "| --- | --- | --- | --- | --- |".into()];
    lines.extend(report.rows.iter().map(|row| line(&cells(row))));
    let Report { browser, processors, .. } = report;
    let kind = if report.quick { "quick run" } else { "full run" };
    format!("{}\n\nA {kind} in {browser}, {processors} processors.\n", lines.join("\n"))
}

/// Returns the page for the documentation.
pub fn document(report: &Report) -> String {
    format!("{INTRODUCTION}\n{}", text(report))
}

/// The contestant without a library, which no library can beat by much.
const HAND_WRITTEN: &str = "hand-written JS";

const INTRODUCTION: &str = "\
# Benchmarks

This SDK beside its peers on the same work, in one browser, against one emulated portal, in one run. \
`cargo xtask bench --write` writes this page, and `target/bench.json` has every figure.

Figures are medians (minimum to maximum). Contestants take turns, and each ratio is the median of the \
ratios of samples that were taken in the same round: below 1, this SDK takes less. Rows in µs have no \
network: `fetch` and XMLHttpRequest reply at once with the same bytes. All contestants must return what \
hand-written JavaScript returns: users with numeric identifiers, booleans, dates and null. The \
official SDK and BX24.js return the portal's rows, so the same hand-written code types them. \
`JSON.parse` is the limit: it neither requests nor types. Beside a target that is missed stands what \
hand-written JavaScript takes; what limits it is in `docs/decisions.md`. The emulator counts the \
requests. BX24.js is the repository's stand-in for it; it waits 10 ms before each request, so it has no \
figure in µs. Sizes are in KB of 1,024 bytes, after gzip at level 9 and brotli at 11; the official SDK \
is bundled with esbuild as in an app, or its UMD file for a script tag.
";

fn line(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn cells(row: &Row) -> [String; 5] {
    let targets = join(row.targets.iter().map(|target| target_text(target, &row.entries)));
    let title = match row.samples {
        Some(samples) if samples > 1 => format!("{} ({samples} samples)", row.title),
        _ => row.title.clone(),
    };
    let (own, peers) = match (&row.unmeasured, row.entries.split_first()) {
        (None, Some((own, peers))) => (
            figure(own, &row.unit),
            join(peers.iter().map(|entry| format!("{}: {}", entry.name, figure(entry, &row.unit)))),
        ),
        (reason, _) => {
            let reason = reason.as_deref().unwrap_or("it has no figure");
            (format!("not measured: {reason}"), String::new())
        }
    };
    let ratios = row.ratios.iter().map(|ratio| format!("{}: {}", ratio.of, range(ratio.spread, 2)));
    [title, own, peers, join(ratios), targets]
}

fn figure(entry: &Entry, unit: &str) -> String {
    if let Some(reason) = &entry.unmeasured {
        return format!("not measured: {reason}");
    }
    let time = entry.spread.map(|spread| format!("{} {unit}", range(spread, digits(spread))));
    let requests = entry.requests.map(|count| format!("{count} requests"));
    let preflights = entry.preflights.filter(|count| *count > 0);
    let preflights = preflights.map(|count| format!("{count} preflights"));
    [time, requests, preflights].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Returns the number of decimals that a figure needs.
fn digits(Spread { median, .. }: Spread) -> usize {
    if median < 100.0 { 1 } else { 0 }
}

fn range(Spread { median, min, max }: Spread, digits: usize) -> String {
    if min == max {
        return format!("{median:.digits$}");
    }
    format!("{median:.digits$} ({min:.digits$} to {max:.digits$})")
}

/// Returns a target and whether it is met; if it is missed, with what hand-written JavaScript takes.
fn target_text(target: &Target, entries: &[Entry]) -> String {
    let met = match target.met {
        Some(true) => "met",
        Some(false) => "missed",
        None => "not measured",
    };
    let max = target.max;
    let limit = match (&target.of, &target.figure) {
        (Some(of), _) => format!("≤ {max} of {of}"),
        (None, Some(figure)) => format!("≤ {max} {figure}"),
        (None, None) => format!("≤ {max}"),
    };
    let hand_written = match (&target.of, target.met) {
        (Some(of), Some(false)) if of != HAND_WRITTEN => median(entries, HAND_WRITTEN)
            .zip(median(entries, of))
            .map(|(own, other)| format!(" ({HAND_WRITTEN}: {:.2})", own / other)),
        _ => None,
    };
    format!("{limit}: {met}{}", hand_written.unwrap_or_default())
}

/// Returns the median of a contestant.
fn median(entries: &[Entry], name: &str) -> Option<f64> {
    entries.iter().find(|entry| entry.name == name)?.spread.map(|spread| spread.median)
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("<br>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(rows: &str) -> Report {
        let text = format!(r#"{{"quick":true,"browser":"B 1","processors":2,"rows":[{rows}]}}"#);
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn shows_medians_ratios_and_targets() {
        let report = report(
            r#"{"title":"work","unit":"µs","samples":20,
                "entries":[{"name":"own","median":50.04,"min":40,"max":60},
                           {"name":"peer","median":100,"min":90,"max":130,
                            "requests":3,"preflights":2}],
                "ratios":[{"of":"peer","median":0.5,"min":0.4,"max":0.6}],
                "targets":[{"of":"peer","max":0.6,"met":true},{"figure":"requests","max":3}]}"#,
        );
        let text = text(&report);
        let row = text.lines().nth(2).unwrap();
        let expected = "| work (20 samples) | 50.0 (40.0 to 60.0) µs \
            | peer: 100 (90 to 130) µs, 3 requests, 2 preflights | peer: 0.50 (0.40 to 0.60) \
            | ≤ 0.6 of peer: met<br>≤ 3 requests: not measured |";
        assert_eq!(row, expected);
    }

    #[test]
    fn shows_what_hand_written_code_takes_beside_a_missed_target() {
        let report = report(
            r#"{"title":"work","unit":"µs","samples":20,
                "entries":[{"name":"own","median":80,"min":80,"max":80},
                           {"name":"peer","median":100,"min":100,"max":100},
                           {"name":"hand-written JS","median":72,"min":72,"max":72}],
                "targets":[{"of":"peer","max":0.6,"met":false},
                           {"of":"hand-written JS","max":1,"met":false},
                           {"of":"peer","max":0.9,"met":true}]}"#,
        );
        let text = text(&report);
        let expected = "| ≤ 0.6 of peer: missed (hand-written JS: 0.72)\
            <br>≤ 1 of hand-written JS: missed<br>≤ 0.9 of peer: met |";
        assert!(text.lines().nth(2).unwrap().ends_with(expected), "{text}");
    }

    #[test]
    fn says_why_there_is_no_figure() {
        let report = report(
            r#"{"title":"work","unit":"KB","entries":[],"unmeasured":"no file",
                "targets":[{"max":4}]}"#,
        );
        let text = text(&report);
        assert_eq!(
            text.lines().nth(2).unwrap(),
            "| work | not measured: no file |  |  | ≤ 4: not measured |"
        );
    }
}
