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
import Accounts from "./screens/Accounts.svelte";
import Balances from "./screens/Balances.svelte";
import Contacts from "./screens/Contacts.svelte";
import Convert from "./screens/Convert.svelte";
import Doubts from "./screens/Doubts.svelte";
import Overview from "./screens/Overview.svelte";
import PaymentLinks from "./screens/PaymentLinks.svelte";
import PayOut from "./screens/PayOut.svelte";
import Settings from "./screens/Settings.svelte";
import TakePayment from "./screens/TakePayment.svelte";
import Transactions from "./screens/Transactions.svelte";
import Webhooks from "./screens/Webhooks.svelte";

export const SCREENS: readonly (NavItem & { screen: Component })[] = [
  { id: "overview", letter: "o", icon: LayoutList, screen: Overview },
  { id: "charge", letter: "t", icon: HandCoins, screen: TakePayment },
  { id: "links", letter: "l", icon: Link, screen: PaymentLinks, needs: ["link"] },
  { id: "ledger", letter: "x", icon: BookOpenText, screen: Transactions },
  { id: "payout", letter: "p", icon: Send, screen: PayOut, needs: ["payout"], apart: true },
  { id: "convert", letter: "c", icon: ArrowLeftRight, screen: Convert, needs: ["convert"] },
  { id: "balances", letter: "b", icon: Scale, screen: Balances },
  { id: "contacts", letter: "n", icon: BookUser, screen: Contacts },
  { id: "doubts", letter: "d", icon: SearchCheck, screen: Doubts, apart: true },
  { id: "webhooks", letter: "w", icon: Webhook, screen: Webhooks, needs: ["webhook"] },
  { id: "accounts", letter: "a", icon: Plug, screen: Accounts },
  { id: "settings", letter: "s", icon: SettingsIcon, screen: Settings },
];
