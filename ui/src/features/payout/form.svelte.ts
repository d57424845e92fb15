/** Who is sent how much, as it stands in the form. */
import type {
  AccountView,
  BankView,
  ContactView,
  ErrorView,
  OperationView,
  PayoutInput,
  PayoutRailView,
  Rail,
} from "../../bindings";
import { TypedPhone } from "../phone";
import { Reviewing } from "../review";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { fieldOf } from "../../lib/errors";
import { i18n } from "../../lib/i18n/index.svelte";
import { decimalsAt } from "../../lib/money";
import { amountToTell, amountTrouble } from "../../lib/typed-amount";

export type PayoutField =
  | "account"
  | "to"
  | "contact"
  | "phone"
  | "network"
  | "bank"
  | "number"
  | "branch"
  | "name"
  | "amount"
  | "currency"
  | "recipient_gets"
  | "note"
  | "scenario";

const FIELDS: readonly string[] = [
  "account",
  "to",
  "contact",
  "phone",
  "network",
  "bank",
  "number",
  "branch",
  "name",
  "amount",
  "currency",
  "recipient_gets",
  "note",
  "scenario",
];

export class PayoutForm {
  account = $state("");
  /** How the money goes; the address book stands beside the rails. */
  to = $state<Rail>("mobile-money");
  contact = $state<ContactView | null>(null);
  bank = $state("");
  number = $state("");
  branch = $state("");
  name = $state("");
  amount = $state("");
  currency = $state("");
  /** The amount is what has to arrive. */
  gets = $state(false);
  note = $state("");
  scenario = $state("");
  errors = $state<Partial<Record<PayoutField, string>>>({});
  banks = $state<BankView[] | null>(null);
  banksFailed = $state<ErrorView | null>(null);
  /** The way on which a fee was seen: what arrives can be promised there. */
  #feeSeenOn = $state("");
  #banksOf = "";

  readonly phone: TypedPhone = new TypedPhone({
    account: () => this.chosen?.id,
    provider: () => this.provider,
    read: () => {
      delete this.errors.phone;
      this.reviewing.changed();
    },
  });

  accounts = $derived(desk.accountsThat(({ payout_rails }) => payout_rails.length > 0));
  chosen = $derived<AccountView | undefined>(
    this.accounts.find((account) => account.id === this.account) ?? this.accounts[0],
  );
  provider = $derived(this.chosen ? desk.provider(this.chosen.provider) : undefined);
  rails = $derived(this.provider?.payout_rails ?? []);
  /** A rail to phones pays whoever is in the address book. */
  ways = $derived.by((): Rail[] => {
    const own = this.rails.map(({ rail }) => rail).filter((rail) => rail !== "contact");
    const phones = this.rails.some(({ rail }) => rail !== "bank");
    return phones ? [...own, "contact"] : own;
  });
  way = $derived<Rail>(this.ways.includes(this.to) ? this.to : (this.ways[0] ?? "mobile-money"));
  rail = $derived.by((): PayoutRailView | undefined => {
    const named = (rail: Rail) => this.rails.find((one) => one.rail === rail);
    if (this.way !== "contact") return named(this.way);
    const onTheirList = this.contact?.at.some(({ account }) => account === this.chosen?.id) ?? false;
    return (onTheirList ? named("contact") : undefined) ?? named("mobile-money") ?? named("wallet");
  });
  money = $derived(
    this.rail?.currencies.includes(this.currency) ? this.currency : (this.rail?.currencies[0] ?? ""),
  );
  decimals = $derived(decimalsAt(this.provider, this.money));
  /** A number is asked for: on the contact's way it is the contact's own. */
  byPhone = $derived(this.way === "mobile-money" || this.way === "wallet");
  bankChosen = $derived(this.banks?.find(({ code }) => code === this.bank));
  #wayKey = $derived(
    [this.chosen?.id, this.way, this.money, this.way === "bank" ? this.bank : this.phone.network].join("|"),
  );
  /** What arrives can be promised only where the fee is known: from the wallet, or seen on this way before. */
  canPromise = $derived(this.gets || this.#feeSeenOn === this.#wayKey);

  readonly reviewing: Reviewing<PayoutInput> = new Reviewing<PayoutInput>({
    draft: () => this.#draft(),
    whole: () => this.#whole,
    ask: async (draft) => {
      const key = this.#wayKey;
      const review = await commands.reviewPayout(draft);
      if (review.figures.some(({ what, amount }) => what === "fee" && amount !== null)) this.#feeSeenOn = key;
      return review;
    },
    toField: (error) => this.#toField(error),
  });

  /** Said by every field when it changes. */
  touch(field: PayoutField): void {
    delete this.errors[field];
    if (field === "account") {
      this.bank = "";
      this.gets = false;
      this.phone.forgetNetwork();
    }
    if (field === "phone") this.phone.typed();
    if (field === "to") this.errors = {};
    this.reviewing.changed();
  }

  /** Empties the payment; the account and the way stay. */
  fresh(): void {
    Object.assign(this, {
      contact: null,
      number: "",
      branch: "",
      name: "",
      amount: "",
      note: "",
      scenario: "",
    });
    this.gets = false;
    this.phone.clear();
    this.errors = {};
    this.reviewing.fresh();
  }

  /** Somebody of the address book: their number is read for its network. */
  async choose(contact: ContactView | null): Promise<void> {
    this.contact = contact;
    delete this.errors.contact;
    this.phone.clear();
    if (contact) {
      this.phone.text = contact.phone;
      await this.phone.ask();
    }
    this.reviewing.changed();
  }

  /** The same payment once more as a form: from an earlier one, or from the address book. */
  begin(to: { phone?: string | null; name?: string | null; contact?: ContactView | null }): void {
    this.fresh();
    if (to.contact) {
      this.to = "contact";
      void this.choose(to.contact);
      return;
    }
    this.to = this.ways.find((way) => way === "mobile-money" || way === "wallet") ?? this.to;
    this.phone.text = to.phone ?? "";
    this.name = to.name ?? "";
    void this.phone.ask();
  }

  /** Reads the whole form out loud: what is missing is said, and only a whole one is reviewed. */
  async read(): Promise<boolean> {
    if (this.byPhone && !this.phone.isRead) await this.phone.ask();
    this.#checkAll();
    if (FIELDS.some((field) => this.errors[field as PayoutField])) return false;
    await this.reviewing.read();
    return this.reviewing.review !== null;
  }

  async send(): Promise<OperationView | null> {
    return this.reviewing.confirm();
  }

  checkAmount(): void {
    const trouble = amountTrouble(this.amount, this.money, this.decimals);
    if (trouble) this.errors.amount = trouble;
  }

  checkPhone(): void {
    if (!this.byPhone) return;
    const { reading } = this.phone;
    if (this.phone.text.trim() === "") this.errors.phone = i18n.t.payout.phoneEmpty;
    else if (reading?.message && reading.e164 === null) this.errors.phone = reading.message;
  }

  /** Asked of the provider when the way to a bank is opened, once for each account. */
  async readBanks(again = false): Promise<void> {
    const account = this.chosen?.id;
    if (account === undefined || (!again && this.#banksOf === account)) return;
    this.#banksOf = account;
    this.banks = null;
    this.banksFailed = null;
    try {
      const banks = await commands.banks(account);
      if (this.#banksOf === account) this.banks = banks;
    } catch (thrown) {
      if (this.#banksOf === account) this.banksFailed = thrown as ErrorView;
    }
  }

  #checkAll(): void {
    const t = i18n.t.payout;
    this.checkAmount();
    this.checkPhone();
    if (this.way === "contact" && !this.contact) this.errors.contact = t.contactEmpty;
    if (this.#needsNetwork && !this.phone.network) this.errors.network = i18n.t.charge.networkEmpty;
    if (this.way === "bank") {
      if (!this.bank) this.errors.bank = t.bankEmpty;
      if (!this.number.trim()) this.errors.number = t.numberEmpty;
      if (this.bankChosen?.branch_required && !this.branch.trim()) this.errors.branch = t.branchEmpty;
    }
    if (this.rail?.needs_name && this.way !== "contact" && !this.name.trim()) this.errors.name = t.nameEmpty;
  }

  get #needsNetwork(): boolean {
    return this.way !== "bank" && (this.rail?.needs_network ?? false);
  }

  get #whole(): boolean {
    const who = {
      bank: () =>
        this.bank !== "" &&
        this.number.trim() !== "" &&
        (!this.bankChosen?.branch_required || this.branch.trim() !== ""),
      contact: () => this.contact !== null,
      "mobile-money": () => this.phone.e164 !== null,
      wallet: () => this.phone.e164 !== null,
    }[this.way];
    return (
      !!this.chosen &&
      amountTrouble(this.amount, this.money, this.decimals) === null &&
      who() &&
      (!this.#needsNetwork || this.phone.network !== "") &&
      (!this.rail?.needs_name || this.way === "contact" || this.name.trim() !== "") &&
      !FIELDS.some((field) => this.errors[field as PayoutField])
    );
  }

  #toField(error: ErrorView): boolean {
    const field = fieldOf(error);
    if (field === null || !FIELDS.includes(field)) return false;
    this.errors[field as PayoutField] = error.message;
    return true;
  }

  #draft(): PayoutInput {
    const or = (text: string) => text.trim() || null;
    const bank = this.way === "bank";
    return {
      account: this.chosen?.id ?? "",
      amount: amountToTell(this.amount, this.decimals),
      currency: this.money,
      to: this.way,
      contact: this.way === "contact" ? (this.contact?.id ?? null) : null,
      phone: this.byPhone ? (this.phone.e164 ?? or(this.phone.text)) : null,
      network: this.#needsNetwork ? or(this.phone.network) : null,
      bank: bank ? or(this.bank) : null,
      number: bank ? or(this.number) : null,
      branch: bank ? or(this.branch) : null,
      name: this.way === "contact" ? null : or(this.name),
      country: this.byPhone ? or(this.phone.country) : null,
      note: or(this.note),
      recipient_gets: this.gets,
      request_id: this.reviewing.requestId,
      scenario: or(this.scenario),
      sub_account: null,
    };
  }
}
