import { fireEvent } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import type { NumberCardView, OperationView, RowView } from "../../bindings";
import { anOperation, aTransaction } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { router } from "../../lib/router.svelte";
import { seat } from "../../lib/seat.svelte";
import { asked, begin, open, page, part, parts, refusal, story, SUPPORT } from "./standing";

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

const PHONE = "+256772418305";

beforeEach(begin);

async function opened(
  row: RowView,
  ...shown: Parameters<typeof story> extends [unknown, ...infer Rest] ? Rest : never
) {
  vi.mocked(commands.search).mockResolvedValue(page([row]));
  vi.mocked(commands.operation).mockResolvedValue(row.operation!);
  vi.mocked(commands.show).mockResolvedValue(story(row, ...shown));
  open();
  await vi.waitFor(() => part("ledger-row"));
  await fireEvent.click(part("ledger-row"));
  await vi.waitFor(() => expect(part("acts").dataset.acts).not.toBe(""));
}
const of = (change: Partial<OperationView>): RowView => ({
  operation: anOperation(change),
  transaction: null,
});

it("what the core allows is offered, and nothing else", async () => {
  await opened(of({ state: "in_doubt", doubts: ["fate_unknown"] }), ["check", "set_aside", "comment"]);
  for (const name of ["act-ledger-check", "act-aside", "act-comment"]) part(name);
  for (const name of ["act-adopt", "act-send-again", "act-cancel", "act-page", "refund-open", "payout-retry"])
    expect(parts(name), name).toHaveLength(0);
});

it("support reads the story with the number hidden as it came, and is offered a remark and nothing that acts", async () => {
  seat.take(SUPPORT);
  vi.mocked(commands.staff).mockResolvedValue(SUPPORT);
  const hidden = "0772 ••• 305";
  vi.mocked(commands.operation).mockRejectedValue(refusal("not_allowed", "Not yours."));
  const row = of({ phone: hidden, doubts: ["fate_unknown"], state: "in_doubt" });
  await opened(row, ["check", "set_aside", "comment"]);
  expect(part("acts").dataset.acts).toBe("comment");
  expect(part("ledger-row").textContent).toContain(hidden);
  expect(part("drawer").textContent).toContain(hidden);
  // Half a number opens no card and is not copied.
  for (const name of ["ledger-phone", "drawer-phone", "copy-phone"]) expect(parts(name)).toHaveLength(0);
  expect(part("drawer").textContent).not.toContain("Not yours.");
  expect(part("act-ledger-export").getAttribute("aria-disabled")).toBe("true");
});

it("sending again names whom and how much, and goes on to the new one", async () => {
  await opened(of({ state: "cancelled" }), ["send_again", "comment"]);
  vi.mocked(commands.sendAgain).mockResolvedValue(anOperation({ id: "op_2", state: "sending" }));
  await fireEvent.click(part("act-send-again"));
  const dialog = () => part("send-again-dialog").textContent;
  expect(dialog()).toContain("Namuli Sarah, 0772\u00a0418\u00a0305, 85,000\u00a0UGX.");
  expect(commands.sendAgain).not.toHaveBeenCalled();
  await fireEvent.click(part("send-again-yes"));
  await vi.waitFor(() => expect(commands.operation).toHaveBeenLastCalledWith("op_2"));
  expect(commands.sendAgain).toHaveBeenCalledTimes(1);
});

it("a refused second sending says why and stays", async () => {
  await opened(of({ state: "in_doubt" }), ["send_again"]);
  vi.mocked(commands.sendAgain).mockRejectedValue(refusal("not_proven", "It may be there.", "Wait."));
  await fireEvent.click(part("act-send-again"));
  await fireEvent.click(part("send-again-yes"));
  await vi.waitFor(() => expect(part("send-again-dialog").textContent).toContain("It may be there."));
});

it("what it might be leads to the doubt desk", async () => {
  await opened(of({ state: "in_doubt", doubts: ["fate_unknown"] }), ["adopt"]);
  await fireEvent.click(part("act-adopt"));
  expect(router.screen).toBe("doubts");
});

it("a remark is written down, and what was typed stays when it could not be", async () => {
  const row = { operation: null, transaction: aTransaction() };
  await opened(row, ["comment"]);
  await fireEvent.click(part("act-comment"));
  await fireEvent.input(part("remark"), { target: { value: "He has the SMS" } });
  vi.mocked(commands.comment).mockRejectedValueOnce(refusal("disk_full", "The disk is full."));
  await fireEvent.click(part("remark-add"));
  await vi.waitFor(() => expect(part("drawer").textContent).toContain("The disk is full."));
  expect((part("remark") as HTMLTextAreaElement).value).toBe("He has the SMS");
  const comments = [{ at: "2026-11-21T11:32:00Z", actor: "Justine, window", text: "He has the SMS" }];
  vi.mocked(commands.comment).mockResolvedValue(comments);
  vi.mocked(commands.show).mockResolvedValue(story(row, ["comment"], { comments }));
  await fireEvent.click(part("remark-add"));
  await vi.waitFor(() => expect(part("remarks").textContent).toContain("He has the SMS"));
  expect(commands.comment).toHaveBeenLastCalledWith("tx_1", "He has the SMS");
});

it("id, reference, phone and amount are copied as they are", async () => {
  const write = vi.fn((text: string) => Promise.resolve(void text));
  Object.defineProperty(navigator, "clipboard", { value: { writeText: write }, configurable: true });
  await opened(of({ state: "succeeded" }), ["comment"]);
  for (const what of ["reference", "phone", "amount", "id"]) await fireEvent.click(part(`copy-${what}`));
  expect(write.mock.calls.flat()).toEqual(["DK-1", PHONE, "85000 UGX", "op_1"]);
});

const CARD: NumberCardView = {
  phone: PHONE,
  national: "0772 418305",
  names: [
    { name: "Namuli Sarah", count: 3, last: "2026-11-21T11:31:40Z" },
    { name: "N. Sarah", count: 1, last: "2026-10-21T11:31:40Z" },
  ],
  contact: null,
  networks: [{ network: "mtn", method: "mobile-money", count: 4, last: "2026-11-21T11:31:40Z" }],
  sums: ["UGX", "USD"].map((currency) => ({
    currency,
    received: { amount: "54000", currency },
    paid_out: { amount: "0", currency },
    refunded: { amount: "0", currency },
    charges: {
      count: 3,
      succeeded: 2,
      failed: 1,
      expired: 0,
      pending: 0,
      in_doubt: 0,
      success_per_mille: 666,
    },
    payouts: {
      count: 0,
      succeeded: 0,
      failed: 0,
      expired: 0,
      pending: 0,
      in_doubt: 0,
      success_per_mille: null,
    },
  })),
  first: "2026-01-21T11:31:40Z",
  last: "2026-11-21T11:31:40Z",
  doubts: [
    {
      operation: "op_1",
      kind: "fate_unknown",
      since: "2026-11-21T11:31:40Z",
      amount: { amount: "85000", currency: "UGX" },
    },
  ],
  rows: [{ operation: null, transaction: aTransaction() }],
};

it("a number has a card with names, networks, sums by currency, doubts and its rows", async () => {
  vi.mocked(commands.numberCard).mockResolvedValue(CARD);
  vi.mocked(commands.search).mockResolvedValue(page([{ operation: null, transaction: aTransaction() }]));
  open();
  await vi.waitFor(() => part("ledger-row"));
  await fireEvent.click(part("ledger-phone"));
  await vi.waitFor(() => expect(part("number-names").textContent).toContain("N. Sarah (1)"));
  expect(commands.numberCard).toHaveBeenCalledWith(PHONE);
  const card = part("number-card").textContent;
  expect(card).toContain("1 open question");
  expect(card).toContain("MTN Uganda (4)");
  expect(part("number-sums").textContent).toMatch(/54,000 UGX.*54,000 USD/s);
  expect(part("number-sums").textContent).toContain("2 of 3 charges paid");
  expect(parts("number-row")).toHaveLength(1);
  await fireEvent.click(part("number-all"));
  expect(asked().phone).toBe(PHONE);
  expect(parts("number-card")).toHaveLength(0);
});

it("from the card a payment begins with the number in it, and nothing is asked", async () => {
  vi.mocked(commands.numberCard).mockResolvedValue(CARD);
  vi.mocked(commands.search).mockResolvedValue(page([{ operation: null, transaction: aTransaction() }]));
  open();
  await vi.waitFor(() => part("ledger-row"));
  await vi.waitFor(() => expect(desk.accounts).toHaveLength(1));
  await fireEvent.click(part("ledger-phone"));
  await vi.waitFor(() => part("act-number-charge"));
  await fireEvent.click(part("act-number-charge"));
  expect(router.screen).toBe("charge");
  expect(commands.confirm).not.toHaveBeenCalled();
});
