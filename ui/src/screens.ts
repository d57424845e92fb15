/** The screens, in the order of the work: name in the catalogue, letter after G, icon, what stands there. */
import BookOpenText from "@lucide/svelte/icons/book-open-text";
import HandCoins from "@lucide/svelte/icons/hand-coins";
import Plug from "@lucide/svelte/icons/plug";
import Scale from "@lucide/svelte/icons/scale";
import SettingsIcon from "@lucide/svelte/icons/settings";
import SearchCheck from "@lucide/svelte/icons/search-check";
import Webhook from "@lucide/svelte/icons/webhook";
import type { Component } from "svelte";
import type { NavItem } from "./features/frame";
import Accounts from "./screens/Accounts.svelte";
import Balances from "./screens/Balances.svelte";
import Doubts from "./screens/Doubts.svelte";
import Settings from "./screens/Settings.svelte";
import TakePayment from "./screens/TakePayment.svelte";
import Transactions from "./screens/Transactions.svelte";
import Webhooks from "./screens/Webhooks.svelte";

export const SCREENS: readonly (NavItem & { screen: Component })[] = [
  { id: "charge", letter: "t", icon: HandCoins, screen: TakePayment },
  { id: "ledger", letter: "x", icon: BookOpenText, screen: Transactions },
  { id: "balances", letter: "b", icon: Scale, screen: Balances, apart: true },
  { id: "doubts", letter: "d", icon: SearchCheck, screen: Doubts, apart: true },
  { id: "webhooks", letter: "w", icon: Webhook, screen: Webhooks, needs: ["webhook"] },
  { id: "accounts", letter: "a", icon: Plug, screen: Accounts },
  { id: "settings", letter: "s", icon: SettingsIcon, screen: Settings },
];
