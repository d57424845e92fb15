export { getExchange, setExchange } from "./context";
export { default as ConvertView } from "./ConvertView.svelte";
export { Exchange } from "./form.svelte";
