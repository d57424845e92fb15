import { invoke } from "@tauri-apps/api/core";
import type {
  LinkChangeInput,
  LinkInput,
  LinksView,
  LinkView,
  ReviewView,
  TransactionView,
} from "../../bindings";

export type ShareChannel = "whatsapp" | "sms" | "email";

export const reviewLink = (draft: LinkInput) => invoke<ReviewView>("review_link", { draft });
/** As they are kept; with `fresh`, their providers are asked first. */
export const links = (fresh: boolean) => invoke<LinksView>("links", { fresh });
export const linkPayments = (id: string) => invoke<TransactionView[]>("link_payments", { id });
export const changeLink = (id: string, change: LinkChangeInput) =>
  invoke<LinkView>("change_link", { id, change });
/** The core compares what was typed with the title. */
export const turnOffLink = (id: string, typed: string) => invoke<LinkView>("turn_off_link", { id, typed });

export const linkMessage = (id: string, lang: string) => invoke<string>("link_message", { id, lang });
export const shareLink = (id: string, channel: ShareChannel, lang: string, phone: string | null) =>
  invoke<null>("share_link", { id, channel, lang, phone });
/** Where the picture was put. */
export const saveLinkCode = (id: string, picture: number[]) =>
  invoke<string>("save_link_code", { id, picture });
