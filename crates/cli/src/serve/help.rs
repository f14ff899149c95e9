use playground::record::WorldField;
use smtp_engine::session::faults::FAIL_DOMAIN;
use smtp_engine::session::{Stage, World};

use crate::servers::list;

/// What `serve --help` says after the options.
pub(super) fn after_help() -> String {
    let world = World::standard();
    let logins: Vec<_> = world.logins.iter().map(|login| format!("{} / {}", login.name, login.password)).collect();
    format!(
        "\
Examples:
  smtp-playground serve                                         the first server, on 127.0.0.1:2525
  smtp-playground serve --server postfix --role submission      with logins and TLS
  smtp-playground serve --on postfix/mx=2525 --on postfix/submission=2587 --on postfix/submission/tls=2465
  smtp-playground serve --http 8025 --exit-when-idle 20         for tests: messages over HTTP, ends by itself
  smtp-playground serve --page                                  with the built page, and a link to each session

`listening on ADDRESS:PORT` on standard output says that it is ready. Ctrl-C ends it: who is in the middle of a message
may finish it. All of it is told in docs/serve.md.

Fields of --world and --set: {fields}.

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
        fields = WorldField::ALL.map(WorldField::id).join(", "),
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
