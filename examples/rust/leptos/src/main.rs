//! Shows the portal's users with Leptos.

use b24_wasm::methods::user::{self, User};
use b24_wasm::{Client, Frame};
use leptos::context::Provider;
use leptos::prelude::*;

fn main() {
    mount_to_body(App);
}

/// Connects to the portal, then shows the page.
#[component]
fn App() -> impl IntoView {
    // `LocalResource`, since a frame and its client are `!Send`.
    let client = LocalResource::new(|| async { Frame::open().await.map(|frame| frame.client()) });
    let page = move || {
        client.get().map(|client| {
            client.map(|b24| {
                // A context is `Send`, unless its value is stored on this thread.
                view! { <Provider value=StoredValue::new_local(b24)><People /></Provider> }
            })
        })
    };
    view! { <ErrorBoundary fallback=problems>{page}</ErrorBoundary> }
}

/// The names of the users.
#[component]
fn People() -> impl IntoView {
    let b24 = expect_context::<StoredValue<Client, LocalStorage>>();
    let people = LocalResource::new(move || async move {
        b24.get_value().call(user::Get::new()).await.map(|reply| reply.result)
    });
    let list = move || {
        people.get().map(|people| {
            people.map(|people| {
                let line = |person: User| view! { <li>{name(&person)}</li> };
                view! { <ul>{people.into_iter().map(line).collect_view()}</ul> }
            })
        })
    };
    view! { <ErrorBoundary fallback=problems>{list}</ErrorBoundary> }
}

/// Shows what went wrong.
fn problems(errors: ArcRwSignal<Errors>) -> impl IntoView {
    move || {
        let line = |(_, error): (_, Error)| view! { <p role="alert">{error.to_string()}</p> };
        errors.get().into_iter().map(line).collect_view()
    }
}

fn name(person: &User) -> String {
    [&person.name, &person.last_name].map(|part| part.as_deref().unwrap_or_default()).join(" ")
}
