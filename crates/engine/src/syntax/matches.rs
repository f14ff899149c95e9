//! Which rule of the grammar each stretch of a line is meant to match.

use super::{Argument, DomainKind, Parsed, PathArgument, Role};
use crate::spec::{GrammarRule, Verb, grammar, line_rule};
use crate::wire::Span;

/// A stretch of a line and the rule that it is an instance of, as far as it could be made out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The rule.
    pub rule: &'static GrammarRule,
    /// The stretch.
    pub span: Span,
    /// How many rules are around it.
    pub depth: usize,
}

/// The rules of a line, from the outside in and from left to right; none where the verb is not known.
pub fn matches(line: &[u8], parsed: &Parsed) -> Vec<Match> {
    let mut found = Found(Vec::new());
    let Some((verb, rule)) = parsed.verb.and_then(|verb| Some((verb, line_rule(verb)?))) else {
        return found.0;
    };
    found.0.push(Match { rule, span: Span::new(parsed.verb_span.start, line.len()), depth: 0 });
    match &parsed.argument {
        Argument::Path(argument) => found.path(line, verb, argument),
        // A stretch that the command's rule does not name matches nothing.
        _ => parsed.tokens.iter().for_each(|token| {
            found.add(token.role.rule().filter(|name| rule.definition.contains(name)), token.span, 1);
        }),
    }
    found.0
}

struct Found(Vec<Match>);

impl Found {
    fn add(&mut self, rule: Option<&'static str>, span: Span, depth: usize) {
        if let Some(rule) = rule.and_then(grammar) {
            self.0.push(Match { rule, span, depth });
        }
    }

    fn path(&mut self, line: &[u8], verb: Verb, argument: &PathArgument) {
        let (path_rule, parameters_rule) =
            if verb == Verb::Mail { ("Reverse-path", "Mail-parameters") } else { ("Forward-path", "Rcpt-parameters") };
        if let Some(path) = &argument.path {
            self.add(Some(path_rule), path.span, 1);
            if !path.is_null() {
                self.add(Some("Path"), path.span, 2);
                let inner = path.span.start + usize::from(path.span.of(line).starts_with(b"<"));
                if path.mailbox.start > inner + 1 {
                    self.add(Role::SourceRoute.rule(), Span::new(inner, path.mailbox.start - 1), 3);
                }
                self.add(Some("Mailbox"), path.mailbox, 3);
                self.add(Role::LocalPart.rule(), path.local_part, 4);
                let quoted = path.local_part.of(line).starts_with(b"\"");
                self.add(Some(if quoted { "Quoted-string" } else { "Dot-string" }), path.local_part, 5);
                if let Some(domain) = path.domain {
                    let role = if path.domain_kind == DomainKind::Literal { Role::AddressLiteral } else { Role::Domain };
                    self.add(role.rule(), domain, 4);
                }
            }
        }
        if let (Some(first), Some(last)) = (argument.parameters.first(), argument.parameters.last()) {
            self.add(Some(parameters_rule), Span::new(first.span.start, last.span.end), 1);
            for parameter in &argument.parameters {
                self.add(Role::Equals.rule(), parameter.span, 2);
                self.add(Role::ParameterName.rule(), parameter.keyword, 3);
                if let Some(value) = parameter.value {
                    self.add(Role::ParameterValue.rule(), value, 3);
                }
            }
        }
    }
}

impl Role {
    /// The rule of the grammar that a token with this role is an instance or a part of.
    pub const fn rule(self) -> Option<&'static str> {
        Some(match self {
            Self::Verb | Self::Keyword | Self::Unexpected => return None,
            Self::Bracket => "Path",
            Self::SourceRoute => "A-d-l",
            Self::LocalPart => "Local-part",
            Self::At => "Mailbox",
            Self::Domain => "Domain",
            Self::AddressLiteral => "address-literal",
            Self::ParameterName => "esmtp-keyword",
            Self::Equals => "esmtp-param",
            Self::ParameterValue => "esmtp-value",
            Self::Mechanism => "sasl-mech",
            Self::InitialResponse => "initial-response",
            Self::ChunkSize => "chunk-size",
            Self::Last => "end-marker",
            Self::Text => "String",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn of(line: &str) -> Vec<(&'static str, String, usize)> {
        let found = matches(line.as_bytes(), &parse(line.as_bytes()));
        found.into_iter().map(|found| (found.rule.name, found.span.text(line.as_bytes()), found.depth)).collect()
    }

    #[test]
    fn a_path_is_taken_apart_from_the_outside_in() {
        let found = of("MAIL FROM:<joe@example.org> SIZE=12");
        let found: Vec<_> = found.iter().map(|(name, text, depth)| (*name, text.as_str(), *depth)).collect();
        assert_eq!(
            found,
            [
                ("mail", "MAIL FROM:<joe@example.org> SIZE=12", 0),
                ("Reverse-path", "<joe@example.org>", 1),
                ("Path", "<joe@example.org>", 2),
                ("Mailbox", "joe@example.org", 3),
                ("Local-part", "joe", 4),
                ("Dot-string", "joe", 5),
                ("Domain", "example.org", 4),
                ("Mail-parameters", "SIZE=12", 1),
                ("esmtp-param", "SIZE=12", 2),
                ("esmtp-keyword", "SIZE", 3),
                ("esmtp-value", "12", 3),
            ]
        );
    }

    #[test]
    fn what_is_no_mailbox_is_none() {
        assert_eq!(of("MAIL FROM:<>").last().map(|found| found.0), Some("Reverse-path"));
        assert_eq!(of("EHLO [127.0.0.1]").last().map(|found| found.0), Some("address-literal"));
        assert_eq!(of("HELO [127.0.0.1]").len(), 1);
        assert!(of("HELLO you").is_empty());
        for line in ["MAIL", "RCPT TO:", "RCPT TO:<", "MAIL FROM:<@a,@b:c@d>", "MAIL FROM:\"", "AUTH", "BDAT 1 LAST x", "EHLO \u{e9}"] {
            assert!(of(line).iter().all(|(.., depth)| *depth < 6), "{line}");
        }
    }

    #[test]
    fn every_role_has_a_rule_that_is_there() {
        let line = "MAIL FROM:<@a:joe@[127.0.0.1]> SIZE=12";
        for token in parse(line.as_bytes()).tokens {
            assert!(token.role.rule().is_none_or(|name| grammar(name).is_some()), "{token:?}");
        }
    }
}
