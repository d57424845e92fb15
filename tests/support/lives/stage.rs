//! What all parts of one life share: its providers, its clocks, its luck, and what was seen and told in it.

use super::judge::bears;
use super::met::Met;
use super::post::Post;
use super::refunds;
use super::witness::Witness;
use crate::{HandClock, Shop};
use bad_disk::Disk;
use chrono::Duration;
use domain::{AccountId, Kind, Operation, OperationId, State};
use engine::{ChargeDraft, ConversionDraft, Draft, PayoutDraft};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use simulator::{Control, OutsidePayment};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};

/// A life's stage.
pub(super) struct Stage {
    pub(super) seed: u64,
    pub(super) control: Control,
    pub(super) clock: Arc<HandClock>,
    pub(super) home: PathBuf,
    pub(super) keys: Arc<super::keys::Keys>,
    pub(super) accounts: BTreeMap<&'static str, AccountId>,
    /// How many of a thousand requests go wrong on the line.
    pub(super) trouble: u32,
    /// How many rows this life's providers give to a page at most.
    pub(super) page: u32,
    pub(super) witness: Witness,
    pub(super) disk: Disk,
    pub(super) post: Post,
    inner: Mutex<Inner>,
}

struct Inner {
    chance: StdRng,
    calm: bool,
    runs: u64,
    /// How many requests left, of all processes.
    asked: u64,
    trace: Sha256,
    met: Met,
    broken: Vec<String>,
    drafts: Vec<Draft>,
    /// The charges that a person saw paid.
    paid: Vec<OperationId>,
    /// The charges whose customers have to open a page, with the number of each.
    on_a_page: Vec<OperationId>,
    /// What a person was last told of each operation.
    told: BTreeMap<OperationId, State>,
    order: Vec<OperationId>,
    /// How often the first process began, and after which of its beginnings each operation was told of.
    starts: u64,
    since_start: BTreeMap<OperationId, u64>,
    /// The executor works, and no person has a hand in it.
    by_itself: bool,
    jumped: bool,
    /// How far the shop's clock is ahead of the world's.
    ahead: Duration,
}

/// What a stage is set up with.
pub(super) struct Set {
    pub(super) seed: u64,
    pub(super) control: Control,
    pub(super) clock: Arc<HandClock>,
    pub(super) home: PathBuf,
    pub(super) keys: Arc<super::keys::Keys>,
    pub(super) accounts: BTreeMap<&'static str, AccountId>,
}

impl Stage {
    pub(super) fn new(set: Set) -> Self {
        let mut chance = StdRng::seed_from_u64(set.seed);
        let trouble = [0, 60, 150, 300][chance.random_range(0..4)];
        let page = [2, 5, 100][chance.random_range(0..3)];
        Self {
            seed: set.seed,
            control: set.control,
            clock: set.clock,
            witness: Witness::new(&set.home),
            disk: bad_disk::under(&set.home),
            post: Post::new(set.seed),
            home: set.home,
            keys: set.keys,
            accounts: set.accounts,
            trouble,
            page,
            inner: Mutex::new(Inner {
                chance,
                calm: false,
                runs: 0,
                asked: 0,
                trace: Sha256::new(),
                met: Met::default(),
                broken: Vec::new(),
                drafts: Vec::new(),
                paid: Vec::new(),
                on_a_page: Vec::new(),
                told: BTreeMap::new(),
                order: Vec::new(),
                starts: 0,
                since_start: BTreeMap::new(),
                by_itself: false,
                jumped: false,
                ahead: Duration::zero(),
            }),
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    /// A number below `end`, by the seed.
    pub(super) fn below(&self, end: usize) -> usize {
        self.inner().chance.random_range(0..end.max(1))
    }

    pub(super) fn one_of<T: Clone>(&self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    pub(super) fn per_mille(&self, of_a_thousand: u32) -> bool {
        self.inner().chance.random_range(0..1_000) < of_a_thousand
    }

    /// Writes something down in the trace of this life.
    pub(super) fn note(&self, what: &str) {
        let mut inner = self.inner();
        inner.trace.update(what.as_bytes());
        inner.trace.update([0]);
    }

    pub(super) fn trace(&self) -> String {
        hex::encode(self.inner().trace.clone().finalize())
    }

    pub(super) fn met(&self, fault: &str) {
        self.inner().met.note(fault);
    }

    pub(super) fn met_on(&self, fault: &str, money: bool) {
        self.inner().met.note_on(fault, money);
    }

    pub(super) fn all_met(&self) -> Met {
        let mut met = self.inner().met.clone();
        met.note_seen(&self.control.seen());
        met
    }

    pub(super) fn broke(&self, law: String) {
        self.inner().broken.push(law);
    }

    pub(super) fn all_broken(&self) -> Vec<String> {
        self.inner().broken.clone()
    }

    /// From now on nothing goes wrong on the line.
    pub(super) fn calm_down(&self) {
        self.inner().calm = true;
    }

    pub(super) fn is_calm(&self) -> bool {
        self.inner().calm
    }

    /// A request leaves.
    pub(super) fn asks(&self) {
        self.inner().asked += 1;
    }

    /// How many requests left so far.
    pub(super) fn asked(&self) -> u64 {
        self.inner().asked
    }

    /// The chance of the next run of Duka.
    pub(super) fn next_run(&self) -> u64 {
        let mut inner = self.inner();
        inner.runs += 1;
        self.seed ^ (inner.runs << 32)
    }

    /// Time passes, for the shop and its providers.
    pub(super) fn wind(&self, seconds: i64) {
        let by = Duration::seconds(seconds);
        self.control.wind(by.to_std().unwrap()).unwrap();
        self.clock.wind(by);
    }

    /// Somebody moves the hands of the shop's clock alone.
    pub(super) fn jump(&self, seconds: i64) {
        let by = Duration::seconds(seconds);
        let mut inner = self.inner();
        inner.ahead += by;
        inner.jumped = true;
        drop(inner);
        self.clock.wind(by);
    }

    /// Whether the shop's clock was ever wrong in this life.
    pub(super) fn jumped(&self) -> bool {
        self.inner().jumped
    }

    /// Another first process begins.
    pub(super) fn begins(&self) {
        let mut inner = self.inner();
        inner.starts += 1;
        inner.by_itself = false;
    }

    /// From here to there the executor works by itself.
    pub(super) fn works_by_itself(&self, by_itself: bool) {
        self.inner().by_itself = by_itself;
    }

    /// The first process sends this. What an earlier one recorded leaves by a person's hand only.
    pub(super) fn leaves(&self, operation: &OperationId) {
        let mut inner = self.inner();
        let told = inner.since_start.get(operation);
        if inner.by_itself && told.is_some_and(|start| *start < inner.starts) {
            inner.broken.push(format!(
                "{operation} was recorded by an earlier run, and left by itself"
            ));
        }
    }

    /// The shop's clock is set by the world's again.
    pub(super) fn put_the_clock_right(&self) {
        let ahead = std::mem::replace(&mut self.inner().ahead, Duration::zero());
        self.clock.wind(-ahead);
    }

    /// The shop's website takes a payment with the same account, or somebody pays out on the provider's own site.
    pub(super) fn pay_outside(&self) {
        let shop = self.one_of(&Shop::PAYING);
        let phone = match shop.currency {
            "UGX" => format!("256{}01", &shop.customer[1..]),
            "RWF" => format!("250{}01", &shop.customer[1..]),
            _ => format!("{}01", shop.customer),
        };
        let payment = OutsidePayment {
            provider: shop.provider.to_owned(),
            amount: Decimal::from(self.one_of(&[5_000, 85_000])),
            phone,
            note: "From the website".to_owned(),
            reference: Some("WEB".to_owned()),
        };
        // A payment that the provider refuses is none.
        if self.below(4) == 0 {
            let _ = self.control.pay_out_outside(&payment);
        } else {
            let _ = self.control.pay_outside(&payment);
        }
    }

    /// A new form, filled in.
    pub(super) fn new_draft(&self) -> Draft {
        let ending = self.one_of(&["01", "02", "03", "04", "05", "06", "07", "08", "97", "98"]);
        let amount = self.one_of(&[5_000, 85_000, 125_000]);
        let shop = self.one_of(&Shop::PAYING);
        let request_id = Some(self.request_id());
        let draft = match self.below(12) {
            0..=3 => self.payout(shop, ending, amount, request_id),
            4 | 5 => match self.any_paid() {
                Some(charge) => refunds::form(self, charge.as_str(), amount),
                None => self.charge(shop, ending, amount, request_id),
            },
            // Where a conversion ends is told by webhooks alone: a life that has none, or none in time, makes none.
            6 if self.post.is_coming() => self.conversion(request_id),
            _ => self.charge(shop, ending, amount, request_id),
        };
        self.kept(draft)
    }

    /// The id of the next form.
    pub(super) fn request_id(&self) -> String {
        format!("form-{}-{}", self.seed, self.inner().drafts.len())
    }

    /// A form that may be sent again later.
    pub(super) fn kept(&self, draft: Draft) -> Draft {
        self.inner().drafts.push(draft.clone());
        draft
    }

    fn charge(&self, shop: Shop, ending: &str, amount: u32, request_id: Option<String>) -> Draft {
        let by_page = shop.provider == Shop::ABIDJAN.provider;
        Draft::from(ChargeDraft {
            account: self.accounts[shop.provider].clone(),
            amount: amount.to_string(),
            currency: shop.currency.to_owned(),
            method: if by_page { "wallet" } else { "mobile-money" }.to_owned(),
            phone: Some(format!("{}{ending}", shop.customer)),
            network: (!by_page).then(|| shop.network.to_owned()),
            payer: None,
            country: None,
            fee_payer: None,
            first_name: None,
            last_name: None,
            email: None,
            note: Some("Cement".to_owned()),
            request_id,
            scenario: None,
            despite: None,
        })
    }

    fn payout(&self, shop: Shop, ending: &str, amount: u32, request_id: Option<String>) -> Draft {
        Draft::from(PayoutDraft {
            account: self.accounts[shop.provider].clone(),
            amount: amount.to_string(),
            currency: shop.currency.to_owned(),
            to: shop.pays_to.to_owned(),
            contact: None,
            phone: Some(format!("{}{ending}", shop.customer)),
            network: Some(shop.network.to_owned()),
            bank: None,
            number: None,
            branch: None,
            name: Some("Moses Okello".to_owned()),
            country: None,
            note: Some("Wages".to_owned()),
            recipient_gets: false,
            request_id,
            scenario: None,
            sub_account: None,
            despite: None,
        })
    }

    /// Its last two digits tell what becomes of it.
    fn conversion(&self, request_id: Option<String>) -> Draft {
        let shop = Shop::KIGALI;
        let amount = self.one_of(&[14_001, 14_002, 28_003, 28_004, 70_001]);
        Draft::from(ConversionDraft {
            account: self.accounts[shop.provider].clone(),
            from: shop.currency.to_owned(),
            to: "USD".to_owned(),
            amount: amount.to_string(),
            request_id,
            previewed: None,
        })
    }

    fn any_paid(&self) -> Option<OperationId> {
        let paid = self.inner().paid.clone();
        (!paid.is_empty()).then(|| self.one_of(&paid))
    }

    /// A charge whose customer has to open a page, and the number that pays it.
    pub(super) fn waits_on_a_page(&self) -> Option<(OperationId, String)> {
        let waiting = self.inner().on_a_page.clone();
        let id = (!waiting.is_empty()).then(|| self.one_of(&waiting))?;
        let ending = self.one_of(&["01", "01", "02", "04", "07", "08", "97", "98"]);
        Some((id, format!("{}{ending}", Shop::ABIDJAN.customer)))
    }

    /// A form that was sent before.
    pub(super) fn old_draft(&self) -> Option<Draft> {
        let known = self.inner().drafts.len();
        (known > 0).then(|| {
            let place = self.below(known);
            self.inner().drafts[place].clone()
        })
    }

    /// A person saw this. A final state that was shown once stays what it was.
    pub(super) fn told(&self, operation: &Operation) {
        self.note(&format!("{} {}", operation.id, operation.state.as_str()));
        let mut inner = self.inner();
        if matches!(operation.state, State::Failed | State::Expired) {
            let ledger = self.control.ledger();
            let there = ledger.iter().find(|entry| bears(entry, operation));
            // One story alone fails first and is paid later.
            if let Some(entry) = there
                && entry.status != "failed"
                && !entry.phone.ends_with("07")
                // Who pays on a page may play that story, too, and is not named in the ledger.
                && !entry.phone.is_empty()
            {
                inner.broken.push(format!(
                    "L3 shown as not paid, and it is {} there: {} {entry:?}",
                    entry.status, operation.id
                ));
            }
        }
        if operation.kind == Kind::Charge {
            let inner = &mut *inner;
            let by_page = operation.provider.as_str() == Shop::ABIDJAN.provider;
            if by_page && !inner.on_a_page.contains(&operation.id) {
                inner.on_a_page.push(operation.id.clone());
            }
            if operation.state == State::Succeeded && !inner.paid.contains(&operation.id) {
                inner.paid.push(operation.id.clone());
            }
        }
        let before = inner.told.insert(operation.id.clone(), operation.state);
        match before {
            None => {
                inner.order.push(operation.id.clone());
                let starts = inner.starts;
                inner.since_start.insert(operation.id.clone(), starts);
            }
            Some(before) if before.is_final() && before != operation.state => {
                inner.broken.push(format!(
                    "a final state that was shown became another: {} {} {}",
                    operation.id,
                    before.as_str(),
                    operation.state.as_str()
                ));
            }
            Some(_) => {}
        }
    }

    /// Every operation a person was told of, in the order of telling.
    pub(super) fn known(&self) -> Vec<OperationId> {
        self.inner().order.clone()
    }

    /// One of them.
    pub(super) fn any_known(&self) -> Option<OperationId> {
        let known = self.known();
        (!known.is_empty()).then(|| self.one_of(&known))
    }
}
