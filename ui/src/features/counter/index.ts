export { default as CounterView } from "./CounterView.svelte";
