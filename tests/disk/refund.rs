//! Money that goes back by the provider's own call, which bears no reference of ours.

use crate::play::{Deed, every_other_write};
use bad_disk::{How, Lasting};
use tests::Shop;

const REFUNDS: [Deed; 1] = [Deed::Refund(Shop::ABIDJAN)];

#[tokio::test]
async fn a_disk_that_is_full_for_any_one_write_of_a_refund_gives_it_back_once_at_most_and_loses_nothing()
 {
    every_other_write(&REFUNDS, How::Full, Lasting::Once).await;
}

#[tokio::test]
async fn a_disk_that_stays_full_from_any_write_of_a_refund_on_gives_it_back_once_at_most_and_loses_nothing()
 {
    every_other_write(&REFUNDS, How::Full, Lasting::UntilHealed).await;
}

#[tokio::test]
async fn a_disk_that_refuses_any_one_write_of_a_refund_gives_it_back_once_at_most_and_loses_nothing()
 {
    every_other_write(&REFUNDS, How::Broken, Lasting::Once).await;
}

#[tokio::test]
async fn a_disk_that_refuses_from_any_write_of_a_refund_on_gives_it_back_once_at_most_and_loses_nothing()
 {
    every_other_write(&REFUNDS, How::Broken, Lasting::UntilHealed).await;
}
