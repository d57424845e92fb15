/** New keys for an account that is there: tested beside the old ones, and put in their place only then. */
import type { AccountView, ErrorView, KeyTestView, ProviderView } from "../../bindings";
import * as commands from "../../lib/commands";
import { asError, fieldOf } from "../../lib/errors";
import { i18n } from "../../lib/i18n/index.svelte";

export class Rotation {
  readonly account: AccountView;
  readonly provider: ProviderView;
  credentials = $state<Record<string, string>>({});
  errors = $state<Record<string, string>>({});
  failure = $state<ErrorView | null>(null);
  test = $state<KeyTestView | null>(null);
  busy = $state<"test" | "swap" | null>(null);

  /** Keys that work are never given up for some that were not seen to work. */
  maySwap = $derived.by(
    () => this.test?.ok === true || (this.test !== null && this.account.state === "no_keys"),
  );

  constructor(account: AccountView, provider: ProviderView) {
    this.account = account;
    this.provider = provider;
    this.wipe();
  }

  /** What was tested is no longer what stands here. */
  touch(field: string): void {
    delete this.errors[field];
    this.failure = null;
    this.test = null;
  }

  wipe(): void {
    this.credentials = Object.fromEntries(this.provider.credentials.map(({ name }) => [name, ""]));
    this.errors = {};
    this.failure = null;
    this.test = null;
  }

  async runTest(): Promise<void> {
    if (this.busy || !this.#complete()) return;
    const { id: provider } = this.provider;
    const { environment, name, base_url, settings } = this.account;
    const typed = this.#filled();
    await this.#do("test", async () => {
      const test = await commands.testDraft({
        provider,
        environment,
        name,
        base_url,
        settings,
        credentials: typed,
      });
      // Typed on while the provider was being asked: the answer is about other keys.
      if (JSON.stringify(typed) === JSON.stringify(this.#filled())) this.test = test;
    });
  }

  /** True when the new keys are in use. */
  async swap(): Promise<boolean> {
    if (this.busy || !this.maySwap) return false;
    return this.#do("swap", async () => {
      const change = { name: null, settings: {}, credentials: this.#filled() };
      await commands.updateAccount(this.account.id, change);
      this.wipe();
    });
  }

  #complete(): boolean {
    this.errors = {};
    for (const field of this.provider.credentials) {
      if (field.required && !this.credentials[field.name]) this.errors[field.name] = i18n.t.field.needed;
    }
    return Object.keys(this.errors).length === 0;
  }

  #filled(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.credentials).filter(([, value]) => value.trim() !== ""));
  }

  async #do(what: "test" | "swap", run: () => Promise<void>): Promise<boolean> {
    this.busy = what;
    this.failure = null;
    try {
      await run();
      return true;
    } catch (thrown) {
      const error = asError(thrown);
      const field = fieldOf(error);
      if (field !== null && field in this.credentials) this.errors[field] = error.message;
      else this.failure = error;
      return false;
    } finally {
      this.busy = null;
    }
  }
}
