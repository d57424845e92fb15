import { render, screen } from "@testing-library/svelte";
import { beforeEach, expect, it } from "vitest";
import { ACCOUNT, anOperation, BOOT, PROVIDER } from "../../fixtures";
import { desk } from "../../lib/desk.svelte";
import { en } from "../../lib/i18n/en";
import { fr } from "../../lib/i18n/fr";
import Answers from "./Answers.svelte";
import { sentenceOf } from "./sentence";
import StateOf from "./StateOf.svelte";
import { storyOf } from "./story";

const telling = {
  t: en,
  provider: "Kasuku Money",
  network: "MTN Uganda",
  phone: "0772 418 305",
  seconds: () => "14:31:40",
  paidAt: null,
  sentAt: null,
};

beforeEach(() => {
  desk.boot = BOOT;
  desk.providers = [PROVIDER];
  desk.accounts = [ACCOUNT];
});

it("an accepted charge says who has to do what, and that accepted is not paid", () => {
  const { text, small } = sentenceOf(anOperation(), telling);
  expect(text).toBe("Namuli Sarah should see a message from MTN Uganda on 0772 418 305 and enter the PIN.");
  expect(small).toContain("Kasuku Money accepted the request. Accepted is not paid.");
});

it("a charge in doubt says that nobody knows and that it must not be sent again", () => {
  const { lead, text } = sentenceOf(anOperation({ state: "in_doubt", doubts: ["fate_unknown"] }), telling);
  expect(lead).toBe("We do not know yet.");
  expect(text).toContain("Do not send it again.");
});

it("a paid charge that was denied says so instead of paid", () => {
  const { lead, text } = sentenceOf(anOperation({ state: "succeeded", doubts: ["contradicted"] }), telling);
  expect(lead).toBe("We do not know yet.");
  expect(text).not.toContain("paid with");
});

it("doubt is said as an alert, an outcome as a status, with the state for whoever watches", () => {
  const { container, unmount } = render(StateOf, {
    operation: anOperation({ state: "succeeded", doubts: ["contradicted"] }),
    story: null,
    announced: true,
  });
  expect(screen.getByRole("alert").textContent).toContain("Being checked");
  const state = container.querySelector("[data-test=result-state]");
  expect([state?.getAttribute("data-state"), state?.getAttribute("data-doubts")]).toEqual(["succeeded", "1"]);
  expect(container.querySelector("[data-mark]")?.getAttribute("data-mark")).toBe("doubt");
  unmount();
  render(StateOf, { operation: anOperation({ state: "succeeded" }), story: null, announced: true });
  expect(screen.getByRole("status").textContent).toContain("85,000 UGX");
});

const line = (what: string, cause: string, detail: string | null = null, actor = "Duka") => ({
  at: "",
  actor,
  what,
  cause,
  detail,
});

it("the story is told newest first and a word not known yet is not hidden", () => {
  const story = storyOf(
    [
      line("state:recorded", "asked"),
      line("state:sending", "due"),
      line("attempt:began", "sending", "at_1"),
      line("answer", "create_charge", "429", "kasuku"),
      line("state:recorded", "not_taken"),
      line("something_new", "why not"),
    ],
    { id: "kasuku", name: "Kasuku Money" },
    en,
  );
  expect(story.map(({ title }) => title)).toEqual([
    "why not",
    "Not taken: waits to be sent again",
    "The request was answered",
    "Sent to Kasuku Money",
    "Written in the journal",
  ]);
  expect(story[2]?.small).toBe("HTTP 429 · Kasuku Money");
});

it("what never left is not called sent, and the journal's own words are told in the reader's language", () => {
  const byWindow = (what: string, cause: string, detail: string | null = null) =>
    line(what, cause, detail, "Duka, window");
  const story = storyOf(
    [
      byWindow("state:recorded", "asked"),
      byWindow("state:sending", "due"),
      byWindow("state:recorded", "not_written", "connection refused"),
      byWindow("state:sending", "due"),
      byWindow("state:in_doubt", "no_reply", "timeout"),
      byWindow("doubt:fate_unknown", "no_reply", "It left, and its fate is not known. (timeout)"),
    ],
    { id: "kasuku", name: "Kasuku Money" },
    fr,
  );
  expect(story.map(({ title, small }) => `${title} | ${small}`)).toEqual([
    "Doute ouvert\u00a0: sort inconnu | pas de réponse à temps · Duka, fenêtre",
    "Pas de réponse claire | pas de réponse à temps · Duka, fenêtre",
    "Envoyé à Kasuku Money | Duka, fenêtre",
    "Pas pris\u00a0: attend d’être renvoyé | la connexion a été refusée · Duka, fenêtre",
    "Essai d’envoi à Kasuku Money | Duka, fenêtre",
    "Écrit dans le journal | Duka, fenêtre",
  ]);
});

it("a raw answer is indented without reading its numbers", () => {
  const body = '{"amount":12345678901234567890.10,"note":"a, {b}: c","list":[1,2]}';
  const { container } = render(Answers, {
    answers: [{ at: "2026-11-21T11:31:40Z", what: "x", status: 200, body }],
  });
  const shown = container.querySelector("pre")?.textContent ?? "";
  expect(shown).toContain('"amount": 12345678901234567890.10');
  expect(shown).toContain('"note": "a, {b}: c"');
});
