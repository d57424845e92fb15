/** The book as it is being read: what narrows it, its pages, what it comes to, what is chosen in it. */
import type { ErrorView, ExportColumn, Filters, RowView, SearchInput, TallyView } from "../../bindings";
import { keepColumns, keptColumns } from "./columns";
import { chipsOf } from "./chips";
import { daysOf, spoken, type Days, type Period } from "./period";
import { SavedViews } from "./views.svelte";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { asError } from "../../lib/errors";
import { NO_FILTERS } from "../../lib/filters";
import { listenFor } from "../../lib/live.svelte";

const PAGE = 100;
const PAUSE_MS = 120;

export type Order = "newest" | "amount";
/** What is narrowed by words of its own: the text as it is typed, and the period as it is said. */
type Said = { text: string; period: Period; custom: Days };

export function rowId(row: RowView): string {
  return row.operation?.id ?? row.transaction?.id ?? "";
}

export class Ledger {
  text = $state("");
  period = $state<Period>("any");
  custom = $state.raw<Days>({ from: null, to: null });
  /** Everything else that narrows it. Its own `text`, `from` and `to` stay empty. */
  narrow = $state.raw<Filters>(NO_FILTERS);
  order = $state<Order>("newest");
  columns = $state.raw<readonly ExportColumn[]>(keptColumns());

  rows = $state.raw<RowView[]>([]);
  next = $state<string | null>(null);
  phase = $state<"first" | "ready" | "failed">("first");
  failure = $state<ErrorView | null>(null);
  tally = $state.raw<TallyView | null>(null);
  /** The part of it that is in question; null where none is. */
  questioned = $state.raw<TallyView | null>(null);
  /** How many rows there are when nothing narrows: asked when nothing was found. */
  without = $state<number | null>(null);
  /** Rows that came while somebody stood on a row: they wait to be let in. */
  waiting = $state(0);
  chosen = $state<string | null>(null);
  /** The number whose card stands before the drawer. */
  card = $state<string | null>(null);
  /** Somebody stands on a row: nothing may move under the cursor. */
  held = false;

  readonly views: SavedViews = new SavedViews(this);
  chips = $derived(chipsOf(this));
  filtered = $derived(this.chips.length > 0);

  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fetching = false;
  /** A pull tells of many changes in a row: one question at a time, and one more at the end. */
  #refreshing = false;
  #again = false;

  follow(): () => void {
    if (!this.filtered && this.chosen === null && this.card === null) void this.views.readFirst();
    else void this.views.read();
    void this.load();
    const quiet = this.views.follow();
    const deaf = listenFor({
      history: () => void this.refresh(),
      operations: () => void this.refresh(),
    });
    return () => {
      quiet();
      deaf();
    };
  }

  /** As the core takes it, the days counted now: "today" is another day tomorrow. */
  filters(now = Date.now()): Filters {
    const said = spoken(this.text);
    const days = daysOf(said.period ?? this.period, desk.zone, now, this.custom);
    return { ...this.narrow, text: said.text, ...days };
  }

  /** As somebody types. */
  seek(text: string): void {
    this.text = text;
    this.#soon();
  }

  /** A field of the panel, while it is being written. */
  setSoon(change: Partial<Filters>): void {
    this.narrow = { ...this.narrow, ...change };
    this.#soon();
  }

  set(change: Partial<Filters>): void {
    this.narrow = { ...this.narrow, ...change };
    void this.load();
  }

  filter(change: Partial<Said>): void {
    Object.assign(this, change);
    void this.load();
  }

  sort(order: Order): void {
    this.order = order;
    void this.load();
  }

  show(columns: readonly ExportColumn[]): void {
    this.columns = columns;
    keepColumns(columns);
  }

  clear(): void {
    this.views.leave();
    Object.assign(this, { text: "", period: "any", narrow: NO_FILTERS });
    void this.load();
  }

  /** This and nothing else: from the card of a number, or from another screen. */
  only(change: Partial<Filters>): void {
    this.card = null;
    this.chosen = null;
    this.views.leave();
    const { text = "", from = null, to = null, ...narrow } = change;
    const period: Period = from === null && to === null ? "any" : "custom";
    Object.assign(this, { text, period, custom: { from, to }, narrow: { ...NO_FILTERS, ...narrow } });
    void this.load();
  }

  /** The first page anew. What stands stays until the answer is there. */
  async load(): Promise<void> {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    const query = this.#query(null);
    void this.#count(asked, query.filters);
    try {
      const page = await commands.search(query);
      if (asked !== this.#asked) return;
      this.rows = page.rows;
      this.next = page.next;
      this.waiting = 0;
      this.phase = "ready";
      this.failure = null;
      if (page.rows.length === 0 && this.filtered) void this.#countAll(asked);
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
    const query = this.#query(null);
    void this.#count(asked, query.filters);
    try {
      const page = await commands.search(query);
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
      this.failure = null;
      this.phase = "ready";
    } catch (thrown) {
      if (asked === this.#asked) this.#failed(thrown);
    }
  }

  /** Beside the rows: a long count must not keep them waiting, and a failed one is no number. */
  async #count(asked: number, filters: Filters): Promise<void> {
    try {
      const tally = await commands.tally(filters);
      const open = tally.in_question > 0;
      const having = [...new Set([...filters.having, "doubt" as const])];
      const questioned = open ? await commands.tally({ ...filters, having }) : null;
      if (asked !== this.#asked) return;
      this.tally = tally;
      this.questioned = questioned;
    } catch {
      if (asked === this.#asked) this.tally = null;
    }
  }

  async #countAll(asked: number): Promise<void> {
    this.without = null;
    try {
      const { count } = await commands.tally(NO_FILTERS);
      if (asked === this.#asked) this.without = count;
    } catch {
      // How many there are without the filters is a help, not an answer.
    }
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load(), PAUSE_MS);
  }

  #failed(thrown: unknown): void {
    this.failure = asError(thrown);
    this.phase = "failed";
  }

  #query(after: string | null): SearchInput {
    return { filters: this.filters(), order: this.order, limit: PAGE, after, totals: false };
  }
}
