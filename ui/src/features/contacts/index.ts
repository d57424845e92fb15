export { default as ContactsView } from "./ContactsView.svelte";
