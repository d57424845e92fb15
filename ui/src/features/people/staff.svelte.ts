/** Who works here, as an owner changes it. Where the core asks for another owner, that one is asked beside the form. */
import type { ErrorView, Role, SecondInput, StaffView } from "../../bindings";
import * as commands from "../../lib/commands";
import { asError, fieldOf } from "../../lib/errors";
import { i18n } from "../../lib/i18n/index.svelte";
import { seat } from "../../lib/seat.svelte";

const PIN = /^\d{4,8}$/;

/** Another owner, who says yes at the same desk. */
export class Second {
  /** Only once the core has said that it takes two. */
  asked = $state(false);
  staff = $state("");
  pin = $state("");

  owners = $derived(
    (seat.view?.members ?? []).filter(({ id, role }) => role === "owner" && id !== seat.me?.id),
  );

  read(): SecondInput | null {
    if (!this.asked) return null;
    return { staff: this.staff || (this.owners[0]?.id ?? ""), pin: this.pin };
  }

  wipe(): void {
    this.pin = "";
  }
}

/** A change to who works here, or to how many have to say yes. */
export class Change {
  readonly second = new Second();
  errors = $state<Record<string, string>>({});
  failure = $state<ErrorView | null>(null);
  busy = $state(false);

  /** True when it is done. */
  async run(act: (second: SecondInput | null) => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.errors = {};
    this.failure = null;
    try {
      await act(this.second.read());
      this.second.asked = false;
      return true;
    } catch (thrown) {
      const error = asError(thrown);
      const field = fieldOf(error);
      if (error.code === "second_owner_needed") this.second.asked = true;
      else if (error.code === "bad_name" || error.code === "name_taken" || error.code === "owner_first")
        this.errors[field ?? "name"] = error.message;
      else this.failure = error;
      return false;
    } finally {
      this.second.wipe();
      this.busy = false;
    }
  }
}

/** A PIN typed twice. */
export class NewPin {
  pin = $state("");
  again = $state("");
  errors = $state<{ pin?: string; again?: string }>({});

  good(): boolean {
    this.errors = {};
    if (!PIN.test(this.pin)) this.errors.pin = i18n.t.people.pinShort;
    else if (this.pin !== this.again) this.errors.again = i18n.t.people.pinDiffers;
    return Object.keys(this.errors).length === 0;
  }

  wipe(): void {
    this.pin = "";
    this.again = "";
    this.errors = {};
  }
}

export const took = (change: Promise<StaffView>): Promise<void> => seat.act(change);

export const add = (name: string, role: Role, pin: string) => (second: SecondInput | null) =>
  took(commands.addStaff(name.trim(), role, pin, second));
