//! Writes the programs of `snippets/` into a directory and runs them there.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use playground::content::snippet::{StringSyntax, Values, fill};
use toml::{Table, Value};

use super::server::{Said, installed, run};

const ROOT: &str = env!("PROJECT_ROOT");

/// What the programs are filled with; they reach the server by a name that its certificate is good for.
pub(crate) fn values<'v>(port: u16, subject: &'v str, body: &'v str) -> Values<'v> {
    let (user, from, password, to) = ("alice@example.com", "alice@example.com", "wonderland", "bob@example.com");
    Values { host: "localhost", port, user, password, from, to, subject, body, client: "client.example.org" }
}

/// A row of `data/snippets.toml`.
pub(crate) struct Language {
    pub(crate) id: String,
    pub(crate) executed: bool,
    needs: Vec<String>,
    file: String,
    run: String,
    trust: String,
    strings: StringSyntax,
}

impl Language {
    pub(crate) fn all() -> Vec<Self> {
        let text = fs::read_to_string(Path::new(ROOT).join("data/snippets.toml")).expect("the table");
        let table: Table = text.parse().expect("TOML");
        table.into_iter().map(|(id, row)| Self::new(id, &row)).collect()
    }

    pub(crate) fn read(id: &str) -> Self {
        Self::all().into_iter().find(|language| language.id == id).unwrap_or_else(|| panic!("no row {id}"))
    }

    fn new(id: String, row: &Value) -> Self {
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_else(|| panic!("{id}: no {name}")).to_owned();
        let needs = row.get("needs").and_then(Value::as_array);
        let needs = needs.map(|words| words.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect());
        Self {
            executed: row.get("executed").and_then(Value::as_bool).expect("executed"),
            needs: needs.unwrap_or_default(),
            file: text("file"),
            run: text("run"),
            trust: text("trust"),
            strings: StringSyntax::from_id(&text("strings")).expect("a way to write strings"),
            id,
        }
    }

    /// Whether what runs it is there. In CI it must be.
    pub(crate) fn is_installed(&self) -> bool {
        let [program, version] = self.needs.as_slice() else { panic!("{}: no `needs`", self.id) };
        installed(program, version)
    }

    /// The program for `task` with `values` in it.
    pub(crate) fn filled(&self, task: &str, values: &Values) -> String {
        let path = Path::new(ROOT).join("snippets").join(&self.id).join(task).with_extension(&self.file);
        let template = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        fill(&template, self.strings, values).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

/// A directory with a program and what it needs beside it, as a reader would have it.
pub(crate) struct Workshop<'l> {
    language: &'l Language,
    directory: tempfile::TempDir,
}

impl<'l> Workshop<'l> {
    /// Puts the libraries there that are not found by themselves: those of Debian's packages and of
    /// `tests/clients`.
    pub(crate) fn new(language: &'l Language) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let here = directory.path();
        match language.id.as_str() {
            "node" => link(&Path::new(ROOT).join("tests/clients/node_modules"), &here.join("node_modules")),
            "java" => {
                fs::create_dir(here.join("lib")).expect("a directory");
                for jar in ["jakarta-mail.jar", "jakarta-activation.jar"] {
                    link(&Path::new("/usr/share/java").join(jar), &here.join("lib").join(jar));
                }
            }
            "php" => {
                fs::create_dir(here.join("vendor")).expect("a directory");
                link(Path::new("/usr/share/php/libphp-phpmailer/autoload.php"), &here.join("vendor/autoload.php"));
            }
            _ => {}
        }
        Self { language, directory }
    }

    /// Where the server should put its certificate.
    pub(crate) fn certificate(&self) -> PathBuf {
        self.directory.path().join("ca.pem")
    }

    /// Does what a language needs before it can trust `certificate`.
    pub(crate) fn trust(&self, certificate: &Path) {
        if self.language.id != "java" {
            return;
        }
        let store = certificate.with_extension("pem.p12");
        let _ = fs::remove_file(&store);
        let import = ["-importcert", "-noprompt", "-storepass", "changeit", "-file"].map(OsStr::new);
        let said = run("keytool", &[&import[..], &[certificate.as_os_str(), OsStr::new("-keystore"), store.as_os_str()]].concat(), "");
        assert!(said.status.success(), "{said:?}");
    }

    /// Writes and runs the program for `task` as the page says.
    pub(crate) fn run(&self, task: &str, values: &Values) -> Said {
        let certificate = self.certificate();
        self.run_in(&self.language.trust.replace("{ca}", certificate.to_str().expect("a name")), task, values)
    }

    /// The same without a word that the server's certificate can be trusted.
    pub(crate) fn run_distrustful(&self, task: &str, values: &Values) -> Said {
        self.run_in("", task, values)
    }

    fn run_in(&self, environment: &str, task: &str, values: &Values) -> Said {
        let here = self.directory.path();
        let file = format!("{task}.{}", self.language.file);
        fs::write(here.join(&file), self.language.filled(task, values)).expect("a file");
        let command = match self.language.id.as_str() {
            // `cargo run` would compile lettre once more: the one that these tests are built with will do.
            "rust" => compile(here, &file, task),
            _ => self.language.run.replace("{file}", &file),
        };
        let script = format!("cd '{}' && {environment} {command}", here.display());
        run("sh", &["-c", &script], "")
    }
}

/// Compiles a Rust program with the lettre beside this test; gives the command that runs it.
fn compile(here: &Path, file: &str, task: &str) -> String {
    let test = std::env::current_exe().expect("this program");
    let libraries = test.parent().expect("its directory");
    let mut found: Vec<PathBuf> = fs::read_dir(libraries).expect("libraries").map(|entry| entry.expect("an entry").path()).collect();
    found.retain(|path| {
        path.file_name().and_then(OsStr::to_str).is_some_and(|name| name.starts_with("liblettre-") && name.ends_with(".rlib"))
    });
    // Builds with other features may lie there too.
    found.sort_by_key(|path| std::cmp::Reverse(path.metadata().and_then(|known| known.modified()).ok()));
    let mut failures = String::new();
    for library in found {
        let rustc = Command::new("rustc")
            .args(["--edition", "2024", "-D", "warnings", "--extern"])
            .arg(format!("lettre={}", library.display()))
            .arg("-L")
            .arg(format!("dependency={}", libraries.display()))
            .arg("-o")
            .arg(here.join(task))
            .arg(here.join(file))
            .output()
            .expect("rustc");
        if rustc.status.success() {
            return format!("./{task}");
        }
        failures.push_str(&String::from_utf8_lossy(&rustc.stderr));
    }
    panic!("no lettre compiles it: {failures}");
}

fn link(from: &Path, to: &Path) {
    assert!(from.exists(), "{} is not there", from.display());
    #[cfg(unix)]
    std::os::unix::fs::symlink(from, to).expect("a link");
    #[cfg(not(unix))]
    panic!("links are only made on Unix: {}", to.display());
}
