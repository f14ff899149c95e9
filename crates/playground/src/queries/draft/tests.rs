use super::*;
use crate::queries::after;
use crate::queries::palette::palette;
use crate::queries::scene::offers;
use crate::record::Timeline;
use smtp_engine::spec::{COMMANDS, Need};
use smtp_servers::{ALL, postfix, strict};

fn look<T>(timeline: &Timeline, see: impl FnOnce(Before<'_>) -> T) -> T {
    let (palette, offers) = (palette(timeline), offers(timeline));
    see(Before { scene: Scene::of(timeline), palette: &palette, offers: &offers })
}

fn draft(timeline: &Timeline, text: &str) -> Draft {
    look(timeline, |before| read(before, text, false))
}

const OPEN: &[&str] = &["EHLO client.example.org", "MAIL FROM:<joe@example.org>"];

#[test]
fn what_comes_too_early_says_what_it_needs_and_gets_it() {
    let timeline = after(&postfix::MX, OPEN);
    let found = draft(&timeline, "DATA").findings;
    assert_eq!(found[0].about, About::Barred(Verb::Data, Availability::Needs(Need::Rcpt)));
    let mended = found[0].fix.as_ref().expect("a fix").apply("DATA");
    assert_eq!(mended, "RCPT TO:<bob@example.com>\nDATA");
    assert!(draft(&timeline, &mended).findings.is_empty());
}

/// Whoever lets the page put what is missing before a command can say it, on every server; a login they
/// must work out themselves.
#[test]
fn the_lines_put_before_a_command_make_it_possible() {
    for server in ALL {
        for way in [&[][..], &["EHLO client.example.org"], OPEN] {
            let timeline = after(server, way);
            for row in &COMMANDS {
                let line = look(&timeline, |before| crate::queries::palette::example_in(row, before.scene));
                let barred = |text: &str| {
                    let of_last = |finding: &&Finding| matches!(finding.about, About::Barred(verb, _) if verb == row.verb);
                    draft(&timeline, text).findings.iter().find(of_last).cloned()
                };
                let mut text = line;
                // TLS may come first, and then still be followed by what else is missing.
                for _ in 0..3 {
                    match barred(&text).and_then(|finding| finding.fix) {
                        Some(fix) => text = fix.apply(&text),
                        None => break,
                    }
                }
                assert!(barred(&text).is_none_or(|finding| finding.fix.is_none()), "{server:?} {text:?}");
            }
        }
    }
}

#[test]
fn every_fault_of_a_line_is_found_where_it_is() {
    let timeline = after(&postfix::MX, &["EHLO client.example.org"]);
    let text = "MAIL FROM: <joe@example.org> SZIE=1";
    let found = draft(&timeline, text).findings;
    let kinds: Vec<About> = found.iter().map(|finding| finding.about).collect();
    assert_eq!(kinds, [About::Fault(FaultKind::SpaceAfterColon), About::Fault(FaultKind::ParameterUnknown)]);
    let once = found[0].fix.as_ref().expect("a fix").apply(text);
    let twice = draft(&timeline, &once).findings[0].fix.as_ref().expect("a fix").apply(&once);
    assert_eq!(twice, "MAIL FROM:<joe@example.org> SIZE=1");
    assert!(draft(&timeline, &twice).findings.is_empty());
}

#[test]
fn what_only_the_session_knows_is_put_in() {
    let timeline = after(&postfix::MX, OPEN);
    let mended = |line: &str| {
        let found = draft(&timeline, line).findings;
        found.iter().find_map(|finding| finding.fix.as_ref()).map(|fix| fix.apply(line)).unwrap_or_default()
    };
    assert_eq!(mended("EHLO"), "EHLO client.example.org");
    assert_eq!(mended("RCPT TO:<bob>"), "RCPT TO:<bob@example.com>");
    assert_eq!(mended("RCPT TO:<bob@>"), "RCPT TO:<bob@example.com>");
    assert_eq!(mended("RCPT TO:"), "RCPT TO:<bob@example.com>");
    assert_eq!(mended("RCPT TO:<>"), "RCPT TO:<bob@example.com>");
    assert!(draft(&timeline, "RCPT TO:<Postmaster>").findings.is_empty());
}

#[test]
fn what_was_not_announced_is_told() {
    let line = "MAIL FROM:<joe@example.org> SIZE=10";
    let timeline = after(&postfix::MX, &["HELO client.example.org"]);
    let found = draft(&timeline, line).findings;
    assert!(matches!(found[0].about, About::NotAnnounced(row) if row.keyword == "SIZE"));
    assert_eq!(found[0].fix.as_ref().map(|fix| fix.apply(line)).as_deref(), Some("MAIL FROM:<joe@example.org>"));
    assert!(draft(&after(&postfix::MX, &["EHLO client.example.org"]), line).findings.is_empty());
}

#[test]
fn of_several_lines_each_is_read_as_what_it_will_be() {
    let timeline = after(&postfix::MX, &[]);
    let text = "EHLO a.example\nMAIL FROM:<>\nRCPT TO:<bob@example.com>\nDATA\nMAIL nonsense\n.hidden\n.\nQUIT\n";
    let read = draft(&timeline, text);
    let kinds: Vec<&str> = read
        .lines
        .iter()
        .map(|line| match line.read_as {
            ReadAs::Command(_) => "command",
            ReadAs::Data(true) => "end",
            ReadAs::Data(false) => "data",
            ReadAs::Answer => "answer",
            ReadAs::Nothing => "nothing",
        })
        .collect();
    assert_eq!(kinds, ["command", "command", "command", "command", "data", "data", "end", "command"]);
    let found: Vec<&str> = read.findings.iter().map(|finding| &text[finding.span.range()]).collect();
    assert_eq!(found, ["."]);
}

#[test]
fn a_server_that_forgives_is_said_to() {
    let line = "MAIL FROM: <joe@example.org>";
    let told = |server| {
        let timeline = after(server, &["EHLO client.example.org"]);
        look(&timeline, |before| tell(before, line, &read(before, line, false), true, None))
    };
    assert!(told(&postfix::MX).forgiven);
    assert!(!told(&strict::MX).forgiven);
}

#[test]
fn nothing_is_told_before_a_pause_that_was_not_told_already() {
    let timeline = after(&postfix::MX, &[]);
    look(&timeline, |before| {
        let reading = read(before, "DATA", false);
        assert!(tell(before, "DATA", &reading, false, None).findings.is_empty());
        let told = tell(before, "DATA", &reading, true, None);
        assert_eq!(told.findings.len(), 1);
        assert_eq!(tell(before, "DATA ", &reading, false, Some(&told)).findings.len(), 1);
    });
}

#[test]
fn no_text_breaks_it() {
    let timeline = after(&postfix::MX, OPEN);
    for text in ["\u{1f980}\u{0}<é>", "RCPT TO:<\u{202e}é@é..é>", "\n\n\n", " ", &"é".repeat(300), &"NOOP ".repeat(9000)] {
        let read = draft(&timeline, text);
        for finding in &read.findings {
            assert!(text.get(finding.span.range()).is_some(), "{finding:?}");
            if let Some(fix) = &finding.fix {
                assert!(text.get(fix.span.range()).is_some(), "{finding:?}");
            }
        }
        let drawn: String = crate::queries::ink::pieces(text, &read, true).into_iter().map(|piece| piece.text).collect();
        assert_eq!(drawn, text);
    }
}
