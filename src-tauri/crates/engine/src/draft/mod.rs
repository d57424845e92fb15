//! What a person typed, made into what can be asked: every field checked before anything is written down or sent.

mod branch;
mod charge;
mod conversion;
mod fee;
mod limit;
mod link;
mod payout;
mod refund;

pub(crate) use branch::BanksListed;
pub use charge::ChargeDraft;
pub use conversion::ConversionDraft;
pub use fee::FeeSeen;
pub use link::LinkDraft;
pub(crate) use link::expiry;
pub use payout::PayoutDraft;
pub(crate) use payout::{Origin, SEND_WITHIN_MINUTES, said_yes_at, send_within};
pub use refund::RefundDraft;
pub(crate) use refund::{left_of, refund_unsettled};

use crate::core::Engine;
use crate::error::{Class, EngineError, Result, bad_phone};
use crate::intent::Drafted;
use domain::{Account, AccountId, AccountState, Country, Environment, OperationId, Phone};
use providers::{Manifest, Network};
use sha2::{Digest, Sha256};

/// Something to do with money, as it was typed. Text as it came; nothing here is trusted.
#[derive(Clone, Debug)]
pub enum Draft {
    /// Ask a customer for money.
    Charge(Box<ChargeDraft>),
    /// Send money out.
    Payout(Box<PayoutDraft>),
    /// Give a charge back.
    Refund(Box<RefundDraft>),
    /// Make one currency into another.
    Conversion(Box<ConversionDraft>),
    /// Make a payment link.
    Link(Box<LinkDraft>),
}

impl Draft {
    /// The caller's id for this intent, where it has one; a fresh one is put here.
    pub(crate) fn request_id(&mut self) -> &mut Option<String> {
        match self {
            Self::Charge(draft) => &mut draft.request_id,
            Self::Payout(draft) => &mut draft.request_id,
            Self::Refund(draft) => &mut draft.request_id,
            Self::Conversion(draft) => &mut draft.request_id,
            Self::Link(draft) => &mut draft.request_id,
        }
    }

    /// Through which account, where the draft says so itself; a refund goes where its charge came from.
    pub(crate) fn account(&self) -> Option<&AccountId> {
        match self {
            Self::Charge(draft) => Some(&draft.account),
            Self::Payout(draft) => Some(&draft.account),
            Self::Refund(_) => None,
            Self::Conversion(draft) => Some(&draft.account),
            Self::Link(draft) => Some(&draft.account),
        }
    }

    /// Names the earlier operation that the guard showed, or takes that name back.
    pub(crate) fn set_despite(&mut self, despite: Option<OperationId>) {
        match self {
            Self::Charge(draft) => draft.despite = despite,
            Self::Payout(draft) => draft.despite = despite,
            Self::Refund(draft) => draft.despite = despite,
            // Nobody is asked and nobody is paid twice: there is no guard to override.
            Self::Conversion(_) | Self::Link(_) => {}
        }
    }
}

impl From<ChargeDraft> for Draft {
    fn from(draft: ChargeDraft) -> Self {
        Self::Charge(Box::new(draft))
    }
}

impl From<PayoutDraft> for Draft {
    fn from(draft: PayoutDraft) -> Self {
        Self::Payout(Box::new(draft))
    }
}

impl From<RefundDraft> for Draft {
    fn from(draft: RefundDraft) -> Self {
        Self::Refund(Box::new(draft))
    }
}

impl From<ConversionDraft> for Draft {
    fn from(draft: ConversionDraft) -> Self {
        Self::Conversion(Box::new(draft))
    }
}

impl From<LinkDraft> for Draft {
    fn from(draft: LinkDraft) -> Self {
        Self::Link(Box::new(draft))
    }
}

const LONGEST_NAME: usize = 60;

impl Engine {
    /// Checks a draft's fields, and makes the operation that it would become. Nothing is written down.
    pub(crate) async fn drafted(&self, draft: &Draft) -> Result<Drafted> {
        self.sending_allowed().await?;
        let intent = match draft {
            Draft::Charge(draft) => self.charge_intent(draft).await?,
            Draft::Payout(draft) => Box::pin(self.payout_intent(draft)).await?,
            Draft::Refund(draft) => Box::pin(self.refund_intent(draft)).await?,
            Draft::Conversion(draft) => Box::pin(self.conversion_intent(draft)).await?,
            Draft::Link(draft) => Box::pin(self.link_intent(draft)).await?,
        };
        self.draft_operation(intent).await
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

/// The country that was typed, which the provider has to serve; else the account's.
pub(super) fn country(typed: Option<&str>, account: &Account, facts: &Manifest) -> Result<Country> {
    if let Some(code) = typed {
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

/// The other side's number. One that is needed and not there is told as such.
pub(super) fn phone(typed: Option<&str>, needed: bool, country: Country) -> Result<Option<Phone>> {
    let typed = typed.map(str::trim).filter(|text| !text.is_empty());
    match typed {
        Some(text) => Phone::parse_in(text, country)
            .map(Some)
            .map_err(|error| bad_phone(&error, country.code())),
        None if needed => Err(EngineError::bad(
            "phone",
            "missing_phone",
            "The phone number is needed.",
            "Il faut le numéro de téléphone.",
        )),
        None => Ok(None),
    }
}

/// A number that has to be there.
pub(crate) fn phone_needed(typed: &str, country: Country) -> Result<Phone> {
    Phone::parse_in(typed, country).map_err(|error| bad_phone(&error, country.code()))
}

/// The network that was typed: the provider's code, or what people call it.
pub(super) fn network(
    typed: Option<&str>,
    needed: bool,
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
    let typed = typed.map(str::trim).filter(|text| !text.is_empty());
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
        None if needed => Err(EngineError::bad(
            "network",
            "missing_network",
            format!("Say which network the number uses: {}.", names()),
            format!("Dites quel réseau utilise ce numéro : {}.", names()),
        )),
        None => Ok(None),
    }
}

fn first_word(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// A name as it may be sent.
pub(crate) fn short(text: Option<&str>, field: &str) -> Result<Option<String>> {
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

/// A text as it may be sent: its spaces made single; none when there is nothing in it.
pub(super) fn text(typed: Option<&str>) -> Option<String> {
    typed
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|text| !text.is_empty())
}

/// Stories are for sandboxes.
pub(super) fn scenario(typed: Option<&String>, account: &Account) -> Result<Option<String>> {
    if typed.is_some() && account.environment == Environment::Live {
        return Err(EngineError::bad(
            "scenario",
            "sandbox_only",
            "Stories are played in the sandbox only; this account is live. Nothing was sent.",
            "Les scénarios n’existent que dans le bac à sable ; ce compte est réel. Rien n’a été envoyé.",
        ));
    }
    Ok(typed.cloned())
}

/// One request id stands for exactly one content. This is the content: what it does, and every part that decides who pays
/// what to whom.
pub(super) fn content_hash(kind: &str, account: &AccountId, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in [kind, account.as_str()].iter().chain(parts) {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hex::encode(hash.finalize())
}
