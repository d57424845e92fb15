//! When things go wrong. A fault is either queued for the next request that fits, or drawn by a
//! seeded plan, so that a bad day can be lived again.

use std::collections::VecDeque;

use rand::RngExt as _;
use serde::{Deserialize, Serialize};

use crate::dice::dice;
use crate::faults::Fault;

/// A fault and the requests it waits for; an absent condition fits everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    pub fault: Fault,
    #[serde(default)]
    pub provider: Option<String>,
    #[serde(default)]
    pub method: Option<String>,
    /// A part of the path below the base URL.
    #[serde(default)]
    pub path: Option<String>,
    /// How many requests it meets.
    #[serde(default = "once")]
    pub times: u32,
}

fn once() -> u32 {
    1
}

impl Planned {
    /// For the next request that may move money, whoever's it is.
    pub fn next_post(fault: Fault) -> Self {
        Self {
            method: Some("POST".to_owned()),
            ..Self::next(fault)
        }
    }

    /// For the next request of any kind.
    pub fn next(fault: Fault) -> Self {
        Self {
            fault,
            provider: None,
            method: None,
            path: None,
            times: 1,
        }
    }

    #[must_use]
    pub fn at(mut self, provider: &str) -> Self {
        self.provider = Some(provider.to_owned());
        self
    }

    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    fn fits(&self, provider: &str, method: &str, path: &str) -> bool {
        self.provider
            .as_deref()
            .is_none_or(|wanted| wanted == provider)
            && self
                .method
                .as_deref()
                .is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
            && self.path.as_deref().is_none_or(|part| path.contains(part))
    }
}

/// A bad day: so many of a thousand requests go wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BadDay {
    pub seed: u64,
    pub per_mille: u32,
    /// Empty means one of each kind there is.
    #[serde(default)]
    pub faults: Vec<Fault>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct FaultPlan {
    queued: VecDeque<Planned>,
    bad_day: Option<BadDay>,
    /// Requests drawn for since the bad day began.
    drawn: u64,
}

/// More than any test queues; a bound because the control API is open to every local process.
const MOST_QUEUED: usize = 1_000;

impl FaultPlan {
    /// Whether there was room for it.
    pub(crate) fn queue(&mut self, planned: Planned) -> bool {
        let room = self.queued.len() < MOST_QUEUED && planned.times > 0;
        if room {
            self.queued.push_back(planned);
        }
        room
    }

    pub(crate) fn set_bad_day(&mut self, bad_day: Option<BadDay>) {
        self.bad_day = bad_day;
        self.drawn = 0;
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(crate) fn queued(&self) -> Vec<Planned> {
        self.queued.iter().cloned().collect()
    }

    /// The fault that meets this request, if any; queued ones come before drawn ones.
    pub(crate) fn draw(&mut self, provider: &str, method: &str, path: &str) -> Option<Fault> {
        let found = self
            .queued
            .iter()
            .position(|planned| planned.fits(provider, method, path));
        if let Some(at) = found {
            let planned = self.queued.get_mut(at)?;
            planned.times -= 1;
            let fault = planned.fault.clone();
            if planned.times == 0 {
                self.queued.remove(at);
            }
            return Some(fault);
        }
        let day = self.bad_day.as_ref()?;
        let mut luck = dice(day.seed, "bad day", self.drawn);
        self.drawn += 1;
        if luck.random_range(0..1000) >= day.per_mille {
            return None;
        }
        let mut faults = day.faults.clone();
        if faults.is_empty() {
            faults = Fault::all();
        }
        Some(faults.swap_remove(luck.random_range(0..faults.len())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_day_can_be_lived_again() {
        let day = BadDay {
            seed: 5,
            per_mille: 300,
            faults: Vec::new(),
        };
        let live = || {
            let mut plan = FaultPlan::default();
            plan.set_bad_day(Some(day.clone()));
            (0..200)
                .map(|_| plan.draw("a", "GET", "/"))
                .collect::<Vec<_>>()
        };
        let first = live();
        assert_eq!(first, live());
        let met = first.iter().flatten().count();
        assert!((30..90).contains(&met), "{met} of 200");
    }

    #[test]
    fn a_queued_fault_meets_only_what_fits_and_only_so_often() {
        let mut plan = FaultPlan::default();
        let fault = Fault::DropReplyAfterCommit;
        assert!(plan.queue(Planned::next_post(fault.clone()).at("zengapay").times(2)));
        assert_eq!(plan.draw("zengapay", "GET", "/collections"), None);
        assert_eq!(plan.draw("dgspay", "POST", "/charges"), None);
        assert_eq!(
            plan.draw("zengapay", "POST", "/collections"),
            Some(fault.clone())
        );
        assert_eq!(plan.draw("zengapay", "POST", "/collections"), Some(fault));
        assert_eq!(plan.draw("zengapay", "POST", "/collections"), None);
    }
}
