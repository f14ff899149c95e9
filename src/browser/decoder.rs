//! The decoder in its worker (`crates/decoder`): a script that starts it, and its program, which is fetched when it is first wanted.

use gloo::events::EventListener;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Array, Function, Reflect, Uint8Array};
use web_sys::{Event, EventTarget};

use super::document::root_attribute;
use super::reading;
use super::refusal::member;

/// What the decoder tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// It can be asked.
    Ready,
    /// The answer to the question of this number, as JSON.
    Answer(u32, String),
    /// It could not be fetched or started, or it broke.
    Failed,
}

/// The decoder. It ends when this is dropped.
pub struct Decoder {
    worker: EventTarget,
    _heard: [EventListener; 2],
}

impl Decoder {
    /// Fetches and starts it; `told` hears all that comes of it. `None` where the browser has no workers.
    pub fn start(told: impl Fn(Told) + Clone + 'static) -> Option<Self> {
        let workers: Function = member(&window(), "Worker").ok()?;
        let script = Array::of1(&root_attribute("data-decoder")?.into());
        let worker: EventTarget = Reflect::construct(&workers, &script).ok()?.unchecked_into();
        let (heard, failed, missing) = (told.clone(), told.clone(), told);
        let message = EventListener::new(&worker, "message", move |event: &Event| {
            heard(member::<JsValue>(event, "data").map_or(Told::Failed, |data| read(&data)));
        });
        let error = EventListener::new(&worker, "error", move |_| failed(Told::Failed));
        let program = worker.clone();
        reading::load_octets(&root_attribute("data-decoder-wasm")?, move |octets| {
            if octets.is_none_or(|octets| !call(&program, "postMessage", &octets)) {
                missing(Told::Failed);
            }
        });
        Some(Self { worker, _heard: [message, error] })
    }

    /// Asks what is in `octets`, in the language `tag`; the answer has the same number.
    pub fn ask(&self, number: u32, octets: &Uint8Array, tag: &str) {
        // Where it is broken, "error" has told of it.
        call(&self.worker, "postMessage", &Array::of3(&number.into(), octets, &tag.into()));
    }
}

impl Drop for Decoder {
    fn drop(&mut self) {
        call(&self.worker, "terminate", &JsValue::UNDEFINED);
    }
}

/// Calls a method of the worker; whether that went well.
fn call(worker: &EventTarget, method: &str, value: &JsValue) -> bool {
    member::<Function>(worker, method).is_ok_and(|method| method.call1(worker, value).is_ok())
}

/// "ready", or `[number, JSON]`.
fn read(message: &JsValue) -> Told {
    if message.is_string() {
        return Told::Ready;
    }
    let answer = Array::from(message);
    match (answer.get(0).as_f64(), answer.get(1).as_string()) {
        (Some(number), Some(json)) => Told::Answer(number as u32, json),
        _ => Told::Failed,
    }
}
