//! Files of payouts as anybody may hand them in: what would be paid is what stands there, once.

use domain::{Country, Lang, Money, OperationId};
use engine::batch_file::{BatchFile, BatchRow, Earlier, Known, Mapping, Offered, ReadRow, Rules};
use std::collections::{BTreeMap, BTreeSet};

/// Reads the bytes as a file of payouts of two accounts: one with a currency, one with two.
pub fn batch_file(input: &[u8]) {
    judge(input, "UG", &["UGX"]);
    judge(input, "CI", &["XOF", "USD"]);
}

fn rules(country: &str, currencies: &[&str]) -> Rules {
    let networks = providers::all()
        .iter()
        .map(|provider| provider.manifest().networks)
        .find(|networks| networks.iter().any(|network| network.country == country));
    Rules {
        country: Country::parse(country).expect("a country of ISO 3166"),
        currencies: currencies
            .iter()
            .map(|code| super::money_and_phone::currency(code))
            .collect(),
        networks: networks.unwrap_or_default(),
        offered: Offered {
            phone: true,
            bank: true,
            contact: true,
        },
        hard: Vec::new(),
        soft: Vec::new(),
        longest_reference: 36,
        longest_name: 60,
        longest_note: 60,
    }
}

fn judge(input: &[u8], country: &str, currencies: &[&str]) {
    let rules = rules(country, currencies);
    let read = |bytes: &[u8]| BatchFile::read(bytes.to_vec(), &Mapping::default(), &rules);
    let Ok(mut file) = read(input) else {
        return;
    };
    assert_eq!(file.original, input, "the file is not kept as it came");
    let mut references = BTreeSet::new();
    for row in &file.rows {
        match row.payable() {
            None => assert!(!row.faults().is_empty(), "a row is refused without a word"),
            Some(payable) => {
                judge_amount(&payable.amount, &rules);
                let new = references.insert(payable.reference.as_str());
                assert!(new, "{:?} would be paid twice", payable.reference);
            }
        }
    }
    adds_up(&file);
    let results = file
        .results(&BTreeMap::new(), Lang::Fr)
        .expect("results can be written");
    if let Ok(again) = read(&results) {
        let asked = |file: &BatchFile| -> Vec<Option<String>> {
            let content = |row: &ReadRow| row.payable().map(BatchRow::content);
            file.rows.iter().map(content).collect()
        };
        assert_eq!(
            asked(&again),
            asked(&file),
            "the results ask for something else"
        );
    }
    let earlier = |row: &BatchRow| Earlier {
        content: row.content(),
        operation: OperationId::parse("op_earlier").expect("it is formed like one"),
    };
    let known = Known {
        references: file
            .to_send()
            .map(|row| (row.reference.clone(), earlier(row)))
            .collect(),
        ..Known::default()
    };
    file.compare(&known);
    assert_eq!(
        file.to_send().count(),
        0,
        "a file that was sent is sent again"
    );
}

fn judge_amount(amount: &Money, rules: &Rules) {
    assert!(rules.currencies.contains(&amount.currency()), "{amount}");
    let again = Money::to_send(amount.amount(), amount.currency());
    assert_eq!(again.as_ref(), Ok(amount), "{amount} cannot be sent");
}

/// The totals are those of the rows, currency by currency.
fn adds_up(file: &BatchFile) {
    let Ok(summary) = file.summary() else {
        return;
    };
    let mut sums: BTreeMap<&str, i128> = BTreeMap::new();
    for row in file.to_send() {
        let parts = row
            .amount
            .ten_thousandths()
            .expect("what is sent can be kept");
        *sums.entry(row.amount.currency().code()).or_default() += i128::from(parts);
    }
    let told: BTreeMap<&str, i128> = summary
        .totals
        .iter()
        .map(|total| {
            let parts = total.total.ten_thousandths().expect("a total can be kept");
            (total.total.currency().code(), i128::from(parts))
        })
        .collect();
    assert_eq!(told, sums, "the totals are not those of the rows");
    let by_network: usize = summary
        .by_network
        .iter()
        .map(|network| network.total.count)
        .sum();
    assert_eq!(by_network, summary.to_send);
}
