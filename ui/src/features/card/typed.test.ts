import { expect, test } from "vitest";
import { adds, inFours, readCard } from "./typed";

const TODAY = new Date(2026, 10, 22);
const GOOD = { number: "4532 1234 5678 9014", expiry: "12/28", cvv: "123" };

test("a card is read whatever its spelling", () => {
  for (const expiry of ["12/28", "12 / 28", "1228", "12/2028", "12-2028"])
    expect(readCard({ ...GOOD, expiry }, TODAY)).toEqual({
      number: "4532123456789014",
      expiryMonth: "12",
      expiryYear: "2028",
      cvv: "123",
    });
});

test("one wrong digit and two that changed places are found", () => {
  expect(adds("4532123456789014")).toBe(true);
  expect(adds("4532123456789015")).toBe(false);
  expect(adds("4532132456789014")).toBe(false);
  expect(readCard({ ...GOOD, number: "4532123456789015" }, TODAY)).toEqual({ number: "digits" });
});

test("a card is good to the last day of its month", () => {
  expect(readCard({ ...GOOD, expiry: "11/26" }, TODAY)).toHaveProperty("number");
  expect(readCard({ ...GOOD, expiry: "10/26" }, TODAY)).toEqual({ expiry: "past" });
  expect(readCard({ ...GOOD, expiry: "13/28" }, TODAY)).toEqual({ expiry: "month" });
});

test("every field that is missing is said", () => {
  expect(readCard({ number: "", expiry: "", cvv: "" }, TODAY)).toEqual({
    number: "empty",
    expiry: "empty",
    cvv: "empty",
  });
});

test("a number stands in fours while it is typed", () => {
  expect(inFours("45321234567")).toBe("4532 1234 567");
});
