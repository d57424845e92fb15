/** The address book: who stands in it, and somebody new as they are typed. */
import type { ContactView, ErrorView } from "../../bindings";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { asError, fieldOf } from "../../lib/errors";
import { i18n } from "../../lib/i18n/index.svelte";
import { listenFor } from "../../lib/live.svelte";
import { toasts } from "../../lib/toasts.svelte";

export type PersonField = "first_name" | "last_name" | "phone" | "type" | "account";
const PAUSE_MS = 200;

export class AddressBook {
  query = $state("");
  people = $state.raw<ContactView[] | null>(null);
  failure = $state<ErrorView | null>(null);
  first = $state("");
  last = $state("");
  phone = $state("");
  sort = $state("beneficiary");
  account = $state("");
  errors = $state<Partial<Record<PersonField, string>>>({});
  refusal = $state<ErrorView | null>(null);
  saving = $state(false);

  accounts = $derived(desk.accounts.filter((account) => account.state === "ready"));
  chosen = $derived(this.accounts.find(({ id }) => id === this.account) ?? this.accounts[0]);
  #soon: ReturnType<typeof setTimeout> | undefined;

  follow(): () => void {
    void this.read();
    return listenFor({ accounts: () => void this.read(), history: () => void this.read() });
  }

  search(): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.read(), PAUSE_MS);
  }

  /** The last thing asked for wins, whatever order the answers come in. */
  async read(): Promise<void> {
    const asked = this.query;
    try {
      const people = await commands.contacts(asked);
      if (asked !== this.query) return;
      this.people = people;
      this.failure = null;
    } catch (thrown) {
      this.failure = asError(thrown);
    }
  }

  /** What was typed stays where it is refused. */
  async add(): Promise<boolean> {
    const t = i18n.t.contacts;
    this.errors = {};
    this.refusal = null;
    if (this.first.trim() === "") this.errors.first_name = t.firstEmpty;
    if (this.phone.trim() === "") this.errors.phone = t.phoneEmpty;
    if (this.saving || !this.chosen || this.errors.first_name || this.errors.phone) return false;
    this.saving = true;
    try {
      const contact = await commands.addContact({
        account: this.chosen.id,
        first_name: this.first.trim(),
        last_name: this.last.trim() || null,
        phone: this.phone.trim(),
        type: this.sort,
      });
      toasts.say(t.saved(nameOf(contact)));
      Object.assign(this, { first: "", last: "", phone: "" });
      await this.read();
      return true;
    } catch (thrown) {
      const error = asError(thrown);
      const field = (["first_name", "last_name", "phone", "type", "account"] as const).find(
        (one) => one === fieldOf(error),
      );
      if (field) this.errors[field] = error.message;
      else this.refusal = error;
      return false;
    } finally {
      this.saving = false;
    }
  }
}

export const nameOf = ({ first_name, last_name }: ContactView) =>
  last_name ? `${first_name} ${last_name}` : first_name;
