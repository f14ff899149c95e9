//! What the fragment of the page's address asks for.

use crate::record::LINK_START;

/// What the fragment of the page's address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The session as it is.
    Playground,
    /// The session in a share link: the whole fragment, without `#`.
    Shared(String),
    /// A place in the reference: what stands behind `#/reference/`.
    Reference(String),
}

impl Route {
    /// Reads a fragment, with or without `#`. What nobody has made asks for nothing.
    pub fn read(fragment: &str) -> Self {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        if fragment.starts_with(LINK_START) {
            return Self::Shared(fragment.to_owned());
        }
        match fragment.strip_prefix("/reference") {
            Some("") => Self::Reference(String::new()),
            Some(rest) => rest.strip_prefix('/').map_or(Self::Playground, |place| Self::Reference(place.to_owned())),
            None => Self::Playground,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_is_read() {
        assert_eq!(Route::read(""), Route::Playground);
        assert_eq!(Route::read("#"), Route::Playground);
        assert_eq!(Route::read("#command"), Route::Playground);
        assert_eq!(Route::read("#/references"), Route::Playground);
        assert_eq!(Route::read("#s=1.abc"), Route::Shared("s=1.abc".into()));
        assert_eq!(Route::read("s="), Route::Shared("s=".into()));
        assert_eq!(Route::read("#/reference"), Route::Reference(String::new()));
        assert_eq!(Route::read("#/reference/commands/ehlo"), Route::Reference("commands/ehlo".into()));
    }
}
