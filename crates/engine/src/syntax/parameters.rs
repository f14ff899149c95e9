use super::spelling::closest;
use super::values::{mended_value, value_fits};
use super::{Fault, FaultKind, Role, Token};
use crate::spec::{PARAMETERS, Verb, parameter};
use crate::wire::Span;

/// One parameter of MAIL or RCPT.
///
/// ```text
/// esmtp-param = esmtp-keyword ["=" esmtp-value]
/// ```
/// (RFC 5321 section 4.1.2)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// All of it.
    pub span: Span,
    /// The keyword.
    pub keyword: Span,
    /// What stands after the `=`, also when that is nothing.
    pub value: Option<Span>,
}

/// Reads the parameters that follow `start`.
pub(super) fn read_parameters(line: &[u8], start: usize, verb: Verb, tokens: &mut Vec<Token>, faults: &mut Vec<Fault>) -> Vec<Parameter> {
    let mut parameters: Vec<Parameter> = Vec::new();
    for span in words(line, start) {
        let parameter = split(line, span, tokens);
        check(line, verb, parameter, faults);
        let name = parameter.keyword.of(line);
        if parameters.iter().any(|earlier| earlier.keyword.of(line).eq_ignore_ascii_case(name)) {
            faults.push(Fault::mend(FaultKind::ParameterTwice, span, with_blanks(line, span), ""));
        }
        parameters.push(parameter);
    }
    parameters
}

/// The words after `start`, parted by white space.
pub(super) fn words(line: &[u8], start: usize) -> impl Iterator<Item = Span> + '_ {
    let mut position = start.min(line.len());
    std::iter::from_fn(move || {
        let blank = |octet: &u8| matches!(octet, b' ' | b'\t');
        let from = position + line[position..].iter().position(|octet| !blank(octet))?;
        position = line[from..].iter().position(blank).map_or(line.len(), |found| from + found);
        Some(Span::new(from, position))
    })
}

fn split(line: &[u8], span: Span, tokens: &mut Vec<Token>) -> Parameter {
    let Some(equals) = span.of(line).iter().position(|&octet| octet == b'=') else {
        tokens.push(Token::new(span, Role::ParameterName));
        return Parameter { span, keyword: span, value: None };
    };
    let equals = span.start + equals;
    let keyword = Span::new(span.start, equals);
    let value = Span::new(equals + 1, span.end);
    tokens.push(Token::new(keyword, Role::ParameterName));
    tokens.push(Token::new(Span::new(equals, equals + 1), Role::Equals));
    tokens.push(Token::new(value, Role::ParameterValue));
    Parameter { span, keyword, value: Some(value) }
}

fn check(line: &[u8], verb: Verb, given: Parameter, faults: &mut Vec<Fault>) {
    let name = given.keyword.text(line);
    let well_formed = name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-');
    if !well_formed {
        faults.push(Fault::mend(FaultKind::ParameterSyntax, given.span, with_blanks(line, given.span), ""));
        return;
    }
    let Some(row) = parameter(verb, &name) else {
        let known = PARAMETERS.iter().filter(|row| row.verb == verb).map(|row| row.keyword);
        faults.push(match closest(&name, known) {
            Some(meant) => Fault::mend(FaultKind::ParameterUnknown, given.span, given.keyword, meant),
            None => Fault::mend(FaultKind::ParameterUnknown, given.span, with_blanks(line, given.span), ""),
        });
        return;
    };
    match given.value {
        None if !row.value.is_empty() => {
            let value = row.samples.first().map(|sample| format!("{}={sample}", given.keyword.text(line)));
            faults.push(Fault::maybe(FaultKind::ParameterValueMissing, given.span, value));
        }
        Some(value) if row.value.is_empty() => {
            faults.push(Fault::replace(FaultKind::ParameterValueUnexpected, Span::new(value.start - 1, value.end), ""));
        }
        Some(value) if !value_fits(row.keyword, value.of(line)) => {
            faults.push(Fault::maybe(FaultKind::ParameterValue, value, mended_value(row, value.of(line))));
        }
        _ => {}
    }
}

/// `span` with the white space before it.
fn with_blanks(line: &[u8], span: Span) -> Span {
    let before = line.get(..span.start).unwrap_or_default();
    let blanks = before.iter().rev().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
    Span::new(span.start - blanks, span.end)
}
