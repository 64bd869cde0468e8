//! The responses of the emulated portal to every typed method.

use portal::{Grant, Options, Portal, Request};
use serde_json::Value;

use super::target::Target;

/// Forms of calls. An alternate result needs a call with its parameter.
const CALLS: &[(&str, bool, &str)] = &[
    ("user.get", false, "sort=ID&order=ASC"),
    ("user.get", false, "sort=ID&order=DESC&start=100&ADMIN_MODE=Y"),
    ("user.search", false, "FIND=engineer"),
    ("user.current", false, ""),
    ("user.fields", false, ""),
    ("user.add", false, "EMAIL=new@example.com&UF_DEPARTMENT[]=1"),
    ("user.update", false, "ID=7&NAME=Ann"),
    ("user.admin", false, ""),
    ("user.access", false, "ACCESS[]=U1"),
    ("profile", false, ""),
    ("department.get", false, ""),
    ("department.fields", false, ""),
    ("department.add", false, "NAME=New&PARENT=1"),
    ("department.update", false, "ID=2&NAME=Other"),
    ("department.delete", false, "ID=3"),
    ("im.user.get", false, "ID=2"),
    ("im.user.list.get", false, "ID=[9,2,999999,5,30,31,32,33]"),
    ("im.user.list.get", true, "ID=[9,2,999999,5]&RESULT_TYPE=array"),
    ("im.user.status.get", false, ""),
    ("im.user.status.set", false, "STATUS=away"),
    ("im.department.get", false, "ID=[1,2,3,4,5,6,7,8]&USER_DATA=Y"),
    ("im.department.employees.get", false, "ID=[4,2,1]"),
    ("im.department.employees.get", false, "ID=[9999]"),
    ("im.department.employees.get", true, "ID=[4,2,1]&USER_DATA=Y"),
    ("im.department.managers.get", false, "ID=[4,2,1]"),
    ("im.department.managers.get", true, "ID=[4,2,1]&USER_DATA=Y"),
    ("im.department.colleagues.list", false, ""),
    ("im.department.colleagues.list", true, "USER_DATA=Y"),
    ("im.search.user.list", false, "FIND=engineer&LIMIT=50&AVATAR_HR=Y"),
    ("im.search.user.list", false, "FIND=nobody"),
    ("im.search.department.list", false, "FIND=Bitrix24&LIMIT=50&USER_DATA=Y"),
    ("im.search.chat.list", false, "FIND=chat&LIMIT=50"),
    ("im.chat.user.list", false, "CHAT_ID=1"),
    ("im.dialog.users.list", false, "DIALOG_ID=chat1"),
    ("im.counters.get", false, ""),
    ("im.revision.get", false, ""),
    ("app.info", false, ""),
    ("scope", false, ""),
    ("method.get", false, "name=user.get"),
    ("server.time", false, ""),
    ("batch", false, "cmd[one]=user.current&cmd[two]=department.get&cmd[three]=none"),
];

/// The bodies of the responses.
pub struct Responses(Vec<(&'static str, bool, String)>);

/// Calls every method.
pub fn responses() -> Responses {
    let mut portal = Portal::new(Options { users: 300, ..Options::default() });
    portal.settings_mut().bucket.enabled = false;
    let token = portal.issue_token(Grant::default(), 0.0).access_token;
    let responses = CALLS.iter().map(|&(method, is_alternate, form)| {
        let request = Request {
            method: "POST".to_owned(),
            target: format!("/rest/{method}"),
            body: format!("auth={token}&{form}").into_bytes(),
            ..Request::default()
        };
        let body = portal.handle(request, 0.0).text();
        assert!(body.starts_with(r#"{"result":"#), "{method}: {body}");
        (method, is_alternate, body)
    });
    Responses(responses.collect())
}

impl Responses {
    /// Returns the bodies with a result of this form.
    pub fn of(&self, target: &Target) -> impl Iterator<Item = &String> + Clone {
        let key = (target.name(), target.is_alternate());
        let responses =
            self.0.iter().filter(move |(name, alternate, _)| (*name, *alternate) == key);
        let mut responses = responses.map(|(_, _, body)| body).peekable();
        assert!(responses.peek().is_some(), "no call of {}", target.name());
        responses
    }
}

/// Returns the results in these bodies.
pub fn results<'a>(bodies: impl Iterator<Item = &'a String>) -> Vec<Value> {
    bodies.map(|body| serde_json::from_str::<Value>(body).unwrap()["result"].take()).collect()
}
