/** Whether a paper about this may be called a receipt before it is drawn. The core decides again, and writes it. */
import type { OperationView, TransactionView } from "../../bindings";

export function isProven(operation: OperationView | null, transaction: TransactionView | null): boolean {
  if (operation) return operation.state === "succeeded" && operation.doubts.length === 0;
  return transaction?.status === "succeeded";
}
