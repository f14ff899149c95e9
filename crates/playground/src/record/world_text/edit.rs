//! Changes of the world in one line, for dialogues and exercises.

use thiserror::Error;

use super::{WorldField, WorldText};
use smtp_engine::session::World;

/// Why a change of the world cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WorldEditError {
    /// Not `FIELD = VALUE`.
    #[error("write FIELD = VALUE, for example message-size-limit = 1000 or aliases = +info: carol, not {0:?}")]
    NoValue(String),
    /// No field has that name.
    #[error("the world has no field {0:?}; there are: {names}", names = WorldField::ALL.map(WorldField::id).join(", "))]
    UnknownField(String),
    /// What is to be taken out is not there.
    #[error("{0:?} cannot be taken out: it is not there")]
    NotThere(String),
}

impl WorldText {
    /// Changes one field: `users = +dora` adds an entry, `users = -bob` takes one out, and anything else
    /// stands in the place of all that was there.
    pub fn edit(&mut self, edit: &str) -> Result<WorldField, WorldEditError> {
        let shorten = |text: &str| text.chars().take(80).collect::<String>();
        let (name, value) = edit.split_once('=').ok_or_else(|| WorldEditError::NoValue(shorten(edit)))?;
        let (name, value) = (name.trim(), value.trim());
        let found = WorldField::ALL.into_iter().find(|field| field.id() == name);
        let field = found.ok_or_else(|| WorldEditError::UnknownField(shorten(name)))?;
        let entries = self.get(field).lines();
        let changed = match (value.strip_prefix('+'), value.strip_prefix('-')) {
            (Some(new), _) => entries.chain([new.trim()]).collect::<Vec<_>>().join("\n"),
            (None, Some(old)) => {
                let kept: Vec<&str> = entries.clone().filter(|entry| *entry != old.trim()).collect();
                if kept.len() == entries.count() {
                    return Err(WorldEditError::NotThere(shorten(old.trim())));
                }
                kept.join("\n")
            }
            (None, None) => value.to_owned(),
        };
        self.set(field, &changed);
        Ok(field)
    }
}

/// The changes that make `world` out of the standard one.
pub(in crate::record) fn edits(world: &World) -> Vec<String> {
    let standard = World::standard();
    let changed = WorldField::ALL.into_iter().filter(|field| field.entries(world) != field.entries(&standard));
    changed
        .flat_map(|field| {
            let entries = field.entries(world);
            let id = field.id();
            if field.is_single() {
                return entries.into_iter().map(|entry| format!("{id} = {entry}")).collect::<Vec<_>>();
            }
            let before = field.entries(&standard);
            match entries.strip_prefix(before.as_slice()) {
                Some(added) => added.iter().map(|entry| format!("{id} = +{entry}")).collect(),
                None => std::iter::once(format!("{id} =")).chain(entries.iter().map(|entry| format!("{id} = +{entry}"))).collect(),
            }
        })
        .collect()
}
