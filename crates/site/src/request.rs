use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;
use thiserror::Error;

/// What `pages --help` says.
pub const HELP: &str = "\
pages [OUT_DIR] [--base URL] [--root DIR]

Writes the reference as static HTML to OUT_DIR/reference.

  OUT_DIR      where the page of the playground lies, or will lie; Trunk names it to its hooks
               in TRUNK_STAGING_DIR
  --base URL   where OUT_DIR will be on the web, also from SITE_URL; absolute canonical links and
               the sitemap need it
  --root DIR   the project's directory with content/, data/ and style/; otherwise what Cargo says
               in PROJECT_ROOT, or the current one
";

/// What is asked for on the command line and in the environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Where the files go.
    pub out: PathBuf,
    /// Where they will be on the web, with a slash at the end.
    pub base: Option<String>,
    /// Where the project is.
    pub root: PathBuf,
}

/// What is wrong with the command line.
#[derive(Debug, Error)]
pub enum RequestError {
    /// No directory was named.
    #[error("name the directory to write to, such as `pages dist`; `pages --help` says more")]
    NoDirectory,
    /// The base is no URL of a directory.
    #[error("--base and SITE_URL must begin with https:// or http://, found {0:?}")]
    Base(String),
    /// Something else.
    #[error(transparent)]
    Other(#[from] lexopt::Error),
}

impl Request {
    /// Reads the command line, and from `environment` what it does not say; `None` where help is asked for.
    pub fn read(
        arguments: impl IntoIterator<Item = OsString>,
        environment: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Option<Self>, RequestError> {
        let mut parser = lexopt::Parser::from_args(arguments);
        let (mut out, mut base, mut root) = (None, None, None);
        while let Some(argument) = parser.next()? {
            match argument {
                Short('h') | Long("help") => return Ok(None),
                Long("base") => base = Some(directory(parser.value()?.string()?)?),
                Long("root") => root = Some(PathBuf::from(parser.value()?)),
                Value(value) if out.is_none() => out = Some(PathBuf::from(value)),
                other => return Err(other.unexpected().into()),
            }
        }
        // A variable that is set to nothing is as good as none.
        let variable = |name: &str| environment(name).filter(|value| !value.is_empty());
        if base.is_none() {
            base = variable("SITE_URL").map(|url| directory(url.string()?)).transpose()?;
        }
        let out = out.or_else(|| variable("TRUNK_STAGING_DIR").map(PathBuf::from)).ok_or(RequestError::NoDirectory)?;
        let root = root.or_else(|| variable("PROJECT_ROOT").map(PathBuf::from));
        Ok(Some(Self { out, base, root: root.unwrap_or_else(|| PathBuf::from(".")) }))
    }
}

fn directory(url: String) -> Result<String, RequestError> {
    if !url.starts_with("https://") && !url.starts_with("http://") {
        return Err(RequestError::Base(url));
    }
    Ok(if url.ends_with('/') { url } else { format!("{url}/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Result<Option<Request>, RequestError> {
        Request::read(arguments.iter().map(OsString::from), |_| None)
    }

    #[test]
    fn a_hook_of_trunk_says_nothing_on_the_command_line() {
        let environment = |name: &str| match name {
            "TRUNK_STAGING_DIR" => Some("dist/.stage".into()),
            "SITE_URL" => Some("https://example.org".into()),
            _ => None,
        };
        let request = Request::read([], environment).expect("a request").expect("no help");
        assert_eq!(request.out, PathBuf::from("dist/.stage"));
        assert_eq!(request.base.as_deref(), Some("https://example.org/"));
    }

    #[test]
    fn the_base_ends_with_a_slash() {
        let request = read(&["dist", "--base", "https://example.org/playground"]).expect("a request").expect("no help");
        assert_eq!(request.base.as_deref(), Some("https://example.org/playground/"));
        assert_eq!(request.out, PathBuf::from("dist"));
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert!(matches!(read(&[]), Err(RequestError::NoDirectory)));
        assert!(matches!(read(&["dist", "--base", "ftp://x"]), Err(RequestError::Base(_))));
        assert!(matches!(read(&["dist", "twice"]), Err(RequestError::Other(_))));
        assert_eq!(read(&["--help"]).expect("help"), None);
    }
}
