/** Made-up things for the tests. The providers here exist nowhere. */
import type {
  AccountView,
  BootView,
  OperationView,
  ProviderView,
  ReviewView,
  TransactionView,
} from "./bindings";

export const PROVIDER: ProviderView = {
  id: "kasuku",
  name: "Kasuku Money",
  countries: ["UG"],
  calling_codes: [256],
  currencies: ["UGX"],
  decimals: [0],
  capabilities: ["charge"],
  credentials: [
    { name: "api_key", label: "API key", help: "In the portal.", secret: true, required: true },
    { name: "merchant", label: "Merchant number", help: "", secret: false, required: true },
    { name: "hook", label: "Hook secret", help: "", secret: true, required: false },
  ],
  settings: [{ name: "landing_url", label: "Return page", help: "", required: true }],
  networks: [{ code: "mtn", name: "MTN", country: "UG", prefixes: ["77"] }],
  charge_methods: [
    {
      method: "mobile-money",
      currencies: ["UGX"],
      needs_phone: true,
      needs_network: true,
      fee_payer: false,
      names: true,
      scenarios: [],
    },
  ],
  base_urls: { sandbox: ["https://sandbox.example"], live: ["https://live.example"] },
  longest_note: 60,
  reference_in_note: false,
  must_tell: ["It is slow on Sundays."],
  help: [],
  webhook_topics: [],
  announced: [],
};

export const ACCOUNT: AccountView = {
  id: "acc_1",
  provider: "kasuku",
  environment: "live",
  name: "Kasuku, Kampala",
  base_url: "https://live.example",
  state: "ready",
  settings: {},
  credentials: { api_key: { set: true } },
};

export const BOOT: BootView = {
  state: "ready",
  mode: "live",
  lang: "en",
  theme: "light",
  staff: "Justine",
  business: "Nakato",
  time_zone: "Africa/Kampala",
  country: "UG",
  version: "0",
  vault: "keyring",
  card_entry: false,
  live_accounts: 1,
  sandbox_accounts: 0,
  error: null,
};

export function anOperation(change: Partial<OperationView> = {}): OperationView {
  return {
    id: "op_1",
    kind: "charge",
    state: "pending",
    environment: "live",
    account: "acc_1",
    provider: "kasuku",
    amount: { amount: "85000", currency: "UGX" },
    our_reference: "DK-1",
    provider_reference: null,
    phone: "+256772418305",
    name: "Namuli Sarah",
    note: null,
    action: null,
    reason: null,
    send_by: "2026-11-21T11:31:40Z",
    retry_of: null,
    refund_of: null,
    created_at: "2026-11-21T11:31:40Z",
    updated_at: "2026-11-21T11:32:00Z",
    request_id: "r",
    method: "mobile-money",
    network: "mtn",
    provider_status: "PENDING",
    transaction: null,
    doubts: [],
    last_check: null,
    last_check_failure: null,
    next_check: null,
    ...change,
  };
}

export function aReview(change: Partial<ReviewView> = {}): ReviewView {
  return {
    nonce: "n",
    amount: { amount: "85000", currency: "UGX" },
    recipient: "+256772418305",
    sentence: [
      { text: "Namuli Sarah", strong: true },
      { text: ", 0772 418 305, is asked for ", strong: false },
      { text: "85,000 UGX", strong: true },
      { text: ".", strong: false },
    ],
    lines: ["Through Kasuku, Kampala."],
    guard: null,
    ...change,
  };
}

export function aTransaction(change: Partial<TransactionView> = {}): TransactionView {
  return {
    id: "tx_1",
    environment: "live",
    account: "acc_1",
    provider: "kasuku",
    kind: "charge",
    status: "succeeded",
    provider_status: "DONE",
    amount: { amount: "54000", currency: "UGX" },
    fee: null,
    net: null,
    refunded: null,
    debited: null,
    recipient_gets: null,
    provider_reference: "K-1",
    our_reference: null,
    phone: "+256772418305",
    name: "Atim Grace",
    method: "mobile-money",
    network: "mtn",
    note: null,
    occurred_at: "2026-11-20T11:31:40Z",
    synced_at: "2026-11-21T11:31:40Z",
    operation: null,
    operator_reference: null,
    provider_message: null,
    ...change,
  };
}
