//! What a person typed, made into what can be asked: every field checked before anything is written down or sent.

use crate::core::Engine;
use crate::error::{Class, EngineError, Result, bad_amount, bad_phone};
use domain::{
    Account, AccountId, AccountState, ChargeDetails, Country, Currency, Environment, FeePayer,
    Method, Money, OperationId, Phone,
};
use providers::{ChargeMethod, Manifest, Network};
use sha2::{Digest, Sha256};

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

/// A charge whose every field was checked.
pub(crate) struct CheckedCharge {
    pub(crate) account: Account,
    pub(crate) facts: &'static Manifest,
    pub(crate) amount: Money,
    pub(crate) phone: Option<Phone>,
    pub(crate) name: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) details: ChargeDetails,
    pub(crate) content_hash: String,
}

const LONGEST_NAME: usize = 60;

impl Engine {
    /// Checks a draft against the account and its provider's facts.
    pub(crate) async fn check_draft(&self, draft: &ChargeDraft) -> Result<CheckedCharge> {
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
        let country = country(draft, &account, facts)?;
        let phone = phone(draft, rail, country)?;
        let network = network(draft, rail, facts, country)?;
        let fee_payer = fee_payer(draft, rail)?;
        if draft.scenario.is_some() && account.environment == Environment::Live {
            return Err(EngineError::bad(
                "scenario",
                "sandbox_only",
                "Stories are played in the sandbox only; this account is live. Nothing was sent.",
                "Les scénarios n’existent que dans le bac à sable ; ce compte est réel. Rien n’a été envoyé.",
            ));
        }
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
            scenario: draft.scenario.clone(),
        };
        let note = draft
            .note
            .as_deref()
            .map(|note| note.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|note| !note.is_empty());
        let content_hash = content_hash(draft, amount, phone.as_ref(), note.as_deref(), &details);
        Ok(CheckedCharge {
            account,
            facts,
            amount,
            phone,
            name,
            note,
            details,
            content_hash,
        })
    }

    /// An account that can be used, or why not.
    pub(crate) async fn usable_account(&self, id: &AccountId) -> Result<Account> {
        let account = self.account(id).await?;
        match account.state {
            AccountState::Ready => Ok(account),
            AccountState::NoKeys => Err(EngineError::new(
                Class::BadInput,
                "account_not_ready",
                "This account has no keys. Nothing was sent.",
                "Ce compte n’a pas de clés. Rien n’a été envoyé.",
            )
            .next("Enter its keys again.", "Saisissez de nouveau ses clés.")),
            AccountState::Removed => Err(EngineError::new(
                Class::BadInput,
                "account_removed",
                "This account was removed. Nothing was sent.",
                "Ce compte a été retiré. Rien n’a été envoyé.",
            )),
        }
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

fn country(draft: &ChargeDraft, account: &Account, facts: &Manifest) -> Result<Country> {
    if let Some(code) = &draft.country {
        let country = Country::parse(code).map_err(|error| {
            let mut error = bad_phone(&error, code);
            error.field = Some("country".to_owned());
            error
        })?;
        if !facts.countries.contains(&country.code()) {
            return Err(EngineError::bad(
                "country",
                "country_not_served",
                format!("{} does not serve {country}.", facts.name),
                format!("{} ne sert pas ce pays : {country}.", facts.name),
            ));
        }
        return Ok(country);
    }
    home_country(account, facts)
}

/// The country of an account: its setting, else the provider's first.
pub(crate) fn home_country(account: &Account, facts: &Manifest) -> Result<Country> {
    match account.settings.country {
        Some(country) => Ok(country),
        None => Country::parse(facts.countries.first().copied().unwrap_or_default())
            .map_err(|error| bad_phone(&error, "?")),
    }
}

fn phone(draft: &ChargeDraft, rail: &ChargeMethod, country: Country) -> Result<Option<Phone>> {
    let typed = draft
        .phone
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    match typed {
        Some(text) => Phone::parse_in(text, country)
            .map(Some)
            .map_err(|error| bad_phone(&error, country.code())),
        None if rail.needs_phone => Err(EngineError::bad(
            "phone",
            "missing_phone",
            "The customer’s phone number is needed.",
            "Il faut le numéro de téléphone du client.",
        )),
        None => Ok(None),
    }
}

fn network(
    draft: &ChargeDraft,
    rail: &ChargeMethod,
    facts: &'static Manifest,
    country: Country,
) -> Result<Option<&'static Network>> {
    let here = || {
        facts
            .networks
            .iter()
            .filter(|n| n.country == country.code())
    };
    let names = || here().map(|n| n.name).collect::<Vec<_>>().join(", ");
    let typed = draft
        .network
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    match typed {
        Some(text) => here()
            .find(|n| {
                n.code.eq_ignore_ascii_case(text)
                    || first_word(n.name).eq_ignore_ascii_case(first_word(text))
            })
            .map(Some)
            .ok_or_else(|| {
                EngineError::bad(
                    "network",
                    "unknown_network",
                    format!(
                        "`{text}` is not a network of {} in {country}: {}.",
                        facts.name,
                        names()
                    ),
                    format!(
                        "« {text} » n’est pas un réseau de {} ({country}) : {}.",
                        facts.name,
                        names()
                    ),
                )
            }),
        None if rail.needs_network => Err(EngineError::bad(
            "network",
            "missing_network",
            format!("Say which network the customer uses: {}.", names()),
            format!("Dites quel réseau utilise le client : {}.", names()),
        )),
        None => Ok(None),
    }
}

fn first_word(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
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

fn short(text: Option<&str>, field: &str) -> Result<Option<String>> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    match text {
        Some(text) if text.chars().count() > LONGEST_NAME || text.chars().any(char::is_control) => {
            Err(EngineError::bad(
                field,
                "bad_name",
                format!("A name has at most {LONGEST_NAME} characters."),
                format!("Un nom a au plus {LONGEST_NAME} caractères."),
            ))
        }
        other => Ok(other.map(str::to_owned)),
    }
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

/// One request id stands for exactly one content. This is the content.
fn content_hash(
    draft: &ChargeDraft,
    amount: Money,
    phone: Option<&Phone>,
    note: Option<&str>,
    details: &ChargeDetails,
) -> String {
    let mut hash = Sha256::new();
    let fee_payer = match details.fee_payer {
        Some(FeePayer::Customer) => "customer",
        Some(FeePayer::Merchant) => "merchant",
        None => "",
    };
    for part in [
        "charge",
        draft.account.as_str(),
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
    ] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hex::encode(hash.finalize())
}
