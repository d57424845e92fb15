/** The first page and what lay in the wallets, looked at without the core. */
import type {
  BalanceHistoryInput,
  BalancePointView,
  CountsView,
  ErrorView,
  FailureView,
  FiguresView,
  NeedView,
  OverviewView,
  StatementInput,
  StatementPageView,
  StatementRowView,
  TrendInput,
  TrendView,
} from "../../src/bindings";
import { ago, BALANCES, face, lang, mode, OPERATIONS, ROWS } from "../shop";

const say = (en: string, fr: string) => (lang === "fr" ? fr : en);
const refuse = (code: string, message: string, extra: Partial<ErrorView> = {}): never => {
  throw { code, message, field: null, next: null, operation: null, ...extra } satisfies ErrorView;
};
const DAY_MS = 86_400_000;
const day = (at: number) => new Date(at).toISOString().slice(0, 10);
const TODAY = day(Date.now());
/** The same for the same day, whenever it is asked. */
const chance = (seed: number) => Math.abs(Math.sin(seed * 12.9898) * 43758.5453) % 1;

const counts = (paid: number, failed: number, expired: number, pending = 0, in_doubt = 0): CountsView => ({
  count: paid + failed + expired + pending + in_doubt,
  succeeded: paid,
  failed,
  expired,
  pending,
  in_doubt,
  success_per_mille:
    paid + failed + expired === 0 ? null : Math.floor((paid * 1000) / (paid + failed + expired)),
});

function figures(currency: string, received: number, change: Partial<FiguresView> = {}): FiguresView {
  const money = (amount: number) => ({ amount: String(amount), currency });
  const fee = Math.round(received * 0.015);
  return {
    received: money(received),
    fees: money(fee),
    fees_not_told: 0,
    net: money(received - fee),
    net_not_told: 0,
    paid_out: money(0),
    payout_fees: money(0),
    payout_fees_not_told: 0,
    refunded: money(0),
    waiting: money(0),
    in_question: money(0),
    going_out: money(0),
    charges: counts(Math.round(received / 48_000), 2, 1),
    payouts: counts(0, 0, 0),
    ...change,
  };
}

const NEEDS: NeedView[] = [
  {
    kind: "doubts",
    count: 5,
    oldest: ago(2 * 86_400 + 4000),
    items: [
      need(OPERATIONS[3]!.id, "Okello Denis", "85000", "UGX", 2 * 86_400 + 4000, "fate_unknown"),
      need(OPERATIONS[4]!.id, null, "48000", "RWF", 2460, "contradicted"),
      need("op_91", "+256772418305", "12000", "UGX", 1800, "overdue"),
    ],
  },
  {
    kind: "approvals",
    count: 1,
    oldest: ago(1500),
    items: [need("op_92", "Mugisha Brian", "1450000", "UGX", 1500, null)],
  },
  {
    kind: "actions",
    count: 1,
    oldest: ago(400),
    items: [need(OPERATIONS[5]!.id, "Mutoni Alice", "240000", "RWF", 400, "otp")],
  },
  {
    kind: "links",
    count: 2,
    oldest: ago(86_400 * 4),
    items: [
      {
        ...need(
          "ln_0",
          say("School uniforms, term 3", "Uniformes, 3e trimestre"),
          "20000",
          "RWF",
          86_400 * 4,
          null,
        ),
        until: ago(-4 * 3600),
      },
    ],
  },
  {
    kind: "accounts",
    count: 1,
    oldest: ago(3700),
    items: [
      {
        id: "acc_rw",
        name: "DGS-Pay, Kigali",
        amount: null,
        since: ago(3700),
        until: null,
        word: say("It did not answer within 30 s.", "Pas de réponse en 30 s."),
      },
    ],
  },
];
function need(
  id: string,
  name: string | null,
  amount: string,
  currency: string,
  age: number,
  word: string | null,
) {
  return { id, name, amount: { amount, currency }, since: ago(age), until: null, word };
}

const page = (): OverviewView => ({
  made_at: ago(face === "failing" ? 3720 : 2),
  time_zone: "Africa/Kampala",
  today: TODAY,
  then: day(Date.now() - 7 * DAY_MS),
  then_until: ago(7 * 86_400),
  needs: face === "empty" ? [] : new URLSearchParams(location.search).has("calm") ? [] : NEEDS,
  currencies:
    face === "empty"
      ? []
      : [
          {
            currency: "RWF",
            today: figures("RWF", 1_318_500, {
              fees: { amount: "13185", currency: "RWF" },
              fees_not_told: 3,
              net: null,
              net_not_told: 3,
              waiting: { amount: "48000", currency: "RWF" },
              paid_out: { amount: "310000", currency: "RWF" },
              charges: counts(26, 1, 0, 1),
            }),
            then: figures("RWF", 1_090_000, {
              charges: counts(24, 2, 0),
              paid_out: { amount: "0", currency: "RWF" },
            }),
            then_whole: figures("RWF", 1_590_000),
          },
          {
            currency: "UGX",
            today: figures("UGX", 6_482_000, {
              paid_out: { amount: "1450000", currency: "UGX" },
              going_out: { amount: "90000", currency: "UGX" },
              waiting: { amount: "125000", currency: "UGX" },
              in_question: { amount: "85000", currency: "UGX" },
              charges: counts(44, 3, 1, 2, 1),
            }),
            then: figures("UGX", 6_900_000, {
              charges: counts(40, 4, 1),
              paid_out: { amount: "980000", currency: "UGX" },
            }),
            then_whole: figures("UGX", 8_300_000),
          },
        ],
  balances: face === "empty" ? [] : BALANCES,
  last: face === "empty" ? [] : ROWS.slice(0, 12),
});

function trend({ from, to, currency: asked }: TrendInput): TrendView {
  if (face === "empty")
    refuse("nothing_yet", say("No currency was ever told.", "Aucune devise n’a encore été indiquée."));
  const currency = asked ?? "RWF";
  const first = Date.parse(`${from}T12:00:00Z`);
  const days = Math.round((Date.parse(`${to}T12:00:00Z`) - first) / DAY_MS) + 1;
  const step = days <= 92 ? "day" : days <= 200 ? "week" : "month";
  const wide = { day: 1, week: 7, month: 30 }[step];
  const series = Array.from({ length: Math.ceil(days / wide) }, (_, at) => {
    const begin = first + at * wide * DAY_MS;
    const end = Math.min(begin + (wide - 1) * DAY_MS, first + (days - 1) * DAY_MS);
    const last = end >= first + (days - 1) * DAY_MS;
    const received = Math.round(chance(begin / DAY_MS) * 60) * 40_000 * wide;
    return {
      from: day(begin),
      to: day(end),
      figures: figures(
        currency,
        received,
        last
          ? {
              waiting: { amount: "125000", currency },
              in_question: { amount: "285000", currency },
              fees_not_told: 3,
              net: null,
              net_not_told: 3,
            }
          : {},
      ),
    };
  });
  const total = series.reduce((sum, point) => sum + Number(point.figures.received.amount), 0);
  const part = (key: string | null, of: number) => ({
    key,
    figures: figures(currency, Math.round(total * of)),
  });
  const failure = (reason: string, count: number): FailureView => ({
    reason,
    count,
    amount: { amount: String(count * 26_500), currency },
  });
  return {
    currency,
    currencies: ["RWF", "UGX", "USD"],
    from,
    to,
    time_zone: "Africa/Kampala",
    step,
    whole: figures(currency, total, {
      waiting: { amount: "125000", currency },
      in_question: { amount: "285000", currency },
      fees_not_told: 3,
      net: null,
      net_not_told: 3,
      paid_out: { amount: "4200000", currency },
    }),
    before: figures(currency, Math.round(total * 0.86), { paid_out: { amount: "4800000", currency } }),
    series,
    by_method: [part("mobile-money", 0.9), part("card", 0.09), part(null, 0.01)],
    by_network:
      currency === "UGX"
        ? [part("mtn", 0.7), part("airtel", 0.3)]
        : [part("MTN", 0.62), part("Airtel", 0.38)],
    by_account: [part(currency === "UGX" ? "acc_ug" : "acc_rw", 1)],
    failures: [
      failure("Insufficient funds (##)", 18),
      failure("Payer did not confirm within ## s", 11),
      failure("Transaction limit of the wallet reached for today, see code ####", 4),
    ],
    failures_more: 2,
  };
}

function past({ account, currency, network, from }: BalanceHistoryInput): BalancePointView[] {
  const row = BALANCES.find(
    (one) => one.account === account && one.currency === currency && one.network === network,
  );
  if (!row?.available) return [];
  const end = Number(row.available.amount);
  const first = Date.parse(`${from}T00:00:00Z`);
  const span = Date.now() - first;
  return Array.from({ length: 24 }, (_, at) => {
    const of = (amount: number) => ({ amount: String(Math.round(amount)), currency });
    const held = at === 23 ? end : end * (0.35 + chance(at + end) * 0.6);
    return {
      at: new Date(first - DAY_MS + ((span + DAY_MS) * at) / 23.2).toISOString(),
      network,
      available: at === 9 ? null : of(held),
      pending: at % 3 === 0 ? of(held * 0.06) : null,
      total: null,
    };
  });
}

function statementPage({ account, after, designation }: StatementInput): StatementPageView {
  if (face === "failing")
    refuse("no_answer", say("It did not answer within 30 s.", "Pas de réponse en 30 s."), {
      next: say("Ask again in a minute.", "Redemandez dans une minute."),
    });
  const from = after ? Number(after) : 0;
  const items = Array.from({ length: 12 }, (_, index): StatementRowView => {
    const at = from + index;
    const fee = at % 4 === 1;
    return {
      account,
      environment: mode === "live" ? "live" : "sandbox",
      provider_reference: `9084417${100 + at}`,
      designation: fee ? "charges" : "transaction",
      kind: fee ? null : at % 5 === 2 ? "payout" : "charge",
      status: at === 3 ? "pending" : "succeeded",
      amount: { amount: fee ? "-2152.2" : at % 5 === 2 ? "-150000" : "85000", currency: "UGX" },
      balance_before: null,
      balance_after: { amount: String(9_204_500 - at * 41_000), currency: "UGX" },
      network: "mtn",
      phone: fee ? null : "+256772418305",
      note: fee ? null : "Term 3 fees, balance",
      fee_of: fee ? `9084417${99 + at}` : null,
      at: ago(60 + at * 2400),
    };
  }).filter((row) => designation === null || row.designation === designation);
  return { items, next: from >= 24 ? null : String(from + 12) };
}

let asked = 0;
export const answers: Record<string, (given: Record<string, unknown>) => unknown> = {
  overview: () => {
    asked++;
    if (face === "failing" && asked > 1)
      refuse(
        "disk_full",
        say(
          "The disk is full, so the book cannot be read.",
          "Le disque est plein, le cahier ne peut pas être lu.",
        ),
        {
          next: say("Free some space, then try again.", "Libérez de la place, puis réessayez."),
        },
      );
    return page();
  },
  trend: ({ period }) => trend(period as TrendInput),
  balance_history: ({ wallet }) => past(wallet as BalanceHistoryInput),
  statement: ({ wanted }) => statementPage(wanted as StatementInput),
  account_summary: () => ({
    name: "Nakato General Supplies Ltd",
    number: "ACC-0001234",
    category: "RETAIL",
    email: "shop@nakato.example",
  }),
};
