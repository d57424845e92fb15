import { beforeEach, expect, it, vi } from "vitest";
import { ACCOUNT, anOperation, BOOT, PROVIDER } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { ChargeForm } from "./form.svelte";

vi.mock("../../lib/commands");

const reading = (e164: string) => ({ e164, national: null, network: "mtn", message: null, names: [] });

function filled(): ChargeForm {
  const form = new ChargeForm();
  form.amount = "85,000";
  form.phone = "0772418305";
  form.network = "mtn";
  form.name = "Namuli Sarah Jane";
  return form;
}

beforeEach(() => {
  vi.resetAllMocks();
  desk.boot = BOOT;
  desk.providers = [PROVIDER];
  desk.accounts = [ACCOUNT];
  vi.mocked(commands.readPhone).mockResolvedValue(reading("+256772418305"));
});

it("a changed field after a submit takes a new request id", async () => {
  vi.mocked(commands.createCharge).mockResolvedValue(anOperation());
  const form = filled();
  const first = form.requestId;
  form.touch("amount");
  expect(form.requestId).toBe(first);
  await form.submit();
  expect(form.requestId).toBe(first);
  expect(form.sent).not.toBeNull();
  form.amount = "86,000";
  form.touch("amount");
  expect(form.requestId).not.toBe(first);
  expect(form.sent).toBeNull();
});

it("a double click asks once", async () => {
  vi.mocked(commands.createCharge).mockResolvedValue(anOperation());
  const form = filled();
  await Promise.all([form.submit(), form.submit()]);
  await form.submit();
  expect(commands.createCharge).toHaveBeenCalledTimes(1);
});

it("what leaves is exact text, never a number", async () => {
  vi.mocked(commands.createCharge).mockResolvedValue(anOperation());
  const form = filled();
  await form.submit();
  expect(commands.createCharge).toHaveBeenCalledWith(
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
      despite: null,
      request_id: form.requestId,
    }),
  );
});

it("nothing is sent while a field is wrong, and the first wrong one is known", async () => {
  vi.mocked(commands.readPhone).mockResolvedValue({ ...reading(""), e164: null });
  const form = new ChargeForm();
  form.amount = "85000.5";
  form.network = "mtn";
  await form.submit();
  expect(commands.createCharge).not.toHaveBeenCalled();
  expect(form.errors.amount).toContain("no cents");
  expect(form.errors.phone).toBeDefined();
  expect(form.firstWrong).toBe("amount");
  expect(form.amount).toBe("85000.5");
});

it("a refusal stands beside its field and keeps what was typed", async () => {
  vi.mocked(commands.createCharge).mockRejectedValue({
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
  vi.mocked(commands.createCharge).mockRejectedValueOnce({
    code: "possible_duplicate",
    message: "The same was asked at 16:12.",
    field: null,
    next: null,
    operation: earlier,
  });
  vi.mocked(commands.createCharge).mockResolvedValueOnce(anOperation());
  const form = filled();
  await form.submit();
  expect(form.guard?.operation?.id).toBe("op_earlier");
  expect(form.sent).toBeNull();
  await form.submit("op_earlier");
  expect(commands.createCharge).toHaveBeenLastCalledWith(expect.objectContaining({ despite: "op_earlier" }));
  expect(form.guard).toBeNull();
});

it("a network chosen by hand is not guessed over", async () => {
  const form = filled();
  form.network = "";
  await form.readPhone();
  expect(form.network).toBe("mtn");
  form.network = "other";
  form.touch("network");
  await form.readPhone();
  expect(form.network).toBe("other");
});

it("a number changed at the last moment is read again before it leaves", async () => {
  vi.mocked(commands.createCharge).mockResolvedValue(anOperation());
  vi.mocked(commands.readPhone).mockResolvedValueOnce(reading("+256772418305"));
  const form = filled();
  await form.readPhone();
  vi.mocked(commands.readPhone).mockResolvedValueOnce(reading("+256772999999"));
  form.phone = "0772999999";
  form.touch("phone");
  await form.submit();
  expect(commands.createCharge).toHaveBeenCalledWith(expect.objectContaining({ phone: "+256772999999" }));
});
