/** Whole days of the business, as people say them; and the day-words that somebody types into the search. */
import type { Filters } from "../../bindings";
import type { Zone } from "../../lib/time";

export type Period = "any" | "today" | "yesterday" | "week" | "month" | "last_month" | "custom";
export const PERIODS: readonly Period[] = [
  "any",
  "today",
  "yesterday",
  "week",
  "month",
  "last_month",
  "custom",
];
export type Days = Pick<Filters, "from" | "to">;
const DAY_MS = 86_400_000;

/** First and last local day of a period. `custom` is what was written into the fields. */
export function daysOf(
  period: Period,
  zone: Zone,
  now: number,
  custom: Days = { from: null, to: null },
): Days {
  const today = zone.day(new Date(now));
  const before = (days: number) => dayBefore(today, days);
  switch (period) {
    case "any":
      return { from: null, to: null };
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: before(1), to: before(1) };
    case "week":
      return { from: before(6), to: today };
    case "month":
      return { from: `${today.slice(0, 8)}01`, to: today };
    case "last_month": {
      const last = dayBefore(`${today.slice(0, 8)}01`, 1);
      return { from: `${last.slice(0, 8)}01`, to: last };
    }
    case "custom":
      return { from: custom.from, to: custom.to };
  }
}

/** A calendar day is no moment: counted at noon, it stays clear of every change of the clock. */
function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
}

const DAY_WORDS: Record<string, Period> = {
  today: "today",
  yesterday: "yesterday",
  "aujourd'hui": "today",
  hier: "yesterday",
};

/** "hier 0772": the day is a period, the rest is searched for. Words of both languages, whichever is shown. */
export function spoken(text: string): { text: string; period: Period | null } {
  let period: Period | null = null;
  const rest = text.split(/\s+/).filter((word) => {
    const said = DAY_WORDS[word.toLowerCase().replaceAll("’", "'")];
    if (said === undefined || period !== null) return true;
    period = said;
    return false;
  });
  return { text: period === null ? text : rest.join(" "), period };
}
