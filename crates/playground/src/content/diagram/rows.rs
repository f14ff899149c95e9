use crate::record::{Event, EventKind};
use smtp_engine::spec::{ReplyClass, State};
use smtp_engine::wire::{visible, without_end};

/// So many lines of a message are drawn one by one; of a longer one only the first and the dot.
const DATA_LINES: usize = 4;

/// One row of a sequence diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The event that it shows.
    pub event: usize,
    /// It happened inside TLS.
    pub tls: bool,
    /// The number of its mail transaction, from 1.
    pub transaction: Option<usize>,
    /// What happened.
    pub kind: RowKind,
}

/// What a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The client says something.
    Client(String),
    /// So many more lines of the message.
    MoreLines(usize),
    /// The server replies: its class, the first line, and how many lines follow.
    Server(ReplyClass, String, usize),
    /// The connection was made.
    Connected,
    /// TLS from here on.
    TlsStarted,
    /// The server waited so many milliseconds.
    Delay(u32),
    /// A message was put into these mailboxes, or handed on to these addresses.
    Delivered(String),
    /// The server closed the connection.
    ServerClosed,
    /// The client closed the connection.
    ClientClosed,
}

/// What happened, as rows.
pub fn rows(events: &[Event]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut transactions = 0;
    let mut open = false;
    let mut data_lines = 0;
    for (number, event) in events.iter().enumerate() {
        let kind = match &event.kind {
            EventKind::Moved(from, to) => {
                open = mark(&mut rows, (*from, *to), &mut transactions);
                continue;
            }
            EventKind::Log(_) => continue,
            EventKind::Data(octets) => {
                let line = without_end(octets);
                data_lines += 1;
                if line != b"." && data_lines > DATA_LINES {
                    match rows.last_mut().map(|row| &mut row.kind) {
                        Some(RowKind::MoreLines(count)) => {
                            *count += 1;
                            continue;
                        }
                        _ => RowKind::MoreLines(1),
                    }
                } else {
                    RowKind::Client(visible(line))
                }
            }
            EventKind::Command { octets, .. } | EventKind::Answer(octets) => RowKind::Client(visible(octets)),
            EventKind::Reply(reply) => {
                let first = reply.text.lines().next().unwrap_or_default();
                RowKind::Server(reply.code.class(), visible(first.as_bytes()), reply.text.lines().count().saturating_sub(1))
            }
            EventKind::Connected => RowKind::Connected,
            EventKind::TlsStarted => RowKind::TlsStarted,
            EventKind::Delay(milliseconds) => RowKind::Delay(*milliseconds),
            EventKind::Delivered(delivery) => {
                let names = delivery.mailboxes.iter().cloned().chain(delivery.relayed.iter().map(ToString::to_string));
                RowKind::Delivered(names.map(|name| visible(name.as_bytes())).collect::<Vec<_>>().join(", "))
            }
            EventKind::ServerClosed => RowKind::ServerClosed,
            EventKind::ClientClosed => RowKind::ClientClosed,
        };
        if !matches!(event.kind, EventKind::Data(_)) {
            data_lines = 0;
        }
        rows.push(Row { event: number, tls: event.tls, transaction: open.then_some(transactions), kind });
    }
    rows
}

/// A transaction begins with the command that opened it, not only behind its reply. Whether one is open now.
fn mark(rows: &mut [Row], (from, to): (State, State), transactions: &mut usize) -> bool {
    if to.in_transaction() && !from.in_transaction() && from != State::Authenticating {
        *transactions += 1;
        let command = rows.iter().rposition(|row| matches!(row.kind, RowKind::Client(_))).unwrap_or(rows.len());
        rows.iter_mut().skip(command).for_each(|row| row.transaction = Some(*transactions));
    }
    to.in_transaction()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Action, Timeline};
    use smtp_engine::session::{Timestamp, World};
    use smtp_servers::postfix;

    fn play(lines: &[&str]) -> Vec<Row> {
        let mut timeline = Timeline::new(&postfix::MX, World::standard());
        timeline.act(Action::Connect, Timestamp(0));
        for line in lines {
            timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(0));
        }
        rows(timeline.events())
    }

    fn said(rows: &[Row], transaction: usize) -> Vec<&str> {
        let of = rows.iter().filter(|row| row.transaction == Some(transaction));
        of.filter_map(|row| if let RowKind::Client(text) = &row.kind { Some(text.as_str()) } else { None }).collect()
    }

    #[test]
    fn a_transaction_goes_from_mail_to_its_end() {
        let rows =
            play(&["EHLO a.example", "MAIL FROM:<>", "RSET", "MAIL FROM:<>", "RCPT TO:<bob@example.com>", "DATA", "Hi", ".", "QUIT"]);
        assert_eq!(said(&rows, 1), ["MAIL FROM:<>", "RSET"]);
        assert_eq!(said(&rows, 2), ["MAIL FROM:<>", "RCPT TO:<bob@example.com>", "DATA", "Hi", "."]);
        assert!(rows.iter().any(|row| row.transaction == Some(2) && row.kind == RowKind::Delivered("bob".into())));
        assert_eq!(rows.last().map(|row| &row.kind), Some(&RowKind::ServerClosed));
    }

    #[test]
    fn tls_begins_with_the_handshake() {
        let rows = play(&["EHLO a.example", "STARTTLS", "EHLO a.example"]);
        let first = rows.iter().position(|row| row.tls);
        assert_eq!(first.and_then(|first| rows.get(first)).map(|row| &row.kind), Some(&RowKind::TlsStarted));
        assert!(rows.iter().skip(first.unwrap_or(0)).all(|row| row.tls));
    }

    #[test]
    fn a_long_message_takes_few_rows() {
        let mut lines = vec!["EHLO a.example", "MAIL FROM:<>", "RCPT TO:<bob@example.com>", "DATA"];
        lines.extend(std::iter::repeat_n("A line.", 500));
        lines.push(".");
        let rows = play(&lines);
        assert!(rows.iter().any(|row| row.kind == RowKind::MoreLines(500 - DATA_LINES)), "{rows:?}");
        assert!(rows.len() < 30);
    }
}
