//! A manifest is read by forms, filters and checks: what it says has to be true in itself.

use crate::subjects;
use domain::{Country, Currency, Environment};
use providers::capabilities;
use providers::{
    CreateCharge, Endpoint, FeeFrom, Manifest, OurReference, Provider, ReadBalances, Takes, all,
    find,
};
use std::collections::BTreeSet;

#[test]
fn every_provider_is_one_row_of_the_registry() {
    let ids: BTreeSet<&str> = all()
        .iter()
        .map(|provider| provider.manifest().id)
        .collect();
    assert_eq!(ids.len(), all().len(), "an id stands for one provider");
    assert!(!ids.is_empty());
    for id in ids {
        assert_eq!(find(id).expect("what is listed is found").manifest().id, id);
    }
    assert!(find("nobody").is_none());
}

#[test]
fn a_manifest_is_coherent() {
    for provider in subjects::all() {
        let manifest = provider.manifest();
        let id = manifest.id;
        assert!(id.bytes().all(|byte| byte.is_ascii_lowercase()), "{id}");
        places_are_real(manifest);
        credentials_name_a_merchant(manifest);
        for method in manifest.charge_methods {
            for currency in method.currencies {
                assert!(manifest.currencies.contains(currency), "{id}: {currency}");
            }
            assert!(
                !method.needs_network || !manifest.networks.is_empty(),
                "{id}"
            );
        }
        assert_eq!(
            manifest.charge_methods.is_empty(),
            provider.create_charge().is_none(),
            "{id}"
        );
        assert_eq!(
            manifest.lists.is_empty(),
            provider.list_transactions().is_none(),
            "{id}"
        );
        assert!(
            manifest.lists.iter().all(|list| list.page_limit > 0),
            "{id}"
        );
        assert!(manifest.timeout_s > 0 && manifest.concurrency > 0, "{id}");
        let code = domain::note::CODE_LENGTH;
        match manifest.our_reference {
            OurReference::Field { longest } => assert!(longest >= code, "{id}"),
            OurReference::InNote => assert!(manifest.longest_note >= code, "{id}"),
        }
        for words in manifest.must_tell {
            assert!(
                words.en.ends_with('.') && words.fr.ends_with('.'),
                "{id}: {words:?}"
            );
        }
    }
}

/// Where the fee is taken from what arrives, nothing can be given back in full before the fee is known.
#[test]
fn a_fee_that_the_recipient_loses_can_be_typed_by_the_owner() {
    let mut met = 0;
    for provider in subjects::all() {
        let manifest = provider.manifest();
        for rail in manifest.payout_rails {
            if rail.fee_from == FeeFrom::Recipient {
                let key = format!("fee_{}", rail.rail.as_str());
                let field = manifest.settings.iter().find(|field| field.name == key);
                let takes = field.map(|field| field.takes);
                assert_eq!(takes, Some(Takes::WholeAmount), "{}: {key}", manifest.id);
                met += 1;
            }
        }
    }
    assert!(met > 0);
}

fn places_are_real(manifest: &Manifest) {
    let id = manifest.id;
    let live: BTreeSet<&&str> = manifest.live_urls.iter().collect();
    for environment in [Environment::Sandbox, Environment::Live] {
        let urls = manifest.base_urls(environment);
        assert!(!urls.is_empty(), "{id}: no {environment:?}");
        for url in urls {
            let host = url.strip_prefix("https://").expect("https");
            assert!(
                !host.is_empty() && !url.ends_with('/') && !url.contains('?'),
                "{id}: {url}"
            );
            assert_eq!(
                live.contains(url),
                environment == Environment::Live,
                "{id}: {url}"
            );
        }
    }
    assert!(manifest.public_site.starts_with("https://"), "{id}");
    manifest.time_zone.parse::<chrono_tz::Tz>().expect("a zone");
    assert!(
        !manifest.countries.is_empty() && !manifest.currencies.is_empty(),
        "{id}"
    );
    for country in manifest.countries {
        assert_eq!(Country::parse(country).expect("a country").code(), *country);
    }
    for currency in manifest.currencies {
        assert_eq!(
            Currency::parse(currency).expect("a currency").code(),
            *currency
        );
    }
    for network in manifest.networks {
        assert!(
            manifest.countries.contains(&network.country),
            "{id}: {}",
            network.name
        );
        for prefix in network.prefixes {
            let found = manifest.network_of(network.country, &format!("{prefix}0000000"));
            assert_eq!(
                found.expect("a network").code,
                network.code,
                "{id}: {prefix}"
            );
        }
    }
}

fn credentials_name_a_merchant(manifest: &Manifest) {
    let id = manifest.id;
    let names: BTreeSet<&str> = manifest
        .credentials
        .iter()
        .map(|field| field.name)
        .collect();
    assert_eq!(
        names.len(),
        manifest.credentials.len(),
        "{id}: a field stands once"
    );
    let mut identities = manifest.credentials.iter().filter(|field| field.identity);
    assert!(
        identities.next().is_some_and(|field| field.required),
        "{id}: who is the merchant?"
    );
    for field in manifest.credentials {
        for words in [field.label, field.help] {
            assert!(
                !words.en.is_empty() && !words.fr.is_empty(),
                "{id}: {}",
                field.name
            );
        }
    }
}

/// As much of a provider as the test needs.
struct Partial {
    whole: &'static dyn Provider,
    charges: bool,
    balances: bool,
}

impl Provider for Partial {
    fn manifest(&self) -> &'static Manifest {
        self.whole.manifest()
    }
    fn create_charge(&self) -> Option<&dyn Endpoint<CreateCharge>> {
        self.whole.create_charge().filter(|_| self.charges)
    }
    fn read_balances(&self) -> Option<&dyn Endpoint<ReadBalances>> {
        self.whole.read_balances().filter(|_| self.balances)
    }
}

#[test]
fn capabilities_are_derived_from_the_endpoints() {
    for whole in subjects::all() {
        let of = |charges, balances| {
            capabilities(&Partial {
                whole,
                charges,
                balances,
            })
        };
        assert!(of(false, false).is_empty());
        let balance: &[&str] = if whole.read_balances().is_some() {
            &["balance"]
        } else {
            &[]
        };
        assert_eq!(of(false, true), balance);
        let charges: Vec<String> = whole
            .manifest()
            .charge_methods
            .iter()
            .map(|method| format!("charge:{}", method.method.as_str()))
            .collect();
        assert_eq!(of(true, false), charges);
        let all = capabilities(whole);
        for (word, has) in [
            ("verify", whole.fetch_transaction().is_some()),
            ("list", whole.list_transactions().is_some()),
            ("balance", whole.read_balances().is_some()),
            ("convert", whole.convert().is_some()),
            ("link", whole.create_link().is_some()),
            ("bank:list", whole.list_banks().is_some()),
            ("refund", whole.refund_charge().is_some()),
            ("charge:confirm", whole.authorise_charge().is_some()),
        ] {
            assert_eq!(all.iter().any(|it| it == word), has, "{word}");
        }
        let rails = whole.manifest().payout_rails;
        assert_eq!(rails.is_empty(), whole.create_payout().is_none());
        for rail in rails {
            let word = format!("payout:{}", rail.rail.as_str());
            assert!(all.contains(&word), "{word}");
        }
    }
}
