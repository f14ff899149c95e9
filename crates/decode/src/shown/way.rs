//! The way of a mail in words.

use serde::{Deserialize, Serialize};

use super::fill;
use crate::causes::phrase;
use crate::header::Header;

/// One step of the way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownHop {
    pub from: String,
    pub by: String,
    pub with: String,
    pub encrypted: bool,
    /// When, in UTC: "2026-11-30 09:00:42".
    pub time: String,
    /// How long the step took, in words.
    pub took: String,
    /// It took so long that somebody waited: more than five minutes.
    pub slow: bool,
    pub line: usize,
}

/// Seconds after which a step is slow.
const SLOW: i64 = 300;

pub(super) fn way(header: &Header, language: &str) -> Vec<ShownHop> {
    let hops = header.hops.iter().map(|hop| ShownHop {
        from: hop.from.clone().unwrap_or_default(),
        by: hop.by.clone().unwrap_or_default(),
        with: hop.with.clone().unwrap_or_default(),
        encrypted: hop.encrypted,
        time: hop.time.map(utc).unwrap_or_default(),
        took: hop.seconds.map(|seconds| took(seconds, language)).unwrap_or_default(),
        slow: hop.seconds.is_some_and(|seconds| seconds > SLOW),
        line: hop.line,
    });
    hops.collect()
}

fn took(seconds: i64, language: &str) -> String {
    let (key, first, second) = match seconds {
        ..0 => ("took.backwards", -seconds, 0),
        0..60 => ("took.seconds", seconds, 0),
        60..3600 => ("took.minutes", seconds / 60, seconds % 60),
        3600..86_400 => ("took.hours", seconds / 3600, seconds / 60 % 60),
        _ => ("took.days", seconds / 86_400, seconds / 3600 % 24),
    };
    fill(phrase(language, key), &[("first", &first.to_string()), ("second", &second.to_string())])
}

/// Seconds since 1970 as date and time.
fn utc(time: i64) -> String {
    let (days, second) = (time.div_euclid(86_400), time.rem_euclid(86_400));
    // Years begin in March; see `header::date`.
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * from_march + 2) / 5 + 1, (from_march + 2) % 12 + 1);
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_delays_are_written_out() {
        assert_eq!(utc(1_796_029_242), "2026-11-30 09:00:42");
        assert_eq!(utc(951_782_400), "2000-02-29 00:00:00");
        assert_eq!(utc(0), "1970-01-01 00:00:00");
        assert_eq!(took(62, "en"), "1 min 2 s");
        assert_eq!(took(7_260, "en"), "2 h 1 min");
        assert!(took(-5, "zh-CN").contains('5'));
    }
}
