/** A card as it is typed. Looked at for slips of the hand only: whether it is a good card is its issuer's to say. */
import type { Card } from "../../cards/seal";

export type CardField = "number" | "expiry" | "cvv";
export type Typed = Record<CardField, string>;
export type Slip = "empty" | "length" | "digits" | "month" | "past";

const onlyDigits = (text: string) => text.replace(/[\s-]/g, "");

/** The check digit that every card number has: it finds one wrong digit, and two that changed places. */
export function adds(number: string): boolean {
  let sum = 0;
  [...number].reverse().forEach((letter, at) => {
    const digit = Number(letter) * (at % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  });
  return sum % 10 === 0;
}

/** `12/28`, `12 2028`, `1228`. */
function expiryOf(text: string): { month: string; year: string } | null {
  const digits = text.replace(/[\s/.-]/g, "");
  if (!/^\d{4}(\d\d)?$/.test(digits)) return null;
  const year = digits.slice(2);
  return { month: digits.slice(0, 2), year: year.length === 2 ? `20${year}` : year };
}

/** The card, or the first slip of each field. */
export function readCard(typed: Typed, today: Date): Card | Partial<Record<CardField, Slip>> {
  const slips: Partial<Record<CardField, Slip>> = {};
  const number = onlyDigits(typed.number);
  if (number === "") slips.number = "empty";
  else if (!/^\d{12,19}$/.test(number)) slips.number = "length";
  else if (!adds(number)) slips.number = "digits";
  const expiry = expiryOf(typed.expiry);
  if (typed.expiry.trim() === "") slips.expiry = "empty";
  else if (!expiry || !/^(0[1-9]|1[0-2])$/.test(expiry.month)) slips.expiry = "month";
  // A card is good to the last day of its month.
  else if (new Date(Number(expiry.year), Number(expiry.month), 1) <= today) slips.expiry = "past";
  const cvv = onlyDigits(typed.cvv);
  if (cvv === "") slips.cvv = "empty";
  else if (!/^\d{3,4}$/.test(cvv)) slips.cvv = "length";
  if (Object.keys(slips).length > 0 || !expiry) return slips;
  return { number, expiryMonth: expiry.month, expiryYear: expiry.year, cvv };
}

/** In fours, as it is printed. */
export function inFours(text: string): string {
  const digits = text.replace(/\D/g, "").slice(0, 19);
  return digits.replace(/(\d{4})(?=\d)/g, "$1 ");
}
