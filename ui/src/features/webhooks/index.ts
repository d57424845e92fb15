export { default as WebhooksView } from "./WebhooksView.svelte";
