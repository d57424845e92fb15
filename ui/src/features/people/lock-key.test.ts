import { fireEvent, render } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { StaffView } from "../../bindings";
import { offers, run } from "../../lib/actions.svelte";
import * as commands from "../../lib/commands";
import { seat } from "../../lib/seat.svelte";
import { LockKey } from ".";

vi.mock("../../lib/commands");

const ME = { id: "st_1", name: "Justine", role: "cashier", added_at: "2026-11-01T08:00:00Z" } as const;
const SITTING: StaffView = {
  members: [ME],
  me: ME,
  locked: false,
  needed: true,
  lock_after_minutes: 10,
  rights: ["own_sales", "take_payment"],
};
const f12 = () => fireEvent.keyDown(document.body, { key: "F12" });

beforeEach(() => {
  vi.resetAllMocks();
  vi.mocked(commands.signOut).mockResolvedValue({ ...SITTING, me: null, locked: true });
  vi.mocked(commands.touch).mockResolvedValue(undefined as never);
});

it("one key locks the desk on every screen, over an open question too, and not where nobody sits by name", async () => {
  const question = document.body.appendChild(document.createElement("div"));
  question.setAttribute("role", "dialog");
  seat.take({ ...SITTING, me: null, needed: false });
  const { unmount } = render(LockKey);
  await f12();
  expect(commands.signOut).not.toHaveBeenCalled();
  expect(offers.list).toEqual([]);
  unmount();

  seat.take(SITTING);
  render(LockKey);
  await f12();
  expect(commands.signOut).toHaveBeenCalledTimes(1);
  question.remove();
});

afterEach(() => vi.restoreAllMocks());

it("the palette locks it too, and a hand that moves is told", async () => {
  // Long after the hand of before: it is told now and then, not at every stroke.
  const later = Date.now() + 60_000;
  vi.spyOn(Date, "now").mockReturnValue(later);
  seat.take(SITTING);
  render(LockKey);
  await fireEvent.pointerMove(document.body);
  expect(commands.touch).toHaveBeenCalledTimes(1);
  const lock = offers.list.find(({ id }) => id === "lock");
  if (lock) run(lock);
  expect(commands.signOut).toHaveBeenCalledTimes(1);
});
