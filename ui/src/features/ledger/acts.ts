/** What the core says may be done with a row, less what is not for whoever sits here. */
import type { Act, Right } from "../../bindings";
import { seat } from "../../lib/seat.svelte";

/** What the core asks for when the act is done. */
const NEEDS: Record<Act, Right> = {
  check: "take_payment",
  cancel: "take_payment",
  approve: "approve",
  authorise: "take_payment",
  open_page: "take_payment",
  refund: "send_money",
  adopt: "settle_doubts",
  send_again: "settle_doubts",
  try_again: "send_money",
  set_aside: "settle_doubts",
  receipt: "own_sales",
  comment: "comment",
};

export const mine = (acts: readonly Act[]): Act[] => acts.filter((act) => seat.may(NEEDS[act]));
