import { fireEvent, render } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { RefundableView } from "../../bindings";
import { ACCOUNT, anOperation, aReview, BOOT, PROVIDER } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import RefundAct from "./RefundAct.svelte";
import RefundPanel from "./RefundPanel.svelte";

vi.mock("../../lib/commands");

const money = (amount: string) => ({ amount, currency: "UGX" });
const LEFT: RefundableView = {
  charge: "tx_1",
  operation: "op_1",
  account: "acc_1",
  charged: money("85000"),
  given_back: money("30000"),
  left: money("55000"),
  by_call: false,
  phone: "+256772418305",
  name: "Namuli Sarah",
  unsettled: null,
};
const seen = (test: string) => document.querySelector<HTMLElement>(`[data-test=${test}]`);

beforeEach(() => {
  vi.resetAllMocks();
  vi.useFakeTimers();
  desk.boot = BOOT;
  desk.providers = [PROVIDER];
  desk.accounts = [ACCOUNT];
  vi.mocked(commands.refundable).mockResolvedValue(LEFT);
  vi.mocked(commands.reviewRefund).mockResolvedValue(aReview({ amount: money("55000") }));
  const going = anOperation({ kind: "payout", refund_of: "op_1" });
  vi.mocked(commands.confirm).mockResolvedValue(going);
  vi.mocked(commands.operation).mockResolvedValue(going);
  vi.mocked(commands.show).mockResolvedValue({
    operation: going,
    transaction: null,
    timeline: [],
    refunds: [],
    answers: [],
    refundable: null,
    acts: [],
    comments: [],
  });
});
afterEach(() => vi.useRealTimers());

async function opened(): Promise<void> {
  render(RefundPanel, { of: "op_1", onclose: () => undefined });
  await vi.advanceTimersByTimeAsync(2000);
}

it("everything that is left is named exactly, and goes back once", async () => {
  await opened();
  expect(commands.reviewRefund).toHaveBeenLastCalledWith(
    expect.objectContaining({ of: "op_1", amount: "55000" }),
  );
  await fireEvent.click(seen("review-send")!);
  await vi.advanceTimersByTimeAsync(10);
  expect(commands.confirm).toHaveBeenCalledTimes(1);
  expect(seen("refund-result")).not.toBeNull();
  expect(document.querySelector("[data-mark=refunded], [data-mark=paid]")).toBeNull();
});

it("a part is asked for in exact text, and more than is left stands beside its field", async () => {
  await opened();
  await fireEvent.click(seen("refund-part")!);
  vi.mocked(commands.reviewRefund).mockRejectedValue({
    code: "more_than_is_left",
    message: "55,000 UGX of this charge can still be given back.",
    field: "amount",
    next: null,
    operation: null,
  });
  await fireEvent.input(seen("refund-amount")!, { target: { value: "60000" } });
  await fireEvent.submit(document.querySelector("form")!);
  await vi.advanceTimersByTimeAsync(2000);
  expect(commands.reviewRefund).toHaveBeenLastCalledWith(expect.objectContaining({ amount: "60000" }));
  expect(document.body.textContent).toContain("55,000 UGX of this charge can still be given back.");
  expect(seen("review-send")).toBeNull();
});

it("while an earlier refund is open, nothing can be sent and the reason stands there", async () => {
  const message = "An earlier refund of this charge is not settled yet.";
  vi.mocked(commands.refundable).mockResolvedValue({
    ...LEFT,
    unsettled: { code: "refund_unsettled", message, field: null, next: "Wait.", operation: null },
  });
  await opened();
  expect(document.body.textContent).toContain(message);
  expect(commands.reviewRefund).not.toHaveBeenCalled();
  expect(seen("review-send")).toBeNull();
});

it("only a charge that is paid for certain has the button", () => {
  const shown = (change: Parameters<typeof anOperation>[0]) => {
    const { container, unmount } = render(RefundAct, { operation: anOperation(change), transaction: null });
    const there = container.querySelector("[data-test=refund-open]") !== null;
    unmount();
    return there;
  };
  expect(shown({ state: "succeeded" })).toBe(true);
  expect(shown({ state: "pending" })).toBe(false);
  expect(shown({ state: "succeeded", doubts: ["contradicted"] })).toBe(false);
  expect(shown({ state: "succeeded", kind: "payout" })).toBe(false);
});
