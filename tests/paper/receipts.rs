//! Receipts: only of what is proven, numbered once, and a second one says that it is a copy.

use crate::pages::{read, squashed};
use domain::{Environment, Lang, Operation, State};
use engine::{LinkDraft, Slip};
use paper::{Paper, pdf, slip, text};
use simulator::{Fault, Planned};
use tests::{Shop, World};

const SANDBOX: Environment = Environment::Sandbox;

async fn seen(world: &World, operation: &Operation) -> Slip {
    world
        .engine
        .slip(operation.id.as_str(), SANDBOX)
        .await
        .unwrap()
}

async fn printed(world: &World, id: &str) -> Slip {
    world.engine.print_slip(id, SANDBOX, "58mm").await.unwrap()
}

#[tokio::test]
async fn what_waits_prints_a_claim_and_what_is_paid_a_receipt_and_a_copy_after_a_restart() {
    let mut world = World::new().await;
    let sent = world.take(world.charge(Shop::KAMPALA, "01")).await;
    let waiting = printed(&world, sent.id.as_str()).await;
    assert_eq!((waiting.document(), waiting.number), ("claim", None));

    let paid = world.until(&sent.id, State::Succeeded).await;
    let before = seen(&world, &paid).await;
    assert_eq!(
        (before.nth, before.number),
        (1, None),
        "looking prints nothing"
    );
    let first = printed(&world, paid.id.as_str()).await;
    assert_eq!(first.document(), "receipt");
    assert_eq!((first.nth, first.number.as_deref()), (1, Some("000001")));

    world.start_again().await;
    let transaction = paid.transaction().unwrap();
    world.work_for(chrono::Duration::minutes(5), 60).await;
    let copy = printed(&world, paid.id.as_str()).await;
    assert_eq!((copy.nth, copy.number.as_deref()), (2, Some("000001")));
    assert!(text(&slip(&copy, Lang::Fr)).contains("DUPLICATA"));
    // The same payment by its other name is no other payment.
    let again = printed(&world, transaction.as_str()).await;
    assert_eq!((again.nth, again.number.as_deref()), (3, Some("000001")));
}

#[tokio::test]
async fn a_lost_answer_prints_a_doubt_and_never_paid() {
    let world = World::new().await;
    world
        .control
        .fault(Planned::next_post(Fault::ResetBeforeCommit))
        .unwrap();
    let lost = world.take(world.charge(Shop::KIGALI, "01")).await;
    assert_eq!(lost.state, State::InDoubt);
    let slip_of_it = printed(&world, lost.id.as_str()).await;
    assert_eq!(slip_of_it.document(), "claim");
    for (lang, word) in [(Lang::En, "NOT CERTAIN"), (Lang::Fr, "PAS CERTAIN")] {
        for paper in Paper::ALL {
            let page = pdf(&slip(&slip_of_it, lang), *paper).unwrap();
            let said = squashed(&read(&page.bytes).text);
            assert!(said.contains(&squashed(word)), "{said}");
            assert!(!said.contains("PAID") && !said.contains("PAYÉ"), "{said}");
        }
    }
}

#[tokio::test]
async fn the_pdf_holds_its_own_letters_and_says_what_the_screen_shows() {
    let world = World::new().await;
    let engine = &world.engine;
    engine
        .set_setting("business", Some("Quincaillerie Ɓarry & Ŋgom"))
        .await
        .unwrap();
    engine.set_setting("place", Some("Kampala")).await.unwrap();
    let sent = world.take(world.charge(Shop::KAMPALA, "01")).await;
    let paid = world.until(&sent.id, State::Succeeded).await;
    let facts = printed(&world, paid.id.as_str()).await;
    for lang in [Lang::En, Lang::Fr] {
        let document = slip(&facts, lang);
        for paper in Paper::ALL {
            let page = read(&pdf(&document, *paper).unwrap().bytes);
            let said = squashed(&page.text);
            for line in &document.lines {
                let of_a_code = !line.rows.is_empty();
                let words = squashed(&line.text);
                assert!(of_a_code || said.contains(&words), "{words}: {said}");
            }
            assert!(page.fonts.iter().any(|name| name.contains("SourceSans3")));
            assert!(page.fonts.iter().any(|name| name.contains("Bitter")));
            assert_eq!(page.pages, 1);
        }
        let masked = text(&document);
        assert!(!masked.contains(facts_phone(&paid)), "{masked}");
    }
}

fn facts_phone(operation: &Operation) -> &str {
    let phone = operation.phone.as_ref().unwrap().e164();
    &phone[phone.len() - 6..]
}

#[tokio::test]
async fn another_environment_s_payment_has_no_paper_here_and_takes_no_number() {
    let world = World::new().await;
    let sent = world.take(world.charge(Shop::KAMPALA, "01")).await;
    let paid = world.until(&sent.id, State::Succeeded).await;
    let live = world
        .engine
        .print_slip(paid.id.as_str(), Environment::Live, "a4")
        .await;
    assert_eq!(live.unwrap_err().code, "not_found");
    assert_eq!(seen(&world, &paid).await.number, None);
}

#[tokio::test]
async fn a_payment_link_is_a_page_and_has_no_receipt() {
    let world = World::new().await;
    let draft = LinkDraft {
        account: world.account(Shop::KIGALI),
        title: "Order 1204".to_owned(),
        amount: Some("5000".to_owned()),
        min: None,
        max: None,
        currency: Shop::KIGALI.currency.to_owned(),
        uses: Some(1),
        expires: Some("7d".to_owned()),
        methods: Vec::new(),
        phone: None,
        sms: false,
        note: None,
        request_id: None,
    };
    let recorded = world.engine.create(draft).await.unwrap();
    let made = world.engine.send(&recorded.id).await.unwrap();
    assert_eq!(made.state, State::Succeeded);
    for printed in [
        world.engine.slip(made.id.as_str(), SANDBOX).await,
        world
            .engine
            .print_slip(made.id.as_str(), SANDBOX, "58mm")
            .await,
    ] {
        assert_eq!(printed.unwrap_err().code, "no_receipt");
    }
}
