export { default as ExportJournal } from "./ExportJournal.svelte";
export { default as LockBand } from "./LockBand.svelte";
export { default as RestoreCommand } from "./RestoreCommand.svelte";
