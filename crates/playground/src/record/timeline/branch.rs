use std::sync::Arc;

use super::{Inputs, Stamped, Timeline};
use crate::record::Action;
use smtp_engine::session::Timestamp;

/// More branches are not kept; the one that was left first is given up.
const MOST: usize = 100;

/// The name of a branch; it stays the same while others come and go.
pub type BranchId = u32;

/// A branch that was left: a way the session took once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its name.
    pub id: BranchId,
    /// How many actions it has in common with the way that is taken now.
    pub fork: usize,
    /// How many actions it has of its own.
    pub own: usize,
    /// The first of its own, where it has one.
    pub first: Option<Action>,
    /// When its last action was done.
    pub last_at: Timestamp,
}

/// The branches that were left.
#[derive(Clone, Debug, Default)]
pub(super) struct Branches {
    current: BranchId,
    /// In the order in which they were left.
    left: Vec<(BranchId, Inputs)>,
}

impl Branches {
    /// Keeps `inputs`, which are left now, and begins another branch. What a kept branch holds already is
    /// not kept twice.
    pub(super) fn leave(&mut self, inputs: &Inputs) {
        self.put(self.current, inputs);
        self.current = self.unused();
    }

    fn put(&mut self, id: BranchId, inputs: &Inputs) {
        if self.left.iter().any(|(_, other)| shared(other, inputs) == inputs.len()) {
            return;
        }
        self.left.retain(|(_, other)| shared(other, inputs) < other.len());
        if self.left.len() >= MOST {
            self.left.remove(0);
        }
        self.left.push((id, inputs.clone()));
    }

    fn unused(&self) -> BranchId {
        self.left.iter().map(|(id, _)| *id).chain([self.current]).max().unwrap_or(0).saturating_add(1)
    }

    fn take(&mut self, id: BranchId) -> Option<Inputs> {
        let place = self.left.iter().position(|(other, _)| *other == id)?;
        Some(self.left.remove(place).1)
    }

    fn find(&self, id: BranchId) -> Option<&Inputs> {
        self.left.iter().find(|(other, _)| *other == id).map(|(_, inputs)| inputs)
    }
}

/// How many inputs two branches have in common. They share all before the last one that they share.
fn shared(one: &[Arc<Stamped>], other: &[Arc<Stamped>]) -> usize {
    let (mut from, mut to) = (0, one.len().min(other.len()));
    while from < to {
        let middle = from + (to - from) / 2;
        match (one.get(middle), other.get(middle)) {
            (Some(one), Some(other)) if Arc::ptr_eq(one, other) => from = middle + 1,
            _ => to = middle,
        }
    }
    from
}

impl Timeline {
    /// The branches that were left, the latest first.
    pub fn branches(&self) -> Vec<Branch> {
        let describe = |(id, inputs): &(BranchId, Inputs)| {
            let fork = shared(inputs, &self.inputs);
            Branch {
                id: *id,
                fork,
                own: inputs.len() - fork,
                first: inputs.get(fork).map(|stamped| stamped.action.clone()),
                last_at: inputs.last().map(|stamped| stamped.at).unwrap_or_default(),
            }
        };
        self.branches.left.iter().rev().map(describe).collect()
    }

    /// How many branches were left.
    pub fn branch_count(&self) -> usize {
        self.branches.left.len()
    }

    /// The actions of the branch `id`, with their moments.
    pub fn branch_actions(&self, id: BranchId) -> impl Iterator<Item = (Timestamp, &Action)> {
        self.branches.find(id).into_iter().flatten().map(|stamped| (stamped.at, &stamped.action))
    }

    /// The branch `id` as a session of its own, at its end.
    pub fn branch(&self, id: BranchId) -> Option<Self> {
        let mut branch = self.afresh(self.branches.find(id)?.clone());
        branch.go_to(branch.inputs.len());
        Some(branch)
    }

    /// Leaves the way that is taken now and goes to the end of the branch `id`; whether there is one. The
    /// way that was left is a branch then.
    pub fn switch_to(&mut self, id: BranchId) -> bool {
        let Some(inputs) = self.branches.take(id) else {
            return false;
        };
        let fork = shared(&inputs, &self.inputs);
        let left = std::mem::replace(&mut self.branches.current, id);
        self.branches.put(left, &self.inputs);
        self.go_to(self.cursor.min(fork));
        self.keep_first(fork);
        self.inputs = inputs;
        self.go_to(self.inputs.len());
        true
    }

    /// Gives up the branch `id`.
    pub fn forget_branch(&mut self, id: BranchId) {
        self.branches.take(id);
    }

    /// The branches for keeping, each by what it adds to one before it. For [`Self::add_branch`].
    pub(in crate::record) fn branches_by_difference(&self) -> Vec<Difference<'_>> {
        let mut known: Vec<&Inputs> = vec![&self.inputs];
        let mut differences = Vec::new();
        for (_, inputs) in &self.branches.left {
            let parents = known.iter().enumerate().map(|(place, parent)| (shared(parent, inputs), place));
            let (fork, parent) = parents.max_by_key(|(fork, place)| (*fork, usize::MAX - place)).unwrap_or_default();
            let own = inputs.iter().skip(fork).map(|stamped| (stamped.at, &stamped.action)).collect();
            differences.push(Difference { parent, fork, own });
            known.push(inputs);
        }
        differences
    }

    /// Adds a branch that was left; whether its parent is there.
    pub(in crate::record) fn add_branch(&mut self, parent: usize, fork: usize, own: Vec<(Timestamp, Action)>) -> bool {
        let parent = match parent.checked_sub(1) {
            None => Some(&self.inputs),
            Some(place) => self.branches.left.get(place).map(|(_, inputs)| inputs),
        };
        let Some(parent) = parent else {
            return false;
        };
        let mut inputs: Inputs = parent.iter().take(fork).cloned().collect();
        inputs.extend(own.into_iter().map(|(at, action)| Arc::new(Stamped { at, action })));
        let id = self.branches.unused();
        self.branches.left.push((id, inputs));
        true
    }
}

/// A branch by what it adds to another one.
pub(in crate::record) struct Difference<'t> {
    /// The other one: 0 is the way that is taken now, 1 the branch that was left first, and so on.
    pub(in crate::record) parent: usize,
    /// How many actions they have in common.
    pub(in crate::record) fork: usize,
    /// What follows.
    pub(in crate::record) own: Vec<(Timestamp, &'t Action)>,
}
