import { plurals } from "../plural";

const n = plurals("en");

export const webhooks = {
  says: "What providers send on their own. A webhook only says where to look; what became of the money is looked up.",
  none: "No account of this sheet sends webhooks.",
  noneText: "They come from accounts whose provider signs what it sends.",
  account: "Account",
  bench: "Check one by hand",
  benchMeta: "nothing is kept",
  headers: "Headers",
  headersHint: "One a line, as “Name: value”, with the signature among them.",
  body: "Body",
  bodyHint: "Exactly as it came, spaces and line ends too: the signature is made over every sign of it.",
  bodyNeeded: "Paste the body: without it nothing can be checked.",
  check: "Check",
  checking: "Checking…",
  empty: "Nothing checked yet.",
  emptyText:
    "Paste a webhook that came to your site or stands in the provider’s log. Duka works out its signature with this account’s secret and says what fits.",
  verdict: {
    verified: (provider: string) => `It comes from ${provider}.`,
    unsigned: "Nobody vouches for it.",
    forged: "It is not what it claims to be.",
  },
  verifiedText: "That proves who wrote it, not that the money is there. Duka always looks that up itself.",
  notBelieved:
    "Such a webhook changes nothing in this book, and nobody should hand over goods because of it.",
  why: {
    no_signature: "It bears no signature, so nobody knows who wrote it.",
    no_secret: "This account holds no secret to check it with. Add it under Accounts, New keys.",
    malformed_signature: "What stands in the signature’s place is no signature, or it stands there twice.",
    wrong_signature:
      "The signature is not that of this body with this account’s secret. Often one sign was lost when copying, or it is the secret of another account.",
    unreadable_body: "The fields that are signed cannot be read from the body.",
    other_environment: "It is signed, but for the other environment: sandbox and live are not mixed.",
    not_posted: "It was not posted, and webhooks are.",
    too_large: "It is longer than any honest webhook.",
  },
  facts: {
    scheme: "How it is signed",
    event: "Event",
    theirs: "Their reference",
    ours: "Our reference",
    told: "Status it claims",
  },
  claims: "What it claims, none of it certain",
  came: "What came",
  cameNone: "None came yet.",
  cameNoneText:
    "A desktop has no public address. Webhooks come in through a tunnel to the port that “dukactl run --webhooks” opens; without them, Duka asks the provider itself and misses nothing.",
  counted: (count: number) =>
    n(
      count,
      "1 more came that nobody vouches for. Only its number is kept.",
      `${count} more came that nobody vouches for. Only their number is kept.`,
    ),
  columns: {
    at: "Time",
    trust: "From the provider?",
    event: "Event",
    reference: "Reference",
    look: "Looked up",
  },
  trust: { verified: "yes", unsigned: "nobody knows", forged: "no" },
  times: (count: number) => `${count} times`,
  lookedUp: (at: string) => `looked up ${at}`,
  looksAt: (at: string) => `next look ${at}`,
  notFollowed: "not followed",
  body2: "Body, secrets and phones removed",
  readAgain: "Read again",
  addresses: "Where they are sent",
  addressesAsk: "Ask the provider",
  asking: "Asking the provider…",
  addressesText: "The provider is asked only when you say so.",
  addressesNone: "The provider sends them nowhere yet.",
  topic: "Topic",
  url: "Address",
  urlHint: "A public https address that leads to this desk, such as a tunnel’s.",
  register: "Have them sent there",
  registering: "Telling the provider…",
  registered: "The provider sends them there from now on.",
};
