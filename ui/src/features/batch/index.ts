export { default as BatchPart } from "./BatchPart.svelte";
export { default as LeaveQuestion } from "./LeaveQuestion.svelte";
export { Batch } from "./batch.svelte";
