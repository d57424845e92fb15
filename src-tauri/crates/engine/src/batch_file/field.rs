//! What a column can say, and what people call it.

use domain::Text;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The row's own name, unique per account for ever.
    Reference,
    /// Whose wallet is paid.
    Phone,
    /// How much.
    Amount,
    /// In which currency.
    Currency,
    /// Who that is.
    Name,
    /// The mobile network.
    Network,
    /// The message that goes with the money.
    Note,
    /// The bank, by its name or code.
    Bank,
    /// The number at the bank.
    AccountNumber,
    /// The bank's branch.
    Branch,
    /// A contact kept at the provider.
    Contact,
}

impl Field {
    /// Every one of them.
    pub const ALL: &'static [Self] = &[
        Self::Reference,
        Self::Phone,
        Self::Amount,
        Self::Currency,
        Self::Name,
        Self::Network,
        Self::Note,
        Self::Bank,
        Self::AccountNumber,
        Self::Branch,
        Self::Contact,
    ];

    /// The word for it in JSON and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Phone => "phone",
            Self::Amount => "amount",
            Self::Currency => "currency",
            Self::Name => "name",
            Self::Network => "network",
            Self::Note => "note",
            Self::Bank => "bank",
            Self::AccountNumber => "number",
            Self::Branch => "branch",
            Self::Contact => "contact",
        }
    }

    /// The field of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.as_str() == word)
    }

    /// What a person calls it.
    #[must_use]
    pub fn label(self) -> Text {
        let (en, fr) = match self {
            Self::Reference => ("reference", "référence"),
            Self::Phone => ("phone", "téléphone"),
            Self::Amount => ("amount", "montant"),
            Self::Currency => ("currency", "devise"),
            Self::Name => ("name", "nom"),
            Self::Network => ("network", "réseau"),
            Self::Note => ("note", "message"),
            Self::Bank => ("bank", "banque"),
            Self::AccountNumber => ("account number", "numéro de compte"),
            Self::Branch => ("branch", "agence"),
            Self::Contact => ("contact", "contact"),
        };
        Text::new(en, fr)
    }

    /// What a title says, and whether it could say something else: an `id` is a reference where nothing is called so.
    pub(super) fn of_title(squeezed: &str) -> Option<(Self, bool)> {
        let sure = |field| Some((field, true));
        let maybe = |field| Some((field, false));
        match squeezed {
            "reference"
            | "ref"
            | "paymentreference"
            | "referencepaiement"
            | "referencedepaiement"
            | "transactionreference"
            | "externalreference"
            | "yourreference"
            | "votrereference"
            | "payoutreference" => sure(Self::Reference),
            "id" | "identifiant" | "externalid" | "paymentid" => maybe(Self::Reference),
            "phone" | "phonenumber" | "phoneno" | "telephone" | "tel" | "msisdn"
            | "mobilenumber" | "numerodetelephone" | "numerotelephone" | "numtelephone"
            | "notelephone" | "ndetelephone" | "telephonenumber" | "mobilemoneynumber"
            | "numeromobilemoney" | "numeromobile" | "mobileno" => sure(Self::Phone),
            "numero"
            | "mobile"
            | "portable"
            | "cellulaire"
            | "cell"
            | "gsm"
            | "contactnumber"
            | "beneficiarynumber"
            | "numerobeneficiaire"
            | "numerodubeneficiaire"
            | "wallet" => maybe(Self::Phone),
            "amount" | "montant" | "montantapayer" | "amounttopay" | "montantnet" => {
                sure(Self::Amount)
            }
            "somme" | "sum" | "net" | "netapayer" | "salaire" | "salary" | "netpay" => {
                maybe(Self::Amount)
            }
            "currency" | "devise" | "monnaie" | "currencycode" | "codedevise" => {
                sure(Self::Currency)
            }
            "name" | "nom" | "fullname" | "nomcomplet" | "beneficiary" | "beneficiaire"
            | "beneficiaryname" | "nomdubeneficiaire" | "nombeneficiaire" | "nometprenom"
            | "nometprenoms" | "nomprenom" | "nomprenoms" | "recipient" | "destinataire"
            | "accountname" | "payee" | "payeename" | "recipientname" => sure(Self::Name),
            "employee" | "employe" | "client" | "customer" => maybe(Self::Name),
            "network" | "reseau" | "operateur" | "operator" | "telco" | "mobilenetwork"
            | "carrier" => sure(Self::Network),
            "note" | "motif" | "libelle" | "narration" | "reason" | "notes" => sure(Self::Note),
            "message" | "description" | "objet" | "remarks" | "details" => maybe(Self::Note),
            "bank" | "banque" | "bankname" | "bankcode" | "nomdelabanque" | "codebanque" => {
                sure(Self::Bank)
            }
            "accountnumber"
            | "accountno"
            | "numerodecompte"
            | "numerocompte"
            | "numcompte"
            | "nocompte"
            | "ndecompte"
            | "bankaccount"
            | "bankaccountnumber"
            | "iban"
            | "rib"
            | "comptebancaire"
            | "numerodecomptebancaire" => sure(Self::AccountNumber),
            "branch" | "agence" | "branchcode" | "codeagence" | "guichet" | "codeguichet"
            | "bankbranch" => sure(Self::Branch),
            "contact" | "contactid" | "idcontact" => sure(Self::Contact),
            _ => None,
        }
    }
}

/// A title without case, accents, spaces and marks.
pub(super) fn squeezed(title: &str) -> String {
    title
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .take(80)
        .collect()
}
