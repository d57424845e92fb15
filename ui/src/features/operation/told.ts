/** What is said of an operation here and now: its sentence with this desk's names, zone and language. */
import type { OperationView, ShowView } from "../../bindings";
import { desk } from "../../lib/desk.svelte";
import { i18n } from "../../lib/i18n/index.svelte";
import { listedPhone } from "../../lib/phone";
import { sentenceOf, type Sentence } from "./sentence";

export function sentenceFor(operation: OperationView, story: ShowView | null): Sentence {
  const at = (what: string) => story?.timeline.find((line) => line.what === what)?.at ?? null;
  return sentenceOf(operation, {
    t: i18n.t,
    provider: desk.provider(operation.provider)?.name ?? operation.provider,
    network: desk.network(operation.provider, operation.network),
    phone: operation.phone ? listedPhone(operation.phone, desk.homeCodes) : "",
    seconds: (moment) => desk.zone.seconds(moment),
    paidAt: at("state:succeeded"),
    sentAt: at("state:sending"),
  });
}
