//! The Content-Security-Policy of a page: nothing is allowed but what is named here.

use lol_html::html_content::ContentType;

use crate::digest::source;
use crate::error::Result;
use crate::markup::{Element, elements, rewrite};

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
pub(crate) fn with_policy(html: &str, kind: Kind) -> Result<Option<String>> {
    let elements = elements(html)?;
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", policy(&elements, kind));
    let old = elements.iter().position(is_policy);
    // Before all that it holds for, but the encoding must stand in the first kilobyte.
    let encoding = elements.iter().position(|element| element.name == "meta" && element.attribute("charset").is_some());
    let Some(place) = old.or(encoding) else { return Ok(None) };
    let sealed = rewrite(html, |number, element| {
        match number == place {
            true if old.is_some() => element.replace(&meta, ContentType::Html),
            true => element.after(&meta, ContentType::Html),
            false => {}
        }
        Ok(())
    })?;
    Ok(Some(sealed))
}

/// Whether an element holds a policy.
pub(crate) fn is_policy(element: &Element) -> bool {
    element.attribute("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy"))
}

fn policy(elements: &[Element], kind: Kind) -> String {
    let scripts = sources(elements, "script");
    let styles = sources(elements, "style");
    match kind {
        Kind::App => {
            format!("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; {APP}")
        }
        Kind::Text if elements.iter().any(|element| element.name == "button" && element.attribute("data-repo-id").is_some()) => {
            format!(
                "default-src 'none'; script-src 'self' {COMMENTS}{scripts}; style-src 'self' {COMMENTS}{styles}; frame-src {COMMENTS}; {TEXT}"
            )
        }
        Kind::Text => {
            let brings =
                |name: &str, attribute: &str| elements.iter().any(|element| element.name == name && element.attribute(attribute).is_some());
            let scripts = allowed(brings("script", "src"), &scripts);
            let styles = allowed(brings("link", "rel"), &styles);
            format!(
                "default-src 'none'; script-src {scripts}; style-src {styles}; {TEXT}; require-trusted-types-for 'script'; trusted-types 'none'"
            )
        }
    }
}

/// The page's own files, where it brings any, and what stands in the page itself.
fn allowed(own_files: bool, inline: &str) -> String {
    match (own_files, inline) {
        (true, inline) => format!("'self'{inline}"),
        (false, "") => "'none'".to_owned(),
        (false, inline) => inline.trim_start().to_owned(),
    }
}

/// The hashes of what stands in elements `name` themselves.
fn sources(elements: &[Element], name: &str) -> String {
    elements.iter().filter(|element| element.is_inline(name)).map(|element| format!(" {}", source(&element.content))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(html: &str, kind: Kind) -> String {
        with_policy(html, kind).expect("HTML").expect("a place for the policy")
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
        assert_eq!(with_policy("<p>", Kind::Text).expect("HTML"), None);
    }

    #[test]
    fn a_page_that_brings_no_file_allows_none() {
        let html = "<meta charset=\"utf-8\"><style>b{}</style><script>1</script>";
        assert!(sealed(html, Kind::Text).contains("script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='; style-src 'sha256-"));
    }

    #[test]
    fn comments_are_allowed_where_there_is_a_button_for_them() {
        let plain = sealed("<meta charset=\"utf-8\"><button type=\"button\">", Kind::Text);
        assert!(!plain.contains(COMMENTS));
        let html = "<meta charset=\"utf-8\"><script src=\"f.js\" defer></script><button class=\"comments\" data-repo-id=\"R\">";
        assert!(sealed(html, Kind::Text).contains("frame-src https://giscus.app;"));
    }
}
