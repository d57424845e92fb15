/** Stands in for the core while looking at the screens: `npx vite --mode demo`. Never part of the product. */
import type { BootView, ErrorView, KeyTestView, SearchInput, ShowView } from "../src/bindings";
import { emit } from "./event";
import { found } from "./parts/take";
import * as shop from "./shop";
import { ago, face, OPERATIONS, ROWS, transaction } from "./shop";

const query = new URLSearchParams(location.search);
let boot: BootView = {
  state: shop.start as BootView["state"],
  mode: shop.mode,
  lang: shop.lang,
  theme: shop.theme,
  staff: shop.start === "ready" ? "Justine N." : null,
  business: shop.mode === "practice" ? null : "Nakato General Supplies",
  time_zone: "Africa/Kampala",
  country: "UG",
  version: "0.1.0",
  vault: "keyring",
  card_entry: query.has("cards"),
  paper: (query.get("paper") ?? "58mm") as BootView["paper"],
  live_accounts: 2,
  sandbox_accounts: 0,
  error:
    shop.start === "blocked"
      ? {
          code: "newer_database",
          message:
            shop.lang === "fr"
              ? "Ce cahier a été écrit par une version plus récente de Duka (schéma 7, celle-ci connaît 5)."
              : "This book was written by a newer Duka (schema 7, this one knows 5).",
          field: null,
          next:
            shop.lang === "fr"
              ? "Installez la version plus récente. Rien n’a été changé."
              : "Install the newer Duka. Nothing was changed.",
          operation: null,
        }
      : null,
};

const refuse = (code: string, message: string, extra: Partial<ErrorView> = {}) => {
  throw { code, message, field: null, next: null, operation: null, ...extra } satisfies ErrorView;
};
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const keyTest = (): KeyTestView => ({
  ok: query.get("key") !== "address",
  code: query.get("key") === "address" ? "address_not_admitted" : "ok",
  message:
    query.get("key") === "address"
      ? "The key may well be right. In its dashboard, open Settings, then IP whitelist, and add:"
      : "The balance came back. You can save.",
  provider_message: query.get("key") === "address" ? "IP 203.0.113.47 not whitelisted" : null,
  address: query.get("key") === "address" ? "203.0.113.47" : null,
  steps: [
    { what: "network", ok: true, detail: "212 ms" },
    { what: "answer", ok: true, detail: "TLS 1.3" },
    {
      what: "key",
      ok: query.get("key") !== "address",
      detail: query.get("key") === "address" ? "403" : "200",
    },
  ],
});

function search(asked: SearchInput) {
  if (face === "failing" && query.get("screen") === "ledger")
    refuse("disk_full", "The disk is full, so the book cannot be read.", {
      next: "Free some space, then try again.",
    });
  const { filters } = asked;
  const text = filters.text.trim().toLowerCase();
  const digits = text.replace(/\D/g, "");
  const all = face === "empty" ? [] : ROWS;
  const found = all.filter((row) => {
    const main = row.operation ?? row.transaction!;
    const status = row.operation?.state ?? row.transaction!.status;
    const words = `${main.name} ${main.note}`.toLowerCase();
    return (
      (filters.statuses.length === 0 || filters.statuses.some((one) => one === status)) &&
      (filters.accounts.length === 0 || filters.accounts.includes(main.account)) &&
      (text === "" || words.includes(text) || (digits !== "" && (main.phone ?? "").includes(digits)))
    );
  });
  const from = asked.after ? Number(asked.after) : 0;
  const rows = found.slice(from, from + asked.limit);
  const next = from + asked.limit < found.length ? String(from + asked.limit) : null;
  const totals =
    found.length === 0
      ? []
      : [
          { amount: "6482000", currency: "UGX" },
          { amount: "1318500", currency: "RWF" },
        ];
  return { rows, next, count: Math.min(found.length, 1000), capped: found.length > 1000, totals };
}

function story(id: string): ShowView {
  const number = Number(id.split("_")[1]);
  const operation = id.startsWith("op_") ? found(id) : null;
  const line = (
    seconds: number,
    what: string,
    detail: string | null = null,
    actor = "Justine N., window",
  ) => ({
    at: operation
      ? new Date(Date.parse(operation.created_at) + seconds * 1000).toISOString()
      : ago(100 - seconds),
    actor,
    what,
    cause: what,
    detail,
  });
  return {
    operation,
    transaction: operation ? null : transaction(number),
    timeline: operation
      ? [
          line(0, "state:recorded"),
          line(0, "state:sending", operation.our_reference, "Duka"),
          line(3, `state:${operation.state}`, operation.provider_status, "Duka"),
          ...(operation.doubts.length > 0
            ? [line(30, `doubt:${operation.doubts[0]}`, "no answer after 30 s", "Duka")]
            : []),
        ]
      : [],
    refunds: [],
    refundable: null,
    acts: ["check", "comment"],
    comments: [],
    answers: [
      {
        at: ago(200),
        what: "fetch_transaction",
        status: 200,
        body: '{"transactionReference":"b71e…40c9","transactionStatus":"INDETERMINATE","amount":85000,"currency":"UGX","msisdn":"2567519••277"}',
      },
    ],
  };
}

const answers: Record<string, (given: Record<string, unknown>) => unknown> = {
  boot: () => boot,
  open_mode: async ({ mode }) => {
    if (boot.state === "first_run") {
      for (let rows = 200; rows <= 2000; rows += 200) {
        emit("progress", { account: "acc_ug", rows, total: 2000 });
        await pause(query.has("slow") ? 2000 : 120);
      }
    }
    return (boot = { ...boot, state: "ready", mode: mode as BootView["mode"] });
  },
  set_setting: ({ key, value }) => {
    if (key === "language") boot = { ...boot, lang: value as BootView["lang"] };
    else if (key === "card_entry") boot = { ...boot, card_entry: value === "on" };
    else boot = { ...boot, [key as string]: value };
    return boot;
  },
  painted: () => null,
  providers: () => shop.PROVIDERS,
  accounts: () => shop.ACCOUNTS,
  test_draft: async () => (await pause(400), keyTest()),
  test_account: async () => (await pause(400), keyTest()),
  add_account: ({ draft }) => {
    const { provider, name } = draft as { provider: string; name: string };
    const account = { ...shop.ACCOUNTS[0]!, id: "acc_new", provider, name, environment: "sandbox" as const };
    shop.ACCOUNTS.push(account);
    return account;
  },
  remove_account: () =>
    refuse("unsettled", "2 charges of this account are not settled yet.", {
      next: "Wait until they have an end, then remove it.",
    }),
  search: ({ query: asked }) => search(asked as SearchInput),
  show: ({ id }) => story(id as string),
  balances: ({ refresh }) =>
    refresh && face === "failing"
      ? refuse("no_answer", "DGS-Pay did not answer within 30 s.", {
          next: "What was read before stays below.",
        })
      : face === "empty"
        ? []
        : shop.BALANCES,
  coverage: () => shop.COVERAGE,
  sync_now: () => [],
  doubts: () =>
    OPERATIONS.filter((one) => one.doubts.length > 0).map((operation) => ({
      operation,
      kind: operation.doubts[0]!,
      since: operation.updated_at,
      next_check: operation.next_check,
      usual_s: 240,
      candidates: shop.candidatesOf(operation),
      say: {
        en: "Your payment may have gone through; we are checking. Do not pay a second time.",
        fr: "Votre paiement est peut-être passé, nous vérifions. Ne payez pas une deuxième fois.",
      },
      absence_counts_from: new Date(Date.now() + 900_000).toISOString(),
      open_to_adoption: true,
      set_aside: null,
    })),
};

/** What the screens of one sort of work ask; each in its own file. A part that says nothing leaves it to the next. */
const PARTS = Object.values(
  import.meta.glob<{ answers: typeof answers }>("./parts/*.ts", { eager: true }),
).map((part) => part.answers);

export async function invoke<T>(command: string, given: Record<string, unknown> = {}): Promise<T> {
  for (const part of [...PARTS, answers]) {
    const answer = await part[command]?.(given);
    if (answer !== undefined) return answer as T;
  }
  throw new Error(`no such command: ${command}`);
}
