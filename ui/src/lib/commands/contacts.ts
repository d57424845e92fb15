import { invoke } from "@tauri-apps/api/core";
import type { ContactInput, ContactView, NameSeenView } from "../../bindings";

/** Written down at the account's provider too, where that keeps a list. */
export const addContact = (draft: ContactInput) => invoke<ContactView>("add_contact", { draft });
export const namesSeen = (phone: string) => invoke<NameSeenView[]>("names_seen", { phone });
