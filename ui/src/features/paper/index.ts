export { default as PaperButtons } from "./PaperButtons.svelte";
export { default as SlipDialog } from "./SlipDialog.svelte";
export { nameOfPaper, sortOf } from "./proven";
