/** What a charge waits for, and the page that it waits at. */
import { invoke } from "@tauri-apps/api/core";
import type { AddressInput, OperationView, SalesView } from "../../bindings";

/** Goes to the core once and is kept nowhere. */
export const handInCode = (id: string, code: string) => invoke<OperationView>("hand_in_code", { id, code });
export const handInAddress = (id: string, address: AddressInput) =>
  invoke<OperationView>("hand_in_address", { id, address });
/** A sandbox plays the customer. */
export const simulatePayment = (id: string, phone: string) =>
  invoke<OperationView>("simulate_payment", { id, phone });
/** The core knows the page; no address is taken from here. */
export const openPage = (id: string) => invoke<null>("open_page", { id });
/** What whoever sits here sold today. */
export const ownSales = () => invoke<SalesView>("own_sales");
export const fullScreen = (on: boolean) => invoke<null>("full_screen", { on });
/** The card is typed in a window of its own; this one only says for which review. */
export const openCard = (nonce: string, despite: string | null) =>
  invoke<null>("open_card", { nonce, despite });
export const openCardPin = (id: string) => invoke<null>("open_card_pin", { id });
