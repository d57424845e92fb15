//! How much a screen may hand to the core. The engine judges what it means; here only its size.

use crate::error::too_long;
use crate::views::{
    AccountChangeInput, AccountInput, AddressInput, BalanceHistoryInput, BatchColumnInput,
    BatchMendInput, ChargeInput, ConfirmInput, ContactInput, ConversionInput, ExportInput,
    LinkChangeInput, LinkInput, PayoutInput, RefundInput, SavedViewInput, SealedInput, SearchInput,
    StatementInput, TrendInput,
};
use engine::batch_file::MOST_MENDS;
use engine::{EngineError, Filters};
use std::collections::BTreeMap;

/// Ids, words and names.
const SHORT: usize = 500;
/// The longest key that a provider gives out is an RSA key in text.
const KEY: usize = 8_192;
/// How many words a list may have.
const WORDS: usize = 100;
/// How many settings or credentials an account may bring.
const FIELDS: usize = 40;
/// More columns than a file of payouts has.
const COLUMNS: usize = 80;

/// Something that came from a screen and has not been measured yet.
pub(crate) trait Bounded {
    /// Refuses what is too large to be meant.
    fn within_bounds(&self) -> Result<(), EngineError>;
}

pub(crate) fn short(field: &str, text: &str) -> Result<(), EngineError> {
    within(field, text, SHORT)
}

/// Several lines of text.
pub(crate) fn page(field: &str, text: &str) -> Result<(), EngineError> {
    within(field, text, KEY)
}

pub(crate) fn within(field: &str, text: &str, most: usize) -> Result<(), EngineError> {
    if text.len() <= most {
        Ok(())
    } else {
        Err(too_long(field, most))
    }
}

/// So many words as a list of filters, columns or views may have, each of them short.
pub(crate) fn few(field: &'static str, words: &[String]) -> Result<(), EngineError> {
    if words.len() > WORDS {
        return Err(too_long(field, WORDS));
    }
    words.iter().try_for_each(|word| short(field, word))
}

fn all_short<'a>(
    fields: impl IntoIterator<Item = (&'static str, Option<&'a String>)>,
) -> Result<(), EngineError> {
    for (field, text) in fields {
        if let Some(text) = text {
            short(field, text)?;
        }
    }
    Ok(())
}

type Fields = BTreeMap<String, String>;

fn account_fields(settings: &Fields, credentials: &Fields) -> Result<(), EngineError> {
    if settings.len() > FIELDS || credentials.len() > FIELDS {
        return Err(too_long("credentials", FIELDS));
    }
    for (name, value) in settings {
        short("settings", name)?;
        short("settings", value)?;
    }
    for (name, value) in credentials {
        short("credentials", name)?;
        within("credentials", value, KEY)?;
    }
    Ok(())
}

impl Bounded for AccountInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        short("provider", &self.provider)?;
        short("name", &self.name)?;
        all_short([("base-url", self.base_url.as_ref())])?;
        account_fields(&self.settings, &self.credentials)
    }
}

impl Bounded for AccountChangeInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([("name", self.name.as_ref())])?;
        let none = Fields::new();
        account_fields(&self.settings, self.credentials.as_ref().unwrap_or(&none))
    }
}

impl Bounded for ChargeInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([
            ("account", Some(&self.account)),
            ("amount", Some(&self.amount)),
            ("currency", Some(&self.currency)),
            ("method", Some(&self.method)),
            ("phone", self.phone.as_ref()),
            ("network", self.network.as_ref()),
            ("payer", self.payer.as_ref()),
            ("country", self.country.as_ref()),
            ("fee-payer", self.fee_payer.as_ref()),
            ("first-name", self.first_name.as_ref()),
            ("last-name", self.last_name.as_ref()),
            ("email", self.email.as_ref()),
            ("note", self.note.as_ref()),
            ("request-id", self.request_id.as_ref()),
            ("scenario", self.scenario.as_ref()),
        ])
    }
}

impl Bounded for AddressInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([
            ("line1", Some(&self.line1)),
            ("line2", self.line2.as_ref()),
            ("city", self.city.as_ref()),
            ("state", self.state.as_ref()),
            ("postal-code", self.postal_code.as_ref()),
            ("country", Some(&self.country)),
        ])
    }
}

impl Bounded for SealedInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([
            ("number", self.number.as_ref()),
            ("expiry-month", self.expiry_month.as_ref()),
            ("expiry-year", self.expiry_year.as_ref()),
            ("cvv", self.cvv.as_ref()),
            ("pin", self.pin.as_ref()),
            ("nonce", Some(&self.nonce)),
        ])
    }
}

/// What a person says of a file of payouts.
pub(crate) fn mended(
    columns: &[BatchColumnInput],
    mends: &[BatchMendInput],
    despite: &[String],
) -> Result<(), EngineError> {
    if columns.len() > COLUMNS {
        return Err(too_long("columns", COLUMNS));
    }
    if mends.len() > MOST_MENDS || despite.len() > MOST_MENDS {
        return Err(too_long("mends", MOST_MENDS));
    }
    for column in columns {
        short("title", &column.title)?;
        all_short([("field", column.field.as_ref())])?;
    }
    for mend in mends {
        short("field", &mend.field)?;
        short("text", &mend.text)?;
    }
    for id in despite {
        short("despite", id)?;
    }
    Ok(())
}

impl Bounded for PayoutInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([
            ("account", Some(&self.account)),
            ("amount", Some(&self.amount)),
            ("currency", Some(&self.currency)),
            ("to", Some(&self.to)),
            ("contact", self.contact.as_ref()),
            ("phone", self.phone.as_ref()),
            ("network", self.network.as_ref()),
            ("bank", self.bank.as_ref()),
            ("number", self.number.as_ref()),
            ("branch", self.branch.as_ref()),
            ("name", self.name.as_ref()),
            ("country", self.country.as_ref()),
            ("note", self.note.as_ref()),
            ("request-id", self.request_id.as_ref()),
            ("scenario", self.scenario.as_ref()),
            ("sub-account", self.sub_account.as_ref()),
        ])
    }
}

impl Bounded for RefundInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([
            ("charge", Some(&self.of)),
            ("amount", self.amount.as_ref()),
            ("note", self.note.as_ref()),
            ("request-id", self.request_id.as_ref()),
            ("scenario", self.scenario.as_ref()),
        ])
    }
}

impl Bounded for ConversionInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([
            ("account", Some(&self.account)),
            ("from", Some(&self.from)),
            ("to", Some(&self.to)),
            ("amount", Some(&self.amount)),
            ("request-id", self.request_id.as_ref()),
        ])
    }
}

impl Bounded for ContactInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([
            ("account", Some(&self.account)),
            ("first-name", Some(&self.first_name)),
            ("last-name", self.last_name.as_ref()),
            ("phone", Some(&self.phone)),
            ("type", Some(&self.sort)),
        ])
    }
}

impl Bounded for LinkInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([
            ("account", Some(&self.account)),
            ("title", Some(&self.title)),
            ("amount", self.amount.as_ref()),
            ("min", self.min.as_ref()),
            ("max", self.max.as_ref()),
            ("currency", Some(&self.currency)),
            ("expires", self.expires.as_ref()),
            ("phone", self.phone.as_ref()),
            ("request-id", self.request_id.as_ref()),
        ])?;
        if self.methods.len() > FIELDS {
            return Err(too_long("methods", FIELDS));
        }
        all_short(self.methods.iter().map(|word| ("methods", Some(word))))
    }
}

impl Bounded for LinkChangeInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([
            ("title", self.title.as_ref()),
            ("amount", self.amount.as_ref()),
            ("expires", self.expires.as_ref()),
        ])
    }
}

impl Bounded for ConfirmInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([
            ("nonce", Some(&self.nonce)),
            ("amount", Some(&self.amount.amount)),
            ("currency", Some(&self.amount.currency)),
            ("recipient", self.recipient.as_ref()),
            ("despite", self.despite.as_ref()),
        ])
    }
}

impl Bounded for Filters {
    fn within_bounds(&self) -> Result<(), EngineError> {
        // What is searched for is cut by the engine, since a paste is no mistake; here only the absurd ends.
        within("text", &self.text, KEY)?;
        for (field, words) in [
            ("status", &self.statuses),
            ("kind", &self.kinds),
            ("account", &self.accounts),
            ("method", &self.methods),
            ("network", &self.networks),
            ("having", &self.having),
        ] {
            few(field, words)?;
        }
        all_short([
            ("currency", self.currency.as_ref()),
            ("phone", self.phone.as_ref()),
            ("reference", self.reference.as_ref()),
            ("link", self.link.as_ref()),
            ("from", self.from.as_ref()),
            ("to", self.to.as_ref()),
            ("min", self.min.as_ref()),
            ("max", self.max.as_ref()),
        ])
    }
}

impl Bounded for SearchInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        self.filters.within_bounds()?;
        all_short([
            ("order", self.order.as_ref()),
            ("after", self.after.as_ref()),
        ])
    }
}

impl Bounded for TrendInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([
            ("from", Some(&self.from)),
            ("to", Some(&self.to)),
            ("currency", self.currency.as_ref()),
            ("account", self.account.as_ref()),
            ("kind", self.kind.as_ref()),
        ])
    }
}

impl Bounded for BalanceHistoryInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([
            ("account", Some(&self.account)),
            ("currency", Some(&self.currency)),
            ("network", self.network.as_ref()),
            ("from", Some(&self.from)),
            ("to", Some(&self.to)),
        ])
    }
}

impl Bounded for StatementInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([
            ("account", Some(&self.account)),
            ("from", Some(&self.from)),
            ("to", Some(&self.to)),
            ("designation", self.designation.as_ref()),
            ("network", self.network.as_ref()),
            ("after", self.after.as_ref()),
        ])
    }
}

impl Bounded for SavedViewInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        self.filters.within_bounds()?;
        few("columns", &self.columns)?;
        all_short([
            ("id", self.id.as_ref()),
            ("name", Some(&self.name)),
            ("order", Some(&self.order)),
        ])
    }
}

impl Bounded for ExportInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        self.filters.within_bounds()?;
        few("columns", &self.columns)?;
        all_short([
            ("format", Some(&self.format)),
            ("separator", self.separator.as_ref()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(text: String) -> SearchInput {
        SearchInput {
            filters: Filters {
                text,
                ..Filters::default()
            },
            order: None,
            limit: 50,
            after: None,
            totals: false,
        }
    }

    #[test]
    fn an_absurdly_long_list_is_refused_by_its_field() {
        let mut filters = Filters {
            networks: vec!["MTN".to_owned(); WORDS],
            ..Filters::default()
        };
        assert!(filters.within_bounds().is_ok());
        filters.networks.push("MTN".to_owned());
        let error = filters.within_bounds().unwrap_err();
        assert_eq!(error.field.as_deref(), Some("network"));
    }

    #[test]
    fn an_absurdly_long_text_is_refused_by_its_field() {
        assert!(search("x".repeat(KEY)).within_bounds().is_ok());
        let error = search("x".repeat(KEY + 1)).within_bounds().unwrap_err();
        assert_eq!(error.field.as_deref(), Some("text"));
        let mut filter = search(String::new());
        filter.after = Some("x".repeat(SHORT + 1));
        assert_eq!(
            filter.within_bounds().unwrap_err().field.as_deref(),
            Some("after")
        );
    }
}
