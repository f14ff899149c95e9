use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use smtp_engine::session::{Delivery, World};

/// The Maildir of mail that goes on to other servers.
const RELAYED: &str = "relayed";

/// Maildirs in one directory: one a mailbox, and one for mail to other servers.
pub(super) struct Maildir {
    root: PathBuf,
    host: String,
    trace: bool,
    written: AtomicU64,
}

/// Why mail could not be put into a Maildir.
#[derive(Debug, thiserror::Error)]
#[error("cannot write to the Maildir, {}", path.display())]
pub(crate) struct MaildirError {
    /// The file or directory.
    path: PathBuf,
    /// What the system says.
    source: io::Error,
}

impl Maildir {
    /// Makes the mailboxes of `world` in `root`, so that they are there before their first mail.
    pub(super) fn create(root: PathBuf, trace: bool, world: &World) -> Result<Self, MaildirError> {
        for name in world.users.iter().map(String::as_str).chain([RELAYED]) {
            make_mailbox(&root.join(name))?;
        }
        Ok(Self { root, host: world.host.clone(), trace, written: AtomicU64::new(0) })
    }

    /// Puts the message into each of its mailboxes. Each file appears whole or not at all; it is not
    /// forced to the disk, for nothing is lost that anyone would miss.
    pub(super) fn deliver(&self, delivery: &Delivery) -> Result<(), MaildirError> {
        let relayed = (!delivery.relayed.is_empty()).then_some(RELAYED);
        for mailbox in delivery.mailboxes.iter().map(String::as_str).chain(relayed) {
            let mailbox = self.root.join(mailbox);
            make_mailbox(&mailbox)?;
            let name = self.name(delivery);
            let path = mailbox.join("tmp").join(&name);
            self.write(&path, delivery).and_then(|()| fs::rename(&path, mailbox.join("new").join(&name))).map_err(|source| {
                // What is left of it in `tmp` is no mail; that it cannot be removed changes nothing.
                let _ = fs::remove_file(&path);
                MaildirError { path, source }
            })?;
        }
        Ok(())
    }

    fn write(&self, path: &Path, delivery: &Delivery) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        if self.trace {
            file.write_all(delivery.trace.as_bytes())?;
        }
        file.write_all(&delivery.message)
    }

    /// A name that no other file has: the moment, this process, how many it has written, the queue id.
    fn name(&self, delivery: &Delivery) -> String {
        let number = self.written.fetch_add(1, Relaxed);
        let (seconds, milliseconds) = (delivery.at.0 / 1000, delivery.at.0 % 1000);
        let queue_id: String = delivery.queue_id.chars().filter(char::is_ascii_alphanumeric).collect();
        format!("{seconds}.M{milliseconds:03}P{}Q{number}.{queue_id}.{}", process::id(), self.host)
    }
}

fn make_mailbox(mailbox: &Path) -> Result<(), MaildirError> {
    for part in ["tmp", "new", "cur"] {
        let path = mailbox.join(part);
        fs::create_dir_all(&path).map_err(|source| MaildirError { path, source })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use smtp_engine::session::{Mailbox, Timestamp};

    fn delivery() -> Delivery {
        let elsewhere = Mailbox { local_part: "dave".into(), domain: Some("example.org".into()) };
        Delivery {
            reverse_path: Mailbox::default(),
            forward_paths: vec![elsewhere.clone()],
            mailboxes: vec!["alice".into(), "www-data".into()],
            relayed: vec![elsewhere],
            queue_id: "4ABC/../1".into(),
            trace: "Return-Path: <>\r\n".into(),
            message: b"Subject: \xff\0\r\n\r\n.\rx\n".to_vec(),
            at: Timestamp(1_795_341_600_042),
        }
    }

    fn new_mail(mailbox: &Path) -> Vec<Vec<u8>> {
        let files = fs::read_dir(mailbox.join("new")).expect("a mailbox");
        files.map(|file| fs::read(file.expect("a file").path()).expect("its octets")).collect()
    }

    #[test]
    fn each_mailbox_gets_the_octets_as_they_came() {
        let root = tempfile::tempdir().expect("a directory");
        let maildir = Maildir::create(root.path().join("deep/er"), true, &World::standard()).expect("a Maildir");
        maildir.deliver(&delivery()).expect("delivered");
        maildir.deliver(&delivery()).expect("delivered again, under another name");
        let expected = b"Return-Path: <>\r\nSubject: \xff\0\r\n\r\n.\rx\n".to_vec();
        for mailbox in ["alice", "www-data", RELAYED] {
            let mailbox = root.path().join("deep/er").join(mailbox);
            assert_eq!(new_mail(&mailbox), [expected.clone(), expected.clone()]);
            assert_eq!(fs::read_dir(mailbox.join("tmp")).expect("tmp").count(), 0);
            assert!(mailbox.join("cur").is_dir());
        }
        assert!(new_mail(&root.path().join("deep/er/bob")).is_empty());
    }

    #[test]
    fn without_trace_a_file_is_the_message() {
        let root = tempfile::tempdir().expect("a directory");
        let maildir = Maildir::create(root.path().into(), false, &World::standard()).expect("a Maildir");
        maildir.deliver(&delivery()).expect("delivered");
        assert_eq!(new_mail(&root.path().join("alice")), [delivery().message]);
    }

    #[test]
    fn a_file_in_the_way_is_an_error_that_names_it() {
        let root = tempfile::tempdir().expect("a directory");
        fs::write(root.path().join("alice"), "").expect("a file");
        let Err(error) = Maildir::create(root.path().into(), true, &World::standard()) else { panic!("it is no directory") };
        assert!(error.to_string().contains("alice"));
    }
}
