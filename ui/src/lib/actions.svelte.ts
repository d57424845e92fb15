/** One object for one thing that can be done: it feeds the button, the key and the palette, so they cannot differ. */
import { untrack, type Component } from "svelte";
import { bindKeys, type KeyAct } from "./keys";

export type Action = {
  id: string;
  title: string;
  icon?: Component<{ strokeWidth?: number; "aria-hidden"?: "true" }>;
  /** What its key does everywhere: `fresh` is N. */
  key?: KeyAct;
  /** Why it cannot be done now. It still stands, with the reason. */
  off?: string | null;
  run: () => void;
};

/** What the caps say. */
export const CAPS: Partial<Record<KeyAct, readonly string[]>> = {
  fresh: ["N"],
  link: ["L"],
  payout: ["P"],
  check: ["R"],
  copy: ["C"],
  filter: ["F"],
  export: ["E"],
  receipt: ["Ctrl", "P"],
  search: ["/"],
  palette: ["Ctrl", "K"],
  list: ["?"],
  lock: ["F12"],
};

type Offer = () => readonly Action[];

class Offers {
  #offers = $state.raw<readonly Offer[]>([]);

  /** What can be done now, the newest first: what stands nearest to the eyes. */
  list = $derived(this.#offers.toReversed().flatMap((offer) => offer()));

  add(offer: Offer): () => void {
    // An effect that offers does not hang on what others offer: it would run itself again without end.
    untrack(() => (this.#offers = [...this.#offers, offer]));
    return () => {
      untrack(() => (this.#offers = this.#offers.filter((one) => one !== offer)));
    };
  }
}

export const offers = new Offers();

/** A screen or a part of it says what can be done while it stands. Returns what takes it back. */
export function offer(read: Offer): () => void {
  // The list reads what is offered by itself; who offers must not follow the list.
  return untrack(() => {
    const forget = offers.add(read);
    const keys = read().flatMap((one) => (one.key ? [[one.key, () => runById(read, one.id)]] : []));
    const unbind = bindKeys(Object.fromEntries(keys));
    return () => {
      unbind();
      untrack(forget);
    };
  });
}

/** Does it, unless there is a reason not to. */
export function run(action: Action): void {
  if (!action.off) action.run();
}

/** The object of the moment: what was off when it was offered may be on now. */
function runById(read: Offer, id: string): void {
  const now = read().find((one) => one.id === id);
  if (now) run(now);
}
