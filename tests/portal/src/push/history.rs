//! The messages that are kept for clients that come back.

use super::channel::Owner;
use super::connection::Subscription;
use super::message::Message;
use super::protobuf::EXPIRY;
use super::query::After;

/// The messages of the last day.
#[derive(Debug, Default)]
pub(crate) struct History {
    kept: Vec<(Owner, Message)>,
}

impl History {
    /// Keeps a message, and forgets those that have expired.
    pub(crate) fn push(&mut self, owner: Owner, message: Message) {
        let oldest = message.time - EXPIRY as f64;
        self.kept.retain(|(_, kept)| kept.time >= oldest);
        self.kept.push((owner, message));
    }

    /// Returns the tag of the next message of this second.
    pub(crate) fn next_tag(&self, time: f64) -> u64 {
        let same = self.kept.iter().rev().take_while(|(_, kept)| kept.time as i64 == time as i64);
        same.map(|(_, kept)| kept.tag).max().unwrap_or(0) + 1
    }

    /// Returns the messages of a subscription after the one that the client has.
    pub(crate) fn after(&self, last: &After, subscription: &Subscription) -> Vec<Message> {
        let kept = self.kept.iter();
        let own = kept.filter(|(owner, kept)| subscription.contains(&kept.channel, owner));
        let missed = own.filter(|(_, kept)| match last {
            After::Mid(mid) => kept.mid > *mid,
            After::Tag { time, tag } => (kept.time as i64, kept.tag) > (*time, *tag),
        });
        missed.map(|(_, kept)| kept.clone()).collect()
    }
}
