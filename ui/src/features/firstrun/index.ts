export { default as Blocked } from "./Blocked.svelte";
export { default as FirstRun } from "./FirstRun.svelte";
export { default as StaffForm } from "./StaffForm.svelte";
