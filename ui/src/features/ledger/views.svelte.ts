/** Saved views: one click instead of the same five filters every morning. The core keeps them, for the whole desk. */
import type { ErrorView, Filters, SavedView } from "../../bindings";
import { understood } from "./columns";
import type { Ledger } from "./ledger.svelte";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";
import { NO_FILTERS } from "../../lib/filters";
import { listenFor } from "../../lib/live.svelte";

const KEPT = "ledger-view";

export class SavedViews {
  all = $state.raw<SavedView[]>([]);
  id = $state<string | null>(null);
  failure = $state<ErrorView | null>(null);
  busy = $state(false);
  readonly #ledger: Ledger;

  chosen = $derived(this.all.find(({ id }) => id === this.id) ?? null);
  /** The list shows something else than the chosen view says. */
  changed = $derived(this.chosen !== null && !this.#shows(this.chosen));

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  follow(): () => void {
    return listenFor({ settings: () => void this.read() });
  }

  async read(): Promise<void> {
    await this.#ask(() => commands.savedViews());
  }

  /** The view that was open when the window was closed opens again. */
  async readFirst(): Promise<void> {
    const kept = read();
    await this.read();
    const ledger = this.#ledger;
    const untouched = !ledger.filtered && ledger.chosen === null && ledger.card === null;
    if (kept !== null && this.id === null && untouched) this.choose(kept);
  }

  /** A view without days keeps the period that is open. */
  choose(id: string): void {
    const view = this.all.find((one) => one.id === id);
    if (!view) return;
    this.#chose(id);
    const { text, from, to, ...rest } = view.filters;
    const ledger = this.#ledger;
    Object.assign(ledger, { text, narrow: { ...NO_FILTERS, ...rest }, order: view.order });
    if (from !== null || to !== null) Object.assign(ledger, { period: "custom", custom: { from, to } });
    ledger.show(understood(view.columns));
    void ledger.load();
  }

  leave(): void {
    this.#chose(null);
  }

  /** What the list shows, under a new name. */
  async save(name: string, withDays: boolean): Promise<boolean> {
    const before = new Set(this.all.map(({ id }) => id));
    const done = await this.#ask(() =>
      commands.saveView({ id: null, name, filters: this.#now(withDays), ...this.#look() }),
    );
    const made = this.all.find(({ id }) => !before.has(id));
    if (done && made) this.#chose(made.id);
    return done;
  }

  /** What the list shows now is what the chosen view says from now on. */
  async keep(): Promise<boolean> {
    const view = this.chosen;
    if (!view) return false;
    const filters = this.#now(hasDays(view.filters));
    return this.#ask(() => commands.saveView({ id: view.id, name: view.name, filters, ...this.#look() }));
  }

  async rename(view: SavedView, name: string): Promise<boolean> {
    const { id, filters, columns, order } = view;
    return this.#ask(() => commands.saveView({ id, name, filters, columns, order }));
  }

  async move(id: string, by: -1 | 1): Promise<boolean> {
    const ids = this.all.map((one) => one.id);
    const at = ids.indexOf(id);
    const other = ids[at + by];
    if (at < 0 || other === undefined) return false;
    ids[at + by] = id;
    ids[at] = other;
    return this.#ask(() => commands.orderViews(ids));
  }

  async remove(id: string): Promise<boolean> {
    const done = await this.#ask(() => commands.removeView(id));
    if (done && this.id === id) this.leave();
    return done;
  }

  async #ask(run: () => Promise<SavedView[]>): Promise<boolean> {
    this.busy = true;
    this.failure = null;
    try {
      this.all = (await run()) ?? [];
      return true;
    } catch (thrown) {
      this.failure = asError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  #look() {
    return { columns: [...this.#ledger.columns], order: this.#ledger.order };
  }

  /** The text as it was typed: "hier" is another day tomorrow. */
  #now(withDays: boolean): Filters {
    const ledger = this.#ledger;
    const { from, to } = ledger.filters();
    const days = withDays ? { from, to } : { from: null, to: null };
    return { ...ledger.narrow, text: ledger.text.trim(), ...days };
  }

  #shows(view: SavedView): boolean {
    const days = hasDays(view.filters);
    const here = this.#look();
    return (
      same(view.filters, this.#now(days)) &&
      view.order === here.order &&
      understood(view.columns).join() === here.columns.join()
    );
  }

  #chose(id: string | null): void {
    this.id = id;
    try {
      if (id === null) localStorage.removeItem(KEPT);
      else localStorage.setItem(KEPT, id);
    } catch {
      // Without storage the window begins with the whole book.
    }
  }
}

const hasDays = ({ from, to }: Filters) => from !== null || to !== null;

function read(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

/** Words in a list are a set: their order says nothing. */
function same(one: Filters, other: Filters): boolean {
  const told = (filters: Filters) =>
    (Object.keys(NO_FILTERS) as (keyof Filters)[]).map((field) => {
      const value = filters[field];
      return Array.isArray(value) ? value.toSorted().join("\n") : (value ?? "");
    });
  const [here, there] = [told(one), told(other)];
  return here.every((value, at) => value === there[at]);
}
