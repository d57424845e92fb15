import { expect, it } from "vitest";
import type { DoubtKind, Kind, State } from "../bindings";
import { en } from "./i18n/en";
import { fr } from "./i18n/fr";
import { isFinal, lookOf, markOf, wordOf } from "./status";

const charge = (state: State, doubts: DoubtKind[] = []) => ({
  kind: "charge" as Kind,
  state,
  doubts,
  action: null,
});
const STATES: State[] = [
  "recorded",
  "awaiting_approval",
  "sending",
  "pending",
  "needs_action",
  "in_doubt",
  "succeeded",
  "failed",
  "expired",
  "cancelled",
];

it("every state has its word icon and colour", () => {
  const table: [State, string, string, string][] = [
    ["recorded", "step", "Not sent yet", "Pas encore envoyé"],
    ["awaiting_approval", "step", "To approve", "À valider"],
    ["sending", "step", "Sending", "Envoi en cours"],
    ["pending", "waiting", "Waiting for customer", "Attend le client"],
    ["needs_action", "action", "Needs a code", "Code demandé"],
    ["in_doubt", "doubt", "Being checked", "En vérification"],
    ["succeeded", "paid", "Paid", "Payé"],
    ["failed", "unpaid", "Not paid", "Non payé"],
    ["expired", "expired", "Expired", "Expiré"],
    ["cancelled", "cancelled", "Cancelled", "Annulé"],
  ];
  expect(table.map(([state]) => state)).toEqual(STATES);
  for (const [state, mark, english, french] of table) {
    expect([markOf(charge(state)), wordOf(charge(state), en), wordOf(charge(state), fr)]).toEqual([
      mark,
      english,
      french,
    ]);
  }
});

it("each kind has its own words for the same state", () => {
  const word = (kind: Kind, state: State) => wordOf({ kind, state, doubts: [], action: null }, en);
  expect(word("payout", "pending")).toBe("On its way");
  expect(word("payout", "succeeded")).toBe("Sent");
  expect(word("refund", "failed")).toBe("Not refunded");
  expect(word("conversion", "pending")).toBe("In progress");
  expect(word("link", "succeeded")).toBe("Link ready");
});

it("only what is over and undoubted stands in ink", () => {
  for (const state of STATES) {
    const look = lookOf(charge(state));
    if (!isFinal(state)) expect(look, state).toBe("pencil");
    else expect(look, state).toBe(state === "succeeded" ? "ink" : "crossed");
  }
});

it("a doubt on a paid charge is never shown as plain paid", () => {
  for (const doubt of ["contradicted", "mismatch", "fate_unknown", "overdue"] as const) {
    const known = charge("succeeded", [doubt]);
    expect(markOf(known)).toBe("doubt");
    expect(lookOf(known)).toBe("pencil");
    expect(wordOf(known, en)).toBe("Being checked");
  }
});

it("an accepted request is not green", () => {
  for (const state of STATES.filter((one) => one !== "succeeded")) {
    expect(["paid", "refunded"], state).not.toContain(markOf(charge(state)));
  }
});

it("what is asked of the customer is named", () => {
  const asked = (action: "otp" | "address" | "redirect") =>
    wordOf({ kind: "charge", state: "needs_action", doubts: [], action }, en);
  expect(asked("otp")).toBe("Needs a code");
  expect(asked("address")).toBe("Needs an address");
  expect(asked("redirect")).toBe("Customer must open the page");
});
