import { expect, it } from "vitest";
import { internationalPhone, isWholePhone, listedPhone, maskedPhone, nationalPhone } from "./phone";

it("a number that the core hides stands as it came, in every form", () => {
  // The first begins like a country's code: it is no number of that country.
  for (const hidden of ["2560 ••• 305", "0772 ••• 305"]) {
    expect(nationalPhone(hidden)).toBe(hidden);
    expect(internationalPhone(hidden)).toBe(hidden);
    expect(listedPhone(hidden, [256])).toBe(hidden);
    expect(maskedPhone(hidden)).toBe(hidden);
    expect(isWholePhone(hidden)).toBe(false);
  }
  expect(isWholePhone("+256772418305")).toBe(true);
});
