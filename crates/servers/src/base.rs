//! What a server does where nothing else is said. It knows no command and has no words: each server names
//! what is its own and takes the rest from here.

use smtp_engine::session::{Auth, Checks, Framing, Hooks, Limits, Provenance, Role, Server, Words};
use smtp_engine::spec::rfc;

/// A server that only listens.
pub(crate) const BASE: Server = Server {
    id: "",
    name: "",
    version: "",
    role: Role::Mx,
    provenance: Provenance::Standard(rfc(5321, "")),
    framing: Framing::STANDARD,
    limits: Limits::NONE,
    commands: &[],
    checks: Checks::NONE,
    auth: Auth::NONE,
    words: Words::NONE,
    hooks: Hooks::STANDARD,
    refusals: &[],
};
