use super::dialogue::escaped;
use crate::record::{Action, EventKind, Timeline};

/// What stands before the steps.
const HEAD: &str = r#"# Says to a server what was said in the playground, and expects the same reply codes.
# Run it with: SMTP_HOST=127.0.0.1 SMTP_PORT=2525 python3 -m unittest FILE
import os
import socket
import ssl
import unittest


class Session(unittest.TestCase):
    def connect(self):
        host = os.environ.get("SMTP_HOST", "127.0.0.1")
        port = int(os.environ.get("SMTP_PORT", "2525"))
        self.socket = socket.create_connection((host, port), timeout=60)
        self.addCleanup(lambda: self.socket.close())
        self.file = self.socket.makefile("rb")

    def say(self, octets):
        self.socket.sendall(octets)

    def expect(self, code):
        line = self.file.readline()
        while line[3:4] == b"-":
            line = self.file.readline()
        self.assertEqual(line[:3].decode("ascii", "replace"), code, line)

    def start_tls(self):
        context = ssl.create_default_context()
        context.check_hostname = False  # a test server's certificate is signed by nobody
        context.verify_mode = ssl.CERT_NONE
        self.socket = context.wrap_socket(self.socket)
        self.file = self.socket.makefile("rb")

    def test_session(self):
"#;

/// The session as a test in Python, which needs nothing but Python.
pub fn python(timeline: &Timeline) -> String {
    let mut file = HEAD.to_owned();
    let mut step = |text: String| file.push_str(&format!("        {text}\n"));
    let mut events = timeline.events().iter().peekable();
    for (number, (_, action)) in timeline.actions().enumerate() {
        match action {
            Action::Send(octets) => step(format!("self.say(b\"{}\")", escaped(octets))),
            Action::Connect => step("self.connect()".to_owned()),
            Action::Disconnect => step("self.socket.close()".to_owned()),
            Action::Wait => {}
        }
        if *action == Action::Connect && timeline.is_inside_tls() {
            step("self.start_tls()".to_owned());
        }
        while let Some(event) = events.next_if(|event| event.input == number) {
            match &event.kind {
                EventKind::Reply(reply) => step(format!("self.expect(\"{}\")", reply.code)),
                EventKind::TlsStarted => step("self.start_tls()".to_owned()),
                _ => {}
            }
        }
    }
    if timeline.cursor() == 0 {
        step("pass".to_owned());
    }
    file
}
