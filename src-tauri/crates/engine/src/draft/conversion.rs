//! A conversion as it was typed, checked.

use super::content_hash;
use super::payout::SEND_WITHIN_MINUTES;
use crate::core::Engine;
use crate::error::{EngineError, Result, bad_amount};
use crate::intent::Intent;
use chrono::Duration;
use domain::{Account, AccountId, ConversionDetails, Currency, Details, Kind, Money, Preview};
use providers::PreviewConversion;

/// A conversion as it was typed.
#[derive(Clone, Debug)]
pub struct ConversionDraft {
    /// In which account.
    pub account: AccountId,
    /// ISO 4217: what is taken.
    pub from: String,
    /// ISO 4217: what is wanted.
    pub to: String,
    /// How much is taken, plain decimal text.
    pub amount: String,
    /// The caller's id for this intent; a fresh one when there is none.
    pub request_id: Option<String>,
    /// The rate that was shown, where one was.
    pub previewed: Option<Preview>,
}

impl Engine {
    pub(super) async fn conversion_intent(&self, draft: &ConversionDraft) -> Result<Intent> {
        let account = self.usable_account(&draft.account).await?;
        let provider = self.provider_of(&account)?;
        let facts = provider.manifest();
        if provider.convert().is_none() {
            return Err(crate::send::unsupported());
        }
        let from = Currency::parse(&draft.from).map_err(|error| bad_amount(&error))?;
        let to = Currency::parse(&draft.to).map_err(|error| bad_amount(&error))?;
        if !facts.conversions.contains(&(from.code(), to.code())) {
            return Err(EngineError::bad(
                "to",
                "currency_not_taken",
                format!("{} does not convert {from} into {to}.", facts.name),
                format!("{} ne convertit pas {from} en {to}.", facts.name),
            ));
        }
        let amount =
            Money::parse_to_send(&draft.amount, from).map_err(|error| bad_amount(&error))?;
        let held_before = self.held(&account, from, to).await?;
        let content_hash = content_hash(
            "conversion",
            &draft.account,
            &[&amount.to_string(), to.code()],
        );
        Ok(Intent {
            account,
            facts,
            kind: Kind::Conversion,
            amount,
            phone: None,
            name: None,
            note: None,
            details: Details::Conversion(ConversionDetails {
                to,
                previewed: draft.previewed.clone(),
                held_before,
            }),
            content_hash,
            request_id: draft.request_id.clone(),
            refund_of: None,
            despite: None,
            send_within: Duration::minutes(SEND_WITHIN_MINUTES),
            warnings: Vec::new(),
            checked_from: None,
        })
    }

    /// What a conversion would give now. Nothing moves.
    pub async fn preview_conversion(&self, draft: &ConversionDraft) -> Result<Preview> {
        let intent = self.conversion_intent(draft).await?;
        let Details::Conversion(details) = &intent.details else {
            return Err(crate::send::unsupported());
        };
        let provider = self.provider_of(&intent.account)?;
        let endpoint = provider
            .preview_conversion()
            .ok_or_else(crate::send::unsupported)?;
        let call = PreviewConversion {
            from: intent.amount,
            to: details.to,
        };
        let (quote, _) = self
            .learn(&intent.account, provider, endpoint, &call)
            .await?;
        Ok(quote)
    }

    /// What the wallets of both currencies hold, asked now: what a conversion moved is later measured against it. None where
    /// the provider does not say; a conversion does not wait for that.
    async fn held(
        &self,
        account: &Account,
        from: Currency,
        to: Currency,
    ) -> Result<Option<(Money, Money)>> {
        if let Err(error) = self.read_balances(account).await {
            tracing::info!(error.code = %error.code, "wallets were not read before a conversion");
            return Ok(None);
        }
        self.held_now(account, from, to).await
    }

    /// What the wallets of both currencies held when they were last read.
    pub(crate) async fn held_now(
        &self,
        account: &Account,
        from: Currency,
        to: Currency,
    ) -> Result<Option<(Money, Money)>> {
        let balances = self.store().history.balances(account.environment).await?;
        let of = |currency: Currency| {
            balances
                .iter()
                .find(|it| it.account == account.id && it.currency == currency)
                .and_then(|it| it.available)
        };
        Ok(of(from).zip(of(to)))
    }
}
