//! The commands that only ask: VRFY, EXPN (section 3.5), HELP (section 4.1.1.8) and ETRN (RFC 1985).

use super::grammar::{is_domain, is_string};
use super::policy::is_local;
use smtp_engine::session::check::require;
use smtp_engine::session::{Mailbox, Refusal, Slot, Turn, Verdict, World};
use smtp_engine::spec::{ReplyKey, Verb, command};
use smtp_engine::syntax::{FaultKind, parse_path};

/// `VRFY SP String`, with a word SMTPUTF8 after it (RFC 6531 section 3.7.4.2). A String cannot hold the
/// `@` that section 3.5.1 wants to be taken; both are.
pub(super) fn verify_syntax(turn: &mut Turn<'_>) -> Verdict {
    require(asked(turn).is_some(), ReplyKey::VrfySyntax)
}

pub(super) fn expand_syntax(turn: &mut Turn<'_>) -> Verdict {
    require(asked(turn).is_some(), ReplyKey::ExpnSyntax)
}

/// The user, list or mailbox that is asked for.
fn asked(turn: &Turn<'_>) -> Option<Mailbox> {
    let argument = turn.text(turn.argument());
    let tail = argument.len().checked_sub(" SMTPUTF8".len()).and_then(|at| argument.split_at_checked(at));
    let text = tail.filter(|(_, tail)| tail.eq_ignore_ascii_case(" SMTPUTF8")).map_or(argument.as_str(), |(text, _)| text);
    let path = format!("<{text}>");
    let (read, faults) = parse_path(path.as_bytes(), 0);
    let mailbox = Mailbox::read(&read, path.as_bytes());
    let fits = if mailbox.domain.is_some() {
        read.span.len() == path.len() && faults.iter().all(|fault| fault.kind == FaultKind::DomainNumeric)
    } else {
        is_string(text.as_bytes())
    };
    fits.then_some(mailbox)
}

/// The members of a list; `None` where the name is no list.
fn members<'w>(world: &'w World, name: &str) -> Option<&'w [String]> {
    world.alias(name).filter(|members| members.len() > 1)
}

/// `User Name <local-part@domain>` (section 3.5.1): the user's name is the local part here.
fn shown(world: &World, name: &str, domain: Option<&str>) -> String {
    let own = world.local_domains.iter().find(|domain| world.host.strip_suffix(domain.as_str()).is_some_and(|host| host.ends_with('.')));
    let domain = domain.or(own.map(String::as_str)).unwrap_or(&world.host);
    format!("{name} <{name}@{domain}>")
}

/// VRFY (sections 3.5.1 to 3.5.3).
pub(super) fn verify(turn: &mut Turn<'_>) {
    let mailbox = asked(turn).unwrap_or_default();
    let Mailbox { local_part, domain } = &mailbox;
    let refusal = if !is_local(turn, &mailbox) {
        // Where it is relayed to, only its own server can tell.
        if turn.session.login().is_some() {
            return turn.say(ReplyKey::VrfyCannot);
        }
        ReplyKey::RelayDenied
    } else if members(turn.world, local_part).is_some() {
        ReplyKey::VrfyIsList
    } else if turn.world.has_mailbox(local_part) {
        let found = shown(turn.world, local_part, domain.as_deref());
        return turn.say_with(ReplyKey::VrfyOk, &[(Slot::Address, found)]);
    } else {
        ReplyKey::UserUnknown
    };
    turn.refuse(Refusal::new(refusal).with(Slot::Address, mailbox.to_string()));
}

/// EXPN (section 3.5.1): exactly one mailbox on each line.
pub(super) fn expand(turn: &mut Turn<'_>) {
    let mailbox = asked(turn).unwrap_or_default();
    let Mailbox { local_part, domain } = &mailbox;
    let local = is_local(turn, &mailbox);
    let key = match members(turn.world, local_part).filter(|_| local) {
        Some(members) => {
            let lines: Vec<String> = members.iter().map(|member| shown(turn.world, member, domain.as_deref())).collect();
            return turn.say_with(ReplyKey::ExpnOk, &[(Slot::Address, lines.join("\n"))]);
        }
        None if !local => ReplyKey::RelayDenied,
        None if turn.world.has_mailbox(local_part) => ReplyKey::ExpnIsUser,
        None => ReplyKey::UserUnknown,
    };
    turn.refuse(Refusal::new(key).with(Slot::Address, mailbox.to_string()));
}

/// HELP, from the table of commands.
pub(super) fn help(turn: &mut Turn<'_>) {
    let argument = turn.argument();
    let known = |verb: &Verb| turn.server.rule(*verb).is_some();
    if argument.is_empty() {
        let names: Vec<&str> = Verb::ALL.into_iter().filter(known).map(Verb::name).collect();
        let lines: Vec<String> = names.chunks(8).map(|names| names.join(" ")).collect();
        return turn.say_with(ReplyKey::HelpText, &[(Slot::Argument, lines.join("\n"))]);
    }
    match Verb::parse(argument.of(turn.line)).filter(known) {
        Some(verb) => {
            let row = command(verb);
            turn.say_with(ReplyKey::HelpTopic, &[(Slot::Argument, format!("{}\n{}", row.syntax, row.rfc))]);
        }
        None => turn.refuse(Refusal::new(ReplyKey::HelpUnknown)),
    }
}

/// RFC 1985 section 5: not between MAIL and the end of DATA.
pub(super) fn etrn_outside_transaction(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_none(), ReplyKey::EtrnInTransaction)
}

/// RFC 1985 section 5: "once a session is established".
pub(super) fn etrn_after_hello(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.hello().is_some(), ReplyKey::EtrnNeedsHello)
}

fn node(turn: &Turn<'_>) -> String {
    turn.text(turn.argument())
}

/// RFC 1985 section 5: a fully qualified name. Queues by `#name` are a local matter, and here are none.
pub(super) fn etrn_node(turn: &mut Turn<'_>) -> Verdict {
    let node = node(turn);
    let name = node.strip_prefix(['@', '#']).unwrap_or(&node);
    require(is_domain(name.as_bytes()) && name.contains('.'), ReplyKey::EtrnDomainInvalid)
}

/// RFC 1985 section 5.1: 459 for a node that cannot be resolved; for all others nothing waits.
pub(super) fn etrn(turn: &mut Turn<'_>) {
    let node = node(turn);
    let known = turn.world.zone(node.trim_start_matches(['@', '#'])).is_some() && !node.starts_with('#');
    if known {
        turn.say_with(ReplyKey::EtrnNothing, &[(Slot::Argument, node)]);
    } else {
        turn.refuse(Refusal::new(ReplyKey::EtrnRefused).with(Slot::Argument, node));
    }
}
