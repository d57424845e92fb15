import { expect, it } from "vitest";
import { internationalPhone, listedPhone, maskedPhone, nationalPhone } from "./phone";

it("a number that the core masked is shown as it came, whatever its digits would mean", () => {
  for (const masked of ["0772 ••• 305", "2507 ••• 456", "2567 ••• 305", "6224 ••• 877"]) {
    expect(nationalPhone(masked)).toBe(masked);
    expect(internationalPhone(masked)).toBe(masked);
    expect(listedPhone(masked, [256])).toBe(masked);
    expect(maskedPhone(masked)).toBe(masked);
  }
});

it("a whole number is grouped as its country writes it, and masked in the middle", () => {
  expect(nationalPhone("+256772418305")).toBe("0772\u00a0418\u00a0305");
  expect(internationalPhone("+224622410877")).toBe("+224\u00a0622\u00a041\u00a008\u00a077");
  expect(maskedPhone("+256772418305")).toBe("0772\u00a0•••\u00a0305");
});
