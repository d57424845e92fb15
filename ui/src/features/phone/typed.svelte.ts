/** A number while it is typed: read by the core, grouped as its country writes it, its network inferred. */
import type { PhoneView, ProviderView } from "../../bindings";
import * as commands from "../../lib/commands";
import { internationalPhone } from "../../lib/phone";

const PAUSE_MS = 200;

type Owner = {
  account: () => string | undefined;
  provider: () => ProviderView | undefined;
  /** The core has read it, and it is a number: what hangs on it may go on. */
  read: () => void;
};

export class TypedPhone {
  text = $state("");
  country = $state("");
  network = $state("");
  reading = $state<PhoneView | null>(null);
  /** The text of which `reading` speaks. */
  #of = $state<string | null>(null);
  #networkByHand = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #owner: Owner;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  /** As it will be sent; null while nobody is reached by it. */
  e164 = $derived.by(() => (this.#of === this.text ? (this.reading?.e164 ?? null) : null));
  /** What stands is what was read. */
  isRead = $derived(this.#of === this.text);

  typed(): void {
    clearTimeout(this.#timer);
    this.#of = null;
    if (this.text.trim() === "") {
      this.reading = null;
      if (!this.#networkByHand) this.network = "";
      return;
    }
    this.#timer = setTimeout(() => void this.ask(), PAUSE_MS);
  }

  chooseNetwork(code: string): void {
    this.network = code;
    this.#networkByHand = code !== "";
  }

  clear(): void {
    this.text = "";
    this.network = "";
    this.reading = null;
    this.#of = null;
    this.#networkByHand = false;
    clearTimeout(this.#timer);
  }

  /** Another account has other networks. */
  forgetNetwork(): void {
    this.network = "";
    this.#networkByHand = false;
    this.typed();
  }

  async ask(): Promise<void> {
    const account = this.#owner.account();
    const asked = this.text;
    if (account === undefined || asked.trim() === "") return;
    try {
      const reading = await commands.readPhone(account, this.#withCode(asked));
      if (asked !== this.text || account !== this.#owner.account()) return;
      this.reading = reading;
      this.#of = asked;
      if (!this.#networkByHand) this.network = this.#codeOf(reading.network);
      if (reading.e164) this.#owner.read();
    } catch {
      // The number is read again when the form is; nothing is lost here.
      this.reading = null;
      if (!this.#networkByHand) this.network = "";
    }
  }

  /** On leaving the field: grouped, without the code that stands before it. */
  group(): void {
    const provider = this.#owner.provider();
    if (!this.e164 || !provider) return;
    const at = provider.calling_codes.findIndex((code) => this.e164?.startsWith(`+${code}`));
    if (at < 0) return;
    if (provider.calling_codes.length > 1) this.country = provider.countries[at] ?? this.country;
    const [, ...groups] = internationalPhone(this.e164).split("\u00a0");
    if (groups.length === 0) return;
    this.text = groups.join(" ");
    this.#of = this.text;
  }

  /** Only where an account serves several countries does the chosen one have to be said. */
  #withCode(text: string): string {
    const provider = this.#owner.provider();
    if (!provider || provider.countries.length < 2 || /^\s*(\+|00)/.test(text)) return text;
    const at = Math.max(0, provider.countries.indexOf(this.country));
    return `+${provider.calling_codes[at] ?? ""}${text}`;
  }

  #codeOf(network: string | null): string {
    const wanted = network?.toLowerCase();
    const found = this.#owner
      .provider()
      ?.networks.find((one) => one.code.toLowerCase() === wanted || one.name.toLowerCase() === wanted);
    return found?.code ?? "";
  }
}
