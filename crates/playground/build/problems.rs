use std::path::Path;

/// What is wrong in the content files. All of it is told, not only the first.
#[derive(Default)]
pub(super) struct Problems {
    lines: Vec<String>,
    differences: Vec<String>,
}

impl Problems {
    /// Notes that `line` (counted from 1; 0 for the whole file) of `file` is wrong, and what to do.
    pub(super) fn push(&mut self, file: &Path, line: usize, message: impl AsRef<str>) {
        self.lines.push(told(file, line, message.as_ref()));
    }

    /// Notes that a language differs from English. It is told only if nothing else is wrong: a broken
    /// English file would make everything differ.
    pub(super) fn differs(&mut self, file: &Path, line: usize, message: impl AsRef<str>) {
        self.differences.push(told(file, line, message.as_ref()));
    }

    /// Whether nothing is wrong.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.differences.is_empty()
    }

    /// Fails the build if anything is wrong.
    pub(super) fn finish(self) {
        let told = if self.lines.is_empty() { &self.differences } else { &self.lines };
        for line in told {
            println!("cargo::error={line}");
        }
        if !told.is_empty() {
            std::process::exit(1);
        }
    }
}

fn told(file: &Path, line: usize, message: &str) -> String {
    let place = file.display().to_string().replace('\\', "/");
    let line = if line == 0 { String::new() } else { format!(":{line}") };
    format!("{place}{line}: {}", message.replace('\n', " "))
}

/// The line, counted from 1, in which `offset` of `text` lies.
pub(super) fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&octet| octet == b'\n').count() + 1
}
