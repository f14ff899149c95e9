//! The commands that need no network: `play`, `completions`, `man`, help, errors.

#[path = "clients/server.rs"]
mod server;

use std::path::Path;

use server::{Said, binary, run};

const DIALOGUE: &str = "# a claim\n@server postfix mx\nS: 220 mail.example.com ESMTP Postfix (Debian/GNU)\nC: HELO client.example.org\nS: 250 mail.example.com\nC: QUIT\nS: 221 2.0.0 Bye\nS: closed\n";
const TRANSCRIPT: &str = "-- connected\nS: 220 mail.example.com ESMTP Postfix (Debian/GNU)\nC: HELO client.example.org\nS: 250 mail.example.com\nC: QUIT\nS: 221 2.0.0 Bye\n-- closed\n";
/// The same session as a share link.
const LINK_TO: &str = "https://example.org/page/";

fn said(arguments: &[&str], input: &str) -> Said {
    run(binary(), arguments, input)
}

#[test]
fn a_dialogue_is_played_and_one_that_does_not_hold_is_a_failure() {
    let played = said(&["play", "-"], DIALOGUE);
    assert!(played.status.success() && played.errors.is_empty(), "{played:?}");
    assert_eq!(played.out, TRANSCRIPT);
    let played = said(&["play", "-"], &DIALOGUE.replace("S: 250 mail.example.com", "S: 250 other"));
    assert_eq!(played.status.code(), Some(1), "{played:?}");
    assert_eq!(played.errors, "standard input:5: expected \"250 other\", found \"250 mail.example.com\"\n");
}

#[test]
fn every_form_of_a_session_is_printed() {
    let form = |form: &str| said(&["play", "-", "--as", form], DIALOGUE).out;
    assert!(form("dialogue").starts_with("@server postfix mx\nS: 220 "));
    assert!(form("markdown").contains("```text\n-- connected\n"));
    assert!(form("python").contains("client.example.org"));
    assert!(form("log").contains("connect from client.example.org[127.0.0.9]"));
    let elsewhere = said(&["play", "-", "--server", "exim/mx"], DIALOGUE);
    assert!(elsewhere.status.success() && elsewhere.out.contains("S: 220 mail.example.com ESMTP Exim "), "{elsewhere:?}");
}

#[test]
fn a_dialogue_that_expects_nothing_is_only_played() {
    let only_said: String = DIALOGUE.lines().filter(|line| !line.starts_with("S")).map(|line| format!("{line}\n")).collect();
    let played = said(&["play", "-"], &only_said);
    assert!(played.status.success() && played.errors.is_empty(), "{played:?}");
    assert_eq!(played.out, TRANSCRIPT);
}

#[test]
fn what_cannot_be_played_is_said_once_with_what_would_be_right() {
    for (arguments, status, expected) in [
        (&["play", "nothing-here.smtp"][..], 1, "smtp-playground: cannot read nothing-here.smtp: "),
        (&["play", &format!("{LINK_TO}#s=1.AAAA")], 1, "smtp-playground: the link cannot be opened: this link is damaged"),
        (&["play", "-"], 1, "smtp-playground: standard input is no dialogue: the file needs a line @server NAME ROLE"),
        (&["play", "-", "--server", "postfx"], 2, "no server is called 'postfx'; there are: "),
        (&["decode", "nothing-here.eml"], 2, "smtp-playground: cannot read nothing-here.eml: "),
    ] {
        let said = said(arguments, "");
        assert_eq!(said.status.code(), Some(status), "{said:?}");
        assert!(said.out.is_empty() && said.errors.matches(expected).count() == 1, "{said:?}");
    }
}

#[test]
fn completions_and_the_manual_know_every_command() {
    const COMMANDS: [&str; 9] = ["serve", "play", "decode", "lessons", "against", "record", "servers", "completions", "man"];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = said(&["completions", shell], "");
        assert!(script.status.success() && COMMANDS.iter().all(|command| script.out.contains(command)), "{shell}");
    }
    let page = said(&["man"], "");
    assert!(
        page.status.success() && page.out.contains(".TH smtp") && COMMANDS.iter().all(|command| page.out.contains(command)),
        "{page:?}"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("man1").display().to_string();
    assert!(said(&["man", "--dir", &path], "").status.success());
    for command in COMMANDS {
        assert!(Path::new(&path).join(format!("smtp-playground-{command}.1")).exists(), "{command}");
    }
}

#[test]
fn help_shows_what_to_type_first() {
    let help = said(&["--help"], "");
    assert!(help.out.contains("smtp-playground serve ") && help.out.contains("Exit status: 0 done"), "{help:?}");
    for command in ["serve", "play", "decode", "lessons", "against", "record"] {
        let help = said(&[command, "--help"], "");
        assert!(help.status.success() && help.out.contains("Usage: smtp-playground "), "{help:?}");
    }
}
