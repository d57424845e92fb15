//! What a fifth provider gets for nothing: forms, filters, buttons, and the laws of the contract.

use crate::fixture;
use crate::subjects;
use domain::Lang;
use engine::view::ProviderView;

#[test]
fn a_fifth_provider_passes_the_contract_and_is_in_no_registry() {
    let names: Vec<&str> = subjects::unshipped().map(|it| it.manifest().id).collect();
    assert_eq!(names, ["toy"]);
    assert!(providers::find("toy").is_none(), "nothing ships it");
    // The laws walk these: had they left it out, they would prove nothing of it.
    let exchanges = fixture::all();
    let of_it = |name: &str| exchanges.iter().filter(|it| it.is("toy", name)).count();
    for call in [
        "test_key",
        "create_charge",
        "fetch_transaction",
        "list_transactions",
        "create_payout",
        "read_balances",
    ] {
        assert!(of_it(call) >= 3, "{call}: {}", of_it(call));
    }
}

#[test]
fn a_fifth_provider_has_its_forms_and_buttons_from_what_it_says_of_itself() {
    let toy = subjects::unshipped().next().expect("the toy");
    let view = ProviderView::new(toy, Lang::Fr);
    assert_eq!(
        view.capabilities,
        [
            "charge:mobile-money",
            "payout:mobile-money",
            "refund:by-payout",
            "verify",
            "list",
            "balance",
            "webhook"
        ]
    );
    let fields: Vec<(&str, bool)> = view
        .credentials
        .iter()
        .map(|field| (field.label.as_str(), field.secret))
        .collect();
    assert_eq!(fields, [("Clé API", true), ("Secret des webhooks", true)]);
    assert_eq!((view.calling_codes, view.decimals), (vec![233], vec![2]));
    let methods: Vec<&str> = view.charge_methods.iter().map(|it| it.method).collect();
    assert_eq!(methods, ["mobile-money"]);
    assert_eq!(view.networks[0].name, "Toycom");
    assert_eq!(view.base_urls.live, ["https://api.toypay.example"]);
}
