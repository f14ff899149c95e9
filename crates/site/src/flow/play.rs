use super::client::Client;
use super::{Does, Flow, FlowError, FlowSession, Step};
use playground::record::{Event, EventKind, Timeline};
use smtp_engine::session::{Delivery, Timestamp};

/// A Sunday morning: the moment of the first step of every flow.
const BEGIN: Timestamp = Timestamp(1_795_341_600_000);

/// Between two steps.
const PAUSE: u64 = 1000;

/// A session of a flow, played.
#[derive(Debug)]
pub struct PlayedSession<'f> {
    /// The session.
    pub session: &'f FlowSession,
    /// Its steps and what came of them.
    pub steps: Vec<PlayedStep<'f>>,
    /// All of it, for a link into the playground.
    pub timeline: Timeline,
}

/// A step, played.
#[derive(Debug)]
pub struct PlayedStep<'f> {
    /// The step.
    pub step: &'f Step,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// The client's message in AUTH before it was put into base64.
    pub clear: Option<String>,
}

impl PlayedStep<'_> {
    /// The codes of the server's replies.
    pub fn codes(&self) -> Vec<String> {
        let code = |event: &Event| match &event.kind {
            EventKind::Reply(reply) => Some(reply.text.chars().take(3).collect()),
            _ => None,
        };
        self.events.iter().filter_map(code).collect()
    }

    /// The messages that the server took.
    pub fn deliveries(&self) -> impl Iterator<Item = &Delivery> {
        self.events.iter().filter_map(|event| match &event.kind {
            EventKind::Delivered(delivery) => Some(&**delivery),
            _ => None,
        })
    }

    /// Whether the server closed.
    pub fn closed(&self) -> bool {
        self.events.iter().any(|event| event.kind == EventKind::ServerClosed)
    }

    /// What goes otherwise than the flow says.
    fn differs(&self) -> Option<String> {
        let (codes, delivered) = (self.codes(), self.deliveries().count());
        if codes != self.step.expect {
            return Some(format!("should be answered {:?}, but is {codes:?}: {:?}", self.step.expect, self.replies()));
        }
        if delivered != usize::from(self.step.delivers) {
            return Some(format!("says delivers = {}, but the server takes {delivered} messages", self.step.delivers));
        }
        (self.closed() != self.step.closes).then(|| format!("says closes = {}, but the server does otherwise", self.step.closes))
    }

    /// The server's replies, without the last line end.
    pub fn replies(&self) -> Vec<&str> {
        let text = |event| match event {
            &Event { kind: EventKind::Reply(ref reply), .. } => Some(reply.text.trim_end()),
            _ => None,
        };
        self.events.iter().filter_map(text).collect()
    }
}

impl Flow {
    /// Plays all sessions, one after the other.
    ///
    /// # Errors
    /// A step at which the server does not what the flow says.
    pub fn play(&self) -> Result<Vec<PlayedSession<'_>>, FlowError> {
        let mut now = BEGIN;
        self.sessions.iter().map(|session| self.play_session(session, &mut now)).collect()
    }

    fn play_session<'f>(&'f self, session: &'f FlowSession, now: &mut Timestamp) -> Result<PlayedSession<'f>, FlowError> {
        let mut timeline = Timeline::new(session.server, session.world.clone());
        if session.inside_tls {
            timeline = timeline.inside_tls();
        }
        let mut client = Client::default();
        let mut steps = Vec::new();
        for step in &session.steps {
            let wrong = |reason: String| FlowError::Step { flow: self.id.clone(), step: step.id.clone(), reason };
            let before = timeline.events().len();
            let (action, clear) = client.act(&step.does, &timeline).map_err(wrong)?;
            *now = now.plus(if let Does::Wait(seconds) = step.does { seconds.saturating_mul(1000) } else { PAUSE });
            timeline.act(action, *now);
            let played = PlayedStep { step, events: timeline.events().get(before..).unwrap_or_default().to_vec(), clear };
            if let Some(reason) = played.differs() {
                return Err(wrong(reason));
            }
            steps.push(played);
        }
        Ok(PlayedSession { session, steps, timeline })
    }
}
