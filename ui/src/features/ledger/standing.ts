/** For the tests: the screen as it stands in its frame, over a core that is played. */
import { render } from "@testing-library/svelte";
import type { Component, Snippet } from "svelte";
import { vi } from "vitest";
import type { Act, RowView, SearchView, ShowView, TallyView } from "../../bindings";
import { ACCOUNT, BOOT, PROVIDER } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { NO_FILTERS } from "../../lib/filters";
import { i18n } from "../../lib/i18n/index.svelte";
import { router } from "../../lib/router.svelte";
import { seat } from "../../lib/seat.svelte";
import { Frame } from "../frame";
import { LedgerView } from ".";

export const page = (rows: RowView[], next: string | null = null): SearchView => ({
  rows,
  next,
  count: 0,
  capped: false,
  totals: [],
});

const money = (amount: string, currency: string) => ({ amount, currency });
export const sum = (
  kind: TallyView["sums"][number]["kind"],
  currency: string,
  asked: string,
  moved: string,
): TallyView["sums"][number] => ({
  kind,
  currency,
  count: 2,
  succeeded: 1,
  asked: money(asked, currency),
  moved: money(moved, currency),
});
export const tally = (count: number, change: Partial<TallyView> = {}): TallyView => ({
  count,
  statuses: [],
  in_question: 0,
  sums: [],
  ...change,
});

export const story = (row: RowView, acts: Act[], change: Partial<ShowView> = {}): ShowView => ({
  ...row,
  timeline: [],
  refunds: [],
  answers: [],
  refundable: null,
  acts,
  comments: [],
  ...change,
});

export const refusal = (code: string, message: string, next: string | null = null) => ({
  code,
  message,
  field: null,
  next,
  operation: null,
});

export const SUPPORT = {
  members: [],
  me: { id: "st_4", name: "Grace", role: "support" as const, added_at: "2026-11-01T08:00:00Z" },
  locked: false,
  needed: true,
  lock_after_minutes: 10,
  rights: ["anybody" as const, "look" as const, "comment" as const],
};

/** What a test begins with: an owner, one account, an empty book. */
export function begin(): void {
  vi.resetAllMocks();
  localStorage.clear();
  desk.boot = BOOT;
  i18n.lang = "en";
  desk.providers = [PROVIDER];
  desk.accounts = [ACCOUNT];
  desk.coverage = [];
  seat.view = null;
  router.screen = "ledger";
  vi.mocked(commands.accounts).mockResolvedValue([ACCOUNT]);
  vi.mocked(commands.coverage).mockResolvedValue([]);
  vi.mocked(commands.sendingLock).mockResolvedValue(null);
  vi.mocked(commands.doubts).mockResolvedValue([]);
  vi.mocked(commands.savedViews).mockResolvedValue([]);
  vi.mocked(commands.search).mockResolvedValue(page([]));
  vi.mocked(commands.tally).mockResolvedValue(tally(0));
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(512);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1024);
}

export function open() {
  const children = ((anchor: Comment) =>
    (LedgerView as unknown as (at: Comment, props: object) => void)(anchor, {
      onfirst: () => undefined,
    })) as unknown as Snippet;
  return render(Frame as Component<{ screens: []; children: Snippet }>, { screens: [], children });
}

export const part = (name: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-test="${name}"]`);
  if (!found) throw new Error(`${name} is not there`);
  return found;
};
export const parts = (name: string) => [...document.querySelectorAll<HTMLElement>(`[data-test="${name}"]`)];

/** The filters of the last question for rows. */
export const asked = () => vi.mocked(commands.search).mock.lastCall?.[0].filters ?? NO_FILTERS;
