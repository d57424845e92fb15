//! `/v1/webhooks`: which address is told of which topic. One topic each.

use serde_json::{Map, Value, json};

use super::errors::Spot;
use super::{moment, page, read};
use crate::book::{Book, Paper};
use crate::dice::{dice, uuid};
use crate::fields::Fields;
use crate::outbox::SignedDelivery;
use crate::sandbox::Answer;
use crate::wire::Reply;

const SORT: &str = "webhook";
const TOPICS: [&str; 4] = [
    "charge/events",
    "transactions/started",
    "transactions/completed",
    "transactions/failed",
];

pub(super) fn create(spot: &Spot<'_>) -> Result<Answer, Reply> {
    let body = read::body(spot)?;
    let mut fields = Fields::new(&body);
    let topic = fields.text("topic");
    if !topic.is_empty() && !TOPICS.contains(&topic) {
        let text = format!(
            "topic must be one of the following values: {}",
            TOPICS.join(", ")
        );
        fields.problem("topic", text);
    }
    let url = fields.text("url");
    if !url.is_empty() && !is_reachable(url) {
        fields.problem("url", "url must be a public https URL");
    }
    let problems = fields.problems();
    if !problems.is_empty() {
        return Err(spot.invalid(&problems));
    }
    let desk = spot.desk;
    let mut dice = dice(desk.seed, "djamo paper", desk.book.next_paper());
    let paper = Paper {
        sort: SORT.to_owned(),
        id: uuid(&mut dice),
        at: desk.now,
        fields: Map::from_iter([
            ("createdAt".to_owned(), moment(desk.now)),
            ("updatedAt".to_owned(), moment(desk.now)),
            ("topic".to_owned(), json!(topic)),
            ("url".to_owned(), json!(url)),
        ]),
    };
    Ok(Answer::keeping(Reply::json(201, &object(&paper)), paper))
}

/// The real one calls only what is public. This one lives on the loopback address, and so do those that listen to it.
fn is_reachable(url: &str) -> bool {
    let loopback = ["http://127.0.0.1", "http://localhost"];
    let plain = loopback.iter().any(|host| {
        url.strip_prefix(host)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    });
    plain || (url.starts_with("https://") && read::is_url(url))
}

pub(super) fn show(spot: &Spot<'_>, id: &str) -> Result<Reply, Reply> {
    let found = spot.desk.book.paper(SORT, id);
    let found = found.ok_or_else(|| spot.not_found("Webhook"))?;
    Ok(Reply::json(200, &object(found)))
}

pub(super) fn list(spot: &Spot<'_>) -> Result<Reply, Reply> {
    let papers: Vec<&Paper> = spot.desk.book.papers(SORT).collect();
    let rows: Vec<(usize, &Paper)> = papers.into_iter().enumerate().rev().collect();
    page::page(spot, &rows, |paper| object(paper))
}

fn object(paper: &Paper) -> Value {
    let mut object = Value::Object(paper.fields.clone());
    object["id"] = json!(paper.id);
    object
}

/// Every address that is registered for the topic of a delivery.
pub(super) fn receivers(book: &Book, delivery: &SignedDelivery) -> Vec<String> {
    let body: Value = serde_json::from_slice(&delivery.body).unwrap_or_default();
    let topic = body["topic"].as_str().unwrap_or_default();
    let registered = book
        .papers(SORT)
        .filter(|paper| paper.text("topic") == topic);
    registered
        .map(|paper| paper.text("url").to_owned())
        .collect()
}
