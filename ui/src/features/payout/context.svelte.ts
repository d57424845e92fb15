import { createContext } from "svelte";
import type { ApprovedView } from "../../bindings";
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

  /** What another owner said yes to is shown while it goes. */
  approved({ operation, batch }: ApprovedView): void {
    this.many = batch !== null;
    if (operation) this.result.open(operation.id, operation);
    if (batch) void this.batch.goAfterApproval(batch);
  }
}

export const [getPayDesk, setPayDesk] = createContext<PayDesk>();
