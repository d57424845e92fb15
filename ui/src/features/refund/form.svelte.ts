/** What of a charge goes back, as it stands in the panel. What can go back is the core's to say. */
import type { ErrorView, OperationView, RefundableView, RefundInput } from "../../bindings";
import { Reviewing } from "../review";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { asError, fieldOf } from "../../lib/errors";
import { i18n } from "../../lib/i18n/index.svelte";
import { readAmount } from "../../lib/money";

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
    const provider = account ? desk.provider(account.provider) : undefined;
    return provider?.decimals[provider.currencies.indexOf(this.currency)] ?? 0;
  });
  amountRead = $derived(readAmount(this.amount, this.decimals));

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
    const t = i18n.t.charge;
    const read = this.amountRead;
    if ("refused" in read) {
      this.errors.amount = {
        empty: t.amountEmpty,
        unreadable: t.amountUnreadable,
        decimals:
          this.decimals === 0 ? t.amountDecimals(this.currency) : t.amountCents(this.currency, this.decimals),
      }[read.refused];
    } else if (/^0(\.0*)?$/.test(read.amount)) this.errors.amount = t.amountZero;
  }

  get #whole(): boolean {
    if (!this.left || this.refused) return false;
    if (!this.part) return true;
    const read = this.amountRead;
    return "amount" in read && !/^0(\.0*)?$/.test(read.amount) && !this.errors.amount;
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
    const typed = "amount" in this.amountRead ? this.amountRead.amount : this.amount;
    return {
      of: this.of,
      amount: this.part ? typed : (this.left?.left.amount ?? null),
      note: this.note.trim() || null,
      request_id: this.reviewing.requestId,
      scenario: null,
    };
  }
}
