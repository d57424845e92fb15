//! The disk was bad for a moment. The same process goes on.

use crate::ground::home;
use bad_disk::{How, Lasting};
use chrono::DateTime;
use store::{Actor, Store};

/// A connection that met a refused commit must not be the one that every later write gets.
#[tokio::test]
async fn a_write_that_the_disk_refused_once_works_a_moment_later() {
    for how in [How::Full, How::Broken] {
        for n in 1.. {
            let home = home();
            let disk = bad_disk::under(home.path());
            let store = Store::open(home.path()).await.unwrap();
            let actor = Actor {
                name: "Sarah".to_owned(),
                by: "window".to_owned(),
            };
            let keep = async |value: &str| {
                let at = DateTime::UNIX_EPOCH;
                store
                    .journal
                    .set_setting("staff", Some(value), &actor, at)
                    .await
            };
            keep("Sarah").await.unwrap();
            disk.fail_at(n, how, Lasting::Once);
            let refused = keep("Justine").await;
            let Some(write) = disk.failed().first().cloned() else {
                assert!(n > 3, "a commit makes several writes: {n}");
                break;
            };
            assert!(refused.is_err(), "{how:?} {write}");
            let kept = store.journal.setting("staff").await.unwrap();
            assert_eq!(kept.as_deref(), Some("Sarah"), "{how:?} {write}");
            for value in ["Moses", "Fatou"] {
                keep(value)
                    .await
                    .unwrap_or_else(|error| panic!("{how:?} {write}: {error}"));
                let kept = store.journal.setting("staff").await.unwrap();
                assert_eq!(kept.as_deref(), Some(value));
            }
            store.close().await;
        }
    }
}
