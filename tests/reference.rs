//! The reference's pages hold what the tables hold, in both languages, and say nothing that does not hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use playground::content::Language;
use playground::record::read_link;
use smtp_engine::spec::{COMMANDS, EXTENSIONS};
use smtp_playground_lessons::{Bundle, Problem, ProblemKind, Read, Rules, SET_WORK, check_set};
use smtp_playground_site::{File, Site, generate};

/// Where the site is said to be.
const BASE: &str = "https://example.org/playground/";

/// The pages, made once for all tests.
static SITE: LazyLock<Site> = LazyLock::new(|| generate(root(), Some(BASE)).unwrap_or_else(|problems| panic!("{problems}")));

fn root() -> &'static Path {
    Path::new(env!("PROJECT_ROOT"))
}

/// The pages with their paths.
fn pages() -> impl Iterator<Item = &'static File> {
    SITE.files.iter().filter(|file| file.path.ends_with(".html"))
}

fn page(language: Language, path: &str) -> Option<&'static str> {
    let path = format!("reference/{}/{path}.html", language.tag());
    pages().find(|file| file.path == path).map(|file| file.text.as_str())
}

fn rows(file: &str) -> toml::Table {
    let text = fs::read_to_string(root().join("data").join(file)).unwrap_or_else(|error| panic!("data/{file}: {error}"));
    toml::from_str(&text).unwrap_or_else(|error| panic!("data/{file}: {error}"))
}

/// What a reader sees of `html` between `<main>` and `</main>`, without code, citations and quoted English.
fn prose(html: &str) -> String {
    let main = html.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).map_or("", |(main, _)| main);
    let mut text = main.to_owned();
    for (open, close) in [("<pre", "</pre>"), ("<code", "</code>"), ("<svg", "</svg>"), ("<cite", "</cite>"), ("<var", "</var>")] {
        text = without(&text, open, close);
    }
    // The title of a reply is its text.
    for (open, close) in [("<h1>", "</h1>"), ("<li aria-current", "</li>"), ("\u{201c}", "\u{201d}")] {
        text = without(&text, open, close);
    }
    // What other pages are called: a reply by its own text.
    text = without(&text, "<nav class=\"see-also\"", "</nav>");
    for tag in ["li", "dd"] {
        text = without(&text, &format!("<{tag} lang=\"en\""), &format!("</{tag}>"));
    }
    let parts = text.split('<').skip(1).map(|part| part.split_once('>').map_or("", |(_, text)| text));
    let plain = parts.collect::<Vec<_>>().join(" ");
    plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + " … " + part.split_once(close).map_or("", |(_, rest)| rest))
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}')
}

fn none(problems: Vec<String>) {
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Every entry that the tables know: the path of its page.
fn entries() -> Vec<String> {
    let mut paths: Vec<String> = COMMANDS.iter().map(|row| format!("commands/{}", row.verb.name().to_lowercase())).collect();
    paths.extend(EXTENSIONS.iter().map(|row| format!("keywords/{}", row.keyword.to_lowercase())));
    let keyword = |id: &str| id.to_lowercase().replace('=', "-equals");
    for kind in ["commands", "codes", "enhanced", "keywords", "mechanisms", "transmission", "limits", "replies"] {
        let ids = rows(&format!("{kind}.toml")).into_iter().map(|(id, _)| id);
        let ids = ids.filter(|id| kind != "enhanced" || id.starts_with("X."));
        paths.extend(ids.map(|id| format!("{kind}/{}", keyword(&id))));
    }
    paths.sort();
    paths.dedup();
    paths
}

#[test]
fn every_row_of_the_tables_has_a_page_in_both_languages() {
    let entries = entries();
    let of = |kind: &str| entries.iter().filter(|path| path.starts_with(kind)).count();
    assert_eq!(of("commands/"), 31);
    assert!(of("codes/") >= 44 && of("enhanced/") >= 81 && of("keywords/") >= 33, "{}", entries.len());
    assert!(of("mechanisms/") >= 20 && of("transmission/") >= 17 && of("limits/") >= 17 && of("replies/") >= 290);
    let missing = entries.iter().flat_map(|path| Language::ALL.iter().map(move |language| (path, *language)));
    none(
        missing
            .filter(|(path, language)| page(*language, path).is_none())
            .map(|(path, language)| format!("{path} {}", language.tag()))
            .collect(),
    );
    for (kind, least) in [("flows", 20), ("faq", 25), ("recipes", 2)] {
        let count = pages().filter(|file| file.path.starts_with(&format!("reference/zh-CN/{kind}/"))).count();
        assert!(count > least, "{kind}: {count}");
    }
}

#[test]
fn chinese_pages_have_words_of_their_own() {
    let mut problems = Vec::new();
    // These are lists of titles, and a reply's title is its text.
    let lists = ["reference/zh-CN/replies/index.html", "reference/zh-CN/a-z.html"];
    for file in pages().filter(|file| file.path.starts_with("reference/zh-CN/") && !lists.contains(&file.path.as_str())) {
        let text = prose(&file.text);
        let english = file.path.replacen("zh-CN", "en", 1);
        let other = pages().find(|other| other.path == english).map(|other| prose(&other.text));
        if other.is_none_or(|other| other == text) || text.chars().filter(|character| is_han(*character)).count() < 20 {
            problems.push(format!("{}: no Chinese of its own", file.path));
        }
        if let Some(words) = english_sentence(&text) {
            problems.push(format!("{}: English: {words}", file.path));
        }
    }
    none(problems);
}

/// Seven words in a row of small Latin letters, as no name and no term has.
fn english_sentence(text: &str) -> Option<String> {
    let plain = |word: &&str| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase());
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(7).find(|words| words.iter().all(|word| plain(&word.trim_end_matches([',', '.'])))).map(|words| words.join(" "))
}

#[test]
fn english_pages_hold_no_chinese_but_words_that_are_quoted() {
    let sentence = |text: &str| text.split(|character| !is_han(character)).any(|words| words.chars().count() > 8);
    let own =
        |file: &&File| file.path.starts_with("reference/en/") && !file.path.contains("/replies/") && !file.path.ends_with("/a-z.html");
    none(pages().filter(own).filter(|file| sentence(&prose(&file.text))).map(|file| file.path.clone()).collect());
}

#[test]
fn nothing_is_a_placeholder() {
    let marks = ["TODO", "FIXME", "TBD", "lorem ipsum", "Lorem ipsum", "待补", "待译", "占位"];
    let found = pages()
        .flat_map(|file| marks.iter().filter(|mark| prose(&file.text).contains(*mark)).map(move |mark| format!("{}: {mark}", file.path)));
    none(found.collect());
}

#[test]
fn every_citation_names_a_section_that_exists() {
    let known = rows("rfc.toml");
    let exists = |rfc: &str, section: &str| {
        let row = known.get(rfc).and_then(toml::Value::as_table);
        let sections = row.and_then(|row| row.get("sections")).and_then(toml::Value::as_table);
        section.is_empty() || sections.is_some_and(|sections| sections.contains_key(section))
    };
    let mut problems = BTreeSet::new();
    let mut seen = 0;
    for file in pages() {
        for link in file.text.split("https://www.rfc-editor.org/rfc/rfc").skip(1).filter_map(|rest| rest.split('"').next()) {
            seen += 1;
            let (rfc, section) = link.split_once("#section-").unwrap_or((link, ""));
            if !exists(rfc, section) {
                problems.insert(format!("RFC {rfc} section {section}: data/rfc.toml does not have it ({})", file.path));
            }
        }
        for cited in prose(&file.text).split("RFC ").skip(1) {
            let digits = |text: &str| text.chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect::<String>();
            let rfc = digits(cited);
            let rest = cited.get(rfc.len()..).unwrap_or_default().trim_start();
            let section = ["section ", "第 "].iter().find_map(|word| rest.strip_prefix(word)).map(digits).unwrap_or_default();
            if !exists(rfc.trim_end_matches('.'), section.trim_end_matches('.')) {
                problems.insert(format!("RFC {rfc} section {section}: data/rfc.toml does not have it ({})", file.path));
            }
        }
    }
    assert!(seen > 300, "only {seen} citations were found");
    none(problems.into_iter().collect());
}

#[test]
fn every_link_into_the_playground_opens_a_session() {
    let mut links = BTreeMap::new();
    for file in pages() {
        for fragment in file.text.split("data-run=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            links.entry(fragment).or_insert(&file.path);
        }
    }
    assert!(links.len() > 100, "only {} sessions", links.len());
    let broken = links.iter().filter_map(|(fragment, path)| read_link(fragment).err().map(|error| format!("{path}: {error}")));
    none(broken.collect());
}

#[test]
fn every_page_says_what_it_is() {
    let mut problems = Vec::new();
    for file in pages().filter(|file| file.path != "reference/index.html") {
        let language =
            Language::ALL.iter().find(|language| file.path.starts_with(&format!("reference/{}/", language.tag()))).expect("a language");
        let must = [
            format!("<html lang=\"{}\"", language.tag()),
            format!("<link rel=\"canonical\" href=\"{BASE}{}\"", file.path),
            "<meta name=\"description\" content=\"".to_owned(),
            "<h1>".to_owned(),
            "hreflang=\"zh-CN\"".to_owned(),
        ];
        problems.extend(must.iter().filter(|part| !file.text.contains(part.as_str())).map(|part| format!("{}: no {part}", file.path)));
        for empty in ["<title></title>", "content=\"\"", "<h1></h1>", "<h2></h2>", "href=\"\"", " style=\"", "<style"] {
            if file.text.contains(empty) {
                problems.push(format!("{}: holds {empty}", file.path));
            }
        }
        let up = "../".repeat(file.path.matches('/').count() - 1);
        let script = format!("<script src=\"{up}search.js\" defer></script>");
        if file.text.matches("<script").count() != 1 || !file.text.contains(&script) {
            problems.push(format!("{}: another script than {script}", file.path));
        }
        let ids: Vec<&str> = file.text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let once: BTreeSet<&str> = ids.iter().copied().collect();
        if once.len() != ids.len() {
            problems.push(format!("{}: an id stands there twice", file.path));
        }
    }
    none(problems);
}

#[test]
fn links_to_a_place_on_a_page_find_it() {
    let files: BTreeMap<&str, &str> = pages().map(|file| (file.path.as_str(), file.text.as_str())).collect();
    let mut problems = BTreeSet::new();
    for (path, text) in &files {
        for link in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|link| !link.starts_with("http")) {
            let Some((target, place)) = link.split_once('#').filter(|(target, _)| !target.ends_with("index.html")) else { continue };
            let whole = Path::new(path).parent().expect("a folder").join(target);
            let parts = whole.components().fold(Vec::new(), |mut parts, part| {
                match part {
                    std::path::Component::ParentDir => drop(parts.pop()),
                    part => parts.push(part.as_os_str().to_string_lossy().into_owned()),
                }
                parts
            });
            let target = if target.is_empty() { (*path).to_owned() } else { parts.join("/") };
            if !files.get(target.as_str()).is_some_and(|text| text.contains(&format!(" id=\"{place}\""))) {
                problems.insert(format!("{path}: {link}"));
            }
        }
    }
    none(problems.into_iter().collect());
}

#[test]
fn the_sitemap_names_every_page() {
    let sitemap = SITE.files.iter().find(|file| file.path == "sitemap.xml").expect("a sitemap");
    none(pages().filter(|file| !sitemap.text.contains(&format!("<loc>{BASE}{}</loc>", file.path))).map(|file| file.path.clone()).collect());
    let without = generate(root(), None).expect("pages");
    let whole = ["https://example.org/playground", "rel=\"canonical\"", "rel=\"alternate\""];
    let clean = |file: &File| file.path != "sitemap.xml" && whole.iter().all(|part| !file.text.contains(part));
    assert!(without.files.iter().all(clean));
}

#[test]
fn a_row_without_words_and_words_without_a_row_are_told_with_file_and_line() {
    let folder = tempfile::tempdir().expect("a folder");
    copy_project(folder.path());
    let codes = folder.path().join("data/codes.toml");
    let text = fs::read_to_string(&codes).expect("codes");
    let lines = text.lines().count();
    fs::write(&codes, text + "\n[599]\nsource = \"RFC 5321 section 4.2\"\nstandard = true\n").expect("written");
    let limits = folder.path().join("content/zh-CN/reference/limits.toml");
    let text = fs::read_to_string(&limits).expect("limits");
    fs::write(&limits, text + "\n[stray]\ntitle = \"x\"\ntext = \"y\"\n").expect("written");
    let problems = generate(folder.path(), None).expect_err("problems").lines;
    let told = |start: &str, word: &str| problems.iter().any(|line| line.starts_with(start) && line.contains(word));
    assert!(told(&format!("data/codes.toml:{}: [599] has no words", lines + 2), "content/en/reference/codes.toml"), "{problems:#?}");
    assert!(told("content/zh-CN/reference/limits.toml:", "[stray] belongs to no row"), "{problems:#?}");
}

#[test]
fn every_page_says_where_questions_go_once_somebody_has_said_where() {
    assert!(SITE.files.iter().all(|file| !file.text.contains("/OWNER/") && file.path != "reference/feedback.js"));
    let site = generate(root(), Some("https://someone.github.io/smtp/")).unwrap_or_else(|problems| panic!("{problems}"));
    let link = "<a href=\"https://github.com/someone/smtp/discussions\">";
    let pages = site.files.iter().filter(|file| file.path.ends_with(".html") && file.path != "reference/index.html");
    none(pages.filter(|file| file.text.matches(link).count() != 1).map(|file| file.path.clone()).collect());
}

/// The spec `feedback.spec.ts` presses the button of this section.
#[test]
fn comments_come_by_one_script_of_our_own_behind_a_hidden_button() {
    let folder = tempfile::tempdir().expect("a folder");
    copy_project(folder.path());
    let file = folder.path().join("feedback.toml");
    let text = fs::read_to_string(&file).expect("feedback.toml");
    let (before, example) = text.split_once("# [giscus]\n").expect("an example of [giscus]");
    let example: String = example.lines().map(|line| line.trim_start_matches("# ").to_owned() + "\n").collect();
    fs::write(&file, format!("{before}[giscus]\n{example}")).expect("written");
    let site = generate(folder.path(), Some("https://someone.github.io/smtp/")).unwrap_or_else(|problems| panic!("{problems}"));
    let section = include_str!("browser/feedback.html").trim();
    let mut problems = Vec::new();
    for file in site.files.iter().filter(|file| file.path.ends_with(".html") && file.path != "reference/index.html") {
        let up = "../".repeat(file.path.matches('/').count() - 1);
        let script = format!("<script src=\"{up}feedback.js\" defer></script>");
        if file.text.matches("<script").count() != 2 || !file.text.contains(&script) || file.text.contains("//giscus.app") {
            problems.push(format!("{}: not only {script}", file.path));
        }
        let here = file.path.split('/').nth(1).unwrap_or_default();
        if !file.text.contains(&format!("data-lang=\"{here}\"")) || (here == "en" && !file.text.contains(section)) {
            problems.push(format!("{}: another section than tests/browser/feedback.html", file.path));
        }
    }
    none(problems);
    let script = site.files.iter().find(|file| file.path == "reference/feedback.js").expect("the script");
    assert_eq!(script.text, fs::read_to_string(root().join("assets/feedback.js")).expect("the script"));
}

#[test]
fn every_flow_opens_in_the_playground_also_inside_tls_from_the_start() {
    let flow = page(Language::default(), "flows/implicit-tls").expect("a page");
    let fragment = flow.split("data-run=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
    assert!(read_link(fragment).expect("a session").is_inside_tls());
}

/// What the pages are made of.
fn copy_project(to: &Path) {
    for part in ["content", "data", "snippets", "style", "assets"] {
        copy(&root().join(part), &to.join(part));
    }
    fs::copy(root().join("feedback.toml"), to.join("feedback.toml")).expect("copied");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).expect("copied");
        }
    }
}

/// What of a page is between `open` and `close`.
fn part<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    Some(text.split_once(open)?.1.split_once(close)?.0)
}

#[test]
fn no_page_is_a_dead_end() {
    let own = |file: &&File| file.path.matches('/').count() == 3 && !file.path.ends_with("/index.html");
    let further = |file: &File| part(&file.text, "<nav class=\"see-also\"", "</nav>").is_some_and(|nav| nav.contains("<a href=\"../"));
    none(pages().filter(own).filter(|file| !further(file)).map(|file| file.path.clone()).collect());
    // What people need most from the page that they land on.
    for (from, to) in [
        ("replies/qq-535", "faq/qq-authorisation-code"),
        ("codes/535", "faq/535-authentication-failed"),
        ("replies/microsoft-535-5-7-139-mailbox", "faq/microsoft-basic-auth"),
        ("enhanced/x.7.26", "faq/not-authenticated-5-7-26"),
        ("keywords/starttls", "commands/starttls"),
        ("mechanisms/xoauth2", "flows/auth-xoauth2"),
        ("codes/556", "topics/null-mx"),
        ("replies/netease-535", "providers/netease"),
    ] {
        let text = page(Language::default(), from).expect("a page");
        assert!(text.contains(&format!("href=\"../{to}.html\"")), "{from} does not lead to {to}");
    }
}

/// The last reply of the session behind the *Try it* of a page.
fn tried(text: &str) -> Option<(String, smtp_engine::session::Reply)> {
    let section = text.split_once("class=\"try\" data-try=\"")?.1;
    let (kind, rest) = section.split_once('"')?;
    let fragment = part(rest, "data-run=\"", "\"")?;
    let timeline = read_link(fragment).ok()?;
    let reply = timeline.events().iter().rev().find_map(|event| match &event.kind {
        playground::record::EventKind::Reply(reply) => Some(reply.clone()),
        _ => None,
    });
    Some((kind.to_owned(), reply?))
}

#[test]
fn every_code_reply_and_keyword_can_be_tried_or_says_why_not() {
    let mut problems = Vec::new();
    let mut natural = 0;
    for path in entries() {
        let (kind, id) = path.split_once('/').expect("a path");
        if !matches!(kind, "codes" | "enhanced" | "replies" | "keywords") {
            continue;
        }
        let text = page(Language::default(), &path).expect("a page");
        if text.contains("class=\"no-try\"") {
            continue;
        }
        let Some((how, reply)) = tried(text) else {
            problems.push(format!("{path}: neither a session nor a reason"));
            continue;
        };
        natural += usize::from(how == "natural");
        let right = match kind {
            "codes" => reply.code.0.to_string() == id,
            "enhanced" => reply.enhanced.is_some_and(|code| format!("x.{}.{}", code.subject, code.detail) == id),
            "keywords" => reply.text.to_lowercase().replace('=', "-equals").contains(id),
            _ => {
                let row = &rows("replies.toml")[id];
                let enhanced = row.get("enhanced").and_then(toml::Value::as_str);
                let same_code = row["code"].as_integer() == Some(i64::from(reply.code.0));
                // The text itself is compared where a server says it; `src/pages/tries` does that when it looks for it.
                let first = row["text"].as_str().expect("a text").split(['<', '\n']).next().unwrap_or_default();
                same_code
                    && (enhanced.is_none_or(|wanted| reply.enhanced.is_none_or(|given| given.to_string() == wanted)))
                    && (how != "natural" || reply.text.replace("\r\n", "\n").starts_with(first))
            }
        };
        if !right {
            problems.push(format!("{path} ({how}): {:?}", reply.text));
        }
    }
    assert!(natural > 150, "only {natural} are said by a server itself");
    none(problems);
}

/// What `data/codes.toml` says by the RFCs, and what the servers do: a command at which a server gives a code though no
/// text lists it must be noted in `beyond`, and what is noted there must be seen.
#[test]
fn what_servers_do_beyond_the_standard_is_noted() {
    let mut problems = Vec::new();
    for (id, row) in &rows("codes.toml") {
        let names = |field: &str| -> BTreeSet<String> {
            row.get(field)
                .and_then(toml::Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|name| name.as_str().map(str::to_owned))
                .collect()
        };
        let (standard, beyond) = (names("commands"), names("beyond"));
        let text = page(Language::default(), &format!("codes/{id}")).expect("a page");
        let section = part(text, "<h2>Commands that can get it</h2>", "</section>").unwrap_or_default();
        let shown = |list: &str| -> BTreeSet<String> {
            list.split("<li>").skip(1).map(|item| without_tags(item.split("</li>").next().unwrap_or_default())).collect()
        };
        let (by_standard, seen) = section.split_once("In sessions with the simulated servers").unwrap_or((section, ""));
        let plain = |name: &String| match name.as_str() {
            "connect" => "on connecting".to_owned(),
            "any" => "any command".to_owned(),
            "end of data" => "the end of the message".to_owned(),
            name => name.to_owned(),
        };
        let wanted: BTreeSet<String> = standard.iter().map(plain).collect();
        if shown(by_standard) != wanted {
            problems.push(format!("{id}: the page shows {:?}, the standard has {wanted:?}", shown(by_standard)));
        }
        let seen = shown(seen);
        let allowed: BTreeSet<String> = standard.iter().chain(&beyond).map(plain).collect();
        let more: Vec<&String> = seen.iter().filter(|name| !allowed.contains(*name) && !standard.contains("any")).collect();
        if !more.is_empty() {
            problems.push(format!("{id}: servers give it to {more:?} too: note it in `beyond`"));
        }
        let never: Vec<String> = beyond.iter().filter(|name| !seen.contains(&plain(name))).cloned().collect();
        if !never.is_empty() {
            problems.push(format!("{id}: `beyond` has {never:?}, but no server gives it there"));
        }
    }
    none(problems);
}

fn without_tags(text: &str) -> String {
    text.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect::<String>().trim().to_owned()
}

#[test]
fn the_words_of_the_standard_stand_on_the_page() {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let mut problems = Vec::new();
    for (file, field, kind) in [("codes.toml", "text", "codes"), ("enhanced.toml", "registry", "enhanced")] {
        for (id, row) in rows(file).iter().filter(|(id, _)| kind == "codes" || id.starts_with("X.")) {
            let Some(text) = row.get(field).and_then(toml::Value::as_str) else {
                problems.push(format!("{file}: [{id}] has no {field}"));
                continue;
            };
            for language in Language::ALL {
                let page = page(*language, &format!("{kind}/{}", id.to_lowercase())).expect("a page");
                if !page.contains(&format!("<q>{}</q>", escaped(text))) {
                    problems.push(format!("{kind}/{id} {}: {text}", language.tag()));
                }
            }
        }
    }
    none(problems);
}

#[test]
fn a_keyword_and_its_value_have_a_space_between() {
    let table = rows("keywords.toml");
    let glued = table.iter().filter(|(id, row)| {
        let argument = row.get("argument").and_then(toml::Value::as_str).unwrap_or_default();
        let starts = argument.trim_start_matches(|letter: char| "[*1( ".contains(letter));
        !argument.is_empty() && !starts.starts_with("SP ") && !id.ends_with('=')
    });
    none(glued.map(|(id, _)| id.clone()).collect());
}

#[test]
fn the_list_from_a_to_z_has_every_page() {
    for language in Language::ALL {
        let list = page(*language, "a-z").expect("a list");
        let start = format!("reference/{}/", language.tag());
        let all =
            pages().filter_map(|file| file.path.strip_prefix(&start)).filter(|path| path.contains('/') && !path.ends_with("index.html"));
        none(all.filter(|path| !list.contains(&format!("href=\"{path}\""))).map(str::to_owned).collect());
    }
}

/// A walk shows at once what to type, so it needs no hints; an answer to a challenge cannot be written down beforehand.
#[test]
fn every_flow_can_be_walked_through_by_typing_what_its_page_shows() {
    let course = SITE.files.iter().find(|file| file.path == "reference/course.json").expect("the course");
    let walks = Bundle::read(&course.text).expect("a course").sets.into_iter().find(|set| set.id == "walks").expect("walks");
    let flows = fs::read_dir(root().join("data/flows")).expect("flows").count();
    let walked: BTreeSet<&str> =
        walks.exercises.iter().flat_map(|exercise| &exercise.refs).map(|(reference, _)| reference.as_str()).collect();
    assert_eq!(walked.len(), flows, "{walked:?}");
    let without: Vec<&str> =
        walks.exercises.iter().filter(|exercise| exercise.solutions.is_empty()).map(|exercise| exercise.id.as_str()).collect();
    assert_eq!(without, ["auth-cram-md5", "auth-scram"]);
    let rules = Rules { languages: &["en", "zh-CN"], reference_exists: &smtp_playground_lessons::reference_exists, work: SET_WORK };
    let checked = check_set("walks", &Read { set: walks.clone(), problems: Vec::new() }, rules);
    let matters = |problem: &&Problem| {
        let text = problem.to_string();
        !matches!(problem.kind, ProblemKind::TooFewHints { .. }) && !without.iter().any(|id| text.contains(id))
    };
    none(checked.problems.iter().filter(matters).map(ToString::to_string).collect());
}

/// What the compiler of exercises takes for a page is one, and each exercise has one to read on.
#[test]
fn every_page_that_an_exercise_may_name_exists_and_each_exercise_names_one() {
    let names = smtp_playground_lessons::references().filter_map(|name| name.strip_prefix("reference/"));
    let is_there = |name: &str| [name.to_owned(), format!("{name}/index")].iter().any(|path| page(Language::default(), path).is_some());
    none(names.filter(|name| !is_there(name)).map(str::to_owned).collect());
    let course = smtp_playground_lessons::course();
    let exercises = course.iter().flat_map(|set| &set.exercises);
    let without = exercises.filter(|exercise| !exercise.refs.iter().any(|(reference, _)| reference.starts_with("reference/")));
    none(without.map(|exercise| exercise.id.clone()).collect());
}
