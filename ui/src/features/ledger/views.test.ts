import { cleanup, fireEvent } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import type { Filters, SavedView } from "../../bindings";
import { aTransaction } from "../../fixtures";
import * as commands from "../../lib/commands";
import { NO_FILTERS } from "../../lib/filters";
import { FIRST } from "./columns";
import { asked, begin, open, page, part, parts, refusal } from "./standing";

vi.mock("../../lib/commands");
vi.mock("../../lib/events", () => {
  const hear = () => Promise.resolve(() => undefined);
  return {
    onChanged: hear,
    onProgress: hear,
    onCardDone: hear,
    onBatch: hear,
    onLeaving: hear,
    onExport: hear,
  };
});

const view = (id: string, name: string, filters: Partial<Filters> = {}): SavedView => ({
  id,
  name,
  filters: { ...NO_FILTERS, ...filters },
  columns: [],
  order: "newest",
  created_at: "2026-11-20T08:00:00Z",
});
const FAILED = view("vw_1", "Not paid", { statuses: ["failed"] });
const LARGE = view("vw_2", "Large", { min: "100000" });
/** What the core keeps. */
let kept: SavedView[] = [];

beforeEach(() => {
  begin();
  kept = [FAILED, LARGE];
  vi.mocked(commands.search).mockResolvedValue(page([{ transaction: aTransaction(), operation: null }]));
  vi.mocked(commands.savedViews).mockImplementation(() => Promise.resolve(kept));
  vi.mocked(commands.saveView).mockImplementation((one) => {
    const saved = { ...one, id: one.id ?? "vw_new", created_at: "2026-11-21T08:00:00Z" };
    kept = one.id ? kept.map((old) => (old.id === one.id ? saved : old)) : [...kept, saved];
    return Promise.resolve(kept);
  });
  vi.mocked(commands.orderViews).mockImplementation((ids) => {
    kept = ids.map((id) => kept.find((one) => one.id === id)!);
    return Promise.resolve(kept);
  });
  vi.mocked(commands.removeView).mockImplementation((id) => {
    kept = kept.filter((one) => one.id !== id);
    return Promise.resolve(kept);
  });
});

const standing = async () => {
  open();
  await vi.waitFor(() => expect(parts("view")).toHaveLength(kept.length));
};
const byName = (name: string) => parts("view").find((one) => one.textContent.includes(name))!;

it("one click narrows as the view says", async () => {
  await standing();
  await fireEvent.click(byName("Not paid"));
  expect(asked()).toEqual({ ...NO_FILTERS, statuses: ["failed"] });
  expect(byName("Not paid").getAttribute("aria-pressed")).toBe("true");
});

it("a view without days of its own keeps the period that is open", async () => {
  await standing();
  await fireEvent.click(part("act-ledger-filter"));
  await fireEvent.change(part("filter-period"), { target: { value: "today" } });
  const { from, to } = asked();
  expect(from).not.toBeNull();
  await fireEvent.click(byName("Not paid"));
  expect(asked()).toEqual({ ...NO_FILTERS, statuses: ["failed"], from, to });
  expect(byName("Not paid").textContent).not.toContain("changed");
});

it("what is shown is saved under a name, without the days unless they are wanted", async () => {
  await standing();
  await fireEvent.click(part("tab-failed"));
  await fireEvent.click(part("act-ledger-filter"));
  await fireEvent.change(part("filter-period"), { target: { value: "today" } });
  await fireEvent.click(part("view-save-open"));
  await fireEvent.click(part("view-save"));
  expect(part("save-view").textContent).toContain("Write a name for it.");
  expect(commands.saveView).not.toHaveBeenCalled();
  await fireEvent.input(part("view-name"), { target: { value: " Morning " } });
  await fireEvent.submit(part("save-view").querySelector("form")!);
  await vi.waitFor(() => expect(parts("save-view")).toHaveLength(0));
  expect(commands.saveView).toHaveBeenCalledWith({
    id: null,
    name: "Morning",
    filters: { ...NO_FILTERS, statuses: ["failed"] },
    columns: [...FIRST],
    order: "newest",
  });
  expect(byName("Morning").getAttribute("aria-pressed")).toBe("true");
});

it("a refused name keeps the dialog and what was typed", async () => {
  await standing();
  await fireEvent.click(part("tab-failed"));
  await fireEvent.click(part("view-save-open"));
  vi.mocked(commands.saveView).mockRejectedValueOnce(refusal("bad_view", "There is one of this name."));
  await fireEvent.input(part("view-name"), { target: { value: "Large" } });
  await fireEvent.submit(part("save-view").querySelector("form")!);
  await vi.waitFor(() => expect(part("save-view").textContent).toContain("There is one of this name."));
  expect((part("view-name") as HTMLInputElement).value).toBe("Large");
});

it("a change is marked until it is kept", async () => {
  await standing();
  await fireEvent.click(byName("Large"));
  await fireEvent.click(part("tab-failed"));
  expect(byName("Large").textContent).toContain("changed");
  await fireEvent.click(part("view-keep"));
  await vi.waitFor(() => expect(byName("Large").textContent).not.toContain("changed"));
  expect(kept[1]?.filters).toEqual({ ...NO_FILTERS, min: "100000", statuses: ["failed"] });
});

it("columns are chosen and put in order, and belong to the view", async () => {
  await standing();
  await fireEvent.click(byName("Large"));
  await fireEvent.click(part("columns-open"));
  await fireEvent.click(part("column-note"));
  await fireEvent.click(part("column-our_reference"));
  await fireEvent.click(part("column-our_reference-up"));
  const heads = () =>
    [...document.querySelectorAll("[role=columnheader]")].map((head) => head.textContent.trim());
  expect(heads()).toEqual([
    "Time",
    "Customer",
    "Phone",
    "Network",
    "Amount",
    "Fee",
    "Our reference",
    "Status",
  ]);
  await fireEvent.click(part("view-keep"));
  await vi.waitFor(() => expect(kept[1]?.columns).toContain("our_reference"));
  await fireEvent.click(byName("Not paid"));
  expect(heads()).toContain("For");
});

it("views are renamed, put in order and taken away", async () => {
  await standing();
  await fireEvent.click(part("views-manage"));
  const [first] = parts("view-name-of") as HTMLInputElement[];
  first!.value = "Lost sales";
  await fireEvent.change(first!);
  await vi.waitFor(() => expect(byName("Lost sales")).toBeTruthy());
  await fireEvent.click(parts("view-up")[1]!);
  await vi.waitFor(() => expect(kept.map(({ id }) => id)).toEqual(["vw_2", "vw_1"]));
  await fireEvent.click(parts("view-remove")[0]!);
  expect(commands.removeView).not.toHaveBeenCalled();
  await fireEvent.click(part("view-remove-yes"));
  await vi.waitFor(() => expect(kept.map(({ id }) => id)).toEqual(["vw_1"]));
});

it("the view that was open is open again when the window comes back", async () => {
  await standing();
  await fireEvent.click(byName("Large"));
  cleanup();
  vi.mocked(commands.search).mockClear();
  await standing();
  await vi.waitFor(() => expect(asked().min).toBe("100000"));
  expect(byName("Large").getAttribute("aria-pressed")).toBe("true");
});
