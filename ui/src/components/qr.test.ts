import { expect, test } from "vitest";
import { qrPath, qrRows } from "./qr";

test("a code is square, has its quiet border, and its three corners", () => {
  const rows = qrRows("https://pay.example/charge/8f41c2")!;
  const size = rows.length;
  expect(rows.every((row) => row.length === size)).toBe(true);
  for (const edge of [0, 1, 2, 3, size - 1, size - 4]) expect(rows[edge]!.includes(true)).toBe(false);
  for (const [y, x] of [
    [4, 4],
    [4, size - 5],
    [size - 5, 4],
  ] as const)
    expect(rows[y]![x]).toBe(true);
});

test("another text is another code", () => {
  expect(qrPath(qrRows("https://pay.example/1")!)).not.toBe(qrPath(qrRows("https://pay.example/2")!));
});

test("a path covers the dark squares and nothing else", () => {
  expect(
    qrPath([
      [false, true, true],
      [true, false, true],
      [false, false, false],
    ]),
  ).toBe("M1 0h2v1H1zM0 1h1v1H0zM2 1h1v1H2z");
});

test("a text that no code can hold gives none", () => {
  expect(qrRows("x".repeat(5000))).toBeNull();
});
