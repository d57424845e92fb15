import { plurals } from "../plural";

const n = plurals("en");

/** One account: how far its history is known, its keys, its settings, how it is set up. */
export const account = {
  open: "Set up",
  health: "How far it is read",
  completeTo: (at: string) => `Complete to ${at}.`,
  completeFrom: (from: string, to: string) => `Complete from ${from} to ${to}.`,
  readAt: (at: string) =>
    `Read at ${at}. This provider states no order, so Duka cannot call its list complete.`,
  lastRead: (at: string) => `Read at ${at}.`,
  neverRead: "Not read yet.",
  failed: (at: string) => `Its last reading failed. The last good one: ${at}.`,
  failedNever: "It could never be read.",
  failedText: "What was read before stays in the book. What happened since may be missing.",
  lastTry: (at: string) => `last tried ${at}`,
  phonesFrom: (at: string) => `Phone numbers are known from ${at} on.`,
  readNow: "Read now",
  reading: "Reading…",
  readBrought: (added: number, changed: number) =>
    `${added} ${n(added, "row", "rows")} new, ${changed} changed.`,
  readNothing: "Nothing had changed.",
  keys: "Keys",
  set: "set",
  notSet: "not set",
  rotate: "New keys…",
  rotateTitle: "New keys",
  rotateText:
    "First they are tested. Only when the provider takes them do they replace the old ones, which are then forgotten here. They have to be of the same merchant.",
  rotateAll: "It is set now. Left empty, it is forgotten.",
  swap: "Use the new keys",
  swapAnyway: "Keep without a good test",
  testFirst: "Test them first: until then the old keys stay.",
  swapped: "The new keys are in use. Take the old ones back at the provider.",
  settings: "Settings of this account",
  changed: "Saved.",
  unchanged: "Nothing was changed.",
  help: "How to set it up",
  about: {
    keys: "Keys",
    webhook: "Webhooks",
    address: "This computer’s address",
    live: "Going live",
  },
  announced: "Announced, not to be relied on yet",
};
