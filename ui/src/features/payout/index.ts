export { default as Before } from "./Before.svelte";
export { default as PayoutForm } from "./PayoutForm.svelte";
export { default as PayoutSide } from "./PayoutSide.svelte";
export { default as RetryPayout } from "./RetryPayout.svelte";
export { getPayDesk, PayDesk, setPayDesk } from "./context.svelte";
