/** A payment link, as it stands in the form. */
import type { AccountView, ErrorView, LinkInput, OperationView } from "../../bindings";
import { Reviewing } from "../review";
import { clock } from "../../lib/clock.svelte";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { fieldOf } from "../../lib/errors";
import { i18n } from "../../lib/i18n/index.svelte";
import { decimalsAt } from "../../lib/money";
import { amountToTell, amountTrouble } from "../../lib/typed-amount";

export type LinkField =
  "account" | "title" | "amount" | "currency" | "min" | "max" | "uses" | "expires" | "methods" | "phone";
export type Often = "once" | "times" | "any";
export type Until = "tonight" | "week" | "date" | "never";

const FIELDS: readonly LinkField[] = [
  "title",
  "amount",
  "currency",
  "min",
  "max",
  "uses",
  "expires",
  "methods",
  "phone",
  "account",
];
const WEEK_MS = 7 * 86_400_000;

export class LinkForm {
  account = $state("");
  title = $state("");
  amount = $state("");
  currency = $state("");
  /** The customer types the amount. */
  open = $state(false);
  min = $state("");
  max = $state("");
  often = $state<Often>("once");
  times = $state("");
  until = $state<Until>("week");
  /** A local day. */
  date = $state("");
  methods = $state<string[]>([]);
  sms = $state(false);
  phone = $state("");
  errors = $state<Partial<Record<LinkField, string>>>({});

  accounts = $derived(desk.accountsThat(({ links }) => links !== null));
  chosen = $derived<AccountView | undefined>(
    this.accounts.find((account) => account.id === this.account) ?? this.accounts[0],
  );
  provider = $derived(this.chosen ? desk.provider(this.chosen.provider) : undefined);
  facts = $derived(this.provider?.links ?? null);
  money = $derived(
    this.facts?.currencies.includes(this.currency) ? this.currency : (this.facts?.currencies[0] ?? ""),
  );
  decimals = $derived(decimalsAt(this.provider, this.money));
  free = $derived(this.open && (this.facts?.open_amount ?? false));
  bounded = $derived(this.free && (this.facts?.bounds ?? false));
  /** The moment that it ends; null where there is none, or none can be chosen. */
  ends = $derived.by(() => {
    if (!this.facts || this.facts.fixed_life_s !== null || this.until === "never") return null;
    if (this.until === "date") return this.date ? desk.zone.endOf(this.date) : null;
    const at = clock.now + (this.until === "week" ? WEEK_MS : 0);
    return desk.zone.endOf(desk.zone.day(new Date(at)));
  });

  readonly reviewing: Reviewing<LinkInput> = new Reviewing<LinkInput>({
    draft: () => this.#draft(),
    whole: () => this.#whole,
    ask: (draft) => commands.reviewLink(draft),
    toField: (error) => this.#toField(error),
  });

  touch(field: LinkField): void {
    delete this.errors[field];
    if (field === "account") Object.assign(this, { methods: [], sms: false, errors: {} });
    this.reviewing.changed();
  }

  /** Empties the link; the account and how long it lives stay. */
  fresh(): void {
    Object.assign(this, { title: "", amount: "", min: "", max: "", phone: "", sms: false, methods: [] });
    this.errors = {};
    this.reviewing.fresh();
  }

  get firstWrong(): LinkField | null {
    return FIELDS.find((field) => this.errors[field]) ?? null;
  }

  /** What is missing is said, and only a whole one is reviewed. */
  async read(): Promise<boolean> {
    this.#checkAll();
    if (this.firstWrong) return false;
    await this.reviewing.read();
    return this.reviewing.review !== null;
  }

  make(): Promise<OperationView | null> {
    return this.reviewing.confirm();
  }

  checkAmount(): void {
    if (!this.free) this.#checkMoney("amount", this.amount, true);
    if (this.bounded) {
      this.#checkMoney("min", this.min, false);
      this.#checkMoney("max", this.max, false);
    }
  }

  checkTitle(): void {
    const t = i18n.t.links;
    const most = this.facts?.longest_title ?? 0;
    if (this.title.trim() === "") this.errors.title = t.whatEmpty;
    else if ([...this.title.trim()].length > most) this.errors.title = t.whatLong(most);
  }

  #checkMoney(field: "amount" | "min" | "max", text: string, needed: boolean): void {
    if (!needed && text.trim() === "") return;
    const trouble = amountTrouble(text, this.money, this.decimals);
    if (trouble) this.errors[field] = trouble;
  }

  #checkAll(): void {
    const t = i18n.t.links;
    this.checkTitle();
    this.checkAmount();
    if (this.often === "times" && this.#times === null)
      this.errors.uses = t.timesWrong(String(this.facts?.most_uses ?? ""));
    if (this.until === "date" && this.facts?.fixed_life_s === null && !this.#dayToCome)
      this.errors.expires = t.dateWrong;
    if (this.sms && this.phone.trim() === "") this.errors.phone = t.phoneEmpty;
  }

  get #dayToCome(): boolean {
    return this.ends !== null && Date.parse(this.ends) > clock.now;
  }

  /** How often it may be paid, where a number was chosen and can be read. */
  get #times(): number | null {
    if (!/^\d{1,9}$/.test(this.times.trim())) return null;
    const times = Number(this.times.trim());
    return times >= 1 && times <= (this.facts?.most_uses ?? 0) ? times : null;
  }

  get #whole(): boolean {
    return (
      !!this.chosen &&
      this.title.trim() !== "" &&
      (this.free || amountTrouble(this.amount, this.money, this.decimals) === null) &&
      (this.often !== "times" || this.#times !== null) &&
      (this.until !== "date" || this.#dayToCome) &&
      (!this.sms || this.phone.trim() !== "") &&
      !this.firstWrong
    );
  }

  #toField(error: ErrorView): boolean {
    const field = FIELDS.find((one) => one === fieldOf(error));
    if (!field) return false;
    this.errors[field] = error.message;
    return true;
  }

  #draft(): LinkInput {
    const money = (text: string) => (text.trim() === "" ? null : amountToTell(text, this.decimals));
    return {
      account: this.chosen?.id ?? "",
      title: this.title.trim(),
      amount: this.free ? null : money(this.amount),
      min: this.bounded ? money(this.min) : null,
      max: this.bounded ? money(this.max) : null,
      currency: this.money,
      uses: { once: 1, times: this.#times, any: null }[this.often],
      expires: this.ends,
      methods: [...this.methods],
      phone: this.sms ? this.phone.trim() || null : null,
      sms: this.sms && (this.facts?.sms ?? false),
      request_id: this.reviewing.requestId,
    };
  }
}
