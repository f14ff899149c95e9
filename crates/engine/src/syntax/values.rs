//! The values of parameters. The grammar of each is in its row's RFC section.

use super::path::{is_atext, parse_path};
use super::spelling::closest;
use super::{FaultKind, decode_xtext, encode_xtext};
use crate::spec::ParameterSpec;

/// A value that fits the parameter of `row` and is as near as possible to `value`.
pub(super) fn mended_value(row: &ParameterSpec, value: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(value).into_owned();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let near = closest(&text, row.samples.iter().copied()).map(str::to_owned);
    let address = text.split_once(';').map_or(text.as_str(), |(_, address)| address);
    let tries = [
        near,
        Some(encode_xtext(text.as_bytes())),
        Some(format!("rfc822;{}", encode_xtext(address.as_bytes()))),
        Some(digits),
        row.samples.first().map(|sample| (*sample).to_owned()),
    ];
    tries.into_iter().flatten().find(|tried| value_fits(row.keyword, tried.as_bytes()))
}

/// Whether `value` is what the parameter `keyword` wants.
pub(super) fn value_fits(keyword: &str, value: &[u8]) -> bool {
    let is_one_of = |choices: &[&str]| choices.iter().any(|choice| value.eq_ignore_ascii_case(choice.as_bytes()));
    is_value(value)
        && match keyword {
            "SIZE" => (1..=20).contains(&value.len()) && value.iter().all(u8::is_ascii_digit),
            "BODY" => is_one_of(&["7BIT", "8BITMIME", "BINARYMIME"]),
            "RET" => is_one_of(&["FULL", "HDRS"]),
            // RFC 3461 section 4.4: up to 100 characters.
            "ENVID" => value.len() <= 100 && printable_xtext(value),
            "AUTH" => decode_xtext(value).is_ok_and(|plain| plain == b"<>" || is_mailbox(&plain)),
            "NOTIFY" => {
                is_one_of(&["NEVER"])
                    || value
                        .split(|&octet| octet == b',')
                        .all(|word| [&b"SUCCESS"[..], b"FAILURE", b"DELAY"].iter().any(|known| word.eq_ignore_ascii_case(known)))
            }
            // RFC 3461 section 4.2: up to 500 characters.
            "ORCPT" => value.iter().position(|&octet| octet == b';').is_some_and(|semicolon| {
                let (kind, address) = (&value[..semicolon], &value[semicolon + 1..]);
                !kind.is_empty() && kind.iter().all(|octet| is_atext(*octet)) && printable_xtext(address) && value.len() <= 500
            }),
            "BY" => is_by_value(value),
            "HOLDFOR" => (1..=9).contains(&value.len()) && value[0] != b'0' && value.iter().all(u8::is_ascii_digit),
            "HOLDUNTIL" => is_utc_date_time(value),
            "MT-PRIORITY" => matches!(value, [b'0'] | [b'1'..=b'9'] | [b'-', b'1'..=b'9']),
            _ => true,
        }
}

/// ```text
/// esmtp-value = 1*(%d33-60 / %d62-126)
/// ```
/// (RFC 5321 section 4.1.2; with SMTPUTF8 also UTF-8, RFC 6531 section 3.3)
fn is_value(value: &[u8]) -> bool {
    !value.is_empty() && value.iter().all(|octet| matches!(octet, 33..=60 | 62..=126 | 0x80..))
}

/// RFC 3461 section 4: hexadecimal digits in upper case, and nothing but printable ASCII after them.
fn printable_xtext(text: &[u8]) -> bool {
    let plus = |index: usize| index.checked_sub(1).is_some_and(|index| text[index] == b'+');
    let lower =
        text.iter().enumerate().any(|(index, octet)| octet.is_ascii_lowercase() && (plus(index) || index.checked_sub(1).is_some_and(plus)));
    !lower && decode_xtext(text).is_ok_and(|plain| plain.iter().all(|octet| (b' '..=b'~').contains(octet) || *octet == b'\t'))
}

fn is_mailbox(text: &[u8]) -> bool {
    let path = [b"<", text, b">"].concat();
    let (read, faults) = parse_path(&path, 0);
    read.domain.is_some() && faults.iter().all(|fault| fault.kind == FaultKind::DomainNumeric)
}

/// ```text
/// by-value = by-time ";" by-mode [by-trace]
/// by-time  = ["-" / "+"] 1*9digit
/// ```
/// A time that is not positive cannot go with the mode R (RFC 2852 section 4).
fn is_by_value(value: &[u8]) -> bool {
    let Some(semicolon) = value.iter().position(|&octet| octet == b';') else {
        return false;
    };
    let (time, mode) = (&value[..semicolon], &value[semicolon + 1..]);
    let (negative, digits) = match time {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    let positive = !negative && digits.iter().any(|&digit| digit != b'0');
    let mode_fits = match mode.to_ascii_uppercase().as_slice() {
        b"N" | b"NT" => true,
        b"R" | b"RT" => positive,
        _ => false,
    };
    (1..=9).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit) && mode_fits
}

/// A date-time of RFC 3339 section 5.6 in UTC: `2026-12-24T18:00:00Z`.
fn is_utc_date_time(value: &[u8]) -> bool {
    let pattern = b"0000-00-00T00:00:00";
    let Some((moment, rest)) = value.split_at_checked(pattern.len()) else {
        return false;
    };
    let shaped = moment
        .iter()
        .zip(pattern)
        .all(|(octet, like)| if *like == b'0' { octet.is_ascii_digit() } else { octet.eq_ignore_ascii_case(like) });
    let number = |from: usize| moment[from..from + 2].iter().fold(0, |sum, octet| sum * 10 + u32::from(octet.wrapping_sub(b'0')));
    let fraction = match rest {
        [b'.', fraction @ .., b'Z' | b'z'] => !fraction.is_empty() && fraction.iter().all(u8::is_ascii_digit),
        [b'Z' | b'z'] => true,
        _ => false,
    };
    shaped
        && fraction
        && (1..=12).contains(&number(5))
        && (1..=31).contains(&number(8))
        && number(11) < 24
        && number(14) < 60
        && number(17) <= 60
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(keyword: &str, good: &[&str], bad: &[&str]) {
        for value in good {
            assert!(value_fits(keyword, value.as_bytes()), "{keyword}={value} fits");
        }
        for value in bad {
            assert!(!value_fits(keyword, value.as_bytes()), "{keyword}={value} does not fit");
        }
    }

    #[test]
    fn every_sample_fits_its_grammar() {
        for row in crate::spec::PARAMETERS {
            assert_eq!(row.samples.is_empty(), row.value.is_empty(), "{}", row.keyword);
            check(row.keyword, row.samples, &[]);
        }
    }

    #[test]
    fn a_wrong_value_is_mended_to_what_was_meant() {
        let mended = |verb, keyword, value: &str| {
            let row = crate::spec::parameter(verb, keyword).expect("a known parameter");
            mended_value(row, value.as_bytes()).expect("a value")
        };
        use crate::spec::Verb::{Mail, Rcpt};
        assert_eq!(mended(Mail, "BODY", "8BIT"), "8BITMIME");
        assert_eq!(mended(Mail, "SIZE", "12,345"), "12345");
        assert_eq!(mended(Rcpt, "ORCPT", "bob@example.com"), "rfc822;bob@example.com");
        assert_eq!(mended(Mail, "ENVID", "a=b"), "a+3Db");
    }

    #[test]
    fn values_are_those_of_their_grammar() {
        check("SIZE", &["0", "12345678901234567890"], &["", "1k", "-1", "123456789012345678901"]);
        check("BODY", &["7bit", "8BITMIME", "BINARYMIME"], &["8BIT", "7BIT="]);
        check("ENVID", &["QQ314159", "a+2Bb"], &["", "a+2bb", "a+", "a=b", "+00"]);
        check("AUTH", &["<>", "e+3Dmc2@example.com"], &["", "nobody", "a@"]);
        check("NOTIFY", &["NEVER", "success,DELAY"], &["NEVER,DELAY", "", "SUCCESS,", "BOUNCE"]);
        check("ORCPT", &["rfc822;a@example.com", "x400;"], &[";a", "rfc822", "rf c;a", "rfc822;a+2b"]);
        check("BY", &["125;R", "+5;nt", "-60;N", "0;N"], &["0;R", "-1;R", "1234567890;N", "60", "60;X", ";N", "60;RX"]);
        check("HOLDFOR", &["1", "999999999"], &["0", "01", "1000000000", "1.5"]);
        check(
            "HOLDUNTIL",
            &["2026-12-24T18:00:00Z", "2026-12-24T18:00:00.5z"],
            &["2026-12-24", "2026-13-24T18:00:00Z", "2026-12-24T18:00:00+01:00"],
        );
        check("MT-PRIORITY", &["0", "9", "-9"], &["10", "-0", "+1", "09", ""]);
    }
}
