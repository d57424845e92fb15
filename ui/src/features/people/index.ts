export { default as AtDesk } from "./AtDesk.svelte";
export { default as AuditPart } from "./AuditPart.svelte";
export { default as PeoplePart } from "./PeoplePart.svelte";
export { default as SignIn } from "./SignIn.svelte";
