//! Webhooks as the vendors' pages describe them. What their signatures are worth is the contract tests' to say.

use serde_json::Value;
use simulator::SignedDelivery;

use crate::support::{World, keys_of, start};

fn body(delivery: &SignedDelivery) -> Value {
    serde_json::from_slice(&delivery.body).unwrap()
}

fn signature<'a>(delivery: &'a SignedDelivery, header: &str) -> &'a str {
    let found = delivery.headers.iter().find(|(name, _)| name == header);
    &found.unwrap().1
}

fn events(world: &World) -> Vec<String> {
    let taken = world.control().take_deliveries();
    let event = |delivery| body(delivery)["event"].as_str().unwrap().to_owned();
    taken.iter().map(event).collect()
}

#[tokio::test]
async fn each_end_of_a_payment_is_told_once_and_nothing_before() {
    let world = start().await;
    world.dgs_charge("788123407").await;
    world.zp_collect("256772418305").await;
    assert_eq!(events(&world), Vec::<String>::new(), "both still wait");
    world.wind(3);
    assert_eq!(events(&world), ["payment.failed"]);
    world.wind(10);
    assert_eq!(
        events(&world),
        Vec::<String>::new(),
        "nothing is told of what is unclear"
    );
    world.wind(600);
    assert_eq!(events(&world), ["payment.success", "collection.success"]);
    assert_eq!(events(&world), Vec::<String>::new());
}

#[tokio::test]
async fn a_webhook_has_the_documented_fields_and_a_signature() {
    let world = start().await;
    world.dgs_charge("788123401").await;
    world.zp_collect("256772418301").await;
    world.wind(5);
    let mut taken = world.control().take_deliveries();
    taken.sort_by(|one, other| one.provider.cmp(&other.provider));
    let [dgs, zengapay] = taken.try_into().unwrap();
    let told = body(&dgs);
    assert_eq!(
        keys_of(&told),
        [
            "amount",
            "currency",
            "dgs_reference",
            "environment",
            "event",
            "flw_charge_id",
            "merchant_fee",
            "net_amount",
            "status",
            "timestamp"
        ]
    );
    assert_eq!(told["environment"], "test");
    assert_eq!(told["net_amount"].to_string(), "1940");
    assert_eq!(signature(&dgs, "X-DGS-Signature").len(), 64);
    let told = body(&zengapay);
    assert_eq!(keys_of(&told), ["data", "event"]);
    assert_eq!(told["data"]["amount"], "256600.00");
    assert_eq!(told["data"]["customerCharged"], "false");
    assert_eq!(told["data"]["transactionStatus"], "SUCCEEDED");
    assert_eq!(told["data"]["transactionReference"], zengapay.reference);
    assert_eq!(signature(&zengapay, "X-ZENGAPAY-SIGNATURE").len(), 64);
}
