//! A message before its delivery.

use serde_json::{Map, Value, json};

use super::channel::Channel;
use super::config::REVISION_MOBILE;
use super::message::{Body, Event, Message, Sender, mid};
use crate::dates;

/// A message before its delivery.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Draft {
    pub(crate) event: Event,
    /// The channels that carry it.
    pub(crate) channels: Vec<Channel>,
    pub(crate) sender: Sender,
    /// Members that `extra` has in addition, or instead.
    pub(crate) extra: Map<String, Value>,
    pub(crate) user_params: Option<Map<String, Value>>,
    pub(crate) dictionary: Option<Map<String, Value>>,
}

impl Draft {
    /// Creates an event that the portal sends.
    pub(crate) fn new(event: Event, channels: Vec<Channel>) -> Self {
        Self {
            event,
            channels,
            sender: Sender::default(),
            extra: Map::new(),
            user_params: None,
            dictionary: None,
        }
    }

    /// Returns the message at its delivery, without a channel, and the channels that carry it.
    pub(crate) fn stamp(
        self,
        stamp: &Stamp,
        revision_web: u32,
        host: &str,
    ) -> (Message, Vec<Channel>) {
        let Stamp { number, tag, time } = *stamp;
        let mut extra = json!({
            "server_time": dates::date_time(time as i64),
            "server_time_unix": time,
            "server_name": host,
            "revision_web": revision_web,
            "revision_mobile": REVISION_MOBILE,
        });
        if let Some(extra) = extra.as_object_mut() {
            extra.extend(self.extra);
        }
        let message = Message {
            mid: mid(time, number),
            number,
            tag,
            time,
            channel: String::new(),
            body: Body { event: self.event, extra },
            sender: self.sender,
            user_params: self.user_params,
            dictionary: self.dictionary,
        };
        (message, self.channels)
    }
}

/// The numbers and the time of a delivery.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stamp {
    pub(crate) number: u64,
    pub(crate) tag: u64,
    pub(crate) time: f64,
}
