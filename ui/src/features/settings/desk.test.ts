import { fireEvent, render } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { BOOT } from "../../fixtures";
import { desk } from "../../lib/desk.svelte";
import { preferences } from "../../lib/preferences.svelte";
import DeskPart from "./DeskPart.svelte";

vi.mock("../../lib/commands");

const choice = (test: string) => document.querySelector<HTMLInputElement>(`[data-test=${test}]`)!;

beforeEach(() => {
  vi.resetAllMocks();
  desk.boot = BOOT;
});
afterEach(() => {
  preferences.setDensity("comfortable");
  preferences.setSound(false);
});

it("rows are comfortable and sound is off until somebody chooses otherwise", async () => {
  render(DeskPart);
  expect([choice("density-comfortable").checked, choice("sound-off").checked]).toEqual([true, true]);
  expect([preferences.rowHeight, preferences.sound]).toEqual([32, false]);
  await fireEvent.click(choice("density-compact"));
  await fireEvent.click(choice("sound-on"));
  expect([preferences.rowHeight, preferences.sound]).toEqual([28, true]);
});
