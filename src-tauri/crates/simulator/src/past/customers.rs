//! People who come back. A tenth of them make most of the sales.

use rand::RngExt as _;

use super::Shop;
use crate::dice::Dice;

/// An operator in the provider's own word, and the two digits its numbers begin with.
pub(crate) struct Network {
    pub(crate) word: &'static str,
    pub(crate) prefixes: &'static [&'static str],
    /// Its share of the customers, out of the sum of all shares.
    pub(crate) share: u32,
}

#[derive(Clone, Debug)]
pub(crate) struct Customer {
    pub(crate) first_name: &'static str,
    pub(crate) last_name: &'static str,
    /// International, digits only.
    pub(crate) phone: String,
    pub(crate) network: &'static str,
}

pub(super) fn draw(shop: &Shop, dice: &mut Dice, count: usize) -> Vec<Customer> {
    (0..count).map(|_| one(shop, dice)).collect()
}

fn one(shop: &Shop, dice: &mut Dice) -> Customer {
    let shares: u32 = shop.networks.iter().map(|network| network.share).sum();
    let mut left = dice.random_range(0..shares.max(1));
    let network = shop.networks.iter().find(|network| {
        let here = left < network.share;
        left = left.saturating_sub(network.share);
        here
    });
    let network = network.unwrap_or(&shop.networks[0]);
    let prefix = any(network.prefixes, dice);
    Customer {
        first_name: any(shop.names, dice),
        last_name: any(shop.family_names, dice),
        phone: format!(
            "{}{prefix}{:07}",
            shop.country_code,
            dice.random_range(0..10_000_000_u32)
        ),
        network: network.word,
    }
}

pub(super) fn pick<'a>(customers: &'a [Customer], dice: &mut Dice) -> &'a Customer {
    let among = if dice.random_ratio(6, 10) {
        customers.len() / 10 + 1
    } else {
        customers.len()
    };
    &customers[dice.random_range(0..among.min(customers.len()))]
}

pub(crate) fn any<T: Copy>(list: &[T], dice: &mut Dice) -> T {
    list[dice.random_range(0..list.len())]
}

pub(crate) mod names {
    //! First and family names that are common in the two countries.

    pub(crate) const UGANDA: &[&str] = &[
        "Aisha", "Andrew", "Annet", "Brian", "Charles", "Daniel", "David", "Denis", "Doreen",
        "Emmanuel", "Esther", "Fatuma", "Florence", "Gloria", "Grace", "Hakim", "Henry", "Irene",
        "Isaac", "Ivan", "Jackline", "James", "Joan", "John", "Joseph", "Juliet", "Kenneth",
        "Lillian", "Martha", "Mary", "Moses", "Musa", "Patience", "Patrick", "Paul", "Peace",
        "Peter", "Phiona", "Prossy", "Rashid", "Rebecca", "Richard", "Robert", "Ronald", "Rose",
        "Ruth", "Samuel", "Sarah", "Stella", "Sylvia", "Vincent", "Winnie",
    ];
    pub(crate) const UGANDA_FAMILIES: &[&str] = &[
        "Achieng",
        "Akello",
        "Apio",
        "Asiimwe",
        "Atim",
        "Atuhaire",
        "Auma",
        "Byaruhanga",
        "Kabuye",
        "Kaggwa",
        "Kakooza",
        "Kasozi",
        "Kato",
        "Kayongo",
        "Kiggundu",
        "Kirabo",
        "Kizza",
        "Kyomuhendo",
        "Lubega",
        "Lutaaya",
        "Mbabazi",
        "Mugisha",
        "Mukasa",
        "Mukisa",
        "Mulindwa",
        "Musoke",
        "Mutebi",
        "Mwesigwa",
        "Nabirye",
        "Nakato",
        "Nakimuli",
        "Nakitende",
        "Nalubega",
        "Namatovu",
        "Namukasa",
        "Nansubuga",
        "Nantongo",
        "Nsubuga",
        "Ocen",
        "Odongo",
        "Ojok",
        "Okello",
        "Okot",
        "Opio",
        "Ssebunya",
        "Ssekandi",
        "Ssemakula",
        "Tumusiime",
        "Turyasingura",
        "Wamala",
        "Wasswa",
    ];
    pub(crate) const RWANDA: &[&str] = &[
        "Aimée",
        "Alain",
        "Alice",
        "Aline",
        "Ange",
        "Angélique",
        "Béatrice",
        "Chantal",
        "Christian",
        "Claire",
        "Claudine",
        "Clarisse",
        "Diane",
        "Didier",
        "Divine",
        "Emmanuel",
        "Éric",
        "Esther",
        "Eugène",
        "Fabrice",
        "Faustin",
        "Félix",
        "Francine",
        "Gaspard",
        "Gilbert",
        "Grâce",
        "Innocent",
        "Jean Bosco",
        "Jean Claude",
        "Jean de Dieu",
        "Jean Paul",
        "Jeanne",
        "Joseph",
        "Josiane",
        "Josée",
        "Liliane",
        "Marie Claire",
        "Marie Louise",
        "Olivier",
        "Pacifique",
        "Pascal",
        "Patrick",
        "Placide",
        "Sandrine",
        "Solange",
        "Théogène",
        "Théoneste",
        "Valens",
        "Vestine",
        "Yvette",
        "Yvonne",
    ];
    pub(crate) const RWANDA_FAMILIES: &[&str] = &[
        "Bizimana",
        "Bizimungu",
        "Gasana",
        "Gatera",
        "Habimana",
        "Habineza",
        "Habyarimana",
        "Hakizimana",
        "Hategekimana",
        "Ingabire",
        "Iradukunda",
        "Ishimwe",
        "Kabera",
        "Kagabo",
        "Kalisa",
        "Kamanzi",
        "Karemera",
        "Kayitesi",
        "Manzi",
        "Mugabo",
        "Mugenzi",
        "Muhire",
        "Mukamana",
        "Mukandayisenga",
        "Mukeshimana",
        "Munyaneza",
        "Murekatete",
        "Mutabazi",
        "Mutesi",
        "Ndayisaba",
        "Ndayishimiye",
        "Nduwayezu",
        "Niyigena",
        "Niyomugabo",
        "Niyonkuru",
        "Niyonsaba",
        "Nkurunziza",
        "Nsengiyumva",
        "Ntawukuriryayo",
        "Nyirahabimana",
        "Rugamba",
        "Rukundo",
        "Rutayisire",
        "Sibomana",
        "Tuyisenge",
        "Twagirayezu",
        "Umuhoza",
        "Umutoni",
        "Uwamahoro",
        "Uwase",
        "Uwimana",
        "Uwineza",
    ];
}
