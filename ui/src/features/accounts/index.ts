export { default as AccountsView } from "./AccountsView.svelte";
export { default as AddAccount } from "./AddAccount.svelte";
