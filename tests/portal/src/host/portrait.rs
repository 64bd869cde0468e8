//! User photos: a drawn face for each user, derived from the id.

use crate::company::Gender;
use crate::http::Response;
use crate::portal::Portal;
use crate::random::Random;

const SKIN: [&str; 4] = ["#f6d7bd", "#e8b98f", "#c68b59", "#8d5a3a"];
const HAIR: [&str; 4] = ["#2b2118", "#6b4423", "#b98a4a", "#8a8a8a"];
const SHIRT: [&str; 5] = ["#2f6fb3", "#3b8f6b", "#a34a6a", "#7a5aa6", "#c07a2c"];
const WALL: [&str; 4] = ["#dfe9f3", "#e6efe2", "#f3e8df", "#ece6f2"];

/// Handles `/upload/avatar/ID.svg`: returns the photo of a user; 404 if the user has none.
pub(super) fn respond(portal: &Portal, file: &str) -> Response {
    let id = file.strip_suffix(".svg").and_then(|id| id.parse().ok());
    match id.and_then(|id| portal.company.user(id)).filter(|user| user.photo) {
        Some(user) => Response::new(200, "image/svg+xml", draw(user.id, user.gender))
            .with_header("cache-control", "max-age=3600"),
        None => Response::new(404, "text/plain; charset=utf-8", "There is no such portrait.\n"),
    }
}

fn draw(id: u32, gender: Option<Gender>) -> String {
    let mut random = Random::new(id.into());
    let skin = random.pick(&SKIN, "");
    let hair = random.pick(&HAIR, "");
    let shirt = random.pick(&SHIRT, "");
    let wall = random.pick(&WALL, "");
    let length = if gender == Some(Gender::Female) { 30 } else { 2 };
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">
<rect width="100" height="100" fill="{wall}"/>
<path d="M26 44a24 26 0 0 1 48 0v{length}h-48z" fill="{hair}" transform="translate(0 -4)"/>
<path d="M14 100a36 28 0 0 1 72 0z" fill="{shirt}"/>
<rect x="43" y="60" width="14" height="16" rx="6" fill="{skin}"/>
<ellipse cx="50" cy="46" rx="19" ry="22" fill="{skin}"/>
<path d="M30 42a20 20 0 0 1 40 0q-20-12-40 0z" fill="{hair}"/>
<path d="M42 46v2m16-2v2m-14 9q6 5 12 0" stroke="black" stroke-width="2.4" fill="none" stroke-linecap="round"/>
</svg>
"#
    )
}
