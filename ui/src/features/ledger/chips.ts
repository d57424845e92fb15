/** What narrows the list, each as a chip that can be taken away. */
import type { Filters } from "../../bindings";
import { NO_FILTERS } from "../../lib/filters";
import { desk } from "../../lib/desk.svelte";
import { i18n } from "../../lib/i18n/index.svelte";
import { writeAmount } from "../../lib/money";
import { listedPhone } from "../../lib/phone";
import type { Ledger } from "./ledger.svelte";
import { networkLabel } from "./panel";

export type Chip = { id: string; name: string; value: string; drop: () => void };

/** In the order of the panel. */
export function chipsOf(ledger: Ledger): Chip[] {
  const t = i18n.t.ledger;
  const { narrow } = ledger;
  const chips: Chip[] = [];
  const chip = (id: string, name: string, values: string[], drop: () => void) => {
    if (values.length > 0) chips.push({ id, name, value: values.join(", "), drop });
  };
  const field = (id: keyof Filters, name: string, values: string[]) =>
    chip(id, name, values, () => ledger.set({ [id]: NO_FILTERS[id] }));

  const text = ledger.text.trim();
  chip("text", t.text, text === "" ? [] : [text], () => ledger.filter({ text: "" }));
  chip("period", t.date, ledger.period === "any" ? [] : [periodWords(ledger)], () =>
    ledger.filter({ period: "any" }),
  );
  field(
    "statuses",
    t.tabs.label,
    narrow.statuses.map((status) => t.tabs[status]),
  );
  field(
    "kinds",
    t.kind,
    narrow.kinds.map((kind) => i18n.t.kind[kind]),
  );
  field("accounts", t.account, narrow.accounts.map(accountName));
  field(
    "methods",
    t.method,
    narrow.methods.map((method) => i18n.t.method[method]),
  );
  field("networks", t.network, narrow.networks.map(networkLabel));
  field("currency", t.currency, narrow.currency ? [narrow.currency] : []);
  field("phone", t.phone, narrow.phone ? [listedPhone(narrow.phone, desk.homeCodes)] : []);
  field("reference", t.reference, narrow.reference ? [narrow.reference] : []);
  field("link", t.link, narrow.link ? [narrow.link] : []);
  for (const having of narrow.having) {
    chip(`having-${having}`, t.having, [t.havings[having]], () =>
      ledger.set({ having: narrow.having.filter((one) => one !== having) }),
    );
  }
  chip("amount", t.amount, amountWords(narrow), () => ledger.set({ min: null, max: null }));
  return chips;
}

export function periodWords(ledger: Ledger): string {
  const t = i18n.t.ledger;
  if (ledger.period !== "custom") return t.periods[ledger.period];
  const day = (at: string) => desk.zone.fullDate(at.length === 10 ? `${at}T12:00:00Z` : at);
  const { from, to } = ledger.custom;
  if (from && to) return from === to ? day(from) : t.days(day(from), day(to));
  if (from) return t.daysFrom(day(from));
  return to ? t.daysTo(day(to)) : t.periods.custom;
}

/** An account of another book is not named. */
function accountName(id: string): string {
  return desk.account(id)?.name ?? i18n.t.ledger.otherAccount;
}

function amountWords({ min, max }: Filters): string[] {
  const t = i18n.t.ledger;
  const amount = (text: string) => writeAmount(text, "", i18n.lang);
  if (min && max) return [t.amountBetween(amount(min), amount(max))];
  if (min) return [t.amountFrom(amount(min))];
  return max ? [t.amountTo(amount(max))] : [];
}
