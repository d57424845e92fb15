export { default as ChargeForm } from "./ChargeForm.svelte";
export { default as ChargeResult } from "./ChargeResult.svelte";
export { default as DeskToday } from "./DeskToday.svelte";
export { getTill, setTill, Till } from "./context";
