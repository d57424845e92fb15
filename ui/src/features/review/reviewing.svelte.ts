/**
 * Money that leaves is read before it goes: the core renders what a form means, and only that can be confirmed.
 * One for each form: it keeps the request id, the review that stands, the guard's question and what became of it.
 */
import type { ErrorView, OperationView, ReviewView } from "../../bindings";
import * as commands from "../../lib/commands";
import { asError } from "../../lib/errors";
import { lock } from "../../lib/lock.svelte";

const PAUSE_MS = 250;
/** A review has to stand this long before it can be confirmed: a key meant for the form must not answer it unread. */
const READ_MS = 300;

export type Reviewed<Draft> = {
  /** What the form says now. */
  draft: () => Draft;
  /** Whether it can be reviewed without being asked to: nothing is missing, nothing is wrong. */
  whole: () => boolean;
  ask: (draft: Draft) => Promise<ReviewView>;
  /** Takes what the core refused to its field; false where no field has it. */
  toField: (error: ErrorView) => boolean;
};

export class Reviewing<Draft> {
  requestId = $state(crypto.randomUUID() as string);
  review = $state<ReviewView | null>(null);
  /** It has stood long enough to be read. */
  open = $state(false);
  /** The review is being asked for. */
  reading = $state(false);
  confirming = $state(false);
  failure = $state<ErrorView | null>(null);
  /** What the guard said when the review was confirmed: it may know more by then. */
  #later = $state<ErrorView | null>(null);
  /** The earlier payment that a person has looked at and pays once more. */
  despite = $state<string | null>(null);
  /** What this request id became; a further click sends nothing. */
  sent = $state<OperationView | null>(null);

  guard = $derived(this.#later ?? this.review?.guard ?? null);
  /** While the end of an earlier one is open there is no way to send from here. */
  blocked = $derived(this.guard?.code === "blocked_by_doubt");
  /** The question has to be answered first. */
  asked = $derived(this.guard !== null && !this.blocked && this.despite === null);
  /** Only read so far, never confirmed: whatever went wrong, nothing of it can have been sent. */
  get unsent(): boolean {
    return !this.#confirmed;
  }
  ready = $derived(
    this.review !== null && this.open && !this.blocked && !this.asked && !this.confirming && !this.sent,
  );

  readonly #form: Reviewed<Draft>;
  #confirmed = false;
  #reviews = 0;
  /** The draft of which `review` speaks. */
  #of = "";
  #soon: ReturnType<typeof setTimeout> | undefined;
  #readable: ReturnType<typeof setTimeout> | undefined;

  constructor(form: Reviewed<Draft>) {
    this.#form = form;
  }

  /** Said when a field changes. After a confirmation, another content is another intent: a new request id. */
  changed(): void {
    this.failure = null;
    this.#forget();
    if (this.#confirmed) {
      this.requestId = crypto.randomUUID();
      this.#confirmed = false;
      this.sent = null;
    }
    this.#soon = setTimeout(() => void this.#quietly(), PAUSE_MS);
  }

  /** Another sale, nothing of this one. */
  fresh(): void {
    this.#forget();
    this.requestId = crypto.randomUUID();
    this.#confirmed = false;
    this.failure = null;
    this.sent = null;
  }

  /** The same in other words: another language, another book. */
  again(): void {
    if (this.sent || !this.review) return;
    this.#forget();
    void this.#quietly();
  }

  /** Has the form read. The first refusal is told, in its field or above the form. */
  async read(): Promise<void> {
    if (this.confirming || this.sent) return;
    if (this.review && JSON.stringify(this.#form.draft()) === this.#of) return;
    this.failure = null;
    try {
      await this.#fetch();
    } catch (thrown) {
      this.#refused(asError(thrown));
    }
  }

  /** Confirms the review that stands, once. Where there is none, or it was not read yet, nothing is sent. */
  async confirm(): Promise<OperationView | null> {
    const { review } = this;
    if (!this.ready || !review || lock.now) return null;
    if (JSON.stringify(this.#form.draft()) !== this.#of) return null;
    this.confirming = true;
    this.failure = null;
    try {
      this.#confirmed = true;
      this.sent = await commands.confirm(review, this.despite);
      return this.sent;
    } catch (thrown) {
      const error = asError(thrown);
      if (error.operation && ["possible_duplicate", "blocked_by_doubt"].includes(error.code)) {
        this.#later = error;
        this.despite = null;
        return null;
      }
      this.#forget();
      this.#refused(error);
      if (["review_expired", "review_differs"].includes(error.code)) {
        // What cannot be read again now is told when it is asked for.
        await this.#fetch().catch(() => undefined);
      }
      return null;
    } finally {
      this.confirming = false;
    }
  }

  #refused(error: ErrorView): void {
    if (!this.#form.toField(error)) this.failure = error;
  }

  #forget(): void {
    this.#reviews += 1;
    this.review = null;
    this.open = false;
    this.#later = null;
    this.despite = null;
    clearTimeout(this.#soon);
    clearTimeout(this.#readable);
  }

  /** While a person types, only a whole form is reviewed; what is wrong with it is told when they ask. */
  async #quietly(): Promise<void> {
    if (this.confirming || this.sent || this.review || !this.#form.whole()) return;
    try {
      await this.#fetch();
    } catch {
      // The same is asked again when a person asks, and answered there.
    }
  }

  /** Of two reviews the later asked for stands, whatever order they come in. */
  async #fetch(): Promise<void> {
    this.#forget();
    const asked = this.#reviews;
    const draft = this.#form.draft();
    this.reading = true;
    try {
      const review = await this.#form.ask(draft);
      if (asked !== this.#reviews) return;
      this.#of = JSON.stringify(draft);
      this.review = review;
      this.#readable = setTimeout(() => (this.open = true), READ_MS);
    } finally {
      if (asked === this.#reviews) this.reading = false;
    }
  }
}

/** What of it is shown, whatever the form is. */
export type Standing = Pick<
  Reviewing<unknown>,
  "review" | "open" | "reading" | "confirming" | "guard" | "blocked" | "asked" | "despite" | "ready"
>;

/** A form that can be read out loud: false where something is missing. */
export type Readable = {
  reviewing: Pick<Reviewing<unknown>, "failure" | "again" | "unsent">;
  read: () => Promise<boolean>;
};
