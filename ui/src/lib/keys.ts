/** One place for the keyboard. Letters act outside fields only, and can be switched off (WCAG 2.1.4). */

export type KeyAct =
  | "search"
  | "palette"
  | "list"
  | "fresh"
  | "check"
  | "filter"
  | "copy"
  | "link"
  | "payout"
  | "export"
  | "receipt"
  | "down"
  | "up"
  | "submit"
  | "lock"
  | "regions"
  | "regions-back"
  | `go:${string}`;

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "target"> &
  Partial<Pick<KeyboardEvent, "repeat">>;

const LETTERS: Record<string, KeyAct> = {
  "/": "search",
  "?": "list",
  n: "fresh",
  r: "check",
  f: "filter",
  c: "copy",
  l: "link",
  p: "payout",
  e: "export",
  j: "down",
  k: "up",
};
const GO_WITHIN_MS = 1500;

export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest("input, textarea, select, [contenteditable='true']") !== null;
}

export class Keys {
  #goSince: number | null = null;

  /** What a key press asks for, or null. `letters` is the setting; `screens` are the letters after G. */
  read(event: Pressed, letters: boolean, screens: readonly string[], now = Date.now()): KeyAct | null {
    const going = this.#goSince !== null && now - this.#goSince < GO_WITHIN_MS;
    this.#goSince = null;
    const key = event.key.toLowerCase();
    if (event.key === "F6") return event.shiftKey ? "regions-back" : "regions";
    if (event.ctrlKey || event.metaKey) {
      if (key === "k") return "palette";
      if (key === "p") return "receipt";
      // A key held down is one stroke: what asks for money never repeats itself.
      return event.key === "Enter" && !event.repeat ? "submit" : null;
    }
    if (event.altKey || !letters || isField(event.target)) return null;
    if (going && screens.includes(key)) return `go:${key}`;
    if (key === "g") {
      this.#goSince = now;
      return null;
    }
    return LETTERS[key] ?? null;
  }
}

type Acts = Partial<Record<KeyAct, () => void>>;
const bound = new Set<Acts>();
let everywhere: Acts = {};
let next: KeyAct | null = null;

/** A screen says what its keys do while it stands. Returns what takes them away. */
export function bindKeys(acts: Acts): () => void {
  bound.add(acts);
  const run = next === null ? undefined : acts[next];
  if (run) {
    next = null;
    // Who binds is still being built.
    queueMicrotask(run);
  }
  return () => bound.delete(acts);
}

/**
 * What keys do wherever one is: the frame's. Whatever stands in it and binds the same key has it, however often the frame binds
 * anew, and what a screen is opened for waits for that screen.
 */
export function bindEverywhere(acts: Acts): () => void {
  everywhere = acts;
  return () => {
    if (everywhere === acts) everywhere = {};
  };
}

/** Who next binds this key acts at once: the screen that is on its way. Null forgets it. */
export function actNext(what: KeyAct | null): void {
  next = what;
}

/** The last who bound a key has it; where nobody did, the frame. */
export function act(what: KeyAct): boolean {
  for (const acts of [...[...bound].reverse(), everywhere]) {
    const run = acts[what];
    if (run) {
      run();
      return true;
    }
  }
  return false;
}
