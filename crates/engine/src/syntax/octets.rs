//! What can be wrong with a line before its words are looked at.

use super::parameters::words;
use super::parse::{LINE_LIMIT, Parser, skip_blanks};
use super::{Fault, FaultKind, mend};
use crate::wire::Span;

impl Parser<'_> {
    pub(super) fn check_octets(&mut self) {
        if self.line.len() > LINE_LIMIT {
            self.faults.push(Fault::new(FaultKind::LineTooLong, Span::new(LINE_LIMIT, self.line.len())));
        }
        match std::str::from_utf8(self.line) {
            Err(error) => {
                let at = error.valid_up_to();
                let rest = Span::new(at, self.line.len());
                let readable: String = rest.of(self.line).utf8_chunks().map(|chunk| chunk.valid()).collect();
                self.faults.push(Fault::mend(FaultKind::NotUtf8, Span::new(at, at + 1), rest, readable));
            }
            Ok(text) if !text.is_ascii() && !self.asks_for_smtputf8() => {
                if let Some((at, character)) = text.char_indices().find(|(_, character)| !character.is_ascii()) {
                    let fix = mend::non_ascii(text);
                    self.faults.push(Fault { kind: FaultKind::NonAscii, span: Span::new(at, at + character.len_utf8()), fix });
                }
            }
            Ok(_) => {}
        }
        self.check_blanks();
        let control = |octet: &u8| (*octet < b' ' && *octet != b'\t') || *octet == 0x7f;
        if let Some(at) = self.line.iter().position(control) {
            let rest = Span::new(at, self.line.len());
            // All of them go at once; where the line is no text, only this one.
            let readable = std::str::from_utf8(rest.of(self.line)).ok();
            let without = |text: &str| text.chars().filter(|letter| !letter.is_ascii() || !control(&(*letter as u8))).collect::<String>();
            let fault = Span::new(at, at + 1);
            self.faults.push(match readable.map(without) {
                Some(text) => Fault::mend(FaultKind::ControlCharacter, fault, rest, text),
                None => Fault::replace(FaultKind::ControlCharacter, fault, ""),
            });
        }
    }

    /// Words are parted by one space (RFC 5321 section 2.4). White space before the verb and around the
    /// colon of FROM: and TO: are faults of their own, and at the line's end it is forgiven (section 4.1.1).
    fn check_blanks(&mut self) {
        let mut quoted = false;
        let mut position = skip_blanks(self.line, 0);
        let mut runs: Vec<Span> = Vec::new();
        while let Some(&octet) = self.line.get(position) {
            match octet {
                b'\\' if quoted => position += 2,
                b'"' => {
                    quoted = !quoted;
                    position += 1;
                }
                b' ' | b'\t' if !quoted => {
                    let end = skip_blanks(self.line, position);
                    let run = Span::new(position, end);
                    let at_colon = self.line.get(end) == Some(&b':') || self.line[..position].ends_with(b":");
                    if end < self.line.len() && run.of(self.line) != b" " && !at_colon {
                        runs.push(run);
                    }
                    position = end;
                }
                _ => position += 1,
            }
        }
        if let (Some(&first), Some(&last)) = (runs.first(), runs.last()) {
            // One fault for all of them, and one fix.
            let mut text = String::new();
            let mut after = first.start;
            for run in &runs {
                text.push_str(&Span::new(after, run.start).text(self.line));
                text.push(' ');
                after = run.end;
            }
            self.faults.push(Fault::mend(FaultKind::Blanks, first, Span::new(first.start, last.end), text));
        }
    }

    /// RFC 6531 section 3.4: the SMTPUTF8 parameter of MAIL and VRFY.
    fn asks_for_smtputf8(&self) -> bool {
        words(self.line, 0).skip(1).any(|word| word.of(self.line).eq_ignore_ascii_case(b"SMTPUTF8"))
    }
}
