export { default as AtDesk } from "./AtDesk.svelte";
export { lockDesk } from "./lock-desk";
export { default as LockKey } from "./LockKey.svelte";
export { default as AuditPart } from "./AuditPart.svelte";
export { default as PeoplePart } from "./PeoplePart.svelte";
export { default as SignIn } from "./SignIn.svelte";
