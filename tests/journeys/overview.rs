//! The first page, how a period went, and lists: what they say is what happened, and what is not known is said to be so.

use chrono::Duration;
use domain::{Environment, Lang, Operation, State};
use engine::view::{FiguresView, NeedView, OverviewView};
use engine::{Filters, SavedViewDraft, SearchDraft, TrendDraft};
use simulator::{Fault, Planned};
use tests::{Shop, World};

const HERE: Environment = Environment::Sandbox;

/// Reads everything that the providers have.
async fn sync(world: &World) {
    world
        .engine
        .sync(None, Some(HERE), false, &|_| {}, Lang::En)
        .await
        .unwrap();
}

async fn page(world: &World) -> OverviewView {
    world.engine.overview(HERE, Lang::En).await.unwrap()
}

fn need<'a>(page: &'a OverviewView, kind: &str) -> Option<&'a NeedView> {
    page.needs.iter().find(|need| need.kind == kind)
}

fn of<'a>(page: &'a OverviewView, currency: &str) -> &'a FiguresView {
    let found = page.currencies.iter().find(|it| it.currency == currency);
    &found.expect("it moved today").today
}

#[tokio::test]
async fn an_empty_desk_says_that_nothing_needs_anybody() {
    let world = World::new().await;
    sync(&world).await;
    let page = page(&world).await;
    let waiting: Vec<_> = page
        .needs
        .iter()
        .map(|need| (need.kind, &need.items))
        .collect();
    assert!(waiting.is_empty(), "{waiting:?}");
    assert!(page.currencies.is_empty());
    assert!(page.last.is_empty());
    assert_eq!(page.time_zone, world.engine.time_zone().await.unwrap());
}

#[tokio::test]
async fn the_first_page_tells_what_is_paid_apart_from_what_waits_and_what_is_in_question() {
    let world = World::new().await;
    let paid = world.take(world.charge(Shop::KAMPALA, "01")).await;
    let paid = world.until(&paid.id, State::Succeeded).await;
    world
        .control
        .fault(Planned::next_post(Fault::ResetBeforeCommit))
        .unwrap();
    let mut lost = world.charge(Shop::KAMPALA, "11");
    lost.amount = "7000".to_owned();
    let lost = world.take(lost).await;
    assert_eq!(lost.state, State::InDoubt);
    let page = page(&world).await;
    let figures = of(&page, "UGX");
    let text = paid.amount.amount().normalize().to_string();
    assert_eq!(
        figures.received.amount, text,
        "what is in question is no income"
    );
    assert_eq!(figures.in_question.amount, "7000");
    assert_eq!(figures.charges.succeeded, 1);
    assert_eq!(figures.charges.in_doubt, 1);
    assert_eq!(
        figures.charges.success_per_mille,
        Some(1_000),
        "of those that ended"
    );
    let doubts = need(&page, "doubts").expect("there is one");
    assert_eq!(
        (doubts.count, doubts.items[0].id.as_str()),
        (1, lost.id.as_str())
    );
    assert_eq!(doubts.items[0].word.as_deref(), Some("fate_unknown"));
    assert_eq!(doubts.oldest, doubts.items[0].since);
    assert!(
        need(&page, "approvals").is_none(),
        "an empty sort is not listed"
    );
}

#[tokio::test]
async fn today_is_set_beside_the_same_weekday_until_the_same_time_of_day() {
    let world = World::with_past(400).await;
    sync(&world).await;
    world.pass(Duration::hours(3));
    let page = page(&world).await;
    let (today, then) = (
        page.today.parse::<chrono::NaiveDate>().unwrap(),
        page.then.parse::<chrono::NaiveDate>().unwrap(),
    );
    assert_eq!((today - then).num_days(), 7);
    assert_eq!((page.made_at - page.then_until).num_days(), 7);
    for currency in &page.currencies {
        assert!(currency.then.charges.count <= currency.then_whole.charges.count);
    }
}

fn trend(from: &str, to: &str) -> TrendDraft {
    TrendDraft {
        environment: HERE,
        from: from.to_owned(),
        to: to.to_owned(),
        currency: Some("UGX".to_owned()),
        account: None,
        kind: None,
    }
}

#[tokio::test]
async fn a_trend_adds_up_to_its_whole_however_it_is_told_apart() {
    let world = World::with_past(600).await;
    sync(&world).await;
    for (from, to, step) in [
        ("2026-09-01", "2026-09-21", "day"),
        ("2026-05-20", "2026-09-21", "week"),
        ("2025-01-15", "2026-09-21", "month"),
    ] {
        let told = world.engine.trend(&trend(from, to)).await.unwrap();
        assert_eq!(told.step, step);
        assert_eq!(told.series.first().unwrap().from, from);
        assert_eq!(told.series.last().unwrap().to, to);
        let whole = told.whole.charges.count;
        assert!(whole > 0, "{step}");
        let sum = |counts: Vec<u64>| counts.into_iter().sum::<u64>();
        let of = |shares: &[engine::view::TrendShareView]| {
            sum(shares.iter().map(|it| it.figures.charges.count).collect())
        };
        let series = told.series.iter().map(|it| it.figures.charges.count);
        assert_eq!(sum(series.collect()), whole, "{step}");
        assert_eq!(of(&told.by_method), whole, "{step}");
        assert_eq!(of(&told.by_network), whole, "{step}");
        assert_eq!(of(&told.by_account), whole, "{step}");
        let failed = told.whole.charges.failed + told.whole.charges.expired;
        let failed = failed + told.whole.payouts.failed + told.whole.payouts.expired;
        let reasons = sum(told.failures.iter().map(|it| it.count).collect());
        assert_eq!(reasons + told.failures_more, failed, "{step}");
    }
    for (from, to, field) in [
        ("2026-09-21", "2026-09-20", "to"),
        ("2020-01-01", "2026-01-01", "from"),
        ("yesterday", "2026-09-20", "from"),
    ] {
        let refused = world.engine.trend(&trend(from, to)).await.unwrap_err();
        assert_eq!(refused.field.as_deref(), Some(field));
    }
}

#[tokio::test]
async fn a_list_comes_to_all_its_pages_and_a_number_has_a_card() {
    let world = World::with_past(300).await;
    sync(&world).await;
    let paid = world.take(world.charge(Shop::KAMPALA, "01")).await;
    let paid = world.until(&paid.id, State::Succeeded).await;
    let phone = paid.phone.as_ref().unwrap().e164().to_owned();
    let everything = world.engine.tally(HERE, &Filters::default()).await.unwrap();
    assert!(everything.count > 100, "{}", everything.count);
    let by_status: u64 = everything.statuses.iter().map(|it| it.count).sum();
    assert_eq!(by_status, everything.count);
    let mine = Filters {
        phone: Some(phone.clone()),
        ..Filters::default()
    };
    let tally = world.engine.tally(HERE, &mine).await.unwrap();
    let card = world
        .engine
        .number_card(&phone, HERE, Lang::En)
        .await
        .unwrap();
    assert_eq!(card.rows.len() as u64, tally.count);
    let ugx = card.sums.iter().find(|it| it.currency == "UGX").unwrap();
    assert!(ugx.charges.succeeded >= 1);
    assert!(card.first <= card.last && card.last.is_some());
    assert!(card.doubts.is_empty());
    let draft = SearchDraft {
        filters: mine,
        order: Some("amount".to_owned()),
        ..SearchDraft::newest(HERE)
    };
    let found = world.engine.search(draft, Lang::En).await.unwrap();
    assert_eq!(found.rows.len(), card.rows.len());
}

/// What may be done with it, and what of it can still be given back.
async fn acts(world: &World, operation: &Operation) -> (Vec<&'static str>, Option<String>) {
    let shown = world.engine.show(operation.id.as_str(), Lang::En).await;
    let shown = shown.unwrap();
    (shown.acts, shown.refundable.map(|it| it.amount))
}

#[tokio::test]
async fn a_row_says_what_may_be_done_with_it_and_what_the_staff_wrote() {
    let world = World::new().await;
    world.fund();
    let paid = world.take(world.charge(Shop::KAMPALA, "01")).await;
    let (waiting, nothing) = acts(&world, &paid).await;
    assert!(
        waiting.contains(&"check") && !waiting.contains(&"receipt"),
        "{waiting:?}"
    );
    assert_eq!(nothing, None, "what is not paid is not given back");
    let paid = world.until(&paid.id, State::Succeeded).await;
    let (done, left) = acts(&world, &paid).await;
    assert_eq!(done, ["refund", "receipt", "comment"]);
    assert_eq!(left, Some(paid.amount.amount().normalize().to_string()));
    let transaction = paid.transaction().unwrap().to_string();
    world
        .engine
        .comment(&transaction, HERE, " He came back for it. ")
        .await
        .unwrap();
    let shown = world.engine.show(paid.id.as_str(), Lang::En).await.unwrap();
    assert_eq!(shown.comments[0].text, "He came back for it.");
    let other = world
        .engine
        .comment(&transaction, Environment::Live, "?")
        .await;
    assert_eq!(other.unwrap_err().code, "not_found");
    let empty = world.engine.comment(&transaction, HERE, " ").await;
    assert_eq!(empty.unwrap_err().field.as_deref(), Some("text"));
}

#[tokio::test]
async fn a_view_is_saved_only_if_every_word_of_it_is_understood() {
    let world = World::new().await;
    let draft = SavedViewDraft {
        id: None,
        name: " Failed cards ".to_owned(),
        filters: Filters {
            statuses: vec!["failed".to_owned()],
            methods: vec!["card".to_owned()],
            ..Filters::default()
        },
        columns: vec!["time".to_owned(), "amount".to_owned()],
        order: "newest".to_owned(),
    };
    let saved = world.engine.save_view(draft.clone()).await.unwrap();
    assert_eq!(saved.len(), 1);
    assert_eq!(
        (saved[0].name.as_str(), &saved[0].filters),
        ("Failed cards", &draft.filters)
    );
    let mut again = draft.clone();
    again.id = Some(saved[0].id.clone());
    again.name = "Cards".to_owned();
    let changed = world.engine.save_view(again).await.unwrap();
    assert_eq!(changed[0].id, saved[0].id);
    assert_eq!(changed[0].name, "Cards");
    for (field, bad) in [
        (
            "name",
            SavedViewDraft {
                name: " ".to_owned(),
                ..draft.clone()
            },
        ),
        (
            "columns",
            SavedViewDraft {
                columns: vec!["luck".to_owned()],
                ..draft.clone()
            },
        ),
        (
            "order",
            SavedViewDraft {
                order: "luck".to_owned(),
                ..draft.clone()
            },
        ),
        (
            "status",
            SavedViewDraft {
                filters: Filters {
                    statuses: vec!["luck".to_owned()],
                    ..Filters::default()
                },
                ..draft.clone()
            },
        ),
    ] {
        let refused = world.engine.save_view(bad).await.unwrap_err();
        assert_eq!(refused.field.as_deref(), Some(field));
    }
    assert!(
        world
            .engine
            .remove_view(&saved[0].id)
            .await
            .unwrap()
            .is_empty()
    );
}
