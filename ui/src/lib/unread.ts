/** Why an account is not up to date, in words: the code of a failed reading, or `never` and `late` where none failed. */
import { i18n } from "./i18n/index.svelte";

export function whyUnread(code: string): string {
  const words: Readonly<Record<string, string>> = i18n.t.unread;
  return words[code] ?? i18n.t.unread.other;
}
