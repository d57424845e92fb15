//! Samples for the tests of this crate.

use chrono::{DateTime, Duration, Utc};
use domain::{
    AccountId, ChargeDetails, Checks, Currency, Details, Environment, Kind, Method, Money,
    Operation, OperationId, Phone, ProviderId, Sighting, State, Status,
};

pub(crate) fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

pub(crate) fn operation() -> Operation {
    let at = noon();
    Operation {
        id: OperationId::new(at, 7),
        request_id: "form-1".into(),
        content_hash: "hash".into(),
        kind: Kind::Charge,
        state: State::Recorded,
        environment: Environment::Sandbox,
        account: AccountId::parse("acc_shop").unwrap(),
        provider: ProviderId::new("toy"),
        amount: Money::parse_to_send("85000", Currency::parse("UGX").unwrap()).unwrap(),
        phone: Some(Phone::parse("+256772418305").unwrap()),
        name: Some("Namuli Sarah".into()),
        note: Some("Term 3 fees".into()),
        details: Details::Charge(ChargeDetails {
            method: Method::MobileMoney,
            network: None,
            payer: None,
            country: None,
            fee_payer: None,
            first_name: None,
            last_name: None,
            email: None,
            scenario: None,
        }),
        our_reference: "DK7K3M9PQ2".into(),
        provider_reference: Some("ref-1".into()),
        provider_status: None,
        action: None,
        reason: None,
        send_by: at + Duration::minutes(2),
        retry_of: None,
        refund_of: None,
        despite: None,
        recorded_by: "run-1".into(),
        checks: Checks::default(),
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

pub(crate) fn sighting(operation: &Operation, status: Status) -> Sighting {
    Sighting {
        kind: operation.kind,
        provider_reference: operation.provider_reference.clone(),
        our_reference: Some(operation.our_reference.clone()),
        operator_reference: None,
        status,
        provider_status: status.as_str().to_uppercase(),
        amount: Some(operation.amount),
        fee: None,
        net: None,
        refunded: None,
        debited: None,
        recipient_gets: None,
        link: None,
        system_reference: None,
        phone: operation.phone.clone(),
        name: None,
        method: Some(Method::MobileMoney),
        network: None,
        note: None,
        occurred_at: Some(operation.created_at),
        action: None,
        reason: None,
    }
}
