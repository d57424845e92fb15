/** Today's sales of whoever stands at the counter, as the core adds them up. */
import type { SalesView } from "../../bindings";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";
import { listenFor } from "../../lib/live.svelte";

export class OwnSales {
  now = $state<SalesView | null>(null);
  failed = $state<string | null>(null);

  follow(): () => void {
    void this.read();
    return listenFor({ operations: () => void this.read() });
  }

  async read(): Promise<void> {
    try {
      this.now = await commands.ownSales();
      this.failed = null;
    } catch (thrown) {
      this.failed = asError(thrown).message;
    }
  }
}
