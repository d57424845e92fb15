/** Amounts as text. They come and leave as decimal strings and are never a JS number on the way. */

export type Lang = "en" | "fr";

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const MARKS = { en: { group: ",", point: "." }, fr: { group: "\u00a0", point: "," } } as const;

/** Currencies that have cents when Duka has not been told otherwise by a provider. */
const CENTS: Record<string, number> = { USD: 2, EUR: 2 };

export function decimalsOf(currency: string): number {
  return CENTS[currency] ?? 0;
}

/** As the provider of it counts them. */
export function decimalsAt(
  provider: { currencies: string[]; decimals: number[] } | undefined,
  currency: string,
): number {
  return provider?.decimals[provider.currencies.indexOf(currency)] ?? decimalsOf(currency);
}

function grouped(digits: string, mark: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, mark);
}

/** `1250000` → `1,250,000` or `1 250 000`. Cents are filled up where the currency has them, never `,00` elsewhere. */
export function writeAmount(amount: string, currency: string, lang: Lang): string {
  const parts = DECIMAL.exec(amount);
  if (!parts) return amount;
  const [, sign, whole = "", fraction = ""] = parts;
  const marks = MARKS[lang];
  const told = fraction.replace(/0+$/, "");
  const cents = told === "" ? "" : told.padEnd(decimalsOf(currency), "0");
  return (sign ? "\u2212" : "") + grouped(whole, marks.group) + (cents ? marks.point + cents : "");
}

/** With the currency after it, never a symbol: F, FG and USh are ambiguous. */
export function writeMoney(money: { amount: string; currency: string }, lang: Lang): string {
  return `${writeAmount(money.amount, money.currency, lang)}\u00a0${money.currency}`;
}

export type ReadAmount = { amount: string } | { refused: "empty" | "decimals" | "unreadable" };

const TIMES: Record<string, string> = { k: "000", m: "000000" };

/** Reads `1 250 000`, `1,250,000`, `1.250.000`, `50k`. Says `decimals` rather than round them away. */
export function readAmount(text: string, decimals: number): ReadAmount {
  const compact = text.replace(/[\s\u00a0\u202f]/g, "").toLowerCase();
  if (compact === "") return { refused: "empty" };
  const short = /^(\d+)([.,](\d+))?([km])$/.exec(compact);
  if (short) {
    const [, whole = "", , fraction = "", letter = "k"] = short;
    const zeros = TIMES[letter] ?? "";
    if (fraction.length > zeros.length) return { refused: "decimals" };
    return { amount: plain(whole + fraction + zeros.slice(fraction.length)) };
  }
  if (/^\d+$/.test(compact)) return { amount: plain(compact) };
  if (/^\d{1,3}([.,])\d{3}(?:\1\d{3})*$/.test(compact))
    return { amount: plain(compact.replace(/[.,]/g, "")) };
  const pointed = /^(\d{1,3}(?:[.,]\d{3})*|\d+)[.,](\d+)$/.exec(compact);
  if (!pointed) return { refused: "unreadable" };
  const [, whole = "", fraction = ""] = pointed;
  if (fraction.length > decimals) return { refused: "decimals" };
  return { amount: `${plain(whole.replace(/[.,]/g, ""))}.${fraction}` };
}

/** Whether every mark in a text was set here: a comma that a person typed may have meant cents. */
export function hasOwnMarks(text: string, lang: Lang): boolean {
  return text === grouped(text.replace(/\D/g, ""), MARKS[lang].group);
}

function plain(digits: string): string {
  return digits.replace(/^0+(?=\d)/, "");
}

/** What the amount field shows while somebody types, and where the caret goes: behind the same digit as before. */
export function groupWhileTyping(
  text: string,
  caret: number,
  decimals: number,
  lang: Lang,
  /** The marks in it are those set here before: a digit was added or taken away, no mark was typed. */
  ownMarks = false,
): { text: string; caret: number } {
  const read = readAmount(ownMarks ? text.replaceAll(MARKS[lang].group, "") : text, decimals);
  if (!("amount" in read) || read.amount.includes(".")) return { text, caret };
  const shown = grouped(read.amount, MARKS[lang].group);
  if (/[km]\s*$/i.test(text)) return { text: shown, caret: shown.length };
  const behind = text
    .slice(0, caret)
    .replace(/\D/g, "")
    .replace(/^0+(?=\d)/, "").length;
  let place = 0;
  for (let seen = 0; seen < behind && place < shown.length; place++) {
    if (/\d/.test(shown.charAt(place))) seen++;
  }
  return { text: shown, caret: place };
}

/** Adds decimal strings exactly; used for bars, and only ever within one currency. */
export function addAmounts(amounts: string[]): string {
  const scale = 4;
  const sum = amounts.reduce((total, amount) => total + scaled(amount, scale), 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(scale + 1, "0");
  const fraction = digits.slice(-scale).replace(/0+$/, "");
  return (sum < 0n ? "-" : "") + digits.slice(0, -scale) + (fraction ? `.${fraction}` : "");
}

/** The share of a part in a whole, in thousandths: the width of a bar, not money. */
export function thousandths(part: string, whole: string): number {
  const all = scaled(whole, 4);
  return all > 0n ? Number((scaled(part, 4) * 1000n) / all) : 0;
}

function scaled(amount: string, scale: number): bigint {
  const parts = DECIMAL.exec(amount);
  if (!parts) return 0n;
  const [, sign, whole = "0", fraction = ""] = parts;
  const units = BigInt(whole + fraction.padEnd(scale, "0").slice(0, scale));
  return sign ? -units : units;
}
