/** An amount as it stands in a field: what is wrong with it, and what the core is told. */
import { i18n } from "./i18n/index.svelte";
import { readAmount } from "./money";

/** In words; null where it can be asked for. */
export function amountTrouble(text: string, currency: string, decimals: number): string | null {
  const t = i18n.t.charge;
  const read = readAmount(text, decimals);
  if ("amount" in read) return /^0(\.0*)?$/.test(read.amount) ? t.amountZero : null;
  return {
    empty: t.amountEmpty,
    unreadable: t.amountUnreadable,
    decimals: decimals === 0 ? t.amountDecimals(currency) : t.amountCents(currency, decimals),
  }[read.refused];
}

/** What cannot be read goes as it was typed: the core refuses it in its own words. */
export function amountToTell(text: string, decimals: number): string {
  const read = readAmount(text, decimals);
  return "amount" in read ? read.amount : text;
}
