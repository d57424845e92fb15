/** What the core pushes. The only importer of the event bridge. */
import { listen } from "@tauri-apps/api/event";
import type { BatchProgressView, ChangedView, ExportProgressView, ProgressView } from "../bindings";

export const onChanged = (hear: (changed: ChangedView) => void) =>
  listen<ChangedView>("changed", (event) => hear(event.payload));
export const onProgress = (hear: (progress: ProgressView) => void) =>
  listen<ProgressView>("progress", (event) => hear(event.payload));
/** What was keyed in the card window was sent: the operation's id. */
export const onCardDone = (hear: (operation: string) => void) =>
  listen<string>("card_done", (event) => hear(event.payload));
export const onBatch = (hear: (progress: BatchProgressView) => void) =>
  listen<BatchProgressView>("batch", (event) => hear(event.payload));
/** How far a list's file is. */
export const onExport = (hear: (progress: ExportProgressView) => void) =>
  listen<ExportProgressView>("export", (event) => hear(event.payload));
/** The window is being closed while a file of payouts runs. */
export const onLeaving = (hear: () => void) => listen<null>("leaving", hear);
