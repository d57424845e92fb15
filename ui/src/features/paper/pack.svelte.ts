/** What a provider's support desk asks for, as the core gathers it: read, copied, saved. */
import type { ErrorView, EvidenceFormat, PrintedView } from "../../bindings";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";

export class Pack {
  readonly id: string;
  text = $state<string | null>(null);
  failure = $state<ErrorView | null>(null);
  saved = $state.raw<PrintedView | null>(null);
  busy = $state(false);

  constructor(id: string) {
    this.id = id;
  }

  async read(): Promise<void> {
    try {
      this.text = (await commands.evidence(this.id)).text;
    } catch (thrown) {
      this.failure = asError(thrown);
    }
  }

  async save(format: EvidenceFormat): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = this.saved = null;
    try {
      this.saved = await commands.saveEvidence(this.id, format);
    } catch (thrown) {
      this.failure = asError(thrown);
    } finally {
      this.busy = false;
    }
  }
}
