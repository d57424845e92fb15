//! The evidence pack: every reference, the story, the answers with secrets blanked, and what is not known.

use crate::pages::{read, squashed};
use domain::{Environment, Lang, State};
use paper::{Paper, evidence, pdf, text};
use simulator::{Fault, Planned};
use tests::{Shop, World};

const SANDBOX: Environment = Environment::Sandbox;

fn secrets(world: &World, shop: Shop) -> Vec<String> {
    let facts = providers::find(shop.provider).unwrap().manifest();
    let secret = |name: &str| {
        facts
            .credentials
            .iter()
            .any(|it| it.name == name && it.secret)
    };
    world
        .draft(shop)
        .credentials
        .into_iter()
        .filter(|(name, _)| secret(name))
        .map(|(_, value)| value.reveal().clone())
        .collect()
}

#[tokio::test]
async fn it_tells_a_support_desk_what_it_asks_for_in_both_languages() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let sent = world.take(world.charge(shop, "01")).await;
        let paid = world.until(&sent.id, State::Succeeded).await;
        world.work_for(chrono::Duration::minutes(5), 60).await;
        for lang in [Lang::En, Lang::Fr] {
            let (gathered, _) = world
                .engine
                .print_evidence(paid.id.as_str(), SANDBOX, "a4", lang)
                .await
                .unwrap();
            let document = evidence(&gathered, lang);
            let said = text(&document);
            let phone = paid.phone.as_ref().unwrap().e164();
            let theirs = paid.provider_reference.as_deref().unwrap();
            for fact in [
                phone,
                theirs,
                &paid.our_reference,
                paid.id.as_str(),
                " UTC)",
                "HTTP 20",
            ] {
                assert!(said.contains(fact), "{fact} is missing: {said}");
            }
            for secret in secrets(&world, shop) {
                assert!(!said.contains(&secret), "a secret is told");
            }
            let page = read(&pdf(&document, Paper::A4).unwrap().bytes);
            assert!(
                squashed(&page.text).contains(&paid.our_reference),
                "{}",
                page.text
            );
        }
    }
}

#[tokio::test]
async fn what_is_not_known_is_said_apart_from_what_is() {
    let world = World::new().await;
    world
        .control
        .fault(Planned::next_post(Fault::DropReplyAfterCommit))
        .unwrap();
    let lost = world.take(world.charge(Shop::KIGALI, "01")).await;
    assert_eq!(lost.state, State::InDoubt);
    let gathered = world
        .engine
        .gather_evidence(lost.id.as_str(), SANDBOX, Lang::En)
        .await
        .unwrap();
    let said = text(&evidence(&gathered, Lang::En));
    let (known, unknown) = said.split_once("\nNot known\n").unwrap();
    assert!(known.contains("Being checked"), "{known}");
    assert!(unknown.starts_with("Whether the money moved."), "{unknown}");
    assert!(unknown.contains("fate not known"));
}

#[tokio::test]
async fn a_long_story_runs_over_pages_that_each_say_what_they_are_about() {
    let world = World::new().await;
    let sent = world.take(world.charge(Shop::KAMPALA, "01")).await;
    let mut gathered = world
        .engine
        .gather_evidence(sent.id.as_str(), SANDBOX, Lang::En)
        .await
        .unwrap();
    let one = gathered.show.timeline[0].clone();
    gathered.show.timeline.resize(120, one);
    let document = evidence(&gathered, Lang::En);
    let page = read(&pdf(&document, Paper::A4).unwrap().bytes);
    assert!(page.pages >= 3, "{}", page.pages);
    let heading = format!("{} · {}", document.title, sent.our_reference);
    let said = squashed(&page.text);
    assert_eq!(said.matches(&squashed(&heading)).count(), page.pages - 1);
    assert!(squashed(&page.text).contains(&format!("{0}of{0}", page.pages)));
}
