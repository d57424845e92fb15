//! A charge at the two providers where it is a push to a phone.

use crate::play::{Deed, every_write};
use bad_disk::{How, Lasting};
use tests::Shop;

const CHARGES: [Deed; 2] = [Deed::Charge(Shop::KAMPALA), Deed::Charge(Shop::KIGALI)];

#[tokio::test]
async fn a_disk_that_is_full_for_any_one_write_of_a_charge_loses_nothing() {
    every_write(&CHARGES, How::Full, Lasting::Once).await;
}

#[tokio::test]
async fn a_disk_that_stays_full_from_any_write_of_a_charge_on_loses_nothing() {
    every_write(&CHARGES, How::Full, Lasting::UntilHealed).await;
}

#[tokio::test]
async fn a_disk_that_refuses_any_one_write_of_a_charge_loses_nothing() {
    every_write(&CHARGES, How::Broken, Lasting::Once).await;
}

#[tokio::test]
async fn a_disk_that_refuses_from_any_write_of_a_charge_on_loses_nothing() {
    every_write(&CHARGES, How::Broken, Lasting::UntilHealed).await;
}
