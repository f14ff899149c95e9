use std::path::Path;

/// What is wrong in the content files. All of it is told, not only the first.
#[derive(Default)]
pub(super) struct Problems {
    lines: Vec<String>,
}

impl Problems {
    /// Notes that `line` (counted from 1; 0 for the whole file) of `file` is wrong, and what to do.
    pub(super) fn push(&mut self, file: &Path, line: usize, message: impl AsRef<str>) {
        let place = file.display().to_string().replace('\\', "/");
        let line = if line == 0 { String::new() } else { format!(":{line}") };
        self.lines.push(format!("{place}{line}: {}", message.as_ref().replace('\n', " ")));
    }

    /// Whether nothing is wrong.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Fails the build if anything is wrong.
    pub(super) fn finish(self) {
        for line in &self.lines {
            println!("cargo::error={line}");
        }
        if !self.lines.is_empty() {
            std::process::exit(1);
        }
    }
}

/// The line, counted from 1, in which `offset` of `text` lies.
pub(super) fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&octet| octet == b'\n').count() + 1
}
