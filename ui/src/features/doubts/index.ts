export { lookAtDoubt } from "./desk.svelte";
export { default as DoubtsView } from "./DoubtsView.svelte";
