//! Step 4 of the build: what the page needs to work without a network.
//!
//! Writes `sw.js` with the list of all files and what each must hold (SHA-256), and the packs that carry the many small
//! pages of the reference in a few requests. It can run again on the same directory.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use crate::digest::{sha256, short_hash};
use crate::error::{Error, Result};
use crate::files::{Files, list, read_all, read_text, remove, write};
use crate::paths;

/// The service worker, as the page names it in `assets/offline.js`.
const WORKER: &str = "sw.js";
/// The line of its template that the list takes the place of.
const PLACE: &str = "const BUILD = {};";
/// How the name of a pack ends. No host knows it, so none unpacks it on the way.
const PACK: &str = "pack";
/// Where the pages lie that are packed: a directory for each language.
const PACKED: &str = "reference";
/// What only other machines read: nobody misses it without a network.
const NOT_KEPT: &[&str] = &["robots.txt", "sitemap.xml", WORKER];
/// Pictures for the dialog in which a browser offers to install the page.
const NOT_KEPT_IN: &str = "install/screenshot-";

/// Makes the finished page in `dist` one that can be kept.
pub(crate) fn run(dist: &Path) -> Result<()> {
    for (_, older) in list(dist)?.iter().filter(|(path, _)| path.ends_with(&format!(".{PACK}"))) {
        remove(older)?;
    }
    let (packed, mut listed): (Files, Files) =
        read_all(dist)?.into_iter().filter(|(path, _)| is_kept(path)).partition(|(path, _)| is_packed(path));
    let packs = by_directory(packed).into_iter().map(|(directory, pages)| {
        let pack = pack(&pages);
        let name = format!("{}-{}.{PACK}", directory.trim_end_matches('/').replace('/', "-"), short_hash(&pack));
        write(&dist.join(&name), &pack)?;
        listed.insert(name.clone(), pack);
        Ok((directory, name))
    });
    let packs: BTreeMap<_, _> = packs.collect::<Result<_>>()?;
    let template = read_text(&paths::root().join("assets").join(WORKER))?;
    let worker = fill(&template, &listed, &packs)?;
    println!("{WORKER} keeps {} files, {} octets", listed.len(), listed.values().map(Vec::len).sum::<usize>());
    write(&dist.join(WORKER), worker)
}

/// The worker with its list. Its id is made from the list, so that two builds with the same files are one.
fn fill(template: &str, listed: &Files, packs: &BTreeMap<String, String>) -> Result<String> {
    let files: BTreeMap<_, _> = listed.iter().map(|(path, octets)| (path, sha256(octets))).collect();
    let list = json!({ "files": files, "packs": packs });
    let mut build = json!({ "id": short_hash(list.to_string()) });
    if let (Some(build), Some(list)) = (build.as_object_mut(), list.as_object()) {
        build.extend(list.clone());
    }
    if template.matches(PLACE).count() != 1 {
        return Err(Error::Tree(format!("assets/{WORKER} has no line `{PLACE}`")));
    }
    Ok(template.replace(PLACE, &format!("const BUILD = {build:#};")))
}

/// A line of JSON, `[[path, length], ...]`, and then the pages one after the other, in zlib's format.
pub(crate) fn pack(pages: &Files) -> Vec<u8> {
    let index: Vec<_> = pages.iter().map(|(path, octets)| json!([path, octets.len()])).collect();
    let mut whole = json!(index).to_string().into_bytes();
    whole.push(b'\n');
    pages.values().for_each(|octets| whole.extend(octets));
    miniz_oxide::deflate::compress_to_vec_zlib(&whole, 9)
}

/// The pages of each language, by their paths there.
fn by_directory(packed: Files) -> BTreeMap<String, Files> {
    let mut directories: BTreeMap<String, Files> = BTreeMap::new();
    for (path, octets) in packed {
        let parts: Vec<_> = path.splitn(3, '/').collect();
        if let [top, language, page] = parts[..] {
            directories.entry(format!("{top}/{language}/")).or_default().insert(page.to_owned(), octets);
        }
    }
    directories
}

fn is_packed(path: &str) -> bool {
    let below = path.strip_prefix(PACKED).and_then(|path| path.strip_prefix('/'));
    below.is_some_and(|path| path.contains('/') && path.ends_with(".html"))
}

fn is_kept(path: &str) -> bool {
    let is_hidden = path.split('/').any(|part| part.starts_with('.'));
    !is_hidden && !NOT_KEPT.contains(&path) && !path.starts_with(NOT_KEPT_IN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> Files {
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn the_pages_of_a_language_go_into_one_pack_and_the_rest_is_listed() {
        for path in ["reference/en/index.html", "reference/zh-CN/codes/550.html"] {
            assert!(is_packed(path), "{path}");
        }
        for path in ["index.html", "reference/index.html", "reference/search-en.json", "reference/en/x.svg"] {
            assert!(!is_packed(path), "{path}");
        }
        for path in [".nojekyll", "a/.b/c", "sw.js", "sitemap.xml", "install/screenshot-wide.webp"] {
            assert!(!is_kept(path), "{path}");
        }
        let directories = by_directory(files(&[("reference/en/a/b.html", "x"), ("reference/zh-CN/c.html", "y")]));
        assert_eq!(directories.get("reference/en/"), Some(&files(&[("a/b.html", "x")])));
        assert_eq!(directories.get("reference/zh-CN/"), Some(&files(&[("c.html", "y")])));
    }

    #[test]
    fn a_pack_says_where_each_page_begins() {
        let packed = pack(&files(&[("b.html", "ä"), ("a.html", "one\n")]));
        let whole = miniz_oxide::inflate::decompress_to_vec_zlib(&packed).expect("zlib's format");
        assert_eq!(String::from_utf8(whole).expect("UTF-8"), "[[\"a.html\",4],[\"b.html\",2]]\none\nä");
    }

    #[test]
    fn the_worker_is_another_one_when_an_octet_is() {
        let template = format!("\"use strict\";\n{PLACE}\n");
        let worker = |text| fill(&template, &files(&[("index.html", text)]), &BTreeMap::new()).expect("a worker");
        let abc = worker("abc");
        assert!(abc.contains("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="), "{abc}"); // SHA-256 of `abc`.
        assert_eq!(abc, worker("abc"));
        assert_ne!(abc, worker("abd"));
        assert!(fill("no place", &Files::new(), &BTreeMap::new()).is_err());
    }

    #[test]
    fn the_templates_have_their_places() {
        let worker = read_text(&paths::root().join("assets").join(WORKER)).expect("the template");
        assert!(fill(&worker, &Files::new(), &BTreeMap::new()).is_ok());
    }
}
