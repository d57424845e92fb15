export { default as NetworkOf } from "./NetworkOf.svelte";
export { default as PhoneField } from "./PhoneField.svelte";
export { TypedPhone } from "./typed.svelte";
