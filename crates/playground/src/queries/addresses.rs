//! The addresses of the world, as MAIL and RCPT would name them now.

use super::completion::{About, Choice, choice};
use super::draft::Before;
use smtp_engine::spec::{Verb, command};

/// Who can send: the one that makes most sense, those that the login owns, strangers, nobody.
pub(super) fn senders(before: Before<'_>) -> Vec<Choice> {
    let scene = before.scene;
    let login = scene.session.login();
    let owned = scene.world.sender_owners.iter().filter(|(_, owner)| Some(owner.as_str()) == login);
    let own = owned.map(|(address, _)| choice(&format!("<{address}>"), About::Own));
    let samples = command(Verb::Mail).samples.iter().filter_map(|sample| bracketed(sample));
    let strangers = samples.filter(|_| login.is_none()).filter(|path| *path != "<>").map(|path| choice(path, About::Stranger));
    unique(own.chain(strangers).chain([choice("<>", About::Nobody)]))
}

/// Who can receive: the one proposed now, the mailboxes, the aliases; none that was named already.
pub(super) fn recipients(before: Before<'_>) -> Vec<Choice> {
    let scene = before.scene;
    let entry = before.palette.iter().find(|entry| entry.verb == Verb::Rcpt);
    let proposed = entry.and_then(|entry| bracketed(&entry.example));
    let domain = proposed.and_then(|path| path.trim_end_matches('>').rsplit_once('@')).map_or(scene.world.origin(), |(_, domain)| domain);
    let named = scene.session.transaction().map_or(&[][..], |open| open.forward_paths.as_slice());
    let path = |name: &str| format!("<{name}@{domain}>");
    let users = scene.world.users.iter().map(|user| choice(&path(user), About::Mailbox));
    let aliases = scene.world.aliases.iter().map(|(alias, _)| choice(&path(alias), About::Alias));
    let mut found = unique(proposed.map(|path| choice(path, About::Mailbox)).into_iter().chain(users).chain(aliases));
    found.retain(|choice| named.iter().all(|known| format!("<{known}>") != choice.text));
    found
}

/// The path in `line`.
fn bracketed(line: &str) -> Option<&str> {
    let start = line.find('<')?;
    let end = line.find('>')?;
    line.get(start..=end)
}

fn unique(choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    let mut all: Vec<Choice> = Vec::new();
    for choice in choices {
        if all.iter().all(|known| known.text != choice.text) {
            all.push(choice);
        }
    }
    all
}
