use super::*;

fn read(newlines: Newlines, input: &[u8]) -> (Vec<u8>, usize, DataEvent) {
    let mut message = Vec::new();
    let (taken, event) = DataReader::default().read(input, newlines, u64::MAX, &mut message);
    (message, taken, event)
}

#[test]
fn what_comes_at_once_is_what_comes_octet_by_octet() {
    let input = [&[b'a'; 40][..], b".\r\n..b\rc\nd\r\n", &[b'e'; 100], b"\n.\r\r\n.f\r\n\r\n.\r\n"].concat();
    for newlines in [Newlines::CrLf, Newlines::AnyCrLf, Newlines::AsFirstLine, Newlines::Lf, Newlines::CrLfDotPairs] {
        for keep in [50, u64::MAX] {
            let (mut whole, mut single) = (DataReader::with_line_limit(30), DataReader::with_line_limit(30));
            let (mut message, mut octets) = (Vec::new(), Vec::new());
            let (_, event) = whole.read(&input, newlines, keep, &mut message);
            let ended =
                input.chunks(1).map(|octet| single.read(octet, newlines, keep, &mut octets).1).find(|event| *event != DataEvent::More);
            assert_eq!((&whole, &message, Some(event)), (&single, &octets, ended), "{newlines:?}");
            assert_eq!(event, DataEvent::End);
        }
    }
}

#[test]
fn dots_are_unstuffed_and_a_lone_dot_ends_the_data() {
    let (message, taken, event) = read(Newlines::CrLf, b"..one\r\n.two\r\nx.\r\n...\r\n.\r\nQUIT");
    assert_eq!(message, b".one\r\ntwo\r\nx.\r\n..\r\n");
    assert_eq!((taken, event), (25, DataEvent::End));
}

#[test]
fn an_empty_message_ends_at_once() {
    assert_eq!(read(Newlines::CrLf, b".\r\n"), (vec![], 3, DataEvent::End));
}

#[test]
fn crlf_readers_are_not_fooled_by_bare_line_ends() {
    for smuggled in [&b"x\n.\nMAIL"[..], b"x\n.\r\nMAIL", b"x\r\n.\nMAIL", b"x\r\n.\rMAIL", b"x\r.\r\nMAIL"] {
        let (message, _, event) = read(Newlines::CrLf, smuggled);
        assert_eq!(event, DataEvent::More, "{smuggled:?}");
        assert!(message.ends_with(b"MAIL"));
    }
}

#[test]
fn lenient_readers_end_at_a_bare_lf() {
    for smuggled in [&b"x\n.\nMAIL"[..], b"x\n.\r\nMAIL", b"x\r\n.\nMAIL", b"x\r\n.\r\r\nMAIL"] {
        assert_eq!(read(Newlines::AnyCrLf, smuggled).2, DataEvent::End, "{smuggled:?}");
    }
    assert_eq!(read(Newlines::AnyCrLf, b"x\r\n.\rMAIL").2, DataEvent::More);
}

#[test]
fn the_first_line_can_decide() {
    assert_eq!(read(Newlines::AsFirstLine, b"a\r\nx\n.\nMAIL").2, DataEvent::More);
    assert_eq!(read(Newlines::AsFirstLine, b"a\r\nx\r\n.\nMAIL").2, DataEvent::More);
    assert_eq!(read(Newlines::AsFirstLine, b"a\nx\n.\nMAIL").2, DataEvent::End);
    assert_eq!(read(Newlines::AsFirstLine, b"a\nx\r\n.\r\n").2, DataEvent::End);
}

#[test]
fn unforgiving_readers_break_off_at_the_first_bare_line_end() {
    assert_eq!(read(Newlines::Unforgiving, b"x\r\n.\r\nQUIT"), (b"x\r\n".to_vec(), 6, DataEvent::End));
    assert_eq!(read(Newlines::Unforgiving, b"x\n.\r\n").2, DataEvent::BareLf);
    assert_eq!(read(Newlines::Unforgiving, b"x\r\n.\n").2, DataEvent::BareLf);
    assert_eq!(read(Newlines::Unforgiving, b"x\ry").2, DataEvent::BareCr);
    assert_eq!(read(Newlines::Unforgiving, b"x\r\n.\r\r\n").2, DataEvent::BareCr);
}

#[test]
fn one_cr_at_most_belongs_to_a_line_feed() {
    assert_eq!(read(Newlines::Lf, b"x\n.\nMAIL").2, DataEvent::End);
    assert_eq!(read(Newlines::Lf, b"x\r\n.\r\r\nMAIL").2, DataEvent::More);
}

#[test]
fn line_ends_stuffing_and_the_longest_line_are_known() {
    let mut reader = DataReader::default();
    reader.read(b"..a\r\nbcd\n.\r\n", Newlines::Lf, 0, &mut Vec::new());
    assert_eq!((reader.size(), reader.line_ends(), reader.stuffed(), reader.longest_line()), (8, 1, 1, 4));
}

#[test]
fn pairs_of_dots_are_unstuffed_even_behind_a_bare_lf() {
    let (message, _, event) = read(Newlines::CrLfDotPairs, b"..one\r\n.two\n..three\n.four\n.\r\n...\r\n.\r\nQUIT");
    assert_eq!(message, b".one\r\n.two\n.three\n.four\n.\r\n..\r\n");
    assert_eq!(event, DataEvent::End);
    assert_eq!(read(Newlines::CrLfDotPairs, b"\n..x\r\n.\r\n").0, b"\n..x\r\n");
    assert_eq!(read(Newlines::CrLfDotPairs, b"x\n.\nMAIL").1, 8);
    assert_eq!(read(Newlines::CrLfDotPairs, b".\r\n"), (vec![], 3, DataEvent::End));
}

#[test]
fn a_line_that_is_too_long_is_told_with_what_came_before_it() {
    let mut reader = DataReader::with_line_limit(5);
    reader.read(b"abc\r\nabcd\r\nabcdef\r\n.\r\n", Newlines::CrLf, 99, &mut Vec::new());
    assert_eq!((reader.overlong_at(), reader.came()), (Some(5), 22));
}

#[test]
fn what_is_over_the_limit_is_counted_but_not_kept() {
    let mut message = Vec::new();
    let mut reader = DataReader::default();
    reader.read(b"0123456789\r\n.\r\n", Newlines::CrLf, 4, &mut message);
    assert_eq!((message.as_slice(), reader.size()), (&b"0123"[..], 12));
}
