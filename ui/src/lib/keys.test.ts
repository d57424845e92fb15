import { expect, it } from "vitest";
import { act, actNext, bindEverywhere, bindKeys, Keys } from "./keys";

const SCREENS = ["t", "x"];
function press(key: string, target: EventTarget | null = document.body, held: Partial<KeyboardEvent> = {}) {
  return { key, target, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

it("letter keys act outside fields only", () => {
  const keys = new Keys();
  for (const [key, what] of [
    ["n", "fresh"],
    ["r", "check"],
    ["/", "search"],
    ["?", "list"],
    ["f", "filter"],
    ["c", "copy"],
  ]) {
    expect(keys.read(press(key!), true, SCREENS)).toBe(what);
    for (const name of ["input", "textarea", "select"]) {
      expect(
        keys.read(press(key!, document.createElement(name)), true, SCREENS),
        `${key} in ${name}`,
      ).toBeNull();
    }
  }
});

it("letters can be switched off, and the other keys stay", () => {
  const keys = new Keys();
  expect(keys.read(press("n"), false, SCREENS)).toBeNull();
  expect(keys.read(press("F6"), false, SCREENS)).toBe("regions");
  expect(keys.read(press("Enter", document.createElement("input"), { ctrlKey: true }), false, SCREENS)).toBe(
    "submit",
  );
});

it("a key held down asks once", () => {
  const keys = new Keys();
  const held = press("Enter", document.body, { ctrlKey: true, repeat: true });
  expect(keys.read(held, true, SCREENS)).toBeNull();
});

it("G and a letter go to a screen, and G alone is forgotten", () => {
  const keys = new Keys();
  expect(keys.read(press("g"), true, SCREENS, 0)).toBeNull();
  expect(keys.read(press("x"), true, SCREENS, 500)).toBe("go:x");
  keys.read(press("g"), true, SCREENS, 1000);
  expect(keys.read(press("x"), true, SCREENS, 9000)).toBeNull();
});

it("a shortcut of the system is left alone", () => {
  const keys = new Keys();
  expect(keys.read(press("r", document.body, { ctrlKey: true }), true, SCREENS)).toBeNull();
  expect(keys.read(press("n", document.body, { altKey: true }), true, SCREENS)).toBeNull();
});

it("the screen that bound a key last has it, and gives it back", () => {
  const done: string[] = [];
  const frame = bindKeys({ check: () => done.push("frame") });
  const screen = bindKeys({ check: () => done.push("screen") });
  act("check");
  screen();
  act("check");
  frame();
  expect(act("check")).toBe(false);
  expect(done).toEqual(["screen", "frame"]);
});

it("the frame has a key where nobody else does, and binding anew takes nothing from the screen in it", async () => {
  const done: string[] = [];
  const bindFrame = () => bindEverywhere({ fresh: () => done.push("frame") });
  const before = bindFrame();
  act("fresh");
  actNext("fresh");
  before();
  const frame = bindFrame();
  const screen = bindKeys({ fresh: () => done.push("screen") });
  await Promise.resolve();
  expect(done).toEqual(["frame", "screen"]);
  before();
  bindFrame();
  frame();
  act("fresh");
  screen();
  act("fresh");
  expect(done).toEqual(["frame", "screen", "screen", "frame"]);
  bindEverywhere({})();
});

it("what a screen is opened for is done once, when it stands, and forgotten where another is opened", async () => {
  const done: string[] = [];
  const stand = (name: string) => bindKeys({ fresh: () => done.push(name) });
  const frame = stand("frame");
  actNext("fresh");
  const other = bindKeys({ check: () => done.push("check") });
  const screen = stand("screen");
  const beside = stand("beside");
  await Promise.resolve();
  expect(done).toEqual(["screen"]);
  actNext("fresh");
  actNext(null);
  const later = stand("later");
  await Promise.resolve();
  expect(done).toEqual(["screen"]);
  for (const forget of [frame, other, screen, beside, later]) forget();
});
