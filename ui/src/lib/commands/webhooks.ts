import { invoke } from "@tauri-apps/api/core";
import type { DeliveriesView, RegistrationView, VerdictView } from "../../bindings";

/** Judged and forgotten: nothing is kept or looked up. */
export const judgeWebhook = (account: string, headers: string, body: string) =>
  invoke<VerdictView>("judge_webhook", { account, headers, body });
export const webhooks = (account: string) => invoke<DeliveriesView>("webhooks", { account });
/** Asks the provider. */
export const registrations = (account: string) => invoke<RegistrationView[]>("registrations", { account });
export const registerWebhook = (account: string, topic: string, url: string) =>
  invoke<RegistrationView>("register_webhook", { account, topic, url });
