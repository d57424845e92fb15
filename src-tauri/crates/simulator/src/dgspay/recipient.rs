//! Whom a disbursement goes to: an account at a bank of the list, or a phone.

use serde_json::{Map, Value, json};

use super::banks::BANKS;
use super::customer;
use crate::fields::{Fields, Problem};
use crate::movement::Movement;

/// Of a bank account: what is kept beside its number.
const BANK_KEY: &str = "bank_key";
const BRANCH: &str = "branch";

/// Whom the money goes to.
pub(super) struct Recipient {
    /// A phone with its country code, or an account number.
    pub(super) number: String,
    pub(super) method: &'static str,
    pub(super) network: String,
    pub(super) name: String,
    pub(super) bank_key: Option<String>,
    pub(super) branch: Option<String>,
}

pub(super) fn read(fields: &mut Fields<'_>) -> Option<Recipient> {
    let method = match fields.text("destination_type") {
        "bank" => "bank",
        "mobile_money" => "mobile_money",
        "" => return None,
        _ => {
            fields.problem(
                "destination_type",
                "The destination_type must be bank or mobile_money.",
            );
            return None;
        }
    };
    let given = match fields.value("recipient") {
        Some(Value::Object(given)) => given,
        Some(_) => {
            fields.problem("recipient", "The recipient must be an object.");
            return None;
        }
        None => {
            fields.problem("recipient", "The recipient field is required.");
            return None;
        }
    };
    let read = if method == "bank" {
        bank_account(given)
    } else {
        phone(given)
    };
    match read {
        Ok(recipient) => Some(recipient),
        Err(problems) => {
            for problem in problems {
                fields.problem(&format!("recipient.{}", problem.field), problem.text);
            }
            None
        }
    }
}

fn bank_account(given: &Map<String, Value>) -> Result<Recipient, Vec<Problem>> {
    let mut fields = Fields::new(given);
    let key = fields.text(BANK_KEY);
    let bank = BANKS.iter().find(|bank| bank.key == key && bank.is_bank());
    if bank.is_none() && !key.is_empty() {
        fields.problem(BANK_KEY, "The bank_key is not in the list of banks.");
    }
    let number = fields.text("account_number");
    let right = (6..=20).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    if !number.is_empty() && !right {
        fields.problem(
            "account_number",
            "The account_number must be 6 to 20 digits.",
        );
    }
    let branch = fields.optional_text(BRANCH).map(str::to_owned);
    if branch.is_none() && bank.is_some_and(|bank| bank.needs_branch) {
        fields.problem(BRANCH, "The branch field is required for this bank.");
    }
    let name = fields.optional_text("name").unwrap_or_default().to_owned();
    let recipient = Recipient {
        number: number.to_owned(),
        method: "bank",
        network: String::new(),
        name,
        bank_key: Some(key.to_owned()),
        branch,
    };
    unless(fields.problems(), recipient)
}

/// `0788123456` and `+250788123456` are the same phone.
fn phone(given: &Map<String, Value>) -> Result<Recipient, Vec<Problem>> {
    let mut fields = Fields::new(given);
    let msisdn = fields.text("msisdn");
    let local = msisdn
        .strip_prefix("+250")
        .or_else(|| msisdn.strip_prefix('0'));
    let local = local.filter(|local| customer::is_local(local));
    if local.is_none() && !msisdn.is_empty() {
        fields.problem(
            "msisdn",
            "The msisdn must look like 0788123456 or +250788123456.",
        );
    }
    let network = fields.text("network").to_owned();
    if !matches!(network.as_str(), "MTN" | "Airtel" | "") {
        fields.problem("network", "The network must be MTN or Airtel.");
    }
    if !matches!(fields.text("country"), "RW" | "") {
        fields.problem("country", "The country must be RW.");
    }
    let name = fields.optional_text("name").unwrap_or_default().to_owned();
    let recipient = Recipient {
        number: format!("250{}", local.unwrap_or_default()),
        method: "mobile_money",
        network,
        name,
        bank_key: None,
        branch: None,
    };
    unless(fields.problems(), recipient)
}

fn unless(problems: Vec<Problem>, recipient: Recipient) -> Result<Recipient, Vec<Problem>> {
    if problems.is_empty() {
        Ok(recipient)
    } else {
        Err(problems)
    }
}

/// Writes down at which bank the account is.
pub(super) fn keep(payout: &mut Movement, bank_key: Option<String>, branch: Option<String>) {
    for (name, value) in [(BANK_KEY, bank_key), (BRANCH, branch)] {
        if let Some(value) = value {
            payout.numbers.insert(name.to_owned(), value);
        }
    }
}

/// The recipient as webhooks and single reads show it.
pub(super) fn shown(payout: &Movement) -> Value {
    let mut shown = if payout.method == "bank" {
        json!({
            "account_number": payout.phone,
            "bank_key": payout.number(BANK_KEY),
        })
    } else {
        json!({
            "msisdn": payout.phone,
            "network": payout.network,
            "country": "RW",
        })
    };
    if !payout.first_name.is_empty() {
        shown["name"] = json!(payout.first_name);
    }
    shown
}
