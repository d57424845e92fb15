import { createContext } from "svelte";
import type { Ledger } from "./ledger.svelte";

/** The box on top of the window and the list share one search. */
export const [getLedger, setLedger] = createContext<Ledger>();
