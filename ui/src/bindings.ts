// Written by the core from its own types: `cargo xtask bindings`. Not to be edited by hand.

export type State = "recorded" | "awaiting_approval" | "sending" | "pending" | "needs_action" | "in_doubt" | "succeeded" | "failed" | "expired" | "cancelled";
export type Kind = "charge" | "payout" | "refund" | "conversion" | "link";
export type Status = "pending" | "in_doubt" | "succeeded" | "failed" | "expired";
export type Method = "mobile-money" | "wallet" | "hosted" | "card" | "bank";
export type DoubtKind = "fate_unknown" | "contradicted" | "mismatch" | "overdue";
export type ActionKind = "otp" | "pin" | "address" | "redirect" | "other";
export type Environment = "sandbox" | "live";
export type Trust = "verified" | "unsigned" | "forged";
export type Flaw = "no_signature" | "no_secret" | "malformed_signature" | "wrong_signature" | "unreadable_body" | "other_environment" | "not_posted" | "too_large";
export type Role = "owner" | "cashier" | "support";
export type Right = "anybody" | "own_sales" | "take_payment" | "make_links" | "look" | "look_at_figures" | "comment" | "send_money" | "approve" | "settle_doubts" | "export" | "accounts" | "set_up" | "people";

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
  scenarios: Array<string>;
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

/** What a person reads before a charge is asked for, and what stands for it when they confirm. */
export type ReviewView = {
  nonce: string;
  amount: MoneyView;
  recipient: string | null;
  sentence: Array<PhraseView>;
  lines: Array<string>;
  guard: ErrorView | null;
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

/** An operation or transaction with its timeline. */
export type ShowView = {
  operation: OperationView | null;
  transaction: TransactionView | null;
  timeline: Array<TimelineView>;
  refunds: Array<OperationView>;
  answers: Array<AnswerView>;
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

/** A search as it was typed. */
export type SearchInput = {
  text: string;
  status: string | null;
  account: string | null;
  kind: string | null;
  from: string | null;
  to: string | null;
  min: string | null;
  max: string | null;
  limit: number;
  after: string | null;
  totals: boolean;
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
