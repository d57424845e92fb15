/** What of a charge goes back, as it stands in the panel. What can go back is the core's to say. */
import type { ErrorView, OperationView, RefundableView, RefundInput } from "../../bindings";
import { Reviewing } from "../review";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { asError, fieldOf } from "../../lib/errors";
import { decimalsAt } from "../../lib/money";
import { amountToTell, amountTrouble } from "../../lib/typed-amount";

export type RefundField = "amount" | "note";

export class RefundForm {
  readonly of: string;
  left = $state<RefundableView | null>(null);
  /** Why nothing can go back, or why that is not known. */
  refused = $state<ErrorView | null>(null);
  /** Everything that is left, or a part of it. */
  part = $state(false);
  amount = $state("");
  note = $state("");
  errors = $state<Partial<Record<RefundField, string>>>({});

  currency = $derived(this.left?.left.currency ?? "");
  decimals = $derived.by(() => {
    const account = desk.account(this.left?.account ?? "");
    return decimalsAt(account && desk.provider(account.provider), this.currency);
  });

  readonly reviewing: Reviewing<RefundInput> = new Reviewing<RefundInput>({
    draft: () => this.#draft(),
    whole: () => this.#whole,
    ask: commands.reviewRefund,
    toField: (error) => this.#toField(error),
  });

  constructor(of: string) {
    this.of = of;
  }

  async open(): Promise<void> {
    try {
      this.left = await commands.refundable(this.of);
      this.refused = this.left.unsettled;
      if (!this.refused) this.reviewing.changed();
    } catch (thrown) {
      this.refused = asError(thrown);
    }
  }

  touch(field: RefundField): void {
    delete this.errors[field];
    this.reviewing.changed();
  }

  choose(part: boolean): void {
    this.part = part;
    this.errors = {};
    this.reviewing.changed();
  }

  async read(): Promise<boolean> {
    this.checkAmount();
    if (this.errors.amount || this.errors.note || !this.left || this.refused) return false;
    await this.reviewing.read();
    return this.reviewing.review !== null;
  }

  async send(): Promise<OperationView | null> {
    return this.reviewing.confirm();
  }

  checkAmount(): void {
    if (!this.part) return;
    const trouble = amountTrouble(this.amount, this.currency, this.decimals);
    if (trouble) this.errors.amount = trouble;
  }

  get #whole(): boolean {
    if (!this.left || this.refused) return false;
    if (!this.part) return true;
    return amountTrouble(this.amount, this.currency, this.decimals) === null && !this.errors.amount;
  }

  #toField(error: ErrorView): boolean {
    const field = fieldOf(error);
    if (field === "note" || (field === "amount" && this.part)) {
      this.errors[field] = error.message;
      return true;
    }
    return false;
  }

  /** The amount that was shown as left is named: what came in between must not change what is said yes to. */
  #draft(): RefundInput {
    return {
      of: this.of,
      amount: this.part ? amountToTell(this.amount, this.decimals) : (this.left?.left.amount ?? null),
      note: this.note.trim() || null,
      request_id: this.reviewing.requestId,
      scenario: null,
    };
  }
}
