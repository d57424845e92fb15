/** Spans of the business's local days, as the core takes them: `2026-11-21`, first and last day counted. */

export type Preset = "week" | "month30" | "month" | "last_month" | "quarter" | "year" | "years2";
export const PRESETS: readonly Preset[] = [
  "week",
  "month30",
  "month",
  "last_month",
  "quarter",
  "year",
  "years2",
];
export type Days = { from: string; to: string };

/** The core answers for so many days at most: two years, one of them a leap year, and a day. */
export const MOST_DAYS = 732;
const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day of the calendar has no zone: it is reckoned with as if it were one of UTC. */
const atNoon = (day: string) => Date.parse(`${day}T12:00:00Z`);
const written = (at: number | Date) => new Date(at).toISOString().slice(0, 10);

export function addDays(day: string, by: number): string {
  return written(atNoon(day) + by * DAY_MS);
}

/** The same day so many years before; 29 February becomes 1 March. */
function yearsBefore(day: string, years: number): string {
  const at = new Date(atNoon(day));
  at.setUTCFullYear(at.getUTCFullYear() - years);
  return written(at);
}

export function daysOf(preset: Preset, today: string): Days {
  const first = `${today.slice(0, 8)}01`;
  const lastOfMonthBefore = addDays(first, -1);
  switch (preset) {
    case "week":
      return { from: addDays(today, -6), to: today };
    case "month30":
      return { from: addDays(today, -29), to: today };
    case "month":
      return { from: first, to: today };
    case "last_month":
      return { from: `${lastOfMonthBefore.slice(0, 8)}01`, to: lastOfMonthBefore };
    case "quarter":
      return { from: addDays(today, -89), to: today };
    case "year":
      return { from: addDays(yearsBefore(today, 1), 1), to: today };
    case "years2":
      return { from: addDays(yearsBefore(today, 2), 1), to: today };
  }
}

/** How many days, both ends counted. */
export function lengthOf({ from, to }: Days): number {
  return Math.round((atNoon(to) - atNoon(from)) / DAY_MS) + 1;
}

/** Why these are not days that can be asked for; null when they can. */
export function refusalOf({ from, to }: Days): "unreadable" | "backwards" | "too_long" | null {
  if (!DAY.test(from) || !DAY.test(to) || Number.isNaN(atNoon(from)) || Number.isNaN(atNoon(to)))
    return "unreadable";
  if (from > to) return "backwards";
  return lengthOf({ from, to }) > MOST_DAYS ? "too_long" : null;
}
