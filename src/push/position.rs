//! The place up to which messages have been received.

use std::collections::VecDeque;

use super::message::Message;

/// How many messages are remembered. A server repeats the last ones.
const MAX_RECENT: usize = 50;

/// Where a connection resumes.
#[derive(Default)]
pub(super) struct Position {
    /// The identifier of the last message.
    pub mid: String,
    /// The place in the order of servers up to version 2.
    pub tag: String,
    /// The time of that place.
    pub time: String,
    recent: VecDeque<String>,
}

impl Position {
    /// Returns whether a server can resume at this place: at the identifier of a message or, up to version 2,
    /// at a tag.
    pub fn is_known(&self, by_id: bool) -> bool {
        let place = if by_id { &self.mid } else { &self.tag };
        !place.is_empty()
    }

    /// Returns the place, which changes with each message.
    pub fn place(&self) -> (String, String, String) {
        (self.mid.clone(), self.tag.clone(), self.time.clone())
    }

    /// Moves to a message. Returns whether it is new.
    pub fn advance(&mut self, message: &Message) -> bool {
        if self.recent.contains(&message.mid) {
            return false;
        }
        self.set(&message.mid, &message.tag, &message.time);
        if message.mid.is_empty() {
            return true;
        }
        if self.recent.len() == MAX_RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back(message.mid.clone());
        true
    }

    /// Moves to a place, as far as it is given.
    pub fn set(&mut self, mid: &str, tag: &str, time: &str) {
        for (own, given) in [(&mut self.mid, mid), (&mut self.tag, tag), (&mut self.time, time)] {
            if !given.is_empty() {
                given.clone_into(own);
            }
        }
    }
}
