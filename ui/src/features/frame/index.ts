export { default as Frame } from "./Frame.svelte";
export { default as DeskLanguage } from "./DeskLanguage.svelte";
export { default as Toasts } from "./Toasts.svelte";
export type { NavItem } from "./Nav.svelte";
