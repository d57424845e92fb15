//! What an operation does, and by which rail.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word used on the command line, in JSON and in the stores.
            #[must_use]
            pub fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),+ } }

            /// Reads the word back.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> { match word { $($word => Some(Self::$variant),)+ _ => None } }
        }
    };
}
pub(crate) use words;

words!(
    /// What an operation asks a provider to do.
    Kind {
        /// A request for a customer's money.
        Charge = "charge",
        /// Money sent out.
        Payout = "payout",
        /// Money given back for a charge.
        Refund = "refund",
        /// One currency to another inside an account.
        Conversion = "conversion",
        /// A page at the provider where a customer pays.
        Link = "link",
    }
);

words!(
    /// Which way the money goes, seen from the shop.
    Direction {
        /// Towards the shop.
        In = "in",
        /// Away from the shop.
        Out = "out",
        /// Within one account.
        Within = "within",
    }
);

words!(
    /// By which rail a customer pays.
    Method {
        /// A push to the customer's phone.
        MobileMoney = "mobile-money",
        /// The provider's own wallet.
        Wallet = "wallet",
        /// A page of the provider's.
        Hosted = "hosted",
        /// A payment card.
        Card = "card",
        /// A bank account.
        Bank = "bank",
    }
);

impl Kind {
    /// Which way this kind moves money.
    #[must_use]
    pub fn direction(self) -> Direction {
        match self {
            Self::Charge | Self::Link => Direction::In,
            Self::Payout | Self::Refund => Direction::Out,
            Self::Conversion => Direction::Within,
        }
    }
}
