export { getLinkDesk, LinkDesk, setLinkDesk } from "./context";
export { default as LinksView } from "./LinksView.svelte";
