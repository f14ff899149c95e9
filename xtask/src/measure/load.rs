//! Servers that are put under load, and what does it.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::paths;
use crate::process::Run;

/// How long a server may take to start, and a client to wait for a reply.
const PATIENCE: Duration = Duration::from_secs(15);

/// So many recipients are sent in one piece.
const RECIPIENTS_AT_ONCE: usize = 100;

/// What others wrote, that must be there.
pub(super) struct Programs {
    smtp_source: PathBuf,
    smtp_sink: PathBuf,
    aiosmtpd: PathBuf,
}

impl Programs {
    /// Looks for all of them; aiosmtpd is installed into `target/tools` where it is missing.
    pub(super) fn find() -> Result<Self> {
        let dirs = || paths::on_path().into_iter().chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
        let find = |name: &str| {
            paths::find_in(dirs(), name).ok_or_else(|| Error::Missing {
                what: format!("`{name}` of Postfix"),
                how: "On Debian or Ubuntu: apt-get install --no-install-recommends postfix. Postfix itself need not run.".to_owned(),
            })
        };
        Ok(Self { smtp_source: find("smtp-source")?, smtp_sink: find("smtp-sink")?, aiosmtpd: aiosmtpd()? })
    }

    /// Postfix's version, where the package's own program says it.
    pub(super) fn postfix_version(&self) -> String {
        let postconf = self.smtp_source.with_file_name("postconf");
        Run::new(postconf).words("-d -h mail_version").output().map_or_else(|| "?".to_owned(), |told| told.trim().to_owned())
    }

    /// aiosmtpd's version: it says where it lies, and then that.
    pub(super) fn aiosmtpd_version(&self) -> String {
        let told = Run::new(&self.aiosmtpd).words("--version").output().unwrap_or_default();
        told.split_whitespace().last().unwrap_or("?").to_owned()
    }

    /// Sends messages to `peer`.
    pub(super) fn send(&self, peer: &Peer, way: &[&str], sessions: u32, octets: u32, messages: u32) -> Result<Rate> {
        let mut command = Command::new(&self.smtp_source);
        command.args(way).args(["-s", &sessions.to_string(), "-l", &octets.to_string(), "-m", &messages.to_string()]);
        command.args(["-f", "joe@example.org", "-t", "alice@example.com", &peer.address.to_string()]);
        let before = peer.processor_us();
        let start = Instant::now();
        let status = command.status().map_err(|source| Error::Start { program: "smtp-source".to_owned(), source })?;
        let took = start.elapsed().as_secs_f64();
        if !status.success() {
            return Err(Error::Failed { line: format!("smtp-source to {}", peer.address), status });
        }
        let messages = f64::from(messages);
        Ok(Rate { per_second: messages / took, processor_us: (peer.processor_us() - before) / messages })
    }
}

/// How a server did.
#[derive(Clone, Copy)]
pub(super) struct Rate {
    /// Messages per second.
    pub(super) per_second: f64,
    /// Microseconds of processor that the server took for each.
    pub(super) processor_us: f64,
}

/// The program of aiosmtpd, in a place of its own.
fn aiosmtpd() -> Result<PathBuf> {
    let home = paths::tools().join("aiosmtpd");
    let program = home.join("bin").join("aiosmtpd");
    if !program.is_file() {
        println!("Installing aiosmtpd with pip, seconds at most. It goes to target/tools/aiosmtpd.");
        Run::new("python3").words("-m venv").args([&home]).run()?;
        Run::new(home.join("bin").join("pip")).words("install --quiet aiosmtpd").run()?;
    }
    Ok(program)
}

/// A server on loopback, until it is dropped.
pub(super) struct Peer {
    child: Child,
    address: SocketAddr,
}

impl Peer {
    /// Ours as an MX of `server`. Without `more` it keeps no mail, writes no log and tells of no session, as smtp-sink does not
    /// either.
    pub(super) fn serve(program: &Path, server: &str, more: &[&OsStr]) -> Result<Self> {
        let address = free_address()?;
        let arguments = ["serve", "--quiet", "--server", server, "--role", "mx", "--listen", &address.to_string()];
        Self::start(Command::new(program).args(arguments).args(more), address)
    }

    /// Postfix's.
    pub(super) fn smtp_sink(programs: &Programs) -> Result<Self> {
        let address = free_address()?;
        let mut command = Command::new(&programs.smtp_sink);
        // It does not run as root.
        if Run::new("id").words("-u").output().is_some_and(|user| user.trim() == "0") {
            command.args(["-u", "nobody"]);
        }
        Self::start(command.args([&address.to_string(), "1000"]), address)
    }

    /// Python's.
    pub(super) fn aiosmtpd(programs: &Programs) -> Result<Self> {
        let address = free_address()?;
        let mut command = Command::new(&programs.aiosmtpd);
        Self::start(command.args(["--nosetuid", "--class", "aiosmtpd.handlers.Sink", "--listen", &address.to_string()]), address)
    }

    fn start(command: &mut Command, address: SocketAddr) -> Result<Self> {
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command.stdout(Stdio::null()).spawn().map_err(|source| Error::Start { program: program.clone(), source })?;
        let peer = Self { child, address };
        let since = Instant::now();
        while TcpStream::connect(address).is_err() {
            if since.elapsed() > PATIENCE {
                return Err(Error::Tree(format!("{program} does not listen on {address}")));
            }
            sleep(Duration::from_millis(20));
        }
        Ok(peer)
    }

    /// Where it listens.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// What Linux tells of the process in `file`; elsewhere nothing.
    fn told(&self, file: &str) -> Option<String> {
        fs::read_to_string(format!("/proc/{}/{file}", self.child.id())).ok()
    }

    /// The time that the processor spent on it; not a number where the system does not tell.
    fn processor_us(&self) -> f64 {
        // proc(5): utime and stime are the 14th and 15th words, in hundredths of a second; the 2nd stands in brackets.
        let told = self.told("stat").unwrap_or_default();
        let words = told.rsplit_once(')').map_or("", |(_, behind)| behind).split_ascii_whitespace();
        let ticks: Vec<f64> = words.skip(11).take(2).filter_map(|word| word.parse().ok()).collect();
        if ticks.len() == 2 { ticks.iter().sum::<f64>() * 10_000.0 } else { f64::NAN }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// Its resident memory, where the system tells.
pub(super) fn memory_kib(peer: &Peer) -> Option<u64> {
    let told = peer.told("status")?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_ascii_whitespace().next()?.parse().ok()
}

fn free_address() -> Result<SocketAddr> {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    taken.map_err(Error::file("no port is free on this machine"))
}

/// Opens so many connections, says EHLO on each while all are open, and counts those that were greeted and answered.
pub(super) fn open_at_once(address: SocketAddr, count: usize) -> usize {
    let open: Vec<_> = (0..count).filter_map(|_| connect(address).ok()).collect();
    let greeted = open.into_iter().filter_map(|stream| {
        let mut reader = BufReader::new(stream);
        (last_line(&mut reader)?.starts_with("220 ")).then_some(reader)
    });
    let mut waiting: Vec<_> = greeted.collect();
    waiting.retain_mut(|reader| reader.get_mut().write_all(b"EHLO client.example.org\r\n").is_ok());
    waiting.iter_mut().filter_map(last_line).filter(|line| line.starts_with("250 ")).count()
}

/// How long one transaction with so many recipients takes until the last is answered; nothing where one is refused.
pub(super) fn take_recipients(address: SocketAddr, count: usize) -> Option<Duration> {
    let mut writer = connect(address).ok()?;
    let mut reader = BufReader::new(writer.try_clone().ok()?);
    last_line(&mut reader).filter(|reply| reply.starts_with("220"))?;
    for line in ["EHLO client.example.org\r\n", "MAIL FROM:<joe@example.org>\r\n"] {
        writer.write_all(line.as_bytes()).ok()?;
        last_line(&mut reader).filter(|reply| reply.starts_with("250"))?;
    }
    let start = Instant::now();
    for from in (0..count).step_by(RECIPIENTS_AT_ONCE) {
        let numbers = from..count.min(from + RECIPIENTS_AT_ONCE);
        let lines: String = numbers.clone().map(|number| format!("RCPT TO:<user{number}@example.com>\r\n")).collect();
        writer.write_all(lines.as_bytes()).ok()?;
        for _ in numbers {
            last_line(&mut reader).filter(|reply| reply.starts_with("250"))?;
        }
    }
    Some(start.elapsed())
}

fn connect(address: SocketAddr) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// The last line of the reply that comes next.
fn last_line(reader: &mut BufReader<TcpStream>) -> Option<String> {
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.as_bytes().get(3) != Some(&b'-') {
            return Some(line);
        }
    }
}
