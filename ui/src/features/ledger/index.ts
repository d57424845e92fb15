export { getLedger, setLedger } from "./context";
export { Ledger, rowId } from "./ledger.svelte";
export { default as LedgerView } from "./LedgerView.svelte";
export type { PaperOf } from "./ReceiptAct.svelte";
