//! The addresses of connections. They contain secrets: no error, event or log has one.

use super::config::Config;
use super::position::Position;
use crate::wire::form;

/// The revision of the protocol that this client speaks.
const REVISION: &str = "19";

/// Adds the query of a connection to an address of the configuration.
pub(super) fn with_query(address: &str, config: &Config, position: &Position) -> String {
    let mut query: Vec<(&str, &str)> = Vec::new();
    let channels = config.channels.join("/");
    match &config.token {
        Some(token) => query.push(("token", token)),
        None => query.push(("CHANNEL_ID", &channels)),
    }
    if config.is_json_rpc() {
        query.push(("jsonRpc", "true"));
    }
    for (name, value) in [("clientId", &config.client_id), ("hostname", &config.hostname)] {
        if let Some(value) = value {
            query.push((name, value));
        }
    }
    let by_id = config.has_message_ids();
    for (name, value, is_used) in [
        ("mid", &position.mid, by_id),
        ("tag", &position.tag, !by_id),
        ("time", &position.time, !by_id),
    ] {
        if is_used && !value.is_empty() {
            query.push((name, value));
        }
    }
    query.push(("revision", REVISION));
    let mut url = address.to_owned();
    url.push(if address.contains('?') { '&' } else { '?' });
    url + &form::pairs(&query)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(version: i64) -> Config {
        Config {
            version,
            socket: None,
            polling: None,
            channels: vec!["p:q.r".to_owned(), "s:t.u".to_owned()],
            token: None,
            client_id: None,
            hostname: None,
            expires_at: 0,
        }
    }

    #[test]
    fn queries_depend_on_the_version() {
        let mut position = Position::default();
        let channels = "CHANNEL_ID=p%3Aq.r%2Fs%3At.u";
        let url =
            |config: &Config, position: &Position| with_query("wss://a/?x=1", config, position);
        assert_eq!(url(&config(4), &position), format!("wss://a/?x=1&{channels}&revision=19"));
        position.set("12", "3", "Fri, 30 Jan");
        for (config, query) in [
            (config(2), format!("{channels}&tag=3&time=Fri%2C+30+Jan&revision=19")),
            (config(3), format!("{channels}&mid=12&revision=19")),
            (
                Config { client_id: Some("c d".into()), hostname: Some("h".into()), ..config(4) },
                format!("{channels}&clientId=c+d&hostname=h&mid=12&revision=19"),
            ),
            (
                Config { token: Some("a.b".into()), ..config(5) },
                "token=a.b&jsonRpc=true&mid=12&revision=19".to_owned(),
            ),
        ] {
            assert_eq!(url(&config, &position), format!("wss://a/?x=1&{query}"));
        }
    }
}
