use super::domain::check_domain;
use super::quoting::{bracket_place, quote_place, quoted, without_blanks};
use super::{DomainKind, Fault, FaultKind, Role, Token};
use crate::wire::Span;

/// A reverse-path or forward-path, as far as it can be made out.
///
/// ```text
/// Path    = "<" [ A-d-l ":" ] Mailbox ">"
/// Mailbox = Local-part "@" ( Domain / address-literal )
/// ```
/// (RFC 5321 section 4.1.2)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path {
    /// All of it, brackets included.
    pub span: Span,
    /// The mailbox without brackets and source route; empty for `<>`.
    pub mailbox: Span,
    /// What stands before the last `@` that is not quoted.
    pub local_part: Span,
    /// What stands after it; `None` where there is no `@`.
    pub domain: Option<Span>,
    /// What the domain is.
    pub domain_kind: DomainKind,
}

impl Path {
    /// Whether it is the null path `<>`.
    pub const fn is_null(&self) -> bool {
        self.mailbox.is_empty() && self.domain.is_none()
    }
}

/// Reads the path that starts at `start` in `line`, with all its faults.
pub fn parse_path(line: &[u8], start: usize) -> (Path, Vec<Fault>) {
    let mut faults = Vec::new();
    let path = read_path(line, start.min(line.len()), &mut Vec::new(), &mut faults);
    (path, faults)
}

/// Reads the path that starts at `start`.
pub(super) fn read_path(line: &[u8], start: usize, tokens: &mut Vec<Token>, faults: &mut Vec<Fault>) -> Path {
    let extent = Extent::find(line, start, faults);
    if extent.open {
        tokens.push(Token::new(Span::new(start, start + 1), Role::Bracket));
    }
    let path = read_mailbox(line, extent.inner, extent.whole, tokens, faults);
    if extent.inner.end < extent.whole.end {
        tokens.push(Token::new(Span::new(extent.inner.end, extent.whole.end), Role::Bracket));
    }
    if !extent.open && !path.mailbox.is_empty() {
        let wrapped = format!("<{}>", extent.inner.text(line));
        faults.push(Fault::replace(FaultKind::MissingBrackets, extent.whole, wrapped));
    }
    path
}

/// Where a path starts and ends.
struct Extent {
    whole: Span,
    inner: Span,
    open: bool,
}

impl Extent {
    fn find(line: &[u8], start: usize, faults: &mut Vec<Fault>) -> Self {
        let open = line.get(start) == Some(&b'<');
        let mut inner_start = start + usize::from(open);
        let mut depth = usize::from(open);
        let mut position = inner_start;
        let mut quote = None;
        let mut inner_end = None;
        while let Some(&octet) = line.get(position) {
            match (quote, octet) {
                (_, b'\\') => position += 1,
                (None, b'"') => quote = Some(position),
                (Some(_), b'"') => quote = None,
                (Some(_), _) => {}
                (None, b'<') => {
                    faults.push(Fault::replace(FaultKind::DisplayName, Span::new(inner_start, position + 1), ""));
                    inner_start = position + 1;
                    depth += 1;
                }
                (None, b'>') if depth > 0 => {
                    inner_end.get_or_insert(position);
                    depth -= 1;
                    if depth == 0 {
                        position += 1;
                        break;
                    }
                }
                (None, b' ' | b'\t') if depth == 0 => break,
                (None, _) => {}
            }
            position += 1;
        }
        let end = position.min(line.len());
        if let Some(at) = quote {
            faults.push(Fault::mend(FaultKind::UnclosedQuote, Span::new(at, at + 1), quote_place(line, at, end), "\""));
        }
        if depth > 0 && inner_end.is_none() {
            let bracket = Span::new(start, start + 1);
            faults.push(match quote {
                // The quote comes first: a bracket after it would be quoted too.
                Some(_) => Fault::new(FaultKind::UnclosedBracket, bracket),
                None => Fault::mend(FaultKind::UnclosedBracket, bracket, bracket_place(line, inner_start, end), ">"),
            });
        }
        let mut whole = Span::new(start, end);
        let mut inner = Span::new(inner_start, inner_end.unwrap_or(end));
        if !open && quote.is_none() && line[start..end].ends_with(b">") && inner_end.is_none() {
            inner.end -= 1;
            faults.push(Fault::replace(FaultKind::StrayBracket, Span::new(end - 1, end), ""));
        }
        // What follows a closed path without a space.
        if open && depth == 0 {
            let mut stray = end;
            while line.get(stray) == Some(&b'>') {
                stray += 1;
            }
            if stray > end {
                faults.push(Fault::replace(FaultKind::StrayBracket, Span::new(end, stray), ""));
                whole.end = stray;
            }
            let glued =
                line[whole.end..].iter().position(|octet| matches!(octet, b' ' | b'\t')).map_or(line.len(), |found| whole.end + found);
            if glued > whole.end {
                faults.push(Fault::mend(FaultKind::TextAfterPath, Span::new(whole.end, glued), Span::at(whole.end), " "));
                whole.end = glued;
            }
        }
        Self { whole, inner, open }
    }
}

/// `[ A-d-l ":" ] Mailbox`
fn read_mailbox(line: &[u8], inner: Span, whole: Span, tokens: &mut Vec<Token>, faults: &mut Vec<Fault>) -> Path {
    let mut mailbox = trim(line, inner);
    if mailbox.len() < inner.len() {
        faults.push(Fault::replace(FaultKind::SpaceInPath, inner, mailbox.text(line)));
    }
    if let Some(route) = source_route(line, mailbox) {
        faults.push(Fault::replace(FaultKind::SourceRoute, route, ""));
        tokens.push(Token::new(route, Role::SourceRoute));
        mailbox = Span::new(route.end, mailbox.end);
    }
    let marks = Marks::find(line, mailbox);
    if let Some(comma) = marks.comma {
        faults.push(Fault::replace(FaultKind::SeveralAddresses, Span::new(comma, mailbox.end), ""));
    }
    if let Some(space) = marks.space {
        faults.push(Fault::mend(FaultKind::SpaceInPath, Span::new(space, space + 1), mailbox, without_blanks(&mailbox.text(line))));
    }
    let Some(at) = marks.last_at else {
        if !mailbox.is_empty() {
            tokens.push(Token::new(mailbox, Role::LocalPart));
            check_local_part(line, mailbox, faults);
            faults.push(Fault::new(FaultKind::MissingDomain, Span::at(mailbox.end)));
        }
        return Path { span: whole, mailbox, local_part: mailbox, domain: None, domain_kind: DomainKind::Name };
    };
    let local_part = Span::new(mailbox.start, at);
    let domain = Span::new(at + 1, mailbox.end);
    if marks.several_at {
        let text = local_part.text(line);
        let once = text.trim_end_matches('@');
        // `joe@@example.org` is a slip; else the first `@` belongs to the name and must be quoted.
        let slip = once.len() < text.len() && !once.contains('@');
        faults.push(Fault::replace(FaultKind::SeveralAt, local_part, if slip { once.to_owned() } else { quoted(&text) }));
    }
    if local_part.is_empty() {
        // The one name that every domain has (RFC 5321 section 4.5.1).
        faults.push(Fault::replace(FaultKind::EmptyLocalPart, Span::at(at), "postmaster"));
    } else {
        tokens.push(Token::new(local_part, Role::LocalPart));
        check_local_part(line, local_part, faults);
    }
    tokens.push(Token::new(Span::new(at, at + 1), Role::At));
    let domain_kind = check_domain(line, domain, faults);
    if !domain.is_empty() {
        tokens.push(Token::new(domain, if domain_kind == DomainKind::Literal { Role::AddressLiteral } else { Role::Domain }));
    }
    Path { span: whole, mailbox, local_part, domain: Some(domain), domain_kind }
}

fn trim(line: &[u8], span: Span) -> Span {
    let text = span.of(line);
    let start = span.start + (text.len() - text.trim_ascii_start().len());
    Span::new(start, start + text.trim_ascii().len())
}

/// `A-d-l ":"`, that is `@domain[,@domain]:` (RFC 5321 appendix C).
fn source_route(line: &[u8], mailbox: Span) -> Option<Span> {
    let text = mailbox.of(line);
    if !text.starts_with(b"@") {
        return None;
    }
    let colon = text.iter().position(|&octet| octet == b':')?;
    Some(Span::new(mailbox.start, mailbox.start + colon + 1))
}

/// The characters of a mailbox that decide how it falls apart, outside quotes.
#[derive(Default)]
struct Marks {
    last_at: Option<usize>,
    several_at: bool,
    comma: Option<usize>,
    space: Option<usize>,
}

impl Marks {
    fn find(line: &[u8], mailbox: Span) -> Self {
        let mut marks = Self::default();
        let mut quoted = false;
        let mut position = mailbox.start;
        while position < mailbox.end {
            match line[position] {
                b'\\' => position += 1,
                b'"' => quoted = !quoted,
                _ if quoted => {}
                b'@' => {
                    marks.several_at = marks.last_at.is_some();
                    marks.last_at = Some(position);
                }
                b',' => marks.comma = marks.comma.or(Some(position)),
                b' ' | b'\t' => marks.space = marks.space.or(Some(position)),
                _ => {}
            }
            position += 1;
        }
        marks
    }
}

/// ```text
/// Local-part    = Dot-string / Quoted-string
/// Dot-string    = Atom *("." Atom)
/// Quoted-string = DQUOTE *QcontentSMTP DQUOTE
/// ```
fn check_local_part(line: &[u8], span: Span, faults: &mut Vec<Fault>) {
    let text = span.of(line);
    if text.len() > 64 {
        faults.push(Fault::new(FaultKind::LocalPartTooLong, span));
    }
    if text.starts_with(b"\"") {
        let end = quoted_end(text);
        if let Some(tab) = text.iter().position(|&octet| octet == b'\t') {
            faults.push(Fault::replace(FaultKind::ControlCharacter, Span::new(span.start + tab, span.start + tab + 1), " "));
        }
        if end < text.len() {
            let rest = Span::new(span.start + end, span.end);
            faults.push(Fault::mend(FaultKind::LocalPartCharacter, rest, span, quoted(&span.text(line))));
        }
        return;
    }
    if text.starts_with(b".") || text.ends_with(b".") || text.windows(2).any(|pair| pair == b"..") {
        faults.push(Fault::replace(FaultKind::LocalPartDots, span, quoted(&span.text(line))));
    }
    let special = |octet: &u8| !(is_atext(*octet) || *octet >= 0x80 || matches!(octet, b'.' | b' ' | b'\t' | b',' | b'@'));
    if let Some(index) = text.iter().position(special) {
        let at = Span::new(span.start + index, span.start + index + 1);
        faults.push(Fault::mend(FaultKind::LocalPartCharacter, at, span, quoted(&span.text(line))));
    }
}

/// Where the quoted string that `text` starts with ends; a whole local part is one quoted string or none.
fn quoted_end(text: &[u8]) -> usize {
    let mut position = 1;
    while let Some(&octet) = text.get(position) {
        position += 1;
        match octet {
            b'\\' => position += 1,
            b'"' => return position,
            _ => {}
        }
    }
    text.len()
}

/// `atext` of RFC 5322 section 3.2.3.
pub(super) const fn is_atext(octet: u8) -> bool {
    octet.is_ascii_alphanumeric()
        || matches!(
            octet,
            b'!' | b'#'
                | b'$'
                | b'%'
                | b'&'
                | b'\''
                | b'*'
                | b'+'
                | b'-'
                | b'/'
                | b'='
                | b'?'
                | b'^'
                | b'_'
                | b'`'
                | b'{'
                | b'|'
                | b'}'
                | b'~'
        )
}
