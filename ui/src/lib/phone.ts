/** Phones as each country writes them. Reading and judging a number is the core's work. */

/** Calling code, trunk prefix and how the national digits are grouped. */
const COUNTRIES: { code: string; trunk: string; groups: number[]; form: number[] }[] = [
  { code: "256", trunk: "0", groups: [4, 3, 3], form: [3, 3, 3] },
  { code: "250", trunk: "0", groups: [4, 3, 3], form: [3, 3, 3] },
  { code: "224", trunk: "", groups: [3, 2, 2, 2], form: [3, 2, 2, 2] },
  { code: "221", trunk: "", groups: [2, 3, 2, 2], form: [2, 3, 2, 2] },
  { code: "225", trunk: "", groups: [2, 2, 2, 2, 2], form: [2, 2, 2, 2, 2] },
];
const SPACE = "\u00a0";

function inGroups(digits: string, groups: number[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const size of groups) {
    if (at < digits.length) parts.push(digits.slice(at, at + size));
    at += size;
  }
  if (at < digits.length) parts.push(digits.slice(at));
  return parts.join(SPACE);
}

/** What the core hides from whoever sits here; it stands as the core wrote it. */
const HIDDEN = "•";

/** A number that is seen whole: only such a one can be copied, searched for by itself or asked for money. */
export function isWholePhone(phone: string | null): phone is string {
  return phone !== null && phone !== "" && !phone.includes(HIDDEN);
}

/** In lists: as people there write it. */
export function nationalPhone(e164: string): string {
  if (e164.includes(HIDDEN)) return e164;
  const digits = e164.replace(/\D/g, "");
  const country = COUNTRIES.find(({ code }) => digits.startsWith(code));
  if (!country) return e164;
  return inGroups(country.trunk + digits.slice(country.code.length), country.groups);
}

/** In forms and in another country's list: with the calling code. */
export function internationalPhone(e164: string): string {
  if (e164.includes(HIDDEN)) return e164;
  const digits = e164.replace(/\D/g, "");
  const country = COUNTRIES.find(({ code }) => digits.startsWith(code));
  if (!country) return e164;
  return `+${country.code}${SPACE}${inGroups(digits.slice(country.code.length), country.form)}`;
}

/** National where one of the shop's own accounts is at home, international elsewhere. */
export function listedPhone(e164: string, homeCodes: readonly number[]): string {
  const home = homeCodes.some((code) => e164.startsWith(`+${code}`));
  return home || homeCodes.length === 0 ? nationalPhone(e164) : internationalPhone(e164);
}

/** For eyes that need not know all of it: the first group and the last. */
export function maskedPhone(e164: string): string {
  if (e164.includes(HIDDEN)) return e164;
  const groups = nationalPhone(e164).split(SPACE);
  if (groups.length < 2) return e164.replace(/\d(?=\d{3})/g, "•");
  return groups
    .map((group, at) => (at === 0 || at === groups.length - 1 ? group : "•".repeat(group.length)))
    .join(SPACE);
}
