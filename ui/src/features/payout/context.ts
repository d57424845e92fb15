import { createContext } from "svelte";
import { Watched } from "../operation";
import { PayoutForm } from "./form.svelte";

/** The form and its result outlive the screen: whoever looks something up comes back to what was typed. */
export class PayDesk {
  readonly form = new PayoutForm();
  readonly result = new Watched();
}

export const [getPayDesk, setPayDesk] = createContext<PayDesk>();
