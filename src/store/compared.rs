//! The session beside another one.

use leptos::prelude::*;

use super::{Sheet, Store};
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
        let (id, role) = self.conversation.status.with_untracked(|status| (status.server, status.role));
        let other = with_role(role).into_iter().find(|server| server.id != id);
        self.dialogs.compared.set(other.map(|server| Against::Server(server.id)));
        self.open_sheet(Sheet::Comparison);
    }

    /// Says the same to the server `id` that was said to this one, and goes on with it.
    pub fn replay_on(self, id: &str) {
        let Some(server) = smtp_servers::find(id, self.conversation.status.with_untracked(|status| status.role)) else {
            return;
        };
        self.say_again_to(server);
        self.close_sheet(Sheet::Comparison);
        self.focus_input();
    }
}
