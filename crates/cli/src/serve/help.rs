use smtp_engine::session::faults::FAIL_DOMAIN;
use smtp_engine::session::{Role, Server, Stage, World};

/// The names of the servers, each once, in their order.
pub(super) fn ids() -> Vec<&'static str> {
    smtp_servers::distinct().map(|server| server.id).collect()
}

/// The roles of a server.
pub(super) fn roles(id: &str) -> Vec<Role> {
    smtp_servers::ALL.iter().filter(|server| server.id == id).map(|server| server.role).collect()
}

/// The names of roles.
pub(super) fn role_ids(roles: &[Role]) -> String {
    roles.iter().map(|role| role.id()).collect::<Vec<_>>().join(", ")
}

/// The servers, one a line: name on the command line, roles, what it is.
pub(crate) fn list() -> String {
    let line = |server: &Server| format!("{:<16} {:<16} {} {}\n", server.id, role_ids(&roles(server.id)), server.name, server.version);
    smtp_servers::distinct().map(line).collect()
}

/// What `serve --help` says after the options.
pub(super) fn after_help() -> String {
    let world = World::standard();
    let logins: Vec<_> = world.logins.iter().map(|login| format!("{} / {}", login.name, login.password)).collect();
    format!(
        "\
`listening on ADDRESS:PORT` on standard output says that it is ready. Ctrl-C ends it.

Stages of --fault: {stages}.
Failures: a code such as 550 or 451-4.7.1, greylist, mailbox-full, disk-full, blocked, shutdown,
rate-limit, drop, delay-MILLISECONDS. Without --fault, addresses fail: 451-4.7.1@{fail_domain},
tempfail-2@{fail_domain} ...

The server is {host}, whose mailboxes are in {domain} ({users} ...). Whatever the client's
address, it is seen as {client} [{address}]. TLS has a certificate for
{host} that is made at each start and that nobody has signed.
Logins: {logins}.

Servers, their roles and versions:
{servers}",
        servers = list(),
        users = world.users.join(", "),
        host = world.host,
        domain = world.local_domains.iter().find(|domain| **domain != world.host).unwrap_or(&world.host),
        client = world.client.name,
        stages = Stage::ALL.map(|(_, name)| name).join(", "),
        fail_domain = FAIL_DOMAIN,
        address = world.client.address,
        logins = logins.join(", "),
    )
}
