/** The links of the open book, as they were last read, and the one that stands open. */
import type { ErrorView, LinkView } from "../../bindings";
import { clock } from "../../lib/clock.svelte";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";
import { listenFor } from "../../lib/live.svelte";
import { isLate } from "../../lib/time";

export type LinkTab = "all" | "active" | "paid" | "over";
const SOON_MS = 48 * 3_600_000;

export class Links {
  all = $state.raw<LinkView[] | null>(null);
  /** The list itself could not be read. */
  failure = $state<ErrorView | null>(null);
  /** An account could not be asked just now: what is kept of it stands. */
  trouble = $state<ErrorView | null>(null);
  reading = $state(false);
  tab = $state<LinkTab>("all");
  chosen = $state<string | null>(null);
  #reads = 0;
  /** Which of the readings stands; what was asked before it says nothing new. */
  #stands = 0;

  shown = $derived((this.all ?? []).filter((link) => isIn(link, this.tab)));
  link = $derived(this.all?.find((link) => link.id === this.chosen) ?? null);
  /** A list is as old as its oldest line. */
  oldest = $derived((this.all ?? []).map((link) => link.synced_at).toSorted()[0] ?? null);

  follow(): () => void {
    void this.#first();
    return listenFor({ history: () => void this.read(false), accounts: () => void this.read(false) });
  }

  async read(fresh: boolean): Promise<void> {
    if (this.reading) return;
    if (fresh) this.reading = true;
    const nth = ++this.#reads;
    try {
      const view = await commands.links(fresh);
      // Asked before what stands, and answered after it.
      if (nth < this.#stands) return;
      this.#stands = nth;
      this.all = view.links;
      this.failure = null;
      if (fresh) this.trouble = view.trouble;
    } catch (thrown) {
      if (nth >= this.#stands) this.failure = asError(thrown);
    } finally {
      if (fresh) this.reading = false;
    }
  }

  /** What was changed at the provider, in its line at once. */
  keep(link: LinkView): void {
    this.#stands = ++this.#reads;
    this.all = (this.all ?? []).map((one) => (one.id === link.id ? link : one));
  }

  step(by: number): void {
    const at = this.shown.findIndex((link) => link.id === this.chosen);
    const next = this.shown[at + by];
    if (next) this.chosen = next.id;
  }

  /** What is old is asked for again by itself, once. */
  async #first(): Promise<void> {
    await this.read(false);
    if (this.oldest === null || isLate(this.oldest, clock.now)) await this.read(true);
  }
}

export const wasPaid = (link: LinkView) => (link.uses ?? 0) > 0;

function isIn(link: LinkView, tab: LinkTab): boolean {
  return {
    all: true,
    active: link.status === "active",
    paid: wasPaid(link),
    over: ["used_up", "expired", "turned_off"].includes(link.status),
  }[tab];
}

/** Still open, and not for long. */
export function endsSoon(link: LinkView, now: number): boolean {
  if (link.status !== "active" || link.expires_at === null) return false;
  return Date.parse(link.expires_at) - now < SOON_MS;
}
