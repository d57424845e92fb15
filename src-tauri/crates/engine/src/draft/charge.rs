//! A charge as it was typed, checked.

use super::{LONGEST_NAME, content_hash, country, limit, network, phone, scenario, short, text};
use crate::core::Engine;
use crate::error::{EngineError, Result, bad_amount};
use crate::intent::Intent;
use chrono::Duration;
use domain::{
    AccountId, ChargeDetails, Currency, Details, FeePayer, Kind, Method, Money, OperationId, Phone,
};
use providers::{ChargeMethod, Manifest};

/// A charge as it was typed. Text as it came; nothing here is trusted.
#[derive(Clone, Debug)]
pub struct ChargeDraft {
    /// Through which account.
    pub account: AccountId,
    /// Plain decimal text.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
    /// `mobile-money`, `wallet`, `hosted`.
    pub method: String,
    /// The customer's number, in any usual spelling.
    pub phone: Option<String>,
    /// The customer's network: the provider's code, or what people call it.
    pub network: Option<String>,
    /// The customer's number at the provider's wallet.
    pub payer: Option<String>,
    /// The customer's country, two letters.
    pub country: Option<String>,
    /// `customer` or `merchant`.
    pub fee_payer: Option<String>,
    /// The customer's first name.
    pub first_name: Option<String>,
    /// The customer's last name.
    pub last_name: Option<String>,
    /// The customer's e-mail address.
    pub email: Option<String>,
    /// The message to the customer.
    pub note: Option<String>,
    /// The caller's id for this intent; a fresh one when there is none.
    pub request_id: Option<String>,
    /// A story for the provider's sandbox.
    pub scenario: Option<String>,
    /// The earlier operation that the double-pay guard named.
    pub despite: Option<OperationId>,
}

/// A charge that has not left after this long is not sent any more: the customer has gone.
const SEND_WITHIN_MINUTES: i64 = 2;

impl Engine {
    /// Checks a draft against the account and its provider's facts.
    pub(super) async fn charge_intent(&self, draft: &ChargeDraft) -> Result<Intent> {
        let account = self.usable_account(&draft.account).await?;
        let provider = self.provider_of(&account)?;
        let facts = provider.manifest();
        if provider.create_charge().is_none() {
            return Err(crate::send::unsupported());
        }
        let currency = Currency::parse(&draft.currency).map_err(|error| bad_amount(&error))?;
        let rail = rail(facts, &draft.method, currency)?;
        let amount =
            Money::parse_to_send(&draft.amount, currency).map_err(|error| bad_amount(&error))?;
        let country = country(draft.country.as_deref(), &account, facts)?;
        let phone = phone(draft.phone.as_deref(), rail.needs_phone, country)?;
        let network = network(draft.network.as_deref(), rail.needs_network, facts, country)?;
        let fee_payer = fee_payer(draft, rail)?;
        let scenario = scenario(draft.scenario.as_ref(), &account)?;
        let first_name = short(draft.first_name.as_deref(), "first-name")?;
        let last_name = short(draft.last_name.as_deref(), "last-name")?;
        let name = match (&first_name, &last_name) {
            (None, None) => None,
            (first, last) => Some(
                [first.as_deref(), last.as_deref()]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
        };
        let shop = self
            .setting("business")
            .await?
            .unwrap_or_else(|| account.name.clone());
        let details = ChargeDetails {
            method: rail.method,
            network: network.map(|n| n.code.to_owned()),
            payer: draft.payer.clone(),
            country: Some(country),
            fee_payer,
            first_name: first_name.or_else(|| rail.names.then(|| "Customer".to_owned())),
            last_name: last_name.or_else(|| {
                rail.names
                    .then(|| shop.chars().take(LONGEST_NAME).collect())
            }),
            email: draft
                .email
                .as_deref()
                .map(str::trim)
                .filter(|e| !e.is_empty())
                .map(email)
                .transpose()?,
            scenario,
        };
        let note = text(draft.note.as_deref());
        let content_hash = content(draft, amount, phone.as_ref(), note.as_deref(), &details);
        let warnings = limit::check(&account, facts, Kind::Charge, amount)?;
        Ok(Intent {
            account,
            facts,
            kind: Kind::Charge,
            amount,
            phone,
            name,
            note,
            details: Details::Charge(details),
            content_hash,
            request_id: draft.request_id.clone(),
            refund_of: None,
            despite: draft.despite.clone(),
            send_within: Duration::minutes(SEND_WITHIN_MINUTES),
            warnings,
            checked_from: None,
        })
    }
}

fn rail(
    facts: &'static Manifest,
    method: &str,
    currency: Currency,
) -> Result<&'static ChargeMethod> {
    let offered = || {
        facts
            .charge_methods
            .iter()
            .map(|m| m.method.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let rail = Method::parse(method)
        .and_then(|method| facts.charge_methods.iter().find(|m| m.method == method))
        .ok_or_else(|| {
            EngineError::bad(
                "method",
                "unsupported",
                format!(
                    "{} does not take charges by `{method}`. It offers: {}.",
                    facts.name,
                    offered()
                ),
                format!(
                    "{} n’encaisse pas par « {method} ». Il offre : {}.",
                    facts.name,
                    offered()
                ),
            )
        })?;
    if rail.currencies.contains(&currency.code()) {
        return Ok(rail);
    }
    Err(EngineError::bad(
        "currency",
        "currency_not_taken",
        format!(
            "{} takes {} this way, not {currency}.",
            facts.name,
            rail.currencies.join(", ")
        ),
        format!(
            "{} encaisse ainsi en {}, pas en {currency}.",
            facts.name,
            rail.currencies.join(", ")
        ),
    ))
}

fn fee_payer(draft: &ChargeDraft, rail: &ChargeMethod) -> Result<Option<FeePayer>> {
    let Some(word) = draft.fee_payer.as_deref() else {
        return Ok(None);
    };
    let payer = match word {
        "customer" => FeePayer::Customer,
        "merchant" => FeePayer::Merchant,
        _ => {
            return Err(EngineError::bad(
                "fee-payer",
                "bad_fee_payer",
                "The fee is paid by `customer` or `merchant`.",
                "Les frais sont payés par « customer » ou « merchant ».",
            ));
        }
    };
    if rail.fee_payer {
        return Ok(Some(payer));
    }
    // It would change how much is paid, so it is not left out silently.
    Err(EngineError::bad(
        "fee-payer",
        "unsupported",
        "This provider cannot choose who pays the fee. Nothing was sent.",
        "Ce fournisseur ne permet pas de choisir qui paie les frais. Rien n’a été envoyé.",
    ))
}

fn email(text: &str) -> Result<String> {
    let well_formed = text.len() <= 254
        && text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains('@')
        })
        && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    if well_formed {
        return Ok(text.to_owned());
    }
    Err(EngineError::bad(
        "email",
        "bad_email",
        format!("`{text}` is not an e-mail address."),
        format!("« {text} » n’est pas une adresse e-mail."),
    ))
}

fn content(
    draft: &ChargeDraft,
    amount: Money,
    phone: Option<&Phone>,
    note: Option<&str>,
    details: &ChargeDetails,
) -> String {
    let fee_payer = match details.fee_payer {
        Some(FeePayer::Customer) => "customer",
        Some(FeePayer::Merchant) => "merchant",
        None => "",
    };
    content_hash(
        "charge",
        &draft.account,
        &[
            &amount.to_string(),
            details.method.as_str(),
            phone.map_or("", Phone::e164),
            details.network.as_deref().unwrap_or_default(),
            details.payer.as_deref().unwrap_or_default(),
            fee_payer,
            note.unwrap_or_default(),
            draft.first_name.as_deref().unwrap_or_default(),
            draft.last_name.as_deref().unwrap_or_default(),
            details.email.as_deref().unwrap_or_default(),
            details.scenario.as_deref().unwrap_or_default(),
        ],
    )
}
