/** What the palette finds for what is typed: things to do, pages, and the newest rows of the book that fit. */
import type { RowView } from "../../bindings";
import { offers, type Action } from "../../lib/actions.svelte";
import * as commands from "../../lib/commands";
import { NO_FILTERS } from "../../lib/filters";
import { isWholePhone } from "../../lib/phone";

const PAUSE_MS = 120;
/** The top few of each; the whole list stands in Transactions. */
const ROWS = 3;
/** So many digits are a number, and no amount or part of a reference. */
const A_NUMBER = 7;

/** Case and accents do not matter: « recu » finds « Reçu ». */
function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Every word that was typed begins a word of the title. */
export function fits(title: string, typed: string): boolean {
  const words = folded(title).split(/[^\p{L}\p{N}]+/u);
  return folded(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}

export class Palette {
  typed = $state("");
  rows = $state.raw<RowView[]>([]);
  /** More rows fit than are shown. */
  more = $state(false);

  acts = $derived<Action[]>(
    [...new Map(offers.list.map((action) => [action.id, action])).values()].filter((action) =>
      fits(action.title, this.typed),
    ),
  );

  /** What is typed may be somebody's number: those of the rows found that end so, as the core writes them whole. */
  phones = $derived.by((): string[] => {
    const digits = this.typed.replace(/[\s().+-]/g, "").replace(/^0+/, "");
    if (!/^\d+$/.test(digits) || digits.length < A_NUMBER) return [];
    const known = this.#found.map(
      ({ operation, transaction }) => operation?.phone ?? transaction?.phone ?? null,
    );
    const ends = known.filter(isWholePhone).filter((phone) => phone.replace(/\D/g, "").endsWith(digits));
    return [...new Set(ends)].slice(0, ROWS);
  });
  #found = $state.raw<RowView[]>([]);

  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  type(text: string): void {
    this.typed = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#seek(), PAUSE_MS);
  }

  async #seek(): Promise<void> {
    const asked = ++this.#asked;
    const text = this.typed.trim();
    if (text === "") {
      this.rows = [];
      this.#found = [];
      this.more = false;
      return;
    }
    try {
      const page = await commands.search({
        filters: { ...NO_FILTERS, text },
        order: null,
        limit: ROWS + 1,
        after: null,
        totals: false,
      });
      if (asked !== this.#asked) return;
      this.#found = page.rows;
      this.rows = page.rows.slice(0, ROWS);
      this.more = page.rows.length > ROWS;
    } catch {
      // Things to do and pages stay; the list itself says why it cannot be read.
      if (asked !== this.#asked) return;
      this.rows = [];
      this.#found = [];
    }
  }
}
