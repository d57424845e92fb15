/** The words of the chosen language. Switching needs no restart: everything reads `i18n.t`. */
import type { Lang } from "../money";
import { en } from "./en";
import { fr } from "./fr";

/** The same keys and the same arguments, other words. */
type Translated<T> = T extends string
  ? string
  : T extends (...words: infer Words) => string
    ? (...words: Words) => string
    : { [Key in keyof T]: Translated<T[Key]> };

export type Messages = Translated<typeof en>;

const CATALOGUES: Record<Lang, Messages> = { en, fr };

class Language {
  lang = $state<Lang>("en");
  t = $derived<Messages>(CATALOGUES[this.lang]);
}

export const i18n = new Language();

/** The same words in every language: for somebody who does not work here. */
export function says(pick: (t: Messages) => string): { lang: Lang; text: string }[] {
  return (Object.keys(CATALOGUES) as Lang[]).map((lang) => ({ lang, text: pick(CATALOGUES[lang]) }));
}
