/** The core's French has ordinary spaces before : ; ? ! and inside « »: on the screen a line never begins with one of these. */
import { i18n } from "./i18n/index.svelte";

export function typeset(text: string): string {
  if (i18n.lang !== "fr") return text;
  return text.replace(/ (?=[:;?!»])/g, "\u00a0").replace(/« /g, "«\u00a0");
}
