export { default as AccountField } from "./AccountField.svelte";
export { default as FormBesideReview } from "./FormBesideReview.svelte";
export { default as GuardQuestion } from "./GuardQuestion.svelte";
export { default as ReadForm } from "./ReadForm.svelte";
export { default as ReviewSheet } from "./ReviewSheet.svelte";
export { default as ScenarioField } from "./ScenarioField.svelte";
export { Reviewing } from "./reviewing.svelte";
