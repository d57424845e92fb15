/** The other half of the made-up shop: accounts whose customers pay on a page, or hand in a code. */
import type { AccountView, ChargeMethodView, ProviderView } from "../src/bindings";

const rail = (method: ChargeMethodView["method"], change: Partial<ChargeMethodView>): ChargeMethodView => ({
  method,
  currencies: ["GNF"],
  needs_phone: true,
  needs_network: false,
  fee_payer: false,
  names: false,
  scenarios: [],
  ...change,
});

const facts = (change: Partial<ProviderView>): Omit<ProviderView, "id" | "name"> => ({
  countries: ["GN"],
  calling_codes: [224],
  currencies: ["GNF"],
  decimals: [0],
  capabilities: ["charge", "charge:confirm", "balance"],
  credentials: [],
  settings: [],
  networks: [],
  charge_methods: [],
  payout_rails: [],
  payouts_per_call: 1,
  refunds: null,
  links: null,
  conversions: [],
  base_urls: { sandbox: ["https://sandbox.example"], live: ["https://api.example"] },
  longest_note: 100,
  reference_in_note: false,
  must_tell: [],
  help: [],
  webhook_topics: [],
  announced: [],
  ...change,
});

export const WESTERN: ProviderView[] = [
  {
    id: "djomy",
    name: "Djomy",
    ...facts({
      networks: [
        { code: "OM", name: "Orange Money", country: "GN", prefixes: ["62", "61"] },
        { code: "MOMO", name: "MTN MoMo", country: "GN", prefixes: ["66"] },
      ],
      capabilities: ["charge", "charge:confirm", "balance", "link", "link:list"],
      charge_methods: [rail("mobile-money", { needs_network: true }), rail("hosted", {})],
      links: {
        currencies: ["GNF"],
        methods: ["mobile-money", "card"],
        open_amount: true,
        bounds: false,
        most_uses: 10_000,
        sms: true,
        longest_title: 100,
        fixed_life_s: null,
        changes: false,
        payments: false,
        turns_off: false,
        turning_off: null,
      },
    }),
  },
  {
    id: "djamo",
    name: "Djamo",
    ...facts({
      countries: ["CI", "SN"],
      calling_codes: [225, 221],
      currencies: ["XOF"],
      capabilities: ["charge", "charge:simulate", "balance"],
      charge_methods: [
        rail("wallet", { currencies: ["XOF"], needs_phone: false }),
        rail("hosted", { currencies: ["XOF"], needs_phone: false }),
      ],
    }),
  },
];

const WESTERN_ACCOUNTS: [string, string, string][] = [
  ["acc_gn", "djomy", "Djomy, Conakry"],
  ["acc_ci", "djamo", "Djamo, Abidjan"],
];

export const accounts = (of: (id: string, provider: string, name: string) => AccountView): AccountView[] =>
  WESTERN_ACCOUNTS.map((given) => of(...given));
