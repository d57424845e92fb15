/** Figures in words. What is not known is said so here, in one place, and never shown as nothing. */
import type { CountsView, FiguresView, MoneyView } from "../../bindings";
import { desk } from "../../lib/desk.svelte";
import { i18n } from "../../lib/i18n/index.svelte";
import { addAmounts, writeAmount, writeMoney } from "../../lib/money";
import { endedOf } from "./first-page.svelte";

const SPACE = "\u00a0";

/** What customers have not answered and what nobody knows: neither is income. */
export function notSure({ waiting, in_question }: FiguresView): MoneyView {
  return { amount: addAmounts([waiting.amount, in_question.amount]), currency: waiting.currency };
}

export const isNothing = ({ amount }: MoneyView) => !/[1-9]/.test(amount);

const written = (money: MoneyView) => writeAmount(money.amount, money.currency, i18n.lang);

/** What the providers kept; a part of it is called a part. */
export function feesSaid(figures: FiguresView, write: (money: MoneyView) => string = written): string {
  const t = i18n.t.overview.today;
  if (figures.fees_not_told === 0) return write(figures.fees);
  return isNothing(figures.fees) ? t.feesNotTold : t.atLeast(write(figures.fees));
}

export function netSaid(figures: FiguresView): string {
  if (figures.net) return written(figures.net);
  return i18n.t.overview.today.netUnknown(figures.net_not_told);
}

/** `44/48 · 92 %`, of those that came to an end; with the count, never a share alone. */
export function rateSaid(counts: CountsView): string {
  const t = i18n.t.overview.today;
  if (counts.success_per_mille === null) return t.noneEnded;
  const percent = percentSaid(Math.floor(counts.success_per_mille / 10));
  return `${counts.succeeded}/${endedOf(counts)} · ${percent}`;
}

export function percentSaid(percent: number): string {
  return i18n.lang === "fr" ? `${percent}${SPACE}%` : `${percent}%`;
}

/** A whole in figures, as text: 12,5 % where a tenth says something. */
export function shareSaid(thousandths: number): string {
  if (thousandths > 0 && thousandths < 10) return i18n.lang === "fr" ? `moins de 1${SPACE}%` : "under 1%";
  return percentSaid(Math.round(thousandths / 10));
}

/** A local day has no moment of its own: its noon stands for it, in a zone that knows no other. */
function writtenDay(day: string, options: Intl.DateTimeFormatOptions): string {
  const locale = i18n.lang === "fr" ? "fr-FR" : "en-GB";
  const text = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(
    new Date(`${day}T12:00:00Z`),
  );
  return text.replaceAll("\u202f", SPACE).replace("Sept", "Sep");
}

/** `Saturday 21 November` */
export const longDay = (day: string) =>
  writtenDay(day, { weekday: "long", day: "numeric", month: "long" }).replace(",", "");
/** `Saturday 14 Nov` */
export const weekday = (day: string) =>
  writtenDay(day, { weekday: "long", day: "numeric", month: "short" }).replace(",", "");
export const shortDay = (day: string) => writtenDay(day, { day: "numeric", month: "short" });
export const fullDay = (day: string) => writtenDay(day, { day: "numeric", month: "short", year: "numeric" });

/** One step of a period: a day, the days of a week, or a month. */
export function spanSaid(step: "day" | "week" | "month", from: string, to: string): string {
  if (step === "day" || from === to)
    return writtenDay(from, { weekday: "short", day: "numeric", month: "short" });
  if (step === "week") return `${shortDay(from)}${SPACE}– ${shortDay(to)}`;
  return writtenDay(from, { month: "long", year: "numeric" });
}

export function tickSaid(step: "day" | "week" | "month", from: string): string {
  return step === "month" ? writtenDay(from, { month: "short", year: "2-digit" }) : shortDay(from);
}

/** A network by the name its provider gives it: of those that move this currency, whichever knows it. */
export function networkSaid(code: string | null, currency: string): string | null {
  if (code === null) return null;
  for (const { provider } of desk.accounts) {
    if (!desk.provider(provider)?.currencies.includes(currency)) continue;
    const name = desk.network(provider, code);
    if (name !== code) return name;
  }
  return code;
}

export const moneySaid = (money: MoneyView) => writeMoney(money, i18n.lang);
