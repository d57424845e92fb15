export { getLedger, setLedger } from "./context";
export { Ledger } from "./ledger.svelte";
export { default as LedgerView } from "./LedgerView.svelte";
