//! The first screen in the document.

use wasm_bindgen::JsCast;
use web_sys::{Document, DocumentFragment, Element, Event, HtmlElement, HtmlFormElement, HtmlTemplateElement, HtmlTextAreaElement};

use super::conversation::Conversation;
use super::line;
use playground::content::Label;
use playground::queries::first_screen::{BOOT_ID, LINES_ID, RECORD, WORDS_ID, name_key, text_key, waits_key};
use playground::queries::hint::Hint;
use playground::queries::line::{LineKind, is_told};
use playground::queries::status::{Mode, WAY, station};
use playground::record::EventKind;
use smtp_engine::session::Timestamp;

/// Where there is no room for the three places beside each other; `style/main.css` knows it too.
const NARROW: &str = "(max-width: 60rem)";

/// The parts of the first screen that change.
pub(super) struct Screen {
    /// All of it.
    pub(super) root: HtmlElement,
    /// The command line with its button.
    pub(super) form: HtmlFormElement,
    pub(super) command: HtmlTextAreaElement,
    document: Document,
    transcript: Element,
    words: DocumentFragment,
    lines: DocumentFragment,
}

impl Screen {
    /// The first screen, if it is there and nothing else is to be opened.
    pub(super) fn find() -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let root: HtmlElement = document.get_element_by_id(BOOT_ID)?.dyn_into().ok()?;
        if root.get_attribute("data-state").as_deref() != Some("loading") {
            return None;
        }
        let fragment = |id| Some(document.get_element_by_id(id)?.dyn_into::<HtmlTemplateElement>().ok()?.content());
        Some(Self {
            form: root.query_selector("form").ok()??.dyn_into().ok()?,
            command: root.query_selector("textarea").ok()??.dyn_into().ok()?,
            transcript: root.query_selector(".transcript ol").ok()??,
            words: fragment(WORDS_ID)?,
            lines: fragment(LINES_ID)?,
            root,
            document,
        })
    }

    /// Lets the person type.
    pub(super) fn open(&self, conversation: &Conversation) {
        let _ = self.root.set_attribute("data-state", "open");
        self.command.set_disabled(false);
        if let Ok(Some(button)) = self.form.query_selector("button") {
            let _ = button.remove_attribute("disabled");
        }
        self.hand_over(conversation);
        // On a small screen the focus would bring up the keyboard before anything was read.
        let narrow = web_sys::window().and_then(|window| window.match_media(NARROW).ok().flatten()).is_some_and(|media| media.matches());
        if !narrow {
            let _ = self.command.focus();
        }
    }

    /// Sends what stands in the command line and shows what comes of it.
    pub(super) fn send(&self, conversation: &mut Conversation, now: Timestamp) {
        let unsent = conversation.say(&self.command.value(), now);
        self.command.set_value(&unsent);
        self.show_news(conversation);
        self.show_status(conversation);
        if !unsent.is_empty() {
            self.put(".hint", &self.text(Label::StartLong));
        }
        self.hand_over(conversation);
        if let Some(last) = self.transcript.parent_element() {
            last.set_scroll_top(last.scroll_height());
        }
    }

    /// Puts the line of the chip that was clicked into the command line.
    pub(super) fn clicked(&self, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let chip = target.and_then(|target| target.closest(".chip").ok().flatten());
        if let Some(line) = chip.and_then(|chip| chip.text_content()) {
            self.command.set_value(&line);
            let _ = self.command.focus();
        }
    }

    fn show_news(&self, conversation: &mut Conversation) {
        let news = conversation.news().to_vec();
        for event in &news {
            if let EventKind::Moved(_, to) = event.kind {
                // What TLS brings about is said by its own line.
                let candidates = self.transcript.query_selector_all(".server, .starts-tls").ok();
                let last =
                    candidates.and_then(|all| all.item(all.length().checked_sub(1)?)).and_then(|node| node.dyn_into::<Element>().ok());
                if let Some(last) = last.filter(|last| is_told(to) && last.class_list().contains("server")) {
                    line::moved(self, &last, to);
                }
            } else if let Some(kind) = LineKind::of(&event.kind)
                && let Some(drawn) = line::draw(self, conversation, &kind, event.tls)
            {
                if let LineKind::Reply(_) = kind {
                    self.mark(&drawn);
                }
                let _ = self.transcript.append_child(&drawn);
            }
        }
    }

    /// The latest reply is the one that is explained.
    fn mark(&self, line: &Element) {
        if let Ok(Some(before)) = self.transcript.query_selector(".shown") {
            let _ = before.class_list().remove_1("shown");
        }
        let _ = line.class_list().add_1("shown");
    }

    fn show_status(&self, conversation: &Conversation) {
        let state = conversation.state();
        self.put("[data-word=name]", &self.word(&name_key(state)));
        self.put(".lede", &self.word(&waits_key(state)));
        self.put(".waits", &self.word(&waits_key(state)));
        let here = station(state);
        if let Ok(dots) = self.root.query_selector_all(".stations i") {
            for place in 0..WAY.len() {
                let class = match here {
                    Some(here) if here == place => "here",
                    Some(here) if here > place => "passed",
                    _ => "",
                };
                if let Some(dot) = dots.item(place as u32).and_then(|dot| dot.dyn_into::<Element>().ok()) {
                    dot.set_class_name(class);
                }
            }
        }
        self.show_lock(conversation.is_encrypted());
        self.show_mode(conversation.mode());
        self.show_hint(&conversation.hint());
    }

    fn show_lock(&self, tls: bool) {
        let (key, label) = if tls { ("tls", Label::TlsOn) } else { ("clear", Label::TlsOff) };
        self.put(".lock span", &self.text(label));
        if let Ok(Some(before)) = self.root.query_selector(".lock .icon")
            && let Some(icon) = self.template(key).and_then(|line| line.first_element_child())
        {
            let _ = before.replace_with_with_node_1(&icon);
        }
        if let Ok(Some(line)) = self.root.query_selector(".state") {
            let _ = line.set_attribute("data-tls", if tls { "true" } else { "false" });
        }
    }

    fn show_mode(&self, mode: Mode) {
        let (placeholder, button) = match mode {
            Mode::Closed => (Label::InputPlaceholderClosed, Label::SessionConnect),
            Mode::Command => (Label::InputPlaceholder, Label::InputSend),
            Mode::Answer => (Label::InputPlaceholderAuth, Label::InputSend),
            Mode::Data | Mode::Chunk => (Label::InputPlaceholderData, Label::InputSend),
        };
        self.command.set_placeholder(&self.text(placeholder));
        self.put("form button", &self.text(button));
        if let Ok(Some(foot)) = self.root.query_selector(".foot") {
            let _ = foot.set_attribute("data-mode", mode.id());
        }
    }

    fn show_hint(&self, hint: &Hint) {
        let Ok(Some(place)) = self.root.query_selector(".hint") else { return };
        place.set_text_content(Some(&format!("{} ", self.text(hint.label))));
        if let Some(line) = hint.line.as_deref().filter(|line| !line.is_empty())
            && let Ok(chip) = self.document.create_element("button")
            && let Ok(code) = self.document.create_element("code")
        {
            let _ = chip.set_attribute("type", "button");
            chip.set_class_name("chip");
            let _ = code.set_attribute("dir", "ltr");
            code.set_text_content(Some(line));
            let _ = chip.append_child(&code);
            let _ = place.append_child(&chip);
        }
    }

    /// Leaves what was done where the page finds it.
    fn hand_over(&self, conversation: &Conversation) {
        let _ = self.root.set_attribute(RECORD, &conversation.record());
    }

    pub(super) fn text(&self, label: Label) -> String {
        self.word(&text_key(label))
    }

    /// The text that has this key in the page.
    pub(super) fn word(&self, key: &str) -> String {
        let found = self.words.query_selector(&format!("[data-key={key}]")).ok().flatten();
        found.and_then(|element| element.text_content()).unwrap_or_default()
    }

    /// A copy of the template that has this key.
    pub(super) fn template(&self, key: &str) -> Option<Element> {
        let template = self.lines.query_selector(&format!("[data-key={key}]")).ok()??;
        let copy: Element = template.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
        let _ = copy.remove_attribute("data-key");
        Some(copy)
    }

    fn put(&self, place: &str, text: &str) {
        if let Ok(Some(element)) = self.root.query_selector(place) {
            element.set_text_content(Some(text));
        }
    }
}
