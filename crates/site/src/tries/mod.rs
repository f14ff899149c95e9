//! *Try it*: for a reply that a page is about, a session that brings it about.
//!
//! [`mod@said`] plays some thousand short sessions on every simulated server and keeps what came. What a server says
//! of itself is better than what it was made to say: only where no server does, a failure is planned for the
//! stage at which the reply belongs ([`planned`]), and the page says so.

mod planned;
mod said;

use maud::{Markup, html};

pub(super) use self::said::{Place, Said, said};
use super::kinds::section;
use super::rows::Row;
use super::run;
use super::shelf::Shelf;
use playground::content::Language;
use playground::record::Timeline;

use smtp_engine::session::{Provenance, Server};
use smtp_engine::spec::{Enhanced, Verb};

/// A session for a page, or why there is none.
pub(super) enum Try {
    /// A server says it by itself.
    Natural(Timeline),
    /// A failure was planned for it.
    Planned(Timeline),
    /// The planned failure has the numbers of the reply; no simulated server has its words.
    Numbers(Timeline),
    /// There is none; the key of the label that says why.
    None(&'static str),
}

/// The shortest session that ends with a reply of `code`, to one of `commands` where that is possible.
pub(super) fn code(code: u16, commands: &[&str]) -> Try {
    let of_code = || said().iter().filter(|said| said.code == code);
    let natural = best(of_code().filter(|said| fits(said.place, commands))).or_else(|| best(of_code()));
    let planned = || planned::session(None, planned::stage(commands), code, None).map_or(Try::None("try.no-success"), Try::Planned);
    natural.map_or_else(planned, Try::Natural)
}

/// The shortest session that ends with an enhanced code `number` (its last two numbers) in one of `classes`.
pub(super) fn enhanced(number: &str, classes: &[&str], codes: &[u16]) -> Try {
    let numbers: Option<(u16, u16)> =
        number.split_once('.').and_then(|(subject, detail)| Some((subject.parse().ok()?, detail.parse().ok()?)));
    let has = |said: &&Said| said.enhanced.map(|enhanced| (enhanced.subject, enhanced.detail)) == numbers && numbers.is_some();
    if let Some(timeline) = best(said().iter().filter(has)) {
        return Try::Natural(timeline);
    }
    let class = classes.iter().filter_map(|class| class.parse::<u8>().ok()).rfind(|class| *class >= 4);
    let Some(class) = class else { return Try::None("try.no-success") };
    let code = codes.iter().copied().find(|code| code / 100 == u16::from(class)).unwrap_or(u16::from(class) * 100 + 50);
    let enhanced = numbers.map(|(subject, detail)| Enhanced::new(class, subject, detail));
    planned::session(None, "rcpt", code, enhanced).map_or(Try::None("try.no-success"), Try::Planned)
}

/// A session that ends with the text of a row of `data/replies.toml`, or at least with its numbers.
pub(super) fn reply(row: &Row, server: Option<&str>) -> Try {
    let Ok(code) = row.text("code").parse::<u16>() else { return Try::None("try.no-client") };
    let of_server = |said: &&Said| server.is_none_or(|id| said.server.id == id);
    if let Some(timeline) = best(said().iter().filter(of_server).filter(|said| is_like(row.text("text"), &said.text))) {
        return Try::Natural(timeline);
    }
    let mut numbers = row.text("enhanced").split('.').map(|part| part.parse::<u16>().ok());
    let mut next = || numbers.next().flatten();
    let enhanced = next()
        .zip(next())
        .zip(next())
        .and_then(|((class, subject), detail)| Some(Enhanced::new(u8::try_from(class).ok()?, subject, detail)));
    // What Microsoft calls 550 4.4.7 cannot be planned: its class is another than the code's.
    let enhanced = enhanced.filter(|enhanced| u16::from(enhanced.class) == code / 100);
    planned::session(server, row.text("stage"), code, enhanced).map_or(Try::None("try.no-success"), Try::Numbers)
}

/// An answer to EHLO that lists `keyword`.
pub(super) fn keyword(server: Option<&'static Server>, inside_tls: bool) -> Try {
    let lines = ["EHLO client.example.org", "STARTTLS", "EHLO client.example.org"];
    let count = if inside_tls { 3 } else { 1 };
    server.map_or(Try::None("try.no-keyword"), |server| Try::Natural(run::session(server, lines.into_iter().take(count))))
}

/// The section of a page.
pub(super) fn part(shelf: &Shelf, language: Language, found: &Try) -> Markup {
    let (timeline, how) = match found {
        Try::Natural(timeline) => (timeline, None),
        Try::Planned(timeline) => (timeline, Some("try.planned")),
        Try::Numbers(timeline) => (timeline, Some("try.numbers")),
        Try::None(why) => {
            return html! { section class="try" { h2 { (shelf.label(language, "try.title")) } p class="no-try" { (shelf.label(language, why)) } } };
        }
    };
    let kind = match found {
        Try::Natural(_) => "natural",
        Try::Planned(_) => "planned",
        _ => "numbers",
    };
    let link = html! {
        @if let Some(how) = how { p { (shelf.label(language, how)) } }
        (run::last_exchange(timeline))
        p class="told" { (run::run_link(shelf, language, timeline)) " " (run::server_line(shelf, language, timeline.server())) }
    };
    html! { div class="try" data-try=(kind) { (section(shelf, language, "try.title", &link)) } }
}

/// Where a place named so stands in lists: connecting first, then the commands in the order of a session.
pub(super) fn order(name: &str) -> usize {
    let verb = Verb::ALL.iter().position(|verb| verb.name() == name);
    match name {
        "connect" => 0,
        "end of data" => Verb::ALL.len() + 1,
        _ => verb.map_or(usize::MAX, |number| number + 1),
    }
}

/// The session that shows it best: on a recorded server, in few lines, and one that a link can hold. A link holds no
/// password but those of the practice world, and no login that nobody has.
fn best<'s>(found: impl Iterator<Item = &'s Said>) -> Option<Timeline> {
    let order = |server: &Server| smtp_servers::ALL.iter().position(|other| std::ptr::eq(*other, server));
    let mut found: Vec<&Said> = found.collect();
    found.sort_by_cached_key(|said| (rank(said.server), said.lines.len(), order(said.server)));
    let sessions = found.into_iter().map(|said| run::session(said.server, said.lines.iter().map(String::as_str)));
    sessions.take(MOST).find(run::has_link)
}

/// So many sessions are looked at for one that a link can hold.
const MOST: usize = 20;

/// Recorded servers first, then the standard, then the providers.
fn rank(server: &Server) -> u8 {
    match server.provenance {
        Provenance::Recorded(_) => 0,
        Provenance::Standard(_) => 1,
        Provenance::PublicTranscripts(_) => 2,
    }
}

/// Whether what was said at `place` may be an answer to one of `commands` (as `data/codes.toml` names them).
fn fits(place: Place, commands: &[&str]) -> bool {
    commands.iter().any(|command| *command == place.name()) || commands.contains(&"any")
}

/// Whether `text`, as a server said it, is `pattern`, in which `<...>` and `...` stand for anything.
pub(super) fn is_like(pattern: &str, text: &str) -> bool {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once('<') {
        pieces.push(before);
        rest = behind.split_once('>').map_or("", |(slot, tail)| {
            // <LF> and <CR> are what they say.
            if slot.bytes().all(|octet| octet.is_ascii_uppercase()) { behind } else { tail }
        });
    }
    pieces.push(rest);
    let pieces: Vec<&str> = pieces.iter().flat_map(|piece| piece.split("...")).collect();
    let Some((first, others)) = pieces.split_first() else { return false };
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    for (number, piece) in others.iter().enumerate() {
        let last = number + 1 == others.len();
        let at = if last { rest.ends_with(piece).then(|| rest.len() - piece.len()) } else { rest.find(piece) };
        let Some(at) = at else { return false };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
    }
    rest.is_empty() || others.last().is_some_and(|piece| piece.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_what_a_server_fills_in() {
        assert!(is_like("550 5.1.1 <addr>: no such user", "550 5.1.1 <a@b.example>: no such user"));
        assert!(is_like("421 4.7.0 <id> - gsmtp", "421 4.7.0 abc123 - gsmtp"));
        assert!(is_like("250 Ok", "250 Ok"));
        assert!(is_like("535 failed [<server>]", "535 failed [mail.example.com]"));
        assert!(!is_like("250 Ok", "250 Okay"));
        assert!(!is_like("521 bare <LF> received", "521 bare x received"));
        assert!(!is_like("550 <a> no <b> yes", "550 x no y maybe"));
    }

    #[test]
    fn a_reply_that_servers_give_is_met_by_itself() {
        for wanted in [220, 250, 354, 500, 501, 503, 530, 535, 550, 552] {
            let Try::Natural(timeline) = code(wanted, &["any"]) else { panic!("{wanted}") };
            assert_eq!(run::last_reply(&timeline).map(|reply| reply.code.0), Some(wanted));
        }
        assert!(matches!(code(556, &["RCPT"]), Try::Natural(_) | Try::Planned(_)));
        assert!(matches!(code(299, &["any"]), Try::None(_)));
    }
}
