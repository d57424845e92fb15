//! `/v1/sub-companies`: in whose name a transfer is made. One can be turned off and never deleted.

use serde_json::{Map, Value, json};

use super::errors::Spot;
use super::{moment, page, read};
use crate::book::Paper;
use crate::dice::{dice, uuid};
use crate::fields::Fields;
use crate::sandbox::Answer;
use crate::wire::Reply;

const SORT: &str = "sub_company";

pub(super) fn create(spot: &Spot<'_>) -> Result<Answer, Reply> {
    let body = read::body(spot)?;
    let mut given = Fields::new(&body);
    given.text("name");
    let desk = spot.desk;
    let mut dice = dice(desk.seed, "djamo paper", desk.book.next_paper());
    let made = Paper {
        sort: SORT.to_owned(),
        id: format!("subco_{}", uuid(&mut dice)),
        at: desk.now,
        fields: Map::from_iter([
            ("logoUrl".to_owned(), Value::Null),
            ("isActive".to_owned(), json!(true)),
            ("createdAt".to_owned(), moment(desk.now)),
        ]),
    };
    written(spot, 201, given, &body, made)
}

/// Acts on the fields that are there.
pub(super) fn change(spot: &Spot<'_>, id: &str) -> Result<Answer, Reply> {
    let found = find(spot, id)?.clone();
    let body = read::body(spot)?;
    written(spot, 200, Fields::new(&body), &body, found)
}

fn written(
    spot: &Spot<'_>,
    status: u16,
    mut given: Fields<'_>,
    body: &Map<String, Value>,
    mut paper: Paper,
) -> Result<Answer, Reply> {
    given.optional_text("name");
    if given
        .optional_text("logoUrl")
        .is_some_and(|url| !read::is_url(url))
    {
        given.problem("logoUrl", "logoUrl must be a URL address");
    }
    given.optional_flag("isActive");
    let problems = given.problems();
    if !problems.is_empty() {
        return Err(spot.invalid(&problems));
    }
    for field in ["name", "logoUrl", "isActive"] {
        if let Some(value) = body.get(field) {
            paper.fields.insert(field.to_owned(), value.clone());
        }
    }
    paper
        .fields
        .insert("updatedAt".to_owned(), moment(spot.desk.now));
    Ok(Answer::keeping(Reply::json(status, &object(&paper)), paper))
}

fn find<'a>(spot: &Spot<'a>, id: &str) -> Result<&'a Paper, Reply> {
    let found = spot.desk.book.paper(SORT, id);
    found.ok_or_else(|| spot.not_found("Sub-company"))
}

pub(super) fn show(spot: &Spot<'_>, id: &str) -> Result<Reply, Reply> {
    Ok(Reply::json(200, &object(find(spot, id)?)))
}

pub(super) fn list(spot: &Spot<'_>) -> Result<Reply, Reply> {
    let papers: Vec<&Paper> = spot.desk.book.papers(SORT).collect();
    let rows: Vec<(usize, &Paper)> = papers.into_iter().enumerate().rev().collect();
    page::page(spot, &rows, |paper| object(paper))
}

/// Whether a transfer may be made in its name.
pub(super) fn may_act(spot: &Spot<'_>, id: &str) -> Result<(), Reply> {
    let found = find(spot, id)?;
    if found.fields.get("isActive") == Some(&json!(true)) {
        Ok(())
    } else {
        Err(spot.refuse(422, "This sub-company is not active"))
    }
}

fn object(paper: &Paper) -> Value {
    let mut object = Value::Object(paper.fields.clone());
    object["id"] = json!(paper.id);
    object
}
