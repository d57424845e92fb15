//! How a payment of the sandbox is to end: the provider's keys for it (4.3), and what each of them means.

use crate::manifest::{Scenario, Words};

const fn plays(key: &'static str, en: &'static str, fr: &'static str) -> Scenario {
    Scenario {
        key,
        means: Words { en, fr },
    }
}

pub(super) const MOBILE_MONEY: &[Scenario] = &[
    plays(
        "scenario:auth_pin",
        "The customer approves with a PIN",
        "Le client valide avec son code PIN",
    ),
    plays(
        "scenario:auth_redirect",
        "The customer is sent to a page",
        "Le client est envoyé vers une page",
    ),
];

pub(super) const CARD: &[Scenario] = &[
    plays(
        "scenario:auth_pin",
        "The card’s PIN is asked for",
        "Le code PIN de la carte est demandé",
    ),
    plays(
        "scenario:auth_pin_3ds",
        "The card’s PIN, then the bank’s check",
        "Le code PIN de la carte, puis le contrôle de la banque",
    ),
    plays(
        "scenario:auth_3ds",
        "The bank’s check",
        "Le contrôle de la banque",
    ),
    plays(
        "scenario:auth_avs",
        "The billing address is asked for",
        "L’adresse de facturation est demandée",
    ),
    plays("issuer:approved", "The bank says yes", "La banque accepte"),
    plays(
        "issuer:insufficient_funds",
        "The bank says no: not enough money",
        "La banque refuse\u{a0}: solde insuffisant",
    ),
    plays(
        "issuer:incorrect_pin",
        "The bank says no: wrong PIN",
        "La banque refuse\u{a0}: code PIN erroné",
    ),
    plays(
        "issuer:expired_card",
        "The bank says no: the card has expired",
        "La banque refuse\u{a0}: carte expirée",
    ),
    plays(
        "issuer:invalid_cvv",
        "The bank says no: wrong security code",
        "La banque refuse\u{a0}: cryptogramme erroné",
    ),
    plays(
        "issuer:do_not_honor",
        "The bank says no, without a reason",
        "La banque refuse, sans dire pourquoi",
    ),
    plays(
        "issuer:system_error",
        "The bank’s system fails",
        "Le système de la banque est en panne",
    ),
];

pub(super) const PAYOUT: &[Scenario] = &[
    plays("scenario:successful", "It arrives", "L’argent arrive"),
    plays(
        "scenario:insufficient_balance",
        "Refused: not enough in the account",
        "Refusé\u{a0}: solde du compte insuffisant",
    ),
    plays(
        "scenario:invalid_currency",
        "Refused: wrong currency",
        "Refusé\u{a0}: mauvaise devise",
    ),
];
