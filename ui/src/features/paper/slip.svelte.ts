/** A slip in the hand: how it would come out on this paper, and what became of printing it. */
import type { ErrorView, Paper, PrintedView, SlipView } from "../../bindings";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";

export const PAPERS: readonly Paper[] = ["58mm", "80mm", "a4"];

export class SlipInHand {
  readonly id: string;
  paper = $state<Paper>("58mm");
  slip = $state.raw<SlipView | null>(null);
  failure = $state<ErrorView | null>(null);
  done = $state.raw<{ printed: PrintedView; how: "print" | "save" } | null>(null);
  busy = $state<"print" | "save" | null>(null);
  #asked = 0;

  constructor(id: string, paper: Paper) {
    this.id = id;
    this.paper = paper;
  }

  async read(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const slip = await commands.receiptPreview(this.id, this.paper);
      if (asked !== this.#asked) return;
      this.slip = slip;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      // What was drawn before may no longer be true.
      this.slip = null;
      this.failure = asError(thrown);
    }
  }

  async choose(paper: Paper): Promise<void> {
    if (this.busy) return;
    this.paper = paper;
    this.failure = this.done = null;
    await this.read();
  }

  print(): Promise<void> {
    return this.#take("print", commands.printReceipt);
  }

  save(): Promise<void> {
    return this.#take("save", commands.saveReceipt);
  }

  /** Each one that comes out is written in the journal first: one stroke is one paper. */
  async #take(how: "print" | "save", run: (id: string, paper: Paper) => Promise<PrintedView>): Promise<void> {
    if (this.busy || !this.slip) return;
    this.busy = how;
    this.failure = this.done = null;
    try {
      this.done = { printed: await run(this.id, this.paper), how };
    } catch (thrown) {
      this.failure = asError(thrown);
    }
    // Also after a refusal: it may have been written down as printed before the printer said no.
    await this.read();
    this.busy = null;
  }
}
