//! Starts `serve` for a test, looks into its Maildir, and runs programs against it.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// Nothing here is about speed; this only ends a test that hangs.
pub(crate) const HANGS: Duration = Duration::from_secs(120);

/// A running `serve`, ended when it is dropped.
pub(crate) struct Running {
    child: Child,
    pub(crate) address: SocketAddr,
    directory: PathBuf,
    /// Removes the directory in the end.
    kept: Option<tempfile::TempDir>,
    /// What it prints after it is ready.
    said: mpsc::Receiver<String>,
}

/// What a program said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) status: ExitStatus,
    pub(crate) out: String,
    pub(crate) errors: String,
}

impl Said {
    /// Both of its outputs.
    pub(crate) fn all(&self) -> String {
        format!("{}\n{}", self.out, self.errors)
    }
}

/// The program under test: the one that PROGRAM names, else that of this build.
pub(crate) fn binary() -> PathBuf {
    std::env::var_os("PROGRAM").map_or_else(|| env!("CARGO_BIN_EXE_smtp-playground").into(), PathBuf::from)
}

impl Running {
    /// Starts it on a free port with a Maildir of its own.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let mut running = Self::start_in(directory.path(), Command::new(binary()), arguments);
        running.kept = Some(directory);
        running
    }

    /// Starts it on a free port with a Maildir in `directory`. `command` is the program, or one that becomes it.
    pub(crate) fn start_in(directory: &Path, mut command: Command, arguments: &[&str]) -> Self {
        command.args(["serve", "--listen", "127.0.0.1:0", "--maildir"]).arg(directory).args(arguments);
        let mut child = command.stdout(Stdio::piped()).stdin(Stdio::null()).spawn().expect("serve starts");
        let (sender, receiver) = mpsc::channel();
        let out = child.stdout.take().expect("its output");
        thread::spawn(move || BufReader::new(out).lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let line = receiver.recv_timeout(HANGS).expect("a line that says it is ready");
        let address = line.strip_prefix("listening on ").and_then(|rest| rest.split(' ').next());
        let address: SocketAddr = address.and_then(|address| address.parse().ok()).unwrap_or_else(|| panic!("not an address: {line:?}"));
        assert!(address.ip().is_loopback() && address.port() != 0);
        Self { child, address, directory: directory.to_owned(), kept: None, said: receiver }
    }

    /// The next line that it prints.
    pub(crate) fn next_line(&self) -> String {
        self.said.recv_timeout(HANGS).expect("a line")
    }

    /// The lines that it printed before it ended.
    pub(crate) fn last_lines(&self) -> Vec<String> {
        self.said.iter().collect()
    }

    pub(crate) fn port(&self) -> String {
        self.address.port().to_string()
    }

    pub(crate) fn id(&self) -> String {
        self.child.id().to_string()
    }

    /// How much memory it holds, where the system says so.
    pub(crate) fn resident_kilobytes(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse().ok())
    }

    /// The files of a mailbox, in the order of their names.
    pub(crate) fn mail(&self, mailbox: &str) -> Vec<Vec<u8>> {
        let mut paths = files(&self.directory.join(mailbox).join("new"));
        paths.sort();
        paths.into_iter().map(|path| fs::read(path).expect("a message")).collect()
    }

    /// The only file of a mailbox.
    pub(crate) fn only_mail(&self, mailbox: &str) -> Vec<u8> {
        let mut mail = self.mail(mailbox);
        assert_eq!(mail.len(), 1, "messages for {mailbox}");
        mail.remove(0)
    }

    /// Every file in every mailbox, finished or not.
    pub(crate) fn all_files(&self) -> Vec<PathBuf> {
        let mailboxes = files(&self.directory);
        mailboxes.iter().flat_map(|mailbox| ["tmp", "new", "cur"].map(|part| files(&mailbox.join(part)))).flatten().collect()
    }

    /// Puts files where the directories of a mailbox should be.
    pub(crate) fn spoil(&self, mailbox: &str) {
        let mailbox = self.directory.join(mailbox);
        fs::remove_dir_all(&mailbox).expect("a mailbox");
        fs::write(&mailbox, "").expect("a file");
    }

    /// Waits until it ends by itself.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        wait(&mut self.child)
    }

    pub(crate) fn connect(&self) -> Line {
        Line::new(TcpStream::connect(self.address).expect("a connection"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn files(directory: &Path) -> Vec<PathBuf> {
    fs::read_dir(directory).map_or_else(|_| Vec::new(), |found| found.map(|file| file.expect("a file").path()).collect())
}

fn wait(child: &mut Child) -> ExitStatus {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a child") {
            return status;
        }
        if start.elapsed() > HANGS {
            let _ = child.kill();
            panic!("a program hangs");
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Whether `program` is there. In CI it must be.
pub(crate) fn installed(program: &str, version: &str) -> bool {
    let found = Command::new(program).arg(version).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    assert!(found || std::env::var_os("CI").is_none(), "{program} is not installed");
    if !found {
        eprintln!("skipped: {program} is not installed");
    }
    found
}

/// Runs a program to its end with `input` on its standard input.
pub(crate) fn run<A: AsRef<OsStr>>(program: impl AsRef<OsStr>, arguments: &[A], input: &str) -> Said {
    let mut child = Command::new(program.as_ref())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{:?}: {error}", program.as_ref()));
    let mut stdin = child.stdin.take().expect("its input");
    let input = input.to_owned();
    let writer = thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let out = drain(child.stdout.take().expect("its output"));
    let errors = drain(child.stderr.take().expect("its errors"));
    let status = wait(&mut child);
    writer.join().expect("its input was written");
    Said { status, out: out.join().expect("its output"), errors: errors.join().expect("its errors") }
}

fn drain(mut from: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut octets = Vec::new();
        let _ = from.read_to_end(&mut octets);
        String::from_utf8_lossy(&octets).into_owned()
    })
}

/// A connection in the clear that a test types into.
pub(crate) struct Line {
    stream: BufReader<TcpStream>,
}

impl Line {
    fn new(stream: TcpStream) -> Self {
        stream.set_read_timeout(Some(HANGS)).expect("a time limit");
        Self { stream: BufReader::new(stream) }
    }

    pub(crate) fn send(&mut self, octets: &[u8]) {
        self.stream.get_mut().write_all(octets).expect("the server reads");
    }

    /// The next reply, all its lines.
    pub(crate) fn reply(&mut self) -> String {
        let mut reply = String::new();
        loop {
            let from = reply.len();
            let count = self.stream.read_line(&mut reply).expect("a reply");
            if count == 0 || reply.as_bytes().get(from + 3) != Some(&b'-') {
                return reply;
            }
        }
    }

    /// Says a line and gives the reply.
    pub(crate) fn say(&mut self, line: &str) -> String {
        self.send(format!("{line}\r\n").as_bytes());
        self.reply()
    }

    /// Sends; the server may have closed.
    pub(crate) fn send_as_far_as_it_goes(&mut self, octets: &[u8]) {
        let _ = self.stream.get_mut().write_all(octets);
    }

    /// Whether all of it was sent before the server stopped reading for a second.
    pub(crate) fn sends_within_a_second(&mut self, octets: &[u8]) -> bool {
        let stream = self.stream.get_mut();
        stream.set_write_timeout(Some(Duration::from_secs(1))).expect("a time limit");
        stream.write_all(octets).is_ok()
    }

    pub(crate) fn shut(&mut self, how: std::net::Shutdown) {
        self.stream.get_mut().shutdown(how).expect("a connection");
    }

    /// Everything up to the end of the connection, be it a clean one or a reset.
    pub(crate) fn rest_however_it_ends(&mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        let _ = self.stream.read_to_end(&mut rest);
        rest
    }

    /// Everything up to the end of the connection.
    pub(crate) fn rest(&mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        self.stream.read_to_end(&mut rest).expect("an orderly end");
        rest
    }
}
