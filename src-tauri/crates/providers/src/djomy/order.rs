//! Payouts stand in orders of up to five. One is told by its order's reference and its own, with a slash between:
//! `D4E5F6/9f1c2d3e`. The provider looks up no payout without its order.

use serde::Deserialize;

use super::payout::Payout;
use crate::reading::Word;

/// Where one payout stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    pub(super) order: &'a str,
    pub(super) payout: &'a str,
}

impl<'a> Place<'a> {
    /// Reads what [`Place::reference`] wrote.
    pub(super) fn of(reference: &'a str) -> Option<Self> {
        let (order, payout) = reference.split_once('/')?;
        let sound = !order.is_empty() && !payout.is_empty() && !payout.contains('/');
        sound.then_some(Self { order, payout })
    }

    /// The reference under which we keep it. `None` where it could not be read back.
    pub(super) fn reference(self) -> Option<String> {
        let reference = format!("{}/{}", self.order, self.payout);
        (Place::of(&reference) == Some(self)).then_some(reference)
    }

    /// The payout's own address.
    pub(super) fn segments(self) -> [&'a str; 5] {
        [
            "v1",
            "payout-orders",
            self.order,
            "payout-items",
            self.payout,
        ]
    }
}

/// An order, as far as it is needed. Under which name its payouts stand is not documented.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Order {
    id: Word,
    order_id: Word,
    reference: Word,
    items: Option<Vec<Payout>>,
    payouts: Option<Vec<Payout>>,
    payout_items: Option<Vec<Payout>>,
}

impl Order {
    /// Its reference: the id where it has one, since both are looked up the same.
    pub(super) fn name(&self) -> Option<String> {
        [&self.id, &self.order_id, &self.reference]
            .into_iter()
            .find_map(|word| word.0.clone())
    }

    /// Its payouts, where the answer tells them.
    pub(super) fn payouts(self) -> Option<Vec<Payout>> {
        self.items.or(self.payouts).or(self.payout_items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payout_is_told_by_its_order_and_itself() {
        let place = Place::of("D4E5F6/9f1c2d3e").unwrap();
        assert_eq!((place.order, place.payout), ("D4E5F6", "9f1c2d3e"));
        assert_eq!(place.reference().unwrap(), "D4E5F6/9f1c2d3e");
        for reference in ["D4E5F6", "D4E5F6/", "/9f", "a/b/c", ""] {
            assert_eq!(Place::of(reference), None, "{reference}");
        }
        let odd = Place {
            order: "a/b",
            payout: "c",
        };
        assert_eq!(odd.reference(), None);
    }
}
