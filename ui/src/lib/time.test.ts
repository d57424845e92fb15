import { expect, it } from "vitest";
import { ageOf, isLate, secondsUntil, Zone } from "./time";

const now = Date.parse("2026-11-21T21:30:00Z");
const zone = new Zone("en", "Africa/Kampala");

it("days are the business's days, not the computer's", () => {
  expect(zone.day(new Date(now))).toBe("2026-11-22");
  expect(new Zone("en", "Africa/Conakry").day(new Date(now))).toBe("2026-11-21");
});

it("the margin says the time today, the date before, and the year where it is another", () => {
  expect(zone.margin("2026-11-21T21:05:00Z", now)).toBe("00:05");
  expect(zone.margin("2026-11-21T20:05:00Z", now)).toBe("21 Nov");
  expect(zone.margin("2025-09-03T20:05:00Z", now)).toBe("3 Sep 25");
});

it("the zone has a name and an offset", () => {
  expect(zone.city()).toBe("Kampala");
  expect(zone.offset(now)).toBe("UTC+3");
  expect(new Zone("fr", "Africa/Abidjan").offset(now)).toBe("UTC+0");
});

it("no space of another width stands in a date", () => {
  const fr = new Zone("fr", "Africa/Conakry");
  expect(fr.exact("2026-11-21T11:31:40Z") + fr.moment("2026-01-01T00:00:00Z", now)).not.toContain("\u202f");
});

it("an age grows from seconds to days and is late after a quarter of an hour", () => {
  const before = (seconds: number) => new Date(now - seconds * 1000).toISOString();
  expect(ageOf(before(4), now)).toEqual({ unit: "s", count: 4 });
  expect(ageOf(before(41 * 60), now)).toEqual({ unit: "min", count: 41 });
  expect(ageOf(before(49 * 3600), now)).toEqual({ unit: "d", count: 2 });
  expect(ageOf(before(-5), now)).toEqual({ unit: "s", count: 0 });
  expect(isLate(before(14 * 60), now)).toBe(false);
  expect(isLate(before(16 * 60), now)).toBe(true);
  expect(secondsUntil(before(-6), now)).toBe(6);
  expect(secondsUntil(before(6), now)).toBe(0);
});
