/** How high a thing is drawn. An amount becomes a length here and never an amount again. */
import { addAmounts, thousandths } from "./money";

export type Scale = {
  /** The amount at the upper edge. */
  top: string;
  /** The amounts whose lines are drawn, from the upper to the lower; the base is none of them. */
  marks: string[];
  /** How high an amount stands, in thousandths of the whole. */
  height: (amount: string) => number;
};

/** Halves of them are whole, so that the line in the middle stands at a round amount too. */
const STEPS = [10n, 20n, 30n, 40n, 50n, 60n, 80n, 100n];
const SMALL_STEPS = [2n, 4n, 6n, 8n, 10n];

/** A scale from nothing to a round amount that none of these is above. */
export function scaleFor(amounts: readonly string[]): Scale {
  const most = amounts.map(ceiling).reduce((a, b) => (a > b ? a : b), 1n);
  const digits = most.toString().length;
  const unit = 10n ** BigInt(Math.max(0, digits - 2));
  const top =
    (digits === 1 ? SMALL_STEPS : STEPS).map((step) => step * unit).find((one) => one >= most) ?? most;
  return {
    top: top.toString(),
    marks: [top.toString(), (top / 2n).toString()],
    height: (amount) => Math.min(1000, Math.max(0, thousandths(amount, top.toString()))),
  };
}

/** The next whole unit above; what lies below nothing is drawn as nothing. */
function ceiling(amount: string): bigint {
  const [whole = "0", fraction = ""] = amount.split(".");
  if (whole.startsWith("-") || !/^\d+$/.test(whole)) return 0n;
  return BigInt(whole) + (/[1-9]/.test(fraction) ? 1n : 0n);
}

/** By how many per cent one amount is above (or below, negative) another; null beside nothing. */
export function percentAbove(amount: string, than: string): number | null {
  if (ceiling(than) === 0n) return null;
  const above = addAmounts([amount, than.startsWith("-") ? than.slice(1) : `-${than}`]);
  const share = above.startsWith("-") ? -thousandths(above.slice(1), than) : thousandths(above, than);
  return Math.round(share / 10);
}
