//! The moves of a session. Its fields are private: a server changes them by these names only, so that
//! each move is written once.

use super::awaiting::{Awaiting, Chunk};
use super::sasl::{Exchange, encode};
use super::{Effect, Event, Hello, Session, Slot, Transaction, Turn};
use crate::spec::ReplyKey;
use crate::wire::DataReader;

impl Session {
    /// EHLO or HELO was accepted: the client is known by `hello`, and no transaction is open (RFC 5321
    /// section 4.1.4).
    pub fn greet(&mut self, hello: Hello) {
        self.hello = Some(hello);
        self.reset_transaction();
    }

    /// MAIL was accepted: a mail transaction begins (RFC 5321 section 4.1.1.2).
    pub fn begin(&mut self, transaction: Transaction) {
        self.transaction = Some(transaction);
    }

    /// The open mail transaction, to add to it.
    pub fn transaction_mut(&mut self) -> Option<&mut Transaction> {
        self.transaction.as_mut()
    }

    /// The message is complete: its transaction is over (RFC 5321 section 4.1.1.4). Gives what it held.
    pub fn end_transaction(&mut self) -> Option<Transaction> {
        self.transaction.take()
    }

    /// The mail transaction is dropped (RFC 5321 section 4.1.1.5).
    pub fn reset_transaction(&mut self) {
        self.transaction = None;
        self.discarding = false;
    }

    /// The client's next line answers a challenge in `exchange`.
    pub fn await_sasl(&mut self, exchange: Exchange) {
        self.awaiting = Awaiting::SaslResponse(exchange);
    }

    /// The AUTH exchange is over, or goes on only if [`Session::await_sasl`] says so: commands come next.
    /// Gives the exchange; `None` where none was under way.
    pub fn end_exchange(&mut self) -> Option<Exchange> {
        if !matches!(self.awaiting, Awaiting::SaslResponse(_)) {
            return None;
        }
        match std::mem::replace(&mut self.awaiting, Awaiting::Command) {
            Awaiting::SaslResponse(exchange) => Some(exchange),
            _ => None,
        }
    }

    /// Message data come next, as `reader` reads them (RFC 5321 section 4.1.1.4).
    pub fn await_data(&mut self, reader: DataReader) {
        self.awaiting = Awaiting::Data(reader, Vec::new());
    }

    /// A chunk comes next (RFC 3030 section 2). It belongs to the open transaction, unless it is thrown away.
    pub fn await_chunk(&mut self, chunk: Chunk) {
        if let (Some(transaction), None) = (&mut self.transaction, &chunk.refusal) {
            transaction.chunks.get_or_insert_default();
        }
        self.awaiting = Awaiting::Chunk(chunk);
    }

    /// Whether a chunk was refused and the last one of its message has not come yet.
    pub fn discards_chunks(&self) -> bool {
        self.discarding
    }

    /// RFC 3207 section 4.2: after the handshake the server forgets all that it knew of the client.
    pub fn forget_client(&mut self) {
        self.hello = None;
        self.login = None;
        self.mechanism = None;
        self.reset_transaction();
    }

    /// Starts inside TLS, as on port 465 (RFC 8314 section 3.3). Only before the connection.
    pub fn begin_inside_tls(&mut self) {
        self.tls |= self.awaiting == Awaiting::Connection;
    }
}

impl Turn<'_> {
    /// AUTH goes on: says `challenge` in base64 and waits for the answer (RFC 4954 section 4).
    pub fn challenge(&mut self, exchange: Exchange, challenge: &[u8]) {
        // The log may ask what is waited for.
        self.session.await_sasl(exchange);
        self.say_with(ReplyKey::AuthChallenge, &[(Slot::Challenge, encode(challenge))]);
    }

    /// AUTH has succeeded: the client is logged in as `login`, the log hears of it, and the server says so.
    pub fn accept_login(&mut self, login: String, mechanism: &'static str) {
        self.session.login = Some(login.clone());
        self.session.mechanism = Some(mechanism);
        self.log(Event::LoggedIn(&login));
        self.say(ReplyKey::AuthOk);
    }

    /// Asks for the TLS handshake (RFC 3207 section 4): nothing is read in the clear any more.
    pub fn start_tls(&mut self) {
        self.session.awaiting = Awaiting::Handshake;
        self.effects.push(Effect::StartTls);
    }
}
