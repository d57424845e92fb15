/** What the keys of a numeric pad do at the counter. The same keys stand above the letters, so both work. */

export type PadAct = "check" | "park" | "fresh" | "enter" | "field";
type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "target"> &
  Partial<Pick<KeyboardEvent, "repeat">>;

const ACTS: Record<string, PadAct> = { "*": "check", "/": "park", "+": "fresh" };

/** `field` means: this belongs into the field that is being filled, wherever the focus is. */
export function readPad(event: Pressed): PadAct | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const target = event.target instanceof Element ? event.target : null;
  const own = target?.closest("[data-own-keys], select, button, a[href]") ?? null;
  if (event.key === "Enter") {
    // A key held down is one stroke, and a button that has the focus answers for itself.
    return own || event.repeat ? null : "enter";
  }
  const act = ACTS[event.key];
  if (act) return target?.closest("[data-own-keys]") ? null : act;
  const typed = /^\d$/.test(event.key) || event.key === "Backspace";
  return typed && !target?.closest("input, select, textarea") ? "field" : null;
}
