//! What the desk keeps for itself: saved views, remarks, and what lay in the wallets.
#![expect(
    clippy::unwrap_used,
    reason = "a test that meets an error there has failed"
)]

mod support;

use domain::{Balance, Currency, Environment};
use store::{Comment, SavedViewKept};
use support::{account_id, actor, at, home, ugx};

fn view(id: &str, name: &str) -> SavedViewKept {
    SavedViewKept {
        id: id.to_owned(),
        name: name.to_owned(),
        filters: "{\"text\":\"cement\"}".to_owned(),
        columns: vec!["time".to_owned(), "amount".to_owned()],
        sorted: "newest".to_owned(),
        created_at: at(1),
    }
}

#[tokio::test]
async fn saved_views_are_kept_changed_ordered_and_taken_away() {
    let (_folder, store) = home().await;
    let journal = &store.journal;
    for (id, name) in [("vw_1", "Unpaid"), ("vw_2", "Refunds"), ("vw_3", "Large")] {
        journal
            .keep_saved_view(&view(id, name), &actor(), at(1))
            .await
            .unwrap();
    }
    let names = || async {
        let kept = store.journal.saved_views().await.unwrap();
        kept.into_iter().map(|it| it.name).collect::<Vec<_>>()
    };
    assert_eq!(names().await, ["Unpaid", "Refunds", "Large"]);
    let changed = view("vw_2", "Given back");
    journal
        .keep_saved_view(&changed, &actor(), at(2))
        .await
        .unwrap();
    assert_eq!(names().await, ["Unpaid", "Given back", "Large"]);
    journal
        .order_saved_views(&["vw_3".to_owned(), "vw_1".to_owned()])
        .await
        .unwrap();
    assert_eq!(names().await, ["Large", "Unpaid", "Given back"]);
    assert!(
        journal
            .remove_saved_view("vw_1", &actor(), at(3))
            .await
            .unwrap()
    );
    assert!(
        !journal
            .remove_saved_view("vw_1", &actor(), at(3))
            .await
            .unwrap()
    );
    assert_eq!(names().await, ["Large", "Given back"]);
    assert_eq!(store.journal.saved_views().await.unwrap()[1], changed);
}

#[tokio::test]
async fn remarks_on_an_operation_and_its_transaction_are_read_together() {
    let (_folder, store) = home().await;
    let remark = |subject: &str, text: &str| Comment {
        subject: subject.to_owned(),
        text: text.to_owned(),
        actor: actor(),
        at: at(5),
    };
    let all = [
        remark("op_1", "He said he paid."),
        remark("tx_1", "He did."),
        remark("op_2", "Another."),
    ];
    for one in &all {
        store
            .journal
            .add_comment(one, Environment::Live)
            .await
            .unwrap();
    }
    let read = store.journal.comments(&["op_1", "tx_1"]).await.unwrap();
    assert_eq!(read, all[..2]);
}

fn balance(available: i64, seconds: i64) -> Balance {
    Balance {
        account: account_id("one"),
        environment: Environment::Live,
        currency: Currency::parse("UGX").unwrap(),
        network: None,
        available: Some(ugx(available)),
        pending: None,
        total: None,
        as_of: at(seconds),
    }
}

#[tokio::test]
async fn what_a_wallet_held_is_kept_whenever_it_differs() {
    let (_folder, store) = home().await;
    let account = account_id("one");
    for (available, seconds) in [(500, 0), (500, 10), (700, 20), (500, 30), (500, 40)] {
        store
            .history
            .put_balances(&account, &[balance(available, seconds)])
            .await
            .unwrap();
    }
    let between = |from: i64, to: i64| {
        let (history, account) = (store.history.clone(), account.clone());
        async move {
            let currency = Currency::parse("UGX").unwrap();
            let points = history
                .balance_history(&account, currency, None, at(from), at(to))
                .await
                .unwrap();
            points
                .into_iter()
                .map(|it| (it.at, it.available.unwrap()))
                .collect::<Vec<_>>()
        }
    };
    let held = |available, seconds| (at(seconds), ugx(available));
    let all = [held(500, 0), held(700, 20), held(500, 30)];
    assert_eq!(between(-5, 100).await, all);
    assert_eq!(
        between(25, 100).await,
        all[1..],
        "what it held at the beginning too"
    );
    assert_eq!(between(-5, 20).await, all[..1]);
    let now = store.history.balances(Environment::Live).await.unwrap();
    assert_eq!(now, [balance(500, 40)]);
}
