//! The simulated servers by their names on the command line.

use smtp_engine::session::{Role, Server};

/// Why a server cannot be had. Each says what could be.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum ChoiceError {
    /// No such server.
    #[error("no server is called '{0}'; there are: {known}", known = ids().join(", "))]
    Server(String),
    /// No such role.
    #[error("no role is called '{0}'; there are: {known}", known = role_ids(&Role::ALL))]
    Role(String),
    /// That server does not have that role.
    #[error("'{0}' has no role '{role}'; it has: {known}", role = .1.id(), known = role_ids(&roles(.0)))]
    NoSuchRole(&'static str, Role),
}

/// The names of the servers, each once, in their order.
pub(crate) fn ids() -> Vec<&'static str> {
    smtp_servers::distinct().map(|server| server.id).collect()
}

/// The roles of a server.
pub(crate) fn roles(id: &str) -> Vec<Role> {
    smtp_servers::ALL.iter().filter(|server| server.id == id).map(|server| server.role).collect()
}

/// The names of roles.
pub(crate) fn role_ids(roles: &[Role]) -> String {
    roles.iter().map(|role| role.id()).collect::<Vec<_>>().join(", ")
}

/// The servers, one a line: name on the command line, roles, what it is.
pub(crate) fn list() -> String {
    let line = |server: &Server| format!("{:<16} {:<16} {} {}\n", server.id, role_ids(&roles(server.id)), server.name, server.version);
    smtp_servers::distinct().map(line).collect()
}

/// The server `id` in `role`; without an id the first one, without a role the first that it has.
pub(crate) fn choose(id: Option<&str>, role: Option<&str>) -> Result<&'static Server, ChoiceError> {
    let id = id.or_else(|| ids().into_iter().next()).unwrap_or_default();
    let first = smtp_servers::first(id).ok_or_else(|| ChoiceError::Server(id.to_owned()))?;
    let Some(given) = role else {
        return Ok(first);
    };
    let role = Role::from_id(given).ok_or_else(|| ChoiceError::Role(given.to_owned()))?;
    smtp_servers::find(id, role).ok_or(ChoiceError::NoSuchRole(first.id, role))
}

/// Reads `NAME` or `NAME/ROLE`.
pub(crate) fn parse(text: &str) -> Result<&'static Server, ChoiceError> {
    match text.split_once('/') {
        Some((id, role)) => choose(Some(id), Some(role)),
        None => choose(Some(text), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_found_by_name_and_role_and_errors_name_those_that_there_are() {
        assert_eq!(choose(None, None).expect("the first").id, ids()[0]);
        assert_eq!(parse("postfix/submission").map(|server| (server.id, server.role)).expect("Postfix"), ("postfix", Role::Submission));
        assert!(parse("postfx").expect_err("no server").to_string().contains("postfix"));
        assert!(parse("postfix/relay").expect_err("no role").to_string().contains("mx, submission"));
        assert!(smtp_servers::ALL.iter().all(|server| list().contains(server.id)));
    }
}
