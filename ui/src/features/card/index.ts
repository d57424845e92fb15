export { default as CardWindow } from "./CardWindow.svelte";
