import { expect, it } from "vitest";
import { anOperation } from "../../fixtures";
import { en } from "../../lib/i18n/en";
import { markOf } from "../../lib/status";
import { sentenceOf } from "./sentence";

it("a page that was made is no payment, in no sentence and no mark", () => {
  const made = anOperation({ kind: "link", state: "succeeded", name: null, network: null });
  const telling = {
    t: en,
    provider: "Kasuku Money",
    network: "",
    phone: "",
    seconds: () => "11:31:40",
    paidAt: null,
    sentAt: null,
  };
  expect(sentenceOf(made, telling).text).toContain("no payment yet");
  expect(markOf({ kind: "link", state: "succeeded", doubts: [], action: null })).not.toBe("paid");
});
