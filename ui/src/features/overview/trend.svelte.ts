/** How a period went, in one currency: what is asked for, and the last answer to it. */
import type { ErrorView, TrendView } from "../../bindings";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";
import { listenFor } from "../../lib/live.svelte";
import { daysOf, type Days, type Preset } from "../../lib/period";

export type Measure = "received" | "fees" | "paid_out";
export type Apart = "method" | "network" | "account";

/** What somebody chose stays while the window stands: whoever looks something up comes back to it. */
const chosen: { preset: Preset | "own"; days: Days | null; measure: Measure; apart: Apart; table: boolean } =
  {
    preset: "month30",
    days: null,
    measure: "received",
    apart: "network",
    table: false,
  };

export class Trend {
  preset = $state<Preset | "own">(chosen.preset);
  days = $state.raw<Days>({ from: "", to: "" });
  currency = $state<string | null>(null);
  measure = $state<Measure>(chosen.measure);
  apart = $state<Apart>(chosen.apart);
  table = $state(chosen.table);

  view = $state.raw<TrendView | null>(null);
  failure = $state<ErrorView | null>(null);
  /** No currency was ever told. */
  nothing = $state(false);
  #asked = 0;
  #underWay = 0;
  #again = false;

  constructor(today: string) {
    const own = chosen.preset === "own" ? chosen.days : null;
    this.days = own ?? daysOf(chosen.preset === "own" ? "month30" : chosen.preset, today);
    if (chosen.preset === "own" && !own) this.preset = "month30";
  }

  follow(): () => void {
    void this.read();
    const heard = () => this.#heard();
    return listenFor({ history: heard, operations: heard, settings: heard });
  }

  choose(preset: Preset | "own", days: Days): void {
    this.preset = chosen.preset = preset;
    this.days = chosen.days = days;
    void this.read();
  }

  turn(currency: string): void {
    this.currency = currency;
    void this.read();
  }

  remember(): void {
    chosen.measure = this.measure;
    chosen.apart = this.apart;
    chosen.table = this.table;
  }

  /** Another day began: a period that ends today goes with it. */
  newDay(today: string): void {
    if (this.preset === "own") return;
    const days = daysOf(this.preset, today);
    if (days.from === this.days.from && days.to === this.days.to) return;
    this.days = days;
    void this.read();
  }

  async read(): Promise<void> {
    const asked = ++this.#asked;
    this.#underWay++;
    try {
      const view = await commands.trend({
        ...this.days,
        currency: this.currency,
        account: null,
        kind: null,
      });
      if (asked !== this.#asked) return;
      this.view = view;
      this.currency = view.currency;
      this.failure = null;
      this.nothing = false;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      const error = asError(thrown);
      this.nothing = error.code === "nothing_yet";
      this.failure = this.nothing ? null : error;
    } finally {
      this.#underWay--;
      if (this.#again && this.#underWay === 0) {
        this.#again = false;
        void this.read();
      }
    }
  }

  /** What changes while an answer is under way is read once, afterwards. */
  #heard(): void {
    if (this.#underWay > 0) this.#again = true;
    else void this.read();
  }
}
