/** What is known of a thing, as word, mark and weight of its amount. The one place that decides how certain something looks. */
import type { ActionKind, DoubtKind, Kind, OperationView, RowView, State } from "../bindings";
import type { Messages } from "./i18n/index.svelte";

export type Mark =
  "waiting" | "action" | "doubt" | "paid" | "unpaid" | "expired" | "cancelled" | "refunded" | "step";
export type Look = "ink" | "pencil" | "crossed";
export type Known = { kind: Kind; state: State; doubts: DoubtKind[]; action: ActionKind | null };

export const isFinal = (state: State) => ["succeeded", "failed", "expired", "cancelled"].includes(state);

/** An open doubt outweighs every state: a "paid" that was denied is not shown as paid. */
const inDoubt = (known: Known) => known.state === "in_doubt" || known.doubts.length > 0;

export function markOf(known: Known): Mark {
  if (inDoubt(known)) return "doubt";
  switch (known.state) {
    case "recorded":
    case "awaiting_approval":
    case "sending":
      return "step";
    case "pending":
      return "waiting";
    case "needs_action":
      return "action";
    case "succeeded":
      // A link that stands asks for money; nobody has paid.
      if (known.kind === "link") return "step";
      return known.kind === "refund" ? "refunded" : "paid";
    case "failed":
      return "unpaid";
    case "expired":
      return "expired";
    case "cancelled":
      return "cancelled";
    case "in_doubt":
      return "doubt";
  }
}

export function lookOf(known: Known): Look {
  if (inDoubt(known) || !isFinal(known.state)) return "pencil";
  if (known.kind === "link" && known.state === "succeeded") return "pencil";
  return known.state === "succeeded" ? "ink" : "crossed";
}

export function wordOf(known: Known, t: Messages): string {
  const words = t.state;
  if (inDoubt(known)) return words.in_doubt;
  switch (known.state) {
    case "pending":
      if (known.kind === "payout" || known.kind === "refund") return words.pending.out;
      return words.pending[known.kind];
    case "needs_action":
      return words[known.action ?? "otp"];
    case "succeeded":
      return words.succeeded[known.kind];
    case "failed":
      return words.failed[known.kind];
    default:
      return words[known.state];
  }
}

export function knownOf(operation: OperationView): Known {
  const { kind, state, doubts } = operation;
  return { kind, state, doubts, action: operation.action?.type ?? null };
}

/** What we asked for outranks what a list says: its state has passed the laws of the journal. */
export function knownOfRow(row: RowView): Known | null {
  if (row.operation) return knownOf(row.operation);
  if (!row.transaction) return null;
  return { kind: row.transaction.kind, state: row.transaction.status, doubts: [], action: null };
}
