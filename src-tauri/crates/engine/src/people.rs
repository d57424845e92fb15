//! The address book: one over all providers. Where a provider keeps a list of its own, people are put there too, and whoever
//! stands there comes into the book.

use crate::core::Engine;
use crate::draft::{phone_needed, short};
use crate::error::{EngineError, Result};
use crate::view::ContactView;
use domain::{Account, AccountId, Contact, ContactId, ContactSighting};
use providers::{CreateContact, FetchContact, ListContacts, Provider};

/// What somebody can be to the shop.
pub const CONTACT_SORTS: &[&str] = &["beneficiary", "employee", "vendor", "other"];
/// How many pages of a provider's list one pull reads.
const MOST_PAGES: usize = 200;
const PAGE: u32 = 100;

/// Somebody as they were typed.
#[derive(Clone, Debug)]
pub struct ContactDraft {
    /// At which account's provider they are put on the list too, where it has one.
    pub account: AccountId,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: Option<String>,
    /// The number, in any usual spelling.
    pub phone: String,
    /// One of [`CONTACT_SORTS`], in any case.
    pub sort: String,
}

impl Engine {
    /// Writes somebody down, at the provider first where it keeps a list: a name that it refuses is not kept here either.
    pub async fn add_contact(&self, draft: ContactDraft) -> Result<ContactView> {
        let account = self.usable_account(&draft.account).await?;
        let provider = self.provider_of(&account)?;
        let country = crate::draft::home_country(&account, provider.manifest())?;
        let phone = phone_needed(&draft.phone, country)?;
        let first_name = short(Some(&draft.first_name), "first-name")?.ok_or_else(|| {
            EngineError::bad(
                "first-name",
                "missing_name",
                "A contact has a first name.",
                "Un contact a un prénom.",
            )
        })?;
        let last_name = short(draft.last_name.as_deref(), "last-name")?;
        let sort = draft.sort.trim().to_lowercase();
        if !CONTACT_SORTS.contains(&sort.as_str()) {
            let known = CONTACT_SORTS.join(", ");
            return Err(EngineError::bad(
                "type",
                "bad_type",
                format!("A contact is one of: {known}."),
                format!("Un contact est l’un de : {known}."),
            ));
        }
        let mut at_providers = Vec::new();
        if let Some(endpoint) = provider.create_contact() {
            let call = CreateContact {
                first_name: first_name.clone(),
                last_name: last_name.clone(),
                phone: phone.clone(),
                sort: sort.clone(),
            };
            let (told, _) = self.learn(&account, provider, endpoint, &call).await?;
            at_providers.push((account.id.clone(), told.provider_reference));
        }
        let now = self.now();
        let contact = Contact {
            id: ContactId::new(now, self.chance()),
            first_name,
            last_name,
            phone,
            sort,
            at_providers,
            created_at: now,
            updated_at: now,
        };
        let kept = self.store().journal.keep_contacts(&[contact]).await?;
        kept.first()
            .map(ContactView::from)
            .ok_or_else(|| EngineError::no_such("contact", "contact", &draft.phone))
    }

    /// Everybody, by name.
    pub async fn contacts(&self) -> Result<Vec<ContactView>> {
        let contacts = self.store().journal.contacts().await?;
        Ok(contacts.iter().map(ContactView::from).collect())
    }

    /// What a provider says now about somebody on its list.
    pub async fn contact_at(
        &self,
        account: &AccountId,
        reference: &str,
    ) -> Result<Option<ContactSighting>> {
        let account = self.usable_account(account).await?;
        let provider = self.provider_of(&account)?;
        let endpoint = provider
            .fetch_contact()
            .ok_or_else(crate::send::unsupported)?;
        let call = FetchContact {
            provider_reference: reference.to_owned(),
        };
        Ok(self.learn(&account, provider, endpoint, &call).await?.0)
    }

    /// Brings whoever stands on a provider's list into the book.
    pub(crate) async fn pull_contacts(
        &self,
        account: &Account,
        provider: &dyn Provider,
    ) -> Result<()> {
        let Some(endpoint) = provider.list_contacts() else {
            return Ok(());
        };
        let mut cursor: Option<String> = None;
        for _ in 0..MOST_PAGES {
            let call = ListContacts {
                cursor: cursor.clone(),
                limit: PAGE,
            };
            let (page, _) = self.learn(account, provider, endpoint, &call).await?;
            let met: Vec<Contact> = page
                .items
                .into_iter()
                .filter_map(|told| self.met(account, told))
                .collect();
            self.store().journal.keep_contacts(&met).await?;
            if page.next.is_none() || page.next == cursor {
                break;
            }
            cursor = page.next;
        }
        Ok(())
    }

    /// Somebody from a provider's list. Without a number that can be read, nobody can be told from anybody.
    fn met(&self, account: &Account, told: ContactSighting) -> Option<Contact> {
        let now = self.now();
        let (first_name, last_name) = match told.name.trim().split_once(' ') {
            Some((first, last)) => (first.to_owned(), Some(last.trim().to_owned())),
            None => (told.name.trim().to_owned(), None),
        };
        let sort = told.sort.map(|sort| sort.to_lowercase());
        let known = sort.filter(|sort| CONTACT_SORTS.contains(&sort.as_str()));
        Some(Contact {
            id: ContactId::new(now, self.chance()),
            first_name,
            last_name,
            phone: told.phone?,
            sort: known.unwrap_or_else(|| "other".to_owned()),
            at_providers: vec![(account.id.clone(), told.provider_reference)],
            created_at: now,
            updated_at: now,
        })
    }
}
