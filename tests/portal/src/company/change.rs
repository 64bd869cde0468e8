//! Changes of a company.

use super::generate::newcomer;
use super::{Company, Department, User};
use crate::random::Random;

/// Users whose ids are multiples of this number are never removed at random, so that a test knows
/// which users are present during a whole pagination.
const PERMANENT: u32 = 7;

impl Company {
    /// Returns the user with this id for modification.
    pub(crate) fn user_mut(&mut self, id: u32) -> Option<&mut User> {
        let index = self.users.binary_search_by_key(&id, |user| user.id).ok()?;
        self.users.get_mut(index)
    }

    /// Adds an active employee and returns the id. Half of the new employees get an id in a gap, if
    /// there is one, so that offsets shift; the others get the highest id.
    pub(crate) fn hire(&mut self, random: &mut Random) -> u32 {
        let last = self.users.last().map_or(0, |user| user.id);
        let gap = (0..16).find_map(|_| {
            let id = 1 + random.below(last);
            self.user(id).is_none().then_some(id)
        });
        let id = gap.filter(|_| random.chance(50)).unwrap_or(last + 1);
        let departments = u32::try_from(self.departments.len()).unwrap_or(u32::MAX);
        let user = newcomer(random, id, departments);
        let index = self.users.partition_point(|known| known.id < id);
        self.users.insert(index, user);
        id
    }

    /// Removes a random user.
    pub(crate) fn remove_random_user(&mut self, random: &mut Random) {
        let index = random.below(u32::try_from(self.users.len()).unwrap_or(u32::MAX)) as usize;
        if self
            .users
            .get(index)
            .is_some_and(|user| !user.id.is_multiple_of(PERMANENT) && user.id > 1)
        {
            self.users.remove(index);
        }
    }

    /// Removes the user with this id; returns whether there was one.
    pub(crate) fn remove_user(&mut self, id: u32) -> bool {
        let count = self.users.len();
        self.users.retain(|user| user.id != id);
        self.users.len() < count
    }

    /// Returns the department with this id.
    pub(crate) fn department(&self, id: u32) -> Option<&Department> {
        self.departments.iter().find(|department| department.id == id)
    }

    /// Returns the department with this id for modification.
    pub(crate) fn department_mut(&mut self, id: u32) -> Option<&mut Department> {
        self.departments.iter_mut().find(|department| department.id == id)
    }

    /// Adds a department and returns its id.
    pub(crate) fn add_department(&mut self, department: Department) -> u32 {
        let id = self.departments.last().map_or(0, |last| last.id) + 1;
        self.departments.push(Department { id, ..department });
        id
    }

    /// Removes a department. Its users and child departments move to its parent.
    pub(crate) fn remove_department(&mut self, id: u32) {
        let parent = self.department(id).and_then(|department| department.parent);
        self.departments.retain(|department| department.id != id);
        for department in &mut self.departments {
            if department.parent == Some(id) {
                department.parent = parent;
            }
        }
        for user in &mut self.users {
            if user.departments.contains(&id) {
                user.departments.retain(|known| *known != id);
                user.departments.extend(parent.filter(|_| user.departments.is_empty()));
            }
        }
    }

    /// Returns the department's name with the names of its ancestors, `Child / Parent`.
    pub(crate) fn full_name(&self, department: &Department) -> String {
        let mut names = vec![department.name.as_str()];
        let mut above = department.parent;
        while let Some(parent) = above.and_then(|id| self.department(id)) {
            names.push(&parent.name);
            above = parent.parent.filter(|_| names.len() <= self.departments.len());
        }
        names.join(" / ")
    }
}
