/** Whether somebody typed what a file pays: reading a number to type it is what a click cannot prove. */
import type { MoneyView } from "../../bindings";
import { addAmounts, readAmount } from "../../lib/money";

/** `640.5 USD` and `640.50` are the same amount; two currencies stand with a plus between them, in the order shown. */
export function typesTotal(
  typed: string,
  totals: readonly MoneyView[],
  decimals: (currency: string) => number,
): boolean {
  const parts = typed.split("+");
  if (totals.length === 0 || parts.length !== totals.length) return false;
  return totals.every((total, at) => {
    const digits = (parts[at] ?? "").trim().replace(new RegExp(`${total.currency}$`, "i"), "");
    const read = /[a-z]/i.test(digits) ? null : readAmount(digits, decimals(total.currency));
    return read !== null && "amount" in read && addAmounts([read.amount]) === addAmounts([total.amount]);
  });
}
