export { default as ApprovalsPart } from "./ApprovalsPart.svelte";
export { Approvals } from "./approvals.svelte";
