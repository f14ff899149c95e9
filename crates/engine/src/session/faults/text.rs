//! Planned failures as text: `rcpt=451-4.7.1*2`.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::{Failure, PlannedFault, Stage};

/// The failures with a name and no number.
pub const NAMED: &[(Failure, &str)] = &[
    (Failure::Greylist, "greylist"),
    (Failure::MailboxFull, "mailbox-full"),
    (Failure::DiskFull, "disk-full"),
    (Failure::Blocked, "blocked"),
    (Failure::Shutdown, "shutdown"),
    (Failure::RateLimit, "rate-limit"),
    (Failure::Drop, "drop"),
];

/// Why a text is no planned failure.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FaultPlanError {
    /// No `=`.
    #[error("{0:?}: write STAGE=FAILURE or STAGE=FAILURE*TIMES, for example rcpt=451-4.7.1*2")]
    NoStage(String),
    /// An unknown stage.
    #[error("{0:?} is no stage; there are connect, hello, auth, mail, rcpt, data, end-of-data")]
    Stage(String),
    /// An unknown failure.
    #[error(
        "{0:?} is no failure; there are codes such as 550 or 451-4.7.1, greylist, mailbox-full, disk-full, blocked, shutdown, rate-limit, drop, delay-MILLISECONDS"
    )]
    Failure(String),
    /// The number after `*` is none.
    #[error("{0:?}: behind * stands how many times it fails")]
    Times(String),
}

impl FromStr for Failure {
    type Err = FaultPlanError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || FaultPlanError::Failure(text.to_owned());
        if let Some((failure, _)) = NAMED.iter().find(|(_, name)| name.eq_ignore_ascii_case(text)) {
            return Ok(*failure);
        }
        if let Some(milliseconds) = text.strip_prefix("delay-") {
            return milliseconds.parse().map(Self::Delay).map_err(|_| unknown());
        }
        let (code, enhanced) = text.split_once('-').map_or((text, None), |(code, enhanced)| (code, Some(enhanced)));
        let number: u16 = code.parse().map_err(|_| unknown())?;
        if !(400..600).contains(&number) || code.len() != 3 {
            return Err(unknown());
        }
        let enhanced = enhanced.map(|enhanced| {
            let mut parts = enhanced.splitn(3, '.');
            let mut part = || parts.next().and_then(|digits| digits.parse::<u16>().ok()).filter(|number| *number < 1000);
            let class = part().and_then(|class| u8::try_from(class).ok()).filter(|class| u16::from(*class) == number / 100);
            class.zip(part()).zip(part()).map(|((class, subject), detail)| (class, subject, detail)).ok_or_else(unknown)
        });
        Ok(Self::Code(number, enhanced.transpose()?))
    }
}

impl FromStr for PlannedFault {
    type Err = FaultPlanError;

    /// Reads `STAGE=FAILURE` or `STAGE=FAILURE*TIMES`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (stage, failure) = text.split_once('=').ok_or_else(|| FaultPlanError::NoStage(text.to_owned()))?;
        let (failure, times) = match failure.split_once('*') {
            Some((failure, times)) => (failure, Some(times.parse().map_err(|_| FaultPlanError::Times(times.to_owned()))?)),
            None => (failure, None),
        };
        let stage = Stage::ALL
            .into_iter()
            .find(|(_, name)| *name == stage)
            .map(|(stage, _)| stage)
            .ok_or_else(|| FaultPlanError::Stage(stage.to_owned()))?;
        Ok(Self { stage, failure: failure.parse()?, times })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((_, name)) = NAMED.iter().find(|(failure, _)| failure == self) {
            return formatter.write_str(name);
        }
        match self {
            Self::Code(code, Some((class, subject, detail))) => write!(formatter, "{code}-{class}.{subject}.{detail}"),
            Self::Code(code, None) => write!(formatter, "{code}"),
            Self::Delay(milliseconds) => write!(formatter, "delay-{milliseconds}"),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for PlannedFault {
    /// Writes what [`Self::from_str`] reads.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stage = Stage::ALL.into_iter().find(|(stage, _)| *stage == self.stage).map_or("", |(_, name)| name);
        write!(formatter, "{stage}={}", self.failure)?;
        match self.times {
            Some(times) => write!(formatter, "*{times}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_read_and_wrong_ones_explained() {
        assert_eq!("451-4.7.1".parse(), Ok(Failure::Code(451, Some((4, 7, 1)))));
        assert_eq!("550".parse(), Ok(Failure::Code(550, None)));
        assert_eq!("greylist".parse(), Ok(Failure::Greylist));
        assert_eq!("delay-20".parse(), Ok(Failure::Delay(20)));
        for wrong in ["250", "451-5.7.1", "451-4.7", "4511", "later", "delay-x", "999"] {
            assert!(wrong.parse::<Failure>().is_err(), "{wrong}");
        }
        assert_eq!("rcpt=451*2".parse(), Ok(PlannedFault { stage: Stage::Rcpt, failure: Failure::Code(451, None), times: Some(2) }));
        assert_eq!("nowhere=451".parse::<PlannedFault>(), Err(FaultPlanError::Stage("nowhere".into())));
        assert_eq!("451".parse::<PlannedFault>(), Err(FaultPlanError::NoStage("451".into())));
    }

    #[test]
    fn what_is_written_is_read_again() {
        for text in ["connect=shutdown", "rcpt=451-4.7.1*2", "mail=550", "data=delay-3000*1", "end-of-data=drop"] {
            assert_eq!(text.parse::<PlannedFault>().map(|fault| fault.to_string()).as_deref(), Ok(text));
        }
        for (failure, name) in NAMED {
            assert_eq!(failure.to_string().parse(), Ok(*failure), "{name}");
        }
    }
}
