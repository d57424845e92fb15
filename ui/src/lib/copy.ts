import { i18n } from "./i18n/index.svelte";
import { toasts } from "./toasts.svelte";

/** `said` where the text is too long to be said again. */
export async function copyText(text: string, said?: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  toasts.say(said ?? `${i18n.t.act.copied}: ${text}`);
}
