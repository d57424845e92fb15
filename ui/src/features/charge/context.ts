import { createContext } from "svelte";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";
import { Watched } from "../operation";
import { ChargeForm } from "./form.svelte";

/** The form and its result outlive the screen: whoever looks something up comes back to what was typed. */
export class Till {
  readonly form = new ChargeForm();
  readonly result: Watched;

  /** What was keyed in the card window was sent. */
  async keyed(id: string): Promise<void> {
    try {
      const operation = await commands.operation(id);
      this.form.keyed(operation);
      this.result.open(id, operation);
    } catch (thrown) {
      this.result.open(id, null);
      this.result.failure = asError(thrown);
    }
  }

  constructor(result = new Watched()) {
    this.result = result;
  }
}

export const [getTill, setTill] = createContext<Till>();
