//! Does what a session decided, in its order. A reply that takes a message is sent once the message is stored.

use std::error::Error;
use std::io;

use tokio::io::AsyncWrite;
use tokio::time::sleep;

use super::connection::{Connection, Next};
use super::http::Summary;
use super::service::{complain, log};
use super::store::Origin;
use smtp_engine::session::{Delivery, Effect};
use smtp_engine::spec::ReplyKey;

/// So much output is sent even though more is to come.
const FULL: usize = 64 * 1024;

impl Connection {
    /// Does all that was decided, and says what comes next on the line.
    pub(super) async fn perform<S: AsyncWrite + Unpin>(&mut self, stream: &mut S) -> io::Result<Next> {
        let mut next = Next::Read;
        let mut effects = std::mem::take(&mut self.effects);
        // What stands between the reply that takes a message and the message itself.
        let mut waiting: Option<Vec<Effect>> = None;
        for effect in effects.drain(..) {
            match (effect, &mut waiting) {
                (Effect::Deliver(delivery), _) => {
                    let taken = waiting.take().unwrap_or_default();
                    let said = if self.store(delivery).await { taken } else { self.refuse_storage() };
                    for effect in said {
                        self.act(effect, stream, &mut next).await?;
                    }
                }
                (effect, Some(waiting)) => waiting.push(effect),
                (effect, None) if takes_message(&effect) => waiting = Some(vec![effect]),
                (effect, None) => self.act(effect, stream, &mut next).await?,
            }
        }
        for effect in waiting.into_iter().flatten() {
            self.act(effect, stream, &mut next).await?;
        }
        self.effects = effects;
        self.flush(stream).await?;
        Ok(next)
    }

    async fn act<S: AsyncWrite + Unpin>(&mut self, effect: Effect, stream: &mut S, next: &mut Next) -> io::Result<()> {
        match effect {
            Effect::Delay(time) => {
                self.flush(stream).await?;
                tokio::select! {
                    () = sleep(time) => {}
                    () = self.end.begins() => {}
                }
            }
            Effect::Reply(reply) => {
                if let Some(recorder) = &mut self.recorder {
                    recorder.say(&reply);
                }
                self.output.extend_from_slice(reply.text.as_bytes());
            }
            Effect::StartTls => *next = Next::Handshake,
            Effect::Log(line) => log(&line),
            Effect::Close => *next = Next::Close,
            // Messages are stored by `perform`. What else it tells is for onlookers.
            _ => {}
        }
        if self.output.len() > FULL { self.flush(stream).await } else { Ok(()) }
    }

    /// Whether the message is stored now.
    async fn store(&mut self, delivery: Box<Delivery>) -> bool {
        if let Some(recorder) = &mut self.recorder {
            recorder.take(&delivery);
        }
        let service = self.endpoint.service.clone();
        let delivery = if service.store.has_files() {
            match self.write(delivery).await {
                Ok(delivery) => {
                    service.storing.is_over();
                    delivery
                }
                Err(error) => {
                    if let Some(recorder) = &mut self.recorder {
                        recorder.lose();
                    }
                    service.storing.say(&error);
                    return false;
                }
            }
        } else {
            delivery
        };
        let origin = Origin { server: self.endpoint.server, session: self.recorder.as_ref().map(|recorder| recorder.number) };
        if let Some(stored) = service.store.keep(*delivery, origin)
            && service.sessions.is_watched()
        {
            service.sessions.tell("message", &Summary::of(&stored));
        }
        true
    }

    /// Writes the message to files, in a thread for that; why it could not be.
    async fn write(&mut self, delivery: Box<Delivery>) -> Result<Box<Delivery>, String> {
        let service = self.endpoint.service.clone();
        self.untold.push(delivery.queue_id.clone());
        let write = move || service.store.write(&delivery).map(|()| delivery);
        let written = match tokio::task::spawn_blocking(write).await {
            Ok(Ok(delivery)) => Ok(delivery),
            Ok(Err(error)) => Err(format!("{error}: {}", error.source().map_or_else(String::new, ToString::to_string))),
            Err(error) => Err(error.to_string()),
        };
        if written.is_err() {
            self.untold.pop();
        }
        written
    }

    /// What is said instead of the reply that would take the message.
    fn refuse_storage(&mut self) -> Vec<Effect> {
        let mut said = Vec::new();
        let endpoint = &*self.endpoint;
        self.session.refuse_storage(endpoint.server, &endpoint.service.world, &mut said);
        said
    }
}

impl Drop for Connection {
    /// A message that is stored though its client was not told will come again (RFC 5321 section 6.1): somebody who
    /// counts messages should know why there are two.
    fn drop(&mut self) {
        for queue_id in self.untold.drain(..) {
            complain(&format!("message {queue_id} is stored, but the client was not told so: it may send it again"));
        }
    }
}

/// Whether the effect is the first reply that takes a message.
fn takes_message(effect: &Effect) -> bool {
    matches!(effect, Effect::Reply(reply) if matches!(reply.key, ReplyKey::Queued | ReplyKey::ChunkQueued | ReplyKey::PrdrStart))
}
