//! Shows the portal's users, without a framework.

use b24_wasm::methods::user::{self, User};
use b24_wasm::{Error, Frame};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

fn main() {
    spawn_local(async {
        if let Err(problem) = start().await {
            wasm_bindgen::throw_val(problem);
        }
    });
}

/// Shows the names of the users, or what went wrong.
async fn start() -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
    let body = document.body().ok_or("no body")?;
    let content = match people().await {
        Ok(people) => {
            let list = document.create_element("ul")?;
            for person in people {
                let line = document.create_element("li")?;
                line.set_text_content(Some(&name(&person)));
                list.append_child(&line)?;
            }
            list
        }
        Err(error) => {
            let problem = document.create_element("p")?;
            problem.set_attribute("role", "alert")?;
            problem.set_text_content(Some(&error.to_string()));
            problem
        }
    };
    body.append_child(&content)?;
    Ok(())
}

async fn people() -> Result<Vec<User>, Error> {
    let b24 = Frame::open().await?.client();
    Ok(b24.call(user::Get::new()).await?.result)
}

fn name(person: &User) -> String {
    [&person.name, &person.last_name].map(|part| part.as_deref().unwrap_or_default()).join(" ")
}
