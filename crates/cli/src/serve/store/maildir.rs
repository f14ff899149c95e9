use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use smtp_engine::session::{Delivery, World};

use super::durable::Sync;
use super::pending::Notes;

/// The Maildir of mail that goes on to other servers.
const RELAYED: &str = "relayed";

/// How Maildirs are written.
#[derive(Clone, Copy, Debug)]
pub(in crate::serve) struct Settings {
    /// The server's own lines come before each message.
    pub(in crate::serve) trace: bool,
    /// What is acknowledged is on the disk.
    pub(in crate::serve) sync: Sync,
}

/// Maildirs in one directory: one a mailbox, and one for mail to other servers.
pub(in crate::serve) struct Maildir {
    root: PathBuf,
    host: String,
    settings: Settings,
    notes: Notes,
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

impl MaildirError {
    fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self { path: path.to_owned(), source }
    }
}

impl Maildir {
    /// Makes the mailboxes of `world` in `root`, so that they are there before their first mail, and finishes what
    /// an earlier run had to leave; how many messages that were.
    pub(in crate::serve) fn create(root: PathBuf, settings: Settings, world: &World) -> Result<(Self, usize), MaildirError> {
        let notes = Notes::new(&root, settings.sync);
        let maildir = Self { root, host: world.host.clone(), settings, notes, written: AtomicU64::new(0) };
        for name in world.users.iter().map(String::as_str).chain([RELAYED]) {
            maildir.make_mailbox(name)?;
        }
        let finished = maildir.finish()?;
        Ok((maildir, finished))
    }

    /// Puts the message into each of its mailboxes: into all of them, or into none. Each file appears whole or not at
    /// all.
    pub(in crate::serve) fn deliver(&self, delivery: &Delivery) -> Result<(), MaildirError> {
        let relayed = (!delivery.relayed.is_empty()).then_some(RELAYED);
        let mailboxes: Vec<&str> = delivery.mailboxes.iter().map(String::as_str).chain(relayed).collect();
        let file = self.name(delivery);
        let done = self.write(&file, delivery, &mailboxes).and_then(|()| self.publish(&file, &mailboxes));
        if done.is_err() {
            // What is left of it in `tmp` is no mail; that it cannot be removed changes nothing.
            mailboxes.iter().for_each(|mailbox| drop(fs::remove_file(self.path(mailbox, "tmp", &file))));
        }
        done
    }

    /// Writes the file into the `tmp` of each mailbox, where no program looks for mail.
    fn write(&self, file: &str, delivery: &Delivery, mailboxes: &[&str]) -> Result<(), MaildirError> {
        let trace = if self.settings.trace { delivery.trace.as_bytes() } else { b"" };
        for mailbox in mailboxes {
            self.make_mailbox(mailbox)?;
            let path = self.path(mailbox, "tmp", file);
            self.settings.sync.write(&path, &[trace, &delivery.message]).map_err(MaildirError::at(&path))?;
        }
        Ok(())
    }

    /// Moves the file from `tmp` to `new` in each mailbox. What has been moved before one fails is taken back.
    fn publish(&self, file: &str, mailboxes: &[&str]) -> Result<(), MaildirError> {
        let several = mailboxes.len() > 1;
        if several {
            self.notes.write(file, mailboxes).map_err(MaildirError::at(&self.root))?;
        }
        let moved = mailboxes.iter().try_for_each(|mailbox| self.publish_in(file, mailbox));
        if moved.is_err() {
            mailboxes.iter().for_each(|mailbox| drop(fs::remove_file(self.path(mailbox, "new", file))));
        }
        if several {
            // One that stays is obeyed by the next start, and then finds nothing in `tmp` to move.
            let _ = self.notes.remove(file);
        }
        moved
    }

    fn publish_in(&self, file: &str, mailbox: &str) -> Result<(), MaildirError> {
        let path = self.path(mailbox, "new", file);
        fs::rename(self.path(mailbox, "tmp", file), &path).map_err(MaildirError::at(&path))?;
        self.settings.sync.folder(&self.root.join(mailbox).join("new")).map_err(MaildirError::at(&path))
    }

    /// Does what the notes of an earlier run say; how many there were.
    fn finish(&self) -> Result<usize, MaildirError> {
        let left = self.notes.left().map_err(MaildirError::at(&self.root))?;
        for (file, mailboxes) in &left {
            for mailbox in mailboxes.iter().filter(|mailbox| self.path(mailbox, "tmp", file).exists()) {
                self.publish_in(file, mailbox)?;
            }
            self.notes.remove(file).map_err(MaildirError::at(&self.root))?;
        }
        Ok(left.len())
    }

    fn path(&self, mailbox: &str, part: &str, file: &str) -> PathBuf {
        self.root.join(mailbox).join(part).join(file)
    }

    fn make_mailbox(&self, mailbox: &str) -> Result<(), MaildirError> {
        for part in ["tmp", "new", "cur"] {
            let path = self.root.join(mailbox).join(part);
            self.settings.sync.make_folder(&path).map_err(MaildirError::at(&path))?;
        }
        Ok(())
    }

    /// A name that no other file has: the moment, this process, how many it has written, the queue id.
    fn name(&self, delivery: &Delivery) -> String {
        let number = self.written.fetch_add(1, Relaxed);
        let (seconds, milliseconds) = (delivery.at.0 / 1000, delivery.at.0 % 1000);
        let queue_id: String = delivery.queue_id.chars().filter(char::is_ascii_alphanumeric).collect();
        format!("{seconds}.M{milliseconds:03}P{}Q{number}.{queue_id}.{}", process::id(), self.host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use smtp_engine::session::{Mailbox, Timestamp};

    const SETTINGS: Settings = Settings { trace: true, sync: Sync::Forced };

    fn create(root: &Path, settings: Settings) -> Maildir {
        Maildir::create(root.to_owned(), settings, &World::standard()).expect("a Maildir").0
    }

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

    fn files_in(folder: &Path) -> usize {
        fs::read_dir(folder).map_or(0, |found| found.count())
    }

    #[test]
    fn each_mailbox_gets_the_octets_as_they_came() {
        let root = tempfile::tempdir().expect("a directory");
        let maildir = create(&root.path().join("deep/er"), SETTINGS);
        maildir.deliver(&delivery()).expect("delivered");
        maildir.deliver(&delivery()).expect("delivered again, under another name");
        let expected = b"Return-Path: <>\r\nSubject: \xff\0\r\n\r\n.\rx\n".to_vec();
        for mailbox in ["alice", "www-data", RELAYED] {
            let mailbox = root.path().join("deep/er").join(mailbox);
            assert_eq!(new_mail(&mailbox), [expected.clone(), expected.clone()]);
            assert_eq!(files_in(&mailbox.join("tmp")), 0);
            assert!(mailbox.join("cur").is_dir());
        }
        assert!(new_mail(&root.path().join("deep/er/bob")).is_empty());
        assert_eq!(files_in(&root.path().join("deep/er/.pending/notes")), 0);
    }

    #[test]
    fn without_trace_a_file_is_the_message() {
        let root = tempfile::tempdir().expect("a directory");
        let maildir = create(root.path(), Settings { trace: false, sync: Sync::Later });
        maildir.deliver(&delivery()).expect("delivered");
        assert_eq!(new_mail(&root.path().join("alice")), [delivery().message]);
    }

    #[test]
    fn a_file_in_the_way_is_an_error_that_names_it() {
        let root = tempfile::tempdir().expect("a directory");
        fs::write(root.path().join("alice"), "").expect("a file");
        let Err(error) = Maildir::create(root.path().into(), SETTINGS, &World::standard()) else { panic!("it is no directory") };
        assert!(error.to_string().contains("alice"));
    }

    #[test]
    fn where_one_mailbox_cannot_take_it_none_does() {
        let root = tempfile::tempdir().expect("a directory");
        let maildir = create(root.path(), SETTINGS);
        for part in ["tmp", "new"] {
            let spoilt = root.path().join(RELAYED).join(part);
            fs::remove_dir(&spoilt).expect("an empty folder");
            fs::write(&spoilt, "").expect("a file in its place");
            maildir.deliver(&delivery()).expect_err("no folder to write into");
            for mailbox in ["alice", "www-data"].map(|mailbox| root.path().join(mailbox)) {
                assert_eq!((files_in(&mailbox.join("new")), files_in(&mailbox.join("tmp"))), (0, 0), "{part}: {}", mailbox.display());
            }
            assert_eq!(files_in(&root.path().join(".pending/notes")), 0);
            fs::remove_file(&spoilt).expect("the file");
            fs::create_dir(&spoilt).expect("the folder again");
        }
        maildir.deliver(&delivery()).expect("all is well again");
    }

    #[test]
    fn the_next_start_finishes_what_was_decided_and_only_that() {
        let root = tempfile::tempdir().expect("a directory");
        let maildir = create(root.path(), SETTINGS);
        let boxes = ["alice", "www-data", RELAYED];
        // Ended after the note and the first move.
        maildir.write("decided", &delivery(), &boxes).expect("written");
        maildir.notes.write("decided", &boxes).expect("noted");
        maildir.publish_in("decided", "alice").expect("moved");
        // Ended before the note was whole.
        maildir.write("open", &delivery(), &boxes).expect("written");
        fs::write(root.path().join(".pending/notes/open.unfinished"), "alice\nrel").expect("half a note");
        let (_, finished) = Maildir::create(root.path().into(), SETTINGS, &World::standard()).expect("the next start");
        assert_eq!(finished, 1);
        for mailbox in boxes {
            assert!(root.path().join(mailbox).join("new/decided").exists(), "{mailbox}");
            assert!(!root.path().join(mailbox).join("new/open").exists(), "{mailbox}");
        }
        assert_eq!(files_in(&root.path().join(".pending/notes")), 0);
        let (_, finished) = Maildir::create(root.path().into(), SETTINGS, &World::standard()).expect("one more start");
        assert_eq!(finished, 0);
    }
}
