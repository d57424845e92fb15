/** One row of the made-up shop with its story, what may be done with it, and what the staff wrote. */
import type { Act, CommentView, OperationView, ShowView } from "../../src/bindings";
import { ago, lang, operation as made, transaction } from "../shop";
import { hidden, seesWhole } from "./ledger_masked";
import { found } from "./take";

const say = (en: string, fr: string) => (lang === "fr" ? fr : en);
const comments = new Map<string, CommentView[]>([
  [
    "op_3",
    [
      {
        at: ago(300),
        actor: "Justine N., window",
        text: say(
          "She has the operator’s SMS and waits at the counter.",
          "Elle a le SMS de l’opérateur et attend au comptoir.",
        ),
      },
    ],
  ],
]);

function actsOf(operation: OperationView | null, paid: boolean): Act[] {
  const acts: Act[] = [];
  if (operation) {
    const open = !["succeeded", "failed", "expired", "cancelled"].includes(operation.state);
    if (open || operation.doubts.length > 0) acts.push("check");
    if (operation.state === "needs_action")
      acts.push(operation.action?.type === "redirect" ? "open_page" : "authorise");
    if (operation.state === "in_doubt") acts.push("adopt");
    if (operation.state === "cancelled") acts.push("send_again");
    if (operation.doubts.length > 0) acts.push("set_aside");
  }
  if (paid) acts.push("refund", "receipt");
  return [...acts, "comment"];
}

/** A charge that was given back in part knows its refund. */
const refundOf = (charge: OperationView): OperationView =>
  made(0, {
    id: "op_0",
    kind: "refund",
    state: "succeeded",
    refund_of: charge.id,
    amount: { amount: "5000", currency: charge.amount.currency },
  });

function show(id: string): ShowView | undefined {
  if (!/^(op|tx)_\d+$/.test(id)) return undefined;
  const operation = id.startsWith("op_") ? found(id) : null;
  const told = operation ? null : transaction(Number(id.slice(3)));
  const row = seesWhole() ? { operation, transaction: told } : hidden({ operation, transaction: told });
  const paid =
    (operation?.state === "succeeded" && operation.doubts.length === 0) || told?.status === "succeeded";
  const line = (seconds: number, what: string, detail: string | null, actor: string) => ({
    at: new Date(Date.parse(operation!.created_at) + seconds * 1000).toISOString(),
    actor,
    what,
    cause: what,
    detail,
  });
  return {
    ...row,
    timeline: operation
      ? [
          line(0, "state:recorded", null, "Justine N., window"),
          line(0, "state:sending", operation.our_reference, "Duka"),
          line(3, `state:${operation.state}`, operation.provider_status, "Duka"),
          ...(operation.doubts.length > 0
            ? [line(30, `doubt:${operation.doubts[0]}`, "no answer after 30 s", "Duka")]
            : []),
        ]
      : [],
    refunds: id === "op_6" && operation ? [refundOf(operation)] : [],
    refundable: paid ? (operation ?? told)!.amount : null,
    acts: actsOf(operation, paid),
    comments: comments.get(id) ?? [],
    answers: [
      {
        at: ago(200),
        what: "fetch_transaction",
        status: 200,
        body: '{"transactionReference":"b71e…40c9","transactionStatus":"INDETERMINATE","amount":85000,"currency":"UGX","msisdn":"2567519••277"}',
      },
    ],
  };
}

function comment(id: string, text: string): CommentView[] {
  const all = [...(comments.get(id) ?? []), { at: ago(0), actor: "Justine N., window", text }];
  comments.set(id, all);
  return all;
}

export const answers: Record<string, (given: Record<string, unknown>) => unknown> = {
  show: ({ id }) => show(id as string),
  comment: ({ id, text }) => comment(id as string, text as string),
};
