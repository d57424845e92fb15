import { beforeEach, expect, it } from "vitest";
import { actSaid, changeSaid, settingSaid, whereSaid, whoSaid } from "./audited";
import type { AuditRowView } from "../../bindings";
import { i18n } from "../../lib/i18n/index.svelte";

const row = (over: Partial<AuditRowView>): AuditRowView => ({
  seq: 1,
  at: "2026-11-22T14:00:00Z",
  who: "Achieng",
  staff: null,
  desk: null,
  door: "window",
  act: "setting",
  about: "theme",
  before: null,
  after: "dark",
  ...over,
});

beforeEach(() => (i18n.lang = "fr"));

it("a setting, its values and its door are told in the reader's words", () => {
  const changed = row({ before: "light", desk: "practice", who: "unnamed" });
  expect(settingSaid(changed.about)).toBe("jour ou nuit");
  expect(changeSaid(changed)).toBe("jour → nuit");
  expect(whereSaid(changed)).toBe("fenêtre, Exercice");
  expect(whoSaid(changed)).toBe("Personne de nommé");
});

it("an amount is grouped as everywhere else, a file of payments says its rows", () => {
  expect(changeSaid(row({ act: "recorded", about: "op_1", after: "10100 RWF" }))).toBe(
    "10\u00a0100\u00a0RWF",
  );
  expect(changeSaid(row({ about: "approve_above.UGX", after: "100000" }))).toBe("100\u00a0000\u00a0UGX");
  const file = row({ act: "batch_recorded", about: "bt_1", after: "wages-1.csv, 2" });
  expect(actSaid(file)).toBe("a noté un fichier de paiements");
  expect(changeSaid(file)).toBe("wages-1.csv, 2 lignes");
});

it("what is not known by a word is shown as it was written down, never hidden", () => {
  expect(actSaid(row({ act: "something_new" }))).toBe("something_new");
  expect(settingSaid("toString")).toBe("toString");
  expect(changeSaid(row({ act: "recorded", about: "op_1", after: "on" }))).toBe("on");
});
