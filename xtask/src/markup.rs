//! The elements of a built page, read and rewritten by lol_html.

use std::cell::RefCell;
use std::collections::BTreeMap;

use lol_html::errors::RewritingError;
use lol_html::html_content;
use lol_html::{RewriteStrSettings, element, rewrite_str, text};

use crate::error::{Error, Result};

/// An element of a page. Its number in the page is its place in [`elements`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// Its name in lower case.
    pub(crate) name: String,
    /// What a script or a style holds, as it is written.
    pub(crate) content: String,
    attributes: BTreeMap<String, String>,
}

impl Element {
    /// The value of the attribute `name`; empty if it has none.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// Whether it is a script or style that stands in the page itself.
    pub(crate) fn is_inline(&self, name: &str) -> bool {
        self.name == name && self.attribute("src").is_none()
    }

    /// The path below the page's directory of the file of our own that the attribute `name` refers to.
    pub(crate) fn own_file(&self, name: &str) -> Option<&str> {
        let address = self.attribute(name)?;
        (!address.contains(':') && !address.starts_with('/')).then(|| address.strip_prefix("./").unwrap_or(address))
    }
}

/// All elements of `html`, in their order.
pub(crate) fn elements(html: &str) -> Result<Vec<Element>> {
    let found: RefCell<Vec<Element>> = RefCell::default();
    let start = element!("*", |element| {
        let attributes = element.attributes().iter().map(|attribute| (attribute.name(), attribute.value())).collect();
        found.borrow_mut().push(Element { name: element.tag_name(), content: String::new(), attributes });
        Ok(())
    });
    let content = text!("script, style", |chunk| {
        if let Some(element) = found.borrow_mut().last_mut() {
            element.content.push_str(chunk.as_str());
        }
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(start).append_element_content_handler(content);
    rewrite_str(html, settings).map_err(broken)?;
    Ok(found.into_inner())
}

/// `html` after `change` has been called with each element and its number.
pub(crate) fn rewrite(html: &str, mut change: impl FnMut(usize, &mut html_content::Element<'_, '_>) -> Result<()>) -> Result<String> {
    let mut number = 0;
    let each = element!("*", |element| {
        change(number, element)?;
        number += 1;
        Ok(())
    });
    rewrite_str(html, RewriteStrSettings::new().append_element_content_handler(each)).map_err(broken)
}

/// Gives `element` the attribute `name`, or another value of it.
pub(crate) fn set_attribute(element: &mut html_content::Element<'_, '_>, name: &str, value: &str) -> Result<()> {
    element.set_attribute(name, value).map_err(|error| Error::Tree(format!("no element can have the attribute {name}: {error}")))
}

fn broken(error: RewritingError) -> Error {
    match error {
        RewritingError::ContentHandlerError(own) => match own.downcast() {
            Ok(own) => *own,
            Err(other) => Error::Tree(other.to_string()),
        },
        other => Error::Tree(format!("a built page cannot be read: {other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        "<!doctype html><!-- <script>no</script> --><p title='a > b' hidden>x</p><SCRIPT type=module>1<2 && \"&amp;\"</SCRIPT><br>";

    #[test]
    fn elements_are_found_with_what_scripts_hold() {
        let found = elements(PAGE).expect("HTML");
        let names: Vec<_> = found.iter().map(|element| element.name.as_str()).collect();
        assert_eq!(names, ["p", "script", "br"]);
        assert_eq!(found[0].attribute("title"), Some("a > b"));
        assert_eq!(found[0].attribute("hidden"), Some(""));
        assert_eq!(found[0].attribute("class"), None);
        assert_eq!((found[1].attribute("type"), found[1].content.as_str()), (Some("module"), "1<2 && \"&amp;\""));
        assert_eq!(found[2].content, "");
    }

    #[test]
    fn what_is_not_changed_stays_as_it_is() {
        assert_eq!(rewrite(PAGE, |_, _| Ok(())).expect("HTML"), PAGE);
        let without = rewrite(PAGE, |number, element| {
            if number == 1 {
                element.remove();
            }
            Ok(())
        });
        assert_eq!(without.expect("HTML"), "<!doctype html><!-- <script>no</script> --><p title='a > b' hidden>x</p><br>");
    }

    #[test]
    fn an_error_of_the_change_comes_out_as_it_is() {
        let refused = rewrite(PAGE, |_, _| Err(Error::Usage("no".to_owned())));
        assert!(matches!(refused, Err(Error::Usage(_))), "{refused:?}");
    }
}
