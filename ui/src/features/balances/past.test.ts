import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import type { BalancePointView, BalanceView, StatementRowView } from "../../bindings";
import { ACCOUNT, BOOT, PROVIDER } from "../../fixtures";
import { clock } from "../../lib/clock.svelte";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { i18n } from "../../lib/i18n/index.svelte";
import PastPart from "./PastPart.svelte";
import StatementPart from "./StatementPart.svelte";

vi.mock("../../lib/commands");

const money = (amount: string) => ({ amount, currency: "UGX" });
const WALLET: BalanceView = {
  account: "acc_1",
  environment: "live",
  currency: "UGX",
  network: "mtn",
  available: money("400"),
  pending: null,
  total: null,
  as_of: "2026-11-22T09:00:00Z",
};
const point = (at: string, available: string | null, pending: string | null = null): BalancePointView => ({
  at,
  network: "mtn",
  available: available === null ? null : money(available),
  pending: pending === null ? null : money(pending),
  total: null,
});
const POINTS = [
  point("2026-10-01T08:00:00Z", "250"),
  point("2026-11-10T08:00:00Z", "900", "75"),
  point("2026-11-12T08:00:00Z", null),
  point("2026-11-20T08:00:00Z", "400"),
];

function row(change: Partial<StatementRowView> = {}): StatementRowView {
  return {
    account: "acc_1",
    environment: "live",
    provider_reference: "R-1",
    designation: "transaction",
    kind: "charge",
    status: "succeeded",
    amount: money("85000"),
    balance_before: null,
    balance_after: money("9204500"),
    network: "mtn",
    phone: "+256772418305",
    note: null,
    fee_of: null,
    at: "2026-11-22T09:00:00Z",
    ...change,
  };
}

beforeEach(() => {
  vi.resetAllMocks();
  i18n.lang = "en";
  clock.now = Date.parse("2026-11-22T12:00:00Z");
  desk.boot = BOOT;
  desk.providers = [{ ...PROVIDER, capabilities: ["charge", "balance", "statement", "account"] }];
  desk.accounts = [ACCOUNT];
  vi.mocked(commands.balanceHistory).mockResolvedValue(POINTS);
  vi.mocked(commands.statement).mockResolvedValue({ items: [row()], next: null });
});

async function drawn() {
  const made = render(PastPart, { rows: [WALLET] });
  const chart = await waitFor(() => {
    const found = made.container.querySelector<HTMLElement>("[data-test=step-chart]");
    expect(found).toBeTruthy();
    return found!;
  });
  expect(chart.getAttribute("role")).toBe("listbox");
  const said = () => [...chart.querySelectorAll("[role=option]")].map((option) => option.textContent ?? "");
  return { ...made, chart, said };
}

it("the table behind the line says the same readings", async () => {
  const { container, ...picture } = await drawn();
  expect(vi.mocked(commands.balanceHistory).mock.lastCall?.[0]).toEqual({
    account: "acc_1",
    currency: "UGX",
    network: "mtn",
    from: "2026-10-24",
    to: "2026-11-22",
  });
  const said = picture.said();
  await fireEvent.click(screen.getByRole("button", { name: "Show as table" }));
  const lines = [...container.querySelectorAll("[data-test=past-line]")].toReversed();
  expect(lines).toHaveLength(said.length);
  expect(said[1]).toContain("available 900\u00a0UGX · on its way 75\u00a0UGX");
  expect(lines[1]?.textContent).toContain("900 UGX");
  expect(lines[1]?.textContent).toContain("75 UGX, not certain");
  expect(lines[2]?.textContent).toContain("not told");
});

it("where nothing was told the line is broken, and nothing is made up", async () => {
  const { container, said } = await drawn();
  const path = container.querySelector("path.sure")?.getAttribute("d") ?? "";
  expect(path.match(/M/g)).toHaveLength(2);
  expect(said()[2]).toContain("available not told");
});

it("the arrow keys walk the readings, and one from before the period says since when", async () => {
  const { chart } = await drawn();
  const active = () =>
    document.getElementById(chart.getAttribute("aria-activedescendant") ?? "")?.textContent;
  await fireEvent.keyDown(chart, { key: "ArrowLeft" });
  expect(active()).toContain("available 400");
  await fireEvent.keyDown(chart, { key: "Home" });
  expect(active()).toMatch(/^since 1 Oct.*available 250/);
});

it("a wallet whose past cannot be read says so and what to do", async () => {
  vi.mocked(commands.balanceHistory).mockRejectedValue({
    code: "x",
    message: "The book is busy.",
    next: "Try again.",
  });
  render(PastPart, { rows: [WALLET] });
  expect((await screen.findByRole("alert")).textContent).toContain("The book is busy.");
});

it("a statement is asked for only when somebody wants it, and never stands under another question", async () => {
  const { container } = render(StatementPart);
  const ask = await screen.findByRole("button", { name: "Ask for the statement" });
  expect(commands.statement).not.toHaveBeenCalled();
  await fireEvent.click(ask);
  expect(await screen.findByText("R-1")).toBeTruthy();
  await fireEvent.click(container.querySelector("[data-test=statement-charges]")!);
  expect(screen.queryByText("R-1")).toBeNull();
  await fireEvent.click(ask);
  expect(vi.mocked(commands.statement).mock.lastCall?.[0]).toMatchObject({
    designation: "charges",
    after: null,
  });
});

it("a row of a statement that is not final is in pencil, and one that did not happen crossed out", async () => {
  const items = [
    row(),
    row({ status: "pending" }),
    row({ status: "failed" }),
    row({ designation: "charges", kind: null, amount: money("-2152.2"), fee_of: "R-1", phone: null }),
  ];
  vi.mocked(commands.statement).mockResolvedValue({ items, next: "2" });
  const { container } = render(StatementPart);
  await fireEvent.click(await screen.findByRole("button", { name: "Ask for the statement" }));
  await screen.findByRole("button", { name: "Further rows" });
  const rows = [...container.querySelectorAll("[data-test=statement-row]")];
  expect(rows.map((one) => one.querySelector(".amount")?.className.match(/ink|pencil|crossed/)?.[0])).toEqual(
    ["ink", "pencil", "crossed", "ink"],
  );
  expect(rows[3]?.textContent).toContain("fee of R-1");
  expect(rows[3]?.textContent).toContain("−2,152.2");
});

it("whose account it is stands as its provider says it", async () => {
  vi.mocked(commands.accountSummary).mockResolvedValue({
    name: "Nakato Ltd",
    number: "ACC-1",
    category: null,
    email: null,
  });
  render(StatementPart);
  await fireEvent.click(await screen.findByRole("button", { name: "Ask whose it is" }));
  expect(await screen.findByText("Nakato Ltd")).toBeTruthy();
  expect(screen.queryByText("E-mail")).toBeNull();
});

it("where no provider writes a statement none is offered", () => {
  desk.providers = [PROVIDER];
  render(StatementPart);
  expect(screen.queryByText("Statement of the provider")).toBeNull();
});
