import { invoke } from "@tauri-apps/api/core";
import type {
  BackupFileView,
  BackupMadeView,
  EvidenceFormat,
  EvidenceView,
  Paper,
  PrintedView,
  RestoredView,
  SlipView,
} from "../../bindings";

/** As it would come out now: nothing is written down by looking. */
export const receiptPreview = (id: string, paper: Paper) =>
  invoke<SlipView>("receipt_preview", { id, paper });
export const saveReceipt = (id: string, paper: Paper) => invoke<PrintedView>("save_receipt", { id, paper });
export const printReceipt = (id: string, paper: Paper) => invoke<PrintedView>("print_receipt", { id, paper });
export const printers = () => invoke<string[]>("printers");

export const evidence = (id: string) => invoke<EvidenceView>("evidence", { id });
export const saveEvidence = (id: string, format: EvidenceFormat) =>
  invoke<PrintedView>("save_evidence", { id, format });

/** The passphrase goes in and never comes out. */
export const makeBackup = (passphrase: string) => invoke<BackupMadeView>("make_backup", { passphrase });
export const backups = () => invoke<BackupFileView[]>("backups");
export const restoreBackup = (name: string, passphrase: string) =>
  invoke<RestoredView>("restore_backup", { name, passphrase });
