/** What every screen needs to know of this desk: who, which money, which accounts, how complete the book is. */
import type { AccountView, BootView, CoverageView, ErrorView, NetworkView, ProviderView } from "../bindings";
import { clock } from "./clock.svelte";
import { byAccount } from "./coverage";
import * as commands from "./commands";
import { asError } from "./errors";
import { i18n } from "./i18n/index.svelte";
import { listenFor, tellAll } from "./live.svelte";
import { seat } from "./seat.svelte";
import { Zone } from "./time";

class Desk {
  boot = $state<BootView | null>(null);
  /** The core itself did not answer. */
  failure = $state<ErrorView | null>(null);
  providers = $state<ProviderView[]>([]);
  accounts = $state<AccountView[]>([]);
  /** False until the list of accounts has been read once: nothing is called empty before. */
  accountsRead = $state(false);
  coverage = $state<CoverageView[]>([]);
  /** Goes up when another book is opened: what stands on the screens begins anew. */
  book = $state(0);

  zone = $derived(new Zone(i18n.lang, this.boot?.time_zone || "UTC"));
  mode = $derived(this.boot?.mode ?? "live");
  homeCodes = $derived(
    this.providers
      .filter((provider) => this.accounts.some((account) => account.provider === provider.id))
      .flatMap((provider) => provider.calling_codes),
  );

  /** Whether one of this book's accounts can do this: `payout` covers `payout:bank`. */
  can(capability: string): boolean {
    return this.accounts.some((account) => {
      const words = this.provider(account.provider)?.capabilities ?? [];
      return words.some((word) => word === capability || word.startsWith(`${capability}:`));
    });
  }

  async start(): Promise<void> {
    try {
      // Side by side: each is an errand to the core and back, and what is known of all three is drawn once. It refuses by itself
      // what is not theirs; that it could not say who sits here must not hide the reason.
      const errands = Promise.allSettled([commands.providers(), this.#quietly(() => seat.read())]);
      const boot = await commands.boot();
      const [read] = await errands;
      this.#take(boot);
      if (read.status === "fulfilled") this.providers = read.value;
      // A locked desk answers nothing else.
      else if (!seat.locked) throw read.reason;
    } catch (thrown) {
      this.failure = asError(thrown);
    }
  }

  /** Somebody sat down: everything is read anew, as they may see it. */
  async reopen(): Promise<void> {
    this.accounts = [];
    this.accountsRead = false;
    this.coverage = [];
    this.#take(await commands.boot());
    this.book++;
    await this.readProviders();
  }

  /** Another book: practice, sandbox or live. */
  async open(mode: commands.Mode): Promise<void> {
    const boot = await commands.openMode(mode);
    this.accounts = [];
    this.accountsRead = false;
    this.coverage = [];
    this.#take(boot);
    this.book++;
    await this.readProviders();
  }

  async set(key: commands.SettingKey, value: string | null): Promise<void> {
    const before = i18n.lang;
    this.#take(await commands.setSetting(key, value));
    if (i18n.lang === before) return;
    await this.readProviders();
    tellAll();
  }

  async readProviders(): Promise<void> {
    this.providers = await commands.providers();
  }

  /** Accounts and coverage of the open book, and again whenever the core says that they changed. */
  follow(): () => void {
    void this.readAccounts();
    return listenFor({
      accounts: () => void this.readAccounts(),
      history: () => void this.readCoverage(),
      balances: () => void this.readCoverage(),
      settings: () => void this.#readBoot(),
    });
  }

  async readAccounts(): Promise<void> {
    await this.#quietly(async () => {
      this.accounts = (await commands.accounts()).filter((account) => account.state !== "removed");
      this.accountsRead = true;
    });
    await this.readCoverage();
  }

  async readCoverage(): Promise<void> {
    await this.#quietly(async () => {
      this.coverage = byAccount(await commands.coverage());
    });
  }

  provider(id: string): ProviderView | undefined {
    return this.providers.find((provider) => provider.id === id);
  }

  account(id: string): AccountView | undefined {
    return this.accounts.find((account) => account.id === id);
  }

  /** The accounts that are ready and whose provider can do this. */
  accountsThat(can: (provider: ProviderView) => boolean): AccountView[] {
    return this.accounts.filter((account) => {
      const provider = this.provider(account.provider);
      return account.state === "ready" && provider !== undefined && can(provider);
    });
  }

  /** "MTN Uganda" for the provider's own code of it. */
  network(providerId: string, code: string | null): string {
    if (code === null) return "";
    const wanted = code.toLowerCase();
    const network = this.provider(providerId)?.networks.find(
      (one) => one.code.toLowerCase() === wanted || one.name.toLowerCase() === wanted,
    );
    return network ? this.networkName(network) : code;
  }

  networkName(network: NetworkView): string {
    const country = this.country(network.country);
    return network.name.includes(country) ? network.name : `${network.name} ${country}`;
  }

  country(code: string): string {
    return new Intl.DisplayNames([i18n.lang], { type: "region" }).of(code) ?? code;
  }

  time(at: string): string {
    return this.zone.moment(at, clock.now);
  }

  async #readBoot(): Promise<void> {
    await this.#quietly(async () => this.#take(await commands.boot()));
  }

  /** What stands on the screen stays when a refresh fails: the footer tells how old it is. */
  async #quietly(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (thrown) {
      const error = asError(thrown);
      if (error.code === "bridge") this.failure = error;
    }
  }

  #take(boot: BootView): void {
    this.boot = boot;
    i18n.lang = boot.lang;
  }
}

export const desk = new Desk();
