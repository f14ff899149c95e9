//! The sessions of clients: each is told when it ends, kept for a while, and can be looked at while it goes on.

mod recorder;
mod report;

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use playground::record::{Kept, Timeline, write_link};
use smtp_engine::session::{Server, Timestamp, World};
use tokio::sync::broadcast;

pub(super) use recorder::Recorder;
use report::Open;
pub(super) use report::{Report, play, public};

use super::expect::Expectations;
use super::printer::Printer;
use super::service::complain;

/// So many sessions are kept, with [`MOST_OCTETS`] octets at most.
const MOST_KEPT: usize = 1000;
const MOST_OCTETS: usize = 64 << 20;
/// A session that goes on is shown as long as its client has sent no more octets.
const MOST_SHOWN: usize = 256 << 10;
/// So many events may wait for somebody who looks on.
const MOST_WAITING: usize = 256;

/// How sessions are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Not at all.
    Silent,
    /// A line for people.
    Line,
    /// A line of JSON.
    Json,
}

/// What becomes of sessions that are over.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) form: Form,
    /// Where they are written as files.
    pub(crate) folder: Option<PathBuf>,
    /// The address of the page that links lead to.
    pub(crate) page: String,
    /// Whether somebody may ask for them later.
    pub(crate) kept: bool,
}

/// A session that is over.
pub(super) struct Concluded {
    pub(super) report: Report,
    pub(super) record: Recorder,
    pub(super) server: &'static Server,
}

/// Something that happened, as JSON for whoever looks on.
#[derive(Clone, Debug)]
pub(super) struct Happened {
    /// `ongoing`, `session` or `message`.
    pub(super) kind: &'static str,
    pub(super) json: String,
}

/// All sessions.
pub(super) struct Sessions {
    settings: Settings,
    printer: Printer,
    /// The address of the page, where it is served here.
    page: OnceLock<String>,
    numbers: AtomicU64,
    octets: Arc<AtomicUsize>,
    kept: Mutex<VecDeque<Arc<Concluded>>>,
    pub(super) expectations: Expectations,
    onlookers: broadcast::Sender<Happened>,
}

impl Sessions {
    pub(super) fn new(settings: Settings, expectations: Expectations, printer: Printer) -> io::Result<Self> {
        if let Some(folder) = &settings.folder {
            fs::create_dir_all(folder)?;
        }
        Ok(Self {
            settings,
            printer,
            page: OnceLock::new(),
            numbers: AtomicU64::new(1),
            octets: Arc::default(),
            kept: Mutex::default(),
            expectations,
            onlookers: broadcast::channel(MOST_WAITING).0,
        })
    }

    /// What notes a session that begins; nothing where nobody wants to know.
    pub(super) fn begin(&self, client: SocketAddr, now: Timestamp, inside_tls: bool) -> Option<Recorder> {
        let Settings { form, folder, kept, .. } = &self.settings;
        let wanted = *form != Form::Silent || folder.is_some() || *kept || !self.expectations.is_empty();
        wanted.then(|| Recorder::new(self.numbers.fetch_add(1, Relaxed), client, now, inside_tls, self.octets.clone()))
    }

    /// Links lead to the page at this address from now on; once.
    pub(super) fn lead_to(&self, page: &str) {
        self.page.get_or_init(|| page.to_owned());
    }

    /// Waits a little until all that was told is read.
    pub(super) fn finish(&self, bound: Duration) {
        self.printer.finish(bound);
    }

    /// Whether somebody looks on.
    pub(super) fn is_watched(&self) -> bool {
        self.onlookers.receiver_count() > 0
    }

    /// What happens from now on.
    pub(super) fn watch(&self) -> broadcast::Receiver<Happened> {
        self.onlookers.subscribe()
    }

    /// Tells who looks on of something.
    pub(super) fn tell(&self, kind: &'static str, value: &impl serde::Serialize) {
        if let Ok(json) = serde_json::to_string(value) {
            // Nobody may be looking on any more.
            let _ = self.onlookers.send(Happened { kind, json });
        }
    }

    /// Tells who looks on of a session that goes on. It is played for that: `tell` is not for the thread that serves clients.
    pub(super) fn snapshot(&self, record: &Recorder, server: &'static Server) -> Option<impl FnOnce(&Self, &World) + Send + use<>> {
        if record.cut || record.size() > MOST_SHOWN {
            return None;
        }
        let playable = record.playable.clone();
        let mut open = Open {
            session: record.number,
            server: server.id,
            role: server.role.id(),
            client: record.client.to_string(),
            hello: record.hello.clone(),
            fragment: String::new(),
        };
        Some(move |sessions: &Self, world: &World| {
            open.fragment = write_link(&play(&playable, server, world)).fragment;
            sessions.tell("ongoing", &open);
        })
    }

    /// Tells what became of a session that is over. It is played again for that: not for the thread that serves clients.
    pub(super) fn conclude(&self, record: Recorder, server: &'static Server, world: &World) {
        let timeline = play(&record.playable, server, world);
        let page = self.page.get().unwrap_or(&self.settings.page);
        let report = report::report(&record, &timeline, page);
        let line = match self.settings.form {
            Form::Silent => None,
            Form::Line => Some(report.line()),
            Form::Json => serde_json::to_string(&report).ok(),
        };
        self.write(&record, &timeline);
        if self.is_watched() {
            self.tell("session", &report);
        }
        let number = record.number;
        if self.settings.kept {
            self.keep(Concluded { report, record, server });
        }
        // Whoever reads the line finds the file and the session; the last expectation that is met ends the program.
        line.into_iter().for_each(|line| self.printer.print(line));
        self.expectations.look(number, &timeline);
    }

    /// The sessions that are over and still kept, the oldest first.
    pub(super) fn list(&self) -> Vec<Arc<Concluded>> {
        self.kept().iter().cloned().collect()
    }

    /// One of them.
    pub(super) fn find(&self, number: u64) -> Option<Arc<Concluded>> {
        self.kept().iter().find(|kept| kept.report.session == number).cloned()
    }

    /// Forgets all that are over.
    pub(super) fn forget(&self) {
        self.kept().clear();
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<Arc<Concluded>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, concluded: Concluded) {
        let mut kept = self.kept();
        kept.push_back(Arc::new(concluded));
        let mut octets: usize = kept.iter().map(|kept| kept.record.size()).sum();
        while kept.len() > MOST_KEPT || (octets > MOST_OCTETS && kept.len() > 1) {
            octets -= kept.pop_front().map_or(0, |oldest| oldest.record.size());
        }
    }

    /// Writes the session as a file that the page and `play` open, without secrets.
    fn write(&self, record: &Recorder, timeline: &Timeline) {
        let Some(folder) = &self.settings.folder else { return };
        let server = timeline.server();
        let path = folder.join(format!("{}-{:06}-{}-{}.json", record.began.0, record.number, server.id, server.role.id()));
        let Some(public) = public(timeline) else { return };
        if let Err(error) = fs::write(&path, Kept::write("", record.began, &public)) {
            complain(&format!("cannot write the session to {}: {error}", path.display()));
        }
    }
}
