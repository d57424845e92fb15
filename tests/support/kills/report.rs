//! What the kills showed.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// The figures of many kills.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How often the program was killed.
    pub kills: u32,
    /// Kills that cut a send in two: the provider had taken it, and its answer was not written down yet.
    pub in_flight: u32,
    /// The same by what was cut and where: `payout at djamo`.
    pub cut: BTreeMap<String, u32>,
    /// Kills after the provider had taken something of the round, those in flight among them.
    pub after_seen: u32,
    /// Kills before it had taken any.
    pub before: u32,
    /// Files of payouts that were killed and given again.
    pub files: u32,
    /// Those of them that were killed with a row in flight.
    pub files_in_flight: u32,
    /// Rows that had not left when their file was killed.
    pub files_left: u32,
    /// Charges, payouts and refunds that were recorded, as the person was told; without the files' rows.
    pub recorded: u32,
    /// Those of them that the provider took.
    pub taken: u32,
    /// What the provider took and the books do not know as what they are, or that were recorded and are gone.
    pub lost: u32,
    /// How often something reached the provider once more than it should.
    pub twice: u32,
    /// How long the sends of a round lived that was not killed: each measure, in order.
    pub lives: Vec<Duration>,
    /// How long all of it took.
    pub took: Duration,
    /// What must never be, in words.
    pub violations: Vec<String>,
}

impl Report {
    /// So many of a hundred kills came after the provider had seen the request.
    #[must_use]
    pub fn percent_after_seen(&self) -> u32 {
        percent(self.after_seen, self.kills)
    }

    /// So many of a hundred kills hit a send in flight.
    #[must_use]
    pub fn percent_in_flight(&self) -> u32 {
        percent(self.in_flight, self.kills)
    }
}

fn percent(part: u32, whole: u32) -> u32 {
    (part * 100).checked_div(whole).unwrap_or(0)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lives: Vec<u128> = self.lives.iter().map(Duration::as_millis).collect();
        lives.sort_unstable();
        let median = lives.get(lives.len() / 2).copied().unwrap_or_default();
        let round = self
            .took
            .as_millis()
            .checked_div(u128::from(self.kills))
            .unwrap_or_default();
        writeln!(
            f,
            "{} kills: {} ({} %) after the provider had taken something of the round, {} ({} %) of a send in flight, \
             {} before it had seen any",
            self.kills,
            self.after_seen,
            self.percent_after_seen(),
            self.in_flight,
            self.percent_in_flight(),
            self.before,
        )?;
        writeln!(
            f,
            "{} charges, payouts and refunds recorded, {} taken by the providers, {} lost, {} sent twice",
            self.recorded, self.taken, self.lost, self.twice
        )?;
        let cut: Vec<String> = self
            .cut
            .iter()
            .map(|(what, times)| format!("{what} {times}"))
            .collect();
        writeln!(f, "cut in flight: {}", cut.join(", "))?;
        writeln!(
            f,
            "{} files of payouts killed and given again, {} of them with a row in flight, {} rows that had not left",
            self.files, self.files_in_flight, self.files_left
        )?;
        writeln!(
            f,
            "a send lives {median} ms when it is not killed (median of {}), {round} ms a round, {} s in all",
            lives.len(),
            self.took.as_secs()
        )?;
        for violation in &self.violations {
            writeln!(f, "VIOLATION {violation}")?;
        }
        Ok(())
    }
}
