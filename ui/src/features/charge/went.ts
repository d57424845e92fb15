/** When a request went, on the button that sent it. What has not left this computer is not called sent. */
import type { OperationView } from "../../bindings";
import { desk } from "../../lib/desk.svelte";
import { i18n } from "../../lib/i18n/index.svelte";

export function wentWhen(asked: OperationView, shown: OperationView | null): string {
  const now = shown?.id === asked.id ? shown : asked;
  const at = desk.zone.seconds(asked.created_at);
  const here = now.state === "recorded" || now.state === "awaiting_approval";
  return here ? i18n.t.charge.notedAt(at) : i18n.t.charge.sentAt(at);
}
