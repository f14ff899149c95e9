//! The turns of two sessions in one list: those with the same words stand in one row.

use super::comparison::{Agreement, Turn, agreement};

/// Longer sessions than this are compared place by place behind what they share at their start.
const MOST_ALIGNED: usize = 500;

/// The turns of two sessions in one list, in the order of both.
pub(super) fn align(one: &[Turn], other: &[Turn]) -> Vec<Turn> {
    let same = one.iter().zip(other).take_while(|(one, other)| one.said == other.said).count();
    let mut rows: Vec<Turn> = one.iter().zip(other).take(same).map(|(one, other)| row(Some(one), Some(other))).collect();
    let behind = common(one.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default());
    let ends = (one.len(), other.len());
    let (mut at_one, mut at_other) = (same, same);
    for (to_one, to_other) in behind.into_iter().map(|(one, other)| (one + same, other + same)).chain([ends]) {
        // What lies between has no words in common.
        for step in 0..(to_one - at_one).max(to_other - at_other) {
            let within = |turns: &[Turn], at: usize, end: usize| turns.get(at + step).filter(|_| at + step < end).cloned();
            rows.push(row(within(one, at_one, to_one).as_ref(), within(other, at_other, to_other).as_ref()));
        }
        rows.extend(one.get(to_one).zip(other.get(to_other)).map(|(one, other)| row(Some(one), Some(other))));
        (at_one, at_other) = (to_one + 1, to_other + 1);
    }
    rows
}

fn row(one: Option<&Turn>, other: Option<&Turn>) -> Turn {
    let side = |turn: Option<&Turn>| turn.map(|turn| turn.this.clone()).unwrap_or_default();
    let said = |turn: Option<&Turn>| turn.map(|turn| turn.said.clone()).unwrap_or_default();
    let (this, that) = (side(one), side(other));
    let (words, other_words) = (said(one), said(other));
    let agreement = if words == other_words { agreement(&this, &that) } else { Agreement::Code };
    Turn { other_said: (words != other_words).then_some(other_words), said: words, this, other: that, agreement }
}

/// The places of a longest row of turns with the same words in both.
fn common(ours: &[Turn], theirs: &[Turn]) -> Vec<(usize, usize)> {
    if ours.len() > MOST_ALIGNED || theirs.len() > MOST_ALIGNED {
        let pairs = ours.iter().zip(theirs).enumerate();
        return pairs.filter(|(_, (one, other))| one.said == other.said).map(|(at, _)| (at, at)).collect();
    }
    let lengths = lengths(ours, theirs);
    let length = |one: usize, other: usize| lengths.get(one).and_then(|line| line.get(other)).copied().unwrap_or(0);
    let (mut one, mut other) = (0, 0);
    let mut pairs = Vec::new();
    while let (Some(ours), Some(theirs)) = (ours.get(one), theirs.get(other)) {
        if ours.said == theirs.said {
            pairs.push((one, other));
            (one, other) = (one + 1, other + 1);
        } else if length(one + 1, other) >= length(one, other + 1) {
            one += 1;
        } else {
            other += 1;
        }
    }
    pairs
}

/// How long such a row can be from each pair of places on.
fn lengths(ours: &[Turn], theirs: &[Turn]) -> Vec<Vec<usize>> {
    let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(0);
    let mut lengths = vec![vec![0; theirs.len() + 1]];
    for one in ours.iter().rev() {
        let below = lengths.last().cloned().unwrap_or_default();
        let mut line = vec![0];
        // From the end; turned round below.
        for (place, other) in theirs.iter().enumerate().rev() {
            let next = line.last().copied().unwrap_or(0);
            line.push(if one.said == other.said { at(&below, place + 1) + 1 } else { at(&below, place).max(next) });
        }
        line.reverse();
        lengths.push(line);
    }
    lengths.reverse();
    lengths
}

#[cfg(test)]
mod tests {
    use crate::queries::comparison::{Agreement, Said, compare_branch};
    use crate::record::{Action, Timeline};
    use smtp_engine::session::{Timestamp, World};
    use smtp_servers::postfix;

    fn say(timeline: &mut Timeline, lines: &[&str]) {
        for line in lines {
            timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(0));
        }
    }

    #[test]
    fn two_branches_stand_side_by_side() {
        let mut timeline = Timeline::new(&postfix::MX, World::standard());
        timeline.act(Action::Connect, Timestamp(0));
        say(&mut timeline, &["EHLO a.example.org", "MAIL FROM:<>", "RCPT TO:<alice@example.com>"]);
        timeline.go_to(1);
        say(&mut timeline, &["HELO a.example.org", "MAIL FROM:<>", "RSET", "NOOP"]);
        let turns = compare_branch(&timeline, timeline.branches()[0].id);
        let sent = |said: &[Said]| match said {
            [Said::Sent(line)] => line.split(' ').next().unwrap_or_default().to_owned(),
            [Said::Connected] => "connects".to_owned(),
            _ => String::new(),
        };
        let rows: Vec<_> = turns.iter().map(|turn| (sent(&turn.said), turn.other_said.as_ref().map(|said| sent(said)))).collect();
        let of = |one: &str, other: Option<&str>| (one.to_owned(), other.map(str::to_owned));
        let expected = [of("connects", None), of("HELO", Some("EHLO")), of("MAIL", None), of("RSET", Some("RCPT")), of("NOOP", Some(""))];
        assert_eq!(rows, expected);
        assert_eq!((turns[0].agreement, turns[2].agreement), (Agreement::Same, Agreement::Same));
        assert!(turns[1].other.replies[0].lines.len() > 5);
    }
}
