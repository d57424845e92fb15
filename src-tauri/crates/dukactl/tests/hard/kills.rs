//! The real `run`, killed at moments spread over the whole life of its sends, and `payout batch` in the middle of a file. The many kills of `cargo xtask soak` are these.

use crate::desk::Desk;
use tests::Shop;

const KILLS: u32 = 20;

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_moment_nothing_is_lost_and_nothing_is_sent_twice() {
    let report = tests::kills::killed(&Desk::program(), KILLS, 1).await;
    eprintln!("{report}");
    assert!(report.violations.is_empty(), "{report}");
    assert_eq!(
        (report.kills, report.lost, report.twice),
        (KILLS, 0, 0),
        "{report}"
    );
    assert!(report.taken > KILLS, "they were real sends: {report}");
    for cut in [
        "charge at ",
        "payout at ",
        "refund at djamo",
        "refund at zengapay",
    ] {
        assert!(
            report.cut.keys().any(|it| it.starts_with(cut)),
            "no {cut} was ever cut off: {report}"
        );
    }
    assert_eq!(report.files as usize, Shop::PAYING.len(), "{report}");
    assert!(report.files_in_flight > 0, "{report}");
    assert!(report.files_left > 0, "{report}");
    assert!(
        report.percent_after_seen() >= 30,
        "the kills came too early to mean much: {report}"
    );
}
