/** One account’s webhooks: one that is judged by hand, those that came, and where they are sent. */
import type { DeliveriesView, ErrorView, RegistrationView, VerdictView } from "../../bindings";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { asError, fieldOf } from "../../lib/errors";
import { i18n } from "../../lib/i18n/index.svelte";

export class Bench {
  #chosen = $state<string | null>(null);
  headers = $state("");
  body = $state("");
  verdict = $state<VerdictView | null>(null);
  came = $state<DeliveriesView | null>(null);
  /** Null until the provider was asked. */
  addresses = $state<RegistrationView[] | null>(null);
  errors = $state<Record<string, string>>({});
  /** What did not work, by the part it belongs to. */
  failures = $state<Partial<Record<"bench" | "came" | "addresses", ErrorView>>>({});
  busy = $state<"judge" | "ask" | "register" | null>(null);

  /** Those whose provider sends webhooks. */
  accounts = $derived(
    desk.accounts.filter(({ provider }) => desk.provider(provider)?.capabilities.includes("webhook")),
  );
  account = $derived(this.accounts.find(({ id }) => id === this.#chosen) ?? this.accounts[0] ?? null);
  provider = $derived(this.account ? desk.provider(this.account.provider) : undefined);
  canRegister = $derived(this.provider?.capabilities.includes("webhook:register") ?? false);

  choose(id: string): void {
    this.#chosen = id;
    this.came = null;
    this.addresses = null;
    this.failures = {};
    this.touch();
  }

  /** What was judged is no longer what stands here. */
  touch(): void {
    this.verdict = null;
    this.errors = {};
    delete this.failures.bench;
  }

  async judge(): Promise<void> {
    const account = this.account;
    if (!account || this.busy) return;
    this.touch();
    if (this.body === "") {
      this.errors.body = i18n.t.webhooks.bodyNeeded;
      return;
    }
    const { headers, body } = this;
    await this.#do("judge", "bench", async () => {
      const verdict = await commands.judgeWebhook(account.id, headers, body);
      if (this.account?.id === account.id && this.headers === headers && this.body === body)
        this.verdict = verdict;
    });
  }

  async readCame(): Promise<void> {
    const account = this.account;
    if (!account) return;
    try {
      const came = await commands.webhooks(account.id);
      if (this.account?.id !== account.id) return;
      this.came = came;
      delete this.failures.came;
    } catch (thrown) {
      this.failures.came = asError(thrown);
    }
  }

  async ask(): Promise<void> {
    const account = this.account;
    if (!account || this.busy) return;
    await this.#do("ask", "addresses", async () => {
      const addresses = await commands.registrations(account.id);
      if (this.account?.id === account.id) this.addresses = addresses;
    });
  }

  /** True when the provider took it. */
  async register(topic: string, url: string): Promise<boolean> {
    const account = this.account;
    if (!account || this.busy) return false;
    this.errors = {};
    return this.#do("register", "addresses", async () => {
      const made = await commands.registerWebhook(account.id, topic, url.trim());
      if (this.account?.id === account.id) this.addresses = [...(this.addresses ?? []), made];
    });
  }

  async #do(
    what: NonNullable<Bench["busy"]>,
    part: keyof Bench["failures"],
    run: () => Promise<void>,
  ): Promise<boolean> {
    this.busy = what;
    delete this.failures[part];
    try {
      await run();
      return true;
    } catch (thrown) {
      const error = asError(thrown);
      const field = fieldOf(error);
      if (field && ["headers", "body", "url", "topic"].includes(field)) this.errors[field] = error.message;
      else this.failures[part] = error;
      return false;
    } finally {
      this.busy = null;
    }
  }
}
