//! The session of the first screen, without a browser.

use playground::queries::hint::{Hint, hint};
use playground::queries::incoming::Incoming;
use playground::queries::paste;
use playground::queries::status::Mode;
use playground::record::{Action, Event, Timeline, hand_over};
use smtp_engine::session::{Timestamp, World};
use smtp_engine::spec::State;
use smtp_servers::postfix;

/// A session with the server that the page begins with.
pub(super) struct Conversation {
    timeline: Timeline,
    incoming: Incoming,
    shown: usize,
}

impl Conversation {
    /// The client has connected, and was greeted.
    pub(super) fn new(now: Timestamp) -> Self {
        let mut timeline = Timeline::new(&postfix::MX, World::standard());
        timeline.act(Action::Connect, now);
        let shown = timeline.events().len();
        Self { timeline, incoming: Incoming::default(), shown }
    }

    /// Sends `text` line by line, or connects where there is no connection; returns what was not sent, as the server
    /// had closed.
    pub(super) fn say(&mut self, text: &str, now: Timestamp) -> String {
        let moment = self.timeline.moment(now);
        if self.timeline.state() == State::Closed {
            self.timeline.act(Action::Connect, moment);
            return text.to_owned();
        }
        let client = if text.contains('\n') { paste::client_lines(text) } else { None };
        let text = client.as_deref().unwrap_or(text);
        let lines = paste::lines(text);
        for (number, line) in lines.iter().enumerate() {
            if self.timeline.state() == State::Closed {
                return lines.get(number..).unwrap_or_default().join("\n");
            }
            self.timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), moment);
        }
        String::new()
    }

    /// What happened since the last time this was asked.
    pub(super) fn news(&mut self) -> &[Event] {
        let news = self.timeline.events().get(self.shown..).unwrap_or_default();
        self.shown = self.timeline.events().len();
        news.iter().for_each(|event| self.incoming.take(&event.kind));
        news
    }

    /// What the page needs to go on.
    pub(super) fn record(&self) -> String {
        hand_over(&self.timeline)
    }

    pub(super) fn state(&self) -> State {
        self.timeline.state()
    }

    /// Whether the connection goes through TLS.
    pub(super) fn is_encrypted(&self) -> bool {
        self.timeline.state() != State::Closed && self.timeline.session().tls()
    }

    pub(super) fn mode(&self) -> Mode {
        Mode::of(&self.timeline)
    }

    pub(super) fn hint(&self) -> Hint {
        hint(&self.timeline, &self.incoming)
    }

    /// The name of the server's host, and its port.
    pub(super) fn peer(&self) -> (&str, String) {
        (&self.timeline.world().host, self.timeline.server().role.port().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use playground::queries::first_screen::LABELS;
    use playground::record::{EventKind, take_over};

    const WHOLE: &str = "EHLO client.example.org\nMAIL FROM:<joe@example.org>\nRCPT TO:<alice@example.com>\nDATA\n\
                         From: joe@example.org\nTo: alice@example.com\nSubject: Hi\n\nHello\n.\nQUIT";

    fn codes(events: &[Event]) -> Vec<String> {
        let code = |event: &Event| if let EventKind::Reply(reply) = &event.kind { Some(reply.code.to_string()) } else { None };
        events.iter().filter_map(code).collect()
    }

    #[test]
    fn a_whole_mail_is_sent_and_the_page_can_go_on() {
        let mut conversation = Conversation::new(Timestamp(1000));
        assert!(codes(conversation.news()).is_empty());
        assert_eq!(conversation.say(WHOLE, Timestamp(2000)), "");
        assert_eq!(codes(conversation.news()), ["250", "250", "250", "354", "250", "221"]);
        assert_eq!(conversation.mode(), Mode::Closed);
        let after = take_over(&conversation.record(), &postfix::MX, World::standard()).unwrap();
        assert_eq!(after.events(), conversation.timeline.events());
    }

    #[test]
    fn what_stands_behind_the_close_is_given_back() {
        let mut conversation = Conversation::new(Timestamp(1000));
        assert_eq!(conversation.say("QUIT\nNOOP\nRSET", Timestamp(2000)), "NOOP\nRSET");
        assert_eq!(conversation.say("NOOP\nRSET", Timestamp(3000)), "NOOP\nRSET");
        assert_eq!(conversation.state(), State::Connected);
    }

    #[test]
    fn of_a_pasted_transcript_the_client_speaks() {
        let mut conversation = Conversation::new(Timestamp(1000));
        conversation.say("S: 220 x\nC: NOOP\nS: 250 ok\nC: NOOP", Timestamp(2000));
        assert_eq!(codes(conversation.news()), ["250", "250"]);
    }

    #[test]
    fn all_its_hints_are_in_the_list_of_words() {
        let mut conversation = Conversation::new(Timestamp(1000));
        for line in "EHLO a\nSTARTTLS\nEHLO a\nAUTH LOGIN\nYQ==\nYQ==\n".lines().chain(WHOLE.lines()) {
            conversation.say(line, Timestamp(2000));
            conversation.news();
            let said = conversation.hint().label;
            assert!(LABELS.contains(&said), "{said:?} is not in the list");
        }
    }
}
