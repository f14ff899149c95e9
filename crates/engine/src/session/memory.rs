use std::any::Any;
use std::fmt::Debug;

/// What can stand in a [`Memory`]: anything that can be copied and compared.
trait Remembered: Any + Debug + Send + Sync {
    fn copy(&self) -> Box<dyn Remembered>;
    fn same(&self, other: &dyn Remembered) -> bool;
}

impl<T: Any + Debug + Clone + PartialEq + Send + Sync> Remembered for T {
    fn copy(&self) -> Box<dyn Remembered> {
        Box::new(self.clone())
    }

    fn same(&self, other: &dyn Remembered) -> bool {
        (other as &dyn Any).downcast_ref::<T>() == Some(self)
    }
}

/// What one server remembers of a session beyond what all servers do. It is of the server's own type;
/// the session only carries it, so that a copy of the session is still the whole moment.
#[derive(Debug, Default)]
pub struct Memory(Option<Box<dyn Remembered>>);

impl Memory {
    /// What is remembered, where it is a `T`.
    pub fn get<T: Any>(&self) -> Option<&T> {
        (self.0.as_deref()? as &dyn Any).downcast_ref()
    }

    /// The same, to change it; made anew where there was none.
    pub fn with<T: Any + Debug + Clone + PartialEq + Send + Sync + Default, R>(&mut self, change: impl FnOnce(&mut T) -> R) -> R {
        if let Some(known) = self.0.as_deref_mut().and_then(|known| (known as &mut dyn Any).downcast_mut()) {
            return change(known);
        }
        let mut fresh = T::default();
        let result = change(&mut fresh);
        self.0 = Some(Box::new(fresh));
        result
    }
}

impl Clone for Memory {
    fn clone(&self) -> Self {
        // Not `known.copy()` of the box, which would box the box.
        Self(self.0.as_deref().map(Remembered::copy))
    }
}

impl PartialEq for Memory {
    fn eq(&self, other: &Self) -> bool {
        match (self.0.as_deref(), other.0.as_deref()) {
            (Some(one), Some(two)) => one.same(two),
            (None, None) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_equal_until_one_of_them_changes() {
        let mut memory = Memory::default();
        memory.with(|count: &mut u32| *count = 3);
        let mut copy = memory.clone();
        assert_eq!(memory, copy);
        copy.with(|count: &mut u32| *count += 1);
        assert_ne!(memory, copy);
        assert_eq!((memory.get::<u32>(), copy.get::<u32>(), copy.get::<u8>()), (Some(&3), Some(&4), None));
    }
}
