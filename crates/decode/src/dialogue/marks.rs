//! The learner of marks. A mark is the words before what is said. It is not known beforehand: where replies or commands stand in lines,
//! the last words before them are counted, and what stands before replies only is the server's mark.

use std::borrow::Cow;
use std::collections::HashMap;

use super::events::{Event, Side, bracketed, is_command, is_reply, unescaped};
use crate::paste::{Line, lines};

/// How far into a line SMTP may begin.
const BEFORE: usize = 400;
/// The most words of a mark.
const WORDS: usize = 4;
/// Lines that a mark is learned from.
const LEARNED: usize = 4_000;

/// How often a mark stood before a reply and before a command.
#[derive(Clone, Copy, Default)]
struct Count {
    replies: usize,
    commands: usize,
}

/// What the lines say, as far as they are marked. Empty where no marks are found.
pub(super) fn events(text: &str) -> Vec<Event<'_>> {
    let marks = learn(text);
    if !marks.values().any(|side| *side == Side::Client) && marks.keys().all(|mark| mark.is_empty()) {
        return Vec::new();
    }
    let mut events: Vec<Event<'_>> = Vec::new();
    for line in lines(text) {
        match said(line, &marks) {
            Some(event) => events.push(event),
            None => unmarked_line(line, &mut events),
        }
    }
    drop_echoes(&mut events);
    events
}

/// A line without a mark goes on with the reply before it, or is a note.
fn unmarked_line<'a>(line: Line<'a>, events: &mut Vec<Event<'a>>) {
    let text = line.text.trim();
    if text.is_empty() {
        return;
    }
    let unfinished = events.last().is_some_and(|event| {
        event.side == Side::Server && (event.text.lines().last().is_some_and(|last| last.as_bytes().get(3) == Some(&b'-')))
    });
    let side =
        if is_reply(text) && (unfinished || line.text.len() == text.len()) && events.last().is_some_and(|event| event.side == Side::Server)
        {
            Side::Server
        } else {
            Side::Note
        };
    events.push(Event { side, text: unescaped(text, None), line: line.number, mark: String::new() });
}

/// The side of each mark: its normalised words, joined by blanks.
fn learn(text: &str) -> HashMap<String, Side> {
    let mut counts: HashMap<String, Count> = HashMap::new();
    let mut samples: Vec<(Vec<String>, bool)> = Vec::new();
    for line in lines(text).take(LEARNED) {
        let Some((start, reply)) = protocol(line.text) else { continue };
        let marks = suffixes(line.text.get(..start).unwrap_or_default());
        for mark in &marks {
            let count = counts.entry(mark.clone()).or_default();
            if reply { count.replies += 1 } else { count.commands += 1 }
        }
        samples.push((marks, reply));
    }
    let mut sides = HashMap::new();
    for (marks, reply) in samples {
        // The shortest mark that only one side has.
        let own = marks.iter().find(|mark| {
            counts
                .get(*mark)
                .is_some_and(|count| count.replies == 0 || count.commands == 0 || mark.is_empty() && count.replies > 3 * count.commands)
        });
        // A bare line is no mark of the client's: anything may stand there. Nor is a word that stood there once, as in
        // "Connection upgraded with STARTTLS".
        let is_word = |mark: &String| counts.get(mark).is_some_and(|count| count.commands == 1) && mark.ends_with(char::is_alphabetic);
        if let Some(mark) = own.filter(|mark| reply || !mark.is_empty() && !is_word(mark)) {
            sides.insert(mark.clone(), if reply { Side::Server } else { Side::Client });
        }
    }
    // Two sides are needed, or a mark that speaks for itself.
    if !sides.values().any(|side| *side == Side::Server) && !sides.is_empty() {
        sides.retain(|mark, _| mark.contains(['>', '<', ':']));
    }
    sides
}

/// Where a reply or a command begins in `line`, and whether it is a reply.
fn protocol(line: &str) -> Option<(usize, bool)> {
    let head = crate::paste::head(line, BEFORE);
    let mut previous = ' ';
    for (place, character) in head.char_indices() {
        let begins = previous.is_whitespace() || matches!(previous, '"' | '\'' | ':' | ',' | '>' | '<' | '=' | ']' | '`');
        previous = character;
        if !begins {
            continue;
        }
        let rest = line.get(place..).unwrap_or_default();
        if character.is_ascii_digit() && is_reply(rest) && (rest.len() > 3 || place == 0) || character == '[' && bracketed(rest).is_some() {
            return Some((place, true));
        }
        if character.is_ascii_alphabetic() && is_command(rest.trim_end()) {
            return Some((place, false));
        }
    }
    None
}

/// The last words of `before`, the shortest first: none, one, two, up to [`WORDS`]. Digits count as the same.
fn suffixes(before: &str) -> Vec<String> {
    let words = words(before);
    if words.is_empty() {
        return vec![String::new()];
    }
    (1..=words.len().min(WORDS)).map(|count| words.get(words.len() - count..).unwrap_or_default().join(" ")).collect()
}

/// The words before what is said, with a quote as a word of its own and each number as `0`.
fn words(before: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for character in before.chars() {
        match character {
            _ if character.is_whitespace() => finish(&mut word, &mut words),
            '"' | '\'' | '`' => {
                finish(&mut word, &mut words);
                words.push(character.to_string());
            }
            ',' => {
                word.push(',');
                finish(&mut word, &mut words);
            }
            _ if character.is_ascii_digit() => {
                if !word.ends_with('0') {
                    word.push('0');
                }
            }
            _ => word.push(character),
        }
    }
    finish(&mut word, &mut words);
    let from = words.len().saturating_sub(WORDS);
    words.split_off(from)
}

fn finish(word: &mut String, words: &mut Vec<String>) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// What a marked line says, and which side.
fn said<'a>(line: Line<'a>, marks: &HashMap<String, Side>) -> Option<Event<'a>> {
    let text = line.text;
    let event = |side: Side, start: usize, mark: String| {
        let rest = text.get(start..).unwrap_or_default();
        if let Some(reply) = bracketed(rest).filter(|_| side == Side::Server) {
            return Event { side, text: Cow::Owned(reply), line: line.number, mark };
        }
        let quote = text.get(..start).and_then(|before| before.chars().next_back()).filter(|quote| matches!(quote, '"' | '\'' | '`'));
        Event { side, text: unescaped(rest, quote), line: line.number, mark }
    };
    if let Some((start, reply)) = protocol(text) {
        let own = suffixes(text.get(..start).unwrap_or_default()).into_iter().find(|mark| marks.contains_key(mark));
        let wanted = if reply { Side::Server } else { Side::Client };
        if let Some(mark) = own.filter(|mark| marks.get(mark) == Some(&wanted)) {
            return Some(event(wanted, start, mark));
        }
    }
    // Something that is neither a reply nor a command: a login, the message, an unknown command.
    let head = crate::paste::head(text, BEFORE);
    let mut ends: Vec<usize> = head
        .char_indices()
        .filter(|(_, character)| character.is_whitespace() || matches!(character, '"' | '\'' | '`' | ',' | ':' | '>'))
        .map(|(place, character)| place + character.len_utf8())
        .collect();
    ends.truncate(60);
    if !text.is_empty() && !ends.contains(&text.len()) && text.len() < 60 {
        ends.push(text.len());
    }
    ends.into_iter().find_map(|end| {
        let before = text.get(..end)?;
        let rest = text.get(end..)?;
        let gap = rest.len() - rest.trim_start_matches(' ').len();
        let mark = suffixes(before).into_iter().find(|mark| !mark.is_empty() && marks.contains_key(mark))?;
        let side = marks.get(&mark).copied()?;
        (side == Side::Client).then(|| event(side, end + gap, mark))
    })
}

/// Some programs log the same thing twice under two marks, line by line and as a whole: what was just said under another
/// mark is left out.
fn drop_echoes(events: &mut Vec<Event<'_>>) {
    const LONGEST: usize = 20_000;
    let mut mark = String::new();
    let mut said = String::new();
    let mut side = Side::Note;
    events.retain(|event| {
        if event.side == Side::Note {
            return true;
        }
        let bare: String = event.text.chars().filter(|character| !character.is_whitespace()).take(LONGEST).collect();
        if event.side == side && event.mark != mark && (said.contains(&bare) || bare.contains(&said)) {
            return false;
        }
        if event.side != side {
            said.clear();
            side = event.side;
            mark.clone_from(&event.mark);
        }
        if said.len() + bare.len() < LONGEST {
            said.push_str(&bare);
        }
        true
    });
}
