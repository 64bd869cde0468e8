//! The records that a new portal has.

use super::datum::{Contact, Datum};
use super::entities::ENTITIES;
use super::entity::Entity;
use super::row::Row;
use super::table::Store;
use crate::company::{Company, User, UserType};
use crate::random::Random;

/// One day, in seconds.
pub(crate) const DAY: i64 = 24 * 3600;

/// The date of the newest records: 1 August 2026.
pub(crate) const TODAY: i64 = 1_785_542_400;

/// Adds records to a new portal.
pub(crate) struct Seeder {
    pub(crate) store: Store,
    pub(crate) random: Random,
    /// The active employees.
    employees: Vec<u32>,
    pub(super) plan: Plan,
}

/// What determines the records of a new portal, beside its company.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    /// The number of deals.
    pub(crate) deals: u32,
    /// The number of tasks.
    pub(crate) tasks: u32,
    /// The kinds of records that only REST 3.0 has.
    pub(crate) more: &'static [&'static Entity],
}

impl Store {
    /// Generates the records of a portal. The same company and plan give the same records, and those
    /// of one kind do not depend on those of a kind that is added later.
    pub(crate) fn generate(company: &Company, plan: Plan) -> Self {
        let is_employee = |user: &&User| user.active && user.user_type == UserType::Employee;
        let employees = company.users().iter().filter(is_employee).map(|user| user.id).collect();
        let random = Random::new(plan.seed);
        let mut seeder = Seeder { store: Self::default(), random, employees, plan };
        for entity in ENTITIES.iter().chain(plan.more) {
            seeder.random = Random::new(plan.seed ^ hash(entity.name));
            (entity.seed)(&mut seeder);
        }
        seeder.store
    }
}

impl Seeder {
    /// Adds a record.
    pub(crate) fn add(&mut self, entity: &Entity, row: Row) -> i64 {
        self.store.seed(entity, row, 1, TODAY)
    }

    /// Returns one of the texts.
    pub(crate) fn text(&mut self, texts: &[&'static str]) -> &'static str {
        self.random.pick(texts, "")
    }

    /// Returns the identifier of an active employee; every fourth time that of the administrator.
    pub(crate) fn employee(&mut self) -> i64 {
        if self.random.chance(25) {
            return 1;
        }
        self.random.pick(&self.employees, 1).into()
    }

    /// Returns the identifier of an active employee by index; it begins anew after the last one.
    pub(crate) fn employee_at(&self, index: usize) -> i64 {
        let id = self.employees.iter().cycle().nth(index % self.employees.len().max(1));
        id.copied().unwrap_or(1).into()
    }

    /// Returns the identifier of one of the records of a kind.
    pub(crate) fn one_of(&mut self, entity: &Entity) -> Option<i64> {
        let mut ids = self.store.ids(entity);
        let count = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        ids.nth(self.random.below(count) as usize)
    }

    /// Returns a moment within the last `days` days.
    pub(crate) fn moment(&mut self, days: u32) -> i64 {
        TODAY - DAY * i64::from(self.random.below(days)) - i64::from(self.random.below(86_400))
    }

    /// Returns a phone number as the entry of a multi-field.
    pub(crate) fn phone(&mut self) -> Datum {
        let number = self.random.below(10_000_000);
        entry("WORK", format!("+1555{number:07}"))
    }
}

/// Returns an entry of a multi-field.
pub(super) fn entry(value_type: &str, value: String) -> Datum {
    Datum::Contacts(vec![Contact { id: 0, value_type: value_type.to_owned(), value }])
}

/// FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
