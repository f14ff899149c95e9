//! What changes on the page, with few types.
//!
//! Leptos compiles all that keeps a closure's place up to date anew for each closure, about a kilobyte of
//! the download for each. Boxed, closures of one kind have one type, and it is compiled once.

use leptos::prelude::*;
use web_sys::MouseEvent;

/// A value that follows the signals it is made from.
pub type Changing<T> = Box<dyn FnMut() -> T + Send>;

/// What is done at a click.
pub type Pressed = Box<dyn FnMut(MouseEvent)>;

/// A text or attribute that is put together.
pub fn text(make: impl FnMut() -> String + Send + 'static) -> Changing<String> {
    Box::new(make)
}

/// A text or attribute that is one of those known beforehand.
pub fn words(choose: impl FnMut() -> &'static str + Send + 'static) -> Changing<&'static str> {
    Box::new(choose)
}

/// A class that comes and goes.
pub fn when(is: impl FnMut() -> bool + Send + 'static) -> Changing<bool> {
    Box::new(is)
}

/// `true` or `false`, for attributes.
pub fn flag(mut is: impl FnMut() -> bool + Send + 'static) -> Changing<&'static str> {
    words(move || if is() { "true" } else { "false" })
}

/// A part of the page that is drawn anew.
pub fn part<V: IntoAny + 'static>(mut draw: impl FnMut() -> V + Send + 'static) -> Changing<AnyView> {
    Box::new(move || draw().into_any())
}

/// What a click does.
pub fn press(mut act: impl FnMut() + 'static) -> Pressed {
    Box::new(move |_| act())
}
