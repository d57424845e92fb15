/** Times as people say them, in the business's zone. The zone and the language come from the core, never from the web view. */
import type { Lang } from "./money";

const LOCALE = { en: "en-GB", fr: "fr-FR" } as const;
const LATE_AFTER_S = 15 * 60;
const cache = new Map<string, Intl.DateTimeFormat>();

function format(lang: Lang, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + JSON.stringify(options);
  let made = cache.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(LOCALE[lang], options);
    cache.set(key, made);
  }
  return made;
}

/** No font here has U+202F: the web view would borrow the space from another one and columns drift. */
const spaced = (text: string) => text.replaceAll("\u202f", "\u00a0");

export class Zone {
  constructor(
    readonly lang: Lang,
    readonly name: string,
  ) {}

  #write(at: string | Date, options: Intl.DateTimeFormatOptions): string {
    const date = typeof at === "string" ? new Date(at) : at;
    if (Number.isNaN(date.getTime())) return "";
    return spaced(format(this.lang, { ...options, timeZone: this.name }).format(date));
  }

  /** `14:31` */
  time(at: string): string {
    return this.#write(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }

  /** `14:31:40`, where money moved. */
  seconds(at: string): string {
    return this.#write(at, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  }

  /** `21 Nov` */
  date(at: string): string {
    return this.#write(at, { day: "numeric", month: "short" }).replace("Sept", "Sep");
  }

  /** `21 Nov 2026` */
  fullDate(at: string): string {
    return this.#write(at, { day: "numeric", month: "short", year: "numeric" }).replace("Sept", "Sep");
  }

  /** `2026-11-21`: the business's local day, as filters take it. */
  day(at: Date): string {
    const parts = format("en", {
      timeZone: this.name,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    }).formatToParts(at);
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
    return `${part("year")}-${part("month")}-${part("day")}`;
  }

  /** In the margin: the time today, the date before, with two digits of the year before that. */
  margin(at: string, now: number): string {
    const today = this.day(new Date(now));
    const day = this.day(new Date(at));
    if (day === today) return this.time(at);
    if (day.slice(0, 4) === today.slice(0, 4)) return this.date(at);
    return this.#write(at, { day: "numeric", month: "short", year: "2-digit" }).replace("Sept", "Sep");
  }

  /** "complete to": the time today, else date and time. */
  moment(at: string, now: number): string {
    const same = this.day(new Date(now)) === this.day(new Date(at));
    return same ? this.time(at) : `${this.date(at)}\u00a0${this.time(at)}`;
  }

  /** `Saturday 28 November, 23:59`: when something ends. */
  ending(at: string): string {
    const day = this.#write(at, { weekday: "long", day: "numeric", month: "long" });
    return `${day}, ${this.time(at)}`;
  }

  /** The last minute of a local day (`2026-11-28`), as the core takes moments. */
  endOf(day: string): string {
    const wall = Date.parse(`${day}T23:59:00Z`);
    // What the clock on the wall is ahead of UTC may differ at that end: measured where it is looked for.
    let at = wall;
    for (let round = 0; round < 2; round++) at = wall - this.#aheadAt(at);
    return new Date(at).toISOString();
  }

  #aheadAt(at: number): number {
    const parts = format("en", {
      timeZone: this.name,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }).formatToParts(new Date(at));
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "00";
    const told = `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:00Z`;
    return Date.parse(told) - Math.floor(at / 60_000) * 60_000;
  }

  /** Everything, for a hover: `21 Nov 2026 14:31:40`. */
  exact(at: string): string {
    return `${this.fullDate(at)} ${this.seconds(at)}`;
  }

  /** `UTC+3` */
  offset(now: number): string {
    const parts = format("en", { timeZone: this.name, timeZoneName: "shortOffset" }).formatToParts(
      new Date(now),
    );
    const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
    return name === "GMT" ? "UTC+0" : name.replace("GMT", "UTC");
  }

  /** `Kampala` */
  city(): string {
    return (this.name.split("/").at(-1) ?? this.name).replaceAll("_", " ");
  }
}

export type Age = { unit: "s" | "min" | "h" | "d"; count: number };

export function ageOf(at: string, now: number): Age {
  const seconds = Math.max(0, Math.floor((now - Date.parse(at)) / 1000));
  if (seconds < 60) return { unit: "s", count: seconds };
  if (seconds < 3600) return { unit: "min", count: Math.floor(seconds / 60) };
  if (seconds < 86_400) return { unit: "h", count: Math.floor(seconds / 3600) };
  return { unit: "d", count: Math.floor(seconds / 86_400) };
}

/** Whole seconds until then, never negative. */
export function secondsUntil(at: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(at) - now) / 1000));
}

export function isLate(at: string, now: number): boolean {
  return now - Date.parse(at) > LATE_AFTER_S * 1000;
}
