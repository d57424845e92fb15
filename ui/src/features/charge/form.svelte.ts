/** What is being asked for, as it stands in the form. */
import type {
  AccountView,
  ChargeInput,
  ChargeMethodView,
  ErrorView,
  OperationView,
  ReviewView,
} from "../../bindings";
import { TypedPhone } from "../phone";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { asError, fieldOf } from "../../lib/errors";
import { i18n } from "../../lib/i18n/index.svelte";
import { lock } from "../../lib/lock.svelte";
import { decimalsAt, readAmount } from "../../lib/money";
import { amountToTell, amountTrouble } from "../../lib/typed-amount";

export type ChargeField =
  | "account"
  | "amount"
  | "currency"
  | "method"
  | "phone"
  | "network"
  | "name"
  | "note"
  | "fee_payer"
  | "email"
  | "scenario";

/** The form in reading order: the first one in trouble gets the focus. */
const ORDER: ChargeField[] = [
  "amount",
  "currency",
  "method",
  "phone",
  "network",
  "name",
  "note",
  "email",
  "fee_payer",
  "account",
  "scenario",
];
const PAUSE_MS = 200;
/** A review has to stand this long before it can be confirmed: a key meant for the form must not answer it unread. */
const READ_MS = 300;

export class ChargeForm {
  account = $state("");
  amount = $state("");
  currency = $state("");
  method = $state("");
  name = $state("");
  note = $state("");
  feePayer = $state("");
  email = $state("");
  scenario = $state("");

  requestId = $state(crypto.randomUUID());
  errors = $state<Partial<Record<ChargeField, string>>>({});
  /** What went wrong with the whole of it. */
  failure = $state<ErrorView | null>(null);
  /** The guard asks before a second payment. */
  guard = $state<ErrorView | null>(null);
  /** What the core says that this form asks for. Only this can be confirmed; a changed field makes it void. */
  review = $state<ReviewView | null>(null);
  /** It has stood long enough to be read. */
  open = $state(false);
  needsEmail = $state(false);
  submitting = $state(false);
  /** The card is being keyed in its own window. */
  keying = $state(false);
  /** What this request id became; a further click sends nothing. */
  sent = $state<OperationView | null>(null);
  /** The text exactly as it will leave. */
  leaves = $state<string | null>(null);

  readonly number: TypedPhone = new TypedPhone({
    account: () => this.chosen?.id,
    provider: () => this.provider,
    read: () => {
      delete this.errors.phone;
      this.#reviewSoon();
    },
  });

  accounts = $derived(desk.accountsThat(({ charge_methods }) => charge_methods.length > 0));
  chosen = $derived<AccountView | undefined>(
    this.accounts.find((account) => account.id === this.account) ?? this.accounts[0],
  );
  provider = $derived(this.chosen ? desk.provider(this.chosen.provider) : undefined);
  /** The rails of the account; a card's only where the owner lets cards be keyed. */
  rails = $derived<ChargeMethodView[]>(
    (this.provider?.charge_methods ?? []).filter(({ method }) => method !== "card" || desk.boot?.card_entry),
  );
  rail = $derived<ChargeMethodView | undefined>(
    this.rails.find((method) => method.method === this.method) ?? this.rails[0],
  );
  money = $derived(
    this.rail?.currencies.includes(this.currency) ? this.currency : (this.rail?.currencies[0] ?? ""),
  );
  decimals = $derived(decimalsAt(this.provider, this.money));
  amountRead = $derived(readAmount(this.amount, this.decimals));

  #submitted = false;
  #previews = 0;
  #reviews = 0;
  /** The draft of which `review` speaks. */
  #reviewed = "";
  #reviewTimer: ReturnType<typeof setTimeout> | undefined;
  #readTimer: ReturnType<typeof setTimeout> | undefined;
  #noteTimer: ReturnType<typeof setTimeout> | undefined;

  get phone(): string {
    return this.number.text;
  }
  set phone(text: string) {
    this.number.text = text;
  }

  /** Said by every field when it changes. After a submit, another content is another intent: a new request id. */
  touch(field: ChargeField): void {
    delete this.errors[field];
    this.failure = null;
    this.#forgetReview();
    this.keying = false;
    if (this.#submitted) {
      this.requestId = crypto.randomUUID();
      this.#submitted = false;
      this.sent = null;
    }
    if (field === "account") {
      this.number.forgetNetwork();
      this.needsEmail = false;
    }
    if (field === "phone") this.number.typed();
    if (["note", "account"].includes(field) || this.leaves !== null) this.#previewSoon();
    this.#reviewSoon();
  }

  /** Empties the sale; who takes it and where stays. */
  fresh(): void {
    this.#forgetReview();
    Object.assign(this, { amount: "", name: "", note: "", email: "", scenario: "" });
    this.requestId = crypto.randomUUID();
    this.errors = {};
    this.failure = null;
    this.guard = null;
    this.sent = null;
    this.keying = false;
    this.number.clear();
    this.leaves = null;
    this.needsEmail = false;
    this.#submitted = false;
  }

  /** The same once more, after it has come to nothing: another intent, to be read anew. */
  again(): void {
    this.#forgetReview();
    this.requestId = crypto.randomUUID();
    this.#submitted = false;
    this.sent = null;
    this.failure = null;
    this.guard = null;
    if (this.leaves !== null) this.#previewSoon();
    this.#reviewSoon();
  }

  /** The first field in trouble. */
  get firstWrong(): ChargeField | null {
    return ORDER.find((field) => this.errors[field]) ?? null;
  }

  checkAmount(): void {
    const trouble = amountTrouble(this.amount, this.money, this.decimals);
    if (trouble) this.errors.amount = trouble;
  }

  checkPhone(): void {
    if (!this.rail?.needs_phone) return;
    const { reading } = this.number;
    if (this.phone.trim() === "") this.errors.phone = i18n.t.charge.phoneEmpty;
    else if (reading?.message && reading.e164 === null) this.errors.phone = reading.message;
  }

  /**
   * Confirms the review that stands on screen, once. Where there is none, it is only shown: nothing is asked for unread.
   * `despite` is the earlier payment that a person has looked at.
   */
  async submit(despite: string | null = null): Promise<OperationView | null> {
    // The core refuses by itself; here nobody is led to a button that does nothing.
    if (this.submitting || this.sent || !this.chosen || lock.now) return null;
    const review = JSON.stringify(this.#draft()) === this.#reviewed ? this.review : null;
    if (review && !this.open) return null;
    this.submitting = true;
    this.errors = {};
    this.failure = null;
    try {
      if (!review) {
        await this.#reviewNow();
        return null;
      }
      if (this.rail?.method === "card") {
        await this.#key(review, despite);
        return null;
      }
      this.#submitted = true;
      const operation = await commands.confirm(review, despite);
      this.guard = null;
      this.sent = operation;
      return operation;
    } catch (thrown) {
      await this.#refused(asError(thrown));
      return null;
    } finally {
      this.submitting = false;
    }
  }

  /** The guard asks here, before anybody takes out a card. */
  async #key(review: ReviewView, despite: string | null): Promise<void> {
    if (review.guard && despite === null) {
      this.guard = review.guard;
      return;
    }
    await commands.openCard(review.nonce, despite);
    this.guard = null;
    this.#submitted = true;
    this.keying = true;
  }

  /** A card was keyed and sent; it may have been for another sale than the one that stands here by now. */
  keyed(operation: OperationView): void {
    if (operation.request_id !== this.requestId) return;
    this.keying = false;
    this.sent = operation;
  }

  /** The same form in other words: another language, another book. */
  reviewAgain(): void {
    if (this.sent) return;
    this.#forgetReview();
    this.#reviewSoon();
  }

  #forgetReview(): void {
    this.#reviews += 1;
    this.review = null;
    this.open = false;
    clearTimeout(this.#reviewTimer);
    clearTimeout(this.#readTimer);
  }

  #reviewSoon(): void {
    clearTimeout(this.#reviewTimer);
    this.#reviewTimer = setTimeout(() => void this.#reviewQuietly(), PAUSE_MS);
  }

  /** While a person types, only a whole form is reviewed; what is wrong with it is told when they ask. */
  async #reviewQuietly(): Promise<void> {
    if (this.submitting || this.sent || this.review || !this.#whole) return;
    try {
      await this.#fetchReview();
    } catch {
      // The same is asked again on submit, and answered there.
    }
  }

  async #reviewNow(): Promise<void> {
    // A number changed a moment ago is read before anything is asked: never the one that stood there before.
    if (this.rail?.needs_phone && !this.number.isRead) await this.number.ask();
    this.#checkAll();
    if (!this.firstWrong) await this.#fetchReview();
  }

  /** Of two reviews the later asked for stands, whatever order they come in. */
  async #fetchReview(): Promise<void> {
    this.#forgetReview();
    const asked = this.#reviews;
    const draft = this.#draft();
    const review = await commands.reviewCharge(draft);
    if (asked !== this.#reviews) return;
    this.#reviewed = JSON.stringify(draft);
    this.review = review;
    this.#readTimer = setTimeout(() => (this.open = true), READ_MS);
  }

  get #whole(): boolean {
    return (
      !!this.chosen &&
      amountTrouble(this.amount, this.money, this.decimals) === null &&
      (!this.rail?.needs_phone || this.number.e164 !== null) &&
      (!this.rail?.needs_network || this.number.network !== "") &&
      (!this.needsEmail || this.email.trim() !== "") &&
      !this.firstWrong
    );
  }

  #checkAll(): void {
    this.checkAmount();
    this.checkPhone();
    if (this.rail?.needs_network && !this.number.network) this.errors.network = i18n.t.charge.networkEmpty;
    if (this.needsEmail && !this.email.trim()) this.errors.email = i18n.t.charge.emailEmpty;
  }

  async #refused(error: ErrorView): Promise<void> {
    if (["review_expired", "review_differs"].includes(error.code)) {
      this.#forgetReview();
      this.guard = null;
      this.failure = error;
      // What cannot be read again now is told when it is asked for.
      await this.#reviewNow().catch(() => undefined);
      return;
    }
    if (error.operation && ["possible_duplicate", "blocked_by_doubt"].includes(error.code)) {
      this.guard = error;
      return;
    }
    this.guard = null;
    const field = fieldOf(error);
    const here = field === "first_name" || field === "last_name" ? "name" : field;
    if (here === "email") this.needsEmail = true;
    if (here !== null) this.#forgetReview();
    if (ORDER.some((one) => one === here)) this.errors[here as ChargeField] = error.message;
    else this.failure = error;
  }

  #draft(): ChargeInput {
    const [first = "", ...others] = this.name.trim().split(/\s+/);
    const or = (text: string) => text.trim() || null;
    return {
      account: this.chosen?.id ?? "",
      amount: amountToTell(this.amount, this.decimals),
      currency: this.money,
      method: this.rail?.method ?? "",
      // A number typed for another rail is not this page's: whoever opens it pays.
      phone: this.rail?.needs_phone ? (this.number.e164 ?? or(this.phone)) : null,
      network: this.rail?.needs_network ? or(this.number.network) : null,
      payer: null,
      country: or(this.number.country),
      // What the form shows as chosen is what is asked for, whatever the account's own setting is.
      fee_payer: this.rail?.fee_payer ? this.feePayer || "merchant" : null,
      first_name: or(first),
      last_name: or(others.join(" ")),
      email: this.needsEmail ? or(this.email) : null,
      note: or(this.note),
      request_id: this.requestId,
      scenario: this.rail?.scenarios.some(({ key }) => key === this.scenario) ? this.scenario : null,
    };
  }

  #previewSoon(): void {
    clearTimeout(this.#noteTimer);
    this.#noteTimer = setTimeout(() => void this.preview(), PAUSE_MS);
  }

  /** The last thing asked for wins, whatever order the answers come in. */
  async preview(): Promise<void> {
    const account = this.chosen?.id;
    if (account === undefined) return;
    const asked = ++this.#previews;
    try {
      const leaves = await commands.notePreview(account, this.requestId, this.note.trim() || null);
      if (asked !== this.#previews) return;
      this.leaves = leaves;
      delete this.errors.note;
    } catch (thrown) {
      if (asked !== this.#previews) return;
      this.leaves = null;
      this.errors.note = asError(thrown).message;
    }
  }
}
