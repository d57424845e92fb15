/** Everything about one number, kept fresh while it is looked at. */
import type { ErrorView, NumberCardView } from "../../bindings";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";
import { listenFor } from "../../lib/live.svelte";

export class NumberCard {
  card = $state.raw<NumberCardView | null>(null);
  failure = $state<ErrorView | null>(null);
  #phone: string | null = null;

  open(phone: string): void {
    if (phone !== this.#phone) this.card = null;
    this.#phone = phone;
    void this.read();
  }

  follow(): () => void {
    return listenFor({ history: () => void this.read(), operations: () => void this.read() });
  }

  /** The card of another number may have been asked for meanwhile: its answer wins. */
  async read(): Promise<void> {
    const phone = this.#phone;
    if (phone === null) return;
    try {
      const card = await commands.numberCard(phone);
      if (phone !== this.#phone) return;
      this.card = card;
      this.failure = null;
    } catch (thrown) {
      if (phone === this.#phone) this.failure = asError(thrown);
    }
  }
}
