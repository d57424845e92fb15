import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ReviewView, SendingLockView } from "../../bindings";
import { ACCOUNT, anOperation, aReview, BOOT, PROVIDER } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { lock } from "../../lib/lock.svelte";
import { ChargeForm } from "./form.svelte";

vi.mock("../../lib/commands");

const reading = (e164: string) => ({ e164, national: null, network: "mtn", message: null, names: [] });

function filled(): ChargeForm {
  const form = new ChargeForm();
  form.amount = "85,000";
  form.phone = "0772418305";
  form.number.network = "mtn";
  form.name = "Namuli Sarah Jane";
  return form;
}

beforeEach(() => {
  vi.resetAllMocks();
  vi.useFakeTimers();
  desk.boot = BOOT;
  desk.providers = [PROVIDER];
  desk.accounts = [ACCOUNT];
  vi.mocked(commands.readPhone).mockResolvedValue(reading("+256772418305"));
  vi.mocked(commands.reviewCharge).mockImplementation(({ amount }) =>
    Promise.resolve(aReview({ nonce: `n-${amount}` })),
  );
  vi.mocked(commands.confirm).mockResolvedValue(anOperation());
});
afterEach(() => vi.useRealTimers());

/** Enter, as often as a person needs who reads before answering. */
async function ask(form: ChargeForm): Promise<void> {
  if (!form.review) await form.submit();
  await vi.advanceTimersByTimeAsync(1000);
  await form.submit();
}

it("a changed field after a submit takes a new request id", async () => {
  const form = filled();
  const first = form.requestId;
  form.touch("amount");
  expect(form.requestId).toBe(first);
  await ask(form);
  expect(form.requestId).toBe(first);
  expect(form.sent).not.toBeNull();
  form.amount = "86,000";
  form.touch("amount");
  expect(form.requestId).not.toBe(first);
  expect(form.sent).toBeNull();
});

it("a double click asks once", async () => {
  const form = filled();
  await form.submit();
  await vi.advanceTimersByTimeAsync(1000);
  await Promise.all([form.submit(), form.submit()]);
  await form.submit();
  expect(commands.confirm).toHaveBeenCalledTimes(1);
});

it("nothing is asked for while sending is locked", async () => {
  const form = filled();
  await form.submit();
  await vi.advanceTimersByTimeAsync(1000);
  lock.now = { why: "copied" } as SendingLockView;
  expect(await form.submit()).toBeNull();
  expect(commands.confirm).not.toHaveBeenCalled();
  lock.now = null;
  await form.submit();
  expect(commands.confirm).toHaveBeenCalledTimes(1);
});

it("what is reviewed is exact text, never a number", async () => {
  const form = filled();
  await form.submit();
  expect(commands.reviewCharge).toHaveBeenCalledWith(
    expect.objectContaining({
      account: "acc_1",
      amount: "85000",
      currency: "UGX",
      method: "mobile-money",
      phone: "+256772418305",
      network: "mtn",
      first_name: "Namuli",
      last_name: "Sarah Jane",
      note: null,
      request_id: form.requestId,
    }),
  );
});

it("nothing is sent while a field is wrong, and the first wrong one is known", async () => {
  vi.mocked(commands.readPhone).mockResolvedValue({ ...reading(""), e164: null });
  const form = new ChargeForm();
  form.amount = "85000.5";
  form.number.network = "mtn";
  await form.submit();
  expect(commands.reviewCharge).not.toHaveBeenCalled();
  expect(commands.confirm).not.toHaveBeenCalled();
  expect(form.errors.amount).toContain("no cents");
  expect(form.errors.phone).toBeDefined();
  expect(form.firstWrong).toBe("amount");
  expect(form.amount).toBe("85000.5");
});

it("a refusal stands beside its field and keeps what was typed", async () => {
  vi.mocked(commands.reviewCharge).mockRejectedValue({
    code: "note_too_long",
    message: "3 letters too many.",
    field: "--note",
    next: null,
    operation: null,
  });
  const form = filled();
  form.note = "School fees";
  await form.submit();
  expect(form.errors.note).toBe("3 letters too many.");
  expect(form.failure).toBeNull();
  expect([form.note, form.amount]).toEqual(["School fees", "85,000"]);
});

it("a possible second payment is asked about, and the answer names the first", async () => {
  const earlier = anOperation({ id: "op_earlier", state: "succeeded" });
  vi.mocked(commands.confirm).mockRejectedValueOnce({
    code: "possible_duplicate",
    message: "The same was asked at 16:12.",
    field: null,
    next: null,
    operation: earlier,
  });
  const form = filled();
  await ask(form);
  expect(form.guard?.operation?.id).toBe("op_earlier");
  expect(form.sent).toBeNull();
  await form.submit("op_earlier");
  expect(commands.confirm).toHaveBeenLastCalledWith(aReview({ nonce: "n-85000" }), "op_earlier");
  expect(form.guard).toBeNull();
});

it("the first Enter shows the review, and the next confirms exactly that one", async () => {
  const form = filled();
  await form.submit();
  expect(form.review?.nonce).toBe("n-85000");
  expect(commands.confirm).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1000);
  await form.submit();
  expect(commands.confirm).toHaveBeenCalledExactlyOnceWith(aReview({ nonce: "n-85000" }), null);
  expect(commands.reviewCharge).toHaveBeenCalledTimes(1);
});

it("a review that only just appeared is not confirmed by the same stroke", async () => {
  const form = filled();
  await form.submit();
  await form.submit();
  await vi.advanceTimersByTimeAsync(100);
  await form.submit();
  expect(commands.confirm).not.toHaveBeenCalled();
});

it("a whole form is reviewed while it is typed, and one that is not whole is left alone", async () => {
  const form = new ChargeForm();
  form.amount = "85,000";
  form.touch("amount");
  await vi.advanceTimersByTimeAsync(1000);
  expect(commands.reviewCharge).not.toHaveBeenCalled();
  form.phone = "0772418305";
  form.touch("phone");
  await vi.advanceTimersByTimeAsync(1000);
  expect(form.review).not.toBeNull();
  expect(form.errors).toEqual({});
});

it("a changed field makes the review void at once, also one that is still on its way", async () => {
  const form = filled();
  await form.submit();
  form.amount = "86,000";
  form.touch("amount");
  expect(form.review).toBeNull();
  let answer: (review: ReviewView) => void = () => undefined;
  vi.mocked(commands.reviewCharge).mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  const asked = form.submit();
  form.amount = "87,000";
  form.touch("amount");
  answer(aReview({ nonce: "late" }));
  await asked;
  expect(form.review).toBeNull();
  expect(commands.confirm).not.toHaveBeenCalled();
});

it("a field that changed behind the form's back is reviewed again, not confirmed", async () => {
  const form = filled();
  await form.submit();
  await vi.advanceTimersByTimeAsync(1000);
  form.amount = "86,000";
  await form.submit();
  expect(commands.confirm).not.toHaveBeenCalled();
  expect(form.review?.nonce).toBe("n-86000");
});

it.each(["review_expired", "review_differs"])(
  "after %s the review is read anew, and asked again",
  async (code) => {
    const gone = { code, message: "Nothing was sent.", field: null, next: "Read it again.", operation: null };
    vi.mocked(commands.confirm).mockRejectedValueOnce(gone);
    const form = filled();
    await ask(form);
    expect(form.failure).toEqual(gone);
    expect(form.sent).toBeNull();
    expect(commands.reviewCharge).toHaveBeenCalledTimes(2);
    expect(form.open).toBe(false);
    await ask(form);
    expect(form.sent).not.toBeNull();
  },
);

it("what a review refuses while one types is told when one asks", async () => {
  const full = { code: "disk_full", message: "The disk is full.", field: null, next: null, operation: null };
  vi.mocked(commands.reviewCharge).mockRejectedValue(full);
  const form = filled();
  form.touch("amount");
  await vi.advanceTimersByTimeAsync(1000);
  expect(form.failure).toBeNull();
  await form.submit();
  expect(form.failure).toEqual(full);
});

it("a network chosen by hand is not guessed over", async () => {
  const form = filled();
  form.number.network = "";
  await form.number.ask();
  expect(form.number.network).toBe("mtn");
  form.number.chooseNetwork("other");
  form.touch("network");
  await form.number.ask();
  expect(form.number.network).toBe("other");
});

it("a number changed at the last moment is read again before it leaves", async () => {
  vi.mocked(commands.readPhone).mockResolvedValueOnce(reading("+256772418305"));
  const form = filled();
  await form.number.ask();
  vi.mocked(commands.readPhone).mockResolvedValueOnce(reading("+256772999999"));
  form.phone = "0772999999";
  form.touch("phone");
  await form.submit();
  expect(commands.reviewCharge).toHaveBeenCalledWith(expect.objectContaining({ phone: "+256772999999" }));
});

it("a number typed for another rail is not sent with a page that needs none", async () => {
  const method = PROVIDER.charge_methods[0]!;
  desk.providers = [
    {
      ...PROVIDER,
      charge_methods: [method, { ...method, method: "hosted", needs_phone: false, needs_network: false }],
    },
  ];
  const form = filled();
  form.method = "hosted";
  form.touch("method");
  await form.submit();
  expect(commands.reviewCharge).toHaveBeenLastCalledWith(
    expect.objectContaining({ method: "hosted", phone: null, network: null }),
  );
});

it("what came to nothing is asked again under a new request id, and read anew first", async () => {
  const form = filled();
  await ask(form);
  const first = form.requestId;
  form.again();
  expect(form.requestId).not.toBe(first);
  expect(form.review).toBeNull();
  expect(form.amount).toBe("85,000");
  await ask(form);
  expect(commands.confirm).toHaveBeenCalledTimes(2);
});

it("a card is offered only where the owner lets cards be keyed, and opens its own window instead of being asked for", async () => {
  const method = PROVIDER.charge_methods[0]!;
  desk.providers = [
    { ...PROVIDER, charge_methods: [method, { ...method, method: "card", needs_network: false }] },
  ];
  const form = filled();
  expect(form.rails.map((rail) => rail.method)).toEqual(["mobile-money"]);
  desk.boot = { ...BOOT, card_entry: true };
  form.method = "card";
  form.touch("method");
  await ask(form);
  expect(commands.openCard).toHaveBeenCalledExactlyOnceWith("n-85000", null);
  expect(commands.confirm).not.toHaveBeenCalled();
  expect(form.keying).toBe(true);
  const sent = anOperation({ request_id: form.requestId });
  form.keyed(anOperation({ request_id: "another" }));
  expect(form.sent).toBeNull();
  form.keyed(sent);
  expect(form.sent?.id).toBe(sent.id);
});

it("before a card is taken out the guard asks, and its answer goes along", async () => {
  const method = PROVIDER.charge_methods[0]!;
  desk.providers = [{ ...PROVIDER, charge_methods: [{ ...method, method: "card", needs_network: false }] }];
  desk.boot = { ...BOOT, card_entry: true };
  const earlier = anOperation({ id: "op_earlier" });
  const guard = { code: "possible_duplicate", message: "x", field: null, next: null, operation: earlier };
  vi.mocked(commands.reviewCharge).mockResolvedValue(aReview({ nonce: "n", guard }));
  const form = filled();
  await ask(form);
  expect(form.guard?.code).toBe("possible_duplicate");
  expect(commands.openCard).not.toHaveBeenCalled();
  await form.submit("op_earlier");
  expect(commands.openCard).toHaveBeenCalledExactlyOnceWith("n", "op_earlier");
});
