export { default as Frame } from "./Frame.svelte";
export type { NavItem } from "./Nav.svelte";
