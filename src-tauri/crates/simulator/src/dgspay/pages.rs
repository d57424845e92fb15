//! What a customer's browser is shown: the page behind a redirect, and a payment link's own page. They ask for no keys.

use super::{authorize, links};
use crate::sandbox::{Answer, Desk};
use crate::wire::Reply;

/// `None` when the path is none of theirs.
pub(super) fn answer(desk: &Desk<'_>, method: &str, parts: &[&str]) -> Option<Answer> {
    match (method, parts) {
        ("GET", ["checkout", reference]) => Some(checkout(desk, reference).into()),
        ("POST", ["checkout", reference]) => {
            let approved = authorize::approve(desk, reference);
            Some(approved.unwrap_or_else(|| checkout(desk, reference).into()))
        }
        ("GET", ["pay", slug]) => Some(link(desk, slug).into()),
        _ => None,
    }
}

fn checkout(desk: &Desk<'_>, reference: &str) -> Reply {
    let Some(charge) = desk.book.find(reference) else {
        return page(404, "No such payment.");
    };
    if authorize::next(charge) == Some(authorize::Action::Redirect) {
        return page(
            200,
            "Practice payment: <form method=post><button>Approve</button></form>",
        );
    }
    page(
        200,
        "Practice payment: the customer approves it on the phone.",
    )
}

fn link(desk: &Desk<'_>, slug: &str) -> Reply {
    let mut held = desk.book.papers(links::SORT);
    match held.find(|link| link.text("slug") == slug) {
        // What it is for is the merchant's own text, which no page of ours repeats unescaped.
        Some(link) if links::status(desk, link) == "active" => page(
            200,
            "A practice payment link. It is paid from the practice desk.",
        ),
        Some(_) => page(410, "This payment link takes no more payments."),
        None => page(404, "No such payment link."),
    }
}

fn page(status: u16, text: &str) -> Reply {
    let page = format!("<!doctype html><title>Practice</title><p>{text}</p>");
    Reply::html(status, &page)
}
