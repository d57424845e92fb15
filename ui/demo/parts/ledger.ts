/** The made-up shop's list: narrowed, counted, seen in views, written into a file. Kept while the page stands. */
import type {
  ErrorView,
  ExportInput,
  Filters,
  NumberCardView,
  RowView,
  SavedView,
  SavedViewInput,
  SearchInput,
  Status,
  TallyView,
} from "../../src/bindings";
import { emit } from "../event";
import { ago, face, lang, ROWS } from "../shop";
import { hidden, seesWhole } from "./ledger_masked";
import { found } from "./take";

const query = new URLSearchParams(location.search);
const say = (en: string, fr: string) => (lang === "fr" ? fr : en);
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const refuse = (code: string, message: string, next: string | null = null): never => {
  throw { code, message, field: null, next, operation: null } satisfies ErrorView;
};

const mainOf = (row: RowView) => row.operation ?? row.transaction!;
const atOf = (row: RowView) => row.transaction?.occurred_at ?? row.operation!.created_at;
function statusOf(row: RowView): Status {
  const word = row.operation?.state ?? row.transaction!.status;
  if (word === "succeeded" || word === "failed" || word === "in_doubt" || word === "expired") return word;
  return word === "cancelled" ? "expired" : "pending";
}

function fits(row: RowView, asked: Filters, statuses = asked.statuses): boolean {
  const main = mainOf(row);
  const words = `${main.name} ${main.note} ${main.provider_reference} ${main.our_reference}`.toLowerCase();
  const text = asked.text.trim().toLowerCase();
  const digits = text.replace(/\D/g, "").replace(/^0/, "");
  const amount = Number(main.amount.amount);
  const day = new Date(Date.parse(atOf(row)) + 10_800_000).toISOString().slice(0, 10);
  const any = <T>(list: readonly T[], value: T | null) =>
    list.length === 0 || (value !== null && list.includes(value));
  const doubts = row.operation?.doubts.length ?? 0;
  return (
    (text === "" ||
      words.includes(text) ||
      (digits !== "" && ((main.phone ?? "").includes(digits) || main.amount.amount === digits))) &&
    any(statuses, statusOf(row)) &&
    any(asked.kinds, main.kind) &&
    any(asked.accounts, main.account) &&
    any(asked.methods, main.method === "contact" ? null : main.method) &&
    any(asked.networks, main.network) &&
    (!asked.currency || main.amount.currency === asked.currency) &&
    (!asked.phone || main.phone === asked.phone) &&
    (!asked.reference || [main.provider_reference, main.our_reference].includes(asked.reference)) &&
    (!asked.min || amount >= Number(asked.min)) &&
    (!asked.max || amount <= Number(asked.max)) &&
    (!asked.from || day >= asked.from) &&
    (!asked.to || day <= asked.to) &&
    (!asked.having.includes("doubt") || doubts > 0) &&
    (!asked.having.includes("operation") || row.operation !== null) &&
    (!asked.having.includes("refunded") || Boolean(row.transaction?.refunded)) &&
    (!asked.having.includes("action") || row.operation?.state === "needs_action")
  );
}

const all = (): RowView[] => (face === "empty" ? [] : ROWS);

function search({ filters, order, after, limit }: SearchInput) {
  if (query.get("trouble") === "book")
    refuse(
      "disk_full",
      say("The disk is full, so the book cannot be read.", "Le disque est plein : le cahier ne se lit pas."),
      say("Free some space, then try again.", "Faites de la place, puis réessayez."),
    );
  const rows = all().filter((row) => fits(row, filters));
  if (order === "amount")
    rows.sort(
      (a, b) =>
        mainOf(a).amount.currency.localeCompare(mainOf(b).amount.currency) ||
        Number(mainOf(b).amount.amount) - Number(mainOf(a).amount.amount),
    );
  const from = after ? Number(after) : 0;
  const next = from + limit < rows.length ? String(from + limit) : null;
  const page = rows.slice(from, from + limit).map((row) => (seesWhole() ? row : hidden(row)));
  return { rows: page, next, count: 0, capped: false, totals: [] };
}

function tally(asked: Filters): TallyView {
  const tabs = all().filter((row) => fits(row, asked, []));
  const rows = tabs.filter((row) => fits(row, asked));
  const sums = new Map<string, TallyView["sums"][number]>();
  for (const row of rows) {
    const { kind, amount } = mainOf(row);
    const currency = amount.currency;
    const key = currency + kind;
    const money = { amount: "0", currency };
    const sum = sums.get(key) ?? { currency, kind, count: 0, succeeded: 0, asked: money, moved: money };
    const plus = (to: typeof money) => ({
      currency,
      amount: String(Number(to.amount) + Number(amount.amount)),
    });
    const paid = statusOf(row) === "succeeded";
    sums.set(key, {
      ...sum,
      count: sum.count + 1,
      succeeded: sum.succeeded + (paid ? 1 : 0),
      asked: plus(sum.asked),
      moved: paid ? plus(sum.moved) : sum.moved,
    });
  }
  const statuses: Status[] = ["pending", "in_doubt", "succeeded", "failed", "expired"];
  return {
    count: rows.length,
    statuses: statuses.map((status) => ({
      status,
      count: tabs.filter((row) => statusOf(row) === status).length,
    })),
    in_question: rows.filter((row) => (row.operation?.doubts.length ?? 0) > 0).length,
    sums: [...sums.values()],
  };
}

let views: SavedView[] =
  face === "empty" || query.has("fresh")
    ? []
    : [
        view("vw_1", say("Open at MTN", "Ouverts MTN"), {
          statuses: ["pending", "in_doubt"],
          networks: ["mtn", "MTN"],
        }),
        view("vw_2", say("Large ones", "Grands montants"), { min: "200000" }, "amount"),
        view("vw_3", say("Given back", "Rendus"), { having: ["refunded"] }),
      ];

function view(
  id: string,
  name: string,
  change: Partial<Filters>,
  order: SavedView["order"] = "newest",
): SavedView {
  const none = { text: "", statuses: [], kinds: [], accounts: [], methods: [], networks: [], having: [] };
  const open = { currency: null, phone: null, reference: null, link: null };
  const filters = { ...none, ...open, min: null, max: null, from: null, to: null, ...change };
  return { id, name, filters, columns: [], order, created_at: ago(90_000) };
}

function saveView(asked: SavedViewInput): SavedView[] {
  if (views.some(({ id, name }) => id !== asked.id && name === asked.name))
    refuse("bad_view", say("There is a view of this name already.", "Il y a déjà une vue de ce nom."));
  const kept = { ...asked, id: asked.id ?? `vw_${Date.now()}`, created_at: ago(0) };
  const known = views.some(({ id }) => id === kept.id);
  views = known ? views.map((one) => (one.id === kept.id ? kept : one)) : [...views, kept];
  return views;
}

let stopped = false;
async function exportShown({ filters, format }: ExportInput) {
  if (!seesWhole())
    refuse(
      "not_allowed",
      say("Taking data out is not yours to do here.", "Sortir des données n’est pas de votre ressort ici."),
      say("Ask an owner.", "Demandez à un propriétaire."),
    );
  stopped = false;
  for (let rows = 10_000; rows <= 40_000 && query.has("slow"); rows += 10_000) {
    await pause(900);
    emit("export", { rows });
    if (stopped) refuse("stopped", say("The export was stopped.", "L’export a été arrêté."));
  }
  await pause(200);
  const rows = tally(filters).count;
  const path = `/home/justine/Downloads/duka-live-20261121T113140.${format}`;
  return { path, rows, sha256: "9d1c", environment: "live" };
}

function numberCard(phone: string): NumberCardView {
  const rows = all().filter((row) => mainOf(row).phone === phone);
  const names = [...new Set(rows.map((row) => mainOf(row).name ?? ""))].filter(Boolean);
  const currencies = [...new Set(rows.map((row) => mainOf(row).amount.currency))];
  const doubted = rows.flatMap(({ operation }) =>
    operation && operation.doubts.length > 0 ? [operation] : [],
  );
  const counts = {
    count: 0,
    succeeded: 0,
    failed: 0,
    expired: 0,
    pending: 0,
    in_doubt: 0,
    success_per_mille: null,
  };
  return {
    phone,
    national: phone,
    names: names.map((name) => ({ name, count: rows.length, last: ago(600) })),
    contact: null,
    networks: rows[0]
      ? [{ network: mainOf(rows[0]).network, method: "mobile-money", count: rows.length, last: ago(600) }]
      : [],
    sums: currencies.map((currency) => {
      const own = rows.filter((row) => mainOf(row).amount.currency === currency);
      const paid = own.filter((row) => statusOf(row) === "succeeded");
      const sum = paid.reduce((total, row) => total + Number(mainOf(row).amount.amount), 0);
      const nothing = { amount: "0", currency };
      return {
        currency,
        received: { amount: String(sum), currency },
        paid_out: nothing,
        refunded: nothing,
        charges: { ...counts, count: own.length, succeeded: paid.length },
        payouts: counts,
      };
    }),
    first: rows.at(-1) ? atOf(rows.at(-1)!) : null,
    last: rows[0] ? atOf(rows[0]) : null,
    doubts: doubted.map(({ id, doubts, updated_at, amount }) => ({
      operation: id,
      kind: doubts[0]!,
      since: updated_at,
      amount,
    })),
    rows: rows
      .slice(0, 50)
      .map((row) => (row.operation ? { ...row, operation: found(row.operation.id) } : row)),
  };
}

export const answers: Record<string, (given: Record<string, unknown>) => unknown> = {
  search: ({ query: asked }) => search(asked as SearchInput),
  tally: ({ filters }) => tally(filters as Filters),
  saved_views: () => views,
  save_view: ({ view: asked }) => saveView(asked as SavedViewInput),
  order_views: ({ ids }) => (views = (ids as string[]).map((id) => views.find((one) => one.id === id)!)),
  remove_view: ({ id }) => (views = views.filter((one) => one.id !== id)),
  export_shown: ({ list }) => exportShown(list as ExportInput),
  stop_export: () => ((stopped = true), null),
  number_card: ({ phone }) => numberCard(phone as string),
};
