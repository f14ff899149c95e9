//! `cargo xtask single-file`: the whole page as one file, which opens from a disk without a server.
//!
//! Style sheets and scripts go into the page as they are; modules, WebAssembly and the reference go into one pack,
//! which `assets/single-file.js` unpacks and hands out.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lol_html::html_content::ContentType;

use crate::digest::source;
use crate::error::{Error, Result};
use crate::files::{Files, read_all, read_text, write};
use crate::markup::{Element, elements, rewrite};
use crate::offline::pack;
use crate::paths;
use crate::seal::is_policy;

/// The style of the reference. The app takes it in by itself, unless a link to it is there already.
const REFERENCE_STYLE: &str = "reference/reference.css";
/// What only a page with a host can use.
const LEFT_OUT: &[&str] = &["preload", "modulepreload", "manifest", "apple-touch-icon", "canonical"];
/// The line of the script that the names take the place of.
const PLACE: &str = "const STARTS = [];";

/// What the page refers to, while it is being taken in.
struct Parts {
    files: Files,
    /// The modules that the page starts, in their order.
    starts: Vec<String>,
}

/// Where the file goes, unless somebody says otherwise.
pub(crate) fn place() -> PathBuf {
    paths::target().join("smtp-playground.html")
}

/// Makes the file `out` of the finished page in `dist`.
pub(crate) fn run(dist: &Path, out: &Path) -> Result<()> {
    let script = read_text(&paths::root().join("assets").join("single-file.js"))?;
    let html = join(read_all(dist)?, &script)?;
    if let Some(directory) = out.parent() {
        fs::create_dir_all(directory).map_err(Error::file(format!("cannot make {}", directory.display())))?;
    }
    write(out, &html)?;
    println!("{}: {} octets, with everything in it", out.display(), html.len());
    Ok(())
}

fn join(mut files: Files, script: &str) -> Result<String> {
    let html = text(files.remove("index.html"), "index.html")?;
    let mut parts = Parts { files, starts: Vec::new() };
    let instead: Vec<Option<String>> =
        elements(&html)?.iter().enumerate().map(|(number, element)| parts.instead(number, element)).collect::<Result<_>>()?;
    let end = parts.end(script)?;
    let html = rewrite(&html, |number, element| {
        match instead.get(number) {
            Some(Some(instead)) => element.replace(instead, ContentType::Html),
            _ if element.tag_name() == "body" => element.append(&end, ContentType::Html),
            _ => {}
        }
        Ok(())
    })?;
    with_policy(&html)
}

impl Parts {
    /// What stands in the place of an element; nothing if it stays.
    fn instead(&mut self, number: usize, element: &Element) -> Result<Option<String>> {
        let kind = element.attribute("type").unwrap_or_default();
        let named = |attribute| element.own_file(attribute).map(str::to_owned);
        Ok(match (element.name.as_str(), element.attribute("rel").unwrap_or_default()) {
            ("link", rel) if LEFT_OUT.contains(&rel) => Some(String::new()),
            ("link", "icon") => named("href").map(|path| self.icon(&path)).transpose()?,
            ("link", "stylesheet") => named("href").map(|path| self.inline("style", &path)).transpose()?,
            ("script", _) if kind == "importmap" => Some(String::new()),
            ("script", _) if kind == "module" => {
                let name = named("src").unwrap_or_else(|| format!("start-{number}.js"));
                if element.is_inline("script") {
                    self.files.insert(name.clone(), element.content.clone().into_bytes());
                }
                self.starts.push(name);
                Some(String::new())
            }
            ("script", _) => named("src").map(|path| self.inline("script", &path)).transpose()?,
            _ => None,
        })
    }

    /// What stands at the end of the page: the files that it asks for, and the script that hands them out.
    fn end(mut self, script: &str) -> Result<String> {
        self.files.retain(|path, _| is_packed(path));
        if script.matches(PLACE).count() != 1 {
            return Err(Error::Tree(format!("assets/single-file.js has no line `{PLACE}`")));
        }
        let script = script.replace(PLACE, &format!("const STARTS = {};", serde_json::json!(self.starts)));
        let packed = STANDARD.encode(pack(&self.files));
        let style = text(self.files.remove(REFERENCE_STYLE), REFERENCE_STYLE)?;
        Ok(format!(
            "<link href=\"{REFERENCE_STYLE}\"><style>{style}</style>\n\
             <script type=\"application/octet-stream\" id=\"files\">{packed}</script>\n<script>{script}</script>\n  "
        ))
    }

    fn icon(&self, path: &str) -> Result<String> {
        let octets = self.files.get(path).ok_or_else(|| missing(path))?;
        Ok(format!("<link rel=\"icon\" type=\"image/svg+xml\" href=\"data:image/svg+xml;base64,{}\">", STANDARD.encode(octets)))
    }

    fn inline(&mut self, element: &str, path: &str) -> Result<String> {
        let content = text(self.files.remove(path), path)?;
        if content.contains(&format!("</{element}")) || content.contains("<!--") {
            return Err(Error::Tree(format!("{path} cannot stand in a page: it holds `</{element}` or `<!--`")));
        }
        Ok(format!("<{element}>{content}</{element}>"))
    }
}

/// What is asked for while the page runs.
fn is_packed(path: &str) -> bool {
    let beside_the_page = !path.contains('/') && (path.ends_with(".js") || path.ends_with(".wasm")) && path != "sw.js";
    beside_the_page || (path.starts_with("reference/") && !path.ends_with(".svg"))
}

/// The page's policy, for a page without an origin: what is in it, and what is made of that, and nothing else.
fn with_policy(html: &str) -> Result<String> {
    let elements = elements(html)?;
    let Some(place) = elements.iter().position(is_policy) else { return Ok(html.to_owned()) };
    let hashes = |name: &str| -> String {
        let own = elements.iter().filter(|element| element.name == name && element.attribute("type").is_none());
        own.map(|element| format!(" {}", source(&element.content))).collect()
    };
    let old = elements.get(place).and_then(|element| element.attribute("content")).unwrap_or_default();
    let directives = old.split(';').map(str::trim).filter(|directive| !directive.is_empty());
    let directives: Vec<String> = directives
        .map(|directive| {
            let own = directive.split(' ').filter(|word| *word != "'self'" && !word.starts_with("'sha256-"));
            let own = own.collect::<Vec<_>>().join(" ");
            match directive.split(' ').next().unwrap_or_default() {
                "script-src" => format!("{own} blob:{}", hashes("script")),
                "style-src" => format!("{own}{}", hashes("style")),
                "connect-src" | "worker-src" => format!("{own} blob:"),
                _ => own,
            }
        })
        .collect();
    let policy = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", directives.join("; "));
    rewrite(html, |number, element| {
        if number == place {
            element.replace(&policy, ContentType::Html);
        }
        Ok(())
    })
}

fn text(octets: Option<Vec<u8>>, path: &str) -> Result<String> {
    String::from_utf8(octets.ok_or_else(|| missing(path))?).map_err(|_| Error::Tree(format!("{path} is no text")))
}

fn missing(path: &str) -> Error {
    Error::Tree(format!("the built page has no {path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(head: &str) -> Result<String> {
        let index = format!("<html><head>{head}</head><body></body></html>");
        let files: [(&str, &str); 6] =
            [("index.html", &index), ("a.css", "b{}"), ("a.js", "1"), ("m.js", "2"), (REFERENCE_STYLE, "i{}"), ("sw.js", "3")];
        join(files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect(), PLACE)
    }

    #[test]
    fn what_the_page_names_is_in_it() {
        let html = joined(
            "<link rel=\"stylesheet\" href=\"./a.css\"><link rel=\"manifest\" href=\"x\"><script defer src=\"a.js\"></script>\
             <script type=\"module\">import './m.js';</script><script type=\"module\" src=\"m.js\"></script>",
        )
        .expect("one file");
        assert!(html.starts_with("<html><head><style>b{}</style><script>1</script></head><body>"), "{html}");
        let packed = html.split("id=\"files\">").nth(1).and_then(|rest| rest.split('<').next()).expect("the files");
        let packed = STANDARD.decode(packed).expect("base64");
        let whole = miniz_oxide::inflate::decompress_to_vec_zlib(&packed).expect("zlib's format");
        let whole = String::from_utf8(whole).expect("UTF-8");
        assert!(
            whole.starts_with("[[\"m.js\",1],[\"reference/reference.css\",3],[\"start-") && whole.ends_with("2i{}import './m.js';"),
            "{whole}"
        );
        assert!(html.contains("const STARTS = [\"start-") && html.contains(".js\",\"m.js\"];"), "{html}");
    }

    #[test]
    fn what_is_missing_or_would_end_the_element_stops_it() {
        assert!(joined("<script src=\"nothing.js\"></script>").is_err());
        let files = [("index.html", "<script src=\"a.js\"></script>"), ("a.js", "'</script>'")];
        assert!(join(files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into(), PLACE).is_err());
    }

    #[test]
    fn the_policy_names_what_is_in_the_page_and_no_host() {
        let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-old='; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self' data:";
        let html = joined(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"><script src=\"a.js\"></script>"))
            .expect("one file");
        assert!(!html.contains("'self'"), "{html}");
        assert!(
            html.contains("script-src 'wasm-unsafe-eval' blob: 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=' 'sha256-"),
            "{html}"
        );
        assert!(html.contains("connect-src blob:; worker-src blob:; img-src data:"), "{html}");
    }
}
