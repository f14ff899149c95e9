//! The grammar of command lines, rule by rule, as the RFCs write it (ABNF, RFC 5234).

use super::{RfcRef, Verb, rfc};

/// One rule of the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GrammarRule {
    /// Its name.
    pub name: &'static str,
    /// What stands after its `=`.
    pub definition: &'static str,
    /// Where it is defined.
    pub rfc: RfcRef,
}

const fn rule(name: &'static str, definition: &'static str, rfc: RfcRef) -> GrammarRule {
    GrammarRule { name, definition, rfc }
}

/// The rule of each command's line. Where an RFC gives none in ABNF, it says the same in words; what AUTH
/// says in further lines is left out.
pub static LINES: &[(Verb, GrammarRule)] = &[
    (Verb::Ehlo, rule("ehlo", "\"EHLO\" SP ( Domain / address-literal ) CRLF", rfc(5321, "4.1.1.1"))),
    (Verb::Helo, rule("helo", "\"HELO\" SP Domain CRLF", rfc(5321, "4.1.1.1"))),
    (Verb::Quit, rule("quit", "\"QUIT\" CRLF", rfc(5321, "4.1.1.10"))),
    (Verb::Starttls, rule("starttls", "\"STARTTLS\" CRLF", rfc(3207, "4"))),
    (Verb::Noop, rule("noop", "\"NOOP\" [ SP String ] CRLF", rfc(5321, "4.1.1.9"))),
    (Verb::Rset, rule("rset", "\"RSET\" CRLF", rfc(5321, "4.1.1.5"))),
    (Verb::Help, rule("help", "\"HELP\" [ SP String ] CRLF", rfc(5321, "4.1.1.8"))),
    (Verb::Auth, rule("auth-command", "\"AUTH\" SP sasl-mech [ SP initial-response ] CRLF", rfc(4954, "8"))),
    (Verb::Mail, rule("mail", "\"MAIL FROM:\" Reverse-path [ SP Mail-parameters ] CRLF", rfc(5321, "4.1.1.2"))),
    (
        Verb::Rcpt,
        rule(
            "rcpt",
            "\"RCPT TO:\" ( \"<Postmaster@\" Domain \">\" / \"<Postmaster>\" / Forward-path ) [ SP Rcpt-parameters ] CRLF",
            rfc(5321, "4.1.1.3"),
        ),
    ),
    (Verb::Data, rule("data", "\"DATA\" CRLF", rfc(5321, "4.1.1.4"))),
    (Verb::Bdat, rule("bdat-cmd", "\"BDAT\" SP chunk-size [ SP end-marker ] CRLF", rfc(3030, "2"))),
    (Verb::Vrfy, rule("vrfy", "\"VRFY\" SP String CRLF", rfc(5321, "4.1.1.6"))),
    (Verb::Expn, rule("expn", "\"EXPN\" SP String CRLF", rfc(5321, "4.1.1.7"))),
    (Verb::Etrn, rule("etrn", "\"ETRN\" SP [ option-character ] node-name CRLF", rfc(1985, "5"))),
    (Verb::Xclient, rule("xclient", "\"XCLIENT\" 1*( SP attribute-name \"=\" attribute-value ) CRLF", rfc(5321, "4.1.5"))),
    (Verb::Xforward, rule("xforward", "\"XFORWARD\" 1*( SP attribute-name \"=\" attribute-value ) CRLF", rfc(5321, "4.1.5"))),
];

/// The rules that those name, and what those name in turn.
pub static RULES: &[GrammarRule] = &[
    rule("Reverse-path", "Path / \"<>\"", rfc(5321, "4.1.2")),
    rule("Forward-path", "Path", rfc(5321, "4.1.2")),
    rule("Path", "\"<\" [ A-d-l \":\" ] Mailbox \">\"", rfc(5321, "4.1.2")),
    rule("A-d-l", "At-domain *( \",\" At-domain )", rfc(5321, "4.1.2")),
    rule("At-domain", "\"@\" Domain", rfc(5321, "4.1.2")),
    rule("Mailbox", "Local-part \"@\" ( Domain / address-literal )", rfc(5321, "4.1.2")),
    rule("Local-part", "Dot-string / Quoted-string", rfc(5321, "4.1.2")),
    rule("Dot-string", "Atom *( \".\" Atom )", rfc(5321, "4.1.2")),
    rule("Quoted-string", "DQUOTE *QcontentSMTP DQUOTE", rfc(5321, "4.1.2")),
    rule("QcontentSMTP", "qtextSMTP / quoted-pairSMTP", rfc(5321, "4.1.2")),
    rule("qtextSMTP", "%d32-33 / %d35-91 / %d93-126", rfc(5321, "4.1.2")),
    rule("quoted-pairSMTP", "%d92 %d32-126", rfc(5321, "4.1.2")),
    rule("Atom", "1*atext", rfc(5321, "4.1.2")),
    rule(
        "atext",
        "ALPHA / DIGIT / \"!\" / \"#\" / \"$\" / \"%\" / \"&\" / \"'\" / \"*\" / \"+\" / \"-\" / \"/\" / \"=\" / \"?\" / \"^\" / \"_\" / \"`\" / \"{\" / \"|\" / \"}\" / \"~\"",
        rfc(5322, "3.2.3"),
    ),
    rule("Domain", "sub-domain *( \".\" sub-domain )", rfc(5321, "4.1.2")),
    rule("sub-domain", "Let-dig [ Ldh-str ]", rfc(5321, "4.1.2")),
    rule("Let-dig", "ALPHA / DIGIT", rfc(5321, "4.1.2")),
    rule("Ldh-str", "*( ALPHA / DIGIT / \"-\" ) Let-dig", rfc(5321, "4.1.2")),
    rule("address-literal", "\"[\" ( IPv4-address-literal / IPv6-address-literal / General-address-literal ) \"]\"", rfc(5321, "4.1.3")),
    rule("IPv4-address-literal", "Snum 3( \".\" Snum )", rfc(5321, "4.1.3")),
    rule("IPv6-address-literal", "\"IPv6:\" IPv6-addr", rfc(5321, "4.1.3")),
    rule("General-address-literal", "Standardized-tag \":\" 1*dcontent", rfc(5321, "4.1.3")),
    rule("Standardized-tag", "Ldh-str", rfc(5321, "4.1.3")),
    rule("dcontent", "%d33-90 / %d94-126", rfc(5321, "4.1.3")),
    rule("Snum", "1*3DIGIT", rfc(5321, "4.1.3")),
    rule("IPv6-addr", "IPv6-full / IPv6-comp / IPv6v4-full / IPv6v4-comp", rfc(5321, "4.1.3")),
    rule("Mail-parameters", "esmtp-param *( SP esmtp-param )", rfc(5321, "4.1.2")),
    rule("Rcpt-parameters", "esmtp-param *( SP esmtp-param )", rfc(5321, "4.1.2")),
    rule("esmtp-param", "esmtp-keyword [ \"=\" esmtp-value ]", rfc(5321, "4.1.2")),
    rule("esmtp-keyword", "( ALPHA / DIGIT ) *( ALPHA / DIGIT / \"-\" )", rfc(5321, "4.1.2")),
    rule("esmtp-value", "1*( %d33-60 / %d62-126 )", rfc(5321, "4.1.2")),
    rule("String", "Atom / Quoted-string", rfc(5321, "4.1.2")),
    rule("sasl-mech", "1*20( %x41-5A / DIGIT / \"-\" / \"_\" )", rfc(4422, "3.1")),
    rule("initial-response", "base64 / \"=\"", rfc(4954, "8")),
    rule("base64", "base64-terminal / ( 1*( 4base64-char ) [ base64-terminal ] )", rfc(4954, "8")),
    rule("base64-char", "ALPHA / DIGIT / \"+\" / \"/\"", rfc(4954, "8")),
    rule("base64-terminal", "( 2base64-char \"==\" ) / ( 3base64-char \"=\" )", rfc(4954, "8")),
    rule("chunk-size", "1*DIGIT", rfc(3030, "2")),
    rule("end-marker", "\"LAST\"", rfc(3030, "2")),
];

/// The rule of a command's whole line.
pub fn line_rule(verb: Verb) -> Option<&'static GrammarRule> {
    LINES.iter().find(|(known, _)| *known == verb).map(|(_, rule)| rule)
}

/// The rule `name`.
pub fn grammar(name: &str) -> Option<&'static GrammarRule> {
    RULES.iter().find(|rule| rule.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of RFC 5234 appendix B, IPv6's long ones, and what is defined in words only.
    const KNOWN: [&str; 14] = [
        "option-character",
        "node-name",
        "attribute-name",
        "attribute-value",
        "ALPHA",
        "DIGIT",
        "SP",
        "CRLF",
        "DQUOTE",
        "HEXDIG",
        "IPv6-full",
        "IPv6-comp",
        "IPv6v4-full",
        "IPv6v4-comp",
    ];

    /// The names of rules in a definition: what is not quoted and no number.
    fn names(definition: &str) -> Vec<&str> {
        let unquoted = definition.split('"').step_by(2);
        let words = unquoted.flat_map(|part| part.split([' ', '(', ')', '[', ']', '/']));
        let names = words.map(|word| word.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '*'));
        names.filter(|word| word.starts_with(|first: char| first.is_ascii_alphabetic())).collect()
    }

    #[test]
    fn every_command_has_a_rule_that_begins_with_its_verb() {
        for verb in Verb::ALL {
            let rule = line_rule(verb).unwrap_or_else(|| panic!("{} has no rule", verb.name()));
            assert!(rule.definition.starts_with(&format!("\"{}", verb.name())), "{rule:?}");
            assert!(rule.definition.ends_with("CRLF"), "{rule:?}");
        }
    }

    #[test]
    fn every_rule_that_is_named_is_there() {
        for rule in LINES.iter().map(|(_, rule)| rule).chain(RULES) {
            for name in names(rule.definition) {
                assert!(KNOWN.contains(&name) || grammar(name).is_some(), "{name} in {}", rule.name);
            }
        }
    }

    #[test]
    fn no_rule_stands_twice() {
        for (number, rule) in RULES.iter().enumerate() {
            assert!(RULES[..number].iter().all(|other| other.name != rule.name), "{}", rule.name);
        }
    }
}
