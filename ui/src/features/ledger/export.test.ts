import { fireEvent } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import type { ExportProgressView } from "../../bindings";
import { aTransaction } from "../../fixtures";
import * as commands from "../../lib/commands";
import * as events from "../../lib/events";
import { NO_FILTERS } from "../../lib/filters";
import { inFile, understood } from "./columns";
import { begin, open, page, part, parts, refusal, tally } from "./standing";

vi.mock("../../lib/commands");
vi.mock("../../lib/events", () => {
  const hear = () => Promise.resolve(() => undefined);
  const onExport = vi.fn(hear);
  return { onChanged: hear, onProgress: hear, onCardDone: hear, onBatch: hear, onLeaving: hear, onExport };
});

let tell: (progress: ExportProgressView) => void = () => undefined;
const DONE = { path: "/home/j/Downloads/duka.csv", rows: 40_000, sha256: "9d", environment: "live" as const };

beforeEach(() => {
  begin();
  vi.mocked(commands.search).mockResolvedValue(page([{ transaction: aTransaction(), operation: null }]));
  vi.mocked(commands.tally).mockResolvedValue(tally(40_000));
  vi.mocked(events.onExport).mockImplementation((hear) => {
    tell = hear;
    return Promise.resolve(() => undefined);
  });
});

async function dialog() {
  open();
  await vi.waitFor(() => part("ledger-row"));
  await fireEvent.click(part("tab-failed"));
  await fireEvent.click(part("act-ledger-export"));
  await vi.waitFor(() => part("export-dialog"));
}

it("the file is asked for with the filters and the columns that are shown", async () => {
  vi.mocked(commands.exportShown).mockResolvedValue(DONE);
  await dialog();
  expect(part("export-dialog").textContent).toContain("40,000 rows");
  expect(part("export-dialog").textContent).toContain("Narrowed by Status Not paid.");
  await fireEvent.click(part("export-csv"));
  await fireEvent.click(part("export-semicolon"));
  await fireEvent.click(part("export-start"));
  expect(commands.exportShown).toHaveBeenCalledWith({
    filters: { ...NO_FILTERS, statuses: ["failed"] },
    columns: [
      "local_time",
      "name",
      "phone",
      "network",
      "note",
      "amount",
      "currency",
      "fee",
      "state",
      "doubts",
    ],
    format: "csv",
    separator: ";",
  });
  await vi.waitFor(() => expect(part("export-path").textContent).toBe(DONE.path));
  expect(part("export-said").textContent).toContain("40,000 rows written.");
});

it("how far it is comes as it goes, and it can be stopped with nothing left behind", async () => {
  let fail: (error: unknown) => void = () => undefined;
  vi.mocked(commands.exportShown).mockReturnValue(new Promise((_done, failed) => (fail = failed)));
  vi.mocked(commands.stopExport).mockImplementation(() => {
    fail(refusal("stopped", "The export was stopped."));
    return Promise.resolve(null);
  });
  await dialog();
  await fireEvent.click(part("export-start"));
  tell({ rows: 20_000 });
  await vi.waitFor(() => expect(part("export-said").textContent).toContain("20,000 rows so far"));
  await fireEvent.click(part("export-stop"));
  await vi.waitFor(() => expect(part("export-said").textContent).toContain("No part of the file was left"));
  expect(parts("export-path")).toHaveLength(0);
});

it("a refusal of the core is said in its words, with what to do", async () => {
  vi.mocked(commands.exportShown).mockRejectedValue(
    refusal("not_allowed", "This is not yours to take out.", "Ask an owner."),
  );
  await dialog();
  await fireEvent.click(part("export-start"));
  await vi.waitFor(() =>
    expect(part("export-dialog").textContent).toContain("This is not yours to take out."),
  );
  expect(part("export-dialog").textContent).toContain("Ask an owner.");
  expect(part("export-start")).toBeTruthy();
});

it("an amount never goes into a file without its currency and how certain it is", () => {
  expect(inFile(["local_time", "amount"])).toEqual(["local_time", "amount", "currency", "state", "doubts"]);
  expect(inFile(["local_time", "state", "doubts"])).toEqual(["local_time", "state", "doubts"]);
});

it("columns that nobody knows are left out, and the margin stands first", () => {
  expect(understood(["amount", "luck", "local_time"])).toEqual(["local_time", "amount"]);
});
