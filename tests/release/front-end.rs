//! A front end as a user would write it, which `cargo xtask release --dry-run` compiles with the packed crates.

use b24_wasm::methods::user;
use b24_wasm::{Error, Filter, Frame};

/// Returns the title of the page, with the name of the person and the number of active colleagues.
pub async fn title() -> Result<String, Error> {
    let b24 = Frame::open().await?.client();
    let me = b24.call(user::Current::new()).await?.result;
    let active = Filter::new().equals(user::User::ACTIVE, true);
    let colleagues = b24.call(user::Get::new().filter(active)).await?.total;
    Ok(format!("{}, {colleagues:?} colleagues", me.name.unwrap_or_default()))
}
