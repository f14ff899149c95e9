use crate::record::{Event, EventKind};
use crate::spec::{ReplyClass, State};
use crate::wire::{visible, without_end};

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
