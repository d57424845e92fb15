import { createContext } from "svelte";
import type { Exchange } from "./form.svelte";

/** The form outlives the screen: whoever looks something up comes back to what was typed. */
export const [getExchange, setExchange] = createContext<Exchange>();
