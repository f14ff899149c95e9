//! Programs that do what the session does, with its own values in them.

use serde_json::Value;

use crate::content::snippet::{FillError, StringSyntax, Values, fill};
use crate::record::{EventKind, Timeline};
use smtp_engine::session::Mailbox;

/// What each language has a program for, in the order of [`Program::templates`].
pub const TASKS: [&str; 2] = ["send", "test"];

/// The programs of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Its name in addresses.
    pub id: String,
    /// The language and what it sends with.
    pub name: String,
    /// The tests run it.
    pub executed: bool,
    /// What runs it.
    pub run: String,
    syntax: StringSyntax,
    templates: [String; 2],
}

/// Reads `reference/snippets.json`; nothing where it is another file.
pub fn read(json: &str) -> Option<Vec<Program>> {
    let rows: Value = serde_json::from_str(json).ok()?;
    rows.as_array()?.iter().map(program).collect()
}

fn program(row: &Value) -> Option<Program> {
    let text = |field: &str| row.get(field)?.as_str();
    Some(Program {
        id: text("id")?.to_owned(),
        name: format!("{} ({})", text("language")?, text("library")?),
        executed: row.get("executed")?.as_bool()?,
        run: text("run")?.to_owned(),
        syntax: StringSyntax::from_id(text("strings")?)?,
        templates: [text(TASKS[0])?.to_owned(), text(TASKS[1])?.to_owned()],
    })
}

impl Program {
    /// Its text for the task of that number, filled from `timeline`. Passwords are never taken from a session:
    /// `password` stands in their place.
    pub fn filled(&self, task: usize, timeline: &Timeline, password: &str) -> Result<String, FillError> {
        let template = self.templates.get(task).map_or("", String::as_str);
        let (from, to) = addresses(timeline);
        let usual = Values::of(timeline.world());
        let from = from.as_deref().unwrap_or(usual.from);
        let values = Values {
            host: &timeline.world().host,
            port: timeline.server().role.port(),
            user: timeline.session().login().unwrap_or(usual.user),
            password,
            from,
            to: to.as_deref().unwrap_or(usual.to),
            ..usual
        };
        fill(template, self.syntax, &values)
    }
}

/// Sender and first recipient of the mail in hand, else of the latest that the server took.
fn addresses(timeline: &Timeline) -> (Option<String>, Option<String>) {
    let pair = |from: &Mailbox, to: &[Mailbox]| ((!from.is_null()).then(|| from.to_string()), to.first().map(ToString::to_string));
    if let Some(mail) = timeline.session().transaction() {
        return pair(&mail.reverse_path, &mail.forward_paths);
    }
    let latest = timeline.events().iter().rev().find_map(|event| match &event.kind {
        EventKind::Delivered(mail) => Some(pair(&mail.reverse_path, &mail.forward_paths)),
        _ => None,
    });
    latest.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Action;
    use smtp_engine::session::{Timestamp, World};
    use smtp_servers::postfix;

    const JSON: &str = r#"[{"id":"x","language":"X","library":"y","strings":"four-digits","install":"","executed":true,"run":"x send.x",
        "send":"{{user}} {{password}} {{from}} {{to}} {{port}}","test":"{{host}}"}]"#;

    fn program() -> Program {
        read(JSON).expect("programs").remove(0)
    }

    #[test]
    fn a_fresh_session_gives_the_worlds_values() {
        let timeline = Timeline::new(&postfix::SUBMISSION, World::standard());
        let filled = program().filled(0, &timeline, "your password");
        assert_eq!(filled.as_deref(), Ok("alice@example.com your password alice@example.com bob@example.com 587"));
        assert_eq!(program().filled(1, &timeline, "").as_deref(), Ok("mail.example.com"));
    }

    #[test]
    fn the_mail_in_hand_gives_its_addresses() {
        let mut timeline = Timeline::new(&postfix::MX, World::standard());
        timeline.act(Action::Connect, Timestamp(0));
        for line in ["EHLO client.example.org", "MAIL FROM:<dave@example.org>", "RCPT TO:<carol@example.com>"] {
            timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(1));
        }
        let filled = program().filled(0, &timeline, "p");
        assert_eq!(filled.as_deref(), Ok("alice@example.com p dave@example.org carol@example.com 25"));
    }

    #[test]
    fn another_file_is_not_read() {
        for text in ["", "<html>", "{}", "[{}]"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
