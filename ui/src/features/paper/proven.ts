/** What a paper about this may be called before it is drawn. The core decides again, and writes it. */
import type { OperationView, TransactionView } from "../../bindings";
import type { Messages } from "../../lib/i18n/index.svelte";
import { isFinal } from "../../lib/status";

/** `ended`: nothing moved and nothing is waited for, so that there is nothing to claim with it. */
export type PaperSort = "receipt" | "claim" | "ended";

export function sortOf(operation: OperationView | null, transaction: TransactionView | null): PaperSort {
  if (operation && operation.doubts.length > 0) return "claim";
  const state = operation?.state ?? transaction?.status ?? "in_doubt";
  if (state === "succeeded") return "receipt";
  return isFinal(state) ? "ended" : "claim";
}

export function nameOfPaper(
  operation: OperationView | null,
  transaction: TransactionView | null,
  t: Messages,
): string {
  const sort = sortOf(operation, transaction);
  if (sort === "receipt") return t.paper.receiptAct;
  const kind = operation?.kind ?? transaction?.kind;
  if (sort === "claim" || !kind) return t.paper.slipAct;
  return t.paper.endedAct(t.state.failed[kind].toLowerCase());
}
