import { expect, it } from "vitest";
import { en } from "./en";
import { fr } from "./fr";

type Leaf = string | ((...words: never[]) => string);
function leaves(tree: object, path = ""): Map<string, Leaf> {
  const all = new Map<string, Leaf>();
  for (const [key, value] of Object.entries(tree) as [string, Leaf | object][]) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === "object") for (const [name, leaf] of leaves(value, here)) all.set(name, leaf);
    else all.set(here, value);
  }
  return all;
}

/** Says a sentence with plain words in its places. */
function said(leaf: Leaf): string {
  if (typeof leaf === "string") return leaf;
  return (leaf as (...words: unknown[]) => string)("Aa", "2", "3", "4");
}

/** Words that are the same in both languages, and names. */
const SAME = new Set([
  "nav.contacts",
  "contacts.title",
  "people.value.en",
  "people.value.fr",
  "nav.webhooks",
  "convert.notKnown",
  "links.untilDate",
  "links.whatsapp",
  "links.smsAct",
  "links.email",
  "payout.ways.contact",
  "account.about.webhook",
  "paper.sizes.58mm",
  "paper.sizes.80mm",
  "paper.sizes.a4",
  "nav.ledger",
  "frame.title.live",
  "kind.conversion",
  "method.mobile-money",
  "amount.total",
  "overview.today.net",
  "trend.columns.net",
  "age.short.s",
  "age.short.min",
  "age.short.h",
  "charge.noteLeaves",
  "ledger.title",
  "ledger.columns.note",
  "ledger.date",
  "balances.columns.total",
  "settings.version",
  "accounts.step.network",
  "ledger.column.net",
  "ledger.column.transaction",
  "ledger.list",
  "ledger.export.xlsx",
  "ledger.export.csv",
  "ledger.card.seen",
]);

it("both languages have every sentence", () => {
  const english = leaves(en);
  const french = leaves(fr);
  expect([...french.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  const left = [...english.keys()].filter(
    (key) => !SAME.has(key) && said(english.get(key)!) === said(french.get(key)!),
  );
  expect(left, "said the same in both languages").toEqual([]);
});

it("French keeps its marks on the line of their word and curls its apostrophes", () => {
  const wrong = [...leaves(fr)].filter(([, leaf]) => / [:;?!»]|« |[a-zà-ÿ]'/i.test(said(leaf)));
  expect(wrong.map(([key]) => key)).toEqual([]);
});

it("no sentence blames, cheers or hides behind a word for machines", () => {
  const refused = /\b(oops|successfully|please wait|invalid|erreur|error|invalide)\b|!/i;
  const wrong = [...leaves(en), ...leaves(fr)].filter(([, leaf]) => refused.test(said(leaf)));
  expect(wrong.map(([key]) => key)).toEqual([]);
});

it("a count takes the form that its language wants", () => {
  expect(en.age.min(1)).toBe("1 minute ago");
  expect(en.age.min(0)).toBe("0 minutes ago");
  expect(fr.age.min(0)).toBe("il y a 0 minute");
  expect(fr.age.min(2)).toBe("il y a 2 minutes");
});

it("a moment of another day is said as a date in French", () => {
  expect(fr.ledger.completeTo("14:32")).toBe("complet à 14:32");
  expect(fr.ledger.completeTo("21 nov.\u00a023:04")).toBe("complet le 21 nov. à 23:04");
});
