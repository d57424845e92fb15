//! What of a charge can still be given back, as far as it is known here. A refund asks again before it is written down.

use super::{RefundDraft, bad_amount, given_back, pay_back};
use crate::core::Engine;
use crate::error::Result;
use crate::view::RefundableView;
use domain::{Environment, Lang};

impl Engine {
    /// What is left of a charge (`op_…` or `tx_…`) to give back, and how it goes. An error where nothing can go, with the
    /// reason. Nothing is asked of anybody.
    pub async fn refundable(
        &self,
        of: &str,
        environment: Environment,
        lang: Lang,
    ) -> Result<RefundableView> {
        let (charge, operation) = self.charge_to_refund(of).await?;
        let account = self.usable_account(&charge.account).await?;
        if account.environment != environment {
            return Err(super::EngineError::no_such("charge", "encaissement", of));
        }
        let provider = self.provider_of(&account)?;
        let by_call = provider.refund_charge().is_some();
        let earlier = self
            .store()
            .journal
            .refunds_of(std::slice::from_ref(&charge.id))
            .await?;
        let unsettled = self.none_unsettled(&earlier).await.err();
        let given_back = given_back(&charge, &earlier)?;
        let left = charge
            .amount
            .checked_sub(&given_back)
            .map_err(|error| bad_amount(&error))?;
        if !by_call {
            // The number and the way it was paid decide whether a payout can give it back at all.
            let whole = RefundDraft {
                of: of.to_owned(),
                amount: None,
                note: None,
                request_id: None,
                scenario: None,
                despite: None,
            };
            pay_back(&whole, &account, &charge, left)?;
        }
        Ok(RefundableView {
            charge: charge.id.to_string(),
            operation: operation.map(|operation| operation.id.to_string()),
            account: account.id.to_string(),
            charged: charge.amount.into(),
            given_back: given_back.into(),
            left: left.into(),
            by_call,
            phone: charge.phone.as_ref().map(|phone| phone.e164().to_owned()),
            name: charge.name.clone(),
            unsettled: unsettled.map(|error| error.view(lang)),
        })
    }
}
