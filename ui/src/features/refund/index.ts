export { default as RefundAct } from "./RefundAct.svelte";
export { default as RefundLinks } from "./RefundLinks.svelte";
export { default as RefundPanel } from "./RefundPanel.svelte";
