use smtp_engine::spec::{COMMANDS, CommandSpec, State, Verb};

/// What brings a session from one state into another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trigger {
    /// The connection.
    Connect,
    /// A command that was accepted.
    Command(Verb),
    /// What the command asks for and what is no command: the answers of AUTH, the message up to its dot.
    Then(Verb),
    /// The TLS handshake was done.
    Secured,
}

/// All ways by which one trigger leads into one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// What leads there.
    pub by: Trigger,
    /// Where to.
    pub to: State,
    /// From where, in the order of a session.
    pub from: Vec<State>,
}

/// The edges of the state machine: the rows of the command table, and what no command brings about. A
/// vendor's own commands are left out.
pub fn arrows() -> Vec<Arrow> {
    let mut arrows = vec![Arrow { by: Trigger::Connect, to: State::Connected, from: vec![State::Closed] }];
    for row in rows() {
        // A dialogue or a message comes between: what the row leads to else is where that leads.
        let between = row.leads_to.iter().copied().find(|to| !to.takes_commands() && !matches!(to, State::Closed | State::Handshake));
        for &to in row.leads_to {
            let arrow = match between {
                Some(between) if between != to => Arrow { by: Trigger::Then(row.verb), to, from: vec![between] },
                _ => Arrow { by: Trigger::Command(row.verb), to, from: sources(row, to) },
            };
            arrows.push(arrow);
        }
    }
    arrows.push(Arrow { by: Trigger::Secured, to: State::Connected, from: vec![State::Handshake] });
    arrows
}

/// The commands that leave the state as it is.
pub fn stays() -> Vec<Verb> {
    rows().filter(|row| row.leads_to.is_empty()).map(|row| row.verb).collect()
}

fn rows() -> impl Iterator<Item = &'static CommandSpec> {
    COMMANDS.iter().filter(|row| !row.vendor)
}

/// The states in which the command of `row` may come and lead to `to`.
fn sources(row: &CommandSpec, to: State) -> Vec<State> {
    // Without a transaction there is nothing that RSET could end (RFC 5321 section 4.1.1.5).
    let moves = |from: &State| row.verb != Verb::Rset || from.in_transaction();
    // What is done once more is no step forward, but a recipient or a chunk more is worth an arrow's place.
    let other = |from: &State| *from != to || to.in_transaction();
    State::ALL.into_iter().filter(|from| from.takes_commands() && row.allowed_in(*from) && moves(from) && other(from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_command_table_is_an_edge_or_stays() {
        let arrows = arrows();
        for row in rows() {
            let of = |arrow: &&Arrow| matches!(arrow.by, Trigger::Command(verb) | Trigger::Then(verb) if verb == row.verb);
            let leads: Vec<State> = arrows.iter().filter(of).map(|arrow| arrow.to).collect();
            assert_eq!(leads, row.leads_to, "{}", row.verb.name());
            assert_eq!(row.leads_to.is_empty(), stays().contains(&row.verb), "{}", row.verb.name());
        }
    }

    #[test]
    fn every_arrow_comes_from_somewhere() {
        for arrow in arrows() {
            assert!(!arrow.from.is_empty(), "{arrow:?}");
        }
        let hello = arrows().into_iter().find(|arrow| arrow.by == Trigger::Command(Verb::Ehlo)).map(|arrow| arrow.from);
        assert_eq!(hello, Some(vec![State::Connected, State::MailGiven, State::RcptGiven, State::Chunking]));
    }
}
