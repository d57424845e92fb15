import { expect, it } from "vitest";
import { addDays, daysOf, lengthOf, MOST_DAYS, PRESETS, refusalOf } from "./period";

it("a period counts its first and its last day", () => {
  expect(daysOf("week", "2026-11-22")).toEqual({ from: "2026-11-16", to: "2026-11-22" });
  expect(lengthOf(daysOf("month30", "2026-11-22"))).toBe(30);
  expect(lengthOf(daysOf("quarter", "2026-03-01"))).toBe(90);
});

it("a month is the calendar's, also over the turn of a year and in February", () => {
  expect(daysOf("month", "2026-11-22")).toEqual({ from: "2026-11-01", to: "2026-11-22" });
  expect(daysOf("last_month", "2026-01-05")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  expect(daysOf("last_month", "2028-03-31")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
});

it("every period that is offered can be asked for, whatever the day", () => {
  for (let day = "2027-12-01"; day < "2028-04-01"; day = addDays(day, 1))
    for (const preset of PRESETS) {
      const days = daysOf(preset, day);
      expect(refusalOf(days), `${preset} on ${day}`).toBeNull();
      expect(lengthOf(days)).toBeLessThanOrEqual(MOST_DAYS);
    }
  expect(daysOf("year", "2026-11-22")).toEqual({ from: "2025-11-23", to: "2026-11-22" });
  expect(daysOf("years2", "2026-11-22").from).toBe("2024-11-23");
});

it("days that cannot be asked for say why", () => {
  expect(refusalOf({ from: "", to: "2026-11-22" })).toBe("unreadable");
  expect(refusalOf({ from: "2026-11-23", to: "2026-11-22" })).toBe("backwards");
  expect(refusalOf({ from: "2024-01-01", to: "2026-11-22" })).toBe("too_long");
});
