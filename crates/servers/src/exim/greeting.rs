//! HELO, EHLO, STARTTLS and HELP.

use std::net::Ipv6Addr;

use super::error::{Mistake, count_mistake, log, mistake};
use super::line::argument;
use super::log::{connection, printing};
use super::memory::{Envelope, Loop, recall, remember};
use smtp_engine::session::{Hello, Refusal, Server, Session, Slot, Turn, Verdict, World, act};
use smtp_engine::spec::{ReplyKey, Verb};

/// Part of HELO and EHLO that happens before the name is looked at, and also where it is refused.
pub(super) fn note_greeting(turn: &mut Turn<'_>) -> Verdict {
    let extended = turn.verb() == Some(Verb::Ehlo);
    remember(turn, |known| {
        known.note_command(if extended { "EHLO" } else { "HELO" });
        known.esmtp = extended;
        known.helo_spent = true;
        known.ehlo_spent = true;
    });
    Ok(())
}

/// `check_helo()`: letters, digits, dots and hyphens in any order, or an address literal.
pub(super) fn greeting_name(turn: &mut Turn<'_>) -> Verdict {
    let name = String::from_utf8_lossy(argument(turn)).into_owned();
    let verb = if turn.verb() == Some(Verb::Ehlo) { "EHLO" } else { "HELO" };
    let key = match name.as_str() {
        "" if verb == "EHLO" => ReplyKey::EhloSyntax,
        "" => ReplyKey::HeloSyntax,
        literal if literal.starts_with('[') && is_literal(literal) => return Ok(()),
        literal if literal.starts_with('[') => ReplyKey::HelloAddressInvalid,
        name if name.bytes().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'.' | b'-')) => return Ok(()),
        _ => ReplyKey::HelloNameInvalid,
    };
    let shown = if name.is_empty() { "(no argument given)".to_owned() } else { printing(argument(turn)) };
    let text = format!("rejected {verb} from {}: syntactically invalid argument(s): {shown}", connection(turn.session, turn.world));
    log(turn, &text);
    let refusal = Refusal::new(key).with(Slot::Verb, verb);
    Err(if count_mistake(turn) { refusal.closing() } else { refusal })
}

/// `[192.0.2.1]`, `[IPv4:192.0.2.1]`, `[IPv6:2001:db8::1]` or `[2001:db8::1]`.
fn is_literal(literal: &str) -> bool {
    let Some(inner) = literal.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return false;
    };
    let tagged = |tag: &str| inner.get(..5).filter(|start| start.eq_ignore_ascii_case(tag)).and_then(|_| inner.get(5..));
    match (tagged("IPv6:"), tagged("IPv4:")) {
        (Some(address), _) => address.parse::<Ipv6Addr>().is_ok(),
        (_, Some(address)) => is_ipv4(address),
        _ => is_ipv4(inner) || inner.parse::<Ipv6Addr>().is_ok(),
    }
}

/// Four numbers of one to three digits up to 255; zeros may lead.
fn is_ipv4(text: &str) -> bool {
    let fits = |number: &str| {
        (1..=3).contains(&number.len()) && number.bytes().all(|octet| octet.is_ascii_digit()) && number.parse::<u8>().is_ok()
    };
    text.split('.').count() == 4 && text.split('.').all(fits)
}

/// What the log shows of the name: nothing where it is the client's own name or address
/// (`host_build_sender_fullhost()`).
fn shown_name(name: &str, world: &World) -> Option<String> {
    let inner = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let address = inner.map(|inner| {
        let tag = inner.get(..5).filter(|start| start.eq_ignore_ascii_case("IPv4:") || start.eq_ignore_ascii_case("IPv6:"));
        &inner[tag.map_or(0, str::len)..]
    });
    let own = name.eq_ignore_ascii_case(&world.client.name) || address == Some(world.client.address.as_str());
    (!own).then(|| name.to_owned())
}

/// HELO and EHLO were accepted: a new session begins.
pub(super) fn greet(turn: &mut Turn<'_>) {
    let extended = turn.verb() == Some(Verb::Ehlo);
    let name = String::from_utf8_lossy(argument(turn)).into_owned();
    let shown = shown_name(&name, turn.world);
    let (tls, auth) = (turn.session.tls(), offers_auth(turn.session, turn.server));
    remember(turn, |known| {
        known.shown_name = shown;
        known.pipelining_advertised = extended;
        known.sync_as_pipelining |= extended;
        known.tls_advertised = extended && !tls;
        known.auth_advertised = extended && auth;
        known.utf8_advertised = extended;
        known.chunking_offered |= extended;
        known.utf8_protocol = false;
        known.envelope = Envelope::default();
    });
    turn.session.greet(Hello { extended, name });
    if extended {
        let extensions = (turn.server.words.extensions)(turn.session, turn.world, turn.server);
        turn.say_with(ReplyKey::EhloOk, &[(Slot::Extensions, extensions.join("\n"))]);
    } else {
        turn.say(ReplyKey::HeloOk);
    }
}

/// `auth_advertise_hosts`: over TLS, and not to a client that is logged in.
fn offers_auth(session: &Session, server: &Server) -> bool {
    server.offers_auth() && session.tls() && session.login().is_none()
}

/// The lines of the EHLO reply after the first.
pub(super) fn extensions(session: &Session, world: &World, server: &Server) -> Vec<String> {
    let mut lines = vec![format!("SIZE {}", world.message_size_limit), "8BITMIME".into(), "PIPELINING".into()];
    // Once DATA has come it is too late for an early talker.
    if !recall(session, |known| known.sync_enforced) {
        lines.push("PIPECONNECT".into());
    }
    if offers_auth(session, server) {
        let names: Vec<_> = server.auth.mechanisms.iter().map(|mechanism| mechanism.name()).collect();
        lines.push(format!("AUTH {}", names.join(" ")));
    }
    lines.push("CHUNKING".into());
    if !session.tls() {
        lines.push("STARTTLS".into());
    }
    lines.extend(["PRDR", "SMTPUTF8", "HELP"].map(String::from));
    lines
}

/// STARTTLS must have been in the last EHLO reply.
pub(super) fn tls_advertised(turn: &mut Turn<'_>) -> Verdict {
    remember(turn, |known| known.note_command("STARTTLS"));
    if recall(turn.session, |known| known.tls_advertised) {
        return Ok(());
    }
    Err(mistake(turn, Mistake::Protocol, Refusal::new(ReplyKey::StartTlsNotOffered)))
}

/// STARTTLS: the handshake comes next. Inside TLS, before the next EHLO, Exim still takes it for
/// offered, tries, fails, and then answers nothing but QUIT.
pub(super) fn start_tls(turn: &mut Turn<'_>) {
    turn.session.reset_transaction();
    let tls = turn.session.tls();
    remember(turn, |known| {
        known.starttls_spent = true;
        known.envelope = Envelope::default();
        if tls {
            known.reading = Loop::TlsFailed;
        }
    });
    if tls { turn.refuse(Refusal::new(ReplyKey::TlsActive)) } else { act::starttls(turn) }
}

/// HELP: the commands, AUTH always among them.
pub(super) fn help(turn: &mut Turn<'_>) {
    remember(turn, |known| known.note_command("HELP"));
    let starttls = if turn.session.tls() { "" } else { " STARTTLS" };
    turn.say_with(ReplyKey::HelpText, &[(Slot::Argument, starttls.to_owned())]);
}
