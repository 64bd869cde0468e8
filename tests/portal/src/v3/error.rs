//! The errors of REST 3.0.

use crate::php::{Array, Value};
use crate::settings::Generation;

/// An error of a call: `{"error": {"code": …, "message": …, "validation"?: […]}}`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failure {
    pub(crate) status: u16,
    code: Code,
    message: String,
    /// The problems of the request, each with the field that has it.
    validation: Vec<(String, String)>,
}

#[derive(Clone, Debug, PartialEq)]
enum Code {
    /// A code of the framework, after its prefix.
    Framework(&'static str),
    /// A whole code.
    Whole(String),
}

/// A code of the framework with its status.
#[derive(Clone, Copy, Debug)]
pub(super) struct Documented {
    code: &'static str,
    status: u16,
}

const fn row(code: &'static str, status: u16) -> Documented {
    Documented { code, status }
}

pub(super) const INVALID_JSON: Documented = row("INVALIDJSONEXCEPTION", 400);
pub(super) const INVALID_FILTER: Documented = row("INVALIDFILTEREXCEPTION", 400);
pub(super) const INVALID_SELECT: Documented = row("INVALIDSELECTEXCEPTION", 400);
pub(super) const INVALID_ORDER: Documented = row("INVALIDORDEREXCEPTION", 400);
pub(super) const INVALID_PAGINATION: Documented = row("INVALIDPAGINATIONEXCEPTION", 400);
pub(super) const UNKNOWN_PROPERTY: Documented = row("UNKNOWNDTOPROPERTYEXCEPTION", 400);
pub(super) const UNKNOWN_OPERATOR: Documented = row("UNKNOWNFILTEROPERATOREXCEPTION", 400);
pub(super) const NOT_FOUND: Documented = row("ENTITYNOTFOUNDEXCEPTION", 400);
pub(super) const WRONG_HTTP_METHOD: Documented = row("WRONGHTTPREQUESTMETHODEXCEPTION", 400);
pub(super) const INVALID_KEY: Documented = row("INVALIDIDEMPOTENCYKEYEXCEPTION", 400);
pub(super) const KEY_REUSED: Documented = row("IDEMPOTENCYKEYREUSEDEXCEPTION", 422);
pub(super) const ACCESS_DENIED: Documented = row("ACCESSDENIEDEXCEPTION", 401);
pub(super) const INSUFFICIENT_SCOPE: Documented = row("INSUFFICIENTSCOPEEXCEPTION", 403);
pub(super) const METHOD_NOT_FOUND: Documented = row("METHODNOTFOUNDEXCEPTION", 404);
pub(super) const RATE_LIMIT: Documented = row("RATELIMITEXCEPTION", 429);
pub(super) const INTERNAL: Documented = row("INTERNAL_INTERNALEXCEPTION", 500);
const REQUEST_VALIDATION: Documented = row("VALIDATION_REQUESTVALIDATIONEXCEPTION", 400);

/// The code of a field that a kind of record does not have, in `*.field.get`.
const FIELD_NOT_FOUND: &str = "BITRIX_REST_V3_REALISATION_EXCEPTION_FIELDNOTFOUNDEXCEPTION";

impl Failure {
    /// Creates an error of the framework.
    pub(super) fn new(documented: Documented, message: impl Into<String>) -> Self {
        Self {
            status: documented.status,
            code: Code::Framework(documented.code),
            message: message.into(),
            validation: Vec::new(),
        }
    }

    /// Creates an error with a code that has no prefix.
    pub(crate) fn whole(code: &str, message: impl Into<String>, status: u16) -> Self {
        let code = Code::Whole(code.to_owned());
        Self { status, code, message: message.into(), validation: Vec::new() }
    }

    /// Creates the error of a field with a problem.
    pub(super) fn invalid(field: &str, problem: impl Into<String>) -> Self {
        let mut failure = Self::new(REQUEST_VALIDATION, "The request is invalid");
        failure.validation.push((problem.into(), field.to_owned()));
        failure
    }

    /// Creates the error of a required field that is missing.
    pub(super) fn required(field: &str) -> Self {
        Self::invalid(field, format!("Required field `{field}` is missing"))
    }

    /// Creates the error of a record that does not exist.
    pub(super) fn not_found(id: i64) -> Self {
        Self::new(NOT_FOUND, format!("Entity with id {id} is not found"))
    }

    /// Creates the error of a name that a kind of record does not have.
    pub(super) fn unknown_property(name: &str, kind: &str) -> Self {
        Self::new(UNKNOWN_PROPERTY, format!("Unknown property `{name}` of `{kind}`"))
    }

    /// Creates the error of an unknown name in `*.field.get`.
    pub(super) fn unknown_field(name: &str) -> Self {
        Self::whole(FIELD_NOT_FOUND, format!("Field `{name}` is not found"), 400)
    }

    /// Creates the error of a fault in PHP.
    pub(super) fn internal() -> Self {
        Self::new(INTERNAL, "Internal server error")
    }

    /// Returns the envelope, without `time`.
    pub(super) fn to_value(&self, generation: Generation) -> Value {
        let mut error = Array::new();
        error.insert("code", self.code(generation));
        error.insert("message", self.message.as_str());
        if !self.validation.is_empty() {
            let problems = self.validation.iter().map(|(message, field)| {
                [("message", message.as_str()), ("field", field.as_str())].into_iter().collect()
            });
            error.insert("validation", problems.collect::<Vec<Array>>());
        }
        [("error", error)].into_iter().collect::<Array>().into()
    }

    fn code(&self, generation: Generation) -> String {
        match (&self.code, generation) {
            (Code::Framework(code), Generation::A26) => format!("BITRIX_REST_V3_EXCEPTION_{code}"),
            (Code::Framework(code), Generation::J26) => format!("BITRIX_REST_V3_EXCEPTIONS_{code}"),
            (Code::Whole(code), _) => code.clone(),
        }
    }
}
