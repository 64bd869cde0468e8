//! HTTP for the portal: converts requests to calls of [`Portal::handle`].

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use super::clock::now;
use super::probe;
use crate::{Delivery, Portal, Request, Response};

/// The reason why a connection is closed without a response.
type Closed = Box<dyn std::error::Error + Send + Sync>;

/// Accepts connections forever. Each request notifies `changed`.
pub(super) async fn serve(
    listener: TcpListener,
    portal: Arc<Mutex<Portal>>,
    changed: Arc<Notify>,
) -> Infallible {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::task::yield_now().await;
            continue;
        };
        let (portal, changed) = (Arc::clone(&portal), Arc::clone(&changed));
        tokio::spawn(async move {
            stream.set_nodelay(true)?;
            let service = service_fn(|request| respond(&portal, &changed, request));
            http1::Builder::new().serve_connection(TokioIo::new(stream), service).await?;
            Ok::<_, Closed>(())
        });
    }
}

/// Responds to a request. An error makes hyper close the connection without a response.
async fn respond(
    portal: &Mutex<Portal>,
    changed: &Notify,
    request: hyper::Request<Incoming>,
) -> Result<hyper::Response<Full<Bytes>>, Closed> {
    let request = read(request).await?;
    let mut response = portal.lock().unwrap_or_else(PoisonError::into_inner).handle(request, now());
    changed.notify_waiters();
    if let Some(address) = &response.probe {
        response.body = probe::post(address).await.to_string().into();
    }
    tokio::time::sleep(response.delay).await;
    match response.delivery {
        Delivery::Whole => write(response),
        Delivery::Drop => Err("a fault drops the connection".into()),
        Delivery::Never => std::future::pending().await,
    }
}

async fn read(request: hyper::Request<Incoming>) -> Result<Request, Closed> {
    let (head, body) = request.into_parts();
    let headers = head.headers.iter().map(|(name, value)| {
        (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    });
    Ok(Request {
        method: head.method.to_string(),
        target: head.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned(),
        headers: headers.collect(),
        body: body.collect().await?.to_bytes().to_vec(),
    })
}

fn write(response: Response) -> Result<hyper::Response<Full<Bytes>>, Closed> {
    let mut builder = hyper::Response::builder().status(response.status);
    for (name, value) in response.headers {
        builder = builder.header(name, value);
    }
    Ok(builder.body(Full::from(response.body))?)
}
