import { render } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ReviewView, SendingLockView } from "../../bindings";
import { ACCOUNT, anOperation, aReview, BOOT, PROVIDER } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { lock } from "../../lib/lock.svelte";
import { ReviewSheet } from "../review";
import { PayoutForm } from "./form.svelte";

vi.mock("../../lib/commands");

const money = (amount: string) => ({ amount, currency: "UGX" });
const figure = (what: string, amount: string | null, certain = true) => ({
  what,
  label: what,
  amount: amount === null ? null : money(amount),
  words: amount === null ? "not known yet" : null,
  certain,
  as_of: null,
});
const aPayoutReview = (change: Partial<ReviewView> = {}) =>
  aReview({
    figures: [figure("arrives", "85000"), figure("fee", null), figure("leaves", null)],
    besides: ["Through Kasuku, Kampala."],
    ...change,
  });
const asks = (code: "possible_duplicate" | "blocked_by_doubt") => ({
  code,
  message: "You sent the same amount to this number yesterday.",
  field: null,
  next: null,
  operation: anOperation({ id: "op_earlier", kind: "payout", state: "succeeded" }),
});

const sheet = (form: PayoutForm) =>
  render(ReviewSheet, {
    reviewing: form.reviewing,
    hint: "",
    act: ({ amount }: { amount: string }) => `Send ${amount}`,
    small: "",
    onsend: () => undefined,
  });
const seen = (test: string) => document.querySelector(`[data-test=${test}]`);

async function filled(): Promise<PayoutForm> {
  const form = new PayoutForm();
  form.phone.text = "0772418305";
  form.amount = "85,000";
  form.name = "Namuli Sarah";
  form.touch("phone");
  form.touch("amount");
  await vi.advanceTimersByTimeAsync(2000);
  return form;
}

beforeEach(() => {
  vi.resetAllMocks();
  vi.useFakeTimers();
  desk.boot = BOOT;
  desk.providers = [PROVIDER];
  desk.accounts = [ACCOUNT];
  lock.now = null;
  vi.mocked(commands.readPhone).mockResolvedValue({
    e164: "+256772418305",
    national: null,
    network: "mtn",
    message: null,
    names: [],
  });
  vi.mocked(commands.reviewPayout).mockImplementation(({ amount }) =>
    Promise.resolve(aPayoutReview({ nonce: `n-${amount}` })),
  );
  vi.mocked(commands.confirm).mockResolvedValue(anOperation({ kind: "payout" }));
});
afterEach(() => vi.useRealTimers());

it("a whole form is read by the core, as exact text", async () => {
  const form = await filled();
  expect(commands.reviewPayout).toHaveBeenLastCalledWith(
    expect.objectContaining({
      account: "acc_1",
      amount: "85000",
      currency: "UGX",
      to: "mobile-money",
      phone: "+256772418305",
      name: "Namuli Sarah",
      recipient_gets: false,
      request_id: form.reviewing.requestId,
    }),
  );
  expect(form.reviewing.ready).toBe(true);
});

it("nothing is sent that was not read, and a second click sends nothing more", async () => {
  const form = new PayoutForm();
  form.phone.text = "0772418305";
  form.amount = "85,000";
  expect(await form.send()).toBeNull();
  await form.read();
  // It stands, and has not stood long enough to be read.
  expect(await form.send()).toBeNull();
  expect(commands.confirm).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1000);
  await Promise.all([form.send(), form.send()]);
  await form.send();
  expect(commands.confirm).toHaveBeenCalledTimes(1);
});

it("a changed field makes the review void, and after a sending it is another payment", async () => {
  const form = await filled();
  const first = form.reviewing.requestId;
  await form.send();
  form.amount = "86,000";
  form.touch("amount");
  expect(form.reviewing.review).toBeNull();
  expect(await form.send()).toBeNull();
  expect(form.reviewing.requestId).not.toBe(first);
  expect(commands.confirm).toHaveBeenCalledTimes(1);
});

it("the guard's question is answered before anything is sent, and the answer names the earlier payment", async () => {
  vi.mocked(commands.reviewPayout).mockResolvedValue(aPayoutReview({ guard: asks("possible_duplicate") }));
  const form = await filled();
  expect(form.reviewing.asked).toBe(true);
  expect(await form.send()).toBeNull();
  form.reviewing.despite = "op_earlier";
  await form.send();
  expect(commands.confirm).toHaveBeenCalledWith(expect.anything(), "op_earlier");
});

it("an earlier payment that is found only when this one is confirmed is asked about, not paid twice", async () => {
  vi.mocked(commands.confirm).mockRejectedValueOnce(asks("possible_duplicate"));
  const form = await filled();
  expect(await form.send()).toBeNull();
  expect(form.reviewing.guard?.operation?.id).toBe("op_earlier");
  expect(form.reviewing.sent).toBeNull();
  expect(await form.send()).toBeNull();
  expect(commands.confirm).toHaveBeenCalledTimes(1);
});

it("while the end of an earlier one is open there is no button that sends", async () => {
  vi.mocked(commands.reviewPayout).mockResolvedValue(aPayoutReview({ guard: asks("blocked_by_doubt") }));
  const form = await filled();
  sheet(form);
  await tick();
  expect(seen("review-send")).toBeNull();
  expect(seen("review-blocked")).toBeTruthy();
  form.reviewing.despite = "op_earlier";
  expect(await form.send()).toBeNull();
  expect(commands.confirm).not.toHaveBeenCalled();
});

it("an unknown fee is said to be unknown, never nought", async () => {
  const form = await filled();
  sheet(form);
  await tick();
  const figures = seen("review-figures")?.textContent ?? "";
  expect(figures).toContain("not known yet");
  expect(figures).not.toMatch(/\b0\b/);
});

it("a fee that nobody knows offers no promise of what arrives", async () => {
  desk.providers = [{ ...PROVIDER, payout_rails: [{ ...PROVIDER.payout_rails[0]!, fee_from: "recipient" }] }];
  const form = await filled();
  expect(form.canPromise).toBe(false);
  vi.mocked(commands.reviewPayout).mockResolvedValue(
    aPayoutReview({ figures: [figure("arrives", "84000", false), figure("fee", "1000", false)] }),
  );
  form.amount = "85,001";
  form.touch("amount");
  await vi.advanceTimersByTimeAsync(2000);
  expect(form.canPromise).toBe(true);
});

it("nothing is sent while sending is locked", async () => {
  const form = await filled();
  lock.now = { why: "copied" } as SendingLockView;
  expect(await form.send()).toBeNull();
  expect(commands.confirm).not.toHaveBeenCalled();
});

it("a refusal stands beside its field and keeps what was typed", async () => {
  vi.mocked(commands.reviewPayout).mockRejectedValue({
    code: "over_limit",
    message: "At most 50,000 UGX at once.",
    field: "--amount",
    next: null,
    operation: null,
  });
  const form = await filled();
  await form.read();
  expect(form.errors.amount).toBe("At most 50,000 UGX at once.");
  expect([form.amount, form.name]).toEqual(["85,000", "Namuli Sarah"]);
});
