export { getLedger, setLedger } from "./context";
export { Ledger, rowId } from "./ledger.svelte";
export { default as LedgerView } from "./LedgerView.svelte";
export { cellOf, readRow, type LedgerRow } from "./row";
