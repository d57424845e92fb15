/** Who works here, what waits for a second person, and what was done. */
import { invoke } from "@tauri-apps/api/core";
import type {
  ApprovalsView,
  ApprovedView,
  AuditView,
  ExportView,
  Role,
  SecondInput,
  StaffView,
} from "../../bindings";
import type { Lang } from "../money";

/** Answered by a locked desk too: somebody has to be able to sit down. */
export const staff = () => invoke<StaffView>("staff");
/** `lang` was chosen while the desk was locked: refusals are said in it, and whoever sits down sets it. */
export const signIn = (id: string, pin: string, lang: Lang) =>
  invoke<StaffView>("sign_in", { id, pin, lang });
export const signOut = () => invoke<StaffView>("sign_out");
/** A person moved a hand. Told now and then, not at each movement. */
export const touch = () => invoke<null>("touch");

/** `second` is another owner, where payments need two people and one more owner is added. */
export const addStaff = (name: string, role: Role, pin: string, second: SecondInput | null) =>
  invoke<StaffView>("add_staff", { name, role, pin, second });
export const setPin = (id: string, pin: string, second: SecondInput | null) =>
  invoke<StaffView>("set_pin", { id, pin, second });
export const removeStaff = (id: string) => invoke<StaffView>("remove_staff", { id });

/** Above how much a second person is asked; null asks nobody. `second` where less is asked than before. */
export const setThreshold = (currency: string, above: string | null, second: SecondInput | null) =>
  invoke<ApprovalsView>("set_threshold", { currency, above, second });
export const approvals = () => invoke<ApprovalsView>("approvals");
/** `id` is an operation’s or a file’s. `despite` is the earlier payment that the guard named. */
export const approve = (id: string, second: SecondInput, despite: string | null) =>
  invoke<ApprovedView>("approve", { id, second, despite });
export const refuse = (id: string, reason: string) => invoke<ApprovalsView>("refuse", { id, reason });

/** Newest first; `before` is the `next` of the page before. */
export const audit = (before: number | null) => invoke<AuditView>("audit", { before });
export const exportAudit = () => invoke<ExportView>("export_audit");
