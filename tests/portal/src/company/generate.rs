//! Generates a company from a seed.

use std::collections::BTreeMap;

use super::names::{self, Name};
use super::user::{Gender, User, UserType};
use super::{Company, Department};
use crate::random::Random;

const DAY: i64 = 24 * 3600;

/// The date of the newest data of the company: 1 August 2026.
const TODAY: i64 = 1_785_542_400;

const WORKGROUPS: u32 = 8;

impl Company {
    /// Generates a company of `users` employees and extranet users, one department for each twenty
    /// of them (at least one), and a few bots.
    ///
    /// User 1 is an active employee with a photo, leads the root department and belongs to half of
    /// the workgroups.
    pub fn generate(users: u32, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let departments = (users / 20).max(1);
        let mut company = Self { users: Vec::new(), departments: Vec::new() };
        let mut id = 0;
        for index in 0..users.max(1) {
            // Ids have gaps, as if users were deleted.
            id += if index > 0 && random.chance(2) { 1 + random.below(4) } else { 1 };
            company.users.push(person(&mut random, id, departments));
            if index % 400 == 1 {
                id += 1;
                company.users.push(bot(&mut random, id));
            }
        }
        company.departments = (1..=departments).map(|id| department(&mut random, id)).collect();
        company.appoint_heads();
        company
    }

    fn appoint_heads(&mut self) {
        for user in self.users.iter().filter(|user| user.active) {
            for id in &user.departments {
                let department = self.departments.get_mut(*id as usize - 1);
                // Every seventh department, but never the root, has no head.
                if let Some(department) = department
                    && department.head.is_none()
                    && department.id % 7 != 0
                {
                    department.head = Some(user.id);
                }
            }
        }
    }
}

/// Generates an active employee in one of the first `departments` departments.
pub(super) fn newcomer(random: &mut Random, id: u32, departments: u32) -> User {
    let main = 1 + random.below(departments);
    User {
        active: true,
        user_type: UserType::Employee,
        departments: vec![main],
        ..person(random, id, departments)
    }
}

fn department(random: &mut Random, id: u32) -> Department {
    if id == 1 {
        return Department { id, name: "Bitrix24".to_owned(), sort: 500, parent: None, head: None };
    }
    let names = &names::DEPARTMENTS;
    let index = id - 2;
    let count = u32::try_from(names.len()).unwrap_or(1);
    let name = names.get((index % count) as usize).copied().unwrap_or_default();
    let name = match index / count {
        0 => name.to_owned(),
        round => format!("{name} {}", round + 1),
    };
    let sort = 100 * (1 + random.below(6));
    // Each department has at most five children.
    Department { id, name, sort, parent: Some(index / 5 + 1), head: None }
}

fn person(random: &mut Random, id: u32, departments: u32) -> User {
    let admin = id == 1;
    let city = names::CITIES.get(random.below(12) as usize);
    let cyrillic = city.is_some_and(|city| city.cyrillic);
    let gender = if random.chance(50) { Gender::Female } else { Gender::Male };
    let (name, last_name) = full_name(random, gender, cyrillic);
    let second_name = second_name(random, gender, cyrillic);
    let extranet = !admin && random.chance(3);
    let registered = TODAY - DAY * i64::from(1 + random.below(3650));
    let last_login = (admin || random.chance(92)).then(|| login(random, registered));
    let main_department = if admin { 1 } else { 1 + random.below(departments) };
    let mut user = User {
        id,
        active: admin || random.chance(96),
        online: admin || random.chance(15),
        user_type: if extranet { UserType::Extranet } else { UserType::Employee },
        gender: random.chance(90).then_some(gender),
        name: name.0,
        last_name: last_name.0,
        second_name,
        email: format!("{}.{}{id}@example.com", name.1, last_name.1),
        position: position(random),
        city: city.filter(|_| random.chance(90)),
        street: random.chance(60).then(|| street(random)),
        mobile: random.chance(80).then(|| phone(random, "+7900")),
        work_phone: city
            .filter(|_| random.chance(70))
            .map(|city| phone(random, city.dialling_code)),
        inner_phone: random.chance(75).then_some(100 + id),
        birthday: random.chance(80).then(|| birthday(random)),
        registered,
        employed: random.chance(70).then(|| registered - DAY * i64::from(random.below(60))),
        last_login,
        changed: last_login.unwrap_or(registered),
        skills: text(random, &names::SKILLS),
        interests: text(random, &names::INTERESTS),
        badge: random.chance(33).then(|| format!("B-{:05}", random.below(100_000))),
        photo: admin || random.chance(60),
        departments: vec![main_department],
        groups: vec![1 + random.below(WORKGROUPS)],
        written: BTreeMap::new(),
    };
    if extranet {
        user.departments.clear();
        user.inner_phone = None;
    } else if !admin && departments > 1 && random.chance(10) {
        let other = 1 + random.below(departments);
        if other != main_department {
            user.departments.push(other);
        }
    }
    if admin {
        user.groups = (1..=WORKGROUPS / 2).collect();
    }
    user
}

fn bot(random: &mut Random, id: u32) -> User {
    User {
        user_type: UserType::Bot,
        name: "Helper",
        last_name: "Bot",
        second_name: None,
        email: String::new(),
        position: "",
        badge: None,
        departments: Vec::new(),
        groups: Vec::new(),
        ..person(random, id, 1)
    }
}

fn full_name(random: &mut Random, gender: Gender, cyrillic: bool) -> (Name, Name) {
    let fallback = ("", "");
    if !cyrillic {
        let first = match gender {
            Gender::Female => &names::LATIN_FEMALE,
            Gender::Male => &names::LATIN_MALE,
        };
        return (random.pick(first, fallback), random.pick(&names::LATIN_LAST, fallback));
    }
    let first = match gender {
        Gender::Female => &names::CYRILLIC_FEMALE,
        Gender::Male => &names::CYRILLIC_MALE,
    };
    let first = random.pick(first, fallback);
    let (female, male) = random.pick(&names::CYRILLIC_LAST, (fallback, fallback));
    (first, if gender == Gender::Female { female } else { male })
}

/// Returns the patronymic; an empty text or `None` if there is none.
fn second_name(random: &mut Random, gender: Gender, cyrillic: bool) -> Option<&'static str> {
    let (female, male) = random.pick(&names::PATRONYMICS, ("", ""));
    match (cyrillic, gender) {
        (true, Gender::Female) => Some(female),
        (true, Gender::Male) => Some(male),
        (false, _) => random.chance(50).then_some(""),
    }
}

fn position(random: &mut Random) -> &'static str {
    if random.chance(8) { "" } else { random.pick(&names::POSITIONS, "") }
}

/// Returns a text, an empty text, or `None`.
fn text(random: &mut Random, texts: &'static [&'static str]) -> Option<&'static str> {
    match random.below(3) {
        0 => None,
        1 => Some(""),
        _ => Some(random.pick(texts, "")),
    }
}

fn street(random: &mut Random) -> String {
    let street = random.pick(&names::STREETS, "");
    format!("{street} {}", 1 + random.below(199))
}

fn phone(random: &mut Random, prefix: &str) -> String {
    format!("{prefix}{:07}", random.below(10_000_000))
}

fn birthday(random: &mut Random) -> i64 {
    let youngest = TODAY - DAY * 20 * 365;
    youngest - DAY * i64::from(random.below(45 * 365))
}

fn login(random: &mut Random, registered: i64) -> i64 {
    let days = u32::try_from((TODAY - registered) / DAY).unwrap_or_default();
    registered + DAY * i64::from(random.below(days)) + i64::from(random.below(86_400))
}
