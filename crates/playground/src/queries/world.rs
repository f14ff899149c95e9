//! What differs in a world from the standard one.

use crate::record::WorldField;
use smtp_engine::session::World;

/// A field of the world as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldView {
    /// The field.
    pub field: WorldField,
    /// Its entries.
    pub entries: Vec<(String, Difference)>,
}

/// How an entry differs from the standard world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It is in both.
    Same,
    /// It is not in the standard world.
    Added,
    /// It is in the standard world only.
    Removed,
}

/// What is shown of every world.
const ALWAYS: [WorldField; 4] = [WorldField::Logins, WorldField::Users, WorldField::Aliases, WorldField::LocalDomains];

/// What is shown of `world`: what people need most, and all that differs from the standard world. Fields
/// with one value show it; of the others what is the same in both is left out where the field is shown for
/// its difference only.
pub fn shown(world: &World) -> Vec<FieldView> {
    let standard = World::standard();
    let view = |field: WorldField| {
        let mut entries = differences(&field.entries(&standard), &field.entries(world));
        let always = ALWAYS.contains(&field);
        if !always {
            entries.retain(|(_, difference)| *difference != Difference::Same);
        }
        (!entries.is_empty()).then_some(FieldView { field, entries })
    };
    let first = ALWAYS.into_iter();
    let rest = WorldField::ALL.into_iter().filter(|field| !ALWAYS.contains(field));
    first.chain(rest).filter_map(view).collect()
}

fn differences(standard: &[String], now: &[String]) -> Vec<(String, Difference)> {
    let there = |entry: &String| (entry.clone(), if standard.contains(entry) { Difference::Same } else { Difference::Added });
    let gone = standard.iter().filter(|entry| !now.contains(entry)).map(|entry| (entry.clone(), Difference::Removed));
    now.iter().map(there).chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_world_differs_in_nothing() {
        let shown = shown(&World::standard());
        assert_eq!(shown.iter().map(|view| view.field).collect::<Vec<_>>(), ALWAYS);
        assert!(shown.iter().flat_map(|view| &view.entries).all(|(_, difference)| *difference == Difference::Same));
    }

    #[test]
    fn what_was_added_and_taken_away_is_marked() {
        let mut world = World { message_size_limit: 99, ..World::standard() };
        world.users = vec!["alice".into(), "bob".into(), "dave".into()];
        let shown = shown(&world);
        let entries =
            |field: WorldField| shown.iter().find(|view| view.field == field).map(|view| view.entries.clone()).unwrap_or_default();
        let users = entries(WorldField::Users);
        assert!(users.contains(&("dave".into(), Difference::Added)) && users.contains(&("carol".into(), Difference::Removed)));
        let size = entries(WorldField::MessageSizeLimit);
        assert_eq!(size, [("99".into(), Difference::Added), ("10240000".into(), Difference::Removed)]);
    }
}
