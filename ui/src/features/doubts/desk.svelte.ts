/** The open questions as they are being worked on: which is chosen, and what was answered. */
import type { CandidateView, DoubtView, ErrorView, OperationView } from "../../bindings";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";
import { i18n } from "../../lib/i18n/index.svelte";
import { listenFor } from "../../lib/live.svelte";
import { addAmounts } from "../../lib/money";
import { router } from "../../lib/router.svelte";
import { toasts } from "../../lib/toasts.svelte";

/** The question that whoever leads to the desk wants to be looked at first. */
let wanted: string | null = null;

/** Goes to the desk, with this operation's question open. */
export function lookAtDoubt(id: string): void {
  wanted = id;
  router.go("doubts");
}

function take(): string | null {
  const id = wanted;
  wanted = null;
  return id;
}

export class DoubtDesk {
  all = $state.raw<DoubtView[]>([]);
  phase = $state<"first" | "ready" | "failed">("first");
  failure = $state<ErrorView | null>(null);
  /** By the operation's id: one operation is one line, however many questions are open about it. */
  chosen = $state<string | null>(take());
  /** What is being done, so that nothing is done twice. */
  busy = $state<"check" | "adopt" | "aside" | "again" | null>(null);
  /** Why the last act did nothing. */
  refusal = $state<ErrorView | null>(null);

  lines = $derived([...new Map(this.all.map((one) => [one.operation.id, one])).values()]);
  open = $derived(this.lines.filter((one) => one.set_aside === null));
  aside = $derived(this.lines.filter((one) => one.set_aside !== null));
  doubt = $derived(this.lines.find((one) => one.operation.id === this.chosen) ?? this.lines[0] ?? null);
  /** Every question that is open about the chosen one. */
  questions = $derived(this.all.filter((one) => one.operation.id === this.doubt?.operation.id));
  /** What is not certain, currency by currency. */
  atStake = $derived.by(() => {
    const amounts = this.open.map((one) => one.operation.amount);
    return [...new Set(amounts.map(({ currency }) => currency))].map((currency) => ({
      currency,
      amount: addAmounts(amounts.filter((one) => one.currency === currency).map(({ amount }) => amount)),
    }));
  });

  follow(): () => void {
    void this.read();
    return listenFor({ operations: () => void this.read(), history: () => void this.read() });
  }

  choose(id: string): void {
    this.chosen = id;
    this.refusal = null;
  }

  step(by: number): void {
    const at = this.lines.findIndex((one) => one === this.doubt);
    const next = this.lines[at + by];
    if (next) this.choose(next.operation.id);
  }

  async read(): Promise<void> {
    try {
      this.all = await commands.doubts();
      this.phase = "ready";
      this.failure = null;
    } catch (thrown) {
      this.failure = asError(thrown);
      if (this.phase === "first") this.phase = "failed";
    }
  }

  check(): Promise<boolean> {
    return this.#act("check", (id) => commands.check(id));
  }

  adopt(candidate: CandidateView): Promise<boolean> {
    return this.#act("adopt", (id) => commands.adopt(id, candidate.provider_reference));
  }

  setAside(reason: string): Promise<boolean> {
    return this.#act("aside", (id) => commands.setAside(id, reason));
  }

  async sendAgain(): Promise<boolean> {
    const done = await this.#act("again", (id) => commands.sendAgain(id));
    if (done) toasts.say(i18n.t.doubts.againSent);
    return done;
  }

  async #act(
    what: NonNullable<DoubtDesk["busy"]>,
    run: (id: string) => Promise<OperationView>,
  ): Promise<boolean> {
    const id = this.doubt?.operation.id;
    if (!id || this.busy) return false;
    this.busy = what;
    this.refusal = null;
    try {
      await run(id);
      await this.read();
      return true;
    } catch (thrown) {
      this.refusal = asError(thrown);
      return false;
    } finally {
      this.busy = null;
    }
  }
}
