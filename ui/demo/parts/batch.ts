/** A file of payouts, looked at without the core: 400 rows, some of them at fault. `?run=running|stopped` shows one on its way. */
import type {
  BatchField,
  BatchMendInput,
  BatchOpenedView,
  BatchReviewView,
  BatchRowsView,
  BatchRowView,
  BatchView,
} from "../../src/bindings";
import { emit } from "../event";
import { ago, BALANCES, face, lang, transaction } from "../shop";

const say = (en: string, fr: string) => (lang === "fr" ? fr : en);
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const ROWS = 400;
const mended = new Map<number, Partial<Record<BatchField, string>>>();

function row(index: number): BatchRowView {
  const line = index + 2;
  const { name, phone } = transaction(index % 14);
  const mends = mended.get(line) ?? {};
  const wrong = index % 37 === 5;
  const cells = {
    reference: `SAL-${String(index + 1).padStart(3, "0")}`,
    phone: wrong ? (phone ?? "").slice(0, -1) : (phone ?? ""),
    amount: String(25000 + index * 50),
    name: name ?? "",
    network: "MTN",
    ...mends,
  };
  const faulty = wrong && mends.phone === undefined;
  const warned = index % 41 === 3;
  return {
    line,
    cells,
    amount: faulty ? null : { amount: cells.amount, currency: "RWF" },
    state: faulty ? "faulty" : "payable",
    faults: faulty
      ? [
          {
            code: "bad_phone",
            field: "phone",
            message: say(
              "One digit is missing: Rwanda has 9.",
              "Il manque un chiffre\u00a0: le Rwanda en a 9.",
            ),
            next: say("Complete the number.", "Complétez le numéro."),
            operation: null,
          },
        ]
      : [],
    warnings: warned
      ? [
          {
            code: "likely_double",
            field: null,
            message: say(
              "The same amount went to this number yesterday.",
              "Le même montant est parti vers ce numéro hier.",
            ),
            next: say("Look at it before it is paid again.", "Regardez avant de payer à nouveau."),
            operation: "op_4",
          },
        ]
      : [],
    mended: Object.keys(mends) as BatchField[],
  };
}

const all = () => Array.from({ length: ROWS }, (_, index) => row(index));
const GIVEN: BatchView[] =
  face === "empty"
    ? []
    : [
        {
          id: "bt_2",
          account: "acc_rw",
          file_name: say("wages October.xlsx", "salaires octobre.xlsx"),
          state: "stopped",
          given_at: ago(86400 * 3),
          counts: { succeeded: 212, in_doubt: 1, cancelled: 27 },
          left: 27,
        },
        {
          id: "bt_1",
          account: "acc_rw",
          file_name: say("wages September.xlsx", "salaires septembre.xlsx"),
          state: "done",
          given_at: ago(86400 * 33),
          counts: { succeeded: 236, failed: 2 },
          left: 0,
        },
      ];

const opened = (file_name: string): BatchOpenedView => ({
  file_name,
  columns: [
    { title: "Ref", field: "reference" },
    { title: "Phone", field: "phone" },
    { title: "Net pay", field: "amount" },
    { title: "Employee", field: "name" },
    { title: "Operator", field: "network" },
    { title: "Department", field: null },
    { title: "Grade", field: null },
  ],
  account: null,
  mends: 0,
});

function review(): BatchReviewView {
  const rows = all();
  const good = rows.filter((one) => one.state === "payable");
  const sum = good.reduce((total, one) => total + Number(one.cells.amount), 0);
  const held = BALANCES.find((one) => one.account === "acc_rw" && one.currency === "RWF") ?? null;
  const total = (network: string | null, count: number, amount: number) => ({
    network,
    count,
    total: { amount: String(amount), currency: "RWF" },
    held,
    short: held !== null && Number(held.available?.amount ?? 0) < amount,
  });
  const mtn = Math.floor(sum * 0.7);
  const many = Math.floor(good.length * 0.7);
  return {
    nonce: "batch",
    file_sha256: "0".repeat(64),
    rows: rows.length,
    to_send: good.length,
    faulty: rows.length - good.length,
    warned: rows.filter((one) => one.warnings.length > 0).length,
    recorded: 0,
    totals: [total(null, good.length, sum)],
    by_network: [total("MTN", many, mtn), total("Airtel", good.length - many, sum - mtn)],
    cautions: [],
  };
}

let wish = "go";

async function goOut(batch: BatchView): Promise<void> {
  const total = Object.values(batch.counts).reduce((sum, count) => sum + count, 0);
  for (let gone = 0; gone < total;) {
    await pause(200);
    if (wish === "stop") break;
    if (wish === "pause") continue;
    gone = Math.min(total, gone + 7);
    const counts = {
      succeeded: Math.floor(gone * 0.8),
      pending: gone - Math.floor(gone * 0.8),
      recorded: total - gone,
    };
    emit("batch", { batch: batch.id, counts, ended: gone === total, trouble: null });
  }
}

export const answers: Record<string, (given: Record<string, unknown>) => unknown> = {
  open_batch: async () => {
    await pause(200);
    if (face === "failing")
      throw {
        code: "missing_columns",
        message: say(
          "No column of this file says an amount.",
          "Aucune colonne de ce fichier n’indique un montant.",
        ),
        field: "file",
        next: say("Name a column “Amount”.", "Nommez une colonne « Montant »."),
        operation: null,
      };
    return opened(say("wages November.xlsx", "salaires novembre.xlsx"));
  },
  open_batch_again: () => opened("wages October.xlsx"),
  judge_batch: async ({ mends }) => {
    await pause(120);
    for (const { line, field, text } of mends as BatchMendInput[])
      mended.set(line, { ...mended.get(line), [field]: text });
    return review();
  },
  batch_rows: ({ which, from, most }): BatchRowsView => {
    const of = all().filter(
      (one) =>
        which === "all" ||
        (which === "faulty" ? one.faults.length > 0 : one.faults.length === 0 && one.warnings.length > 0),
    );
    return { rows: of.slice(from as number, (from as number) + (most as number)), count: of.length };
  },
  confirm_batch: ({ toSend }) => {
    const batch: BatchView = {
      id: "bt_3",
      account: "acc_rw",
      file_name: say("wages November.xlsx", "salaires novembre.xlsx"),
      state: "running",
      given_at: new Date().toISOString(),
      counts: { recorded: toSend as number },
      left: 0,
    };
    wish = "go";
    void goOut(batch);
    return batch;
  },
  wish_batch: ({ wish: wanted }) => {
    wish = wanted as string;
    return true;
  },
  leave_batches: () => null,
  batches: () => GIVEN,
  save_batch_results: () => ({ path: "/home/justine/Downloads/wages October-results.xlsx" }),
  save_batch_template: () => ({ path: "/home/justine/Downloads/payouts.csv" }),
};
