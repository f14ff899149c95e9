//! The house style of CONTRIBUTING.md: the worst words do not come back.

use std::fs;
use std::path::{Path, PathBuf};

/// What no English text says, and what it says in its place.
const ENGLISH: &[(&str, &str)] = &[
    ("belongs into", "goes in"),
    ("belong into", "go in"),
    ("hung up on", "closed on"),
    ("parted from", "separate from"),
    ("refused for good", "refused permanently"),
    ("foreign domain", "another domain"),
    ("carry mail to", "relay mail to"),
    ("or its like", "or similar"),
    ("behind the dot", "after the dot"),
    ("behind the message", "after the message"),
    ("behind DATA", "after DATA"),
    ("behind EHLO", "after EHLO"),
    ("behind `", "after `"),
];

/// The same for Chinese.
const CHINESE: &[(&str, &str)] = &[
    ("寄信", "发信"),
    ("首次应答", "初始响应"),
    ("信头", "邮件头"),
    ("数据块", "分块"),
    ("基本认证", "基本身份验证"),
    ("登记表", "IANA 注册表"),
    ("单独一个点的行", "只有一个点（.）的行"),
    ("雅虎", "Yahoo"),
];

/// The prose of the reference in `language`. Labels, causes and exercises are other hands' work, and keywords are words that
/// people search by, right or wrong.
fn texts(language: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("PROJECT_ROOT")).join("content").join(language);
    let mut folders = vec![root.join("reference"), root.join("commands")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).expect("a text");
            let prose: Vec<&str> = text.lines().filter(|line| !line.starts_with("keywords = ") && !line.starts_with('#')).collect();
            found.push((path, prose.join("\n")));
        }
    }
    found
}

#[test]
fn the_worst_words_are_not_used() {
    let mut problems = Vec::new();
    for (language, words) in [("en", ENGLISH), ("zh-CN", CHINESE)] {
        let texts = texts(language);
        assert!(texts.len() > 50, "{language}: only {} files", texts.len());
        for (path, text) in &texts {
            let used = words.iter().filter(|(word, _)| text.contains(word));
            problems.extend(used.map(|(word, better)| format!("{}: {word:?}: write {better:?}", path.display())));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
