//! The session beside another one.

use leptos::prelude::*;

use super::{COMPARISON_ID, Store};
use crate::browser;
use playground::queries::servers::with_role;
use playground::record::BranchId;
use smtp_engine::session::World;

/// What the session is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Against {
    /// The server of that id, which is told the same.
    Server(&'static str),
    /// A branch that was left.
    Branch(BranchId),
    /// What really happened, as the log that was imported tells; and the server that is told the same.
    Log(&'static str),
    /// The same in that world.
    World(Box<World>),
}

impl Store {
    /// Shows what another server answers to the same, beside what this one did.
    pub fn compare(self) {
        let (id, role) = self.status.with_untracked(|status| (status.server, status.role));
        let other = with_role(role).into_iter().find(|server| server.id != id);
        self.compared.set(other.map(|server| Against::Server(server.id)));
        browser::show_dialog(COMPARISON_ID);
    }

    /// Says the same to the server `id` that was said to this one, and goes on with it.
    pub fn replay_on(self, id: &str) {
        let Some(server) = smtp_servers::find(id, self.status.with_untracked(|status| status.role)) else {
            return;
        };
        self.show_timeline(self.timeline.with_untracked(|timeline| timeline.with_server(server)));
        self.follow();
        browser::close_dialog(COMPARISON_ID);
        self.focus_input();
    }
}
