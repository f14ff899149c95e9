//! What fuzzing begins with, made from the recordings of real servers and the logs of real programs, and small
//! changes of it that are the same in each run.

use std::path::{Path, PathBuf};

use playground::record::{Action, Kept, Timeline, export, write_link};
use smtp_engine::session::{Role, Timestamp, World};

#[path = "../../tests/agreement/recording.rs"]
#[allow(dead_code, reason = "only what was sent is read here")]
mod recording;

/// Octets that mean something somewhere in the protocol or in the files.
const TOKENS: &[&[u8]] = &[
    b"\r\n",
    b"\n",
    b"\r",
    b"\0",
    b".\r\n",
    b"\r\n.\r\n",
    b"<",
    b">",
    b"\"",
    b"\\",
    b"@",
    b":",
    b" ",
    b"=",
    b"+",
    b"-",
    b"*\r\n",
    b"\xff",
    b"\xe4\xb8\xad",
    b"SIZE=99999999999999999999",
    b"BDAT 5 LAST\r\n",
    b"DATA\r\n",
    b"RSET\r\n",
    b"STARTTLS\r\n",
    b"AUTH LOGIN\r\n",
    b"AUTH PLAIN =\r\n",
    b"EHLO a\r\n",
    b"MAIL FROM:<>\r\n",
    b"RCPT TO:<alice@example.com>\r\n",
    b"250-",
    b"C: ",
    b"S: 354 go on\n",
    b"[",
    b"{",
    b"}",
    b"\"w\"",
    b"4294967296",
    b"451-4.7.1@fail.test",
    b"AAAAAAAAAAAAAAAAAAAAAAAA",
];

fn tests() -> PathBuf {
    // From the project and from fuzz/ alike.
    Path::new(env!("PROJECT_ROOT")).join("tests")
}

/// What each recorded session sends, with its role.
fn recorded() -> Vec<(Role, Vec<Vec<u8>>)> {
    let folder = tests().join("recordings");
    [folder.join("stimuli.json"), folder.join("more/stimuli.json")]
        .iter()
        .flat_map(|path| recording::list_stimuli(path))
        .map(|stimulus| {
            let role = Role::from_id(&stimulus.role).unwrap_or(Role::Mx);
            (role, stimulus.steps.iter().filter_map(|step| step.send.as_ref()).map(recording::Send::octets).collect())
        })
        .collect()
}

/// Each command line of the recordings once.
pub fn lines() -> Vec<Vec<u8>> {
    let sent: Vec<u8> = recorded().into_iter().flat_map(|(_, sends)| sends).flatten().collect();
    let mut lines: Vec<Vec<u8>> = sent.split(|&octet| octet == b'\n').map(|line| line.trim_ascii_end().to_vec()).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.retain(|line| line.len() < 2000);
    lines
}

/// The recorded sessions as the target `session` reads them, one after the other with each server and each way
/// to go.
pub fn sessions() -> Vec<Vec<u8>> {
    let whole = recorded().into_iter().map(|(_, sends)| sends.concat()).filter(|octets| octets.len() < 4000);
    whole.enumerate().map(|(number, octets)| [&[number as u8, (number / smtp_servers::ALL.len()) as u8][..], &octets].concat()).collect()
}

/// The logs of real programs, and transcripts of recorded sessions.
pub fn logs() -> Vec<Vec<u8>> {
    let mut logs = Vec::new();
    for folder in entries(&tests().join("imports")) {
        logs.extend(entries(&folder).iter().map(|path| std::fs::read(path).expect("a log")));
    }
    logs.extend(timelines().map(|timeline| export::text(&timeline).into_bytes()));
    logs
}

/// Share links, what is packed in them, and kept sessions.
pub fn links() -> Vec<Vec<u8>> {
    let mut links = Vec::new();
    for timeline in timelines() {
        let kept = Kept::write("a name", Timestamp(1), &timeline);
        let content: serde_json::Value = serde_json::from_str(&kept).expect("JSON");
        links.extend([write_link(&timeline).fragment.into_bytes(), content["session"].to_string().into_bytes(), kept.into_bytes()]);
    }
    links
}

/// Some recorded sessions, played to one server after the other; with a branch, and in a changed world.
fn timelines() -> impl Iterator<Item = Timeline> {
    recorded().into_iter().step_by(19).enumerate().map(|(number, (role, sends))| {
        let of_role: Vec<_> = smtp_servers::ALL.iter().filter(|server| server.role == role).collect();
        let mut world = World::standard();
        if number % 3 == 0 {
            world.users.push("dave".to_owned());
            world.faults.push("rcpt=451-4.7.1*2".parse().expect("a failure"));
        }
        let mut timeline = Timeline::new(of_role[number % of_role.len()], world);
        timeline.act(Action::Connect, Timestamp(1000));
        for octets in sends.into_iter().filter(|octets| octets.len() < 1000) {
            timeline.act(Action::Send(octets), Timestamp(2000));
        }
        if number % 4 == 0 {
            timeline.go_to(2);
            timeline.act(Action::Send(b"NOOP\r\n".to_vec()), Timestamp(3000));
            timeline.undo();
        }
        timeline
    })
}

/// The files in `folder`, in order of their names.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let found = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = found.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// Changes octets in small ways, the same in each run.
pub struct Changes(u64);

impl Changes {
    /// Those that follow from `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        // xorshift64 (Marsaglia, 2003)
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    /// `octets`, changed in one to four places; some of it comes from `other`.
    pub fn of(&mut self, octets: &[u8], other: &[u8]) -> Vec<u8> {
        let mut changed = octets.to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(changed.len() + 1);
            let end = (at + self.below(12)).min(changed.len());
            match self.below(6) {
                0 => drop(changed.drain(at..end)),
                1 => drop(changed.splice(at..at, TOKENS[self.below(TOKENS.len())].iter().copied())),
                2 => drop(changed.splice(at..end, TOKENS[self.below(TOKENS.len())].iter().copied())),
                3 => changed.extend_from_within(at..end),
                4 => {
                    let from = self.below(other.len() + 1);
                    let to = (from + self.below(40)).min(other.len());
                    changed.splice(at..end, other[from..to].iter().copied());
                }
                _ => {
                    if let Some(octet) = changed.get_mut(at) {
                        *octet = self.below(256) as u8;
                    }
                }
            }
        }
        changed
    }
}
