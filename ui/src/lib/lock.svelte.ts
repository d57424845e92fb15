/** Whether this home may send at all. The lock is the home's own: it stands whichever screen is open. */
import type { ExportView, SendingLockView } from "../bindings";
import * as commands from "./commands";
import { listenFor } from "./live.svelte";

class Lock {
  /** Null while this home may send. */
  now = $state<SendingLockView | null>(null);
  #reads = 0;

  /** Reads it, and again whenever the core says that something changed which it hangs on. */
  follow(): () => void {
    const again = () => void this.read();
    again();
    return listenFor({ history: again, accounts: again, settings: again });
  }

  async read(): Promise<void> {
    await this.#take(commands.sendingLock()).catch(() => undefined);
  }

  async cover(): Promise<void> {
    await this.#take(commands.coverGap());
  }

  async confirm(): Promise<void> {
    await this.#take(commands.confirmOnlyDesk());
  }

  exportJournal(): Promise<ExportView> {
    return commands.exportJournal();
  }

  /** Of two answers the later asked for stands. When none comes, what stood there stays: the core refuses by itself. */
  async #take(answer: Promise<SendingLockView | null>): Promise<void> {
    const asked = ++this.#reads;
    const now = await answer;
    if (asked === this.#reads) this.now = now;
  }
}

export const lock = new Lock();
