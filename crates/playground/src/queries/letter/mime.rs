//! The parts of a message (RFC 2045, RFC 2046). The page reads them by itself: the tables of the library
//! for this cost 42 kB of download, and the browser has them already.

use super::encoded::{Charset, to_text};
use super::header::{fields, split};
use super::parameters::{Parameterized, parameterized};
use super::transfer;
use smtp_engine::wire::{visible, visible_lines};

/// More parts are not shown.
const MOST: usize = 200;
/// Parts that lie deeper are shown as they are.
const DEEPEST: usize = 20;

/// The parts of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// They, each behind the one that it is in.
    pub list: Vec<Part>,
    /// There are more than are shown.
    pub more: bool,
}

/// A part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// In how many others it is.
    pub depth: usize,
    /// Its media type, such as `text/plain`.
    pub kind: String,
    /// Its Content-Transfer-Encoding.
    pub encoding: String,
    /// Its file name.
    pub name: Option<String>,
    /// What it is for a reader.
    pub content: Content,
    /// What is wrong with it.
    pub problem: Option<Problem>,
    /// What is in it, its encoding taken off; nothing of one that is made of parts.
    pub octets: Vec<u8>,
}

/// What a part is for a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// It is made of parts.
    Parts,
    /// Text to read.
    Text(String),
    /// HTML to show.
    Html(String),
    /// To save.
    Attachment,
}

/// What is wrong with a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It says base64 and is not, or not wholly.
    NotBase64,
    /// Nobody knows its Content-Transfer-Encoding.
    UnknownEncoding,
    /// It says that it has parts, and not what stands between them.
    NoBoundary,
    /// What should stand between its parts is nowhere.
    BoundaryNotFound,
    /// The last of its parts does not end.
    NotEnded,
    /// It lies too deep.
    TooDeep,
}

/// The parts of `message`.
pub fn parts(message: &[u8], charset: Charset) -> Parts {
    let mut found = Parts::default();
    let mut waiting = vec![(0, message)];
    while let Some((depth, entity)) = waiting.pop() {
        if found.list.len() >= MOST {
            found.more = true;
            break;
        }
        let (part, inner) = read(depth, entity, charset);
        found.list.push(part);
        waiting.extend(inner.into_iter().rev().map(|entity| (depth + 1, entity)));
    }
    found
}

/// An entity, and those inside it.
fn read(depth: usize, entity: &[u8], charset: Charset) -> (Part, Vec<&[u8]>) {
    let (head, body) = split(entity);
    let headers = fields(&visible_lines(head));
    let field = |name: &str| headers.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str());
    let kind = parameterized(field("Content-Type").unwrap_or("text/plain"));
    let disposition = parameterized(field("Content-Disposition").unwrap_or_default());
    let encoding = field("Content-Transfer-Encoding").unwrap_or("7bit").trim().to_ascii_lowercase();
    let name = disposition.text("filename", charset).or_else(|| kind.text("name", charset)).map(|name| file_name(&name));
    let mut part = Part { depth, kind: kind.value.clone(), encoding, name, content: Content::Parts, problem: None, octets: Vec::new() };
    if depth >= DEEPEST {
        part.problem = Some(Problem::TooDeep);
        part.content = Content::Attachment;
        part.octets = body.to_vec();
        return (part, Vec::new());
    }
    match inner(&kind, &part.encoding, body) {
        Inside::Parts(inner, ended) => {
            part.problem = (!ended).then_some(Problem::NotEnded);
            return (part, inner);
        }
        Inside::Broken(problem) => part.problem = Some(problem),
        Inside::Nothing => {}
    }
    let (octets, problem) = decoded(&part.encoding, body);
    part.problem = part.problem.or(problem);
    part.content = content(&kind, &disposition, part.name.is_some(), &octets, charset);
    part.octets = octets;
    (part, Vec::new())
}

/// What is inside an entity.
enum Inside<'e> {
    /// Other entities; whether the last of them ends.
    Parts(Vec<&'e [u8]>, bool),
    /// There should be others, but.
    Broken(Problem),
    /// No others.
    Nothing,
}

fn inner<'e>(kind: &Parameterized, encoding: &str, body: &'e [u8]) -> Inside<'e> {
    let plain = !matches!(encoding, "base64" | "quoted-printable");
    if kind.value == "message/rfc822" && plain {
        return Inside::Parts(vec![body], true);
    }
    if !kind.value.starts_with("multipart/") {
        return Inside::Nothing;
    }
    match kind.plain("boundary").filter(|boundary| !boundary.is_empty()) {
        None => Inside::Broken(Problem::NoBoundary),
        Some(boundary) => match cut(body, boundary.as_bytes()) {
            (parts, _) if parts.is_empty() => Inside::Broken(Problem::BoundaryNotFound),
            (parts, ended) => Inside::Parts(parts, ended),
        },
    }
}

/// The entities of a multipart body, and whether it is ended (RFC 2046 section 5.1.1). The line end before
/// a boundary belongs to the boundary.
fn cut<'b>(body: &'b [u8], boundary: &[u8]) -> (Vec<&'b [u8]>, bool) {
    let mut parts = Vec::new();
    let mut begin = None;
    let mut at = 0;
    for line in body.split_inclusive(|&octet| octet == b'\n') {
        let start = at;
        at += line.len();
        let Some(rest) = line.trim_ascii_end().strip_prefix(b"--").and_then(|rest| rest.strip_prefix(boundary)) else {
            continue;
        };
        if !matches!(rest, b"" | b"--") {
            continue;
        }
        if let Some(begin) = begin {
            parts.push(without_line_end(body.get(begin..start).unwrap_or_default()));
        }
        if rest == b"--" {
            return (parts, true);
        }
        begin = Some(at);
        if parts.len() > MOST {
            return (parts, true);
        }
    }
    if let Some(begin) = begin {
        parts.push(body.get(begin..).unwrap_or_default());
    }
    (parts, false)
}

fn without_line_end(octets: &[u8]) -> &[u8] {
    let octets = octets.strip_suffix(b"\n").unwrap_or(octets);
    octets.strip_suffix(b"\r").unwrap_or(octets)
}

fn decoded(encoding: &str, body: &[u8]) -> (Vec<u8>, Option<Problem>) {
    match encoding {
        "base64" => {
            let (octets, clean) = transfer::base64(body);
            (octets, (!clean).then_some(Problem::NotBase64))
        }
        "quoted-printable" => (transfer::quoted_printable(body), None),
        "7bit" | "8bit" | "binary" => (body.to_vec(), None),
        _ => (body.to_vec(), Some(Problem::UnknownEncoding)),
    }
}

fn content(kind: &Parameterized, disposition: &Parameterized, named: bool, octets: &[u8], charset: Charset) -> Content {
    let multipart = kind.value.starts_with("multipart/");
    // A value that is no media type means text (RFC 2045 section 5.2).
    let text = kind.value.starts_with("text/") || multipart || !kind.value.contains('/');
    if !text || disposition.value == "attachment" || (named && disposition.value != "inline") {
        return Content::Attachment;
    }
    let text = to_text(kind.plain("charset").unwrap_or("utf-8"), octets, charset);
    if kind.value == "text/html" { Content::Html(text) } else { Content::Text(visible_lines(text.as_bytes())) }
}

/// A file name that names nothing but a file.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible = visible(last.as_bytes());
    visible.trim_start_matches('.').chars().filter(|character| !"<>:\"|?*".contains(*character)).take(120).collect()
}
