import { fireEvent } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import { aTransaction } from "../../fixtures";
import * as commands from "../../lib/commands";
import { NO_FILTERS } from "../../lib/filters";
import { desk } from "../../lib/desk.svelte";
import { asked, begin, open, page, part, parts, refusal, sum, tally } from "./standing";

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

const ROW = { transaction: aTransaction(), operation: null };
const chips = () => parts("chip").map((chip) => chip.textContent.trim());

beforeEach(() => {
  begin();
  vi.mocked(commands.search).mockResolvedValue(page([ROW]));
  vi.mocked(commands.tally).mockResolvedValue(tally(1, { sums: [sum("charge", "UGX", "54000", "54000")] }));
});

it("each filter is a chip that can be taken away, and all of them at once", async () => {
  open();
  await vi.waitFor(() => part("ledger-row"));
  await fireEvent.click(part("act-ledger-filter"));
  await fireEvent.click(part("filter-kind-payout"));
  await fireEvent.click(part("filter-kind-refund"));
  await fireEvent.click(part("filter-having-doubt"));
  await fireEvent.click(part("filter-account-acc_1"));
  await fireEvent.input(part("filter-min"), { target: { value: "50k" } });
  await fireEvent.change(part("filter-currency"), { target: { value: "UGX" } });
  await vi.waitFor(() =>
    expect(asked()).toEqual({
      ...NO_FILTERS,
      kinds: ["payout", "refund"],
      having: ["doubt"],
      accounts: ["acc_1"],
      min: "50000",
      currency: "UGX",
    }),
  );
  expect(chips()).toEqual([
    "Kind Payout, Refund",
    "Account Kasuku, Kampala",
    "Currency UGX",
    "With an open doubt",
    "Amount from 50,000",
  ]);
  await fireEvent.click(document.querySelector('[data-chip="kinds"] button')!);
  expect(asked().kinds).toEqual([]);
  await fireEvent.click(part("chips-clear"));
  expect(asked()).toEqual(NO_FILTERS);
  expect(chips()).toEqual([]);
  expect((part("filter-min") as HTMLInputElement).value).toBe("");
});

it("what comes to a list is counted by the core, currency by currency, and what is in question stands apart", async () => {
  vi.mocked(commands.tally).mockImplementation((filters) =>
    Promise.resolve(
      filters.having.includes("doubt")
        ? tally(1, { sums: [sum("charge", "UGX", "85000", "85000")] })
        : tally(1204, {
            in_question: 1,
            sums: [
              sum("charge", "UGX", "700000", "585000"),
              sum("charge", "RWF", "9000", "9000"),
              sum("payout", "UGX", "20000", "20000"),
              sum("link", "UGX", "99000", "99000"),
            ],
          }),
    ),
  );
  open();
  await vi.waitFor(() => expect(part("tally-count").textContent).toBe("1,204 rows"));
  const said = (name: string) =>
    [...part(name).querySelectorAll(".heard")].map((amount) => amount.textContent.trim());
  // What is paid, less what is doubted of it: 585,000 of which 85,000 is not certain.
  expect(said("tally-charge")).toEqual(["total 9,000 RWF", "total 500,000 UGX"]);
  expect(said("tally-charge-questioned")).toEqual(["85,000 UGX, not certain"]);
  expect(said("tally-payout")).toEqual(["total 20,000 UGX"]);
  // A link that stands asks for money; nobody has paid.
  expect(part("tally").textContent).not.toContain("99,000");
  await fireEvent.click(part("tally-questioned"));
  expect(asked().having).toEqual(["doubt"]);
});

it("a total is in pencil while an account could not be read", async () => {
  vi.mocked(commands.coverage).mockResolvedValue([
    {
      account: "acc_1",
      name: "Kasuku, Kampala",
      complete_from: null,
      complete_to: null,
      last_ok: "2026-11-21T11:31:40Z",
      last_run: null,
      error: "no answer",
      phones_from: null,
    },
  ]);
  open();
  await vi.waitFor(() => expect(part("ledger-age").textContent).toContain("could not be read since"));
  await vi.waitFor(() => expect(part("tally-charge").textContent).toContain("54,000 UGX, not certain"));
  expect(parts("ledger-row")).toHaveLength(1);
});

it("a tab asks for its status and shows the count of it", async () => {
  vi.mocked(commands.tally).mockResolvedValue(
    tally(7, {
      statuses: [
        { status: "failed", count: 4 },
        { status: "succeeded", count: 3 },
      ],
    }),
  );
  open();
  await vi.waitFor(() => expect(part("tab-failed").textContent).toContain("4"));
  expect(part("tab-all").textContent).toContain("7");
  await fireEvent.click(part("tab-failed"));
  expect(asked().statuses).toEqual(["failed"]);
  expect(part("tab-failed").getAttribute("aria-pressed")).toBe("true");
});

it("a word for a day that is typed is a period, in either language", async () => {
  open();
  await vi.waitFor(() => part("ledger-row"));
  const yesterday = desk.zone.day(new Date(Date.now() - 86_400_000));
  for (const typed of ["yesterday 0772", "0772 hier"]) {
    await fireEvent.input(part("search-box"), { target: { value: typed } });
    await vi.waitFor(() => expect(asked()).toMatchObject({ text: "0772", from: yesterday, to: yesterday }));
    await fireEvent.input(part("search-box"), { target: { value: "" } });
    await vi.waitFor(() => expect(asked()).toEqual(NO_FILTERS));
  }
});

it("nothing found says within what and how many there are without, and clears", async () => {
  vi.mocked(commands.search).mockImplementation(({ filters }) =>
    Promise.resolve(page(filters.text === "" ? [ROW] : [])),
  );
  vi.mocked(commands.tally).mockImplementation(({ text }) => Promise.resolve(tally(text === "" ? 75 : 0)));
  open();
  await vi.waitFor(() => part("ledger-row"));
  await fireEvent.input(part("search-box"), { target: { value: "nobody" } });
  await vi.waitFor(() => expect(document.body.textContent).toContain("Nothing fits “Text nobody”."));
  await vi.waitFor(() =>
    expect(document.body.textContent).toContain("Without the filters there are 75 rows."),
  );
  await fireEvent.click(part("nothing-clear"));
  await vi.waitFor(() => part("ledger-row"));
});

it("an empty book is called empty, not searched in vain", async () => {
  vi.mocked(commands.search).mockResolvedValue(page([]));
  open();
  await vi.waitFor(() => expect(document.body.textContent).toContain("The book is empty."));
});

it("a count that failed is no number, and the rows stand all the same", async () => {
  vi.mocked(commands.tally).mockRejectedValue(refusal("disk_full", "The disk is full."));
  open();
  await vi.waitFor(() => expect(part("tally-count").textContent).toBe("could not be counted"));
  expect(parts("ledger-row")).toHaveLength(1);
});

it("a phone is filtered by as the core reads it, and what is no number is said", async () => {
  vi.mocked(commands.readPhone).mockImplementation((_account, text) =>
    Promise.resolve({
      e164: text.startsWith("0772") ? "+256772418305" : null,
      national: null,
      network: null,
      message: null,
      names: [],
    }),
  );
  open();
  await vi.waitFor(() => part("ledger-row"));
  await fireEvent.click(part("act-ledger-filter"));
  await fireEvent.input(part("filter-phone"), { target: { value: "0772418305" } });
  await fireEvent.change(part("filter-phone"));
  await vi.waitFor(() => expect(asked().phone).toBe("+256772418305"));
  expect(chips()).toEqual(["Phone 0772\u00a0418\u00a0305"]);
  await fireEvent.input(part("filter-phone"), { target: { value: "12" } });
  await fireEvent.change(part("filter-phone"));
  await vi.waitFor(() => expect(document.body.textContent).toContain("Write the whole number"));
  expect(asked().phone).toBe("+256772418305");
});

it("the largest first is asked of the core", async () => {
  open();
  await vi.waitFor(() => part("ledger-row"));
  await fireEvent.click(part("sort-amount"));
  expect(vi.mocked(commands.search).mock.lastCall?.[0].order).toBe("amount");
});
