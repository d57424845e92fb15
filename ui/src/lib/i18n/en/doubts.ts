import { plurals } from "../plural";

const n = plurals("en");

export const doubts = {
  says: "Money whose fate is not known. Here the proof is looked for; nobody decides in the provider’s place.",
  waiting: (count: number) => n(count, "1 open", `${count} open`),
  oldest: "oldest first",
  aside: "Set aside",
  asideNote: "They keep their state, and go on blocking a second payment and a refund.",
  stake: "At stake",
  usual: (span: string) => `usually ${span}`,
  check: (at: string) => `next check ${at}`,
  noCheck: "no check planned",
  empty: "Nothing in doubt.",
  emptyText: "Every amount has a known end.",
  emptyChecked: (at: string) => `Every amount has a known end, checked at ${at}.`,
  question: {
    fate_unknown: "We do not know yet whether it happened.",
    contradicted: "What was final is denied now.",
    mismatch: "What came is not what was asked for.",
    overdue: "It takes longer than usual.",
  },
  /** Each may say when the request left. */
  questionText: {
    fate_unknown: (at: string) =>
      `The request left at ${at}, and no clear answer came. It may be done. Do not send it again.`,
    contradicted: () =>
      "The provider says something else than before. Look at its history below before you hand anything over.",
    mismatch: () =>
      "Amount, currency or direction differ from what was asked. It is not counted until it is clear.",
    overdue: (at: string) =>
      `It was sent at ${at}, and the provider still calls it open. Wait for its answer.`,
  },
  candidates: "What it might be",
  candidatesNone: "The provider’s lists show nothing that looks like it.",
  candidatesKeyed: (provider: string) =>
    `${provider} knows it by its own reference, so its answer settles this by itself.`,
  candidatesTwo: "Look, then choose; Duka does not choose for you.",
  columns: {
    at: "Time",
    reference: "Reference",
    phone: "Number",
    amount: "Amount",
    word: "Their word",
    fits: "What fits",
  },
  evidence: {
    amount: "amount",
    other_amount: "another amount",
    phone: "number",
    other_phone: "another number",
    no_phone: "no number told",
    time: "time",
    before_sending: "older than the request",
    our_reference: "our reference",
    reference_of_another: "another reference of ours",
    tied: "belongs to another",
  },
  fits: (words: string) => `Fits: ${words}`,
  against: (words: string) => `Against: ${words}`,
  adopt: "This is it…",
  adoptTitle: "Is this the same payment?",
  adoptText: (reference: string, amount: string) =>
    `From now on, what the provider says of ${reference}, ${amount}, is what happened here. It is written down that you said so.`,
  adoptYes: "Yes, it is this one",
  no: "No, go back",
  story: "Timeline",
  tell: "What to tell the customer",
  copy: "Copy",
  checkNow: "Check now",
  checking: "Asking the provider…",
  again: "Ask again…",
  againWhen: (at: string) => `If nothing is found by ${at}, it can be asked for again.`,
  againNever:
    "This provider’s lists can never prove that it is not there, so it is not sent again from here.",
  againTitle: "Send it again?",
  againText:
    "First Duka looks once more. Only if the provider’s lists prove that the first one is not there, a new one is written down and sent.",
  againYes: "Look, then send again",
  againSent: "The first one is not there. A new one was written down and is on its way.",
  setAside: "Set aside…",
  asideTitle: "Set this question aside?",
  asideText:
    "It leaves the top of the list, keeps its state, and still blocks a second payment and a refund.",
  reason: "Why",
  reasonHint: "It stays with the question, with your name.",
  asideYes: "Set aside",
  asideBecause: (reason: string) => `Set aside: ${reason}`,
  open: "Open in Transactions",
};
