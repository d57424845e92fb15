import { configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { OperationView } from "../../bindings";
import { ACCOUNT, anOperation, aReview, BOOT, PROVIDER } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { preferences } from "../../lib/preferences.svelte";
import { seat } from "../../lib/seat.svelte";
import CounterView from "./CounterView.svelte";
import { readPad } from "./pad";
import * as sounds from "./sounds";

// On a busy computer a screen takes its time: what is waited for is the screen, not the clock.
configure({ asyncUtilTimeout: 20_000 });
vi.setConfig({ testTimeout: 60_000 });
vi.mock("../../lib/commands");
vi.mock("./sounds");

const sold = (
  sums: { currency: string; amount: string | null; count: number }[],
  sales: OperationView[] = [],
) => ({
  by: "Ruth A.",
  sums: sums.map(({ currency, amount, count }) => ({
    currency,
    amount: amount === null ? null : { amount, currency },
    count,
  })),
  sales,
});

beforeEach(() => {
  vi.resetAllMocks();
  desk.boot = BOOT;
  desk.providers = [
    { ...PROVIDER, charge_methods: [{ ...PROVIDER.charge_methods[0]!, needs_network: false }] },
  ];
  desk.accounts = [ACCOUNT];
  vi.mocked(commands.accounts).mockResolvedValue([ACCOUNT]);
  vi.mocked(commands.coverage).mockResolvedValue([]);
  vi.mocked(commands.sendingLock).mockResolvedValue(null);
  vi.mocked(commands.ownSales).mockResolvedValue(sold([]));
  vi.mocked(commands.readPhone).mockResolvedValue({
    e164: "+256772418305",
    national: null,
    network: "mtn",
    message: null,
    names: [],
  });
  vi.mocked(commands.reviewCharge).mockResolvedValue(aReview());
  vi.mocked(commands.confirm).mockResolvedValue(anOperation({ state: "pending" }));
  vi.mocked(commands.operation).mockResolvedValue(anOperation({ state: "pending" }));
});
afterEach(() => preferences.setSound(false));

const key = (pressed: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key: pressed });
const pressed = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

async function typed(): Promise<void> {
  for (const digit of ["8", "5", "000"]) await pressed(digit);
  await key("Enter");
  for (const digit of ["7", "7", "2", "4", "1", "8", "3", "0", "5"]) await pressed(digit);
}

it("the numeric pad alone asks, after the sentence stood there to be read", async () => {
  render(CounterView, { onleave: null });
  await typed();
  await waitFor(() =>
    expect(document.querySelector("[data-test=counter-review][data-open=true]")).not.toBeNull(),
  );
  expect(commands.confirm).not.toHaveBeenCalled();
  await key("Enter");
  await waitFor(() => expect(commands.confirm).toHaveBeenCalledTimes(1));
  expect(commands.reviewCharge).toHaveBeenLastCalledWith(
    expect.objectContaining({ amount: "85000", phone: "+256772418305" }),
  );
  await waitFor(() =>
    expect(document.querySelector("[data-test=sale]")?.getAttribute("data-mark")).toBe("waiting"),
  );
  await key("Enter");
  expect(commands.confirm).toHaveBeenCalledTimes(1);
});

it("star checks, slash parks, plus begins anew", async () => {
  vi.mocked(commands.check).mockResolvedValue(anOperation({ state: "pending" }));
  vi.mocked(commands.ownSales).mockResolvedValue(sold([], [anOperation({ state: "pending" })]));
  render(CounterView, { onleave: null });
  await fireEvent.click(await screen.findByRole("button", { name: /0772/ }));
  await key("*");
  expect(commands.check).toHaveBeenCalledTimes(1);
  await key("+");
  expect(document.querySelector("[data-test=sale]")?.getAttribute("data-mark")).toBe("none");
});

it("a number is masked in the list, and the sums are the core's, currency by currency", async () => {
  vi.mocked(commands.ownSales).mockResolvedValue(
    sold(
      [
        { currency: "UGX", amount: "1486000", count: 12 },
        { currency: "RWF", amount: null, count: 2001 },
      ],
      [anOperation({ phone: "+256772418305" })],
    ),
  );
  render(CounterView, { onleave: null });
  await screen.findByText("0772 ••• 305");
  const sum = document.querySelector("[data-test=counter-sum]")?.textContent;
  expect(sum).toContain("12 paid, 1,486,000\u00a0UGX");
  expect(sum).toContain("2001 RWF, too many to add up here");
});

it("a tone is heard only where it was asked for, and only for an end that was waited for", async () => {
  const paid = anOperation({ state: "succeeded" });
  vi.mocked(commands.ownSales).mockResolvedValue(sold([], [anOperation({ state: "pending" })]));
  preferences.setSound(true);
  render(CounterView, { onleave: null });
  await fireEvent.click(await screen.findByRole("button", { name: /0772/ }));
  vi.mocked(commands.check).mockResolvedValue(paid);
  vi.mocked(commands.operation).mockResolvedValue(paid);
  await key("*");
  await waitFor(() => expect(sounds.sound).toHaveBeenCalledExactlyOnceWith("paid"));
});

it("silence is the rule", async () => {
  expect(preferences.sound).toBe(false);
  const paid = anOperation({ state: "succeeded" });
  vi.mocked(commands.ownSales).mockResolvedValue(sold([], [anOperation({ state: "pending" })]));
  render(CounterView, { onleave: null });
  await fireEvent.click(await screen.findByRole("button", { name: /0772/ }));
  vi.mocked(commands.check).mockResolvedValue(paid);
  vi.mocked(commands.operation).mockResolvedValue(paid);
  await key("*");
  await waitFor(() =>
    expect(document.querySelector("[data-test=sale]")?.getAttribute("data-mark")).toBe("paid"),
  );
  expect(sounds.sound).not.toHaveBeenCalled();
});

it("an account that is silent is told with what it means for the money, and one that was just read is not", async () => {
  const read = {
    account: ACCOUNT.id,
    name: ACCOUNT.name,
    complete_from: null,
    complete_to: null,
    last_ok: new Date().toISOString(),
    last_run: null,
    error: null,
    phones_from: null,
  };
  const told = () => document.querySelector("[data-test=counter-silent]")?.textContent.trim();
  vi.mocked(commands.coverage).mockResolvedValue([read]);
  const { unmount } = render(CounterView, { onleave: null });
  await waitFor(() => expect(desk.coverage).toHaveLength(1));
  expect(told()).toBe("");
  unmount();
  vi.mocked(commands.coverage).mockResolvedValue([{ ...read, error: "no_network" }]);
  const second = render(CounterView, { onleave: null });
  await waitFor(() => expect(told()).toContain(`${ACCOUNT.name} could not be read since`));
  expect(told()).toContain("A sale may be paid without being seen here.");
  second.unmount();
  vi.mocked(commands.coverage).mockResolvedValue([{ ...read, last_ok: "2026-01-02T08:00:00Z" }]);
  render(CounterView, { onleave: null });
  await waitFor(() => expect(told()).toContain(`${ACCOUNT.name} has not been read since`));
});

it("no key, setting or balance can be reached from the counter", () => {
  render(CounterView, { onleave: null });
  expect(document.querySelector("nav")).toBeNull();
  expect(screen.queryByRole("button", { name: "Leave" })).toBeNull();
  expect(commands.balances).not.toHaveBeenCalled();
  expect(commands.search).not.toHaveBeenCalled();
  expect(commands.show).not.toHaveBeenCalled();
});

it("a key of the pad does its act wherever the focus is, except in what has keys of its own", () => {
  const press = (key: string, target: Element, repeat = false) =>
    readPad({ key, target, repeat, ctrlKey: false, metaKey: false, altKey: false });
  const field = document.createElement("input");
  const button = document.createElement("button");
  expect(press("5", document.body)).toBe("field");
  expect(press("5", field)).toBeNull();
  expect(press("*", field)).toBe("check");
  expect(press("Enter", field)).toBe("enter");
  expect(press("Enter", field, true)).toBeNull();
  expect(press("Enter", button)).toBeNull();
  const own = document.createElement("div");
  own.dataset.ownKeys = "";
  own.append(field);
  expect(press("*", field)).toBeNull();
  expect(press("Enter", field)).toBeNull();
});

it("a cashier at the counter can lock it and has no way out of it", async () => {
  const me = { id: "st_2", name: "Denis", role: "cashier", added_at: "2026-11-01T08:00:00Z" } as const;
  const view = { members: [me], me, locked: false, needed: true, lock_after_minutes: 10, rights: [] };
  seat.take(view);
  vi.mocked(commands.signOut).mockResolvedValue({ ...view, me: null, locked: true });
  render(CounterView, { onleave: null });
  expect(screen.queryByRole("button", { name: "Leave" })).toBeNull();
  await fireEvent.click(screen.getByRole("button", { name: /Lock/ }));
  expect(commands.signOut).toHaveBeenCalledTimes(1);
  seat.view = null;
});

it("one of today's own sales gets its paper from the list, named by what it is", async () => {
  const sales = [
    anOperation({ id: "op_1", state: "succeeded" }),
    anOperation({ id: "op_2", state: "in_doubt", doubts: ["fate_unknown"] }),
  ];
  vi.mocked(commands.ownSales).mockResolvedValue(sold([], sales));
  vi.mocked(commands.receiptPreview).mockResolvedValue({
    document: "claim",
    paper: "58mm",
    number: null,
    nth: 1,
    specimen: false,
    lines: [{ kind: "outcome", label: null, text: "NOT CERTAIN", rows: [] }],
  });
  render(CounterView, { onleave: null });
  expect(await screen.findByRole("button", { name: /^Receipt, 85,000/ })).toBeDefined();
  await fireEvent.click(screen.getByRole("button", { name: /^Claim slip, 85,000/ }));
  expect(await screen.findByText("This is not a receipt.")).toBeDefined();
  expect(commands.receiptPreview).toHaveBeenCalledWith("op_2", "58mm");
});
