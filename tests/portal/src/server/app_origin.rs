//! HTTP for the app: its folder and the mounted ones.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::{map_request, map_response};
use axum::response::{Html, Response};
use tower_http::services::ServeDir;

use super::Config;
use crate::guard;

/// The largest form that is read, in bytes.
const MAX_FORM: usize = 1 << 20;

/// Returns the routes of the app's origin, such as `http://127.0.0.1:8001`. A portal opens an app
/// with POST, so POST serves the files as GET does.
pub(super) fn router(config: &Config, origin: String) -> Router {
    let mut router = Router::new();
    for mount in &config.mounts {
        router = router.nest_service(&mount.path, ServeDir::new(&mount.dir));
    }
    router = match &config.app_dir {
        Some(dir) => router.fallback_service(ServeDir::new(dir)),
        None => router.fallback(|| async { Html(include_str!("no_app.html")) }),
    };
    let csp = config.csp.clone();
    let add_headers = move |mut response: Response| {
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if let Some(csp) = &csp {
            headers.insert(CONTENT_SECURITY_POLICY, csp.clone());
        }
        std::future::ready(response)
    };
    let reject_host = move |request: Request| {
        let host = request.headers().get(HOST).map(|host| host.to_str().unwrap_or_default());
        let rejection = guard::reject_host(host, &origin);
        std::future::ready(rejection.map_or(Ok(request), |text| Err((StatusCode::FORBIDDEN, text))))
    };
    router
        .layer(map_request(get_for_post))
        .layer(map_response(add_headers))
        .layer(map_request(reject_host))
}

/// Serves POST as GET. The form is read first: a connection that is closed with unread bytes is reset, and
/// the browser may lose the page.
async fn get_for_post(request: Request) -> Request {
    if request.method() != Method::POST {
        return request;
    }
    let (mut parts, body) = request.into_parts();
    parts.method = Method::GET;
    let _form = to_bytes(body, MAX_FORM).await;
    Request::from_parts(parts, Body::empty())
}
