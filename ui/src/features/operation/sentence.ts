/** One sentence of state that says only what is known, and the small print under it. */
import type { OperationView } from "../../bindings";
import type { Messages } from "../../lib/i18n/index.svelte";

export type Telling = {
  t: Messages;
  provider: string;
  network: string;
  phone: string;
  /** With seconds: money moved, or may have. */
  seconds: (at: string) => string;
  /** When Duka learnt of it. */
  paidAt: string | null;
  /** When the request left; a charge may wait between being written down and being sent. */
  sentAt: string | null;
};

export type Sentence = { lead: string | null; text: string; small: string[] };

export function sentenceOf(operation: OperationView, telling: Telling): Sentence {
  const { t, provider, network, phone, seconds } = telling;
  const words = wordsOf(operation, t);
  const who = operation.name ?? words.customer;
  const said = (text: string, ...small: (string | null | undefined)[]): Sentence => ({
    lead: null,
    text,
    small: small.filter((line): line is string => Boolean(line)),
  });
  const theirWord = operation.reason?.provider_message ?? operation.provider_status;
  const quoted = theirWord ? words.theirWord(theirWord) : null;

  const doubt = operation.doubts.find((kind) => kind !== "fate_unknown");
  if (doubt) return { lead: words.doubtLead, text: words[doubt], small: quoted ? [quoted] : [] };
  if (operation.state === "in_doubt" || operation.doubts.length > 0) {
    const text = words.doubtSent(seconds(telling.sentAt ?? operation.created_at));
    return { lead: words.doubtLead, text, small: quoted ? [quoted] : [] };
  }
  switch (operation.state) {
    case "recorded":
      return said(words.recorded, operation.reason?.message);
    case "awaiting_approval":
      return said(words.approval);
    case "sending":
      return said(words.sending(provider));
    case "pending":
      return said(
        network && phone ? words.pending(who, network, phone) : words.pendingPlain(who),
        words.accepted(provider),
      );
    case "needs_action":
      return said(actionOf(operation, telling), words.accepted(provider));
    case "succeeded": {
      const at = seconds(telling.paidAt ?? operation.updated_at);
      const reference = operation.provider_reference;
      return said(
        words.succeeded(who, network ? words.by(network) : "", at),
        reference ? words.reference(reference) : null,
      );
    }
    case "failed":
      return said(operation.reason?.message ?? words.failed(provider), quoted);
    case "expired":
      return said(operation.reason?.message ?? words.expired, quoted);
    case "cancelled": {
      const left = operation.provider_reference !== null;
      return said(operation.reason?.message ?? words.cancelled, left ? quoted : words.neverLeft);
    }
  }
}

/** Each sort of thing is told in its own words: a link that stands is no payment. What is the same of all is said once. */
function wordsOf({ kind, refund_of }: OperationView, t: Messages): Messages["charge"]["sentences"] {
  const { sentences, refundSentences } = t.payout;
  if (kind === "link") return { ...t.charge.sentences, ...t.links.sentences };
  if (kind === "conversion") return { ...t.charge.sentences, ...t.convert.sentences };
  if (kind === "refund" || (kind === "payout" && refund_of !== null))
    return { ...t.charge.sentences, ...sentences, ...refundSentences };
  return kind === "payout" ? { ...t.charge.sentences, ...sentences } : t.charge.sentences;
}

function actionOf(operation: OperationView, { t, network, provider }: Telling): string {
  const words = t.charge.sentences;
  switch (operation.action?.type) {
    case "pin":
      return words.pin;
    case "address":
      return words.address;
    case "redirect":
      return words.redirect;
    case "other":
      return words.other(provider, operation.action.text ?? operation.action.word ?? "");
    default:
      return words.otp(network || provider);
  }
}
