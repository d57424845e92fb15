import { render } from "@testing-library/svelte";
import { tick } from "svelte";
import { beforeEach, expect, it, vi } from "vitest";
import type { RowView, SearchView } from "../../bindings";
import { ACCOUNT, anOperation, aTransaction, BOOT, PROVIDER } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { Zone } from "../../lib/time";
import { Ledger, rowId } from "./ledger.svelte";
import LedgerGrid from "./LedgerGrid.svelte";
import { daysOf } from "./period";
import { readRow } from "./row";

vi.mock("../../lib/commands");

const row = (index: number): RowView => ({
  transaction: aTransaction({ id: `tx_${index}` }),
  operation: null,
});
const page = (rows: RowView[], next: string | null = null): SearchView => ({
  rows,
  next,
  count: rows.length,
  capped: false,
  totals: [],
});

beforeEach(() => {
  vi.resetAllMocks();
  desk.boot = BOOT;
  desk.providers = [PROVIDER];
  desk.accounts = [ACCOUNT];
});

it("a long list keeps a few dozen rows in the document", async () => {
  // The test document has no layout: the window is as high as sixteen rows.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(512);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1024);
  const ledger = new Ledger();
  ledger.rows = Array.from({ length: 100_000 }, (_, index) => row(index));
  ledger.phase = "ready";
  const { container } = render(LedgerGrid, { ledger, narrow: false });
  await tick();
  const shown = container.querySelectorAll("[data-test=ledger-row]").length;
  expect(shown).toBeGreaterThan(10);
  expect(shown).toBeLessThan(60);
  expect(container.querySelector("[role=grid]")?.getAttribute("aria-rowcount")).toBe("100001");
});

it("a page that comes late does not overwrite a newer question", async () => {
  const ledger = new Ledger();
  let answerOld: (view: SearchView) => void = () => undefined;
  vi.mocked(commands.search).mockReturnValueOnce(new Promise((done) => (answerOld = done)));
  vi.mocked(commands.search).mockResolvedValueOnce(page([row(2)]));
  const old = ledger.load();
  await ledger.load();
  answerOld(page([row(1)]));
  await old;
  expect(ledger.rows.map(rowId)).toEqual(["tx_2"]);
});

it("the next page goes on after the last row and brings no row twice", async () => {
  const ledger = new Ledger();
  vi.mocked(commands.search).mockResolvedValueOnce(page([row(1), row(2)], "cursor"));
  vi.mocked(commands.search).mockResolvedValueOnce(page([row(2), row(3)]));
  await ledger.load();
  await ledger.more();
  expect(commands.search).toHaveBeenLastCalledWith(
    expect.objectContaining({ after: "cursor", totals: false }),
  );
  expect(ledger.rows.map(rowId)).toEqual(["tx_1", "tx_2", "tx_3"]);
  expect(ledger.next).toBeNull();
});

it("new rows wait while somebody stands on a row", async () => {
  const ledger = new Ledger();
  vi.mocked(commands.search).mockResolvedValueOnce(page([row(1)]));
  await ledger.load();
  ledger.held = true;
  vi.mocked(commands.search).mockResolvedValue(page([row(2), row(1)]));
  await ledger.refresh();
  expect([ledger.waiting, ledger.rows.map(rowId)]).toEqual([1, ["tx_1"]]);
  ledger.held = false;
  await ledger.refresh();
  expect(ledger.rows.map(rowId)).toEqual(["tx_2", "tx_1"]);
});

it("a failed reading keeps the rows that stand", async () => {
  const ledger = new Ledger();
  vi.mocked(commands.search).mockResolvedValueOnce(page([row(1)]));
  await ledger.load();
  vi.mocked(commands.search).mockRejectedValueOnce(new Error("gone"));
  await ledger.refresh();
  expect(ledger.rows).toHaveLength(1);
  expect(ledger.failure?.message).toBe("gone");
});

it("an operation outranks what the list says of it", () => {
  const read = readRow({
    operation: anOperation({ state: "succeeded", doubts: ["contradicted"] }),
    transaction: aTransaction({ status: "failed" }),
  });
  expect(read?.known).toMatchObject({ state: "succeeded", doubts: ["contradicted"] });
});

it("periods are whole days of the business", () => {
  const zone = new Zone("en", "Africa/Kampala");
  const now = Date.parse("2026-11-21T21:30:00Z");
  expect(daysOf("today", zone, now)).toEqual({ from: "2026-11-22", to: "2026-11-22" });
  expect(daysOf("week", zone, now)).toEqual({ from: "2026-11-16", to: "2026-11-22" });
  expect(daysOf("month", zone, now)).toEqual({ from: "2026-11-01", to: "2026-11-22" });
  expect(daysOf("any", zone, now)).toEqual({ from: null, to: null });
});
