/** What the core pushes. The only importer of the event bridge. */
import { listen } from "@tauri-apps/api/event";
import type { ChangedView, ProgressView } from "../bindings";

export const onChanged = (hear: (changed: ChangedView) => void) =>
  listen<ChangedView>("changed", (event) => hear(event.payload));
export const onProgress = (hear: (progress: ProgressView) => void) =>
  listen<ProgressView>("progress", (event) => hear(event.payload));
