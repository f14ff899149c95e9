//! How long the search takes to answer a key press: a reply typed key by key, half a phrase, a pasted bounce.

use std::path::Path;

use divan::Bencher;
use playground::content::search::Index;
use smtp_playground_site::generate;

/// What is looked for.
const QUERIES: &[&str] = &[
    "5",
    "relay access deni",
    "QQ邮箱授权码在哪里",
    "graylisting",
    "550-5.7.26 Your email has been blocked because the sender is unauthenticated.\n550-5.7.26 Gmail requires all senders to \
     authenticate with either SPF or DKIM.\n550 5.7.26  https://support.google.com/mail/answer/81126 d2e1a72fcca58-7e6c9 - gsmtp",
];

fn main() {
    divan::main();
}

/// The index of the reference as it stands.
fn json() -> String {
    let site = generate(Path::new(env!("PROJECT_ROOT")), None).unwrap_or_default();
    site.files.into_iter().find(|file| file.path == "reference/search-zh-CN.json").map(|file| file.text).unwrap_or_default()
}

#[divan::bench]
fn read_the_index(bencher: Bencher<'_, '_>) {
    let json = json();
    bencher.bench(|| Index::read(divan::black_box(&json)).map(|index| index.len()));
}

#[divan::bench(args = QUERIES)]
fn answer(bencher: Bencher<'_, '_>, query: &str) {
    let Ok(index) = Index::read(&json()) else { return };
    bencher.bench(|| index.find(divan::black_box(query), 12).len());
}
