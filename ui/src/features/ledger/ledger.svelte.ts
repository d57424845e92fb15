/** The book as it is being read: one search, its pages, what is chosen in it. */
import type { ErrorView, MoneyView, RowView, SearchInput, Status } from "../../bindings";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { asError } from "../../lib/errors";
import { NO_FILTERS } from "../../lib/filters";
import { listenFor } from "../../lib/live.svelte";
import type { Zone } from "../../lib/time";

export type Period = "any" | "today" | "yesterday" | "week" | "month";
export const PERIODS: readonly Period[] = ["any", "today", "yesterday", "week", "month"];
const PAGE = 100;
const PAUSE_MS = 120;
const DAY_MS = 86_400_000;

export function rowId(row: RowView): string {
  return row.operation?.id ?? row.transaction?.id ?? "";
}

/** First and last local day of a period. */
export function daysOf(period: Period, zone: Zone, now: number): { from: string | null; to: string | null } {
  const today = zone.day(new Date(now));
  const before = (days: number) => zone.day(new Date(now - days * DAY_MS));
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
  }
}

export class Ledger {
  text = $state("");
  status = $state<Status | "">("");
  account = $state("");
  period = $state<Period>("any");

  rows = $state.raw<RowView[]>([]);
  next = $state<string | null>(null);
  count = $state(0);
  capped = $state(false);
  totals = $state.raw<MoneyView[]>([]);
  phase = $state<"first" | "ready" | "failed">("first");
  failure = $state<ErrorView | null>(null);
  /** Rows that came while somebody stood on a row: they wait to be let in. */
  waiting = $state(0);
  chosen = $state<string | null>(null);
  /** Somebody stands on a row: nothing may move under the cursor. */
  held = false;

  filtered = $derived(
    this.text.trim() !== "" || this.status !== "" || this.account !== "" || this.period !== "any",
  );

  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fetching = false;
  /** A pull tells of many changes in a row: one question at a time, and one more at the end. */
  #refreshing = false;
  #again = false;

  follow(): () => void {
    void this.load();
    return listenFor({
      history: () => void this.refresh(),
      operations: () => void this.refresh(),
    });
  }

  /** As somebody types. */
  seek(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load(), PAUSE_MS);
  }

  filter(change: Partial<Pick<Ledger, "status" | "account" | "period">>): void {
    Object.assign(this, change);
    void this.load();
  }

  clear(): void {
    Object.assign(this, { text: "", status: "", account: "", period: "any" });
    void this.load();
  }

  /** The first page anew. What stands stays until the answer is there. */
  async load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const page = await commands.search(this.#query(null));
      if (asked !== this.#asked) return;
      this.rows = page.rows;
      this.next = page.next;
      this.#sums(page);
      this.waiting = 0;
      this.phase = "ready";
      this.failure = null;
    } catch (thrown) {
      if (asked === this.#asked) this.#failed(thrown);
    }
  }

  /** The page after the last row. */
  async more(): Promise<void> {
    const after = this.next;
    if (after === null || this.#fetching) return;
    const asked = this.#asked;
    this.#fetching = true;
    try {
      const page = await commands.search(this.#query(after));
      if (asked !== this.#asked) return;
      const known = new Set(this.rows.map(rowId));
      this.rows = [...this.rows, ...page.rows.filter((row) => !known.has(rowId(row)))];
      this.next = page.next;
    } catch (thrown) {
      if (asked === this.#asked) this.#failed(thrown);
    } finally {
      this.#fetching = false;
    }
  }

  /** Something changed: rows are renewed in place; new ones wait while somebody stands on a row. */
  async refresh(): Promise<void> {
    if (this.phase === "first") return;
    if (this.#refreshing) {
      this.#again = true;
      return;
    }
    this.#refreshing = true;
    await this.#renew();
    this.#refreshing = false;
    if (!this.#again) return;
    this.#again = false;
    await this.refresh();
  }

  async #renew(): Promise<void> {
    const asked = this.#asked;
    try {
      const page = await commands.search(this.#query(null));
      if (asked !== this.#asked) return;
      const fresh = new Map(page.rows.map((row) => [rowId(row), row]));
      const known = new Set(this.rows.map(rowId));
      const added = page.rows.filter((row) => !known.has(rowId(row)));
      if (this.held && added.length > 0) {
        this.waiting = added.length;
        this.rows = this.rows.map((row) => fresh.get(rowId(row)) ?? row);
      } else {
        const rest = this.rows.slice(PAGE).filter((row) => !fresh.has(rowId(row)));
        this.rows = [...page.rows, ...rest];
        if (rest.length === 0) this.next = page.next;
        this.waiting = 0;
      }
      this.#sums(page);
      this.failure = null;
      this.phase = "ready";
    } catch (thrown) {
      if (asked === this.#asked) this.#failed(thrown);
    }
  }

  #sums(page: { count: number; capped: boolean; totals: MoneyView[] }): void {
    this.count = page.count;
    this.capped = page.capped;
    this.totals = page.totals;
  }

  #failed(thrown: unknown): void {
    this.failure = asError(thrown);
    this.phase = "failed";
  }

  #query(after: string | null): SearchInput {
    return {
      filters: {
        ...NO_FILTERS,
        text: this.text,
        statuses: this.status === "" ? [] : [this.status],
        accounts: this.account === "" ? [] : [this.account],
        ...daysOf(this.period, desk.zone, Date.now()),
      },
      order: null,
      limit: PAGE,
      after,
      totals: after === null,
    };
  }
}
