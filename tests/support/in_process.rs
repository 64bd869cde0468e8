//! A transport to a portal in the same process.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use b24_wasm::Error;
use b24_wasm::error::{ErrorKind, Result};
use b24_wasm::transport::{Request, Response, Transport};
use portal::{Delivery, Portal};

use super::Clock;

/// Passes requests to the portal and waits, in virtual time, for the portal's delay.
pub struct InProcess {
    /// The portal.
    pub portal: Rc<RefCell<Portal>>,
    /// The clock of the portal's responses.
    pub clock: Clock,
}

impl Transport for InProcess {
    fn send(&self, request: Request) -> Pin<Box<dyn Future<Output = Result<Response>> + '_>> {
        Box::pin(self.exchange(request))
    }
}

impl InProcess {
    async fn exchange(&self, request: Request) -> Result<Response> {
        let host = request.url.find("://").expect("a scheme") + 3;
        let path = request.url[host..].find('/').expect("a path");
        let target = &request.url[host + path..];
        let request = portal::Request {
            method: "POST".to_owned(),
            target: target.to_owned(),
            headers: vec![("content-type".to_owned(), request.body.content_type().to_owned())],
            body: request.body.text().as_bytes().to_vec(),
        };
        let now = self.clock.milliseconds() as f64 / 1000.0;
        let response = self.portal.borrow_mut().handle(request, now);
        if response.delivery == Delivery::Never {
            std::future::pending::<()>().await;
        }
        self.clock.sleep(response.delay.as_millis().try_into().unwrap()).await;
        if response.delivery == Delivery::Drop {
            return Err(Error::new(ErrorKind::Network, "NETWORK", "The connection was closed."));
        }
        Ok(Response::new(response.status, response.text()))
    }
}
