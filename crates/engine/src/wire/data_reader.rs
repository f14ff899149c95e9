//! Reads message data after DATA: dot-stuffing and the end of data
//! (RFC 5321 sections 4.1.1.4 and 4.5.2).

/// Which line ends a server knows in message data. Where it takes more than CRLF, a message can
/// smuggle a second one in ("SMTP smuggling").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newlines {
    /// CRLF only, as RFC 5321 section 2.3.8 demands.
    CrLf,
    /// LF, with any number of CR before it (Postfix up to 3.8 and many others).
    AnyCrLf,
    /// As the first line ends: where that is CRLF, only CRLF; where it is LF, LF with or without a CR
    /// before it (Exim since the fix of CVE-2023-51766).
    AsFirstLine,
    /// CRLF only, and the first CR or LF that is no part of one breaks the message off (Sendmail 8.18).
    Unforgiving,
    /// LF, with one CR before it or none (OpenSMTPD).
    Lf,
    /// CRLF only, but a dot that stuffs is taken off after a bare LF too, and only where a second dot
    /// follows it (nodemailer's smtp-server).
    CrLfDotPairs,
}

/// What the reader found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataEvent {
    /// The end of data has not come; all input was read.
    More,
    /// The line with the lone dot came.
    End,
    /// A CR came without LF, and the server breaks off at it.
    BareCr,
    /// An LF came without CR, and the server breaks off at it.
    BareLf,
}

/// The states of the reader, named by what it has just seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Seen {
    /// A line's end, or the start of the data.
    #[default]
    LineStart,
    /// A dot at the start of a line.
    Dot,
    /// That dot and one CR or more; the count of them.
    DotCr(u32),
    /// CR inside a line.
    Cr,
    /// Anything else inside a line.
    Text,
    /// A bare LF that ends no line, but before which a dot may stuff.
    BareLf,
    /// A dot after it.
    BareDot,
}

/// Takes dot-stuffed data in any chunks and gives the message's octets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataReader {
    seen: Seen,
    /// Octets of the message so far, also those not kept.
    size: u64,
    /// CRLFs in the message so far.
    line_ends: u64,
    /// Whether the first line ended with CRLF, once it has ended.
    first_line_crlf: Option<bool>,
    /// Dots that were taken off as stuffing.
    stuffed: u64,
    /// Octets that came so far, dots that stuff included.
    came: u64,
    /// How many of them are in the line at hand.
    line: u64,
    /// Octets of the longest line so far, as it came, without its LF.
    longest_line: u64,
    /// The longest line that is watched for, its end included; 0 for none.
    line_limit: u64,
    /// How many octets came before the first line that is longer.
    overlong_at: Option<u64>,
}

impl DataReader {
    /// Reads from `input` up to the end of data and appends the message's octets to `message`, as
    /// long as that holds fewer than `keep` octets. Returns how many octets of `input` were read.
    pub fn read(&mut self, input: &[u8], newlines: Newlines, keep: u64, message: &mut Vec<u8>) -> (usize, DataEvent) {
        let mut index = 0;
        while let Some(&octet) = input.get(index) {
            if self.seen == Seen::Text && !is_line_end(octet) {
                let run = text_length(&input[index..]);
                self.put_text(&input[index..index + run], keep, message);
                index += run;
                continue;
            }
            let crlf = octet == b'\n' && matches!(self.seen, Seen::Cr | Seen::DotCr(1));
            let bare_lf = match newlines {
                Newlines::CrLf | Newlines::Unforgiving | Newlines::CrLfDotPairs => false,
                Newlines::AnyCrLf | Newlines::Lf => true,
                Newlines::AsFirstLine => self.first_line_crlf != Some(true),
            };
            let ends_line = crlf || (octet == b'\n' && bare_lf);
            self.measure(ends_line);
            if octet == b'\n' {
                self.first_line_crlf.get_or_insert(crlf);
                self.line_ends += u64::from(crlf);
            }
            if newlines == Newlines::Unforgiving {
                let after_cr = matches!(self.seen, Seen::Cr | Seen::DotCr(_));
                match (after_cr, octet) {
                    (true, b'\n') | (false, 0..=9 | 11..=255) => {}
                    (true, _) => return (index + 1, DataEvent::BareCr),
                    (false, b'\n') => return (index + 1, DataEvent::BareLf),
                }
            }
            self.seen = match (self.seen, octet) {
                (Seen::LineStart, b'.') => Seen::Dot,
                (Seen::Dot, b'\r') => Seen::DotCr(1),
                (Seen::DotCr(count), b'\r') if newlines == Newlines::AnyCrLf => Seen::DotCr(count.saturating_add(1)),
                (Seen::Dot | Seen::DotCr(_), b'\n') if ends_line => {
                    self.seen = Seen::LineStart;
                    self.line_ends -= u64::from(crlf);
                    return (index + 1, DataEvent::End);
                }
                (Seen::BareLf, b'.') => Seen::BareDot,
                (seen, _) => {
                    // The dot at a line's start was stuffing; what came after it is text.
                    self.stuffed += u64::from(matches!(seen, Seen::Dot | Seen::DotCr(_)));
                    let pairs = newlines == Newlines::CrLfDotPairs;
                    let stuffing = octet == b'.' && matches!(seen, Seen::Dot | Seen::BareDot);
                    if pairs && !stuffing && matches!(seen, Seen::Dot | Seen::DotCr(_) | Seen::BareDot) {
                        self.put(b'.', keep, message);
                    }
                    if let Seen::DotCr(count) = seen {
                        for _ in 0..count {
                            self.put(b'\r', keep, message);
                        }
                    }
                    self.put(octet, keep, message);
                    match octet {
                        b'\n' if ends_line => Seen::LineStart,
                        // The first octet of all is not looked at for this.
                        b'\n' if pairs && self.came > 1 => Seen::BareLf,
                        b'\r' => Seen::Cr,
                        _ => Seen::Text,
                    }
                }
            };
            index += 1;
        }
        (input.len(), DataEvent::More)
    }

    /// A reader that watches for lines of more than `limit` octets, their ends and stuffing included.
    pub fn with_line_limit(limit: u64) -> Self {
        Self { line_limit: limit, ..Self::default() }
    }

    /// Octets of the message so far (without stuffing and end), also those that were not kept.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// How many CRLFs are in the message so far, also in what was not kept.
    pub fn line_ends(&self) -> u64 {
        self.line_ends
    }

    /// How many dots were taken off as stuffing.
    pub fn stuffed(&self) -> u64 {
        self.stuffed
    }

    /// Octets of the longest line so far, as it came, without its LF.
    pub fn longest_line(&self) -> u64 {
        self.longest_line
    }

    /// Octets that came so far, dots that stuff and the end of data included.
    pub fn came(&self) -> u64 {
        self.came
    }

    /// How many octets came before the first line that was too long, where one was.
    pub fn overlong_at(&self) -> Option<u64> {
        self.overlong_at
    }

    /// Counts one more octet.
    fn measure(&mut self, ends_line: bool) {
        self.measure_text(1);
        if ends_line {
            self.line = 0;
        } else {
            self.longest_line = self.longest_line.max(self.line);
        }
    }

    /// Counts octets that end no line, but for the longest line.
    fn measure_text(&mut self, count: u64) {
        self.came += count;
        self.line += count;
        if self.line_limit > 0 && self.line > self.line_limit {
            self.overlong_at.get_or_insert(self.came - self.line);
        }
    }

    /// Puts octets from inside a line, all at once: most of a message is that.
    fn put_text(&mut self, text: &[u8], keep: u64, message: &mut Vec<u8>) {
        self.measure_text(text.len() as u64);
        self.longest_line = self.longest_line.max(self.line);
        self.size += text.len() as u64;
        let room = usize::try_from(keep.saturating_sub(message.len() as u64)).unwrap_or(usize::MAX);
        message.extend_from_slice(&text[..text.len().min(room)]);
    }

    fn put(&mut self, octet: u8, keep: u64, message: &mut Vec<u8>) {
        self.size += 1;
        if (message.len() as u64) < keep {
            message.push(octet);
        }
    }
}

const fn is_line_end(octet: u8) -> bool {
    matches!(octet, b'\r' | b'\n')
}

/// How many octets come before the first CR or LF. Whole blocks are looked at together.
fn text_length(input: &[u8]) -> usize {
    const BLOCK: usize = 16;
    let is_text = |block: &&[u8]| !block.iter().fold(false, |found, &octet| found | is_line_end(octet));
    let start = BLOCK * input.chunks_exact(BLOCK).take_while(is_text).count();
    start + input[start..].iter().take_while(|&&octet| !is_line_end(octet)).count()
}

#[cfg(test)]
mod tests;
