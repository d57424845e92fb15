/** Locks the desk. What cannot be locked has to be said: whoever leaves would believe that it is. */
import { asError } from "../../lib/errors";
import { seat } from "../../lib/seat.svelte";
import { toasts } from "../../lib/toasts.svelte";

export function lockDesk(): void {
  seat.signOut().catch((thrown: unknown) => toasts.say(asError(thrown).message));
}
