//! Money that goes out.

use crate::play::{Deed, every_other_write};
use bad_disk::{How, Lasting};
use tests::Shop;

const PAYOUTS: [Deed; 1] = [Deed::Payout(Shop::KAMPALA)];

#[tokio::test]
async fn a_disk_that_is_full_for_any_one_write_of_a_payout_sends_it_once_at_most_and_loses_nothing()
{
    every_other_write(&PAYOUTS, How::Full, Lasting::Once).await;
}

#[tokio::test]
async fn a_disk_that_stays_full_from_any_write_of_a_payout_on_sends_it_once_at_most_and_loses_nothing()
 {
    every_other_write(&PAYOUTS, How::Full, Lasting::UntilHealed).await;
}

#[tokio::test]
async fn a_disk_that_refuses_any_one_write_of_a_payout_sends_it_once_at_most_and_loses_nothing() {
    every_other_write(&PAYOUTS, How::Broken, Lasting::Once).await;
}

#[tokio::test]
async fn a_disk_that_refuses_from_any_write_of_a_payout_on_sends_it_once_at_most_and_loses_nothing()
{
    every_other_write(&PAYOUTS, How::Broken, Lasting::UntilHealed).await;
}
