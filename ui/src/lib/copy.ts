import { i18n } from "./i18n/index.svelte";
import { toasts } from "./toasts.svelte";

export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  toasts.say(`${i18n.t.act.copied}: ${text}`);
}
