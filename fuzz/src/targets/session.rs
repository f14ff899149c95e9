use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use playground::record::{Action, Dialogue, Event, EventKind, Handshake, Outcome, Timeline, export, read_link, write_link};
use smtp_engine::session::{Effect, Input, Reply, Server, Session, Timestamp, World};
use smtp_engine::spec::State;

use super::{START, assert_same, keep, replay};

/// What takes the place of a secret.
const REMOVED: &[u8] = b"cmVtb3ZlZA==";

/// What becomes of the TLS handshake, by number.
const HANDSHAKES: [Handshake; 3] = [Handshake::Done, Handshake::Fails, Handshake::Never];

/// A session: the first octet chooses the server, the second how it goes, the rest is what the client sends,
/// line by line.
pub fn session(data: &[u8]) {
    let Some((&[server, how], octets)) = data.split_first_chunk::<2>() else { return };
    let server = smtp_servers::ALL[usize::from(server) % smtp_servers::ALL.len()];
    let inside_tls = how & 1 > 0;
    let handshake = HANDSHAKES[usize::from(how >> 1) % HANDSHAKES.len()];
    let lines: Vec<&[u8]> = octets.split_inclusive(|&octet| octet == b'\n').collect();

    in_pieces(server, inside_tls, &lines, usize::from(how));

    let mut timeline = Timeline::new(server, World::standard()).with_handshake(handshake);
    if inside_tls {
        timeline = timeline.inside_tls();
    }
    timeline.act(Action::Connect, START);
    for (number, line) in lines.iter().enumerate() {
        timeline.act(Action::Send(line.to_vec()), START.plus(number as u64));
    }
    replay(&timeline);
    keep(&timeline);
    share(&timeline);
    dialogue_holds(&timeline);
}

/// One line after the other gives the same replies as the same lines in smaller pieces, and a reply each.
fn in_pieces(server: &'static Server, inside_tls: bool, lines: &[&[u8]], size: usize) {
    let (mut whole, mut parts) = (Talk::new(server, inside_tls), Talk::new(server, inside_tls));
    for line in lines {
        let before = (whole.session.state(), whole.session.reads_data(), whole.session.pending());
        let said = whole.send(line);
        one_reply_a_command(&whole, before, line, &said);
        let mut said_in_parts = Vec::new();
        for piece in line.chunks(1 + size % 7) {
            said_in_parts.extend(parts.send(piece));
        }
        assert_eq!(said, said_in_parts, "{server:?} {:?}", String::from_utf8_lossy(line));
        assert_eq!(whole.session.state(), parts.session.state());
    }
}

/// A whole command line that is read as one is answered once, unless a chunk follows it or the server hangs up.
fn one_reply_a_command(talk: &Talk, (state, reads_data, pending): (State, bool, usize), line: &[u8], said: &[String]) {
    let waits = matches!(state, State::Closed | State::Handshake) || reads_data || pending > 0;
    let closed = talk.session.state() == State::Closed;
    if waits || closed || !line.ends_with(b"\r\n") || line.len() > 500 || talk.session.reads_data() && said.is_empty() {
        return;
    }
    assert_eq!(said.len(), 1, "{:?} in {state:?}: {said:?} to {:?}", talk.server, String::from_utf8_lossy(line));
}

/// A session without a timeline, as `serve` has one.
struct Talk {
    server: &'static Server,
    world: World,
    session: Session,
    closed: bool,
    state: State,
}

impl Talk {
    fn new(server: &'static Server, inside_tls: bool) -> Self {
        let mut session = Session::new(Timestamp(START.0));
        if inside_tls {
            session.begin_inside_tls();
        }
        let mut talk = Self { server, world: World::standard(), session, closed: false, state: State::Closed };
        talk.give(Input::Connect);
        talk
    }

    fn send(&mut self, octets: &[u8]) -> Vec<String> {
        let mut said = self.give(Input::Octets(octets));
        if self.session.state() == State::Handshake {
            said.extend(self.give(Input::Handshake(true)));
        }
        said
    }

    /// The replies to `input`; whatever it is, effects belong together.
    fn give(&mut self, input: Input<'_>) -> Vec<String> {
        let mut effects = Vec::new();
        self.session.handle(input, self.server, &self.world, &mut effects);
        assert!(!self.closed || effects.is_empty(), "{:?} goes on behind its end: {effects:?}", self.server);
        let mut said = Vec::new();
        for effect in effects {
            match effect {
                Effect::Reply(reply) => {
                    well_formed(&reply);
                    said.push(reply.text);
                }
                Effect::Moved { from, to } => {
                    assert_eq!(from, self.state, "a move begins where the last one ended");
                    self.state = to;
                }
                Effect::Close => self.closed = true,
                Effect::Log(line) => assert!(!line.contains('\n'), "a line of the log is two: {line:?}"),
                _ => {}
            }
        }
        assert_eq!(self.state, self.session.state());
        assert!(!self.closed || self.state == State::Closed);
        said
    }
}

/// `Reply-line = *( Reply-code "-" [ textstring ] CRLF ) Reply-code [ SP textstring ] CRLF` (RFC 5321 section 4.2)
fn well_formed(reply: &Reply) {
    let text = &reply.text;
    let lines: Vec<&str> = text.strip_suffix("\r\n").unwrap_or_else(|| panic!("{text:?} has no end")).split("\r\n").collect();
    for (number, line) in lines.iter().enumerate() {
        let code = line.get(..3).and_then(|code| code.parse::<u16>().ok());
        assert_eq!(code, Some(reply.code.0), "{text:?}");
        let separator = if number + 1 < lines.len() { "-" } else { " " };
        // A bare CR may be an echo of what the client sent.
        assert!(line[3..].starts_with(separator) && !line.contains('\n'), "{text:?}");
    }
}

/// What a share link holds is the session, as far as no secret was left out; none is in it.
fn share(timeline: &Timeline) {
    let link = write_link(timeline);
    let read = read_link(&link.fragment).expect("a session");
    if link.secrets_removed == 0 {
        assert_same(&read, timeline);
    }
    let is_secret = |event: &&Event| matches!(&event.kind, EventKind::Answer(answer) if !is_public(answer) && answer != REMOVED);
    for secret in timeline.events().iter().filter(is_secret) {
        let kept = |event: &Event| event.input == secret.input && event.kind == secret.kind;
        assert!(!read.events().iter().any(kept), "{secret:?} is in the link");
    }
}

/// Whether an answer in AUTH says nothing, or words of the practice world's logins.
fn is_public(answer: &[u8]) -> bool {
    let Ok(plain) = STANDARD.decode(answer) else { return matches!(answer, b"" | b"*" | b"=") };
    let world = World::standard();
    let known: Vec<&str> = world.logins.iter().flat_map(|login| [login.name.as_str(), &login.password]).chain([""]).collect();
    plain.split(|&octet| octet == 0).all(|word| known.iter().any(|known| known.as_bytes() == word))
}

/// The session written as a test of the simulated server is one that holds.
fn dialogue_holds(timeline: &Timeline) {
    let file = export::dialogue(timeline);
    let read = Dialogue::read(&file).unwrap_or_else(|error| panic!("{error}\n{file}"));
    assert_eq!(read.play(), Outcome::Held, "\n{file}");
}
