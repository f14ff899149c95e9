use super::options::LISTEN;
use crate::servers;
use crate::session::faults::FAIL_DOMAIN;
use crate::session::{Role, Server, Stage, World};

/// The names of the servers, each once, in their order.
pub(super) fn ids() -> Vec<&'static str> {
    servers::distinct().map(|server| server.id).collect()
}

/// The roles of a server.
pub(super) fn roles(id: &str) -> Vec<Role> {
    servers::ALL.iter().filter(|server| server.id == id).map(|server| server.role).collect()
}

/// The names of roles.
pub(super) fn role_ids(roles: &[Role]) -> String {
    roles.iter().map(|role| role.id()).collect::<Vec<_>>().join(", ")
}

/// The servers, one a line: name on the command line, roles, what it is.
pub fn list() -> String {
    let line = |server: &Server| format!("{:<16} {:<16} {} {}\n", server.id, role_ids(&roles(server.id)), server.name, server.version);
    servers::distinct().map(line).collect()
}

/// How it is used.
pub fn help() -> String {
    let world = World::standard();
    let logins: Vec<_> = world.logins.iter().map(|login| format!("{} / {}", login.name, login.password)).collect();
    format!(
        "\
Talks SMTP to real clients as a real server would, and sends no mail anywhere.

Usage: serve [--server NAME] [--role ROLE] [--listen ADDRESS:PORT] [--maildir DIR] ...

  --server NAME     one of those below; the first, if not given
  --role ROLE       {roles}; if not given, the first that the server has
  --listen A:PORT   where to listen ({LISTEN} if not given, so from this machine only);
                    port 0 takes a free one
  --maildir DIR     put delivered mail into DIR/MAILBOX/new, one Maildir a mailbox
                    ({users} ...), and what goes to other servers into
                    DIR/relayed/new. A file is the lines that the server puts before the
                    message, then the message's octets as they came
  --no-trace        leave those lines out: a file is the message's octets, nothing else
  --certificate FILE
                    write the certificate of this run to FILE, as PEM, for clients that check it
                    (SSL_CERT_FILE=FILE in the environment of many, --cacert FILE of curl)
  --implicit-tls    TLS from the first octet, as on port 465
  --fault STAGE=FAILURE[*TIMES]
                    fail on purpose, and so often; may be given again. `rcpt=451-4.7.1*2` refuses
                    the first two recipients, `connect=shutdown` every client.
                    Stages: {stages}.
                    Failures: a code such as 550 or 451-4.7.1, greylist, mailbox-full, disk-full,
                    blocked, shutdown, rate-limit, drop, delay-MILLISECONDS.
                    Without it, addresses fail: 451-4.7.1@{fail_domain}, tempfail-2@{fail_domain} ...
  --log             write the server's log to standard error
  --list            show the servers; so does `--server list`
  -h, --help        show this

`listening on ADDRESS:PORT` on standard output says that it is ready. Ctrl-C ends it.

The server is {host}, whose mailboxes are in {domain}. Whatever the client's
address, it is seen as {client} [{address}]. TLS has a certificate for
{host} that is made at each start and that nobody has signed.
Logins: {logins}.

Servers, their roles and versions:
{servers}",
        servers = list(),
        roles = role_ids(&Role::ALL),
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
