export { default as GuardQuestion } from "./GuardQuestion.svelte";
export { default as ReviewSheet } from "./ReviewSheet.svelte";
export { Reviewing } from "./reviewing.svelte";
