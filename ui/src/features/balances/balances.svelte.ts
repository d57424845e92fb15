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

  follow(): () => void {
    void this.read(false);
    return listenFor({ balances: () => void this.read(false), accounts: () => void this.read(false) });
  }

  /** What stands stays, with its age, when a reading fails. */
  async read(refresh: boolean): Promise<void> {
    if (this.reading) return;
    this.reading = refresh;
    try {
      this.rows = await commands.balances(refresh);
      this.failure = null;
    } catch (thrown) {
      this.failure = asError(thrown);
    } finally {
      this.reading = false;
    }
  }
}

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
