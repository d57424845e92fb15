export { default as ReviewSheet } from "./ReviewSheet.svelte";
export { Reviewing } from "./reviewing.svelte";
