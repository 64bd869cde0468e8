//! The methods `crm.currency.*`: the currencies of the amounts in the CRM.

use super::Call;
use crate::dates::date_time;
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};

/// A currency.
struct Currency {
    code: &'static str,
    name: &'static str,
    /// The amount of the base currency for one unit.
    rate: &'static str,
    /// How an amount is written: `#` stands for the number.
    format: &'static str,
    point: &'static str,
    /// What separates thousands, in HTML.
    separator: &'static str,
    decimals: &'static str,
}

/// The currencies; the first is the base.
const CURRENCIES: [Currency; 4] = [
    Currency {
        code: "EUR",
        name: "Euro",
        rate: "1.0000",
        format: "# &euro;",
        point: ",",
        separator: "&nbsp;",
        decimals: "2",
    },
    Currency {
        code: "USD",
        name: "US Dollar",
        rate: "0.9200",
        format: "$#",
        point: ".",
        separator: ",",
        decimals: "2",
    },
    Currency {
        code: "GBP",
        name: "Pound Sterling",
        rate: "1.1700",
        format: "£#",
        point: ".",
        separator: ",",
        decimals: "2",
    },
    Currency {
        code: "JPY",
        name: "Yen",
        rate: "0.0061",
        format: "#&nbsp;¥",
        point: ".",
        separator: ",",
        decimals: "0",
    },
];

/// The time of the last change of the rates: 1 August 2026.
const UPDATED: i64 = 1_785_542_400;

/// Handles `crm.currency.list`, which has no pages.
pub(super) fn list(_: &mut Call) -> Result<Reply, Error> {
    let rows: Vec<Array> =
        CURRENCIES.iter().zip(1..).map(|(known, sort)| known.row(sort)).collect();
    Ok(Reply { total: i64::try_from(rows.len()).ok(), ..Reply::new(rows) })
}

/// Handles `crm.currency.get`: returns the currency `id`, with its forms by language.
pub(super) fn get(call: &mut Call) -> Result<Reply, Error> {
    let parameters = call.parameters.with_upper_case_keys();
    let code = parameters.get("ID").map(Value::to_text).unwrap_or_default();
    let mut known = CURRENCIES.iter().zip(1..);
    let (currency, sort) = known
        .find(|(known, _)| known.code == code)
        .ok_or_else(|| Error::new("", "Not found", 400))?;
    let mut row = currency.row(sort);
    let mut form = Array::new();
    for name in ["FORMAT_STRING", "FULL_NAME", "DEC_POINT", "THOUSANDS_SEP", "DECIMALS"] {
        form.insert(name, row.get(name).cloned().unwrap_or_default());
    }
    form.insert("THOUSANDS_VARIANT", "C");
    form.insert("HIDE_ZERO", "N");
    row.insert("LANG", [("en", form)].into_iter().collect::<Array>());
    Ok(Reply::new(row))
}

/// Handles `crm.currency.base.get`: returns the code of the base currency.
pub(super) fn base(_: &mut Call) -> Result<Reply, Error> {
    Ok(Reply::new(CURRENCIES.first().map(|currency| currency.code)))
}

impl Currency {
    fn row(&self, sort: u32) -> Array {
        let is_base = CURRENCIES.first().is_some_and(|base| base.code == self.code);
        [
            ("CURRENCY", self.code.to_owned()),
            ("AMOUNT_CNT", "1".to_owned()),
            ("AMOUNT", self.rate.to_owned()),
            ("SORT", (100 * sort).to_string()),
            ("BASE", if is_base { "Y" } else { "N" }.to_owned()),
            ("FULL_NAME", self.name.to_owned()),
            ("LID", "en".to_owned()),
            ("FORMAT_STRING", self.format.to_owned()),
            ("DEC_POINT", self.point.to_owned()),
            ("THOUSANDS_SEP", self.separator.to_owned()),
            ("DECIMALS", self.decimals.to_owned()),
            ("DATE_UPDATE", date_time(UPDATED)),
        ]
        .into_iter()
        .collect()
    }
}
