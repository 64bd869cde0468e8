//! The credentials' user and the user's rights.

use crate::schema::record::record;
use crate::schema::{ParamKind, Rules, Type, method};

record! {
    /// The credentials' user with the fields that every app may see.
    Profile, Rules::COMPLETE;
    /// Identifier.
    id "ID": Id,
    /// Whether the user is an administrator of the portal.
    admin "ADMIN": Flag,
    /// First name.
    name "NAME": Text,
    /// Last name.
    last_name "LAST_NAME": Text,
    /// `M`, `F` or empty.
    personal_gender "PERSONAL_GENDER": Text,
    /// Time zone, `Europe/Berlin`; empty if it is the portal's.
    time_zone "TIME_ZONE": Text,
    /// Address of the photo; null if there is none.
    personal_photo "PERSONAL_PHOTO": NonEmptyText,
}

method! {
    /// `profile`: returns the credentials' user; null if that user was dismissed.
    ///
    /// For every app.
    ProfileGet = "profile" -> Option<Profile>;
}

method! {
    /// `user.admin`: returns whether the user is an administrator of the portal.
    ///
    /// For every app.
    Admin = "user.admin" -> bool;
}

method! {
    /// `user.access`: returns whether the user has one of these rights; administrators have all.
    ///
    /// For every app.
    Access = "user.access" -> bool;
    required {
        /// Codes of rights: `U1` the user 1, `G2` the group 2, `AU` every logged-in user, `DR3` the
        /// department 3 and its child departments.
        codes(Vec<String>) "ACCESS": ParamKind::Value(Type::Texts),
    }
}
