//! Where money can be sent to, in the one country there is.

use serde_json::{Value, json};

use super::errors;
use crate::wire::Reply;

pub(super) struct Bank {
    pub(super) key: &'static str,
    name: &'static str,
    /// The code of a bank, or the network of an operator.
    code: Result<&'static str, &'static str>,
    pub(super) needs_branch: bool,
}

impl Bank {
    pub(super) fn is_bank(&self) -> bool {
        self.code.is_ok()
    }
}

const fn bank(key: &'static str, name: &'static str, code: &'static str) -> Bank {
    Bank {
        key,
        name,
        code: Ok(code),
        needs_branch: false,
    }
}

const fn operator(key: &'static str, name: &'static str, network: &'static str) -> Bank {
    Bank {
        key,
        name,
        code: Err(network),
        needs_branch: false,
    }
}

pub(super) const BANKS: [Bank; 6] = [
    bank("bk_rw", "Banque de Kigali", "40"),
    bank("kcb_rw", "KCB Bank Rwanda", "60"),
    Bank {
        needs_branch: true,
        ..bank("bpr_rw", "Banque Populaire du Rwanda", "400")
    },
    bank("equity_rw", "Equity Bank Rwanda", "192"),
    operator("mtn_rw", "MTN Mobile Money", "MTN"),
    operator("airtel_rw", "Airtel Money", "Airtel"),
];

pub(super) fn list(country: &str) -> Reply {
    if country != "RW" {
        return errors::not_found("Country not supported");
    }
    let data: Vec<Value> = BANKS.iter().map(row).collect();
    Reply::json(
        200,
        &json!({"status": "success", "country": country, "data": data}),
    )
}

fn row(bank: &Bank) -> Value {
    let mut row = json!({
        "bank_key": bank.key,
        "name": bank.name,
        "currency": "RWF",
        "branch_required": u8::from(bank.needs_branch),
    });
    match bank.code {
        Ok(code) => {
            row["type"] = json!("bank");
            row["code"] = json!(code);
        }
        Err(network) => {
            row["type"] = json!("mobile_money");
            row["network"] = json!(network);
        }
    }
    row
}
