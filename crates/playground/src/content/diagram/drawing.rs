use std::borrow::Cow;

/// An SVG element, or a button inside of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Its name.
    pub tag: &'static str,
    /// Its attributes.
    pub attributes: Vec<(&'static str, Cow<'static, str>)>,
    /// The text in it, before its children.
    pub text: String,
    /// What it holds.
    pub children: Vec<Element>,
}

/// A picture. It knows no colours: its classes do, in a style sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// Its width in its own units, which are pixels where nothing scales it.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// What it shows, in a few words.
    pub title: String,
    /// What is drawn, from back to front.
    pub elements: Vec<Element>,
}

impl Element {
    /// An empty element.
    pub fn new(tag: &'static str) -> Self {
        Self { tag, attributes: Vec::new(), text: String::new(), children: Vec::new() }
    }

    /// The same with an attribute.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// The same with a number as attribute.
    #[must_use]
    pub fn at(self, name: &'static str, value: i32) -> Self {
        self.with(name, value.to_string())
    }

    /// The same with a text.
    #[must_use]
    pub fn saying(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// The same with children.
    #[must_use]
    pub fn holding(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children);
        self
    }

    /// A group of the class `class`.
    pub fn group(class: impl Into<Cow<'static, str>>) -> Self {
        Self::new("g").with("class", class)
    }

    /// A rectangle with round corners.
    pub fn rectangle(class: impl Into<Cow<'static, str>>, (x, y): (i32, i32), (width, height): (i32, i32), radius: i32) -> Self {
        let size = Self::new("rect").with("class", class).at("x", x).at("y", y).at("width", width).at("height", height);
        if radius > 0 { size.at("rx", radius) } else { size }
    }

    /// A line through `points`.
    pub fn line(class: impl Into<Cow<'static, str>>, points: &[(i32, i32)]) -> Self {
        let path = points.iter().enumerate().map(|(number, (x, y))| format!("{}{x} {y}", if number == 0 { 'M' } else { 'L' }));
        Self::new("path").with("class", class).with("d", path.collect::<String>())
    }

    /// The head of an arrow whose tip is at `(x, y)` and that points to `(x + dx, y + dy)`.
    pub fn head(class: impl Into<Cow<'static, str>>, (x, y): (i32, i32), (dx, dy): (i32, i32)) -> Self {
        let (back_x, back_y) = (x - 7 * dx, y - 7 * dy);
        let (side_x, side_y) = (4 * dy, 4 * dx);
        let path = format!("M{x} {y}L{} {}L{} {}Z", back_x + side_x, back_y + side_y, back_x - side_x, back_y - side_y);
        Self::new("path").with("class", class).with("d", path)
    }

    /// A text whose middle, start or end (`anchor`) is at `(x, y)`.
    pub fn text(class: impl Into<Cow<'static, str>>, (x, y): (i32, i32), anchor: &'static str, text: impl Into<String>) -> Self {
        Self::new("text").with("class", class).at("x", x).at("y", y).with("text-anchor", anchor).saying(text)
    }

    fn write(&self, svg: &mut String) {
        svg.push('<');
        svg.push_str(self.tag);
        for (name, value) in &self.attributes {
            svg.push(' ');
            svg.push_str(name);
            svg.push_str("=\"");
            escape(value, svg);
            svg.push('"');
        }
        if self.tag == "button" {
            svg.push_str(" xmlns=\"http://www.w3.org/1999/xhtml\"");
        }
        svg.push('>');
        escape(&self.text, svg);
        self.children.iter().for_each(|child| child.write(svg));
        svg.push_str("</");
        svg.push_str(self.tag);
        svg.push('>');
    }
}

impl Drawing {
    /// The picture as a file of its own that looks like `style` says, in the language `tag`.
    pub fn to_svg(&self, style: &str, tag: &str) -> String {
        let (width, height) = (self.width, self.height);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" lang=\"{tag}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">"
        );
        Element::new("title").saying(self.title.as_str()).write(&mut svg);
        if !style.is_empty() {
            Element::new("style").saying(style).write(&mut svg);
        }
        self.elements.iter().for_each(|element| element.write(&mut svg));
        svg.push_str("</svg>\n");
        svg
    }
}

/// Appends `text` so that XML takes it for text, whatever it holds.
fn escape(text: &str, svg: &mut String) {
    for character in text.chars() {
        match character {
            '&' => svg.push_str("&amp;"),
            '<' => svg.push_str("&lt;"),
            '>' => svg.push_str("&gt;"),
            '"' => svg.push_str("&quot;"),
            '\'' => svg.push_str("&#39;"),
            '\t' | '\n' => svg.push(character),
            // XML has no place for them, not even escaped.
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => svg.push('\u{fffd}'),
            other => svg.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_picture_can_become_markup() {
        let evil = "</text><script>alert(1)</script>\0\u{1}\u{ffff}&\"'";
        let drawing = Drawing {
            title: evil.into(),
            elements: vec![Element::text("label", (0, 0), "start", evil).with("data-x", evil)],
            ..Drawing::default()
        };
        let svg = drawing.to_svg("", "en");
        assert!(!svg.contains("<script"), "{svg}");
        assert!(svg.chars().all(|character| character >= ' ' || character == '\n'), "{svg:?}");
        assert_eq!(svg.matches('<').count(), svg.matches('>').count());
    }
}
