use smtp_engine::syntax::{Fault, FaultKind, decode_xtext, encode_xtext, matches, parse};
use smtp_engine::wire::{LineRules, Span, take_line};

/// A command line: every span lies in it, each fix can be made, and mending comes to an end. The octets cut
/// into lines are the octets.
pub fn parser(octets: &[u8]) {
    spans_lie_in(octets);
    mending_ends(octets);
    assert_eq!(decode_xtext(encode_xtext(octets).as_bytes()).as_deref(), Ok(octets));
    cut_into_lines(octets);
}

/// Tokens, faults, fixes and rules of the grammar point into `line`.
pub fn spans_lie_in(line: &[u8]) {
    let parsed = parse(line);
    let within = |span: Span| assert!(span.start <= span.end && span.end <= line.len(), "{span:?} of {parsed:?}");
    within(parsed.verb_span);
    parsed.tokens.iter().for_each(|token| within(token.span));
    matches(line, &parsed).iter().for_each(|found| within(found.span));
    for Fault { kind, span, fix } in &parsed.faults {
        assert!(FaultKind::ALL.contains(kind), "{kind:?} is in no list");
        within(*span);
        if let Some(fix) = fix {
            within(fix.span);
        }
    }
    for pair in parsed.tokens.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "{pair:?} stand in each other in {:?}", String::from_utf8_lossy(line));
    }
}

/// Where a line has one fault, its fix takes it away. Where it has several, one after the other is mended
/// until nothing is left that can be.
pub fn mending_ends(line: &[u8]) {
    let shown = || String::from_utf8_lossy(line);
    if let [fault] = parse(line).faults.as_slice()
        && let Some(fix) = &fault.fix
    {
        let mended = fix.apply(line);
        let gone = parse(&mended).fault(fault.kind).is_none();
        assert!(gone, "{fault:?} of {:?} is still there in {:?}", shown(), String::from_utf8_lossy(&mended));
    }
    let mut mended = line.to_vec();
    // Each octet can be wrong in a way of its own, and mending one can show another.
    for _ in 0..60 + 2 * line.len() {
        match parse(&mended).faults.iter().find_map(|fault| fault.mended(&mended)) {
            Some(better) => mended = better,
            None => return,
        }
    }
    panic!("mending {:?} never ends: {:?}", shown(), String::from_utf8_lossy(&mended));
}

/// Whatever the rules, no octet is read twice or lost.
fn cut_into_lines(octets: &[u8]) {
    for bits in 0..4 {
        let rules = LineRules { bare_lf: bits & 1 > 0, drop_all_cr: bits & 2 > 0, limit: 64 };
        let mut rest = octets;
        let mut searched = 0;
        while let Some(line) = take_line(rest, &mut searched, rules) {
            assert!(line.octets.len() <= rules.limit && rest.starts_with(line.octets));
            assert!(rest[..line.taken].ends_with(b"\n"));
            rest = &rest[line.taken..];
        }
        assert_eq!(searched, rest.len());
    }
}
