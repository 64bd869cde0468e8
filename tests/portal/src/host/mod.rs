//! The portal's own pages: the host page that opens an app in a frame, its files and addresses, and
//! the photos of users.

mod app;
mod modes;
mod page;
mod placement;
mod portrait;
mod probe;
mod session;
mod two_users;
mod user;

pub use modes::{Handshake, Refresh, ReplyMode};

pub(crate) use app::App;

use crate::guard;
use crate::http::{Request, Response};
use crate::portal::Portal;

/// The static files of the host page: path, content type and content.
const FILES: [(&str, &str, &str); 24] = [
    ("/host/page.css", "text/css", include_str!("page.css")),
    ("/host/overlays.css", "text/css", include_str!("overlays.css")),
    ("/host/page.js", "text/javascript", include_str!("page.js")),
    ("/host/blank.js", "text/javascript", include_str!("blank.js")),
    ("/host/commands.js", "text/javascript", include_str!("commands.js")),
    ("/host/config.js", "text/javascript", include_str!("config.js")),
    ("/host/protocol.js", "text/javascript", include_str!("protocol.js")),
    ("/host/replies.js", "text/javascript", include_str!("replies.js")),
    ("/host/dialogs.js", "text/javascript", include_str!("dialogs.js")),
    ("/host/faults.js", "text/javascript", include_str!("faults.js")),
    ("/host/log.js", "text/javascript", include_str!("log.js")),
    ("/host/placements.js", "text/javascript", include_str!("placements.js")),
    ("/host/requests.js", "text/javascript", include_str!("requests.js")),
    ("/host/sliders.js", "text/javascript", include_str!("sliders.js")),
    ("/host/menu.js", "text/javascript", include_str!("menu.js")),
    ("/host/two-users.css", "text/css", include_str!("two-users.css")),
    ("/host/two-users.js", "text/javascript", include_str!("two-users.js")),
    ("/host/tools/tools.css", "text/css", include_str!("tools/tools.css")),
    ("/host/tools/tools.js", "text/javascript", include_str!("tools/tools.js")),
    ("/host/tools/rest-code.js", "text/javascript", include_str!("tools/rest-code.js")),
    ("/host/tools/frame-code.js", "text/javascript", include_str!("tools/frame-code.js")),
    ("/host/tools/form.js", "text/javascript", include_str!("tools/form.js")),
    ("/host/tools/literal.js", "text/javascript", include_str!("tools/literal.js")),
    ("/host/impostor", "text/html", include_str!("impostor.html")),
];

/// The host page's own addresses, which are closed to pages of other origins.
const PRIVATE: [&str; 4] = ["/host/token", "/host/app", "/host/users", "/host/probe"];

/// Responds to a request to the portal outside of `/rest/`, `/control/` and `/oauth/`.
pub(crate) fn handle(portal: &mut Portal, request: &Request, now: f64) -> Response {
    if !PRIVATE.contains(&request.path()) {
        return guard::with_frame_ancestors(respond(portal, request, now), &portal.options.origin);
    }
    guard::with_private_headers(match guard::reject_page(request, &portal.options.origin, &[]) {
        Some(rejection) => rejection,
        None => respond(portal, request, now),
    })
}

fn respond(portal: &mut Portal, request: &Request, now: f64) -> Response {
    let path = request.path();
    if let Some((_, content_type, content)) = FILES.iter().find(|(known, _, _)| *known == path) {
        return Response::new(200, &format!("{content_type}; charset=utf-8"), *content);
    }
    if let Some(id) = path.strip_prefix("/upload/avatar/") {
        return portrait::respond(portal, id);
    }
    match (request.method.as_str(), path) {
        ("GET" | "HEAD" | "POST", "/") => page::respond(portal, request, now),
        ("GET" | "HEAD", "/two-users") => two_users::respond(portal, request),
        ("POST", "/host/token") => session::respond(portal, request, now),
        ("POST", "/host/app") => app::respond(portal, request),
        ("POST", "/host/probe") => probe::respond(request),
        ("GET", "/host/users") => app::users(portal, request),
        ("GET", path) if page::is_slider_path(path) => page::stub(path),
        _ => Response::new(404, "text/plain; charset=utf-8", "The portal has no such page.\n"),
    }
}
