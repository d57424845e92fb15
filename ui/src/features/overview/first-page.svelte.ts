/** The first page as it was last made: kept when a reading fails, with the moment it was made at. */
import type { ErrorView, FiguresView, OverviewView, TrendShareView } from "../../bindings";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";
import { listenFor } from "../../lib/live.svelte";

/** How one network's payers answer, in one currency. */
export type Answering = { key: string; currency: string; name: string | null; figures: FiguresView };

export class FirstPage {
  view = $state.raw<OverviewView | null>(null);
  failure = $state<ErrorView | null>(null);
  /** Somebody asked for a fresh reading of every account. */
  asking = $state(false);
  answering = $state.raw<Answering[]>([]);
  #reading = false;
  #again = false;

  /** Nothing was ever told, by no provider and by nobody here. */
  empty = $derived(this.view !== null && this.view.last.length === 0 && this.view.currencies.length === 0);

  follow(): () => void {
    void this.read();
    const read = () => void this.read();
    return listenFor({ operations: read, history: read, balances: read, accounts: read, settings: read });
  }

  /** While one answer is under way another is not asked for: what changes meanwhile is read once, afterwards. */
  async read(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    try {
      const view = await commands.overview();
      this.view = view;
      this.failure = null;
      await this.#readAnswering(view);
    } catch (thrown) {
      this.failure = asError(thrown);
    } finally {
      this.#reading = false;
    }
    if (!this.#again) return;
    this.#again = false;
    await this.read();
  }

  /** Every account is asked, then the page is made anew. */
  async refresh(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      await commands.syncNow();
      await this.read();
    } catch (thrown) {
      this.failure = asError(thrown);
    } finally {
      this.asking = false;
    }
  }

  async #readAnswering(view: OverviewView): Promise<void> {
    const moving = view.currencies.filter(({ today }) => today.charges.count > 0);
    const told = await Promise.all(
      moving.map(({ currency }) =>
        commands.trend({ from: view.today, to: view.today, currency, account: null, kind: "charge" }),
      ),
    );
    const one = (currency: string) => (share: TrendShareView) => ({
      key: `${currency} ${share.key ?? ""}`,
      currency,
      name: share.key,
      figures: share.figures,
    });
    this.answering = told
      .flatMap((trend) => trend.by_network.map(one(trend.currency)))
      .filter(({ figures }) => endedOf(figures.charges) > 0)
      .toSorted((a, b) => endedOf(b.figures.charges) - endedOf(a.figures.charges))
      .slice(0, 8);
  }
}

/** Of those that came to an end: what still waits speaks neither for nor against. */
export function endedOf({ succeeded, failed, expired }: FiguresView["charges"]): number {
  return succeeded + failed + expired;
}
