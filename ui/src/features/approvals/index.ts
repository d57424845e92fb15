export { default as ApprovalRow } from "./ApprovalRow.svelte";
export { default as ApprovalsPart } from "./ApprovalsPart.svelte";
export { Approvals } from "./approvals.svelte";
