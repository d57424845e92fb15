import type { Messages } from "../../lib/i18n/index.svelte";

/** Why a key was refused, as a title. The sentence under it comes from the core and knows the provider's own steps. */
export function reasonOf(code: string, provider: string, t: Messages): string {
  const reasons = t.accounts.reason;
  return (code in reasons ? reasons[code as keyof typeof reasons] : reasons.other)(provider);
}
