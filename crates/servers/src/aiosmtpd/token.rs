//! The tokens of Python's `email._header_value_parser`, as far as aiosmtpd's addresses need them.

use super::crash::{Crash, Error, Site};
use super::text;

/// What a list of tokens is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// White space and comments.
    Cfws,
    /// A comment.
    Comment,
    /// What stands between quotes.
    BareQuoted,
    /// Anything else.
    Other,
}

/// A piece of an address.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// White space, or the text of a comment: worth one space.
    Space(String),
    /// Text.
    Text(String),
    /// The dot between words.
    Dot,
    /// A defect that stands where a token should (`_check_for_early_dl_end()`).
    Defect,
    /// Several tokens.
    List(Kind, Vec<Token>),
}

impl Token {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Puts `leader` before the tokens of a list.
    pub(super) fn led_by(self, leader: Option<Self>) -> Self {
        match (self, leader) {
            (Self::List(kind, mut items), Some(leader)) => {
                items.insert(0, leader);
                Self::List(kind, items)
            }
            (token, _) => token,
        }
    }

    fn is_cfws(&self) -> bool {
        matches!(self, Self::List(Kind::Cfws, _))
    }

    /// `str()`
    pub(super) fn string(&self) -> String {
        match self {
            Self::Space(text) | Self::Text(text) => text.clone(),
            Self::Dot => ".".into(),
            Self::Defect => "end of input inside domain-literal".into(),
            Self::List(Kind::BareQuoted, items) => quote(&strings(items)),
            Self::List(Kind::Comment, items) => {
                let shown = items.iter().map(|item| match item {
                    Self::List(Kind::Comment, _) => item.string(),
                    _ => item.string().replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)"),
                });
                format!("({})", shown.collect::<String>())
            }
            Self::List(_, items) => strings(items),
        }
    }

    /// `.value`; a defect has none.
    pub(super) fn value(&self) -> Result<String, Crash> {
        match self {
            Self::Space(_) | Self::List(Kind::Cfws | Kind::Comment, _) => Ok(" ".into()),
            Self::Text(text) => Ok(text.clone()),
            Self::Dot => Ok(".".into()),
            Self::Defect => Err(Crash::new(Error::NoValue)),
            Self::List(Kind::BareQuoted, items) => Ok(strings(items)),
            Self::List(Kind::Other, items) => {
                let values: Result<Vec<String>, Crash> =
                    items.iter().map(|item| item.value().map_err(|crash| crash.in_site(Site::ValueItem).in_site(Site::Value))).collect();
                Ok(values?.concat())
            }
        }
    }

    /// `LocalPart.local_part`: white space is taken off at both ends and around dots.
    pub(super) fn local_part(&self) -> Result<String, Crash> {
        let Self::List(_, items) = self else {
            return self.value();
        };
        let mut kept = vec![Self::Dot];
        let mut last_is_list = false;
        for token in items.iter().chain([&Self::Dot]).filter(|token| !token.is_cfws()) {
            let last = kept.last().cloned().unwrap_or(Self::Dot);
            if let (true, Self::Dot, Self::List(_, inner)) = (last_is_list, token, &last)
                && let Some((end, rest)) = inner.split_last()
                && end.is_cfws()
            {
                kept.pop();
                kept.push(Self::List(Kind::Other, rest.to_vec()));
            }
            last_is_list = matches!(token, Self::List(..));
            kept.push(match token {
                Self::List(_, inner) if last == Self::Dot => match inner.split_first() {
                    None => return Err(Crash::new(Error::ListIndex).in_site(Site::LocalPartToken).in_site(Site::LocalPart)),
                    Some((first, rest)) if first.is_cfws() => Self::List(Kind::Other, rest.to_vec()),
                    Some(_) => token.clone(),
                },
                _ => token.clone(),
            });
        }
        let inner = kept.get(1..kept.len() - 1).unwrap_or_default();
        Self::List(Kind::Other, inner.to_vec()).value()
    }

    /// `Domain.domain`: without any white space.
    pub(super) fn domain(&self) -> Result<String, Crash> {
        Ok(text::words(&self.value()?).concat())
    }
}

fn strings(items: &[Token]) -> String {
    items.iter().map(Token::string).collect()
}

/// `quote_string()`
pub(super) fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
