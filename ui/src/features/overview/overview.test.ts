import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import type { FiguresView, NeedView, OverviewView, Right, StaffView, TrendView } from "../../bindings";
import { ACCOUNT, anOperation, BOOT, PROVIDER } from "../../fixtures";
import { clock } from "../../lib/clock.svelte";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { i18n } from "../../lib/i18n/index.svelte";
import { seat } from "../../lib/seat.svelte";
import { OverviewView as Page } from ".";
import Needs from "./Needs.svelte";
import Reasons from "./Reasons.svelte";
import Today from "./Today.svelte";
import TrendPart from "./TrendPart.svelte";

vi.mock("../../lib/commands");

const money = (amount: string) => ({ amount, currency: "UGX" });
const NO_COUNTS = {
  count: 0,
  succeeded: 0,
  failed: 0,
  expired: 0,
  pending: 0,
  in_doubt: 0,
  success_per_mille: null,
};

function figures(change: Partial<FiguresView> = {}): FiguresView {
  return {
    received: money("0"),
    fees: money("0"),
    fees_not_told: 0,
    net: money("0"),
    net_not_told: 0,
    paid_out: money("0"),
    payout_fees: money("0"),
    payout_fees_not_told: 0,
    refunded: money("0"),
    waiting: money("0"),
    in_question: money("0"),
    going_out: money("0"),
    charges: NO_COUNTS,
    payouts: NO_COUNTS,
    ...change,
  };
}

const BUSY = figures({
  received: money("125000"),
  fees: money("900"),
  fees_not_told: 2,
  net: null,
  net_not_told: 2,
  waiting: money("40000"),
  in_question: money("7000"),
  charges: {
    count: 10,
    succeeded: 6,
    failed: 1,
    expired: 1,
    pending: 1,
    in_doubt: 1,
    success_per_mille: 750,
  },
});

function page(change: Partial<OverviewView> = {}): OverviewView {
  return {
    made_at: new Date(clock.now).toISOString(),
    time_zone: "Africa/Kampala",
    today: "2026-11-22",
    then: "2026-11-15",
    then_until: "2026-11-15T11:32:00Z",
    needs: [],
    currencies: [
      { currency: "UGX", today: BUSY, then: figures({ received: money("100000") }), then_whole: figures() },
    ],
    balances: [],
    last: [{ operation: anOperation(), transaction: null }],
    ...change,
  };
}

function trend(change: Partial<TrendView> = {}): TrendView {
  const days = ["2026-11-20", "2026-11-21", "2026-11-22"];
  const amounts = ["50000", "0", "125000"];
  return {
    currency: "UGX",
    currencies: ["RWF", "UGX"],
    from: "2026-11-20",
    to: "2026-11-22",
    time_zone: "Africa/Kampala",
    step: "day",
    whole: { ...BUSY, received: money("175000") },
    before: figures({ received: money("350000") }),
    series: days.map((day, at) => ({
      from: day,
      to: day,
      figures: at === 2 ? BUSY : figures({ received: money(amounts[at] ?? "0") }),
    })),
    by_method: [{ key: "mobile-money", figures: figures({ received: money("175000") }) }],
    by_network: [
      { key: "mtn", figures: figures({ received: money("175000") }) },
      {
        key: null,
        figures: figures({ received: money("0"), charges: { ...NO_COUNTS, count: 1, failed: 1 } }),
      },
    ],
    by_account: [{ key: "acc_1", figures: figures({ received: money("175000") }) }],
    failures: [
      { reason: "Insufficient funds (##)", count: 3, amount: money("90000") },
      { reason: "No answer of the payer", count: 1, amount: money("5000") },
    ],
    failures_more: 4,
    ...change,
  };
}

const doings = () => ({
  ontake: vi.fn(),
  onlink: vi.fn(),
  onaccount: vi.fn(),
  onbalances: vi.fn(),
  onrow: vi.fn(),
  onall: vi.fn(),
  onneed: vi.fn(),
});

beforeEach(() => {
  vi.resetAllMocks();
  i18n.lang = "en";
  desk.boot = BOOT;
  desk.providers = [PROVIDER];
  desk.accounts = [ACCOUNT];
  desk.accountsRead = true;
  vi.mocked(commands.overview).mockResolvedValue(page());
  vi.mocked(commands.trend).mockResolvedValue(trend());
  vi.mocked(commands.syncNow).mockResolvedValue([]);
});

const plain = (element: Element | null | undefined) => element?.textContent?.replace(/\s+/g, " ") ?? "";

it("what waits and what is in question stands apart, in pencil, and in no income", () => {
  const { container } = render(Today, { view: page(), old: false });
  const received = container.querySelector("[data-test=today-received] .amount");
  expect(received?.classList).toContain("ink");
  expect(plain(received)).toContain("125,000 UGX");
  const unsure = container.querySelector("[data-line=not_sure]");
  expect(plain(unsure)).toContain("47,000 UGX, not certain");
  expect(unsure?.querySelector(".amount")?.classList).toContain("pencil");
  expect(unsure?.querySelector("td")?.classList).toContain("hatched");
});

it("fees that were told of some only are called a part, and a net that is not known says of how many", () => {
  const { container } = render(Today, { view: page(), old: false });
  expect(plain(container.querySelector("[data-line=fees]"))).toContain("at least 900");
  expect(plain(container.querySelector("[data-line=net]"))).toContain("2 fees not told");
  expect(plain(container.querySelector("[data-line=succeeded]"))).toContain("6/8 · 75%");
});

it("today is said beside the same weekday until the same time of day", () => {
  const { container } = render(Today, { view: page(), old: false });
  expect(plain(container)).toContain("compared with Sunday 15 Nov, until 14:32");
  expect(plain(container)).toContain("25% more than Sunday 15 Nov");
  expect(plain(container.querySelector("[data-line=received]"))).toContain("100,000");
});

it("a desk that nothing needs says so plainly", () => {
  render(Needs, { needs: [], ongo: vi.fn() });
  expect(screen.getByText("Nothing needs you.")).toBeTruthy();
});

const need = (kind: NeedView["kind"], id: string, word: string | null, count = 1): NeedView => ({
  kind,
  count,
  oldest: null,
  items: [
    {
      id,
      name: "Okello Denis",
      amount: money("85000"),
      since: new Date(clock.now - 2_460_000).toISOString(),
      until: null,
      word,
    },
  ],
});

it("each thing that needs somebody is named with its age and leads to where it is seen to", async () => {
  const ongo = vi.fn();
  const needs = [need("doubts", "op_9", "fate_unknown", 12), need("approvals", "op_8", null)];
  const { container } = render(Needs, { needs, ongo });
  const [doubt] = container.querySelectorAll("[data-test=need]");
  expect(plain(doubt)).toContain("41 minutes ago");
  expect(plain(doubt)).toContain("Okello Denis, 85,000 UGX");
  expect(doubt?.querySelector("[data-mark=doubt]")).toBeTruthy();
  await fireEvent.click(screen.getByRole("button", { name: "Look: Okello Denis, 85,000\u00a0UGX" }));
  expect(ongo).toHaveBeenLastCalledWith("doubts", "op_9");
  await fireEvent.click(screen.getByText("11 more in doubt"));
  expect(ongo).toHaveBeenLastCalledWith("doubts", null);
});

it("a page that cannot be read again keeps its figures, says how old they are and what to do", async () => {
  clock.now = Date.now();
  const made = new Date(clock.now - 3_600_000).toISOString();
  vi.mocked(commands.overview).mockResolvedValueOnce(page({ made_at: made }));
  const { container } = render(Page, doings());
  await screen.findByText("Needs you");
  vi.mocked(commands.overview).mockRejectedValue({
    code: "disk_full",
    message: "The disk is full.",
    next: "Free some space.",
  });
  await fireEvent.click(container.querySelector("[data-test=act-overview-again]")!);
  const alert = await screen.findByRole("alert");
  expect(plain(alert)).toContain("The disk is full. Free some space.");
  expect(plain(alert)).toContain("1 hour ago");
  expect(container.querySelector("[data-test=today-received] .amount")?.classList).toContain("pencil");
});

it("a book in which nothing ever stood says what to do next", async () => {
  vi.mocked(commands.overview).mockResolvedValue(page({ currencies: [], last: [] }));
  desk.accounts = [];
  const given = doings();
  render(Page, given);
  await fireEvent.click(await screen.findByRole("button", { name: "Add an account" }));
  expect(given.onaccount).toHaveBeenCalledOnce();
});

it("of those who answered today it is told network by network how many paid", async () => {
  const paid = { ...BUSY.charges };
  vi.mocked(commands.trend).mockResolvedValue(
    trend({ by_network: [{ key: "mtn", figures: figures({ charges: paid }) }] }),
  );
  render(Page, doings());
  const heard = await screen.findByText("6 of 8 paid");
  expect(plain(heard.closest("li"))).toContain("MTN Uganda");
});

async function drawn() {
  const made = render(TrendPart, { today: "2026-11-22" });
  const chart = await waitFor(() => {
    const found = made.container.querySelector<HTMLElement>("[data-test=bar-chart]");
    expect(found).toBeTruthy();
    return found!;
  });
  expect(chart.getAttribute("role")).toBe("listbox");
  const said = () => [...chart.querySelectorAll("[role=option]")].map((option) => option.textContent ?? "");
  return { ...made, chart, said };
}

it("the arrow keys walk the bars, and each is said in words", async () => {
  const { chart } = await drawn();
  const active = () => document.getElementById(chart.getAttribute("aria-activedescendant") ?? "");
  expect(active()).toBeNull();
  await fireEvent.keyDown(chart, { key: "ArrowLeft" });
  expect(active()?.textContent).toBe(
    "Sun 22 Nov: received 125,000\u00a0UGX · not certain 47,000\u00a0UGX · 6 of 10 payments paid",
  );
  expect(active()?.getAttribute("aria-selected")).toBe("true");
  await fireEvent.keyDown(chart, { key: "Home" });
  expect(active()?.textContent).toContain("20 Nov: received 50,000");
  await fireEvent.keyDown(chart, { key: "ArrowLeft" });
  expect(active()?.textContent).toContain("20 Nov");
});

it("what is not certain is drawn hatched on top of what is, and the words count it nowhere", async () => {
  const { container, chart } = await drawn();
  const hatched = container.querySelectorAll("rect.unsure");
  expect(hatched).toHaveLength(1);
  expect(hatched[0]?.getAttribute("fill")).toMatch(/^url\(#/);
  expect(chart.getAttribute("aria-label")).toContain("Received 175,000\u00a0UGX");
  expect(chart.getAttribute("aria-label")).toContain(
    "Not certain: 47,000\u00a0UGX, hatched and not counted.",
  );
});

it("the table behind the picture says the same numbers", async () => {
  const { container, ...picture } = await drawn();
  const said = picture.said();
  await fireEvent.click(screen.getByRole("button", { name: "Show as table" }));
  const lines = [...container.querySelectorAll("[data-test=trend-line]")].toReversed();
  expect(lines).toHaveLength(said.length);
  lines.forEach((line, at) => {
    const amount = line.querySelector("td .digits")?.textContent ?? "";
    expect(said[at]).toContain(`received ${amount}\u00a0UGX`);
  });
  expect(plain(container.querySelector("[data-test=trend-whole]"))).toContain("175,000");
  expect(plain(lines[2])).toContain("47,000 UGX, not certain");
  await fireEvent.click(screen.getByRole("button", { name: "Show as picture" }));
});

it("each currency is drawn for itself, over the period that is chosen", async () => {
  const { container } = await drawn();
  await fireEvent.click(container.querySelector("[data-test=trend-currency-RWF]")!);
  expect(vi.mocked(commands.trend).mock.lastCall?.[0].currency).toBe("RWF");
  await fireEvent.change(container.querySelector("[data-test=period]")!, { target: { value: "years2" } });
  expect(vi.mocked(commands.trend).mock.lastCall?.[0]).toMatchObject({
    from: "2024-11-23",
    to: "2026-11-22",
  });
  await fireEvent.change(container.querySelector("[data-test=period]")!, { target: { value: "own" } });
  await fireEvent.change(container.querySelector("[data-test=period-from]")!, {
    target: { value: "2026-11-30" },
  });
  expect(screen.getByText("It ends before it begins.")).toBeTruthy();
  expect(vi.mocked(commands.trend).mock.lastCall?.[0].from).toBe("2024-11-23");
  await fireEvent.change(container.querySelector("[data-test=period-from]")!, {
    target: { value: "2026-11-03" },
  });
  expect(vi.mocked(commands.trend).mock.lastCall?.[0]).toMatchObject({
    from: "2026-11-03",
    to: "2026-11-22",
  });
  await fireEvent.change(container.querySelector("[data-test=period]")!, { target: { value: "month30" } });
});

it("fees over a period say of how many payments none was told", async () => {
  const { container, chart } = await drawn();
  await fireEvent.click(container.querySelector("[data-test=trend-fees]")!);
  await waitFor(() => expect(chart.getAttribute("aria-label")).toContain("Fees at least 900\u00a0UGX"));
  expect(chart.getAttribute("aria-label")).toContain("The fee of 2 payments was not told");
  await fireEvent.click(container.querySelector("[data-test=trend-received]")!);
});

it("a period that cannot be read keeps the one before, and no currency at all is said so", async () => {
  const { container } = await drawn();
  vi.mocked(commands.trend).mockRejectedValueOnce({
    code: "busy",
    message: "The book is busy.",
    next: "Try again.",
  });
  await fireEvent.change(container.querySelector("[data-test=period]")!, { target: { value: "week" } });
  expect(plain(await screen.findByRole("alert"))).toContain("The book is busy.");
  expect(container.querySelector("[data-test=bar-chart]")).toBeTruthy();
  vi.mocked(commands.trend).mockRejectedValueOnce({ code: "nothing_yet", message: "No currency." });
  await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText(/Nothing was ever told/)).toBeTruthy();
});

it("each reason for failing stands with its share of all that failed", () => {
  const { container } = render(Reasons, { view: trend() });
  const rows = within(container.querySelector("[data-test=reasons] tbody")!).getAllByRole("row");
  expect(plain(rows[0])).toContain("Insufficient funds (##)338%");
  expect(plain(container)).toContain("4 more failed for other reasons.");
});

const as = (...rights: Right[]): StaffView => ({
  ...({ me: null, members: [], needed: true, locked: false } as never as StaffView),
  rights,
});

it("an owner begins with the figures, support with the list and a cashier at the counter", () => {
  seat.take(as("look_at_figures", "look", "take_payment"));
  expect(seat.home).toBe("overview");
  seat.take(as("look", "comment"));
  expect(seat.home).toBe("ledger");
  seat.take(as("own_sales", "take_payment", "make_links"));
  expect(seat.home).toBe("counter");
  seat.view = null;
});
