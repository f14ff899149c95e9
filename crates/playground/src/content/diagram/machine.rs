//! The state machine as a picture. The way to the message runs down the middle, what is entered from it
//! stands at the side, and what is possible from many states stands beside its target.

use std::collections::VecDeque;

use super::{Arrow, Drawing, Element, Trigger, arrows};
use crate::content::{Label, Language, fill, label, reference};
use crate::record::{Event, EventKind};
use smtp_engine::spec::{State, Verb, command};

const WIDTH: i32 = 340;
const ROW: i32 = 76;
const TOP: i32 = 6;
/// Half the height of a state's box.
const HALF: i32 = 17;
/// The middle of the side column and of the way down, and how wide their boxes are.
const SIDE: (i32, i32) = (57, 112);
const WAY: (i32, i32) = (208, 116);
/// Where the ways back run: left and right of the middle column.
const BACK: (i32, i32) = (119, 330);
/// From so many states on, what is possible stands beside its target, without a line from each.
const MANY: usize = 3;
/// The height of what can be pressed.
const PRESS: i32 = 26;

/// How a session went through the states, and what it can do now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// The states in their order, the first one included.
    pub states: Vec<State>,
    /// The commands that the server would take now.
    pub possible: Vec<Verb>,
}

impl Walk {
    /// The walk of a session whose server would take the commands `possible` now.
    pub fn of(events: &[Event], possible: Vec<Verb>) -> Self {
        let mut states = Vec::new();
        for event in events {
            if let EventKind::Moved(from, to) = event.kind {
                if states.is_empty() {
                    states.push(from);
                }
                states.push(to);
            }
        }
        Self { states, possible }
    }

    /// Where the session is.
    pub fn here(&self) -> State {
        self.states.last().copied().unwrap_or(State::Closed)
    }

    /// Whether `arrow` can be followed now.
    fn can(&self, arrow: &Arrow) -> bool {
        let is_taken = |by: Trigger| !matches!(by, Trigger::Command(verb) if !self.possible.contains(&verb));
        arrow.from.contains(&self.here()) && is_taken(arrow.by)
    }

    /// Whether it went from a state of `arrow` to its target.
    fn took(&self, arrow: &Arrow) -> bool {
        self.states.windows(2).any(|pair| matches!(pair, [from, to] if arrow.from.contains(from) && *to == arrow.to))
    }
}

impl Arrow {
    /// What is written on it; nothing for what is not said.
    pub fn text(&self) -> String {
        match self.by {
            Trigger::Connect | Trigger::Secured => String::new(),
            // The last chunk ends the transaction (RFC 3030 section 2).
            Trigger::Command(Verb::Bdat) if !self.to.in_transaction() => "BDAT LAST".to_owned(),
            Trigger::Command(verb) => verb.name().to_owned(),
            Trigger::Then(Verb::Data) => ".".to_owned(),
            Trigger::Then(_) => "base64".to_owned(),
        }
    }
}

/// Draws the state machine with the way that `walk` took.
pub fn machine(walk: &Walk, language: Language) -> Drawing {
    let arrows = arrows();
    let layout = Layout::of(&arrows);
    let mut lines = Vec::new();
    let mut buttons = Vec::new();
    let mut beside: Vec<(State, i32)> = Vec::new();
    let mut forward: Vec<((State, State), Vec<&Arrow>)> = Vec::new();
    for arrow in &arrows {
        let parent = layout.parent(arrow.to).filter(|parent| arrow.from.contains(parent));
        if let Some(parent) = parent {
            match forward.iter_mut().find(|(edge, _)| *edge == (parent, arrow.to)) {
                Some((_, on)) => on.push(arrow),
                None => forward.push(((parent, arrow.to), vec![arrow])),
            }
            continue;
        }
        match arrow.from.iter().rfind(|from| !from.takes_commands() || layout.is_side(**from)) {
            Some(&from) if arrow.from.len() < MANY => lines.extend(layout.way_back(from, arrow, walk, language)),
            _ => {
                let count = beside.iter().filter(|(to, _)| *to == arrow.to).count() as i32;
                beside.push((arrow.to, count));
                let (x, y) = layout.place(arrow.to);
                let edge = x + WAY.1 / 2;
                let class = class_of("edge", walk.took(arrow), false);
                lines.push(Element::line(class.clone(), &[(edge + 14, y), (edge + 2, y)]));
                lines.push(Element::head(format!("tip {class}"), (edge + 1, y), (-1, 0)));
                buttons.push(press(arrow, (edge + 14 + 24, y + count * PRESS), walk, language));
            }
        }
    }
    for ((from, to), on) in &forward {
        let taken = on.iter().any(|arrow| walk.took(arrow));
        lines.extend(layout.way_on(*from, *to, taken));
        let (x, y) = (layout.place(*to).0, layout.place(*to).1 - ROW / 2);
        let widths: Vec<i32> = on.iter().map(|arrow| width_of(arrow) + 4).collect();
        let mut left = x - widths.iter().sum::<i32>() / 2;
        for (arrow, width) in on.iter().zip(&widths) {
            buttons.push(press(arrow, (left + width / 2, y), walk, language));
            left += width;
        }
    }
    let boxes = State::ALL.into_iter().filter(|state| layout.holds(*state)).map(|state| layout.state(state, walk, language));
    let height = layout.height();
    let title = fill(label(language, Label::StatesHere), &[("state", reference::state(language, walk.here()).name)]);
    let elements = lines.into_iter().chain(boxes).chain(buttons).collect();
    Drawing { width: WIDTH as u32, height: height as u32, title, elements }
}

/// Where each state stands: its rank is how many steps it is from the start, by the shortest way.
struct Layout {
    ranks: Vec<(State, i32, Option<State>)>,
    way: Vec<State>,
}

impl Layout {
    fn of(arrows: &[Arrow]) -> Self {
        let mut ranks = vec![(State::Closed, 0, None)];
        let mut next = VecDeque::from([(State::Closed, 0)]);
        while let Some((from, rank)) = next.pop_front() {
            for arrow in arrows.iter().filter(|arrow| arrow.from.contains(&from)) {
                if ranks.iter().all(|(known, ..)| *known != arrow.to) {
                    ranks.push((arrow.to, rank + 1, Some(from)));
                    next.push_back((arrow.to, rank + 1));
                }
            }
        }
        let mut layout = Self { ranks, way: vec![State::Data] };
        while let Some(parent) = layout.way.last().and_then(|state| layout.parent(*state)) {
            layout.way.push(parent);
        }
        layout
    }

    fn holds(&self, state: State) -> bool {
        self.ranks.iter().any(|(known, ..)| *known == state)
    }

    fn parent(&self, state: State) -> Option<State> {
        self.ranks.iter().find(|(known, ..)| *known == state).and_then(|(_, _, parent)| *parent)
    }

    fn rank(&self, state: State) -> i32 {
        self.ranks.iter().find(|(known, ..)| *known == state).map_or(0, |(_, rank, _)| *rank)
    }

    fn is_side(&self, state: State) -> bool {
        !self.way.contains(&state)
    }

    /// The middle of its box.
    fn place(&self, state: State) -> (i32, i32) {
        let x = if self.is_side(state) { SIDE.0 } else { WAY.0 };
        (x, TOP + HALF + ROW * self.rank(state))
    }

    fn height(&self) -> i32 {
        let last = self.ranks.iter().map(|(_, rank, _)| *rank).max().unwrap_or(0);
        // Below the last row there is room for the way back of a state at the side.
        TOP + ROW * last + 2 * HALF + 2 * PRESS
    }

    /// From a state to one that is first reached from it.
    fn way_on(&self, from: State, to: State, taken: bool) -> [Element; 2] {
        let ((from_x, from_y), (x, y)) = (self.place(from), self.place(to));
        let class = class_of("edge", taken, false);
        let end = (x, y - HALF - 1);
        let line = if self.is_side(to) {
            // Below the box that may stand beside `from`.
            let (left, below) = (from_x - WAY.1 / 2 + 8, from_y + HALF + 4);
            Element::line(class.clone(), &[(left, from_y + HALF), (left, below), (x, below), (x, end.1 - 1)])
        } else {
            Element::line(class.clone(), &[(from_x, from_y + HALF), (x, end.1 - 1)])
        };
        [line, Element::head(format!("tip {class}"), end, (0, 1))]
    }

    /// From a state that takes no commands, or one at the side, back to the middle.
    fn way_back(&self, from: State, arrow: &Arrow, walk: &Walk, language: Language) -> Vec<Element> {
        let ((x, y), (to_x, to_y)) = (self.place(from), self.place(arrow.to));
        // Each has a line of its own.
        let shift = (self.rank(from) * 5 + self.rank(arrow.to) * 2) % 22;
        let class = class_of(
            "edge",
            walk.took(arrow),
            self.parent(from) != Some(arrow.to) && matches!(arrow.by, Trigger::Then(_)) && self.is_side(from),
        );
        let mut drawn = Vec::new();
        let (points, end, direction) = if self.is_side(from) {
            let bus = BACK.0 + shift;
            let end = (to_x - WAY.1 / 2 - 1, to_y + if self.rank(arrow.to) < self.rank(from) { 7 } else { 0 });
            if from.takes_commands() {
                let below = y + HALF + PRESS / 2 + 8;
                drawn.push(press(arrow, (x, below), walk, language));
                (vec![(x, y + HALF), (x, below), (bus, below), (bus, end.1), (end.0 - 1, end.1)], end, (1, 0))
            } else {
                (vec![(x + SIDE.1 / 2, y), (bus, y), (bus, end.1), (end.0 - 1, end.1)], end, (1, 0))
            }
        } else {
            let end = (to_x + WAY.1 / 2 + 1, to_y + 14);
            drawn.push(press(arrow, (x + WAY.1 / 2 + 28, y), walk, language));
            (vec![(x + WAY.1 / 2, y), (BACK.1, y), (BACK.1, end.1), (end.0 + 1, end.1)], end, (-1, 0))
        };
        drawn.insert(0, Element::head(format!("tip {class}"), end, direction));
        drawn.insert(0, Element::line(class, &points));
        drawn
    }

    fn state(&self, state: State, walk: &Walk, language: Language) -> Element {
        let (x, y) = self.place(state);
        let width = if self.is_side(state) { SIDE.1 } else { WAY.1 };
        let entry = reference::state(language, state);
        let class = match () {
            () if walk.here() == state => "state here",
            () if walk.states.contains(&state) => "state been",
            () => "state",
        };
        Element::group(class).holding([
            Element::new("title").saying(entry.waits),
            Element::rectangle("box", (x - width / 2, y - HALF), (width, 2 * HALF), 4),
            Element::text("name", (x, y + 4), "middle", entry.name),
        ])
    }
}

fn class_of(class: &'static str, taken: bool, rare: bool) -> String {
    format!("{class}{}{}", if taken { " taken" } else { "" }, if rare { " rare" } else { "" })
}

/// How wide what can be pressed is.
fn width_of(arrow: &Arrow) -> i32 {
    match arrow.by {
        Trigger::Connect => 72,
        _ => (arrow.text().chars().count() as i32 * 7 + 12).max(PRESS),
    }
}

/// A button on an arrow, its middle at `(x, y)`; what happens by itself has none.
fn press(arrow: &Arrow, (x, y): (i32, i32), walk: &Walk, language: Language) -> Element {
    let (width, height) = (width_of(arrow), PRESS);
    let text = if arrow.by == Trigger::Connect { label(language, Label::SessionConnect).to_owned() } else { arrow.text() };
    let possible = walk.can(arrow);
    let title = fill(
        label(language, if possible { Label::StatesPress } else { Label::StatesPressLater }),
        &[("command", &text), ("state", reference::state(language, arrow.to).name)],
    );
    let button = Element::new("button")
        .with("type", "button")
        .with("class", if possible { "possible" } else { "later" })
        .with("data-by", key(arrow.by))
        .with("title", title)
        .saying(text);
    let frame = Element::new("foreignObject").at("x", x - width / 2).at("y", y - height / 2).at("width", width).at("height", height);
    frame.holding([button])
}

/// The name of a trigger in the document; [`Trigger::read`] reads it.
fn key(by: Trigger) -> String {
    match by {
        Trigger::Connect => "connect".to_owned(),
        Trigger::Secured => "secured".to_owned(),
        Trigger::Command(verb) => verb.name().to_owned(),
        Trigger::Then(verb) => format!("{} then", verb.name()),
    }
}

impl Trigger {
    /// The trigger that a button names in `data-by`.
    pub fn read(text: &str) -> Option<Self> {
        match text {
            "connect" => Some(Self::Connect),
            "secured" => Some(Self::Secured),
            _ => match text.strip_suffix(" then") {
                Some(verb) => Verb::parse(verb.as_bytes()).map(Self::Then),
                None => Verb::parse(text.as_bytes()).map(Self::Command),
            },
        }
    }

    /// Whether the line that brings it about is always the same, so that it can be sent at once.
    pub fn whole_line(self) -> Option<&'static str> {
        match self {
            Self::Command(verb) => Some(verb.name()).filter(|name| command(verb).syntax == *name),
            Self::Then(Verb::Data) => Some("."),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buttons(drawing: &Drawing) -> Vec<String> {
        let frames = drawing.elements.iter().flat_map(|element| element.children.iter().filter(|child| child.tag == "button"));
        frames
            .filter_map(|button| button.attributes.iter().find(|(name, _)| *name == "data-by").map(|(_, value)| value.to_string()))
            .collect()
    }

    #[test]
    fn every_command_that_moves_has_a_button_that_is_read_again() {
        let drawing = machine(&Walk::default(), Language::default());
        let buttons = buttons(&drawing);
        for arrow in arrows() {
            if let Trigger::Command(verb) = arrow.by {
                assert!(buttons.iter().any(|key| key == verb.name()), "{} in {buttons:?}", verb.name());
            }
            assert_eq!(Trigger::read(&key(arrow.by)), Some(arrow.by));
        }
    }

    #[test]
    fn no_two_boxes_lie_on_each_other_and_none_outside() {
        let drawing = machine(&Walk::default(), Language::default());
        let layout = Layout::of(&arrows());
        let places: Vec<(i32, i32)> = State::ALL.into_iter().map(|state| layout.place(state)).collect();
        for (number, place) in places.iter().enumerate() {
            assert!(!places[..number].contains(place), "{:?}", State::ALL[number]);
            assert!(place.1 + HALF < drawing.height as i32);
        }
        assert_eq!(layout.ranks.len(), State::ALL.len(), "every state is reached");
    }

    #[test]
    fn where_the_session_is_is_marked_once() {
        let walk = Walk { states: vec![State::Closed, State::Connected, State::Ready], possible: vec![Verb::Mail] };
        let drawing = machine(&walk, Language::default());
        let of_class = |class: &str| {
            drawing.elements.iter().filter(|element| element.attributes.contains(&("class", class.to_owned().into()))).count()
        };
        assert_eq!((of_class("state here"), of_class("state been")), (1, 2));
    }

    #[test]
    fn only_what_the_server_would_take_now_is_offered() {
        let walk = Walk { states: vec![State::Connected, State::Ready], possible: vec![Verb::Mail, Verb::Rcpt] };
        let can: Vec<Trigger> = arrows().iter().filter(|arrow| walk.can(arrow)).map(|arrow| arrow.by).collect();
        assert_eq!(can, [Trigger::Command(Verb::Mail)]);
    }
}
