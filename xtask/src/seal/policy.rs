//! The Content-Security-Policy of a page: nothing is allowed but what is named here.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::markup::{Tag, tags};

/// What a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The app.
    App,
    /// Text, with no script or one that brings comments.
    Text,
}

/// What the app may do beside its scripts and styles. `frame-src`: HTML mail is shown in a frame without an
/// address; a link in it must lead nowhere.
const APP: &str = "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
     worker-src 'self'; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; \
     require-trusted-types-for 'script'; trusted-types default";
/// What a page of text may do beside its styles.
const TEXT: &str = "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'";
/// Where the script comes from that brings comments, and where it may lead.
const COMMENTS: &str = "https://giscus.app";

/// The page `html` with its policy, in the place of one that it has; nothing if there is no place for it.
pub(crate) fn with_policy(html: &str, kind: Kind) -> Option<String> {
    let tags = tags(html);
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", policy(&tags, kind));
    let is_policy = |tag: &&Tag<'_>| tag.attribute("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy"));
    let place = match tags.iter().find(is_policy) {
        Some(old) => old.place.clone(),
        // Before all that it holds for, but the encoding must stand in the first kilobyte.
        None => {
            let charset = tags.iter().find(|tag| tag.name == "meta" && tag.attribute("charset").is_some())?;
            charset.place.end..charset.place.end
        }
    };
    Some(format!("{}{meta}{}", html.get(..place.start)?, html.get(place.end..)?))
}

fn policy(tags: &[Tag<'_>], kind: Kind) -> String {
    let scripts = sources(tags, "script");
    let styles = sources(tags, "style");
    match kind {
        Kind::App => {
            format!("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; {APP}")
        }
        Kind::Text if tags.iter().any(|tag| tag.name == "button" && tag.attribute("data-repo-id").is_some()) => {
            format!(
                "default-src 'none'; script-src 'self' {COMMENTS}{scripts}; style-src 'self' {COMMENTS}{styles}; frame-src {COMMENTS}; {TEXT}"
            )
        }
        Kind::Text => {
            let own = if tags.iter().any(|tag| tag.name == "script") { format!("'self'{scripts}") } else { "'none'".to_owned() };
            format!(
                "default-src 'none'; script-src {own}; style-src 'self'{styles}; {TEXT}; require-trusted-types-for 'script'; trusted-types 'none'"
            )
        }
    }
}

/// The hashes of what stands in elements `name` themselves.
fn sources(tags: &[Tag<'_>], name: &str) -> String {
    let inline = tags.iter().filter(|tag| tag.name == name && tag.attribute("src").is_none()).filter_map(|tag| tag.content);
    inline.map(|content| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(content)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(html: &str, kind: Kind) -> String {
        with_policy(html, kind).expect("a place for the policy")
    }

    #[test]
    fn a_script_in_the_page_is_allowed_by_its_hash_and_no_other() {
        let html = "<meta charset=\"utf-8\"><script>alert(1)</script><script src=\"a.js\"></script>";
        let sealed = sealed(html, Kind::App);
        // The hash of `alert(1)`, by openssl.
        assert!(
            sealed
                .contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='; style-src 'self';")
        );
        assert!(sealed.starts_with("<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"));
        assert!(!sealed.contains("unsafe-inline") && !sealed.contains("'unsafe-eval'") && !sealed.contains("http:"));
    }

    #[test]
    fn a_policy_that_stands_there_is_replaced() {
        let html = "<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"frame-src 'none'\"><p>";
        let sealed = sealed(html, Kind::Text);
        assert_eq!(sealed.matches("http-equiv").count(), 1);
        assert!(sealed.contains("script-src 'none'") && sealed.ends_with("<p>"));
        assert_eq!(with_policy("<p>", Kind::Text), None);
    }

    #[test]
    fn comments_are_allowed_where_there_is_a_button_for_them() {
        let plain = sealed("<meta charset=\"utf-8\"><button type=\"button\">", Kind::Text);
        assert!(!plain.contains(COMMENTS));
        let html = "<meta charset=\"utf-8\"><script src=\"f.js\" defer></script><button class=\"comments\" data-repo-id=\"R\">";
        assert!(sealed(html, Kind::Text).contains("frame-src https://giscus.app;"));
    }
}
