//! Thousands of short lives of a shop under one seed each: its clock, its network, its provider's moods and its own deaths all
//! come from the seed. After each life everything calms down, and a model that shares no code with the engine reads the
//! provider's ledger, the journal and the history, and says whether a law was broken.

#![expect(clippy::unwrap_used, reason = "a life that cannot be lived has failed")]

mod judge;
mod life;
mod line;

use life::Life;

/// How many lives each of the tests below lives.
const LIVES: u64 = 250;

fn live_through(first: u64) {
    let broken: Vec<String> = (first..first + LIVES).flat_map(Life::lived).collect();
    assert!(
        broken.is_empty(),
        "{} laws broken:\n{}",
        broken.len(),
        broken.join("\n")
    );
}

macro_rules! lives {
    ($($name:ident from $first:literal),+ $(,)?) => { $(#[test] fn $name() { live_through($first); })+ };
}

lives!(
    no_law_is_broken_in_the_first_lives from 0,
    no_law_is_broken_in_the_second_lives from 250,
    no_law_is_broken_in_the_third_lives from 500,
    no_law_is_broken_in_the_fourth_lives from 750,
    no_law_is_broken_in_the_fifth_lives from 1_000,
    no_law_is_broken_in_the_sixth_lives from 1_250,
    no_law_is_broken_in_the_seventh_lives from 1_500,
    no_law_is_broken_in_the_eighth_lives from 1_750,
);

/// Seeds that once broke a law live here for ever.
#[test]
fn seeds_that_once_broke_a_law_break_none() {
    let broken: Vec<String> = include_str!("seeds.txt")
        .lines()
        .filter_map(|line| line.split_whitespace().next()?.parse().ok())
        .flat_map(Life::lived)
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_same_seed_gives_the_same_life() {
    for seed in [3, 77, 4_242] {
        assert_eq!(Life::trace(seed), Life::trace(seed), "seed {seed}");
    }
}
