/** What is to become what, as it stands in the form, and what earlier ones became. */
import type { AccountView, BalanceView, ConversionInput, ConversionView, ErrorView } from "../../bindings";
import { Watched } from "../operation";
import { Reviewing } from "../review";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { asError, fieldOf } from "../../lib/errors";
import { listenFor } from "../../lib/live.svelte";
import { decimalsAt } from "../../lib/money";
import { amountToTell, amountTrouble } from "../../lib/typed-amount";

export type ConvertField = "account" | "amount" | "from" | "to";

export class Exchange {
  account = $state("");
  amount = $state("");
  from = $state("");
  to = $state("");
  errors = $state<Partial<Record<ConvertField, string>>>({});
  balances = $state.raw<BalanceView[]>([]);
  seen = $state.raw<ConversionView[] | null>(null);
  failure = $state<ErrorView | null>(null);
  readonly result = new Watched();
  /** A rate is asked for when a person asks for it, and not at every figure they type. */
  #asked = false;

  accounts = $derived(desk.accountsThat(({ conversions }) => conversions.length > 0));
  chosen = $derived<AccountView | undefined>(
    this.accounts.find((account) => account.id === this.account) ?? this.accounts[0],
  );
  provider = $derived(this.chosen ? desk.provider(this.chosen.provider) : undefined);
  pairs = $derived(this.provider?.conversions ?? []);
  sources = $derived([...new Set(this.pairs.map(([from]) => from))]);
  source = $derived(this.sources.includes(this.from) ? this.from : (this.sources[0] ?? ""));
  targets = $derived(this.pairs.filter(([from]) => from === this.source).map(([, to]) => to));
  target = $derived(this.targets.includes(this.to) ? this.to : (this.targets[0] ?? ""));
  decimals = $derived(decimalsAt(this.provider, this.source));
  /** What the wallet that gives held when it was last read. */
  held = $derived(
    this.balances.find(
      (one) => one.account === this.chosen?.id && one.currency === this.source && one.available !== null,
    ) ?? null,
  );
  /** The conversion that is looked at, once it is among those that were seen. */
  became = $derived(this.seen?.find(({ operation }) => operation.id === this.result.id) ?? null);

  readonly reviewing: Reviewing<ConversionInput> = new Reviewing<ConversionInput>({
    draft: () => this.#draft(),
    whole: () => this.#asked,
    ask: (draft) => commands.reviewConversion(draft),
    toField: (error) => this.#toField(error),
  });

  follow(): () => void {
    void this.#readAll();
    const deaf = listenFor({
      operations: () => void this.#readSeen(),
      history: () => void this.#readSeen(),
      balances: () => void this.#readHeld(),
    });
    const watching = this.result.follow();
    return () => {
      deaf();
      watching();
    };
  }

  touch(field: ConvertField): void {
    delete this.errors[field];
    this.#asked = false;
    this.reviewing.changed();
  }

  fresh(): void {
    this.amount = "";
    this.errors = {};
    this.#asked = false;
    this.reviewing.fresh();
    this.result.close();
  }

  checkAmount(): void {
    const trouble = amountTrouble(this.amount, this.source, this.decimals);
    if (trouble) this.errors.amount = trouble;
  }

  /** Asks the rate, and has the whole of it read. */
  async read(): Promise<boolean> {
    this.checkAmount();
    if (this.errors.amount) return false;
    this.#asked = true;
    if (this.reviewing.review) this.reviewing.again();
    else await this.reviewing.read();
    return this.reviewing.review !== null;
  }

  async convert(): Promise<void> {
    const operation = await this.reviewing.confirm();
    if (operation) this.result.open(operation.id, operation);
  }

  async #readAll(): Promise<void> {
    await Promise.all([this.#readSeen(), this.#readHeld()]);
  }

  async #readSeen(): Promise<void> {
    try {
      this.seen = await commands.conversions();
      this.failure = null;
    } catch (thrown) {
      this.failure = asError(thrown);
    }
  }

  async #readHeld(): Promise<void> {
    try {
      this.balances = await commands.balances(false);
    } catch {
      // What the wallet holds is said by the review too, where it is known.
    }
  }

  #toField(error: ErrorView): boolean {
    const field = (["account", "amount", "from", "to"] as const).find((one) => one === fieldOf(error));
    if (!field) return false;
    this.errors[field] = error.message;
    return true;
  }

  #draft(): ConversionInput {
    return {
      account: this.chosen?.id ?? "",
      from: this.source,
      to: this.target,
      amount: amountToTell(this.amount, this.decimals),
      request_id: this.reviewing.requestId,
    };
  }
}
