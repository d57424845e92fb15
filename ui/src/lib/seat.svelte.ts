/** Who sits at this desk, and what they may see and do. The core refuses by itself; here only what is not theirs is not offered. */
import type { Right, StaffView } from "../bindings";
import * as commands from "./commands";
import { listenFor } from "./live.svelte";
import type { Lang } from "./money";
import type { ScreenId } from "./router.svelte";

/** Any one of these opens the screen; no entry is open to all. */
const OPENS: Partial<Record<ScreenId, readonly Right[]>> = {
  overview: ["look_at_figures"],
  charge: ["take_payment"],
  links: ["make_links", "look"],
  ledger: ["look"],
  payout: ["send_money", "approve"],
  convert: ["send_money"],
  balances: ["look_at_figures"],
  contacts: ["look"],
  doubts: ["look"],
  webhooks: ["accounts"],
  accounts: ["accounts"],
};
/** A hand that moves is told this often at most. */
const TOLD_EVERY_MS = 20_000;

class Seat {
  view = $state.raw<StaffView | null>(null);
  #toldAt = 0;
  #acts = 0;
  #acting = 0;
  #missed = false;
  #reads = 0;
  /** The latest of the readings that stands. */
  #stands = 0;

  me = $derived(this.view?.me ?? null);
  /** Somebody has to sign in before anything is shown. */
  locked = $derived(this.view?.locked ?? false);
  /** Somebody works here by name: the desk locks. */
  needed = $derived(this.view?.needed ?? false);

  may(right: Right): boolean {
    return this.view?.rights.includes(right) ?? true;
  }

  mayOpen(screen: ScreenId): boolean {
    const rights = OPENS[screen];
    return !rights || rights.some((right) => this.may(right));
  }

  /** Where whoever sits here begins: the figures, the list to search, or the counter. */
  get home(): ScreenId {
    if (this.mayOpen("overview")) return "overview";
    return this.mayOpen("ledger") ? "ledger" : "counter";
  }

  /**
   * Until an act is answered, what is heard of it on the way is half of it: whoever adds themselves as the first sits down in
   * the same act, and is not locked out in between.
   */
  async act(answer: Promise<StaffView>): Promise<void> {
    this.#acting += 1;
    try {
      this.take(await answer);
    } finally {
      this.#acting -= 1;
      if (this.#acting === 0 && this.#missed) {
        this.#missed = false;
        this.read().catch(() => undefined);
      }
    }
  }

  /** What an act answered. */
  take(view: StaffView): void {
    this.#acts += 1;
    this.view = view;
  }

  /** Asked before somebody sat down or left, and answered after it, it would say otherwise: then it is asked anew. */
  async read(): Promise<void> {
    const nth = ++this.#reads;
    const acts = this.#acts;
    const view = await commands.staff();
    if (this.#acting > 0) {
      this.#missed = true;
      return;
    }
    if (acts !== this.#acts) return this.read();
    if (nth < this.#stands) return;
    this.#stands = nth;
    this.view = view;
  }

  /** `ready` fills what is shown before it is shown. */
  async signIn(id: string, pin: string, lang: Lang, ready: () => Promise<void>): Promise<void> {
    const view = await commands.signIn(id, pin, lang);
    try {
      await ready();
    } finally {
      this.take(view);
    }
  }

  async signOut(): Promise<void> {
    this.take(await commands.signOut());
  }

  /** A person moved a hand. That the desk is locked meanwhile is heard by itself. */
  moved(now = Date.now()): void {
    if (!this.me || now - this.#toldAt < TOLD_EVERY_MS) return;
    this.#toldAt = now;
    commands.touch().catch(() => void this.read().catch(() => undefined));
  }

  /** The desk may lock itself, and others may come and go. */
  follow(): () => void {
    return listenFor({ settings: () => void this.read().catch(() => undefined) });
  }
}

export const seat = new Seat();
