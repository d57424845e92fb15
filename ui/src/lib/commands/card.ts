/** The card window's two commands. They stand apart: the main window may not call them, so its page does not know them. */
import { invoke } from "@tauri-apps/api/core";
import type { CardFormView, SealedInput } from "../../bindings";

export const cardForm = () => invoke<CardFormView>("card_form");
export const handInCard = (sealed: SealedInput) => invoke<null>("hand_in_card", { sealed });
