//! What Exim remembers of a connection beyond the session's own state: the static variables of
//! `smtp_in.c`.

use smtp_engine::session::{Session, Turn};

/// In which loop of `smtp_in.c` commands are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Loop {
    /// `smtp_setup_msg()`
    #[default]
    Commands,
    /// `bdat_getc()` between two chunks.
    Chunks,
    /// `bdat_getc()` once something else than BDAT came between two chunks.
    UntilReset,
    /// `smtp_setup_msg()` after STARTTLS inside TLS: nothing but QUIT is answered.
    TlsFailed,
}

/// An AUTH exchange: the mechanism's place in the list, and the items so far (`$auth1` and so on).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Login {
    pub(super) mechanism: usize,
    pub(super) items: Vec<Vec<u8>>,
    pub(super) challenge: String,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Remembered {
    pub(super) reading: Loop,
    /// TLS was seen to be active; what STARTTLS resets has been reset.
    pub(super) tls: bool,
    /// `fl.esmtp`: the last greeting was EHLO, accepted or not.
    pub(super) esmtp: bool,
    pub(super) pipelining_advertised: bool,
    pub(super) tls_advertised: bool,
    pub(super) auth_advertised: bool,
    pub(super) utf8_advertised: bool,
    /// `allow_utf8_domains`, which the first SMTPUTF8 sets for good.
    pub(super) utf8_domains: bool,
    /// `sync_cmd_limit` is that of pipelining.
    pub(super) sync_as_pipelining: bool,
    /// `pipe_connect_acceptable` is over: DATA or BDAT has come, and from there on commands that must
    /// be the last of a group are held to it.
    pub(super) sync_enforced: bool,
    /// Some EHLO reply has named CHUNKING.
    pub(super) chunking_offered: bool,
    /// The name of HELO or EHLO, where the log shows it.
    pub(super) shown_name: Option<String>,
    /// The last commands (`smtp_connection_had`), and whether there were more than fit.
    pub(super) had: Vec<&'static str>,
    pub(super) had_more: bool,
    /// `nonmail_command_count`, and which commands have had their free turn since the last message.
    pub(super) nonmail_commands: u32,
    pub(super) rset_spent: bool,
    pub(super) helo_spent: bool,
    pub(super) ehlo_spent: bool,
    pub(super) starttls_spent: bool,
    pub(super) auth_spent: bool,
    /// `synprot_error_count`
    pub(super) errors: u32,
    /// `unknown_command_count`
    pub(super) unknown_commands: u32,
    /// The command before this one was a refused MAIL, or a RCPT after such.
    pub(super) last_was_rejected_mail: bool,
    pub(super) was_rejected_mail: bool,
    /// The command before this one was a RCPT in its place.
    pub(super) last_was_rcpt: bool,
    pub(super) was_rcpt: bool,
    /// What belongs to the transaction at hand.
    pub(super) envelope: Envelope,
    /// How many octets the chunk under way has, and all before it.
    pub(super) chunk_size: u64,
    pub(super) chunks_size: u64,
    /// The id of the message that is being read, once its headers have come.
    pub(super) message_id: Option<String>,
    pub(super) login: Login,
    /// The name that the log gives to the authenticator of the login.
    pub(super) authenticator: &'static str,
    /// Messages taken in this connection.
    pub(super) messages: u32,
    /// Whether the first line of the message at hand ended with CRLF, and whether it comes by BDAT.
    pub(super) crlf: bool,
    pub(super) in_chunks: bool,
    /// `received_protocol` begins with `utf8`; it keeps that until the next greeting or login.
    pub(super) utf8_protocol: bool,
}

/// What `smtp_reset()` forgets.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Envelope {
    /// The sender as Exim writes it.
    pub(super) sender: String,
    pub(super) recipients: Vec<String>,
    /// `rcpt_count`: all RCPT commands, refused ones too.
    pub(super) rcpt_count: usize,
    /// `rcpt_smtp_response`: the first answer to RCPT, while all were the same.
    pub(super) rcpt_answer: Option<String>,
    pub(super) rcpt_answers_differ: bool,
    pub(super) too_many: bool,
    /// The client was told why its sender did not verify.
    pub(super) sender_told: bool,
    /// PRDR was asked for.
    pub(super) prdr: bool,
    pub(super) utf8: bool,
    /// `control = submission` was met.
    pub(super) submission: bool,
}

/// Looks at what is remembered.
pub(super) fn recall<R>(session: &Session, look: impl FnOnce(&Remembered) -> R) -> R {
    match session.memory().get() {
        Some(known) => look(known),
        None => look(&Remembered::default()),
    }
}

/// Changes what is remembered.
pub(super) fn remember<R>(turn: &mut Turn<'_>, change: impl FnOnce(&mut Remembered) -> R) -> R {
    turn.session.memory_mut().with(change)
}

/// `SMTP_HBUFF_SIZE`
const HISTORY: usize = 20;

impl Remembered {
    /// `HAD()`
    pub(super) fn note_command(&mut self, name: &'static str) {
        if self.had.len() == HISTORY {
            self.had.remove(0);
            self.had_more = true;
        }
        self.had.push(name);
        // The list is a ring: once its last place is taken, it is shown as cut.
        self.had_more |= self.had.len() == HISTORY;
    }

    /// What a successful STARTTLS forgets, and which commands it makes free again.
    pub(super) fn start_tls(&mut self) {
        self.tls = true;
        self.esmtp = false;
        self.auth_advertised = false;
        self.pipelining_advertised = false;
        self.sync_as_pipelining = false;
        self.ehlo_spent = false;
        self.auth_spent = false;
        self.shown_name = None;
        self.envelope = Envelope::default();
    }

    /// The start of `smtp_setup_msg()`: a new message may come.
    pub(super) fn new_message(&mut self) {
        self.reading = Loop::Commands;
        self.envelope = Envelope::default();
        self.chunks_size = 0;
        self.message_id = None;
        self.rset_spent = false;
        self.helo_spent = false;
        self.ehlo_spent = false;
        self.starttls_spent = false;
        self.was_rejected_mail = false;
        self.was_rcpt = false;
    }
}
