//! Dates of mail (RFC 5322 section 3.3, and the older forms of section 4.3).

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Zones with a name, in minutes east of Greenwich (RFC 5322 section 4.3). All others count as UTC, as it says there.
const ZONES: &[(&str, i64)] =
    &[("EDT", -240), ("EST", -300), ("CDT", -300), ("CST", -360), ("MDT", -360), ("MST", -420), ("PDT", -420), ("PST", -480)];

/// The seconds since 1970 (UTC) of a date in `text`; `None` where there is none.
///
/// ```text
/// date-time = [ day-name "," ] day month year hour ":" minute [ ":" second ] zone
/// zone      = ( "+" / "-" ) 4DIGIT
/// ```
pub(super) fn seconds(text: &str) -> Option<i64> {
    let words: Vec<&str> = text.split([' ', '\t', ',']).filter(|word| !word.is_empty()).take(12).collect();
    let month = |word: &&str| MONTHS.iter().position(|month| word.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(month)));
    let place = words.iter().position(|word| month(word).is_some() && word.len() < 10)?;
    let number = |place: usize| words.get(place)?.parse::<i64>().ok();
    let day = place.checked_sub(1).and_then(number).filter(|day| (1..=31).contains(day))?;
    // Two digits are of the years from 1950 to 2049 (RFC 5322 section 4.3).
    let year = match number(place + 1)? {
        year @ 0..50 => 2000 + year,
        year @ 50..1000 => 1900 + year,
        year => year,
    };
    let year = Some(year).filter(|year| (1970..10_000).contains(year))?;
    let mut clock = words.get(place + 2)?.split(':').map(|part| part.parse::<i64>().ok());
    let hour = clock.next()??;
    let minute = clock.next()??;
    let second = clock.next().flatten().unwrap_or_default();
    let sane = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..=60).contains(&second);
    let zone = words.get(place + 3).and_then(|zone| minutes(zone)).unwrap_or_default();
    let month = words.get(place).and_then(month)?;
    sane.then(|| ((days(year, month as i64 + 1, day) * 24 + hour) * 60 + minute - zone) * 60 + second)
}

fn minutes(zone: &str) -> Option<i64> {
    if let Some((_, minutes)) = ZONES.iter().find(|(name, _)| *name == zone) {
        return Some(*minutes);
    }
    let sign = match zone.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let digits = zone.get(1..5).filter(|digits| digits.bytes().all(|octet| octet.is_ascii_digit()))?;
    let hours = digits.get(..2)?.parse::<i64>().ok()?;
    Some(sign * (hours * 60 + digits.get(2..)?.parse::<i64>().ok()?))
}

/// Days from 1970-01-01 to a day of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March, so that the day that is put in is the last one.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn dates_are_counted_in_seconds() {
        for (text, wanted) in [
            ("Thu, 1 Jan 1970 00:00:00 +0000", Some(0)),
            ("Mon, 30 Nov 2026 10:00:42 +0100 (CET)", Some(1_796_029_242)),
            ("30 Nov 26 04:00:42 EST", Some(1_796_029_242)),
            ("29 Feb 2024 12:00 -0000", Some(1_709_208_000)),
            ("Mon, 30 Nov 2026", None),
            ("99 Nov 2026 10:00:00 +0000", None),
            ("30 Nov 2026 25:00:00 +0000", None),
            ("", None),
        ] {
            assert_eq!(seconds(text), wanted, "{text}");
        }
    }
}
