/** Money out, looked at without the core. `?review=guard|blocked` asks first, `?state=` is what becomes of it. */
import type {
  BankView,
  ContactView,
  FigureView,
  OperationView,
  PayoutInput,
  PhoneView,
  RecipientView,
  RefundableView,
  RefundInput,
  ReviewView,
  ShowView,
} from "../../src/bindings";
import { emit } from "../event";
import { ago, face, lang, operation } from "../shop";

const query = new URLSearchParams(location.search);
const say = (en: string, fr: string) => (lang === "fr" ? fr : en);
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const refuse = (code: string, message: string, next: string | null = null, field: string | null = null) => {
  throw { code, message, field, next, operation: null };
};
const spaced = (amount: string) => amount.replace(/\B(?=(\d{3})+(?!\d))/g, lang === "fr" ? "\u00a0" : ",");

const CONTACTS: ContactView[] = [
  ["Mukamana", "Jeanne d’Arc", "+250790417220"],
  ["Hakizimana", "Jean Bosco", "+250789300741"],
  ["Ssemakula", "Peter", "+256776209145"],
  ["Ingabire", "Diane", "+250783552018"],
].map(([first_name = "", last_name = "", phone = ""], at) => ({
  id: `ct_${at}`,
  first_name,
  last_name,
  phone,
  type: "vendor",
  at: [],
}));

const figure = (
  what: string,
  label: string,
  amount: number | null,
  change: Partial<FigureView> = {},
): FigureView => ({
  what,
  label,
  amount: amount === null ? null : { amount: String(amount), currency: "RWF" },
  words: amount === null ? say("not known yet", "pas encore connu") : null,
  certain: amount !== null,
  as_of: null,
  ...change,
});

/** What the guard tells, where the address asks for it. */
export const guard = (earlier: OperationView): ReviewView["guard"] =>
  query.get("review") === "blocked"
    ? {
        code: "blocked_by_doubt",
        message: say(
          "The first one is still being checked, since 13:51.",
          "Le premier est encore en vérification, depuis 13:51.",
        ),
        field: null,
        next: null,
        operation: { ...earlier, state: "in_doubt", doubts: ["fate_unknown"] },
      }
    : query.get("review") === "guard"
      ? {
          code: "possible_duplicate",
          message: say(
            "You sent the same amount to this number yesterday at 16:12, and it was paid.",
            "Vous avez envoyé le même montant à ce numéro hier à 16:12, et c’est payé.",
          ),
          field: null,
          next: null,
          operation: earlier,
        }
      : null;

let draft: PayoutInput | null = null;

function review(given: PayoutInput): ReviewView {
  draft = given;
  const amount = Number(given.amount);
  const known = query.get("fee") !== "unknown";
  const fee = 3100;
  const leaves = given.recipient_gets ? amount + fee : amount;
  const money = `${spaced(String(given.recipient_gets ? amount : leaves))}\u00a0RWF`;
  const seen = { certain: false, as_of: ago(86400) };
  const earlier = operation(4, {
    kind: "payout",
    state: "succeeded",
    amount: { amount: String(leaves), currency: "RWF" },
  });
  return {
    nonce: "out",
    amount: { amount: String(leaves), currency: "RWF" },
    recipient: given.phone,
    sentence: [
      { text: given.name ?? say("Whoever has the number", "Le titulaire du numéro"), strong: true },
      { text: `, 0790\u00a0417\u00a0220, MTN, ${say("is sent", "reçoit un envoi de")} `, strong: false },
      { text: money, strong: true },
      { text: ".", strong: false },
    ],
    lines: [],
    figures: [
      figure(
        "arrives",
        say("They receive", "Le destinataire reçoit"),
        known ? leaves - fee : null,
        known ? seen : {},
      ),
      figure("fee", say("Fee of DGS-Pay", "Frais de DGS-Pay"), known ? fee : null, known ? seen : {}),
      figure("leaves", say("Leaves your wallet", "Sort de votre portefeuille"), leaves),
      figure("after", say("Wallet after", "Portefeuille ensuite"), 4870200 - leaves, {
        certain: false,
        as_of: ago(3700),
      }),
    ],
    besides: [
      say(
        "Seen with this number: Mukamana Jeanne d’Arc (4).",
        "Vu avec ce numéro : Mukamana Jeanne d’Arc (4).",
      ),
      say("The recipient reads “K7Q2M9 Invoice 77”.", "Le destinataire lit « K7Q2M9 Facture 77 »."),
      say("Through DGS-Pay, Kigali, DGS-Pay.", "Par DGS-Pay, Kigali, DGS-Pay."),
    ],
    guard: guard(earlier),
  };
}

export const out: { last: OperationView | null } = { last: null };

/** What was confirmed becomes what the address says, after a moment. */
export function becomes(change: Partial<OperationView>): OperationView {
  const state = (query.get("state") ?? "pending") as OperationView["state"];
  const made = operation(4, {
    id: "op_out",
    created_at: new Date().toISOString(),
    doubts: [],
    ...change,
    state: "sending",
  });
  out.last = made;
  setTimeout(() => {
    out.last = {
      ...made,
      state,
      doubts: state === "in_doubt" ? ["fate_unknown"] : [],
      reason:
        state === "failed"
          ? {
              code: "insufficient_balance",
              message: say(
                "Your wallet does not hold enough. No money moved.",
                "Votre portefeuille n’a pas assez. Rien n’a bougé.",
              ),
              provider_message: "Insufficient balance",
            }
          : null,
      last_check: new Date().toISOString(),
      next_check: new Date(Date.now() + 6000).toISOString(),
    };
    emit("changed", {
      operations: ["op_out"],
      history: true,
      balances: false,
      accounts: false,
      settings: false,
    });
  }, 300);
  return made;
}

const storyOf = (of: OperationView): ShowView => {
  const line = (seconds: number, what: string, detail: string | null = null) => ({
    at: new Date(Date.parse(of.created_at) + seconds * 1000).toISOString(),
    actor: "Justine N.",
    what,
    cause: what,
    detail,
  });
  return {
    operation: of,
    transaction: null,
    timeline: [line(0, "state:recorded"), line(1, "state:sending"), line(3, `state:${of.state}`)],
    refunds: [],
    answers: [],
    refundable: null,
    acts: [],
    comments: [],
  };
};

function phone(text: string): PhoneView {
  const digits = text.replace(/\D/g, "").replace(/^(250|0)/, "");
  if (digits.length !== 9)
    return {
      e164: null,
      national: null,
      network: null,
      message: say("Digits are missing: Rwanda has 9.", "Il manque des chiffres : le Rwanda en a 9."),
      names: [],
    };
  return {
    e164: `+250${digits}`,
    national: `0${digits}`,
    network: /^(72|73)/.test(digits) ? "Airtel" : "MTN",
    message: null,
    names: [{ name: "Mukamana Jeanne d’Arc", count: 4, last: ago(17 * 86400) }],
  };
}

export const answers: Record<string, (given: Record<string, unknown>) => unknown> = {
  review_payout: async ({ draft: given }) => {
    await pause(150);
    if (face === "failing")
      refuse(
        "home",
        say(
          "The disk is full, so nothing can be written down.",
          "Le disque est plein : rien ne peut être noté.",
        ),
        say("Free some space, then try again.", "Libérez de la place, puis réessayez."),
      );
    return review(given as PayoutInput);
  },
  confirm: async ({ nonce, amount }) => {
    if (nonce !== "out") return undefined;
    await pause(120);
    return becomes({
      kind: "payout",
      amount: amount as OperationView["amount"],
      phone: draft?.phone ?? null,
      name: draft?.name ?? null,
      note: draft?.note ?? null,
    });
  },
  operation: ({ id }) => (id === "op_out" ? out.last : undefined),
  check: ({ id }) => (id === "op_out" ? out.last : undefined),
  cancel: ({ id }) =>
    id === "op_out" && out.last ? (out.last = { ...out.last, state: "cancelled" }) : undefined,
  show: ({ id }) => (id === "op_out" && out.last ? storyOf(out.last) : undefined),
  read_phone: ({ account, text }) => (account === "acc_rw" ? phone(text as string) : undefined),
  refundable: ({ of }): RefundableView => {
    const charge = operation(0);
    return {
      charge: "tx_0",
      operation: of as string,
      account: charge.account,
      charged: charge.amount,
      given_back: { amount: "0", currency: charge.amount.currency },
      left: charge.amount,
      by_call: false,
      phone: charge.phone,
      name: charge.name,
      unsettled: null,
    };
  },
  review_refund: async ({ draft: given }): Promise<ReviewView> => {
    await pause(150);
    const charge = operation(0);
    const { amount } = given as RefundInput;
    const money = { amount: amount ?? charge.amount.amount, currency: charge.amount.currency };
    const row = (what: string, label: string, part: Partial<FigureView>): FigureView => ({
      what,
      label,
      amount: null,
      words: null,
      certain: false,
      as_of: null,
      ...part,
    });
    return {
      nonce: "out",
      amount: money,
      recipient: charge.phone,
      sentence: [
        { text: charge.name ?? "", strong: true },
        {
          text: say(
            ", 0772\u00a0418\u00a0305, is given back ",
            ", 0772\u00a0418\u00a0305, est remboursé de ",
          ),
          strong: false,
        },
        { text: `${spaced(money.amount)}\u00a0${money.currency}`, strong: true },
        { text: ".", strong: false },
      ],
      lines: [],
      figures: [
        row("arrives", say("They receive", "Le destinataire reçoit"), { amount: money, certain: true }),
        row("fee", say("Fee of ZENGAPAY", "Frais de ZENGAPAY"), {
          words: say("not known yet", "pas encore connus"),
        }),
        row("leaves", say("Leaves your wallet", "Sort de votre portefeuille"), {
          words: say("the amount and the fee", "le montant et les frais"),
        }),
      ],
      besides: [say("Through ZENGAPAY, Kampala.", "Par ZENGAPAY, Kampala.")],
      guard: guard(operation(0)),
    };
  },
  banks: async (): Promise<BankView[]> => {
    await pause(200);
    if (face === "failing")
      refuse(
        "no_answer",
        say("DGS-Pay did not answer within 30 s.", "DGS-Pay n’a pas répondu en 30 s."),
        say("Ask again in a moment.", "Redemandez dans un moment."),
      );
    return ["Bank of Kigali", "Equity Bank Rwanda", "I&M Bank Rwanda"].map((name, at) => ({
      code: `b${at}`,
      name,
      branch_required: at === 1,
      currency: "RWF",
      network: null,
    }));
  },
  check_recipient: async ({ phone }): Promise<RecipientView> => {
    await pause(300);
    return { phone: phone as string, known: true, name: "MUKAMANA J." };
  },
  contacts: ({ query: asked }) =>
    face === "empty"
      ? []
      : CONTACTS.filter(({ first_name, last_name }) =>
          `${first_name} ${last_name}`.toLowerCase().includes((asked as string).trim().toLowerCase()),
        ),
  retry_payout: async () => {
    await pause(150);
    return becomes({ kind: "payout", retry_of: "op_out" });
  },
};
