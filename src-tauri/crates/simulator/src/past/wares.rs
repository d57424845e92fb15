//! What is sold, for how much, and the words people write with it.

use chrono::{DateTime, Datelike as _, Utc};
use rand::RngExt as _;

use super::Shop;
use crate::dice::Dice;

/// `{q}` is how many, `{n}` an invoice number, `{t}` a school term, `{c}` a class.
pub(crate) struct Ware {
    note: &'static str,
    low: i64,
    high: i64,
    /// The most pieces of it in one sale.
    most: i64,
    often: u32,
}

pub(super) const fn ware(note: &'static str, low: i64, high: i64, most: i64, often: u32) -> Ware {
    Ware {
        note,
        low,
        high,
        most,
        often,
    }
}

/// The note and the amount of one sale.
pub(super) fn sell(shop: &Shop, dice: &mut Dice, at: DateTime<Utc>) -> (String, i64) {
    let total: u32 = shop.wares.iter().map(|ware| ware.often).sum();
    let mut left = dice.random_range(0..total.max(1));
    let chosen = shop.wares.iter().find(|ware| {
        let here = left < ware.often;
        left = left.saturating_sub(ware.often);
        here
    });
    let ware = chosen.unwrap_or(&shop.wares[0]);
    let pieces = dice.random_range(1..=ware.most);
    let price = dice.random_range(ware.low..=ware.high) / shop.smallest * shop.smallest;
    let term = match at.month() {
        1..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let class = ["P3", "P5", "P7", "S1", "S2", "S4", "Baby class"][dice.random_range(0..7)];
    let note = ware
        .note
        .replace("{q}", &pieces.to_string())
        .replace("{n}", &dice.random_range(1001..9990_u32).to_string())
        .replace("{t}", &term.to_string())
        .replace("{c}", class);
    (note, (price * pieces).max(shop.smallest))
}

pub(crate) const UGANDA_WARES: &[Ware] = &[
    ware("School fees term {t} {c}", 180_000, 950_000, 1, 12),
    ware("School fees balance term {t}", 50_000, 300_000, 1, 7),
    ware("School uniform {q} pieces", 28_000, 45_000, 3, 5),
    ware("Exercise books {q} dozen", 9_000, 14_000, 6, 6),
    ware("Cement {q} bags", 34_000, 38_000, 20, 10),
    ware("Iron sheets {q} pcs gauge 30", 32_000, 42_000, 25, 6),
    ware("Nails and wire", 6_000, 45_000, 1, 6),
    ware("Paint {q} tins silk white", 48_000, 75_000, 4, 4),
    ware("Sugar {q} kg", 4_000, 5_500, 25, 9),
    ware("Rice {q} kg super", 4_200, 6_000, 25, 9),
    ware("Posho 50 kg", 95_000, 140_000, 1, 6),
    ware("Cooking oil {q} jerrycan", 120_000, 160_000, 3, 5),
    ware("Soap carton x{q}", 62_000, 75_000, 4, 8),
    ware("Beans and groceries", 8_000, 60_000, 1, 12),
    ware("Delivery Ntinda", 5_000, 12_000, 1, 9),
    ware("Delivery Entebbe road", 10_000, 25_000, 1, 6),
    ware("Boda delivery", 3_000, 8_000, 1, 9),
    ware("Gas refill 13kg", 140_000, 165_000, 1, 5),
    ware("Solar battery and panel", 380_000, 1_450_000, 1, 2),
    ware("Phone repair screen", 45_000, 220_000, 1, 5),
    ware("Smartphone {q} pc", 320_000, 780_000, 1, 3),
    ware("Airtime float", 20_000, 300_000, 1, 5),
    ware("Rent shop 4", 450_000, 600_000, 1, 2),
    ware("Salon hair and braids", 25_000, 80_000, 1, 5),
    ware("Chicken feed {q} bags", 88_000, 105_000, 6, 4),
    ware("Day-old chicks x100", 280_000, 330_000, 1, 2),
    ware("Deposit wedding cake", 100_000, 400_000, 1, 2),
    ware("Invoice {n}", 15_000, 900_000, 1, 14),
    ware("Credit Note - {n}", 5_000, 120_000, 1, 3),
    ware("Order #{n}", 12_000, 260_000, 1, 12),
    ware("Ssabbuuni ne sukaali", 9_000, 48_000, 1, 3),
];

pub(crate) const RWANDA_WARES: &[Ware] = &[
    ware("School fees term {t}", 45_000, 180_000, 1, 10),
    ware("Minerval trimestre {t}", 45_000, 160_000, 1, 6),
    ware("Uniforme scolaire x{q}", 9_000, 14_000, 3, 4),
    ware("Cahiers {q} douzaines", 3_000, 4_800, 6, 5),
    ware("Ciment {q} sacs", 11_500, 13_000, 18, 9),
    ware("Tôles {q} pièces", 9_500, 13_500, 25, 5),
    ware("Clous et fil de fer", 2_000, 15_000, 1, 4),
    ware("Peinture {q} bidons", 16_000, 28_000, 4, 3),
    ware("Isukari {q} kg", 1_400, 1_900, 20, 6),
    ware("Umuceri {q} kg", 1_300, 1_800, 25, 7),
    ware("Rice {q} kg", 1_300, 1_800, 25, 5),
    ware("Ifu y'ibigori 25 kg", 17_000, 22_000, 1, 4),
    ware("Huile de cuisine {q} bidon", 28_000, 38_000, 3, 4),
    ware("Savon carton x{q}", 14_000, 19_000, 4, 8),
    ware("Amasabune", 2_000, 12_000, 1, 5),
    ware("Livraison Kimironko", 1_500, 4_000, 1, 8),
    ware("Delivery Remera", 1_500, 4_000, 1, 7),
    ware("Livraison Musanze", 4_000, 9_000, 1, 4),
    ware("Moto delivery", 1_000, 2_500, 1, 7),
    ware("Gaz 12 kg", 16_000, 21_000, 1, 6),
    ware("Panneau solaire et batterie", 120_000, 480_000, 1, 2),
    ware("Réparation téléphone écran", 12_000, 75_000, 1, 4),
    ware("Phone Tecno x{q}", 95_000, 240_000, 1, 3),
    ware("Coiffure et tresses", 7_000, 25_000, 1, 4),
    ware("Loyer boutique", 150_000, 220_000, 1, 2),
    ware("Aliments volaille {q} sacs", 21_000, 26_000, 6, 3),
    ware("Acompte gâteau mariage", 30_000, 120_000, 1, 2),
    ware("Facture {n}", 5_000, 260_000, 1, 10),
    ware("Invoice #{n}", 5_000, 260_000, 1, 12),
    ware("Order {n}", 3_500, 90_000, 1, 10),
    ware("Commande {n}", 3_500, 90_000, 1, 6),
];

/// What a shop sends: wages, suppliers, change of mind.
pub(crate) const UGANDA_OUTGOINGS: &[Ware] = &[
    ware("Wages shop attendant", 250_000, 400_000, 1, 5),
    ware("Wages boda rider", 180_000, 300_000, 1, 5),
    ware("Advance on wages", 30_000, 120_000, 1, 5),
    ware("Supplier cement", 300_000, 900_000, 1, 6),
    ware("Supplier sugar and rice", 200_000, 800_000, 1, 5),
    ware("Transport of goods", 20_000, 90_000, 1, 8),
    ware("Refund to customer", 10_000, 90_000, 1, 4),
];
pub(crate) const RWANDA_OUTGOINGS: &[Ware] = &[
    ware("Salaire vendeuse", 60_000, 110_000, 1, 5),
    ware("Wages moto rider", 40_000, 80_000, 1, 5),
    ware("Avance sur salaire", 10_000, 40_000, 1, 5),
    ware("Supplier rice", 60_000, 260_000, 1, 6),
    ware("Fournisseur ciment", 80_000, 240_000, 1, 5),
    ware("Transport of goods", 5_000, 25_000, 1, 8),
    ware("Refund to customer", 2_500, 25_000, 1, 4),
];
