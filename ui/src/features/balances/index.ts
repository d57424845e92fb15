export { default as BalancesView } from "./BalancesView.svelte";
