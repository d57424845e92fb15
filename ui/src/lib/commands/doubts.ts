import { invoke } from "@tauri-apps/api/core";
import type { OperationView } from "../../bindings";

/** Ties an operation in doubt to the transaction that a person chose. */
export const adopt = (id: string, providerReference: string) =>
  invoke<OperationView>("adopt", { id, providerReference });
export const setAside = (id: string, reason: string) => invoke<OperationView>("set_aside", { id, reason });
export const sendAgain = (id: string) => invoke<OperationView>("send_again", { id });
