//! The types of the fields in conditions: the portal compares a field only with values of its own type.

use super::moment::{is_moment, remove_milliseconds};
use crate::text;
use crate::wire::{Number, Value};

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldType {
    Integer,
    Float,
    Boolean,
    /// A date and time.
    Moment,
    Text,
    Unknown,
}

/// The fields by which a method filters, with the type after each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields(&'static str);

/// The documented fields by method: `i` is an integer, `f` a float, `b` a boolean, `m` a date and time, `t` a
/// text.
static FIELDS: &[(&str, &str)] = &[
    ("main.eventlog.list", EVENT_LOG),
    ("main.eventlog.tail", EVENT_LOG),
    (
        "tasks.task.list",
        " id:i title:t responsibleId:i deadline:m status:t description:t priority:t \
         statusChanged:m changed:m needsControl:b containsChecklist:b containsSubTasks:b \
         containsRelatedTasks:b containsGanttLinks:b containsPlacements:b containsResults:b \
         numberOfReminders:i chatId:i plannedDuration:i actualDuration:i durationType:t \
         estimatedTime:i replicate:b activity:m guid:t outlookVersion:i mark:t \
         allowsChangeDeadline:b allowsTimeTracking:b matchesWorkTime:b isMultitask:b siteId:t \
         link:t archiveLink:t requireResult:b matchesSubTasksTime:b autocompleteSubTasks:b \
         allowsChangeDatePlan:b requireDeadlineChangeReason:b ",
    ),
    (
        "tasks.task.result.list",
        " id:i taskId:i text:t authorId:i createdAt:m status:t messageId:i ",
    ),
    ("timeman.record.list", " id:i startTime:m endTime:m duration:i userId:i "),
];

const EVENT_LOG: &str = " id:i timestampX:m severity:t auditTypeId:t moduleId:t itemId:t \
     remoteAddr:t userAgent:t requestUri:t siteId:t userId:i guestId:i description:t ";

impl Fields {
    /// Returns the fields of a method.
    pub(super) fn of(method: &str) -> Self {
        let known = FIELDS.iter().find(|(name, _)| *name == method);
        Self(known.map_or("", |(_, fields)| fields))
    }

    /// Returns the type of a field; of an undocumented one, by its name.
    pub(super) fn type_of(self, field: &str) -> FieldType {
        let documented = text::split(self.0, &text!(" {}:", field));
        match documented.and_then(|(_, rest)| rest.bytes().next()) {
            Some(b'i') => FieldType::Integer,
            Some(b'f') => FieldType::Float,
            Some(b'b') => FieldType::Boolean,
            Some(b'm') => FieldType::Moment,
            Some(b't') => FieldType::Text,
            _ if is_identifier(field) => FieldType::Integer,
            _ => FieldType::Unknown,
        }
    }
}

impl FieldType {
    /// Checks one value, removes the milliseconds of a date, and adds the fraction of a float. A reference has
    /// any type.
    ///
    /// # Errors
    ///
    /// What the field takes.
    pub(super) fn check(self, value: &mut Value) -> Result<(), String> {
        remove_milliseconds(value);
        let problem = match (self, &*value) {
            (_, Value::Null) => {
                "takes no null, which REST 3.0 cannot test, and no number that is not finite"
            }
            (_, Value::List(_) | Value::Map(_) | Value::Keyed(_)) => "takes single values",
            (_, Value::Reference(_)) | (Self::Unknown, _) => return Ok(()),
            (Self::Integer, Value::Number(number)) if is_whole(number) => return Ok(()),
            (Self::Integer, Value::Text(text)) if text::integer(text).is_some() => {
                return Err(text!("takes a whole number: {}, not \"{}\"", text, text));
            }
            (Self::Integer, _) => "takes a whole number",
            (Self::Float, Value::Number(number)) => {
                *value = with_fraction(number).into();
                return Ok(());
            }
            (Self::Float, _) => "takes a number",
            (Self::Boolean, Value::Bool(_)) => return Ok(()),
            (Self::Boolean, _) => "takes true or false",
            (Self::Moment, Value::Text(text)) if is_moment(text) => return Ok(()),
            (Self::Moment, _) => {
                "takes a date and time with its offset: \"2026-01-30T15:50:24+03:00\""
            }
            (Self::Text, Value::Text(_)) => return Ok(()),
            (Self::Text, _) => "takes a text",
        };
        Err(problem.to_owned())
    }

    /// Returns whether the portal compares the field with two bounds.
    pub(super) fn has_ranges(self) -> bool {
        !matches!(self, Self::Boolean | Self::Text)
    }
}

/// Returns whether the field's name is that of an identifier.
fn is_identifier(field: &str) -> bool {
    let name = field.rsplit('.').next().unwrap_or(field);
    name == "id" || name.ends_with("Id")
}

/// Returns whether JSON has the number without a fraction.
fn is_whole(number: &Number) -> bool {
    text::all(number.as_str().trim_start_matches('-'), |byte| byte.is_ascii_digit())
}

/// Returns a number with a fraction, which the portal demands.
pub(crate) fn with_fraction(number: &Number) -> Number {
    let digits = number.as_str();
    let has_fraction = digits.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E'));
    Number::from_json(&text!("{}{}", digits, if has_fraction { "" } else { ".0" }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::v3::documented;
    use crate::wire::json;

    #[test]
    fn fields_are_those_of_the_documentation() {
        let documented = documented();
        for (method, fields) in FIELDS {
            let rows = &documented[*method]["list"]["rows"];
            let record = &documented[*method]["result"]["object"][rows.as_str().unwrap()];
            let record = &record["type"]["array"]["object"];
            for field in fields.split_ascii_whitespace() {
                let (name, ty) = field.split_once(':').unwrap();
                let kind = record[name]["type"].to_string();
                let expected = match ty {
                    "i" => kind.contains("integer") || kind.contains("number"),
                    "f" => kind.contains("number"),
                    "b" => kind.contains("boolean"),
                    "m" => kind.contains("date"),
                    _ => kind.contains("string"),
                };
                assert!(expected || record[name].is_null(), "{method} {field}: {kind}");
            }
        }
    }

    #[test]
    fn takes_values_of_its_own_type() {
        for (ty, given, sent) in [
            (FieldType::Integer, "7", "7"),
            (FieldType::Integer, "-7", "-7"),
            (FieldType::Float, "10", "10.0"),
            (FieldType::Float, "0.5", "0.5"),
            (FieldType::Boolean, "true", "true"),
            (FieldType::Moment, r#""2026-01-30T15:50:24.123Z""#, r#""2026-01-30T15:50:24Z""#),
            (FieldType::Moment, r#""2026-01-30T15:50:24-03:00""#, r#""2026-01-30T15:50:24-03:00""#),
            (FieldType::Text, r#""new""#, r#""new""#),
            (FieldType::Unknown, "7", "7"),
        ] {
            let mut value = json::read(given).unwrap();
            ty.check(&mut value).unwrap();
            assert_eq!(json::write(&value), sent);
        }
        for (ty, given, problem) in [
            (FieldType::Integer, "7.0", "whole number"),
            (FieldType::Integer, "true", "whole number"),
            (FieldType::Integer, r#"" 7""#, "whole number"),
            (FieldType::Float, r#""10""#, "takes a number"),
            (FieldType::Boolean, r#""Y""#, "true or false"),
            (FieldType::Moment, r#""2026-01-30 15:50""#, "date and time"),
            (FieldType::Moment, r#""2026-01-30T15:50:24""#, "date and time"),
            (FieldType::Moment, r#""2026-01-30T15:50:24+0300""#, "date and time"),
            (FieldType::Moment, "7", "date and time"),
            (FieldType::Text, "7", "takes a text"),
            (FieldType::Unknown, "null", "takes no null"),
            (FieldType::Unknown, "[1]", "single values"),
        ] {
            let error = ty.check(&mut json::read(given).unwrap()).unwrap_err();
            assert!(error.contains(problem), "{given}: {error}");
        }
    }
}
