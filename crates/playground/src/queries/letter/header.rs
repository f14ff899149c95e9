/// Header section and body. A message whose first line is no header field has none (a client that
/// forgot the empty line).
pub fn split(message: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    for line in message.split_inclusive(|&octet| octet == b'\n') {
        let text = line.trim_ascii_end();
        if text.is_empty() {
            return (message.get(..at).unwrap_or_default(), message.get(at + line.len()..).unwrap_or_default());
        }
        if !is_field(text) && (at == 0 || !matches!(text.first(), Some(b' ' | b'\t'))) {
            return message.split_at(at);
        }
        at += line.len();
    }
    (message, &[])
}

/// Whether `line` begins with a field name and a colon (RFC 5322 section 3.6.8: printable, no space).
fn is_field(line: &[u8]) -> bool {
    let name = line.split(|&octet| octet == b':').next().unwrap_or_default();
    name.len() < line.len() && !name.is_empty() && name.iter().all(u8::is_ascii_graphic)
}

/// The fields of a header section, folded lines put together (RFC 5322 section 2.2.3).
pub fn fields(head: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in head.lines() {
        match (line.starts_with([' ', '\t']), fields.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (_, _, Some((name, value))) => fields.push((name.to_owned(), value.trim().to_owned())),
            _ => {}
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use smtp_engine::wire::visible_lines;

    fn parts(message: &str) -> (Vec<(String, String)>, String) {
        let (head, body) = split(message.as_bytes());
        (fields(&visible_lines(head)), visible_lines(body))
    }

    #[test]
    fn headers_end_at_the_empty_line() {
        let (headers, body) = parts("Subject: a\r\n  b\r\nFrom: x\r\n\r\nText: no header\r\n");
        assert_eq!(headers, [("Subject".into(), "a b".into()), ("From".into(), "x".into())]);
        assert_eq!(body, "Text: no header\n");
    }

    #[test]
    fn a_message_may_have_no_header_or_no_body() {
        assert_eq!(parts("Hello there\r\n"), (vec![], "Hello there\n".into()));
        assert_eq!(parts("Subject: x\r\n"), (vec![("Subject".into(), "x".into())], String::new()));
        assert_eq!(parts(""), (vec![], String::new()));
        assert_eq!(parts("\r\nbody"), (vec![], "body".into()));
    }
}
