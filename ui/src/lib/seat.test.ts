import { beforeEach, expect, test, vi } from "vitest";
import type { StaffView } from "../bindings";
import { seat } from "./seat.svelte";

const asked = vi.hoisted(() => ({ staff: vi.fn<() => Promise<StaffView>>() }));
vi.mock("./commands", async (original) => ({ ...(await original<object>()), staff: asked.staff }));

const view = (locked: boolean): StaffView => ({
  members: [],
  me: null,
  locked,
  needed: true,
  lock_after_minutes: 5,
  rights: [],
});

beforeEach(() => asked.staff.mockReset());

test("what was asked before somebody sat down does not lock the desk after it", async () => {
  let answer: (view: StaffView) => void = () => undefined;
  asked.staff.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  asked.staff.mockResolvedValue(view(false));
  const reading = seat.read();
  seat.take(view(false));
  answer(view(true));
  await reading;
  expect(seat.locked).toBe(false);
  expect(asked.staff).toHaveBeenCalledTimes(2);
});

test("of two that were asked the later one stands, whatever order they are answered in", async () => {
  let first: (view: StaffView) => void = () => undefined;
  asked.staff.mockReturnValueOnce(new Promise((resolve) => (first = resolve)));
  asked.staff.mockResolvedValueOnce(view(true));
  const reads = [seat.read(), seat.read()];
  await reads[1];
  first(view(false));
  await reads[0];
  expect(seat.locked).toBe(true);
});

test("the first answer stands until a later one comes: a desk that opens does not wait for the second", async () => {
  seat.take(view(false));
  asked.staff.mockResolvedValueOnce(view(true));
  asked.staff.mockReturnValueOnce(new Promise(() => undefined));
  const first = seat.read();
  void seat.read();
  await first;
  expect(seat.locked).toBe(true);
});

test("whoever adds themselves as the first is not locked out until the answer comes", async () => {
  seat.take(view(false));
  let answer: (view: StaffView) => void = () => undefined;
  const acting = seat.act(new Promise((resolve) => (answer = resolve)));
  asked.staff.mockResolvedValue(view(true));
  await seat.read();
  expect(seat.locked).toBe(false);
  // What was heard on the way is asked once more when the act is done.
  const before = asked.staff.mock.calls.length;
  asked.staff.mockResolvedValue(view(false));
  answer(view(false));
  await acting;
  await vi.waitFor(() => expect(asked.staff.mock.calls.length).toBe(before + 1));
  expect(seat.locked).toBe(false);
});
