/// A section of an RFC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RfcRef {
    /// The RFC's number.
    pub number: u16,
    /// The section, as the RFC numbers it; empty for the whole text.
    pub section: &'static str,
}

/// Section `section` of RFC `number`.
pub const fn rfc(number: u16, section: &'static str) -> RfcRef {
    RfcRef { number, section }
}

impl RfcRef {
    /// Where the text can be read.
    pub fn url(self) -> String {
        let anchor = if self.section.is_empty() { String::new() } else { format!("#section-{}", self.section) };
        format!("https://www.rfc-editor.org/rfc/rfc{}{anchor}", self.number)
    }
}

impl std::fmt::Display for RfcRef {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "RFC {}", self.number)?;
        if !self.section.is_empty() {
            write!(formatter, " section {}", self.section)?;
        }
        Ok(())
    }
}
