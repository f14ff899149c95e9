use std::time::Duration;

/// A moment: milliseconds since 1970-01-01T00:00:00 UTC. It is given in, never asked of a clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Timestamp(pub u64);

impl Timestamp {
    /// The time since `earlier`; zero where that is later.
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }

    /// `milliseconds` later.
    pub const fn plus(self, milliseconds: u64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }
}

/// What can happen to a session from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input<'a> {
    /// The client connected.
    Connect,
    /// Octets came from the client, inside TLS where TLS is active.
    Octets(&'a [u8]),
    /// The client will send no more.
    End,
    /// It is now so late. Time never goes back; an earlier moment is ignored.
    Time(Timestamp),
    /// The TLS handshake that STARTTLS asked for was done (`true`) or failed.
    Handshake(bool),
}

impl Timestamp {
    /// As a date of RFC 5322 section 3.3, in UTC: `Sun, 22 Nov 2026 10:00:00 +0000`.
    pub fn rfc5322(self) -> String {
        let civil = self.civil();
        let (day, month) = (DAYS[civil.weekday], MONTHS[civil.month - 1]);
        let (hour, minute, second) = (civil.hour, civil.minute, civil.second);
        format!("{day}, {} {month} {} {hour:02}:{minute:02}:{second:02} +0000", civil.day, civil.year)
    }

    /// As RFC 3339 writes it, with microseconds: `2026-11-22T10:00:00.000000+00:00`.
    pub fn rfc3339(self) -> String {
        let Civil { year, month, day, hour, minute, second, .. } = self.civil();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}000+00:00", self.0 % 1000)
    }

    /// As RFC 3339 writes it in UTC, with milliseconds: `2026-11-22T10:00:00.000Z`.
    pub fn rfc3339_milliseconds(self) -> String {
        let Civil { year, month, day, hour, minute, second, .. } = self.civil();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", self.0 % 1000)
    }

    fn civil(self) -> Civil {
        let seconds = self.0 / 1000;
        let days = seconds / 86_400;
        // Howard Hinnant's days-to-civil, with years that begin in March.
        let shifted = days + 719_468;
        let era = shifted / 146_097;
        let day_of_era = shifted % 146_097;
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        Civil {
            year: year_of_era + era * 400 + u64::from(month <= 2),
            month: month as usize,
            day: day_of_year - (153 * march_month + 2) / 5 + 1,
            weekday: ((days + 4) % 7) as usize,
            hour: seconds / 3600 % 24,
            minute: seconds / 60 % 60,
            second: seconds % 60,
        }
    }
}

const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A moment as a calendar writes it, in UTC.
struct Civil {
    year: u64,
    month: usize,
    day: u64,
    weekday: usize,
    hour: u64,
    minute: u64,
    second: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        assert_eq!(Timestamp(0).rfc5322(), "Thu, 1 Jan 1970 00:00:00 +0000");
        assert_eq!(Timestamp(1_795_341_600_000).rfc5322(), "Sun, 22 Nov 2026 10:00:00 +0000");
        assert_eq!(Timestamp(951_782_400_123).rfc3339(), "2000-02-29T00:00:00.123000+00:00");
        assert_eq!(Timestamp(951_782_400_123).rfc3339_milliseconds(), "2000-02-29T00:00:00.123Z");
    }
}
