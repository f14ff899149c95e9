use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::domain::check_domain;
use super::parameters::{read_parameters, words};
use super::path::read_path;
use super::{Argument, AuthArgument, ChunkArgument, Fault, FaultKind, PathArgument, Role, Token, mend};
use crate::spec::Verb;
use crate::wire::Span;

/// The longest command line without its CRLF (RFC 5321 section 4.5.3.1.4).
pub(super) const LINE_LIMIT: usize = 510;

/// All that a command line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The verb, where it is a known one.
    pub verb: Option<Verb>,
    /// Where the verb stands, known or not.
    pub verb_span: Span,
    /// What stands after it.
    pub argument: Argument,
    /// Every stretch that has a meaning, in order.
    pub tokens: Vec<Token>,
    /// Everything that is wrong, in no fixed order.
    pub faults: Vec<Fault>,
}

impl Parsed {
    /// The first fault of `kind`.
    pub fn fault(&self, kind: FaultKind) -> Option<&Fault> {
        self.faults.iter().find(|fault| fault.kind == kind)
    }
}

/// Parses one command line without its line end. Never fails: what it cannot read is a fault.
pub fn parse(line: &[u8]) -> Parsed {
    let mut parser = Parser { line, tokens: Vec::with_capacity(8), faults: Vec::new() };
    parser.check_octets();
    let blanks = line.iter().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
    if blanks == line.len() {
        parser.faults.push(Fault::new(FaultKind::EmptyLine, Span::new(0, line.len())));
        return parser.finish(None, Span::at(0), Argument::Text(Span::at(line.len())));
    }
    if blanks > 0 {
        parser.faults.push(Fault::replace(FaultKind::LeadingSpace, Span::new(0, blanks), ""));
    }
    let verb_end = line[blanks..].iter().position(|octet| matches!(octet, b' ' | b'\t')).map_or(line.len(), |found| blanks + found);
    let verb_span = Span::new(blanks, verb_end);
    let verb = Verb::parse(verb_span.of(line));
    parser.tokens.push(Token::new(verb_span, Role::Verb));
    let argument = parser.argument(verb, verb_span);
    parser.finish(verb, verb_span, argument)
}

pub(super) struct Parser<'l> {
    pub(super) line: &'l [u8],
    pub(super) tokens: Vec<Token>,
    pub(super) faults: Vec<Fault>,
}

impl Parser<'_> {
    fn finish(self, verb: Option<Verb>, verb_span: Span, argument: Argument) -> Parsed {
        Parsed { verb, verb_span, argument, tokens: self.tokens, faults: self.faults }
    }

    fn argument(&mut self, verb: Option<Verb>, verb_span: Span) -> Argument {
        let rest = trimmed(self.line, verb_span.end);
        match verb {
            None => {
                self.faults.push(mend::unknown_verb(self.line, verb_span));
                self.text(rest)
            }
            Some(Verb::Mail) => self.path_argument(verb_span.end, Verb::Mail, b"FROM"),
            Some(Verb::Rcpt) => self.path_argument(verb_span.end, Verb::Rcpt, b"TO"),
            Some(Verb::Ehlo | Verb::Helo | Verb::Etrn) => self.name(rest),
            Some(Verb::Auth) => self.auth(verb_span.end),
            Some(Verb::Bdat) => self.chunk(verb_span.end),
            Some(Verb::Vrfy | Verb::Expn | Verb::Xclient | Verb::Xforward) => {
                if rest.is_empty() {
                    self.faults.push(Fault::new(FaultKind::MissingArgument, rest));
                }
                self.text(rest)
            }
            Some(Verb::Noop | Verb::Help) => self.text(rest),
            Some(Verb::Data | Verb::Rset | Verb::Quit | Verb::Starttls) => {
                if !rest.is_empty() {
                    self.tokens.push(Token::new(rest, Role::Unexpected));
                    self.faults.push(Fault::replace(FaultKind::UnexpectedArgument, Span::new(verb_span.end, rest.end), ""));
                }
                Argument::Text(rest)
            }
        }
    }

    fn text(&mut self, rest: Span) -> Argument {
        if !rest.is_empty() {
            self.tokens.push(Token::new(rest, Role::Text));
        }
        Argument::Text(rest)
    }

    /// `ehlo = "EHLO" SP ( Domain / address-literal ) CRLF`, `helo = "HELO" SP Domain CRLF`
    /// (RFC 5321 section 4.1.1.1)
    fn name(&mut self, rest: Span) -> Argument {
        if rest.is_empty() {
            self.faults.push(Fault::new(FaultKind::MissingArgument, rest));
            return Argument::Name(rest);
        }
        let mut found = words(self.line, rest.start);
        let name = found.next().unwrap_or(rest);
        if let Some(extra) = found.next() {
            self.faults.push(Fault::replace(FaultKind::UnexpectedArgument, Span::new(name.end, rest.end), ""));
            self.tokens.push(Token::new(Span::new(extra.start, rest.end), Role::Unexpected));
        }
        let kind = check_domain(self.line, name, &mut self.faults);
        let role = if kind == super::DomainKind::Literal { Role::AddressLiteral } else { Role::Domain };
        self.tokens.insert(1, Token::new(name, role));
        Argument::Name(rest)
    }

    /// `mail = "MAIL FROM:" Reverse-path [SP Mail-parameters] CRLF`,
    /// `rcpt = "RCPT TO:" Forward-path [SP Rcpt-parameters] CRLF` (RFC 5321 sections 4.1.1.2 and 4.1.1.3)
    fn path_argument(&mut self, start: usize, verb: Verb, keyword: &[u8]) -> Argument {
        let mut argument = PathArgument::default();
        let from = skip_blanks(self.line, start);
        let after = from + keyword.len();
        let named = self.line.get(from..after).is_some_and(|word| word.eq_ignore_ascii_case(keyword));
        let colon = skip_blanks(self.line, after);
        let expected = || format!(" {}:", String::from_utf8_lossy(keyword));
        let mut path_start = if named && self.line.get(colon) == Some(&b':') {
            argument.keyword = Some(Span::new(from, colon + 1));
            self.tokens.push(Token::new(Span::new(from, colon + 1), Role::Keyword));
            if colon > after {
                self.faults.push(Fault::replace(FaultKind::SpaceBeforeColon, Span::new(after, colon), ""));
            }
            colon + 1
        } else if named {
            let place = Span::new(start, after);
            self.faults.push(Fault::mend(FaultKind::MissingKeyword, place, Span::new(start, colon), expected()));
            after
        } else {
            // A word with a colon was meant for the keyword: `MAIL TO:`, `MAIL FORM:`.
            let word = from + self.line[from..].iter().take_while(|octet| octet.is_ascii_alphabetic()).count();
            let colon = skip_blanks(self.line, word);
            let other = if self.line.get(colon) == Some(&b':') { skip_blanks(self.line, colon + 1) } else { from };
            self.faults.push(Fault::mend(FaultKind::MissingKeyword, Span::new(start, from), Span::new(start, other), expected()));
            from
        };
        let blanks_end = skip_blanks(self.line, path_start);
        if blanks_end > path_start && blanks_end < self.line.len() && argument.keyword.is_some() {
            self.faults.push(Fault::replace(FaultKind::SpaceAfterColon, Span::new(path_start, blanks_end), ""));
        }
        path_start = blanks_end;
        if path_start >= self.line.len() {
            self.faults.push(Fault::new(FaultKind::MissingPath, Span::at(self.line.len())));
            return Argument::Path(argument);
        }
        let path = read_path(self.line, path_start, &mut self.tokens, &mut self.faults);
        if verb == Verb::Rcpt && path.is_null() {
            self.faults.push(Fault::new(FaultKind::NullPath, path.span));
        }
        argument.path = Some(path);
        argument.parameters = read_parameters(self.line, path.span.end, verb, &mut self.tokens, &mut self.faults);
        Argument::Path(argument)
    }

    /// `auth-command = "AUTH" SP sasl-mech [SP initial-response] CRLF` (RFC 4954 section 8)
    fn auth(&mut self, start: usize) -> Argument {
        let mut argument = AuthArgument::default();
        let mut found = words(self.line, start);
        argument.mechanism = found.next();
        argument.initial_response = found.next();
        argument.rest = found.next().map(|third| Span::new(third.start, trimmed(self.line, third.start).end));
        match argument.mechanism {
            Some(span) => self.tokens.push(Token::new(span, Role::Mechanism)),
            None => self.faults.push(Fault::new(FaultKind::MissingArgument, Span::at(self.line.len()))),
        }
        if let Some(span) = argument.initial_response {
            self.tokens.push(Token::new(span, Role::InitialResponse));
            let response = span.of(self.line);
            if response != b"=" && STANDARD.decode(response).is_err() {
                self.faults.push(Fault::replace(FaultKind::NotBase64, span, mend::base64(response)));
            }
        }
        if let Some(span) = argument.rest {
            self.tokens.push(Token::new(span, Role::Unexpected));
            self.faults.push(Fault::mend(
                FaultKind::UnexpectedArgument,
                span,
                Span::new(blanks_before(self.line, span), self.line.len()),
                "",
            ));
        }
        Argument::Auth(argument)
    }

    /// `bdat-cmd = "BDAT" SP chunk-size [ SP end-marker ] CR LF` (RFC 3030 section 2)
    fn chunk(&mut self, start: usize) -> Argument {
        let mut argument = ChunkArgument::default();
        let mut found = words(self.line, start);
        match found.next() {
            None => self.faults.push(Fault::new(FaultKind::MissingArgument, Span::at(self.line.len()))),
            Some(span) => {
                self.tokens.push(Token::new(span, Role::ChunkSize));
                let digits = span.of(self.line);
                argument.size = std::str::from_utf8(digits)
                    .ok()
                    .filter(|text| text.bytes().all(|octet| octet.is_ascii_digit()))
                    .and_then(|text| text.parse().ok());
                if argument.size.is_none() {
                    self.faults.push(Fault::maybe(FaultKind::ChunkSize, span, mend::count(digits)));
                }
            }
        }
        for span in found {
            if span.of(self.line).eq_ignore_ascii_case(b"LAST") && !argument.last {
                argument.last = true;
                self.tokens.push(Token::new(span, Role::Last));
            } else {
                argument.malformed = true;
                self.tokens.push(Token::new(span, Role::Unexpected));
                let place = Span::new(blanks_before(self.line, span), span.end);
                self.faults.push(Fault::mend(FaultKind::UnexpectedArgument, span, place, ""));
            }
        }
        Argument::Chunk(argument)
    }
}

pub(super) fn skip_blanks(line: &[u8], start: usize) -> usize {
    let start = start.min(line.len());
    start + line[start..].iter().take_while(|octet| matches!(octet, b' ' | b'\t')).count()
}

/// Where the white space before `span` begins.
fn blanks_before(line: &[u8], span: Span) -> usize {
    let before = line.get(..span.start).unwrap_or_default();
    span.start - before.iter().rev().take_while(|octet| matches!(octet, b' ' | b'\t')).count()
}

/// What stands after `start`, without white space at both ends.
fn trimmed(line: &[u8], start: usize) -> Span {
    let from = skip_blanks(line, start);
    let blanks = line[from..].iter().rev().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
    Span::new(from, line.len() - blanks)
}
