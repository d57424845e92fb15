/** Conversions, looked at without the core. */
import type { ConversionInput, ConversionView, OperationView } from "../../src/bindings";
import { emit } from "../event";
import { ago, face, lang, operation } from "../shop";

const say = (en: string, fr: string) => (lang === "fr" ? fr : en);
const RATE = "1452.25";

const base = (id: string, amount: string, change: Partial<OperationView>): OperationView =>
  operation(1, {
    id,
    kind: "conversion",
    state: "succeeded",
    amount: { amount, currency: "USD" },
    phone: null,
    name: null,
    method: null,
    network: null,
    note: null,
    action: null,
    doubts: [],
    ...change,
  });

const row = (
  operation: OperationView,
  previewed: string,
  rate: string,
  got: [string, string, string, string] | null,
): ConversionView => ({
  operation,
  to: "RWF",
  previewed: { amount: previewed, currency: "RWF" },
  previewed_rate: rate,
  previewed_at: operation.created_at,
  got: got ? { amount: got[0], currency: "RWF" } : null,
  got_rate: got ? got[1] : null,
  difference: got ? { amount: got[2], currency: "RWF" } : null,
  difference_percent: got ? got[3] : null,
});

let all: ConversionView[] =
  face === "empty"
    ? []
    : [
        row(
          base("op_70", "200", { state: "in_doubt", doubts: ["fate_unknown"], created_at: ago(190_000) }),
          "289800",
          "1449",
          null,
        ),
        row(base("op_71", "500", { created_at: ago(600_000) }), "720500", "1441", [
          "719600",
          "1439.2",
          "-900",
          "-0.12",
        ]),
        row(base("op_72", "150", { created_at: ago(1_000_000) }), "214650", "1431", [
          "214650",
          "1431",
          "0",
          "0",
        ]),
      ];

const drafts = new Map<string, ConversionInput>();
const made = new Map<string, OperationView>();

export const answers: Record<string, (given: Record<string, unknown>) => unknown> = {
  conversions: () => all,
  review_conversion: ({ draft }) => {
    const given = draft as ConversionInput;
    if (face === "failing")
      throw {
        code: "no_answer",
        message: say(
          "DGS-Pay did not answer within 30 s. Nothing was sent.",
          "DGS-Pay n’a pas répondu en 30 s. Rien n’a été envoyé.",
        ),
        field: null,
        next: say("Ask again.", "Redemandez."),
        operation: null,
      };
    const nonce = crypto.randomUUID();
    drafts.set(nonce, given);
    const amount = { amount: given.amount, currency: given.from };
    const arrives = { amount: "290450", currency: given.to };
    const now = new Date().toISOString();
    const figure = (
      what: string,
      label: string,
      money: typeof amount | null,
      words: string | null,
      certain = false,
    ) => ({
      what,
      label,
      amount: money,
      words,
      certain,
      as_of: certain || (money === null && what !== "rate") ? null : now,
    });
    return {
      nonce,
      amount,
      recipient: given.to,
      sentence: [
        { text: `${given.amount}\u00a0${given.from}`, strong: true },
        { text: say(" becomes about ", " devient environ "), strong: false },
        { text: `290,450\u00a0${given.to}`, strong: true },
        { text: ".", strong: false },
      ],
      lines: [],
      figures: [
        figure("leaves", say("Leaves your wallet", "Sort de votre portefeuille"), amount, null, true),
        figure("fee", say("Fee of DGS-Pay", "Frais de DGS-Pay"), null, say("not told", "non indiqués")),
        figure("rate", say("Rate", "Taux"), null, `1\u00a0${given.from} = ${RATE}\u00a0${given.to}`),
        figure("arrives", say("Arrives", "Arrive"), arrives, null),
      ],
      besides: [say("The rate may move before the money does.", "Le taux peut bouger avant l’argent.")],
      guard: null,
    };
  },
  confirm: ({ nonce }) => {
    const draft = drafts.get(nonce as string);
    if (!draft) return undefined;
    const id = `op_7${made.size + 5}`;
    const first = base(id, draft.amount, { state: "sending", created_at: new Date().toISOString() });
    made.set(id, first);
    setTimeout(() => {
      const done = { ...first, state: "succeeded" as const };
      made.set(id, done);
      all = [row(done, "290450", RATE, ["289900", "1449.5", "-550", "-0.19"]), ...all];
      emit("changed", { operations: [id], history: true, balances: true, accounts: false, settings: false });
    }, 600);
    return first;
  },
  operation: ({ id }) => made.get(id as string),
  check: ({ id }) => made.get(id as string),
};
