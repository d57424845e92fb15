import { describe, expect, test } from "vitest";
import { fits } from "./palette.svelte";

describe("what fits what is typed", () => {
  test("every typed word begins a word of the title, whatever its accents and case", () => {
    expect(fits("Nouveau reçu de caisse", "recu NOU")).toBe(true);
    expect(fits("Nouveau reçu de caisse", "caisse neuf")).toBe(false);
  });

  test("nothing typed fits everything", () => {
    expect(fits("Take payment", "  ")).toBe(true);
  });

  test("the middle of a word is not its beginning", () => {
    expect(fits("Take payment", "ment")).toBe(false);
  });
});
