import { createContext } from "svelte";
import { Approvals } from "../approvals";
import { Batch } from "../batch";
import { Watched } from "../operation";
import { PayoutForm } from "./form.svelte";

/** The form and its result outlive the screen: whoever looks something up comes back to what was typed. */
export class PayDesk {
  readonly form = new PayoutForm();
  readonly result = new Watched();
  readonly batch = new Batch();
  readonly approvals = new Approvals();
  /** One payment, or many from a file. */
  many = $state(false);
}

export const [getPayDesk, setPayDesk] = createContext<PayDesk>();
