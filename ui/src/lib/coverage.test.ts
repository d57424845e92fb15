import { expect, test } from "vitest";
import type { CoverageView } from "../bindings";
import { byAccount } from "./coverage";

const list = (account: string, to: string | null, error: string | null = null): CoverageView => ({
  account,
  name: account,
  complete_from: null,
  complete_to: to,
  phones_from: null,
  last_ok: to,
  last_run: to,
  error,
});

test("an account with several lists stands once, and is as far as the list that is least far", () => {
  const [one, other, ...none] = byAccount([
    list("acc_1", "2026-11-22T11:19:00Z"),
    list("acc_2", "2026-11-22T11:18:00Z"),
    list("acc_1", "2026-11-22T10:02:00Z"),
  ]);
  expect(one?.complete_to).toBe("2026-11-22T10:02:00Z");
  expect(other?.complete_to).toBe("2026-11-22T11:18:00Z");
  expect(none).toEqual([]);
});

test("a list that was never read whole leaves the account without a time to which it is complete", () => {
  const [one] = byAccount([list("acc_1", "2026-11-22T11:19:00Z"), list("acc_1", null)]);
  expect(one?.complete_to).toBeNull();
  expect(one?.last_ok).toBeNull();
});

test("one list that failed is a failure of the account", () => {
  const [one] = byAccount([list("acc_1", "2026-11-22T11:19:00Z"), list("acc_1", null, "not admitted")]);
  expect(one?.error).toBe("not admitted");
});
