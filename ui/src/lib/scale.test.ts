import { expect, it } from "vitest";
import { percentAbove, scaleFor } from "./scale";

it("a scale ends at a round amount that nothing is above, and its middle is round too", () => {
  expect(scaleFor(["0", "2300000", "18500"])).toMatchObject({
    top: "3000000",
    marks: ["3000000", "1500000"],
  });
  expect(scaleFor(["7"]).marks).toEqual(["8", "4"]);
  expect(scaleFor(["100.01"]).marks).toEqual(["200", "100"]);
  expect(scaleFor([]).marks).toEqual(["2", "1"]);
});

it("a height is the share of the top, and amounts beyond what a number holds are no trouble", () => {
  const scale = scaleFor(["90071992547409930000"]);
  expect(scale.top).toBe("100000000000000000000");
  expect(scale.height("50000000000000000000")).toBe(500);
  expect(scale.height("-4")).toBe(0);
});

it("how much more is told in per cent, and beside nothing not at all", () => {
  expect(percentAbove("1318500", "1090000")).toBe(21);
  expect(percentAbove("90", "100")).toBe(-10);
  expect(percentAbove("100", "100")).toBe(0);
  expect(percentAbove("5", "0")).toBeNull();
});
