export { default as Answers } from "./Answers.svelte";
export { default as CheckNow } from "./CheckNow.svelte";
export { default as Result } from "./Result.svelte";
export { default as StateOf } from "./StateOf.svelte";
export { default as Timeline } from "./Timeline.svelte";
export { sentenceFor } from "./told";
export { Watched } from "./watched.svelte";
