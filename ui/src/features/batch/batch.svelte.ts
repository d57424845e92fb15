/** A file of payouts from the choosing to its results. The bytes and the rows stay with the core; here is what is shown of them. */
import type {
  AccountView,
  BatchColumnInput,
  BatchField,
  BatchMendInput,
  BatchOpenedView,
  BatchProgressView,
  BatchReviewView,
  BatchRowView,
  BatchView,
  ErrorView,
} from "../../bindings";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { asError } from "../../lib/errors";
import { lock } from "../../lib/lock.svelte";
import { typesTotal } from "./total";

export type Which = "all" | "faulty" | "warned";
const PAGE = 200;
/** A review has to stand this long before it can be confirmed: a key meant for something else must not answer it unread. */
const READ_MS = 300;

export class Batch {
  account = $state("");
  opened = $state<BatchOpenedView | null>(null);
  review = $state<BatchReviewView | null>(null);
  open = $state(false);
  working = $state(false);
  failure = $state<ErrorView | null>(null);
  /** What columns were said to mean, and have not been judged by yet. */
  columns = $state<BatchColumnInput[]>([]);
  which = $state<Which>("all");
  rows = $state.raw<ReadonlyMap<number, BatchRowView>>(new Map());
  chosen = $state<BatchRowView | null>(null);
  typed = $state("");
  /** The file that runs, or ran last, in front of this window. */
  run = $state<BatchView | null>(null);
  progress = $state<BatchProgressView | null>(null);
  given = $state<BatchView[] | null>(null);
  /** Where a file was saved. */
  saved = $state<string | null>(null);

  #despite: string[] = [];
  #judged = 0;
  #reading = new Set<number>();
  #readable: ReturnType<typeof setTimeout> | undefined;

  accounts = $derived(desk.accountsThat(({ payout_rails }) => payout_rails.length > 0));
  from = $derived<AccountView | undefined>(
    this.accounts.find(({ id }) => id === this.account) ?? this.accounts[0],
  );
  count = $derived(
    { all: this.review?.rows, faulty: this.review?.faulty, warned: this.review?.warned }[this.which] ?? 0,
  );
  /** The total was typed as it stands in the review. */
  typedTotal = $derived(
    typesTotal(
      this.typed,
      (this.review?.totals ?? []).map(({ total }) => total),
      (currency) => {
        const provider = desk.provider(this.from?.provider ?? "");
        return provider?.decimals[provider.currencies.indexOf(currency)] ?? 0;
      },
    ),
  );
  counts = $derived(this.progress?.counts ?? this.run?.counts ?? {});
  running = $derived(
    this.run !== null &&
      !this.progress?.ended &&
      (this.run.state === "running" || this.run.state === "paused"),
  );
  ready = $derived(
    this.review !== null && this.review.to_send > 0 && this.open && !this.working && this.typedTotal,
  );

  async choose(name: string, bytes: Uint8Array): Promise<void> {
    await this.#opening(() => commands.openBatch(name, bytes));
  }

  /** A file that was stopped, or whose computer went out: what did not leave is offered again from the same file. */
  async again(batch: BatchView): Promise<void> {
    this.account = batch.account;
    await this.#opening(() => commands.openBatchAgain(batch.id));
  }

  close(): void {
    this.#forget();
    this.opened = null;
    this.run = null;
    this.progress = null;
    this.failure = null;
    this.saved = null;
    void this.list();
  }

  async pay(account: string): Promise<void> {
    this.account = account;
    await this.judge();
  }

  async mean(title: string, field: BatchField | null): Promise<void> {
    this.columns = [...this.columns.filter((one) => one.title !== title), { title, field }];
    if (this.opened) {
      this.opened.columns = this.opened.columns.map((one) =>
        one.title === title
          ? { ...one, field }
          : one.field === field && field
            ? { ...one, field: null }
            : one,
      );
      // What another column said before is said by this one now.
      for (const one of this.opened.columns)
        if (
          one.field === null &&
          one.title !== title &&
          !this.columns.some((said) => said.title === one.title)
        )
          this.columns.push({ title: one.title, field: null });
    }
    await this.judge();
  }

  async mend(line: number, texts: Partial<Record<BatchField, string>>): Promise<void> {
    const mends = (Object.entries(texts) as [BatchField, string][]).map(([field, text]) => ({
      line,
      field,
      text,
    }));
    await this.judge(mends);
    await this.#chooseLine(line);
  }

  /** An earlier payment that looks the same was looked at: this one is owed once more. */
  async oweOnceMore(operation: string): Promise<void> {
    const line = this.chosen?.line;
    this.#despite = [...this.#despite, operation];
    await this.judge();
    if (line !== undefined) await this.#chooseLine(line);
  }

  /** Has the core read the whole file again. Of two answers the later asked for stands. */
  async judge(mends: BatchMendInput[] = []): Promise<void> {
    if (!this.opened || !this.from) return;
    const asked = ++this.#judged;
    this.#forget();
    this.working = true;
    try {
      const review = await commands.judgeBatch(this.from.id, this.columns, mends, this.#despite);
      if (asked !== this.#judged) return;
      this.columns = [];
      this.failure = null;
      this.review = review;
      if (this.count === 0) this.which = "all";
      this.#readable = setTimeout(() => (this.open = true), READ_MS);
      await this.need(0);
    } catch (thrown) {
      if (asked === this.#judged) this.failure = asError(thrown);
    } finally {
      if (asked === this.#judged) this.working = false;
    }
  }

  async show(which: Which): Promise<void> {
    this.which = which;
    this.chosen = null;
    this.rows = new Map();
    this.#reading.clear();
    await this.need(0);
  }

  /** Sees to it that the page of this row is there. */
  async need(index: number): Promise<void> {
    const page = Math.floor(index / PAGE);
    if (!this.review || this.#reading.has(page)) return;
    this.#reading.add(page);
    const judged = this.#judged;
    const { which } = this;
    try {
      const { rows } = await commands.batchRows(which, page * PAGE, PAGE);
      if (judged !== this.#judged || which !== this.which) return;
      const all = new Map(this.rows);
      rows.forEach((row, at) => all.set(page * PAGE + at, row));
      this.rows = all;
    } catch (thrown) {
      this.#reading.delete(page);
      this.failure = asError(thrown);
    }
  }

  /** Confirms the review that stands, once, and begins to send. */
  async send(): Promise<void> {
    const { review } = this;
    if (!this.ready || !review || lock.now) return;
    this.working = true;
    this.failure = null;
    try {
      this.run = await commands.confirmBatch(review);
      this.progress = null;
      this.opened = null;
      this.#forget();
    } catch (thrown) {
      this.failure = asError(thrown);
      if (["review_expired", "review_differs"].includes(this.failure.code)) this.#forget();
    } finally {
      this.working = false;
    }
  }

  async wish(wish: "go" | "pause" | "stop"): Promise<void> {
    if (!this.run) return;
    try {
      const here = await commands.wishBatch(this.run.id, wish);
      if (here && wish !== "stop") this.run.state = wish === "pause" ? "paused" : "running";
      if (!here) await this.list();
    } catch (thrown) {
      this.failure = asError(thrown);
    }
  }

  hear(progress: BatchProgressView): void {
    if (this.run?.id !== progress.batch) return;
    // A run that ended in trouble tells no counts: those of before stand until the list is read.
    const counts = Object.keys(progress.counts).length > 0 ? progress.counts : this.counts;
    this.progress = { ...progress, counts };
    if (progress.ended) void this.list();
  }

  /** The files that were given, and the one that runs, where this window came to it late. */
  async list(): Promise<void> {
    try {
      this.given = await commands.batches();
    } catch (thrown) {
      this.failure = asError(thrown);
      return;
    }
    const now = this.given.find(({ id }) => id === this.run?.id);
    if (!now) return;
    this.run = now;
    // What has left goes on to its end after the run: the list knows more by then than the last thing that the run told.
    if (this.progress?.ended) this.progress = { ...this.progress, counts: now.counts };
  }

  /** Another owner has said yes: it leaves now, in front of whoever is here. */
  async goAfterApproval(id: string): Promise<void> {
    try {
      this.watch(await commands.runBatch(id));
    } catch (thrown) {
      this.failure = asError(thrown);
    }
  }

  watch(batch: BatchView): void {
    this.run = batch;
    this.progress = null;
    this.saved = null;
  }

  async save(what: "results" | "template"): Promise<void> {
    this.saved = null;
    try {
      if (what === "template") this.saved = (await commands.saveBatchTemplate()).path;
      else if (this.run) this.saved = (await commands.saveBatchResults(this.run.id)).path;
    } catch (thrown) {
      this.failure = asError(thrown);
    }
  }

  async #opening(open: () => Promise<BatchOpenedView>): Promise<void> {
    this.#forget();
    this.run = null;
    this.progress = null;
    this.saved = null;
    this.failure = null;
    this.#despite = [];
    this.columns = [];
    this.which = "all";
    this.working = true;
    try {
      this.opened = await open();
    } catch (thrown) {
      this.opened = null;
      this.failure = asError(thrown);
    } finally {
      this.working = false;
    }
    await this.judge();
  }

  async #chooseLine(line: number): Promise<void> {
    this.chosen = [...this.rows.values()].find((row) => row.line === line) ?? null;
  }

  #forget(): void {
    this.review = null;
    this.open = false;
    this.rows = new Map();
    this.chosen = null;
    this.typed = "";
    this.#reading.clear();
    clearTimeout(this.#readable);
  }
}
