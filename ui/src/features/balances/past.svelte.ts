/** What one wallet held over a time, as it was read: each reading holds until the next. */
import type { BalancePointView, BalanceView, ErrorView } from "../../bindings";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";
import { listenFor } from "../../lib/live.svelte";
import { daysOf, type Days, type Preset } from "../../lib/period";

export const walletKey = ({ account, currency, network }: BalanceView) =>
  `${account} ${currency} ${network ?? ""}`;

export class WalletPast {
  preset = $state<Preset | "own">("month30");
  days = $state.raw<Days>({ from: "", to: "" });
  table = $state(false);
  wallet = $state.raw<BalanceView | null>(null);
  points = $state.raw<BalancePointView[] | null>(null);
  failure = $state<ErrorView | null>(null);
  #asked = 0;

  constructor(today: string) {
    this.days = daysOf("month30", today);
  }

  follow(): () => void {
    return listenFor({ balances: () => void this.read() });
  }

  open(wallet: BalanceView): void {
    if (this.wallet && walletKey(wallet) === walletKey(this.wallet)) return;
    this.wallet = wallet;
    this.points = null;
    void this.read();
  }

  choose(preset: Preset | "own", days: Days): void {
    this.preset = preset;
    this.days = days;
    void this.read();
  }

  async read(): Promise<void> {
    if (!this.wallet) return;
    const asked = ++this.#asked;
    const { account, currency, network } = this.wallet;
    try {
      const points = await commands.balanceHistory({ account, currency, network, ...this.days });
      if (asked !== this.#asked) return;
      // No network named asks for all; this wallet is the one that is told apart by none.
      this.points = points.filter((point) => point.network === network);
      this.failure = null;
    } catch (thrown) {
      if (asked === this.#asked) this.failure = asError(thrown);
    }
  }
}
