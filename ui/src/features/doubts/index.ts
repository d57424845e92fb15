export { default as DoubtsView } from "./DoubtsView.svelte";
