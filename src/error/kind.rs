//! The kinds of failures.

/// Defines [`ErrorKind`]: each kind with its description and its name in JavaScript.
macro_rules! error_kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident $name:literal,)+) => {
        /// The kind of a failure, by how to react to it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $($(#[doc = $doc])+ $kind,)+
        }

        impl ErrorKind {
            /// Names and descriptions of all kinds, for the TypeScript declarations.
            #[cfg(feature = "typings")]
            pub(crate) const ALL: &[(&str, &str)] = &[$(($name, concat!($($doc),+)),)+];

            /// Returns the kind with this name; by default `Response`.
            #[cfg(all(target_arch = "wasm32", feature = "js"))]
            pub(crate) fn from_name(name: &str) -> Self {
                match name {
                    $($name => Self::$kind,)+
                    _ => Self::Response,
                }
            }

            /// Returns the name in JavaScript.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)+
                }
            }
        }
    };
}

error_kinds! {
    /// A name, a value or an address is wrong, and nothing was sent. Fix the code.
    Input "input",
    /// The page is not in a portal's frame, or the portal page did not reply as a portal does.
    Frame "frame",
    /// The credentials are missing, unknown or expired, and could not be refreshed.
    Auth "auth",
    /// The user, the app or the plan may not do this.
    Permission "permission",
    /// Too many requests or too much server time. Wait, then repeat.
    Limit "limit",
    /// The portal refused the call for another reason; see the code and the description.
    Portal "portal",
    /// No readable response: offline, dropped, redirected, blocked.
    Network "network",
    /// The response is not that of a REST method.
    Response "response",
    /// The deadline passed.
    Timeout "timeout",
    /// The caller aborted the call.
    Aborted "aborted",
}
