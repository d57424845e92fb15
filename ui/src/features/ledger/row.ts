/** One row of the book, whichever half of it is known. */
import type { ExportColumn, MoneyView, RowView } from "../../bindings";
import { desk } from "../../lib/desk.svelte";
import { i18n } from "../../lib/i18n/index.svelte";
import { writeAmount } from "../../lib/money";
import { namelessOf } from "../../lib/nameless";
import { knownOfRow, wordOf, type Known } from "../../lib/status";

export type LedgerRow = {
  id: string;
  row: RowView;
  known: Known;
  at: string;
  name: string | null;
  phone: string | null;
  amount: MoneyView;
};

export function readRow(row: RowView): LedgerRow | null {
  const { transaction, operation } = row;
  const known = knownOfRow(row);
  const main = operation ?? transaction;
  if (!known || !main) return null;
  return {
    id: main.id,
    row,
    known,
    at: transaction?.occurred_at ?? operation?.created_at ?? "",
    name: operation?.name ?? transaction?.name ?? null,
    phone: operation?.phone ?? transaction?.phone ?? null,
    amount: main.amount,
  };
}

/** What stands in a column as plain text. Of the time, the number, the amount and the mark the line draws its own. */
export function cellOf(column: ExportColumn, line: LedgerRow): string {
  const { transaction, operation } = line.row;
  const main = operation ?? transaction;
  if (!main) return "";
  switch (column) {
    case "local_time":
      return desk.zone.exact(line.at);
    case "time":
      return line.at;
    case "name":
      return line.name ?? namelessOf(main.kind);
    case "phone":
      return line.phone ?? "";
    case "network":
      return desk.network(main.provider, transaction?.network ?? operation?.network ?? null);
    case "note":
      return operation?.note ?? transaction?.note ?? "";
    case "amount":
      return writeAmount(line.amount.amount, line.amount.currency, i18n.lang);
    case "currency":
      return line.amount.currency;
    case "fee":
    case "net":
    case "refunded":
    case "debited":
    case "recipient_gets":
      return moneyOf(transaction?.[column] ?? null, line.amount.currency);
    case "state":
      return wordOf(line.known, i18n.t);
    case "status":
      return transaction?.status ?? operation?.state ?? "";
    case "kind":
      return i18n.t.kind[line.known.kind];
    case "environment":
      return main.environment;
    case "account":
      return desk.account(main.account)?.name ?? main.account;
    case "account_id":
      return main.account;
    case "provider":
      return desk.provider(main.provider)?.name ?? main.provider;
    case "method": {
      const method = transaction?.method ?? operation?.method;
      return method ? i18n.t.method[method] : "";
    }
    case "our_reference":
      return operation?.our_reference ?? transaction?.our_reference ?? "";
    case "provider_reference":
      return main.provider_reference ?? "";
    case "operator_reference":
      return transaction?.operator_reference ?? "";
    case "provider_status":
      return main.provider_status ?? "";
    case "reason":
      return transaction?.provider_message ?? operation?.reason?.message ?? "";
    case "doubts":
      return (operation?.doubts ?? []).map((doubt) => i18n.t.ledger.doubt[doubt]).join(", ");
    case "transaction":
      return transaction?.id ?? operation?.transaction ?? "";
    case "operation":
      return operation?.id ?? transaction?.operation ?? "";
    case "synced_at":
      return transaction ? desk.zone.exact(transaction.synced_at) : "";
  }
}

/** In another currency than its row, an amount says so. */
function moneyOf(money: MoneyView | null, currency: string): string {
  if (!money) return "";
  const figure = writeAmount(money.amount, money.currency, i18n.lang);
  return money.currency === currency ? figure : `${figure}\u00a0${money.currency}`;
}
