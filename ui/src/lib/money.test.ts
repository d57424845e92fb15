import { expect, it } from "vitest";
import {
  addAmounts,
  groupWhileTyping,
  hasOwnMarks,
  readAmount,
  thousandths,
  writeAmount,
  writeMoney,
} from "./money";
import { internationalPhone, listedPhone, nationalPhone } from "./phone";
import { Zone } from "./time";

it("amounts dates and phones are written as the language does", () => {
  expect(writeMoney({ amount: "1250000", currency: "UGX" }, "en")).toBe("1,250,000\u00a0UGX");
  expect(writeMoney({ amount: "1250000", currency: "GNF" }, "fr")).toBe("1\u00a0250\u00a0000\u00a0GNF");
  expect(writeAmount("1250.5", "USD", "en")).toBe("1,250.50");
  expect(writeAmount("1250.5", "USD", "fr")).toBe("1\u00a0250,50");
  expect(writeAmount("-97230", "UGX", "en")).toBe("\u221297,230");
  const en = new Zone("en", "Africa/Kampala");
  const fr = new Zone("fr", "Africa/Kampala");
  expect(en.seconds("2026-11-21T11:31:40Z")).toBe("14:31:40");
  expect(en.fullDate("2026-11-21T11:31:40Z")).toBe("21 Nov 2026");
  expect(fr.fullDate("2026-11-21T11:31:40Z")).toBe("21 nov. 2026");
  expect(nationalPhone("+256772418305")).toBe("0772\u00a0418\u00a0305");
  expect(nationalPhone("+250788123456")).toBe("0788\u00a0123\u00a0456");
  expect(nationalPhone("+224622410877")).toBe("622\u00a041\u00a008\u00a077");
  expect(nationalPhone("+2250708412219")).toBe("07\u00a008\u00a041\u00a022\u00a019");
});

it("a currency without cents never shows any, and a told fraction is never dropped", () => {
  expect(writeAmount("2000.00", "RWF", "en")).toBe("2,000");
  expect(writeAmount("2152.2", "UGX", "en")).toBe("2,152.2");
  expect(writeAmount("12", "USD", "en")).toBe("12");
});

it("an amount is kept exactly, however long it is", () => {
  const long = "900719925474099312345678";
  expect(writeAmount(long, "UGX", "en")).toBe("900,719,925,474,099,312,345,678");
  expect(readAmount(long, 0)).toEqual({ amount: long });
});

it("an amount is read in each of the ways in which people write it", () => {
  for (const text of [
    "1250000",
    "1 250 000",
    "1\u00a0250\u00a0000",
    "1\u202f250\u202f000",
    "1,250,000",
    "1.250.000",
  ]) {
    expect(readAmount(text, 0)).toEqual({ amount: "1250000" });
  }
  expect(readAmount("50k", 0)).toEqual({ amount: "50000" });
  expect(readAmount("1.5k", 0)).toEqual({ amount: "1500" });
  expect(readAmount("2M", 0)).toEqual({ amount: "2000000" });
  expect(readAmount("007", 0)).toEqual({ amount: "7" });
  expect(readAmount("1 250,50", 2)).toEqual({ amount: "1250.50" });
});

it("cents are refused where the currency has none, and never rounded away", () => {
  expect(readAmount("85000.5", 0)).toEqual({ refused: "decimals" });
  expect(readAmount("85 000,50", 0)).toEqual({ refused: "decimals" });
  expect(readAmount("85,000.00", 0)).toEqual({ refused: "decimals" });
  expect(readAmount("12.345", 2)).toEqual({ amount: "12345" });
  expect(readAmount("12.3456", 2)).toEqual({ refused: "decimals" });
  expect(readAmount("0.0001k", 0)).toEqual({ refused: "decimals" });
});

it("what is no amount is said to be none", () => {
  expect(readAmount("", 0)).toEqual({ refused: "empty" });
  for (const text of ["-500", "abc", "5e3", "12a", "1,25,0.0.1", "١٢"]) {
    expect(readAmount(text, 0), text).toEqual({ refused: "unreadable" });
  }
});

it("the caret stays behind the digit it stood behind", () => {
  expect(groupWhileTyping("1250000", 4, 0, "en")).toEqual({ text: "1,250,000", caret: 5 });
  expect(groupWhileTyping("8500", 4, 0, "en")).toEqual({ text: "8,500", caret: 5 });
  expect(groupWhileTyping("50k", 3, 0, "fr")).toEqual({ text: "50\u00a0000", caret: 6 });
  expect(groupWhileTyping("12.5", 4, 0, "en")).toEqual({ text: "12.5", caret: 4 });
});

it("a digit after the marks set here goes on with the number, and a typed comma is never taken for one of them", () => {
  expect(hasOwnMarks("2,500", "en")).toBe(true);
  expect(hasOwnMarks("12,5", "en")).toBe(false);
  expect(groupWhileTyping("2,5000", 6, 0, "en", true)).toEqual({ text: "25,000", caret: 6 });
  expect(groupWhileTyping("2,50", 4, 0, "en", true)).toEqual({ text: "250", caret: 3 });
  expect(groupWhileTyping("12,5", 4, 0, "en")).toEqual({ text: "12,5", caret: 4 });
  expect(readAmount("12,5", 0)).toEqual({ refused: "decimals" });
});

it("sums and shares are exact", () => {
  expect(addAmounts(["0.1", "0.2"])).toBe("0.3");
  expect(addAmounts(["9007199254740993", "1"])).toBe("9007199254740994");
  expect(addAmounts([])).toBe("0");
  expect(thousandths("1", "4")).toBe(250);
  expect(thousandths("1", "0")).toBe(0);
});

it("a number of another country carries its calling code", () => {
  expect(listedPhone("+250788123456", [256])).toBe("+250\u00a0788\u00a0123\u00a0456");
  expect(listedPhone("+250788123456", [250, 256])).toBe("0788\u00a0123\u00a0456");
  expect(internationalPhone("+224622410877")).toBe("+224\u00a0622\u00a041\u00a008\u00a077");
  expect(listedPhone("+447700900123", [256])).toBe("+447700900123");
});
