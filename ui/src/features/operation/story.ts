/** The journal's short words as lines of a story. A word that is not known yet is shown as it is, never hidden. */
import type { TimelineView } from "../../bindings";
import type { Messages } from "../../lib/i18n/index.svelte";

export type StoryLine = { at: string; title: string; small: string };

export function storyOf(lines: TimelineView[], provider: string, t: Messages): StoryLine[] {
  return lines
    .map((line) => {
      const small = [line.detail, line.actor].filter(Boolean).join(" · ");
      return { at: line.at, title: titleOf(line.what, provider, t) ?? line.cause ?? line.what, small };
    })
    .reverse();
}

function titleOf(what: string, provider: string, t: Messages): string | null {
  const words = t.timeline;
  const [sort = "", which = ""] = what.split(":");
  if (sort === "doubt") return doubtTitle(which, t);
  if (sort === "settled") return words.settled;
  const key = sort === "state" ? which : sort;
  switch (key) {
    case "sending":
      return words.sending(provider);
    case "pending":
      return words.pending(provider);
    case "needs_action":
      return words.needs_action(provider);
    case "succeeded":
      return words.succeeded(provider);
    case "failed":
      return words.failed(provider);
    case "recorded":
    case "in_doubt":
    case "expired":
    case "cancelled":
    case "awaiting_approval":
    case "attempt":
    case "answer":
    case "check":
      return words[key];
    default:
      return null;
  }
}

function doubtTitle(which: string, t: Messages): string | null {
  const words: Record<string, string> = t.timeline.doubt;
  return words[which] ?? (which === "settled" ? t.timeline.settled : null);
}
