/** The journal's short words as lines of a story. A word that is not known yet is shown as it is, never hidden. */
import type { Kind, TimelineView } from "../../bindings";
import type { Messages } from "../../lib/i18n/index.svelte";

export type StoryLine = { at: string; title: string; small: string };
type Provider = { id: string; name: string; kind?: Kind };

/** Newest first. An attempt's beginning and end are told by the states that stand at the same moments. */
export function storyOf(lines: TimelineView[], provider: Provider, t: Messages): StoryLine[] {
  const first = lines.findIndex((line) => line.what === "state:recorded");
  return lines
    .filter((line) => !line.what.startsWith("attempt:"))
    .map((line) => ({
      at: line.at,
      title: neverLeft(line, lines)
        ? t.timeline.tried(provider.name)
        : (titleOf(line, line !== lines[first], provider, t) ?? line.cause ?? line.what),
      small: [toldOf(line, t), actorOf(line, provider, t)].filter(Boolean).join(" · "),
    }))
    .reverse();
}

/** Begun and nothing of it written: it cannot be called sent. */
function neverLeft(line: TimelineView, lines: TimelineView[]): boolean {
  if (line.what !== "state:sending") return false;
  const next = lines.slice(lines.indexOf(line) + 1).find(({ what }) => what.startsWith("state:"));
  return next?.what === "state:recorded" && next.cause === "not_written";
}

function actorOf({ actor }: TimelineView, provider: Provider, t: Messages): string {
  if (actor === provider.id) return provider.name;
  const [, name, door] = /^(.*), ([a-z]+)$/.exec(actor) ?? [];
  const doors: Record<string, string> = t.people.door;
  return name && door && Object.hasOwn(doors, door) ? `${name}, ${doors[door]}` : actor;
}

/** The title says what a doubt asks: beside it stands only what the core put in brackets, which nobody translates. */
function toldOf({ what, detail }: TimelineView, t: Messages): string | null | undefined {
  if (what === "answer" && detail) return `HTTP ${detail}`;
  const told = what.startsWith("doubt:") && detail ? /\(([^()]*)\)$/.exec(detail)?.[1] : detail;
  // How a line broke is the journal's own word; a provider's word stays as it came.
  const words: Record<string, string> = t.timeline.line;
  return told && Object.hasOwn(words, told) ? words[told] : told;
}

function titleOf(line: TimelineView, again: boolean, provider: Provider, t: Messages): string | null {
  const words = t.timeline;
  const [sort = "", which = ""] = line.what.split(":");
  switch (sort) {
    case "doubt":
      return (words.doubt as Record<string, string>)[which] ?? null;
    case "answer":
      return (words.answerTo as Record<string, string>)[line.cause] ?? words.answer;
    case "settled":
    case "aside":
    case "check":
      return words[sort];
    case "state":
      return stateTitle(which, again, provider, t);
    default:
      return null;
  }
}

/** What a provider says of a charge is said in its own words; of anything else, by the word for its state. */
function stateTitle(
  state: string,
  again: boolean,
  { name: provider, kind = "charge" }: Provider,
  t: Messages,
): string | null {
  const words = t.timeline;
  switch (state) {
    case "recorded":
      // Back from sending: nothing was taken, so it may be sent again.
      return again ? words.notTaken : words.recorded;
    case "sending":
      return words.sending(provider);
    case "pending":
      return words.pending(provider);
    case "needs_action":
      return words.needs_action(provider);
    case "succeeded":
      return kind === "charge" ? words.succeeded(provider) : words.says(provider, t.state.succeeded[kind]);
    case "failed":
      return kind === "charge" ? words.failed(provider) : words.says(provider, t.state.failed[kind]);
    case "in_doubt":
    case "expired":
    case "cancelled":
    case "awaiting_approval":
      return words[state];
    default:
      return null;
  }
}
