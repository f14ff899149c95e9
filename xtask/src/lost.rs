//! `404.html`: what a host of static files answers where nothing is, at any depth below the page.

use std::env;
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::offline;
use crate::paths;

/// Its name, here and on the hosts.
const NAME: &str = "404.html";

/// Writes it into `dist`, for the site's address in `SITE_URL`, or for the root of a host.
pub(crate) fn write(dist: &Path) -> Result<()> {
    let template = paths::root().join("assets").join(NAME);
    let template = fs::read_to_string(&template).map_err(Error::file(format!("cannot read {}", template.display())))?;
    let page = fill(&template, &home(&env::var("SITE_URL").unwrap_or_default()));
    offline::write(&dist.join(NAME), page.as_bytes())
}

/// The path of the page on its host, with `/` at both ends.
fn home(site: &str) -> String {
    let path = site.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    let plain = path.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-._~/%".contains(&octet));
    let path = if plain { path.trim_matches('/') } else { "" };
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

/// The page with its addresses, and with the hashes of its own script and style in its policy.
fn fill(template: &str, home: &str) -> String {
    let page = template.replace("{{home}}", home);
    let hash = |element: &str| {
        let inside = page.split_once(&format!("<{element}>")).and_then(|(_, rest)| rest.split_once(&format!("</{element}>")));
        inside.map_or(String::new(), |(inside, _)| format!("sha256-{}", STANDARD.encode(Sha256::digest(inside))))
    };
    page.replace("{{script}}", &hash("script")).replace("{{style}}", &hash("style"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_home_is_where_the_site_is() {
        for (site, wanted) in [
            ("", "/"),
            ("https://example.org", "/"),
            ("https://example.org/", "/"),
            ("https://example.github.io/smtp-playground", "/smtp-playground/"),
            ("https://example.github.io/a/b/", "/a/b/"),
            ("https://example.org/\"><script>", "/"),
        ] {
            assert_eq!(home(site), wanted, "{site}");
        }
    }

    #[test]
    fn the_policy_names_what_stands_in_the_page() {
        let page = fill("'{{script}}' '{{style}}' <style>b{}</style><a href=\"{{home}}x\"></a><script>1</script>", "/a/");
        assert!(page.contains("href=\"/a/x\""), "{page}");
        assert!(page.starts_with("'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"), "{page}");
        assert!(!page.contains("''") && !page.contains("{{"), "{page}");
    }
}
