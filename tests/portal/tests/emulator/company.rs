//! The generated company.

use std::collections::HashSet;

use portal::company::{Company, User, UserType};

fn share(company: &Company, predicate: impl Fn(&User) -> bool) -> f64 {
    let found = company.users().iter().filter(|user| predicate(user)).count();
    found as f64 / company.users().len() as f64
}

#[test]
fn same_seed_gives_the_same_company() {
    let first = Company::generate(500, 7);
    assert_eq!(first.users(), Company::generate(500, 7).users());
    assert_ne!(first.users(), Company::generate(500, 8).users());
}

#[test]
fn company_has_the_requested_number_of_users() {
    for count in [1, 2, 20, 777] {
        let company = Company::generate(count, 1);
        let people = company.users().iter().filter(|user| user.user_type != UserType::Bot);
        assert_eq!(people.count(), count as usize);
        assert_eq!(company.departments().len(), (count as usize / 20).max(1));
    }
}

#[test]
fn ids_ascend_with_gaps_from_1() {
    let company = Company::generate(1000, 1);
    let ids: Vec<u32> = company.users().iter().map(|user| user.id).collect();
    assert_eq!(ids[0], 1);
    assert!(ids.is_sorted_by(|a, b| a < b));
    assert!(
        *ids.last().unwrap() as usize > ids.len()
            && (*ids.last().unwrap() as usize) < ids.len() + 200
    );
    assert_eq!(company.user(ids[500]).map(|user| user.id), Some(ids[500]));
}

#[test]
fn administrator_has_every_property_that_tests_need() {
    for seed in 0..20 {
        let company = Company::generate(50, seed);
        let admin = company.user(1).unwrap();
        assert!(admin.active && admin.online && admin.photo && admin.last_login.is_some());
        assert_eq!((admin.user_type, admin.departments.as_slice()), (UserType::Employee, &[1][..]));
        assert_eq!(company.departments()[0].head, Some(1));
    }
}

#[test]
fn user_properties_have_realistic_shares() {
    let company = Company::generate(20_000, 1);
    let near = |share: f64, expected: f64| (share - expected).abs() < 0.01;
    assert!(near(share(&company, |user| !user.active), 0.04));
    assert!(near(share(&company, |user| user.user_type == UserType::Extranet), 0.03));
    assert!(near(share(&company, |user| user.photo), 0.6));
    assert!(near(share(&company, |user| user.badge.is_some()), 0.33));
    let cyrillic = |user: &User| user.name.starts_with(|c| ('А'..='Я').contains(&c));
    assert!(share(&company, cyrillic) > 0.2 && share(&company, cyrillic) < 0.8);
    let cities: HashSet<_> =
        company.users().iter().filter_map(|user| user.city).map(|city| city.name).collect();
    assert_eq!(cities.len(), 12);
    assert!(
        ["New York", "Los Angeles", "Москва", "Berlin"].iter().all(|city| cities.contains(city))
    );
}

#[test]
fn departments_form_a_tree_with_unique_names() {
    let company = Company::generate(5000, 1);
    let departments = company.departments();
    assert_eq!(departments[0].parent, None);
    for department in &departments[1..] {
        assert!(department.parent.is_some_and(|parent| parent >= 1 && parent < department.id));
    }
    let names: HashSet<_> = departments.iter().map(|department| &department.name).collect();
    assert_eq!(names.len(), departments.len());
    for department in departments {
        if let Some(head) = department.head {
            let head = company.user(head).unwrap();
            assert!(head.active && head.departments.contains(&department.id));
        }
    }
    assert!(departments.iter().any(|department| department.head.is_none()));
}

#[test]
fn employees_have_existing_departments_and_guests_none() {
    let company = Company::generate(3000, 1);
    let count = company.departments().len() as u32;
    for user in company.users() {
        assert!(user.departments.iter().all(|id| (1..=count).contains(id)));
        assert_eq!(user.departments.is_empty(), user.user_type != UserType::Employee);
    }
    assert!(company.users().iter().any(|user| user.departments.len() == 2));
}

#[test]
fn company_can_have_100_000_users() {
    let company = Company::generate(100_000, 1);
    assert_eq!(company.departments().len(), 5000);
    assert!(company.users().len() > 100_000);
}
