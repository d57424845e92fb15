/** What the wallets hold, as it was last read. */
import type { BalanceView, ErrorView } from "../../bindings";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";
import { listenFor } from "../../lib/live.svelte";
import { addAmounts } from "../../lib/money";

export class Balances {
  rows = $state.raw<BalanceView[] | null>(null);
  failure = $state<ErrorView | null>(null);
  reading = $state(false);
  /** How new the rows were when somebody asked in vain: to be shown the same ones again is no answer to that. */
  #inVain: string | null = null;

  follow(): () => void {
    void this.read(false);
    return listenFor({ balances: () => void this.read(false), accounts: () => void this.read(false) });
  }

  /** What stands stays, with its age, when a reading fails. */
  async read(refresh: boolean): Promise<void> {
    if (this.reading) return;
    if (refresh) this.reading = true;
    try {
      this.rows = await commands.balances(refresh);
      if (refresh || newest(this.rows) !== this.#inVain) {
        this.failure = null;
        this.#inVain = null;
      }
    } catch (thrown) {
      this.failure = asError(thrown);
      if (refresh) this.#inVain = newest(this.rows);
    } finally {
      if (refresh) this.reading = false;
    }
  }
}

/** When anything was last read. UTC; empty where nothing ever was. */
const newest = (rows: BalanceView[] | null) =>
  (rows ?? [])
    .map((row) => row.as_of)
    .toSorted()
    .at(-1) ?? "";

export type Wallet = {
  key: string;
  account: string;
  currency: string;
  total: string;
  parts: BalanceView[];
  /** The oldest of its parts: a sum is as old as that. */
  asOf: string;
};

/** One bar for each currency of each account; amounts of two currencies never meet. */
export function walletsOf(rows: BalanceView[]): Wallet[] {
  const wallets = new Map<string, BalanceView[]>();
  for (const row of rows) {
    const key = `${row.account} ${row.currency}`;
    wallets.set(key, [...(wallets.get(key) ?? []), row]);
  }
  return [...wallets].map(([key, parts]) => {
    const [account = "", currency = ""] = key.split(" ");
    const total = addAmounts(parts.flatMap((part) => (usable(part) ? [usable(part) ?? "0"] : [])));
    const oldest = parts.map((part) => part.as_of).toSorted()[0] ?? "";
    return { key, account, currency, total, parts, asOf: oldest };
  });
}

/** What can be used, or else what there is in all. */
export function usable(row: BalanceView): string | null {
  return (row.available ?? row.total)?.amount ?? null;
}
