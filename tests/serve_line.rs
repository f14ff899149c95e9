//! `serve` on the wire: octets, many connections at once, clients that break off, its end.

#[path = "clients/server.rs"]
mod server;

use std::net::Shutdown;

use playground::record::{export, read_link};

use server::{Running, Said, binary, run};

/// A file that is no folder.
const FILE: &str = env!("CARGO_MANIFEST_PATH");

/// `smtp-playground serve`, which ends by itself.
fn serve(arguments: &[&str]) -> Said {
    run(binary(), &[&["serve"], arguments].concat(), "")
}

fn mx(arguments: &[&str]) -> Running {
    Running::start(&[&["--server", "postfix", "--role", "mx"], arguments].concat())
}

/// Up to DATA.
fn open_message(line: &mut server::Line, recipient: &str) {
    assert!(line.reply().starts_with("220 mail.example.com "));
    assert!(line.say("EHLO client.example.org").ends_with("250 CHUNKING\r\n"));
    assert!(line.say("MAIL FROM:<dave@example.org> BODY=8BITMIME").starts_with("250 "));
    assert!(line.say(&format!("RCPT TO:<{recipient}>")).starts_with("250 "));
    assert!(line.say("DATA").starts_with("354 "));
}

#[test]
fn a_message_is_kept_octet_for_octet() {
    let server = mx(&["--no-trace"]);
    let mut line = server.connect();
    open_message(&mut line, "alice@example.com");
    let octets: Vec<u8> = (0..=255).filter(|octet| *octet != b'\n').chain(*b"x\r\n").collect();
    // In pieces, and cut where it hurts: inside CRLF and inside the dots.
    for piece in [&octets[..100], &octets[100..], b"..", b"dots\r", b"\n", b"...\r\n", b"\r\n.", b"\r\n"] {
        line.send(piece);
    }
    assert!(line.reply().starts_with("250 2.0.0 Ok: queued as "));
    assert!(line.say("QUIT").starts_with("221 "));
    assert_eq!(line.rest(), b"");
    assert_eq!(server.only_mail("alice"), [&octets[..], b".dots\r\n..\r\n\r\n"].concat());
}

#[test]
fn a_message_in_chunks_is_kept_octet_for_octet() {
    let server = mx(&["--no-trace"]);
    let mut line = server.connect();
    line.send(
        b"EHLO client.example.org\r\nMAIL FROM:<>\r\nRCPT TO:<bob@example.com>\r\nBDAT 7\r\n.\r\n\r\n.\rBDAT 3 LAST\r\n\n.\xffQUIT\r\n",
    );
    let all = String::from_utf8(line.rest()).expect("text");
    let codes: Vec<_> = all.lines().filter(|line| line.as_bytes()[3] == b' ').map(|line| &line[..3]).collect();
    assert_eq!(codes, ["220", "250", "250", "250", "250", "250", "221"], "{all}");
    assert_eq!(server.only_mail("bob"), b".\r\n\r\n.\r\n.\xff\r\n");
}

#[test]
fn two_messages_of_one_connection_are_two_files() {
    let server = mx(&["--no-trace"]);
    let mut line = server.connect();
    open_message(&mut line, "alice@example.com");
    let first = line.say("one\r\n.");
    line.send(b"MAIL FROM:<>\r\nRCPT TO:<alice@example.com>\r\nDATA\r\n");
    line.reply();
    line.reply();
    line.reply();
    let second = line.say("two\r\n.");
    assert!(second.starts_with("250 2.0.0 Ok: queued as ") && first != second, "{first} {second}");
    let mut mail = server.mail("alice");
    mail.sort();
    assert_eq!(mail, [b"one\r\n", b"two\r\n"]);
}

#[test]
fn fifty_connections_at_once() {
    let server = mx(&[]);
    let mut lines: Vec<_> = (0..50).map(|_| server.connect()).collect();
    for line in &mut lines {
        open_message(line, "carol@example.com");
    }
    // All fifty are open in the middle of a message; they end in the opposite order.
    let mut ids: Vec<_> = lines.iter_mut().rev().enumerate().map(|(number, line)| line.say(&format!("{number}\r\n."))).collect();
    assert!(ids.iter().all(|reply| reply.starts_with("250 2.0.0 Ok: queued as ")), "{ids:?}");
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 50);
    assert_eq!(server.mail("carol").len(), 50);
}

#[test]
fn what_breaks_off_delivers_nothing_and_hurts_nobody() {
    let server = mx(&[]);
    for ending in [Shutdown::Both, Shutdown::Write] {
        let mut line = server.connect();
        open_message(&mut line, "alice@example.com");
        line.send(b"Subject: half\r\n\r\nhalf a message\r\n.");
        line.shut(ending);
        if ending == Shutdown::Write {
            assert_eq!(line.rest(), b"");
        }
    }
    let mut line = server.connect();
    line.send(&[b'x'; 200_000]);
    drop(line);
    let mut line = server.connect();
    open_message(&mut line, "alice@example.com");
    line.say("whole\r\n.");
    assert!(server.only_mail("alice").ends_with(b")\r\nwhole\r\n"));
    assert_eq!(server.all_files().len(), 1);
}

#[test]
fn what_follows_starttls_in_the_clear_is_thrown_away() {
    let server = mx(&[]);
    let mut line = server.connect();
    line.reply();
    line.say("EHLO client.example.org");
    line.send(b"STARTTLS\r\nMAIL FROM:<mallory@example.net>\r\n");
    assert_eq!(line.reply(), "220 2.0.0 Ready to start TLS\r\n");
    // The injected command is not answered, neither in the clear nor later; what is no handshake ends it.
    line.send(b"this is no TLS, and long enough to be sure of it\r\n");
    let rest = line.rest_however_it_ends();
    assert!(!rest.starts_with(b"2") && !rest.starts_with(b"5"), "{}", rest.escape_ascii());
    assert!(server.connect().reply().starts_with("220 "));
}

#[test]
fn the_last_reply_arrives_though_the_client_sends_on() {
    let server = mx(&[]);
    let mut line = server.connect();
    // More than is read at once, so that some of it is unread when the server closes.
    line.send(&[b"QUIT\r\n".as_slice(), &b"NOOP\r\n".repeat(5000)].concat());
    let said = String::from_utf8(line.rest()).expect("text");
    assert!(said.ends_with("221 2.0.0 Bye\r\n"), "{said:?}");
}

#[test]
fn a_client_that_never_reads_is_not_read_for_ever() {
    let server = mx(&[]);
    let mut greedy = server.connect();
    greedy.send(b"EHLO client.example.org\r\nMAIL FROM:<>\r\nRCPT TO:<bob@example.com>\r\n");
    // Each of these chunks of one octet gets a reply that nobody reads.
    let chunks = b"BDAT 1\r\nx".repeat(128 * 1024);
    let sent = (0..100).take_while(|_| greedy.sends_within_a_second(&chunks)).count();
    assert!(sent < 100, "100 MB of commands were taken in though none of their replies was read");
    if let Some(kilobytes) = server.resident_kilobytes() {
        assert!(kilobytes < 100_000, "{kilobytes} kB");
    }
    assert!(server.connect().reply().starts_with("220 "));
    let replies: Vec<_> = (0..100).map(|_| greedy.reply()).collect();
    assert!(replies.iter().all(|reply| reply.starts_with('2')), "it was not cut off for another reason: {replies:?}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_and_sigterm_end_it_cleanly() {
    for signal in ["-INT", "-TERM"] {
        let mut server = mx(&[]);
        let mut idle = server.connect();
        idle.reply();
        let mut busy = server.connect();
        open_message(&mut busy, "alice@example.com");
        assert!(run("kill", &[signal, &server.id()], "").status.success());
        assert_eq!(idle.rest(), b"421 4.3.2 Service currently unavailable\r\n", "{signal}");
        // Whoever is in the middle of a message may finish it, and is told then.
        assert!(busy.say("x\r\n.").starts_with("250 2.0.0 Ok: queued as "), "{signal}");
        assert_eq!(busy.rest(), b"421 4.3.2 Service currently unavailable\r\n", "{signal}");
        let status = server.wait();
        assert_eq!(status.code(), Some(0), "{signal}: {status}");
        assert_eq!(server.mail("alice").len(), 1);
        assert!(std::net::TcpStream::connect(server.address).is_err(), "nobody listens any more");
    }
}

#[cfg(unix)]
#[test]
fn at_its_end_it_does_not_wait_for_ever() {
    let mut server = mx(&[]);
    let mut slow = server.connect();
    open_message(&mut slow, "alice@example.com");
    slow.send(b"half a message\r\n");
    assert!(run("kill", &["-INT", &server.id()], "").status.success());
    assert_eq!(slow.rest(), b"421 4.3.2 Service currently unavailable\r\n");
    assert_eq!(server.wait().code(), Some(0));
    assert_eq!(server.all_files(), [] as [std::path::PathBuf; 0]);
}

#[test]
fn wrong_arguments_are_told_what_would_be_right() {
    for (arguments, expected) in [
        (&["--server", "postfx"][..], "postfix"),
        (&["--role", "relay"], "mx, submission"),
        (&["--listen", "everywhere"], "127.0.0.1:2525"),
        (&["--nonsense"], "--help"),
        (&["--maildir"], "--maildir"),
        (&["--maildir", ""], "--maildir"),
    ] {
        let said = serve(arguments);
        assert_eq!(said.status.code(), Some(2), "{said:?}");
        assert!(said.out.is_empty() && said.errors.contains(expected), "{said:?}");
    }
}

#[test]
fn help_and_list_say_which_servers_there_are() {
    for arguments in [["--help"].as_slice(), &["--list"], &["--server", "list"]] {
        let said = serve(arguments);
        assert!(said.status.success() && said.errors.is_empty(), "{said:?}");
        assert!(said.out.contains("postfix") && said.out.contains("mx, submission"), "{said:?}");
    }
}

#[test]
fn a_port_that_is_taken_and_a_maildir_that_is_a_file_are_errors() {
    let server = mx(&[]);
    let address = server.address.to_string();
    let said = serve(&["--listen", &address]);
    assert_eq!(said.status.code(), Some(1), "{said:?}");
    assert!(said.errors.contains(&address), "{said:?}");
    let said = serve(&["--listen", "127.0.0.1:0", "--maildir", FILE]);
    assert_eq!(said.status.code(), Some(1), "{said:?}");
    assert!(said.out.is_empty() && said.errors.contains(FILE), "{said:?}");
}

#[test]
fn mail_that_cannot_be_stored_is_refused_in_the_servers_words_and_the_connection_goes_on() {
    for (server, refusal) in [
        ("postfix", "452 4.3.1 Insufficient system storage\r\n"),
        ("exim", "452 space shortage, please try later\r\n"),
        ("sendmail", "452 4.4.5 Insufficient disk space; try again later\r\n"),
    ] {
        let server = Running::start(&["--server", server, "--role", "mx", "--log"]);
        server.spoil("bob");
        let mut line = server.connect();
        line.reply();
        line.say("EHLO client.example.org");
        // To alice and bob, in one segment with what follows.
        line.send(b"MAIL FROM:<dave@example.org>\r\n");
        line.reply();
        line.send(b"RCPT TO:<team@example.com>\r\n");
        line.reply();
        line.send(b"DATA\r\n");
        line.reply();
        line.send(b"Subject: lost?\r\n\r\nx\r\n.\r\nNOOP\r\n");
        assert_eq!(line.reply(), refusal);
        assert!(line.reply().starts_with("250 "), "NOOP");
        assert!(server.mail("alice").is_empty(), "a copy for one of two");
        line.say("MAIL FROM:<dave@example.org>");
        line.say("RCPT TO:<alice@example.com>");
        line.say("DATA");
        assert!(line.say("Subject: kept\r\n\r\nx\r\n.").starts_with("250 "));
        assert!(line.say("QUIT").starts_with("221 "));
        assert_eq!(server.mail("alice").len(), 1);
    }
}

#[test]
fn a_goodbye_in_the_same_breath_does_not_take_mail_that_cannot_be_stored() {
    let server = mx(&[]);
    let mut line = server.connect();
    open_message(&mut line, "alice@example.com");
    server.spoil("alice");
    line.send(b"lost?\r\n.\r\nQUIT\r\n");
    assert_eq!(line.rest(), b"452 4.3.1 Insufficient system storage\r\n221 2.0.0 Bye\r\n");
}

#[test]
fn smtp_server_waits_before_it_greets_and_does_not_like_to_be_spoken_to_in_that_time() {
    let server = Running::start(&["--server", "smtp-server", "--role", "mx", "--page", "https://page.example/"]);
    let mut polite = server.connect();
    assert!(polite.reply().starts_with("220 "));
    assert_eq!(polite.say("QUIT"), "221 Bye\r\n");
    assert!(server.next_line().contains("left"));

    let mut early = server.connect();
    early.send(b"EHLO client.example.org\r\n");
    assert_eq!(early.reply(), "421 mail.example.com You talk too soon\r\n");
    assert_eq!(early.rest(), b"");
    // The page that the link opens answers the same.
    let line = server.next_line();
    let (_, fragment) = line.split_once('#').and_then(|(_, rest)| rest.split_once('#')).expect("a link");
    let shown = export::text(&read_link(fragment).expect("a session"));
    assert!(shown.contains("You talk too soon") && !shown.contains("220 "), "{shown}");

    // Half a line is no line yet.
    let mut half = server.connect();
    half.send(b"EHLO cli");
    assert!(half.reply().starts_with("220 "));
    half.send(b"ent.example.org\r\n");
    assert!(half.reply().starts_with("250-"));
}
