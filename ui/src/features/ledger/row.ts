/** One row of the book, whichever half of it is known. */
import type { MoneyView, RowView } from "../../bindings";
import { knownOfRow, type Known } from "../../lib/status";

export type LedgerRow = {
  id: string;
  known: Known;
  at: string;
  name: string | null;
  phone: string | null;
  provider: string;
  network: string | null;
  note: string | null;
  amount: MoneyView;
  fee: MoneyView | null;
  refunded: MoneyView | null;
};

export function readRow(row: RowView): LedgerRow | null {
  const { transaction, operation } = row;
  const known = knownOfRow(row);
  const main = operation ?? transaction;
  if (!known || !main) return null;
  return {
    id: main.id,
    known,
    at: transaction?.occurred_at ?? operation?.created_at ?? "",
    name: operation?.name ?? transaction?.name ?? null,
    phone: operation?.phone ?? transaction?.phone ?? null,
    provider: main.provider,
    network: transaction?.network ?? operation?.network ?? null,
    note: operation?.note ?? transaction?.note ?? null,
    amount: main.amount,
    fee: transaction?.fee ?? null,
    refunded: transaction?.refunded ?? null,
  };
}
