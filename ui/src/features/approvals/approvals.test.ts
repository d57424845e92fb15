import { fireEvent, render } from "@testing-library/svelte";
import { tick } from "svelte";
import { beforeEach, expect, it, vi } from "vitest";
import type { ApprovalsView, MemberView, StaffView } from "../../bindings";
import { ACCOUNT, anOperation, BOOT, PROVIDER } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { Approvals } from "./approvals.svelte";
import ApprovalsPart from "./ApprovalsPart.svelte";

vi.mock("../../lib/commands");

const member = (id: string, name: string, role: MemberView["role"]): MemberView => ({
  id,
  name,
  role,
  added_at: "2026-11-01T08:00:00Z",
});
const WAITING: ApprovalsView = {
  operations: [
    {
      operation: anOperation({ id: "op_w", kind: "payout", state: "awaiting_approval" }),
      asked_by: "Eric",
      asked_at: "2026-11-21T11:31:40Z",
    },
  ],
  batches: [],
  thresholds: [{ amount: "50000", currency: "UGX" }],
};
const NONE: ApprovalsView = { operations: [], batches: [], thresholds: [] };
const seen = (test: string) => document.querySelector<HTMLElement>(`[data-test=${test}]`);
const settle = async () => {
  await new Promise((done) => setTimeout(done));
  await tick();
};

beforeEach(() => {
  vi.resetAllMocks();
  desk.boot = BOOT;
  desk.providers = [PROVIDER];
  desk.accounts = [ACCOUNT];
  vi.mocked(commands.approvals).mockResolvedValue(WAITING);
  vi.mocked(commands.staff).mockResolvedValue({
    members: [
      member("st_1", "Justine", "owner"),
      member("st_2", "Eric", "owner"),
      member("st_3", "Aline", "cashier"),
    ],
  } as StaffView);
});

async function looked(onapproved = () => undefined): Promise<Approvals> {
  const approvals = new Approvals();
  render(ApprovalsPart, { approvals, onapproved });
  await settle();
  await fireEvent.click(seen("approval")!);
  return approvals;
}

it("nobody approves what they asked for, and only owners approve", async () => {
  const approvals = await looked();
  expect(approvals.owners("Eric").map(({ name }) => name)).toEqual(["Justine"]);
});

it("a yes needs the PIN of another owner, which is not kept after it was tried", async () => {
  vi.mocked(commands.approve).mockRejectedValue({
    code: "wrong_pin",
    message: "That is not the PIN of Justine.",
    field: null,
    next: null,
    operation: null,
  });
  await looked();
  await fireEvent.click(seen("approval-say")!);
  expect(commands.approve).not.toHaveBeenCalled();
  await fireEvent.input(seen("approval-pin")!, { target: { value: "1234" } });
  await fireEvent.submit(seen("approval-answer")!);
  await settle();
  expect(commands.approve).toHaveBeenCalledWith("op_w", { staff: "st_1", pin: "1234" }, null);
  expect(document.body.textContent).toContain("That is not the PIN of Justine.");
  expect((seen("approval-pin") as HTMLInputElement).value).toBe("");
});

it("a no needs a reason, and what was refused waits no more", async () => {
  vi.mocked(commands.refuse).mockResolvedValue(NONE);
  await looked();
  await fireEvent.click(seen("approval-no")!);
  await fireEvent.submit(seen("approval-answer")!);
  expect(commands.refuse).not.toHaveBeenCalled();
  await fireEvent.input(seen("approval-reason")!, { target: { value: "Paid in cash" } });
  await fireEvent.submit(seen("approval-answer")!);
  await settle();
  expect(commands.refuse).toHaveBeenCalledWith("op_w", "Paid in cash");
  expect(seen("approvals")).toBeNull();
});

it("whoever may not approve sees nothing of what waits", async () => {
  vi.mocked(commands.approvals).mockRejectedValue({ code: "not_allowed", message: "No." });
  render(ApprovalsPart, { approvals: new Approvals(), onapproved: () => undefined });
  await settle();
  expect(seen("approvals")).toBeNull();
});
