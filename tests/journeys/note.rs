//! The text that goes with money sent out: what the review showed is what leaves, our reference included.

use domain::{Lang, State};
use engine::{Draft, PayoutDraft};
use tests::{Shop, World};

#[tokio::test]
async fn what_the_recipient_reads_stood_in_the_review_word_for_word() {
    for shop in Shop::PAYING {
        let world = World::new().await;
        let draft = PayoutDraft {
            request_id: Some("week-38".to_owned()),
            ..world.payout(shop, "01")
        };
        let review = world
            .engine
            .review(Draft::from(draft.clone()), domain::Environment::Sandbox)
            .await
            .unwrap();
        let paid = world.pay(draft).await;
        let paid = world.until(&paid.id, State::Succeeded).await;
        let note = paid.note.unwrap();
        for (lang, words) in [
            (Lang::En, "The recipient reads"),
            (Lang::Fr, "Le destinataire lit"),
        ] {
            let lines = review.view(lang).lines;
            assert!(
                lines
                    .iter()
                    .any(|line| line.starts_with(words) && line.contains(&note)),
                "{}: {note} in {lines:?}",
                shop.provider
            );
        }
        let rows = world.taken();
        let row = rows.iter().find(|row| row.kind == "payout").unwrap();
        assert_eq!(row.note.as_ref(), Some(&note), "{}", shop.provider);
        let first = note.starts_with(&paid.our_reference);
        let expected = matches!(shop.provider, "dgspay" | "djomy");
        assert_eq!(first, expected, "{}: {note}", shop.provider);
        assert!(note.ends_with("Wages, week 38"), "{note}");
    }
}

#[tokio::test]
async fn a_text_that_leaves_no_room_for_our_reference_is_refused_and_not_cut() {
    let world = World::new().await;
    let longest = providers::find("djomy").unwrap().manifest().longest_note;
    let draft = PayoutDraft {
        note: Some("x".repeat(longest)),
        ..world.payout(Shop::CONAKRY, "01")
    };
    let error = world.engine.create(draft).await.unwrap_err();
    assert_eq!(error.code, "note_too_long");
}

#[tokio::test]
async fn a_payout_sent_again_reads_its_own_reference_and_not_the_first_ones() {
    let world = World::new().await;
    let first = world
        .engine
        .create(world.payout(Shop::CONAKRY, "01"))
        .await
        .unwrap();
    world.pass(chrono::Duration::minutes(6));
    world.engine.step().await.unwrap();
    let again = world.engine.send_again(&first.id).await.unwrap();
    let note = again.note.unwrap();
    assert_ne!(again.our_reference, first.our_reference);
    assert_eq!(note, format!("{} Wages, week 38", again.our_reference));
}
