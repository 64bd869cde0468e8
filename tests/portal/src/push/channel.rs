//! The channels of the push server: their ids, signatures and lifetimes.

use crate::random::Random;

/// The start of each id and signature, which are hexadecimal, so that logs can be searched for
/// them.
const SECRET: &str = "b245ec2e7";

/// Whose messages a channel carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Owner {
    /// The client id of the app; empty for the portal itself.
    pub(crate) app: String,
    /// The user; `None` for the channel that all users of the app share.
    pub(crate) user: Option<u32>,
}

/// A channel.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Channel {
    pub(crate) owner: Owner,
    /// The id by which its owner receives.
    private_id: String,
    /// The id by which others send.
    pub(crate) public_id: String,
    pub(crate) signature: String,
    /// When it was created, in unix seconds.
    pub(crate) start: i64,
    /// When it ends, in unix seconds.
    pub(crate) end: i64,
}

impl Channel {
    /// Returns the id as the configuration has it. From version 4 on that of a user's channel
    /// contains the public id.
    pub(crate) fn id(&self, version: u8) -> String {
        let Self { private_id, public_id, signature, .. } = self;
        match self.owner.user {
            Some(_) if version >= 4 => format!("{private_id}:{public_id}.{signature}"),
            _ => format!("{private_id}.{signature}"),
        }
    }
}

/// Why a list of channels is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rejection {
    /// An id or a signature is wrong.
    Wrong,
    /// The id of a user's channel lacks the public id, which version 4 requires.
    NoPublicId,
}

/// All channels that the portal has created.
#[derive(Debug)]
pub(crate) struct Channels {
    random: Random,
    created: Vec<Channel>,
}

impl Channels {
    pub(crate) fn new(seed: u64) -> Self {
        Self { random: Random::new(seed), created: Vec::new() }
    }

    /// Returns the owner's newest channel, which is created if there is none, or if it has ended
    /// and `reopen` is set.
    pub(crate) fn of(&mut self, owner: &Owner, lifetime: i64, reopen: bool, now: i64) -> Channel {
        let newest = self.created.iter().rev().find(|channel| channel.owner == *owner);
        if let Some(channel) = newest.filter(|channel| !reopen || now < channel.end) {
            return channel.clone();
        }
        self.replace(owner, lifetime, now)
    }

    /// Returns the channels of an event: those of these users of the app, or the shared one.
    pub(crate) fn receivers(
        &mut self,
        app: &str,
        users: Option<Vec<u32>>,
        lifetime: i64,
        now: i64,
    ) -> Vec<Channel> {
        let users = match users {
            Some(users) => users.into_iter().map(Some).collect(),
            None => vec![None],
        };
        let owners = users.into_iter().map(|user| Owner { app: app.to_owned(), user });
        owners.map(|owner| self.of(&owner, lifetime, true, now)).collect()
    }

    /// Creates a channel, which takes the place of the owner's earlier ones.
    pub(crate) fn replace(&mut self, owner: &Owner, lifetime: i64, now: i64) -> Channel {
        let channel = Channel {
            owner: owner.clone(),
            private_id: self.secret(32),
            public_id: self.secret(32),
            signature: self.secret(40),
            start: now,
            end: now + lifetime,
        };
        self.created.push(channel.clone());
        channel
    }

    /// Returns the owners of the channels in a list such as `private/shared`. One wrong channel
    /// rejects the list.
    pub(crate) fn check(&self, list: &str, version: u8) -> Result<Vec<Channel>, Rejection> {
        list.split('/').map(|id| self.find(id, version)).collect()
    }

    fn find(&self, id: &str, version: u8) -> Result<Channel, Rejection> {
        let known = |version| self.created.iter().find(|channel| channel.id(version) == id);
        match known(version) {
            Some(channel) => Ok(channel.clone()),
            None if version >= 4 && known(3).is_some() => Err(Rejection::NoPublicId),
            None => Err(Rejection::Wrong),
        }
    }

    /// Makes all channels unknown. The random sequence continues, so that no id is used again.
    pub(crate) fn clear(&mut self) {
        self.created.clear();
    }

    /// Returns the ids and signatures of all channels.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        self.created.iter().flat_map(|channel| {
            [&channel.private_id, &channel.public_id, &channel.signature].map(String::as_str)
        })
    }

    /// Returns an unpredictable text of hexadecimal digits.
    pub(crate) fn secret(&mut self, length: usize) -> String {
        SECRET.to_owned() + &self.random.hex(length.saturating_sub(SECRET.len()))
    }
}
