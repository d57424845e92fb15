/** Taking a payment: reviews, what they become, and what is handed in. Kept while the page stands. */
import type {
  ActionView,
  ChargeInput,
  ErrorView,
  OperationView,
  PhoneView,
  ReviewView,
} from "../../src/bindings";
import { emit } from "../event";
import { ACCOUNTS, ago, face, lang, operation, OPERATIONS, PROVIDERS } from "../shop";

const query = new URLSearchParams(location.search);
const say = (en: string, fr: string) => (lang === "fr" ? fr : en);
const refuse = (code: string, message: string, extra: Partial<ErrorView> = {}): never => {
  throw { code, message, field: null, next: null, operation: null, ...extra } satisfies ErrorView;
};

const reviewed = new Map<string, ChargeInput>();
let asked: OperationView[] = [];

export const found = (id: string): OperationView | null =>
  asked.find((one) => one.id === id) ?? OPERATIONS[Number(id.split("_")[1])] ?? null;

function change(id: string, to: Partial<OperationView>): OperationView {
  asked = asked.map((one) => (one.id === id ? { ...one, ...to, updated_at: new Date().toISOString() } : one));
  emit("changed", { operations: [id], history: true, balances: false, accounts: false, settings: false });
  return found(id)!;
}

const HOME: Record<string, { code: string; digits: number; name: string }> = {
  acc_ug: { code: "256", digits: 9, name: say("Uganda", "l’Ouganda") },
  acc_rw: { code: "250", digits: 9, name: say("Rwanda", "le Rwanda") },
  acc_gn: { code: "224", digits: 9, name: say("Guinea", "la Guinée") },
  acc_ci: { code: "225", digits: 10, name: say("Côte d’Ivoire", "la Côte d’Ivoire") },
};

function phone(owner: string, text: string): PhoneView {
  const home = HOME[owner] ?? HOME.acc_ug!;
  const bare = text.replace(/\D/g, "").replace(new RegExp(`^${home.code}`), "");
  const digits = home.digits === 9 ? bare.replace(/^0/, "") : bare;
  if (digits.length < home.digits) {
    const missing = home.digits - digits.length;
    const message = say(
      `${missing === 1 ? "One digit is" : `${missing} digits are`} missing: ${home.name} has ${home.digits}.`,
      `Il manque ${missing} ${missing === 1 ? "chiffre" : "chiffres"} : ${home.name} en a ${home.digits}.`,
    );
    return { e164: null, national: null, network: null, message, names: [] };
  }
  const provider = PROVIDERS.find(({ id }) => id === ACCOUNTS.find((one) => one.id === owner)?.provider);
  const network = provider?.networks.find(({ prefixes }) => prefixes.some((it) => digits.startsWith(it)));
  return {
    e164: `+${home.code}${digits}`,
    national: `0${digits}`,
    network: network?.code ?? null,
    message: null,
    names: [{ name: "Okello Denis", count: 6, last: ago(17 * 86400) }],
  };
}

function review(draft: ChargeInput): ReviewView {
  const nonce = crypto.randomUUID();
  reviewed.set(nonce, draft);
  const amount = { amount: draft.amount, currency: draft.currency };
  const money = `${new Intl.NumberFormat(lang).format(BigInt(draft.amount)).replaceAll("\u202f", "\u00a0")}\u00a0${draft.currency}`;
  const who = [draft.first_name, draft.last_name].filter(Boolean).join(" ");
  const account = ACCOUNTS.find(({ id }) => id === draft.account);
  return {
    nonce,
    amount,
    recipient: draft.phone,
    sentence: draft.phone
      ? [
          { text: who || say("The customer", "Le client"), strong: true },
          { text: `, ${draft.phone},${say(" is asked for ", " reçoit une demande de ")}`, strong: false },
          { text: money, strong: true },
          { text: ".", strong: false },
        ]
      : [
          {
            text: say(
              "Whoever opens the payment page is asked for ",
              "La personne qui ouvre la page de paiement reçoit une demande de ",
            ),
            strong: false,
          },
          { text: money, strong: true },
          { text: ".", strong: false },
        ],
    lines: [
      ...(draft.note ? [say(`The customer reads “${draft.note}”.`, `Le client lit « ${draft.note} ».`)] : []),
      say(`Through ${account?.name}.`, `Par ${account?.name}.`),
    ],
    figures: [],
    besides: [],
    guard: null,
  };
}

/** What the made-up provider waits for: `?action=otp` and so on, else a page where the rail has one. */
function action(draft: ChargeInput): ActionView | null {
  const page = ["wallet", "hosted"].includes(draft.method);
  const type = (query.get("action") ?? (page ? "redirect" : null)) as ActionView["type"] | null;
  if (type === null) return null;
  const url = type === "redirect" ? "https://pay.example/charge/8f41c2?lang=fr&type=confirmation" : null;
  return { type, required: true, url, word: null, text: null };
}

function confirm(nonce: string, despite: string | null): OperationView {
  const draft =
    reviewed.get(nonce) ?? refuse("review_expired", say("This review is over.", "Cette relecture a expiré."));
  const guard = query.get("guard");
  if (guard && !despite) {
    refuse(
      guard,
      say(
        "85,000 UGX were asked of this number at 16:12.",
        "85 000 UGX ont été demandés à ce numéro à 16:12.",
      ),
      {
        operation: OPERATIONS[guard === "blocked_by_doubt" ? 3 : 0]!,
      },
    );
  }
  const id = `op_9${asked.length}`;
  const account = ACCOUNTS.find((one) => one.id === draft.account)!;
  const waits = action(draft);
  const end = (query.get("state") ?? (waits ? "needs_action" : "pending")) as OperationView["state"];
  const now = new Date().toISOString();
  const first = operation(3, {
    id,
    state: "sending",
    account: account.id,
    provider: account.provider,
    amount: { amount: draft.amount, currency: draft.currency },
    phone: draft.phone,
    name: [draft.first_name, draft.last_name].filter(Boolean).join(" ") || null,
    method: draft.method as OperationView["method"],
    network: draft.network,
    note: draft.note,
    action: null,
    created_at: now,
    doubts: [],
  });
  asked = [first, ...asked];
  setTimeout(() => {
    change(id, {
      state: end,
      action: end === "needs_action" ? waits : null,
      doubts: end === "in_doubt" ? ["fate_unknown"] : [],
      last_check: new Date().toISOString(),
      next_check: new Date(Date.now() + 6000).toISOString(),
      reason: operation(3, { state: end }).reason,
    });
  }, 300);
  return first;
}

export const answers: Record<string, (given: Record<string, unknown>) => unknown> = {
  note_preview: ({ account, note }) =>
    account === "acc_rw" ? `K7Q2M9 ${(note as string | null) ?? ""}`.trim() : ((note as string | null) ?? ""),
  read_phone: ({ account, text }) => phone(account as string, text as string),
  review_charge: ({ draft }) => review(draft as ChargeInput),
  confirm: ({ nonce, despite }) => confirm(nonce as string, despite as string | null),
  hand_in_code: ({ id, code }) =>
    code === "000000"
      ? refuse("declined", say("This code is not right.", "Ce code n’est pas le bon."), {
          next: say("Ask the customer for the newest one.", "Demandez au client le plus récent."),
        })
      : change(id as string, { state: "pending", action: null }),
  hand_in_address: ({ id }) => change(id as string, { state: "pending", action: null }),
  simulate_payment: ({ id }) => change(id as string, { state: "succeeded", action: null, next_check: null }),
  open_page: () =>
    refuse(
      "page_elsewhere",
      say(
        "This page does not stand at the provider’s own address.",
        "Cette page n’est pas à l’adresse du fournisseur.",
      ),
      {
        next: say("Let the customer scan the code.", "Faites scanner le code par le client."),
      },
    ),
  check: ({ id }) => found(id as string),
  cancel: ({ id }) => found(id as string),
  operation: ({ id }) => found(id as string),
  own_sales: () => {
    const sales = face === "empty" ? [] : [...asked, ...OPERATIONS];
    const sums =
      face === "empty"
        ? []
        : [{ currency: "UGX", amount: { amount: "1486000", currency: "UGX" }, count: 12 }];
    return { by: "Ruth A.", sums, sales };
  },
  full_screen: () => null,
  card_form: () => ({
    key: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    review:
      query.get("card") === "pin"
        ? null
        : review({
            account: "acc_rw",
            amount: "85000",
            currency: "RWF",
            method: "card",
            phone: "+250788123456",
            first_name: "Uwimana",
            last_name: "Claudine",
            note: "K7Q2M9 Kitenge, 3 pieces",
          } as ChargeInput),
    operation: query.get("card") === "pin" ? operation(1, { method: "card" }) : null,
    live: query.get("mode") !== "practice",
    lang,
    theme: query.get("theme") ?? "light",
  }),
  hand_in_card: () =>
    refuse(
      "card_unsealed",
      say(
        "The provider did not take it, so the card was not charged.",
        "Le fournisseur ne l’a pas prise : la carte n’a pas été débitée.",
      ),
    ),
  open_card: () => null,
  open_card_pin: () => null,
  recent: () => (face === "empty" ? [] : [...asked, ...OPERATIONS.slice(0, 4)]),
};
