/** Who something is about where no name is known. A conversion and a link are about nobody: they say what they are. */
import type { Kind } from "../bindings";
import { i18n } from "./i18n/index.svelte";

export function namelessOf(kind: Kind | null | undefined): string {
  return kind === "conversion" || kind === "link" ? i18n.t.kind[kind] : i18n.t.ledger.unknownName;
}
