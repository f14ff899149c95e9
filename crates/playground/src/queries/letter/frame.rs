//! HTML of strangers, made ready for a frame.
//!
//! Three walls, each of which would do alone against scripts: the frame's `sandbox`, the policy at the head of its
//! document, and the page's own policy, which holds in the frame as well and keeps a link in it from going anywhere.

/// What the document in the frame may load: nothing, except styles and pictures that are in the message. The page's
/// policy refuses styles in HTML, so the page sets them (`browser::finish_letter`); this one must let it. It begins
/// as `assets/trusted.js` expects it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'";
/// More characters of HTML are not shown.
const LONGEST: usize = 1_000_000;

/// The document that shows `html`. The policy stands before anything that a stranger wrote, and so does the target of
/// links: a new tab, which the sandbox refuses.
pub fn frame(html: &str) -> String {
    let end = html.char_indices().nth(LONGEST).map_or(html.len(), |(end, _)| end);
    let html = html.get(..end).unwrap_or_default();
    format!(
        "<!doctype html><meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"><base target=\"_blank\">\
         <style>:root{{color-scheme:light;background:#fff;color:#000;font-family:system-ui,sans-serif;overflow-wrap:anywhere}}\
         img{{max-width:100%}}</style>{html}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_comes_first() {
        let framed = frame("</head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src *\"><script>x()</script>");
        let (policy, stranger) = (framed.find("default-src 'none'"), framed.find("default-src *"));
        assert!(policy.is_some() && policy < stranger);
        assert!(framed.starts_with("<!doctype html><meta http-equiv"));
    }
}
