//! Names in Unicode, as smtp-server keeps them (`punycode.toUnicode()`, RFC 3492).

const OVERFLOW: &str = "Overflow: input needs wider integers to process";
const NOT_BASIC: &str = "Illegal input >= 0x80 (not a basic code point)";
const INVALID: &str = "Invalid input";
const MAX: u64 = 0x7fff_ffff;

/// `domain` with its `xn--` labels in Unicode, or what is wrong with one of them.
pub(super) fn to_unicode(domain: &str) -> Result<String, &'static str> {
    let labels = domain.split(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}']);
    let plain: Vec<String> = labels
        .map(|label| label.strip_prefix("xn--").map_or_else(|| Ok(label.to_owned()), |encoded| decode(&encoded.to_lowercase())))
        .collect::<Result<_, _>>()?;
    Ok(plain.join("."))
}

/// RFC 3492 section 6.2.
fn decode(encoded: &str) -> Result<String, &'static str> {
    let (basic, rest) = encoded.rsplit_once('-').unwrap_or(("", encoded));
    if !basic.is_ascii() {
        return Err(NOT_BASIC);
    }
    let rest = if basic.is_empty() { encoded } else { rest };
    let mut output: Vec<u32> = basic.chars().map(u32::from).collect();
    let (mut code, mut index, mut bias) = (128, 0, 72);
    let mut digits = rest.chars();
    while !digits.as_str().is_empty() {
        let old = index;
        let (mut weight, mut step) = (1, 36);
        loop {
            let digit = digits.next().and_then(digit_value).ok_or(INVALID)?;
            if digit > (MAX - index) / weight {
                return Err(OVERFLOW);
            }
            index += digit * weight;
            let threshold = if step <= bias { 1 } else { (step - bias).min(26) };
            if digit < threshold {
                break;
            }
            if weight > MAX / (36 - threshold) {
                return Err(OVERFLOW);
            }
            weight *= 36 - threshold;
            step += 36;
        }
        let count = output.len() as u64 + 1;
        bias = adapt(index - old, count, old == 0);
        if index / count > MAX - code {
            return Err(OVERFLOW);
        }
        code += index / count;
        index %= count;
        output.insert(index as usize, code as u32);
        index += 1;
    }
    if output.iter().any(|&code| code > 0x10_ffff) {
        return Err("Invalid code point");
    }
    Ok(output.into_iter().map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

fn digit_value(digit: char) -> Option<u64> {
    match digit {
        'a'..='z' => Some(u64::from(digit) - u64::from('a')),
        '0'..='9' => Some(u64::from(digit) - u64::from('0') + 26),
        _ => None,
    }
}

/// RFC 3492 section 6.1.
fn adapt(delta: u64, count: u64, first: bool) -> u64 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / count;
    let mut steps = 0;
    while delta > 35 * 26 / 2 {
        delta /= 35;
        steps += 36;
    }
    steps + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_decoded_and_bad_ones_refused() {
        assert_eq!(to_unicode("xn--bcher-kva.example"), Ok("bücher.example".into()));
        assert_eq!(to_unicode("xn--mgbh0fb.example"), Ok("مثال.example".into()));
        assert_eq!(to_unicode("example.org"), Ok("example.org".into()));
        assert_eq!(to_unicode("xn--"), Ok(String::new()));
        assert_eq!(to_unicode("xn--a_b"), Err(INVALID));
        assert_eq!(to_unicode("xn--9"), Err(INVALID));
        assert_eq!(to_unicode("xn--99999999"), Err(OVERFLOW));
    }
}
