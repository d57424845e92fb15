// Written by the core from its own types: `cargo xtask bindings`. Not to be edited by hand.

export type State = "recorded" | "awaiting_approval" | "sending" | "pending" | "needs_action" | "in_doubt" | "succeeded" | "failed" | "expired" | "cancelled";
export type Kind = "charge" | "payout" | "refund" | "conversion" | "link";
export type Status = "pending" | "in_doubt" | "succeeded" | "failed" | "expired";
export type Method = "mobile-money" | "wallet" | "hosted" | "card" | "bank";
export type BatchField = "reference" | "phone" | "amount" | "currency" | "name" | "network" | "note" | "bank" | "number" | "branch" | "contact";
export type Rail = "mobile-money" | "bank" | "wallet" | "contact";
export type DoubtKind = "fate_unknown" | "contradicted" | "mismatch" | "overdue";
export type ActionKind = "otp" | "pin" | "address" | "redirect" | "other";
export type Environment = "sandbox" | "live";
export type Act = "check" | "cancel" | "approve" | "authorise" | "open_page" | "refund" | "adopt" | "send_again" | "try_again" | "set_aside" | "receipt" | "comment";
export type Having = "doubt" | "refunded" | "link" | "operation" | "approval" | "action";
export type ExportColumn = "local_time" | "time" | "environment" | "kind" | "state" | "amount" | "currency" | "fee" | "net" | "refunded" | "debited" | "recipient_gets" | "phone" | "name" | "note" | "account" | "provider" | "method" | "network" | "provider_reference" | "our_reference" | "operator_reference" | "doubts" | "provider_status" | "reason" | "status" | "transaction" | "operation" | "account_id" | "synced_at";
export type Role = "owner" | "cashier" | "support";
export type Right = "anybody" | "own_sales" | "take_payment" | "make_links" | "look" | "look_at_figures" | "comment" | "send_money" | "approve" | "settle_doubts" | "export" | "accounts" | "set_up" | "people";
export type Trust = "verified" | "unsigned" | "forged";
export type Flaw = "no_signature" | "no_secret" | "malformed_signature" | "wrong_signature" | "unreadable_body" | "other_environment" | "not_posted" | "too_large";

/** An exact amount, as strings: a JSON number is not money. */
export type MoneyView = {
  amount: string;
  currency: string;
};

/** An error as it leaves: a word for the machine, a sentence for the person, the one safe next step. */
export type ErrorView = {
  code: string;
  message: string;
  field: string | null;
  next: string | null;
  operation: OperationView | null;
};

/** Whether a credential is set. Never its value. */
export type CredentialView = {
  set: boolean;
};

/** An account, without its secrets. */
export type AccountView = {
  id: string;
  provider: string;
  environment: Environment;
  name: string;
  base_url: string;
  state: "ready" | "no_keys" | "removed";
  settings: { [key in string]: string };
  credentials: { [key in string]: CredentialView };
};

/** One wallet. */
export type BalanceView = {
  account: string;
  environment: Environment;
  currency: string;
  network: string | null;
  available: MoneyView | null;
  pending: MoneyView | null;
  total: MoneyView | null;
  as_of: string;
};

/** What one pull of one account brought. */
export type SyncView = {
  account: string;
  complete_from: string | null;
  complete_to: string | null;
  added: number;
  changed: number;
  error: ErrorView | null;
};

/** A transaction that might be the one in doubt. */
export type CandidateView = {
  provider_reference: string;
  amount: MoneyView;
  phone: string | null;
  provider_status: string;
  occurred_at: string;
  evidence: Array<string>;
  adoptable: boolean;
};

/** What to tell the customer. */
export type SayView = {
  en: string;
  fr: string;
};

/** One open question. */
export type DoubtView = {
  operation: OperationView;
  kind: DoubtKind;
  since: string;
  next_check: string | null;
  usual_s: number | null;
  candidates: Array<CandidateView>;
  say: SayView;
  absence_counts_from: string | null;
  open_to_adoption: boolean;
  set_aside: string | null;
};

/** One step of the test. */
export type KeyTestStep = {
  what: string;
  ok: boolean | null;
  detail: string | null;
};

/** Whether a key works, and if not, why. */
export type KeyTestView = {
  ok: boolean;
  code: string;
  message: string;
  provider_message: string | null;
  address: string | null;
  steps: Array<KeyTestStep>;
};

/** What the provider waits for from a person. */
export type ActionView = {
  type: ActionKind;
  required: boolean;
  url: string | null;
  word: string | null;
  text: string | null;
};

/** Why an operation ended, or waits. */
export type ReasonView = {
  code: string;
  message: string;
  provider_message: string | null;
};

/** An operation. */
export type OperationView = {
  id: string;
  kind: Kind;
  state: State;
  environment: Environment;
  account: string;
  provider: string;
  amount: MoneyView;
  our_reference: string;
  provider_reference: string | null;
  phone: string | null;
  name: string | null;
  note: string | null;
  action: ActionView | null;
  reason: ReasonView | null;
  send_by: string;
  retry_of: string | null;
  refund_of: string | null;
  created_at: string;
  updated_at: string;
  request_id: string;
  method: Method | "contact" | null;
  network: string | null;
  provider_status: string | null;
  transaction: string | null;
  doubts: DoubtKind[];
  last_check: string | null;
  last_check_failure: string | null;
  next_check: string | null;
};

/** One credential to type in. */
export type CredentialFieldView = {
  name: string;
  label: string;
  help: string;
  secret: boolean;
  required: boolean;
};

/** One setting of an account. */
export type SettingFieldView = {
  name: string;
  label: string;
  help: string;
  required: boolean;
};

/** A mobile network. */
export type NetworkView = {
  code: string;
  name: string;
  country: string;
  prefixes: Array<string>;
};

/** One rail for charges. */
export type ChargeMethodView = {
  method: Method;
  currencies: Array<string>;
  needs_phone: boolean;
  needs_network: boolean;
  fee_payer: boolean;
  names: boolean;
  scenarios: Array<ScenarioView>;
};

/** How a payment of the sandbox is to end. */
export type ScenarioView = {
  key: string;
  means: string;
};

/** One rail for payouts. */
export type PayoutRailView = {
  rail: Rail;
  currencies: Array<string>;
  needs_phone: boolean;
  needs_network: boolean;
  needs_name: boolean;
  fee_from: "wallet" | "recipient" | "unstated";
  reference_in_note: boolean;
  scenarios: Array<ScenarioView>;
  caution: string | null;
};

/** Where requests may go. */
export type UrlsView = {
  sandbox: Array<string>;
  live: Array<string>;
};

/** One step of setting an account up. */
export type HelpView = {
  about: string;
  words: string;
};

/** Something that the provider announces and does not document. */
export type AnnouncedView = {
  word: string;
  words: string;
};

/** What payment links can do at a provider. */
export type LinkFactsView = {
  currencies: Array<string>;
  methods: Method[];
  open_amount: boolean;
  bounds: boolean;
  most_uses: number;
  sms: boolean;
  longest_title: number;
  fixed_life_s: number | null;
  changes: boolean;
  payments: boolean;
  turns_off: boolean;
  turning_off: string | null;
};

/** A provider. */
export type ProviderView = {
  id: string;
  name: string;
  countries: Array<string>;
  calling_codes: Array<number>;
  currencies: Array<string>;
  decimals: Array<number>;
  capabilities: Array<string>;
  credentials: Array<CredentialFieldView>;
  settings: Array<SettingFieldView>;
  networks: Array<NetworkView>;
  charge_methods: Array<ChargeMethodView>;
  payout_rails: Array<PayoutRailView>;
  payouts_per_call: number;
  refunds: "call" | "payout" | null;
  links: LinkFactsView | null;
  conversions: Array<[string, string]>;
  base_urls: UrlsView;
  longest_note: number;
  reference_in_note: boolean;
  must_tell: Array<string>;
  help: Array<HelpView>;
  webhook_topics: Array<string>;
  announced: Array<AnnouncedView>;
};

/** A piece of a sentence. */
export type PhraseView = {
  text: string;
  strong: boolean;
};

/** One amount of a review: what arrives, what it costs, what leaves, what is left. */
export type FigureView = {
  what: string;
  label: string;
  amount: MoneyView | null;
  words: string | null;
  certain: boolean;
  as_of: string | null;
};

/** What a person reads before money moves, and what stands for it when they confirm. */
export type ReviewView = {
  nonce: string;
  amount: MoneyView;
  recipient: string | null;
  sentence: Array<PhraseView>;
  lines: Array<string>;
  figures: Array<FigureView>;
  besides: Array<string>;
  guard: ErrorView | null;
};

/** What is proven paid, in one currency. */
export type SalesSumView = {
  currency: string;
  amount: MoneyView | null;
  count: number;
};

/** Today's sales of whoever is at the desk. */
export type SalesView = {
  by: string;
  sums: Array<SalesSumView>;
  sales: Array<OperationView>;
};

/** A charge that can be given back. */
export type RefundableView = {
  charge: string;
  operation: string | null;
  account: string;
  charged: MoneyView;
  given_back: MoneyView;
  left: MoneyView;
  by_call: boolean;
  phone: string | null;
  name: string | null;
  unsettled: ErrorView | null;
};

/** A bank. */
export type BankView = {
  code: string;
  name: string;
  branch_required: boolean | null;
  currency: string | null;
  network: string | null;
};

/** Whether a number can be paid. */
export type RecipientView = {
  phone: string;
  known: boolean;
  name: string | null;
};

/** A row of a statement. */
export type StatementRowView = {
  account: string;
  environment: Environment;
  provider_reference: string;
  designation: string;
  kind: Kind | null;
  status: string;
  amount: MoneyView;
  balance_before: MoneyView | null;
  balance_after: MoneyView | null;
  network: string | null;
  phone: string | null;
  note: string | null;
  fee_of: string | null;
  at: string | null;
};

/** Whose account it is. */
export type AccountSummaryView = {
  name: string;
  number: string | null;
  category: string | null;
  email: string | null;
};

/** Where else somebody is known. */
export type ContactAtView = {
  account: string;
  provider_reference: string;
};

/** Somebody. */
export type ContactView = {
  id: string;
  first_name: string;
  last_name: string | null;
  phone: string;
  type: string;
  at: Array<ContactAtView>;
};

/** A conversion with the rate that was shown and the one that it got. */
export type ConversionView = {
  operation: OperationView;
  to: string;
  previewed: MoneyView | null;
  previewed_rate: string | null;
  previewed_at: string | null;
  got: MoneyView | null;
  got_rate: string | null;
  difference: MoneyView | null;
  difference_percent: string | null;
};

/** A payment link. */
export type LinkView = {
  id: string;
  account: string;
  environment: Environment;
  title: string | null;
  amount: MoneyView | null;
  currency: string | null;
  url: string | null;
  status: string;
  provider_status: string;
  provider_reference: string;
  uses: number | null;
  uses_limit: number | null;
  expires_at: string | null;
  created_at: string | null;
  operation: string | null;
  synced_at: string;
};

/** What a provider says happened. */
export type TransactionView = {
  id: string;
  environment: Environment;
  account: string;
  provider: string;
  kind: Kind;
  status: Status;
  provider_status: string;
  amount: MoneyView;
  fee: MoneyView | null;
  net: MoneyView | null;
  refunded: MoneyView | null;
  debited: MoneyView | null;
  recipient_gets: MoneyView | null;
  provider_reference: string;
  our_reference: string | null;
  phone: string | null;
  name: string | null;
  method: Method | null;
  network: string | null;
  note: string | null;
  occurred_at: string;
  synced_at: string;
  operation: string | null;
  operator_reference: string | null;
  provider_message: string | null;
};

/** One row of the ledger: a transaction, an operation, or a transaction tied to its operation. */
export type RowView = {
  transaction: TransactionView | null;
  operation: OperationView | null;
};

/** A page of the ledger. */
export type SearchView = {
  rows: Array<RowView>;
  next: string | null;
  count: number;
  capped: boolean;
  totals: Array<MoneyView>;
};

/** What a list is narrowed by. Everything that is given must hold; where several are given for one thing, any of them. */
export type Filters = {
  text: string;
  statuses: Status[];
  kinds: Kind[];
  accounts: Array<string>;
  methods: Method[];
  networks: Array<string>;
  currency: string | null;
  phone: string | null;
  reference: string | null;
  link: string | null;
  having: Having[];
  min: string | null;
  max: string | null;
  from: string | null;
  to: string | null;
};

/** How many rows stand so. */
export type StatusCountView = {
  status: Status;
  count: number;
};

/** What the rows of one kind come to in one currency. No kind is added to another: one comes in, another goes out. */
export type TallySumView = {
  currency: string;
  kind: Kind;
  count: number;
  succeeded: number;
  asked: MoneyView;
  moved: MoneyView;
};

/** What a list comes to, however long it is. */
export type TallyView = {
  count: number;
  statuses: Array<StatusCountView>;
  in_question: number;
  sums: Array<TallySumView>;
};

/** A name seen with a number before. */
export type NameSeenView = {
  name: string;
  count: number;
  last: string;
};

/** How far the local history of an account can be trusted. */
export type CoverageView = {
  account: string;
  name: string;
  complete_from: string | null;
  complete_to: string | null;
  last_ok: string | null;
  last_run: string | null;
  error: string | null;
  phones_from: string | null;
};

/** One line of the story. */
export type TimelineView = {
  at: string;
  actor: string;
  what: string;
  cause: string;
  detail: string | null;
};

/** A raw answer of the provider, secrets blanked and phones masked. */
export type AnswerView = {
  at: string;
  what: string;
  status: number;
  body: string;
};

/** A staff remark on an operation or a transaction. */
export type CommentView = {
  at: string;
  actor: string;
  text: string;
};

/** An operation or transaction with its timeline. */
export type ShowView = {
  operation: OperationView | null;
  transaction: TransactionView | null;
  timeline: Array<TimelineView>;
  refunds: Array<OperationView>;
  refundable: MoneyView | null;
  acts: Act[];
  comments: Array<CommentView>;
  answers: Array<AnswerView>;
};

/** How many, and what became of them. */
export type CountsView = {
  count: number;
  succeeded: number;
  failed: number;
  expired: number;
  pending: number;
  in_doubt: number;
  success_per_mille: number | null;
};

/** What moved in one currency. */
export type FiguresView = {
  received: MoneyView;
  fees: MoneyView;
  fees_not_told: number;
  net: MoneyView | null;
  net_not_told: number;
  paid_out: MoneyView;
  payout_fees: MoneyView;
  payout_fees_not_told: number;
  refunded: MoneyView;
  waiting: MoneyView;
  in_question: MoneyView;
  going_out: MoneyView;
  charges: CountsView;
  payouts: CountsView;
};

/** One thing that needs somebody. */
export type NeedItemView = {
  id: string;
  name: string | null;
  amount: MoneyView | null;
  since: string | null;
  until: string | null;
  word: string | null;
};

/** Things of one sort that need somebody, the most pressing first. */
export type NeedView = {
  kind: "doubts" | "approvals" | "actions" | "links" | "accounts";
  count: number;
  oldest: string | null;
  items: Array<NeedItemView>;
};

/** Today in one currency, beside the same weekday of last week. */
export type TodayView = {
  currency: string;
  today: FiguresView;
  then: FiguresView;
  then_whole: FiguresView;
};

/** The first page. */
export type OverviewView = {
  made_at: string;
  time_zone: string;
  today: string;
  then: string;
  then_until: string;
  needs: Array<NeedView>;
  currencies: Array<TodayView>;
  balances: Array<BalanceView>;
  last: Array<RowView>;
};

/** One step of a series. */
export type TrendPointView = {
  from: string;
  to: string;
  figures: FiguresView;
};

/** What moved of one sort. */
export type TrendShareView = {
  key: string | null;
  figures: FiguresView;
};

/** Why something did not happen. */
export type FailureView = {
  reason: string;
  count: number;
  amount: MoneyView;
};

/** How a period went in one currency. */
export type TrendView = {
  currency: string;
  currencies: Array<string>;
  from: string;
  to: string;
  time_zone: string;
  step: "day" | "week" | "month";
  whole: FiguresView;
  before: FiguresView;
  series: Array<TrendPointView>;
  by_method: Array<TrendShareView>;
  by_network: Array<TrendShareView>;
  by_account: Array<TrendShareView>;
  failures: Array<FailureView>;
  failures_more: number;
};

/** What a wallet was read to hold, from this moment until the next one. */
export type BalancePointView = {
  at: string;
  network: string | null;
  available: MoneyView | null;
  pending: MoneyView | null;
  total: MoneyView | null;
};

/** A network that a number was seen with. */
export type NetworkSeenView = {
  network: string | null;
  method: Method | null;
  count: number;
  last: string;
};

/** What moved with one number in one currency, ever. */
export type NumberSumsView = {
  currency: string;
  received: MoneyView;
  paid_out: MoneyView;
  refunded: MoneyView;
  charges: CountsView;
  payouts: CountsView;
};

/** An open question about somebody. */
export type OpenDoubtView = {
  operation: string;
  kind: DoubtKind;
  since: string;
  amount: MoneyView;
};

/** Everything about one phone number. */
export type NumberCardView = {
  phone: string;
  national: string;
  names: Array<NameSeenView>;
  contact: ContactView | null;
  networks: Array<NetworkSeenView>;
  sums: Array<NumberSumsView>;
  first: string | null;
  last: string | null;
  doubts: Array<OpenDoubtView>;
  rows: Array<RowView>;
};

/** A saved view. */
export type SavedView = {
  id: string;
  name: string;
  filters: Filters;
  columns: Array<string>;
  order: "newest" | "amount";
  created_at: string;
};

/** A file that was exported. */
export type ExportedView = {
  path: string;
  rows: number;
  sha256: string;
  environment: Environment;
};

/** One account, and whether its history covers what may be missing. */
export type LockAccountView = {
  account: string;
  name: string;
  covered: boolean;
  error: string | null;
};

/** A copy of the journal. */
export type JournalCopyView = {
  name: string;
  at: string;
};

/** The lock on sending. */
export type SendingLockView = {
  why: "copied" | "restored" | "damaged";
  since: string;
  gap_from: string | null;
  message: string;
  detail: string | null;
  next: Array<string>;
  accounts: Array<LockAccountView>;
  adopted: number;
  may_confirm: boolean;
  copies: Array<JournalCopyView>;
};

/** What an export of the journal brought. */
export type ExportView = {
  path: string;
  rows: number;
  cut_short: Array<string>;
};

/** Somebody who works here. */
export type MemberView = {
  id: string;
  name: string;
  role: Role;
  added_at: string;
};

/** Something that waits for a second person. */
export type ApprovalView = {
  operation: OperationView;
  asked_by: string;
  asked_at: string;
};

/** A whole file of payouts that waits for a second person. */
export type BatchApprovalView = {
  batch: string;
  account: string;
  file_name: string;
  rows: number;
  totals: Array<MoneyView>;
  asked_by: string;
  asked_at: string;
};

/** Everything that waits for a second person. */
export type ApprovalsView = {
  operations: Array<ApprovalView>;
  batches: Array<BatchApprovalView>;
  thresholds: Array<MoneyView>;
};

/** Something that was done. */
export type AuditRowView = {
  seq: number;
  at: string;
  who: string;
  staff: string | null;
  desk: string | null;
  door: string;
  act: string;
  about: string;
  before: string | null;
  after: string;
};

/** A page of what was done, newest first. */
export type AuditView = {
  rows: Array<AuditRowView>;
  next: number | null;
  broken_at: number | null;
};

/** Who works here, and who sits at the desk. */
export type StaffView = {
  members: Array<MemberView>;
  me: MemberView | null;
  locked: boolean;
  needed: boolean;
  lock_after_minutes: number;
  rights: Right[];
};

/** What was approved: one of the two. */
export type ApprovedView = {
  operation: OperationView | null;
  batch: string | null;
};

/** Another owner who says yes: who, and their PIN. */
export type SecondInput = {
  staff: string;
  pin: string;
};

/** What a webhook is. Only its trust is to be relied on. */
export type VerdictView = {
  trust: Trust;
  why: Flaw | null;
  scheme: string;
  event: string | null;
  kind: Kind | null;
  provider_reference: string | null;
  our_reference: string | null;
  told: string | null;
};

/** A webhook that came and was kept. */
export type DeliveryView = {
  row: number;
  verdict: VerdictView;
  seen: number;
  first_at: string;
  last_at: string;
  looked_up_at: string | null;
  look_at: string | null;
  body: string | null;
};

/** The webhooks that came for an account. */
export type DeliveriesView = {
  rows: Array<DeliveryView>;
  only_counted: number;
};

/** An address. */
export type RegistrationView = {
  provider_reference: string;
  topic: string;
  url: string;
  created_at: string | null;
};

/** Which book lies open. */
export type Mode = "practice" | "sandbox" | "live";

/** How the start went. */
export type BootState = "first_run" | "ready" | "blocked";

/** What the window needs to know before it shows anything. */
export type BootView = {
  state: BootState;
  mode: Mode;
  lang: "en" | "fr";
  theme: "system" | "light" | "dark";
  staff: string | null;
  business: string | null;
  time_zone: string;
  country: string | null;
  version: string;
  vault: "keyring" | "file" | "practice";
  card_entry: boolean;
  paper: Paper;
  live_accounts: number;
  sandbox_accounts: number;
  error: ErrorView | null;
};

/** A phone number as it is being typed. */
export type PhoneView = {
  e164: string | null;
  national: string | null;
  network: string | null;
  message: string | null;
  names: Array<NameSeenView>;
};

/** An account as it was typed. It holds keys, so it cannot be printed. */
export type AccountInput = {
  provider: string;
  environment: Environment;
  name: string;
  base_url: string | null;
  settings: { [key in string]: string };
  credentials: { [key in string]: string };
};

/** What is to change about an account. It may hold keys, so it cannot be printed. */
export type AccountChangeInput = {
  name: string | null;
  settings: { [key in string]: string };
  credentials: { [key in string]: string } | null;
};

/** A charge as it was typed. */
export type ChargeInput = {
  account: string;
  amount: string;
  currency: string;
  method: string;
  phone: string | null;
  network: string | null;
  payer: string | null;
  country: string | null;
  fee_payer: string | null;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  note: string | null;
  request_id: string | null;
  scenario: string | null;
};

/** A billing address as it was typed. It is passed on and kept nowhere, so it cannot be printed. */
export type AddressInput = {
  line1: string;
  line2: string | null;
  city: string | null;
  state: string | null;
  postal_code: string | null;
  country: string;
};

/** What the card window needs to show, and the key that seals. It goes to that window alone, so it cannot be printed. */
export type CardFormView = {
  key: string;
  review: ReviewView | null;
  operation: OperationView | null;
  live: boolean;
  lang: "en" | "fr";
  theme: "system" | "light" | "dark";
};

/** What was typed in the card window, sealed there. It is passed on and kept nowhere, so it cannot be printed. */
export type SealedInput = {
  number: string | null;
  expiry_month: string | null;
  expiry_year: string | null;
  cvv: string | null;
  pin: string | null;
  nonce: string;
};

/** A column of a file. */
export type BatchColumnView = {
  title: string;
  field: BatchField | null;
};

/** What is said of a row: why it is not paid, or what to look at before it is. */
export type RemarkView = {
  code: string;
  field: BatchField | null;
  message: string;
  next: string;
  operation: string | null;
};

/** A row of a file. */
export type BatchRowView = {
  line: number;
  cells: Partial<Record<BatchField, string>>;
  amount: MoneyView | null;
  state: "payable" | "faulty" | "recorded";
  faults: Array<RemarkView>;
  warnings: Array<RemarkView>;
  mended: Array<BatchField>;
};

/** A stretch of the rows. */
export type BatchRowsView = {
  rows: Array<BatchRowView>;
  count: number;
};

/** What would be paid in one currency. */
export type BatchTotalView = {
  network: string | null;
  count: number;
  total: MoneyView;
  held: BalanceView | null;
  short: boolean;
};

/** What a file would pay, as the core read it. */
export type BatchReviewView = {
  nonce: string;
  file_sha256: string;
  rows: number;
  to_send: number;
  faulty: number;
  warned: number;
  recorded: number;
  totals: Array<BatchTotalView>;
  by_network: Array<BatchTotalView>;
  cautions: Array<string>;
};

/** A file that was given, and where it stands. */
export type BatchView = {
  id: string;
  account: string;
  file_name: string;
  state: "awaiting_approval" | "running" | "paused" | "stopped" | "done";
  given_at: string;
  counts: Partial<Record<State, number>>;
  left: number;
};

/** A file that was opened: what its columns say. */
export type BatchOpenedView = {
  file_name: string;
  columns: Array<BatchColumnView>;
  account: string | null;
  mends: number;
};

/** What a column means, by its title. */
export type BatchColumnInput = {
  title: string;
  field: BatchField | null;
};

/** A cell that was mended. */
export type BatchMendInput = {
  line: number;
  field: BatchField;
  text: string;
};

/** How far a file is. */
export type BatchProgressView = {
  batch: string;
  counts: Partial<Record<State, number>>;
  ended: boolean;
  trouble: ErrorView | null;
};

/** A file that was written where a person finds it. */
export type SavedFileView = {
  path: string;
};

/** A payout as it was typed. */
export type PayoutInput = {
  account: string;
  amount: string;
  currency: string;
  to: string;
  contact: string | null;
  phone: string | null;
  network: string | null;
  bank: string | null;
  number: string | null;
  branch: string | null;
  name: string | null;
  country: string | null;
  note: string | null;
  recipient_gets: boolean;
  request_id: string | null;
  scenario: string | null;
  sub_account: string | null;
};

/** A refund as it was asked for. */
export type RefundInput = {
  of: string;
  amount: string | null;
  note: string | null;
  request_id: string | null;
  scenario: string | null;
};

/** Somebody as they were typed. */
export type ContactInput = {
  account: string;
  first_name: string;
  last_name: string | null;
  phone: string;
  type: string;
};

/** A conversion as it was typed. */
export type ConversionInput = {
  account: string;
  from: string;
  to: string;
  amount: string;
  request_id: string | null;
};

/** A payment link as it was typed. */
export type LinkInput = {
  account: string;
  title: string;
  amount: string | null;
  min: string | null;
  max: string | null;
  currency: string;
  uses: number | null;
  expires: string | null;
  methods: Array<string>;
  phone: string | null;
  sms: boolean;
  request_id: string | null;
};

/** What is changed about a link: what is not null. */
export type LinkChangeInput = {
  title: string | null;
  amount: string | null;
  uses: number | null;
  expires: string | null;
};

/** The links of the open book, and which account could not be asked just now. */
export type LinksView = {
  links: Array<LinkView>;
  trouble: ErrorView | null;
};

/** A search as it was typed. */
export type SearchInput = {
  filters: Filters;
  order: "newest" | "amount" | null;
  limit: number;
  after: string | null;
  totals: boolean;
};

/** Which trend is asked for. */
export type TrendInput = {
  from: string;
  to: string;
  currency: string | null;
  account: string | null;
  kind: Kind | null;
};

/** Which wallet is asked about, over which time. */
export type BalanceHistoryInput = {
  account: string;
  currency: string;
  network: string | null;
  from: string;
  to: string;
};

/** Which rows of which account's statement are wanted. */
export type StatementInput = {
  account: string;
  from: string;
  to: string;
  designation: "transaction" | "charges" | null;
  network: string | null;
  after: string | null;
};

/** A page of a statement. */
export type StatementPageView = {
  items: Array<StatementRowView>;
  next: string | null;
};

/** A view as it is to be saved. */
export type SavedViewInput = {
  id: string | null;
  name: string;
  filters: Filters;
  columns: Array<string>;
  order: "newest" | "amount";
};

/** What is to be exported of a list: exactly what it shows. */
export type ExportInput = {
  filters: Filters;
  columns: Array<string>;
  format: "csv" | "xlsx";
  separator: "," | ";" | null;
};

/** How far an export is. */
export type ExportProgressView = {
  rows: number;
};

/** Something changed in the open book. Who shows it reads it again. */
export type ChangedView = {
  operations: Array<string>;
  history: boolean;
  balances: boolean;
  accounts: boolean;
  settings: boolean;
};

/** How far the first filling of a book is. */
export type ProgressView = {
  account: string;
  rows: number;
  total: number | null;
};

/** What is printed on. */
export type Paper = "58mm" | "80mm" | "a4";

/** How a line is set. */
export type LineKind = "stamp" | "business" | "centre" | "title" | "field" | "amount" | "outcome" | "sentence" | "qr" | "rule" | "double_rule" | "gap" | "section" | "moment" | "quote";

/** A line of a paper. */
export type LineView = {
  kind: LineKind;
  label: string | null;
  text: string;
  rows: Array<string>;
};

/** A slip as it would come out now. */
export type SlipView = {
  document: "receipt" | "claim";
  paper: Paper;
  number: string | null;
  nth: number;
  specimen: boolean;
  lines: Array<LineView>;
};

/** A paper that came out. */
export type PrintedView = {
  document: "receipt" | "claim" | "evidence";
  number: string | null;
  nth: number;
  path: string | null;
  printer: string | null;
};

/** In which form the evidence goes out. */
export type EvidenceFormat = "pdf" | "text";

/** What a support desk asks for. */
export type EvidenceView = {
  text: string;
  lines: Array<LineView>;
};

/** A backup that was made. */
export type BackupMadeView = {
  path: string;
  name: string;
  bytes: number;
  made_at: string;
};

/** A backup that was found. */
export type BackupFileView = {
  name: string;
  bytes: number;
  at: string;
};

/** What a restore did. */
export type RestoredView = {
  made_at: string;
  replaced: Array<string>;
  boot: BootView;
};
