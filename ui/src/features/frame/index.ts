export { default as Frame } from "./Frame.svelte";
export { default as LanguageSwitch } from "./LanguageSwitch.svelte";
export { default as Toasts } from "./Toasts.svelte";
export type { NavItem } from "./Nav.svelte";
