//! The book of one sandbox: everything that was committed there, in order. It only grows; what a later request does
//! to an earlier movement is a turn of its own.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::movement::{Kind, Movement};
use crate::story::Step;

/// One thing that is written down. What a request writes is on the disk before its reply leaves, all of it or nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Entry {
    Movement(Box<Movement>),
    Turn(Turn),
    Paper(Paper),
    /// Money put into a wallet by hand, so that there is something to pay out of.
    Funds {
        at: DateTime<Utc>,
        currency: String,
        amount: Decimal,
    },
}

impl From<Movement> for Entry {
    fn from(movement: Movement) -> Self {
        Self::Movement(Box::new(movement))
    }
}

impl From<Turn> for Entry {
    fn from(turn: Turn) -> Self {
        Self::Turn(turn)
    }
}

impl From<Paper> for Entry {
    fn from(paper: Paper) -> Self {
        Self::Paper(paper)
    }
}

/// What somebody did to a movement after it was committed: entered a PIN, refunded it, let it go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Turn {
    /// Of the movement.
    pub(crate) reference: String,
    pub(crate) at: DateTime<Utc>,
    /// None of them before `at`.
    pub(crate) steps: Vec<Step>,
    /// Whether what was still to come does not come any more.
    #[serde(default)]
    pub(crate) instead: bool,
    /// Written over those of the same name.
    #[serde(default)]
    pub(crate) numbers: BTreeMap<String, String>,
}

/// What an account keeps that is no money: a contact, a payment link, a registered webhook, a token. A later one of the
/// same sort and id stands in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Paper {
    pub(crate) sort: String,
    pub(crate) id: String,
    pub(crate) at: DateTime<Utc>,
    pub(crate) fields: Map<String, Value>,
}

impl Paper {
    /// The text in a field; empty where there is none.
    pub(crate) fn text(&self, field: &str) -> &str {
        self.fields
            .get(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    movements: Vec<Movement>,
    by_reference: HashMap<String, usize>,
    papers: Vec<Paper>,
    funds: Vec<(DateTime<Utc>, String, Decimal)>,
}

impl Book {
    pub(crate) fn add(&mut self, entry: Entry) {
        match entry {
            Entry::Movement(movement) => {
                self.by_reference
                    .insert(movement.reference.clone(), self.movements.len());
                self.movements.push(*movement);
            }
            Entry::Turn(turn) => self.turn(turn),
            Entry::Paper(paper) => {
                let same = |held: &&mut Paper| (&held.sort, &held.id) == (&paper.sort, &paper.id);
                match self.papers.iter_mut().find(same) {
                    Some(held) => *held = paper,
                    None => self.papers.push(paper),
                }
            }
            Entry::Funds {
                at,
                currency,
                amount,
            } => self.funds.push((at, currency, amount)),
        }
    }

    fn turn(&mut self, turn: Turn) {
        let at = self.by_reference.get(&turn.reference);
        let Some(movement) = at.and_then(|&at| self.movements.get_mut(at)) else {
            return;
        };
        if turn.instead {
            movement.steps.retain(|step| step.at <= turn.at);
        }
        movement.steps.extend(turn.steps);
        // Stable: of two at the same moment the later one in the book counts.
        movement.steps.sort_by_key(|step| step.at);
        movement.numbers.extend(turn.numbers);
    }

    pub(crate) fn find(&self, reference: &str) -> Option<&Movement> {
        self.by_reference
            .get(reference)
            .and_then(|&at| self.movements.get(at))
    }

    /// The first one that the merchant gave this reference.
    pub(crate) fn find_ours(&self, kind: Kind, our_reference: &str) -> Option<&Movement> {
        self.of(kind)
            .find(|movement| movement.our_reference.as_deref() == Some(our_reference))
    }

    /// Oldest first, whatever they are.
    pub(crate) fn movements(&self) -> &[Movement] {
        &self.movements
    }

    /// Oldest first.
    pub(crate) fn of(&self, kind: Kind) -> impl DoubleEndedIterator<Item = &Movement> {
        self.movements
            .iter()
            .filter(move |movement| movement.kind == kind)
    }

    /// Oldest first, each in its latest form.
    pub(crate) fn papers<'a>(
        &'a self,
        sort: &'a str,
    ) -> impl DoubleEndedIterator<Item = &'a Paper> {
        self.papers.iter().filter(move |paper| paper.sort == sort)
    }

    pub(crate) fn paper(&self, sort: &str, id: &str) -> Option<&Paper> {
        self.papers
            .iter()
            .find(|paper| paper.sort == sort && paper.id == id)
    }

    /// The number the next movement will have.
    pub(crate) fn next_serial(&self) -> u64 {
        self.movements.len() as u64
    }

    /// The number the next paper will have, of whatever sort.
    pub(crate) fn next_paper(&self) -> u64 {
        self.papers.len() as u64
    }

    /// What hands have put into a wallet up to a moment.
    pub(crate) fn funds(&self, currency: &str, now: DateTime<Utc>) -> Decimal {
        let own = self
            .funds
            .iter()
            .filter(|(at, own, _)| own == currency && *at <= now);
        own.map(|(_, _, amount)| amount).sum()
    }

    /// What is in a wallet. It may be less than nothing after a reversal.
    pub(crate) fn wallet(&self, currency: &str, now: DateTime<Utc>) -> Decimal {
        let moved: Decimal = self
            .movements
            .iter()
            .map(|movement| movement.effect(currency, now))
            .sum();
        moved + self.funds(currency, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::movement::Given;
    use crate::story::Fate;
    use chrono::TimeDelta;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    fn movement(kind: Kind, reference: &str, amount: i64, steps: Vec<Step>) -> Movement {
        Movement {
            steps,
            ..Movement::new(kind, reference.to_owned(), at(0), amount.into(), "RWF")
        }
    }

    fn book(movements: Vec<Movement>) -> Book {
        let mut book = Book::default();
        movements
            .into_iter()
            .for_each(|movement| book.add(movement.into()));
        book
    }

    #[test]
    fn a_payout_holds_its_money_from_the_start_and_gives_it_back_when_it_fails() {
        let failed = Step::new(at(5), Fate::failed("14", "no such account"));
        let late = Step::new(at(9), Fate::Succeeded);
        let book = book(vec![
            movement(
                Kind::Charge,
                "in",
                1_000,
                vec![Step::new(at(0), Fate::Succeeded)],
            ),
            movement(Kind::Payout, "out", 300, vec![failed, late]),
        ]);
        let wallet = |seconds| book.wallet("RWF", at(seconds));
        assert_eq!(wallet(0), Decimal::from(700));
        assert_eq!(wallet(5), Decimal::from(1_000));
        assert_eq!(wallet(9), Decimal::from(700));
    }

    #[test]
    fn a_conversion_takes_at_once_and_gives_when_it_succeeds() {
        let mut conversion = movement(
            Kind::Conversion,
            "conv",
            1_400,
            vec![Step::new(at(5), Fate::Succeeded)],
        );
        conversion.gives = Some(Given {
            currency: "USD".to_owned(),
            amount: Decimal::ONE,
            rate: Decimal::new(714, 6),
        });
        let mut book = book(vec![conversion]);
        book.add(Entry::Funds {
            at: at(0),
            currency: "RWF".to_owned(),
            amount: 2_000.into(),
        });
        assert_eq!(book.wallet("RWF", at(0)), Decimal::from(600));
        assert_eq!(book.wallet("USD", at(4)), Decimal::ZERO);
        assert_eq!(book.wallet("USD", at(5)), Decimal::ONE);
        assert_eq!(book.wallet("RWF", at(5)), Decimal::from(600));
    }

    #[test]
    fn a_turn_changes_what_was_to_come_and_never_what_was() {
        let told = Step::new(at(2), Fate::Unclear);
        let to_come = Step::new(at(8), Fate::Succeeded);
        let mut book = book(vec![movement(Kind::Charge, "c", 500, vec![told, to_come])]);
        book.add(Entry::Turn(Turn {
            reference: "c".to_owned(),
            at: at(4),
            steps: vec![Step::new(at(4), Fate::failed("17", "let go"))],
            instead: true,
            numbers: [("next".to_owned(), "otp".to_owned())].into(),
        }));
        let movement = book.find("c").unwrap();
        assert_eq!(movement.standing(at(3)).fate, &Fate::Unclear);
        assert!(movement.failed(at(100)));
        assert_eq!(movement.number("next"), Some("otp"));
    }
}
