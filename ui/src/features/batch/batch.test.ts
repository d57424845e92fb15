import { fireEvent, render } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { BatchReviewView, BatchRowView, BatchView } from "../../bindings";
import { ACCOUNT, BOOT, PROVIDER } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { Batch } from "./batch.svelte";
import BatchRun from "./BatchRun.svelte";
import BatchTotals from "./BatchTotals.svelte";
import RowMend from "./RowMend.svelte";
import { typesTotal } from "./total";

vi.mock("../../lib/commands");

const money = (amount: string) => ({ amount, currency: "UGX" });
const total = (network: string | null, count: number, amount: string) => ({
  network,
  count,
  total: money(amount),
  held: null,
  short: false,
});
const aReviewOf = (to_send: number, change: Partial<BatchReviewView> = {}): BatchReviewView => ({
  nonce: "n",
  file_sha256: "",
  rows: to_send + 1,
  to_send,
  faulty: 1,
  warned: 0,
  recorded: 0,
  totals: [total(null, to_send, "500000")],
  by_network: [total("mtn", to_send, "500000")],
  cautions: [],
  ...change,
});
const FAULTY: BatchRowView = {
  line: 3,
  cells: { reference: "SAL-2", phone: "077241830", amount: "26000" },
  amount: null,
  state: "faulty",
  faults: [
    {
      code: "bad_phone",
      field: "phone",
      message: "One digit is missing.",
      next: "Complete it.",
      operation: null,
    },
  ],
  warnings: [],
  mended: [],
};
const RUN: BatchView = {
  id: "bt_1",
  account: "acc_1",
  file_name: "wages.csv",
  state: "running",
  given_at: "2026-11-21T11:31:40Z",
  counts: { recorded: 12 },
  left: 0,
};
const seen = (test: string) => document.querySelector<HTMLElement>(`[data-test=${test}]`);

async function chosen(): Promise<Batch> {
  const batch = new Batch();
  await batch.choose("wages.csv", new Uint8Array([1, 2, 3]));
  await vi.advanceTimersByTimeAsync(1000);
  return batch;
}

beforeEach(() => {
  vi.resetAllMocks();
  vi.useFakeTimers();
  desk.boot = BOOT;
  desk.providers = [PROVIDER];
  desk.accounts = [ACCOUNT];
  vi.mocked(commands.openBatch).mockResolvedValue({
    file_name: "wages.csv",
    columns: [
      { title: "Ref", field: "reference" },
      { title: "Grade", field: null },
    ],
    account: null,
    mends: 0,
  });
  vi.mocked(commands.judgeBatch).mockResolvedValue(aReviewOf(12));
  vi.mocked(commands.batchRows).mockResolvedValue({ rows: [FAULTY], count: 1 });
  vi.mocked(commands.confirmBatch).mockResolvedValue(RUN);
  vi.mocked(commands.batches).mockResolvedValue([RUN]);
  vi.mocked(commands.wishBatch).mockResolvedValue(true);
});
afterEach(() => vi.useRealTimers());

it("many payments leave only when a person has typed their total", async () => {
  const batch = await chosen();
  render(BatchTotals, { batch });
  await batch.send();
  expect(commands.confirmBatch).not.toHaveBeenCalled();
  batch.typed = "12";
  await batch.send();
  expect(commands.confirmBatch).not.toHaveBeenCalled();
  await fireEvent.input(seen("batch-type")!, { target: { value: "500,000" } });
  await fireEvent.click(seen("batch-send")!);
  await batch.send();
  expect(commands.confirmBatch).toHaveBeenCalledTimes(1);
  expect(batch.run?.id).toBe("bt_1");
});

it("the total is typed currency by currency, as it is read, and no letter stands for zeros", () => {
  const totals = [money("500000"), { amount: "640.50", currency: "USD" }];
  const decimals = (currency: string) => (currency === "USD" ? 2 : 0);
  expect(typesTotal("500 000 UGX + 640,50 USD", totals, decimals)).toBe(true);
  expect(typesTotal("500000+640.5", totals, decimals)).toBe(true);
  expect(typesTotal("500000", totals, decimals)).toBe(false);
  expect(typesTotal("640.50 + 500000", totals, decimals)).toBe(false);
  expect(typesTotal("500k", [money("500000")], decimals)).toBe(false);
  expect(typesTotal("", [], decimals)).toBe(false);
});

it("what is confirmed is what the core read last, never a form", async () => {
  vi.mocked(commands.judgeBatch).mockResolvedValue(aReviewOf(3));
  const batch = await chosen();
  batch.typed = "500000";
  await batch.send();
  expect(commands.confirmBatch).toHaveBeenCalledWith(aReviewOf(3));
});

it("a file that only came up a moment ago is not sent by a key that was meant for something else", async () => {
  vi.mocked(commands.judgeBatch).mockResolvedValue(aReviewOf(3));
  const batch = new Batch();
  await batch.choose("wages.csv", new Uint8Array([1]));
  batch.typed = "500000";
  await batch.send();
  expect(commands.confirmBatch).not.toHaveBeenCalled();
});

it("a row is mended in place by its line and field, and the whole file is read again", async () => {
  const batch = await chosen();
  batch.chosen = FAULTY;
  render(RowMend, { batch, row: FAULTY });
  expect(document.body.textContent).toContain("One digit is missing. Complete it.");
  await fireEvent.input(seen("mend-phone")!, { target: { value: "0772418305" } });
  await fireEvent.submit(seen("row-mend")!);
  await tick();
  expect(commands.judgeBatch).toHaveBeenLastCalledWith(
    "acc_1",
    [],
    [{ line: 3, field: "phone", text: "0772418305" }],
    [],
  );
});

it("what a column means is said to the core once, with what it says no more", async () => {
  const batch = await chosen();
  await batch.mean("Grade", "reference");
  const [, columns] = vi.mocked(commands.judgeBatch).mock.lastCall!;
  expect(columns).toEqual([
    { title: "Grade", field: "reference" },
    { title: "Ref", field: null },
  ]);
});

it("a wrong file says why and keeps nothing to send", async () => {
  vi.mocked(commands.openBatch).mockRejectedValue({
    code: "missing_columns",
    message: "No column says an amount.",
    field: "file",
    next: "Name one so.",
    operation: null,
  });
  const batch = await chosen();
  expect(batch.failure?.message).toBe("No column says an amount.");
  expect([batch.opened, batch.review, batch.ready]).toEqual([null, null, false]);
});

it("stopping before the end is a question, and pausing is not", async () => {
  const batch = await chosen();
  batch.typed = "500000";
  await batch.send();
  render(BatchRun, { batch });
  await fireEvent.click(seen("batch-pause")!);
  await tick();
  expect(commands.wishBatch).toHaveBeenLastCalledWith("bt_1", "pause");
  await fireEvent.click(seen("batch-stop")!);
  await vi.advanceTimersByTimeAsync(100);
  expect(commands.wishBatch).toHaveBeenCalledTimes(1);
  await fireEvent.click(seen("stop-yes")!);
  expect(commands.wishBatch).toHaveBeenLastCalledWith("bt_1", "stop");
});

it("rows that were accepted are not shown as sent", async () => {
  const batch = await chosen();
  batch.typed = "500000";
  await batch.send();
  batch.hear({ batch: "bt_1", counts: { pending: 4, recorded: 8 }, ended: false, trouble: null });
  render(BatchRun, { batch });
  await tick();
  expect(document.querySelector("[data-mark=paid]")).toBeNull();
  expect(document.querySelector("[data-mark=waiting]")).not.toBeNull();
});

it("a run that broke off says why, keeps its counts, and offers what never left", async () => {
  const batch = await chosen();
  batch.typed = "500000";
  await batch.send();
  batch.hear({ batch: "bt_1", counts: { succeeded: 4, recorded: 8 }, ended: false, trouble: null });
  const stopped: BatchView = { ...RUN, state: "stopped", counts: { succeeded: 4, cancelled: 8 }, left: 8 };
  vi.mocked(commands.batches).mockResolvedValue([stopped]);
  const trouble = {
    code: "not_reached",
    message: "The line is down.",
    field: null,
    next: null,
    operation: null,
  };
  batch.hear({ batch: "bt_1", counts: {}, ended: true, trouble });
  await vi.advanceTimersByTimeAsync(10);
  render(BatchRun, { batch });
  await tick();
  expect(document.body.textContent).toContain("The line is down.");
  expect(seen("batch-again")).not.toBeNull();
  expect(seen("batch-results")).not.toBeNull();
});
