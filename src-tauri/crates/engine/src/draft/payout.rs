//! A payout as it was typed, checked.

use super::{content_hash, country, limit, network, phone, scenario, short, text};
use crate::core::Engine;
use crate::error::{EngineError, Result, bad_amount};
use crate::intent::Intent;
use chrono::{DateTime, Duration, Utc};
use domain::{
    Account, AccountId, ContactId, Currency, Destination, Details, Kind, Money, Operation,
    OperationId, PayoutDetails, Phone, Rail, Text, TransactionId,
};
use providers::{FeeFrom, Manifest, PayoutRail};

/// A payout that has not left so long after the person's last click is not sent any more.
pub(crate) const SEND_WITHIN_MINUTES: i64 = 5;

/// How long what repeats an operation has: as long as that had at first. A row that waited for its turn, or a payment that
/// waited for a second person, had longer in the end; nothing that repeats it leaves as late.
pub(crate) fn send_within(first: &Operation) -> Duration {
    (first.send_by - first.created_at).min(Duration::minutes(SEND_WITHIN_MINUTES))
}

/// When a person last said yes to it: when it was recorded, or when it was approved, or when its turn in a file came. Nothing
/// of it can have left before, and whatever is reckoned from its sending is reckoned from here.
pub(crate) fn said_yes_at(operation: &Operation) -> DateTime<Utc> {
    let began = operation.send_by - Duration::minutes(SEND_WITHIN_MINUTES);
    operation.created_at.max(began)
}

/// A payout as it was typed.
#[derive(Clone, Debug)]
pub struct PayoutDraft {
    /// Through which account.
    pub account: AccountId,
    /// Plain decimal text.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
    /// `mobile-money`, `bank`, `wallet` or `contact`.
    pub to: String,
    /// Somebody of the address book (`ct_…`), or the provider's own id of somebody on its list.
    pub contact: Option<String>,
    /// The recipient's number, in any usual spelling.
    pub phone: Option<String>,
    /// The recipient's network: the provider's code, or what people call it.
    pub network: Option<String>,
    /// The bank, in the provider's own word.
    pub bank: Option<String>,
    /// The number of the bank account.
    pub number: Option<String>,
    /// The bank's branch.
    pub branch: Option<String>,
    /// The recipient's name.
    pub name: Option<String>,
    /// The recipient's country, two letters.
    pub country: Option<String>,
    /// The message to the recipient.
    pub note: Option<String>,
    /// True when the amount is what has to arrive.
    pub recipient_gets: bool,
    /// The caller's id for this intent; a fresh one when there is none.
    pub request_id: Option<String>,
    /// A story for the provider's sandbox.
    pub scenario: Option<String>,
    /// On behalf of which part of the business.
    pub sub_account: Option<String>,
    /// The earlier operation that the double-pay guard named.
    pub despite: Option<OperationId>,
}

/// What belongs to a payout and is not typed by whoever makes one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    /// The charge that it gives back.
    pub(crate) refunds: Option<TransactionId>,
    pub(crate) refund_of: Option<OperationId>,
    /// The file that it is a row of.
    pub(crate) batch: Option<String>,
    /// Whom it pays, where that was read already.
    pub(crate) phone: Option<Phone>,
    /// When the checking of what it gives back began, or that of its file. UTC.
    pub(crate) checked_from: Option<DateTime<Utc>>,
}

impl Engine {
    pub(super) async fn payout_intent(&self, draft: &PayoutDraft) -> Result<Intent> {
        self.payout_intent_of(draft, Origin::default()).await
    }

    /// Checks a payout against the account and its provider's facts.
    pub(crate) async fn payout_intent_of(
        &self,
        draft: &PayoutDraft,
        origin: Origin,
    ) -> Result<Intent> {
        let account = self.usable_account(&draft.account).await?;
        self.payout_intent_for(account, draft, origin).await
    }

    /// [`Engine::payout_intent_of`], with an account that was read already.
    pub(crate) async fn payout_intent_for(
        &self,
        account: Account,
        draft: &PayoutDraft,
        origin: Origin,
    ) -> Result<Intent> {
        let provider = self.provider_of(&account)?;
        let facts = provider.manifest();
        if provider.create_payout().is_none() {
            return Err(crate::send::unsupported());
        }
        let currency = Currency::parse(&draft.currency).map_err(|error| bad_amount(&error))?;
        let country = country(draft.country.as_deref(), &account, facts)?;
        let asked = Rail::parse(&draft.to).ok_or_else(|| no_such_rail(facts, &draft.to))?;
        let to_contact = match asked {
            Rail::Contact => Some(self.contact_of(draft, &account).await?),
            Rail::MobileMoney | Rail::Bank | Rail::Wallet => None,
        };
        // Whom the provider does not have on its list is paid by the number that the address book has.
        let rail = match &to_contact {
            Some(found) if found.at_provider.is_none() => rail_to_phones(facts),
            _ => asked,
        };
        let rail = rail_of(facts, rail, currency)?;
        let typed =
            Money::parse_to_send(&draft.amount, currency).map_err(|error| bad_amount(&error))?;
        let known_phone = to_contact.as_ref().and_then(|found| found.phone.clone());
        let phone = match known_phone.or(origin.phone) {
            Some(phone) => Some(phone),
            None => phone(draft.phone.as_deref(), rail.needs_phone, country)?,
        };
        let to = destination(draft, rail, facts, country, to_contact.as_ref())?;
        self.branch_named(&account, &to).await?;
        let name = short(draft.name.as_deref(), "name")?
            .or_else(|| to_contact.and_then(|found| found.name));
        if rail.needs_name && name.is_none() {
            return Err(EngineError::bad(
                "name",
                "missing_name",
                format!("{} asks for the recipient’s name.", facts.name),
                format!("{} demande le nom du destinataire.", facts.name),
            ));
        }
        let mut warnings: Vec<Text> = rail
            .caution
            .map(providers::manifest::Words::text)
            .into_iter()
            .collect();
        let (amount, recipient_gets) = if draft.recipient_gets {
            let gross = self.gross(&account, rail, &to, typed).await?;
            (gross, Some(typed))
        } else {
            (typed, None)
        };
        warnings.extend(limit::check(&account, facts, Kind::Payout, amount)?);
        let note = text(draft.note.as_deref());
        let details = PayoutDetails {
            to,
            country: Some(country),
            recipient_gets,
            refunds: origin.refunds,
            batch: origin.batch,
            sub_account: text(draft.sub_account.as_deref()),
            tries_again: None,
            scenario: scenario(draft.scenario.as_ref(), &account)?,
        };
        let content_hash = content(draft, amount, phone.as_ref(), note.as_deref(), &details);
        Ok(Intent {
            account,
            facts,
            kind: Kind::Payout,
            amount,
            phone,
            name,
            note,
            details: Details::Payout(details),
            content_hash,
            request_id: draft.request_id.clone(),
            refund_of: origin.refund_of,
            despite: draft.despite.clone(),
            send_within: Duration::minutes(SEND_WITHIN_MINUTES),
            warnings,
            checked_from: origin.checked_from,
        })
    }

    /// What has to be sent so that this much arrives.
    async fn gross(
        &self,
        account: &Account,
        rail: &PayoutRail,
        to: &Destination,
        gets: Money,
    ) -> Result<Money> {
        match rail.fee_from {
            FeeFrom::Wallet => return Ok(gets),
            FeeFrom::Recipient => {}
            FeeFrom::Unstated => return Err(fee_unknown()),
        }
        let seen = self
            .fee_seen(account, to, gets)
            .await?
            .ok_or_else(fee_unknown)?;
        gets.checked_add(&seen.fee)
            .map_err(|error| bad_amount(&error))
    }

    async fn contact_of(&self, draft: &PayoutDraft, account: &Account) -> Result<FoundContact> {
        let missing = || {
            EngineError::bad(
                "contact",
                "missing_contact",
                "Say which contact is paid.",
                "Dites quel contact est payé.",
            )
        };
        let id = text(draft.contact.as_deref()).ok_or_else(missing)?;
        let Ok(ours) = ContactId::parse(&id) else {
            return Ok(FoundContact {
                at_provider: Some(id),
                phone: None,
                name: None,
            });
        };
        let contact = self
            .store()
            .journal
            .contact(&ours)
            .await?
            .ok_or_else(|| EngineError::no_such("contact", "contact", &id))?;
        let names = [
            Some(contact.first_name.as_str()),
            contact.last_name.as_deref(),
        ];
        Ok(FoundContact {
            at_provider: contact
                .at_providers
                .iter()
                .find(|(at, _)| *at == account.id)
                .map(|(_, reference)| reference.clone()),
            phone: Some(contact.phone.clone()),
            name: Some(names.into_iter().flatten().collect::<Vec<_>>().join(" ")),
        })
    }
}

/// Somebody of the address book, as far as a payout needs them.
struct FoundContact {
    at_provider: Option<String>,
    phone: Option<Phone>,
    name: Option<String>,
}

/// The rail on which this provider pays a number.
fn rail_to_phones(facts: &Manifest) -> Rail {
    let offered = |rail: &Rail| facts.payout_rails.iter().any(|it| it.rail == *rail);
    [Rail::MobileMoney, Rail::Wallet]
        .into_iter()
        .find(offered)
        .unwrap_or(Rail::MobileMoney)
}

fn rail_of(
    facts: &'static Manifest,
    rail: Rail,
    currency: Currency,
) -> Result<&'static PayoutRail> {
    let found = facts
        .payout_rails
        .iter()
        .find(|offered| offered.rail == rail)
        .ok_or_else(|| no_such_rail(facts, rail.as_str()))?;
    if found.currencies.contains(&currency.code()) {
        return Ok(found);
    }
    Err(EngineError::bad(
        "currency",
        "currency_not_taken",
        format!(
            "{} sends {} this way, not {currency}.",
            facts.name,
            found.currencies.join(", ")
        ),
        format!(
            "{} envoie ainsi en {}, pas en {currency}.",
            facts.name,
            found.currencies.join(", ")
        ),
    ))
}

fn no_such_rail(facts: &Manifest, asked: &str) -> EngineError {
    let offered = facts
        .payout_rails
        .iter()
        .map(|rail| rail.rail.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    EngineError::bad(
        "to",
        "unsupported",
        format!(
            "{} does not send by `{asked}`. It offers: {offered}.",
            facts.name
        ),
        format!(
            "{} n’envoie pas par « {asked} ». Il offre : {offered}.",
            facts.name
        ),
    )
}

fn destination(
    draft: &PayoutDraft,
    rail: &PayoutRail,
    facts: &'static Manifest,
    country: domain::Country,
    contact: Option<&FoundContact>,
) -> Result<Destination> {
    Ok(match rail.rail {
        Rail::MobileMoney => Destination::MobileMoney {
            network: network(draft.network.as_deref(), rail.needs_network, facts, country)?
                .map(|network| network.code.to_owned()),
        },
        Rail::Wallet => Destination::Wallet,
        Rail::Bank => Destination::Bank {
            bank: needed(draft.bank.as_deref(), "bank", "the bank", "la banque")?,
            number: needed(
                draft.number.as_deref(),
                "number",
                "the number of the bank account",
                "le numéro du compte bancaire",
            )?,
            branch: text(draft.branch.as_deref()),
        },
        Rail::Contact => Destination::Contact {
            contact: contact
                .and_then(|found| found.at_provider.clone())
                .ok_or_else(|| no_such_rail(facts, "contact"))?,
        },
    })
}

fn needed(typed: Option<&str>, field: &str, en: &str, fr: &str) -> Result<String> {
    match text(typed) {
        Some(text) if text.len() <= 60 => Ok(text),
        Some(_) => Err(EngineError::bad(
            field,
            "too_long",
            format!("Too long for {en}: 60 characters at most."),
            format!("Trop long pour {fr} : 60 caractères au plus."),
        )),
        None => Err(EngineError::bad(
            field,
            "missing_destination",
            format!("Say {en}."),
            format!("Indiquez {fr}."),
        )),
    }
}

fn fee_unknown() -> EngineError {
    EngineError::bad(
        "recipient-gets",
        "fee_unknown",
        "What this payment costs is not known yet, so what arrives cannot be promised. Nothing was sent.",
        "Le coût de cet envoi n’est pas encore connu : ce qui arrive ne peut pas être promis. Rien n’a été envoyé.",
    )
    .next(
        "Send without it, or type the fee in the account’s settings.",
        "Envoyez sans cela, ou saisissez les frais dans les réglages du compte.",
    )
}

fn content(
    draft: &PayoutDraft,
    amount: Money,
    phone: Option<&Phone>,
    note: Option<&str>,
    details: &PayoutDetails,
) -> String {
    let (network, bank, number, branch, contact) = match &details.to {
        Destination::MobileMoney { network } => (network.as_deref(), None, None, None, None),
        Destination::Wallet => (None, None, None, None, None),
        Destination::Bank {
            bank,
            number,
            branch,
        } => (
            None,
            Some(bank.as_str()),
            Some(number.as_str()),
            branch.as_deref(),
            None,
        ),
        Destination::Contact { contact } => (None, None, None, None, Some(contact.as_str())),
    };
    content_hash(
        "payout",
        &draft.account,
        &[
            &amount.to_string(),
            details.to.rail().as_str(),
            phone.map_or("", Phone::e164),
            network.unwrap_or_default(),
            bank.unwrap_or_default(),
            number.unwrap_or_default(),
            branch.unwrap_or_default(),
            contact.unwrap_or_default(),
            if details.recipient_gets.is_some() {
                "gets"
            } else {
                ""
            },
            details.refunds.as_ref().map_or("", TransactionId::as_str),
            details.sub_account.as_deref().unwrap_or_default(),
            note.unwrap_or_default(),
            draft.name.as_deref().unwrap_or_default(),
            details.scenario.as_deref().unwrap_or_default(),
        ],
    )
}
