/** Payment links, looked at without the core. `?state=` is what becomes of a new one. */
import type { ErrorView, LinkChangeInput, LinkInput, LinkView, OperationView } from "../../src/bindings";
import { emit } from "../event";
import { ACCOUNTS, ago, face, lang, operation, transaction } from "../shop";

const query = new URLSearchParams(location.search);
const say = (en: string, fr: string) => (lang === "fr" ? fr : en);
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const refuse = (code: string, message: string, extra: Partial<ErrorView> = {}): never => {
  throw { code, message, field: null, next: null, operation: null, ...extra } satisfies ErrorView;
};

function link(at: number, change: Partial<LinkView>): LinkView {
  return {
    id: `ln_${at}`,
    account: "acc_rw",
    environment: "live",
    title: null,
    amount: null,
    currency: "RWF",
    url: `https://pay.example/l/7Q4M-KX2${at}`,
    status: "active",
    provider_status: "active",
    provider_reference: `lnk_8f41c2a${at}`,
    uses: 0,
    uses_limit: 1,
    expires_at: ago(-5 * 86_400),
    created_at: ago(at * 40_000 + 600),
    operation: null,
    synced_at: ago(face === "failing" ? 5400 : 120),
    ...change,
  };
}
const rwf = (amount: string) => ({ amount, currency: "RWF" });

let all: LinkView[] =
  face === "empty"
    ? []
    : [
        link(0, {
          title: say("Cement CPJ 45, deposit", "Ciment CPJ 45, acompte"),
          amount: rwf("2400000"),
          expires_at: ago(-5 * 3600),
        }),
        link(1, {
          title: say("Enrolment, nursery school 2026", "Inscription Maternelle 2026"),
          amount: rwf("65000"),
          uses: 14,
          uses_limit: 200,
          expires_at: ago(-9 * 86_400),
        }),
        link(2, {
          title: say("Savings group, monthly share", "Cotisation tontine"),
          currency: "GNF",
          account: "acc_gn",
          uses: 31,
          uses_limit: 10_000,
          expires_at: null,
        }),
        link(3, {
          title: say("Invoice 2026-118, Hotel Kaloum", "Facture 2026-118, Hôtel Kaloum"),
          amount: { amount: "8750000", currency: "GNF" },
          account: "acc_gn",
          currency: "GNF",
          uses: 1,
          status: "used_up",
          provider_status: "PAID",
        }),
        link(4, {
          title: say("Order, cloth from the market", "Commande, pagnes du marché"),
          amount: rwf("18500"),
          status: "expired",
          provider_status: "expired",
          expires_at: ago(86_400),
        }),
        link(5, {
          title: say("Old price list", "Ancien tarif"),
          amount: { amount: "25.5", currency: "USD" },
          currency: "USD",
          status: "turned_off",
          provider_status: "archived",
          uses: 3,
          uses_limit: null,
        }),
        link(6, {
          title: null,
          amount: rwf("12000"),
          status: "unknown",
          provider_status: "review",
          url: null,
        }),
      ];

const found = (id: unknown) => all.find((one) => one.id === id) ?? refuse("no_such_link", "No such link.");
const drafts = new Map<string, LinkInput>();
const made = new Map<string, OperationView>();

function make(nonce: string): OperationView {
  const draft = drafts.get(nonce)!;
  const id = `op_8${made.size}`;
  const account = ACCOUNTS.find((one) => one.id === draft.account)!;
  const end = (query.get("state") ?? "succeeded") as OperationView["state"];
  const first = operation(3, {
    id,
    kind: "link",
    state: "sending",
    account: account.id,
    provider: account.provider,
    amount: { amount: draft.amount ?? "0", currency: draft.currency },
    phone: null,
    name: null,
    method: null,
    network: null,
    note: draft.title,
    action: null,
    created_at: new Date().toISOString(),
    doubts: [],
  });
  made.set(id, first);
  setTimeout(() => {
    made.set(id, { ...first, state: end, doubts: end === "in_doubt" ? ["fate_unknown"] : [] });
    if (end === "succeeded") {
      all = [
        link(10 + made.size, {
          title: draft.title,
          account: draft.account,
          currency: draft.currency,
          amount: draft.amount ? { amount: draft.amount, currency: draft.currency } : null,
          uses_limit: draft.uses,
          expires_at: draft.expires,
          operation: id,
          created_at: new Date().toISOString(),
          synced_at: new Date().toISOString(),
        }),
        ...all,
      ];
    }
    emit("changed", { operations: [id], history: true, balances: false, accounts: false, settings: false });
  }, 300);
  return first;
}

export const answers: Record<string, (given: Record<string, unknown>) => unknown> = {
  review_link: ({ draft }) => {
    const given = draft as LinkInput;
    const nonce = crypto.randomUUID();
    drafts.set(nonce, given);
    const amount = { amount: given.amount ?? "0", currency: given.currency };
    return {
      nonce,
      amount,
      recipient: null,
      sentence: [
        { text: say("A page named ", "Une page nommée "), strong: false },
        { text: given.title, strong: true },
        {
          text: given.amount
            ? say(" asks for ", " demande ")
            : say(" lets the customer type the amount, in ", " laisse le client saisir le montant, en "),
          strong: false,
        },
        { text: given.amount ? `${given.amount}\u00a0${given.currency}` : given.currency, strong: true },
        { text: ".", strong: false },
      ],
      lines: [],
      figures: [],
      besides: [
        say(`The customer reads “${given.title}”.`, `Le client lit « ${given.title} ».`),
        say(
          `Through ${ACCOUNTS.find(({ id }) => id === given.account)?.name}.`,
          `Par ${ACCOUNTS.find(({ id }) => id === given.account)?.name}.`,
        ),
      ],
      guard: null,
    };
  },
  confirm: ({ nonce }) => (drafts.has(nonce as string) ? make(nonce as string) : undefined),
  operation: ({ id }) => made.get(id as string),
  check: ({ id }) => made.get(id as string),
  links: async ({ fresh }) => {
    if (fresh) await pause(500);
    return {
      links: all,
      trouble:
        fresh && face === "failing"
          ? {
              code: "no_answer",
              message: say("DGS-Pay did not answer within 30 s.", "DGS-Pay n’a pas répondu en 30 s."),
              field: null,
              next: say("What was read before stays below.", "Ce qui a été lu avant reste dessous."),
              operation: null,
            }
          : null,
    };
  },
  link_payments: async ({ id }) => {
    await pause(200);
    if (face === "failing") refuse("no_answer", say("DGS-Pay did not answer.", "DGS-Pay n’a pas répondu."));
    return Array.from({ length: Math.min(found(id).uses ?? 0, 14) }, (_, at) => transaction(at + 12));
  },
  change_link: ({ id, change }) => {
    const { title, amount, uses, expires } = change as LinkChangeInput;
    const before = found(id);
    const after: LinkView = {
      ...before,
      title: title ?? before.title,
      amount: amount ? { amount, currency: before.amount!.currency } : before.amount,
      uses_limit: uses ?? before.uses_limit,
      expires_at: expires ?? before.expires_at,
    };
    all = all.map((one) => (one.id === id ? after : one));
    return after;
  },
  turn_off_link: ({ id }) => {
    const after: LinkView = { ...found(id), status: "turned_off", provider_status: "archived" };
    all = all.map((one) => (one.id === id ? after : one));
    return after;
  },
  link_message: ({ id, lang: asked }) => {
    const { title, amount, url } = found(id);
    const money = amount ? `${amount.amount} ${amount.currency}` : "";
    return asked === "fr"
      ? `Bonjour, voici le lien pour régler ${money} à Nakato General Supplies pour « ${title} » : ${url}`
      : `Hello, here is the link to pay ${money} to Nakato General Supplies for “${title}”: ${url}`;
  },
  share_link: ({ channel }) =>
    channel === "sms"
      ? refuse(
          "no_browser",
          say(
            "This computer opened no program for it.",
            "Cet ordinateur n’a ouvert aucun programme pour cela.",
          ),
        )
      : null,
  save_link_code: ({ id }) => `/home/shop/Downloads/payment-link-${id as string}.png`,
};
