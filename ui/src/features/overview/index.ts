export { default as OverviewView } from "./OverviewView.svelte";
