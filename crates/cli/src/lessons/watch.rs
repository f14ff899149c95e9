//! `serve --lesson`: a student's program talks to the server of an exercise, and its conditions are watched.
//!
//! One connection at a time drives one `Timeline`: what the page judges and what is judged here are the same
//! inputs to the same engine.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use playground::record::{Action, EventKind, Timeline};
use smtp_engine::session::Timestamp;
use smtp_engine::spec::State;
use smtp_playground_lessons::{Attempt, Exercise, HandIn, Set};
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::files::sets;
use super::{FileError, progress::Watch};
use crate::serve::{TlsError, acceptor};

/// A client that says nothing for so long is hung up on.
const LONGEST_SILENCE: Duration = Duration::from_secs(300);

/// What is watched, and where.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// `SET#EXERCISE`: a file, the name of a track or `course`, and the name of the exercise.
    pub(crate) lesson: String,
    /// Where it listens.
    pub(crate) listen: SocketAddr,
    /// Where the certificate goes that clients should trust.
    pub(crate) certificate: Option<PathBuf>,
    /// Where the hand-in goes.
    pub(crate) hand_in: Option<PathBuf>,
    /// Whose it is.
    pub(crate) student: String,
}

/// Why an exercise cannot be watched.
#[derive(Debug, Error)]
pub(crate) enum WatchError {
    /// Not `SET#EXERCISE`.
    #[error("--lesson takes SET#EXERCISE, such as client#client-first or week3.toml#two-letters, not '{0}'")]
    Form(String),
    /// The set cannot be read.
    #[error(transparent)]
    Set(#[from] FileError),
    /// There is no such exercise.
    #[error("the set has no exercise '{given}'; there are: {known}")]
    Exercise {
        /// What was given.
        given: String,
        /// Those that there are.
        known: String,
    },
    /// Its start is in the middle of a session.
    #[error("'{0}' begins in the middle of a session; a program can do only those that begin with the connection")]
    Begun(String),
    /// TLS cannot be offered.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The address or the system does not allow it.
    #[error("cannot serve on {0}")]
    Serve(SocketAddr, #[source] io::Error),
    /// The hand-in cannot be written.
    #[error("cannot write the hand-in to {0}")]
    HandIn(PathBuf, #[source] io::Error),
}

/// Watches until the exercise is solved or Ctrl-C; whether it is solved.
pub(crate) fn run(options: &Options) -> Result<bool, WatchError> {
    let (set, exercise) = find(&options.lesson)?;
    let tls = acceptor(&exercise.world.host, options.certificate.as_deref())?;
    let failed = |error| WatchError::Serve(options.listen, error);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let mut session = Session { timeline: empty(&exercise), watch: Watch::new(&exercise), tls };
    println!("{}: {}", exercise.id, exercise.title.get("en"));
    let solved = runtime.block_on(serve(options.listen, &mut session)).map_err(failed)?;
    if let Some(path) = &options.hand_in {
        write_hand_in(path, &set, &exercise, &options.student, session.timeline)?;
    }
    println!("{}", if solved { "solved" } else { "not solved" });
    Ok(solved)
}

/// The exercise that `SET#EXERCISE` names, and its set.
pub(crate) fn find(lesson: &str) -> Result<(Set, Exercise), WatchError> {
    let (name, id) = lesson.rsplit_once('#').ok_or_else(|| WatchError::Form(lesson.to_owned()))?;
    let all = sets(Path::new(name))?;
    let found = all.iter().find_map(|set| set.exercise(id).map(|exercise| (set.clone(), exercise.clone())));
    let known = || all.iter().flat_map(|set| &set.exercises).map(|exercise| exercise.id.as_str()).collect::<Vec<_>>().join(", ");
    let (set, exercise) = found.ok_or_else(|| WatchError::Exercise { given: id.to_owned(), known: known() })?;
    if exercise.start_len() > 1 {
        return Err(WatchError::Begun(id.to_owned()));
    }
    Ok((set, exercise))
}

/// A session that nobody has connected to.
fn empty(exercise: &Exercise) -> Timeline {
    let timeline = Timeline::new(exercise.server, exercise.world.clone()).with_handshake(exercise.handshake);
    if exercise.inside_tls { timeline.inside_tls() } else { timeline }
}

fn write_hand_in(path: &Path, set: &Set, exercise: &Exercise, student: &str, timeline: Timeline) -> Result<(), WatchError> {
    let attempt = Attempt { exercise: exercise.id.clone(), hints: 0, pick: None, timeline };
    let hand_in = HandIn { set: set.id.clone(), student: student.to_owned(), attempts: vec![attempt] };
    std::fs::write(path, hand_in.write(|_| exercise.world.clone())).map_err(|error| WatchError::HandIn(path.to_owned(), error))
}

/// What is watched.
struct Session<'e> {
    timeline: Timeline,
    watch: Watch<'e>,
    tls: TlsAcceptor,
}

async fn serve(listen: SocketAddr, session: &mut Session<'_>) -> io::Result<bool> {
    let listener = TcpListener::bind(listen).await?;
    println!("listening on {}", listener.local_addr()?);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = tokio::signal::ctrl_c() => return Ok(session.watch.is_solved()),
        };
        let (stream, _) = accepted?;
        tokio::select! {
            // What goes wrong with one connection ends that connection only.
            _ = session.connection(stream) => {}
            _ = tokio::signal::ctrl_c() => return Ok(session.watch.is_solved()),
        }
        session.act(Action::Disconnect);
        if session.watch.is_solved() {
            return Ok(true);
        }
    }
}

/// Why a connection is read no further in the way it was.
enum Pause {
    /// TLS comes now.
    Tls,
    /// It is over.
    Over,
}

impl Session<'_> {
    async fn connection(&mut self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        if self.timeline.is_inside_tls() {
            let mut secured = self.tls.clone().accept(stream).await?;
            let events = self.act(Action::Connect);
            self.talk(&mut secured, events).await?;
            return secured.shutdown().await;
        }
        let events = self.act(Action::Connect);
        if let Pause::Tls = self.talk(&mut stream, events).await? {
            let mut secured = self.tls.clone().accept(stream).await?;
            let events = self.timeline.events().len();
            self.talk(&mut secured, events).await?;
            return secured.shutdown().await;
        }
        stream.shutdown().await
    }

    /// Says what has happened since `events`, and goes on until the connection ends or TLS begins.
    async fn talk<S: AsyncRead + AsyncWrite + Unpin>(&mut self, stream: &mut S, mut events: usize) -> io::Result<Pause> {
        let mut buffer = vec![0; 16_384];
        loop {
            if let Some(pause) = self.say(stream, events).await? {
                return Ok(pause);
            }
            let read = tokio::time::timeout(LONGEST_SILENCE, stream.read(&mut buffer)).await;
            let count = read.unwrap_or(Ok(0))?;
            if count == 0 {
                return Ok(Pause::Over);
            }
            events = self.act(Action::Send(buffer.get(..count).unwrap_or_default().to_vec()));
        }
    }

    /// Writes the replies among the events from `events` on, each after its delay.
    async fn say<S: AsyncWrite + Unpin>(&mut self, stream: &mut S, events: usize) -> io::Result<Option<Pause>> {
        let new: Vec<EventKind> = self.timeline.events().iter().skip(events).map(|event| event.kind.clone()).collect();
        for kind in new {
            match kind {
                EventKind::Delay(milliseconds) => tokio::time::sleep(Duration::from_millis(milliseconds.into())).await,
                EventKind::Reply(reply) => {
                    stream.write_all(reply.text.as_bytes()).await?;
                    stream.flush().await?;
                }
                EventKind::TlsStarted => return Ok(Some(Pause::Tls)),
                _ => {}
            }
        }
        Ok((self.timeline.state() == State::Closed).then_some(Pause::Over))
    }

    /// Does `action` now, and says which conditions came true by it; how many events there were before.
    fn act(&mut self, action: Action) -> usize {
        let before = self.timeline.events().len();
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = Timestamp(u64::try_from(since.as_millis()).unwrap_or(0));
        self.timeline.act(action, now);
        self.watch.look(&self.timeline);
        before
    }
}
