export { default as PaperButtons } from "./PaperButtons.svelte";
export { default as SlipDialog } from "./SlipDialog.svelte";
export { isProven } from "./proven";
