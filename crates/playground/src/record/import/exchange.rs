use super::guess::{guess_role, guess_server};
use super::world::fitting;
use super::{LogKind, Spoken};
use crate::record::{Action, Timeline};
use smtp_engine::session::{Role, Server, Timestamp, World};

/// What programs write in the place of a password.
const HIDDEN: [&str; 3] = ["[credentials hidden]", "/* secret */", "/* hidden */"];

/// Something that the client did, and what the server really answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// The line that the client sent, without its end; nothing where it connected.
    pub said: Option<String>,
    /// The replies, each by its lines; nothing where the log does not tell.
    pub replies: Option<Vec<Vec<String>>>,
}

/// A log that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Who wrote it.
    pub kind: LogKind,
    /// What happened, in its order.
    pub exchanges: Vec<Exchange>,
    /// How many lines hide a password, so that the login cannot be played as it was.
    pub hidden: usize,
    /// The message itself is not in the log.
    pub message_left_out: bool,
    /// Which server it was and in which role, where somebody has told it already.
    pub told: Option<(Option<String>, Option<Role>)>,
}

impl Imported {
    /// A dialogue that the decoder has read: the server that it took it for, its role, and what the client said and got.
    pub fn of_dialogue<'t>(
        server: Option<&str>,
        role: Option<&str>,
        turns: impl Iterator<Item = (Option<&'t str>, Option<&'t str>)>,
    ) -> Self {
        let mut spoken = vec![Spoken::Connected];
        for (client, reply) in turns {
            // What a client says in one turn may be a whole message.
            let lines = client.iter().flat_map(|client| client.lines());
            spoken.extend(lines.map(|line| match reply {
                Some(_) => Spoken::Client(line.to_owned()),
                None => Spoken::Unanswered(line.to_owned()),
            }));
            spoken.extend(reply.iter().flat_map(|reply| reply.lines()).map(|line| Spoken::Server(line.to_owned())));
        }
        let mut imported = assemble(LogKind::Transcript, spoken);
        imported.told = Some((server.map(str::to_owned), role.and_then(Role::from_id)));
        imported
    }

    /// The server that it was, as far as its words tell, in the role that the session needs.
    pub fn server(&self) -> Option<&'static Server> {
        let role = self.role();
        let id = match &self.told {
            Some((id, _)) => id.as_deref()?,
            None => guess_server(&self.exchanges)?,
        };
        smtp_servers::find(id, role).or_else(|| smtp_servers::first(id))
    }

    /// The role that the session needs.
    pub fn role(&self) -> Role {
        let told = self.told.as_ref().and_then(|(_, role)| *role);
        told.unwrap_or_else(|| guess_role(&self.exchanges))
    }

    /// The world in which that may have happened: whom the server took and refused, its domains, logins and limit.
    pub fn world(&self) -> World {
        fitting(&self.exchanges)
    }

    /// What the client did, played to `server` in the world that fits it.
    pub fn play(&self, server: &'static Server) -> Timeline {
        let says = |verb: &str| self.exchanges.iter().filter_map(|exchange| exchange.said.as_ref()).any(|line| starts(line, verb));
        let mut timeline = Timeline::new(server, self.world());
        // Logging in without STARTTLS: it was inside TLS from the start.
        if says("AUTH") && !says("STARTTLS") {
            timeline = timeline.inside_tls();
        }
        for (index, exchange) in self.exchanges.iter().enumerate() {
            let action = match &exchange.said {
                Some(line) => Action::Send(format!("{line}\r\n").into_bytes()),
                None => Action::Connect,
            };
            timeline.act(action, Timestamp(START + index as u64));
        }
        timeline
    }
}

/// When an imported session is played: the moment of the recordings.
const START: u64 = 1_795_341_600_000;

/// Whether `line` is the command `verb`.
pub(super) fn starts(line: &str, verb: &str) -> bool {
    line.get(..verb.len()).is_some_and(|start| start.eq_ignore_ascii_case(verb))
}

/// Puts each reply behind the line that it answers.
pub(super) fn assemble(kind: LogKind, spoken: Vec<Spoken>) -> Imported {
    let mut session = Assembly {
        imported: Imported { kind, exchanges: Vec::new(), hidden: 0, message_left_out: false, told: None },
        ..Assembly::default()
    };
    for spoken in spoken {
        match spoken {
            Spoken::Connected => session.connect(),
            Spoken::Client(line) => session.client(line, true),
            Spoken::Unanswered(line) => session.client(line, false),
            Spoken::Server(line) => session.server(line),
        }
    }
    session.imported
}

/// A session as far as it was put together.
struct Assembly {
    imported: Imported,
    /// The exchanges that have no reply yet, in their order.
    waiting: Vec<usize>,
    /// The lines of the reply that comes in now.
    reply: Vec<String>,
    /// What the client says is a message.
    in_message: bool,
}

impl Default for Assembly {
    fn default() -> Self {
        let imported = Imported { kind: LogKind::Transcript, exchanges: Vec::new(), hidden: 0, message_left_out: false, told: None };
        Self { imported, waiting: Vec::new(), reply: Vec::new(), in_message: false }
    }
}

impl Assembly {
    fn connect(&mut self) {
        self.waiting = vec![self.imported.exchanges.len()];
        self.in_message = false;
        self.imported.exchanges.push(Exchange::default());
    }

    fn client(&mut self, line: String, answered: bool) {
        if self.imported.exchanges.is_empty() {
            self.connect();
            // The log begins behind the greeting.
            self.waiting.clear();
        }
        if HIDDEN.iter().any(|hidden| holds_hidden(&line, hidden)) {
            self.imported.hidden += 1;
        }
        let place = self.imported.exchanges.len();
        let ends_message = self.in_message && line == ".";
        let silent = self.in_message && !ends_message;
        if ends_message {
            self.in_message = false;
        }
        if answered && !silent {
            self.waiting.push(place);
        } else if !answered {
            // Nor is it known what those before it were answered.
            self.waiting.clear();
        }
        if !answered && starts(&line, "DATA") {
            self.in_message = true;
        }
        let replies = (answered && silent).then(Vec::new);
        self.imported.exchanges.push(Exchange { said: Some(line), replies });
    }

    fn server(&mut self, line: String) {
        if self.imported.exchanges.is_empty() {
            self.connect();
        }
        let goes_on = line.as_bytes().get(3) == Some(&b'-');
        self.reply.push(line);
        if goes_on {
            return;
        }
        let reply = std::mem::take(&mut self.reply);
        if self.in_message {
            // The message itself is not in the log: an empty one takes its place.
            self.imported.message_left_out = true;
            self.client(".".to_owned(), true);
        }
        let place = if self.waiting.is_empty() { self.imported.exchanges.len().saturating_sub(1) } else { self.waiting.remove(0) };
        let asks_for_message = reply.last().is_some_and(|line| line.starts_with("354"));
        if let Some(exchange) = self.imported.exchanges.get_mut(place) {
            self.in_message = asks_for_message && exchange.said.as_ref().is_some_and(|said| starts(said, "DATA"));
            exchange.replies.get_or_insert_default().push(reply);
        }
    }
}

/// Whether a program wrote `hidden` into `line`, as it is or in base64.
fn holds_hidden(line: &str, hidden: &str) -> bool {
    use base64::Engine as _;
    let decoded = line.rsplit(' ').next().and_then(|word| base64::engine::general_purpose::STANDARD.decode(word).ok());
    line.contains(hidden) || decoded.is_some_and(|plain| plain.windows(hidden.len()).any(|window| window == hidden.as_bytes()))
}
