import { actNext, type KeyAct } from "./keys";

/** Which screen stands. Kept in the address, so that a reload comes back to it. */
const SCREENS = [
  "overview",
  "charge",
  "counter",
  "links",
  "ledger",
  "payout",
  "convert",
  "balances",
  "contacts",
  "doubts",
  "webhooks",
  "accounts",
  "settings",
] as const;

export type ScreenId = (typeof SCREENS)[number];
/** What stands in the nav: the counter is entered from taking payments, and has the window for itself. */
export type NavId = Exclude<ScreenId, "counter">;

function fromAddress(): ScreenId {
  const name = location.hash.replace(/^#\/?/, "");
  return SCREENS.find((id) => id === name) ?? "overview";
}

class Router {
  screen = $state<ScreenId>(fromAddress());
  /** A part of a screen that outlives the change of the book: adding an account begins in one and ends in another. */
  part = $state<"add" | null>(null);
  /** What was pointed at when the screen was opened: it stands open there. */
  at = $state<string | null>(null);

  /** `act` is what the screen's own key does: done as soon as the screen stands. */
  go(
    screen: ScreenId,
    {
      part = null,
      at = null,
      act = null,
    }: { part?: "add" | null; at?: string | null; act?: KeyAct | null } = {},
  ): void {
    this.screen = screen;
    this.part = part;
    this.at = at;
    actNext(act);
    if (location.hash !== `#/${screen}`) history.replaceState(null, "", `#/${screen}`);
  }
}

export const router = new Router();
