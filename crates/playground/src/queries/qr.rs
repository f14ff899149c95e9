//! A text as a QR code.

use qrcodegen::{QrCode, QrCodeEcc};

/// Light modules around the code, as ISO/IEC 18004 asks for.
const QUIET_ZONE: i32 = 4;

/// A QR code as a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// How many modules a side has, with the quiet zone.
    pub size: i32,
    /// The dark modules as the path of an SVG.
    pub path: String,
}

/// The QR code of `text`; nothing if it is too long for one.
pub fn qr_code(text: &str) -> Option<Drawing> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET_ZONE, y + QUIET_ZONE));
            }
            x += run.max(1);
        }
    }
    Some(Drawing { size: code.size() + 2 * QUIET_ZONE, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_has_a_code_and_one_that_is_too_long_has_none() {
        let drawing = qr_code("HELLO").expect("a code");
        assert_eq!(drawing.size, 21 + 8);
        // The corner of the finder pattern at the top left is seven dark modules.
        assert!(drawing.path.starts_with("M4 4h7v1h-7z"), "{}", drawing.path);
        assert_eq!(qr_code(&"x".repeat(3000)), None);
    }
}
