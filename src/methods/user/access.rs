//! What the user may do whom the credentials belong to.

use crate::schema::record::record;
use crate::schema::{ParamKind, Rules, Type, method};

record! {
    /// The user that the credentials belong to, as every app may see.
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
    /// Time zone, `Europe/Berlin`; empty where it is the portal's.
    time_zone "TIME_ZONE": Text,
    /// Address of the photo; null where there is none.
    personal_photo "PERSONAL_PHOTO": NonEmptyText,
}

method! {
    /// `profile`: the user that the credentials belong to; null where that user was dismissed.
    ///
    /// For every app.
    ProfileGet = "profile" -> Option<Profile>;
}

method! {
    /// `user.admin`: whether the user is an administrator of the portal.
    ///
    /// For every app.
    Admin = "user.admin" -> bool;
}

method! {
    /// `user.access`: whether the user has one of these rights; administrators have all.
    ///
    /// For every app.
    Access = "user.access" -> bool;
    required {
        /// Codes of rights: `U1` the user 1, `G2` the group 2, `AU` everybody who is logged in, `DR3` the department 3 and those under it.
        codes(Vec<String>) "ACCESS": ParamKind::Value(Type::Texts),
    }
}
