//! What the developer tools of the host page show: the requests since a position, the room in the bucket, and
//! the life of the token.

use serde_json::{Value, json};

use crate::http::Request;
use crate::php::parse_str;
use crate::portal::Portal;

/// Returns the activity since the position in the query.
pub(crate) fn since(portal: &Portal, request: &Request, now: f64) -> Value {
    let query = parse_str(request.query());
    let from = query.get("from").and_then(|from| from.to_text().parse().ok()).unwrap_or(0);
    let records = portal.requests();
    // The records may have been deleted.
    let new = records.get(from..).unwrap_or(records);
    let source = request.header("x-forwarded-for").unwrap_or_default();
    let settings = &portal.settings().bucket;
    let bucket = settings.enabled.then(|| {
        json!({
            "level": portal.bucket_level(source, now),
            "capacity": settings.capacity,
            "leak_per_second": settings.leak_per_second,
        })
    });
    json!({
        "requests": new,
        "next": records.len(),
        "bucket": bucket,
        "token_seconds": portal.token_expiry().map(|expires_at| (expires_at - now).max(0.0)),
    })
}
