//! The product rows of the records of a new portal.

use super::product::PRODUCT;
use super::product_row::{PRODUCT_ROW, sum};
use crate::store::row::Row;
use crate::store::seed::Seeder;

/// The product rows of a record that is about to be added.
pub(super) struct Lines(Vec<Row>);

impl Lines {
    /// Generates up to four rows.
    pub(super) fn generate(seeder: &mut Seeder) -> Self {
        let count = 1 + seeder.random.below(4);
        let mut rows = Vec::new();
        for index in 0..count {
            let product = seeder.one_of(&PRODUCT);
            let product = product.and_then(|id| seeder.store.get(&PRODUCT, id)).cloned();
            let product = product.unwrap_or_default();
            let price = product.get("PURCHASING_PRICE").double() * 1.5;
            rows.push(Row::of([
                ("PRODUCT_ID", product.id().into()),
                ("PRICE", ((price * 100.0).round() / 100.0).into()),
                ("QUANTITY", f64::from(1 + seeder.random.below(9)).into()),
                ("TAX_RATE", (index % 2 == 0).then_some(19.0).into()),
                ("SORT", i64::from(10 * (index + 1)).into()),
            ]));
        }
        Self(rows)
    }

    /// Returns the sum of the rows.
    pub(super) fn sum(&self) -> f64 {
        sum(self.0.iter())
    }

    /// Adds the rows to a record of the kind with this code.
    pub(super) fn attach(self, seeder: &mut Seeder, code: &str, owner: i64) {
        for mut row in self.0 {
            row.set("OWNER_ID", owner);
            row.set("OWNER_TYPE", code);
            seeder.add(&PRODUCT_ROW, row);
        }
    }
}
