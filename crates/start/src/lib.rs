//! Floor 7: the first screen. It takes commands while the page is still on its way, with the engine, one server and
//! no Leptos, so that it is a tenth of the page's size.
//!
//! Its HTML is in the page (`crates/site/src/first_screen/`). It says everything in the words that it finds there, and
//! writes after each step what was done where the page finds it: `app::browser::first_screen` goes on from there.

#![deny(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod conversation;
mod line;
mod screen;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::js_sys::Date;
use web_sys::{Event, KeyboardEvent};

use self::conversation::Conversation;
use self::screen::Screen;
use smtp_engine::session::Timestamp;

/// Takes commands, until the page takes the first screen's place. Does nothing where something else is to be opened:
/// a session that was kept or shared, or a page of the reference.
pub fn run() {
    let Some(screen) = Screen::find() else { return };
    let conversation = Rc::new(RefCell::new(Conversation::new(now())));
    screen.open(&conversation.borrow());
    let screen = Rc::new(screen);
    {
        let (screen, conversation) = (screen.clone(), conversation.clone());
        listen(&screen.form.clone(), "submit", move |event| {
            event.prevent_default();
            // Nobody else borrows it: events come one after the other.
            screen.send(&mut conversation.borrow_mut(), now());
        });
    }
    {
        let screen = screen.clone();
        listen(&screen.command.clone(), "keydown", move |event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>()
                && event.key() == "Enter"
                && !(event.shift_key() || event.is_composing())
            {
                event.prevent_default();
                let _ = screen.form.request_submit();
            }
        });
    }
    listen(&screen.root.clone(), "click", move |event| screen.clicked(event));
}

fn now() -> Timestamp {
    Timestamp(Date::now().max(0.0) as u64)
}

fn listen(target: &web_sys::EventTarget, name: &str, act: impl FnMut(&Event) + 'static) {
    let mut act = act;
    let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| act(&event));
    let _ = target.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    // It listens as long as the element lives: until the page takes its place.
    listener.forget();
}
