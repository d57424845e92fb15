/** What waits for a second person, looked at without the core. `?approvals=none` shows a desk where nobody is asked. */
import type { ApprovalsView, StaffView } from "../../src/bindings";
import { ago, face, lang, operation } from "../shop";

const query = new URLSearchParams(location.search);
const say = (en: string, fr: string) => (lang === "fr" ? fr : en);
const nothing: ApprovalsView = { operations: [], batches: [], thresholds: [] };
let waiting: ApprovalsView =
  face === "empty" || query.get("approvals") !== "some"
    ? nothing
    : {
        operations: [
          {
            operation: operation(4, {
              id: "op_waits",
              kind: "payout",
              state: "awaiting_approval",
              amount: { amount: "750000", currency: "RWF" },
            }),
            asked_by: "Eric N.",
            asked_at: ago(420),
          },
        ],
        batches: [
          {
            batch: "bt_waits",
            account: "acc_rw",
            file_name: say("wages November.xlsx", "salaires novembre.xlsx"),
            rows: 248,
            totals: [{ amount: "13610500", currency: "RWF" }],
            asked_by: "Eric N.",
            asked_at: ago(1260),
          },
        ],
        thresholds: [{ amount: "500000", currency: "RWF" }],
      };

export const answers: Record<string, (given: Record<string, unknown>) => unknown> = {
  approvals: () => waiting,
  staff: (): StaffView | undefined =>
    query.get("approvals") === "some"
      ? {
          members: [
            { id: "st_1", name: "Justine N.", role: "owner", added_at: ago(864000) },
            { id: "st_2", name: "Eric N.", role: "owner", added_at: ago(764000) },
          ],
          me: { id: "st_2", name: "Eric N.", role: "owner", added_at: ago(764000) },
          locked: false,
          needed: true,
          lock_after_minutes: 5,
          rights: ["send_money", "approve"],
        }
      : undefined,
  approve: ({ id, second }) => {
    if ((second as { pin: string }).pin !== "1234")
      throw {
        code: "wrong_pin",
        message: say("That is not the PIN of Justine N.", "Ce n’est pas le code PIN de Justine N."),
        field: null,
        next: say("Type it again.", "Tapez-le à nouveau."),
        operation: null,
      };
    waiting = nothing;
    return { operation: operation(4, { id: id as string, kind: "payout", state: "sending" }), batch: null };
  },
  refuse: () => (waiting = nothing),
};
