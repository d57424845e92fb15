/** A made-up shop: enough people, amounts and states to see every screen full. Invented, like its figures. */
import type {
  AccountView,
  BalanceView,
  CoverageView,
  OperationView,
  ProviderView,
  RowView,
  State,
  TransactionView,
} from "../src/bindings";

import { accounts as western, WESTERN } from "./west";

export type Face = "full" | "empty" | "failing";
const query = new URLSearchParams(location.search);
export const face = (query.get("face") ?? "full") as Face;
export const lang = (query.get("lang") ?? "en") as "en" | "fr";
export const theme = (query.get("theme") ?? "light") as "light" | "dark";
export const mode = (query.get("mode") ?? "live") as "practice" | "sandbox" | "live";
export const start = query.get("start") ?? "ready";

export const NOW = Date.now();
export const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();
const words = (en: string, fr: string) => (lang === "fr" ? fr : en);

export const PROVIDERS: ProviderView[] = [
  {
    id: "zengapay",
    name: "ZENGAPAY",
    countries: ["UG"],
    calling_codes: [256],
    currencies: ["UGX"],
    decimals: [0],
    capabilities: [
      "charge",
      "payout:mobile-money",
      "payout:check",
      "refund:by-payout",
      "balance",
      "statement",
      "account",
      "webhook",
    ],
    credentials: [
      {
        name: "api_token",
        label: "API token",
        help: words(
          "In the dashboard under Developer Settings, API Keys.",
          "Dans le tableau de bord sous Developer Settings, API Keys.",
        ),
        secret: true,
        required: true,
      },
      {
        name: "webhook_secret",
        label: words("Secret hash", "Clé secrète (hash)"),
        help: words("Only to check notices.", "Seulement pour vérifier les avis."),
        secret: true,
        required: false,
      },
    ],
    settings: [],
    networks: [
      { code: "mtn", name: "MTN", country: "UG", prefixes: ["77", "78", "76"] },
      { code: "airtel", name: "Airtel", country: "UG", prefixes: ["70", "75", "74"] },
    ],
    charge_methods: [
      {
        method: "mobile-money",
        currencies: ["UGX"],
        needs_phone: true,
        needs_network: false,
        fee_payer: false,
        names: true,
        scenarios: [],
      },
    ],
    payout_rails: [
      {
        rail: "mobile-money",
        currencies: ["UGX"],
        needs_phone: true,
        needs_network: false,
        needs_name: false,
        fee_from: "wallet",
        reference_in_note: false,
        scenarios: [],
        caution: null,
      },
    ],
    payouts_per_call: 1,
    refunds: "payout",
    links: null,
    conversions: [],
    base_urls: { sandbox: ["https://api.sandbox.example/v1"], live: ["https://api.example/v1"] },
    longest_note: 150,
    reference_in_note: false,
    must_tell: [
      words(
        "This provider admits only addresses that you list in its dashboard.",
        "Ce fournisseur n’admet que les adresses inscrites dans son tableau de bord.",
      ),
    ],
    help: [
      {
        about: "keys",
        words: words(
          "In the dashboard open Developer Settings, API Keys, and copy the token into this account.",
          "Dans le tableau de bord, ouvrez Developer Settings, API Keys, et copiez le jeton dans ce compte.",
        ),
      },
      {
        about: "webhook",
        words: words(
          "Paste the tunnel’s address as webhook URL, and copy the secret hash from the same page.",
          "Collez l’adresse du tunnel comme URL de webhook, et copiez la clé secrète de la même page.",
        ),
      },
      {
        about: "address",
        words: words(
          "Under Settings, IP whitelist, add this shop’s public address.",
          "Sous Settings, IP whitelist, ajoutez l’adresse publique de la boutique.",
        ),
      },
    ],
    webhook_topics: [],
    announced: [],
  },
  {
    id: "dgspay",
    name: "DGS-Pay",
    countries: ["RW"],
    calling_codes: [250],
    currencies: ["RWF", "USD"],
    decimals: [0, 2],
    capabilities: [
      "charge",
      "payout:mobile-money",
      "payout:bank",
      "payout:retry",
      "refund:by-payout",
      "balance",
      "link",
      "link:list",
      "link:update",
      "link:revoke",
      "convert",
      "webhook",
      "webhook:register",
    ],
    credentials: [
      {
        name: "api_key",
        label: words("API key", "Clé API"),
        help: words(
          "In the merchant portal under Settings → API Settings. Sandbox and live have a key each.",
          "Dans le portail marchand sous Settings → API Settings. Le bac à sable et le réel ont chacun la leur.",
        ),
        secret: true,
        required: true,
      },
      {
        name: "account_number",
        label: words("Account number", "Numéro de compte"),
        help: words(
          "Beside the API key; it looks like ACC-0001234.",
          "À côté de la clé API ; comme ACC-0001234.",
        ),
        secret: false,
        required: true,
      },
    ],
    settings: [
      {
        name: "landing_url",
        label: words("Return page", "Page de retour"),
        help: words(
          "Where a customer lands after a payment page.",
          "Où arrive le client après une page de paiement.",
        ),
        required: false,
      },
    ],
    networks: [
      { code: "MTN", name: "MTN", country: "RW", prefixes: ["78", "79"] },
      { code: "Airtel", name: "Airtel", country: "RW", prefixes: ["72", "73"] },
    ],
    charge_methods: [
      {
        method: "mobile-money",
        currencies: ["RWF"],
        needs_phone: true,
        needs_network: true,
        fee_payer: false,
        names: true,
        scenarios: [
          { key: "scenario:auth_pin", means: "The customer approves with a PIN" },
          { key: "scenario:auth_redirect", means: "The customer is sent to a page" },
        ],
      },
      {
        method: "card",
        currencies: ["RWF", "USD"],
        needs_phone: true,
        needs_network: false,
        fee_payer: false,
        names: true,
        scenarios: [
          { key: "scenario:auth_pin", means: "The card’s PIN is asked for" },
          { key: "issuer:approved", means: "The bank says yes" },
        ],
      },
    ],
    payout_rails: [
      {
        rail: "mobile-money",
        currencies: ["RWF"],
        needs_phone: true,
        needs_network: true,
        needs_name: false,
        fee_from: "recipient",
        reference_in_note: true,
        scenarios: [{ key: "scenario:insufficient_balance", means: "Refused: not enough in the account" }],
        caution: null,
      },
      {
        rail: "bank",
        currencies: ["RWF", "USD"],
        needs_phone: false,
        needs_network: false,
        needs_name: true,
        fee_from: "recipient",
        reference_in_note: true,
        scenarios: [],
        caution: null,
      },
    ],
    payouts_per_call: 1,
    refunds: "payout",
    links: {
      currencies: ["RWF", "USD"],
      methods: ["card", "mobile-money", "bank"],
      open_amount: true,
      bounds: true,
      most_uses: 4_294_967_295,
      sms: false,
      longest_title: 100,
      fixed_life_s: null,
      changes: true,
      payments: true,
      turns_off: true,
      turning_off: words(
        "DGS-Pay archives the link for good: it cannot be opened again.",
        "DGS-Pay archive le lien pour de bon : il ne peut pas être rouvert.",
      ),
    },
    conversions: [
      ["USD", "RWF"],
      ["RWF", "USD"],
    ],
    base_urls: { sandbox: ["https://test.example/v2"], live: ["https://pay.example/v2"] },
    longest_note: 100,
    reference_in_note: true,
    must_tell: [
      words(
        "It takes no reference of ours: a short code stands first in the message to the customer.",
        "Il ne prend aucune référence de notre part : un code court figure en tête du message au client.",
      ),
      words(
        "A lost answer cannot be looked up for certain here; such a charge may stay “being checked” until a person settles it.",
        "Une réponse perdue ne peut pas être retrouvée à coup sûr ici ; un tel paiement peut rester « en vérification ».",
      ),
    ],
    help: [],
    webhook_topics: ["transactions", "disbursements"],
    announced: [],
  },
  ...WESTERN,
];

const account = (id: string, provider: string, name: string): AccountView => ({
  id,
  provider,
  environment: mode === "live" ? "live" : "sandbox",
  name,
  base_url: "https://api.example/v1",
  state: "ready",
  settings: {},
  credentials: { api_token: { set: true } },
});
export const ACCOUNTS: AccountView[] =
  face === "empty"
    ? []
    : [
        account("acc_ug", "zengapay", "ZENGAPAY, Kampala"),
        account("acc_rw", "dgspay", "DGS-Pay, Kigali"),
        ...western(account),
      ];

const PEOPLE: [string, string, "UG" | "RW", string][] = [
  ["Namuli Sarah", "+256772418305", "UG", "mtn"],
  ["Uwimana Claudine", "+250788123456", "RW", "MTN"],
  ["Niyonzima Eric", "+250732660194", "RW", "Airtel"],
  ["Okello Denis", "+256751904277", "UG", "airtel"],
  ["Mukamana Jeanne d’Arc", "+250790417220", "RW", "MTN"],
  ["Mugisha Brian", "+256782305611", "UG", "mtn"],
  ["Atim Grace", "+256704118930", "UG", "airtel"],
  ["Ssemakula Peter", "+256776209145", "UG", "mtn"],
  ["Ingabire Diane", "+250783552018", "RW", "MTN"],
  ["Nabirye Harriet", "+256701884362", "UG", "airtel"],
  ["Hakizimana Jean Bosco", "+250789300741", "RW", "MTN"],
  ["Tumusiime Ronald", "+256774663029", "UG", "mtn"],
  ["Akello Mercy", "+256753417906", "UG", "airtel"],
  ["Mutoni Alice", "+250788940355", "RW", "MTN"],
];
const NOTES = [
  "Term 3 fees, balance",
  "Cement, 40 bags",
  "Iron sheets, 60",
  "School uniform",
  "Kitenge, 3 pieces",
  "Poultry feed",
];
const STATES: State[] = [
  "succeeded",
  "pending",
  "failed",
  "in_doubt",
  "succeeded",
  "needs_action",
  "succeeded",
  "expired",
  "succeeded",
  "sending",
  "cancelled",
  "succeeded",
];

export function operation(index: number, change: Partial<OperationView> = {}): OperationView {
  const [name, phone, country, network] = PEOPLE[index % PEOPLE.length]!;
  const state = change.state ?? STATES[index % STATES.length]!;
  const at = ago(40 + index * 610);
  const uganda = country === "UG";
  return {
    id: `op_${index}`,
    kind: "charge",
    state,
    environment: mode === "live" ? "live" : "sandbox",
    account: uganda ? "acc_ug" : "acc_rw",
    provider: uganda ? "zengapay" : "dgspay",
    amount: { amount: String((index % 9) * 36500 + 12500), currency: uganda ? "UGX" : "RWF" },
    our_reference: `DK-7F3K-${String(412 - index).padStart(4, "0")}`,
    provider_reference: state === "sending" ? null : `90844172${String(index).padStart(2, "0")}`,
    phone,
    name,
    note: NOTES[index % NOTES.length]!,
    action:
      state === "needs_action"
        ? { type: "redirect", required: true, url: "https://pay.example/p/88", word: null, text: null }
        : null,
    reason:
      state === "failed"
        ? {
            code: "insufficient_funds",
            message: words(
              `${name} does not have enough money on ${network}. No money moved.`,
              `${name} n’a pas assez d’argent sur ${network}. Rien n’a bougé.`,
            ),
            provider_message: "Insufficient funds (05)",
          }
        : null,
    send_by: at,
    retry_of: null,
    refund_of: null,
    created_at: at,
    updated_at: ago(30 + index * 610),
    request_id: "6f0f9b4e-4f1c-4f6c-9a53-2f0f3b5e7c11",
    method: "mobile-money",
    network,
    provider_status:
      { succeeded: "SUCCEEDED", failed: "FAILED", in_doubt: "INDETERMINATE" }[state as string] ?? "PENDING",
    transaction: `tx_${index}`,
    doubts: state === "in_doubt" ? ["fate_unknown"] : [],
    last_check: ago(4),
    last_check_failure: null,
    next_check: ["pending", "in_doubt", "needs_action"].includes(state) ? ago(-6) : null,
    ...change,
  };
}

export function transaction(index: number): TransactionView {
  const from = operation(index, { state: index % 7 === 2 ? "failed" : "succeeded" });
  return {
    id: `tx_${index}`,
    environment: from.environment,
    account: from.account,
    provider: from.provider,
    kind: "charge",
    status: index % 7 === 2 ? "failed" : "succeeded",
    provider_status: index % 7 === 2 ? "FAILED" : "SUCCEEDED",
    amount: from.amount,
    fee: { amount: "1275", currency: from.amount.currency },
    net: { amount: "83725", currency: from.amount.currency },
    refunded: index % 11 === 4 ? { amount: "5000", currency: from.amount.currency } : null,
    debited: null,
    recipient_gets: null,
    provider_reference: `b71e40c9-${index}`,
    our_reference: null,
    phone: from.phone,
    name: from.name,
    method: "mobile-money",
    network: from.network,
    note: from.note,
    occurred_at: ago(40 + index * 40_000),
    synced_at: ago(60),
    operation: null,
    operator_reference: `MP2611${index}`,
    provider_message: null,
  };
}

export const OPERATIONS = Array.from({ length: 12 }, (_, index) => operation(index));
OPERATIONS[4] = operation(4, { state: "succeeded", doubts: ["contradicted"] });

export const ROWS: RowView[] = Array.from({ length: 2000 }, (_, index) =>
  index < 12
    ? { operation: OPERATIONS[index]!, transaction: null }
    : { operation: null, transaction: transaction(index) },
);

export const BALANCES: BalanceView[] = [
  wallet("acc_ug", "UGX", "mtn", "9204500", "125000", 60),
  wallet("acc_ug", "UGX", "airtel", "2115000", "85000", 60),
  wallet("acc_rw", "RWF", null, "4870200", "48000", face === "failing" ? 3700 : 90),
  wallet("acc_rw", "USD", null, "640.5", "0", face === "failing" ? 3700 : 90),
];
function wallet(
  owner: string,
  currency: string,
  network: string | null,
  available: string,
  pending: string,
  age: number,
): BalanceView {
  const money = (amount: string) => ({ amount, currency });
  return {
    account: owner,
    environment: "live",
    currency,
    network,
    available: money(available),
    pending: pending === "0" ? null : money(pending),
    total: money(available),
    as_of: ago(age),
  };
}

export const COVERAGE: CoverageView[] =
  face === "empty"
    ? []
    : [
        coverage("acc_ug", "ZENGAPAY, Kampala", ago(60), null),
        face === "failing"
          ? coverage(
              "acc_rw",
              "DGS-Pay, Kigali",
              null,
              words("It did not answer within 30 s.", "Pas de réponse en 30 s."),
            )
          : coverage("acc_rw", "DGS-Pay, Kigali", null, null),
      ];
function coverage(owner: string, name: string, to: string | null, error: string | null): CoverageView {
  return {
    account: owner,
    name,
    complete_from: null,
    complete_to: to,
    last_ok: ago(error ? 3700 : 90),
    last_run: ago(30),
    error,
    phones_from: null,
  };
}

export const candidatesOf = (operation: OperationView) => [
  {
    provider_reference: "b71e63aa40c9",
    amount: operation.amount,
    phone: operation.phone,
    provider_status: "SUCCEEDED",
    occurred_at: new Date(Date.parse(operation.created_at) + 31_000).toISOString(),
    evidence: ["amount", "phone", "time"],
    adoptable: true,
  },
  {
    provider_reference: "b71e63aa41d2",
    amount: operation.amount,
    phone: "+256701555010",
    provider_status: "SUCCEEDED",
    occurred_at: new Date(Date.parse(operation.created_at) + 360_000).toISOString(),
    evidence: ["amount", "other_phone", "time"],
    adoptable: false,
  },
];
