import { createContext } from "svelte";
import { Watched } from "../operation";
import { ChargeForm } from "./form.svelte";

/** The form and its result outlive the screen: whoever looks something up comes back to what was typed. */
export class Till {
  readonly form = new ChargeForm();
  readonly result = new Watched();
}

export const [getTill, setTill] = createContext<Till>();
