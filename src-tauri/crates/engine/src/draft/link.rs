//! A payment link as it was typed, checked.

use super::payout::SEND_WITHIN_MINUTES;
use super::{content_hash, country, phone, text};
use crate::core::Engine;
use crate::error::{EngineError, Result, bad_amount};
use crate::intent::Intent;
use chrono::{DateTime, Duration, Utc};
use domain::{AccountId, Currency, Details, Kind, LinkDetails, Method, Money, Phone};
use providers::LinkFacts;

/// A payment link as it was typed.
#[derive(Clone, Debug)]
pub struct LinkDraft {
    /// Through which account.
    pub account: AccountId,
    /// What it is for.
    pub title: String,
    /// Plain decimal text; none lets the customer type it.
    pub amount: Option<String>,
    /// The least that a customer may type.
    pub min: Option<String>,
    /// The most that a customer may type.
    pub max: Option<String>,
    /// ISO 4217.
    pub currency: String,
    /// How often it may be paid.
    pub uses: Option<u32>,
    /// When it ends: RFC 3339, or `24h`, or `7d`.
    pub expires: Option<String>,
    /// The rails that the page offers; none named is all.
    pub methods: Vec<String>,
    /// To whom the provider sends it.
    pub phone: Option<String>,
    /// Whether the provider sends it as a text message.
    pub sms: bool,
    /// The message to the customer.
    pub note: Option<String>,
    /// The caller's id for this intent; a fresh one when there is none.
    pub request_id: Option<String>,
}

impl Engine {
    pub(super) async fn link_intent(&self, draft: &LinkDraft) -> Result<Intent> {
        let account = self.usable_account(&draft.account).await?;
        let provider = self.provider_of(&account)?;
        let facts = provider.manifest();
        let Some(offered) = facts.links.filter(|_| provider.create_link().is_some()) else {
            return Err(crate::send::unsupported());
        };
        let currency = Currency::parse(&draft.currency).map_err(|error| bad_amount(&error))?;
        if !offered.currencies.contains(&currency.code()) {
            return Err(EngineError::bad(
                "currency",
                "currency_not_taken",
                format!(
                    "{} makes links in {}.",
                    facts.name,
                    offered.currencies.join(", ")
                ),
                format!(
                    "{} fait des liens en {}.",
                    facts.name,
                    offered.currencies.join(", ")
                ),
            ));
        }
        let money = |typed: &Option<String>, field: &str| {
            typed
                .as_deref()
                .map(|typed| {
                    Money::parse_to_send(typed, currency).map_err(|error| {
                        let mut error = bad_amount(&error);
                        error.field = Some(field.to_owned());
                        error
                    })
                })
                .transpose()
        };
        let amount = money(&draft.amount, "amount")?;
        let (min, max) = (money(&draft.min, "min")?, money(&draft.max, "max")?);
        amounts(&offered, amount, min, max)?;
        let country = country(None, &account, facts)?;
        let phone = phone(draft.phone.as_deref(), draft.sms, country)?;
        if draft.sms && !offered.sms {
            return Err(unsupported(
                "sms",
                "send text messages",
                "n’envoie pas de SMS",
            ));
        }
        let title = title(&draft.title, &offered)?;
        let details = LinkDetails {
            title: title.clone(),
            amount,
            min,
            max,
            uses: uses(draft.uses, &offered)?,
            expires_at: expiry(draft.expires.as_deref(), &offered, self.now())?,
            methods: methods(&draft.methods, &offered)?,
            sms: draft.sms,
            country: Some(country),
        };
        let note = text(draft.note.as_deref()).or(Some(title));
        let content_hash = content(draft, amount, phone.as_ref(), &details);
        Ok(Intent {
            account,
            facts,
            kind: Kind::Link,
            amount: amount.unwrap_or(Money::from_ten_thousandths(0, currency)),
            phone,
            name: None,
            note,
            details: Details::Link(details),
            content_hash,
            request_id: draft.request_id.clone(),
            refund_of: None,
            despite: None,
            send_within: Duration::minutes(SEND_WITHIN_MINUTES),
            warnings: Vec::new(),
            checked_from: None,
        })
    }
}

fn unsupported(field: &str, en: &str, fr: &str) -> EngineError {
    EngineError::bad(
        field,
        "unsupported",
        format!("This provider does not {en}. Nothing was sent."),
        format!("Ce fournisseur {fr}. Rien n’a été envoyé."),
    )
}

fn amounts(
    offered: &LinkFacts,
    amount: Option<Money>,
    min: Option<Money>,
    max: Option<Money>,
) -> Result<()> {
    if amount.is_none() && !offered.open_amount {
        return Err(EngineError::bad(
            "amount",
            "missing_amount",
            "This provider’s links need an amount.",
            "Les liens de ce fournisseur demandent un montant.",
        ));
    }
    if (min.is_some() || max.is_some()) && (!offered.bounds || amount.is_some()) {
        return Err(EngineError::bad(
            "min",
            "unsupported",
            "Bounds belong to a link whose amount the customer types, where the provider takes them. Nothing was sent.",
            "Des bornes vont avec un lien dont le client saisit le montant, si le fournisseur les prend. Rien n’a été envoyé.",
        ));
    }
    if min
        .zip(max)
        .is_some_and(|(min, max)| min.amount() > max.amount())
    {
        return Err(EngineError::bad(
            "min",
            "bad_bounds",
            "The least is more than the most.",
            "Le minimum dépasse le maximum.",
        ));
    }
    Ok(())
}

fn title(typed: &str, offered: &LinkFacts) -> Result<String> {
    let title = text(Some(typed)).unwrap_or_default();
    let length = title.chars().count();
    if length == 0 || length > offered.longest_title {
        let most = offered.longest_title;
        return Err(EngineError::bad(
            "title",
            "bad_title",
            format!("A link has a title of 1 to {most} characters."),
            format!("Un lien a un titre de 1 à {most} caractères."),
        ));
    }
    Ok(title)
}

fn uses(typed: Option<u32>, offered: &LinkFacts) -> Result<Option<u32>> {
    match typed {
        Some(uses) if uses == 0 || uses > offered.most_uses => Err(EngineError::bad(
            "uses",
            "bad_uses",
            format!("Between 1 and {} uses.", offered.most_uses),
            format!("Entre 1 et {} utilisations.", offered.most_uses),
        )),
        uses => Ok(uses),
    }
}

fn methods(typed: &[String], offered: &LinkFacts) -> Result<Vec<Method>> {
    let read = |word: &String| {
        Method::parse(word)
            .filter(|method| offered.methods.contains(method))
            .ok_or_else(|| {
                let known: Vec<&str> = offered.methods.iter().map(|it| it.as_str()).collect();
                EngineError::bad(
                    "methods",
                    "unsupported",
                    format!("`{word}` is none of: {}.", known.join(", ")),
                    format!("« {word} » n’est pas parmi : {}.", known.join(", ")),
                )
            })
    };
    typed.iter().map(read).collect()
}

/// When a link ends: a moment, or so many hours or days from now.
pub(crate) fn expiry(
    typed: Option<&str>,
    offered: &LinkFacts,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) else {
        return Ok(None);
    };
    if offered.fixed_life_s.is_some() {
        return Err(unsupported(
            "expires",
            "let an end be chosen",
            "ne laisse pas choisir la fin",
        ));
    }
    let bad = || {
        EngineError::bad(
            "expires",
            "bad_expiry",
            "An end is a moment to come (2026-11-30T18:00:00Z), or hours (24h), or days (7d), ten years at most.",
            "Une fin est un moment à venir (2026-11-30T18:00:00Z), ou des heures (24h), ou des jours (7d), dix ans au plus.",
        )
    };
    let from_now = |digits: &str, hours: i64| {
        let count: i64 = digits
            .parse()
            .ok()
            .filter(|count| (1..=87_600).contains(count))?;
        now.checked_add_signed(Duration::hours(count.checked_mul(hours)?))
    };
    let at = if let Some(hours) = typed.strip_suffix('h') {
        from_now(hours, 1)
    } else if let Some(days) = typed.strip_suffix('d') {
        from_now(days, 24)
    } else {
        DateTime::parse_from_rfc3339(typed).ok().map(Into::into)
    };
    at.filter(|at| *at > now && *at <= now + Duration::days(3_653))
        .map(Some)
        .ok_or_else(bad)
}

fn content(
    draft: &LinkDraft,
    amount: Option<Money>,
    phone: Option<&Phone>,
    details: &LinkDetails,
) -> String {
    let money = |money: Option<Money>| money.map(|money| money.to_string()).unwrap_or_default();
    let uses = details
        .uses
        .map(|uses| uses.to_string())
        .unwrap_or_default();
    let methods: Vec<&str> = details
        .methods
        .iter()
        .map(|method| method.as_str())
        .collect();
    content_hash(
        "link",
        &draft.account,
        &[
            &details.title,
            &draft.currency,
            &money(amount),
            &money(details.min),
            &money(details.max),
            &uses,
            // As it was typed: in seven days is the same intent a second later.
            draft.expires.as_deref().unwrap_or_default(),
            &methods.join(","),
            phone.map_or("", Phone::e164),
            if details.sms { "sms" } else { "" },
            draft.note.as_deref().unwrap_or_default(),
        ],
    )
}
