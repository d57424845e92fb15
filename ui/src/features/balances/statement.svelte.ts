/** What a provider writes down of one account, asked when somebody wants it and kept no longer than the screen. */
import type { AccountSummaryView, ErrorView, StatementRowView } from "../../bindings";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";
import { daysOf, type Days, type Preset } from "../../lib/period";

export type Sort = "all" | "transaction" | "charges";

export class Statement {
  account = $state("");
  preset = $state<Preset | "own">("week");
  days = $state.raw<Days>({ from: "", to: "" });
  sort = $state<Sort>("all");
  network = $state("");

  rows = $state.raw<StatementRowView[] | null>(null);
  next = $state<string | null>(null);
  /** When the first page came. */
  askedAt = $state<string | null>(null);
  failure = $state<ErrorView | null>(null);
  asking = $state(false);

  summary = $state.raw<AccountSummaryView | null>(null);
  summaryFailure = $state<ErrorView | null>(null);
  asksWhose = $state(false);
  #wanted = 0;

  constructor(today: string) {
    this.days = daysOf("week", today);
  }

  /** Another question: what was answered to the one before is not left under it. */
  changed(): void {
    this.#wanted++;
    this.asking = false;
    this.rows = null;
    this.next = null;
    this.failure = null;
  }

  turnTo(account: string): void {
    if (account === this.account) return;
    this.account = account;
    this.network = "";
    this.summary = null;
    this.summaryFailure = null;
    this.changed();
  }

  async ask(after: string | null = null): Promise<void> {
    if (this.asking) return;
    const wanted = ++this.#wanted;
    this.asking = true;
    try {
      const page = await commands.statement({
        account: this.account,
        ...this.days,
        designation: this.sort === "all" ? null : this.sort,
        network: this.network || null,
        after,
      });
      if (wanted !== this.#wanted) return;
      this.rows = after === null ? page.items : [...(this.rows ?? []), ...page.items];
      this.next = page.next;
      if (after === null) this.askedAt = new Date().toISOString();
      this.failure = null;
    } catch (thrown) {
      if (wanted === this.#wanted) this.failure = asError(thrown);
    } finally {
      if (wanted === this.#wanted) this.asking = false;
    }
  }

  async askWhose(): Promise<void> {
    const account = this.account;
    if (this.asksWhose) return;
    this.asksWhose = true;
    try {
      const summary = await commands.accountSummary(account);
      if (account === this.account) this.summary = summary;
      this.summaryFailure = null;
    } catch (thrown) {
      if (account === this.account) this.summaryFailure = asError(thrown);
    } finally {
      this.asksWhose = false;
    }
  }
}
