/** The screens, in the order of the work: name in the catalogue, letter after G, icon, what stands there. */
import ArrowLeftRight from "@lucide/svelte/icons/arrow-left-right";
import BookOpenText from "@lucide/svelte/icons/book-open-text";
import BookUser from "@lucide/svelte/icons/book-user";
import HandCoins from "@lucide/svelte/icons/hand-coins";
import LayoutList from "@lucide/svelte/icons/layout-list";
import Link from "@lucide/svelte/icons/link";
import Plug from "@lucide/svelte/icons/plug";
import Send from "@lucide/svelte/icons/send";
import Scale from "@lucide/svelte/icons/scale";
import SettingsIcon from "@lucide/svelte/icons/settings";
import SearchCheck from "@lucide/svelte/icons/search-check";
import Webhook from "@lucide/svelte/icons/webhook";
import type { Component } from "svelte";
import type { NavItem } from "./features/frame";
import type { ScreenId } from "./lib/router.svelte";
import Overview from "./screens/Overview.svelte";

type Load = () => Promise<{ default: Component }>;
type Screen = NavItem & { load: Load };

export const SCREENS: readonly Screen[] = [
  { id: "overview", letter: "o", icon: LayoutList, load: () => Promise.resolve({ default: Overview }) },
  { id: "charge", letter: "t", icon: HandCoins, load: () => import("./screens/TakePayment.svelte") },
  {
    id: "links",
    letter: "l",
    icon: Link,
    load: () => import("./screens/PaymentLinks.svelte"),
    needs: ["link"],
  },
  { id: "ledger", letter: "x", icon: BookOpenText, load: () => import("./screens/Transactions.svelte") },
  {
    id: "payout",
    letter: "p",
    icon: Send,
    load: () => import("./screens/PayOut.svelte"),
    needs: ["payout"],
    apart: true,
  },
  {
    id: "convert",
    letter: "c",
    icon: ArrowLeftRight,
    load: () => import("./screens/Convert.svelte"),
    needs: ["convert"],
  },
  { id: "balances", letter: "b", icon: Scale, load: () => import("./screens/Balances.svelte") },
  { id: "contacts", letter: "n", icon: BookUser, load: () => import("./screens/Contacts.svelte") },
  {
    id: "doubts",
    letter: "d",
    icon: SearchCheck,
    load: () => import("./screens/Doubts.svelte"),
    apart: true,
  },
  {
    id: "webhooks",
    letter: "w",
    icon: Webhook,
    load: () => import("./screens/Webhooks.svelte"),
    needs: ["webhook"],
  },
  { id: "accounts", letter: "a", icon: Plug, load: () => import("./screens/Accounts.svelte") },
  { id: "settings", letter: "s", icon: SettingsIcon, load: () => import("./screens/Settings.svelte") },
];

/** Has the window for itself, and stands in no list. */
const loadCounter: Load = () => import("./screens/Counter.svelte");

/**
 * The first page comes with the program; every other part of it is read when somebody opens it, and the first page waits for
 * none of them.
 */
export async function screenOf(id: ScreenId): Promise<Component> {
  const load = SCREENS.find((screen) => screen.id === id)?.load ?? loadCounter;
  return (await load()).default;
}
