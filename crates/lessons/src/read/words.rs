//! Words of a set that stand in a file of their own, by the names of the exercises.
//!
//! ```toml
//! title = "Your first mail"
//! [say-hello]
//! title = "Say hello"
//! story = "..."
//! goal = ["The server knows your name"]      # one for each condition
//! hints = ["...", "..."]
//! after = "..."
//! wrong = { hello = "..." }                   # by the names of the wrong ways
//! choice = { space = "..." }
//! step = { one = { story = "...", goal = ["..."], hints = ["..."] } }
//! ```

use crate::exercise::{Exercise, Set, Step, WordsAt};
use crate::problem::{Problem, ProblemKind};
use crate::source::{Fields, File, Source};
use crate::text::Text;

/// Adds the words of `file`, which are in `language`; what is wrong with them.
pub(super) fn add_words(set: &mut Set, language: &str, file: &File) -> Vec<Problem> {
    let source = Source::new(file);
    if let Some(root) = source.root() {
        let mut fields = Fields::new(&source, root.into_inner(), "the words", 1);
        set.title.merge(fields.text("title").in_language(language));
        set.about.merge(fields.text("about").in_language(language));
        for (id, line, value) in fields.rest() {
            let Some(exercise) = set.exercises.iter_mut().find(|exercise| exercise.id == id) else {
                source.report(line, ProblemKind::WordsForNothing(id));
                continue;
            };
            exercise.words_at.push(WordsAt { language: language.to_owned(), file: file.name.clone(), line });
            if let Some(words) = Fields::of(&source, value, format!("the words of {id:?}")) {
                add_to(exercise, language, words);
            }
        }
    }
    for exercise in &mut set.exercises {
        if exercise.words_at.iter().all(|place| place.language != language) {
            exercise.words_at.push(WordsAt { language: language.to_owned(), file: file.name.clone(), line: 1 });
        }
    }
    source.into_problems()
}

fn add_to(exercise: &mut Exercise, language: &str, mut words: Fields<'_, '_>) {
    exercise.title.merge(words.text("title").in_language(language));
    exercise.story.merge(words.text("story").in_language(language));
    exercise.after.merge(words.text("after").in_language(language));
    if let [only] = exercise.steps.as_mut_slice()
        && only.id.is_empty()
    {
        add_to_step(only, language, &mut words);
    }
    named(&mut words, "step", |words, id, _, value| {
        let Some(step) = exercise.steps.iter_mut().find(|step| step.id == id) else {
            return false;
        };
        if let Some(mut fields) = Fields::of(words.source, value, format!("the words of the step {id:?}")) {
            step.story.merge(fields.text("story").in_language(language));
            add_to_step(step, language, &mut fields);
            fields.finish();
        }
        true
    });
    named(&mut words, "wrong", |words, id, line, value| {
        let Some(wrong) = exercise.wrong.iter_mut().find(|wrong| wrong.id == id) else {
            return false;
        };
        put(&mut wrong.say, words.source, language, line, value);
        true
    });
    named(&mut words, "choice", |words, id, line, value| {
        let Some(choice) = exercise.choices.iter_mut().find(|choice| choice.id == id) else {
            return false;
        };
        put(&mut choice.text, words.source, language, line, value);
        true
    });
    words.finish();
}

fn add_to_step(step: &mut Step, language: &str, words: &mut Fields<'_, '_>) {
    step.labels.merge(words.texts("goal").in_language(language));
    step.hints.merge(words.texts("hints").in_language(language));
}

/// The words below `key`, by name; `add` says whether there is something of that name.
fn named<'f>(
    words: &mut Fields<'_, 'f>,
    key: &'static str,
    mut add: impl FnMut(&Fields<'_, 'f>, &str, usize, crate::source::Value<'f>) -> bool,
) {
    let Some(table) = words.take(key).and_then(|value| Fields::of(words.source, value, format!("{key} of {}", words.place()))) else {
        return;
    };
    for (id, line, value) in table.rest() {
        if !add(words, &id, line, value) {
            words.source.report(line, ProblemKind::WordsForNothing(format!("{key} {id:?}")));
        }
    }
}

fn put(text: &mut Text, source: &Source<'_>, language: &str, line: usize, value: crate::source::Value<'_>) {
    match value.get_ref().as_str() {
        Some(words) => text.put(language, words.to_owned()),
        None => crate::source::wrong_type(source, line, "the words", "a text in quotes", value.get_ref()),
    }
}
