//! What each simulated server lists in its answer to EHLO, got by asking it.

use std::sync::LazyLock;

use crate::run;

use smtp_engine::session::Server;

/// The lines of a session up to the second answer to EHLO.
const LINES: [&str; 3] = ["EHLO client.example.org", "STARTTLS", "EHLO client.example.org"];

/// One line of an answer to EHLO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    /// In capitals; `AUTH=` with its mark.
    pub(crate) keyword: String,
    /// What follows it.
    pub(crate) argument: String,
    /// Whether it is listed before TLS.
    pub(crate) clear: bool,
    /// Whether it is listed inside TLS; false where the server offers no TLS.
    pub(crate) tls: bool,
}

/// The servers with what they list, once for all pages.
pub(crate) fn offers() -> &'static [(&'static Server, Vec<Offer>)] {
    static OFFERS: LazyLock<Vec<(&'static Server, Vec<Offer>)>> =
        LazyLock::new(|| smtp_servers::ALL.iter().map(|server| (*server, of_server(server))).collect());
    &OFFERS
}

/// What `server` says of `keyword`.
pub(crate) fn find(server: &Server, keyword: &str) -> Option<&'static Offer> {
    let (_, list) = offers().iter().find(|(other, _)| std::ptr::eq(*other, server))?;
    list.iter().find(|offer| offer.keyword.eq_ignore_ascii_case(keyword))
}

/// Whether `server` lists the mechanism before TLS, and inside it; none where it does neither.
pub(crate) fn mechanism(server: &'static Server, name: &str) -> Option<(bool, bool)> {
    let has = |count: usize| {
        answer(server, count)
            .iter()
            .any(|(keyword, argument)| keyword == "AUTH" && argument.split(' ').any(|word| word.eq_ignore_ascii_case(name)))
    };
    let found = (has(1), has(LINES.len()));
    (found.0 || found.1).then_some(found)
}

fn of_server(server: &'static Server) -> Vec<Offer> {
    let clear = answer(server, 1).into_iter().map(|(keyword, argument)| Offer { keyword, argument, clear: true, tls: false });
    let mut list: Vec<Offer> = clear.collect();
    // Inside TLS other lines may stand: STARTTLS is gone, AUTH has come.
    for (keyword, argument) in answer(server, LINES.len()) {
        match list.iter_mut().find(|offer| offer.keyword == keyword) {
            Some(offer) => {
                offer.tls = true;
                offer.argument = argument;
            }
            None => list.push(Offer { keyword, argument, clear: false, tls: true }),
        }
    }
    list
}

/// Keyword and argument of each line in the answer to the last of the first `count` lines; nothing where that
/// answer is not inside TLS though it should be.
fn answer(server: &'static Server, count: usize) -> Vec<(String, String)> {
    let timeline = run::session(server, LINES.into_iter().take(count));
    let inside = timeline.events().last().is_some_and(|event| event.tls);
    if count > 1 && !inside {
        return Vec::new();
    }
    let Some(reply) = run::last_reply(&timeline) else { return Vec::new() };
    let lines = reply.text.lines().skip(1).filter_map(|line| line.get(4..));
    lines
        .map(|line| {
            let line = line.trim();
            // AUTH=LOGIN of old clients has no space.
            match line.split_once('=').filter(|(keyword, _)| keyword.eq_ignore_ascii_case("AUTH")) {
                Some((_, argument)) => ("AUTH=".to_owned(), argument.to_owned()),
                None => {
                    let (keyword, argument) = line.split_once(' ').unwrap_or((line, ""));
                    (keyword.to_uppercase(), argument.to_owned())
                }
            }
        })
        .collect()
}
