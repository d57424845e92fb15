/** Handing in what a payment waits for. What was typed is sent once, then forgotten, whatever the answer is. */
import type { ErrorView, OperationView } from "../../bindings";
import { asError } from "../../lib/errors";
import type { Watched } from "../operation";

export class Handing {
  sending = $state(false);
  failure = $state<ErrorView | null>(null);
  readonly #result: Watched;

  constructor(result: Watched) {
    this.#result = result;
  }

  /** True when it was taken. */
  async send(hand: (id: string) => Promise<OperationView>): Promise<boolean> {
    const id = this.#result.operation?.id;
    if (id === undefined || this.sending) return false;
    this.sending = true;
    this.failure = null;
    try {
      this.#show(id, await hand(id));
      return true;
    } catch (thrown) {
      const error = asError(thrown);
      if (this.#result.operation?.id === id) this.failure = error;
      if (error.operation) this.#show(id, error.operation);
      return false;
    } finally {
      this.sending = false;
      void this.#result.read();
    }
  }

  /** Somebody may be looking at another payment by now. */
  #show(id: string, operation: OperationView): void {
    if (this.#result.operation?.id === id) this.#result.operation = operation;
  }
}
