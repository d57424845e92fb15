import { invoke } from "@tauri-apps/api/core";
import type {
  BatchColumnInput,
  BatchMendInput,
  BatchOpenedView,
  BatchReviewView,
  BatchRowsView,
  BatchView,
  SavedFileView,
} from "../../bindings";

/** The file goes over as bytes, its name beside it: a header takes only plain letters. */
export const openBatch = (name: string, bytes: Uint8Array) =>
  invoke<BatchOpenedView>("open_batch", bytes, { headers: { "file-name": encodeURIComponent(name) } });
export const openBatchAgain = (id: string) => invoke<BatchOpenedView>("open_batch_again", { id });
export const judgeBatch = (
  account: string,
  columns: BatchColumnInput[],
  mends: BatchMendInput[],
  despite: string[],
) => invoke<BatchReviewView>("judge_batch", { account, columns, mends, despite });
export const batchRows = (which: "all" | "faulty" | "warned", from: number, most: number) =>
  invoke<BatchRowsView>("batch_rows", { which, from, most });
/** Sends back what the core rendered, and no row of the file. */
export const confirmBatch = ({ nonce, to_send, totals }: BatchReviewView) =>
  invoke<BatchView>("confirm_batch", { nonce, toSend: to_send, totals: totals.map(({ total }) => total) });
/** One that another owner said yes to leaves now, in front of whoever is here. */
export const runBatch = (id: string) => invoke<BatchView>("run_batch", { id });
export const wishBatch = (id: string, wish: "go" | "pause" | "stop") =>
  invoke<boolean>("wish_batch", { id, wish });
export const leaveBatches = () => invoke<null>("leave_batches");
export const batches = () => invoke<BatchView[]>("batches");
export const saveBatchResults = (id: string) => invoke<SavedFileView>("save_batch_results", { id });
export const saveBatchTemplate = () => invoke<SavedFileView>("save_batch_template");
