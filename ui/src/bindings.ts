// What leaves the core, as the core's own types say it. Kept in step with the core; never edited for a screen.

export type State =
  | "recorded"
  | "awaiting_approval"
  | "sending"
  | "pending"
  | "needs_action"
  | "in_doubt"
  | "succeeded"
  | "failed"
  | "expired"
  | "cancelled";
export type Kind = "charge" | "payout" | "refund" | "conversion" | "link";
export type Status = "pending" | "in_doubt" | "succeeded" | "failed" | "expired";
export type Method = "mobile-money" | "wallet" | "hosted" | "card" | "bank";
export type DoubtKind = "fate_unknown" | "contradicted" | "mismatch" | "overdue";
export type ActionKind = "otp" | "pin" | "address" | "redirect";
export type Environment = "sandbox" | "live";

export type MoneyView = { amount: string; currency: string };

export type CredentialView = { set: boolean };

export type AccountView = {
  id: string;
  provider: string;
  environment: Environment;
  name: string;
  base_url: string;
  state: "ready" | "no_keys" | "removed";
  settings: { [key in string]?: string };
  credentials: { [key in string]?: CredentialView };
};

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

export type SyncView = {
  account: string;
  complete_from: string | null;
  complete_to: string | null;
  added: number;
  changed: number;
  error: ErrorView | null;
};

export type CandidateView = {
  provider_reference: string;
  amount: MoneyView;
  occurred_at: string;
  evidence: string[];
  adoptable: boolean;
};

export type SayView = { en: string; fr: string };

export type DoubtView = {
  operation: OperationView;
  kind: DoubtKind;
  since: string;
  next_check: string | null;
  usual_s: number | null;
  candidates: CandidateView[];
  say: SayView;
  set_aside: string | null;
};

export type KeyTestStep = { what: string; ok: boolean | null; detail: string | null };

export type KeyTestView = {
  ok: boolean;
  code: string;
  message: string;
  provider_message: string | null;
  address: string | null;
  steps: KeyTestStep[];
};

export type ErrorView = {
  code: string;
  message: string;
  field: string | null;
  next: string | null;
  operation: OperationView | null;
};

export type ActionView = { type: ActionKind; required: boolean; url: string | null };

export type ReasonView = { code: string; message: string; provider_message: string | null };

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
  method: Method | null;
  network: string | null;
  provider_status: string | null;
  transaction: string | null;
  doubts: DoubtKind[];
  last_check: string | null;
  last_check_failure: string | null;
  next_check: string | null;
};

export type CredentialFieldView = {
  name: string;
  label: string;
  help: string;
  secret: boolean;
  required: boolean;
};

export type SettingFieldView = { name: string; label: string; help: string; required: boolean };

export type NetworkView = { code: string; name: string; country: string; prefixes: string[] };

export type ChargeMethodView = {
  method: Method;
  currencies: string[];
  needs_phone: boolean;
  needs_network: boolean;
  fee_payer: boolean;
  scenarios: string[];
};

export type UrlsView = { sandbox: string[]; live: string[] };

export type ProviderView = {
  id: string;
  name: string;
  countries: string[];
  calling_codes: number[];
  currencies: string[];
  decimals: number[];
  capabilities: string[];
  credentials: CredentialFieldView[];
  settings: SettingFieldView[];
  networks: NetworkView[];
  charge_methods: ChargeMethodView[];
  base_urls: UrlsView;
  longest_note: number;
  reference_in_note: boolean;
  must_tell: string[];
};

export type RowView = { transaction: TransactionView | null; operation: OperationView | null };

export type SearchView = {
  rows: RowView[];
  next: string | null;
  count: number;
  capped: boolean;
  totals: MoneyView[];
};

export type NameSeenView = { name: string; count: number; last: string };

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

export type TimelineView = {
  at: string;
  actor: string;
  what: string;
  cause: string;
  detail: string | null;
};

export type AnswerView = { at: string; what: string; status: number; body: string };

export type ShowView = {
  operation: OperationView | null;
  transaction: TransactionView | null;
  timeline: TimelineView[];
  refunds: OperationView[];
  answers: AnswerView[];
};

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

export type BootView = {
  state: "first_run" | "ready" | "blocked";
  mode: "practice" | "sandbox" | "live";
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

export type PhoneView = {
  e164: string | null;
  national: string | null;
  network: string | null;
  message: string | null;
  names: NameSeenView[];
};

export type AccountInput = {
  provider: string;
  environment: Environment;
  name: string;
  base_url: string | null;
  settings: { [key in string]?: string };
  credentials: { [key in string]?: string };
};

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
  despite: string | null;
};

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

export type ChangedView = {
  operations: string[];
  history: boolean;
  balances: boolean;
  accounts: boolean;
  settings: boolean;
};

export type ProgressView = { account: string; rows: number; total: number | null };
