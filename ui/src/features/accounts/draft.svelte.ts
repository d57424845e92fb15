/** An account that is being set up. Secrets live here only until they are saved or the form is left. */
import type {
  AccountInput,
  AccountView,
  Environment,
  ErrorView,
  KeyTestView,
  ProviderView,
} from "../../bindings";
import * as commands from "../../lib/commands";
import { asError, fieldOf } from "../../lib/errors";
import { i18n } from "../../lib/i18n/index.svelte";

export class Draft {
  provider = $state<ProviderView | null>(null);
  environment = $state<Environment>("sandbox");
  name = $state("");
  baseUrl = $state("");
  settings = $state<Record<string, string>>({});
  credentials = $state<Record<string, string>>({});

  errors = $state<Record<string, string>>({});
  failure = $state<ErrorView | null>(null);
  test = $state<KeyTestView | null>(null);
  testedAt = $state<string | null>(null);
  testing = $state(false);
  saving = $state(false);

  choose(provider: ProviderView): void {
    if (this.provider?.id === provider.id) return;
    this.wipe();
    this.provider = provider;
    this.settings = Object.fromEntries(provider.settings.map((field) => [field.name, ""]));
    this.credentials = Object.fromEntries(provider.credentials.map((field) => [field.name, ""]));
  }

  /** What was tested is no longer what stands here. */
  touch(field: string): void {
    delete this.errors[field];
    this.failure = null;
    this.test = null;
  }

  /** Nothing secret stays in memory that a screen could show again. */
  wipe(): void {
    this.credentials = {};
    this.settings = {};
    this.errors = {};
    this.failure = null;
    this.test = null;
    this.testedAt = null;
    this.provider = null;
    this.baseUrl = "";
  }

  /** The first field in trouble, by its name. */
  get firstWrong(): string | null {
    return Object.keys(this.errors)[0] ?? null;
  }

  async runTest(): Promise<void> {
    if (this.testing || !this.#complete(false)) return;
    this.testing = true;
    this.failure = null;
    try {
      this.test = await commands.testDraft(this.#input());
      this.testedAt = new Date().toISOString();
    } catch (thrown) {
      this.#refused(asError(thrown));
    } finally {
      this.testing = false;
    }
  }

  async save(): Promise<AccountView | null> {
    if (this.saving || !this.#complete(true)) return null;
    this.saving = true;
    this.failure = null;
    try {
      const account = await commands.addAccount(this.#input());
      this.wipe();
      this.name = "";
      return account;
    } catch (thrown) {
      this.#refused(asError(thrown));
      return null;
    } finally {
      this.saving = false;
    }
  }

  #complete(named: boolean): boolean {
    this.errors = {};
    if (!this.provider) return false;
    const needed = i18n.t.field.needed;
    if (named && this.name.trim() === "") this.errors.name = needed;
    for (const field of this.provider.credentials) {
      if (field.required && !this.credentials[field.name]) this.errors[field.name] = needed;
    }
    for (const field of this.provider.settings) {
      if (field.required && !this.settings[field.name]?.trim()) this.errors[field.name] = needed;
    }
    return this.firstWrong === null;
  }

  #refused(error: ErrorView): void {
    const field = fieldOf(error);
    const known = field !== null && (field in this.credentials || field in this.settings);
    if (field !== null && (known || field === "name" || field === "base_url"))
      this.errors[field] = error.message;
    else this.failure = error;
  }

  #input(): AccountInput {
    const filled = (fields: Record<string, string>) =>
      Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ""));
    return {
      provider: this.provider?.id ?? "",
      environment: this.environment,
      name: this.name.trim(),
      base_url: this.environment === "sandbox" ? this.baseUrl.trim() || null : null,
      settings: filled(this.settings),
      credentials: filled(this.credentials),
    };
  }
}
