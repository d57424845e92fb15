//! Files as spreadsheets really leave them.

mod amounts;
mod headers;
mod hostile;
mod mends;
mod phones;
mod repeats;
mod results;
mod texts;
mod workbooks;

use super::*;
use domain::{Country, Currency, Money, Phone};
use providers::Network;

static NETWORKS: &[Network] = &[
    network("MTN", "MTN Uganda", "UG", &["76", "77", "78"]),
    network("AIRTEL", "Airtel Uganda", "UG", &["70", "74", "75"]),
    network("orange-ci", "Orange", "CI", &["07"]),
    network("mtn-ci", "MTN", "CI", &["05"]),
];

const fn network(
    code: &'static str,
    name: &'static str,
    country: &'static str,
    prefixes: &'static [&'static str],
) -> Network {
    Network {
        code,
        name,
        country,
        prefixes,
    }
}

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

fn money(amount: &str, code: &str) -> Money {
    Money::parse_to_send(amount, currency(code)).unwrap()
}

fn phone(e164: &str) -> Destination {
    Destination::Phone(Phone::try_from(e164.to_owned()).unwrap())
}

fn rules(country: &str, currencies: &[&str]) -> Rules {
    Rules {
        country: Country::parse(country).unwrap(),
        currencies: currencies.iter().map(|code| currency(code)).collect(),
        networks: NETWORKS,
        offered: Offered {
            phone: true,
            bank: true,
            contact: false,
        },
        hard: Vec::new(),
        soft: Vec::new(),
        longest_reference: 36,
        longest_name: 60,
        longest_note: 40,
    }
}

fn ugandan() -> Rules {
    rules("UG", &["UGX"])
}

fn read_by(rules: &Rules, bytes: impl AsRef<[u8]>) -> Result<BatchFile> {
    BatchFile::read(bytes.as_ref().to_vec(), &Mapping::default(), rules)
}

fn read(bytes: impl AsRef<[u8]>) -> BatchFile {
    read_by(&ugandan(), bytes).unwrap()
}

fn refusal(bytes: impl AsRef<[u8]>) -> String {
    read_by(&ugandan(), bytes).unwrap_err().code
}

/// The one row of a file with this phone and amount.
fn row_of(rules: &Rules, phone: &str, amount: &str) -> ReadRow {
    let file = format!("reference;phone;amount\nA1;{phone};{amount}\n");
    let file = read_by(rules, file).unwrap();
    file.rows.into_iter().next().unwrap()
}

fn codes(remarks: &[Remark]) -> Vec<&str> {
    remarks.iter().map(|remark| remark.code).collect()
}

fn faults(row: &ReadRow) -> Vec<&str> {
    codes(row.faults())
}
