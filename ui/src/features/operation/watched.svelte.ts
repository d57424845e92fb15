/** One thing somebody looks at: read, kept fresh, checked on request. */
import type { ErrorView, OperationView, ShowView } from "../../bindings";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";
import { listenFor } from "../../lib/live.svelte";
import { seat } from "../../lib/seat.svelte";
import { isFinal } from "../../lib/status";

/** The core polls a watched operation closely for a minute; this says well before that it is still looked at. */
const STILL_HERE_MS = 15_000;

export class Watched {
  id = $state<string | null>(null);
  operation = $state<OperationView | null>(null);
  story = $state<ShowView | null>(null);
  failure = $state<ErrorView | null>(null);
  checking = $state(false);
  /** The whole story is not everybody's to read: at the counter only the sale itself is. */
  readonly #whole: boolean;

  constructor({ story = true }: { story?: boolean } = {}) {
    this.#whole = story;
  }

  /** Shows at once what is already known, then reads the whole story. */
  open(id: string, known: OperationView | null): void {
    this.id = id;
    this.operation = known;
    this.story = null;
    this.failure = null;
    void this.read();
  }

  close(): void {
    this.id = null;
    this.operation = null;
    this.story = null;
    this.failure = null;
  }

  /** While it is shown. Returns what ends it. */
  follow(): () => void {
    const still = setInterval(() => {
      if (this.operation && !isFinal(this.operation.state)) void this.read();
    }, STILL_HERE_MS);
    const deaf = listenFor({
      operations: (ids) => {
        if (this.id !== null && (ids.length === 0 || ids.includes(this.id))) void this.read();
      },
    });
    return () => {
      clearInterval(still);
      deaf();
    };
  }

  async read(): Promise<void> {
    const id = this.id;
    if (id === null) return;
    try {
      // Whoever only looks things up may read the story, and asks nothing of the provider by looking.
      if (id.startsWith("op_") && (!this.#whole || seat.may("take_payment"))) {
        const operation = await commands.operation(id);
        if (this.id !== id) return;
        this.operation = operation;
      }
      if (!this.#whole) return;
      const story = await commands.show(id);
      if (this.id !== id) return;
      this.story = story;
      this.operation = story.operation ?? this.operation;
    } catch (thrown) {
      if (this.id === id) this.failure = asError(thrown);
    }
  }

  /** Looks again now. */
  async check(): Promise<void> {
    const id = this.operation?.id;
    if (id === undefined || this.checking) return;
    this.checking = true;
    this.failure = null;
    try {
      const operation = await commands.check(id);
      if (this.operation?.id === id) this.operation = operation;
    } catch (thrown) {
      this.failure = asError(thrown);
    } finally {
      this.checking = false;
    }
    await this.read();
  }

  async takeBack(): Promise<void> {
    const id = this.operation?.id;
    if (id === undefined) return;
    try {
      this.operation = await commands.cancel(id);
    } catch (thrown) {
      this.failure = asError(thrown);
    }
    await this.read();
  }
}
