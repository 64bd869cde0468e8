//! Shows the portal's users with Yew.

use b24_wasm::methods::user::{self, User};
use b24_wasm::{Client, Error, Frame};
use yew::prelude::*;
use yew::suspense::use_future;

fn main() {
    yew::Renderer::<App>::new().render();
}

/// The client as a property or a context: Yew compares these, and a page has one client.
#[derive(Clone)]
struct Portal(Client);

impl PartialEq for Portal {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[component]
fn App() -> Html {
    let connecting = html! { <p>{ "Connecting" }</p> };
    html! { <Suspense fallback={connecting}><Connected /></Suspense> }
}

/// Connects to the portal, then shows the page.
#[component]
fn Connected() -> HtmlResult {
    let portal = use_future(|| async { Frame::open().await.map(|frame| Portal(frame.client())) })?;
    Ok(match &*portal {
        Ok(portal) => html! { <People portal={portal.clone()} /> },
        Err(error) => problem(error),
    })
}

#[derive(Properties, PartialEq)]
struct PeopleProps {
    portal: Portal,
}

/// The names of the users.
#[component]
fn People(PeopleProps { portal }: &PeopleProps) -> HtmlResult {
    let Portal(b24) = portal.clone();
    let people = use_future(|| async move { b24.call(user::Get::new()).await })?;
    Ok(match &*people {
        Ok(reply) => html! {
            <ul>{ for reply.result.iter().map(|person| html! { <li>{ name(person) }</li> }) }</ul>
        },
        Err(error) => problem(error),
    })
}

fn problem(error: &Error) -> Html {
    html! { <p role="alert">{ error.to_string() }</p> }
}

fn name(person: &User) -> String {
    [&person.name, &person.last_name].map(|part| part.as_deref().unwrap_or_default()).join(" ")
}
