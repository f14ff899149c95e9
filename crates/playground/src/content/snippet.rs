//! Program text with the reader's own values in it.
//!
//! A template is a program of `snippets/` in which `{{host}}` and the like stand inside string literals,
//! `{{port}}` also outside of them. Whatever a value holds, it stays data of the program.

use std::fmt::Write;

use thiserror::Error;

use smtp_engine::session::{Role, World};

/// What goes into a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Values<'v> {
    /// The server's name or address.
    pub host: &'v str,
    /// Its port.
    pub port: u16,
    /// The login's name.
    pub user: &'v str,
    /// The login's password.
    pub password: &'v str,
    /// The sender's address.
    pub from: &'v str,
    /// The recipient's address.
    pub to: &'v str,
    /// The mail's subject.
    pub subject: &'v str,
    /// The mail's text, its lines separated by LF.
    pub body: &'v str,
    /// How the client calls itself in EHLO.
    pub client: &'v str,
}

impl<'v> Values<'v> {
    /// The values of `world`: its first login writes to its second.
    pub fn of(world: &'v World) -> Self {
        let (user, password) = world.logins.first().map_or(("", ""), |login| (login.name.as_str(), login.password.as_str()));
        Self {
            host: &world.host,
            port: Role::Submission.port(),
            user,
            password,
            from: user,
            to: world.logins.get(1).map_or(user, |login| login.name.as_str()),
            subject: "Lunch?",
            body: "Hello Bob,\nlunch at noon?",
            client: &world.client.name,
        }
    }
}

/// How a language writes strings. Templates use double quotes, those for a shell single ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StringSyntax {
    /// `\u202e` for characters that cannot be seen: Python, JavaScript, Go, Java, C#.
    FourDigits,
    /// `\u{202e}` for them: Rust.
    Braces,
    /// The same, and `$` begins a variable: PHP.
    Php,
    /// The same, and `#` in front of `{`, `$` or `@` begins an expression: Ruby.
    Ruby,
    /// Nothing is special but the quote: a POSIX shell.
    Shell,
}

/// Why a template cannot be filled.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FillError {
    /// A shell has no way to write it inside quotes, and a terminal may act on it.
    #[error("the {name} holds the control character U+{code:04X}, which a shell script cannot hold")]
    Control {
        /// The value.
        name: &'static str,
        /// The character.
        code: u32,
    },
    /// The template asks for something that there is not.
    #[error("the template has {{{{{0}}}}}, for which there is no value")]
    Unknown(String),
    /// The template has `{{` without `}}`.
    #[error("the template has {{{{ without }}}} behind it")]
    Open,
}

impl StringSyntax {
    /// Its name in `data/snippets.toml`.
    pub const ALL: [(Self, &'static str); 5] =
        [(Self::FourDigits, "four-digits"), (Self::Braces, "braces"), (Self::Php, "php"), (Self::Ruby, "ruby"), (Self::Shell, "shell")];

    /// The syntax called `id` in `data/snippets.toml`.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == id).map(|(syntax, _)| *syntax)
    }
}

/// A part of a filled template, so that a page can mark what was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'t> {
    /// Program text.
    Code(&'t str),
    /// A value as the language writes it, and its name.
    Value(&'static str, String),
}

/// The program with the values in it.
pub fn fill(template: &str, syntax: StringSyntax, values: &Values) -> Result<String, FillError> {
    let parts = fill_parts(template, syntax, values)?;
    Ok(parts.iter().map(|part| if let Part::Value(_, text) = part { text.as_str() } else { part.code() }).collect())
}

/// The program with the values in it, in parts.
pub fn fill_parts<'t>(template: &'t str, syntax: StringSyntax, values: &Values) -> Result<Vec<Part<'t>>, FillError> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some((code, behind)) = rest.split_once("{{") {
        let (name, behind) = behind.split_once("}}").ok_or(FillError::Open)?;
        parts.push(Part::Code(code));
        parts.push(value(name, syntax, values)?);
        rest = behind;
    }
    parts.push(Part::Code(rest));
    Ok(parts)
}

impl<'t> Part<'t> {
    fn code(&self) -> &'t str {
        match self {
            Self::Code(code) => code,
            Self::Value(..) => "",
        }
    }
}

fn value(name: &str, syntax: StringSyntax, values: &Values) -> Result<Part<'static>, FillError> {
    let port = values.port.to_string();
    let all = [
        ("host", values.host),
        ("port", &port),
        ("user", values.user),
        ("password", values.password),
        ("from", values.from),
        ("to", values.to),
        ("subject", values.subject),
        ("body", values.body),
        ("client", values.client),
    ];
    let found = all.into_iter().find(|(known, _)| *known == name);
    let (name, text) = found.ok_or_else(|| FillError::Unknown(name.to_owned()))?;
    Ok(Part::Value(name, quoted(name, text, syntax)?))
}

/// `text` as it is written between the quotes of a string.
fn quoted(name: &'static str, text: &str, syntax: StringSyntax) -> Result<String, FillError> {
    let mut quoted = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if syntax == StringSyntax::Shell {
            match character {
                '\'' => quoted.push_str(r"'\''"),
                '\n' | '\t' => quoted.push(character),
                _ if character.is_control() => return Err(FillError::Control { name, code: character.into() }),
                _ => quoted.push(character),
            }
            continue;
        }
        match character {
            '\\' | '"' => quoted.extend(['\\', character]),
            '$' if syntax == StringSyntax::Php => quoted.push_str(r"\$"),
            '#' if syntax == StringSyntax::Ruby && matches!(characters.peek(), Some('{' | '$' | '@')) => quoted.push_str(r"\#"),
            '\n' => quoted.push_str(r"\n"),
            '\r' => quoted.push_str(r"\r"),
            '\t' => quoted.push_str(r"\t"),
            _ if is_unseen(character) => {
                // Writing to a string cannot fail. All of them lie below U+10000.
                let code = u32::from(character);
                let _ = match syntax {
                    StringSyntax::FourDigits => write!(quoted, "\\u{code:04x}"),
                    _ => write!(quoted, "\\u{{{code:x}}}"),
                };
            }
            _ => quoted.push(character),
        }
    }
    Ok(quoted)
}

/// Whether a compiler may refuse it or a reader not see it: controls, marks of direction, other line ends.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const VALUES: Values = Values {
        host: "mail.example.com",
        port: 587,
        user: "alice@example.com",
        password: "wonderland",
        from: "alice@example.com",
        to: "bob@example.com",
        subject: "Lunch?",
        body: "Hello Bob",
        client: "client.example.org",
    };

    fn password(password: &str, syntax: StringSyntax) -> String {
        fill("{{password}}", syntax, &Values { password, ..VALUES }).expect("it can be filled")
    }

    #[test]
    fn values_take_the_places_of_their_names() {
        let filled = fill("connect(\"{{host}}\", {{port}});", StringSyntax::FourDigits, &VALUES);
        assert_eq!(filled.as_deref(), Ok("connect(\"mail.example.com\", 587);"));
    }

    #[test]
    fn quotes_and_backslashes_stay_inside_the_string() {
        let nasty = "\"'\\ $x #{x} #x\n";
        assert_eq!(password(nasty, StringSyntax::FourDigits), r##"\"'\\ $x #{x} #x\n"##);
        assert_eq!(password(nasty, StringSyntax::Php), r##"\"'\\ \$x #{x} #x\n"##);
        assert_eq!(password(nasty, StringSyntax::Ruby), r##"\"'\\ $x \#{x} #x\n"##);
        assert_eq!(password(nasty, StringSyntax::Shell), "\"'\\''\\ $x #{x} #x\n");
        assert_eq!(password("\0\u{202e}", StringSyntax::FourDigits), r"\u0000\u202e");
        assert_eq!(password("\0\u{202e}", StringSyntax::Braces), r"\u{0}\u{202e}");
    }

    #[test]
    fn a_value_that_looks_like_a_placeholder_is_not_filled_again() {
        assert_eq!(password("{{user}}", StringSyntax::Shell), "{{user}}");
    }

    #[test]
    fn what_cannot_be_filled_says_why() {
        let error =
            |template, password| fill(template, StringSyntax::Shell, &Values { password, ..VALUES }).expect_err("an error").to_string();
        assert_eq!(error("{{pasword}}", ""), "the template has {{pasword}}, for which there is no value");
        assert_eq!(error("{{host", ""), "the template has {{ without }} behind it");
        assert_eq!(
            error("{{password}}", "a\u{1b}[201~"),
            "the password holds the control character U+001B, which a shell script cannot hold"
        );
    }

    /// What the language reads between two double quotes: the opposite of `quoted`.
    fn read(text: &str) -> String {
        let mut read = String::new();
        let mut rest = text.chars();
        while let Some(character) = rest.next() {
            assert_ne!(character, '"', "the string ends early: {text}");
            if character != '\\' {
                read.push(character);
                continue;
            }
            read.push(match rest.next().expect("something behind a backslash") {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let braces = rest.as_str().starts_with('{');
                    let digits: String = if braces {
                        rest.by_ref().skip(1).take_while(|end| *end != '}').collect()
                    } else {
                        rest.by_ref().take(4).collect()
                    };
                    u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).expect("a character")
                }
                other => other,
            });
        }
        read
    }

    /// What a shell makes of a word of strings in single quotes and characters behind a backslash.
    fn read_in_shell(word: &str) -> String {
        let (mut read, mut inside) = (String::new(), false);
        let mut rest = word.chars();
        while let Some(character) = rest.next() {
            match character {
                '\'' => inside = !inside,
                '\\' if !inside => read.extend(rest.next()),
                _ => {
                    assert!(inside, "outside of the quotes: {word}");
                    read.push(character);
                }
            }
        }
        assert!(!inside, "the string does not end: {word}");
        read
    }

    proptest! {
        #[test]
        fn any_value_is_read_back_as_it_was(text in any::<String>()) {
            for (syntax, _) in StringSyntax::ALL.into_iter().filter(|(syntax, _)| *syntax != StringSyntax::Shell) {
                prop_assert_eq!(read(&password(&text, syntax)), text.clone());
            }
        }

        #[test]
        fn a_shell_reads_any_value_back_as_it_was(text in "[^\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]*") {
            let quoted = format!("'{}'", password(&text, StringSyntax::Shell));
            prop_assert_eq!(read_in_shell(&quoted), text);
        }
    }
}
