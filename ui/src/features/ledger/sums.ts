/** What a list comes to, by kind and currency: what is proven apart from what is in question. Nothing is added over two of them. */
import type { MoneyView, TallyView } from "../../bindings";
import { addAmounts } from "../../lib/money";

export type Sum = {
  currency: string;
  kind: TallyView["sums"][number]["kind"];
  /** What moved, and nobody doubts it; null where nothing did. */
  moved: MoneyView | null;
  /** What is in question, whatever its provider says of it. */
  questioned: MoneyView | null;
};

/** A link asks for money; what is paid through it is a charge. */
const KINDS: readonly Sum["kind"][] = ["charge", "payout", "refund", "conversion"];
const isNothing = (amount: string) => /^-?0*(\.0*)?$/.test(amount);
const orNothing = (money: MoneyView): MoneyView | null => (isNothing(money.amount) ? null : money);

/** Kind by kind, as the shop thinks of them; within one, currency by currency. Those without any money are left out. */
export function sumsOf(tally: TallyView, questioned: TallyView | null): Sum[] {
  const money = tally.sums.filter(({ kind }) => KINDS.includes(kind));
  const sums = money.map(({ currency, kind, moved }): Sum => {
    const open = questioned?.sums.find((one) => one.currency === currency && one.kind === kind);
    // Counted just after the other: what came in between must not make a total of less than nothing.
    const less = open ? addAmounts([moved.amount, `-${open.moved.amount}`]) : moved.amount;
    const certain = less.startsWith("-") ? "0" : less;
    return {
      currency,
      kind,
      moved: orNothing({ amount: certain, currency }),
      questioned: open ? orNothing(open.asked) : null,
    };
  });
  return sums
    .filter(({ moved, questioned: open }) => moved !== null || open !== null)
    .toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.currency < b.currency ? -1 : 1));
}
