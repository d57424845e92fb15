/** Why an account is not up to date, in words: the code of a failed reading, or `never` and `late` where none failed. */
import { desk } from "./desk.svelte";
import { i18n } from "./i18n/index.svelte";
import { isLate } from "./time";

/** An account that cannot be read at present: somebody may have been paid since. */
export function isSilent(account: string): boolean {
  return desk.coverage.some((one) => one.account === account && one.error !== null);
}

/** A figure that was told too long ago, or by an account that cannot be read at present, stands in pencil. */
export function isUnsure(account: string, at: string, now: number): boolean {
  return isLate(at, now) || isSilent(account);
}

export function whyUnread(code: string): string {
  const words: Readonly<Record<string, string>> = i18n.t.unread;
  return words[code] ?? i18n.t.unread.other;
}
