use super::super::{
    CheckList, Chunk, Decision, Delivery, LastStep, Mailbox, MessageCheck, Protocol, Session, Slot, Transaction, Turn, World,
};
use crate::spec::ReplyKey;
use crate::syntax::Argument;
use crate::wire::DataReader;

/// DATA: the message comes next (RFC 5321 section 4.1.1.4).
pub fn data(turn: &mut Turn<'_>) {
    turn.say(ReplyKey::DataStart);
    turn.session.await_data(DataReader::default());
}

/// BDAT: a chunk of the message comes next (RFC 3030 section 2).
pub fn bdat(turn: &mut Turn<'_>) {
    let Argument::Chunk(chunk) = turn.parsed.argument else {
        return;
    };
    turn.session.await_chunk(Chunk { left: chunk.size.unwrap_or(0), last: chunk.last, refusal: None });
}

/// The lone dot came: the message is taken or refused, and the transaction is over (section 4.1.1.4).
pub fn end_of_data(turn: &mut Turn<'_>, message: Vec<u8>, reader: &DataReader) {
    finish(turn, message, reader.size(), ReplyKey::Queued);
}

/// All octets of a chunk came.
pub fn end_of_chunk(turn: &mut Turn<'_>, chunk: Chunk) {
    if let Some(refusal) = chunk.refusal {
        turn.session.discarding = !chunk.last;
        turn.refuse(refusal);
        return;
    }
    if !chunk.last {
        let octets = turn.session.transaction().and_then(|open| open.chunks.as_ref()).map_or(0, Vec::len);
        turn.say_with(ReplyKey::ChunkOk, &[(Slot::Octets, octets.to_string())]);
        return;
    }
    let chunks = turn.session.transaction_mut().and_then(|open| open.chunks.take());
    let message = (turn.server.hooks.chunked_message)(chunks.unwrap_or_default());
    let size = message.len() as u64;
    finish(turn, message, size, ReplyKey::ChunkQueued);
}

/// The whole message is there: the checks look at it while its transaction is still open.
fn finish(turn: &mut Turn<'_>, message: Vec<u8>, size: u64, key: ReplyKey) {
    let verdict = check(turn, &message, size);
    let Some(transaction) = turn.session.end_transaction() else {
        return;
    };
    if key == ReplyKey::Queued {
        turn.counts().last = LastStep::EndOfMessage;
    }
    match verdict {
        Ok(()) => queue(turn, transaction, message, key),
        Err(refusal) => turn.refuse(refusal),
    }
}

fn check(turn: &mut Turn<'_>, message: &[u8], size: u64) -> super::super::Verdict {
    let refused = |(at, check): (usize, &MessageCheck)| {
        (check.run)(turn, message, size).map_err(|refusal| refusal.by(Decision::Check(CheckList::Message, at)))
    };
    turn.server.checks.message.iter().enumerate().try_for_each(refused)
}

fn queue(turn: &mut Turn<'_>, transaction: Transaction, message: Vec<u8>, key: ReplyKey) {
    let queue_id = transaction.queue_id.clone().unwrap_or_default();
    let (mailboxes, relayed) = resolve(&transaction.forward_paths, turn.world);
    let trace = (turn.server.words.trace)(turn.session, turn.world, &transaction, &queue_id);
    let slots = [(Slot::QueueId, queue_id.clone()), (Slot::Octets, message.len().to_string())];
    turn.counts().idle_commands = 0;
    if turn.server.limits.errors.forgiven_by_message {
        turn.counts().errors = 0;
    }
    turn.say_with(key, &slots);
    let at = turn.session.now();
    let Transaction { reverse_path, forward_paths, .. } = transaction;
    turn.deliver(Delivery { reverse_path, forward_paths, mailboxes, relayed, queue_id, trace, message, at });
}

/// The local mailboxes of the recipients, each once, and the recipients that live elsewhere.
fn resolve(forward_paths: &[Mailbox], world: &World) -> (Vec<String>, Vec<Mailbox>) {
    let mut mailboxes: Vec<String> = Vec::new();
    let mut relayed = Vec::new();
    for path in forward_paths {
        if path.domain_name().is_none_or(|domain| world.is_local_domain(domain)) {
            for mailbox in world.mailboxes(&path.local_part) {
                if !mailboxes.contains(&mailbox) {
                    mailboxes.push(mailbox);
                }
            }
        } else {
            relayed.push(path.clone());
        }
    }
    (mailboxes, relayed)
}

impl Session {
    /// With what protocol the message at hand comes (RFC 3848).
    pub fn protocol(&self, transaction: &Transaction) -> Protocol {
        Protocol {
            extended: self.hello().is_some_and(|hello| hello.extended),
            tls: self.tls(),
            authenticated: self.login().is_some(),
            utf8: transaction.smtputf8,
        }
    }
}
