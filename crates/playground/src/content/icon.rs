//! Small pictures: what they show, as paths.

use smtp_engine::spec::ReplyClass;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A letter.
    Envelope,
    /// A closed padlock.
    Locked,
    /// An open padlock.
    Unlocked,
    /// An arrow back.
    Undo,
    /// An arrow forward.
    Redo,
    /// A cross.
    Close,
    /// An arrow that goes round.
    Again,
    /// A wedge that points down.
    Down,
    /// A page whose left column is marked.
    PanelLeft,
    /// A page whose right column is marked.
    PanelRight,
    /// An arrow that leaves a box.
    Share,
    /// Sheets on top of each other.
    Sessions,
    /// A screen on a stand.
    Present,
    /// Lines of a list.
    Actions,
    /// A magnifying glass.
    Search,
    /// The Enter key.
    Enter,
    /// A sun.
    Sun,
    /// A moon.
    Moon,
    /// Half light, half dark.
    Half,
    /// An empty circle: still open.
    Circle,
    /// A filled circle with a tick: done.
    Done,
    /// Two wedges that point forward: go on.
    GoOn,
    /// A triangle: not now.
    NotNow,
    /// An octagon with a cross: no.
    No,
}

impl From<ReplyClass> for Shape {
    fn from(class: ReplyClass) -> Self {
        match class {
            ReplyClass::Completed => Self::Done,
            ReplyClass::Intermediate => Self::GoOn,
            ReplyClass::Transient => Self::NotNow,
            ReplyClass::Permanent => Self::No,
        }
    }
}

impl Shape {
    /// Paths to stroke, and a path to fill, in a square of 16.
    pub const fn paths(self) -> (&'static str, &'static str) {
        match self {
            Self::Envelope => ("M1.5 3.5h13v9h-13zM2 4l6 5 6-5", ""),
            Self::Locked => ("M5 7V5a3 3 0 0 1 6 0v2", "M3.5 7h9v6.5h-9z"),
            Self::Unlocked => ("M5 7V4.5a3 3 0 0 1 5.8-1M3.5 7h9v6.5h-9z", ""),
            Self::Undo => ("M6 3 2.5 6.5 6 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H7", ""),
            Self::Redo => ("M10 3l3.500 3.500L10 10M13 6.500H6.500a3.500 3.500 0 0 0 0 7H9", ""),
            Self::Close => ("M4 4l8 8M12 4l-8 8", ""),
            Self::Again => ("M13 8a5 5 0 1 1-1.600-3.700M12 1.500v3h-3", ""),
            Self::Down => ("M4 6l4 4 4-4", ""),
            Self::PanelLeft => ("M2 3h12v10H2z", "M2 3h4v10H2z"),
            Self::PanelRight => ("M2 3h12v10H2z", "M10 3h4v10h-4z"),
            Self::Share => ("M8 9V2M5 4.500L8 1.500l3 3M4 7H2.500v7h11V7H12", ""),
            Self::Sessions => ("M2.500 5.500h8v8h-8zM5 3h8v8", ""),
            Self::Present => ("M2 3h12v8H2zM8 11v2.500M5 13.500h6", ""),
            Self::Actions => ("M2.5 4h1M6 4h7.5M2.5 8h1M6 8h7.5M2.5 12h1M6 12h7.5", ""),
            Self::Search => ("M10.500 10.500L14 14M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9z", ""),
            Self::Enter => ("M13 3v5.500H3.500M6.500 5.500l-3 3 3 3", ""),
            Self::Sun => (
                "M8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.400 1.400M11.600 11.600L13 13M13 3l-1.400 1.400M4.400 11.600L3 13",
                "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
            ),
            Self::Moon => ("", "M13.500 10A6 6 0 0 1 6 2.500 6 6 0 1 0 13.500 10z"),
            Self::Circle => ("M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z", ""),
            Self::Half => ("M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z", "M8 2a6 6 0 0 1 0 12z"),
            Self::Done => (
                "",
                "M8 1.500a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zm3.800 4.700-4.600 5.300-3-2.700 1.100-1.200 1.800 1.600 3.500-4.100z",
            ),
            Self::GoOn => ("M3 3l5 5-5 5M8.5 3l5 5-5 5", ""),
            Self::NotNow => ("M8 2l6.500 11.500h-13zM8 6.200v3.600M8 11v1.300", ""),
            Self::No => (
                "",
                "M5.200 1.500h5.600l3.700 3.700v5.600l-3.700 3.700H5.200l-3.700-3.700V5.200zm.6 3.200L4.700 5.800 6.900 8l-2.200 2.200 1.100 1.100L8 9.100l2.200 2.200 1.100-1.100L9.100 8l2.200-2.200-1.100-1.100L8 6.900z",
            ),
        }
    }
}
